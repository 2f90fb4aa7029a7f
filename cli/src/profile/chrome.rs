//! All spans of a run, as trace events that Perfetto shows.

use crate::error::Failure;
use crate::files::Pending;
use std::io::BufWriter;
use tracing_chrome::{ChromeLayerBuilder, FlushGuard};
use tracing_subscriber::{Layer, Registry};

/// A recording of spans.
pub struct Chrome {
    file: Pending,
    layer: Option<Box<dyn Layer<Registry> + Send + Sync>>,
    guard: FlushGuard,
}

impl Chrome {
    /// Begins.
    pub fn begin(file: Pending) -> Result<Self, Failure> {
        let (layer, guard) = ChromeLayerBuilder::new().writer(BufWriter::new(file.handle()?)).include_args(true).build();
        Ok(Self { file, layer: Some(Box::new(layer)), guard })
    }

    /// The layer to install.
    pub fn layer(&mut self) -> Option<Box<dyn Layer<Registry> + Send + Sync>> {
        self.layer.take()
    }

    /// Ends, and gives the file its name.
    pub fn end(self) -> Result<(), Failure> {
        drop(self.guard);
        super::keep(self.file, "the recording of spans", "ui.perfetto.dev")
    }
}
