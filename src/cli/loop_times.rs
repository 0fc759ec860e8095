//! Time per loop, for `adder compare`: a tier around the JIT (or around nothing, in object mode).
//!
//! The tier sets every loop's counter to 1, so the interpreter asks it at each visit of a loop
//! header; the interpreter itself has no code for this and is as fast as ever without it. A loop's
//! *activation* lasts from the first visit of its header by a frame to the last one; when a visit
//! shows that control is elsewhere (a caller's frame, an enclosing loop, a new frame in the same
//! place) the activation ends and its time is added. Times are inclusive. With the JIT, the clock is
//! also read when a trace was left, never inside one.
//!
//! What is lost: an activation's last iteration, because headers are visited once per iteration, at
//! its start (unless a trace ran it). `compare` makes up for it by proportion in object mode. What is
//! added: the cost of the visits; each row tells how many visits fell into
//! its time, and `compare` subtracts their cost (measured: this process against one without this
//! tier, by visits). Loops of generators are suspended at will and belong to the loop that drives
//! them: they are counted, not timed. Recursion is counted once.
//!
//! ```text
//! for i in a:        visit outer: open outer
//!     for j in b:    visit inner: open inner ... visit inner: inner.last = now
//!                    visit outer: inner ends; outer.last = now
//! ```
//!
//! The JIT's own counters are kept in `Row::wait`: it sees the visits it would have seen.

use adder_jit::Jit;
use adder_vm::heap::Marker;
use adder_vm::object::{Code, Gc, Str};
use adder_vm::tier::{HotAction, Observer, Tier, TraceExit};
use adder_vm::watch::WatchId;
use adder_vm::{Value, Vm};
use std::collections::HashMap;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Bit of `Frame::flags`: this frame has an activation (frames are pushed without it).
const TIMED: u16 = 1 << 15;

/// Suspendable code: generators, coroutines, asynchronous generators.
const SUSPENDS: u32 = adder_bytecode::CodeFlags::GENERATOR
    | adder_bytecode::CodeFlags::COROUTINE
    | adder_bytecode::CodeFlags::ASYNC_GENERATOR;

/// Name, place and sums of one loop.
struct Row {
    file: String,
    line: u32,
    function: String,
    code: Gc<Code>,
    /// The code object died: `code` is not to be touched.
    dead: bool,
    code_id: u32,
    pc: usize,
    header: usize,
    end: usize,
    /// Index into the code's loop states.
    index: usize,
    suspends: bool,
    /// Visits until the JIT is asked.
    wait: u32,
    open: u32,
    entries: u64,
    visits: u64,
    time: Duration,
    /// Visits of any loop while this one ran.
    within: u64,
}

struct Activation {
    frame: usize,
    row: usize,
    first: Instant,
    last: Instant,
    visits_first: u64,
    visits_last: u64,
}

pub struct LoopTimer {
    pub jit: Option<Jit>,
    rows: Vec<Row>,
    by_pc: HashMap<usize, usize>,
    stack: Vec<Activation>,
    visits: u64,
    recorded: Option<usize>,
}

impl LoopTimer {
    /// Wraps the JIT, if there is one, and installs the result.
    pub fn install(vm: &mut Vm, jit: Option<Jit>) {
        vm.loop_threshold = 1;
        vm.tier = Some(Box::new(LoopTimer {
            jit,
            rows: Vec::new(),
            by_pc: HashMap::new(),
            stack: Vec::new(),
            visits: 0,
            recorded: None,
        }));
    }

    fn row(&mut self, code: Gc<Code>, pc: usize, at: usize) -> usize {
        if let Some(&row) = self.by_pc.get(&pc) {
            return row;
        }
        let index = code.unit.loops.iter().position(|l| l.header as usize == at);
        let info = index.map(|i| &code.unit.loops[i]);
        let row = self.rows.len();
        self.rows.push(Row {
            file: code
                .filename
                .cast::<Str>()
                .map_or_else(|| "?".to_string(), |s| s.to_string_lossy()),
            line: info.map_or(0, |l| l.line),
            function: code.unit.qualname.to_string(),
            code,
            dead: false,
            code_id: code.id,
            pc,
            header: at,
            end: info.map_or(at + 1, |l| l.end as usize),
            index: index.unwrap_or(0),
            suspends: code.flags & SUSPENDS != 0,
            wait: self
                .jit
                .as_ref()
                .map_or(u32::MAX, |j| j.options.loop_threshold.max(1)),
            open: 0,
            entries: 0,
            visits: 0,
            time: Duration::ZERO,
            within: 0,
        });
        self.by_pc.insert(pc, row);
        row
    }

    /// Ends the innermost activation.
    fn end_last(&mut self) {
        if let Some(a) = self.stack.pop() {
            // A trace of an inner loop may have run the enclosing loop, too, without visits of its
            // header: the enclosing loop ran for at least as long.
            if let Some(outer) = self.stack.last_mut() {
                let (r, inner) = (&self.rows[outer.row], &self.rows[a.row]);
                let encloses = outer.frame == a.frame
                    && r.code_id == inner.code_id
                    && (r.header..r.end).contains(&inner.header);
                if encloses && outer.last < a.last {
                    outer.last = a.last;
                    outer.visits_last = a.visits_last;
                }
            }
            let row = &mut self.rows[a.row];
            row.open -= 1;
            if row.open == 0 {
                row.time += a.last.saturating_duration_since(a.first);
                row.within += a.visits_last - a.visits_first;
            }
        }
    }

    /// Control is at a loop header of the current frame.
    fn visit(&mut self, vm: &mut Vm, code: Gc<Code>, pc: usize) -> usize {
        let at = code.index_of(pc as *const adder_bytecode::Instr);
        let row = self.row(code, pc, at);
        self.visits += 1;
        self.rows[row].visits += 1;
        let frame = vm.frame as usize;
        // SAFETY: the current frame is live.
        let flags = unsafe { &mut (*vm.frame).flags };
        while let Some(top) = self.stack.last() {
            let r = &self.rows[top.row];
            let gone = top.frame > frame
                || top.frame == frame
                    && (*flags & TIMED == 0
                        || r.code_id != code.id
                        || at < r.header
                        || at >= r.end);
            if !gone {
                break;
            }
            self.end_last();
        }
        if self.rows[row].suspends {
            return row;
        }
        let now = Instant::now();
        match self.stack.last_mut() {
            Some(top) if top.frame == frame && top.row == row => {
                top.last = now;
                top.visits_last = self.visits;
            }
            _ => {
                *flags |= TIMED;
                self.rows[row].entries += 1;
                self.rows[row].open += 1;
                self.stack.push(Activation {
                    frame,
                    row,
                    first: now,
                    last: now,
                    visits_first: self.visits,
                    visits_last: self.visits,
                });
            }
        }
        row
    }

    /// Reads what is left of a loop's counter and sets it so that the next visit is seen.
    fn rearm(&mut self, row: usize) -> u32 {
        let r = &self.rows[row];
        if r.dead {
            return 1;
        }
        // SAFETY: the code object is alive (`codes_died` tells when not), the index is its own.
        unsafe {
            let state = &mut *r.code.loops.add(r.index);
            std::mem::replace(&mut state.counter, 1)
        }
    }

    /// After an event that may have ended a recording: the JIT may have set counters, and visits
    /// in calls made by the recorded code were not shown to anybody.
    fn resume_counting(&mut self) {
        if self.jit.as_mut().is_none_or(|j| j.observer().is_some()) {
            return;
        }
        for row in 0..self.rows.len() {
            let left = self.rearm(row);
            if self.recorded == Some(row) && left != 1 {
                self.rows[row].wait = left;
            }
        }
        self.recorded = None;
    }

    /// The measurements: one line per loop and one for the process, fields divided by tabs.
    pub fn report(&mut self) -> String {
        while !self.stack.is_empty() {
            self.end_last();
        }
        let compile: u64 = self.jit.as_ref().map_or(0, |j| j.stats.compile_ns);
        let mut out = format!("total\t{}\t{compile}\n", self.visits);
        for r in &self.rows {
            let mut compile_ns = 0;
            let mut traced = false;
            let mut enters = 0;
            let mut why = String::new();
            if let Some(jit) = &self.jit {
                // A dead code object's address may be another's by now.
                for c in jit.store.iter() {
                    if c.header as usize == r.pc && c.code_id == r.code_id {
                        compile_ns += c.compile_ns;
                        traced |= c.root;
                        enters += c.enters;
                    }
                }
                let info = jit.loops.get(&r.pc).filter(|l| l.code_id == r.code_id);
                if !traced {
                    why = match info.map(|l| (l.last_abort, l.blacklisted, l.attempts)) {
                        Some((Some(abort), true, n)) => {
                            format!("given up after {n} attempts: {}", abort.text())
                        }
                        Some((Some(abort), false, _)) => abort.text().to_string(),
                        _ => "few iterations".to_string(),
                    };
                }
            }
            if r.suspends {
                let and = if why.is_empty() { "" } else { "; " };
                why = format!("a generator's loop, timed with the loop that drives it{and}{why}");
            }
            let clean = |s: &str| s.replace(['\t', '\n', '\r'], " ");
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "loop\t{}\t{}\t{}\t{}\t{}\t{compile_ns}\t{}\t{enters}\t{}\t{}\t{}\t{}",
                r.line,
                r.entries,
                r.visits,
                r.time.as_nanos(),
                r.within,
                u8::from(traced),
                u8::from(r.suspends),
                clean(&why),
                clean(&r.function),
                clean(&r.file),
            );
        }
        out
    }
}

impl Tier for LoopTimer {
    fn hot_loop(
        &mut self,
        vm: &mut Vm,
        code: Gc<Code>,
        pc: *const adder_bytecode::Instr,
    ) -> HotAction {
        let row = self.visit(vm, code, pc as usize);
        let mut action = HotAction::Continue;
        if let Some(jit) = &mut self.jit {
            let wait = &mut self.rows[row].wait;
            *wait = wait.saturating_sub(1);
            if *wait == 0 {
                action = jit.hot_loop(vm, code, pc);
                self.rows[row].wait = self.rearm(row);
                if action == HotAction::Record {
                    self.recorded = Some(row);
                }
                return action;
            }
        }
        self.rearm(row);
        action
    }

    fn enter_loop(
        &mut self,
        vm: &mut Vm,
        code: Gc<Code>,
        pc: *const adder_bytecode::Instr,
    ) -> TraceExit {
        let row = self.visit(vm, code, pc as usize);
        let frame = vm.frame as usize;
        let Some(jit) = &mut self.jit else {
            return TraceExit::Refused;
        };
        let exit = jit.enter_loop(vm, code, pc);
        if exit == TraceExit::Record {
            self.recorded = Some(row);
        }
        if exit != TraceExit::Refused {
            let visits = self.visits;
            let mine = |a: &&mut Activation| a.frame == frame && a.row == row;
            if let Some(a) = self.stack.iter_mut().rev().find(mine) {
                a.last = Instant::now();
                a.visits_last = visits;
            }
        }
        exit
    }

    fn enter_function(&mut self, vm: &mut Vm, code: Gc<Code>) -> TraceExit {
        match &mut self.jit {
            Some(jit) => jit.enter_function(vm, code),
            None => TraceExit::Refused,
        }
    }

    fn invalidate(&mut self, vm: &mut Vm, watch: WatchId) {
        if let Some(jit) = &mut self.jit {
            jit.invalidate(vm, watch);
        }
    }

    fn codes_died(&mut self, ids: &[u32]) {
        for r in self.rows.iter_mut().filter(|r| !r.dead) {
            if ids.contains(&r.code_id) {
                r.dead = true;
                self.by_pc.remove(&r.pc);
            }
        }
        if let Some(jit) = &mut self.jit {
            jit.codes_died(ids);
        }
    }

    fn mark_roots(&self, marker: &mut Marker) {
        if let Some(jit) = &self.jit {
            jit.mark_roots(marker);
        }
    }

    fn observer(&mut self) -> Option<&mut dyn Observer> {
        if self.jit.as_mut()?.observer().is_some() {
            Some(self)
        } else {
            None
        }
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }

    fn inspect(&mut self, vm: &mut Vm, code: Gc<Code>) -> String {
        match &mut self.jit {
            Some(jit) => jit.inspect(vm, code),
            None => String::new(),
        }
    }
}

impl Observer for LoopTimer {
    fn before_op(&mut self, vm: &mut Vm, pc: *const adder_bytecode::Instr) -> bool {
        let observer = self.jit.as_mut().and_then(|j| j.observer());
        let go_on = observer.is_some_and(|o| o.before_op(vm, pc));
        if !go_on {
            self.resume_counting();
        }
        go_on
    }

    fn frame_pushed(&mut self, vm: &mut Vm) {
        if let Some(o) = self.jit.as_mut().and_then(|j| j.observer()) {
            o.frame_pushed(vm);
        }
        self.resume_counting();
    }

    fn frame_popped(&mut self, vm: &mut Vm, value: Value) {
        if let Some(o) = self.jit.as_mut().and_then(|j| j.observer()) {
            o.frame_popped(vm, value);
        }
    }

    fn raised(&mut self, vm: &mut Vm) {
        if let Some(o) = self.jit.as_mut().and_then(|j| j.observer()) {
            o.raised(vm);
        }
        self.resume_counting();
    }

    fn native(&mut self, vm: &mut Vm, begins: bool) {
        if let Some(o) = self.jit.as_mut().and_then(|j| j.observer()) {
            o.native(vm, begins);
        }
    }
}
