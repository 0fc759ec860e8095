//! The driver's side of verify mode: traces are entered in a child process, the interpreter
//! repeats what they did, and only then the exit counts ([`crate::verify`]).

use super::Jit;
use crate::deopt::{self, After};
use crate::verify::{Left, Trial, Verdict, Verifier, STATUS};
use adder_bytecode::Instr;
use adder_codegen::asm::ExitState;
use adder_vm::tier::TraceExit;
use adder_vm::Vm;

/// What an observed instruction means to the driver.
pub(super) enum Checked {
    /// No check is going on.
    Idle,
    /// Keep on observing.
    Go,
    /// The check is over; a side trace may have begun to be recorded.
    Over,
}

impl Jit {
    /// May traces be entered in this process now?
    pub(super) fn may_enter(&self) -> bool {
        !self.in_child && !self.is_checking()
    }

    pub(super) fn is_checking(&self) -> bool {
        self.verifier.as_ref().is_some_and(|v| v.stretch.is_some())
    }

    /// As `run_roots`, in a child. `None`: no trace takes these types.
    pub(super) fn check_loop(&mut self, vm: &mut Vm, pc: *const Instr) -> Option<TraceExit> {
        let mut verifier = self.verifier.take()?;
        let trial = verifier.attempt(vm, pc, |vm| {
            self.in_child = true;
            vm.recording = true;
            let mut state = ExitState::default();
            let (root, number) = self.run_roots(vm, pc, &mut state)?;
            let after = self.rebuild(vm, number, &state);
            // SAFETY: the frame that was just rebuilt is live.
            let at = unsafe { (*vm.frame).pc };
            Some(Left {
                root,
                number,
                depth: vm.frames.depth(vm.frame),
                pc: at as usize,
                raised: after == After::Raised,
            })
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
                // SAFETY: the current frame is live; the interpreter goes on at the header itself.
                unsafe { (*vm.frame).pc = pc };
                Some(TraceExit::Record)
            }
            Trial::Crashed(why) => {
                let name = self.loops.get(&(pc as usize)).and_then(|l| l.roots.first().copied());
                self.internal_error(vm, name, None, &why)
            }
        }
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
                if let Some(left) = left.filter(|_| counts) {
                    let after = if left.raised { After::Raised } else { After::Resume };
                    self.took_exit(vm, left.number, after);
                }
                Checked::Over
            }
            Verdict::Wrong(why) => {
                let left = verifier.stretch.as_ref().map(|s| s.left);
                let trace = left.and_then(|l| self.store.trace_of_exit(l.number));
                self.internal_error(vm, trace, left, &why)
            }
        }
    }

    /// The program ends: a stretch still open is one that the interpreter left.
    pub fn end_of_program(&mut self, vm: &mut Vm) {
        if self.is_checking() {
            let left = self.verifier.as_ref().and_then(|v| v.stretch.as_ref()).map(|s| s.left);
            let trace = left.and_then(|l| self.store.trace_of_exit(l.number));
            let why = "the program ended before it came to where the trace left";
            self.internal_error(vm, trace, left, why)
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

    /// Rebuilds the interpreter's state for an exit.
    pub(super) fn rebuild(&mut self, vm: &mut Vm, number: u32, state: &ExitState) -> After {
        let Some(c) = self.store.trace_of_exit(number).and_then(|id| self.store.get(id)) else {
            return After::Resume;
        };
        let at = (number - c.exit_base) as usize;
        let info = c.code.exits[at].clone();
        deopt::restore(vm, c, &info, state)
    }
}
