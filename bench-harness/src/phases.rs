//! Wall-clock time of the prover's phases, by span name.
//!
//! The phases of `prove` are `witness`, `commit`, `bytecode`, `lookups`, `memory`, `r1cs`, `opening`. They do not nest and do not overlap,
//! so their sum can be compared with the whole.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tracing::span::{Attributes, Id};
use tracing_subscriber::{Layer, layer::Context, registry::LookupSpan};

/// Names of the prover's phases, in order.
pub const PHASES: [&str; 7] = ["witness", "commit", "bytecode", "lookups", "memory", "r1cs", "opening"];

/// What happens to a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The one of this name begins.
    Begins(&'static str),
    /// It ends.
    Ends(&'static str),
}

/// Called when a phase begins or ends.
type Observer = Box<dyn Fn(Moment) + Send + Sync>;

#[derive(Default)]
struct State {
    times: Vec<(&'static str, Duration)>,
}

/// Collects the time between entering and leaving each phase's span.
///
/// ```
/// use bench_harness::phases::Phases;
/// use tracing_subscriber::prelude::*;
/// let phases = Phases::new(|_| ());
/// tracing::subscriber::with_default(tracing_subscriber::registry().with(phases.layer()), || {
///     let _span = tracing::info_span!("commit").entered();
/// });
/// assert_eq!(phases.take()[0].0, "commit");
/// ```
#[derive(Clone)]
pub struct Phases {
    state: Arc<Mutex<State>>,
    observer: Arc<Observer>,
}

impl Phases {
    /// Collects phases, and tells `observer` when each one begins and ends.
    pub fn new(observer: impl Fn(Moment) + Send + Sync + 'static) -> Self {
        Self { state: Arc::default(), observer: Arc::new(Box::new(observer)) }
    }

    /// The layer to install in a subscriber.
    pub fn layer(&self) -> PhaseLayer {
        PhaseLayer(self.clone())
    }

    /// The phases so far, in the order in which they ended, and forgets them.
    pub fn take(&self) -> Vec<(&'static str, Duration)> {
        self.state.lock().map(|mut state| std::mem::take(&mut state.times)).unwrap_or_default()
    }
}

/// The subscriber's side of [`Phases`].
pub struct PhaseLayer(Phases);

struct Started(Instant);

impl<S: tracing::Subscriber + for<'a> LookupSpan<'a>> Layer<S> for PhaseLayer {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let name = attributes.metadata().name();
        let Some(span) = context.span(id).filter(|_| PHASES.contains(&name)) else { return };
        // Libraries may call a part of a phase by the phase's name; only the outermost span counts.
        if span.scope().skip(1).all(|outer| !PHASES.contains(&outer.name())) {
            (self.0.observer)(Moment::Begins(name));
            span.extensions_mut().insert(Started(Instant::now()));
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else { return };
        let started = span.extensions().get::<Started>().map(|started| started.0);
        let Some(time) = started.map(|start| start.elapsed()) else { return };
        if let Ok(mut state) = self.0.state.lock() {
            state.times.push((span.name(), time));
        }
        (self.0.observer)(Moment::Ends(span.name()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing_subscriber::prelude::*;

    #[test]
    fn phases_are_counted_once_and_in_order() {
        let moments = Arc::<Mutex<Vec<Moment>>>::default();
        let seen = moments.clone();
        let phases = Phases::new(move |moment| seen.lock().unwrap().push(moment));
        tracing::subscriber::with_default(tracing_subscriber::registry().with(phases.layer()), || {
            for name in ["commit", "lookups"] {
                let outer = if name == "commit" { tracing::info_span!("commit") } else { tracing::info_span!("lookups") };
                let _outer = outer.entered();
                let _inner = tracing::info_span!("commit").entered();
                let _other = tracing::info_span!("something else").entered();
            }
        });
        assert_eq!(phases.take().into_iter().map(|(name, _)| name).collect::<Vec<_>>(), ["commit", "lookups"]);
        assert!(phases.take().is_empty());
        let expected = ["commit", "lookups"].map(|name| [Moment::Begins(name), Moment::Ends(name)]).concat();
        assert_eq!(*moments.lock().unwrap(), expected);
    }
}
