//! One field element for a tuple (address, value, time).

use poly::Scalar;
use transcript::Label;

/// Label of the challenges `γ`, `τ`.
pub(super) const FINGERPRINT: Label = "lookup fingerprint";

/// `h(a, v, t) = a + γ v + γ² t - τ`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fingerprint<F> {
    pub gamma: F,
    pub gamma_squared: F,
    pub tau: F,
}

impl<F: Scalar> Fingerprint<F> {
    /// From the challenges `γ` and `τ`.
    pub fn new(gamma: F, tau: F) -> Self {
        Self { gamma, gamma_squared: gamma * gamma, tau }
    }

    /// `h(a, v, t)`.
    pub fn of(&self, address: F, value: F, time: F) -> F {
        address + self.gamma * value + self.gamma_squared * time - self.tau
    }
}
