//! Calls. Arguments are evaluated straight into the call area, a row of temporaries:
//!
//! ```text
//!   Call        f, args                      f(a, b)
//!   CallMethod  f, self or unset, args       o.m(a, b)
//!   CallKw      f, self or unset, args       f(a, key=b)
//!   CallEx      f, self or unset, tuple, dict or unset      f(*a, **b), or more arguments than a byte counts
//! ```

use crate::compiler::{Compiler, Place};
use crate::error::Res;
use crate::expr::has_star;
use crate::intrinsics;
use crate::names::Name;
use crate::regs::Reg;
use crate::scope::ScopeKind;
use adder_bytecode::{Const, Instr, Op, Pos};
use adder_syntax::ast::{self, Expr, Keyword, Ranged};
use adder_syntax::TextRange;

/// Most arguments of a call that is not spread.
const MAX_ARGS: usize = 250;

/// Which call instruction to use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Plain,
    Method,
    Keywords,
    Spread,
}

/// The form of a call with these arguments, `preset` more of them already known.
pub fn form_of(args: &[Expr], keywords: &[Keyword], preset: usize, method: bool) -> Form {
    let spread = has_star(args) || keywords.iter().any(|keyword| keyword.arg.is_none());
    if spread || preset + args.len() + keywords.len() > MAX_ARGS {
        Form::Spread
    } else if !keywords.is_empty() {
        Form::Keywords
    } else if method {
        Form::Method
    } else {
        Form::Plain
    }
}

impl<'a> Compiler<'a> {
    /// A call expression.
    pub fn call(&mut self, node: &'a ast::ExprCall, want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        if self.options.prelude {
            if let Some(id) = intrinsic_of(&node.func) {
                let first = self.row(&node.args)?;
                let dst = self.dest(mark, want);
                self.xop(
                    node.range,
                    Op::Intrinsic,
                    node.args.len() as u8,
                    dst,
                    first,
                    id,
                );
                return Ok(dst);
            }
        }
        let mut pos = self.pos(node.range);
        let base;
        let form;
        if let Expr::Attribute(method) = &*node.func {
            form = form_of(&node.args, &node.keywords, 0, true);
            let name = self.intern(&method.attr);
            let range = self.attribute_range(method);
            if range != method.range {
                // A method called over several lines is blamed on the line of its name.
                let at = self.pos(range);
                pos = Pos {
                    line: at.line,
                    col: at.col,
                    ..pos
                };
            }
            if let Some(first) = self.super_operands(method)? {
                self.unit.regs.release(mark);
                base = self.unit.regs.alloc_n(2);
                self.cached(range, Op::LoadSuper, 1, base, first, name);
            } else {
                let object = self.expr(&method.value)?;
                self.unit.regs.release(mark);
                base = self.unit.regs.alloc_n(2);
                self.cached(range, Op::LoadMethod, 0, base, object, name);
            }
        } else {
            form = form_of(&node.args, &node.keywords, 0, false);
            base = self.unit.regs.alloc();
            self.expr_into(&node.func, base)?;
            if form != Form::Plain {
                let unset = self.unit.regs.alloc();
                self.op(node.func.range(), Op::Unset, unset, 0, 0);
            }
        }
        self.finish_call(
            pos,
            node.range,
            form,
            base,
            0,
            &node.args,
            &node.keywords,
            mark,
            want,
        )
    }

    /// Evaluates the arguments and calls. In the call area from `base` on the callee (and, but for [`Form::Plain`], the
    /// self slot) are in place; the last `preset` registers allocated are arguments already evaluated.
    pub fn finish_call(
        &mut self,
        pos: Pos,
        range: TextRange,
        form: Form,
        base: Reg,
        preset: usize,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        mark: u32,
        want: Option<Reg>,
    ) -> Res<Reg> {
        if form == Form::Spread {
            self.spread(range, base, preset, args, keywords)?;
            let dst = self.dest(mark, want);
            self.unit
                .emit
                .push(pos, Instr::abc(Op::CallEx, dst, base, 0));
            return Ok(dst);
        }
        self.row(args)?;
        let count = (preset + args.len() + keywords.len()) as u8;
        let (op, names) = match form {
            Form::Keywords => {
                for keyword in keywords {
                    let reg = self.unit.regs.alloc();
                    self.expr_into(&keyword.value, reg)?;
                }
                let names = keywords
                    .iter()
                    .map(|keyword| self.keyword_name(keyword))
                    .collect();
                (Op::CallKw, self.const_index(Const::Tuple(names)))
            }
            Form::Method => (Op::CallMethod, 0),
            Form::Plain | Form::Spread => (Op::Call, 0),
        };
        let dst = self.dest(mark, want);
        self.unit
            .emit
            .push(pos, Instr::xabc(op, count, dst, base, names));
        Ok(dst)
    }

    fn keyword_name(&self, keyword: &Keyword) -> Const {
        Const::Str(keyword.arg.as_deref().unwrap_or("").as_bytes().into())
    }

    /// Builds the tuple and the dict of a spread call in `base + 2` and `base + 3`.
    fn spread(
        &mut self,
        range: TextRange,
        base: Reg,
        preset: usize,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> Res {
        let positional = base.wrapping_add(2);
        let named = base.wrapping_add(3);
        let first = if preset > 0 {
            // The preset arguments sit where tuple and dict will be: gather them first.
            positional
        } else {
            0
        };
        match args {
            [] if preset > 0 => {
                self.op(range, Op::BuildTuple, positional, first, preset as u16);
                self.settle_area(base);
            }
            [Expr::Starred(only)] if preset == 0 => {
                self.settle_area(base);
                self.expr_into(&only.value, positional)?;
            }
            _ if preset == 0 => {
                self.settle_area(base);
                self.tuple_of(range, args, Some(positional))?;
            }
            _ => {
                self.op(range, Op::BuildList, positional, first, preset as u16);
                self.settle_area(base);
                let mark = self.unit.regs.mark();
                for arg in args {
                    let (op, value) = match arg {
                        Expr::Starred(star) => (Op::ListExtend, &*star.value),
                        arg => (Op::ListAppend, arg),
                    };
                    let value = self.expr(value)?;
                    self.op(range, op, positional, value, 0);
                    self.unit.regs.release(mark);
                }
                self.op(range, Op::ListToTuple, positional, positional, 0);
            }
        }
        if keywords.is_empty() {
            self.op(range, Op::Unset, named, 0, 0);
            return Ok(());
        }
        // Runs of `key=value` become dicts, merged in order with the `**` mappings.
        let mark = self.unit.regs.mark();
        let mut rest = keywords;
        let mut started = false;
        while let Some(first) = rest.first() {
            let plain = rest
                .iter()
                .take(32)
                .take_while(|keyword| keyword.arg.is_some())
                .count();
            let source = if plain > 0 {
                let dst = if started {
                    self.unit.regs.alloc()
                } else {
                    named
                };
                let inner = self.unit.regs.mark();
                let row = inner as Reg;
                for keyword in &rest[..plain] {
                    let reg = self.unit.regs.alloc();
                    self.expr_into(&keyword.value, reg)?;
                }
                let names: Vec<Const> = rest[..plain]
                    .iter()
                    .map(|keyword| self.keyword_name(keyword))
                    .collect();
                let names = self.const_index(Const::Tuple(names.into()));
                self.unit.regs.release(inner);
                self.op(range, Op::BuildConstKeyMap, dst, row, names);
                dst
            } else {
                if !started {
                    self.op(range, Op::BuildDict, named, named, 0);
                }
                self.expr(&first.value)?
            };
            if source != named {
                self.op(range, Op::DictMerge, named, source, base);
            }
            started = true;
            self.unit.regs.release(mark);
            rest = &rest[plain.max(1)..];
        }
        Ok(())
    }

    /// Makes the allocated area of a spread call exactly four registers.
    fn settle_area(&mut self, base: Reg) {
        self.unit.regs.release(u32::from(base));
        self.unit.regs.alloc_n(4);
    }

    /// For `super().name` and `super(a, b).name` with the built-in `super`: evaluates `super`, class and object into
    /// three registers in a row and answers the first.
    pub fn super_operands(&mut self, node: &'a ast::ExprAttribute) -> Res<Option<Reg>> {
        let Expr::Call(call) = &*node.value else {
            return Ok(None);
        };
        let Expr::Name(callee) = &*call.func else {
            return Ok(None);
        };
        if callee.id.as_str() != "super"
            || !call.keywords.is_empty()
            || node.attr.as_str() == "__class__"
        {
            return Ok(None);
        }
        let name = self.intern("super");
        if self.place(name) != Place::Global
            || self.unit.kind == ScopeKind::Class
            || self.module_binds(name)
        {
            return Ok(None);
        }
        match &call.args[..] {
            [] => {
                let class = self.intern("__class__");
                let (Some(cell), Some(this)) = (self.cell_of(class), self.unit.first_param) else {
                    return Ok(None);
                };
                if self.unit.kind != ScopeKind::Function {
                    return Ok(None);
                }
                let first = self.unit.regs.alloc_n(3);
                self.load_name(callee.range, name, Some(first));
                let index = self.name_index(class);
                self.op(call.range, Op::LoadDeref, first + 1, cell, index);
                self.load_param(call.range, this, first + 2);
                Ok(Some(first))
            }
            args @ [_, _] if !has_star(args) => {
                let first = self.unit.regs.alloc();
                self.load_name(callee.range, name, Some(first));
                self.row(args)?;
                Ok(Some(first))
            }
            _ => Ok(None),
        }
    }

    /// Loads the unit's own variable, whatever comprehension variables hide it.
    fn load_param(&mut self, range: TextRange, name: Name, dst: Reg) {
        let overlay = std::mem::take(&mut self.unit.overlay);
        self.load_name(range, name, Some(dst));
        self.unit.overlay = overlay;
    }
}

fn intrinsic_of(func: &Expr) -> Option<u16> {
    match func {
        Expr::Name(node) => intrinsics::id_of(&node.id),
        _ => None,
    }
}
