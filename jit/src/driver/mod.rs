//! The tier: when to record, when to compile, which trace to run.
//!
//! ```text
//! counter runs out -> Recording -> optimise -> allocate and assemble -> install
//!                         |  abort: penalty, then blacklisted
//! exit gets hot    -> Recording (side) -> ... -> patched into its parent's exit
//! ```
//! [`policy`] decides what is recorded and what is given up, [`install`] makes machine code of a
//! recording, [`enter`] runs it and deals with its exits.

mod activation;
mod budget;
mod check;
mod enter;
mod inner;
mod install;
mod policy;
pub mod trial;

use crate::abort::Abort;
use crate::deopt::Forced;
use crate::dump::Dumper;
use crate::liveness::LivenessCache;
use crate::options::Options;
use crate::record::MAX_UNROLL;
use crate::record::{Recorder, Start, Step};
use crate::stats::Stats;
use crate::store::Store;
use crate::verify::child::Shared;
use crate::verify::Verifier;
use adder_bytecode::Instr;
use adder_codegen::asm::x64::X64;
use adder_codegen::asm::{CodeSpace, CompileError, ExitState, RETURNED};
use adder_codegen::opt::OptCx;
use adder_codegen::regalloc::Loc;
use adder_vm::heap::Marker;
use adder_vm::object::{Code, Gc, Str};
use adder_vm::tier::{Door, HotAction, Observer, Tier, TraceExit};
use adder_vm::watch::WatchId;
use adder_vm::{Value, Vm};
use check::Checked;
use policy::set_counter;
use std::collections::HashMap;
use std::rc::Rc;

/// Root traces of one loop header (by types at entry).
const MAX_ROOTS: usize = 8;
/// Recording attempts of a loop before it is left to the interpreter for good.
const MAX_ATTEMPTS: u32 = 6;
/// Recordings of a place that only found out which functions not to inline.
const MAX_LESSONS: u32 = 20;
/// Traces that one root and its side traces may be.
const MAX_FAMILY: usize = 64;

/// What is known of a loop header.
#[derive(Default, Clone, Debug)]
pub struct LoopInfo {
    pub roots: Vec<u32>,
    pub attempts: u32,
    pub refused: u32,
    /// How often a short loop was left to the code around it.
    pub put_off: u32,
    /// Recordings begun (function entries).
    pub starts: u32,
    /// Recordings that ended with a function not to be inlined.
    pub learnt: u32,
    /// Live traces, side traces included.
    pub family: usize,
    /// Roots that died.
    pub fallen: u32,
    /// Where the loop's iterator ended when it was hot.
    pub last_item: Option<i64>,
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
    rec_valid: Option<Box<u8>>,
    rec_bindings: Vec<Loc>,
    retries: u32,
    activations: Vec<activation::Activation>,
    /// What was made of the frames of the activation that has just ended.
    ended: Option<Forced>,
    deps: HashMap<WatchId, Vec<u32>>,
    /// Keys of `loops` by code object.
    places: HashMap<u32, Vec<usize>>,
    liveness: Rc<LivenessCache>,
    trial: Option<trial::Trial>,
    budget: budget::Budget,
    dumper: Dumper,
    /// Written when a trace is left.
    state: Box<ExitState>,
    /// Verify mode.
    verifier: Option<Verifier>,
    /// This process runs one trace for the verifier of its parent: it records nothing, and leaves
    /// code memory, which is shared, alone.
    child: Option<Rc<Shared>>,
}

impl Jit {
    /// A JIT for a VM; the error says what this machine lacks.
    pub fn new(options: Options) -> Result<Jit, CompileError> {
        let space = CodeSpace::new(X64::new()?, options.max_code);
        let verifier = match options.verify {
            true => {
                Some(Verifier::new().map_err(|_| CompileError::Unsupported("no shared memory"))?)
            }
            false => None,
        };
        Ok(Jit {
            opt: OptCx::new(options.opt),
            dumper: Dumper::new(options.dump_file.clone()),
            options,
            store: Store::new(),
            stats: Stats::default(),
            loops: HashMap::new(),
            space,
            rec: None,
            rec_valid: None,
            rec_bindings: Vec::new(),
            retries: 0,
            activations: Vec::new(),
            ended: None,
            deps: HashMap::new(),
            places: HashMap::new(),
            liveness: Rc::default(),
            trial: None,
            budget: budget::Budget::new(),
            state: Box::default(),
            verifier,
            child: None,
        })
    }

    /// Plugs the JIT into a VM.
    pub fn install(self, vm: &mut Vm) {
        vm.loop_threshold = self.options.loop_threshold.max(1);
        vm.entry_threshold = vm.loop_threshold;
        vm.trace_depth = crate::record::MAX_DEPTH;
        let mut jit = Box::new(self);
        // In verify mode each entry is checked.
        if jit.verifier.is_none() {
            vm.door = Some(Door {
                enter: enter::through_door,
                tier: (&raw mut *jit).cast(),
                value: (&raw const *jit.state).cast(),
                returned: RETURNED,
            });
        }
        vm.tier = Some(jit);
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

    fn dump(&mut self, title: &str, text: &str) {
        self.dumper.write(&format!("-- {title} --\n{}\n", text.trim_end()));
    }
}

impl Tier for Jit {
    fn hot_loop(&mut self, vm: &mut Vm, code: Gc<Code>, pc: *const Instr) -> HotAction {
        self.notice_deaths(vm);
        if self.place(code, pc).blacklisted {
            set_counter(code, pc, u32::MAX);
            return HotAction::Continue;
        }
        if !self.may_begin() {
            self.place(code, pc).last_abort.get_or_insert(Abort::Budget);
            set_counter(code, pc, self.options.loop_threshold.max(1));
            return HotAction::Continue;
        }
        let wait = self.options.loop_threshold.max(1);
        if self.waits_for_outer(vm, code, pc) {
            set_counter(code, pc, wait.saturating_mul(MAX_UNROLL));
            return HotAction::Continue;
        }
        // The next attempt waits as long as the first.
        set_counter(code, pc, wait);
        self.start_root(vm, pc, Vec::new());
        HotAction::Record
    }

    fn enter_loop(&mut self, vm: &mut Vm, _code: Gc<Code>, pc: *const Instr) -> TraceExit {
        self.run_loop(vm, pc)
    }

    fn enter_function(&mut self, vm: &mut Vm, code: Gc<Code>) -> TraceExit {
        self.count_function(vm, code)
    }

    fn left_function(&mut self, vm: &mut Vm, code: Gc<Code>, number: u32) -> TraceExit {
        self.function_left(vm, code, number)
    }

    fn invalidate(&mut self, vm: &mut Vm, watch: WatchId) {
        self.notice_deaths(vm);
        let Some(ids) = self.deps.remove(&watch) else { return };
        for id in ids {
            self.kill(id);
        }
    }

    fn codes_died(&mut self, ids: &[u32]) {
        for id in ids {
            // Traces that run belong to code of frames, which is alive.
            for t in self.store.of_code(*id) {
                self.store.bury(t);
                self.free(t, false);
            }
            self.store.forget_code(*id);
            self.liveness.forget(*id);
            for place in self.places.remove(id).unwrap_or_default() {
                if self.loops.get(&place).is_some_and(|l| l.code_id == *id) {
                    self.loops.remove(&place);
                }
            }
        }
    }

    fn materialise(&mut self, vm: &mut Vm) {
        self.materialise_frames(vm);
    }

    fn mark_roots(&self, marker: &mut Marker) {
        self.mark_forced(marker);
        if let Some(rec) = &self.rec {
            marker.values(&rec.roots);
            marker.gc(rec.root_code);
        }
    }

    fn observer(&mut self) -> Option<&mut dyn Observer> {
        if self.rec.is_some() || self.is_checking() {
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
        match self.check_op(vm, pc) {
            Checked::Go => return true,
            Checked::Over => return false,
            // A side trace that begins here sees this instruction, too.
            Checked::Record | Checked::Idle => {}
        }
        let Some(rec) = self.rec.as_mut() else { return false };
        match rec.step(vm, pc) {
            Ok(Step::Go) => true,
            Ok(Step::Done) => {
                self.finish(vm);
                false
            }
            Err(Abort::Unstable) if self.retries < 3 && matches!(rec.start, Start::Root) => {
                // The types at the header have settled by one iteration: record again from here.
                let retries = self.retries + 1;
                self.stats.abort(Abort::Unstable);
                let unsigned = std::mem::take(&mut rec.unsigned_slots);
                self.rec = None;
                self.start_root(vm, pc, unsigned);
                self.retries = retries;
                match self.rec.as_mut().map(|r| r.step(vm, pc)) {
                    Some(Ok(Step::Go)) => true,
                    _ => {
                        self.abort(vm, Abort::Unstable);
                        false
                    }
                }
            }
            Err(Abort::Unstable) if self.retries < 3 && self.record_inner_again(vm, pc) => {
                self.retries += 1;
                self.stats.abort(Abort::Unstable);
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

    fn frame_popped(&mut self, vm: &mut Vm, _value: Value) {
        if let Some(r) = self.rec.as_mut() {
            r.frame_popped(vm);
        }
    }

    fn raised(&mut self, vm: &mut Vm) {
        if self.is_checking() {
            return self.check_raise(vm);
        }
        let Some(rec) = self.rec.as_mut().filter(|r| r.sees_exception(vm)) else { return };
        if let Err(why) = rec.raised(vm) {
            self.abort(vm, why);
        }
    }

    fn native(&mut self, _vm: &mut Vm, begins: bool) {
        if let Some(v) = &mut self.verifier {
            v.native(begins);
        }
        if let Some(r) = self.rec.as_mut() {
            if begins {
                r.in_native += 1;
            } else {
                r.in_native = r.in_native.saturating_sub(1);
            }
        }
    }
}
