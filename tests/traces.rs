//! The trace suite: `tests/traces/*.py`, hot loops over what a tracing JIT gets wrong. With the JIT on each script must also execute traces,
//! or it would test the interpreter only. See `tests/README.md`.

mod common;

#[test]
fn hot_loops_print_what_cpython_prints() {
    common::suite::Suite {
        name: "traces",
        counts_traces: true,
    }
    .run();
}
