//! `import` in its forms.

use crate::compiler::Compiler;
use crate::error::Res;
use adder_bytecode::{Const, Op};
use adder_syntax::ast;

impl<'a> Compiler<'a> {
    /// `import a.b, c as d`
    pub fn import(&mut self, node: &'a ast::StmtImport) -> Res {
        let range = node.range;
        for alias in &node.names {
            let mark = self.unit.regs.mark();
            let from = self.none(range);
            let module = self.names.intern(&alias.name);
            let index = self.name_index(module);
            let dst = from;
            self.op(range, Op::ImportName, dst, from, index);
            let (target, rest) = match (&alias.asname, alias.name.split_once('.')) {
                // `import a.b.c as d` binds the innermost module.
                (Some(name), Some((_, rest))) => (name.as_str(), rest),
                (Some(name), None) => (name.as_str(), ""),
                (None, Some((first, _))) => (first, ""),
                (None, None) => (alias.name.as_str(), ""),
            };
            for part in rest.split('.').filter(|part| !part.is_empty()) {
                let part = self.names.intern(part);
                let index = self.name_index(part);
                self.op(range, Op::ImportFrom, dst, dst, index);
            }
            let name = self.intern(target);
            self.store_name(range, name, dst);
            self.unit.regs.release(mark);
        }
        Ok(())
    }

    /// `from a import b as c, d`
    pub fn import_from(&mut self, node: &'a ast::StmtImportFrom) -> Res {
        let range = node.range;
        let mark = self.unit.regs.mark();
        let level = node.level.map_or(0, |level| level.to_u32());
        let Ok(level) = u8::try_from(level) else {
            return Err(self.error(range, "attempted relative import beyond top-level package"));
        };
        let names = node
            .names
            .iter()
            .map(|alias| Const::Str(alias.name.as_bytes().into()))
            .collect();
        let module = self.unit.regs.alloc();
        self.load_const(range, Const::Tuple(names), module);
        let source = self.names.intern(node.module.as_deref().unwrap_or(""));
        let index = self.name_index(source);
        self.xop(range, Op::ImportName, level, module, module, index);
        for alias in &node.names {
            if alias.name.as_str() == "*" {
                self.op(range, Op::ImportStar, module, 0, 0);
                continue;
            }
            let inner = self.unit.regs.mark();
            let value = self.unit.regs.alloc();
            let part = self.names.intern(&alias.name);
            let index = self.name_index(part);
            self.op(range, Op::ImportFrom, value, module, index);
            let name = self.intern(alias.asname.as_ref().unwrap_or(&alias.name));
            self.store_name(range, name, value);
            self.unit.regs.release(inner);
        }
        self.unit.regs.release(mark);
        Ok(())
    }
}
