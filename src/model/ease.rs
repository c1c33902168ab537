//! The closed forms by which things glide between two moments.

use std::f64::consts::TAU;

/// Slow at both ends (Hermite cubic): 0 at 0, 1 at 1.
pub fn smooth(progress: f64) -> f64 {
    let p = progress.clamp(0.0, 1.0);
    p * p * (3.0 - 2.0 * p)
}

/// Quick first, slow last (cubic).
pub fn out(progress: f64) -> f64 {
    let rest = 1.0 - progress.clamp(0.0, 1.0);
    1.0 - rest * rest * rest
}

/// Slow first, quick last (quadratic).
pub fn in_(progress: f64) -> f64 {
    let p = progress.clamp(0.0, 1.0);
    p * p
}

/// From `a` at 0 to `b` at 1.
pub fn lerp(a: f64, b: f64, progress: f64) -> f64 {
    a + (b - a) * progress
}

/// Sine of a phase in turns. By `libm`, so that it is the same on every machine.
pub fn wave(turns: f64) -> f64 {
    libm::sin(turns * TAU)
}

/// Cosine of a phase in turns.
pub fn cowave(turns: f64) -> f64 {
    libm::cos(turns * TAU)
}
