//! Dead stores: a store that another one overwrites before anybody can look.
//!
//! Walks each block backwards with the list of locations that are overwritten later on. Everything that may look ends
//! the list: an instruction with a snapshot (the interpreter continues from memory), a call that reads, a collection, a
//! load of the same class, the end of the block. Only stores of the very same location (same base, index, field layout)
//! overwrite.
//!
//! Example: `store m0 v1, 1; store m0 v1, 2` keeps the second; with a guard in between it keeps both.

use super::{Budget, Pass};
use crate::ir::{AliasClass, Inst, Op, OpFlags, Ref, Trace};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Field {
        base: Ref,
        index: Ref,
        scale: u16,
        offset: i32,
        bytes: u32,
        class: AliasClass,
    },
    Slot(u32),
}

/// Replaces dead stores by `nop`.
pub(super) fn run(t: &mut Trace, budget: &mut Budget) {
    let mut overwritten: Vec<Target> = Vec::new();
    for b in t.block_ids() {
        overwritten.clear();
        for r in t.block_refs(b).rev() {
            let inst = *t.inst(r);
            match target(t, &inst) {
                Some(target) if overwritten.contains(&target) => {
                    if budget.spend(Pass::Dse) {
                        t.insts[r.index()] = Inst::NOP;
                    }
                }
                Some(target) => overwritten.push(target),
                None => look(t, &inst, &mut overwritten),
            }
        }
    }
}

fn target(t: &Trace, inst: &Inst) -> Option<Target> {
    match inst.op {
        Op::Store => {
            let d = t.mem(inst.mem());
            Some(Target::Field {
                base: inst.base(),
                index: inst.index(),
                scale: inst.extra,
                offset: d.offset,
                bytes: d.width.bytes(),
                class: d.alias,
            })
        }
        Op::StoreSlot => Some(Target::Slot(inst.slot())),
        _ => None,
    }
}

/// Takes out what the instruction may look at.
fn look(t: &Trace, inst: &Inst, overwritten: &mut Vec<Target>) {
    let flags = inst.op.info().flags;
    if inst.has_snap() || flags.has(OpFlags::ALLOC) || flags.has(OpFlags::TERM) {
        overwritten.clear();
    } else if inst.op == Op::Load {
        let class = t.mem(inst.mem()).alias;
        overwritten.retain(|o| !matches!(o, Target::Field { class: c, .. } if *c == class));
    } else if inst.op == Op::LoadSlot {
        overwritten.retain(|o| *o != Target::Slot(inst.slot()));
    } else if inst.op == Op::Call {
        let e = t.call_desc(inst.call()).effects;
        if e.allocs || e.may_run_python || e.may_raise {
            overwritten.clear();
        }
        overwritten.retain(|o| match o {
            Target::Field { class, .. } => !e.reads.contains(*class),
            Target::Slot(_) => !e.reads_slots,
        });
    } else if inst.op == Op::UnboxIntAny || inst.op == Op::IsTag {
        // May look into a heap int, which may be fresh.
        overwritten.retain(|o| matches!(o, Target::Slot(_)));
    }
}
