//! The invariants of a trace, checked.
//!
//! 1. Blocks are consecutive, non-empty, cover all instructions; parameters come first, exactly one terminator last;
//!    every block is reachable; the entry has one `EntryParam` per parameter.
//! 2. Operand counts and types are what the table or the descriptor says; result types too; immediates exist.
//! 3. An operand is defined before its user, in the same block or a dominating one.
//! 4. Block arguments match the target's parameters.
//! 5. Guards, checked arithmetic, `exit` and publishing calls have a snapshot; nothing else has.
//! 6. Snapshots have a frame, mention only values that dominate the user, existing frames and virtuals, no register
//!    twice; a virtual's fields are fields of its kind, each once, of the right type;
//!    an int's operands fit its operation.
//! 7. Scales are 1, 2, 4 or 8 (0 without index); constant shift counts are 0..=63; the second operand of `guard_shape`
//!    is a constant below 2**32, that of `guard_eq`/`guard_ne` and the operand of `guard_valid` are constants.

use super::cfg::Cfg;
use super::inst::{Inst, Trace};
use super::ops::{Imm, Kind, Op, OpFlags, ResultRule};
use super::snapshot::{Build, SnapVal};
use super::types::{BlockId, Ref, SnapId, Tag, Type};
use std::fmt;

/// A broken invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError {
    /// Where, if at an instruction.
    pub at: Option<Ref>,
    /// What.
    pub message: String,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(r) => write!(f, "{r:?}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for VerifyError {}

type Check = Result<(), String>;

/// Checks all invariants; the first broken one is reported.
pub fn verify(t: &Trace) -> Result<(), VerifyError> {
    let fail = |at, message| VerifyError { at, message };
    check_blocks(t).map_err(|m| fail(None, m))?;
    let cfg = Cfg::new(t);
    if let Some(b) = t.block_ids().find(|&b| !cfg.is_reachable(b)) {
        return Err(fail(None, format!("{b} is unreachable")));
    }
    let mut verifier = Verifier {
        t,
        cfg,
        block_of: vec![BlockId::NONE; t.insts.len()],
        fits: vec![0; t.snaps.len()],
    };
    for b in t.block_ids() {
        for r in t.block_refs(b) {
            verifier.block_of[r.index()] = b;
        }
    }
    for b in t.block_ids() {
        for r in t.block_refs(b) {
            verifier.check_inst(r).map_err(|m| fail(Some(r), m))?;
        }
    }
    Ok(())
}

fn check_blocks(t: &Trace) -> Check {
    ensure(!t.blocks.is_empty(), || "no block".into())?;
    let mut at = 0;
    for (i, b) in t.blocks.iter().enumerate() {
        ensure(
            b.start == at && b.end > b.start && b.end as usize <= t.insts.len(),
            || format!("block{i} is not where it should be"),
        )?;
        ensure(b.nparams < b.end - b.start, || format!("block{i} is empty"))?;
        for n in b.start..b.end {
            let op = t.insts[n as usize].op;
            ensure((op == Op::Param) == (n < b.start + b.nparams), || {
                format!("block{i}: parameter out of place")
            })?;
            ensure(op.is_terminator() == (n + 1 == b.end), || {
                format!("block{i}: terminator out of place")
            })?;
            ensure(list_exists(t, &t.insts[n as usize]), || {
                format!("block{i}: operand list out of range")
            })?;
        }
        at = b.end;
    }
    ensure(at as usize == t.insts.len(), || {
        "instructions outside blocks".into()
    })?;
    ensure(t.params.len() == t.blocks[0].nparams as usize, || {
        "entry parameters without source".into()
    })
}

fn list_exists(t: &Trace, inst: &Inst) -> bool {
    if !inst.op.has(OpFlags::LIST) {
        return true;
    }
    let (start, len) = (inst.args[0].raw() as usize, inst.extra as usize);
    let br_fits = inst.op != Op::Br || (len > 0 && inst.then_args() < len);
    br_fits
        && start
            .checked_add(len)
            .is_some_and(|end| end <= t.lists.len())
}

fn ensure(ok: bool, message: impl FnOnce() -> String) -> Check {
    if ok {
        Ok(())
    } else {
        Err(message())
    }
}

struct Verifier<'a> {
    t: &'a Trace,
    cfg: Cfg,
    block_of: Vec<BlockId>,
    /// `1 + point` where each snapshot was last found good: one good for an earlier point of the same block is good.
    fits: Vec<u32>,
}

impl Verifier<'_> {
    fn check_inst(&mut self, r: Ref) -> Check {
        let t = self.t;
        let inst = t.inst(r);
        for &arg in t.operands_of(inst) {
            self.check_use(arg, r)?;
        }
        self.check_imm(inst)?;
        self.check_operands(inst)?;
        self.check_result(inst)?;
        self.check_special(inst)?;
        let wants_snap =
            inst.op.has(OpFlags::SNAP) || (inst.op == Op::Call && t.call_desc(inst.call()).publish);
        ensure(wants_snap == inst.has_snap(), || {
            if wants_snap {
                "snapshot missing"
            } else {
                "snapshot not wanted"
            }
            .to_string()
        })?;
        if inst.has_snap() {
            self.check_snap(inst.snap, r)?;
        }
        for (to, args) in edges(t, inst) {
            self.check_edge(to, args)?;
        }
        Ok(())
    }

    fn check_use(&self, arg: Ref, user: Ref) -> Check {
        if arg.is_const() {
            return ensure(arg.const_index() < self.t.consts.len(), || {
                format!("{arg:?} does not exist")
            });
        }
        ensure(arg.is_inst(), || "operand missing".into())?;
        ensure(arg < user, || {
            format!("{arg:?} is used before its definition")
        })?;
        ensure(self.t.ty(arg) != Type::Void, || {
            format!("{arg:?} has no value")
        })?;
        let (def, at) = (self.block_of[arg.index()], self.block_of[user.index()]);
        ensure(self.cfg.dominates(def, at), || {
            format!("{arg:?} does not dominate")
        })
    }

    fn check_imm(&self, inst: &Inst) -> Check {
        let t = self.t;
        let (imm, limit) = match inst.op.info().imm {
            Imm::None | Imm::Slot => return Ok(()),
            Imm::Mem => (inst.imm, t.mems.len()),
            Imm::Tag => (inst.imm, Tag::ALL.len()),
            Imm::Call => (inst.imm, t.calls.len()),
            Imm::Alloc => (inst.imm, t.allocs.len()),
            Imm::Block => (inst.imm, t.blocks.len()),
            Imm::Br => (inst.imm.max(inst.else_target().raw()), t.blocks.len()),
            Imm::Link => (inst.imm, t.links.len()),
        };
        ensure((imm as usize) < limit, || {
            format!("immediate {imm} does not exist")
        })
    }

    fn check_operands(&self, inst: &Inst) -> Check {
        let t = self.t;
        let operands = t.operands_of(inst);
        let list: Option<&[Type]> = match inst.op {
            Op::Call => Some(&t.call_desc(inst.call()).params),
            Op::Link => Some(&t.link_desc(inst.link()).params),
            _ => None,
        };
        if let Some(types) = list {
            ensure(operands.len() == types.len(), || {
                "wrong number of arguments".into()
            })?;
            for (&r, &ty) in operands.iter().zip(types) {
                ensure(t.ty(r) == ty, || format!("{r:?} is {}, not {ty}", t.ty(r)))?;
            }
            return Ok(());
        }
        let mut before = Type::Void;
        for (i, (&r, kind)) in operands.iter().zip(inst.op.info().operands).enumerate() {
            let ty = t.ty(r);
            let ok = match kind {
                Kind::I64 => ty == Type::I64,
                Kind::F64 => ty == Type::F64,
                Kind::F32 => ty == Type::F32,
                Kind::Bool => ty == Type::Bool,
                Kind::Ptr => ty == Type::Ptr,
                Kind::Val => ty == Type::Val,
                Kind::Word => ty.is_word_class(),
                Kind::Addr => matches!(ty, Type::I64 | Type::Ptr),
                Kind::Flt => matches!(ty, Type::F64 | Type::F32),
                Kind::Any => ty != Type::Void,
                Kind::Same => ty == before,
            };
            ensure(ok, || format!("operand {i} is {ty}, should be {kind:?}"))?;
            before = ty;
        }
        Ok(())
    }

    fn check_result(&self, inst: &Inst) -> Check {
        let t = self.t;
        let want = match (inst.op.info().result, inst.op) {
            (ResultRule::Is(ty), _) => ty,
            (ResultRule::Arg(n), _) => t.ty(inst.args[n]),
            (ResultRule::Desc, Op::Load) => t.mem(inst.mem()).width.ty(),
            (ResultRule::Desc, Op::Call) => t.call_desc(inst.call()).ret,
            (ResultRule::Desc, _) => {
                return ensure(inst.ty != Type::Void, || "parameter without type".into())
            }
        };
        ensure(inst.ty == want, || {
            format!("result is {}, should be {want}", inst.ty)
        })
    }

    fn check_special(&self, inst: &Inst) -> Check {
        let t = self.t;
        match inst.op {
            Op::Load | Op::Store => {
                let scale_ok = if inst.index().is_none() {
                    inst.extra == 0
                } else {
                    matches!(inst.extra, 1 | 2 | 4 | 8)
                };
                ensure(scale_ok, || format!("scale {}", inst.extra))?;
                if inst.op == Op::Store {
                    let (got, want) = (t.ty(inst.stored()), t.mem(inst.mem()).width.ty());
                    ensure(got == want, || {
                        format!("stores {got} into a field of {want}")
                    })?;
                    ensure(
                        inst.index().is_none() || t.ty(inst.index()) == Type::I64,
                        || "index is not i64".into(),
                    )?;
                }
                Ok(())
            }
            Op::Shl | Op::Shr | Op::Ushr => {
                let ok = t.constant(inst.args[1]).is_none_or(|c| c.bits < 64);
                ensure(ok, || "shift count out of range".into())
            }
            Op::GuardShape => {
                let ok = t.constant(inst.args[1]).is_some_and(|c| c.bits >> 32 == 0);
                ensure(ok, || "shape is not a 32-bit constant".into())
            }
            Op::GuardEq | Op::GuardNe => {
                let pointers = inst.op == Op::GuardNe && t.ty(inst.args[0]) == Type::Ptr;
                ensure(pointers || inst.args[1].is_const(), || {
                    "compares with no constant".into()
                })
            }
            Op::GuardValid => ensure(inst.args[0].is_const(), || "address is no constant".into()),
            _ => Ok(()),
        }
    }

    fn check_edge(&self, to: BlockId, args: &[Ref]) -> Check {
        let t = self.t;
        ensure(args.len() == t.block(to).nparams as usize, || {
            format!("wrong number of arguments for {to}")
        })?;
        for (&arg, param) in args.iter().zip(t.block_params(to)) {
            ensure(t.ty(arg) == t.ty(param), || {
                format!("{arg:?} does not have the type of {param:?}")
            })?;
        }
        Ok(())
    }

    fn check_snap(&mut self, s: SnapId, user: Ref) -> Check {
        let t = self.t;
        ensure(s.index() < t.snaps.len(), || format!("{s} does not exist"))?;
        let fits = self.fits[s.index()];
        if fits != 0 && self.block_of[fits as usize - 1] == self.block_of[user.index()] {
            return Ok(());
        }
        let snap = t.snap(s);
        let in_range = |span: super::snapshot::Span, len: usize| span.range().end <= len;
        let ranges = in_range(snap.frames, t.snap_frames.len())
            && in_range(snap.entries, t.snap_entries.len())
            && in_range(snap.virtuals, t.snap_virtuals.len());
        ensure(ranges, || format!("{s} is out of range"))?;
        let (frames, virtuals) = (t.frames_of(s), t.virtuals_of(s));
        ensure(!frames.is_empty(), || format!("{s} has no frame"))?;
        let entries = t.entries_of(s);
        for (i, e) in entries.iter().enumerate() {
            ensure((e.frame as usize) < frames.len(), || {
                format!("{s}: frame {} does not exist", e.frame)
            })?;
            let again = entries[..i]
                .iter()
                .any(|o| (o.frame, o.slot) == (e.frame, e.slot));
            ensure(!again, || {
                format!("{s}: register {}:{} twice", e.frame, e.slot)
            })?;
            self.check_snap_val(s, e.val, user)?;
        }
        for (n, v) in virtuals.iter().enumerate() {
            ensure(in_range(v.fields, t.snap_fields.len()), || {
                format!("{s}: fields out of range")
            })?;
            let alloc = match v.build {
                Build::Object(alloc) => alloc,
                Build::Int(op) => {
                    self.check_int_virtual(s, n, op, user)?;
                    continue;
                }
            };
            ensure(alloc.index() < t.allocs.len(), || {
                format!("{s}: {alloc} does not exist")
            })?;
            let desc = t.alloc_desc(alloc);
            let fields = t.fields_of(v);
            for (i, field) in fields.iter().enumerate() {
                ensure(desc.fields.contains(&field.mem), || {
                    format!("{s}: {} is no field of {alloc}", field.mem)
                })?;
                ensure(!fields[..i].iter().any(|o| o.mem == field.mem), || {
                    format!("{s}: {} twice", field.mem)
                })?;
                self.check_snap_val(s, field.val, user)?;
                let want = t.mem(field.mem).width.ty();
                let ok = match field.val {
                    SnapVal::Ref(r) => {
                        t.ty(r) == want || (want == Type::Val && t.ty(r) != Type::F32)
                    }
                    SnapVal::Virtual(_) => matches!(want, Type::Val | Type::Ptr),
                };
                ensure(ok, || format!("{s}: {} has the wrong type", field.mem))?;
            }
        }
        self.fits[s.index()] = user.raw() + 1;
        Ok(())
    }

    /// Operands of an int to be computed: as many as the operation has, i64 or word, virtual ints from before.
    fn check_int_virtual(&self, s: SnapId, n: usize, op: Op, user: Ref) -> Check {
        let t = self.t;
        let virtuals = t.virtuals_of(s);
        let operands = t.fields_of(&virtuals[n]);
        ensure(op == Op::BoxUint || op.is_big(), || {
            format!("{s}: {op} makes no int")
        })?;
        ensure(operands.len() == op.info().operands.len(), || {
            format!("{s}: {op} has another number of operands")
        })?;
        for operand in operands {
            self.check_snap_val(s, operand.val, user)?;
            let ok = match operand.val {
                SnapVal::Ref(r) if op == Op::BoxUint => t.ty(r) == Type::I64,
                SnapVal::Ref(r) => matches!(t.ty(r), Type::I64 | Type::Val),
                SnapVal::Virtual(o) => {
                    op != Op::BoxUint && o.index() < n && virtuals[o.index()].alloc().is_none()
                }
            };
            ensure(ok && operand.mem.is_none(), || {
                format!("{s}: wrong operand of {op}")
            })?;
        }
        Ok(())
    }

    fn check_snap_val(&self, s: SnapId, v: SnapVal, user: Ref) -> Check {
        match v {
            SnapVal::Ref(r) => self.check_use(r, user).map_err(|m| format!("{s}: {m}")),
            SnapVal::Virtual(o) => ensure(o.index() < self.t.virtuals_of(s).len(), || {
                format!("{s}: {o} does not exist")
            }),
        }
    }
}

fn edges<'a>(t: &'a Trace, inst: &'a Inst) -> impl Iterator<Item = (BlockId, &'a [Ref])> {
    let (a, b) = t.edges_of(inst);
    a.into_iter().chain(b)
}
