//! Thousands of random traces: what a trace means before a pass is what it means after it.
//!
//! Every trace is run with several inputs before and after each single pass, the whole pipeline, the pipeline without
//! each pass, and the pipeline with a random amount of fuel. A difference prints the seed (run one seed with
//! `SEED=n cargo test -p adder-codegen --test random_traces`), the pass and both traces.

mod support;

use adder_codegen::ir::eval::{observe, run, Observation, Outcome};
use adder_codegen::ir::verify::verify;
use adder_codegen::ir::{Ref, Trace, Type};
use adder_codegen::opt::{OptCx, OptOptions, Pass, PassSet};
use support::generate::{generate, Sample, Shape};
use support::rng::Rng;
use support::world;

/// The sample run and variations of it.
fn inputs(t: &Trace, sample: &Sample, rng: &mut Rng) -> Vec<Sample> {
    let types: Vec<Type> = (0..t.blocks[0].nparams)
        .map(|i| t.ty(Ref::inst(i)))
        .collect();
    let mut all = vec![
        sample.clone(),
        Sample {
            memory: rng.next(),
            ..sample.clone()
        },
    ];
    for _ in 0..3 {
        let mut varied = sample.clone();
        for _ in 0..1 + rng.below(2) {
            let i = rng.below(types.len());
            varied.words[i] = match types[i] {
                Type::I64 if rng.chance(50) => rng.pick(&world::INTS) as u64,
                ty => world::random_input(rng, ty),
            };
        }
        all.push(varied);
    }
    all
}

/// What is seen; `Ok(None)` if the trace does not end.
fn see(t: &Trace, input: &Sample) -> Result<Option<Observation>, String> {
    Ok(see_end(t, input)?.0)
}

/// The same, and whether it ended at an overflow: without the check, `wrap` goes on in its place.
fn see_end(t: &Trace, input: &Sample) -> Result<(Option<Observation>, bool), String> {
    let mut m = world::machine(input.memory);
    let outcome = run(t, &mut m, &input.words, &mut |d, a, m| world::call(d, a, m))
        .map_err(|e| e.to_string())?;
    let overflow = match &outcome {
        Outcome::Exit(exit) => t.inst(exit.at).op.modulo_word().is_some(),
        _ => false,
    };
    Ok((observe(t, &m, &outcome), overflow))
}

/// What a batch of traces has exercised.
#[derive(Default)]
struct Tally {
    late_exits: u64,
    rewrites: [u64; Pass::ALL.len()],
    attempts: [u64; 12],
}

fn check(seed: u64, shape: Shape, tally: &mut Tally) {
    let mut rng = Rng::new(seed);
    let (t, sample) = generate(&mut rng, shape);
    verify(&t).unwrap_or_else(|e| panic!("seed {seed}: generator: {e}\n{t}"));
    let inputs = inputs(&t, &sample, &mut rng);
    let before: Vec<(Option<Observation>, bool)> = inputs
        .iter()
        .map(|i| see_end(&t, i).unwrap_or_else(|e| panic!("seed {seed}: generator: {e}\n{t}")))
        .collect();
    tally.late_exits += before
        .iter()
        .filter_map(|(o, _)| o.as_ref())
        .map(|o| u64::from(o.frames[0].pc > 1))
        .sum::<u64>();
    let mut variants: Vec<OptOptions> = Vec::new();
    let with = |passes| OptOptions {
        passes,
        verify: true,
        ..OptOptions::default()
    };
    for pass in Pass::ALL {
        variants.push(with(PassSet::NONE.with(pass)));
        variants.push(with(PassSet::ALL.without(pass)));
    }
    variants.push(with(PassSet::ALL));
    variants.push(OptOptions {
        fuel: rng.below(60) as u64,
        ..with(PassSet::ALL)
    });
    for options in variants {
        let mut after = t.clone();
        let mut cx = OptCx::new(options);
        let name = || {
            let on: Vec<&str> = Pass::ALL
                .iter()
                .filter(|p| options.passes.has(**p))
                .map(|p| p.name())
                .collect();
            format!(
                "seed {seed} loop {} passes {on:?} fuel {}",
                shape.is_loop, options.fuel
            )
        };
        let stats = cx
            .optimise(&mut after)
            .unwrap_or_else(|e| panic!("{}: {e}\n{t}", name()));
        if options.passes == PassSet::ALL && options.fuel == u64::MAX {
            for (sum, n) in tally.rewrites.iter_mut().zip(stats.rewrites) {
                *sum += u64::from(n);
            }
            tally.attempts[stats.peel_attempts as usize] += 1;
        }
        for (input, (before, overflow)) in inputs.iter().zip(&before) {
            let Some(before) = before else { continue };
            if *overflow && options.passes.has(Pass::Wrap) {
                continue;
            }
            let seen = see(&after, input).unwrap_or_else(|e| {
                panic!("{}: {e}\ninput {:x?}\n{t}\n{after}", name(), input.words)
            });
            assert!(
                seen.as_ref() == Some(before),
                "{}\ninput {:x?} memory {}\nbefore {before:x?}\nafter  {seen:x?}\n{t}\n{after}",
                name(),
                input.words,
                input.memory
            );
        }
    }
}

fn check_many(from: u64, count: u64, shape: impl Fn(u64) -> Shape) {
    let env = |name| {
        std::env::var(name)
            .ok()
            .and_then(|s: String| s.parse::<u64>().ok())
    };
    let seeds = match env("SEED") {
        Some(seed) => seed..seed + 1,
        None => from..from + count * env("TIMES").unwrap_or(1),
    };
    let mut tally = Tally::default();
    let n = seeds.end - seeds.start;
    let branches = shape(seeds.start).branches;
    for seed in seeds {
        check(seed, shape(seed), &mut tally);
    }
    // Traces that always leave at once test nothing.
    assert!(
        n < 100 || tally.late_exits > n,
        "only {} late exits in {n} traces",
        tally.late_exits
    );
    for pass in Pass::ALL {
        let times = tally.rewrites[pass as usize];
        // Only loops are peeled, only traces of one block wrap.
        let not_here =
            pass == Pass::Peel && tally.attempts[0] == n || pass == Pass::Wrap && branches;
        let expected = if not_here { 0 } else { n / 50 };
        assert!(
            n < 100 || times >= expected,
            "{} rewrote {times} times in {n} traces",
            pass.name()
        );
    }
    println!(
        "rewrites {:?}, attempts {:?}",
        tally.rewrites, tally.attempts
    );
}

#[test]
fn straight_lines() {
    check_many(1, 1500, |s| Shape {
        ops: 5 + (s % 40) as usize,
        is_loop: false,
        branches: false,
    });
}

#[test]
fn loops() {
    check_many(100_000, 2500, |s| Shape {
        ops: 3 + (s % 30) as usize,
        is_loop: true,
        branches: false,
    });
}

#[test]
fn branches() {
    check_many(200_000, 1000, |s| Shape {
        ops: 3 + (s % 15) as usize,
        is_loop: false,
        branches: true,
    });
}

#[test]
fn without_fuel_nothing_happens() {
    for seed in 0..300 {
        let shape = Shape {
            ops: 30,
            is_loop: seed % 2 == 0,
            branches: seed % 2 == 1,
        };
        let (t, _) = generate(&mut Rng::new(seed), shape);
        let mut after = t.clone();
        OptCx::new(OptOptions {
            fuel: 0,
            ..OptOptions::default()
        })
        .optimise(&mut after)
        .expect("optimises");
        let body = |t: &Trace| {
            // Snapshots are copied in the order of their first use, unused ones not at all.
            let text = t.to_string();
            let lines = text.lines().filter(|l| !l.starts_with("snap"));
            lines
                .map(|l| l.split(" ; snap").next().unwrap_or(l).to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(body(&after), body(&t), "seed {seed}");
    }
}

#[test]
fn text_of_random_traces_round_trips() {
    for seed in 0..300 {
        let shape = Shape {
            ops: 30,
            is_loop: seed % 2 == 0,
            branches: seed % 2 == 1,
        };
        let (t, _) = generate(&mut Rng::new(seed), shape);
        let text = t.to_string();
        let again =
            adder_codegen::ir::parse::parse_trace(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
        assert_eq!(again.to_string(), text);
    }
}
