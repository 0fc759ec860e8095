//! Allocation sinking: objects and boxes that only exits need are built there.
//!
//! A `new` is *sinkable* if its result is used only as base of stores to its fields and shape (in its own block), by casts
//! between ptr and val, by barriers, as content of another sinkable object, and in snapshots; and if every snapshot that
//! mentions it comes after all its fields are stored. The allocation, its stores, casts and barriers go; each snapshot
//! gets a virtual with the contents the fields and the shape have at that point. Sinkable is what is left when everything that fails a
//! condition, and what is stored into it, has been struck off.
//!
//! In snapshots, boxed numbers become the numbers (the exit boxes them), which leaves the box operation to `dce`.
//!
//! Two instructions may share a snapshot although a field changes between them: such a snapshot is split.
//!
//! Example: `v3 = new a0; store m0 v3, v1; guard_true v2 ; snap s0` with `s0: [0:0=v3]` becomes
//! `guard_true v2 ; snap s1`, `s1: [0:0=o0] o0=a0{m0=v1}`.

use super::{Budget, Pass};
use crate::ir::snapshot::{Span, VirtualField};
use crate::ir::{
    AllocId, Build, Inst, MemId, Op, OpFlags, Ref, SnapId, SnapVal, Snapshot, Trace, Virtual,
    VirtualId,
};

/// Buffers of the pass.
#[derive(Debug, Default)]
pub(super) struct Sinker {
    /// Per instruction: index of the candidate it is or stands for, plus 1.
    owner: Vec<u32>,
    candidates: Vec<Candidate>,
}

#[derive(Debug)]
struct Candidate {
    block: u32,
    /// Its `new`.
    inst: u32,
    /// Its kind as allocated.
    made: AllocId,
    /// Its kind at the current point.
    alloc: AllocId,
    ok: bool,
    /// Objects it is stored into.
    containers: Vec<u32>,
    /// Contents at the current point.
    fields: Vec<(MemId, Ref)>,
}

impl Sinker {
    /// Sinks what can be sunk.
    pub fn run(&mut self, t: &mut Trace, budget: &mut Budget) {
        unbox_snapshots(t, budget);
        self.find(t);
        if self.candidates.is_empty() {
            return;
        }
        self.check_uses(t);
        self.check_fields(t);
        self.spread();
        for c in &mut self.candidates {
            c.ok = c.ok && budget.spend(Pass::Sink);
        }
        // Out of fuel, some are left: those they contain must stay too.
        self.spread();
        if self.candidates.iter().any(|c| c.ok) {
            self.rewrite(t);
        }
    }

    fn candidate(&self, r: Ref) -> Option<u32> {
        if r.is_inst() {
            self.owner[r.index()].checked_sub(1)
        } else {
            None
        }
    }

    fn sunk(&self, r: Ref) -> Option<usize> {
        self.candidate(r)
            .map(|c| c as usize)
            .filter(|&c| self.candidates[c].ok)
    }

    fn find(&mut self, t: &Trace) {
        self.owner.clear();
        self.owner.resize(t.insts.len(), 0);
        self.candidates.clear();
        for (block, b) in t.blocks.iter().enumerate() {
            for n in b.start..b.end {
                let inst = &t.insts[n as usize];
                match inst.op {
                    Op::New => {
                        self.candidates.push(Candidate {
                            block: block as u32,
                            made: inst.alloc(),
                            alloc: inst.alloc(),
                            inst: n,
                            ok: true,
                            containers: Vec::new(),
                            fields: Vec::new(),
                        });
                        self.owner[n as usize] = self.candidates.len() as u32;
                    }
                    Op::PtrToVal | Op::ValToPtr if inst.args[0].is_inst() => {
                        self.owner[n as usize] = self.owner[inst.args[0].index()];
                    }
                    _ => {}
                }
            }
        }
    }

    fn check_uses(&mut self, t: &Trace) {
        for (block, b) in t.blocks.iter().enumerate() {
            for n in b.start..b.end {
                let r = Ref::inst(n);
                let inst = t.inst(r);
                match inst.op {
                    Op::PtrToVal | Op::ValToPtr | Op::Barrier => {}
                    Op::Store => self.check_store(t, inst, block as u32),
                    _ => {
                        for &arg in t.operands_of(inst) {
                            if let Some(c) = self.candidate(arg) {
                                self.candidates[c as usize].ok = false;
                            }
                        }
                    }
                }
            }
        }
    }

    fn check_store(&mut self, t: &Trace, inst: &Inst, block: u32) {
        let container = self.candidate(inst.base());
        if let Some(c) = container {
            let c = &mut self.candidates[c as usize];
            let is_field =
                t.alloc_desc(c.alloc).fields.contains(&inst.mem()) && inst.index().is_none();
            // The content of a narrow field is what fits into it, which only the store can tell.
            let is_narrow = !is_whole(t, inst.mem());
            let is_whole = is_field && !is_narrow || t.stored_shape(inst).is_some();
            c.ok &= is_whole && c.block == block;
        }
        if let Some(content) = self.candidate(inst.stored()) {
            match container {
                Some(outer) => self.candidates[content as usize].containers.push(outer),
                None => self.candidates[content as usize].ok = false,
            }
        }
        if let Some(index) = self.candidate(inst.index()) {
            self.candidates[index as usize].ok = false;
        }
    }

    /// Strikes off what a snapshot mentions before all its fields are stored.
    fn check_fields(&mut self, t: &Trace) {
        self.forget_fields();
        let mut work: Vec<u32> = Vec::new();
        let mut seen: Vec<u32> = Vec::new();
        // The snapshot looked at last, while no field has been stored since.
        let mut last = SnapId::NONE;
        for n in 0..t.insts.len() as u32 {
            let inst = t.inst(Ref::inst(n));
            if inst.op == Op::Store && t.stored_shape(inst).is_none() {
                self.set_field(inst);
                last = SnapId::NONE;
            }
            if !inst.has_snap() || inst.snap == last {
                continue;
            }
            last = inst.snap;
            seen.clear();
            work.extend(t.snap_refs(inst.snap).filter_map(|r| self.candidate(r)));
            while let Some(c) = work.pop() {
                if seen.contains(&c) {
                    continue;
                }
                seen.push(c);
                let candidate = &self.candidates[c as usize];
                let complete = t.alloc_desc(candidate.alloc).fields.len() == candidate.fields.len();
                work.extend(
                    candidate
                        .fields
                        .iter()
                        .filter_map(|(_, r)| self.candidate(*r)),
                );
                self.candidates[c as usize].ok &= complete;
            }
        }
    }

    fn forget_fields(&mut self) {
        for c in &mut self.candidates {
            c.fields.clear();
            c.alloc = c.made;
        }
    }

    fn set_field(&mut self, inst: &Inst) {
        let Some(c) = self.candidate(inst.base()) else {
            return;
        };
        let c = &mut self.candidates[c as usize];
        match c.fields.iter_mut().find(|(m, _)| *m == inst.mem()) {
            Some(field) => field.1 = inst.stored(),
            None => c.fields.push((inst.mem(), inst.stored())),
        }
    }

    /// What is stored into an object that stays must stay.
    fn spread(&mut self) {
        loop {
            let mut changed = false;
            for i in 0..self.candidates.len() {
                let c = &self.candidates[i];
                if c.ok
                    && c.containers
                        .iter()
                        .any(|&o| !self.candidates[o as usize].ok)
                {
                    self.candidates[i].ok = false;
                    changed = true;
                }
            }
            if !changed {
                return;
            }
        }
    }

    fn rewrite(&mut self, t: &mut Trace) {
        self.forget_fields();
        // Snapshot before, snapshot after, valid until a sunk store: most instructions share.
        let mut last: Option<(SnapId, SnapId)> = None;
        for n in 0..t.insts.len() as u32 {
            let r = Ref::inst(n);
            let inst = *t.inst(r);
            match inst.op {
                Op::New | Op::PtrToVal | Op::ValToPtr if self.sunk(r).is_some() => {
                    t.insts[n as usize] = Inst::NOP;
                }
                Op::Barrier if self.sunk(inst.args[0]).is_some() => t.insts[n as usize] = Inst::NOP,
                Op::Store if self.sunk(inst.base()).is_some() => {
                    match (t.stored_shape(&inst), self.sunk(inst.base())) {
                        (Some(shape), Some(c)) => {
                            let kind = self.candidates[c].alloc;
                            self.candidates[c].alloc = t.alloc_with_shape(kind, shape);
                        }
                        _ => self.set_field(&inst),
                    }
                    last = None;
                    t.insts[n as usize] = Inst::NOP;
                }
                _ if inst.has_snap() => {
                    let snap = match last {
                        Some((old, new)) if old == inst.snap => new,
                        _ => self.rewrite_snap(t, inst.snap),
                    };
                    last = Some((inst.snap, snap));
                    t.insts[n as usize].snap = snap;
                }
                _ => {}
            }
        }
    }

    /// The snapshot with virtuals for the objects it mentions.
    fn rewrite_snap(&self, t: &mut Trace, s: SnapId) -> SnapId {
        if !t.snap_refs(s).any(|r| self.sunk(r).is_some()) {
            return s;
        }
        let old = *t.snap(s);
        let first_new = old.virtuals.len;
        let mut objects: Vec<usize> = Vec::new();
        let mut replace = |val: SnapVal| match val {
            SnapVal::Ref(r) => match self.sunk(r) {
                Some(c) => {
                    let at = objects.iter().position(|&o| o == c).unwrap_or_else(|| {
                        objects.push(c);
                        objects.len() - 1
                    });
                    SnapVal::Virtual(VirtualId::new(first_new + at as u32))
                }
                None => val,
            },
            SnapVal::Virtual(_) => val,
        };
        let entries = Span {
            start: t.snap_entries.len() as u32,
            len: old.entries.len,
        };
        for i in old.entries.range() {
            let mut e = t.snap_entries[i];
            e.val = replace(e.val);
            t.snap_entries.push(e);
        }
        let mut virtuals: Vec<Virtual> = Vec::new();
        for i in old.virtuals.range() {
            let v = t.snap_virtuals[i];
            let start = t.snap_fields.len() as u32;
            for j in v.fields.range() {
                let field = t.snap_fields[j];
                t.snap_fields.push(VirtualField {
                    val: replace(field.val),
                    ..field
                });
            }
            virtuals.push(Virtual {
                fields: Span { start, ..v.fields },
                ..v
            });
        }
        // Contents may be further objects: the list grows while it is walked.
        let mut done = 0;
        while done < objects.len() {
            let candidate = &self.candidates[objects[done]];
            let start = t.snap_fields.len() as u32;
            for &(mem, content) in &candidate.fields {
                let val = match self.sunk(content) {
                    Some(c) => {
                        let at = objects.iter().position(|&o| o == c).unwrap_or_else(|| {
                            objects.push(c);
                            objects.len() - 1
                        });
                        SnapVal::Virtual(VirtualId::new(first_new + at as u32))
                    }
                    None => SnapVal::Ref(unboxed(t, content).unwrap_or(content)),
                };
                t.snap_fields.push(VirtualField { mem, val });
            }
            let fields = Span {
                start,
                len: candidate.fields.len() as u32,
            };
            virtuals.push(Virtual {
                build: Build::Object(candidate.alloc),
                fields,
                id: candidate.inst,
            });
            done += 1;
        }
        let span = Span {
            start: t.snap_virtuals.len() as u32,
            len: virtuals.len() as u32,
        };
        t.snap_virtuals.extend(virtuals);
        t.snaps.push(Snapshot {
            entries,
            virtuals: span,
            ..old
        });
        SnapId::new(t.snaps.len() as u32 - 1)
    }
}

/// Whether a field holds everything its type in registers can be.
pub(super) fn is_whole(t: &Trace, mem: MemId) -> bool {
    let w = t.mem(mem).width;
    w.bytes() == 8 || !matches!(w.ty(), crate::ir::Type::I64)
}

/// The number in a box made by the trace.
fn unboxed(t: &Trace, r: Ref) -> Option<Ref> {
    let def = t.def(r)?;
    matches!(
        def.op,
        Op::BoxInt | Op::BoxSmall | Op::BoxFloat | Op::BoxBool
    )
    .then(|| def.args[0])
}

fn unbox_snapshots(t: &mut Trace, budget: &mut Budget) {
    let any_box = t
        .insts
        .iter()
        .any(|i| i.op.has(OpFlags::PURE) && unboxes(i.op));
    if !any_box {
        return;
    }
    for i in 0..t.snap_entries.len() {
        if let SnapVal::Ref(r) = t.snap_entries[i].val {
            if let Some(x) = unboxed(t, r).filter(|_| budget.spend(Pass::Sink)) {
                t.snap_entries[i].val = SnapVal::Ref(x);
            }
        }
    }
    for i in 0..t.snap_fields.len() {
        let field = t.snap_fields[i];
        if let SnapVal::Ref(r) = field.val {
            if let Some(x) = unboxed(t, r).filter(|_| budget.spend(Pass::Sink)) {
                t.snap_fields[i].val = SnapVal::Ref(x);
            }
        }
    }
}

fn unboxes(op: Op) -> bool {
    matches!(op, Op::BoxInt | Op::BoxSmall | Op::BoxFloat | Op::BoxBool)
}
