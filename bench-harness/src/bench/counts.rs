//! Operations of every cell, counted once in a process of the companion program.

use super::{BenchError, Event, Launcher};
use crate::counting::CountedProof;
use crate::plan::PlannedCell;
use crate::record::{Cell, Record};
use crate::sample::Spec;
use std::collections::BTreeMap;

/// What is known of the cells so far.
pub(super) struct Counts<'a> {
    launcher: Option<&'a Launcher>,
    /// None of a cell whose counting process died: it is not tried again.
    cells: BTreeMap<Cell, Option<CountedProof>>,
}

impl<'a> Counts<'a> {
    /// Takes the counts that records have.
    pub(super) fn new(launcher: Option<&'a Launcher>, kept: &[Record]) -> Self {
        let of = |record: &Record| {
            let digest = record.proof.as_ref()?.digest.clone();
            Some((
                record.cell.clone(),
                Some(CountedProof { sources: record.provenance.sources.clone(), digest, operations: record.operations.clone()? }),
            ))
        };
        Self { launcher, cells: kept.iter().filter_map(of).collect() }
    }

    /// Those of the cell, counted now if they are not known.
    pub(super) fn of(
        &mut self,
        cell: &PlannedCell,
        spec: &Spec,
        observe: &mut dyn FnMut(Event<'_>),
    ) -> Result<Option<&CountedProof>, BenchError> {
        let Some(launcher) = self.launcher else { return Ok(None) };
        if !self.cells.contains_key(&cell.cell) {
            observe(Event::Counting(cell));
            let counted = launcher.count(spec)?;
            if let Err(reason) = &counted {
                observe(Event::NotCounted { cell, reason });
            }
            self.cells.insert(cell.cell.clone(), counted.ok());
        }
        Ok(self.cells.get(&cell.cell).and_then(Option::as_ref))
    }
}
