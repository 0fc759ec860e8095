//! Ending a recording: the loop closes, links to another trace, or is left to the interpreter.

use super::{entry_type, Rec, Recorder, SVal, Start, Step};
use crate::abort::Abort;
use crate::store::LinkParam;
use adder_codegen::ir::{
    self, BlockId, LinkDesc, Op, OpFlags, Ref, SnapFlags, Tag, Trace, Type, CLASS_UINT,
};
use adder_vm::{Value, Vm};

/// What came out of a recording.
pub struct Finished {
    pub trace: Trace,
}

impl Recorder {
    /// The header was reached again: jump back with the registers' values.
    pub fn close_loop(&mut self, vm: &mut Vm) -> Rec<Step> {
        let regs = self.frames[0].regs.clone();
        let mut args = Vec::new();
        let initial = self.initial.clone();
        for (r, first) in initial.iter().enumerate() {
            let Some(first) = first else { continue };
            let now = regs[r].ok_or(Abort::Unstable)?;
            let want = self.b.trace().ty(first.r);
            let v = vm.get_reg(r);
            if first.class == CLASS_UINT {
                args.push(self.as_uint_param(now, v).ok_or(Abort::Unstable)?);
                continue;
            }
            if now.class == CLASS_UINT && want == Type::I64 {
                // All of them at once, so that the next recording succeeds.
                self.unsigned_slots.push(r as u32);
                continue;
            }
            args.push(self.coerce(now, want, v)?);
        }
        if args.len() < initial.iter().flatten().count() {
            return Err(Abort::Unstable);
        }
        self.b.jump(BlockId::new(0), &args);
        self.finish()
    }

    /// A value as the type a loop parameter has.
    pub(super) fn coerce(&mut self, s: SVal, want: Type, v: Value) -> Rec<Ref> {
        if s.class != 0 {
            let w = self.boxed(s)?;
            return self.coerce(SVal::new(w), want, v);
        }
        let have = self.ty(s);
        if have == want {
            return Ok(s.r);
        }
        if want == Type::Val {
            return self.boxed(s);
        }
        if have == Type::Val && entry_type(v) == want {
            let snap = self.snapshot();
            return Ok(match want {
                Type::I64 => {
                    if let Some(r) = self.checked_again(s.r) {
                        return Ok(r);
                    }
                    self.b.guard_tag(s.r, Tag::IntAny, snap);
                    self.b.op1(Op::UnboxIntAny, s.r)
                }
                Type::F64 => {
                    self.b.guard_tag(s.r, Tag::Float, snap);
                    self.b.op1(Op::UnboxFloat, s.r)
                }
                Type::Ptr => {
                    self.b.guard_tag(s.r, Tag::Ptr, snap);
                    self.b.op1(Op::ValToPtr, s.r)
                }
                _ => return Err(Abort::Unstable),
            });
        }
        Err(Abort::Unstable)
    }

    /// Jumps to a compiled trace of the loop header just reached, if types allow one.
    pub fn link_to(&mut self, vm: &mut Vm, candidates: &[u32]) -> Rec<Step> {
        let regs = self.frames[0].regs.clone();
        'candidates: for &id in candidates {
            let params = self.links.borrow().params(id);
            let mut plan = Vec::new();
            for &LinkParam { slot, ty, class, .. } in params.iter() {
                // `get` also notes that the register is used: it stays a parameter.
                let s = self.get(slot as usize)?;
                let have = if s.class != 0 { Type::Val } else { self.ty(s) };
                let v = vm.get_reg(slot as usize);
                let fits = if class == CLASS_UINT || s.class == CLASS_UINT {
                    fits_unsigned(s, have, ty, class, v)
                } else {
                    have == ty || ty == Type::Val || (have == Type::Val && entry_type(v) == ty)
                };
                if !fits {
                    continue 'candidates;
                }
                plan.push((s, ty, class, v));
            }
            // The target's exits write the registers its loop changes; everything else they expect
            // to find in memory.
            let taken: Vec<u32> = params.iter().filter(|p| p.modified).map(|p| p.slot).collect();
            self.flush_root(&regs, &taken)?;
            let mut args = Vec::new();
            for (s, ty, class, v) in plan {
                args.push(match (class, s.class) {
                    (CLASS_UINT, _) => self.as_uint_param(s, v).ok_or(Abort::Unstable)?,
                    (_, CLASS_UINT) if ty == Type::I64 => self.signed(s, v).r,
                    _ => self.coerce(s, ty, v)?,
                });
            }
            let link = self.b.link_desc(LinkDesc {
                name: format!("trace{id}").into(),
                target: id as u64,
                params: params.iter().map(|p| p.ty).collect(),
            });
            self.b.link(link, &args);
            self.linked = true;
            return self.finish();
        }
        self.leave_here()
    }

    /// Writes the root frame's changed registers to memory, but for those in `except`.
    pub(super) fn flush_root(&mut self, regs: &[Option<SVal>], except: &[u32]) -> Rec<()> {
        let at = self.at();
        let named = self.frames[0].code.nvars as usize;
        for (r, s) in regs.iter().enumerate() {
            let Some(s) = s else { continue };
            if except.contains(&(r as u32)) {
                continue;
            }
            if self.initial.get(r).copied().flatten() == Some(*s)
                && matches!(self.start, Start::Root)
                || self.in_memory.get(r).copied().flatten() == Some(*s)
            {
                continue;
            }
            let f = &self.frames[0];
            let live = match self.frames.len() {
                1 => f.live.live(at, r),
                _ => super::generator::live_while_waiting(f, r),
            };
            if r >= named && !live {
                continue;
            }
            let w = self.boxed(*s)?;
            self.b.store_slot(r as u32, w);
        }
        Ok(())
    }

    /// Ends the trace before the current instruction; the interpreter goes on there.
    pub fn leave_here(&mut self) -> Rec<Step> {
        // A trace of nothing would only lead to the next one.
        if self.count <= 1 {
            return Err(Abort::LeavesFrame);
        }
        let at = self.at() as u32;
        let snap = self.make_snapshot(at, SnapFlags::NIL);
        self.b.exit(snap);
        self.finish()
    }

    /// Does a register hold something else at the loop's end than at its start?
    pub fn modified(&self, slot: u32) -> bool {
        let Some(Some(first)) = self.initial.get(slot as usize) else { return true };
        let last = self.frames[0].regs.get(slot as usize).copied().flatten();
        !last
            .is_some_and(|s| s == *first || self.refined.iter().any(|(k, x)| *k == slot && *x == s))
    }

    /// Registers that hold at the end what they held at the start never change in the loop: exits
    /// find them in memory.
    fn strip_unchanged(&self, t: &mut Trace) {
        let regs = &self.frames[0].regs;
        let unchanged = |slot: u32, r: Ref| {
            let Some(Some(first)) = self.initial.get(slot as usize) else { return false };
            let is =
                |s: SVal| s == *first || self.refined.iter().any(|(k, x)| *k == slot && *x == s);
            let last = regs.get(slot as usize).copied().flatten();
            last.is_some_and(is) && is(SVal { r, class: first.class })
        };
        for k in 0..t.snaps.len() {
            let span = t.snaps[k].entries;
            let range = span.range();
            let kept: Vec<ir::SnapEntry> = t.snap_entries[range.clone()]
                .iter()
                .copied()
                .filter(|e| match e.val {
                    ir::SnapVal::Ref(r) => !(e.frame == 0 && unchanged(e.slot, r)),
                    _ => true,
                })
                .collect();
            let n = kept.len();
            t.snap_entries[range.start..range.start + n].copy_from_slice(&kept);
            t.snaps[k].entries.len = n as u32;
        }
    }

    pub fn finish(&mut self) -> Rec<Step> {
        let name = self.b.trace().name.clone();
        let kind = self.b.trace().kind;
        let b = std::mem::replace(&mut self.b, ir::TraceBuilder::new(name, kind));
        let mut trace = b.finish();
        if matches!(self.start, Start::Root) {
            self.strip_unchanged(&mut trace);
        }
        if matches!(self.start, Start::Root | Start::Entry) {
            let keep: Vec<bool> = self
                .initial
                .iter()
                .zip(&self.touched)
                .filter(|(i, _)| i.is_some())
                .map(|(_, t)| *t)
                .collect();
            prune_params(&mut trace, &keep);
        }
        self.finished = Some(Finished { trace });
        Ok(Step::Done)
    }
}

/// Whether a value may be passed to a parameter when one of them is unsigned.
fn fits_unsigned(s: SVal, have: Type, ty: Type, class: u32, v: Value) -> bool {
    let i64_now = v.to_i64();
    match (class, s.class) {
        (CLASS_UINT, CLASS_UINT) => true,
        (CLASS_UINT, _) => {
            let unsigned = v.as_int_ref().is_some_and(|i| i.to_u64().is_some());
            unsigned && matches!(have, Type::I64 | Type::Val) && s.class == 0
        }
        _ => ty == Type::Val || ty == Type::I64 && i64_now.is_some(),
    }
}

/// Removes entry parameters of a one-block root trace that nothing touched, with the arguments the
/// back edge passes for them. References are renumbered.
pub fn prune_params(t: &mut Trace, keep: &[bool]) {
    if keep.iter().all(|k| *k) {
        return;
    }
    // New index per old instruction.
    let mut map = Vec::with_capacity(t.insts.len());
    let mut next = 0u32;
    for at in 0..t.insts.len() {
        map.push(next);
        if keep.get(at).copied().unwrap_or(true) {
            next += 1;
        }
    }
    let rename = |r: Ref| if r.is_inst() { Ref::inst(map[r.index()]) } else { r };
    // The back edge's list first: positions of dropped parameters go.
    let last = t.insts.len() - 1;
    if t.insts[last].op == Op::Jump {
        let start = t.insts[last].args[0].raw() as usize;
        let n = t.insts[last].extra as usize;
        let kept: Vec<Ref> = (0..n)
            .filter(|k| keep.get(*k).copied().unwrap_or(true))
            .map(|k| t.lists[start + k])
            .collect();
        t.lists.truncate(start);
        t.insts[last].extra = kept.len() as u16;
        t.lists.extend(kept);
    }
    for r in &mut t.lists {
        *r = rename(*r);
    }
    for e in &mut t.snap_entries {
        if let ir::SnapVal::Ref(r) = &mut e.val {
            *r = rename(*r);
        }
    }
    for f in &mut t.snap_fields {
        if let ir::SnapVal::Ref(r) = &mut f.val {
            *r = rename(*r);
        }
    }
    for inst in &mut t.insts {
        if inst.op.has(OpFlags::LIST) {
            continue;
        }
        for a in &mut inst.args {
            if !a.is_none() {
                *a = rename(*a);
            }
        }
    }
    let mut at = 0;
    t.insts.retain(|_| {
        at += 1;
        keep.get(at - 1).copied().unwrap_or(true)
    });
    let mut at = 0;
    t.params.retain(|_| {
        at += 1;
        keep.get(at - 1).copied().unwrap_or(true)
    });
    let kept = keep.iter().filter(|k| **k).count() as u32;
    t.blocks[0].nparams = kept;
    t.blocks[0].end = t.insts.len() as u32;
}
