//! Random streams: CPython's `random`, NumPy's `RandomState` and NumPy's `Generator`, bit for bit.
//!
//! A program that seeds a generator expects the numbers its author saw. This crate therefore reproduces the references to the
//! last bit: the engines, how seeds become engine states, and which draws each distribution makes in which order. It knows
//! nothing of the VM: values are plain Rust numbers, big integers are little-endian 32-bit words, and a distribution over a
//! sequence yields *indices* for the caller to apply.
//!
//! - [`mt19937`]: the Mersenne Twister, shared by `random` and `RandomState`.
//! - [`python`]: [`PyRandom`], what `random.Random` does.
//! - [`numpy`]: [`RandomState`] (legacy), [`Generator`] over [`Pcg64`] or another [`BitGenerator`], [`SeedSequence`].
//!
//! Invariants: a call that fails draws nothing unless the reference draws before failing; an object's whole state can be read
//! and restored; nothing here is global. Elementary functions are the C library's, through `std`.
//!
//! ```
//! use adder_rng::{Generator, PyRandom, RandomState, Seed};
//! let mut py = PyRandom::new(Seed::Int(&[42])).unwrap();
//! assert_eq!(py.random(), 0.6394267984578837); //            random.seed(42); random.random()
//! let mut legacy = RandomState::from_seed(42);
//! assert_eq!(legacy.random(), 0.3745401188473625); //        np.random.seed(42); np.random.random()
//! let mut modern = Generator::from_seed(42);
//! assert_eq!(modern.random(), 0.7739560485559633); //        np.random.default_rng(42).random()
//! ```

mod error;
pub mod mt19937;
pub mod numpy;
pub mod python;

pub use error::RngError;
pub use mt19937::Mt19937;
pub use numpy::bit_generator::BitGenerator;
pub use numpy::bounded::IntKind;
pub use numpy::generator::Generator;
pub use numpy::legacy::RandomState;
pub use numpy::pcg64::Pcg64;
pub use numpy::seed_sequence::SeedSequence;
pub use python::seed::Seed;
pub use python::PyRandom;

/// Fills `out` from `draw`, first element first: the order both references use.
pub fn fill<T>(out: &mut [T], mut draw: impl FnMut() -> T) {
    for slot in out {
        *slot = draw();
    }
}

/// Bytes from the operating system's source of randomness, or those of the number in
/// `ADDER_ENTROPY`, which makes runs repeatable.
pub fn os_entropy(out: &mut [u8]) -> Result<(), RngError> {
    if let Ok(Ok(seed)) = std::env::var("ADDER_ENTROPY").map(|s| s.parse::<u64>()) {
        fixed_entropy(seed, out);
        return Ok(());
    }
    getrandom::fill(out).map_err(|e| RngError::Os(e.to_string()))
}

/// The next bytes of a process whose entropy is fixed (SplitMix64, a stream apart from the VM's).
fn fixed_entropy(seed: u64, out: &mut [u8]) {
    use std::sync::atomic::{AtomicU64, Ordering};
    // Entropy belongs to the process: a second request must give other bytes.
    static DRAWN: AtomicU64 = AtomicU64::new(0);
    for chunk in out.chunks_mut(8) {
        let n = DRAWN.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        let mut z = (!seed).wrapping_add(n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
    }
}

/// `count` words from the operating system's source of randomness.
pub(crate) fn os_words(count: usize) -> Result<Vec<u32>, RngError> {
    let mut bytes = vec![0u8; count * 4];
    os_entropy(&mut bytes)?;
    Ok(bytes
        .chunks_exact(4)
        .map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]]))
        .collect())
}
