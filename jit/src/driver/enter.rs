//! Running traces: entering roots, and what happens where a trace was left.

use super::{Jit, MAX_ATTEMPTS, MAX_FAMILY, MAX_ROOTS};
use crate::deopt::{self, After};
use crate::store::MAX_EXIT_ATTEMPTS;
use adder_bytecode::Instr;
use adder_codegen::asm::{ExitState, ENTRY_REFUSED};
use adder_vm::tier::TraceExit;
use adder_vm::Vm;

impl Jit {
    pub(super) fn run_loop(&mut self, vm: &mut Vm, pc: *const Instr) -> TraceExit {
        // Traces inline calls without counting frames: near the limit the interpreter does the
        // counting, and raises RecursionError exactly where it is due.
        if vm.frames.depth(vm.frame) + crate::record::MAX_DEPTH >= vm.recursion_limit {
            return TraceExit::Refused;
        }
        if !self.may_enter() {
            return TraceExit::Refused;
        }
        let left = if self.verifier.is_some() {
            self.check_loop(vm, pc)
        } else {
            let mut state = ExitState::default();
            self.run_roots(vm, pc, &mut state).map(|(_, number)| self.leave(vm, number, &state))
        };
        if let Some(exit) = left {
            return exit;
        }
        if vm.recording {
            return TraceExit::Refused;
        }
        let Some(info) = self.loops.get_mut(&(pc as usize)) else { return TraceExit::Refused };
        info.refused += 1;
        let wait = self.options.loop_threshold.max(1);
        if info.refused >= wait && info.roots.len() < MAX_ROOTS && !info.blacklisted {
            info.refused = 0;
            if info.attempts < MAX_ATTEMPTS {
                // SAFETY: the current frame is live; recording starts at the header itself.
                unsafe { (*vm.frame).pc = pc };
                self.retries = 0;
                self.start_root(vm, pc);
                return TraceExit::Record;
            }
        }
        TraceExit::Refused
    }

    /// Enters the first root of a loop that takes the types at hand: which, and the number of the
    /// exit it was left by.
    pub(super) fn run_roots(
        &mut self,
        vm: &mut Vm,
        pc: *const Instr,
        state: &mut ExitState,
    ) -> Option<(u32, u32)> {
        let roots = self.loops.get(&(pc as usize))?.roots.clone();
        // SAFETY: the current frame is live.
        let base = unsafe { (*vm.frame).base };
        for &id in &roots {
            let Some(c) = self.store.get_mut(id) else { continue };
            c.enters += 1;
            let entry = c.code.entry;
            self.running += 1;
            self.stats.enters += 1;
            // SAFETY: the entry is live code of this space, compiled for this VM's layout; the
            // frame base is the current frame's window and does not move.
            let number = unsafe {
                self.space.enter(entry, vm as *mut Vm as *mut u8, base as *mut u64, state)
            };
            self.running -= 1;
            if number != ENTRY_REFUSED {
                return Some((id, number));
            }
        }
        None
    }

    /// An exit was taken: rebuild the interpreter's state, count, perhaps record.
    fn leave(&mut self, vm: &mut Vm, number: u32, state: &ExitState) -> TraceExit {
        let after = self.rebuild(vm, number, state);
        self.took_exit(vm, number, after)
    }

    /// An exit was taken and the interpreter is where it leads: count, perhaps record.
    pub(super) fn took_exit(&mut self, vm: &mut Vm, number: u32, after: After) -> TraceExit {
        let Some(id) = self.store.trace_of_exit(number) else { return TraceExit::Resume };
        let Some(c) = self.store.get(id) else { return TraceExit::Resume };
        let at = (number - c.exit_base) as usize;
        if self.options.dump.exits {
            self.dump(&deopt::describe(vm, c, at, &c.code.exits[at]));
        }
        let Some(c) = self.store.get(id) else { return TraceExit::Resume };
        self.stats.exits += 1;
        let limit = self.options.exit_threshold;
        let header = c.header;
        let Some(c) = self.store.get_mut(id) else { return TraceExit::Resume };
        let dead = c.dead;
        let e = &mut c.exits[at];
        e.count += 1;
        if after == After::Raised {
            return TraceExit::Raised;
        }
        if e.count >= limit
            && e.attempts < MAX_EXIT_ATTEMPTS
            && e.side == 0
            && !dead
            && !vm.recording
            && vm.poll_bits() == 0
        {
            e.count = 0;
            // Counting a family walks all traces: only here, where one would be added.
            if self.family_size(header) >= MAX_FAMILY {
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
