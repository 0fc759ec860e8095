//! The array suite: `tests/seeds/*.py`, programs with NumPy and Numba as tutorials write them, in every mode. See `tests/README.md`.
//! Their kernels run as machine code, each of them: shown by the JIT's own statistics.

mod common;

use common::process::{Ended, Invocation};
use common::{program, tests_dir};
use std::time::Duration;

#[test]
fn array_programs_print_what_numpy_prints() {
    common::suite::Suite {
        name: "seeds",
        counts_traces: false,
    }
    .run();
}

/// Scripts and the functions whose loops must have run in traces.
const KERNELS: [(&str, &[&str]); 4] = [
    (
        "a_plus_tr_tanh_a",
        &["a_plus_tr_tanh_a", "parallel_version", "plain"],
    ),
    ("get_spike", &["get_spike", "make_main.<locals>.main"]),
    ("nbody_accel", &["nbody_accel", "nbody_accel_parallel"]),
    (
        "spikes_and_sums",
        &[
            "count_spikes",
            "sum_of_squares",
            "weighted_sum",
            "sum_seq",
            "sum_par",
        ],
    ),
];

#[test]
fn the_loops_of_the_kernels_run_in_traces() {
    for (script, functions) in KERNELS {
        let stats = statistics(script);
        for function in functions {
            let entered = places(&stats)
                .filter(|p| p.contains(&format!("\"function\": \"{function}\",")))
                .filter(|p| p.contains("\"entry\": false"))
                .filter_map(|p| p.split_once("\"enters\": ")?.1.parse::<u64>().ok())
                .sum::<u64>();
            assert!(
                entered > 0,
                "{script}: no trace of a loop of {function} was run: {stats}"
            );
        }
    }
}

/// The last line that `--jit-stats=json` prints for a script.
fn statistics(script: &str) -> String {
    let dir = tests_dir().join("seeds");
    let done = Invocation {
        program: program(),
        args: vec![
            "--jit-budget=off".into(),
            "--jit-stats=json".into(),
            format!("{script}.py").into(),
        ],
        cwd: dir,
        hash_seed: "0".into(),
        timeout: Duration::from_secs(60),
        interrupt_after: None,
        hang_up_after: None,
    }
    .run()
    .unwrap_or_else(|e| panic!("{script}: {e}"));
    let stderr = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.ended, Ended::Code(0), "{script}: {stderr}");
    let last = stderr.lines().last().unwrap_or_default();
    assert!(last.starts_with('{'), "{script}: {stderr}");
    last.to_string()
}

/// The objects in the list of places.
fn places(stats: &str) -> impl Iterator<Item = &str> {
    let list = stats
        .split_once("\"places\": [")
        .map_or("", |(_, list)| list);
    list.split('}')
        .map(|p| p.trim_start_matches([',', ' ', '{']))
}
