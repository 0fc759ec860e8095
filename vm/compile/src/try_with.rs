//! `try`, `with` and leaving them early.
//!
//! Exceptions go through the side table; entering a `try` costs nothing. A handler:
//!
//! ```text
//!   H: EnterHandler x, p       ; x the exception, p what was being handled before        region H..E -> C
//!      MatchExc t, x, T; JumpIfFalse t -> next
//!      Move e, x; body         ; region body -> N (unset e; LeaveHandler p; Reraise y)
//!      Unset e; LeaveHandler p; Jump end
//!   next: ...
//!   E: LeaveHandler p; Reraise x
//!   C: LeaveHandler p; Reraise y   ; an exception inside the handler
//! ```
//!
//! A `finally` body is emitted once for every way out: falling off the end, each `return`, `break` and `continue` that
//! crosses it, and the exception. [`Compiler::unwind`] does that for early exits: it pops the blocks one by one, pausing
//! each one's region so that its cleanup is covered by outer regions only, and [`Compiler::rewind`] puts them back.

use crate::compiler::{Block, Compiler};
use crate::emit::Region;
use crate::error::Res;
use crate::names::Name;
use crate::regs::{Reg, RegSet};
use adder_bytecode::{Const, Op};
use adder_syntax::ast::{self, ExceptHandler, ExceptHandlerExceptHandler, Stmt};
use adder_syntax::TextRange;

impl<'a> Compiler<'a> {
    // ---- early exits ----

    /// Emits what leaving every block above height `to` has to do; the blocks come back for [`Compiler::rewind`].
    pub fn unwind(&mut self, to: usize) -> Res<Vec<Block<'a>>> {
        let mut left = Vec::new();
        while self.unit.blocks.len() > to {
            let Some(block) = self.unit.blocks.pop() else {
                break;
            };
            left.push(block);
            match block {
                Block::Loop { clock, .. } => self.clock(clock, false),
                Block::Try { region } => self.unit.emit.pause(region),
                Block::Finally { region, body } => {
                    self.unit.emit.pause(region);
                    self.body(body)?;
                }
                Block::Handler { region, outer } => {
                    self.unit.emit.pause(region);
                    self.op(TextRange::default(), Op::LeaveHandler, outer, 0, 0);
                }
                Block::Named {
                    region,
                    name,
                    range,
                } => {
                    self.unit.emit.pause(region);
                    self.forget(range, name);
                }
                Block::With {
                    region,
                    base,
                    range,
                } => {
                    self.unit.emit.pause(region);
                    self.exit_normally(range, base);
                }
            }
        }
        Ok(left)
    }

    /// Puts unwound blocks back and resumes their regions.
    pub fn rewind(&mut self, mut left: Vec<Block<'a>>) {
        while let Some(block) = left.pop() {
            match block {
                Block::Loop { .. } => {}
                Block::Try { region }
                | Block::Finally { region, .. }
                | Block::Handler { region, .. }
                | Block::Named { region, .. }
                | Block::With { region, .. } => self.unit.emit.resume(region),
            }
            self.unit.blocks.push(block);
        }
    }

    /// Unsets the name of an `except ... as` clause.
    fn forget(&mut self, range: TextRange, name: Name) {
        match self.place(name) {
            crate::compiler::Place::Local(reg) => {
                self.op(range, Op::Unset, reg, 0, 0);
                self.unit.emit.set.remove(reg);
            }
            _ => {
                // Set first: the body may have deleted it.
                let mark = self.unit.regs.mark();
                let none = self.none(range);
                self.store_name(range, name, none);
                self.delete_name(range, name);
                self.unit.regs.release(mark);
            }
        }
    }

    /// Ends `region`, whose handler restores the handled exception `outer` and raises again.
    fn cleanup(&mut self, region: Region, outer: Reg, set: &RegSet) {
        let none = TextRange::default();
        let mark = self.unit.regs.mark();
        let exc = self.unit.regs.alloc();
        self.unit.emit.handler(region, exc, set.clone());
        self.op(none, Op::LeaveHandler, outer, 0, 0);
        self.op(none, Op::Reraise, exc, 0, 0);
        self.unit.regs.release(mark);
    }

    // ---- try ----

    /// `try: ... except: ... else: ... finally: ...`
    pub fn try_stmt(&mut self, node: &'a ast::StmtTry) -> Res {
        self.with_finally(node.range, &node.finalbody, |this| {
            if node.handlers.is_empty() {
                this.body(&node.body)?;
                return this.body(&node.orelse);
            }
            this.try_except(node.range, &node.body, &node.handlers, &node.orelse)
        })
    }

    /// `try: ... except*: ...`
    pub fn try_star_stmt(&mut self, node: &'a ast::StmtTryStar) -> Res {
        self.with_finally(node.range, &node.finalbody, |this| {
            this.try_star(node.range, &node.body, &node.handlers, &node.orelse)
        })
    }

    /// Runs `inside` under a `finally` body; an empty one is none.
    fn with_finally(
        &mut self,
        range: TextRange,
        body: &'a [Stmt],
        inside: impl FnOnce(&mut Self) -> Res,
    ) -> Res {
        if body.is_empty() {
            return inside(self);
        }
        let set = self.set_without_deletes(range);
        let region = self.unit.emit.region();
        self.unit.blocks.push(Block::Finally { region, body });
        inside(self)?;
        self.unit.blocks.pop();
        self.unit.emit.pause(region);
        let end = self.unit.emit.label();
        self.body(body)?;
        self.jump(range, end);
        // The exception's copy.
        let none = TextRange::default();
        let mark = self.unit.regs.mark();
        let exc = self.unit.regs.alloc();
        let outer = self.unit.regs.alloc();
        self.unit.emit.handler(region, exc, set.clone());
        self.op(none, Op::EnterHandler, exc, outer, 0);
        let inner = self.unit.emit.region();
        self.unit.blocks.push(Block::Handler {
            region: inner,
            outer,
        });
        self.body(body)?;
        self.unit.blocks.pop();
        self.unit.emit.pause(inner);
        self.op(none, Op::LeaveHandler, outer, 0, 0);
        self.op(none, Op::Reraise, exc, 0, 0);
        self.cleanup(inner, outer, &set);
        self.unit.regs.release(mark);
        self.unit.emit.bind(end);
        Ok(())
    }

    fn try_except(
        &mut self,
        range: TextRange,
        body: &'a [Stmt],
        handlers: &'a [ExceptHandler],
        orelse: &'a [Stmt],
    ) -> Res {
        let none = TextRange::default();
        let set = self.set_without_deletes(range);
        let end = self.unit.emit.label();
        let region = self.unit.emit.region();
        self.unit.blocks.push(Block::Try { region });
        self.body(body)?;
        self.unit.blocks.pop();
        self.unit.emit.pause(region);
        self.body(orelse)?;
        self.jump(range, end);

        let mark = self.unit.regs.mark();
        let exc = self.unit.regs.alloc();
        let outer = self.unit.regs.alloc();
        self.unit.emit.handler(region, exc, set.clone());
        self.op(none, Op::EnterHandler, exc, outer, 0);
        let inner = self.unit.emit.region();
        self.unit.blocks.push(Block::Handler {
            region: inner,
            outer,
        });
        for ExceptHandler::ExceptHandler(handler) in handlers {
            let next = self.unit.emit.label();
            if let Some(class) = &handler.type_ {
                let mark = self.unit.regs.mark();
                let class = self.expr(class)?;
                self.unit.regs.release(mark);
                let matched = self.unit.regs.alloc();
                self.op(handler_range(handler), Op::MatchExc, matched, exc, class);
                self.jump_op(none, Op::JumpIfFalse, 0, matched, 0, next);
                self.unit.regs.release(mark);
            }
            let named = match &handler.name {
                Some(name) => Some((name, self.named_body(handler, name, exc)?)),
                None => {
                    self.body(&handler.body)?;
                    None
                }
            };
            self.unit.emit.pause(inner);
            self.op(none, Op::LeaveHandler, outer, 0, 0);
            self.jump(none, end);
            if let Some((name, region)) = named {
                self.named_cleanup(handler, name, region, outer, &set);
            }
            self.unit.emit.resume(inner);
            self.unit.emit.bind(next);
        }
        self.unit.blocks.pop();
        self.unit.emit.pause(inner);
        self.op(none, Op::LeaveHandler, outer, 0, 0);
        self.op(none, Op::Reraise, exc, 0, 0);
        self.cleanup(inner, outer, &set);
        self.unit.regs.release(mark);
        self.unit.emit.bind(end);
        Ok(())
    }

    /// The body of `except ... as name`, up to and with the name's removal. Its region is left for
    /// [`Compiler::named_cleanup`].
    fn named_body(
        &mut self,
        handler: &'a ExceptHandlerExceptHandler,
        name: &'a str,
        exc: Reg,
    ) -> Res<Region> {
        let range = handler.range;
        let name = self.intern(name);
        self.store_name(range, name, exc);
        let region = self.unit.emit.region();
        self.unit.blocks.push(Block::Named {
            region,
            name,
            range,
        });
        self.body(&handler.body)?;
        self.unit.blocks.pop();
        self.unit.emit.pause(region);
        self.forget(range, name);
        Ok(region)
    }

    /// The way out of a named handler's body through an exception.
    fn named_cleanup(
        &mut self,
        handler: &'a ExceptHandlerExceptHandler,
        name: &'a str,
        region: Region,
        outer: Reg,
        set: &RegSet,
    ) {
        let none = TextRange::default();
        let mark = self.unit.regs.mark();
        let raised = self.unit.regs.alloc();
        let name = self.intern(name);
        self.unit.emit.handler(region, raised, set.clone());
        self.forget(handler.range, name);
        self.op(none, Op::LeaveHandler, outer, 0, 0);
        self.op(none, Op::Reraise, raised, 0, 0);
        self.unit.regs.release(mark);
    }

    /// `except*`: the exception is split by each clause in turn; what the clauses raise and what none of them took is
    /// collected in a list, from which `ReraiseStar` makes what leaves the statement.
    fn try_star(
        &mut self,
        range: TextRange,
        body: &'a [Stmt],
        handlers: &'a [ExceptHandler],
        orelse: &'a [Stmt],
    ) -> Res {
        let none = TextRange::default();
        let set = self.set_without_deletes(range);
        let end = self.unit.emit.label();
        let region = self.unit.emit.region();
        self.unit.blocks.push(Block::Try { region });
        self.body(body)?;
        self.unit.blocks.pop();
        self.unit.emit.pause(region);
        self.body(orelse)?;
        self.jump(range, end);

        let mark = self.unit.regs.mark();
        let exc = self.unit.regs.alloc();
        let outer = self.unit.regs.alloc();
        let list = self.unit.regs.alloc();
        let matched = self.unit.regs.alloc_n(2);
        let rest = matched + 1;
        let whole = self.unit.regs.alloc();
        self.unit.emit.handler(region, exc, set.clone());
        self.op(none, Op::EnterHandler, exc, outer, 0);
        let inner = self.unit.emit.region();
        self.unit.blocks.push(Block::Handler {
            region: inner,
            outer,
        });
        self.op(none, Op::BuildList, list, list, 0);
        self.op(none, Op::Move, rest, exc, 0);
        for ExceptHandler::ExceptHandler(handler) in handlers {
            let next = self.unit.emit.label();
            let at = self.unit.regs.mark();
            if let Some(class) = &handler.type_ {
                let class = self.expr(class)?;
                self.op(
                    handler_range(handler),
                    Op::MatchExcGroup,
                    matched,
                    rest,
                    class,
                );
                self.unit.regs.release(at);
            }
            self.jump_op(none, Op::JumpIfNone, 0, matched, 0, next);
            // The part that matched is what the clause handles.
            self.op(none, Op::EnterHandler, matched, whole, 0);
            let name = handler.name.as_ref().map(|name| self.intern(name));
            if let Some(name) = name {
                self.store_name(handler.range, name, matched);
            }
            let clause = self.unit.emit.region();
            self.body(&handler.body)?;
            self.unit.emit.pause(clause);
            if let Some(name) = name {
                self.forget(handler.range, name);
            }
            self.op(none, Op::LeaveHandler, whole, 0, 0);
            self.jump(none, next);
            let raised = self.unit.regs.alloc();
            self.unit.emit.handler(clause, raised, set.clone());
            if let Some(name) = name {
                self.forget(handler.range, name);
            }
            self.op(none, Op::LeaveHandler, whole, 0, 0);
            self.op(none, Op::ListAppend, list, raised, 0);
            self.unit.regs.release(at);
            self.unit.emit.bind(next);
        }
        self.op(none, Op::ListAppend, list, rest, 0);
        self.op(none, Op::ReraiseStar, matched, exc, list);
        self.unit.blocks.pop();
        self.unit.emit.pause(inner);
        self.op(none, Op::LeaveHandler, outer, 0, 0);
        self.jump_op(none, Op::JumpIfNone, 0, matched, 0, end);
        self.op(none, Op::Reraise, matched, 0, 0);
        self.cleanup(inner, outer, &set);
        self.unit.regs.release(mark);
        self.unit.emit.bind(end);
        Ok(())
    }

    // ---- with ----

    /// `with` from item `at` on. Two registers in a row stay taken: `__exit__` and its self. Calls of `__exit__` copy
    /// them to the top of the window: a callee's window begins at its arguments, so nothing live may lie above these.
    pub fn with_stmt(&mut self, node: &'a ast::StmtWith, at: usize) -> Res {
        let Some(item) = node.items.get(at) else {
            return self.body(&node.body);
        };
        let none = TextRange::default();
        // Everything a `with` does by itself is blamed on the whole statement.
        let range = node.range;
        let mark = self.unit.regs.mark();
        let set = self.set_without_deletes(node.range);
        let manager = self.expr(&item.context_expr)?;
        self.unit.regs.release(mark);
        let base = self.unit.regs.alloc_n(4);
        self.op(range, Op::LoadWith, base, manager, 0);
        let entered = base.wrapping_add(2);
        self.op(range, Op::CallMethod, entered, entered, 0);
        let region = self.unit.emit.region();
        self.unit.blocks.push(Block::With {
            region,
            base,
            range,
        });
        if let Some(target) = &item.optional_vars {
            self.store(target, entered)?;
        }
        self.with_stmt(node, at + 1)?;
        self.unit.blocks.pop();
        self.unit.emit.pause(region);
        let end = self.unit.emit.label();
        self.exit_normally(range, base);
        self.jump(none, end);

        let exc = self.unit.regs.alloc();
        let outer = self.unit.regs.alloc();
        self.unit.emit.handler(region, exc, set.clone());
        self.op(none, Op::EnterHandler, exc, outer, 0);
        let inner = self.unit.emit.region();
        let (call, args) = self.exit_call(range, base);
        self.op(none, Op::LoadExcInfo, args, exc, 0);
        self.xop(range, Op::CallMethod, 3, args, call, 0);
        let swallowed = self.unit.emit.label();
        self.jump_op(range, Op::JumpIfTrue, 0, args, 0, swallowed);
        self.unit.emit.pause(inner);
        self.op(none, Op::LeaveHandler, outer, 0, 0);
        self.op(none, Op::Reraise, exc, 0, 0);
        self.cleanup(inner, outer, &set);
        self.unit.emit.bind(swallowed);
        self.op(none, Op::LeaveHandler, outer, 0, 0);
        self.unit.emit.bind(end);
        self.unit.regs.release(mark);
        Ok(())
    }

    /// `__exit__(None, None, None)`
    fn exit_normally(&mut self, range: TextRange, base: Reg) {
        let mark = self.unit.regs.mark();
        let (call, args) = self.exit_call(range, base);
        for at in 0..3 {
            self.load_const(range, Const::None, args.wrapping_add(at));
        }
        self.xop(range, Op::CallMethod, 3, args, call, 0);
        self.unit.regs.release(mark);
    }

    /// Copies `__exit__` and its self to the top: the registers of the call and of its three arguments.
    fn exit_call(&mut self, range: TextRange, base: Reg) -> (Reg, Reg) {
        let call = self.unit.regs.alloc_n(5);
        self.copy(range, call, base);
        self.copy(range, call.wrapping_add(1), base.wrapping_add(1));
        (call, call.wrapping_add(2))
    }
}

/// The range to blame for a failing match: the whole clause.
fn handler_range(handler: &ExceptHandlerExceptHandler) -> TextRange {
    handler.range
}
