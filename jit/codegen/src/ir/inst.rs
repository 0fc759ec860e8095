//! Instructions, blocks, and the [`Trace`] that holds them.
//!
//! Instructions lie in one array in layout order. Block `b` is the range `blocks[b].start..blocks[b].end`: first its
//! `nparams` parameters, then code, then one terminator. `Ref::inst(i)` names the result of instruction `i`.
//!
//! Up to three operands lie in the instruction; calls and terminators keep theirs in `Trace::lists`.
//! [`Trace::operands`] hides the difference. A snapshot's values are not operands.
//!
//! Example, walking a trace:
//! ```
//! # use adder_codegen::ir::{TraceBuilder, TraceKind, Op};
//! # let mut b = TraceBuilder::new("t", TraceKind::Root);
//! # b.begin_block(); let x = b.i64(1); let y = b.op2(Op::Add, x, x); let f = b.frame_snap(0, 0, 0); let s = b.snapshot(&[f], &[], Default::default()); b.exit(s);
//! # let trace = b.finish();
//! for block in trace.block_ids() {
//!     for r in trace.block_refs(block) {
//!         let _operands = trace.operands(r);
//!         let _op = trace.inst(r).op;
//!     }
//! }
//! ```

use super::consts::{Const, ConstPool};
use super::desc::{AliasClass, AllocDesc, CallDesc, LinkDesc, MemDesc, Name, Width};
use super::ops::{Imm, Op, OpFlags};
use super::snapshot::{FrameSnap, SnapEntry, SnapVal, Snapshot, Virtual, VirtualField};
use super::types::{AllocId, BlockId, CallId, LinkId, MemId, Ref, SnapId, Tag, Type};

/// One instruction (24 bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inst {
    /// What to do.
    pub op: Op,
    /// Type of the result.
    pub ty: Type,
    /// Length of the operand list; scale of an indexed access (1, 2, 4, 8).
    pub extra: u16,
    /// Operands; for list operations: `[start of list, second block of br, number of arguments of the first block]`.
    pub args: [Ref; 3],
    /// Immediate, see [`Imm`].
    pub imm: u32,
    /// Where to resume, or `SnapId::NONE`.
    pub snap: SnapId,
}

impl Inst {
    /// An instruction without operands.
    pub const fn new(op: Op, ty: Type) -> Inst {
        Inst {
            op,
            ty,
            extra: 0,
            args: [Ref::NONE; 3],
            imm: 0,
            snap: SnapId::NONE,
        }
    }

    /// The instruction that does nothing.
    pub const NOP: Inst = Inst::new(Op::Nop, Type::Void);

    /// Number of operands stored in the instruction itself.
    #[inline]
    pub fn inline_len(&self) -> usize {
        match self.op {
            Op::Load => 1 + usize::from(!self.args[1].is_none()),
            Op::Store => 2 + usize::from(!self.args[2].is_none()),
            op if op.has(OpFlags::LIST) => 0,
            op => op.info().operands.len(),
        }
    }

    /// The field accessed.
    pub const fn mem(&self) -> MemId {
        MemId::new(self.imm)
    }

    /// The function called.
    pub const fn call(&self) -> CallId {
        CallId::new(self.imm)
    }

    /// The object allocated.
    pub const fn alloc(&self) -> AllocId {
        AllocId::new(self.imm)
    }

    /// The entry linked to.
    pub const fn link(&self) -> LinkId {
        LinkId::new(self.imm)
    }

    /// The VM register accessed.
    pub const fn slot(&self) -> u32 {
        self.imm
    }

    /// The tag tested.
    pub fn tag(&self) -> Tag {
        Tag::ALL[self.imm as usize]
    }

    /// Target of a jump; taken target of a `br`.
    pub const fn target(&self) -> BlockId {
        BlockId::new(self.imm)
    }

    /// The other target of a `br`.
    pub const fn else_target(&self) -> BlockId {
        BlockId::new(self.args[1].raw())
    }

    /// Number of arguments a `br` passes to its first target.
    pub const fn then_args(&self) -> usize {
        self.args[2].raw() as usize
    }

    /// Base of a load or store.
    pub const fn base(&self) -> Ref {
        self.args[0]
    }

    /// Index of a load or store, or `Ref::NONE`.
    pub fn index(&self) -> Ref {
        match self.op {
            Op::Load => self.args[1],
            Op::Store => self.args[2],
            _ => Ref::NONE,
        }
    }

    /// Value of a store.
    pub const fn stored(&self) -> Ref {
        self.args[1]
    }

    /// Whether a snapshot belongs to it.
    pub const fn has_snap(&self) -> bool {
        !self.snap.is_none()
    }
}

/// A block: a range of instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Block {
    /// First instruction (first parameter, if any).
    pub start: u32,
    /// One past the terminator.
    pub end: u32,
    /// Number of parameters.
    pub nparams: u32,
}

/// What a trace starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraceKind {
    /// A loop header.
    Root,
    /// An exit of another trace.
    Side,
    /// A function's entry.
    Function,
}

impl TraceKind {
    /// The name in the text form.
    pub const fn name(self) -> &'static str {
        match self {
            TraceKind::Root => "root",
            TraceKind::Side => "side",
            TraceKind::Function => "function",
        }
    }
}

/// Where a parameter of the entry block comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct EntryParam {
    /// VM register (or whatever the recorder numbers inputs by).
    pub slot: u32,
    /// Opaque Python class.
    pub class: u32,
}

/// A way on from a block: the target and the arguments passed.
pub type Edge<'a> = (BlockId, &'a [Ref]);

/// A trace.
#[derive(Clone, Debug)]
pub struct Trace {
    /// Name, `trace3@app.py:41`.
    pub name: Name,
    /// What it starts from.
    pub kind: TraceKind,
    /// Instructions in layout order.
    pub insts: Vec<Inst>,
    /// Blocks in layout order; block 0 is the entry.
    pub blocks: Vec<Block>,
    /// Operand lists.
    pub lists: Vec<Ref>,
    /// Constants.
    pub consts: ConstPool,
    /// Sources of the entry block's parameters, one each.
    pub params: Vec<EntryParam>,
    /// Snapshots.
    pub snaps: Vec<Snapshot>,
    /// Frames of snapshots.
    pub snap_frames: Vec<FrameSnap>,
    /// Registers of snapshots.
    pub snap_entries: Vec<SnapEntry>,
    /// Virtuals of snapshots.
    pub snap_virtuals: Vec<Virtual>,
    /// Fields of virtuals.
    pub snap_fields: Vec<VirtualField>,
    /// Field descriptors.
    pub mems: Vec<MemDesc>,
    /// Function descriptors.
    pub calls: Vec<CallDesc>,
    /// Allocation descriptors.
    pub allocs: Vec<AllocDesc>,
    /// Other traces' entries.
    pub links: Vec<LinkDesc>,
}

impl Trace {
    /// A trace without any block.
    pub fn new(name: impl Into<Name>, kind: TraceKind) -> Trace {
        Trace {
            name: name.into(),
            kind,
            insts: Vec::new(),
            blocks: Vec::new(),
            lists: Vec::new(),
            consts: ConstPool::default(),
            params: Vec::new(),
            snaps: Vec::new(),
            snap_frames: Vec::new(),
            snap_entries: Vec::new(),
            snap_virtuals: Vec::new(),
            snap_fields: Vec::new(),
            mems: Vec::new(),
            calls: Vec::new(),
            allocs: Vec::new(),
            links: Vec::new(),
        }
    }

    /// Gives back memory reserved for more: optimising leaves each array the room that a greater trace took.
    pub fn shrink(&mut self) {
        self.insts.shrink_to_fit();
        self.blocks.shrink_to_fit();
        self.lists.shrink_to_fit();
        self.params.shrink_to_fit();
        self.snaps.shrink_to_fit();
        self.snap_frames.shrink_to_fit();
        self.snap_entries.shrink_to_fit();
        self.snap_virtuals.shrink_to_fit();
        self.snap_fields.shrink_to_fit();
        self.mems.shrink_to_fit();
        self.calls.shrink_to_fit();
        self.allocs.shrink_to_fit();
        self.links.shrink_to_fit();
    }

    /// An instruction.
    #[inline]
    pub fn inst(&self, r: Ref) -> &Inst {
        &self.insts[r.index()]
    }

    /// The instruction that defines a value, `None` for a constant.
    #[inline]
    pub fn def(&self, r: Ref) -> Option<&Inst> {
        if r.is_inst() {
            Some(&self.insts[r.index()])
        } else {
            None
        }
    }

    /// The constant behind a reference, if it is one.
    #[inline]
    pub fn constant(&self, r: Ref) -> Option<&Const> {
        if r.is_const() {
            Some(self.consts.get(r))
        } else {
            None
        }
    }

    /// Type of a value.
    #[inline]
    pub fn ty(&self, r: Ref) -> Type {
        if r.is_inst() {
            self.insts[r.index()].ty
        } else {
            self.consts.get(r).ty
        }
    }

    /// Operands, arguments of calls and terminators included.
    #[inline]
    pub fn operands(&self, r: Ref) -> &[Ref] {
        self.operands_of(&self.insts[r.index()])
    }

    /// Operands of an instruction of this trace.
    #[inline]
    pub fn operands_of<'a>(&'a self, inst: &'a Inst) -> &'a [Ref] {
        if inst.op.has(OpFlags::LIST) {
            let start = inst.args[0].raw() as usize;
            &self.lists[start..start + inst.extra as usize]
        } else {
            &inst.args[..inst.inline_len()]
        }
    }

    /// Operands, to be rewritten in place.
    #[inline]
    pub fn operands_mut(&mut self, r: Ref) -> &mut [Ref] {
        let inst = &mut self.insts[r.index()];
        if inst.op.has(OpFlags::LIST) {
            let start = inst.args[0].raw() as usize;
            &mut self.lists[start..start + inst.extra as usize]
        } else {
            let n = inst.inline_len();
            &mut inst.args[..n]
        }
    }

    /// Ids of all blocks in layout order.
    pub fn block_ids(&self) -> impl DoubleEndedIterator<Item = BlockId> + ExactSizeIterator {
        (0..self.blocks.len() as u32).map(BlockId::new)
    }

    /// A block.
    pub fn block(&self, b: BlockId) -> &Block {
        &self.blocks[b.index()]
    }

    /// All instructions of a block, parameters and terminator included.
    pub fn block_refs(
        &self,
        b: BlockId,
    ) -> impl DoubleEndedIterator<Item = Ref> + ExactSizeIterator {
        let b = &self.blocks[b.index()];
        (b.start..b.end).map(Ref::inst)
    }

    /// Parameters of a block.
    pub fn block_params(
        &self,
        b: BlockId,
    ) -> impl DoubleEndedIterator<Item = Ref> + ExactSizeIterator {
        let b = &self.blocks[b.index()];
        (b.start..b.start + b.nparams).map(Ref::inst)
    }

    /// The last instruction of a block.
    pub fn terminator(&self, b: BlockId) -> Ref {
        Ref::inst(self.blocks[b.index()].end - 1)
    }

    /// Where a block may go next, each with the arguments passed (none for `link` and `exit`).
    pub fn successors(&self, b: BlockId) -> impl Iterator<Item = (BlockId, &[Ref])> {
        let inst = self.inst(self.terminator(b));
        let (first, second) = self.edges_of(inst);
        first.into_iter().chain(second)
    }

    /// The edges of a terminator.
    pub fn edges_of<'a>(&'a self, inst: &'a Inst) -> (Option<Edge<'a>>, Option<Edge<'a>>) {
        match inst.op {
            Op::Jump => (Some((inst.target(), self.operands_of(inst))), None),
            Op::Br => {
                let args = &self.operands_of(inst)[1..];
                let (then_args, else_args) = args.split_at(inst.then_args().min(args.len()));
                (
                    Some((inst.target(), then_args)),
                    Some((inst.else_target(), else_args)),
                )
            }
            _ => (None, None),
        }
    }

    /// A snapshot.
    pub fn snap(&self, s: SnapId) -> &Snapshot {
        &self.snaps[s.index()]
    }

    /// Frames of a snapshot, outermost first.
    pub fn frames_of(&self, s: SnapId) -> &[FrameSnap] {
        &self.snap_frames[self.snaps[s.index()].frames.range()]
    }

    /// Registers of a snapshot.
    pub fn entries_of(&self, s: SnapId) -> &[SnapEntry] {
        &self.snap_entries[self.snaps[s.index()].entries.range()]
    }

    /// Virtuals of a snapshot.
    pub fn virtuals_of(&self, s: SnapId) -> &[Virtual] {
        &self.snap_virtuals[self.snaps[s.index()].virtuals.range()]
    }

    /// Fields of a virtual.
    pub fn fields_of(&self, v: &Virtual) -> &[VirtualField] {
        &self.snap_fields[v.fields.range()]
    }

    /// Every value (constants included) a snapshot mentions, through virtuals too; repetitions possible.
    pub fn snap_refs(&self, s: SnapId) -> impl Iterator<Item = Ref> + '_ {
        let snap = self.snaps[s.index()];
        let entries = self.snap_entries[snap.entries.range()]
            .iter()
            .map(|e| e.val);
        let fields = self.snap_virtuals[snap.virtuals.range()]
            .iter()
            .flat_map(|v| self.snap_fields[v.fields.range()].iter().map(|f| f.val));
        entries.chain(fields).filter_map(|v| match v {
            SnapVal::Ref(r) => Some(r),
            SnapVal::Virtual(_) => None,
        })
    }

    /// A field descriptor.
    pub fn mem(&self, m: MemId) -> &MemDesc {
        &self.mems[m.index()]
    }

    /// The field descriptor of an instruction that has one.
    pub fn mem_of(&self, inst: &Inst) -> Option<&MemDesc> {
        (inst.op.info().imm == Imm::Mem).then(|| &self.mems[inst.imm as usize])
    }

    /// A function descriptor.
    pub fn call_desc(&self, c: CallId) -> &CallDesc {
        &self.calls[c.index()]
    }

    /// An allocation descriptor.
    pub fn alloc_desc(&self, a: AllocId) -> &AllocDesc {
        &self.allocs[a.index()]
    }

    /// The shape that an instruction gives an object, if it stores a constant one: `store m v, shape`.
    pub fn stored_shape(&self, inst: &Inst) -> Option<u32> {
        if inst.op != Op::Store || !inst.index().is_none() {
            return None;
        }
        let mem = self.mem(inst.mem());
        let is_shape = mem.alias == AliasClass::SHAPE && mem.offset == 0 && mem.width == Width::U32;
        let value = self.constant(inst.stored()).filter(|_| is_shape)?;
        u32::try_from(value.bits).ok()
    }

    /// The kind of object that differs from another in its shape only.
    pub fn alloc_with_shape(&mut self, alloc: AllocId, shape: u32) -> AllocId {
        let mut desc = self.alloc_desc(alloc).clone();
        desc.header = desc.header >> 32 << 32 | u64::from(shape);
        let known = self.allocs.iter().position(|a| *a == desc);
        let at = known.unwrap_or_else(|| {
            self.allocs.push(desc);
            self.allocs.len() - 1
        });
        AllocId::new(at as u32)
    }

    /// A link descriptor.
    pub fn link_desc(&self, l: LinkId) -> &LinkDesc {
        &self.links[l.index()]
    }

    /// Instructions that can leave the trace, in layout order: the order in which back ends number exits. Publishing
    /// calls are among them (their exit is taken by the embedder, not by a jump).
    pub fn exits(&self) -> impl Iterator<Item = Ref> + '_ {
        self.insts
            .iter()
            .enumerate()
            .filter(|(_, i)| i.has_snap())
            .map(|(n, _)| Ref::inst(n as u32))
    }
}
