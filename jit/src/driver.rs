//! The tier: when to record, when to compile, which trace to run.
//!
//! ```text
//! counter runs out -> Recording -> optimise -> allocate and assemble -> install
//!                         |  abort: penalty, then blacklisted
//! exit gets hot    -> Recording (side) -> ... -> patched into its parent's exit
//! ```

use crate::abort::Abort;
use crate::deopt::{self, After};
use crate::options::Options;
use crate::record::{Recorder, Start, Step};
use crate::stats::Stats;
use crate::store::{Compiled, LinkParam, Store, MAX_EXIT_ATTEMPTS};
use adder_bytecode::{Instr, Op};
use adder_codegen::abi::Runtime;
use adder_codegen::asm::x64::X64;
use adder_codegen::asm::{
    CodeSpace, CompileError, CompileOptions, ExitState, TypedEntry, ENTRY_REFUSED,
};
use adder_codegen::opt::OptCx;
use adder_codegen::regalloc::Loc;
use adder_vm::heap::Marker;
use adder_vm::object::{Code, Gc, Str};
use adder_vm::tier::{HotAction, Observer, Tier, TraceExit};
use adder_vm::watch::WatchId;
use adder_vm::{Value, Vm};
use std::collections::HashMap;
use std::mem::offset_of;
use std::rc::Rc;
use std::time::Instant;

/// Root traces of one loop header (by types at entry).
const MAX_ROOTS: usize = 8;
/// Recording attempts of a loop before it is left to the interpreter for good.
const MAX_ATTEMPTS: u32 = 6;
/// Traces that one root and its side traces may be.
const MAX_FAMILY: usize = 64;

/// What is known of a loop header.
#[derive(Default, Clone, Debug)]
pub struct LoopInfo {
    pub roots: Vec<u32>,
    pub attempts: u32,
    pub refused: u32,
    pub blacklisted: bool,
    pub last_abort: Option<Abort>,
    pub code_id: u32,
    pub file: String,
    pub line: u32,
    pub function: String,
}

/// The JIT.
pub struct Jit {
    pub options: Options,
    pub store: Store,
    pub stats: Stats,
    pub loops: HashMap<usize, LoopInfo>,
    space: CodeSpace<X64>,
    opt: OptCx,
    rec: Option<Box<Recorder>>,
    rec_started: Option<Instant>,
    rec_valid: Option<Box<u8>>,
    rec_bindings: Vec<Loc>,
    retries: u32,
    deps: HashMap<WatchId, Vec<u32>>,
    /// Traces being executed (nested through residual calls).
    running: u32,
}

impl Jit {
    /// A JIT for a VM; the error says what this machine lacks.
    pub fn new(options: Options) -> Result<Jit, CompileError> {
        let space = CodeSpace::new(X64::new()?, options.max_code)?;
        Ok(Jit {
            opt: OptCx::new(options.opt),
            options,
            store: Store::new(),
            stats: Stats::default(),
            loops: HashMap::new(),
            space,
            rec: None,
            rec_started: None,
            rec_valid: None,
            rec_bindings: Vec::new(),
            retries: 0,
            deps: HashMap::new(),
            running: 0,
        })
    }

    /// Plugs the JIT into a VM.
    pub fn install(self, vm: &mut Vm) {
        vm.loop_threshold = self.options.loop_threshold.max(1);
        vm.tier = Some(Box::new(self));
    }

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

    fn describe(code: Gc<Code>, header: *const Instr) -> (String, u32, String) {
        let file = code.filename.cast::<Str>().map_or("?".into(), |s| s.to_string_lossy());
        let at = code.index_of(header);
        let line = code
            .unit
            .loops
            .iter()
            .find(|l| l.header as usize == at)
            .map(|l| l.line)
            .or_else(|| code.unit.positions.get(at).map(|p| p.line))
            .unwrap_or(0);
        (file, line, code.unit.qualname.to_string())
    }

    fn name(&self, code: Gc<Code>, header: *const Instr) -> String {
        let (file, line, _) = Self::describe(code, header);
        let short = file.rsplit('/').next().unwrap_or(&file).to_string();
        format!("trace{}@{}:{}", self.store.next_id(), short, line)
    }

    /// Gives a recorder the questions it may ask about compiled traces.
    fn equip(&self, rec: &mut Recorder) {
        let mut heads: HashMap<usize, Vec<u32>> = HashMap::new();
        let mut params: HashMap<u32, Vec<LinkParam>> = HashMap::new();
        for c in self.store.iter().filter(|c| c.root && !c.dead) {
            heads.entry(c.header as usize).or_default().push(c.id);
            params.insert(c.id, c.params.clone());
        }
        rec.linkable = Rc::new(move |pc| heads.get(&(pc as usize)).cloned().unwrap_or_default());
        rec.link_params = Rc::new(move |id| params.get(&id).cloned().unwrap_or_default());
    }

    /// `unsigned`: registers to be held as unsigned ints.
    fn start_root(&mut self, vm: &mut Vm, pc: *const Instr, unsigned: Vec<u32>) {
        let code = vm.code();
        let valid = Box::new(0u8);
        let flag = &*valid as *const u8 as u64;
        let mut rec = Recorder::root(vm, pc, self.name(code, pc), flag, unsigned);
        self.equip(&mut rec);
        self.rec_valid = Some(valid);
        self.rec = Some(Box::new(rec));
        self.rec_started = Some(Instant::now());
        self.rec_bindings.clear();
        vm.recording = true;
        self.stats.recordings += 1;
    }

    /// Begins recording where exit `exit` of trace `id` has just left. False: not possible.
    fn start_side(&mut self, vm: &mut Vm, id: u32, exit: usize) -> bool {
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
    fn abort(&mut self, vm: &mut Vm, why: Abort) {
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

    /// The recorded trace becomes machine code.
    fn finish(&mut self, vm: &mut Vm) {
        vm.recording = false;
        let Some(mut rec) = self.rec.take() else { return };
        let Some(done) = rec.finished.take() else { return };
        let Some(valid) = self.rec_valid.take() else { return };
        let start = Instant::now();
        let recorded = done.trace.clone();
        let mut trace = done.trace;
        if self.options.dump.trace {
            self.dump(&format!("-- recorded --\n{trace}"));
        }
        if self.opt.optimise(&mut trace).is_err() {
            self.stats.abort(Abort::Compiler);
            self.fail(&rec);
            return;
        }
        if self.options.dump.ir {
            self.dump(&format!("-- optimised --\n{trace}"));
        }
        let links: Vec<TypedEntry> = trace
            .links
            .iter()
            .map(|l| {
                self.store.get(l.target as u32).map(|c| c.code.typed.clone()).unwrap_or_default()
            })
            .collect();
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
            listing: self.options.dump.asm,
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
                self.fail(&rec);
                return;
            }
        };
        let ns = start.elapsed().as_nanos() as u64;
        if let Some(listing) = &code.listing {
            self.dump(&format!("-- machine code --\n{listing}"));
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
        let id = self.store.next_id();
        self.stats.installed(rec.count, ns, code.len);
        let exits = vec![Default::default(); code.exits.len()];
        let typed = code.typed.address;
        if self.options.perf_map {
            crate::stats::perf_map(code.entry.max(typed), code.len, &trace.name);
        }
        let compiled = Compiled {
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
            root: !side,
            parent: None,
            params,
            watches: rec.watches.clone(),
            valid,
            dead: false,
            enters: 0,
            compile_ns: ns,
            recorded_ops: rec.count,
            file,
            line,
            function,
        };
        self.store.add(Box::new(compiled));
        // Heap constants live as long as the code object the trace starts in.
        let mut owner = rec.root_code;
        owner.trace_roots.extend_from_slice(&rec.roots);
        vm.heap.barrier(owner);
        for w in &rec.watches {
            // A watchpoint that cannot be set any more (it tripped meanwhile) kills the trace.
            if !vm.watch.watch(*w) {
                self.kill(id);
                return;
            }
            self.deps.entry(*w).or_default().push(id);
        }
        match rec.start {
            Start::Root => {
                let info = self.loops.entry(rec.header as usize).or_default();
                info.roots.push(id);
                info.refused = 0;
                info.code_id = rec.root_code.id;
                patch_loop(rec.root_code, rec.header, Op::LoopJit);
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
    }

    /// Compiling failed: as an abort.
    fn fail(&mut self, rec: &Recorder) {
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

    fn dump(&self, text: &str) {
        match &self.options.dump_file {
            Some(path) => {
                use std::io::Write;
                let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
                if let Ok(mut f) = file {
                    // A dump that cannot be written is not worth stopping the program for.
                    let _ = writeln!(f, "{text}");
                }
            }
            None => eprintln!("{text}"),
        }
    }

    /// A trace's assumptions no longer hold: nobody enters it again, running code leaves at its
    /// next validity check.
    fn kill(&mut self, id: u32) {
        let Some(c) = self.store.get_mut(id) else { return };
        if c.dead {
            return;
        }
        c.dead = true;
        *c.valid = 1;
        let header = c.header as usize;
        let parent = c.parent;
        self.stats.invalidated += 1;
        // A side trace is entered by a jump in its parent: put the exit back.
        if let Some((trace, exit, target)) = parent {
            if let Some(p) = self.store.get(trace) {
                let info = &p.code.exits[exit as usize];
                self.space.patch_exit(&p.code, info, target);
            }
            if let Some(p) = self.store.get_mut(trace) {
                let e = &mut p.exits[exit as usize];
                e.side = 0;
                e.count = 0;
                e.attempts += 1;
            }
        }
        if let Some(info) = self.loops.get_mut(&header) {
            info.roots.retain(|r| *r != id);
        }
    }

    fn family_size(&self, header: *const Instr) -> usize {
        self.store.iter().filter(|c| c.header == header && !c.dead).count()
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

/// Rewrites a loop header's instruction.
fn patch_loop(code: Gc<Code>, header: *const Instr, op: Op) {
    let at = code.index_of(header);
    // SAFETY: the header is an instruction of this code; instructions are plain words.
    unsafe {
        let p = code.code.add(at);
        *p = (*p).with_op(op);
    }
}

fn set_counter(code: Gc<Code>, header: *const Instr, n: u32) {
    // SAFETY: as for `patch_loop`; the loop index comes from the instruction.
    unsafe {
        let i = *header;
        let state = code.loops.offset(i.bc());
        (*state).counter = n;
    }
}

impl Tier for Jit {
    fn hot_loop(&mut self, vm: &mut Vm, code: Gc<Code>, pc: *const Instr) -> HotAction {
        let (file, line, function) = Self::describe(code, pc);
        let info = self.loops.entry(pc as usize).or_default();
        info.file = file;
        info.line = line;
        info.function = function;
        info.code_id = code.id;
        if info.blacklisted || vm.recording {
            set_counter(code, pc, u32::MAX);
            return HotAction::Continue;
        }
        // The next attempt waits as long as the first.
        set_counter(code, pc, self.options.loop_threshold.max(1));
        self.retries = 0;
        self.start_root(vm, pc, Vec::new());
        HotAction::Record
    }

    fn hot_entry(&mut self, _vm: &mut Vm, _code: Gc<Code>) -> HotAction {
        HotAction::Continue
    }

    fn enter_loop(&mut self, vm: &mut Vm, _code: Gc<Code>, pc: *const Instr) -> TraceExit {
        // Traces inline calls without counting frames: near the limit the interpreter does the
        // counting, and raises RecursionError exactly where it is due.
        if vm.frames.depth(vm.frame) + crate::record::MAX_DEPTH >= vm.recursion_limit {
            return TraceExit::Refused;
        }
        let roots = match self.loops.get(&(pc as usize)) {
            Some(info) => info.roots.clone(),
            None => Vec::new(),
        };
        // SAFETY: the current frame is live.
        let base = unsafe { (*vm.frame).base };
        for &id in &roots {
            let Some(c) = self.store.get_mut(id) else { continue };
            c.enters += 1;
            let entry = c.code.entry;
            let mut state = ExitState::default();
            self.running += 1;
            self.stats.enters += 1;
            // SAFETY: the entry is live code of this space, compiled for this VM's layout; the
            // frame base is the current frame's window and does not move.
            let number = unsafe {
                self.space.enter(entry, vm as *mut Vm as *mut u8, base as *mut u64, &mut state)
            };
            self.running -= 1;
            if number == ENTRY_REFUSED {
                continue;
            }
            return self.leave(vm, number, &state);
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
                self.start_root(vm, pc, Vec::new());
                return TraceExit::Record;
            }
        }
        TraceExit::Refused
    }

    fn enter_function(&mut self, _vm: &mut Vm, _code: Gc<Code>) -> TraceExit {
        TraceExit::Refused
    }

    fn invalidate(&mut self, _vm: &mut Vm, watch: WatchId) {
        let Some(ids) = self.deps.remove(&watch) else { return };
        for id in ids {
            self.kill(id);
        }
        // A recording that relies on it would be born dead; `finish` notices.
    }

    fn codes_died(&mut self, ids: &[u32]) {
        for id in ids {
            let gone: Vec<u32> =
                self.store.iter().filter(|c| c.code_id == *id).map(|c| c.id).collect();
            for t in gone {
                self.kill(t);
                if self.running == 0 {
                    if let Some(c) = self.store.traces[t as usize].take() {
                        self.space.free(&c.code);
                    }
                }
            }
            self.loops.retain(|_, l| l.code_id != *id);
        }
    }

    fn mark_roots(&self, marker: &mut Marker) {
        if let Some(rec) = &self.rec {
            marker.values(&rec.roots);
            marker.gc(rec.root_code);
        }
    }

    fn observer(&mut self) -> Option<&mut dyn Observer> {
        if self.rec.is_some() {
            Some(self)
        } else {
            None
        }
    }

    fn inspect(&mut self, _vm: &mut Vm, code: Gc<Code>) -> String {
        let mut out = String::new();
        for c in self.store.iter().filter(|c| c.code_id == code.id) {
            out.push_str(&format!("{}\n{}\n", c.name, c.trace));
        }
        out
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}

impl Observer for Jit {
    fn before_op(&mut self, vm: &mut Vm, pc: *const Instr) -> bool {
        let Some(rec) = self.rec.as_mut() else { return false };
        match rec.step(vm, pc) {
            Ok(Step::Go) => true,
            Ok(Step::Done) => {
                self.finish(vm);
                false
            }
            Err(Abort::Unstable) if self.retries < 3 && matches!(rec.start, Start::Root) => {
                // The types at the header have settled by one iteration: record again from here.
                self.retries += 1;
                self.stats.abort(Abort::Unstable);
                let unsigned = std::mem::take(&mut rec.unsigned_slots);
                self.start_root(vm, pc, unsigned);
                match self.rec.as_mut().map(|r| r.step(vm, pc)) {
                    Some(Ok(Step::Go)) => true,
                    _ => {
                        self.abort(vm, Abort::Unstable);
                        false
                    }
                }
            }
            Err(why) => {
                self.abort(vm, why);
                false
            }
        }
    }

    fn frame_pushed(&mut self, vm: &mut Vm) {
        if let Some(Err(why)) = self.rec.as_mut().map(|r| r.frame_pushed(vm)) {
            self.abort(vm, why);
        }
    }

    fn frame_popped(&mut self, _vm: &mut Vm, _value: Value) {}

    fn raised(&mut self, vm: &mut Vm) {
        if self.rec.as_ref().is_some_and(|r| r.in_native == 0) {
            self.abort(vm, Abort::Raises);
        }
    }

    fn native(&mut self, _vm: &mut Vm, begins: bool) {
        if let Some(r) = self.rec.as_mut() {
            if begins {
                r.in_native += 1;
            } else {
                r.in_native = r.in_native.saturating_sub(1);
            }
        }
    }
}
