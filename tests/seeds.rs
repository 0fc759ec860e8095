//! The array suite: `tests/seeds/*.py`, programs with NumPy and Numba as tutorials write them, in every mode. See `tests/README.md`.

mod common;

#[test]
fn array_programs_print_what_numpy_prints() {
    common::suite::Suite {
        name: "seeds",
        counts_traces: false,
    }
    .run();
}
