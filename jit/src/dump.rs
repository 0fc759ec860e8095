//! Stages of a trace's compilation as text, the same in every run.
//!
//! | stage | text |
//! |---|---|
//! | `bytecode` | the code object that the trace starts in |
//! | `trace` | IR as recorded |
//! | `ir` | IR as optimised, snapshots in short |
//! | `snapshots` | per exit: the instruction that leaves, frames with lines, registers by name |
//! | `regs` | IR with the place of every result; where the values of every exit are |
//! | `asm` | IR with the bytes of every instruction |
//! | `exits` | one line per exit taken |
//!
//! Addresses differ from run to run: each is replaced by `@` and the order of its first appearance.

use crate::record::{FrameMeta, CONT_VALUE_SLOT};
use adder_codegen::asm::CompiledCode;
use adder_codegen::ir::{Build, SnapVal, Trace};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;

/// Where dumps go, and the names given to addresses.
#[derive(Default)]
pub struct Dumper {
    /// Standard error if `None`.
    file: Option<String>,
    addresses: HashMap<u64, usize>,
}

impl Dumper {
    pub fn new(file: Option<String>) -> Dumper {
        Dumper { file, addresses: HashMap::new() }
    }

    /// Writes a section.
    pub fn write(&mut self, text: &str) {
        let text = self.without_addresses(text);
        match &self.file {
            Some(path) => {
                let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
                if let Ok(mut f) = file {
                    // A dump that cannot be written is not worth stopping the program for.
                    let _ = writeln!(f, "{text}");
                }
            }
            None => eprintln!("{text}"),
        }
    }

    /// Hexadecimal numbers of nine digits and more are addresses, or words made of them.
    fn without_addresses(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find("0x") {
            let digits = &rest[at + 2..];
            let n = digits.bytes().take_while(u8::is_ascii_hexdigit).count();
            match u64::from_str_radix(&digits[..n], 16) {
                Ok(word) if n >= 9 => {
                    let next = self.addresses.len() + 1;
                    let name = *self.addresses.entry(word).or_insert(next);
                    out.push_str(&rest[..at]);
                    let _ = write!(out, "@{name}");
                }
                _ => out.push_str(&rest[..at + 2 + n]),
            }
            rest = &digits[n..];
        }
        out.push_str(rest);
        out
    }
}

/// The exits of a trace with their snapshots, for people.
pub fn snapshots(trace: &Trace, code: &CompiledCode, metas: &[FrameMeta]) -> String {
    let mut out = String::new();
    for (k, exit) in code.exits.iter().enumerate() {
        let inst = trace.inst(exit.inst);
        let flags = trace.snap(exit.snap).flags.0;
        let _ = write!(out, "exit {k}: v{} {}", exit.inst.index(), inst.op);
        let _ = writeln!(
            out,
            ", s{}{}",
            exit.snap.index(),
            if flags & 1 != 0 { ", raises" } else { "" }
        );
        for (n, f) in trace.frames_of(exit.snap).iter().enumerate() {
            let unit = &metas[f.code as usize].code.unit;
            let line = unit.positions.get(f.pc as usize).map_or(0, |p| p.line);
            let _ = write!(out, "  {} line {line} pc {} base {}:", unit.qualname, f.pc, f.base);
            for e in trace.entries_of(exit.snap).iter().filter(|e| e.frame as usize == n) {
                let name = match unit.varnames.get(e.slot as usize) {
                    Some(name) => name.to_string(),
                    None if e.slot == CONT_VALUE_SLOT => "instance".to_string(),
                    None => format!("r{}", e.slot),
                };
                let _ = write!(out, " {name}={}", value(trace, e.val));
            }
            out.push('\n');
        }
        for (n, v) in trace.virtuals_of(exit.snap).iter().enumerate() {
            let what = match v.build {
                Build::Object(alloc) => trace.alloc_desc(alloc).name.to_string(),
                Build::Int(op) => op.to_string(),
            };
            let _ = write!(out, "  o{n} = {what}");
            for f in trace.fields_of(v) {
                let name = match v.alloc() {
                    Some(_) => trace.mem(f.mem).name.as_ref(),
                    None => "operand",
                };
                let _ = write!(out, " {name}={}", value(trace, f.val));
            }
            out.push('\n');
        }
    }
    out
}

fn value(trace: &Trace, v: SnapVal) -> String {
    match v {
        SnapVal::Virtual(i) => format!("o{}", i.index()),
        SnapVal::Ref(r) => match trace.constant(r) {
            Some(c) => format!("{:?}:{:#x}", c.ty, c.bits),
            None => format!("v{}", r.index()),
        },
    }
}

/// Where results and the values of exits are.
pub fn registers(code: &CompiledCode) -> String {
    let mut out = String::new();
    // The listing has a line for each instruction and one with its bytes, indented.
    let listing = code.listing.as_deref().unwrap_or_default();
    for line in listing.lines().filter(|l| !l.starts_with("        ")) {
        let _ = writeln!(out, "{}", line.get(7..).unwrap_or(line));
    }
    for (k, exit) in code.exits.iter().enumerate() {
        let _ = write!(out, "exit {k}:");
        for (r, loc) in code.values_of(exit).iter().filter(|(r, _)| r.is_inst()) {
            let _ = write!(out, " v{}={loc}", r.index());
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{} spill slots", code.num_slots);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_numbered_and_numbers_stay() {
        let mut d = Dumper::default();
        let text = "a 0x7f0011223344 b 0x10 c 0x7f0011223344 d 0x7f0011223348 e 0x";
        assert_eq!(d.without_addresses(text), "a @1 b 0x10 c @1 d @2 e 0x");
    }
}
