//! From a finished recording to installed machine code, and back out again.

use super::policy::{forget_root, loop_state, patch_loop};
use super::trial::Visits;
use super::Jit;
use crate::abort::Abort;
use crate::record::Start;
use crate::store::{Compiled, LinkParam};
use adder_bytecode::dis::disassemble;
use adder_bytecode::Op;
use adder_codegen::abi::Runtime;
use adder_codegen::asm::{CompileError, CompileOptions, TypedEntry};
use adder_codegen::regalloc::Loc;
use adder_vm::Vm;
use std::collections::hash_map::Entry;
use std::mem::offset_of;
use std::time::Instant;

impl Jit {
    fn runtime(vm: &Vm) -> Runtime {
        Runtime {
            heap_int_shape: vm.types.int.root_shape.0,
            int_helper: crate::helpers::int_op as *const () as u64,
            box_int_helper: crate::helpers::box_int as *const () as u64,
            barrier_helper: crate::helpers::barrier as *const () as u64,
            publish_offset: offset_of!(Vm, published_exit) as i32,
            exit_state_offset: 0,
        }
    }

    /// The recording is over. The time from here to the moment the code can be entered is the
    /// trace's compile time.
    pub(super) fn finish(&mut self, vm: &mut Vm) {
        let start = Instant::now();
        let id = self.compile(vm);
        self.budget.spend(start.elapsed());
        if let Some(id) = id {
            let ns = start.elapsed().as_nanos() as u64;
            if let Some(c) = self.store.get_mut(id) {
                c.compile_ns = ns;
                self.stats.installed(c, ns);
            }
        }
    }

    /// The recorded trace becomes machine code; its number.
    fn compile(&mut self, vm: &mut Vm) -> Option<u32> {
        vm.recording = false;
        let mut rec = self.rec.take()?;
        let done = rec.finished.take()?;
        let valid = self.rec_valid.take()?;
        let changed = vm.watch.end_log();
        if rec.watches.iter().any(|w| changed.contains(w)) {
            self.stats.abort(Abort::Changed);
            self.penalise(&rec, Abort::Changed, 1);
            return None;
        }
        let recorded = done.trace.clone();
        let mut trace = done.trace;
        let dump = self.options.dump;
        if dump.bytecode {
            let unit = &rec.root_code.unit;
            self.dump(&format!("bytecode of {}", trace.name), &disassemble(unit));
        }
        if dump.trace {
            self.dump("recorded", &trace.to_string());
        }
        if let Err(e) = self.opt.optimise(&mut trace) {
            if self.options.dump.ir {
                self.dump("not optimised", &e.to_string());
            }
            self.stats.abort(Abort::Compiler);
            self.penalise(&rec, Abort::Compiler, 2);
            return None;
        }
        if dump.ir {
            self.dump("optimised", &trace.to_string());
        }
        if let Start::Side { trace, .. } = rec.start {
            // The parent died in a call made by the recorded code.
            if self.store.get(trace).is_none_or(|c| c.dead) {
                self.stats.abort(Abort::Superseded);
                return None;
            }
        }
        let mut links: Vec<TypedEntry> = Vec::with_capacity(trace.links.len());
        for l in &trace.links {
            // The target may have died since, in a call made by the recorded code.
            let Some(target) = self.store.get(l.target as u32).filter(|c| !c.dead) else {
                self.stats.abort(Abort::Superseded);
                self.penalise(&rec, Abort::Superseded, 1);
                return None;
            };
            links.push(target.code.typed.clone());
        }
        let side = matches!(rec.start, Start::Side { .. });
        let bindings: Option<Vec<Loc>> = side.then(|| {
            // Parameters that the optimiser dropped have no binding; the slot field is the index.
            trace.params.iter().map(|p| self.rec_bindings[p.slot as usize]).collect()
        });
        let exit_base = self.store.next_exit_base();
        let options = CompileOptions {
            runtime: Self::runtime(vm),
            exit_base,
            bindings: bindings.as_deref(),
            links: &links,
            listing: dump.asm || dump.regs,
            check: false,
        };
        let code = match self.space.compile(&trace, &options) {
            Ok(code) => code,
            Err(e) => {
                let why = match e {
                    CompileError::Arena(_) => Abort::CodeMemory,
                    CompileError::Alloc(_) => Abort::Registers,
                    _ => Abort::Compiler,
                };
                self.stats.abort(why);
                if why == Abort::CodeMemory {
                    self.flush(vm);
                    self.penalise(&rec, why, 1);
                } else {
                    self.penalise(&rec, why, 2);
                }
                return None;
            }
        };
        if dump.snapshots {
            self.dump("snapshots", &crate::dump::snapshots(&trace, &code, &rec.metas));
        }
        if dump.regs {
            self.dump("registers", &crate::dump::registers(&code));
        }
        if let Some(listing) = code.listing.as_ref().filter(|_| dump.asm) {
            self.dump("machine code", listing);
        }
        let params = trace
            .params
            .iter()
            .zip(trace.block_params(adder_codegen::ir::BlockId::new(0)))
            .map(|(p, r)| LinkParam {
                slot: p.slot,
                ty: trace.ty(r),
                class: p.class,
                modified: rec.modified(p.slot),
            })
            .collect();
        let (file, line, function) = Self::describe(rec.root_code, rec.header);
        let visits = Visits::new(&trace);
        let id = self.store.next_id();
        let exits = vec![Default::default(); code.exits.len()];
        let typed = code.typed.address;
        if self.options.perf_map {
            crate::stats::perf_map(code.entry.max(typed), code.len, &trace.name);
        }
        let entry = code.entry;
        let worth = rec.worth_entering();
        let mut compiled = Compiled {
            id,
            name: trace.name.to_string(),
            trace,
            recorded,
            code,
            metas: std::mem::take(&mut rec.metas),
            exits,
            exit_base,
            header: rec.header,
            code_id: rec.root_code.id,
            linked_from: Vec::new(),
            roots: rec.roots.clone(),
            sites: std::mem::take(&mut rec.sites),
            handovers: std::mem::take(&mut rec.handovers),
            root: matches!(rec.start, Start::Root | Start::Entry),
            inner: rec.inner_root(id).map(|(header, _)| header),
            entry: matches!(rec.start, Start::Entry),
            root_code: rec.root_code,
            parent: None,
            params,
            watches: rec.watches.clone(),
            valid,
            dead: false,
            enters: 0,
            visits,
            compile_ns: 0,
            recorded_ops: rec.count,
            file,
            line,
            function,
        };
        compiled.trace.shrink();
        let targets: Vec<u32> = compiled.trace.links.iter().map(|l| l.target as u32).collect();
        // Dead traces go when a collection finds their code objects dead.
        vm.heap.note_external(compiled.bytes());
        self.store.add(Box::new(compiled));
        self.place(rec.root_code, rec.header).family += 1;
        for t in targets {
            if let Some(c) = self.store.get_mut(t) {
                c.linked_from.push(id);
            }
        }
        // Heap constants live as long as the code object the trace starts in.
        let mut owner = rec.root_code;
        owner.trace_roots.extend_from_slice(&rec.roots);
        vm.heap.barrier(owner);
        self.notice_deaths(vm);
        for w in &rec.watches {
            // A watchpoint that cannot be set any more (it tripped meanwhile) kills the trace.
            if !vm.watch.watch(*w) {
                self.kill(id);
                return Some(id);
            }
            self.deps.entry(*w).or_default().push(id);
        }
        match rec.start {
            Start::Inner { trace, exit } => {
                // The exit that led here gets a side trace that jumps here.
                if let Some(parent) = self.store.get_mut(trace) {
                    parent.exits[exit as usize].count = 0;
                }
                if let Some((header, root)) = rec.inner_root(id) {
                    self.store.links.borrow_mut().add_inner(header, root);
                }
            }
            Start::Root | Start::Entry => {
                let mut code = rec.root_code;
                let info = self.place(code, rec.header);
                info.roots.push(id);
                info.refused = 0;
                if matches!(rec.start, Start::Entry) {
                    code.entry_trace = id;
                    code.entry_code = entry as *const u8;
                    code.entry_counter = if worth { 1 } else { u32::MAX };
                } else {
                    // SAFETY: the recording started at this loop header of this code.
                    unsafe { (*loop_state(code, rec.header)).trace = id };
                    patch_loop(code, rec.header, Op::LoopJit);
                }
            }
            Start::Side { trace, exit } => {
                if let Some(parent) = self.store.get_mut(trace) {
                    parent.exits[exit as usize].side = id + 1;
                }
                let mut before = None;
                if let Some(parent) = self.store.get(trace) {
                    let info = &parent.code.exits[exit as usize];
                    before = self.space.exit_target(&parent.code, info);
                    self.space.patch_exit(&parent.code, info, typed);
                }
                if let (Some(c), Some(target)) = (self.store.get_mut(id), before) {
                    c.parent = Some((trace, exit, target));
                }
            }
        }
        Some(id)
    }

    /// A trace's assumptions no longer hold: nobody enters it again, running code leaves at its
    /// next validity check. Traces that jump into it die, too: they would only be left at once.
    pub(super) fn kill(&mut self, id: u32) {
        if !self.store.bury(id) {
            return;
        }
        self.stats.invalidated += 1;
        let Some(c) = self.store.get(id) else { return };
        let (place, parent, root, entry, code) = (c.header, c.parent, c.root, c.entry, c.root_code);
        let mut others = c.linked_from.clone();
        others.extend(c.exits.iter().filter_map(|e| e.side.checked_sub(1)));
        // A side trace is entered by a jump in its parent: put the exit back.
        if let Some((trace, exit, target)) = parent {
            if let Some(p) = self.store.get(trace) {
                let info = &p.code.exits[exit as usize];
                // Code memory is shared with the process that checks this one.
                if self.child.is_none() {
                    self.space.patch_exit(&p.code, info, target);
                }
            }
            if let Some(p) = self.store.get_mut(trace) {
                let e = &mut p.exits[exit as usize];
                e.side = 0;
                e.count = 0;
                e.attempts += 1;
            }
        }
        if let Some(info) = self.loops.get_mut(&(place as usize)) {
            info.family = info.family.saturating_sub(1);
            if root {
                info.roots.retain(|r| *r != id);
                let other = info.roots.first().copied().unwrap_or(0);
                let address =
                    self.store.get(other).map_or(std::ptr::null(), |c| c.code.entry as *const u8);
                // What falls again and again is worth less each time.
                let again =
                    self.options.loop_threshold.max(1).saturating_mul(1 << info.fallen.min(6));
                info.fallen += 1;
                forget_root(code, place, entry, id, (other, address), again);
            }
        }
        for t in others {
            self.kill(t);
        }
    }

    /// Code objects die when their memory is swept, which is reported at the next collection only.
    /// Whoever is about to touch the code objects of traces asks first.
    pub fn notice_deaths(&mut self, vm: &mut Vm) {
        let dead = std::mem::take(&mut vm.heap.dead_codes);
        adder_vm::tier::Tier::codes_died(self, &dead);
    }

    /// Frees the memory of dead traces, if nothing runs.
    pub(super) fn sweep(&mut self, vm: &mut Vm) {
        self.notice_deaths(vm);
        if self.activations.is_empty() {
            for id in std::mem::take(&mut self.store.graveyard) {
                self.free(id, true);
            }
        }
    }

    /// Gives back what a dead trace occupies. `code_alive`: the code object it starts in exists.
    pub(super) fn free(&mut self, id: u32, code_alive: bool) {
        let Some(c) = self.store.take(id) else { return };
        self.stats.bury(&c);
        self.space.free(&c.code);
        for w in &c.watches {
            if let Entry::Occupied(mut e) = self.deps.entry(*w) {
                e.get_mut().retain(|t| *t != id);
                if e.get().is_empty() {
                    e.remove();
                }
            }
        }
        if code_alive {
            let mut owner = c.root_code;
            owner.trace_roots.clear();
            for t in self.store.of_code(c.code_id) {
                if let Some(c) = self.store.get(t) {
                    owner.trace_roots.extend_from_slice(&c.roots);
                }
            }
        }
    }

    /// Code memory is full: everything starts anew. What runs at the moment is freed later.
    fn flush(&mut self, vm: &mut Vm) {
        self.notice_deaths(vm);
        let all: Vec<u32> = self.store.iter().map(|c| c.id).collect();
        for id in all {
            self.kill(id);
        }
        self.stats.flushes += 1;
        self.sweep(vm);
    }
}
