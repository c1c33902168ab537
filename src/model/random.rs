//! Randomness that replays: a hash of (seed, purpose, place), and integers drawn from it.

/// What a number is drawn for, so that no two uses share one.
#[derive(Clone, Copy, Debug)]
#[repr(u64)]
pub enum Purpose {
    /// The digit in a cell.
    Digit = 1,
    /// The axis, reach, period and phase of a cell's float.
    Drift,
    /// Whether a block bears a cluster.
    Bearing,
    /// The size and shape of a cluster.
    Shape,
    /// The dealing of tempers.
    Temper,
    /// The start of a file: its address and seed.
    File,
    /// The course of a digit in flight.
    Flight,
    /// The choice among equal words.
    Words,
    /// The order of the facts of a wellness session.
    Fact,
    /// The choice among exchanges on a fact.
    Exchange,
    /// What the director lets pass.
    Mercy,
    /// The name that the house gives.
    Name,
    /// The figures of a colleague.
    Colleague,
    /// What stands along the hallway.
    Hallway,
    /// When the idle rolodex turns a card.
    Turning,
    /// The figures of the sheet that hides the work.
    Figures,
    /// What the operator decides.
    Decision,
    /// How the operator's hand moves.
    Hand,
    /// The order of the operator's programme.
    Programme,
}

/// 64 well-mixed bits of (seed, purpose, a, b): the finaliser of SplitMix64 (Steele, Lea and Flood, 2014), chained.
pub fn hash(seed: u64, purpose: Purpose, a: u64, b: u64) -> u64 {
    let mut value = mix(seed ^ (purpose as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    value = mix(value ^ a.wrapping_mul(0xD1B5_4A32_D192_ED03));
    mix(value ^ b.wrapping_mul(0x8CB9_2BA7_2F3D_8DD7))
}

const fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// An integer below `bound` from 64 bits, by multiplication (Lemire, 2019, without rejection:
/// the bias is below bound / 2^64).
pub fn below(bits: u64, bound: u32) -> u32 {
    ((u128::from(bits) * u128::from(bound)) >> 64) as u32
}

/// A number from 0 to 1 (1 excluded) from the upper 53 bits.
pub fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

/// A run of draws from one place.
#[derive(Clone, Debug)]
pub struct Draws {
    state: u64,
}

impl Draws {
    /// Draws that belong to (seed, purpose, a, b).
    pub fn new(seed: u64, purpose: Purpose, a: u64, b: u64) -> Self {
        Self { state: hash(seed, purpose, a, b) }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.state)
    }

    /// The next integer below `bound`.
    pub fn below(&mut self, bound: u32) -> u32 {
        below(self.bits(), bound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_even_and_pinned() {
        assert_eq!(hash(7, Purpose::Digit, 1, 2), hash(7, Purpose::Digit, 1, 2));
        assert_ne!(hash(7, Purpose::Digit, 1, 2), hash(7, Purpose::Drift, 1, 2));
        let mut counts = [0_u32; 10];
        for index in 0..100_000 {
            counts[below(hash(42, Purpose::Digit, index, index >> 7), 10) as usize] += 1;
        }
        // Five standard deviations of a fair draw (sigma = 95).
        assert!(counts.iter().all(|count| count.abs_diff(10_000) < 475), "{counts:?}");
    }
}
