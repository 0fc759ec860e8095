//! Running traces: entering roots, and what happens where a trace was left.
//!
//! A place (loop header, function entry) may have several roots, for different types. The one that
//! fitted last is tried first, through a handle in the code object; the others after it. A root
//! whose types do not fit refuses before anything has happened.

use super::policy::loop_state;
use super::{Jit, MAX_ATTEMPTS, MAX_FAMILY, MAX_ROOTS};
use crate::deopt::{self, After};
use crate::store::{entry_place, MAX_EXIT_ATTEMPTS};
use adder_bytecode::{CodeFlags, Instr};
use adder_codegen::asm::{ExitState, ENTRY_REFUSED, RETURNED};
use adder_vm::object::{Code, Gc};
use adder_vm::tier::TraceExit;
use adder_vm::{Value, Vm};

impl Jit {
    /// Runs a root trace in the current frame. `None`: the types at entry do not fit.
    fn enter(&mut self, vm: &mut Vm, id: u32) -> Option<TraceExit> {
        let c = self.store.get_mut(id)?;
        c.enters += 1;
        let entry = c.code.entry;
        // One state serves all nested entries: it is written when a trace is left, and read before
        // anything else is entered.
        let state: *mut ExitState = &mut *self.state;
        vm.traces_running += 1;
        self.stats.enters += 1;
        // SAFETY: the entry is live code of this space, compiled for this VM's layout; the frame
        // base is the current frame's window and does not move; the state is the JIT's own.
        let number = unsafe {
            let base = (*vm.frame).base as *mut u64;
            self.space.enter(entry, vm as *mut Vm as *mut u8, base, &mut *state)
        };
        vm.traces_running -= 1;
        match number {
            ENTRY_REFUSED => None,
            RETURNED => Some(TraceExit::Returned(Value(self.state.returned()))),
            _ => {
                let state = self.state.taken();
                Some(self.leave(vm, number, &state))
            }
        }
    }

    pub(super) fn run_loop(&mut self, vm: &mut Vm, pc: *const Instr) -> TraceExit {
        if !vm.trace_room() {
            return TraceExit::Refused;
        }
        // SAFETY: `pc` is a loop header of the current frame's code.
        let state = unsafe { loop_state(vm.code(), pc) };
        // SAFETY: as above; the code lives while its frame does.
        let first = unsafe { (*state).trace };
        if let Some(exit) = self.enter(vm, first) {
            return exit;
        }
        if let Some((id, exit)) = self.enter_others(vm, pc, first) {
            if self.store.get(id).is_some_and(|c| !c.dead) {
                // SAFETY: as above; the frame was there until now.
                unsafe { (*state).trace = id };
            }
            return exit;
        }
        if self.wants_another_root(pc) {
            // SAFETY: the current frame is live; recording starts at the header itself.
            unsafe { (*vm.frame).pc = pc };
            self.start_root(vm, pc);
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
        if code.entry_trace != 0 {
            code.entry_counter = 1;
            return TraceExit::Refused;
        }
        self.notice_deaths(vm);
        self.hot_entry(vm, code, entry_place(code))
    }

    /// The entry trace was left, or did not fit: then others are tried.
    pub(super) fn function_left(
        &mut self,
        vm: &mut Vm,
        mut code: Gc<Code>,
        number: u32,
    ) -> TraceExit {
        if number != ENTRY_REFUSED {
            let state = self.state.taken();
            return self.leave(vm, number, &state);
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
        true
    }

    /// An exit was taken: rebuild the interpreter's state, count, perhaps record.
    fn leave(&mut self, vm: &mut Vm, number: u32, state: &ExitState) -> TraceExit {
        let Some(id) = self.store.trace_of_exit(number) else { return TraceExit::Resume };
        let Some(c) = self.store.get(id) else { return TraceExit::Resume };
        let at = (number - c.exit_base) as usize;
        let info = c.code.exits[at].clone();
        let after = deopt::restore(vm, c, &info, state);
        if self.options.dump.exits {
            self.dump(&deopt::describe(vm, c, at, &info));
        }
        self.stats.exits += 1;
        let limit = self.options.exit_threshold;
        let Some(c) = self.store.get_mut(id) else { return TraceExit::Resume };
        let (header, dead) = (c.header, c.dead);
        let e = &mut c.exits[at];
        e.count += 1;
        if after == After::Raised {
            return TraceExit::Raised;
        }
        if e.count >= limit
            && e.attempts < MAX_EXIT_ATTEMPTS
            && e.side == 0
            && !dead
            && vm.poll_bits() == 0
            && vm.native_room()
        {
            e.count = 0;
            if self.loops.get(&(header as usize)).is_some_and(|l| l.family >= MAX_FAMILY) {
                return TraceExit::Resume;
            }
            if self.start_side(vm, id, at) {
                return TraceExit::Record;
            }
            if let Some(c) = self.store.get_mut(id) {
                c.exits[at].attempts = MAX_EXIT_ATTEMPTS;
            }
        }
        TraceExit::Resume
    }
}
