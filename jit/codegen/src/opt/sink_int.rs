//! Ints of any size that only exits need are computed there.
//!
//! `box_uint` and the operations on ints of any size call the VM. One whose result only snapshots mention, or other
//! such operations that only snapshots mention, becomes a virtual ([`Build::Int`]) of these snapshots, with the machine
//! numbers it is made of as operands; `dce` then removes it.
//!
//! Example: `v3 = box_int v1; v4 = big_mul v3, 5: val; guard_true v2 ; snap s0` with `s0: [0:0=v4]` gets
//! `s1: [0:0=o0] o0=big_mul{v1, 5: val}`.

use super::{Budget, Pass};
use crate::ir::snapshot::{Span, VirtualField};
use crate::ir::{
    Build, MemId, Op, Ref, SnapEntry, SnapId, SnapVal, Snapshot, Trace, Virtual, VirtualId,
    CLASS_UINT,
};

/// Buffers of the pass.
#[derive(Debug, Default)]
pub(super) struct IntSinker {
    /// Per instruction: something else than a snapshot uses the value.
    needed: Vec<bool>,
    /// What each snapshot has become, `NONE` if not looked at.
    done: Vec<SnapId>,
    /// Ints of the snapshot being rewritten that are virtuals already.
    ints: Vec<(Ref, VirtualId)>,
    virtuals: Vec<Virtual>,
}

fn is_candidate(op: Op) -> bool {
    op == Op::BoxUint || op.is_big()
}

impl IntSinker {
    /// Sinks what can be sunk.
    pub fn run(&mut self, t: &mut Trace, budget: &mut Budget) {
        if !t.insts.iter().any(|i| is_candidate(i.op)) {
            return;
        }
        self.needed.clear();
        self.needed.resize(t.insts.len(), false);
        for n in (0..t.insts.len() as u32).rev() {
            let r = Ref::inst(n);
            if is_candidate(t.inst(r).op) && !self.needed[r.index()] {
                continue;
            }
            for &operand in t.operands(r) {
                if operand.is_inst() {
                    self.needed[operand.index()] = true;
                }
            }
        }
        self.done.clear();
        self.done.resize(t.snaps.len(), SnapId::NONE);
        for n in 0..t.insts.len() {
            let snap = t.insts[n].snap;
            if snap.is_none() || !t.snap_refs(snap).any(|r| self.sinks(t, r)) {
                continue;
            }
            if self.done[snap.index()].is_none() {
                if !budget.spend(Pass::Sink) {
                    return;
                }
                self.done[snap.index()] = self.rewrite(t, snap);
            }
            t.insts[n].snap = self.done[snap.index()];
        }
    }

    fn sinks(&self, t: &Trace, r: Ref) -> bool {
        t.def(r)
            .is_some_and(|d| is_candidate(d.op) && !self.needed[r.index()])
    }

    /// The snapshot with virtuals for its ints, behind those it has.
    fn rewrite(&mut self, t: &mut Trace, s: SnapId) -> SnapId {
        let old = *t.snap(s);
        self.ints.clear();
        self.virtuals.clear();
        for i in old.virtuals.range() {
            let v = t.snap_virtuals[i];
            self.virtuals.push(v);
        }
        for i in old.virtuals.range() {
            let v = t.snap_virtuals[i];
            let fields: Vec<VirtualField> = t
                .fields_of(&v)
                .to_vec()
                .into_iter()
                .map(|f| VirtualField {
                    val: self.value(t, f.val),
                    ..f
                })
                .collect();
            let start = t.snap_fields.len() as u32;
            t.snap_fields.extend(fields);
            let at = i - old.virtuals.range().start;
            self.virtuals[at].fields = Span { start, ..v.fields };
        }
        let entries: Vec<SnapEntry> = t
            .entries_of(s)
            .to_vec()
            .into_iter()
            .map(|e| self.entry(t, e))
            .collect();
        let span = |start: usize, len: usize| Span {
            start: start as u32,
            len: len as u32,
        };
        let new = Snapshot {
            entries: span(t.snap_entries.len(), entries.len()),
            virtuals: span(t.snap_virtuals.len(), self.virtuals.len()),
            ..old
        };
        t.snap_entries.extend(entries);
        t.snap_virtuals.append(&mut self.virtuals);
        t.snaps.push(new);
        SnapId::new(t.snaps.len() as u32 - 1)
    }

    fn entry(&mut self, t: &mut Trace, e: SnapEntry) -> SnapEntry {
        if let (SnapVal::Ref(r), 0) = (e.val, e.class) {
            if self.sinks(t, r) && t.inst(r).op == Op::BoxUint {
                let bits = t.inst(r).args[0];
                return SnapEntry {
                    val: SnapVal::Ref(bits),
                    class: CLASS_UINT,
                    ..e
                };
            }
        }
        SnapEntry {
            val: self.value(t, e.val),
            ..e
        }
    }

    fn value(&mut self, t: &mut Trace, v: SnapVal) -> SnapVal {
        let SnapVal::Ref(r) = v else {
            return v;
        };
        if let Some(unboxed) = t
            .def(r)
            .filter(|d| matches!(d.op, Op::BoxInt | Op::BoxSmall))
        {
            return SnapVal::Ref(unboxed.args[0]);
        }
        if !self.sinks(t, r) {
            return v;
        }
        if let Some((_, known)) = self.ints.iter().find(|(int, _)| *int == r) {
            return SnapVal::Virtual(*known);
        }
        let inst = *t.inst(r);
        // `box_uint` takes the machine number itself.
        let operands: Vec<SnapVal> = inst.args[..inst.inline_len()]
            .iter()
            .map(|&a| match inst.op {
                Op::BoxUint => SnapVal::Ref(a),
                _ => self.value(t, SnapVal::Ref(a)),
            })
            .collect();
        let fields = Span {
            start: t.snap_fields.len() as u32,
            len: operands.len() as u32,
        };
        t.snap_fields
            .extend(operands.into_iter().map(|val| VirtualField {
                mem: MemId::NONE,
                val,
            }));
        let id = VirtualId::new(self.virtuals.len() as u32);
        self.virtuals.push(Virtual {
            build: Build::Int(inst.op),
            fields,
            id: u32::MAX,
        });
        self.ints.push((r, id));
        SnapVal::Virtual(id)
    }
}
