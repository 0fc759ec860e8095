//! Dead code: values nobody uses, parameters that carry nothing new, snapshots and constants nobody mentions.
//!
//! First, parameters of loop blocks that always receive the same value are replaced by it, and parameters that receive
//! the same values as another one by that one. Then everything needed is marked, starting from instructions that must
//! stay (stores, guards, calls, terminators); a block argument is needed if the parameter is. What is left is written
//! out anew without gaps, unreachable blocks and unused snapshots gone.
//!
//! Guards stay even if their result is unused: leaving the trace is what they are for.
//!
//! Example: `block1(v3, v4)` entered with `(v1, v2)` and again with `(v5, v4)` loses `v4`, which is `v2`.

use super::{Budget, Pass};
use crate::ir::cfg::Cfg;
use crate::ir::snapshot::{Span, VirtualField};
use crate::ir::{
    Block, BlockId, Inst, Op, OpFlags, Ref, SnapEntry, SnapId, SnapVal, Snapshot, Trace, Virtual,
};

/// Buffers of the pass.
#[derive(Debug, Default)]
pub(super) struct Eliminator {
    live: Vec<bool>,
    /// Snapshots whose values are marked.
    seen: Vec<bool>,
    map: Vec<Ref>,
    snap_map: Vec<SnapId>,
    work: Vec<Ref>,
    insts: Vec<Inst>,
    blocks: Vec<Block>,
    lists: Vec<Ref>,
    snaps: Vec<Snapshot>,
    entries: Vec<SnapEntry>,
    virtuals: Vec<Virtual>,
    fields: Vec<VirtualField>,
}

/// An edge: arguments of a terminator from some operand on.
#[derive(Clone, Copy)]
struct Edge {
    from: Ref,
    at: usize,
    to: BlockId,
}

impl Eliminator {
    /// Removes what is dead.
    pub fn run(&mut self, t: &mut Trace, budget: &mut Budget) {
        let reachable = reachable_blocks(t);
        let edges = edges(t, &reachable);
        self.simplify_params(t, &edges, budget);
        self.mark(t, &reachable, &edges, budget);
        self.rewrite(t, &reachable);
    }

    /// Replaces parameters that are other values under another name.
    fn simplify_params(&mut self, t: &mut Trace, edges: &[Edge], budget: &mut Budget) {
        self.map.clear();
        self.map.extend((0..t.insts.len() as u32).map(Ref::inst));
        let mut any = false;
        loop {
            let mut changed = false;
            for b in t.block_ids().skip(1) {
                let block = *t.block(b);
                for i in 0..block.nparams as usize {
                    let param = Ref::inst(block.start + i as u32);
                    if self.map[param.index()] != param {
                        continue;
                    }
                    let same = self
                        .only_value(t, edges, b, param, i)
                        .or_else(|| self.twin(t, edges, b, i));
                    if let Some(value) = same.filter(|_| budget.spend(Pass::Dce)) {
                        self.map[param.index()] = value;
                        changed = true;
                    }
                }
            }
            any |= changed;
            if !changed {
                break;
            }
        }
        if !any {
            return;
        }
        for r in (0..t.insts.len() as u32).map(Ref::inst) {
            for i in 0..t.operands(r).len() {
                let old = t.operands(r)[i];
                t.operands_mut(r)[i] = self.find(old);
            }
        }
        for i in 0..t.snap_entries.len() {
            t.snap_entries[i].val = self.find_val(t.snap_entries[i].val);
        }
        for i in 0..t.snap_fields.len() {
            t.snap_fields[i].val = self.find_val(t.snap_fields[i].val);
        }
    }

    fn find(&self, mut r: Ref) -> Ref {
        while r.is_inst() && self.map[r.index()] != r {
            r = self.map[r.index()];
        }
        r
    }

    fn find_val(&self, v: SnapVal) -> SnapVal {
        match v {
            SnapVal::Ref(r) => SnapVal::Ref(self.find(r)),
            other => other,
        }
    }

    fn arg(&self, t: &Trace, edge: &Edge, i: usize) -> Ref {
        self.find(t.operands(edge.from)[edge.at + i])
    }

    /// The one value, besides itself, that a parameter receives.
    fn only_value(
        &self,
        t: &Trace,
        edges: &[Edge],
        b: BlockId,
        param: Ref,
        i: usize,
    ) -> Option<Ref> {
        let mut value = None;
        let mut forward = None;
        for edge in edges.iter().filter(|e| e.to == b) {
            let arg = self.arg(t, edge, i);
            if arg == param {
                continue;
            }
            if value.is_some_and(|v| v != arg) {
                return None;
            }
            value = Some(arg);
            if edge.from < param {
                forward = Some(arg);
            }
        }
        // A value that comes in from before the block, on every edge, dominates it if it is defined in the entry block;
        // with more blocks it need not, so only the entry's values and constants are taken.
        forward.filter(|v| v.is_const() || v.raw() < t.blocks[0].end)
    }

    /// An earlier parameter of the block that always receives the same.
    fn twin(&self, t: &Trace, edges: &[Edge], b: BlockId, i: usize) -> Option<Ref> {
        let block = t.block(b);
        let param = Ref::inst(block.start + i as u32);
        (0..i).find_map(|j| {
            let other = Ref::inst(block.start + j as u32);
            if self.map[other.index()] != other || t.ty(other) != t.ty(param) {
                return None;
            }
            let mut into = edges.iter().filter(|e| e.to == b);
            into.all(|e| self.arg(t, e, i) == self.arg(t, e, j))
                .then_some(other)
        })
    }

    fn mark(&mut self, t: &Trace, reachable: &[bool], edges: &[Edge], budget: &mut Budget) {
        self.live.clear();
        self.live.resize(t.insts.len(), false);
        self.seen.clear();
        self.seen.resize(t.snaps.len(), false);
        for b in t.block_ids().filter(|b| reachable[b.index()]) {
            for r in t.block_refs(b) {
                if must_stay(t, t.inst(r)) {
                    self.need(r);
                }
            }
        }
        for r in t.block_params(BlockId::new(0)) {
            self.need(r);
        }
        self.trace_needs(t, edges);
        // Out of fuel, what would go stays, with what it needs.
        for b in t.block_ids().filter(|b| reachable[b.index()]) {
            for r in t.block_refs(b).rev() {
                if !self.live[r.index()] && t.inst(r).op != Op::Nop && !budget.spend(Pass::Dce) {
                    self.need(r);
                    self.trace_needs(t, edges);
                }
            }
        }
    }

    fn need(&mut self, r: Ref) {
        if r.is_inst() && !self.live[r.index()] {
            self.live[r.index()] = true;
            self.work.push(r);
        }
    }

    fn trace_needs(&mut self, t: &Trace, edges: &[Edge]) {
        while let Some(r) = self.work.pop() {
            let inst = t.inst(r);
            match inst.op {
                Op::Jump => {}
                Op::Br => self.need(t.operands(r)[0]),
                Op::Param => {
                    for edge in edges {
                        let block = t.block(edge.to);
                        if r.raw() >= block.start && r.raw() < block.start + block.nparams {
                            self.need(
                                t.operands(edge.from)[edge.at + (r.raw() - block.start) as usize],
                            );
                        }
                    }
                }
                _ => {
                    for i in 0..t.operands(r).len() {
                        self.need(t.operands(r)[i]);
                    }
                }
            }
            // What a snapshot needs is needed once, however many instructions have it.
            if inst.has_snap() && !std::mem::replace(&mut self.seen[inst.snap.index()], true) {
                for value in t.snap_refs(inst.snap) {
                    self.need(value);
                }
            }
        }
    }

    /// Writes out what is live.
    fn rewrite(&mut self, t: &mut Trace, reachable: &[bool]) {
        self.map.clear();
        self.map.resize(t.insts.len(), Ref::NONE);
        self.snap_map.clear();
        self.snap_map.resize(t.snaps.len(), SnapId::NONE);
        let mut block_map = vec![BlockId::NONE; t.blocks.len()];
        let kept = t.block_ids().filter(|b| reachable[b.index()]);
        for (next, b) in kept.enumerate() {
            block_map[b.index()] = BlockId::new(next as u32);
        }
        for b in t.block_ids().filter(|b| reachable[b.index()]) {
            let start = self.insts.len() as u32;
            let mut nparams = 0;
            for r in t.block_refs(b) {
                if !self.live[r.index()] {
                    continue;
                }
                let inst = self.rewrite_inst(t, r, &block_map);
                nparams += u32::from(inst.op == Op::Param);
                self.map[r.index()] = Ref::inst(self.insts.len() as u32);
                self.insts.push(inst);
            }
            self.blocks.push(Block {
                start,
                end: self.insts.len() as u32,
                nparams,
            });
        }
        swap_in(&mut t.insts, &mut self.insts);
        swap_in(&mut t.blocks, &mut self.blocks);
        swap_in(&mut t.lists, &mut self.lists);
        swap_in(&mut t.snaps, &mut self.snaps);
        swap_in(&mut t.snap_entries, &mut self.entries);
        swap_in(&mut t.snap_virtuals, &mut self.virtuals);
        swap_in(&mut t.snap_fields, &mut self.fields);
    }

    fn renamed(&self, r: Ref) -> Ref {
        if r.is_inst() {
            self.map[r.index()]
        } else {
            r
        }
    }

    fn rewrite_inst(&mut self, t: &Trace, r: Ref, block_map: &[BlockId]) -> Inst {
        let mut inst = *t.inst(r);
        if inst.op.has(OpFlags::LIST) {
            self.rewrite_list(t, &mut inst, block_map);
        } else {
            for i in 0..inst.inline_len() {
                inst.args[i] = self.renamed(inst.args[i]);
            }
        }
        if inst.has_snap() {
            inst.snap = self.rewrite_snap(t, inst.snap);
        }
        inst
    }

    fn rewrite_list(&mut self, t: &Trace, inst: &mut Inst, block_map: &[BlockId]) {
        let old = *inst;
        let start = self.lists.len() as u32;
        let (first, second) = t.edges_of(&old);
        if first.is_none() {
            for &r in t.operands_of(&old) {
                let r = self.renamed(r);
                self.lists.push(r);
            }
        } else {
            if old.op == Op::Br {
                let cond = self.renamed(t.operands_of(&old)[0]);
                self.lists.push(cond);
            }
            for (n, (to, args)) in first.into_iter().chain(second).enumerate() {
                let before = self.lists.len();
                for (&arg, param) in args.iter().zip(t.block_params(to)) {
                    if self.live[param.index()] {
                        let arg = self.renamed(arg);
                        self.lists.push(arg);
                    }
                }
                let target = block_map[to.index()];
                if n == 0 {
                    inst.imm = target.raw();
                    if old.op == Op::Br {
                        inst.args[2] = Ref::from_raw((self.lists.len() - before) as u32);
                    }
                } else {
                    inst.args[1] = Ref::from_raw(target.raw());
                }
            }
        }
        inst.args[0] = Ref::from_raw(start);
        inst.extra = (self.lists.len() as u32 - start) as u16;
    }

    fn rewrite_snap(&mut self, t: &Trace, s: SnapId) -> SnapId {
        if !self.snap_map[s.index()].is_none() {
            return self.snap_map[s.index()];
        }
        let old = *t.snap(s);
        let entries = Span {
            start: self.entries.len() as u32,
            len: old.entries.len,
        };
        for e in t.entries_of(s) {
            let val = self.renamed_val(e.val);
            self.entries.push(SnapEntry { val, ..*e });
        }
        let virtuals = Span {
            start: self.virtuals.len() as u32,
            len: old.virtuals.len,
        };
        for v in t.virtuals_of(s) {
            let start = self.fields.len() as u32;
            for field in t.fields_of(v) {
                let val = self.renamed_val(field.val);
                self.fields.push(VirtualField { val, ..*field });
            }
            self.virtuals.push(Virtual {
                fields: Span { start, ..v.fields },
                ..*v
            });
        }
        self.snaps.push(Snapshot {
            entries,
            virtuals,
            ..old
        });
        let new = SnapId::new(self.snaps.len() as u32 - 1);
        self.snap_map[s.index()] = new;
        new
    }

    fn renamed_val(&self, v: SnapVal) -> SnapVal {
        match v {
            SnapVal::Ref(r) => SnapVal::Ref(self.renamed(r)),
            other => other,
        }
    }
}

fn swap_in<T>(old: &mut Vec<T>, new: &mut Vec<T>) {
    std::mem::swap(old, new);
    new.clear();
}

fn must_stay(t: &Trace, inst: &Inst) -> bool {
    match inst.op {
        Op::Call => !t.call_desc(inst.call()).effects.pure,
        op => op.is_guard() || op.has(OpFlags::KEEP),
    }
}

fn reachable_blocks(t: &Trace) -> Vec<bool> {
    if t.blocks.len() == 1 {
        return vec![true];
    }
    let cfg = Cfg::new(t);
    t.block_ids().map(|b| cfg.is_reachable(b)).collect()
}

fn edges(t: &Trace, reachable: &[bool]) -> Vec<Edge> {
    let mut edges = Vec::new();
    for b in t.block_ids().filter(|b| reachable[b.index()]) {
        let from = t.terminator(b);
        let inst = t.inst(from);
        if !matches!(inst.op, Op::Jump | Op::Br) {
            continue;
        }
        let first = usize::from(inst.op == Op::Br);
        edges.push(Edge {
            from,
            at: first,
            to: inst.target(),
        });
        if inst.op == Op::Br {
            edges.push(Edge {
                from,
                at: first + inst.then_args(),
                to: inst.else_target(),
            });
        }
    }
    edges
}
