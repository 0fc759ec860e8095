//! The clock of loops and functions, for profiles (`adder compare`).
//!
//! Code compiled under [`Config::clock_loops`](crate::Config) has a `LoopClock` op before and behind each loop; it lands
//! here, from the interpreter and from traces alike. So the clock is read at loop entry and exit only, never inside. Times are
//! inclusive; recursion is counted once. A loop that an exception leaves ends when the exception has found its handler.
//!
//! Reading the clock takes time itself: [`LoopClock::cost`] measures how much of a begin-end pair falls inside the pair,
//! and how much a pair costs the loops around it. Every row tells how many of each are in its time.
//!
//! ```text
//! for i in a:         begin outer, depth 1
//!     for j in b:     begin inner, depth 1; end inner          outer.nested = 1 per iteration
//! ...                 end outer: ns += now - start, own += 1
//! ```
//!
//! Some functions have a row, too (`CallClock`): those that the profile was asked for.
//!
//! Loops of generators are suspended at will and belong to the loop that drives them: they have a row, but no time.

pub use adder_compile::ClockedCalls;

use crate::heap::Marker;
use crate::object::{Code, Gc};
use adder_bytecode::CodeFlags;
use std::collections::HashMap;
use std::time::Instant;

/// Code that is left and entered again in its middle.
const SUSPENDS: u32 = CodeFlags::GENERATOR | CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR;

/// Pairs that [`LoopClock::cost`] measures.
const SAMPLES: u32 = 2000;

/// Sums of one loop.
#[derive(Clone, Copy, Debug)]
pub struct ClockRow {
    pub code: Gc<Code>,
    /// Which loop of the code; their number: the function itself.
    pub index: usize,
    /// The loop belongs to a generator: counted, not timed.
    pub suspends: bool,
    pub entries: u64,
    /// Outermost activations, those that `ns` adds up.
    pub own: u64,
    /// Begin-end pairs of other activations within `ns`.
    pub nested: u64,
    pub ns: u64,
    open: u32,
}

struct Activation {
    row: usize,
    /// Frames below and including the loop's.
    depth: usize,
    start: Instant,
    begun: u64,
}

/// All loops' clocks.
#[derive(Default)]
pub struct LoopClock {
    rows: Vec<ClockRow>,
    /// Rows by address of the code, which they keep alive, and index.
    by_place: HashMap<(usize, usize), usize>,
    open: Vec<Activation>,
    begun: u64,
}

impl LoopClock {
    /// The number of a loop's row.
    pub fn row(&mut self, code: Gc<Code>, index: usize) -> usize {
        let rows = &mut self.rows;
        let place = (code.value().0 as usize, index);
        *self.by_place.entry(place).or_insert_with(|| {
            rows.push(ClockRow {
                code,
                index,
                suspends: code.flags & SUSPENDS != 0,
                entries: 0,
                own: 0,
                nested: 0,
                ns: 0,
                open: 0,
            });
            rows.len() - 1
        })
    }

    /// The loop of `row` begins in the frame `depth` frames from the bottom.
    pub fn begin(&mut self, row: usize, depth: usize) {
        let r = &mut self.rows[row];
        r.entries += 1;
        if r.suspends {
            return;
        }
        r.open += 1;
        // Recursion counts once, so its inner activations need no time.
        let timed = r.open == 1;
        self.begun += u64::from(timed);
        let start = if timed { Instant::now() } else { self.open[self.open.len() - 1].start };
        self.open.push(Activation { row, depth, start, begun: self.begun });
    }

    /// The loop of `row` has ended; whatever began inside has, too.
    pub fn end(&mut self, row: usize) {
        if self.rows[row].open == 0 {
            return;
        }
        let mut now = None;
        while let Some(a) = self.open.pop() {
            self.close(&a, &mut now);
            if a.row == row {
                return;
            }
        }
    }

    /// An exception found its handler at instruction `pc` of `code`, `depth` frames from the bottom.
    pub fn unwound(&mut self, code: Gc<Code>, pc: usize, depth: usize) {
        let mut now = None;
        while let Some(a) = self.open.last() {
            let r = &self.rows[a.row];
            let runs = r.code == code
                && r.code
                    .unit
                    .loops
                    .get(r.index)
                    .is_none_or(|l| (l.header as usize) <= pc && pc < l.end as usize);
            if a.depth < depth || a.depth == depth && runs {
                return;
            }
            if let Some(a) = self.open.pop() {
                self.close(&a, &mut now);
            }
        }
    }

    /// Ends an activation at the time `now`, which is read if it is needed.
    fn close(&mut self, a: &Activation, now: &mut Option<Instant>) {
        let r = &mut self.rows[a.row];
        r.open -= 1;
        if r.open == 0 {
            r.own += 1;
            r.nested += self.begun - a.begun;
            let now = now.get_or_insert_with(Instant::now);
            r.ns += now.saturating_duration_since(a.start).as_nanos() as u64;
        }
    }

    /// The rows, in order of first entry, once everything has ended.
    pub fn finish(&mut self) -> &[ClockRow] {
        let mut now = None;
        while let Some(a) = self.open.pop() {
            self.close(&a, &mut now);
        }
        &self.rows
    }

    /// Nanoseconds that a pair puts into its own row, and those that it costs the loops around it. An interpreter's event
    /// looks up its row, a trace's event knows it.
    pub fn cost(code: Gc<Code>, traced: bool) -> (f64, f64) {
        let mut clock = LoopClock::default();
        let known = clock.row(code, 0);
        clock.rows[known].suspends = false;
        let start = Instant::now();
        for _ in 0..SAMPLES {
            let row = if traced { known } else { clock.row(code, 0) };
            clock.begin(row, 1);
            let row = if traced { known } else { clock.row(code, 0) };
            clock.end(row);
        }
        let whole = start.elapsed().as_nanos() as f64 / f64::from(SAMPLES);
        (clock.rows[known].ns as f64 / f64::from(SAMPLES), whole)
    }

    /// Marks the code objects of all rows.
    pub fn mark(&self, marker: &mut Marker) {
        for r in &self.rows {
            marker.gc(r.code);
        }
    }
}
