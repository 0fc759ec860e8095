//! PCG64 (O'Neill's XSL-RR 128/64), the engine behind `default_rng`.
//!
//! A 128-bit linear congruence; the output is the xor of its halves, rotated by the top six bits. Asking for 32 bits takes 64
//! and keeps the upper half for the next such request, as NumPy does; that half is part of the visible state.

use super::bit_generator::BitGenerator;
use super::seed_sequence::SeedSequence;

const MULTIPLIER: u128 = 0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645;

/// The engine's state; the fields are those of `PCG64().state`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pcg64 {
    /// The congruence's current value.
    pub state: u128,
    /// Its odd increment, which names the stream.
    pub increment: u128,
    /// The half of a 64-bit output that waits for the next 32-bit request.
    pub pending: Option<u32>,
}

impl Pcg64 {
    /// `PCG64(seed_sequence)`
    pub fn from_sequence(seed: &SeedSequence) -> Pcg64 {
        let mut words = [0u64; 4];
        seed.generate_u64(&mut words);
        let pair = |high: u64, low: u64| u128::from(high) << 64 | u128::from(low);
        Pcg64::new(pair(words[0], words[1]), pair(words[2], words[3]))
    }

    /// Seeds from an initial state and a stream number, as PCG's reference does.
    pub fn new(initial: u128, stream: u128) -> Pcg64 {
        let mut engine = Pcg64 {
            state: 0,
            increment: stream << 1 | 1,
            pending: None,
        };
        engine.step();
        engine.state = engine.state.wrapping_add(initial);
        engine.step();
        engine
    }

    /// Moves the stream by `delta` steps (modulo 2**128) in logarithmic time and forgets the pending half: `advance(delta)`.
    pub fn advance(&mut self, mut delta: u128) {
        let (mut factor, mut addend) = (MULTIPLIER, self.increment);
        let (mut total_factor, mut total_addend) = (1u128, 0u128);
        while delta > 0 {
            if delta & 1 == 1 {
                total_factor = total_factor.wrapping_mul(factor);
                total_addend = total_addend.wrapping_mul(factor).wrapping_add(addend);
            }
            addend = factor.wrapping_add(1).wrapping_mul(addend);
            factor = factor.wrapping_mul(factor);
            delta >>= 1;
        }
        self.state = total_factor
            .wrapping_mul(self.state)
            .wrapping_add(total_addend);
        self.pending = None;
    }

    #[inline]
    fn step(&mut self) {
        self.state = self
            .state
            .wrapping_mul(MULTIPLIER)
            .wrapping_add(self.increment);
    }
}

impl BitGenerator for Pcg64 {
    #[inline]
    fn next_u64(&mut self) -> u64 {
        self.step();
        let folded = (self.state >> 64) as u64 ^ self.state as u64;
        folded.rotate_right((self.state >> 122) as u32)
    }

    #[inline]
    fn next_u32(&mut self) -> u32 {
        if let Some(half) = self.pending.take() {
            return half;
        }
        let both = self.next_u64();
        self.pending = Some((both >> 32) as u32);
        both as u32
    }
}
