//! Expressions.
//!
//! [`Compiler::value`] is the one entry: it compiles an expression into a wanted register, or, where the caller does not
//! care, answers the register in which the value already lives (a local variable) or exactly one new temporary. A
//! variable that is the wanted register is written by the last instruction only: an exception in the middle leaves it
//! alone, and the expression may still read its old value.

use crate::compiler::{Compiler, Place};
use crate::error::Res;
use crate::fold;
use crate::regs::Reg;
use adder_bytecode::{Const, Op};
use adder_syntax::ast::{self, BoolOp, Expr, Operator, Ranged, UnaryOp};
use adder_syntax::TextRange;

/// Longest display built from registers in a row; longer ones are built piece by piece.
const ROW: usize = 64;

/// The instruction of a binary operator and its form with an immediate.
pub fn binary_op(op: Operator) -> (Op, Option<Op>) {
    match op {
        Operator::Add => (Op::Add, Some(Op::AddI)),
        Operator::Sub => (Op::Sub, Some(Op::SubI)),
        Operator::Mult => (Op::Mul, Some(Op::MulI)),
        Operator::MatMult => (Op::MatMul, None),
        Operator::Div => (Op::TrueDiv, None),
        Operator::Mod => (Op::Mod, Some(Op::ModI)),
        Operator::Pow => (Op::Pow, None),
        Operator::LShift => (Op::LShift, Some(Op::LShiftI)),
        Operator::RShift => (Op::RShift, Some(Op::RShiftI)),
        Operator::BitOr => (Op::BitOr, None),
        Operator::BitXor => (Op::BitXor, None),
        Operator::BitAnd => (Op::BitAnd, Some(Op::BitAndI)),
        Operator::FloorDiv => (Op::FloorDiv, Some(Op::FloorDivI)),
    }
}

impl<'a> Compiler<'a> {
    /// Compiles an expression; the answer is the variable it names or one new temporary.
    pub fn expr(&mut self, expr: &'a Expr) -> Res<Reg> {
        self.value(expr, None)
    }

    /// Compiles an expression into a register.
    pub fn expr_into(&mut self, expr: &'a Expr, dst: Reg) -> Res {
        self.value(expr, Some(dst)).map(|_| ())
    }

    /// Compiles an operand that must keep its value while the source in `later` is evaluated.
    pub fn operand(&mut self, expr: &'a Expr, later: TextRange) -> Res<Reg> {
        let reg = self.expr(expr)?;
        if self.unit.regs.is_variable(reg) && !later.is_empty() && self.may_assign(reg, later) {
            let copy = self.unit.regs.alloc();
            self.copy(expr.range(), copy, reg);
            return Ok(copy);
        }
        Ok(reg)
    }

    /// Evaluates an expression for its effects.
    pub fn discard(&mut self, expr: &'a Expr) -> Res {
        let mark = self.unit.regs.mark();
        match expr {
            Expr::Constant(_) => {}
            Expr::BoolOp(node) => {
                if let Some((last, init)) = node.values.split_last() {
                    let end = self.unit.emit.label();
                    for value in init {
                        self.jump_if(value, node.op == BoolOp::Or, end)?;
                    }
                    self.discard(last)?;
                    self.unit.emit.bind(end);
                }
            }
            Expr::IfExp(node) => {
                let orelse = self.unit.emit.label();
                let end = self.unit.emit.label();
                self.jump_if(&node.test, false, orelse)?;
                self.discard(&node.body)?;
                self.jump(node.range, end);
                self.unit.emit.bind(orelse);
                self.discard(&node.orelse)?;
                self.unit.emit.bind(end);
            }
            _ => {
                self.expr(expr)?;
            }
        }
        self.unit.regs.release(mark);
        Ok(())
    }

    /// Compiles an expression into `want`, or else wherever is cheapest.
    pub fn value(&mut self, expr: &'a Expr, want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        match expr {
            Expr::Constant(node) => {
                let value = self.literal(node);
                let dst = self.dest(mark, want);
                self.load_const(node.range, value, dst);
                Ok(dst)
            }
            Expr::Name(node) => {
                if node.id.as_str() == "__debug__" {
                    let dst = self.dest(mark, want);
                    self.load_const(node.range, Const::Bool(true), dst);
                    return Ok(dst);
                }
                let name = self.intern(&node.id);
                Ok(self.load_name(node.range, name, want))
            }
            Expr::BinOp(_) | Expr::UnaryOp(_) | Expr::Tuple(_) | Expr::Subscript(_) => {
                if let Some(value) = fold::fold(self, expr) {
                    let dst = self.dest(mark, want);
                    self.load_const(expr.range(), value, dst);
                    return Ok(dst);
                }
                match expr {
                    Expr::BinOp(node) => self.binary(node, want),
                    Expr::UnaryOp(node) => self.unary(node, want),
                    Expr::Tuple(node) => self.tuple_of(node.range, &node.elts, want),
                    Expr::Subscript(node) => self.subscript(node, want),
                    _ => Ok(self.dest(mark, want)),
                }
            }
            Expr::Call(node) => self.call(node, want),
            Expr::Attribute(node) => self.attribute(node, want),
            Expr::Compare(node) => self.compare(node, want),
            Expr::BoolOp(node) => self.bool_value(node, want),
            Expr::IfExp(node) => {
                let dst = want.unwrap_or_else(|| self.unit.regs.alloc());
                let orelse = self.unit.emit.label();
                let end = self.unit.emit.label();
                self.jump_if(&node.test, false, orelse)?;
                self.expr_into(&node.body, dst)?;
                self.jump(node.range, end);
                self.unit.emit.bind(orelse);
                self.expr_into(&node.orelse, dst)?;
                self.unit.emit.bind(end);
                Ok(dst)
            }
            Expr::NamedExpr(node) => self.named(node, want),
            Expr::Lambda(node) => self.lambda(node, want),
            Expr::List(node) => self.list(node.range, &node.elts, want),
            Expr::Set(node) => self.set(node.range, &node.elts, want),
            Expr::Dict(node) => self.dict(node, want),
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) => {
                self.comprehension(expr, want)
            }
            Expr::GeneratorExp(node) => self.generator_expression(node, want),
            Expr::Yield(node) => {
                let value = match &node.value {
                    Some(value) => self.expr(value)?,
                    None => self.none(node.range),
                };
                let dst = self.dest(mark, want);
                self.op(node.range, Op::Yield, dst, value, 0);
                Ok(dst)
            }
            Expr::YieldFrom(node) => self.yield_from(node, want),
            Expr::JoinedStr(node) => self.joined(node, want),
            Expr::FormattedValue(node) => self.formatted(node, want),
            Expr::Slice(node) => self.slice(node, want),
            Expr::Await(node) => self.refuse(node.range, "'await'"),
            Expr::Starred(node) => Err(self.error(node.range, "can't use starred expression here")),
        }
    }

    /// `None` in a new temporary.
    pub fn none(&mut self, range: TextRange) -> Reg {
        let reg = self.unit.regs.alloc();
        self.load_const(range, Const::None, reg);
        reg
    }

    fn binary(&mut self, node: &'a ast::ExprBinOp, want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        if !node.left.is_bin_op_expr() {
            let left = self.operand(&node.left, node.right.range())?;
            return self.binary_tail(node, left, mark, want);
        }
        // A chain like `a + b + c` leans left: compile it innermost first instead of recursing once per term.
        let mut chain = vec![node];
        let mut base: &Expr = &node.left;
        while let Expr::BinOp(inner) = base {
            if fold::fold(self, base).is_some() {
                break;
            }
            chain.push(inner);
            base = &inner.left;
        }
        let innermost = chain[chain.len() - 1];
        let mut left = self.operand(base, innermost.right.range())?;
        for inner in chain[1..].iter().rev() {
            left = self.binary_tail(inner, left, mark, None)?;
        }
        self.binary_tail(node, left, mark, want)
    }

    fn binary_tail(
        &mut self,
        node: &'a ast::ExprBinOp,
        left: Reg,
        mark: u32,
        want: Option<Reg>,
    ) -> Res<Reg> {
        let (op, immediate) = binary_op(node.op);
        if let (Some(op), Some(value)) = (immediate, self.small_int(&node.right)) {
            let dst = self.dest(mark, want);
            self.op(node.range, op, dst, left, value as u16);
            return Ok(dst);
        }
        let right = self.expr(&node.right)?;
        let dst = self.dest(mark, want);
        self.op(node.range, op, dst, left, right);
        Ok(dst)
    }

    fn unary(&mut self, node: &'a ast::ExprUnaryOp, want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        if let (UnaryOp::Not, Expr::Compare(inner)) = (node.op, &*node.operand) {
            // `not a in b` and `not a is b` are operators of their own.
            let opposite = match inner.ops[..] {
                [ast::CmpOp::In] => Some(Op::NotIn),
                [ast::CmpOp::Is] => Some(Op::IsNot),
                [ast::CmpOp::NotIn] => Some(Op::In),
                [ast::CmpOp::IsNot] => Some(Op::Is),
                _ => None,
            };
            if let Some(op) = opposite {
                let at = self.unit.emit.code.len();
                let dst = self.compare(inner, want)?;
                if let (true, Some(last)) = (
                    self.unit.emit.code.len() > at,
                    self.unit.emit.code.last_mut(),
                ) {
                    *last = last.with_op(op);
                }
                return Ok(dst);
            }
        }
        let operand = self.expr(&node.operand)?;
        let op = match node.op {
            UnaryOp::Invert => Op::Invert,
            UnaryOp::Not => Op::Not,
            UnaryOp::UAdd => Op::Pos,
            UnaryOp::USub => Op::Neg,
        };
        let dst = self.dest(mark, want);
        self.op(node.range, op, dst, operand, 0);
        Ok(dst)
    }

    fn bool_value(&mut self, node: &'a ast::ExprBoolOp, want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        let jump = if node.op == BoolOp::Or {
            Op::JumpIfTrue
        } else {
            Op::JumpIfFalse
        };
        let Some((last, init)) = node.values.split_last() else {
            return Ok(self.dest(mark, want));
        };
        let end = self.unit.emit.label();
        if let (Some(dst), [Expr::Name(first)]) = (want, init) {
            // `x = x or y`: nothing moves while `x` decides.
            let name = self.intern(&first.id);
            if self.place(name) == Place::Local(dst) {
                self.load_name(first.range, name, None);
                self.jump_op(first.range, jump, 0, dst, 0, end);
                self.expr_into(last, dst)?;
                self.unit.emit.bind(end);
                return Ok(dst);
            }
        }
        let dst = match want {
            Some(dst) if !self.unit.regs.is_variable(dst) => dst,
            _ => self.unit.regs.alloc(),
        };
        for value in init {
            // An operand of known truth either ends the chain or is not part of it.
            if let Some(truth) = fold::fold(self, value).and_then(|value| fold::truth(&value)) {
                if truth == (node.op == BoolOp::Or) {
                    self.expr_into(value, dst)?;
                    self.jump(value.range(), end);
                }
                continue;
            }
            self.expr_into(value, dst)?;
            self.jump_op(value.range(), jump, 0, dst, 0, end);
        }
        self.expr_into(last, dst)?;
        self.unit.emit.bind(end);
        Ok(self.settle(node.range, dst, want, mark))
    }

    /// Moves a result computed in a temporary to where it was wanted.
    pub fn settle(&mut self, range: TextRange, dst: Reg, want: Option<Reg>, mark: u32) -> Reg {
        match want {
            Some(want) if want != dst => {
                self.copy(range, want, dst);
                self.unit.regs.release(mark);
                want
            }
            _ => dst,
        }
    }

    fn named(&mut self, node: &'a ast::ExprNamedExpr, want: Option<Reg>) -> Res<Reg> {
        let Expr::Name(target) = &*node.target else {
            return Err(self.error(
                node.range,
                "cannot use assignment expressions with this target",
            ));
        };
        let name = self.intern(&target.id);
        if let Place::Local(reg) = self.place(name) {
            self.expr_into(&node.value, reg)?;
            self.unit.emit.set.insert(reg);
            return Ok(match want {
                Some(dst) => {
                    self.copy(node.range, dst, reg);
                    dst
                }
                None => reg,
            });
        }
        let mark = self.unit.regs.mark();
        let value = self.value(
            &node.value,
            want.filter(|dst| !self.unit.regs.is_variable(*dst)),
        )?;
        self.store_name(target.range, name, value);
        Ok(self.settle(node.range, value, want, mark))
    }

    fn attribute(&mut self, node: &'a ast::ExprAttribute, want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        let name = self.intern(&node.attr);
        let range = self.attribute_range(node);
        if let Some(first) = self.super_operands(node)? {
            let dst = self.dest(mark, want);
            self.cached(range, Op::LoadSuper, 0, dst, first, name);
            return Ok(dst);
        }
        let object = self.expr(&node.value)?;
        let dst = self.dest(mark, want);
        self.cached(range, Op::LoadAttr, 0, dst, object, name);
        Ok(dst)
    }

    /// The range to blame for an attribute: the whole expression, or only the name where they span lines.
    pub fn attribute_range(&self, node: &ast::ExprAttribute) -> TextRange {
        if self.spans_lines(node.range) {
            let length = (node.attr.len() as u32).min(node.range.len().into());
            return TextRange::new(
                node.range.end() - adder_syntax::TextSize::from(length),
                node.range.end(),
            );
        }
        node.range
    }

    /// Whether a range has a newline in it.
    pub fn spans_lines(&self, range: TextRange) -> bool {
        self.source
            .as_bytes()
            .get(range.start().into()..range.end().into())
            .is_some_and(|text| text.contains(&b'\n'))
    }

    fn subscript(&mut self, node: &'a ast::ExprSubscript, want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        let object = self.operand(&node.value, node.slice.range())?;
        if let Some(index) = self.small_int(&node.slice) {
            let dst = self.dest(mark, want);
            self.op(node.range, Op::GetItemI, dst, object, index as u16);
            return Ok(dst);
        }
        let index = self.expr(&node.slice)?;
        let dst = self.dest(mark, want);
        self.op(node.range, Op::GetItem, dst, object, index);
        Ok(dst)
    }

    fn slice(&mut self, node: &'a ast::ExprSlice, want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        let parts = [&node.lower, &node.upper, &node.step];
        let count = if node.step.is_some() { 3 } else { 2 };
        let first = self.unit.regs.mark() as Reg;
        for part in &parts[..count] {
            let reg = self.unit.regs.alloc();
            match part {
                Some(part) => self.expr_into(part, reg)?,
                None => self.load_const(node.range, Const::None, reg),
            }
        }
        let dst = self.dest(mark, want);
        self.xop(node.range, Op::BuildSlice, count as u8, dst, first, 0);
        Ok(dst)
    }

    fn yield_from(&mut self, node: &'a ast::ExprYieldFrom, want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        let iterator = self.unit.regs.alloc();
        let sent = self.unit.regs.alloc();
        let source = self.expr(&node.value)?;
        self.op(node.range, Op::GetYieldFrom, iterator, source, 0);
        self.load_const(node.range, Const::None, sent);
        let dst = self.dest(mark, want);
        self.op(node.range, Op::YieldFrom, dst, iterator, sent);
        Ok(dst)
    }

    // ---- displays ----

    /// Evaluates expressions into registers in a row and answers the first.
    pub fn row(&mut self, exprs: &'a [Expr]) -> Res<Reg> {
        let first = self.unit.regs.mark() as Reg;
        for expr in exprs {
            let reg = self.unit.regs.alloc();
            self.expr_into(expr, reg)?;
        }
        Ok(first)
    }

    /// A tuple of these elements.
    pub fn tuple_of(&mut self, range: TextRange, elts: &'a [Expr], want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        if let Some(value) = fold::tuple(self, elts) {
            let dst = self.dest(mark, want);
            self.load_const(range, value, dst);
            return Ok(dst);
        }
        if elts.len() <= ROW && !has_star(elts) {
            let first = self.row(elts)?;
            let dst = self.dest(mark, want);
            self.op(range, Op::BuildTuple, dst, first, elts.len() as u16);
            return Ok(dst);
        }
        let list = self.unit.regs.alloc();
        self.collect(range, elts, list, Op::BuildList)?;
        let dst = self.dest(mark, want);
        self.op(range, Op::ListToTuple, dst, list, 0);
        Ok(dst)
    }

    fn list(&mut self, range: TextRange, elts: &'a [Expr], want: Option<Reg>) -> Res<Reg> {
        self.display(range, elts, want, Op::BuildList)
    }

    fn set(&mut self, range: TextRange, elts: &'a [Expr], want: Option<Reg>) -> Res<Reg> {
        self.display(range, elts, want, Op::BuildSet)
    }

    fn display(
        &mut self,
        range: TextRange,
        elts: &'a [Expr],
        want: Option<Reg>,
        op: Op,
    ) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        if elts.len() > 2 {
            if let Some(Const::Tuple(items)) = fold::tuple(self, elts) {
                let dst = self.temporary(want);
                let all = self.unit.regs.alloc();
                self.op(range, op, dst, dst, 0);
                let (value, extend) = match op {
                    Op::BuildList => (Const::Tuple(items), Op::ListExtend),
                    _ => (Const::FrozenSet(items), Op::SetUpdate),
                };
                self.load_const(range, value, all);
                self.op(range, extend, dst, all, 0);
                self.unit.regs.release(u32::from(all));
                return Ok(self.settle(range, dst, want, mark));
            }
        }
        if elts.len() <= ROW && !has_star(elts) {
            let first = self.row(elts)?;
            let dst = self.dest(mark, want);
            self.op(range, op, dst, first, elts.len() as u16);
            return Ok(dst);
        }
        let dst = self.temporary(want);
        self.collect(range, elts, dst, op)?;
        Ok(self.settle(range, dst, want, mark))
    }

    /// `want` if it is a temporary, else a new one.
    pub fn temporary(&mut self, want: Option<Reg>) -> Reg {
        match want {
            Some(dst) if !self.unit.regs.is_variable(dst) => dst,
            _ => self.unit.regs.alloc(),
        }
    }

    /// Builds a list or set in `dst` piece by piece.
    pub fn collect(&mut self, range: TextRange, elts: &'a [Expr], dst: Reg, op: Op) -> Res {
        let (append, extend) = match op {
            Op::BuildList => (Op::ListAppend, Op::ListExtend),
            _ => (Op::SetAdd, Op::SetUpdate),
        };
        let mark = self.unit.regs.mark();
        let plain = elts
            .iter()
            .take(ROW)
            .take_while(|elt| !elt.is_starred_expr())
            .count();
        let first = self.row(&elts[..plain])?;
        self.op(
            range,
            op,
            dst,
            if plain == 0 { dst } else { first },
            plain as u16,
        );
        self.unit.regs.release(mark);
        for elt in &elts[plain..] {
            let (op, elt) = match elt {
                Expr::Starred(star) => (extend, &*star.value),
                elt => (append, elt),
            };
            let value = self.expr(elt)?;
            self.op(range, op, dst, value, 0);
            self.unit.regs.release(mark);
        }
        Ok(())
    }

    fn dict(&mut self, node: &'a ast::ExprDict, want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        let range = node.range;
        let plain = node
            .keys
            .iter()
            .take(ROW / 2)
            .take_while(|key| key.is_some())
            .count();
        let whole = plain == node.keys.len();
        let dst = if whole {
            want
        } else {
            Some(self.temporary(want))
        };
        let inner = self.unit.regs.mark();
        let keys: Option<Vec<Const>> = match plain {
            0 | 1 => None,
            _ => node.keys[..plain]
                .iter()
                .map(|key| key.as_ref().and_then(|key| fold::fold(self, key)))
                .collect(),
        };
        let dst = if let Some(keys) = keys {
            let first = self.row(&node.values[..plain])?;
            let dst = self.dest(inner, dst);
            let keys = self.const_index(Const::Tuple(keys.into()));
            self.op(range, Op::BuildConstKeyMap, dst, first, keys);
            dst
        } else {
            let first = self.unit.regs.mark() as Reg;
            for (key, value) in node.keys[..plain].iter().zip(&node.values) {
                for expr in key.iter().chain([value]) {
                    let reg = self.unit.regs.alloc();
                    self.expr_into(expr, reg)?;
                }
            }
            let dst = self.dest(inner, dst);
            self.op(
                range,
                Op::BuildDict,
                dst,
                if plain == 0 { dst } else { first },
                plain as u16,
            );
            dst
        };
        if whole {
            return Ok(dst);
        }
        for (key, value) in node.keys.iter().zip(&node.values).skip(plain) {
            match key {
                Some(key) => {
                    let key = self.operand(key, value.range())?;
                    let value = self.expr(value)?;
                    self.op(range, Op::DictSet, dst, key, value);
                }
                None => {
                    let other = self.expr(value)?;
                    self.op(range, Op::DictUpdate, dst, other, 0);
                }
            }
            self.unit.regs.release(inner);
        }
        Ok(self.settle(range, dst, want, mark))
    }
}

/// Whether any element is starred.
pub fn has_star(elts: &[Expr]) -> bool {
    elts.iter().any(|elt| elt.is_starred_expr())
}
