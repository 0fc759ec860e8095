//! Symbolic checker of allocations.
//!
//! Executes the allocated trace on symbols: each location holds "value v", "constant k" or nothing known. At joins only
//! what all edges agree on remains (iterated to a fixpoint). Then every operand and every snapshot value must be where
//! the allocation says, results must respect their shape, and a value never overwrites what its own exit still needs.
//!
//! Example of what it finds: if a call clobbers `r1` and a later exit claims `v3` in `r1`, that exit is reported.

use super::{Allocation, Loc, Machine, Move, Selection, Shape, FPR_BASE, NUM_REGS};
use crate::ir::{OpFlags, Ref, Trace, Type};

const UNKNOWN: u32 = u32::MAX;

#[derive(Clone, PartialEq)]
struct State {
    /// Registers, then slots: raw `Ref`, or [`UNKNOWN`].
    content: Vec<u32>,
}

impl State {
    fn index(loc: Loc) -> Option<usize> {
        match loc {
            Loc::Spill(n) => Some(NUM_REGS + n as usize),
            loc => loc.reg(),
        }
    }

    fn get(&self, loc: Loc) -> u32 {
        match loc {
            Loc::Const(r) => r.raw(),
            loc => Self::index(loc)
                .and_then(|i| self.content.get(i).copied())
                .unwrap_or(UNKNOWN),
        }
    }

    fn set(&mut self, loc: Loc, value: u32) {
        if let Some(c) = Self::index(loc).and_then(|i| self.content.get_mut(i)) {
            *c = value;
        }
    }

    fn run(&mut self, moves: &[Move]) {
        for m in moves {
            let value = self.get(m.src);
            self.set(m.dst, value);
        }
    }

    fn forget(&mut self, value: u32) {
        self.content
            .iter_mut()
            .filter(|c| **c == value)
            .for_each(|c| *c = UNKNOWN);
    }
}

struct Checker<'a> {
    trace: &'a Trace,
    sel: &'a Selection,
    alloc: &'a Allocation,
    machine: &'a Machine,
    exit_at: Vec<u32>,
    slow_at: Vec<u32>,
    edges_at: Vec<[u32; 2]>,
}

/// Proves that every use finds its value; the error says which does not.
pub fn check(
    trace: &Trace,
    sel: &Selection,
    alloc: &Allocation,
    machine: &Machine,
) -> Result<(), String> {
    let n = trace.insts.len();
    let mut c = Checker {
        trace,
        sel,
        alloc,
        machine,
        exit_at: vec![UNKNOWN; n],
        slow_at: vec![UNKNOWN; n],
        edges_at: vec![[UNKNOWN; 2]; n],
    };
    for (k, e) in alloc.exits.iter().enumerate() {
        c.exit_at[e.inst as usize] = k as u32;
    }
    for (k, s) in alloc.slow.iter().enumerate() {
        c.slow_at[s.inst as usize] = k as u32;
    }
    for (k, e) in alloc.edges.iter().enumerate() {
        c.edges_at[e.from as usize][e.which as usize] = k as u32;
    }
    let mut start = State {
        content: vec![UNKNOWN; NUM_REGS + alloc.num_slots as usize],
    };
    for p in trace.block_params(crate::ir::BlockId::new(0)) {
        start.set(alloc.result[p.index()], p.raw());
    }
    let mut entry: Vec<Option<State>> = vec![None; trace.blocks.len()];
    entry[0] = Some(start);
    // Known contents only shrink on the way to the fixpoint, so what fails early is wrong, and the last visit of each
    // block is the proof.
    let mut work: Vec<usize> = vec![0];
    while let Some(b) = work.pop() {
        let Some(state) = entry[b].clone() else {
            continue;
        };
        for (to, out) in c.block(b, state)? {
            let merged = match &entry[to] {
                None => out,
                Some(old) => {
                    let mut new = old.clone();
                    for (a, b) in new.content.iter_mut().zip(&out.content) {
                        if *a != *b {
                            *a = UNKNOWN;
                        }
                    }
                    new
                }
            };
            if entry[to].as_ref() != Some(&merged) {
                entry[to] = Some(merged);
                work.push(to);
            }
        }
    }
    Ok(())
}

impl Checker<'_> {
    fn block(&self, b: usize, mut state: State) -> Result<Vec<(usize, State)>, String> {
        let (trace, alloc) = (self.trace, self.alloc);
        let block = trace.blocks[b];
        for p in trace.block_params(crate::ir::BlockId::new(b as u32)) {
            self.store(&mut state, p);
        }
        for i in (block.start + block.nparams) as usize..block.end as usize {
            let node = &self.sel.nodes[i];
            if !node.emitted {
                continue;
            }
            let inst = &trace.insts[i];
            let r = Ref::inst(i as u32);
            state.run(&alloc.moves[alloc.before[i].idx()]);
            let locs = &alloc.operands[node.first_use as usize..][..node.num_uses as usize];
            for (u, &loc) in self.sel.uses_of(i).iter().zip(locs) {
                if state.get(loc) != u.value.raw() {
                    return Err(format!(
                        "{r:?} ({}) expects {:?} in {loc}",
                        inst.op, u.value
                    ));
                }
                if u.policy == super::Policy::Reg && matches!(loc, Loc::Spill(_)) {
                    return Err(format!(
                        "{r:?} ({}) needs {:?} in a register",
                        inst.op, u.value
                    ));
                }
            }
            let result = alloc.result[i];
            let exit = self.exit_at[i];
            if inst.has_snap() {
                let Some(e) = alloc.exits.get(exit as usize) else {
                    return Err(format!("{r:?} has no exit record"));
                };
                let values = &alloc.exit_values[e.values.idx()];
                self.exit(r, values, &state, node.publish, result)?;
            }
            if result.reg().is_some() {
                let shared = |locs: &[Loc]| locs.contains(&result);
                let bad = match node.shape {
                    Shape::Tied => shared(locs.get(1..).unwrap_or(&[])),
                    Shape::Early => shared(locs),
                    _ => false,
                };
                if bad {
                    return Err(format!(
                        "{r:?} ({}) must not share {result} with an operand",
                        inst.op
                    ));
                }
            }
            if node.call || node.slow {
                let (gpr, fpr) = match alloc.slow.get(self.slow_at[i] as usize) {
                    Some(s) if node.slow => (s.gpr, s.fpr),
                    _ => (0, 0),
                };
                for n in 0..32 {
                    if (self.machine.gpr.callee_saved | gpr) >> n & 1 == 0 {
                        state.content[n] = UNKNOWN;
                    }
                    if (self.machine.fpr.callee_saved | fpr) >> n & 1 == 0 {
                        state.content[FPR_BASE + n] = UNKNOWN;
                    }
                }
            }
            if inst.ty != Type::Void {
                state.forget(r.raw());
                state.set(result, r.raw());
                self.store(&mut state, r);
            }
        }
        let mut out = Vec::new();
        let last = block.end as usize - 1;
        if trace.insts[last].op.has(OpFlags::TERM) {
            let (first, second) = trace.edges_of(&trace.insts[last]);
            for (which, edge) in [first, second].into_iter().enumerate() {
                if let Some((to, args)) = edge {
                    let Some(e) = alloc.edges.get(self.edges_at[last][which] as usize) else {
                        return Err(format!("v{last} has no edge {which}"));
                    };
                    let mut s = state.clone();
                    s.run(&alloc.moves[e.moves.idx()]);
                    self.pass(&mut s, to.index(), args, last)?;
                    out.push((to.index(), s));
                }
            }
        }
        Ok(out)
    }

    /// Renames arguments to parameters.
    fn pass(&self, s: &mut State, to: usize, args: &[Ref], from: usize) -> Result<(), String> {
        let before = s.clone();
        let params = || self.trace.block_params(crate::ir::BlockId::new(to as u32));
        for p in params() {
            s.forget(p.raw());
        }
        for (p, &arg) in params().zip(args) {
            let loc = self.alloc.result[p.index()];
            if loc == Loc::None {
                continue;
            }
            if before.get(loc) == arg.raw() {
                s.set(loc, p.raw());
            } else {
                return Err(format!(
                    "edge v{from} -> block{to}: {arg:?} for {p:?} is not in {loc}"
                ));
            }
        }
        Ok(())
    }

    fn store(&self, state: &mut State, r: Ref) {
        let slot = self.alloc.store[r.index()];
        if slot != UNKNOWN {
            let value = state.get(self.alloc.result[r.index()]);
            state.set(Loc::Spill(slot), value);
        }
    }

    fn exit(
        &self,
        r: Ref,
        values: &[(Ref, Loc)],
        state: &State,
        publish: bool,
        result: Loc,
    ) -> Result<(), String> {
        let inst = self.trace.inst(r);
        for wanted in self.trace.snap_refs(inst.snap) {
            if !values.iter().any(|(v, _)| *v == wanted) {
                return Err(format!("exit of {r:?} lacks {wanted:?}"));
            }
        }
        for &(v, loc) in values {
            if state.get(loc) != v.raw() {
                return Err(format!(
                    "exit of {r:?} ({}) expects {v:?} in {loc}",
                    inst.op
                ));
            }
            if publish && loc.reg().is_some() {
                return Err(format!("publishing call {r:?} has {v:?} in {loc}"));
            }
            if !publish && loc == result && result.reg().is_some() {
                return Err(format!(
                    "{r:?} ({}) overwrites {v:?}, which its exit needs",
                    inst.op
                ));
            }
        }
        Ok(())
    }
}
