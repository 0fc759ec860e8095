//! Emitting a trace anew: the engine under the passes that work instruction by instruction.
//!
//! Every instruction of the source is copied with its operands replaced by what they became, then offered to
//! `fold`, `guard`, `range` and `forward` in turn until none of them wants to change it, then looked up among the pure
//! operations already there (`cse`), and only then appended. What the appended instruction tells about values
//! ([`Fact`]) and memory is noted for those that follow.
//!
//! Invariants: `facts` has one entry per appended instruction. A fact holds at the point of emission. Facts that come
//! from guards are noted in `log`, so that they can be taken back: at the start of a block everything learnt in blocks
//! that do not dominate it is undone, and peeling undoes a whole attempt ([`Mark`]). The table of pure operations is a
//! stack with chained buckets for the same reason.
//!
//! Example: with `v3 = add_ovf v1, v2` emitted, `add v1, v2` becomes `v3`, since the sum has been computed.

use super::memory::MemState;
use super::range::Rel;
use super::wrap::Wrapping;
use super::{Budget, OptStats, Pass, PassSet};
use crate::ir::cfg::Cfg;
use crate::ir::snapshot::{Span, VirtualField};
use crate::ir::{
    Block, BlockId, Inst, Op, OpFlags, Ref, SnapEntry, SnapId, SnapVal, Snapshot, Trace, TraceKind,
    Type, Virtual,
};

/// What is known of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// Smallest possible value (i64).
    pub lo: i64,
    /// Largest possible value (i64).
    pub hi: i64,
    /// The constant it equals, or `Ref::NONE`.
    pub equal: Ref,
    /// Possible kinds of word (val), bits of `guard::tags`.
    pub tags: u8,
}

impl Fact {
    /// Nothing known.
    pub const TOP: Fact = Fact {
        lo: i64::MIN,
        hi: i64::MAX,
        equal: Ref::NONE,
        tags: 0xFF,
    };

    /// An interval.
    pub fn range(lo: i64, hi: i64) -> Fact {
        Fact {
            lo,
            hi,
            ..Fact::TOP
        }
    }
}

/// What a pass makes of an instruction.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Nothing.
    Keep,
    /// Another instruction.
    Inst(Inst),
    /// A value that is there already.
    Value(Ref),
    /// Nothing is left of it.
    Drop,
    /// A guard that never holds.
    Leave,
}

/// The source: the arrays of the trace before. Frames of snapshots stay where they are: no pass changes them.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub insts: Vec<Inst>,
    pub blocks: Vec<Block>,
    pub lists: Vec<Ref>,
    snaps: Vec<Snapshot>,
    entries: Vec<SnapEntry>,
    virtuals: Vec<Virtual>,
    pub fields: Vec<VirtualField>,
}

impl Source {
    /// Exchanges arrays with a trace.
    fn swap(&mut self, t: &mut Trace) {
        std::mem::swap(&mut self.insts, &mut t.insts);
        std::mem::swap(&mut self.blocks, &mut t.blocks);
        std::mem::swap(&mut self.lists, &mut t.lists);
        std::mem::swap(&mut self.snaps, &mut t.snaps);
        std::mem::swap(&mut self.entries, &mut t.snap_entries);
        std::mem::swap(&mut self.virtuals, &mut t.snap_virtuals);
        std::mem::swap(&mut self.fields, &mut t.snap_fields);
    }

    /// What a snapshot mentions.
    pub fn snap_vals(&self, s: SnapId) -> impl Iterator<Item = SnapVal> + '_ {
        let snap = self.snaps[s.index()];
        let virtuals = &self.virtuals[snap.virtuals.range()];
        let fields = virtuals.iter().flat_map(|v| &self.fields[v.fields.range()]);
        let entries = &self.entries[snap.entries.range()];
        entries.iter().map(|e| e.val).chain(fields.map(|f| f.val))
    }

    fn clear(&mut self) {
        self.insts.clear();
        self.blocks.clear();
        self.lists.clear();
        self.snaps.clear();
        self.entries.clear();
        self.virtuals.clear();
        self.fields.clear();
    }
}

/// A point to go back to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    insts: usize,
    blocks: usize,
    lists: usize,
    snaps: [usize; 4],
    log: usize,
    cse: usize,
    rels: usize,
}

const BUCKETS: usize = 512;

#[derive(Clone, Copy, Debug)]
struct CseEntry {
    inst: Ref,
    bucket: u16,
    /// Entry before in the same bucket, plus 1.
    before: u32,
}

/// The engine. Its buffers are reused from trace to trace.
#[derive(Debug)]
pub(super) struct Emitter {
    /// The trace being built.
    pub t: Trace,
    pub src: Source,
    pub passes: PassSet,
    pub budget: Budget,
    /// What each source instruction became.
    pub map: Vec<Ref>,
    snap_map: Vec<SnapId>,
    facts: Vec<Fact>,
    log: Vec<(Ref, Fact)>,
    cse: Vec<CseEntry>,
    heads: Vec<u32>,
    /// Known differences.
    pub rels: Vec<Rel>,
    pub wrapping: Wrapping,
    /// Per source instruction: a remainder that is only compared with constants.
    pub only_compared: Vec<bool>,
    /// What those have become.
    pub residues: Vec<Ref>,
    pub mem: MemState,
    /// The block being emitted has left the trace for good.
    pub dead: bool,
    /// Blocks that dominate the current one, with the state at their ends.
    active: Vec<(BlockId, Mark)>,
    has_edge: Vec<bool>,
    block_map: Vec<BlockId>,
}

impl Default for Emitter {
    fn default() -> Emitter {
        Emitter {
            t: Trace::new("", TraceKind::Root),
            src: Source::default(),
            passes: PassSet::NONE,
            budget: Budget {
                fuel: 0,
                stats: OptStats::default(),
            },
            map: Vec::new(),
            snap_map: Vec::new(),
            facts: Vec::new(),
            log: Vec::new(),
            cse: Vec::new(),
            heads: vec![0; BUCKETS],
            rels: Vec::new(),
            wrapping: Wrapping::default(),
            only_compared: Vec::new(),
            residues: Vec::new(),
            mem: MemState::default(),
            dead: false,
            active: Vec::new(),
            has_edge: Vec::new(),
            block_map: Vec::new(),
        }
    }
}

impl Emitter {
    /// Emits the whole trace anew.
    pub fn run(&mut self, t: &mut Trace, passes: PassSet, budget: &mut Budget) {
        let cfg = if t.blocks.len() > 1 {
            Some(Cfg::new(t))
        } else {
            None
        };
        self.passes = passes;
        std::mem::swap(&mut self.budget, budget);
        std::mem::swap(&mut self.t, t);
        self.src.swap(&mut self.t);
        self.reset();
        if passes.has(Pass::Wrap) {
            self.find_wrapping();
        }
        if passes.has(Pass::Fold) {
            self.find_residues();
        }
        let is_loop = cfg.is_none() && {
            let last = self.src.insts[self.src.insts.len() - 1];
            last.op == Op::Jump && last.target() == BlockId::new(0)
        };
        if is_loop && passes.has(Pass::Peel) {
            self.peel();
        } else {
            self.emit_blocks(cfg.as_ref());
        }
        self.src.clear();
        std::mem::swap(&mut self.t, t);
        std::mem::swap(&mut self.budget, budget);
    }

    fn reset(&mut self) {
        self.map.clear();
        self.map.resize(self.src.insts.len(), Ref::NONE);
        self.forget_snaps();
        self.facts.clear();
        self.log.clear();
        self.cse.clear();
        self.heads.fill(0);
        self.rels.clear();
        self.wrapping.clear();
        self.only_compared.clear();
        self.residues.clear();
        self.mem.clear();
        self.active.clear();
        self.dead = false;
    }

    /// Snapshots copied so far do not serve the next copy.
    pub fn forget_snaps(&mut self) {
        self.wrapping.forget_numbers();
        self.snap_map.clear();
        self.snap_map.resize(self.src.snaps.len(), SnapId::NONE);
    }

    fn emit_blocks(&mut self, cfg: Option<&Cfg>) {
        let n = self.src.blocks.len();
        self.has_edge.clear();
        self.has_edge.resize(n, false);
        self.has_edge[0] = true;
        self.block_map.clear();
        self.block_map.resize(n, BlockId::NONE);
        let mut previous = BlockId::NONE;
        for b in (0..n as u32).map(BlockId::new) {
            // Edges that come from behind only cannot make a block reachable.
            if !self.has_edge[b.index()] {
                continue;
            }
            if let Some(cfg) = cfg {
                self.enter_block(cfg, b, previous);
            }
            self.block_map[b.index()] = self.begin_block();
            self.emit_params(b);
            self.emit_body(b);
            let mark = self.mark();
            self.active.push((b, mark));
            let last = self.t.insts[self.t.insts.len() - 1];
            if last.op == Op::Br {
                self.has_edge[last.else_target().index()] = true;
            }
            if matches!(last.op, Op::Jump | Op::Br) {
                self.has_edge[last.target().index()] = true;
            }
            previous = b;
        }
        for inst in &mut self.t.insts {
            if matches!(inst.op, Op::Jump | Op::Br) {
                inst.imm = self.block_map[inst.target().index()].raw();
            }
            if inst.op == Op::Br {
                inst.args[1] = Ref::from_raw(self.block_map[inst.else_target().index()].raw());
            }
        }
    }

    /// Takes back what does not hold at the start of a block.
    fn enter_block(&mut self, cfg: &Cfg, b: BlockId, previous: BlockId) {
        while let Some(&(top, mark)) = self.active.last() {
            if cfg.dominates(top, b) && top != b {
                self.undo_facts(mark);
                break;
            }
            self.active.pop();
        }
        let preds = &cfg.preds[b.index()];
        if preds.len() != 1 || preds[0] != previous {
            self.mem.forget_everything();
        }
    }

    /// Starts the next block of the new trace.
    pub fn begin_block(&mut self) -> BlockId {
        self.dead = false;
        let at = self.t.insts.len() as u32;
        self.t.blocks.push(Block {
            start: at,
            end: at,
            nparams: 0,
        });
        BlockId::new(self.t.blocks.len() as u32 - 1)
    }

    /// A parameter of the current block.
    pub fn push_param(&mut self, ty: Type) -> Ref {
        if let Some(b) = self.t.blocks.last_mut() {
            b.nparams += 1;
        }
        self.push(Inst::new(Op::Param, ty), Fact::TOP)
    }

    fn emit_params(&mut self, b: BlockId) {
        let block = self.src.blocks[b.index()];
        for n in block.start..block.start + block.nparams {
            self.map[n as usize] = self.push_param(self.src.insts[n as usize].ty);
        }
    }

    /// Emits the instructions of a source block, terminator included.
    pub fn emit_body(&mut self, b: BlockId) {
        let block = self.src.blocks[b.index()];
        for n in block.start + block.nparams..block.end {
            self.emit_source(n as usize);
            if self.dead {
                return;
            }
        }
    }

    /// Emits one source instruction.
    pub fn emit_source(&mut self, n: usize) {
        let mut inst = self.src.insts[n];
        if inst.op == Op::Nop {
            return;
        }
        if inst.op == Op::BoxInt && self.wraps(inst.args[0]) {
            self.map[n] = self.number(inst.args[0]);
            return;
        }
        self.wrap(n, &mut inst);
        if inst.op.has(OpFlags::LIST) {
            let start = inst.args[0].raw() as usize;
            inst.args[0] = Ref::from_raw(self.t.lists.len() as u32);
            for i in start..start + inst.extra as usize {
                let r = self.translate(self.src.lists[i]);
                self.t.lists.push(r);
            }
        } else {
            for i in 0..inst.inline_len() {
                inst.args[i] = self.translate(inst.args[i]);
            }
        }
        if inst.has_snap() {
            inst.snap = self.translate_snap(inst.snap);
        }
        self.map[n] = self.emit(inst);
        self.note_residue(n);
    }

    /// What a source value has become.
    pub fn translate(&self, r: Ref) -> Ref {
        if r.is_inst() {
            self.resolve(self.map[r.index()])
        } else {
            r
        }
    }

    fn resolve(&self, r: Ref) -> Ref {
        if r.is_inst() {
            let equal = self.facts[r.index()].equal;
            if !equal.is_none() {
                return equal;
            }
        }
        r
    }

    fn translate_snap(&mut self, s: SnapId) -> SnapId {
        let known = self.snap_map[s.index()];
        if !known.is_none() {
            return known;
        }
        let snap = self.src.snaps[s.index()];
        let entries = Span {
            start: self.t.snap_entries.len() as u32,
            len: snap.entries.len,
        };
        for i in snap.entries.range() {
            let mut e = self.src.entries[i];
            e.val = self.number_for(e.val);
            self.t.snap_entries.push(e);
        }
        let virtuals = Span {
            start: self.t.snap_virtuals.len() as u32,
            len: snap.virtuals.len,
        };
        for i in snap.virtuals.range() {
            let mut v = self.src.virtuals[i];
            let start = self.t.snap_fields.len() as u32;
            for j in v.fields.range() {
                let mut field = self.src.fields[j];
                field.val = self.translate_snap_val(field.val);
                self.t.snap_fields.push(field);
            }
            v.fields.start = start;
            self.t.snap_virtuals.push(v);
        }
        self.t.snaps.push(Snapshot {
            frames: snap.frames,
            entries,
            virtuals,
            flags: snap.flags,
        });
        let new = SnapId::new(self.t.snaps.len() as u32 - 1);
        self.snap_map[s.index()] = new;
        new
    }

    fn translate_snap_val(&self, v: SnapVal) -> SnapVal {
        match v {
            SnapVal::Ref(r) => SnapVal::Ref(self.translate(r)),
            other => other,
        }
    }

    /// Emits an instruction whose operands are values of the new trace. The result is `Ref::NONE` if nothing that has
    /// a value is left.
    pub fn emit(&mut self, mut inst: Inst) -> Ref {
        // Rewrites terminate by themselves (each makes the instruction simpler); the bound is a safety net.
        for _ in 0..16 {
            match self.simplify(&inst) {
                Step::Keep => break,
                Step::Inst(new) => inst = new,
                Step::Value(r) => return self.resolve(r),
                Step::Drop => return Ref::NONE,
                Step::Leave => {
                    let exit = Inst {
                        snap: inst.snap,
                        ..Inst::new(Op::Exit, Type::Void)
                    };
                    self.push(exit, Fact::TOP);
                    self.dead = true;
                    return Ref::NONE;
                }
            }
        }
        let key = self.is_mergeable(&inst).then(|| self.hash(&inst));
        if let Some(key) = key {
            if let Some(r) = self.find(key, &inst) {
                if self.budget.spend(Pass::Cse) {
                    return self.resolve(r);
                }
            }
        }
        self.append(inst, key)
    }

    fn simplify(&mut self, inst: &Inst) -> Step {
        if self.budget.fuel == 0 {
            return Step::Keep;
        }
        type Rule = fn(&mut Emitter, &Inst) -> Step;
        const RULES: [(Pass, Rule); 4] = [
            (Pass::Fold, Emitter::fold),
            (Pass::Guard, Emitter::simplify_guard),
            (Pass::Range, Emitter::simplify_range),
            (Pass::Forward, Emitter::simplify_memory),
        ];
        for (pass, rule) in RULES {
            if !self.passes.has(pass) {
                continue;
            }
            match rule(self, inst) {
                // A rule may emit a guard that leaves for good; nothing comes after it.
                _ if self.dead => return Step::Drop,
                Step::Keep => {}
                step => {
                    return if self.budget.spend(pass) {
                        step
                    } else {
                        Step::Keep
                    }
                }
            }
        }
        Step::Keep
    }

    fn is_mergeable(&self, inst: &Inst) -> bool {
        self.passes.has(Pass::Cse)
            && (inst.op.is_pure()
                || inst.op == Op::Call && self.t.call_desc(inst.call()).effects.pure)
    }

    /// Hash of what makes two operations the same; checked and unchecked sums fall into one bucket.
    fn hash(&self, inst: &Inst) -> usize {
        let op = match inst.op {
            Op::AddOvf => Op::Add,
            Op::SubOvf => Op::Sub,
            Op::MulOvf => Op::Mul,
            Op::NegOvf => Op::Neg,
            op => op,
        };
        let mut h = op as u32 ^ inst.imm.wrapping_mul(0x85EB_CA6B);
        for &r in self.t.operands_of(inst) {
            h = (h.rotate_left(5) ^ r.raw()).wrapping_mul(0x9E37_79B1);
        }
        (h >> 16) as usize % BUCKETS
    }

    /// What an equal operation that is there already gives.
    pub fn merged(&self, inst: &Inst) -> Option<Ref> {
        let there = self.find(self.hash(inst), inst)?;
        Some(self.resolve(there))
    }

    fn find(&self, key: usize, inst: &Inst) -> Option<Ref> {
        let mut at = self.heads[key];
        while at != 0 {
            let entry = self.cse[at as usize - 1];
            let other = self.t.inst(entry.inst);
            let same_op = other.op == inst.op || serves(other.op, inst.op);
            if same_op
                && other.imm == inst.imm
                && self.t.operands_of(other) == self.t.operands_of(inst)
            {
                return Some(entry.inst);
            }
            at = entry.before;
        }
        None
    }

    fn append(&mut self, inst: Inst, key: Option<usize>) -> Ref {
        self.before_append(&inst);
        let fact = self.result_fact(&inst);
        let r = self.push(inst, fact);
        if let Some(bucket) = key {
            self.cse.push(CseEntry {
                inst: r,
                bucket: bucket as u16,
                before: self.heads[bucket],
            });
            self.heads[bucket] = self.cse.len() as u32;
        }
        self.after_append(r);
        if inst.op.is_terminator() {
            self.dead = true;
        }
        r
    }

    /// Appends without looking.
    pub fn push(&mut self, inst: Inst, fact: Fact) -> Ref {
        let r = Ref::inst(self.t.insts.len() as u32);
        self.t.insts.push(inst);
        self.facts.push(fact);
        if let Some(b) = self.t.blocks.last_mut() {
            b.end = r.raw() + 1;
        }
        r
    }

    /// Appends an instruction whose operands are in a list.
    pub fn push_list(&mut self, op: Op, imm: u32, list: &[Ref]) {
        let start = Ref::from_raw(self.t.lists.len() as u32);
        self.t.lists.extend_from_slice(list);
        let inst = Inst {
            args: [start, Ref::NONE, Ref::NONE],
            extra: list.len() as u16,
            imm,
            ..Inst::new(op, Type::Void)
        };
        self.push(inst, Fact::TOP);
    }

    fn before_append(&mut self, inst: &Inst) {
        if self.passes.has(Pass::Forward) {
            self.note_effects(inst);
        }
    }

    fn result_fact(&self, inst: &Inst) -> Fact {
        let mut fact = Fact::TOP;
        if inst.ty == Type::I64 && self.passes.has(Pass::Range) {
            (fact.lo, fact.hi) = self.result_range(inst);
        }
        if inst.ty == Type::Val && self.passes.has(Pass::Guard) {
            fact.tags = self.result_tags(inst);
        }
        fact
    }

    fn after_append(&mut self, r: Ref) {
        let inst = *self.t.inst(r);
        if self.passes.has(Pass::Range) {
            self.note_differences(r, &inst);
        }
        if inst.op.is_guard() && self.passes.has(Pass::Guard) {
            self.note_guard(&inst);
        }
        if self.passes.has(Pass::Forward) {
            self.note_memory(r, &inst);
        }
    }

    /// What is known of a value.
    pub fn fact(&self, r: Ref) -> Fact {
        match self.t.constant(r) {
            None => self.facts[r.index()],
            Some(c) => {
                let (lo, hi) = if c.ty == Type::I64 {
                    (c.bits as i64, c.bits as i64)
                } else {
                    (i64::MIN, i64::MAX)
                };
                let tags = if c.ty == Type::Val {
                    self.const_tags(c.bits)
                } else {
                    0xFF
                };
                Fact {
                    lo,
                    hi,
                    equal: r,
                    tags,
                }
            }
        }
    }

    /// Learns something about a value.
    pub fn set_fact(&mut self, r: Ref, fact: Fact) {
        if r.is_inst() && self.facts[r.index()] != fact {
            self.log.push((r, self.facts[r.index()]));
            self.facts[r.index()] = fact;
        }
    }

    /// The integer a value is known to be.
    pub fn int(&self, r: Ref) -> Option<i64> {
        self.t
            .constant(r)
            .filter(|c| c.ty == Type::I64)
            .map(|c| c.bits as i64)
    }

    /// The current point.
    pub fn mark(&self) -> Mark {
        let t = &self.t;
        Mark {
            insts: t.insts.len(),
            blocks: t.blocks.len(),
            lists: t.lists.len(),
            snaps: [
                t.snaps.len(),
                t.snap_entries.len(),
                t.snap_virtuals.len(),
                t.snap_fields.len(),
            ],
            log: self.log.len(),
            cse: self.cse.len(),
            rels: self.rels.len(),
        }
    }

    /// Takes back knowledge, keeping the instructions.
    fn undo_facts(&mut self, mark: Mark) {
        while self.log.len() > mark.log {
            if let Some((r, fact)) = self.log.pop() {
                self.facts[r.index()] = fact;
            }
        }
        while self.cse.len() > mark.cse {
            if let Some(entry) = self.cse.pop() {
                self.heads[entry.bucket as usize] = entry.before;
            }
        }
        self.rels.truncate(mark.rels);
    }

    /// Goes back to a point; memory is the caller's business.
    pub fn roll_back(&mut self, mark: Mark) {
        self.undo_facts(mark);
        let t = &mut self.t;
        t.insts.truncate(mark.insts);
        self.facts.truncate(mark.insts);
        t.blocks.truncate(mark.blocks);
        if let Some(b) = t.blocks.last_mut() {
            b.end = mark.insts as u32;
        }
        t.lists.truncate(mark.lists);
        t.snaps.truncate(mark.snaps[0]);
        t.snap_entries.truncate(mark.snaps[1]);
        t.snap_virtuals.truncate(mark.snaps[2]);
        t.snap_fields.truncate(mark.snaps[3]);
        self.dead = false;
    }
}

/// Whether a checked operation that has been passed serves as the unchecked one.
fn serves(there: Op, wanted: Op) -> bool {
    matches!(
        (there, wanted),
        (Op::AddOvf, Op::Add)
            | (Op::SubOvf, Op::Sub)
            | (Op::MulOvf, Op::Mul)
            | (Op::NegOvf, Op::Neg)
    )
}
