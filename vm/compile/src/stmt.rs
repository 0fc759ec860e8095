//! Statements and loops.
//!
//! Loops test at their end, so one iteration costs one jump:
//!
//! ```text
//!      Jump B
//!   L: Loop i
//!      body             ; `continue` jumps to B
//!   B: JumpLt a b -> L  ; or ForIter x it -> L
//!      else part        ; `break` jumps past it
//! ```

use crate::compiler::{Block, Compiler, Place};
use crate::emit::Label;
use crate::error::Res;
use crate::fold;
use crate::regs::{Reg, RegSet};
use crate::Mode;
use adder_bytecode::unit::LoopInfo;
use adder_bytecode::{Const, Instr, Op};
use adder_syntax::ast::{self, BoolOp, Expr, Ranged, Stmt};
use adder_syntax::TextRange;

impl<'a> Compiler<'a> {
    /// The statements of a module.
    pub fn module_body(&mut self, body: &'a [Stmt]) -> Res {
        let none = TextRange::default();
        if self.scopes.get(self.unit.scope).has_annotations {
            self.op(none, Op::SetupAnnotations, 0, 0, 0);
        }
        if self.mode == Mode::Exec {
            self.store_docstring(body);
        }
        self.body(body)
    }

    /// Stores a module's or class's docstring, if it has one, as `__doc__`.
    pub fn store_docstring(&mut self, body: &'a [Stmt]) {
        if let (Some(text), Some(first)) = (self.docstring_of(body), body.first()) {
            let mark = self.unit.regs.mark();
            let reg = self.unit.regs.alloc();
            self.load_const(first.range(), Const::Str(text), reg);
            let name = self.intern("__doc__");
            self.store_name(first.range(), name, reg);
            self.unit.regs.release(mark);
        }
    }

    /// A block of statements. What cannot be reached is left out.
    pub fn body(&mut self, body: &'a [Stmt]) -> Res {
        for stmt in body {
            if !self.unit.emit.live {
                break;
            }
            self.stmt(stmt)?;
        }
        Ok(())
    }

    fn stmt(&mut self, stmt: &'a Stmt) -> Res {
        match stmt {
            Stmt::Expr(node) => {
                if self.mode == Mode::Single && self.unit.kind == crate::scope::ScopeKind::Module {
                    let mark = self.unit.regs.mark();
                    let value = self.expr(&node.value)?;
                    self.op(node.range, Op::PrintExpr, value, 0, 0);
                    self.unit.regs.release(mark);
                    return Ok(());
                }
                self.discard(&node.value)
            }
            Stmt::Assign(node) => self.assign(node),
            Stmt::AugAssign(node) => self.augmented(node),
            Stmt::AnnAssign(node) => self.annotated(node),
            Stmt::If(node) => self.if_chain(node),
            Stmt::For(node) => self.for_loop(node),
            Stmt::While(node) => self.while_loop(node),
            Stmt::Return(node) => self.return_stmt(node),
            Stmt::Break(node) => self.leave_loop(node.range, true),
            Stmt::Continue(node) => self.leave_loop(node.range, false),
            Stmt::Pass(_) | Stmt::Global(_) | Stmt::Nonlocal(_) => Ok(()),
            Stmt::Delete(node) => node
                .targets
                .iter()
                .try_for_each(|target| self.delete(target)),
            Stmt::Raise(node) => self.raise(node),
            Stmt::Assert(node) => self.assert(node),
            Stmt::FunctionDef(node) => self.function_def(node),
            Stmt::ClassDef(node) => self.class_def(node),
            Stmt::Try(node) => self.try_stmt(node),
            Stmt::TryStar(node) => self.try_star_stmt(node),
            Stmt::With(node) => self.with_stmt(node, 0),
            Stmt::Import(node) => self.import(node),
            Stmt::ImportFrom(node) => self.import_from(node),
            Stmt::AsyncFunctionDef(node) => self.refuse(node.range, "'async def'"),
            Stmt::AsyncFor(node) => self.refuse(node.range, "'async for'"),
            Stmt::AsyncWith(node) => self.refuse(node.range, "'async with'"),
            Stmt::Match(node) => self.refuse(node.range, "'match'"),
            Stmt::TypeAlias(node) => self.refuse(node.range, "'type' statement"),
        }
    }

    fn if_chain(&mut self, first: &'a ast::StmtIf) -> Res {
        let end = self.unit.emit.label();
        let mut node = first;
        loop {
            let orelse = self.unit.emit.label();
            if let Some(label) = self.plain_exit(&node.body) {
                // `if x: break` is one jump.
                self.jump_if(&node.test, true, label)?;
            } else {
                self.jump_if(&node.test, false, orelse)?;
                self.body(&node.body)?;
                if !node.orelse.is_empty() {
                    self.jump(node.range, end);
                }
            }
            self.unit.emit.bind(orelse);
            match &node.orelse[..] {
                // An `elif` chain may be as long as the file.
                [Stmt::If(next)] => node = next,
                orelse => {
                    self.body(orelse)?;
                    break;
                }
            }
        }
        self.unit.emit.bind(end);
        Ok(())
    }

    /// Where a body goes that is only `break` or `continue` and has nothing to clean up.
    fn plain_exit(&self, body: &[Stmt]) -> Option<Label> {
        match (body, self.unit.blocks.last()?) {
            (
                [Stmt::Break(_)],
                Block::Loop {
                    exit, clock: None, ..
                },
            ) => Some(*exit),
            ([Stmt::Continue(_)], Block::Loop { next, .. }) => Some(*next),
            _ => None,
        }
    }

    // ---- loops ----

    /// The index of the loop that [`Compiler::begin_loop`] is about to open, if loops read the clock; emits the reading.
    pub fn begin_clock(&mut self) -> Option<u16> {
        let index = self.unit.emit.loops.len() as u16;
        let clock = (self.options.clock_loops && self.unit.emit.live).then_some(index);
        self.clock(clock, true);
        clock
    }

    /// Reads the clock where the function begins, if it is one of those that do.
    pub fn begin_call(&mut self) {
        let clocked = self.options.clock_calls.as_ref().is_some_and(|calls| {
            let unit = &self.unit;
            let key = (
                self.filename.to_string(),
                unit.first_line,
                unit.qualname.to_string(),
            );
            calls.contains(&key)
        });
        self.unit.clocked = clocked;
        if clocked {
            self.xop(TextRange::default(), Op::CallClock, 1, 0, 0, 0);
        }
    }

    /// Reads the clock before the function returns.
    pub fn end_call(&mut self) {
        if self.unit.clocked {
            self.op(TextRange::default(), Op::CallClock, 0, 0, 0);
        }
    }

    /// Reads the clock where a loop begins or has ended.
    pub fn clock(&mut self, index: Option<u16>, begins: bool) {
        if let Some(index) = index {
            let pos = self.pos(TextRange::default());
            let mut instr = Instr::abx(Op::LoopClock, 0, i32::from(index));
            if begins {
                instr = Instr::xabc(Op::LoopClock, 1, 0, instr.b() as u16, instr.c() as u16);
            }
            self.unit.emit.push(pos, instr);
        }
    }

    /// Binds a loop's head with `set` known to be set there and appends its `Loop`; answers the loop's index.
    pub fn begin_loop(&mut self, range: TextRange, head: Label, live: bool, set: RegSet) -> u16 {
        self.unit.emit.bind_head(head, live, set);
        let index = self.unit.emit.loops.len() as u16;
        if live {
            let header = self.unit.emit.here();
            let parent = self.unit.loops.last().copied();
            let line = self.line_of(range);
            self.unit.emit.loops.push(LoopInfo {
                header,
                end: header,
                line,
                parent,
            });
            let pos = self.pos(range);
            self.unit
                .emit
                .push(pos, Instr::abx(Op::Loop, 0, i32::from(index)));
            self.unit.loops.push(index);
        }
        index
    }

    /// Notes the end of a loop that [`Compiler::begin_loop`] opened with this `live`.
    pub fn end_loop(&mut self, index: u16, live: bool) {
        if live {
            let end = self.unit.emit.here();
            self.unit.emit.loops[index as usize].end = end;
            self.unit.loops.pop();
        }
    }

    fn while_loop(&mut self, node: &'a ast::StmtWhile) -> Res {
        let constant = fold::fold(self, &node.test).and_then(|value| fold::truth(&value));
        if constant == Some(false) {
            return self.body(&node.orelse);
        }
        let emit = &mut self.unit.emit;
        let (head, next, exit) = (emit.label(), emit.label(), emit.label());
        let header = TextRange::new(node.range.start(), node.test.range().end());
        let live = self.unit.emit.live;
        let mut set = self.set_without_deletes(node.range);
        let clock = self.begin_clock();
        if constant != Some(true) {
            self.jump(header, next);
            self.set_by_test(&node.test, &mut set);
        }
        let index = self.begin_loop(header, head, live, set);
        self.unit.blocks.push(Block::Loop { exit, next, clock });
        self.body(&node.body)?;
        self.unit.blocks.pop();
        self.unit.emit.bind(next);
        if constant == Some(true) {
            self.jump(header, head);
        } else {
            self.jump_if(&node.test, true, head)?;
        }
        self.end_loop(index, live);
        self.clock(clock, false);
        self.body(&node.orelse)?;
        self.unit.emit.bind(exit);
        Ok(())
    }

    /// Adds the variables that `:=` has set wherever `test` is true.
    fn set_by_test(&mut self, test: &'a Expr, set: &mut RegSet) {
        match test {
            Expr::NamedExpr(node) => {
                if let Expr::Name(target) = &*node.target {
                    let name = self.intern(&target.id);
                    if let Place::Local(reg) = self.place(name) {
                        set.insert(reg);
                    }
                }
                self.set_by_test(&node.value, set);
            }
            Expr::Compare(node) => {
                self.set_by_test(&node.left, set);
                node.comparators
                    .iter()
                    .for_each(|operand| self.set_by_test(operand, set));
            }
            Expr::BoolOp(node) if node.op == BoolOp::And => {
                node.values
                    .iter()
                    .for_each(|value| self.set_by_test(value, set));
            }
            Expr::UnaryOp(node)
                if !node.operand.is_bool_op_expr() && !node.operand.is_compare_expr() =>
            {
                self.set_by_test(&node.operand, set);
            }
            Expr::Attribute(node) => self.set_by_test(&node.value, set),
            Expr::Call(node) => {
                self.set_by_test(&node.func, set);
                node.args.iter().for_each(|arg| self.set_by_test(arg, set));
            }
            _ => {}
        }
    }

    /// The iterable of a loop: displays of constants need not be rebuilt.
    pub fn iterable(&mut self, expr: &'a Expr) -> Res<Reg> {
        if let Some(value) = fold::constant_display(self, expr) {
            let reg = self.unit.regs.alloc();
            self.load_const(expr.range(), value, reg);
            return Ok(reg);
        }
        match expr {
            Expr::List(node) if !crate::expr::has_star(&node.elts) => {
                self.tuple_of(node.range, &node.elts, None)
            }
            _ => self.expr(expr),
        }
    }

    fn for_loop(&mut self, node: &'a ast::StmtFor) -> Res {
        let mark = self.unit.regs.mark();
        let emit = &mut self.unit.emit;
        let (head, next, exit) = (emit.label(), emit.label(), emit.label());
        let iter_range = node.iter.range();
        let source = self.iterable(&node.iter)?;
        let iterator = self.dest(mark, None);
        self.op(node.range, Op::GetIter, iterator, source, 0);
        let (item, direct) = self.loop_target(&node.target);
        let live = self.unit.emit.live;
        let mut set = self.set_without_deletes(node.range);
        let clock = self.begin_clock();
        self.jump(iter_range, next);
        set.insert(item);
        let header = TextRange::new(node.range.start(), iter_range.end());
        let index = self.begin_loop(header, head, live, set);
        if !direct {
            self.store(&node.target, item)?;
        }
        self.unit.blocks.push(Block::Loop { exit, next, clock });
        self.body(&node.body)?;
        self.unit.blocks.pop();
        self.unit.emit.bind(next);
        self.jump_op(node.range, Op::ForIter, 0, item, iterator, head);
        self.end_loop(index, live);
        self.clock(clock, false);
        self.unit.regs.release(mark);
        self.body(&node.orelse)?;
        self.unit.emit.bind(exit);
        Ok(())
    }

    /// The register for a loop's item, and whether it is the target itself.
    pub fn loop_target(&mut self, target: &'a Expr) -> (Reg, bool) {
        if let Expr::Name(node) = target {
            let name = self.intern(&node.id);
            if let Place::Local(reg) = self.place(name) {
                return (reg, true);
            }
        }
        (self.unit.regs.alloc(), false)
    }

    fn leave_loop(&mut self, range: TextRange, breaks: bool) -> Res {
        let found = self
            .unit
            .blocks
            .iter()
            .enumerate()
            .rev()
            .find_map(|(at, block)| match block {
                Block::Loop { exit, next, clock } => match breaks {
                    true => Some((at, *exit, *clock)),
                    false => Some((at, *next, None)),
                },
                _ => None,
            });
        let Some((at, label, clock)) = found else {
            let msg = if breaks {
                "'break' outside loop"
            } else {
                "'continue' not properly in loop"
            };
            return Err(self.error(range, msg));
        };
        let left = self.unwind(at + 1)?;
        self.clock(clock, false);
        self.jump(range, label);
        self.rewind(left);
        Ok(())
    }

    // ---- leaving ----

    fn return_stmt(&mut self, node: &'a ast::StmtReturn) -> Res {
        use crate::scope::ScopeKind;
        if !matches!(self.unit.kind, ScopeKind::Function | ScopeKind::Generator) {
            return Err(self.error(node.range, "'return' outside function"));
        }
        let mark = self.unit.regs.mark();
        let simple = self
            .unit
            .blocks
            .iter()
            .all(|block| matches!(block, Block::Loop { .. } | Block::Try { .. }));
        let constant = match &node.value {
            None => Some(Const::None),
            Some(value) => fold::fold(self, value),
        };
        let value = match (&node.value, &constant) {
            (Some(value), None) if simple => Some(self.expr(value)?),
            (Some(value), None) => {
                // What is unwound below may rebind the variable.
                let reg = self.unit.regs.alloc();
                self.expr_into(value, reg)?;
                Some(reg)
            }
            _ => None,
        };
        let left = self.unwind(0)?;
        let value = match (value, constant) {
            (Some(value), _) => value,
            (None, constant) => {
                let reg = self.unit.regs.alloc();
                self.load_const(node.range, constant.unwrap_or(Const::None), reg);
                reg
            }
        };
        self.end_call();
        self.op(node.range, Op::Return, value, 0, 0);
        self.rewind(left);
        self.unit.regs.release(mark);
        Ok(())
    }

    fn raise(&mut self, node: &'a ast::StmtRaise) -> Res {
        let mark = self.unit.regs.mark();
        let (kind, exc, cause) = match (&node.exc, &node.cause) {
            (None, _) => (0, 0, 0),
            (Some(exc), None) => (1, self.expr(exc)?, 0),
            (Some(exc), Some(cause)) => {
                let exc = self.operand(exc, cause.range())?;
                (2, exc, self.expr(cause)?)
            }
        };
        self.xop(node.range, Op::Raise, kind, exc, cause, 0);
        self.unit.regs.release(mark);
        Ok(())
    }

    fn assert(&mut self, node: &'a ast::StmtAssert) -> Res {
        let mark = self.unit.regs.mark();
        let fine = self.unit.emit.label();
        self.jump_if(&node.test, true, fine)?;
        let error = self.unit.regs.alloc();
        self.op(node.range, Op::LoadAssertionError, error, 0, 0);
        if let Some(msg) = &node.msg {
            let reg = self.unit.regs.alloc();
            self.expr_into(msg, reg)?;
            self.xop(node.range, Op::Call, 1, error, error, 0);
        }
        self.xop(node.range, Op::Raise, 1, error, 0, 0);
        self.unit.emit.bind(fine);
        self.unit.regs.release(mark);
        Ok(())
    }
}
