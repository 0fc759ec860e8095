//! Comprehensions. List, set and dict comprehensions are loops of the unit around them (PEP 709): their variables are
//! temporaries, in cells where an inner function captures them. Generator expressions are functions of one argument,
//! the iterator of their first iterable.

use crate::compiler::{Compiler, Place};
use crate::error::Res;
use crate::regs::Reg;
use crate::scope::uses;
use adder_bytecode::{Const, Op};
use adder_syntax::ast::{self, Expr, Ranged};
use adder_syntax::TextRange;

/// What the innermost body does with an element.
#[derive(Clone, Copy)]
enum Element<'a> {
    List(&'a Expr),
    Set(&'a Expr),
    Dict(&'a Expr, &'a Expr),
    Yield(&'a Expr),
}

impl<'a> Compiler<'a> {
    /// A list, set or dict comprehension.
    pub fn comprehension(&mut self, expr: &'a Expr, want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        let (scope, generators, element, op) = match expr {
            Expr::ListComp(node) => (
                self.scopes.of(node),
                &node.generators,
                Element::List(&node.elt),
                Op::BuildList,
            ),
            Expr::SetComp(node) => (
                self.scopes.of(node),
                &node.generators,
                Element::Set(&node.elt),
                Op::BuildSet,
            ),
            Expr::DictComp(node) => (
                self.scopes.of(node),
                &node.generators,
                Element::Dict(&node.key, &node.value),
                Op::BuildDict,
            ),
            _ => return Ok(self.dest(mark, want)),
        };
        let (Some(scope), Some(first)) = (scope, generators.first()) else {
            return Err(self.error(expr.range(), "comprehension without a scope"));
        };
        let range = expr.range();
        let dst = self.temporary(want);
        let inner = self.unit.regs.mark();
        // The first iterable belongs to the block around the comprehension.
        let source = self.iterable(&first.iter)?;
        let iterator = self.dest(inner, None);
        self.op(range, Op::GetIter, iterator, source, 0);
        let overlay = self.unit.overlay.len();
        let symbols: Vec<_> = self
            .scopes
            .get(scope)
            .symbols
            .iter()
            .copied()
            .filter(|s| s.is_local())
            .collect();
        let simple = match &first.target {
            Expr::Name(node) => Some(self.intern(&node.id)),
            _ => None,
        };
        for symbol in symbols {
            let reg = self.unit.regs.alloc();
            self.unit.emit.set.remove(reg);
            if symbol.flags & uses::CELL != 0 {
                self.op(range, Op::Unset, reg, 0, 0);
                self.op(range, Op::MakeCell, reg, 0, 0);
                self.unit.overlay.push((symbol.name, Place::Cell(reg)));
            } else {
                // The first loop's own variable is set before anything can read it.
                if generators.len() > 1 && simple != Some(symbol.name) {
                    self.op(range, Op::Unset, reg, 0, 0);
                }
                self.unit.overlay.push((symbol.name, Place::Local(reg)));
            }
        }
        self.op(range, op, dst, dst, 0);
        let result = self.comprehension_loop(range, generators, 0, iterator, dst, element);
        self.unit.overlay.truncate(overlay);
        result?;
        self.unit.regs.release(inner);
        Ok(self.settle(range, dst, want, mark))
    }

    fn comprehension_loop(
        &mut self,
        range: TextRange,
        generators: &'a [ast::Comprehension],
        at: usize,
        iterator: Reg,
        dst: Reg,
        element: Element<'a>,
    ) -> Res {
        let generator = &generators[at];
        let mark = self.unit.regs.mark();
        let (head, next) = (self.unit.emit.label(), self.unit.emit.label());
        let (item, direct) = self.loop_target(&generator.target);
        let live = self.unit.emit.live;
        let mut set = self.unit.emit.set.clone();
        let clock = self.begin_clock();
        self.jump(range, next);
        set.insert(item);
        let index = self.begin_loop(range, head, live, set);
        if !direct {
            self.store(&generator.target, item)?;
        }
        for test in &generator.ifs {
            self.jump_if(test, false, next)?;
        }
        match generators.get(at + 1) {
            Some(inner) => {
                let mark = self.unit.regs.mark();
                // `for y in [x]` is an assignment in disguise, but costs little as a loop too.
                let source = self.iterable(&inner.iter)?;
                let inner_iterator = self.dest(mark, None);
                self.op(inner.iter.range(), Op::GetIter, inner_iterator, source, 0);
                self.comprehension_loop(range, generators, at + 1, inner_iterator, dst, element)?;
                self.unit.regs.release(mark);
            }
            None => self.element(dst, element)?,
        }
        self.unit.emit.bind(next);
        self.jump_op(range, Op::ForIter, 0, item, iterator, head);
        self.end_loop(index, live);
        self.clock(clock, false);
        self.unit.regs.release(mark);
        Ok(())
    }

    fn element(&mut self, dst: Reg, element: Element<'a>) -> Res {
        let mark = self.unit.regs.mark();
        match element {
            Element::List(elt) => {
                let value = self.expr(elt)?;
                self.op(elt.range(), Op::ListAppend, dst, value, 0);
            }
            Element::Set(elt) => {
                let value = self.expr(elt)?;
                self.op(elt.range(), Op::SetAdd, dst, value, 0);
            }
            Element::Dict(key, value) => {
                let pair = TextRange::new(key.range().start(), value.range().end());
                let key = self.operand(key, value.range())?;
                let value = self.expr(value)?;
                self.op(pair, Op::DictSet, dst, key, value);
            }
            Element::Yield(elt) => {
                let value = self.expr(elt)?;
                let sent = self.unit.regs.alloc();
                self.op(elt.range(), Op::Yield, sent, value, 0);
            }
        }
        self.unit.regs.release(mark);
        Ok(())
    }

    /// A generator expression: makes its function and calls it with the first iterator.
    pub fn generator_expression(
        &mut self,
        node: &'a ast::ExprGeneratorExp,
        want: Option<Reg>,
    ) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        let (Some(scope), Some(first)) = (self.scopes.of(node), node.generators.first()) else {
            return Err(self.error(node.range, "generator expression without a scope"));
        };
        let range = node.range;
        self.enter_unit(scope, "<genexpr>", range);
        self.unit.argcount = 1;
        let result =
            self.comprehension_loop(range, &node.generators, 0, 0, 0, Element::Yield(&node.elt));
        let code = self.leave_unit();
        result?;
        let code = code?;
        let callee = self.unit.regs.alloc();
        let argument = self.unit.regs.alloc();
        self.make_function(range, code, callee);
        let inner = self.unit.regs.mark();
        let source = self.iterable(&first.iter)?;
        self.op(range, Op::GetIter, argument, source, 0);
        self.unit.regs.release(inner);
        let dst = self.dest(mark, want);
        self.xop(range, Op::Call, 1, dst, callee, 0);
        Ok(dst)
    }

    /// A constant string in a register.
    pub fn load_text(&mut self, range: TextRange, text: &str, dst: Reg) {
        self.load_const(range, Const::Str(text.as_bytes().into()), dst);
    }
}
