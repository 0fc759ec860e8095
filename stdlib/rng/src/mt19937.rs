//! The Mersenne Twister MT19937 of Matsumoto and Nishimura, the engine of `random.Random` and of NumPy's `RandomState`.
//!
//! The state is 624 words and a position; when the position reaches 624 all words are renewed at once. Both references show
//! exactly that pair to users (`getstate()[1]`, `get_state()`), so it is the state here too.

use crate::error::RngError;
use crate::numpy::bit_generator::BitGenerator;
use crate::numpy::seed_sequence::SeedSequence;

/// Words in the state.
pub const N: usize = 624;
const M: usize = 397;

/// The engine: 624 words and how many of them have been handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mt19937 {
    key: [u32; N],
    position: usize,
}

impl Mt19937 {
    /// Seeds from one word (`init_genrand`): NumPy's `RandomState(seed)`.
    pub fn from_word(seed: u32) -> Mt19937 {
        let mut key = [0u32; N];
        key[0] = seed;
        for i in 1..N {
            let previous = key[i - 1];
            key[i] = 1_812_433_253u32
                .wrapping_mul(previous ^ (previous >> 30))
                .wrapping_add(i as u32);
        }
        Mt19937 { key, position: N }
    }

    /// Seeds from a list of words (`init_by_array`): `random.seed(int)` and `RandomState([..])`. An empty list counts as `[0]`.
    pub fn from_words(words: &[u32]) -> Mt19937 {
        let words = if words.is_empty() { &[0][..] } else { words };
        let mut key = Mt19937::from_word(19_650_218).key;
        let mix = |previous: u32, current: u32, factor: u32| {
            current ^ (previous ^ (previous >> 30)).wrapping_mul(factor)
        };
        let (mut i, mut j) = (1, 0);
        for _ in 0..N.max(words.len()) {
            key[i] = mix(key[i - 1], key[i], 1_664_525)
                .wrapping_add(words[j])
                .wrapping_add(j as u32);
            i += 1;
            if i == N {
                key[0] = key[N - 1];
                i = 1;
            }
            j = (j + 1) % words.len();
        }
        for _ in 1..N {
            key[i] = mix(key[i - 1], key[i], 1_566_083_941).wrapping_sub(i as u32);
            i += 1;
            if i == N {
                key[0] = key[N - 1];
                i = 1;
            }
        }
        key[0] = 0x8000_0000;
        Mt19937 { key, position: N }
    }

    /// `numpy.random.MT19937(seed)`: the words of the sequence are the state, and the last of them is handed out first.
    pub fn from_sequence(seed: &SeedSequence) -> Mt19937 {
        let mut key = [0u32; N];
        seed.generate_u32(&mut key);
        key[0] = 0x8000_0000;
        Mt19937 {
            key,
            position: N - 1,
        }
    }

    /// Restores a state read with [`Mt19937::key`] and [`Mt19937::position`].
    pub fn from_state(key: &[u32], position: usize) -> Result<Mt19937, RngError> {
        let key: [u32; N] = key
            .try_into()
            .map_err(|_| RngError::value("state vector is the wrong size"))?;
        if position > N {
            return Err(RngError::value("invalid state"));
        }
        Ok(Mt19937 { key, position })
    }

    /// The 624 words.
    pub fn key(&self) -> &[u32; N] {
        &self.key
    }

    /// How many words of the current block have been handed out, 0 to 624.
    pub fn position(&self) -> usize {
        self.position
    }

    /// The next 32 bits.
    #[inline]
    pub fn next_word(&mut self) -> u32 {
        if self.position >= N {
            self.renew();
        }
        let mut y = self.key[self.position];
        self.position += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    /// A float in [0, 1) with 53 random bits, made of two words.
    #[inline]
    pub fn next_float(&mut self) -> f64 {
        let high = f64::from(self.next_word() >> 5);
        let low = f64::from(self.next_word() >> 6);
        (high * 67_108_864.0 + low) * (1.0 / 9_007_199_254_740_992.0)
    }

    #[cold]
    fn renew(&mut self) {
        let twist = |upper: u32, lower: u32| {
            let y = (upper & 0x8000_0000) | (lower & 0x7fff_ffff);
            (y >> 1) ^ (if y & 1 == 0 { 0 } else { 0x9908_b0df })
        };
        let key = &mut self.key;
        for i in 0..N - M {
            key[i] = key[i + M] ^ twist(key[i], key[i + 1]);
        }
        for i in N - M..N - 1 {
            key[i] = key[i + M - N] ^ twist(key[i], key[i + 1]);
        }
        key[N - 1] = key[M - 1] ^ twist(key[N - 1], key[0]);
        self.position = 0;
    }
}

impl BitGenerator for Mt19937 {
    #[inline]
    fn next_u32(&mut self) -> u32 {
        self.next_word()
    }

    #[inline]
    fn next_u64(&mut self) -> u64 {
        let high = u64::from(self.next_word());
        high << 32 | u64::from(self.next_word())
    }

    #[inline]
    fn next_f64(&mut self) -> f64 {
        self.next_float()
    }
}
