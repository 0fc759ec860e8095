//! The driver's side of verify mode: traces are entered in a child process, the interpreter
//! repeats what they did, and only then the exit counts ([`crate::verify`]).

use super::enter::Refusal;
use super::Jit;
use crate::abort::Abort;
use crate::deopt::After;
use crate::verify::{How, Left, Trial, Verdict, Verifier, STATUS};
use adder_bytecode::Instr;
use adder_codegen::asm::{ENTRY_REFUSED, RETURNED};
use adder_vm::tier::TraceExit;
use adder_vm::Vm;

/// What an observed instruction means to the driver.
pub(super) enum Checked {
    /// No check is going on.
    Idle,
    /// Keep on observing.
    Go,
    /// The check is over.
    Over,
    /// The check is over, and a side trace is to be recorded from here.
    Record,
}

impl Jit {
    /// Does the interpreter repeat what a trace did? Then nothing else is entered.
    pub(super) fn is_checking(&self) -> bool {
        self.verifier.as_ref().is_some_and(|v| v.stretch.is_some())
    }

    /// Has an unchecked trace used up the iterations it may run in one go?
    pub(super) fn is_out_of_budget(&self) -> bool {
        self.verifier.as_ref().is_some_and(|v| v.shared.budget() == 0)
    }

    /// May recordings begin?
    pub(super) fn may_record(&self) -> bool {
        self.child.is_none() && !self.is_checking()
    }

    /// May one begin now? Reads the clock.
    pub(super) fn may_begin(&mut self) -> bool {
        if !self.may_record() {
            return false;
        }
        let affordable = !self.options.budget || self.budget.is_left();
        if !affordable {
            self.stats.abort(Abort::Budget);
        }
        affordable
    }

    /// Runs the traces of a place in a child, and has the interpreter repeat what they did from
    /// `start` on. `None`: no trace takes the types at hand.
    pub(super) fn check(
        &mut self,
        vm: &mut Vm,
        place: *const Instr,
        start: *const Instr,
    ) -> Option<TraceExit> {
        let roots = self.loops.get(&(place as usize))?.roots.clone();
        let mut verifier = self.verifier.take()?;
        let shared = verifier.shared.clone();
        if !verifier.draws(place) {
            self.verifier = Some(verifier);
            let run = || roots.iter().find_map(|&id| self.enter(vm, id));
            let (exit, passed) = Verifier::unchecked(&shared, run)?;
            self.verifier.as_mut()?.counts.unchecked += passed;
            return Some(exit);
        }
        let trial = verifier.attempt(vm, place, |vm| {
            self.child = Some(shared.clone());
            self.run_child(vm, &roots)
        });
        let left = verifier.stretch.as_ref().map(|s| s.left);
        self.verifier = Some(verifier);
        match trial {
            Trial::Refused => None,
            Trial::Alone => Some(TraceExit::Refused),
            Trial::Repeat => {
                if let Some(c) = left.and_then(|l| self.store.get_mut(l.root)) {
                    c.enters += 1;
                }
                self.stats.enters += 1;
                vm.recording = true;
                // SAFETY: the current frame is live; the interpreter goes on where the trace began.
                unsafe { (*vm.frame).pc = start };
                Some(TraceExit::Record)
            }
            Trial::Crashed(why) => self.internal_error(vm, roots.first().copied(), None, &why),
        }
    }

    /// In the child: enters the first root that takes the types at hand, as `enter` does.
    fn run_child(&mut self, vm: &mut Vm, roots: &[u32]) -> Option<Left> {
        let depth = vm.frames.depth(vm.frame);
        for &root in roots {
            let number = self.run_trace(vm, root);
            let how = match number {
                ENTRY_REFUSED => continue,
                RETURNED => How::Return(self.state.returned()),
                _ => match (self.refusal(number, root), self.rebuild(vm, number)) {
                    (Some(Refusal { own: true, full: false }), _) => continue,
                    (_, After::Resume) => How::Resume,
                    (_, After::Raised) => How::Raise,
                },
            };
            if number == RETURNED {
                return Some(Left { root, number, depth, pc: 0, how });
            }
            // SAFETY: the frame that was just rebuilt is live.
            let pc = unsafe { (*vm.frame).pc } as usize;
            return Some(Left { root, number, depth: vm.frames.depth(vm.frame), pc, how });
        }
        None
    }

    /// The interpreter is about to execute an instruction.
    pub(super) fn check_op(&mut self, vm: &mut Vm, pc: *const Instr) -> Checked {
        if !self.is_checking() {
            return Checked::Idle;
        }
        let Some(verifier) = &mut self.verifier else { return Checked::Idle };
        let verdict = verifier.before_op(vm, pc);
        self.conclude(vm, verdict)
    }

    /// An exception leaves the current instruction.
    pub(super) fn check_raise(&mut self, vm: &mut Vm) {
        let Some(verifier) = &mut self.verifier else { return };
        let verdict = verifier.raised(vm);
        self.conclude(vm, verdict);
    }

    fn conclude(&mut self, vm: &mut Vm, verdict: Verdict) -> Checked {
        let Some(verifier) = &mut self.verifier else { return Checked::Idle };
        match verdict {
            Verdict::Go => Checked::Go,
            Verdict::GivenUp => {
                vm.recording = false;
                Checked::Over
            }
            Verdict::Equal => {
                let counts = verifier.stretch.as_ref().is_some_and(|s| !s.out_of_budget);
                let left = verifier.finish(vm);
                vm.recording = false;
                let after = match left.filter(|_| counts) {
                    Some(Left { how: How::Raise, .. }) => After::Raised,
                    Some(Left { how: How::Resume, .. }) => After::Resume,
                    _ => return Checked::Over,
                };
                let unwinding = after == After::Raised;
                match left.map(|l| self.took_exit(vm, l.number, after, unwinding)) {
                    Some(TraceExit::Record) => Checked::Record,
                    _ => Checked::Over,
                }
            }
            Verdict::Wrong(why) => {
                let left = verifier.stretch.as_ref().map(|s| s.left);
                let trace = left.and_then(|l| self.trace_left(l));
                self.internal_error(vm, trace, left, &why)
            }
        }
    }

    /// The program ends: a stretch still open is one that the interpreter left.
    pub fn end_of_program(&mut self, vm: &mut Vm) {
        if self.is_checking() {
            let left = self.verifier.as_ref().and_then(|v| v.stretch.as_ref()).map(|s| s.left);
            let trace = left.and_then(|l| self.trace_left(l));
            let why = "the program ended before it came to where the trace left";
            self.internal_error(vm, trace, left, why)
        }
    }

    fn trace_left(&self, left: Left) -> Option<u32> {
        match left.how {
            How::Return(_) => Some(left.root),
            _ => self.store.trace_of_exit(left.number),
        }
    }

    /// A trace does not do what the interpreter does: says so, and ends the process.
    fn internal_error(
        &mut self,
        vm: &mut Vm,
        trace: Option<u32>,
        left: Option<Left>,
        why: &str,
    ) -> ! {
        vm.stdout.flush();
        // The child goes first.
        self.verifier = None;
        let compiled = trace.and_then(|t| self.store.get(t));
        let name = compiled.map_or("a trace", |c| &c.name);
        eprintln!("adder: internal error: {name} disagrees with the interpreter: {why}");
        if let Some(c) = compiled {
            if let Some(info) = left.and_then(|l| c.code.exit(l.number)) {
                let at = info.number - c.exit_base;
                eprintln!(
                    "left by exit {at}, instruction v{}, snapshot s{}",
                    info.inst.index(),
                    info.snap.index()
                );
            }
            eprintln!("{}", c.trace);
        }
        std::process::exit(STATUS)
    }

    /// Statistics of verify mode.
    pub fn verifier(&self) -> Option<&Verifier> {
        self.verifier.as_ref()
    }
}
