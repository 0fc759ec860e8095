//! A small script compiles in well under a millisecond. The bound is loose: debug builds on a busy machine pass.

use adder_compile::{compile_module, Mode, Options};
use std::time::Instant;

#[test]
fn a_small_script_compiles_quickly() {
    let source = "def f(n):\n    t = 0\n    for i in range(n):\n        if i % 3:\n            t += i * i\n    return t\nprint(f(10))\n"
        .repeat(4);
    let best = (0..20)
        .map(|_| {
            let start = Instant::now();
            let unit =
                compile_module(&source, "t.py", Mode::Exec, Options::default()).expect("compiles");
            assert_eq!(unit.loops.len(), 0);
            start.elapsed()
        })
        .min()
        .expect("runs");
    println!("{best:?}");
    assert!(best.as_micros() < 5_000, "{best:?}");
}
