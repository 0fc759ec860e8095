//! The recorder: watches the interpreter execute one path and writes it down as IR.
//!
//! It never runs Python. Before each instruction ([`Recorder::step`]) it emits what that
//! instruction will do, specialised to the values it is about to do it with, and updates its
//! *shadow* of every register: an IR value with a machine type. What it does not know specially
//! becomes a residual call to the function the interpreter itself would use.
//!
//! Frames: `frames[0]` is the frame the trace starts in; calls inlined on the way push more. They
//! exist in snapshots only.
//!
//! Snapshots describe the state *before* the current instruction (shared by all its guards), so a
//! failing guard re-executes the instruction in the interpreter; a residual call that raised exits
//! through a snapshot flagged `RAISE`.
//!
//! Example: `total += x` with two floats in registers 0 and 1 becomes
//! `v5: f64 = fadd v2, v3`, and register 0's shadow is v5 from then on. No box, no store: the
//! value reaches memory only through a snapshot.

mod access;
mod arith;
mod array;
mod attr;
mod bind;
mod call;
mod complex;
mod diamond;
mod finish;
mod flow;
mod function;
mod generator;
mod handover;
mod inner;
mod intrinsic;
mod ints;
mod leaf;
mod native;
mod opaque;
mod raise;
mod range;
mod residual;
mod scalar;
mod side;
mod slice;
mod special;
mod super_;

pub use call::MAX_DEPTH;
pub use finish::Finished;
pub use flow::MAX_UNROLL;
pub use generator::{sent_register, GenFrame, GENERATOR_SLOT};
pub use inner::InnerFrame;
pub use ints::Wide;
pub use scalar::DTYPES;

use crate::abort::Abort;
use crate::fields::Field;
use crate::helpers::{CallSite, Handover};
use crate::liveness::{Liveness, LivenessCache};
use crate::store::{InnerParam, Links};
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::{
    self, FrameSnap, MemId, Ref, SnapEntry, SnapFlags, SnapId, SnapVal, Tag, TraceBuilder, Type,
    CLASS_UINT,
};
use adder_vm::interp::bind::param_count;
use adder_vm::interp::frame::Cont;
use adder_vm::object::{Code, Gc, HeapInt, Kind, ShapeRef};
use adder_vm::watch::WatchId;
use adder_vm::{Value, Vm};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A recorded value: IR value plus Python class where the machine type does not tell (0: the
/// obvious one; [`CLASS_UINT`]: an unsigned int; `1 + dtype`: a NumPy scalar).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SVal {
    pub r: Ref,
    pub class: u32,
}

impl SVal {
    pub fn new(r: Ref) -> SVal {
        SVal { r, class: 0 }
    }
}

/// Pseudo-register of a snapshot frame: the instance `__init__` constructs.
pub const CONT_VALUE_SLOT: u32 = 0xFFFF_0000;
/// Pseudo-register of a snapshot frame: its function object, if not known beforehand.
pub const FUNC_SLOT: u32 = 0xFFFF_0001;

/// What the deoptimiser must know of an inlined frame beyond its registers.
#[derive(Clone, Copy, Debug)]
pub struct FrameMeta {
    pub code: Gc<Code>,
    /// The function object (a guarded constant), or UNDEF: module code, or see [`FUNC_SLOT`].
    pub func: Value,
    pub ret: u32,
    pub cont: Cont,
    pub stage: u8,
}

/// A frame of the recording.
pub struct RFrame {
    pub meta: u32,
    pub code: Gc<Code>,
    pub live: Rc<Liveness>,
    /// First register, relative to the root frame's base.
    pub base: u32,
    pub regs: Vec<Option<SVal>>,
    /// Where to resume when not the top frame (index of the instruction after the call).
    pub resume: u32,
    pub ret: u32,
    pub cont: Cont,
    /// The function object, where the frame's description does not name it.
    pub func: Option<SVal>,
    /// The instance under construction, or what `next` returns at the end.
    pub cont_value: Option<SVal>,
    pub generator: Option<GenFrame>,
}

/// A frame the interpreter is about to push, as predicted.
pub struct PushPlan {
    pub code: Gc<Code>,
    /// The function; UNDEF if it is `dynamic`, or a generator is resumed.
    pub func: Value,
    pub dynamic: Option<SVal>,
    pub args: Vec<SVal>,
    pub base: u32,
    pub ret: u32,
    pub cont: Cont,
    /// Which of several methods for one instruction it is (see `frame::stage`).
    pub stage: u8,
    pub cont_value: Option<SVal>,
    /// A generator is resumed, no function called.
    pub resume: Option<generator::Resume>,
}

/// What recording an instruction came to.
pub enum Step {
    Go,
    /// The trace is complete.
    Done,
}

pub type Rec<T = ()> = Result<T, Abort>;

/// Where a trace begins.
#[derive(Clone, Copy, Debug)]
pub enum Start {
    /// A loop header: the trace is to come back to it.
    Root,
    /// The entry of a function: the trace is to end where the function returns.
    Entry,
    /// Exit number `exit` of trace `trace`.
    Side { trace: u32, exit: u32 },
    /// The header of a loop in an inlined function, where that exit leads.
    Inner { trace: u32, exit: u32 },
}

pub struct Recorder {
    pub b: TraceBuilder,
    pub start: Start,
    pub frames: Vec<RFrame>,
    pub metas: Vec<FrameMeta>,
    /// Shadows of the root frame's registers at the start (parameters), to tell what changed.
    pub initial: Vec<Option<SVal>>,
    pub touched: Vec<bool>,
    /// Side traces: values loaded from registers that nobody changed since the root was entered.
    pub in_memory: Vec<Option<SVal>>,
    /// The loop header the trace starts at.
    pub header: *const Instr,
    pub root_code: Gc<Code>,
    /// Depth of the VM's frame stack at the start.
    pub root_depth: usize,
    pub count: usize,
    pub limit: usize,
    /// The current instruction.
    pub pc: *const Instr,
    /// Snapshot before the current instruction, once made.
    snap: Option<SnapId>,
    pub plan: Option<PushPlan>,
    /// A call in progress that is not inlined.
    opaque: Option<opaque::Opaque>,
    /// The current instruction called a native, which may hand over.
    handover: Option<handover::HandoverCall>,
    /// The last residual call of the current instruction.
    call_made: Option<raise::CallMade>,
    /// The current instruction raises.
    raising: Option<raise::Raising>,
    /// Where the exception just raised is handled.
    handler: Option<*const Instr>,
    /// A jump recorded as a call, its direction not seen yet.
    jump: Option<residual::Jump>,
    /// A diamond recorded ahead of the interpreter.
    passing: Option<diamond::Passing>,
    /// The operation before this instruction, and the snapshot before it: nothing has happened since that may not
    /// happen again.
    tested: Option<(*const Instr, SnapId)>,
    last_read: Option<diamond::Read>,
    /// Frames at the start: inlining begins above them.
    start_frames: usize,
    /// A side trace of an exit that is the end of its trace, no guard.
    continues: bool,
    /// The loop in an inlined function that is recorded.
    inner_start: Option<inner::InnerStart>,
    inner_params: Vec<InnerParam>,
    /// The loop's last iterations and the `return` behind them are a trace, too: recordings met
    /// nothing else.
    pub may_return: bool,
    /// Assumptions to register when the trace is installed.
    pub watches: Vec<WatchId>,
    /// Objects the trace mentions.
    pub roots: Vec<Value>,
    liveness: Rc<LivenessCache>,
    /// Shapes of NumPy's scalar classes, by dtype.
    pub scalar_shapes: [Option<ShapeRef>; DTYPES.len()],
    /// Loop headers met inside, with how often.
    pub inner: HashMap<usize, u32>,
    pub in_native: u32,
    pub cx: Ref,
    /// Restarts because types at the loop's end differed from its start.
    pub retries: u32,
    pub valid_flag: u64,
    /// Verify mode: where loops count down the iterations they may begin.
    pub loop_budget: Option<u64>,
    pub finished: Option<Finished>,
    /// Loops that have compiled traces.
    pub links: Rc<RefCell<Links>>,
    /// A call was made that may have invalidated the trace: check before the next instruction.
    pub check_valid: bool,
    /// The instruction just recorded is assumed to jump.
    pub expect_jump: bool,
    /// The root frame's globals are guarded to be those of the recording.
    pub globals_known: bool,
    fell_through: bool,
    /// Whole calls made.
    pub sites: Vec<Box<CallSite>>,
    /// What natives called by the trace hand over to.
    pub handovers: Vec<Box<Handover>>,
    /// The trace ends in a loop's trace.
    pub linked: bool,
    /// The instruction that must come next, where the recorder says so.
    expect_pc: Option<*const Instr>,
    /// Generators met, with what they are now.
    generators: Vec<(Ref, Value)>,
    /// The frame of a generator that has just yielded.
    delivering: Option<RFrame>,
    /// Unboxed forms of parameters that are boxed words: the register still holds the parameter.
    pub refined: Vec<(u32, SVal)>,
    /// Words that are ints of any size.
    pub wide: HashMap<Ref, Wide>,
    /// Registers of the root frame that the next recording of this loop should hold as unsigned
    /// ints: that is what they were at the loop's end.
    pub unsigned_slots: Vec<u32>,
}

impl Recorder {
    /// A recorder for the loop whose `Loop` instruction is at `header` in the current frame.
    /// Registers in `unsigned` are held as unsigned ints.
    pub fn root(
        vm: &Vm,
        header: *const Instr,
        name: String,
        valid_flag: u64,
        unsigned: Vec<u32>,
        liveness: Rc<LivenessCache>,
    ) -> Recorder {
        let mut rec = Recorder::empty(vm, header, name, Start::Root, valid_flag, liveness);
        rec.unsigned_slots = unsigned;
        rec.enter_root(vm);
        rec
    }

    /// A recorder for the function whose frame was just pushed.
    pub fn entry(vm: &Vm, name: String, valid_flag: u64, liveness: Rc<LivenessCache>) -> Recorder {
        let place = crate::store::entry_place(vm.code());
        let mut rec = Recorder::empty(vm, place, name, Start::Entry, valid_flag, liveness);
        rec.enter_entry(vm);
        rec
    }

    pub fn empty(
        vm: &Vm,
        header: *const Instr,
        name: String,
        start: Start,
        valid_flag: u64,
        liveness: Rc<LivenessCache>,
    ) -> Recorder {
        let kind = match start {
            Start::Root | Start::Entry | Start::Inner { .. } => ir::TraceKind::Root,
            Start::Side { .. } => ir::TraceKind::Side,
        };
        Recorder {
            b: TraceBuilder::new(name, kind),
            start,
            frames: Vec::new(),
            metas: Vec::new(),
            initial: Vec::new(),
            touched: Vec::new(),
            in_memory: Vec::new(),
            header,
            root_code: vm.code(),
            root_depth: vm.frames.depth(vm.frame),
            count: 0,
            limit: 4000,
            pc: header,
            snap: None,
            plan: None,
            opaque: None,
            handover: None,
            call_made: None,
            raising: None,
            handler: None,
            jump: None,
            passing: None,
            tested: None,
            last_read: None,
            start_frames: 1,
            continues: false,
            inner_start: None,
            inner_params: Vec::new(),
            may_return: false,
            watches: Vec::new(),
            roots: Vec::new(),
            liveness,
            scalar_shapes: DTYPES.map(|d| vm.scalar_shape(d)),
            inner: HashMap::new(),
            in_native: 0,
            cx: Ref::NONE,
            retries: 0,
            valid_flag,
            loop_budget: None,
            finished: None,
            links: Rc::default(),
            check_valid: false,
            expect_jump: false,
            globals_known: false,
            fell_through: false,
            sites: Vec::new(),
            handovers: Vec::new(),
            linked: false,
            expect_pc: None,
            generators: Vec::new(),
            delivering: None,
            refined: Vec::new(),
            wide: HashMap::new(),
            unsigned_slots: Vec::new(),
        }
    }

    /// Parameters: every register that may matter at the header, with the type it has now.
    fn enter_root(&mut self, vm: &Vm) {
        let code = vm.code();
        let live = self.liveness_of(code);
        let at = code.index_of(self.header);
        let named = code.varnames.len();
        self.b.begin_block();
        let mut regs = Vec::with_capacity(code.nregs as usize);
        for r in 0..code.nregs as usize {
            let v = vm.get_reg(r);
            if r >= named && !live.live(at, r) {
                regs.push(None);
                continue;
            }
            let unsigned = ints::enters_unsigned(v)
                || self.unsigned_slots.contains(&(r as u32)) && v.to_i64().is_some_and(|i| i >= 0);
            let (ty, class) = if unsigned { (Type::I64, CLASS_UINT) } else { (entry_type(v), 0) };
            let p = self.b.entry_param(ty, r as u32, class);
            regs.push(Some(SVal { r: p, class }));
        }
        self.push_root(code, live, regs);
    }

    /// Parameters are the arguments; every other variable is unset. What they hold is in memory as
    /// long as the register is not written.
    fn enter_entry(&mut self, vm: &Vm) {
        let code = vm.code();
        let live = self.liveness_of(code);
        let arguments = param_count(code);
        self.b.begin_block();
        let mut regs = Vec::with_capacity(code.nregs as usize);
        for r in 0..arguments.min(code.nregs as usize) {
            let p = self.b.entry_param(entry_type(vm.get_reg(r)), r as u32, 0);
            regs.push(Some(SVal::new(p)));
        }
        let params = regs.clone();
        let undef = SVal::new(self.b.val(0));
        regs.resize(code.nregs as usize, Some(undef));
        // Temporaries are not cleared by a call: whatever lies there, it is not this.
        self.in_memory = regs.clone();
        self.in_memory.truncate(code.nvars as usize);
        self.push_root(code, live, regs);
        self.initial = params;
    }

    fn push_root(&mut self, code: Gc<Code>, live: Rc<Liveness>, regs: Vec<Option<SVal>>) {
        self.initial = regs.clone();
        self.touched = vec![false; regs.len()];
        let meta =
            self.meta(FrameMeta { code, func: Value::UNDEF, ret: 0, cont: Cont::Native, stage: 0 });
        self.frames.push(RFrame {
            meta,
            code,
            live,
            base: 0,
            regs,
            resume: 0,
            ret: 0,
            cont: Cont::Native,
            func: None,
            cont_value: None,
            generator: None,
        });
        self.cx = self.b.op0(ir::Op::Cx);
    }

    pub fn meta(&mut self, m: FrameMeta) -> u32 {
        self.roots.push(m.code.value());
        if !m.func.is_undef() {
            self.roots.push(m.func);
        }
        self.metas.push(m);
        self.metas.len() as u32 - 1
    }

    pub fn liveness_of(&mut self, code: Gc<Code>) -> Rc<Liveness> {
        self.liveness.of(code)
    }

    pub fn top(&mut self) -> &mut RFrame {
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    pub fn mem(&mut self, f: Field) -> MemId {
        self.b.mem(f.desc())
    }

    /// Loads a field of the table.
    pub fn load(&mut self, f: Field, base: Ref) -> Ref {
        let m = self.mem(f);
        self.b.load(m, base)
    }

    pub fn store(&mut self, f: Field, base: Ref, v: Ref) {
        let m = self.mem(f);
        self.b.store(m, base, v);
    }

    pub fn ty(&self, s: SVal) -> Type {
        self.b.trace().ty(s.r)
    }

    /// Shadow of a register of the top frame.
    pub fn get(&mut self, reg: usize) -> Rec<SVal> {
        let depth = self.frames.len();
        match self.frames[depth - 1].regs.get(reg) {
            Some(Some(s)) => {
                let s = *s;
                if depth == 1 {
                    if let Some(t) = self.touched.get_mut(reg) {
                        *t = true;
                    }
                }
                Ok(s)
            }
            _ if depth == 1 && self.begins_inside() => Ok(self.load_register(reg)),
            _ => Err(Abort::DeadRegister),
        }
    }

    /// Does the trace begin in the middle of another one's iteration?
    fn begins_inside(&self) -> bool {
        matches!(self.start, Start::Side { .. } | Start::Inner { .. })
    }

    /// A register of the first frame untouched since the root trace was entered: in memory.
    fn load_register(&mut self, reg: usize) -> SVal {
        let s = SVal::new(self.b.load_slot(reg as u32));
        if self.in_memory.len() <= reg {
            self.in_memory.resize(reg + 1, None);
        }
        self.in_memory[reg] = Some(s);
        if let Some(slot) = self.frames[0].regs.get_mut(reg) {
            *slot = Some(s);
        }
        s
    }

    pub fn set(&mut self, reg: usize, s: SVal) {
        let depth = self.frames.len();
        if depth == 1 {
            if let Some(t) = self.touched.get_mut(reg) {
                *t = true;
            }
        }
        if let Some(slot) = self.frames[depth - 1].regs.get_mut(reg) {
            *slot = Some(s);
        }
    }

    pub fn set_ref(&mut self, reg: usize, r: Ref) {
        self.set(reg, SVal::new(r));
    }

    /// A constant word; heap objects are kept alive by the trace.
    pub fn konst(&mut self, v: Value) -> Ref {
        if v.is_int() {
            return self.b.i64(v.as_int());
        }
        if v.is_float() {
            return self.b.f64(v.as_float());
        }
        if v.is_bool() {
            return self.b.bool(v == Value::TRUE);
        }
        if v.is_ptr() && !v.is_undef() {
            if let Some(h) = v.cast::<HeapInt>() {
                return self.b.i64(h.value);
            }
            let n = self.roots.len();
            self.roots.push(v);
            return self.b.named_val(v.0, true, format!("obj{n}"));
        }
        self.b.val(v.0)
    }

    /// A constant word that stays boxed.
    pub fn konst_boxed(&mut self, v: Value) -> Ref {
        if v.is_ptr() && !v.is_undef() {
            return self.konst(v);
        }
        self.b.val(v.0)
    }

    /// A shape, and with it the class it belongs to: the shapes of a dead class become others.
    pub fn shape_const(&mut self, s: ShapeRef) -> Ref {
        let class = s.class().value();
        if self.roots.last() != Some(&class) {
            self.roots.push(class);
        }
        self.b.named_ptr(s.0 as u64, false, format!("shape{}", s.0))
    }

    /// The boxed word of a shadow value.
    pub fn boxed(&mut self, s: SVal) -> Rec<Ref> {
        if s.class == CLASS_UINT {
            return Ok(self.b.op1(ir::Op::BoxUint, s.r));
        }
        if s.class != 0 {
            return self.box_scalar(s);
        }
        Ok(match self.ty(s) {
            Type::Val => s.r,
            Type::I64 => self.b.op1(ir::Op::BoxInt, s.r),
            Type::F64 => self.b.op1(ir::Op::BoxFloat, s.r),
            Type::Bool => self.b.op1(ir::Op::BoxBool, s.r),
            Type::Ptr => self.b.op1(ir::Op::PtrToVal, s.r),
            _ => return Err(Abort::Unsupported),
        })
    }

    /// The value of a register with the machine type of what it holds right now.
    pub fn typed(&mut self, vm: &Vm, reg: usize) -> Rec<SVal> {
        let s = self.get(reg)?;
        let v = vm.get_reg(reg);
        let t = self.refine(s, v)?;
        self.refined_to(reg, s, t);
        Ok(t)
    }

    /// A register's value is known better from now on.
    pub fn refined_to(&mut self, reg: usize, s: SVal, t: SVal) {
        if t != s {
            let depth = self.frames.len();
            if depth == 1 && self.in_memory.get(reg).copied().flatten() == Some(s) {
                self.in_memory[reg] = Some(t);
            }
            if depth == 1 && self.initial.get(reg).copied().flatten() == Some(s) {
                self.refined.push((reg as u32, t));
            }
            let top = &mut self.frames[depth - 1];
            top.regs[reg] = Some(t);
            if let Some(g) = &mut top.generator {
                g.refined(reg, s, t);
            }
        }
    }

    /// Unboxes a boxed shadow according to the value it stands for, under a guard.
    pub fn refine(&mut self, s: SVal, v: Value) -> Rec<SVal> {
        let s = if s.class == CLASS_UINT { self.signed(s, v) } else { s };
        if self.ty(s) != Type::Val {
            return Ok(s);
        }
        if let Some(r) = v.to_i64().and_then(|_| self.checked_again(s.r)) {
            return Ok(SVal::new(r));
        }
        if s.r.is_const() {
            let k = self.konst(v);
            if self.b.trace().ty(k) == Type::Val && v.is_ptr() && !v.is_undef() {
                return Ok(SVal::new(self.b.op1(ir::Op::ValToPtr, s.r)));
            }
            return Ok(SVal::new(k));
        }
        let snap = self.snapshot();
        if v.is_int() || v.is_kind(Kind::HeapInt) {
            self.b.guard_tag(s.r, Tag::IntAny, snap);
            return Ok(SVal::new(self.b.op1(ir::Op::UnboxIntAny, s.r)));
        }
        if v.is_float() {
            self.b.guard_tag(s.r, Tag::Float, snap);
            return Ok(SVal::new(self.b.op1(ir::Op::UnboxFloat, s.r)));
        }
        if v.is_bool() {
            self.b.guard_tag(s.r, Tag::Bool, snap);
            return Ok(SVal::new(self.b.op1(ir::Op::UnboxBool, s.r)));
        }
        if v.is_ptr() && !v.is_undef() {
            self.b.guard_tag(s.r, Tag::Ptr, snap);
            return Ok(SVal::new(self.b.op1(ir::Op::ValToPtr, s.r)));
        }
        let k = self.b.val(v.0);
        self.b.guard2(ir::Op::GuardEq, s.r, k, snap);
        Ok(SVal::new(k))
    }

    /// The object pointer of a register that holds a heap object, with its shape guarded.
    pub fn object(&mut self, vm: &Vm, reg: usize) -> Rec<Ref> {
        let s = self.typed(vm, reg)?;
        let v = vm.get_reg(reg);
        self.guard_shape_of(s, v)?;
        Ok(s.r)
    }

    pub fn guard_shape_of(&mut self, s: SVal, v: Value) -> Rec<()> {
        if self.ty(s) != Type::Ptr {
            return Err(Abort::Unsupported);
        }
        let shape = self.shape_const(v.header().shape);
        let snap = self.snapshot();
        self.b.guard2(ir::Op::GuardShape, s.r, shape, snap);
        Ok(())
    }

    /// Guards that a register holds exactly this object.
    pub fn guard_is(&mut self, s: SVal, v: Value) -> Rec<()> {
        if s.r.is_const() {
            return Ok(());
        }
        let snap = self.snapshot();
        match self.ty(s) {
            Type::Val => {
                let k = self.konst_boxed(v);
                self.b.guard2(ir::Op::GuardEq, s.r, k, snap);
            }
            Type::Ptr => {
                let n = self.roots.len();
                self.roots.push(v);
                let k = self.b.named_ptr(v.0, true, format!("obj{n}"));
                self.b.guard2(ir::Op::GuardEq, s.r, k, snap);
            }
            _ => return Err(Abort::Unsupported),
        }
        Ok(())
    }

    pub fn guard_true(&mut self, c: Ref) {
        let snap = self.snapshot();
        self.b.guard1(ir::Op::GuardTrue, c, snap);
    }

    pub fn guard_false(&mut self, c: Ref) {
        let snap = self.snapshot();
        self.b.guard1(ir::Op::GuardFalse, c, snap);
    }

    /// Guards that a condition has the truth value it has now.
    pub fn guard_cond(&mut self, c: Ref, now: bool) {
        if now {
            self.guard_true(c);
        } else {
            self.guard_false(c);
        }
    }

    /// Index of the current instruction in the top frame's code.
    pub fn at(&self) -> usize {
        self.frames[self.frames.len() - 1].code.index_of(self.pc)
    }

    /// The snapshot before the current instruction.
    pub fn snapshot(&mut self) -> SnapId {
        if let Some(s) = self.snap {
            return s;
        }
        let s = self.make_snapshot(self.at() as u32, SnapFlags::NIL);
        self.snap = Some(s);
        s
    }

    /// The snapshot for "the current instruction raised".
    pub fn raise_snapshot(&mut self) -> SnapId {
        self.make_snapshot(self.at() as u32, SnapFlags::RAISE)
    }

    /// Forgets the cached snapshot: the state changed inside an instruction.
    pub fn state_changed(&mut self) {
        self.snap = None;
    }

    pub fn make_snapshot(&mut self, pc: u32, flags: SnapFlags) -> SnapId {
        let mut frames: Vec<FrameSnap> = Vec::with_capacity(self.frames.len());
        let mut entries: Vec<SnapEntry> = Vec::new();
        let depth = self.frames.len();
        for (k, f) in self.frames.iter().enumerate() {
            let top = k + 1 == depth;
            let at = if top { pc } else { f.resume };
            frames.push(FrameSnap { code: f.meta, pc: at, base: f.base });
            // Whoever looks at a frame sees variables, those in cells among them.
            let named = f.code.nvars as usize;
            for (r, s) in f.regs.iter().enumerate() {
                let Some(s) = s else { continue };
                // Registers a side trace only read from memory are still there.
                if k == 0 && self.in_memory.get(r).copied().flatten() == Some(*s) {
                    continue;
                }
                let live = match top {
                    true => f.live.live(at as usize, r),
                    false => generator::live_while_waiting(f, r),
                };
                if r >= named && !live {
                    continue;
                }
                entries.push(SnapEntry {
                    frame: k as u32,
                    slot: r as u32,
                    val: SnapVal::Ref(s.r),
                    class: s.class,
                });
            }
            let generator = f.generator.as_ref().map(|g| g.obj);
            for (slot, s) in
                [(CONT_VALUE_SLOT, f.cont_value), (FUNC_SLOT, f.func), (GENERATOR_SLOT, generator)]
            {
                let Some(s) = s else { continue };
                let val = SnapVal::Ref(s.r);
                entries.push(SnapEntry { frame: k as u32, slot, val, class: s.class });
            }
        }
        self.b.snapshot(&frames, &entries, flags)
    }

    /// Records the instruction about to execute.
    pub fn step(&mut self, vm: &mut Vm, pc: *const Instr) -> Rec<Step> {
        if self.in_native > 0 || self.inside_opaque(vm, pc)? || self.inside_diamond(pc) {
            return Ok(Step::Go);
        }
        // SAFETY: comparing addresses within one code object.
        self.fell_through = pc == unsafe { self.pc.add(1) };
        self.pc = pc;
        self.snap = None;
        if self.expect_pc.take().is_some_and(|want| want != pc) {
            return Err(Abort::ModelMismatch);
        }
        if self.plan.take().is_some() {
            // The interpreter did not push the frame that was predicted.
            return Err(Abort::UnexpectedFrame);
        }
        if vm.frames.depth(vm.frame) != self.root_depth + self.frames.len() - 1
            || self.frames[self.frames.len() - 1].code != vm.code()
        {
            return Err(Abort::UnexpectedFrame);
        }
        self.count += 1;
        if self.count > self.limit {
            return Err(self.call_instead(true).unwrap_or(Abort::TooLong));
        }
        if cfg!(debug_assertions) {
            self.check(vm)?;
        }
        if std::mem::take(&mut self.expect_jump) && self.fell_through {
            return Err(Abort::ModelMismatch);
        }
        self.call_made = None;
        self.handover = None;
        if self.raising.take().is_some() || self.handler.take().is_some_and(|h| h != pc) {
            return Err(Abort::ModelMismatch);
        }
        self.guard_jump()?;
        if std::mem::take(&mut self.check_valid) {
            let snap = self.snapshot();
            let flag = self.b.named_ptr(self.valid_flag, false, "valid");
            self.b.guard1(ir::Op::GuardValid, flag, snap);
        }
        // SAFETY: the interpreter is about to execute this instruction.
        let i = unsafe { *pc };
        let i = if i.op() == Op::LoopJit { i.with_op(Op::Loop) } else { i };
        self.record_op(vm, i)
    }

    /// One line about a recording given up: which, why, and the instruction that was too much.
    pub fn describe_abort(&self, why: Abort) -> String {
        let code = self.frames.last().map_or(self.root_code, |f| f.code);
        let at = code.index_of(self.pc);
        let line = code.unit.positions.get(at).map_or(0, |p| p.line);
        let op = code.unit.code.get(at).map_or("?", |i| i.op().info().name);
        format!(
            "abort {} {}: {op} at {}:{line}, depth {}, {} instructions",
            self.b.trace().name,
            why.name(),
            code.unit.qualname,
            self.frames.len(),
            self.count,
        )
    }

    /// Compares the shadows' types with what the registers hold.
    fn check(&mut self, vm: &Vm) -> Rec<()> {
        let f = &self.frames[self.frames.len() - 1];
        for (r, s) in f.regs.iter().enumerate() {
            let Some(s) = s else { continue };
            if r >= f.code.nvars as usize && !f.live.live(self.at(), r) {
                continue;
            }
            let v = vm.get_reg(r);
            let ok = match self.b.trace().ty(s.r) {
                Type::I64 if s.class == 0 => v.is_int() || v.is_kind(Kind::HeapInt),
                Type::I64 if s.class == CLASS_UINT => {
                    v.as_int_ref().is_some_and(|i| i.to_u64().is_some())
                }
                Type::F64 if s.class == 0 => v.is_float(),
                Type::Bool if s.class == 0 => v.is_bool(),
                Type::Ptr => v.is_ptr(),
                _ => true,
            };
            if !ok {
                return Err(Abort::ModelMismatch);
            }
        }
        Ok(())
    }

    fn record_op(&mut self, vm: &mut Vm, i: Instr) -> Rec<Step> {
        match i.op() {
            Op::Nop => {}
            Op::LoadConst => {
                // SAFETY: constant index of the running code.
                let v = unsafe { *vm.code().consts.offset(i.bc()) };
                let k = self.konst(v);
                self.set_ref(i.a(), k);
            }
            Op::LoadInt => {
                let k = self.b.i64(i.bc() as i64);
                self.set_ref(i.a(), k);
            }
            Op::Move => {
                let s = self.get(i.b())?;
                self.set(i.a(), s);
            }
            Op::CheckLocal => {
                if vm.get_reg(i.a()).is_undef() {
                    return Err(Abort::Raises);
                }
                let s = self.get(i.a())?;
                if self.ty(s) == Type::Val && !s.r.is_const() {
                    self.typed(vm, i.a())?;
                }
            }
            Op::Unset | Op::DelLocal => {
                let u = self.b.val(0);
                self.set_ref(i.a(), u);
            }
            Op::Jump => {}
            Op::Loop => return self.record_loop(vm, i),
            Op::Return => return self.record_return(vm, i),
            Op::Yield => return self.record_yield(i),
            Op::YieldFrom => return self.record_yield_from(vm, i),
            _ => {
                if self.record_exceptions(vm, i)?
                    || self.record_complex(vm, i)?
                    || self.record_arith(vm, i)?
                    || self.record_flow(vm, i)?
                    || self.record_access(vm, i)?
                    || self.record_call(vm, i)?
                {
                    return Ok(Step::Go);
                }
                self.record_residual(vm, i)?;
            }
        }
        Ok(Step::Go)
    }
}

/// The machine type an entry parameter takes for a value.
pub fn entry_type(v: Value) -> Type {
    if v.is_int() || v.is_kind(Kind::HeapInt) {
        Type::I64
    } else if v.is_float() {
        Type::F64
    } else if v.is_ptr() && !v.is_undef() {
        Type::Ptr
    } else {
        Type::Val
    }
}
