//! `numpy.random.SeedSequence`: turns low-quality entropy (a small int, a list of them) into engine states.
//!
//! The entropy words are hashed into a pool of four, every pool word is mixed into every other, and states are hashed out of
//! the pool cyclically (O'Neill's `seed_seq_fe` with NumPy's constants). Worked example: `SeedSequence(42)` and
//! `SeedSequence([42])` have the same words and thus the same streams; their children differ by the spawn key appended.

use crate::error::RngError;
use crate::os_words;

const POOL: usize = 4;
const MIX_LEFT: u32 = 0xca01_f9dd;
const MIX_RIGHT: u32 = 0x4973_f715;

/// A seed sequence: its entropy words, its place among its siblings and the pool made of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedSequence {
    entropy: Vec<u32>,
    spawn_key: Vec<u32>,
    children: u32,
    pool: [u32; POOL],
}

/// The running multiplier of one hashing direction.
struct Hash {
    constant: u32,
    factor: u32,
}

impl Hash {
    fn word(&mut self, value: u32) -> u32 {
        let value = value ^ self.constant;
        self.constant = self.constant.wrapping_mul(self.factor);
        let value = value.wrapping_mul(self.constant);
        value ^ value >> 16
    }
}

fn mix(x: u32, y: u32) -> u32 {
    let value = MIX_LEFT
        .wrapping_mul(x)
        .wrapping_sub(MIX_RIGHT.wrapping_mul(y));
    value ^ value >> 16
}

/// The entropy words of an int: least significant first, no leading zero words, `[0]` for zero.
pub fn words_of(n: u128) -> Vec<u32> {
    let mut words = vec![n as u32];
    let mut rest = n >> 32;
    while rest != 0 {
        words.push(rest as u32);
        rest >>= 32;
    }
    words
}

impl SeedSequence {
    /// `SeedSequence(entropy, spawn_key=spawn_key)`. The words of a list are those of its ints one after another, see
    /// [`words_of`].
    pub fn new(entropy: &[u32], spawn_key: &[u32]) -> SeedSequence {
        let mut words = entropy.to_vec();
        if !spawn_key.is_empty() && words.len() < POOL {
            words.resize(POOL, 0);
        }
        words.extend_from_slice(spawn_key);
        let pool = SeedSequence::mixed(&words);
        SeedSequence {
            entropy: entropy.to_vec(),
            spawn_key: spawn_key.to_vec(),
            children: 0,
            pool,
        }
    }

    /// `SeedSequence()`: 128 bits from the operating system.
    pub fn from_os() -> Result<SeedSequence, RngError> {
        Ok(SeedSequence::new(&os_words(POOL)?, &[]))
    }

    /// The entropy words given.
    pub fn entropy(&self) -> &[u32] {
        &self.entropy
    }

    /// The place among the siblings: one word for each generation.
    pub fn spawn_key(&self) -> &[u32] {
        &self.spawn_key
    }

    /// How many children have been spawned.
    pub fn children_spawned(&self) -> u32 {
        self.children
    }

    /// The mixed pool, `SeedSequence.pool`.
    pub fn pool(&self) -> &[u32; POOL] {
        &self.pool
    }

    /// `spawn(count)`: independent children.
    pub fn spawn(&mut self, count: u32) -> Vec<SeedSequence> {
        let first = self.children;
        self.children = first.wrapping_add(count);
        (0..count)
            .map(|i| {
                let mut key = self.spawn_key.clone();
                key.push(first.wrapping_add(i));
                SeedSequence::new(&self.entropy, &key)
            })
            .collect()
    }

    /// `generate_state(n, uint32)`
    pub fn generate_u32(&self, out: &mut [u32]) {
        let mut hash = Hash {
            constant: 0x8b51_f9dd,
            factor: 0x58f3_8ded,
        };
        for (slot, &word) in out.iter_mut().zip(self.pool.iter().cycle()) {
            *slot = hash.word(word);
        }
    }

    /// `generate_state(n, uint64)`
    pub fn generate_u64(&self, out: &mut [u64]) {
        let mut halves = vec![0u32; out.len() * 2];
        self.generate_u32(&mut halves);
        for (slot, pair) in out.iter_mut().zip(halves.chunks_exact(2)) {
            *slot = u64::from(pair[0]) | u64::from(pair[1]) << 32;
        }
    }

    fn mixed(words: &[u32]) -> [u32; POOL] {
        let mut hash = Hash {
            constant: 0x43b0_d7e5,
            factor: 0x931e_8875,
        };
        let mut pool = [0u32; POOL];
        for (i, slot) in pool.iter_mut().enumerate() {
            *slot = hash.word(words.get(i).copied().unwrap_or(0));
        }
        for from in 0..POOL {
            for to in 0..POOL {
                if from != to {
                    pool[to] = mix(pool[to], hash.word(pool[from]));
                }
            }
        }
        for &word in words.iter().skip(POOL) {
            for slot in &mut pool {
                *slot = mix(*slot, hash.word(word));
            }
        }
        pool
    }
}
