//! Function definitions and lambdas.

use crate::compiler::Compiler;
use crate::error::Res;
use crate::fold;
use crate::regs::Reg;
use crate::scope::ScopeId;
use adder_bytecode::{CodeFlags, CodeUnit, Const, Instr, Op};
use adder_syntax::ast::{self, Arguments, Expr, Ranged};
use adder_syntax::TextRange;
use std::rc::Rc;

/// Bits of `MakeFunction`'s `x`.
mod parts {
    pub const DEFAULTS: u8 = 1;
    pub const KWDEFAULTS: u8 = 2;
    pub const ANNOTATIONS: u8 = 4;
    pub const CLOSURE: u8 = 8;
}

impl<'a> Compiler<'a> {
    /// `def`
    pub fn function_def(&mut self, node: &'a ast::StmtFunctionDef) -> Res {
        let mark = self.unit.regs.mark();
        let Some(scope) = self.scopes.of(node) else {
            return Err(self.error(node.range, "function without a scope"));
        };
        let name = self.intern(&node.name);
        if node.decorator_list.is_empty() {
            if let crate::compiler::Place::Local(reg) = self.place(name) {
                self.function(node, scope, reg)?;
                self.unit.emit.set.insert(reg);
                self.unit.regs.release(mark);
                return Ok(());
            }
        }
        let dst = self.decorated(&node.decorator_list, |this, dst| {
            this.function(node, scope, dst)
        })?;
        self.store_name(node.range, name, dst);
        self.unit.regs.release(mark);
        Ok(())
    }

    /// Evaluates decorators, makes the thing, and applies them; answers the register of the result.
    pub fn decorated(
        &mut self,
        decorators: &'a [Expr],
        make: impl FnOnce(&mut Self, Reg) -> Res,
    ) -> Res<Reg> {
        let first = self.row(decorators)?;
        let dst = self.unit.regs.alloc();
        make(self, dst)?;
        // Each decorator's argument is the register after it.
        for (index, decorator) in decorators.iter().enumerate().rev() {
            let at = first.wrapping_add(index as Reg);
            self.xop(decorator.range(), Op::Call, 1, at, at, 0);
        }
        Ok(if decorators.is_empty() { dst } else { first })
    }

    fn function(&mut self, node: &'a ast::StmtFunctionDef, scope: ScopeId, dst: Reg) -> Res {
        let mark = self.unit.regs.mark();
        let head = node.range;
        let (flags, first) = self.function_parts(head, &node.args, node.returns.as_deref())?;
        let line = node
            .decorator_list
            .first()
            .map_or(node.range, |decorator| decorator.range());
        self.enter_unit(scope, &node.name, line);
        self.parameters(&node.args);
        self.begin_call();
        self.unit.docstring = self.docstring_of(&node.body);
        let result = self.body(&node.body);
        let code = self.leave_unit();
        result?;
        self.finish_function(head, code?, flags, first, dst);
        self.unit.regs.release(mark);
        Ok(())
    }

    /// `lambda`
    pub fn lambda(&mut self, node: &'a ast::ExprLambda, want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        let Some(scope) = self.scopes.of(node) else {
            return Err(self.error(node.range, "lambda without a scope"));
        };
        let (flags, first) = self.function_parts(node.range, &node.args, None)?;
        self.enter_unit(scope, "<lambda>", node.range);
        self.parameters(&node.args);
        self.begin_call();
        let result = self.lambda_body(&node.body);
        let code = self.leave_unit();
        result?;
        let code = code?;
        let closure = self.closure(node.range, &code);
        let dst = self.dest(mark, want);
        self.emit_function(node.range, code, flags | closure, first, dst);
        Ok(dst)
    }

    fn lambda_body(&mut self, body: &'a Expr) -> Res {
        let value = self.expr(body)?;
        self.end_call();
        self.op(body.range(), Op::Return, value, 0, 0);
        Ok(())
    }

    /// Notes the parameters in the unit just entered.
    fn parameters(&mut self, args: &'a Arguments) {
        let first = args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .next()
            .map(|arg| arg.def.arg.as_str());
        let first = first.map(|text| self.intern(text));
        let unit = &mut self.unit;
        unit.first_param = first;
        unit.posonly = args.posonlyargs.len() as u32;
        unit.argcount = (args.posonlyargs.len() + args.args.len()) as u32;
        unit.kwonly = args.kwonlyargs.len() as u32;
        if args.vararg.is_some() {
            unit.flags |= CodeFlags::VARARGS;
        }
        if args.kwarg.is_some() {
            unit.flags |= CodeFlags::VARKEYWORDS;
        }
    }

    /// Evaluates defaults and annotations into registers in a row, as `MakeFunction` wants them: the bits of what is
    /// there, and the first register.
    fn function_parts(
        &mut self,
        range: TextRange,
        args: &'a Arguments,
        returns: Option<&'a Expr>,
    ) -> Res<(u8, Reg)> {
        let first = self.unit.regs.mark() as Reg;
        let mut flags = 0;
        let defaults: Vec<&'a Expr> = args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .filter_map(|arg| arg.default.as_deref())
            .collect();
        if !defaults.is_empty() {
            flags |= parts::DEFAULTS;
            let dst = self.unit.regs.alloc();
            let folded: Option<Vec<Const>> =
                defaults.iter().map(|expr| fold::fold(self, expr)).collect();
            match folded {
                Some(values) => self.load_const(range, Const::Tuple(values.into()), dst),
                None => {
                    let inner = self.unit.regs.mark();
                    for expr in &defaults {
                        let reg = self.unit.regs.alloc();
                        self.expr_into(expr, reg)?;
                    }
                    self.unit.regs.release(inner);
                    self.op(
                        range,
                        Op::BuildTuple,
                        dst,
                        inner as Reg,
                        defaults.len() as u16,
                    );
                }
            }
        }
        let named: Vec<_> = args
            .kwonlyargs
            .iter()
            .filter(|arg| arg.default.is_some())
            .collect();
        if !named.is_empty() {
            flags |= parts::KWDEFAULTS;
            let dst = self.unit.regs.alloc();
            let inner = self.unit.regs.mark();
            let mut names = Vec::new();
            for arg in named {
                let reg = self.unit.regs.alloc();
                if let Some(default) = &arg.default {
                    self.expr_into(default, reg)?;
                }
                let name = self.intern(&arg.def.arg);
                names.push(Const::Str(self.names.text(name).as_bytes().into()));
            }
            self.unit.regs.release(inner);
            let names = self.const_index(Const::Tuple(names.into()));
            self.op(range, Op::BuildConstKeyMap, dst, inner as Reg, names);
        }
        if self.annotation_tuple(range, args, returns)? {
            flags |= parts::ANNOTATIONS;
        }
        Ok((flags, first))
    }

    /// Builds `(name, value, ...)` of a function's annotations in a new register, if there are any.
    fn annotation_tuple(
        &mut self,
        range: TextRange,
        args: &'a Arguments,
        returns: Option<&'a Expr>,
    ) -> Res<bool> {
        let positional = args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .map(|arg| &arg.def);
        let all = positional
            .chain(args.vararg.as_deref())
            .chain(args.kwonlyargs.iter().map(|arg| &arg.def))
            .chain(args.kwarg.as_deref());
        let mut pairs: Vec<(&'a str, &'a Expr)> = all
            .filter_map(|arg| Some((arg.arg.as_str(), arg.annotation.as_deref()?)))
            .collect();
        if let Some(returns) = returns {
            pairs.push(("return", returns));
        }
        if pairs.is_empty() {
            return Ok(false);
        }
        let dst = self.unit.regs.alloc();
        let inner = self.unit.regs.mark();
        for &(text, annotation) in &pairs {
            let key = self.unit.regs.alloc();
            let value = self.unit.regs.alloc();
            let name = self.intern(text);
            let text = self.names.text(name).as_bytes().into();
            self.load_const(range, Const::Str(text), key);
            let at = self.unit.regs.mark();
            // `*args: *Ts` unpacks one element.
            match annotation {
                Expr::Starred(star) if !self.options.future_annotations => {
                    let source = self.expr(&star.value)?;
                    self.op(star.range, Op::Unpack, value, source, 1);
                }
                annotation => {
                    self.annotation(annotation, Some(value))?;
                }
            }
            self.unit.regs.release(at);
        }
        self.unit.regs.release(inner);
        self.op(
            range,
            Op::BuildTuple,
            dst,
            inner as Reg,
            (pairs.len() * 2) as u16,
        );
        Ok(true)
    }

    fn finish_function(
        &mut self,
        range: TextRange,
        code: Rc<CodeUnit>,
        flags: u8,
        first: Reg,
        dst: Reg,
    ) {
        let closure = self.closure(range, &code);
        self.emit_function(range, code, flags | closure, first, dst);
    }

    /// Makes a function without defaults or annotations.
    pub fn make_function(&mut self, range: TextRange, code: Rc<CodeUnit>, dst: Reg) {
        let mark = self.unit.regs.mark();
        self.finish_function(range, code, 0, mark as Reg, dst);
        self.unit.regs.release(mark);
    }

    /// Builds the tuple of cells that `code` captures in a new register; answers the bit for it.
    fn closure(&mut self, range: TextRange, code: &CodeUnit) -> u8 {
        if code.freevars.is_empty() {
            return 0;
        }
        let dst = self.unit.regs.alloc();
        let inner = self.unit.regs.mark();
        let mut row = Vec::with_capacity(code.freevars.len());
        for (name, _) in &code.freevars {
            row.push(self.names.find(name).and_then(|name| self.cell_of(name)));
        }
        if let [Some(only)] = row[..] {
            self.op(range, Op::BuildTuple, dst, only, 1);
        } else {
            for cell in row.iter().copied() {
                let reg = self.unit.regs.alloc();
                match cell {
                    Some(cell) => self.op(range, Op::Move, reg, cell, 0),
                    None => debug_assert!(
                        false,
                        "captured variable without a cell in {}",
                        code.qualname
                    ),
                }
            }
            self.unit.regs.release(inner);
            self.op(range, Op::BuildTuple, dst, inner as Reg, row.len() as u16);
        }
        parts::CLOSURE
    }

    fn emit_function(
        &mut self,
        range: TextRange,
        code: Rc<CodeUnit>,
        flags: u8,
        first: Reg,
        dst: Reg,
    ) {
        if !self.unit.emit.live {
            return;
        }
        let index = self.const_index(Const::Code(code));
        let pos = self.pos(range);
        let first = if flags == 0 { dst } else { first };
        self.unit
            .emit
            .push(pos, Instr::xabc(Op::MakeFunction, flags, dst, first, index));
    }
}
