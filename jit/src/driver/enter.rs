//! Running traces: entering roots, and what happens where a trace was left.
//!
//! A place (loop header, function entry) may have several roots, for different types. The one that
//! fitted last is tried first, through a handle in the code object; the others after it. A root
//! whose types do not fit refuses before anything has happened.
//!
//! Progress: a place is entered again only after something has happened. A root that leaves where it
//! was entered, with nothing done, has refused ([`Refusal`]), whether or not the exit is counted; if
//! all roots of the place do, the interpreter executes the header itself and what follows. A trace
//! reached through links was reached by going on: side traces that begin at a header run through one
//! iteration before they link.

use super::inner::Leads;
use super::policy::loop_state;
use super::{Jit, MAX_ATTEMPTS, MAX_FAMILY, MAX_ROOTS};
use crate::deopt::{self, After};
use crate::store::{entry_place, MAX_EXIT_ATTEMPTS};
use adder_bytecode::{CodeFlags, Instr};
use adder_codegen::asm::{ExitState, ENTRY_REFUSED, RETURNED};
use adder_codegen::ir::{Op, SnapFlags};
use adder_vm::object::{Code, Gc};
use adder_vm::tier::TraceExit;
use adder_vm::{Value, Vm};

/// What an exit says that refuses entry: left at the header of its loop, nothing done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Refusal {
    /// It is the trace entered that refuses, not one reached through links: those were reached by
    /// going on, and the header may be another.
    pub own: bool,
    /// The place has as many roots as it may have.
    pub full: bool,
}

/// The tier's [`adder_vm::tier::Door`].
///
/// # Safety
/// `code` is the entry of a live trace of the function whose frame is the current one, `tier` the
/// JIT of this VM.
pub unsafe extern "C" fn through_door(vm: *mut Vm, code: *const u8, tier: *mut u8) -> u32 {
    let (vm, jit) = (&mut *vm, &mut *tier.cast::<Jit>());
    let state: *mut ExitState = &mut *jit.state;
    jit.begin_activation(vm);
    let base = (*vm.frame).base as *mut u64;
    let number = jit.space.enter(code as u64, vm as *mut Vm as *mut u8, base, &mut *state);
    jit.end_activation(vm);
    number
}

impl Jit {
    /// Runs a root trace in the current frame: the number of its exit, `RETURNED` or
    /// `ENTRY_REFUSED`.
    pub(super) fn run_trace(&mut self, vm: &mut Vm, id: u32) -> u32 {
        let Some(c) = self.store.get_mut(id) else { return ENTRY_REFUSED };
        c.enters += 1;
        let entry = c.code.entry;
        // One state serves all nested entries: it is written when a trace is left, and read before
        // anything else is entered.
        let state: *mut ExitState = &mut *self.state;
        self.stats.enters += 1;
        self.begin_activation(vm);
        // SAFETY: the entry is live code of this space, compiled for this VM's layout; the frame
        // base is the current frame's window and does not move; the state is the JIT's own.
        let number = unsafe {
            let base = (*vm.frame).base as *mut u64;
            self.space.enter(entry, vm as *mut Vm as *mut u8, base, &mut *state)
        };
        self.end_activation(vm);
        number
    }

    /// Runs a root trace and goes where it leads. `None`: the types at entry do not fit.
    pub(super) fn enter(&mut self, vm: &mut Vm, id: u32) -> Option<TraceExit> {
        // What a checked trace calls does not count as its iterations.
        let budget = self.child.clone().map(|shared| shared.swap_budget(i64::MAX));
        let number = self.run_trace(vm, id);
        if let (Some(shared), Some(n)) = (&self.child, budget) {
            shared.set_budget(n);
        }
        match number {
            ENTRY_REFUSED => None,
            RETURNED => {
                let word = self.state.returned();
                self.visited(number, id);
                Some(TraceExit::Returned(Value(word)))
            }
            _ if self.is_out_of_budget() => Some(match self.rebuild(vm, number) {
                // No exit of the trace's own.
                After::Resume => TraceExit::Resume,
                After::Raised => TraceExit::Raised,
            }),
            _ => {
                let (refusal, after) = (self.refusal(number, id), self.rebuild(vm, number));
                if refusal.is_none() {
                    self.visited(number, id);
                }
                match (self.left(vm, number, after, refusal), refusal) {
                    // At the very header entered from, with nothing done: going on there would enter
                    // the same trace again. Another one fits, or the interpreter passes the header.
                    (TraceExit::Resume, Some(Refusal { own: true, .. })) => None,
                    (exit, _) => Some(exit),
                }
            }
        }
    }

    /// Does an exit refuse entry? Then the first iteration met another class of objects than the
    /// trace was made for, before it did anything.
    pub(super) fn refusal(&self, number: u32, entered: u32) -> Option<Refusal> {
        let c = self.store.get(self.store.trace_of_exit(number)?)?;
        let exit = c.code.exits.get((number - c.exit_base) as usize)?;
        let asked =
            c.trace.def(exit.inst).is_some_and(|i| matches!(i.op, Op::Poll | Op::GuardValid));
        if asked || !c.trace.snap(exit.snap).flags.has(SnapFlags::ENTRY) {
            return None;
        }
        let place = self.loops.get(&(c.header as usize));
        let full = place.is_none_or(|l| l.roots.len() >= MAX_ROOTS);
        Some(Refusal { own: c.id == entered, full })
    }

    /// A trace was left and the state rebuilt. While its place may have more roots, an exit that
    /// refuses entry gets no side trace but a root of its own, which has its guards out of the loop,
    /// too.
    fn left(
        &mut self,
        vm: &mut Vm,
        number: u32,
        after: After,
        refusal: Option<Refusal>,
    ) -> TraceExit {
        match refusal {
            Some(Refusal { full: false, .. }) => TraceExit::Resume,
            _ => self.took_exit(vm, number, after, false),
        }
    }

    pub(super) fn run_loop(&mut self, vm: &mut Vm, pc: *const Instr) -> TraceExit {
        if !vm.trace_room() || self.is_checking() {
            return TraceExit::Refused;
        }
        // SAFETY: `pc` is a loop header of the current frame's code.
        let state = unsafe { loop_state(vm.code(), pc) };
        // SAFETY: as above; the code lives while its frame does.
        let (first, penalty) = unsafe { ((*state).trace, (*state).penalty) };
        let patience = self.options.loop_threshold.saturating_mul(4);
        if self.sits_out(vm, pc) {
            return TraceExit::Refused;
        }
        if penalty > patience && !penalty.is_multiple_of(64) {
            // SAFETY: as above.
            unsafe { (*state).penalty = penalty.wrapping_add(1) };
            return TraceExit::Refused;
        }
        if self.verifier.is_some() {
            if let Some(exit) = self.check(vm, pc, pc) {
                return exit;
            }
        } else if let Some(exit) = self.enter(vm, first) {
            if penalty != 0 && self.store.get(first).is_some() {
                // SAFETY: as above; a trace lives no longer than its code.
                unsafe { (*state).penalty = 0 };
            }
            return exit;
        }
        if let Some((id, exit)) = self.enter_others(vm, pc, first) {
            if self.store.get(id).is_some_and(|c| !c.dead) {
                // SAFETY: as above; the frame was there until now.
                unsafe {
                    (*state).trace = id;
                    (*state).penalty = 0;
                }
                self.store.links.borrow_mut().prefer(pc, id);
            }
            return exit;
        }
        // Where all roots refuse time and again, entering is tried less often.
        // SAFETY: as above.
        unsafe { (*state).penalty = penalty.wrapping_add(1) };
        if self.wants_another_root(pc) {
            // SAFETY: the current frame is live; recording starts at the header itself.
            unsafe { (*vm.frame).pc = pc };
            self.start_root(vm, pc, Vec::new());
            return TraceExit::Record;
        }
        TraceExit::Refused
    }

    /// The entry counter of the function whose frame was just pushed ran out, and there is no trace
    /// to enter (or no room for one).
    pub(super) fn count_function(&mut self, vm: &mut Vm, mut code: Gc<Code>) -> TraceExit {
        const SUSPENDS: u32 =
            CodeFlags::GENERATOR | CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR;
        if code.has_flag(SUSPENDS) {
            code.entry_counter = u32::MAX;
            return TraceExit::Refused;
        }
        let place = entry_place(code);
        if code.entry_trace == 0 {
            if !self.may_begin() {
                code.entry_counter = self.options.loop_threshold.max(1);
                return TraceExit::Refused;
            }
            self.notice_deaths(vm);
            return self.hot_entry(vm, code, place);
        }
        code.entry_counter = 1;
        // The door goes before: it does not lead here but for want of room.
        if vm.door.is_some() || !vm.trace_room() || self.is_checking() {
            return TraceExit::Refused;
        }
        if self.verifier.is_some() {
            if let Some(exit) = self.check(vm, place, code.code) {
                return exit;
            }
        } else if let Some(exit) = self.enter(vm, code.entry_trace) {
            return exit;
        }
        self.function_left(vm, code, ENTRY_REFUSED)
    }

    /// The entry trace was left, or did not fit: then others are tried.
    pub(super) fn function_left(
        &mut self,
        vm: &mut Vm,
        mut code: Gc<Code>,
        number: u32,
    ) -> TraceExit {
        if number != ENTRY_REFUSED {
            let refusal = self.refusal(number, code.entry_trace);
            let after = self.rebuild(vm, number);
            match (self.left(vm, number, after, refusal), refusal) {
                (TraceExit::Resume, Some(Refusal { own: true, .. })) => {}
                (exit, _) => return exit,
            }
        }
        let place = entry_place(code);
        if let Some((id, exit)) = self.enter_others(vm, place, code.entry_trace) {
            // The function's frame was there until now, so its code is alive.
            if let Some(c) = self.store.get(id).filter(|c| !c.dead) {
                code.entry_trace = id;
                code.entry_code = c.code.entry as *const u8;
            }
            return exit;
        }
        if self.wants_another_root(place) {
            self.start_entry(vm);
            return TraceExit::Record;
        }
        TraceExit::Refused
    }

    /// Tries the roots of a place but the first; the one that fits is told.
    fn enter_others(
        &mut self,
        vm: &mut Vm,
        place: *const Instr,
        first: u32,
    ) -> Option<(u32, TraceExit)> {
        if self.verifier.is_some() {
            // The child has tried them all.
            return None;
        }
        let n = self.loops.get(&(place as usize))?.roots.len();
        for k in 0..n {
            let id = *self.loops.get(&(place as usize))?.roots.get(k)?;
            if id == first {
                continue;
            }
            if let Some(exit) = self.enter(vm, id) {
                return Some((id, exit));
            }
        }
        None
    }

    /// All roots of a place refused: is it time for another?
    fn wants_another_root(&mut self, place: *const Instr) -> bool {
        let wait = self.options.loop_threshold.max(1);
        if !self.may_record() {
            return false;
        }
        let Some(info) = self.loops.get_mut(&(place as usize)) else { return false };
        info.refused += 1;
        if info.refused < wait
            || info.roots.len() >= MAX_ROOTS
            || info.blacklisted
            || info.attempts >= MAX_ATTEMPTS
        {
            return false;
        }
        info.refused = 0;
        self.may_begin()
    }

    /// Rebuilds the interpreter's state for the exit just taken.
    pub(super) fn rebuild(&mut self, vm: &mut Vm, number: u32) -> After {
        let Some(c) = self.store.trace_of_exit(number).and_then(|id| self.store.get(id)) else {
            return After::Resume;
        };
        let state = self.state.taken();
        let info = c.code.exits[(number - c.exit_base) as usize].clone();
        deopt::restore(vm, c, &info, &state, self.ended.as_ref())
    }

    /// An exit was taken and the interpreter is where it leads: count, perhaps record.
    /// `unwinding`: the interpreter is about to unwind what was raised.
    pub(super) fn took_exit(
        &mut self,
        vm: &mut Vm,
        number: u32,
        after: After,
        unwinding: bool,
    ) -> TraceExit {
        let Some(id) = self.store.trace_of_exit(number) else { return TraceExit::Resume };
        let Some(c) = self.store.get(id) else { return TraceExit::Resume };
        let at = (number - c.exit_base) as usize;
        if self.options.dump.exits {
            let line = deopt::describe(vm, c, at, &c.code.exits[at]);
            self.dumper.write(&line);
        }
        self.stats.exits += 1;
        let (limit, may_record) = (self.options.exit_threshold, self.may_record());
        let Some(c) = self.store.get_mut(id) else { return TraceExit::Resume };
        let (header, dead) = (c.header, c.dead);
        let continued = c.trace.inst(c.code.exits[at].inst).op != Op::GuardValid;
        let e = &mut c.exits[at];
        e.count += 1;
        let go_on = match after {
            After::Raised => TraceExit::Raised,
            After::Resume => TraceExit::Resume,
        };
        if e.count >= limit
            && e.attempts < MAX_EXIT_ATTEMPTS
            && e.side == 0
            && continued
            && !dead
            && vm.poll_bits() == 0
            && vm.native_room()
            && may_record
        {
            e.count = 0;
            if !self.may_begin() {
                return go_on;
            }
            if self.loops.get(&(header as usize)).is_some_and(|l| l.family >= MAX_FAMILY) {
                return go_on;
            }
            match self.start_inner(vm, id, at) {
                Leads::Recording => return TraceExit::Record,
                Leads::GivenUp => return go_on,
                Leads::Elsewhere => {}
            }
            let started = self.start_side(vm, id, at);
            if started && (after == After::Resume || self.unwind_recorded(vm, unwinding)) {
                return TraceExit::Record;
            }
            if let Some(c) = self.store.get_mut(id) {
                c.exits[at].attempts = MAX_EXIT_ATTEMPTS;
            }
        }
        go_on
    }

    /// The recording just begun starts with an exception pending: unwinds to the handler, if the
    /// trace's frames have one, or leaves that to the interpreter. False: the recording is off, and
    /// nothing has been unwound.
    fn unwind_recorded(&mut self, vm: &mut Vm, unwinding: bool) -> bool {
        let Some(rec) = self.rec.as_mut() else { return false };
        if let Err(why) = rec.start_raised(vm) {
            self.abort(vm, why);
            return false;
        }
        // The recorder has found the handler; so does the interpreter.
        unwinding || vm.unwind().is_ok()
    }
}
