//! Time per loop, for `adder compare`: what a profiled run writes down.
//!
//! A run with `--loop-times=FILE` compiles its code with clocks ([`adder_vm::clock`]); at the end, the sums and what the JIT
//! knows of each loop go to the file, one line per loop, fields divided by tabs:
//!
//! ```text
//! cost     <ns of a reading inside its row> <ns of a reading around it> <compile ns of the program>
//! loop     <line> <entries> <iterations> <ns> <own> <nested> <compile ns> <traced> <enters> <suspends> <why not> <function> <file>
//! ```
//!
//! Iterations are read off the loop's counter, which runs free in object mode; with the JIT the field is 0.

use adder_jit::Jit;
use adder_vm::clock::{ClockRow, LoopClock};
use adder_vm::object::Str;
use adder_vm::Vm;
use std::fmt::Write;

/// Lets loop counters run from the top in object mode, where nobody waits for them.
pub fn count_iterations(vm: &mut Vm) {
    vm.loop_threshold = u32::MAX;
}

/// The measurements.
pub fn report(vm: &mut Vm) -> String {
    let Some(mut clock) = vm.clock.take() else {
        return String::new();
    };
    let rows = clock.finish();
    let mut tier = vm.tier.take();
    let jit = tier
        .as_mut()
        .and_then(|t| t.as_any().downcast_mut::<Jit>())
        .map(|jit| &*jit);
    let (inside, around) = rows
        .first()
        .map_or((0.0, 0.0), |r| LoopClock::cost(r.code, jit.is_some()));
    let compile = jit.map_or(0, |j| j.stats.compile_ns);
    let mut out = format!("cost\t{inside:.1}\t{around:.1}\t{compile}\n");
    for row in rows {
        line(&mut out, row, jit);
    }
    vm.tier = tier;
    out
}

/// One loop.
fn line(out: &mut String, row: &ClockRow, jit: Option<&Jit>) {
    let code = row.code;
    let Some(info) = code.unit.loops.get(row.index) else {
        return;
    };
    let pc = code.code.wrapping_add(info.header as usize);
    let (mut compile_ns, mut traced, mut enters) = (0, false, 0);
    let mut why = String::new();
    let mut iterations = 0;
    if let Some(jit) = jit {
        for c in jit.store.iter() {
            if std::ptr::eq(c.header, pc) && c.code_id == code.id {
                compile_ns += c.compile_ns;
                traced |= c.root;
                enters += c.enters;
            }
        }
        let known = jit
            .loops
            .get(&(pc as usize))
            .filter(|l| l.code_id == code.id);
        if !traced {
            why = match known.map(|l| (l.last_abort, l.blacklisted, l.attempts)) {
                Some((Some(abort), true, n)) => {
                    format!("given up after {n} attempts: {}", abort.text())
                }
                Some((Some(abort), false, _)) => abort.text().to_string(),
                _ => "few iterations".to_string(),
            };
        }
    } else if let Some(state) = code.loop_vec.get(row.index) {
        iterations = u32::MAX.wrapping_sub(state.counter);
    }
    if row.suspends {
        let and = if why.is_empty() { "" } else { "; " };
        why = format!("a generator's loop, timed with the loop that drives it{and}{why}");
    }
    let clean = |s: &str| s.replace(['\t', '\n', '\r'], " ");
    let file = code
        .filename
        .cast::<Str>()
        .map_or_else(|| "?".to_string(), |s| s.to_string_lossy());
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "loop\t{}\t{}\t{iterations}\t{}\t{}\t{}\t{compile_ns}\t{}\t{enters}\t{}\t{}\t{}\t{}",
        info.line,
        row.entries,
        row.ns,
        row.own,
        row.nested,
        u8::from(traced),
        u8::from(row.suspends),
        clean(&why),
        clean(&code.unit.qualname),
        clean(&file),
    );
}
