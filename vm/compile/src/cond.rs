//! Conditions: expressions that decide a jump.
//!
//! `jump_if(e, sense, target)` jumps to `target` when the truth of `e` is `sense` and falls through otherwise.
//! Comparisons fuse with the jump. The sense is a flag of the instruction; the operator is never inverted, because
//! `not a < b` is not `a >= b` where NaN or a user's class is involved.

use crate::compiler::Compiler;
use crate::emit::Label;
use crate::error::Res;
use crate::fold;
use crate::regs::Reg;
use adder_bytecode::{Const, Op};
use adder_syntax::ast::{BoolOp, CmpOp, Expr, ExprCompare, Ranged, UnaryOp};
use adder_syntax::TextRange;

/// The comparison that leaves a value.
fn value_op(op: CmpOp) -> Op {
    match op {
        CmpOp::Eq => Op::Eq,
        CmpOp::NotEq => Op::Ne,
        CmpOp::Lt => Op::Lt,
        CmpOp::LtE => Op::Le,
        CmpOp::Gt => Op::Gt,
        CmpOp::GtE => Op::Ge,
        CmpOp::Is => Op::Is,
        CmpOp::IsNot => Op::IsNot,
        CmpOp::In => Op::In,
        CmpOp::NotIn => Op::NotIn,
    }
}

/// The comparison that jumps, its form with an immediate, and whether it states the opposite.
fn jump_op(op: CmpOp) -> (Op, Option<Op>, bool) {
    match op {
        CmpOp::Eq => (Op::JumpEq, Some(Op::JumpEqI), false),
        CmpOp::NotEq => (Op::JumpNe, Some(Op::JumpNeI), false),
        CmpOp::Lt => (Op::JumpLt, Some(Op::JumpLtI), false),
        CmpOp::LtE => (Op::JumpLe, Some(Op::JumpLeI), false),
        CmpOp::Gt => (Op::JumpGt, Some(Op::JumpGtI), false),
        CmpOp::GtE => (Op::JumpGe, Some(Op::JumpGeI), false),
        CmpOp::Is => (Op::JumpIs, None, false),
        CmpOp::IsNot => (Op::JumpIs, None, true),
        CmpOp::In => (Op::JumpIn, None, false),
        CmpOp::NotIn => (Op::JumpIn, None, true),
    }
}

/// The operand after `in`: displays of constants need not be rebuilt every time.
fn is_membership(op: CmpOp) -> bool {
    matches!(op, CmpOp::In | CmpOp::NotIn)
}

impl<'a> Compiler<'a> {
    /// Jumps to `target` if the truth of `expr` is `sense`.
    pub fn jump_if(&mut self, expr: &'a Expr, sense: bool, target: Label) -> Res {
        let mark = self.unit.regs.mark();
        match expr {
            Expr::UnaryOp(node) if node.op == UnaryOp::Not => {
                return self.jump_if(&node.operand, !sense, target)
            }
            Expr::BoolOp(node) => {
                let Some((last, init)) = node.values.split_last() else {
                    return Ok(());
                };
                // `or` with sense true, `and` with sense false: every operand may jump. Otherwise the first operand
                // that decides skips the rest.
                let decides = node.op == BoolOp::Or;
                if decides == sense {
                    for value in init {
                        self.jump_if(value, sense, target)?;
                    }
                    return self.jump_if(last, sense, target);
                }
                let skip = self.unit.emit.label();
                for value in init {
                    self.jump_if(value, decides, skip)?;
                }
                self.jump_if(last, sense, target)?;
                self.unit.emit.bind(skip);
                return Ok(());
            }
            Expr::IfExp(node) => {
                let orelse = self.unit.emit.label();
                let end = self.unit.emit.label();
                self.jump_if(&node.test, false, orelse)?;
                self.jump_if(&node.body, sense, target)?;
                self.jump(node.range, end);
                self.unit.emit.bind(orelse);
                self.jump_if(&node.orelse, sense, target)?;
                self.unit.emit.bind(end);
                return Ok(());
            }
            Expr::Compare(node) => return self.compare_jump(node, sense, target),
            _ => {}
        }
        if let Some(truth) = fold::fold(self, expr).and_then(|value| fold::truth(&value)) {
            if truth == sense {
                self.jump(expr.range(), target);
            }
            return Ok(());
        }
        let value = self.expr(expr)?;
        let op = if sense {
            Op::JumpIfTrue
        } else {
            Op::JumpIfFalse
        };
        self.jump_op(expr.range(), op, 0, value, 0, target);
        self.unit.regs.release(mark);
        Ok(())
    }

    fn compare_jump(&mut self, node: &'a ExprCompare, sense: bool, target: Label) -> Res {
        let mark = self.unit.regs.mark();
        let Some((last, init)) = node.ops.split_last() else {
            return Ok(());
        };
        let mut left = self.operand(&node.left, rest_range(node, 0))?;
        let end = self.unit.emit.label();
        for (at, op) in init.iter().enumerate() {
            // The middle operand is both compared with and compared: never an immediate.
            let right = self.operand(&node.comparators[at], rest_range(node, at + 1))?;
            let (jump, _, inverted) = jump_op(*op);
            // A link that fails decides the chain: to `target` if that is where false goes.
            let to = if sense { end } else { target };
            self.jump_op(node.range, jump, u8::from(inverted), left, right, to);
            left = right;
        }
        self.last_jump(node, *last, left, sense, target)?;
        self.unit.emit.bind(end);
        self.unit.regs.release(mark);
        Ok(())
    }

    fn last_jump(
        &mut self,
        node: &'a ExprCompare,
        op: CmpOp,
        left: Reg,
        sense: bool,
        target: Label,
    ) -> Res {
        let Some(right) = node.comparators.last() else {
            return Ok(());
        };
        let range = node.range;
        let (jump, immediate, inverted) = jump_op(op);
        let sense = sense != inverted;
        if let Expr::Constant(constant) = right {
            if constant.value.is_none() && jump == Op::JumpIs {
                let op = if sense {
                    Op::JumpIfNone
                } else {
                    Op::JumpIfNotNone
                };
                self.jump_op(range, op, 0, left, 0, target);
                return Ok(());
            }
        }
        if let (Some(op), Some(value)) = (immediate, self.small_int(right)) {
            self.jump_op(range, op, u8::from(sense), left, value as u16, target);
            return Ok(());
        }
        let right = self.right_operand(op, right, TextRange::default())?;
        self.jump_op(range, jump, u8::from(sense), left, right, target);
        Ok(())
    }

    /// The right operand of a chain's last comparison in a register. A display that is only searched may be a tuple;
    /// operands further left are compared again and stay what they are.
    fn right_operand(&mut self, op: CmpOp, right: &'a Expr, later: TextRange) -> Res<Reg> {
        if is_membership(op) {
            if let Some(value) = fold::constant_display(self, right) {
                let reg = self.unit.regs.alloc();
                self.load_const(right.range(), value, reg);
                return Ok(reg);
            }
            if let Expr::List(node) = right {
                if !node.elts.iter().any(|elt| elt.is_starred_expr()) {
                    return self.tuple_of(node.range, &node.elts, None);
                }
            }
        }
        self.operand(right, later)
    }

    /// A comparison as a value.
    pub fn compare(&mut self, node: &'a ExprCompare, want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        let Some((last, init)) = node.ops.split_last() else {
            return Ok(self.dest(mark, want));
        };
        let range = node.range;
        if init.is_empty() {
            let left = self.operand(&node.left, rest_range(node, 0))?;
            let right = self.right_operand(*last, &node.comparators[0], TextRange::default())?;
            let dst = self.dest(mark, want);
            self.op(range, value_op(*last), dst, left, right);
            return Ok(dst);
        }
        // A failing link's value is the chain's value, so links are computed in the result's register; a variable
        // must not change before the chain is done.
        let dst = match want {
            Some(dst) if !self.unit.regs.is_variable(dst) => dst,
            _ => self.unit.regs.alloc(),
        };
        let inner = self.unit.regs.mark();
        let end = self.unit.emit.label();
        let mut left = self.operand(&node.left, rest_range(node, 0))?;
        for (at, op) in node.ops.iter().enumerate() {
            let later = rest_range(node, at + 1);
            let right = if at < init.len() {
                self.operand(&node.comparators[at], later)?
            } else {
                self.right_operand(*op, &node.comparators[at], later)?
            };
            self.op(range, value_op(*op), dst, left, right);
            if at < init.len() {
                self.jump_op(range, Op::JumpIfFalse, 0, dst, 0, end);
            }
            left = right;
        }
        self.unit.emit.bind(end);
        self.unit.regs.release(inner);
        match want {
            Some(want) if want != dst => {
                self.copy(range, want, dst);
                self.unit.regs.release(mark);
                Ok(want)
            }
            _ => Ok(dst),
        }
    }

    /// The value of an expression that folds to an integer of 16 bits.
    pub fn small_int(&self, expr: &'a Expr) -> Option<i16> {
        match fold::fold(self, expr)? {
            Const::Int(value) => i16::try_from(value).ok(),
            _ => None,
        }
    }
}

/// The source from comparator `from` on: where a `:=` would still run after an earlier operand was read.
fn rest_range(node: &ExprCompare, from: usize) -> TextRange {
    match (node.comparators.get(from), node.comparators.last()) {
        (Some(first), Some(last)) => TextRange::new(first.range().start(), last.range().end()),
        _ => TextRange::default(),
    }
}
