//! Class definitions: `__build_class__(body, name, *bases, **keywords)`.

use crate::call::{form_of, Form};
use crate::compiler::Compiler;
use crate::error::Res;
use crate::regs::Reg;
use crate::scope::ScopeId;
use adder_bytecode::{Const, Op, Pos};
use adder_syntax::ast::{self, Ranged};
use adder_syntax::TextRange;

impl<'a> Compiler<'a> {
    /// `class`
    pub fn class_def(&mut self, node: &'a ast::StmtClassDef) -> Res {
        let mark = self.unit.regs.mark();
        let Some(scope) = self.scopes.of(node) else {
            return Err(self.error(node.range, "class without a scope"));
        };
        let name = self.intern(&node.name);
        let dst = self.decorated(&node.decorator_list, |this, dst| {
            this.class(node, scope, dst)
        })?;
        self.store_name(node.range, name, dst);
        self.unit.regs.release(mark);
        Ok(())
    }

    fn class(&mut self, node: &'a ast::StmtClassDef, scope: ScopeId, dst: Reg) -> Res {
        let mark = self.unit.regs.mark();
        let range = node.range;
        let form = form_of(&node.bases, &node.keywords, 2, false);
        let base = self.unit.regs.alloc();
        self.op(range, Op::BuildClass, base, 0, 0);
        if form != Form::Plain {
            let unset = self.unit.regs.alloc();
            self.op(range, Op::Unset, unset, 0, 0);
        }
        let body = self.unit.regs.alloc();
        let line = node
            .decorator_list
            .first()
            .map_or(range, |decorator| decorator.range());
        self.enter_unit(scope, &node.name, line);
        let outer = self.class.replace(&node.name);
        let result = self.class_body(node);
        let code = self.leave_unit();
        self.class = outer;
        result?;
        self.make_function(range, code?, body);
        let name = self.unit.regs.alloc();
        self.load_text(range, &node.name, name);
        let pos = self.pos(range);
        self.finish_call(
            pos,
            range,
            form,
            base,
            2,
            &node.bases,
            &node.keywords,
            mark,
            Some(dst),
        )?;
        Ok(())
    }

    fn class_body(&mut self, node: &'a ast::StmtClassDef) -> Res {
        let none = TextRange::default();
        let start = self.unit.regs.mark();
        let reg = self.unit.regs.alloc();
        let source = self.names.intern("__name__");
        self.load_name(none, source, Some(reg));
        if let Some(pos) = self.unit.emit.positions.last_mut() {
            // The reference blames the line as a whole.
            *pos = Pos {
                line: self.unit.first_line,
                end_line: self.unit.first_line,
                col: 0,
                end_col: 0,
            };
        }
        let target = self.names.intern("__module__");
        self.store_name(node.range, target, reg);
        let text = self.unit.qualname.as_bytes().into();
        self.load_const(node.range, Const::Str(text), reg);
        let target = self.names.intern("__qualname__");
        self.store_name(node.range, target, reg);
        self.unit.regs.release(start);
        if self.scopes.get(self.unit.scope).has_annotations {
            self.op(none, Op::SetupAnnotations, 0, 0, 0);
        }
        self.store_docstring(&node.body);
        self.body(&node.body)?;
        if self.scopes.get(self.unit.scope).needs_class_cell {
            let class = self.names.intern("__class__");
            if let Some(cell) = self.cell_of(class) {
                let target = self.names.intern("__classcell__");
                self.store_name(none, target, cell);
                self.op(none, Op::Return, cell, 0, 0);
            }
        }
        Ok(())
    }
}
