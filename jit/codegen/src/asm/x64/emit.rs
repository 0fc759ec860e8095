//! The walk over an allocated trace: moves, blocks, edges, exits, out-of-line parts, constants.
//!
//! Layout: prologue (roots), body in block order with loop heads aligned, slow paths and edge moves, exit stubs in
//! groups that share a tail, constant pool. Guards jump forward to their stubs, which predicts as not taken.

use super::buffer::{Asm, Label};
use super::enc::{cc, v, Alu, Rm};
use super::regs::*;
use super::select::NOT_FOLDED;
use crate::asm::{CompileError, CompileOptions, Emitted, Stubs};
use crate::ir::{BlockId, Inst, Op, Ref, Trace, TraceKind, Type};
use crate::regalloc::moves::MoveSolver;
use crate::regalloc::{Allocation, Edge, Loc, Move, Selection};
use dynasmrt::DynasmApi;

/// A condition in the flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cond {
    /// A condition code.
    Cc(u8),
    /// After ucomisd: equal and ordered.
    OrderedEqual,
    /// After ucomisd: not that.
    NotOrderedEqual,
}

/// Code to be emitted after the body.
#[derive(Clone, Copy, Debug)]
pub struct Slow {
    /// Bound to it.
    pub entry: Label,
    /// Where it returns to.
    pub back: Label,
    /// The instruction it serves.
    pub inst: u32,
    /// Which part of it.
    pub kind: SlowKind,
}

/// Out-of-line parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlowKind {
    /// What the instruction's family says.
    Op,
    /// Moves of an edge, then the jump to its target.
    Edge(u32),
}

/// State of the walk.
pub struct Emitter<'a> {
    pub(super) trace: &'a Trace,
    pub(super) sel: &'a Selection,
    pub(super) alloc: &'a Allocation,
    pub(super) options: &'a CompileOptions<'a>,
    pub(super) stubs: &'a Stubs,
    pub(super) address: u64,
    pub(super) asm: &'a mut Asm,
    pub(super) typed_entry: Option<Label>,
    pub(super) exit_labels: Vec<Label>,
    pub(super) sites: Vec<(u32, u32)>,
    pub(super) slow: Vec<Slow>,
    pub(super) solver: MoveSolver,
    pub(super) parallel: Vec<Move>,
    pub(super) sequence: Vec<Move>,
    /// Bytes rsp is below its usual place (stack arguments).
    pub(super) rsp_shift: i32,
    blocks: Vec<Label>,
    pool: Vec<([u64; 2], Label)>,
    lines: Vec<(u32, u32)>,
}

impl<'a> Emitter<'a> {
    /// A walk that has not begun.
    pub fn new(
        trace: &'a Trace,
        sel: &'a Selection,
        alloc: &'a Allocation,
        options: &'a CompileOptions<'a>,
        stubs: &'a Stubs,
        address: u64,
        asm: &'a mut Asm,
    ) -> Emitter<'a> {
        let blocks = trace.blocks.iter().map(|_| asm.label()).collect();
        let exit_labels = alloc.exits.iter().map(|_| asm.label()).collect();
        Emitter {
            trace,
            sel,
            alloc,
            options,
            stubs,
            address,
            asm,
            typed_entry: None,
            exit_labels,
            sites: Vec::new(),
            slow: Vec::new(),
            solver: MoveSolver::default(),
            parallel: Vec::new(),
            sequence: Vec::new(),
            rsp_shift: 0,
            blocks,
            pool: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Emits everything.
    pub fn run(mut self) -> Result<Emitted, CompileError> {
        self.line(u32::MAX);
        let has_prologue = self.trace.kind != TraceKind::Side && self.options.bindings.is_none();
        if has_prologue {
            self.prologue()?;
        }
        self.asm.align_code(16);
        if let Some(l) = self.typed_entry {
            self.asm.bind(l);
        }
        let typed = self.asm.here();
        for b in 0..self.trace.blocks.len() {
            self.block(b)?;
        }
        self.out_of_line()?;
        self.exit_stubs();
        self.line(u32::MAX - 1);
        self.constant_pool();
        let bytes = self
            .asm
            .finish()
            .ok_or(CompileError::Unsupported("label never bound"))?;
        Ok(Emitted {
            bytes,
            entry: has_prologue.then_some(0),
            typed,
            sites: self.sites,
            lines: self.lines,
            addresses: std::mem::take(&mut self.asm.addresses),
        })
    }

    fn line(&mut self, inst: u32) {
        if self.options.listing {
            self.lines.push((self.asm.here(), inst));
        }
    }

    fn block(&mut self, b: usize) -> Result<(), CompileError> {
        let trace = self.trace;
        let block = trace.blocks[b];
        let is_header = self
            .alloc
            .edges
            .iter()
            .any(|e| e.to.index() == b && e.from >= block.start);
        if is_header {
            self.asm.align_code(16);
        }
        self.asm.bind(self.blocks[b]);
        for i in block.start..block.end {
            let at = i as usize;
            if i < block.start + block.nparams {
                self.store_result(at);
                continue;
            }
            if !self.sel.nodes[at].emitted {
                continue;
            }
            self.line(i);
            let alloc = self.alloc;
            self.moves(&alloc.moves[alloc.before[at].idx()]);
            self.lower(at, &trace.insts[at])?;
            self.store_result(at);
        }
        Ok(())
    }

    fn store_result(&mut self, i: usize) {
        let slot = self.alloc.store[i];
        if slot != u32::MAX {
            let src = self.alloc.result[i];
            self.one_move(Move {
                dst: Loc::Spill(slot),
                src,
            });
        }
    }

    fn lower(&mut self, i: usize, inst: &Inst) -> Result<(), CompileError> {
        match inst.op {
            Op::Nop | Op::Param => Ok(()),
            Op::Fadd
            | Op::Fsub
            | Op::Fmul
            | Op::Fdiv
            | Op::Fneg
            | Op::Fabs
            | Op::Fsqrt
            | Op::Ffloor
            | Op::Fceil
            | Op::Ftrunc
            | Op::Fma
            | Op::I2f
            | Op::U2f
            | Op::F2i
            | Op::F2iChk
            | Op::F2iExact
            | Op::F2f32
            | Op::F32f
            | Op::Fbits
            | Op::BitsF
            | Op::UnboxFloat
            | Op::BoxFloat => self.lower_float(i, inst),
            Op::Load | Op::Store | Op::LoadSlot | Op::StoreSlot | Op::New | Op::Barrier => {
                self.lower_mem(i, inst)
            }
            Op::Call | Op::Link => self.lower_call(i, inst),
            Op::BoxUint | Op::IsUint | Op::LowInt => self.lower_int_call(i, inst),
            op if op.is_big() => self.lower_int_call(i, inst),
            Op::GuardTrue
            | Op::GuardFalse
            | Op::GuardTag
            | Op::GuardShape
            | Op::GuardEq
            | Op::GuardNe
            | Op::GuardValid
            | Op::Poll
            | Op::Eq
            | Op::Ne
            | Op::Lt
            | Op::Le
            | Op::Gt
            | Op::Ge
            | Op::Ult
            | Op::Ule
            | Op::Feq
            | Op::Fne
            | Op::Flt
            | Op::Fle
            | Op::Fgt
            | Op::Fge
            | Op::IsTag
            | Op::Select => self.lower_guard(i, inst),
            Op::Jump => {
                let (edge, _) = self.edges(i);
                if let Some(e) = edge {
                    let alloc = self.alloc;
                    self.moves(&alloc.moves[e.moves.idx()]);
                    self.go(i, e.to);
                }
                Ok(())
            }
            Op::Br => self.branch(i),
            Op::Ret => {
                let node = &self.sel.nodes[i];
                let from = self.alloc.operands[node.first_use as usize];
                let r = self.gpr(from, RAX);
                if r != RAX {
                    self.asm.mov(RAX, Rm::Reg(r));
                }
                self.asm.jmp_to(self.address, self.stubs.ret);
                Ok(())
            }
            Op::Exit => {
                let exit = self.exit_of(i)?;
                self.exit_jump(exit);
                Ok(())
            }
            _ => self.lower_int(i, inst),
        }
    }

    // ---- control flow ----

    fn edges(&self, i: usize) -> (Option<Edge>, Option<Edge>) {
        let edges = &self.alloc.edges;
        let at = edges.partition_point(|e| (e.from as usize) < i);
        let pick = |k: usize| edges.get(k).copied().filter(|e| e.from as usize == i);
        (pick(at), pick(at + 1))
    }

    /// A jump to a block, unless it comes next.
    fn go(&mut self, i: usize, to: BlockId) {
        if self.trace.block(to).start as usize != i + 1 {
            self.asm.jmp(self.blocks[to.index()]);
        }
    }

    fn branch(&mut self, i: usize) -> Result<(), CompileError> {
        let (Some(then), Some(other)) = self.edges(i) else {
            return Err(CompileError::Unsupported("branch without two edges"));
        };
        let code = match self.condition(i)? {
            Cond::Cc(code) => code,
            // Not folded by select.
            _ => return Err(CompileError::Unsupported("branch on two flags")),
        };
        // The edge whose target comes next (else the second) is the fall-through.
        let then_next = self.trace.block(then.to).start as usize == i + 1;
        let (code, jump, fall) = if then_next {
            (code ^ 1, other, then)
        } else {
            (code, then, other)
        };
        if jump.moves.start == jump.moves.end {
            self.asm.jcc(code, self.blocks[jump.to.index()]);
        } else {
            let at = self
                .alloc
                .edges
                .iter()
                .position(|e| e.from == jump.from && e.which == jump.which);
            let entry = self.asm.label();
            let back = self.blocks[jump.to.index()];
            let kind = SlowKind::Edge(at.unwrap_or(0) as u32);
            self.slow.push(Slow {
                entry,
                back,
                inst: i as u32,
                kind,
            });
            self.asm.jcc(code, entry);
        }
        let alloc = self.alloc;
        self.moves(&alloc.moves[fall.moves.idx()]);
        self.go(i, fall.to);
        Ok(())
    }

    /// Number of the exit of an instruction.
    pub(super) fn exit_of(&self, i: usize) -> Result<u32, CompileError> {
        let at = self.alloc.exits.partition_point(|e| (e.inst as usize) < i);
        match self.alloc.exits.get(at) {
            Some(e) if e.inst as usize == i => Ok(at as u32),
            _ => Err(CompileError::Unsupported("guard without snapshot")),
        }
    }

    /// Leaves if the condition code holds. `start` is where the compare that sets the flags begins.
    pub(super) fn exit_if(&mut self, start: u32, code: u8, exit: u32) {
        self.asm.pad_for_patch(start, 2);
        self.asm.jcc(code, self.exit_labels[exit as usize]);
        let field = self.asm.here() - 4;
        self.sites.push((exit, field));
    }

    /// Leaves.
    pub(super) fn exit_jump(&mut self, exit: u32) {
        let start = self.asm.here();
        self.asm.pad_for_patch(start, 1);
        self.asm.jmp(self.exit_labels[exit as usize]);
        let field = self.asm.here() - 4;
        self.sites.push((exit, field));
    }

    /// Leaves unless the condition holds.
    pub(super) fn exit_unless(&mut self, start: u32, cond: Cond, exit: u32) {
        match cond {
            Cond::Cc(code) => self.exit_if(start, code ^ 1, exit),
            Cond::OrderedEqual => {
                self.exit_if(start, cc::P, exit);
                let start = self.asm.here();
                self.exit_if(start, cc::NE, exit);
            }
            Cond::NotOrderedEqual => {
                let skip = self.asm.label();
                self.asm.jcc(cc::P, skip);
                let start = self.asm.here();
                self.exit_if(start, cc::E, exit);
                self.asm.bind(skip);
            }
        }
    }

    /// A part to be emitted after the body; jump to the first label, return to the second.
    pub(super) fn slow_path(&mut self, i: usize) -> (Label, Label) {
        let (entry, back) = (self.asm.label(), self.asm.label());
        self.slow.push(Slow {
            entry,
            back,
            inst: i as u32,
            kind: SlowKind::Op,
        });
        (entry, back)
    }

    fn out_of_line(&mut self) -> Result<(), CompileError> {
        let mut at = 0;
        // Slow paths do not have slow paths, but keep the loop honest.
        while at < self.slow.len() {
            let slow = self.slow[at];
            at += 1;
            self.line(slow.inst);
            self.asm.bind(slow.entry);
            match slow.kind {
                SlowKind::Edge(e) => {
                    let alloc = self.alloc;
                    self.moves(&alloc.moves[alloc.edges[e as usize].moves.idx()]);
                }
                SlowKind::Op => self.slow_op(&slow)?,
            }
            self.asm.jmp(slow.back);
        }
        Ok(())
    }

    fn slow_op(&mut self, slow: &Slow) -> Result<(), CompileError> {
        let i = slow.inst as usize;
        let inst = &self.trace.insts[i];
        match inst.op {
            Op::FloorDiv | Op::Mod | Op::Div | Op::Rem | Op::Udiv | Op::Urem => {
                self.slow_divide(i, inst, slow)
            }
            Op::BoxInt => self.slow_box_int(i),
            Op::UnboxIntAny => self.slow_unbox_int(i),
            Op::GuardTag | Op::IsTag => self.slow_int_tag(i, inst, slow),
            Op::BoxFloat | Op::U2f | Op::F2iChk => self.slow_float(i, inst),
            Op::New | Op::Barrier => self.slow_mem(i, inst),
            _ => Err(CompileError::Unsupported("slow path")),
        }
    }

    fn exit_stubs(&mut self) {
        self.line(u32::MAX);
        // A stub is `mov eax, number; jmp short tail`; a tail serves the stubs a short jump reaches it from.
        const GROUP: usize = 16;
        for first in (0..self.exit_labels.len()).step_by(GROUP) {
            let last = (first + GROUP).min(self.exit_labels.len());
            for k in first..last {
                let label = self.exit_labels[k];
                self.asm.bind(label);
                self.asm.push(0xB8);
                self.asm
                    .push_u32(self.options.exit_base.wrapping_add(k as u32));
                if k + 1 < last {
                    self.asm.push(0xEB);
                    self.asm.push(((last - 1 - k) * 7 - 2) as u8);
                }
            }
            self.asm.mov_imm(R11, u64::from(self.alloc.num_slots));
            self.asm.jmp_to(self.address, self.stubs.exit);
        }
    }

    // ---- constants ----

    fn constant_pool(&mut self) {
        self.asm.align_code(16);
        // 16-byte entries (masks) first keeps them aligned.
        let mut pool = std::mem::take(&mut self.pool);
        pool.sort_by_key(|(bits, _)| bits[1] == 0);
        for (bits, label) in pool {
            self.asm.bind(label);
            self.asm.push_u64(bits[0]);
            if bits[1] != 0 {
                self.asm.push_u64(bits[1]);
            }
        }
    }

    /// 8 bytes of the pool, or 16 if `high` is not 0.
    pub(super) fn pooled(&mut self, low: u64, high: u64) -> Rm {
        if let Some((_, label)) = self.pool.iter().find(|(bits, _)| *bits == [low, high]) {
            return Rm::Label(*label);
        }
        let label = self.asm.label();
        self.pool.push(([low, high], label));
        Rm::Label(label)
    }

    // ---- operands ----

    /// Locations of an instruction's uses, in the order `select` gave them.
    pub(super) fn locs(&self, i: usize) -> [Loc; 5] {
        let node = &self.sel.nodes[i];
        let mut locs = [Loc::None; 5];
        let from =
            &self.alloc.operands[node.first_use as usize..][..(node.num_uses as usize).min(5)];
        locs[..from.len()].copy_from_slice(from);
        locs
    }

    /// The instruction whose compare is folded into instruction `i`.
    pub(super) fn folded(&self, i: usize) -> Option<&'a Inst> {
        let raw = self.sel.nodes[i].folded;
        (raw != NOT_FOLDED).then(|| &self.trace.insts[raw as usize])
    }

    /// A spill slot as operand.
    pub(super) fn slot(&self, n: u32) -> Rm {
        Rm::at(RSP, n as i32 * 8 + self.rsp_shift)
    }

    /// Bits of a constant.
    pub(super) fn bits(&self, r: Ref) -> u64 {
        self.trace.consts.get(r).bits
    }

    /// The constant's value if it fits a sign-extended 32-bit immediate.
    pub(super) fn imm32(&self, loc: Loc) -> Option<i32> {
        match loc {
            Loc::Const(r) => i32::try_from(self.bits(r) as i64).ok(),
            _ => None,
        }
    }

    /// Puts a constant in a general register without touching the flags.
    pub(super) fn load_const(&mut self, reg: u8, r: Ref) {
        let c = *self.trace.consts.get(r);
        if c.ty == Type::Ptr && c.bits != 0 || !c.name.is_none() {
            self.asm.mov_address(reg, c.bits);
        } else {
            self.asm.mov_imm(reg, c.bits);
        }
    }

    /// A general register with the value: its own, or `scratch` after loading it.
    pub(super) fn gpr(&mut self, loc: Loc, scratch: u8) -> u8 {
        match loc {
            Loc::Gpr(r) => r,
            Loc::Const(r) => {
                self.load_const(scratch, r);
                scratch
            }
            Loc::Spill(s) => {
                let rm = self.slot(s);
                self.asm.mov(scratch, rm);
                scratch
            }
            Loc::Fpr(x) => {
                self.asm.vex(v::MOVQ_TO_R, x, 0, Rm::Reg(scratch), 0);
                scratch
            }
            Loc::None => scratch,
        }
    }

    /// An integer operand that may be in memory; constants go to `scratch`.
    pub(super) fn int_rm(&mut self, loc: Loc, scratch: u8) -> Rm {
        match loc {
            Loc::Spill(s) => self.slot(s),
            loc => Rm::Reg(self.gpr(loc, scratch)),
        }
    }

    /// `op reg, loc` with the shortest form of a constant.
    pub(super) fn alu_loc(&mut self, op: Alu, reg: u8, loc: Loc, scratch: u8) {
        match self.imm32(loc) {
            Some(imm) => self.asm.alu_imm(op, Rm::Reg(reg), imm),
            None => {
                let rm = self.int_rm(loc, scratch);
                self.asm.alu(op, reg, rm);
            }
        }
    }

    /// A vector register with the value: its own, or `scratch` after loading it.
    pub(super) fn fpr(&mut self, loc: Loc, scratch: u8) -> u8 {
        match loc {
            Loc::Fpr(x) => x,
            loc => {
                self.one_move(Move {
                    dst: Loc::Fpr(scratch),
                    src: loc,
                });
                scratch
            }
        }
    }

    /// A float operand that may be in memory.
    pub(super) fn float_rm(&mut self, loc: Loc) -> Rm {
        match loc {
            Loc::Spill(s) => self.slot(s),
            Loc::Const(r) => {
                let bits = self.bits(r);
                self.pooled(bits, 0)
            }
            loc => Rm::Reg(self.fpr(loc, XMM15)),
        }
    }

    /// The general register of the result.
    pub(super) fn dest(&self, i: usize) -> Result<u8, CompileError> {
        match self.alloc.result[i] {
            Loc::Gpr(d) => Ok(d),
            _ => Err(CompileError::Unsupported(
                "result outside a general register",
            )),
        }
    }

    /// The vector register of the result.
    pub(super) fn dest_float(&self, i: usize) -> Result<u8, CompileError> {
        match self.alloc.result[i] {
            Loc::Fpr(d) => Ok(d),
            _ => Err(CompileError::Unsupported(
                "result outside a vector register",
            )),
        }
    }

    // ---- moves ----

    /// Emits moves in order. Uses rax.
    pub(super) fn moves(&mut self, moves: &[Move]) {
        for &m in moves {
            self.one_move(m);
        }
    }

    /// Emits one move without touching the flags. Uses rax between memory places.
    pub(super) fn one_move(&mut self, m: Move) {
        match (m.dst, m.src) {
            (_, Loc::None) => {}
            (Loc::Gpr(d), src) => {
                let r = self.gpr(src, d);
                self.asm.mov(d, Rm::Reg(r));
            }
            (Loc::Fpr(d), Loc::Fpr(s)) => {
                if d != s {
                    self.asm.vex(v::MOVAPS, d, 0, Rm::Reg(s), 0);
                }
            }
            (Loc::Fpr(d), Loc::Gpr(s)) => self.asm.vex(v::MOVQ_TO_X, d, 0, Rm::Reg(s), 0),
            (Loc::Fpr(d), Loc::Const(r)) if self.bits(r) == 0 => {
                self.asm.vex(v::XORPS, d, d, Rm::Reg(d), 0);
            }
            (Loc::Fpr(d), src) => {
                let rm = self.float_rm(src);
                self.asm.vex(v::MOV_LOAD, d, 0, rm, 0);
            }
            (Loc::Spill(d), src) => {
                let to = self.slot(d);
                match (src, self.imm32(src)) {
                    (_, Some(imm)) => self.asm.store_imm(to, imm),
                    (Loc::Fpr(x), _) => self.asm.vex(v::MOV_STORE, x, 0, to, 0),
                    (src, _) => {
                        let r = self.gpr(src, RAX);
                        self.asm.store(to, r);
                    }
                }
            }
            (Loc::None | Loc::Const(_), _) => {}
        }
    }
}
