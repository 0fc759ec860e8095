//! Running traces, and the frames that exist only in them.
//!
//! Before a call that may look at frames a trace publishes the number of an exit that describes its
//! frames (an exit nobody takes) and the address of its spill slots, which hold the values. Whoever
//! looks asks for [`Jit::materialise_frames`]: for every running trace, from the outermost, real
//! frames are made, below those of the callee. The trace's `valid` byte is set until it has left, which it
//! does at the validity check behind the call (or because the call raised).
//!
//! Invariants: what is published is that of the innermost activation; the others' is kept in the
//! [`Activation`] above. Whoever knows frames by address or depth across such calls is told when they move: activations
//! and the recording in progress, which may be of something that a trace called. A validity check never gets a side trace: it would begin in frames that may or may not
//! have been made.

use super::Jit;
use crate::deopt::{self, Forced};
use adder_vm::interp::frame::Frame;
use adder_vm::Vm;

/// A trace (and those it goes on to) between entry and exit.
#[derive(Debug)]
pub struct Activation {
    /// The frame it was entered in.
    root: *mut Frame,
    /// What the activation below has published.
    below: (u64, *const u64),
    forced: Option<Forced>,
}

impl Jit {
    pub(super) fn begin_activation(&mut self, vm: &mut Vm) {
        let below = (vm.published_exit, vm.published_slots);
        self.activations.push(Activation { root: vm.frame, below, forced: None });
        vm.published_exit = 0;
    }

    /// The innermost activation is over; its root frame is the current one, as it was before.
    pub(super) fn end_activation(&mut self, vm: &mut Vm) {
        self.ended = None;
        let Some(a) = self.activations.pop() else { return };
        (vm.published_exit, vm.published_slots) = a.below;
        if let Some(f) = &a.forced {
            let again = self
                .activations
                .iter()
                .any(|o| o.forced.as_ref().is_some_and(|o| o.trace == f.trace));
            if let Some(c) = self.store.get_mut(f.trace) {
                *c.valid = (c.dead || again) as u8;
            }
        }
        vm.frame = a.root;
        self.ended = a.forced;
    }

    pub(super) fn materialise_frames(&mut self, vm: &mut Vm) {
        for k in 0..self.activations.len() {
            let (number, slots) = match self.activations.get(k + 1) {
                Some(next) => next.below,
                None => (vm.published_exit, vm.published_slots),
            };
            if number == 0 || self.activations[k].forced.is_some() {
                continue;
            }
            let number = number as u32;
            let Some(c) = self.store.trace_of_exit(number).and_then(|id| self.store.get(id)) else {
                continue;
            };
            let info = c.code.exits[(number - c.exit_base) as usize].clone();
            let root = self.activations[k].root;
            // SAFETY: control is in a call of that activation: every call that gets here has
            // published, and the words are the last ones of that activation.
            let forced = unsafe { deopt::force(vm, c, &info, slots, root) };
            for a in &mut self.activations[k + 1..] {
                // SAFETY: the frames above have moved up.
                a.root = unsafe { a.root.add(forced.inlined) };
            }
            if let Some(rec) = &mut self.rec {
                rec.frames_moved(vm.frames.depth(root), forced.inlined);
            }
            if let Some(c) = self.store.get_mut(forced.trace) {
                *c.valid = 1;
            }
            self.activations[k].forced = Some(forced);
        }
        vm.set_hidden_frames(0);
    }

    /// Objects that only running traces know.
    pub(super) fn mark_forced(&self, marker: &mut adder_vm::heap::Marker) {
        let running = self.activations.iter().filter_map(|a| a.forced.as_ref());
        for f in running.chain(&self.ended) {
            for (_, o) in &f.objects {
                marker.values(&[*o]);
            }
        }
    }
}
