//! Structural checks of a code unit, run on everything the compiler makes in debug builds.
//!
//! A unit that passes can be interpreted without bounds checks: registers lie in the window, jumps in the code,
//! constant, cache and name indices in their tables, no path runs off the end, and the side tables agree with the code.

use crate::ops::{flags, Kind};
use crate::{CodeUnit, Const, Instr, Op};

/// Registers in a row that an instruction reads or writes: the first one and how many.
fn rows(unit: &CodeUnit, instr: Instr) -> Vec<(usize, usize)> {
    let (x, a, b, c) = (instr.x() as usize, instr.a(), instr.b(), instr.c());
    let tuple_len = |index: usize| match unit.consts.get(index) {
        Some(Const::Tuple(items)) => items.len(),
        _ => 0,
    };
    match instr.op() {
        Op::CopyFree => vec![(a, b)],
        Op::Call => vec![(b, x + 1)],
        Op::CallMethod | Op::CallKw => vec![(b, x + 2)],
        Op::CallEx => vec![(b, 4)],
        Op::LoadMethod => vec![(a, 2)],
        Op::LoadSuper => vec![(b, 3), (a, x + 1)],
        Op::BuildSlice => vec![(b, x)],
        Op::BuildTuple | Op::BuildList | Op::BuildSet | Op::BuildString => vec![(b, c)],
        Op::BuildDict => vec![(b, 2 * c)],
        Op::BuildConstKeyMap => vec![(b, tuple_len(c))],
        Op::Unpack => vec![(a, c)],
        Op::UnpackEx => vec![(a, x + 1 + c)],
        Op::MakeFunction => vec![(b, instr.x().count_ones() as usize)],
        Op::MatchExcGroup => vec![(a, 2)],
        Op::LoadWith => vec![(a, 4)],
        Op::LoadExcInfo => vec![(a, 3)],
        Op::Intrinsic => vec![(b, x)],
        _ => Vec::new(),
    }
}

/// Checks a unit and the units nested in it; the error says what is wrong and where.
pub fn verify(unit: &CodeUnit) -> Result<(), String> {
    let length = unit.code.len();
    if unit.positions.len() != length {
        return Err(format!(
            "{} positions for {length} instructions",
            unit.positions.len()
        ));
    }
    for (at, &instr) in unit.code.iter().enumerate() {
        instruction(unit, at, instr)
            .map_err(|problem| format!("{at}: {}: {problem}", instr.op().info().name))?;
    }
    match unit.code.last() {
        Some(last) if last.op().info().flags & flags::ENDS != 0 => {}
        _ => return Err("control runs off the end".into()),
    }
    tables(unit)?;
    for value in &unit.consts {
        if let Const::Code(inner) = value {
            verify(inner).map_err(|problem| format!("{}: {problem}", inner.qualname))?;
        }
    }
    Ok(())
}

fn instruction(unit: &CodeUnit, at: usize, instr: Instr) -> Result<(), String> {
    let info = instr.op().info();
    let wide = info.c == Kind::Ext;
    let fields = [
        (info.a, instr.a() as isize),
        (info.b, if wide { instr.bc() } else { instr.b() as isize }),
    ];
    let last = (info.c, instr.c() as isize);
    for (kind, value) in fields.into_iter().chain([last]) {
        let limit = match kind {
            Kind::Dst | Kind::Src | Kind::SrcDst => unit.nregs as usize,
            Kind::Const | Kind::ConstIdx if instr.op() != Op::CallKw || kind == Kind::ConstIdx => {
                unit.consts.len()
            }
            Kind::Cache => unit.caches.len(),
            Kind::Name => unit.names.len(),
            Kind::Loop => unit.loops.len(),
            Kind::Jump | Kind::JumpLong => {
                let offset = if kind == Kind::Jump {
                    instr.sc()
                } else {
                    instr.bc()
                };
                let target = at as isize + 1 + offset;
                if target < 0 || target >= unit.code.len() as isize {
                    return Err(format!("jump to {target}"));
                }
                continue;
            }
            _ => continue,
        };
        if value < 0 || value as usize >= limit {
            return Err(format!(
                "operand {value} ({kind:?}) out of range, limit {limit}"
            ));
        }
    }
    for (first, count) in rows(unit, instr) {
        if count > 0 && first + count > unit.nregs as usize {
            return Err(format!(
                "registers {first}..{} outside the window of {}",
                first + count,
                unit.nregs
            ));
        }
    }
    if instr.op() == Op::CallKw {
        match unit.consts.get(instr.c()) {
            Some(Const::Tuple(names)) if names.len() <= instr.x() as usize => {}
            _ => return Err("keyword names are no tuple of at most as many".into()),
        }
    }
    Ok(())
}

fn tables(unit: &CodeUnit) -> Result<(), String> {
    let length = unit.code.len() as u32;
    for row in &unit.exc_table {
        if row.start >= row.end
            || row.end > length
            || row.handler >= length
            || u32::from(row.reg) >= unit.nregs
        {
            return Err(format!("exception row {row:?}"));
        }
        if (row.start..row.end).contains(&row.handler) {
            return Err(format!("exception row {row:?} covers its own handler"));
        }
    }
    for (at, info) in unit.loops.iter().enumerate() {
        let header = unit.code.get(info.header as usize);
        let right = header.is_some_and(|instr| {
            matches!(instr.op(), Op::Loop | Op::LoopJit) && instr.bc() == at as isize
        });
        if !right || info.end <= info.header || info.end > length {
            return Err(format!("loop {at}: {info:?}"));
        }
        if let Some(parent) = info.parent {
            let inside = unit.loops.get(parent as usize).is_some_and(|outer| {
                (parent as usize) < at && outer.header < info.header && info.end <= outer.end
            });
            if !inside {
                return Err(format!("loop {at} is not inside loop {parent}"));
            }
        }
    }
    for cache in &unit.caches {
        if cache.name as usize >= unit.names.len() {
            return Err(format!("cache about name {}", cache.name));
        }
    }
    let variables = unit.varnames.len() as u32;
    let cells = unit.cellvars.iter().chain(&unit.freevars);
    if variables > unit.nvars
        || unit.nvars > unit.nregs
        || cells
            .into_iter()
            .any(|(_, reg)| u32::from(*reg) >= unit.nvars)
    {
        return Err("variables outside the window".into());
    }
    match unit
        .self_attrs
        .iter()
        .all(|&name| (name as usize) < unit.names.len())
    {
        true => Ok(()),
        false => Err("attribute name out of range".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pos;

    fn unit(code: Vec<Instr>, nregs: u32) -> CodeUnit {
        CodeUnit {
            positions: vec![Pos::default(); code.len()],
            code,
            nregs,
            ..CodeUnit::default()
        }
    }

    #[test]
    fn accepts_the_smallest_unit() {
        assert_eq!(
            verify(&unit(
                vec![
                    Instr::abx(Op::LoadInt, 0, 1),
                    Instr::abc(Op::Return, 0, 0, 0)
                ],
                1
            )),
            Ok(())
        );
    }

    #[test]
    fn refuses_bad_operands_and_ends() {
        let ret = Instr::abc(Op::Return, 0, 0, 0);
        assert!(verify(&unit(vec![Instr::abc(Op::Move, 1, 0, 0), ret], 1)).is_err());
        assert!(verify(&unit(vec![Instr::abx(Op::LoadConst, 0, 0), ret], 1)).is_err());
        assert!(verify(&unit(vec![Instr::abx(Op::Jump, 0, 1), ret], 1)).is_err());
        assert!(verify(&unit(vec![Instr::xabc(Op::Call, 2, 0, 0, 0), ret], 2)).is_err());
        assert!(verify(&unit(vec![Instr::abx(Op::Loop, 0, 0), ret], 1)).is_err());
        assert!(verify(&unit(vec![Instr::abc(Op::Nop, 0, 0, 0)], 1)).is_err());
        assert!(verify(&unit(vec![], 1)).is_err());
    }
}
