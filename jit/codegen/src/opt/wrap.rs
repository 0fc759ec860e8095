//! Checked arithmetic of which only the low bits are asked for becomes arithmetic modulo 2**64.
//!
//! Before the trace is emitted anew, a walk from its end to its beginning finds the values whose every user asks for
//! them *modulo 2**64* only: under a mask that is a constant and not negative, under `as_uint` or `low_int`, or as
//! operand of a sum, difference, product, negation, shift to the left or bitwise operation that is itself asked for in this way only.
//! Checked operations among them need no check: `mul_ovf a, b` becomes `mul a, b`. Uses by range reasoning, compares,
//! stores, boxes, block arguments are uses of the number itself; looking at the recorded trace, where nothing has been
//! simplified yet, all of them are still there.
//!
//! A snapshot that mentions such a value wants the number, too, but need not keep the check: it gets the same operation
//! on ints of any size ([`Op::BigMul`] and the like), which `sink` leaves to the exit to compute.
//!
//! Example: in `v3 = mul_ovf v1, 31; v4 = add_ovf v3, v2; v5 = and v4, 255` both checks go.

use super::emit::Emitter;
use super::Pass;
use crate::ir::{Inst, Op, OpFlags, Ref, SnapId, SnapVal, Type};

/// What the users of a value ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// Nothing; exits may.
    Nothing,
    /// The number modulo 2**64.
    Low,
    /// The number itself.
    Exact,
}

/// Buffers of the analysis.
#[derive(Debug, Default)]
pub(super) struct Wrapping {
    /// Per source instruction: what its users ask for.
    asked: Vec<Asked>,
    /// Per source instruction: a checked operation that becomes a wrapping one.
    wraps: Vec<bool>,
    /// The numbers themselves, made for snapshots and boxes so far: source instruction, word.
    numbers: Vec<(u32, Ref)>,
}

impl Wrapping {
    pub fn clear(&mut self) {
        self.wraps.clear();
        self.numbers.clear();
    }

    /// Words made so far do not serve the next copy of the body.
    pub fn forget_numbers(&mut self) {
        self.numbers.clear();
    }
}

/// Whether the operation's low 64 bits follow from those of its operands.
fn is_modular(op: Op) -> bool {
    matches!(
        op,
        Op::Add
            | Op::Sub
            | Op::Mul
            | Op::Neg
            | Op::And
            | Op::Or
            | Op::Xor
            | Op::AddOvf
            | Op::SubOvf
            | Op::MulOvf
            | Op::NegOvf
            | Op::BoxInt
            | Op::BigAdd
            | Op::BigSub
            | Op::BigMul
            | Op::BigAnd
            | Op::BigOr
            | Op::BigXor
    )
}

impl Emitter {
    /// Finds the operations that wrap.
    pub fn find_wrapping(&mut self) {
        let n = self.src.insts.len();
        self.wrapping.clear();
        let checked = |i: &Inst| i.op.is_guard() && i.op.modulo_word().is_some();
        // Words made for snapshots are remembered, which blocks on different paths must not share.
        if self.src.blocks.len() != 1 || !self.src.insts.iter().any(checked) {
            return;
        }
        self.wrapping.asked.clear();
        self.wrapping.asked.resize(n, Asked::Nothing);
        self.wrapping.wraps.resize(n, false);
        // A field of an object holds the machine number.
        for field in &self.src.fields {
            if let SnapVal::Ref(r) = field.val {
                if r.is_inst() {
                    self.wrapping.asked[r.index()] = Asked::Exact;
                }
            }
        }
        for at in (0..n).rev() {
            let inst = self.src.insts[at];
            // What only exits ask for keeps its check: side traces want a machine number there.
            let low = self.wrapping.asked[at] == Asked::Low;
            self.wrapping.wraps[at] = checked(&inst) && low;
            let all_low = matches!(inst.op, Op::AsUint | Op::LowInt) || is_modular(inst.op) && low;
            let operands = if inst.op.has(OpFlags::LIST) {
                let start = inst.args[0].raw() as usize;
                &self.src.lists[start..start + inst.extra as usize]
            } else {
                &inst.args[..inst.inline_len()]
            };
            for (k, &r) in operands.iter().enumerate() {
                let free = match inst.op {
                    Op::And if !all_low => self.int(operands[1 - k]).is_some_and(|mask| mask >= 0),
                    Op::Shl | Op::BigShl => k == 0 && low,
                    _ => all_low,
                };
                if r.is_inst() {
                    let asked = &mut self.wrapping.asked[r.index()];
                    *asked = match (free, *asked) {
                        (true, Asked::Nothing) => Asked::Low,
                        (true, before) => before,
                        (false, _) => Asked::Exact,
                    };
                }
            }
        }
    }

    /// Whether a source value is computed modulo 2**64 although it is another number.
    pub fn wraps(&self, r: Ref) -> bool {
        r.is_inst() && self.wrapping.wraps.get(r.index()).copied().unwrap_or(false)
    }

    /// Turns a source instruction that need not be checked into its wrapping form.
    pub fn wrap(&mut self, n: usize, inst: &mut Inst) {
        if !self.wraps(Ref::inst(n as u32)) {
            return;
        }
        match inst.op.modulo_word() {
            Some(op) if self.budget.spend(Pass::Wrap) => {
                inst.op = op;
                inst.snap = SnapId::NONE;
            }
            _ => self.wrapping.wraps[n] = false,
        }
    }

    /// The number that a source value is, as a word.
    pub fn number(&mut self, r: Ref) -> Ref {
        if !self.wraps(r) {
            let x = self.translate(r);
            return self.emit(Inst {
                args: [x, Ref::NONE, Ref::NONE],
                ..Inst::new(Op::BoxInt, Type::Val)
            });
        }
        if let Some((_, word)) = self.wrapping.numbers.iter().find(|(n, _)| *n == r.raw()) {
            return *word;
        }
        let inst = self.src.insts[r.index()];
        let zero = self.t.consts.i64(0);
        let (op, a, b) = match inst.op {
            Op::AddOvf => (Op::BigAdd, inst.args[0], inst.args[1]),
            Op::SubOvf => (Op::BigSub, inst.args[0], inst.args[1]),
            Op::MulOvf => (Op::BigMul, inst.args[0], inst.args[1]),
            _ => (Op::BigSub, zero, inst.args[0]),
        };
        let (a, b) = (self.number(a), self.number(b));
        let word = self.emit(Inst {
            args: [a, b, Ref::NONE],
            ..Inst::new(op, Type::Val)
        });
        self.wrapping.numbers.push((r.raw(), word));
        word
    }

    /// A value of a source snapshot's entry: the number itself, made here if it is computed modulo 2**64.
    pub fn number_for(&mut self, v: SnapVal) -> SnapVal {
        match v {
            SnapVal::Ref(r) if self.wraps(r) => SnapVal::Ref(self.number(r)),
            SnapVal::Ref(r) => SnapVal::Ref(self.translate(r)),
            other => other,
        }
    }
}
