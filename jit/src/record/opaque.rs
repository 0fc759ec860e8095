//! Calls that are not inlined.
//!
//! A residual call may run Python code of any length. What a call instruction of the trace runs, the
//! interpreter runs unobserved (`Vm::call_whole`); what other instructions push frames for while
//! recording, the recorder sees and looks away: [`Opaque`] remembers where it happened, and every
//! step above that depth is ignored until control is back behind the instruction. A callee that does
//! not come back that way (it raised) ends the recording.
//!
//! What is called instead of inlined: recursion, functions with other number rules, and functions whose inlining failed before
//! (`Code::not_inlined`: they contain a loop with a trace of its own, something the recorder cannot
//! describe, too much code).
//!
//! Example: `for x in rows: total += work(x)` where `work` contains a hot loop. The first recording
//! gives up inside `work`; the second one records `v7 = call call_function(cx, window, site)`.

use super::{Rec, Recorder, SVal};
use crate::abort::Abort;
use crate::helpers::{call_function, CallSite, NO_ROOM};
use adder_bytecode::Instr;
use adder_codegen::ir::{self, Op as Ir, Type};
use adder_vm::interp::frame::Frame;
use adder_vm::object::{Code, Function, Gc};
use adder_vm::watch::WatchId;
use adder_vm::Vm;

/// Instructions a call may take while the recorder waits: meanwhile no compiled code is entered.
const MAX_STEPS: usize = 200_000;

/// A call in progress.
pub(super) struct Opaque {
    /// Depth of the frame stack in the caller.
    depth: usize,
    /// Where the caller goes on, one way or the other.
    resume: [*const Instr; 2],
    pushed: bool,
    returned: bool,
    steps: usize,
    /// The callee is native.
    native: bool,
}

impl Recorder {
    /// Whatever the current instruction calls is not looked at.
    pub(super) fn call_opaque(&mut self) {
        let depth = self.root_depth + self.frames.len() - 1;
        // SAFETY: the instruction behind one that falls through is in the same code.
        let resume = unsafe { self.pc.add(1) };
        let resume = [resume; 2];
        let (pushed, returned, native) = (false, false, false);
        self.opaque = Some(Opaque { depth, resume, pushed, returned, steps: 0, native });
    }

    /// The call in progress is one of a native.
    pub(super) fn opaque_is_native(&mut self) {
        if let Some(o) = &mut self.opaque {
            o.native = true;
        }
    }

    /// The current instruction, which called, may also go on at `target`.
    pub(super) fn set_opaque_target(&mut self, target: usize) {
        let code = self.top().code;
        if let Some(o) = &mut self.opaque {
            // SAFETY: a jump target inside the code.
            o.resume[1] = unsafe { code.code.add(target) };
        }
    }

    /// Is the step about to happen inside a call not looked at?
    pub(super) fn inside_opaque(&mut self, vm: &Vm, pc: *const Instr) -> Rec<bool> {
        let Some(o) = &mut self.opaque else { return Ok(false) };
        let depth = vm.frames.depth(vm.frame);
        if depth > o.depth {
            o.steps += 1;
            if o.steps > MAX_STEPS {
                return Err(Abort::TooLong);
            }
            return Ok(true);
        }
        let back = depth == o.depth && o.resume.contains(&pc) && (!o.pushed || o.returned);
        self.opaque = None;
        if back {
            Ok(false)
        } else {
            Err(Abort::Raises)
        }
    }

    /// The call in progress is looked at after all.
    pub(super) fn opaque_ended(&mut self) {
        self.opaque = None;
    }

    /// A frame was pushed. True: by a call not looked at.
    pub(super) fn opaque_push(&mut self, vm: &mut Vm) -> bool {
        let Some(o) = &mut self.opaque else { return false };
        if o.native && !o.pushed {
            // What a native hands over to and what is not inlined runs as a whole.
            vm.call_whole = true;
            return true;
        }
        o.pushed = true;
        if vm.frames.depth(vm.frame) == o.depth + 1 {
            o.returned = false;
        }
        true
    }

    /// Frames were made for a trace below, so that all above this depth have moved up.
    pub fn frames_moved(&mut self, depth: usize, by: usize) {
        if self.root_depth > depth {
            self.root_depth += by;
            if let Some(o) = &mut self.opaque {
                o.depth += by;
            }
        }
    }

    /// The current frame returns.
    pub fn frame_popped(&mut self, vm: &Vm) {
        if let Some(o) = &mut self.opaque {
            if self.in_native == 0 && vm.frames.depth(vm.frame) == o.depth + 1 {
                o.returned = true;
            }
        }
    }

    /// Does an exception raised now concern the recording?
    pub fn sees_exception(&self, vm: &Vm) -> bool {
        let inside = self.opaque.as_ref().is_some_and(|o| vm.frames.depth(vm.frame) > o.depth);
        self.in_native == 0 && !inside
    }

    /// Is a function to be called instead of inlined?
    pub(super) fn calls_opaquely(&self, code: Gc<Code>) -> bool {
        // Natives ask the running frame which number rules hold, and while a trace runs that is the
        // frame it started in.
        let same_rules = code.numba == self.frames[0].code.numba;
        !same_rules || code.not_inlined || self.frames.iter().any(|f| f.code == code)
    }

    /// The innermost (or outermost) inlined function is to be called by the next recording. `None`:
    /// nothing was inlined that is not to blame already.
    pub(super) fn call_instead(&mut self, outermost: bool) -> Option<Abort> {
        let inlined = self.frames.get_mut(self.start_frames..)?;
        let f = if outermost { inlined.first_mut() } else { inlined.last_mut() }?;
        if f.code.not_inlined {
            return None;
        }
        f.code.not_inlined = true;
        Some(Abort::NotInlined)
    }

    /// A recording failed. Will the next one do without the function that is to blame?
    pub fn blame(&mut self, why: Abort) -> bool {
        match why {
            Abort::Unsupported
            | Abort::UnexpectedFrame
            | Abort::Generator
            | Abort::Handler
            | Abort::Import
            | Abort::TooDeep => self.call_instead(false).is_some(),
            _ => false,
        }
    }

    /// Calls a Python function as a whole out of the root frame: through its own trace if it has
    /// one by then, else in a nested run of the interpreter.
    pub(super) fn whole_call(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        func: Gc<Function>,
        args: &[SVal],
        args_at: usize,
    ) -> Rec<bool> {
        self.watch(WatchId::Function(func.addr()));
        for (k, a) in args.iter().enumerate() {
            let slot = args_at + k;
            let w = self.boxed(*a)?;
            self.b.store_slot(slot as u32, w);
            self.note_memory(slot, *a);
        }
        self.roots.extend([func.value(), func.code.value()]);
        let site = Box::new(CallSite {
            // Its window is where the arguments are.
            frame: Frame::fresh(func.code, func.value(), func.globals, std::ptr::null_mut()),
            // SAFETY: the instruction after a call lies in the same code.
            pc: unsafe { self.pc.add(1) },
            nargs: args.len(),
        });
        let place = self.b.named_ptr(&*site as *const CallSite as u64, false, "site");
        self.sites.push(site);
        let window = self.window_at(args_at);
        self.state_changed();
        let before = self.snapshot();
        let raised = self.raise_snapshot();
        let address = call_function as *const () as u64;
        let r =
            self.call_vm("call_function", address, &[window, place], Type::Val, ir::Effects::ANY);
        // No room on the native stack: nothing has happened, the interpreter makes the call.
        let refused = self.b.val(NO_ROOM);
        self.b.guard2(Ir::GuardNe, r, refused, before);
        let undef = self.b.val(0);
        let guard = self.b.guard2(Ir::GuardNe, r, undef, raised);
        self.note_call(guard);
        // The callee's window was there.
        self.in_memory.truncate(args_at);
        self.after_call();
        self.set_ref(i.a(), r);
        vm.call_whole = true;
        Ok(true)
    }
}
