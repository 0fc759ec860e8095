//! Traces as text. The inverse of [`parse`](super::parse); deterministic: names instead of addresses.
//!
//! ```text
//! trace "trace3@app.py:41" root
//! mem m0 "list.len": i64 offset 16 alias 3
//! mem m1 "items": val offset 0 alias 4 immutable
//! alloc a0 "pair" size 32 header 0x5 fields [m0 m1] cur 64 end 72
//! call c0 "f"(i64, f64) -> val reads 0x3 writes all allocs raises publish
//! link l0 "trace1"(i64) target 1
//! block0(v0: i64 @0, v1: ptr @1 class 7):
//!   v2: i64 = load m0 v1
//!   v3: bool = ult v0, v2
//!   guard_true v3 ; snap s0
//!   v5: val = load m1 v1[v0*8]
//!   guard_tag int v5 ; snap s0
//!   v7: val = call c0(v0, 1.5) ; snap s0
//!   v8: i64 = add_ovf v0, 1 ; snap s0
//!   jump block0(v8, v1)
//! snap s0: frame code 1 pc 2 base 0 [0:0=v0, 0:1=o0 class 9] o0=a0{m0=1, m1=val:none} after_op
//! ```
//! Constants: `5` i64, `1.5` `inf` `nan` f64, `1.5f32`, `true`, `ptr:0x10`, `ptr:"list"`, `val:5`, `val:1.5`, `val:none`,
//! `val:true`, `val:undef`, `val:"name"`; `root_ptr:`/`root_val:` for objects the trace keeps alive.

use super::consts::Const;
use super::desc::{AliasSet, Effects};
use super::inst::{Inst, Trace};
use super::ops::{Imm, Op};
use super::snapshot::{Build, SnapFlags, SnapVal};
use super::types::{BlockId, Ref, SnapId, Type};
use crate::abi;
use std::fmt::{self, Display, Formatter, Write};

impl Display for Trace {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "trace {:?} {}", self.name, self.kind.name())?;
        self.fmt_descs(f)?;
        for b in self.block_ids() {
            self.fmt_block(f, b)?;
        }
        for s in 0..self.snaps.len() as u32 {
            self.fmt_snap(f, SnapId::new(s))?;
        }
        Ok(())
    }
}

/// One value as the dumps show it: `v3`, `5`, `ptr:"list"`.
pub struct ShowRef<'a>(pub &'a Trace, pub Ref);

impl Display for ShowRef<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0.constant(self.1) {
            Some(c) => fmt_const(self.0, c, f),
            None => write!(f, "{:?}", self.1),
        }
    }
}

/// One instruction as the dumps show it.
pub struct ShowInst<'a>(pub &'a Trace, pub Ref);

impl Display for ShowInst<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt_inst(f, self.1)
    }
}

impl Trace {
    fn fmt_descs(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (i, m) in self.mems.iter().enumerate() {
            write!(
                f,
                "mem m{i} {:?}: {} offset {} alias {}",
                m.name,
                m.width.name(),
                m.offset,
                m.alias.0
            )?;
            f.write_str(if m.immutable { " immutable\n" } else { "\n" })?;
        }
        for (i, a) in self.allocs.iter().enumerate() {
            write!(
                f,
                "alloc a{i} {:?} size {} header {:#x} fields [",
                a.name, a.size, a.header
            )?;
            separated(f, " ", a.fields.iter(), |f, m| write!(f, "{m}"))?;
            writeln!(f, "] cur {} end {}", a.cur_offset, a.end_offset)?;
        }
        for (i, c) in self.calls.iter().enumerate() {
            write!(f, "call c{i} {:?}(", c.name)?;
            separated(f, ", ", c.params.iter(), |f, t| write!(f, "{t}"))?;
            write!(f, ") -> {}", c.ret)?;
            fmt_effects(f, &c.effects)?;
            f.write_str(if c.publish { " publish\n" } else { "\n" })?;
        }
        for (i, l) in self.links.iter().enumerate() {
            write!(f, "link l{i} {:?}(", l.name)?;
            separated(f, ", ", l.params.iter(), |f, t| write!(f, "{t}"))?;
            writeln!(f, ") target {}", l.target)?;
        }
        Ok(())
    }

    fn fmt_block(&self, f: &mut Formatter<'_>, b: BlockId) -> fmt::Result {
        write!(f, "{b}(")?;
        separated(f, ", ", self.block_params(b).enumerate(), |f, (i, p)| {
            write!(f, "{p:?}: {}", self.ty(p))?;
            match self.params.get(i) {
                Some(source) if b.index() == 0 => {
                    write!(f, " @{}", source.slot)?;
                    if source.class != 0 {
                        write!(f, " class {}", source.class)?;
                    }
                    Ok(())
                }
                _ => Ok(()),
            }
        })?;
        f.write_str("):\n")?;
        let nparams = self.block(b).nparams as usize;
        for r in self.block_refs(b).skip(nparams) {
            f.write_str("  ")?;
            self.fmt_inst(f, r)?;
            f.write_char('\n')?;
        }
        Ok(())
    }

    fn fmt_inst(&self, f: &mut Formatter<'_>, r: Ref) -> fmt::Result {
        let inst = self.inst(r);
        if inst.ty != Type::Void {
            write!(f, "{r:?}: {} = ", inst.ty)?;
        }
        f.write_str(inst.op.name())?;
        self.fmt_imm_and_operands(f, inst)?;
        if inst.has_snap() {
            write!(f, " ; snap {}", inst.snap)?;
        }
        Ok(())
    }

    fn fmt_imm_and_operands(&self, f: &mut Formatter<'_>, inst: &Inst) -> fmt::Result {
        match inst.op.info().imm {
            Imm::None => {}
            Imm::Mem => write!(f, " {}", inst.mem())?,
            Imm::Slot => write!(f, " {}", inst.slot())?,
            Imm::Tag => write!(f, " {}", inst.tag().name())?,
            Imm::Alloc => write!(f, " {}", inst.alloc())?,
            Imm::Call => write!(f, " {}", inst.call())?,
            Imm::Block => write!(f, " {}", inst.target())?,
            Imm::Link => write!(f, " {}", inst.link())?,
            Imm::Br => {
                let operands = self.operands_of(inst);
                write!(f, " {}", ShowRef(self, operands[0]))?;
                let (then, other) = self.edges_of(inst);
                for (target, args) in then.into_iter().chain(other) {
                    write!(f, " {target}")?;
                    self.fmt_args(f, args)?;
                }
                return Ok(());
            }
        }
        match inst.op {
            Op::Call | Op::Jump | Op::Link => self.fmt_args(f, self.operands_of(inst)),
            Op::Load | Op::Store => {
                write!(f, " {}", ShowRef(self, inst.base()))?;
                if !inst.index().is_none() {
                    write!(f, "[{}*{}]", ShowRef(self, inst.index()), inst.extra)?;
                }
                if inst.op == Op::Store {
                    write!(f, ", {}", ShowRef(self, inst.stored()))?;
                }
                Ok(())
            }
            _ => {
                let operands = self.operands_of(inst);
                if !operands.is_empty() {
                    f.write_char(' ')?;
                }
                separated(f, ", ", operands.iter(), |f, &r| {
                    write!(f, "{}", ShowRef(self, r))
                })
            }
        }
    }

    fn fmt_args(&self, f: &mut Formatter<'_>, args: &[Ref]) -> fmt::Result {
        f.write_char('(')?;
        separated(f, ", ", args.iter(), |f, &r| {
            write!(f, "{}", ShowRef(self, r))
        })?;
        f.write_char(')')
    }

    fn fmt_snap(&self, f: &mut Formatter<'_>, s: SnapId) -> fmt::Result {
        write!(f, "snap {s}: ")?;
        separated(f, ", ", self.frames_of(s).iter(), |f, frame| {
            write!(
                f,
                "frame code {} pc {} base {}",
                frame.code, frame.pc, frame.base
            )
        })?;
        f.write_str(" [")?;
        separated(f, ", ", self.entries_of(s).iter(), |f, e| {
            write!(f, "{}:{}=", e.frame, e.slot)?;
            self.fmt_snap_val(f, e.val)?;
            if e.class != 0 {
                write!(f, " class {}", e.class)?;
            }
            Ok(())
        })?;
        f.write_char(']')?;
        for (i, v) in self.virtuals_of(s).iter().enumerate() {
            match v.build {
                Build::Object(alloc) => write!(f, " o{i}={alloc}{{")?,
                Build::Int(op) => write!(f, " o{i}={op}{{")?,
            }
            separated(f, ", ", self.fields_of(v).iter(), |f, field| {
                if !field.mem.is_none() {
                    write!(f, "{}=", field.mem)?;
                }
                self.fmt_snap_val(f, field.val)
            })?;
            f.write_char('}')?;
        }
        let flags = self.snap(s).flags;
        for (flag, name) in [
            (SnapFlags::RAISE, " raise"),
            (SnapFlags::AFTER_OP, " after_op"),
            (SnapFlags::ENTRY, " entry"),
        ] {
            if flags.has(flag) {
                f.write_str(name)?;
            }
        }
        f.write_char('\n')
    }

    fn fmt_snap_val(&self, f: &mut Formatter<'_>, v: SnapVal) -> fmt::Result {
        match v {
            SnapVal::Ref(r) => write!(f, "{}", ShowRef(self, r)),
            SnapVal::Virtual(o) => write!(f, "{o}"),
        }
    }
}

fn fmt_effects(f: &mut Formatter<'_>, e: &Effects) -> fmt::Result {
    for (set, name) in [(e.reads, "reads"), (e.writes, "writes")] {
        if set == AliasSet::ALL {
            write!(f, " {name} all")?;
        } else if !set.is_empty() {
            write!(f, " {name} {:#x}", set.bits())?;
        }
    }
    let flags = [
        (e.reads_slots, " reads_slots"),
        (e.writes_slots, " writes_slots"),
        (e.allocs, " allocs"),
        (e.may_raise, " raises"),
        (e.may_run_python, " python"),
        (e.pure, " pure"),
        (e.keeps_nothing, " keeps_nothing"),
    ];
    flags
        .into_iter()
        .filter(|(set, _)| *set)
        .try_for_each(|(_, name)| f.write_str(name))
}

fn fmt_const(t: &Trace, c: &Const, f: &mut Formatter<'_>) -> fmt::Result {
    match c.ty {
        Type::I64 => write!(f, "{}", c.bits as i64),
        Type::F64 => fmt_f64(f, c.bits),
        Type::F32 => {
            let x = f32::from_bits(c.bits as u32);
            if x.is_finite() {
                write!(f, "{x:?}f32")
            } else {
                write!(f, "f32:{:#x}", c.bits)
            }
        }
        Type::Bool => write!(f, "{}", c.bits != 0),
        ty => {
            write!(f, "{}{ty}:", if c.root { "root_" } else { "" })?;
            match t.consts.name(c.name) {
                Some(name) => write!(f, "{name:?}"),
                None if ty == Type::Val => fmt_word(f, c.bits),
                None => write!(f, "{:#x}", c.bits),
            }
        }
    }
}

fn fmt_f64(f: &mut Formatter<'_>, bits: u64) -> fmt::Result {
    let x = f64::from_bits(bits);
    if bits == abi::CANONICAL_NAN {
        f.write_str("nan")
    } else if x.is_nan() {
        write!(f, "f64:{bits:#x}")
    } else {
        write!(f, "{x:?}")
    }
}

fn fmt_word(f: &mut Formatter<'_>, word: u64) -> fmt::Result {
    match word {
        abi::UNDEF => f.write_str("undef"),
        abi::NONE => f.write_str("none"),
        abi::TRUE => f.write_str("true"),
        abi::FALSE => f.write_str("false"),
        w if abi::is_small(w) => write!(f, "{}", abi::unbox_small(w)),
        w if abi::is_float(w) => fmt_f64(f, abi::unbox_float(w).to_bits()),
        w => write!(f, "{w:#x}"),
    }
}

fn separated<T>(
    f: &mut Formatter<'_>,
    separator: &str,
    items: impl Iterator<Item = T>,
    mut show: impl FnMut(&mut Formatter<'_>, T) -> fmt::Result,
) -> fmt::Result {
    for (i, item) in items.enumerate() {
        if i > 0 {
            f.write_str(separator)?;
        }
        show(f, item)?;
    }
    Ok(())
}
