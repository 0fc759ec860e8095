//! The language suite: `tests/lang/<area>/*.py` in every mode. See `tests/README.md`.

mod common;

#[test]
fn language_scripts_print_what_cpython_prints() {
    common::suite::Suite {
        name: "lang",
        counts_traces: false,
    }
    .run();
}
