//! Calls that are not inlined: the trace calls the interpreter, and the recorder looks away while
//! it watches the very same call being executed.
//!
//! A residual call may run Python code of any length. While recording, the interpreter pushes the
//! callee's frames where the recorder sees them; [`Opaque`] remembers where the call was made, and
//! every step above that depth is ignored until control is back behind the instruction. A callee
//! that does not come back that way (it raised) ends the recording.
//!
//! What is called instead of inlined: functions whose inlining failed before (they contain a loop
//! with a trace of its own, something the recorder cannot describe, too much code; the driver
//! collects them in `no_inline`), and recursion beyond [`MAX_RECURSION`].
//!
//! Example: `for x in rows: total += work(x)` where `work` contains a hot loop. The first recording
//! gives up inside `work`; the second one records `v7 = call call(cx, 0, window, 1)` for it.

use super::{Rec, Recorder};
use crate::abort::Abort;
use adder_bytecode::Instr;
use adder_vm::object::{Code, Gc};
use adder_vm::Vm;

/// Frames of one function that a trace inlines into each other.
const MAX_RECURSION: usize = 3;
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
}

impl Recorder {
    /// Whatever the current instruction calls is not looked at.
    pub(super) fn call_opaque(&mut self) {
        let depth = self.root_depth + self.frames.len() - 1;
        // SAFETY: the instruction behind one that falls through is in the same code.
        let resume = unsafe { self.pc.add(1) };
        let resume = [resume; 2];
        self.opaque = Some(Opaque { depth, resume, pushed: false, returned: false, steps: 0 });
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

    /// A frame was pushed. True: by a call not looked at.
    pub(super) fn opaque_push(&mut self, vm: &Vm) -> bool {
        let Some(o) = &mut self.opaque else { return false };
        o.pushed = true;
        if vm.frames.depth(vm.frame) == o.depth + 1 {
            o.returned = false;
        }
        true
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

    /// Should a call of this code be left to the interpreter?
    pub(super) fn calls_opaquely(&self, code: Gc<Code>) -> bool {
        self.no_inline.contains(&code.id)
            || self.frames.iter().filter(|f| f.code == code).count() >= MAX_RECURSION
    }

    /// The inlined function that made a recording fail, if leaving it alone may help.
    pub fn to_blame(&self, why: Abort) -> Option<u32> {
        let inlined = self.frames.get(self.start_frames..)?;
        let last = match why {
            Abort::TooLong => inlined.first(),
            Abort::Raises | Abort::ModelMismatch | Abort::Unstable | Abort::Registers => None,
            _ => inlined.last(),
        };
        last.map(|f| f.code.id)
    }
}
