//! When a place is recorded, how often, and when it is given up.

use super::{Jit, MAX_ATTEMPTS};
use crate::abort::Abort;
use crate::record::{Recorder, Start};
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::Type;
use adder_vm::object::{Code, Gc};
use adder_vm::Vm;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Instant;

impl Jit {
    /// Gives a recorder the questions it may ask about compiled traces.
    pub(super) fn equip(&self, rec: &mut Recorder) {
        let mut heads: HashMap<usize, Vec<u32>> = HashMap::new();
        let mut params: HashMap<u32, Vec<(u32, Type, bool)>> = HashMap::new();
        for c in self.store.iter().filter(|c| c.root && !c.dead) {
            heads.entry(c.header as usize).or_default().push(c.id);
            params.insert(c.id, c.params.clone());
        }
        rec.linkable = Rc::new(move |pc| heads.get(&(pc as usize)).cloned().unwrap_or_default());
        rec.loop_budget = self.verifier.as_ref().map(|v| v.shared.budget_address());
        rec.link_params = Rc::new(move |id| params.get(&id).cloned().unwrap_or_default());
    }

    pub(super) fn start_root(&mut self, vm: &mut Vm, pc: *const Instr) {
        let code = vm.code();
        let valid = Box::new(0u8);
        let flag = &*valid as *const u8 as u64;
        let mut rec = Recorder::root(vm, pc, self.name(code, pc), flag);
        self.equip(&mut rec);
        self.rec_valid = Some(valid);
        self.rec = Some(Box::new(rec));
        self.rec_started = Some(Instant::now());
        self.rec_bindings.clear();
        vm.recording = true;
        self.stats.recordings += 1;
    }

    /// Begins recording where exit `exit` of trace `id` has just left. False: not possible.
    pub(super) fn start_side(&mut self, vm: &mut Vm, id: u32, exit: usize) -> bool {
        let Some(parent) = self.store.get(id) else { return false };
        let info = parent.code.exits[exit].clone();
        let header = parent.header;
        let root_code = {
            let t = &parent.trace;
            let frames = t.frames_of(info.snap);
            let Some(f) = frames.first() else { return false };
            parent.metas[f.code as usize].code
        };
        let name = self.name(root_code, header);
        let valid = Box::new(0u8);
        let flag = &*valid as *const u8 as u64;
        let Some(parent) = self.store.get(id) else { return false };
        let started = Recorder::side(vm, parent, exit as u32, &info, name, flag);
        let Some((mut rec, bindings)) = started else { return false };
        self.equip(&mut rec);
        self.rec_valid = Some(valid);
        self.rec = Some(Box::new(rec));
        self.rec_started = Some(Instant::now());
        self.rec_bindings = bindings;
        vm.recording = true;
        self.stats.recordings += 1;
        true
    }

    /// A recording ended without a trace.
    pub(super) fn abort(&mut self, vm: &mut Vm, why: Abort) {
        vm.recording = false;
        let Some(rec) = self.rec.take() else { return };
        self.rec_valid = None;
        self.stats.abort(why);
        match rec.start {
            Start::Root => {
                let again = self.options.loop_threshold.max(1);
                let info = self.loops.entry(rec.header as usize).or_default();
                info.last_abort = Some(why);
                info.attempts += 1;
                let dead = info.attempts >= MAX_ATTEMPTS;
                info.blacklisted = dead;
                let penalty =
                    if dead { u32::MAX } else { again.saturating_mul(1 << info.attempts) };
                set_counter(rec.root_code, rec.header, penalty);
            }
            Start::Side { trace, exit } => {
                if let Some(c) = self.store.get_mut(trace) {
                    let e = &mut c.exits[exit as usize];
                    e.attempts += 1;
                    e.count = 0;
                }
            }
        }
    }

    /// Compiling failed: as an abort.
    pub(super) fn fail(&mut self, rec: &Recorder) {
        match rec.start {
            Start::Root => {
                let info = self.loops.entry(rec.header as usize).or_default();
                info.attempts += 2;
                info.last_abort = Some(Abort::Compiler);
                info.blacklisted = info.attempts >= MAX_ATTEMPTS;
                let n = if info.blacklisted { u32::MAX } else { self.options.loop_threshold * 16 };
                set_counter(rec.root_code, rec.header, n);
            }
            Start::Side { trace, exit } => {
                if let Some(c) = self.store.get_mut(trace) {
                    c.exits[exit as usize].attempts += 1;
                    c.exits[exit as usize].count = 0;
                }
            }
        }
    }
}

/// Rewrites a loop header's instruction.
pub fn patch_loop(code: Gc<Code>, header: *const Instr, op: Op) {
    let at = code.index_of(header);
    // SAFETY: the header is an instruction of this code; instructions are plain words.
    unsafe {
        let p = code.code.add(at);
        *p = (*p).with_op(op);
    }
}

pub fn set_counter(code: Gc<Code>, header: *const Instr, n: u32) {
    // SAFETY: as for `patch_loop`; the loop index comes from the instruction.
    unsafe {
        let i = *header;
        let state = code.loops.offset(i.bc());
        (*state).counter = n;
    }
}
