//! Prints the source positions of instructions that can raise, for comparison with the reference's `co_positions`.

use adder_bytecode::{CodeUnit, Const, Op};
use adder_compile::{compile_module, Mode, Options};
use std::collections::BTreeSet;

fn kind(op: Op) -> Option<&'static str> {
    Some(match op {
        Op::Call | Op::CallMethod | Op::CallKw | Op::CallEx => "call",
        Op::LoadAttr | Op::LoadMethod => "attr",
        Op::StoreAttr => "sattr",
        Op::GetItem | Op::GetItemI => "item",
        Op::SetItem => "sitem",
        Op::DelItem => "ditem",
        Op::LoadGlobal => "glob",
        Op::LoadName => "name",
        Op::ImportName => "imp",
        Op::ImportFrom => "impf",
        Op::Raise => "raise",
        Op::GetIter => "iter",
        Op::ForIter => "next",
        Op::Unpack => "unpack",
        Op::FormatValue => "fmt",
        Op::MatchExc => "match",
        Op::LoadWith => "with",
        Op::Yield => "yield",
        op if (Op::Add as u8..=Op::BitAndI as u8).contains(&(op as u8)) => "bin",
        _ => return None,
    })
}

fn walk(unit: &CodeUnit, out: &mut BTreeSet<(&'static str, [u32; 4])>) {
    for (instr, pos) in unit.code.iter().zip(&unit.positions) {
        if let (Some(kind), true) = (kind(instr.op()), pos.line > 0) {
            out.insert((kind, [pos.line, pos.end_line, pos.col, pos.end_col]));
        }
    }
    for value in &unit.consts {
        if let Const::Code(inner) = value {
            walk(inner, out);
        }
    }
}

fn main() {
    for path in std::env::args().skip(1) {
        let source = std::fs::read_to_string(&path).unwrap_or_default();
        let mut out = BTreeSet::new();
        match compile_module(&source, &path, Mode::Exec, Options::default()) {
            Ok(unit) => walk(&unit, &mut out),
            Err(error) => eprintln!("{path}: {error}"),
        }
        for (kind, [line, end_line, col, end_col]) in out {
            println!("{kind} {line} {end_line} {col} {end_col}");
        }
    }
}
