use adder_rng::numpy::seed_sequence::words_of;
use adder_rng::{
    BitGenerator, Generator, IntKind, Mt19937, Pcg64, RandomState, RngError, SeedSequence,
};

use super::support::{arg, big, check, repeat};

const P: [f64; 5] = [0.1, 0.0, 0.2, 0.3, 0.4];

#[test]
fn numpy_random() {
    check(
        include_str!("../data/numpy.txt"),
        200,
        |words| match words[0] {
            "legacy" => legacy(&words[1..]),
            "generator" => generator(&words[1..]),
            "sequence" => sequence(words[1], &big(words[2])),
            "pcg64" => {
                let mut engine = Pcg64::from_sequence(&SeedSequence::new(&[5], &[]));
                engine.advance(10u128.pow(20));
                Ok((0..5).map(|_| engine.next_u64()).collect())
            }
            "twister" => twister(),
            other => panic!("no such case: {other}"),
        },
    );
}

/// Kind and 64-bit patterns of `dtype low last`.
fn range(words: &[&str]) -> (IntKind, u64, u64) {
    let kind = match words[0].trim_start_matches('u') {
        "bool" => IntKind::Bool,
        "int8" => IntKind::Bits8,
        "int16" => IntKind::Bits16,
        "int32" => IntKind::Bits32,
        _ => IntKind::Bits64,
    };
    (
        kind,
        arg::<i128>(words, 1) as u64,
        arg::<i128>(words, 2) as u64,
    )
}

fn int_list(word: &str) -> Vec<u32> {
    word.split(',')
        .flat_map(|n| words_of(n.parse().unwrap()))
        .collect()
}

fn legacy(words: &[&str]) -> Result<Vec<u64>, RngError> {
    let mut r = RandomState::from_seed(77);
    let f = |i| arg::<f64>(words, i);
    match words[0] {
        "seed" => {
            let mut r = RandomState::from_int(arg(words, 1))?;
            repeat(5, || Ok(r.random()))
        }
        "seedlist" => {
            let mut r = RandomState::from_words(&int_list(words[1]))?;
            repeat(5, || Ok(r.random()))
        }
        "random" => repeat(2000, || Ok(r.random())),
        "standard_normal" => repeat(3001, || Ok(r.standard_normal())),
        "normal" if words.len() == 1 => repeat(1, || r.normal(0.0, -1.0)),
        "normal" => repeat(3001, || r.normal(f(1), f(2))),
        "lognormal" => repeat(300, || r.lognormal(f(1), f(2))),
        "exponential" => repeat(300, || r.exponential(f(1))),
        "uniform" if words.len() == 1 => repeat(1, || r.uniform(-1.7e308, 1.7e308)),
        "uniform" => repeat(300, || r.uniform(f(1), f(2))),
        "gamma" if words.len() == 1 => repeat(1, || r.gamma(-1.0, 1.0)),
        "gamma" => repeat(1000, || r.gamma(f(1), f(2))),
        "poisson" if words.len() == 1 => r.poisson(-1.0).map(|k| vec![k as u64]),
        "poisson" => (0..2000).map(|_| Ok(r.poisson(f(1))? as u64)).collect(),
        "randint" => {
            let (kind, low, last) = range(&words[1..]);
            let mut out = vec![0; 1001];
            r.randint(kind, low, last, &mut out);
            Ok(out)
        }
        "permutation" => r.permutation(arg(words, 1)),
        "shuffle" => {
            let mut x: Vec<u64> = (0..arg(words, 1)).collect();
            r.shuffle(x.len(), |i, j| x.swap(i, j));
            Ok(x)
        }
        "choice" => r.choice(arg(words, 1), arg(words, 2), words[3] == "replace", None),
        "choicep" => {
            let (len, size, replace, p) = weighted(words);
            r.choice(len, size, replace, Some(&p))
        }
        "bytes" => Ok(r.bytes(arg(words, 1))?.into_iter().map(u64::from).collect()),
        "state" => {
            for _ in 0..3 {
                r.random();
            }
            r.standard_normal();
            let (key, position, cached) = r.state();
            let mut values: Vec<u64> = key.iter().map(|&w| u64::from(w)).collect();
            values.push(position as u64);
            values.push(cached.expect("a normal is kept").to_bits());
            Ok(values)
        }
        other => panic!("no such case: legacy {other}"),
    }
}

/// Arguments of a `choicep` case: a size and replacement over `P`, or the name of a refused request.
fn weighted(words: &[&str]) -> (u64, u64, bool, Vec<f64>) {
    match words[1] {
        "sum" => (2, 1, true, vec![0.5, 0.6]),
        "negative" => (2, 1, true, vec![-0.5, 1.5]),
        "nan" => (2, 1, true, vec![0.5, f64::NAN]),
        "size" => (3, 1, true, vec![0.5, 0.5]),
        "few" => (2, 2, false, vec![0.0, 1.0]),
        size => (5, size.parse().unwrap(), words[2] == "replace", P.to_vec()),
    }
}

fn generator(words: &[&str]) -> Result<Vec<u64>, RngError> {
    let mut g = Generator::from_seed(77);
    let f = |i| arg::<f64>(words, i);
    match words[0] {
        "seed" => {
            let mut g = Generator::from_seed(arg(words, 1));
            repeat(5, || Ok(g.random()))
        }
        "seedlist" => {
            let mut g = Generator::from_sequence(&SeedSequence::new(&int_list(words[1]), &[]));
            repeat(5, || Ok(g.random()))
        }
        "random" => repeat(2000, || Ok(g.random())),
        "random_f32" => Ok((0..2001)
            .map(|_| u64::from(g.random_f32().to_bits()))
            .collect()),
        "standard_normal" => repeat(1_000_000, || Ok(g.standard_normal())),
        "standard_normal_f32" => Ok((0..1_000_000)
            .map(|_| u64::from(g.standard_normal_f32().to_bits()))
            .collect()),
        "standard_exponential" => repeat(1_000_000, || Ok(g.standard_exponential())),
        "normal" if words.len() == 1 => repeat(1, || g.normal(0.0, -1.0)),
        "normal" => repeat(300, || g.normal(f(1), f(2))),
        "lognormal" => repeat(300, || g.lognormal(f(1), f(2))),
        "exponential" => repeat(300, || g.exponential(f(1))),
        "uniform" => match words.get(1) {
            None => repeat(1, || g.uniform(5.0, 1.0)),
            Some(&"wide") => repeat(1, || g.uniform(-1.7e308, 1.7e308)),
            Some(_) => repeat(300, || g.uniform(f(1), f(2))),
        },
        "gamma" if words.len() == 1 => repeat(1, || g.gamma(-1.0, 1.0)),
        "gamma" => repeat(1000, || g.gamma(f(1), f(2))),
        "poisson" => match words.get(1) {
            None => g.poisson(-1.0).map(|k| vec![k as u64]),
            Some(&"large") => g.poisson(1e300).map(|k| vec![k as u64]),
            Some(_) => (0..2000).map(|_| Ok(g.poisson(f(1))? as u64)).collect(),
        },
        "integers" => {
            let (kind, low, last) = range(&words[1..]);
            let mut out = vec![0; 1001];
            g.integers(kind, low, last, &mut out);
            Ok(out)
        }
        "permutation" => g.permutation(arg(words, 1)),
        "shuffle" => {
            let mut x: Vec<u64> = (0..arg(words, 1)).collect();
            g.shuffle(x.len(), |i, j| x.swap(i, j));
            Ok(x)
        }
        "choice" => g.choice(
            arg(words, 1),
            arg(words, 2),
            words[3] == "replace",
            None,
            words[3] != "distinct-unshuffled",
        ),
        "choicep" => {
            let (len, size, replace, p) = weighted(words);
            g.choice(len, size, replace, Some(&p), true)
        }
        "bytes" => Ok(g.bytes(arg(words, 1))?.into_iter().map(u64::from).collect()),
        "mixed" => {
            let mut values = Vec::new();
            for _ in 0..50 {
                let mut one = [0];
                g.integers(IntKind::Bits64, 0, 9, &mut one);
                values.push(one[0]);
                values.push(u64::from(g.random_f32().to_bits()));
                values.push(g.random().to_bits());
                g.integers(IntKind::Bits64, 0, (1 << 40) - 1, &mut one);
                values.push(one[0]);
            }
            Ok(values)
        }
        other => panic!("no such case: generator {other}"),
    }
}

fn sequence(what: &str, entropy: &[u32]) -> Result<Vec<u64>, RngError> {
    let state = |s: &SeedSequence, n| {
        let mut words = vec![0u32; n];
        s.generate_u32(&mut words);
        words.into_iter().map(u64::from).collect::<Vec<u64>>()
    };
    let mut parent = SeedSequence::new(entropy, &[]);
    match what {
        "state" => Ok(state(&parent, 9)),
        "state64" => {
            let mut words = vec![0u64; 9];
            parent.generate_u64(&mut words);
            Ok(words)
        }
        "spawn" => {
            let mut family = parent.spawn(2);
            family.extend(parent.spawn(1)[0].spawn(2));
            Ok(family.iter().flat_map(|c| state(c, 4)).collect())
        }
        other => panic!("no such case: sequence {other}"),
    }
}

/// A `Generator` over another engine, seeded as `MT19937(3)`.
fn twister() -> Result<Vec<u64>, RngError> {
    let mut g = Generator {
        bits: Mt19937::from_sequence(&SeedSequence::new(&[3], &[])),
    };
    let mut values: Vec<u64> = g.bits.key()[..4].iter().map(|&w| u64::from(w)).collect();
    values.push(g.random().to_bits());
    values.push(g.standard_normal().to_bits());
    let mut one = [0];
    g.integers(IntKind::Bits64, 0, (1 << 40) - 1, &mut one);
    values.push(one[0]);
    g.integers(IntKind::Bits64, 0, 6, &mut one);
    values.push(one[0]);
    Ok(values)
}

#[test]
fn the_operating_system_seeds_differently_each_time() {
    let (mut a, mut b) = (Generator::from_os().unwrap(), Generator::from_os().unwrap());
    assert_ne!(a.bits.next_u64(), b.bits.next_u64());
    let (mut a, mut b) = (
        RandomState::from_os().unwrap(),
        RandomState::from_os().unwrap(),
    );
    assert_ne!(a.random(), b.random());
}

#[test]
fn absurd_sizes_are_memory_errors() {
    assert_eq!(
        Generator::from_seed(1).permutation(u64::MAX),
        Err(RngError::Memory)
    );
    assert_eq!(
        Generator::from_seed(1).choice(u64::MAX, u64::MAX, false, None, true),
        Err(RngError::Memory)
    );
    assert_eq!(
        RandomState::from_seed(1).choice(3, u64::MAX, true, None),
        Err(RngError::Memory)
    );
    assert_eq!(
        RandomState::from_seed(1).choice(1, u64::MAX, true, Some(&[1.0])),
        Err(RngError::Memory)
    );
}

#[test]
fn bad_seeds_are_refused() {
    assert!(RandomState::from_int(1 << 32).is_err());
    assert!(RandomState::from_words(&[]).is_err());
}
