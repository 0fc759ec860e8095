//! Building a trace, block after block, instruction after instruction.
//!
//! Result types come from the operation table. Nothing is simplified here: what the recorder says is what the trace
//! holds (the optimiser re-emits it). A trace built wrongly is not a panic but an error of `verify`.
//!
//! ```
//! use adder_codegen::ir::{Op, SnapEntry, SnapFlags, SnapVal, TraceBuilder, TraceKind, Type};
//! let mut b = TraceBuilder::new("count", TraceKind::Root);
//! let entry = b.begin_block();
//! let i = b.entry_param(Type::I64, 0, 0); // slot 0
//! let frame = b.frame_snap(1, 10, 0); // code id, pc, base
//! let snap = b.snapshot(&[frame], &[SnapEntry { frame: 0, slot: 0, val: SnapVal::Ref(i), class: 0 }], SnapFlags::NIL);
//! let n = b.i64(100);
//! let more = b.op2(Op::Lt, i, n);
//! b.guard1(Op::GuardTrue, more, snap);
//! let one = b.i64(1);
//! let next = b.guard2(Op::AddOvf, i, one, snap);
//! b.jump(entry, &[next]);
//! let trace = b.finish();
//! adder_codegen::ir::verify::verify(&trace).unwrap();
//! ```

use super::consts::ConstPool;
use super::desc::{AllocDesc, CallDesc, LinkDesc, MemDesc, Name};
use super::inst::{Block, EntryParam, Inst, Trace, TraceKind};
use super::ops::{Op, ResultRule};
use super::snapshot::{
    Build, FrameSnap, SnapEntry, SnapFlags, SnapVal, Snapshot, Span, Virtual, VirtualField,
};
use super::types::{AllocId, BlockId, CallId, LinkId, MemId, Ref, SnapId, Tag, Type};

/// An object to build in a snapshot, as the builder takes it.
#[derive(Clone, Copy, Debug)]
pub struct VirtualSpec<'a> {
    /// What it is.
    pub build: Build,
    /// Its fields.
    pub fields: &'a [(MemId, SnapVal)],
}

/// Builds a [`Trace`].
#[derive(Clone, Debug)]
pub struct TraceBuilder {
    trace: Trace,
}

impl TraceBuilder {
    /// An empty trace.
    pub fn new(name: impl Into<Name>, kind: TraceKind) -> TraceBuilder {
        TraceBuilder {
            trace: Trace::new(name, kind),
        }
    }

    /// The trace so far.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The trace.
    pub fn finish(self) -> Trace {
        self.trace
    }

    /// Starts the next block; ids count from 0, so a later block can be named by `BlockId::new` beforehand.
    pub fn begin_block(&mut self) -> BlockId {
        let at = self.trace.insts.len() as u32;
        self.trace.blocks.push(Block {
            start: at,
            end: at,
            nparams: 0,
        });
        BlockId::new(self.trace.blocks.len() as u32 - 1)
    }

    /// A parameter of the entry block.
    pub fn entry_param(&mut self, ty: Type, slot: u32, class: u32) -> Ref {
        self.trace.params.push(EntryParam { slot, class });
        self.block_param(ty)
    }

    /// A parameter of the current block; before any other instruction of it.
    pub fn block_param(&mut self, ty: Type) -> Ref {
        let r = self.push(Inst::new(Op::Param, ty));
        if let Some(b) = self.trace.blocks.last_mut() {
            b.nparams += 1;
        }
        r
    }

    /// Appends any instruction.
    pub fn push(&mut self, inst: Inst) -> Ref {
        let r = Ref::inst(self.trace.insts.len() as u32);
        self.trace.insts.push(inst);
        if let Some(b) = self.trace.blocks.last_mut() {
            b.end = r.raw() + 1;
        }
        r
    }

    /// Gives an instruction its snapshot afterwards.
    pub fn set_snap(&mut self, r: Ref, snap: SnapId) {
        if let Some(inst) = self.trace.insts.get_mut(r.index()) {
            inst.snap = snap;
        }
    }

    /// Makes a guard already appended another one of the same operands.
    pub fn turn_guard(&mut self, r: Ref, op: Op, snap: SnapId) {
        if let Some(inst) = self.trace.insts.get_mut(r.index()) {
            inst.op = op;
            inst.snap = snap;
        }
    }

    fn simple(&mut self, op: Op, args: [Ref; 3], imm: u32, snap: SnapId) -> Ref {
        let ty = match op.info().result {
            ResultRule::Is(ty) => ty,
            ResultRule::Arg(n) => self.trace.ty(args[n]),
            ResultRule::Desc => Type::Void,
        };
        self.push(Inst {
            op,
            ty,
            extra: 0,
            args,
            imm,
            snap,
        })
    }

    /// An operation without operands (`cx`, `frame`).
    pub fn op0(&mut self, op: Op) -> Ref {
        self.simple(op, [Ref::NONE; 3], 0, SnapId::NONE)
    }

    /// An operation with one operand.
    pub fn op1(&mut self, op: Op, a: Ref) -> Ref {
        self.simple(op, [a, Ref::NONE, Ref::NONE], 0, SnapId::NONE)
    }

    /// An operation with two operands.
    pub fn op2(&mut self, op: Op, a: Ref, b: Ref) -> Ref {
        self.simple(op, [a, b, Ref::NONE], 0, SnapId::NONE)
    }

    /// An operation with three operands.
    pub fn op3(&mut self, op: Op, a: Ref, b: Ref, c: Ref) -> Ref {
        self.simple(op, [a, b, c], 0, SnapId::NONE)
    }

    /// A guard (or checked operation) with one operand.
    pub fn guard1(&mut self, op: Op, a: Ref, snap: SnapId) -> Ref {
        self.simple(op, [a, Ref::NONE, Ref::NONE], 0, snap)
    }

    /// A guard (or checked operation) with two operands.
    pub fn guard2(&mut self, op: Op, a: Ref, b: Ref, snap: SnapId) -> Ref {
        self.simple(op, [a, b, Ref::NONE], 0, snap)
    }

    /// `is_tag`.
    pub fn is_tag(&mut self, v: Ref, tag: Tag) -> Ref {
        self.simple(
            Op::IsTag,
            [v, Ref::NONE, Ref::NONE],
            tag as u32,
            SnapId::NONE,
        )
    }

    /// `guard_tag`.
    pub fn guard_tag(&mut self, v: Ref, tag: Tag, snap: SnapId) -> Ref {
        self.simple(Op::GuardTag, [v, Ref::NONE, Ref::NONE], tag as u32, snap)
    }

    /// `poll`: leaves if the field is not 0.
    pub fn poll(&mut self, base: Ref, mem: MemId, snap: SnapId) -> Ref {
        self.simple(Op::Poll, [base, Ref::NONE, Ref::NONE], mem.raw(), snap)
    }

    /// Loads a field.
    pub fn load(&mut self, mem: MemId, base: Ref) -> Ref {
        self.load_at(mem, base, Ref::NONE, 0)
    }

    /// Loads an element; `scale` (1, 2, 4, 8) multiplies the index.
    pub fn load_at(&mut self, mem: MemId, base: Ref, index: Ref, scale: u16) -> Ref {
        let ty = self.trace.mem(mem).width.ty();
        let args = [base, index, Ref::NONE];
        self.push(Inst {
            op: Op::Load,
            ty,
            extra: scale,
            args,
            imm: mem.raw(),
            snap: SnapId::NONE,
        })
    }

    /// Stores a field.
    pub fn store(&mut self, mem: MemId, base: Ref, value: Ref) -> Ref {
        self.store_at(mem, base, Ref::NONE, 0, value)
    }

    /// Stores an element; `scale` (1, 2, 4, 8) multiplies the index.
    pub fn store_at(&mut self, mem: MemId, base: Ref, index: Ref, scale: u16, value: Ref) -> Ref {
        let args = [base, value, index];
        self.push(Inst {
            op: Op::Store,
            ty: Type::Void,
            extra: scale,
            args,
            imm: mem.raw(),
            snap: SnapId::NONE,
        })
    }

    /// Reads a VM register.
    pub fn load_slot(&mut self, slot: u32) -> Ref {
        self.simple(Op::LoadSlot, [Ref::NONE; 3], slot, SnapId::NONE)
    }

    /// Writes a VM register.
    pub fn store_slot(&mut self, slot: u32, value: Ref) -> Ref {
        self.simple(
            Op::StoreSlot,
            [value, Ref::NONE, Ref::NONE],
            slot,
            SnapId::NONE,
        )
    }

    /// Allocates.
    pub fn alloc(&mut self, alloc: AllocId) -> Ref {
        self.simple(Op::New, [Ref::NONE; 3], alloc.raw(), SnapId::NONE)
    }

    /// Calls; `snap` is `SnapId::NONE` unless the descriptor says `publish`.
    pub fn call(&mut self, call: CallId, args: &[Ref], snap: SnapId) -> Ref {
        let ty = self.trace.call_desc(call).ret;
        self.list_inst(Op::Call, ty, call.raw(), args, snap)
    }

    /// Jumps to a block.
    pub fn jump(&mut self, target: BlockId, args: &[Ref]) -> Ref {
        self.list_inst(Op::Jump, Type::Void, target.raw(), args, SnapId::NONE)
    }

    /// Jumps to one of two blocks.
    pub fn br(&mut self, cond: Ref, then: (BlockId, &[Ref]), other: (BlockId, &[Ref])) -> Ref {
        let start = self.trace.lists.len() as u32;
        self.trace.lists.push(cond);
        self.trace.lists.extend_from_slice(then.1);
        self.trace.lists.extend_from_slice(other.1);
        let args = [
            Ref::from_raw(start),
            Ref::from_raw(other.0.raw()),
            Ref::from_raw(then.1.len() as u32),
        ];
        let extra = (1 + then.1.len() + other.1.len()) as u16;
        self.push(Inst {
            op: Op::Br,
            ty: Type::Void,
            extra,
            args,
            imm: then.0.raw(),
            snap: SnapId::NONE,
        })
    }

    /// Jumps to another trace.
    pub fn link(&mut self, link: LinkId, args: &[Ref]) -> Ref {
        self.list_inst(Op::Link, Type::Void, link.raw(), args, SnapId::NONE)
    }

    /// Returns a word from the root frame.
    pub fn ret(&mut self, value: Ref) -> Ref {
        self.simple(Op::Ret, [value, Ref::NONE, Ref::NONE], 0, SnapId::NONE)
    }

    /// Leaves the trace.
    pub fn exit(&mut self, snap: SnapId) -> Ref {
        self.simple(Op::Exit, [Ref::NONE; 3], 0, snap)
    }

    fn list_inst(&mut self, op: Op, ty: Type, imm: u32, list: &[Ref], snap: SnapId) -> Ref {
        let start = self.trace.lists.len() as u32;
        self.trace.lists.extend_from_slice(list);
        let args = [Ref::from_raw(start), Ref::NONE, Ref::NONE];
        self.push(Inst {
            op,
            ty,
            extra: list.len() as u16,
            args,
            imm,
            snap,
        })
    }

    /// The constant pool.
    pub fn consts(&mut self) -> &mut ConstPool {
        &mut self.trace.consts
    }

    /// An integer constant.
    pub fn i64(&mut self, x: i64) -> Ref {
        self.trace.consts.i64(x)
    }

    /// A double constant.
    pub fn f64(&mut self, x: f64) -> Ref {
        self.trace.consts.f64(x)
    }

    /// A bool constant.
    pub fn bool(&mut self, x: bool) -> Ref {
        self.trace.consts.bool(x)
    }

    /// A word constant.
    pub fn val(&mut self, word: u64) -> Ref {
        self.trace.consts.val(word)
    }

    /// The shape operand of `guard_shape`, or any other named address.
    pub fn named_ptr(&mut self, address: u64, root: bool, name: impl Into<Name>) -> Ref {
        self.trace.consts.named(Type::Ptr, address, root, name)
    }

    /// A heap object as word.
    pub fn named_val(&mut self, word: u64, root: bool, name: impl Into<Name>) -> Ref {
        self.trace.consts.named(Type::Val, word, root, name)
    }

    /// A field; the same descriptor gives the same id.
    pub fn mem(&mut self, desc: MemDesc) -> MemId {
        MemId::new(intern(&mut self.trace.mems, desc))
    }

    /// A function; the same descriptor gives the same id.
    pub fn call_desc(&mut self, desc: CallDesc) -> CallId {
        CallId::new(intern(&mut self.trace.calls, desc))
    }

    /// A kind of object; the same descriptor gives the same id.
    pub fn alloc_desc(&mut self, desc: AllocDesc) -> AllocId {
        AllocId::new(intern(&mut self.trace.allocs, desc))
    }

    /// Another trace's entry; the same descriptor gives the same id.
    pub fn link_desc(&mut self, desc: LinkDesc) -> LinkId {
        LinkId::new(intern(&mut self.trace.links, desc))
    }

    /// A frame for [`TraceBuilder::snapshot`].
    pub fn frame_snap(&self, code: u32, pc: u32, base: u32) -> FrameSnap {
        FrameSnap { code, pc, base }
    }

    /// A snapshot without virtuals.
    pub fn snapshot(
        &mut self,
        frames: &[FrameSnap],
        entries: &[SnapEntry],
        flags: SnapFlags,
    ) -> SnapId {
        self.snapshot_with(frames, entries, &[], flags)
    }

    /// A snapshot; entries and fields refer to virtuals by their index in `virtuals`.
    pub fn snapshot_with(
        &mut self,
        frames: &[FrameSnap],
        entries: &[SnapEntry],
        virtuals: &[VirtualSpec<'_>],
        flags: SnapFlags,
    ) -> SnapId {
        let t = &mut self.trace;
        let frames = append(&mut t.snap_frames, frames.iter().copied());
        let entries = append(&mut t.snap_entries, entries.iter().copied());
        let start = t.snap_virtuals.len() as u32;
        for v in virtuals {
            let fields = append(
                &mut t.snap_fields,
                v.fields.iter().map(|&(mem, val)| VirtualField { mem, val }),
            );
            t.snap_virtuals.push(Virtual {
                build: v.build,
                fields,
                id: u32::MAX,
            });
        }
        let virtuals = Span {
            start,
            len: virtuals.len() as u32,
        };
        t.snaps.push(Snapshot {
            frames,
            entries,
            virtuals,
            flags,
        });
        SnapId::new(t.snaps.len() as u32 - 1)
    }
}

fn intern<T: PartialEq>(table: &mut Vec<T>, item: T) -> u32 {
    match table.iter().position(|t| *t == item) {
        Some(at) => at as u32,
        None => {
            table.push(item);
            table.len() as u32 - 1
        }
    }
}

fn append<T>(into: &mut Vec<T>, items: impl Iterator<Item = T>) -> Span {
    let start = into.len() as u32;
    into.extend(items);
    Span {
        start,
        len: into.len() as u32 - start,
    }
}
