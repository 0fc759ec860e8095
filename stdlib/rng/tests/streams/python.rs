use adder_rng::{PyRandom, RngError, Seed};

use super::support::{arg, big, check, repeat};

const MANY: usize = 3000;

#[test]
fn cpython_random() {
    check(include_str!("../data/python.txt"), 150, draw);
}

fn started() -> PyRandom {
    PyRandom::new(Seed::Int(&[2024])).unwrap()
}

fn draw(words: &[&str]) -> Result<Vec<u64>, RngError> {
    let mut r = started();
    let f = |i| arg::<f64>(words, i);
    match words[0] {
        "seed" => five(seeded(words[1])),
        "seed1" => five(match words[1] {
            "hello" => Seed::TextVersion1(&"hello".chars().map(u32::from).collect::<Vec<_>>())
                .engine_random(),
            "empty" => Seed::TextVersion1(&[]).engine_random(),
            "high" => {
                let points: Vec<u32> = "\u{ff}\u{1234}zzzzzzzzzzzzzz"
                    .chars()
                    .map(u32::from)
                    .collect();
                Seed::TextVersion1(&points).engine_random()
            }
            other => panic!("{other}"),
        }),
        "random" => repeat(2000, || Ok(r.random())),
        "getrandbits" => Ok((0..300).map(|_| r.getrandbits(arg(words, 1))).collect()),
        "getrandbits_words" => flat(20, || r.getrandbits_words(arg(words, 1))),
        "randbytes" => {
            let mut all = Vec::new();
            for _ in 0..20 {
                all.extend(r.randbytes(arg(words, 1))?.into_iter().map(u64::from));
            }
            Ok(all)
        }
        "randbelow" => Ok((0..300).map(|_| r.randbelow(arg(words, 1))).collect()),
        "randbelow_words" => flat(50, || r.randbelow_words(&big(words[1]))),
        "randrange" => (0..200)
            .map(|_| Ok(r.randrange(arg(words, 1), arg(words, 2), arg(words, 3))? as u64))
            .collect(),
        "randint" => (0..200)
            .map(|_| Ok(r.randint(arg(words, 1), arg(words, 2))? as u64))
            .collect(),
        "choice" => Ok(vec![r.choice(arg(words, 1))?]),
        "shuffle" => {
            let mut x: Vec<u64> = (0..arg(words, 1)).collect();
            r.shuffle(x.len(), |i, j| x.swap(i, j));
            Ok(x)
        }
        "sample" => r.sample(arg(words, 1), arg(words, 2)),
        "sample_counts" => {
            let counts: Vec<u64> = (2..words.len()).map(|i| arg(words, i)).collect();
            r.sample_with_counts(&counts, arg(words, 1))
        }
        "choices" => r.choices(arg(words, 1), arg(words, 2)),
        "choices_weighted" => {
            let mut total = 0.0;
            let cumulative: Vec<f64> = (1..words.len())
                .map(|i| {
                    total += f(i);
                    total
                })
                .collect();
            r.choices_weighted(&cumulative, 200)
        }
        "uniform" => repeat(MANY, || Ok(r.uniform(f(1), f(2)))),
        "triangular" => repeat(MANY, || Ok(r.triangular(f(1), f(2), words[3].parse().ok()))),
        "normalvariate" => repeat(MANY, || Ok(r.normalvariate(f(1), f(2)))),
        "gauss" => repeat(MANY, || Ok(r.gauss(f(1), f(2)))),
        "lognormvariate" => repeat(MANY, || r.lognormvariate(f(1), f(2))),
        "expovariate" => repeat(MANY, || r.expovariate(f(1))),
        "vonmisesvariate" => repeat(MANY, || Ok(r.vonmisesvariate(f(1), f(2)))),
        "gammavariate" => repeat(MANY, || r.gammavariate(f(1), f(2))),
        "betavariate" => repeat(MANY, || r.betavariate(f(1), f(2))),
        "paretovariate" => repeat(MANY, || r.paretovariate(f(1))),
        "weibullvariate" => repeat(MANY, || r.weibullvariate(f(1), f(2))),
        "binomialvariate" => (0..MANY)
            .map(|_| Ok(r.binomialvariate(arg(words, 1), f(2))? as u64))
            .collect(),
        "state" => {
            for _ in 0..7 {
                r.random();
            }
            r.gauss(0.0, 1.0);
            let (key, position, cached) = r.state();
            let mut values: Vec<u64> = key.iter().map(|&w| u64::from(w)).collect();
            values.push(position as u64);
            values.push(cached.expect("gauss() caches a value").to_bits());
            Ok(values)
        }
        other => panic!("no such case: {other}"),
    }
}

trait EngineRandom {
    fn engine_random(self) -> PyRandom;
}

impl EngineRandom for Seed<'_> {
    fn engine_random(self) -> PyRandom {
        PyRandom::new(self).unwrap()
    }
}

fn five(mut r: PyRandom) -> Result<Vec<u64>, RngError> {
    repeat(5, || Ok(r.random()))
}

fn flat(
    times: usize,
    mut draw: impl FnMut() -> Result<Vec<u32>, RngError>,
) -> Result<Vec<u64>, RngError> {
    let mut all = Vec::new();
    for _ in 0..times {
        all.extend(draw()?.into_iter().map(u64::from));
    }
    Ok(all)
}

fn seeded(name: &str) -> PyRandom {
    let power = |base: u32, exponent: usize, shift: usize| {
        let mut words = vec![0u32; shift];
        words.push(1);
        for _ in 0..exponent {
            let mut carry = 0;
            for w in &mut words {
                let x = u64::from(*w) * u64::from(base) + carry;
                *w = x as u32;
                carry = x >> 32;
            }
            words.push(carry as u32);
        }
        words
    };
    match name {
        "int0" => Seed::Int(&[]).engine_random(),
        "int1" => Seed::Int(&[1]).engine_random(),
        "int42" => Seed::Int(&[42, 0, 0]).engine_random(),
        "negative42" => Seed::Int(&[42]).engine_random(),
        "word" => Seed::Int(&[u32::MAX]).engine_random(),
        "long33" => Seed::Int(&[0, 1]).engine_random(),
        "big" => Seed::Int(&power(3, 300, 0)).engine_random(),
        "sparse" => Seed::Int(&power(7, 1, 20)).engine_random(),
        "float2**61" => Seed::Float((2i64.pow(61) - 1) as f64).engine_random(),
        "str" => Seed::Text(b"hello").engine_random(),
        "strempty" => Seed::Text(b"").engine_random(),
        "strunicode" => Seed::Text("größe €".as_bytes()).engine_random(),
        "bytes" => Seed::Text(b"\x00\xff\x10").engine_random(),
        "bytesodd" => Seed::Text(b"abcde").engine_random(),
        float => Seed::Float(float["float".len()..].parse().unwrap()).engine_random(),
    }
}

#[test]
fn a_restored_state_continues_the_stream() {
    let mut r = started();
    for _ in 0..321 {
        r.random();
    }
    r.gauss(0.0, 1.0);
    let (key, position, cached) = r.state();
    let mut copy = PyRandom::new(Seed::Int(&[1])).unwrap();
    copy.set_state(&key.clone(), position, cached).unwrap();
    assert_eq!(copy.gauss(0.0, 1.0).to_bits(), r.gauss(0.0, 1.0).to_bits());
    assert!((0..1000).all(|_| copy.getrandbits(64) == r.getrandbits(64)));
}

#[test]
fn a_wrong_state_is_refused_and_changes_nothing() {
    let mut r = started();
    let before = r.clone();
    let key = *r.state().0;
    assert!(r.set_state(&key[1..], 5, None).is_err());
    assert!(r.set_state(&key, 625, None).is_err());
    assert_eq!(r, before);
}

#[test]
fn reseeding_forgets_the_cached_normal() {
    let mut r = started();
    let first = r.gauss(0.0, 1.0);
    r.seed(Seed::Int(&[2024])).unwrap();
    assert_eq!(r.gauss(0.0, 1.0), first);
}

#[test]
fn the_operating_system_seeds_differently_each_time() {
    let (mut a, mut b) = (Seed::Os.engine_random(), Seed::Os.engine_random());
    assert_ne!(a.getrandbits(64), b.getrandbits(64));
}

#[test]
fn absurd_sizes_are_memory_errors() {
    let mut r = started();
    assert_eq!(r.sample(u64::MAX, u64::MAX), Err(RngError::Memory));
    assert_eq!(r.getrandbits_words(u64::MAX), Err(RngError::Memory));
    assert_eq!(r.choices(3, usize::MAX), Err(RngError::Memory));
    assert_eq!(r.randbytes(usize::MAX), Err(RngError::Memory));
}

#[test]
fn small_edges_draw_nothing() {
    let mut r = started();
    let before = r.clone();
    assert_eq!(r.getrandbits(0), 0);
    assert_eq!(r.randbelow(0), 0);
    assert_eq!(r.sample(0, 0), Ok(vec![]));
    assert!(r.choices_weighted(&[], 1).is_err());
    assert_eq!(r, before);
}
