//! Commitment schemes side by side: every scheme of `pcs`, and `ark-poly-commit`'s Hyrax and KZG, on the same values in the same run.
//!
//! ```text
//! cargo bench -p bench-harness --bench commitments -- --sizes 12,14,16,18,20 --rounds 1 --out results
//! ```
//!
//! | option | meaning | default |
//! |---|---|---|
//! | `--sizes LIST` | log2 of the columns' lengths | `10,12,14` |
//! | `--schemes TEXT` | those whose names contain this | all |
//! | `--rounds N` | each time is the least of so many at the largest size, and of twice as many at each quarter of it | 2 |
//! | `--threads N` | for provers | 1 |
//! | `--out FOLDER` | where `commitments.csv`, `.md` and `-{commit,open,verify}.svg` go, from this crate's folder | none |
//!
//! In each round the schemes take turns, so that all of them see the same state of the machine; keys are made once. On one thread, times
//! are the process's CPU times, which other processes disturb least; on several, they are wall-clock times. The schemes of
//! `ark-poly-commit` run on one thread unless the feature `parallel-rivals` is on, which needs care: it makes the curve library of all
//! schemes parallel.

#[path = "../../pcs/benches/candidates/mod.rs"]
mod candidates;

use bench_harness::commitments::{Cost, Measurement, Opening, commit_table, csv, opening_table, plot};
use bench_harness::machine::Machine;
use bench_harness::resources::cpu_seconds;
use candidates::{Candidate, Claim, column, each_candidate, point};
use std::{error::Error, fs, hint::black_box, io, path::Path, path::PathBuf, time::Instant};

/// Kinds of values whose commitments are opened too; the first one stands in plots and in the table of openings.
const OPENED: [&str; 2] = ["u32", "field"];

struct Options {
    sizes: Vec<usize>,
    schemes: String,
    rounds: usize,
    threads: usize,
    out: Option<PathBuf>,
}

impl Options {
    fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let mut options = Self { sizes: vec![10, 12, 14], schemes: String::new(), rounds: 2, threads: 1, out: None };
        while let Some(name) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{name} needs a value"));
            match name.as_str() {
                "--sizes" => options.sizes = value()?.split(',').map(str::parse).collect::<Result<_, _>>()?,
                "--schemes" => options.schemes = value()?,
                "--rounds" => options.rounds = value()?.parse::<usize>()?.max(1),
                "--threads" => options.threads = value()?.parse::<usize>()?.max(1),
                "--out" => options.out = Some(value()?.into()),
                // What `cargo bench` adds.
                "--bench" => {}
                other => {
                    return Err(format!("{other} is no option: --sizes LIST, --schemes TEXT, --rounds N, --threads N, --out FOLDER").into());
                }
            }
        }
        Ok(options)
    }

    fn rounds(&self, log_len: usize) -> usize {
        let largest = self.sizes.iter().max().unwrap_or(&log_len);
        self.rounds << ((largest - log_len) / 2).min(5)
    }
}

/// Runs a piece of work and keeps the least time so far.
fn timed<T>(least: &mut f64, work: impl FnOnce() -> T) -> T {
    let (start, cpu_start) = (Instant::now(), cpu_seconds());
    let result = black_box(work());
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds().zip(cpu_start).map(|(end, start)| end - start));
    *least = least.min(if rayon::current_num_threads() == 1 { cpu.unwrap_or(wall) } else { wall });
    result
}

/// A scheme with its keys for one size.
struct Contender<C: Candidate> {
    keys: C::Keys,
    /// For each kind of values: the column, the claim about it where it is opened, and what was measured so far.
    columns: Vec<(C::Input, Option<Claim>, Measurement)>,
}

/// A contender of any scheme.
trait Turn {
    fn turn(&mut self);
    fn measurements(&self) -> Vec<Measurement>;
}

impl<C: Candidate> Contender<C> {
    fn new(scheme: String, log_len: usize, threads: usize, rounds: usize) -> Self {
        let mut setup = f64::INFINITY;
        let keys = timed(&mut setup, || C::setup(log_len));
        let point = point(log_len);
        let prepare = |values: &&'static str| {
            let input = C::input(&column(values, log_len));
            let claim = OPENED.contains(values).then(|| C::claim(&input, &point));
            let measurement = Measurement {
                scheme: scheme.clone(),
                assumption: C::ASSUMPTION.into(),
                setup_kind: C::SETUP.to_string(),
                log_len,
                values: values.to_string(),
                threads,
                rounds,
                setup,
                commit: f64::INFINITY,
                commitment_bytes: 0,
                opening: None,
            };
            (input, claim, measurement)
        };
        Self { columns: C::KINDS.iter().map(prepare).collect(), keys }
    }
}

impl<C: Candidate> Turn for Contender<C> {
    fn turn(&mut self) {
        let keys = &self.keys;
        for (input, claim, measurement) in &mut self.columns {
            let committed = timed(&mut measurement.commit, || C::commit(keys, input));
            measurement.commitment_bytes = C::commitment_bytes(&committed);
            let Some(claim) = claim else { continue };
            let least = measurement.opening.get_or_insert(Opening { open: f64::INFINITY, verify: f64::INFINITY, bytes: 0 });
            let opening = timed(&mut least.open, || C::open(keys, input, &committed, claim));
            let proof = C::encode(&committed, &opening);
            let accepted = timed(&mut least.verify, || C::verify(keys, claim, &proof));
            assert!(accepted, "{} rejects its own proof", C::NAME);
            least.bytes = proof.len() - measurement.commitment_bytes;
        }
    }

    fn measurements(&self) -> Vec<Measurement> {
        self.columns.iter().map(|(_, _, measurement)| measurement.clone()).collect()
    }
}

fn enter<C: Candidate>(contenders: &mut Vec<Box<dyn Turn>>, log_len: usize, options: &Options) {
    let is_rival = C::LIBRARY != "pcs";
    let scheme = if is_rival { format!("{} {}", C::LIBRARY, C::NAME) } else { C::NAME.into() };
    let threads = if is_rival && !cfg!(feature = "parallel-rivals") { 1 } else { options.threads };
    if C::covers(log_len) && scheme.contains(&options.schemes) {
        contenders.push(Box::new(Contender::<C>::new(scheme, log_len, threads, options.rounds(log_len))));
    }
}

/// Writes a whole file or nothing.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let temporary = path.with_extension("tmp");
    fs::write(&temporary, text)?;
    fs::rename(temporary, path)
}

/// What readers of the tables need to know.
const NOTES: &str = "Times are the least of several rounds in which the schemes take turns, set-ups aside; the CSV says of how many. Tables \
that a key makes of itself after some use are in none of them. Verification begins with the compressed bytes of commitment and opening. The \
Hyrax of `ark-poly-commit` hides the values: a scalar multiplication for each row, and the commitment to a random row in the opening. Its KZG \
is univariate: it opens the polynomial whose coefficients are the values.";

fn markdown(header: &str, measurements: &[Measurement]) -> String {
    let [values, _] = OPENED;
    format!(
        "{header}\n\n{NOTES}\n\n## One column of {values} values\n\n{}\n## Commitments by the width of the values, in milliseconds\n\n{}",
        opening_table(measurements, values).to_markdown(),
        commit_table(measurements).to_markdown()
    )
}

fn measure(options: &Options) -> Vec<Measurement> {
    let mut measurements = Vec::new();
    for log_len in &options.sizes {
        let mut contenders = Vec::new();
        each_candidate!(enter(&mut contenders, *log_len, options));
        for _ in 0..options.rounds(*log_len) {
            contenders.iter_mut().for_each(|contender| contender.turn());
        }
        measurements.extend(contenders.iter().flat_map(|contender| contender.measurements()));
        eprintln!("2^{log_len} measured");
    }
    measurements
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse(std::env::args().skip(1))?;
    // The measuring thread is one of the pool's.
    let measurements = rayon::ThreadPoolBuilder::new().num_threads(options.threads).build()?.install(|| measure(&options));
    let clock = if options.threads == 1 { "CPU time on one thread" } else { "wall-clock time" };
    let header = format!("{}; {clock}", Machine::detect());
    let tables = markdown(&header, &measurements);
    println!("{tables}");
    if let Some(folder) = options.out {
        fs::create_dir_all(&folder)?;
        replace(&folder.join("commitments.csv"), &format!("# {header}\n{}", csv(&measurements)))?;
        replace(&folder.join("commitments.md"), &tables)?;
        for cost in Cost::ALL {
            let svg = plot(&measurements, cost, OPENED[0]).to_svg()?;
            replace(&folder.join(format!("commitments-{}.svg", cost.name())), &svg)?;
        }
    }
    Ok(())
}
