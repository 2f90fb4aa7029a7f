//! From a file's values to an experiment, or to the first thing that makes no sense.

use super::error::line_of;
use super::file::{File, Table};
use super::{Experiment, ExperimentError, GivenInput, MAX_LOG_CYCLES, MAX_REPEATS, MAX_THREADS, Measure, Problem, ProgramChoice, Unfit};
use crate::guests::{Guest, guests};
use instructions::Isa;
use jolt_core::CONFIGURATIONS;
use std::collections::BTreeSet;
use std::path::Path;
use toml::Spanned;

/// Stands for all programs or configurations.
const ALL: &str = "all";
/// Samples without `repeats`: the fewest whose median has an interval of 95 %.
const REPEATS: u32 = 6;
/// Verifications of each proof without `verifications`.
const VERIFICATIONS: u32 = 5;

type Result<T> = std::result::Result<T, ExperimentError>;
type List<T> = Option<Spanned<Vec<Spanned<T>>>>;

/// A file's text and folder.
pub(super) struct Checker<'a> {
    pub text: &'a str,
    pub folder: &'a Path,
}

/// Names that a list may have.
struct Known {
    /// What `all` stands for.
    all: Vec<String>,
    /// All of them.
    every: Vec<String>,
}

/// The name nearest to this one, if one is near.
pub(crate) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let distances = names.map(|known| (strsim::damerau_levenshtein(name, known), known));
    let (distance, known) = distances.min()?;
    (distance <= 2.max(known.len() / 3)).then(|| known.to_string())
}

impl Checker<'_> {
    fn error<T>(&self, at: usize, key: &'static str, problem: Problem) -> Result<T> {
        Err(ExperimentError::Key { line: line_of(self.text, at), key, problem })
    }

    fn in_range(&self, value: &Spanned<u32>, key: &'static str, (min, max): (u32, u32)) -> Result<u32> {
        let number = *value.as_ref();
        if (min..=max).contains(&number) {
            return Ok(number);
        }
        self.error(value.span().start, key, Problem::OutOfRange { value: number.into(), min: min.into(), max: max.into() })
    }

    pub(super) fn experiment(&self, file: File, digest: String) -> Result<Experiment> {
        let name = file.name.as_ref();
        let plain = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
        if name.is_empty() || name.len() > 64 || !name.chars().all(plain) {
            return self.error(file.name.span().start, "name", Problem::Form { expected: "a name of at most 64 letters, digits, - and _" });
        }
        if file.measure.is_empty() {
            return self.error(self.text.len(), "measure", Problem::Missing { give: "at least one table [[measure]]" });
        }
        let number = |value: &Option<Spanned<u32>>, key, default, min| {
            value.as_ref().map_or(Ok(default), |value| self.in_range(value, key, (min, MAX_REPEATS)))
        };
        let experiment = Experiment {
            name: name.clone(),
            description: file.description.unwrap_or_default(),
            digest,
            seed: file.seed.unwrap_or_default(),
            repeats: number(&file.repeats, "repeats", REPEATS, 1)?,
            warm_ups: number(&file.warm_ups, "warm_ups", 0, 0)?,
            verifications: number(&file.verifications, "verifications", VERIFICATIONS, 1)?,
            operations: file.operations.unwrap_or(true),
            measure: file.measure.iter().map(|table| self.measure(table)).collect::<Result<_>>()?,
        };
        self.no_cell_twice(&experiment)?;
        Ok(experiment)
    }

    fn measure(&self, table: &Spanned<Table>) -> Result<Measure> {
        let (at, table) = (table.span().start, table.as_ref());
        let input = self.input(table)?;
        let programs = self.programs(at, table)?;
        let log_cycles = match (&table.log_cycles, &input, &table.elf) {
            (Some(sizes), Some((other, _)), _) => {
                let because = "a given input has its own size";
                return self.error(sizes.span().start, "log_cycles", Problem::Contradicts { other, because });
            }
            (Some(sizes), None, Some(_)) => {
                let because = "the program has no rule that makes inputs of a size";
                return self.error(sizes.span().start, "log_cycles", Problem::Contradicts { other: "elf", because });
            }
            (Some(_), None, None) => {
                let sizes = self.list(at, &table.log_cycles, "log_cycles", "sizes such as [14, 16]")?;
                sizes.iter().map(|size| self.in_range(size, "log_cycles", (1, MAX_LOG_CYCLES))).collect::<Result<_>>()?
            }
            (None, None, None) => return self.error(at, "log_cycles", Problem::Missing { give: "sizes such as [14, 16], or an input" }),
            (None, ..) => Vec::new(),
        };
        let given = || GivenInput::Bytes(Vec::new());
        let input = if log_cycles.is_empty() { Some(input.map_or_else(given, |(_, input)| input)) } else { None };
        let threads = match &table.threads {
            Some(_) => {
                let counts = self.list(at, &table.threads, "threads", "numbers such as [1, 2]")?;
                Some(counts.iter().map(|count| self.in_range(count, "threads", (1, MAX_THREADS))).collect::<Result<_>>()?)
            }
            None => None,
        };
        let names: Vec<String> = CONFIGURATIONS.iter().map(|name| name.to_string()).collect();
        let known = Known { all: names.clone(), every: names };
        let configurations = self.names(at, &table.configurations, ("configurations", "configuration"), known)?;
        let named_all = |names: &Spanned<Vec<Spanned<String>>>| names.as_ref().iter().any(|name| name.as_ref() == ALL);
        let unfit = if table.programs.as_ref().is_some_and(named_all) { Unfit::Skip } else { Unfit::Refuse };
        Ok(Measure { line: line_of(self.text, at), programs, unfit, log_cycles, input, configurations, threads })
    }

    /// A list that is there, not empty, and names nothing twice.
    fn list<'t, T: Ord + ToString>(&self, at: usize, list: &'t List<T>, key: &'static str, give: &'static str) -> Result<&'t [Spanned<T>]> {
        let Some(values) = list.as_ref().filter(|values| !values.as_ref().is_empty()) else {
            return self.error(list.as_ref().map_or(at, |values| values.span().start), key, Problem::Missing { give });
        };
        let mut seen = BTreeSet::new();
        for value in values.as_ref() {
            if !seen.insert(value.as_ref()) {
                return self.error(value.span().start, key, Problem::Repeated { value: value.as_ref().to_string() });
            }
        }
        Ok(values.as_ref())
    }

    /// Names of known things, or all of them.
    fn names(&self, at: usize, list: &List<String>, (key, what): (&'static str, &'static str), known: Known) -> Result<Vec<String>> {
        let names = self.list(at, list, key, "names, or [\"all\"]")?;
        if let Some(all) = names.iter().find(|name| name.as_ref() == ALL) {
            return match names.len() {
                1 => Ok(known.all),
                _ => self.error(all.span().start, key, Problem::Contradicts { other: key, because: "`all` stands alone" }),
            };
        }
        for name in names {
            let text = name.as_ref();
            if !known.every.contains(text) {
                let nearest = nearest(text, known.every.iter().map(String::as_str));
                let problem = Problem::Unknown { what, name: text.clone(), nearest };
                return self.error(name.span().start, key, problem);
            }
        }
        Ok(names.iter().map(|name| name.as_ref().clone()).collect())
    }

    fn programs(&self, at: usize, table: &Table) -> Result<Vec<ProgramChoice>> {
        match (&table.programs, &table.elf, &table.isa) {
            (Some(_), Some(elf), _) => {
                let because = "a table has the repository's programs or one of its own";
                self.error(elf.span().start, "elf", Problem::Contradicts { other: "programs", because })
            }
            (Some(_), None, Some(isa)) => {
                let because = "the list of guests says it";
                self.error(isa.span().start, "isa", Problem::Contradicts { other: "programs", because })
            }
            (None, Some(elf), isa) => Ok(vec![ProgramChoice::File { path: self.folder.join(elf.as_ref()), isa: self.isa(isa.as_ref())? }]),
            (None, None, _) => self.error(at, "programs", Problem::Missing { give: "names of guests, or an ELF file as `elf`" }),
            (Some(_), None, None) => {
                let known = guests(self.folder)?;
                let (names, usual) = (|guest: &Guest| guest.name.clone(), |guest: &&Guest| guest.usual);
                let (all, every) = (known.iter().filter(usual).map(names).collect(), known.iter().map(names).collect());
                let chosen = self.names(at, &table.programs, ("programs", "program"), Known { all, every })?;
                let guest = |name: &String| known.iter().find(|guest| guest.name == *name).cloned();
                Ok(chosen.iter().filter_map(guest).map(ProgramChoice::Guest).collect())
            }
        }
    }

    fn isa(&self, name: Option<&Spanned<String>>) -> Result<Isa> {
        let Some(name) = name else { return Ok(Isa::default()) };
        let text = name.as_ref();
        Isa::ALL.iter().copied().find(|isa| isa.name() == text).map_or_else(
            || {
                let nearest = nearest(text, Isa::ALL.iter().map(|isa| isa.name()));
                self.error(name.span().start, "isa", Problem::Unknown { what: "instruction set", name: text.clone(), nearest })
            },
            Ok,
        )
    }

    /// The given input, and the key that gives it.
    fn input(&self, table: &Table) -> Result<Option<(&'static str, GivenInput)>> {
        let given = [("input_str", &table.input_str), ("input_hex", &table.input_hex), ("input_file", &table.input_file)];
        let mut given = given.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?)));
        let Some((key, value)) = given.next() else { return Ok(None) };
        if let Some((other, _)) = given.next() {
            let because = "a run has one input";
            return self.error(value.span().start, key, Problem::Contradicts { other, because });
        }
        let text = value.as_ref();
        let input = match key {
            "input_str" => GivenInput::Bytes(text.clone().into_bytes()),
            "input_file" => GivenInput::File(self.folder.join(text)),
            _ => match bytes(text) {
                Some(bytes) => GivenInput::Bytes(bytes),
                None => return self.error(value.span().start, key, Problem::Form { expected: "hexadecimal, two digits a byte" }),
            },
        };
        Ok(Some((key, input)))
    }

    /// A cell in two tables would mix samples of different things. Sizes of given inputs are known only when they are run: the plan refuses
    /// those that are there twice.
    fn no_cell_twice(&self, experiment: &Experiment) -> Result<()> {
        let mut seen = BTreeSet::new();
        for measure in &experiment.measure {
            for program in &measure.programs {
                for configuration in &measure.configurations {
                    for size in &measure.log_cycles {
                        let threads: Vec<u32> = measure.threads.clone().unwrap_or_else(|| vec![0]);
                        for count in threads {
                            if !seen.insert((program.name(), configuration.clone(), size, count)) {
                                let value = format!("`{}` with `{configuration}`", program.name());
                                return Err(ExperimentError::Key {
                                    line: measure.line,
                                    key: "measure",
                                    problem: Problem::Repeated { value },
                                });
                            }
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

/// Two digits a byte, with or without `0x`.
pub(crate) fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let nibbles: Vec<u8> = digits.chars().map(|c| c.to_digit(16).map(|digit| digit as u8)).collect::<Option<_>>()?;
    let (pairs, rest) = nibbles.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}
