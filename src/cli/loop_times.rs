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
//! Iterations are read off the loop's counter, which runs free in object mode; with the JIT the field is 0. A function's line is
//! its first, and its iterations are its calls; functions that have traces of their own are timed (`--hot-functions` writes
//! them down in a run before, `--clock-functions` reads them).

use adder_jit::store::entry_place;
use adder_jit::Jit;
use adder_vm::clock::ClockedCalls;
use adder_vm::clock::{ClockRow, LoopClock};
use adder_vm::object::{Code, Gc, Str};
use adder_vm::Vm;
use std::fmt::Write;
use std::rc::Rc;

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

/// The functions whose calls run traces of their own: one a line, file, first line and qualified name divided by tabs.
pub fn hot_functions(vm: &mut Vm) -> String {
    let mut out = String::new();
    let jit = vm.tier.as_mut().map(|t| t.as_any());
    let Some(jit) = jit.and_then(|any| any.downcast_mut::<Jit>()) else {
        return out;
    };
    for c in jit.store.iter().filter(|c| c.root && c.entry && !c.dead) {
        let code = c.root_code;
        let place = (
            clean(&file_of(code)),
            code.unit.first_line,
            clean(&code.unit.qualname),
        );
        let _ = writeln!(out, "{}\t{}\t{}", place.0, place.1, place.2);
    }
    out
}

/// Reads what [`hot_functions`] wrote.
pub fn clocked_calls(file: Option<&str>) -> Option<Rc<ClockedCalls>> {
    let text = std::fs::read_to_string(file?).ok()?;
    let calls: ClockedCalls = text
        .lines()
        .filter_map(|line| {
            let mut f = line.split('\t');
            Some((f.next()?.into(), f.next()?.parse().ok()?, f.next()?.into()))
        })
        .collect();
    (!calls.is_empty()).then(|| Rc::new(calls))
}

fn clean(s: &str) -> String {
    s.replace(['\t', '\n', '\r'], " ")
}

fn file_of(code: Gc<Code>) -> String {
    code.filename
        .cast::<Str>()
        .map_or_else(|| "?".to_string(), |s| s.to_string_lossy())
}

/// One loop or function.
fn line(out: &mut String, row: &ClockRow, jit: Option<&Jit>) {
    let code = row.code;
    let info = code.unit.loops.get(row.index);
    let place = match info {
        Some(info) => code.code.wrapping_add(info.header as usize),
        None => entry_place(code),
    };
    let line = info.map_or(code.unit.first_line, |info| info.line);
    let (mut compile_ns, mut traced, mut enters) = (0, false, 0);
    let mut why = String::new();
    let mut iterations = 0;
    if let Some(jit) = jit {
        for c in jit.store.iter() {
            if std::ptr::eq(c.header, place) && c.code_id == code.id {
                compile_ns += c.compile_ns;
                traced |= c.root;
                enters += c.enters;
            }
        }
        let known = jit
            .loops
            .get(&(place as usize))
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
    } else if info.is_none() {
        iterations = row.entries;
    } else if let Some(state) = code.loop_vec.get(row.index) {
        iterations = u64::from(u32::MAX.wrapping_sub(state.counter));
    }
    if row.suspends {
        let and = if why.is_empty() { "" } else { "; " };
        why = format!("a generator's loop, timed with the loop that drives it{and}{why}");
    }
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "loop\t{line}\t{}\t{iterations}\t{}\t{}\t{}\t{compile_ns}\t{}\t{enters}\t{}\t{}\t{}\t{}",
        row.entries,
        row.ns,
        row.own,
        row.nested,
        u8::from(traced),
        u8::from(row.suspends),
        clean(&why),
        clean(&code.unit.qualname),
        clean(&file_of(code)),
    );
}
