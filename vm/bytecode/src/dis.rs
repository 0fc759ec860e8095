//! Code units as text: deterministic, one instruction a line, for `--jit-dump=bytecode` and golden tests.
//!
//! ```text
//! code f(n): 3 registers
//!   2     0  LoadInt      r1:total 0
//!   3     1  Jump         -> L3
//!      >> 2  Loop         loop0
//!         3  JumpLt       r1:total r0:n true -> L2
//! ```
//! The first column is the source line where it changes, `>>` marks jump targets and handlers.

use crate::ops::Kind;
use crate::{CodeFlags, CodeUnit, Const, Instr, Op, Pos};
use std::fmt::Write;

/// The text of a unit and of all units nested in it.
pub fn disassemble(unit: &CodeUnit) -> String {
    let mut out = String::new();
    write_unit(&mut out, unit);
    out
}

fn write_unit(out: &mut String, unit: &CodeUnit) {
    header(out, unit);
    let mut marked = vec![false; unit.code.len() + 1];
    for (at, &instr) in unit.code.iter().enumerate() {
        if let Some(flag) = target(at, instr).and_then(|target| marked.get_mut(target)) {
            *flag = true;
        }
    }
    for row in &unit.exc_table {
        if let Some(flag) = marked.get_mut(row.handler as usize) {
            *flag = true;
        }
    }
    let mut line = 0;
    for (at, &instr) in unit.code.iter().enumerate() {
        let pos = unit.positions.get(at).copied().unwrap_or(Pos::default());
        if pos.line != line && pos.line != 0 {
            line = pos.line;
            let _ = write!(out, "{line:>5} ");
        } else {
            out.push_str("      ");
        }
        let mark = if marked[at] { ">>" } else { "  " };
        let _ = write!(out, "{mark} {at:>4}  ");
        let mut text = String::new();
        write_instr(&mut text, unit, at, instr);
        out.push_str(text.trim_end());
        out.push('\n');
    }
    if !unit.exc_table.is_empty() {
        out.push_str("  exceptions:\n");
        for row in &unit.exc_table {
            let _ = writeln!(
                out,
                "    {}..{} -> {} r{}",
                row.start, row.end, row.handler, row.reg
            );
        }
    }
    if !unit.loops.is_empty() {
        out.push_str("  loops:\n");
        for (at, info) in unit.loops.iter().enumerate() {
            let _ = write!(
                out,
                "    loop{at}: {}..{} line {}",
                info.header, info.end, info.line
            );
            if let Some(parent) = info.parent {
                let _ = write!(out, " in loop{parent}");
            }
            out.push('\n');
        }
    }
    for value in &unit.consts {
        if let Const::Code(inner) = value {
            out.push('\n');
            write_unit(out, inner);
        }
    }
}

fn header(out: &mut String, unit: &CodeUnit) {
    let params = unit.argcount as usize
        + unit.kwonly as usize
        + usize::from(unit.flags.has(CodeFlags::VARARGS))
        + usize::from(unit.flags.has(CodeFlags::VARKEYWORDS));
    let names = |names: &[Box<str>]| {
        names
            .iter()
            .map(|name| &**name)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let shown = unit.varnames.len().min(params);
    let _ = writeln!(
        out,
        "code {}({}): {} registers",
        unit.qualname,
        names(&unit.varnames[..shown]),
        unit.nregs
    );
    let pairs = |pairs: &[(Box<str>, u16)]| {
        pairs
            .iter()
            .map(|(name, reg)| format!("{name} r{reg}"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut facts: Vec<String> = Vec::new();
    if unit.flags.has(CodeFlags::GENERATOR) {
        facts.push("generator".into());
    }
    if unit.flags.has(CodeFlags::CLASS_BODY) {
        facts.push("class body".into());
    }
    if !unit.cellvars.is_empty() {
        facts.push(format!("cells {}", pairs(&unit.cellvars)));
    }
    if !unit.freevars.is_empty() {
        facts.push(format!("free {}", pairs(&unit.freevars)));
    }
    if !unit.self_attrs.is_empty() {
        let attrs: Vec<&str> = unit
            .self_attrs
            .iter()
            .filter_map(|&name| unit.names.get(name as usize))
            .map(|name| &**name)
            .collect();
        facts.push(format!("stores self.{}", attrs.join(", self.")));
    }
    if !facts.is_empty() {
        let _ = writeln!(out, "  {}", facts.join("; "));
    }
}

fn target(at: usize, instr: Instr) -> Option<usize> {
    let info = instr.op().info();
    let offset = match (info.b, info.c) {
        (Kind::JumpLong, _) => instr.bc(),
        (_, Kind::Jump) => instr.sc(),
        _ => return None,
    };
    usize::try_from(at as isize + 1 + offset).ok()
}

fn write_instr(out: &mut String, unit: &CodeUnit, at: usize, instr: Instr) {
    let op = instr.op();
    let info = op.info();
    let _ = write!(out, "{:<12}", info.name);
    let fields = [
        (info.a, instr.a() as isize),
        (
            info.b,
            if info.c == Kind::Ext {
                instr.bc()
            } else {
                instr.b() as isize
            },
        ),
        (info.c, instr.c() as isize),
    ];
    for (kind, value) in fields {
        match kind {
            Kind::None | Kind::Ext | Kind::Jump | Kind::JumpLong => {}
            Kind::Dst | Kind::Src | Kind::SrcDst | Kind::First => {
                out.push(' ');
                write_reg(out, unit, value);
            }
            Kind::Const | Kind::ConstIdx => match unit.consts.get(value as usize) {
                // The field is unused where no keyword names follow.
                Some(value) => {
                    out.push(' ');
                    write_const(out, value);
                }
                None => out.push_str(" const?"),
            },
            Kind::Cache => {
                let name = unit
                    .caches
                    .get(value as usize)
                    .and_then(|cache| unit.names.get(cache.name as usize));
                let _ = write!(out, " {}", name.map_or("?", |name| name));
            }
            Kind::Name => {
                let _ = write!(
                    out,
                    " {}",
                    unit.names.get(value as usize).map_or("?", |name| name)
                );
            }
            // An immediate is signed, in whichever field.
            Kind::Imm if info.c == Kind::Ext => {
                let _ = write!(out, " {value}");
            }
            Kind::Imm => {
                let _ = write!(out, " {}", value as u16 as i16);
            }
            Kind::Uns => {
                let _ = write!(out, " {value}");
            }
            Kind::Loop => {
                let _ = write!(out, " loop{value}");
            }
        }
    }
    let jumps = target(at, instr);
    if info.x != Kind::None {
        if jumps.is_some() {
            out.push_str(if instr.x() != 0 { " true" } else { " false" });
        } else if instr.x() != 0
            || matches!(op, Op::Call | Op::CallMethod | Op::CallKw | Op::Intrinsic)
        {
            let _ = write!(out, " x={}", instr.x());
        }
    }
    if let Some(target) = jumps {
        let _ = write!(out, " -> {target}");
    }
}

fn write_reg(out: &mut String, unit: &CodeUnit, reg: isize) {
    let _ = write!(out, "r{reg}");
    let known = unit
        .varnames
        .get(reg as usize)
        .map(|name| &**name)
        .or_else(|| {
            unit.cellvars
                .iter()
                .chain(&unit.freevars)
                .find(|entry| entry.1 as isize == reg)
                .map(|entry| &*entry.0)
        });
    if let Some(name) = known {
        let _ = write!(out, ":{name}");
    }
}

fn write_const(out: &mut String, value: &Const) {
    let items = |out: &mut String, items: &[Const]| {
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                out.push_str(", ");
            }
            write_const(out, item);
        }
    };
    match value {
        Const::None => out.push_str("None"),
        Const::Ellipsis => out.push_str("..."),
        Const::Bool(value) => out.push_str(if *value { "True" } else { "False" }),
        Const::Int(value) => {
            let _ = write!(out, "{value}");
        }
        Const::BigInt(digits) => out.push_str(digits),
        Const::Float(bits) => {
            let _ = write!(out, "{:?}", f64::from_bits(*bits));
        }
        Const::Complex(real, imag) => {
            let _ = write!(
                out,
                "({:?}+{:?}j)",
                f64::from_bits(*real),
                f64::from_bits(*imag)
            );
        }
        Const::Str(bytes) => {
            let _ = write!(out, "'{}'", bytes.escape_ascii());
        }
        Const::Bytes(bytes) => {
            let _ = write!(out, "b'{}'", bytes.escape_ascii());
        }
        Const::Tuple(values) => {
            out.push('(');
            items(out, values);
            out.push_str(if values.len() == 1 { ",)" } else { ")" });
        }
        Const::FrozenSet(values) => {
            out.push('{');
            items(out, values);
            out.push('}');
        }
        Const::Code(inner) => {
            let _ = write!(out, "<code {}>", inner.qualname);
        }
    }
}
