//! How long optimising takes: `cargo test --release -p adder-codegen --test opt_speed -- --ignored --nocapture`.

mod support;

use adder_codegen::opt::{OptCx, OptOptions};
use std::time::{Duration, Instant};
use support::generate::{generate, Shape};
use support::rng::Rng;

#[test]
#[ignore = "measures; run in release"]
fn a_trace_of_200_instructions_takes_less_than_200_microseconds() {
    let mut cx = OptCx::new(OptOptions {
        verify: false,
        ..OptOptions::default()
    });
    let mut times: Vec<(Duration, usize)> = Vec::new();
    for seed in 0..400 {
        let (t, _) = generate(
            &mut Rng::new(seed),
            Shape {
                ops: 90,
                is_loop: true,
                branches: false,
            },
        );
        let mut best = Duration::MAX;
        for _ in 0..5 {
            let mut copy = t.clone();
            let start = Instant::now();
            let stats = cx.optimise(&mut copy).expect("optimises");
            // Traces that never come round are no measure.
            if stats.peel_attempts > 0 {
                best = best.min(start.elapsed());
            }
        }
        if best < Duration::MAX {
            times.push((best, t.insts.len()));
        }
    }
    times.sort();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!(
        "{} traces; median {:?}, 90th {:?}, worst {:?} (time, instructions)",
        times.len(),
        at(50),
        at(90),
        at(100)
    );
    assert!(at(50).0 < Duration::from_micros(200));
}
