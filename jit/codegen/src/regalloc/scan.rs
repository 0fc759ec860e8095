//! The walk that hands out registers.
//!
//! State: which value each register holds. Per instruction, in this order: values that must survive a call are moved to
//! callee-saved registers or given up; operands that must be in registers are reloaded; locations of operands and
//! snapshot values are noted; values whose life ends here leave their registers; the result takes one. While walking,
//! `Loc::Spill(v)` means "the slot of value v"; real slots are known only at the end.
//!
//! Blocks: the first edge seen decides the registers a block expects ([`Scan::decide_entry`]); the moves of all edges
//! are made at the end, because an expectation may be withdrawn: a loop header that passes a value in a register which
//! is given up before anything has read it does better to leave that value in its slot.

use super::liveness::Liveness;
use super::moves::MoveSolver;
use super::slots::{self, Item};
use super::{
    AllocError, Allocation, Edge, ExitLocs, LiveRegs, Loc, Machine, Move, Policy, Range, Selection,
    Shape, FPR_BASE, NUM_REGS,
};
use crate::ir::{BlockId, Op, OpFlags, Ref, Trace, Type};

const NO_VALUE: u32 = u32::MAX;
const NO_REG: u8 = u8::MAX;
const GPRS: u64 = (1 << FPR_BASE) - 1;

struct RawEdge {
    from: u32,
    which: u8,
    to: BlockId,
    state: Range,
}

struct Scan<'a> {
    trace: &'a Trace,
    sel: &'a Selection,
    machine: &'a Machine,
    live: &'a Liveness,
    out: Allocation,
    regs: [u32; NUM_REGS],
    occupied: u64,
    reg_of: Vec<u8>,
    /// Next use of each value in the liveness table.
    cursor: Vec<u32>,
    /// The value needs a slot.
    spilled: Vec<bool>,
    fixed_slot: Vec<(u32, u32)>,
    entry: Vec<Option<Vec<(u32, u8)>>>,
    /// Values a loop header holds in registers that nobody has read yet.
    unread: u64,
    edges: Vec<RawEdge>,
    states: Vec<(u32, u8)>,
    /// Number of calls before each position.
    calls: Vec<u32>,
    /// The block parameter a value is passed to.
    passed_to: Vec<u32>,
    /// The argument register a value is wanted in.
    arg_reg: Vec<u8>,
    /// A `cx` has taken the register of the context.
    has_context: bool,
    /// Last exit that mentions a value or constant.
    seen: Vec<u32>,
    seen_const: Vec<u32>,
}

/// See [`super::allocate`].
pub fn run(
    trace: &Trace,
    sel: &Selection,
    machine: &Machine,
    live: &Liveness,
    bindings: Option<&[Loc]>,
) -> Result<Allocation, AllocError> {
    let n = trace.insts.len();
    let mut scan = Scan {
        trace,
        sel,
        machine,
        live,
        out: Allocation {
            result: vec![Loc::None; n],
            store: vec![u32::MAX; n],
            operands: vec![Loc::None; sel.uses.len()],
            before: vec![Range::default(); n],
            ..Allocation::default()
        },
        regs: [NO_VALUE; NUM_REGS],
        occupied: 0,
        reg_of: vec![NO_REG; n],
        cursor: (0..n).map(|v| live.first_use(v)).collect(),
        spilled: vec![false; n],
        fixed_slot: Vec::new(),
        entry: vec![None; trace.blocks.len()],
        unread: 0,
        edges: Vec::new(),
        states: Vec::new(),
        calls: Vec::with_capacity(n + 1),
        passed_to: vec![NO_VALUE; n],
        arg_reg: vec![NO_REG; n],
        has_context: false,
        seen: vec![0; n],
        seen_const: vec![0; trace.consts.len()],
    };
    scan.prepare()?;
    scan.enter_trace(bindings)?;
    for b in 0..trace.blocks.len() {
        scan.block(b, bindings.is_some())?;
    }
    scan.finish()
}

/// Lowest register of a non-empty set.
fn lowest(set: u64) -> usize {
    set.trailing_zeros() as usize
}

fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (set != 0).then(|| {
            let r = lowest(set);
            set &= set - 1;
            r
        })
    })
}

impl Scan<'_> {
    fn prepare(&mut self) -> Result<(), AllocError> {
        let mut calls = 0;
        for (i, inst) in self.trace.insts.iter().enumerate() {
            self.calls.push(calls);
            if inst.ty != Type::Void
                && !inst.ty.is_word_class()
                && !matches!(inst.ty, Type::F64 | Type::F32)
            {
                return Err(AllocError::VectorType);
            }
            if self.sel.nodes[i].call {
                let (mut g, mut f) = (0, 0);
                for u in self.sel.uses_of(i) {
                    let float = self.trace.ty(u.value).is_float_class();
                    let (class, k) = if float {
                        (&self.machine.fpr, &mut f)
                    } else {
                        (&self.machine.gpr, &mut g)
                    };
                    if let (Some(&r), true) = (class.args.get(*k), u.value.is_inst()) {
                        let reg = if float { FPR_BASE as u8 + r } else { r };
                        let wanted = &mut self.arg_reg[u.value.index()];
                        if *wanted == NO_REG {
                            *wanted = reg;
                        }
                    }
                    *k += 1;
                }
                calls += 1;
            }
            if inst.op.has(OpFlags::TERM) {
                let (a, b) = self.trace.edges_of(inst);
                for (to, args) in a.into_iter().chain(b) {
                    for (p, &arg) in self.trace.block_params(to).zip(args) {
                        if arg.is_inst() {
                            self.passed_to[arg.index()] = p.raw();
                        }
                    }
                }
            }
        }
        self.calls.push(calls);
        Ok(())
    }

    fn class(&self, v: usize) -> u64 {
        let float = self.trace.insts[v].ty.is_float_class();
        self.machine.allocatable() & if float { !GPRS } else { GPRS }
    }

    fn crosses_call(&self, v: usize) -> bool {
        let end = self.live.end[v] as usize;
        end > v && self.calls[end] > self.calls[v + 1]
    }

    // ---- register file ----

    fn place(&mut self, v: usize, reg: usize) {
        self.regs[reg] = v as u32;
        self.reg_of[v] = reg as u8;
        self.occupied |= 1 << reg;
    }

    fn release(&mut self, reg: usize) {
        let v = self.regs[reg];
        if v != NO_VALUE {
            self.reg_of[v as usize] = NO_REG;
            self.regs[reg] = NO_VALUE;
            self.occupied &= !(1 << reg);
            self.unread &= !(1 << reg);
        }
    }

    /// Takes a value out of its register; its slot holds it from its definition on.
    fn evict(&mut self, reg: usize, block: usize) {
        let v = self.regs[reg] as usize;
        self.spilled[v] = true;
        if self.unread >> reg & 1 != 0 {
            if let Some(entry) = &mut self.entry[block] {
                entry.retain(|&(e, _)| e as usize != v);
            }
            if self.live.block_of[v] as usize == block {
                self.out.result[v] = Loc::Spill(v as u32); // a parameter
            }
        }
        self.release(reg);
    }

    fn clear(&mut self) {
        for reg in bits(self.occupied) {
            self.release(reg);
        }
    }

    fn read(&mut self, v: usize) -> Loc {
        match self.reg_of[v] {
            NO_REG => {
                debug_assert!(self.spilled[v], "v{v} is nowhere");
                Loc::Spill(v as u32)
            }
            reg => {
                self.unread &= !(1 << reg);
                Loc::from_reg(reg as usize)
            }
        }
    }

    fn prefer(&self, free: u64, crosses: bool, hint: u64) -> Option<usize> {
        if free == 0 {
            return None;
        }
        let saved = self.machine.callee_saved();
        let kind = if crosses { free & saved } else { free & !saved };
        let first = |set: u64| {
            let better = set & !u64::from(self.sel.avoid);
            lowest(if better != 0 { better } else { set })
        };
        // A hint of the wrong kind is worth a move less than a call's worth of spilling.
        for set in [
            hint & kind,
            if crosses { kind } else { hint & free },
            kind,
            free,
        ] {
            if set != 0 {
                return Some(first(set));
            }
        }
        None
    }

    /// A register for `v`, made free if need be.
    fn choose(
        &mut self,
        v: usize,
        at: u32,
        block: usize,
        forbidden: u64,
        hint: u64,
    ) -> Result<usize, AllocError> {
        let class = self.class(v) & !forbidden;
        if let Some(reg) = self.prefer(class & !self.occupied, self.crosses_call(v), hint) {
            return Ok(reg);
        }
        let victim = bits(class & self.occupied)
            .max_by_key(|&reg| {
                let w = self.regs[reg] as usize;
                (self.live.next_real_use(w, at, block), self.spilled[w])
            })
            .ok_or(AllocError::TooManyOperands)?;
        self.evict(victim, block);
        Ok(victim)
    }

    // ---- blocks ----

    fn enter_trace(&mut self, bindings: Option<&[Loc]>) -> Result<(), AllocError> {
        let Some(bindings) = bindings else {
            let entry = self.decide_entry(0, None);
            self.entry[0] = Some(entry);
            return Ok(());
        };
        let params = self.trace.block_params(BlockId::new(0));
        if params.len() != bindings.len() {
            return Err(AllocError::BadBinding);
        }
        let (mut entry, mut taken) = (Vec::new(), 0u64);
        for (p, &loc) in params.zip(bindings) {
            let v = p.index();
            if self.live.uses(v).is_empty() {
                continue;
            }
            match loc {
                Loc::Spill(slot) => {
                    if slot >= self.machine.max_slots || self.fixed_slot.iter().any(|f| f.1 == slot)
                    {
                        return Err(AllocError::BadBinding);
                    }
                    self.fixed_slot.push((v as u32, slot));
                    self.spilled[v] = true;
                    self.out.result[v] = Loc::Spill(v as u32);
                }
                _ => {
                    let reg = loc.reg().ok_or(AllocError::BadBinding)?;
                    if self.class(v) & !taken & 1 << reg == 0 {
                        return Err(AllocError::BadBinding);
                    }
                    taken |= 1 << reg;
                    self.out.result[v] = loc;
                    entry.push((v as u32, reg as u8));
                }
            }
        }
        self.entry[0] = Some(entry);
        Ok(())
    }

    /// Fixes the registers a block expects, from the state at its first edge.
    fn decide_entry(&mut self, t: usize, args: Option<&[Ref]>) -> Vec<(u32, u8)> {
        let start = self.trace.blocks[t].start;
        let mut entry: Vec<(u32, u8)> = Vec::new();
        let mut taken = 0u64;
        for reg in bits(self.occupied) {
            let v = self.regs[reg];
            if self.live.is_live_in(t, v as usize) {
                entry.push((v, reg as u8));
                taken |= 1 << reg;
            }
        }
        for (k, p) in self.trace.block_params(BlockId::new(t as u32)).enumerate() {
            let v = p.index();
            if self.live.uses(v).is_empty() {
                continue;
            }
            let hint = match args.and_then(|a| a.get(k)) {
                Some(a) if a.is_inst() && self.reg_of[a.index()] != NO_REG => {
                    1u64 << self.reg_of[a.index()]
                }
                _ => 0,
            };
            let class = self.class(v);
            let reg = self
                .prefer(class & !taken, self.crosses_call(v), hint & class)
                .or_else(|| {
                    let mine = self.live.next_real_use(v, start, t);
                    let at = (0..entry.len())
                        .filter(|&e| class >> entry[e].1 & 1 != 0)
                        .max_by_key(|&e| self.live.next_real_use(entry[e].0 as usize, start, t))?;
                    let (w, reg) = entry[at];
                    if self.live.next_real_use(w as usize, start, t) <= mine {
                        return None;
                    }
                    entry.swap_remove(at);
                    self.spilled[w as usize] = true;
                    if self.live.block_of[w as usize] as usize == t {
                        self.out.result[w as usize] = Loc::Spill(w);
                    }
                    Some(reg as usize)
                });
            match reg {
                Some(reg) => {
                    taken |= 1 << reg;
                    entry.push((v as u32, reg as u8));
                    self.out.result[v] = Loc::from_reg(reg);
                }
                None => {
                    self.spilled[v] = true;
                    self.out.result[v] = Loc::Spill(v as u32);
                }
            }
        }
        let loop_end = self.live.loop_end[t];
        if loop_end != 0 {
            // Values in slots that the loop reads come along while registers last.
            for v in self.live.live_in(t) {
                let class = self.class(v);
                let allowed = if self.crosses_call(v) {
                    class & self.machine.callee_saved()
                } else {
                    class
                };
                if self.reg_of[v] == NO_REG
                    && allowed & !taken != 0
                    && self.live.next_real_use(v, start, t) < loop_end
                    && !entry.iter().any(|e| e.0 as usize == v)
                {
                    if let Some(reg) = self.prefer(allowed & !taken, self.crosses_call(v), 0) {
                        taken |= 1 << reg;
                        entry.push((v as u32, reg as u8));
                    }
                }
            }
        }
        entry
    }

    fn block(&mut self, b: usize, bound: bool) -> Result<(), AllocError> {
        self.clear();
        let entry = self.entry[b]
            .take()
            .ok_or(AllocError::Unreachable(BlockId::new(b as u32)))?;
        self.unread = 0;
        for &(v, reg) in &entry {
            self.place(v as usize, reg as usize);
            if self.live.loop_end[b] != 0 && !(b == 0 && bound) {
                self.unread |= 1 << reg;
            }
        }
        self.entry[b] = Some(entry);
        let block = self.trace.blocks[b];
        for i in block.start..block.end {
            self.inst(i as usize, b)?;
        }
        self.edges_of(b);
        Ok(())
    }

    fn edges_of(&mut self, b: usize) {
        let trace = self.trace;
        let term = trace.terminator(BlockId::new(b as u32));
        let (first, second) = trace.edges_of(trace.inst(term));
        let start = self.states.len() as u32;
        for reg in bits(self.occupied) {
            self.states.push((self.regs[reg], reg as u8));
        }
        let state = Range {
            start,
            end: self.states.len() as u32,
        };
        for (which, edge) in [(0, first), (1, second)] {
            if let Some((to, args)) = edge {
                if self.entry[to.index()].is_none() {
                    let entry = self.decide_entry(to.index(), Some(args));
                    self.entry[to.index()] = Some(entry);
                }
                self.edges.push(RawEdge {
                    from: term.raw(),
                    which,
                    to,
                    state,
                });
            }
        }
    }

    // ---- instructions ----

    /// Whether a value is needed after instruction `at` of `block`.
    fn lives_on(&mut self, v: usize, at: u32, block: usize) -> bool {
        while let Some(u) = self.live.use_at(v, self.cursor[v]) {
            if u.at() > at {
                if u.at() < self.trace.blocks[block].end {
                    return true;
                }
                break;
            }
            self.cursor[v] += 1;
        }
        self.live.is_live_out(block, v)
    }

    fn reload(&mut self, v: usize, reg: usize) {
        debug_assert!(self.spilled[v], "v{v} is nowhere");
        self.out.moves.push(Move {
            dst: Loc::from_reg(reg),
            src: Loc::Spill(v as u32),
        });
        self.place(v, reg);
    }

    fn inst(&mut self, i: usize, b: usize) -> Result<(), AllocError> {
        let node = self.sel.nodes[i];
        if !node.emitted {
            return Ok(());
        }
        let sel = self.sel;
        let (at, inst) = (i as u32, &self.trace.insts[i]);
        let uses = sel.uses_of(i);
        let first_move = self.out.moves.len() as u32;
        if node.call {
            self.rescue_from_call(at, b);
        }
        // Operands that must be in registers.
        let mut pinned = 0u64;
        for u in uses.iter().filter(|u| u.value.is_inst()) {
            let reg = self.reg_of[u.value.index()];
            if reg != NO_REG && u.policy == Policy::Reg {
                pinned |= 1 << reg;
            }
        }
        for u in uses
            .iter()
            .filter(|u| u.value.is_inst() && u.policy == Policy::Reg)
        {
            let v = u.value.index();
            if self.reg_of[v] == NO_REG {
                let reg = self.choose(v, at, b, pinned, 0)?;
                self.reload(v, reg);
                pinned |= 1 << reg;
            }
        }
        // Others come along if that costs nothing now and saves a load later.
        let is_term = inst.op.has(OpFlags::TERM);
        for u in uses
            .iter()
            .filter(|u| u.value.is_inst() && u.policy == Policy::Any)
        {
            let v = u.value.index();
            if self.reg_of[v] == NO_REG && !node.call && !is_term {
                let free = self.class(v) & !self.occupied;
                if free != 0 && self.live.next_real_use(v, at + 1, b) != u32::MAX {
                    if let Some(reg) = self.prefer(free, self.crosses_call(v), 0) {
                        self.reload(v, reg);
                    }
                }
            }
        }
        if inst.has_snap() && inst.ty != Type::Void && !node.call {
            self.make_room_for_checked_result(i, b, pinned)?;
        }
        self.out.before[i] = Range {
            start: first_move,
            end: self.out.moves.len() as u32,
        };
        for (k, u) in uses.iter().enumerate() {
            let loc = if u.value.is_inst() {
                self.read(u.value.index())
            } else {
                Loc::Const(u.value)
            };
            self.out.operands[node.first_use as usize + k] = loc;
        }
        let in_snap = if inst.has_snap() {
            self.exit(i, node.publish)
        } else {
            0
        };
        if node.call {
            let lost = self.occupied & !self.machine.callee_saved();
            for reg in bits(lost) {
                let v = self.regs[reg] as usize;
                if self.lives_on(v, at, b) {
                    self.evict(reg, b);
                }
            }
        }
        if is_term {
            return Ok(()); // edge arguments are read after this
        }
        // Ends of life.
        for u in uses.iter().filter(|u| u.value.is_inst()) {
            self.end_life(u.value.index(), at, b);
        }
        if inst.has_snap() && !self.live.repeated[i] {
            for r in self.trace.snap_refs(inst.snap).filter(|r| r.is_inst()) {
                self.end_life(r.index(), at, b);
            }
        }
        if node.slow {
            let live = self.occupied & !self.machine.callee_saved();
            self.out.slow.push(LiveRegs {
                inst: at,
                gpr: (live & GPRS) as u32,
                fpr: (live >> FPR_BASE) as u32,
            });
        }
        if inst.ty != Type::Void {
            self.result(i, b, in_snap)?;
        }
        Ok(())
    }

    /// The result of a checked operation may not overwrite what the exit needs, so there must be a register that holds
    /// neither a snapshot's value nor an operand.
    fn make_room_for_checked_result(
        &mut self,
        i: usize,
        b: usize,
        pinned: u64,
    ) -> Result<(), AllocError> {
        let (trace, sel) = (self.trace, self.sel);
        let mut kept = pinned;
        let operands = sel.uses_of(i).iter().map(|u| u.value);
        for r in operands
            .chain(trace.snap_refs(trace.insts[i].snap))
            .filter(|r| r.is_inst())
        {
            let reg = self.reg_of[r.index()];
            if reg != NO_REG {
                kept |= 1 << reg;
            }
        }
        if self.class(i) & !kept == 0 {
            let reg = self.choose(i, i as u32, b, pinned, 0)?;
            debug_assert!(self.occupied >> reg & 1 == 0);
        }
        Ok(())
    }

    fn end_life(&mut self, v: usize, at: u32, b: usize) {
        let reg = self.reg_of[v];
        if reg != NO_REG && !self.lives_on(v, at, b) {
            self.release(reg as usize);
        }
    }

    fn rescue_from_call(&mut self, at: u32, b: usize) {
        let saved = self.machine.callee_saved();
        for reg in bits(self.occupied & !saved) {
            let v = self.regs[reg] as usize;
            let free = self.class(v) & saved & !self.occupied;
            if free == 0
                || !self.lives_on(v, at, b)
                || self.live.next_real_use(v, at + 1, b) == u32::MAX
            {
                continue;
            }
            self.read(v);
            self.release(reg);
            let to = lowest(free);
            self.out.moves.push(Move {
                dst: Loc::from_reg(to),
                src: Loc::from_reg(reg),
            });
            self.place(v, to);
        }
    }

    /// Notes where the values of an exit are; returns the registers among them.
    fn exit(&mut self, i: usize, publish: bool) -> u64 {
        let trace = self.trace;
        let inst = &trace.insts[i];
        let (start, stamp) = (self.out.exit_values.len() as u32, i as u32 + 1);
        let mut regs = 0;
        for r in trace.snap_refs(inst.snap) {
            let seen = if r.is_inst() {
                &mut self.seen[r.index()]
            } else {
                &mut self.seen_const[r.const_index()]
            };
            if std::mem::replace(seen, stamp) == stamp {
                continue;
            }
            let loc = if r.is_const() {
                Loc::Const(r)
            } else if publish {
                self.spilled[r.index()] = true;
                Loc::Spill(r.raw())
            } else {
                let loc = self.read(r.index());
                regs |= loc.reg().map_or(0, |reg| 1 << reg);
                loc
            };
            self.out.exit_values.push((r, loc));
        }
        let values = Range {
            start,
            end: self.out.exit_values.len() as u32,
        };
        self.out.exits.push(ExitLocs {
            inst: i as u32,
            snap: inst.snap,
            values,
        });
        regs
    }

    /// The register that holds a value anyway, in the whole trace. Such a value is in `reg_of` but not in `regs`:
    /// nothing is evicted there, nothing ends.
    fn home(&mut self, i: usize, b: usize) -> Option<u8> {
        let free = self.trace.insts[i].op == Op::Cx && b == 0 && !self.has_context;
        let home = self.machine.context.filter(|_| free)?;
        self.has_context = true;
        Some(home)
    }

    fn result(&mut self, i: usize, b: usize, in_snap: u64) -> Result<(), AllocError> {
        if let Some(home) = self.home(i, b) {
            self.reg_of[i] = home;
            self.out.result[i] = Loc::Gpr(home);
            return Ok(());
        }
        let node = &self.sel.nodes[i];
        let first = node.first_use as usize;
        let regs_of = |locs: &[Loc]| {
            locs.iter()
                .filter_map(|l| l.reg())
                .fold(0u64, |m, r| m | 1 << r)
        };
        let locs = &self.out.operands[first..first + node.num_uses as usize];
        let (mut forbidden, mut hint) = (in_snap, 0);
        match node.shape {
            Shape::Free if !node.call => hint = regs_of(locs),
            Shape::Free => {}
            Shape::Tied => {
                forbidden |= regs_of(locs.get(1..).unwrap_or(&[]));
                hint = regs_of(locs.get(..1).unwrap_or(&[]));
            }
            Shape::TiedComm => hint = regs_of(locs),
            Shape::Early => forbidden |= regs_of(locs),
        }
        if node.slow {
            forbidden |= regs_of(locs);
        }
        // Where the value is wanted later counts for more than a register it can inherit.
        let wanted = match (self.passed_to[i], self.arg_reg[i]) {
            (NO_VALUE, NO_REG) => 0,
            (NO_VALUE, reg) => 1 << reg,
            (p, _) => self.out.result[p as usize].reg().map_or(0, |r| 1 << r),
        };
        let free = self.class(i) & !self.occupied & !forbidden;
        let hint = if wanted & free != 0 { wanted } else { hint };
        let reg = self.choose(i, i as u32 + 1, b, forbidden, hint)?;
        self.out.result[i] = Loc::from_reg(reg);
        self.place(i, reg);
        if !self.lives_on(i, i as u32, b) {
            self.release(reg);
        }
        Ok(())
    }

    // ---- the end ----

    fn finish(mut self) -> Result<Allocation, AllocError> {
        let (trace, live) = (self.trace, self.live);
        let mut items: Vec<Item> = Vec::new();
        for (v, _) in self.spilled.iter().enumerate().filter(|(_, &s)| s) {
            let block = trace.blocks[live.block_of[v] as usize];
            let is_param = (v as u32) < block.start + block.nparams;
            let fixed = self
                .fixed_slot
                .iter()
                .find(|f| f.0 as usize == v)
                .map(|f| f.1);
            let start = if is_param { block.start } else { v as u32 };
            items.push(Item {
                value: v as u32,
                start,
                end: live.end[v],
                fixed,
            });
        }
        let mut slot_of = std::mem::take(&mut self.seen);
        // Values at home are all that is left in `reg_of` then.
        self.clear();
        let at_home = std::mem::take(&mut self.reg_of);
        let out = &mut self.out;
        out.num_slots = slots::color(&mut items, |v, slot| slot_of[v as usize] = slot);
        if out.num_slots > self.machine.max_slots {
            return Err(AllocError::TooManySlots);
        }
        let real = |loc: &mut Loc| {
            if let Loc::Spill(v) = loc {
                *v = slot_of[*v as usize];
            }
        };
        for (v, loc) in out.result.iter_mut().enumerate() {
            if self.spilled[v] && loc.reg().is_some() {
                out.store[v] = slot_of[v];
            }
            real(loc);
        }
        out.operands.iter_mut().for_each(real);
        out.exit_values.iter_mut().for_each(|(_, loc)| real(loc));
        for m in &mut out.moves {
            real(&mut m.src);
            real(&mut m.dst);
        }
        // Edges.
        let mut here = at_home;
        let (mut solver, mut parallel) = (MoveSolver::default(), Vec::new());
        for e in &self.edges {
            let state = &self.states[e.state.idx()];
            for &(v, reg) in state {
                here[v as usize] = reg;
            }
            let loc_of = |r: Ref| {
                if r.is_const() {
                    return Loc::Const(r);
                }
                match here[r.index()] {
                    NO_REG => {
                        debug_assert!(self.spilled[r.index()], "{r:?} is nowhere at an edge");
                        Loc::Spill(slot_of[r.index()])
                    }
                    reg => Loc::from_reg(reg as usize),
                }
            };
            let inst = &trace.insts[e.from as usize];
            let (first, second) = trace.edges_of(inst);
            let args = if e.which == 0 { first } else { second }.map_or(&[][..], |(_, args)| args);
            let params = trace.block_params(e.to);
            let first_param = trace.block(e.to).start;
            let num_params = params.len() as u32;
            parallel.clear();
            for (p, &arg) in params.zip(args) {
                let dst = out.result[p.index()];
                if dst != Loc::None {
                    parallel.push(Move {
                        dst,
                        src: loc_of(arg),
                    });
                }
            }
            for &(v, reg) in self.entry[e.to.index()].iter().flatten() {
                if v.wrapping_sub(first_param) >= num_params {
                    parallel.push(Move {
                        dst: Loc::from_reg(reg as usize),
                        src: loc_of(Ref::inst(v)),
                    });
                }
            }
            let start = out.moves.len() as u32;
            solver.solve(&parallel, self.machine, &mut out.moves);
            let moves = Range {
                start,
                end: out.moves.len() as u32,
            };
            out.edges.push(Edge {
                from: e.from,
                which: e.which,
                to: e.to,
                moves,
            });
            for &(v, _) in state {
                here[v as usize] = NO_REG;
            }
        }
        Ok(self.out)
    }
}
