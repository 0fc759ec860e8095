//! Assignment in all its forms, and `del`.

use crate::compiler::{Compiler, Place};
use crate::error::Res;
use crate::expr::{binary_op, has_star};
use crate::fold;
use crate::names::Name;
use crate::regs::Reg;
use crate::scope::ScopeKind;
use adder_bytecode::{Const, Op};
use adder_syntax::ast::{self, Expr, Ranged};
use adder_syntax::TextRange;

/// Most elements of `a, b = c, d` assigned without building a tuple.
const MAX_PAIRWISE: usize = 16;

impl<'a> Compiler<'a> {
    /// `a = b = value`
    pub fn assign(&mut self, node: &'a ast::StmtAssign) -> Res {
        let mark = self.unit.regs.mark();
        if let [target] = &node.targets[..] {
            if self.assign_pairwise(target, &node.value)? {
                return Ok(());
            }
            self.assign_one(target, &node.value)?;
        } else {
            let names = node.targets.iter().all(|target| target.is_name_expr());
            let value = match node.targets.first() {
                Some(Expr::Name(first)) if names => {
                    let name = self.intern(&first.id);
                    match self.place(name) {
                        // Straight into the first variable; the others copy it.
                        Place::Local(reg) => {
                            self.expr_into(&node.value, reg)?;
                            reg
                        }
                        _ => self.expr(&node.value)?,
                    }
                }
                _ => {
                    // Targets may rebind the variable that the value names.
                    let value = self.expr(&node.value)?;
                    if self.unit.regs.is_variable(value) {
                        let copy = self.unit.regs.alloc();
                        self.copy(node.value.range(), copy, value);
                        copy
                    } else {
                        value
                    }
                }
            };
            for target in &node.targets {
                self.store(target, value)?;
            }
        }
        self.unit.regs.release(mark);
        Ok(())
    }

    /// `target = value`, the value computed in place where the target is a local variable.
    pub fn assign_one(&mut self, target: &'a Expr, value: &'a Expr) -> Res {
        let mark = self.unit.regs.mark();
        if let Some((reg, _)) = self.local_target(target) {
            self.expr_into(value, reg)?;
            self.unit.emit.set.insert(reg);
            return Ok(());
        }
        let later = if target.is_name_expr() {
            TextRange::default()
        } else {
            target.range()
        };
        let value = self.operand(value, later)?;
        self.store(target, value)?;
        self.unit.regs.release(mark);
        Ok(())
    }

    /// The register of a target that is a plain local variable.
    fn local_target(&mut self, target: &'a Expr) -> Option<(Reg, Name)> {
        let Expr::Name(node) = target else {
            return None;
        };
        let name = self.intern(&node.id);
        match self.place(name) {
            Place::Local(reg) => Some((reg, name)),
            _ => None,
        }
    }

    /// `a, b = c, d` without a tuple: every value first, then every target. False if the statement is not of this form.
    fn assign_pairwise(&mut self, target: &'a Expr, value: &'a Expr) -> Res<bool> {
        let (Some(targets), Some(values)) = (elements(target), elements(value)) else {
            return Ok(false);
        };
        let count = targets.len();
        if count != values.len()
            || !(1..=MAX_PAIRWISE).contains(&count)
            || has_star(targets)
            || has_star(values)
        {
            return Ok(false);
        }
        let mark = self.unit.regs.mark();
        let mut regs: Vec<Option<Reg>> = Vec::with_capacity(count);
        for (at, value) in values.iter().enumerate() {
            // A constant is loaded when its turn to be stored comes.
            if fold::fold(self, value).is_some() {
                regs.push(None);
                continue;
            }
            let later = match values.get(at + 1) {
                Some(next) => TextRange::new(next.range().start(), values[count - 1].range().end()),
                None => TextRange::default(),
            };
            let reg = self.operand(value, later)?;
            // A variable that an earlier target overwrites, or a target that is more than a name, needs a copy.
            let overwritten = self.unit.regs.is_variable(reg)
                && targets[..at]
                    .iter()
                    .any(|target| match self.local_target(target) {
                        Some((other, _)) => other == reg,
                        None => {
                            !matches!(target, Expr::Name(_) | Expr::Attribute(_))
                                || target_range_assigns(self, target, reg)
                        }
                    });
            if overwritten {
                let copy = self.unit.regs.alloc();
                self.copy(value.range(), copy, reg);
                regs.push(Some(copy));
            } else {
                regs.push(Some(reg));
            }
        }
        for ((target, value), reg) in targets.iter().zip(values).zip(regs) {
            match reg {
                Some(reg) => self.store(target, reg)?,
                None => self.assign_one(target, value)?,
            }
        }
        self.unit.regs.release(mark);
        Ok(true)
    }

    /// Stores a register in a target.
    pub fn store(&mut self, target: &'a Expr, value: Reg) -> Res {
        let mark = self.unit.regs.mark();
        match target {
            Expr::Name(node) => {
                let name = self.intern(&node.id);
                self.store_name(node.range, name, value);
            }
            Expr::Attribute(node) => {
                let object = self.expr(&node.value)?;
                let name = self.intern(&node.attr);
                self.note_self_attr(node, name);
                let range = self.attribute_range(node);
                self.cached(range, Op::StoreAttr, 0, object, value, name);
            }
            Expr::Subscript(node) => {
                let object = self.operand(&node.value, node.slice.range())?;
                let index = self.expr(&node.slice)?;
                self.op(node.range, Op::SetItem, object, index, value);
            }
            Expr::Tuple(node) => self.unpack(node.range, &node.elts, value)?,
            Expr::List(node) => self.unpack(node.range, &node.elts, value)?,
            Expr::Starred(node) => {
                return Err(self.error(
                    node.range,
                    "starred assignment target must be in a list or tuple",
                ))
            }
            other => return Err(self.error(other.range(), "cannot assign to expression")),
        }
        self.unit.regs.release(mark);
        Ok(())
    }

    /// Remembers `self.name = ...` for the layout of instances.
    fn note_self_attr(&mut self, node: &ast::ExprAttribute, attr: Name) {
        let (Expr::Name(object), Some(first)) = (&*node.value, self.unit.first_param) else {
            return;
        };
        if self.names.text(first) == object.id.as_str() && self.unit.emit.live {
            let index = u32::from(self.name_index(attr));
            if !self.unit.self_attrs.contains(&index) {
                self.unit.self_attrs.push(index);
            }
        }
    }

    fn unpack(&mut self, range: TextRange, targets: &'a [Expr], value: Reg) -> Res {
        let count = targets.len();
        let star = targets.iter().position(|target| target.is_starred_expr());
        let first;
        match star {
            None => {
                // Variables in consecutive registers take the items directly.
                if let Some(reg) = self.consecutive_locals(targets) {
                    self.op(range, Op::Unpack, reg, value, count as u16);
                    for at in 0..count as u16 {
                        self.unit.emit.set.insert(reg + at);
                    }
                    return Ok(());
                }
                first = self.unit.regs.alloc_n(count);
                self.op(
                    range,
                    Op::Unpack,
                    if count == 0 { value } else { first },
                    value,
                    count as u16,
                );
            }
            Some(at) => {
                let after = count - at - 1;
                if at > u8::MAX as usize || after > u16::MAX as usize {
                    return Err(
                        self.error(range, "too many expressions in star-unpacking assignment")
                    );
                }
                first = self.unit.regs.alloc_n(count);
                self.xop(range, Op::UnpackEx, at as u8, first, value, after as u16);
            }
        }
        for (at, target) in targets.iter().enumerate() {
            // Wraps only in a unit that is refused at its end for its number of registers.
            let reg = first.wrapping_add(at as Reg);
            match target {
                Expr::Starred(node) => self.store(&node.value, reg)?,
                target => self.store(target, reg)?,
            }
        }
        Ok(())
    }

    /// The first register, if the targets are local variables in consecutive registers.
    fn consecutive_locals(&mut self, targets: &'a [Expr]) -> Option<Reg> {
        let (first, _) = self.local_target(targets.first()?)?;
        for (at, target) in targets.iter().enumerate() {
            let at = Reg::try_from(at).ok()?;
            if self.local_target(target)?.0 != first.checked_add(at)? {
                return None;
            }
        }
        Some(first)
    }

    /// `target op= value`
    pub fn augmented(&mut self, node: &'a ast::StmtAugAssign) -> Res {
        let mark = self.unit.regs.mark();
        match &*node.target {
            Expr::Name(target) => {
                let name = self.intern(&target.id);
                let mut old = self.load_name(target.range, name, None);
                let local =
                    self.unit.regs.is_variable(old) || matches!(self.place(name), Place::Local(_));
                if local && self.may_assign(old, node.value.range()) {
                    let copy = self.unit.regs.alloc();
                    self.copy(target.range, copy, old);
                    self.augment(node, copy, old)?;
                } else if local {
                    self.augment(node, old, old)?;
                } else {
                    let dst = old;
                    self.augment(node, old, dst)?;
                    old = dst;
                }
                if !local {
                    self.store_name(target.range, name, old);
                }
            }
            Expr::Attribute(target) => {
                let object = self.operand(&target.value, node.value.range())?;
                let name = self.intern(&target.attr);
                let range = self.attribute_range(target);
                let old = self.unit.regs.alloc();
                self.cached(range, Op::LoadAttr, 0, old, object, name);
                self.augment(node, old, old)?;
                self.note_self_attr(target, name);
                self.cached(range, Op::StoreAttr, 0, object, old, name);
            }
            Expr::Subscript(target) => {
                let later = TextRange::new(target.slice.range().start(), node.value.range().end());
                let object = self.operand(&target.value, later)?;
                let index = self.operand(&target.slice, node.value.range())?;
                let old = self.unit.regs.alloc();
                self.op(target.range, Op::GetItem, old, object, index);
                self.augment(node, old, old)?;
                self.op(target.range, Op::SetItem, object, index, old);
            }
            other => {
                return Err(self.error(other.range(), "illegal expression for augmented assignment"))
            }
        }
        self.unit.regs.release(mark);
        Ok(())
    }

    fn augment(&mut self, node: &'a ast::StmtAugAssign, left: Reg, dst: Reg) -> Res {
        let mark = self.unit.regs.mark();
        let (op, immediate) = binary_op(node.op);
        if let (Some(op), Some(value)) = (immediate, self.small_int(&node.value)) {
            self.xop(node.range, op, 1, dst, left, value as u16);
            return Ok(());
        }
        let right = self.expr(&node.value)?;
        self.xop(node.range, op, 1, dst, left, right);
        self.unit.regs.release(mark);
        Ok(())
    }

    /// `target: annotation = value`
    pub fn annotated(&mut self, node: &'a ast::StmtAnnAssign) -> Res {
        if let Some(value) = &node.value {
            self.assign_one(&node.target, value)?;
        }
        let mark = self.unit.regs.mark();
        let evaluates = matches!(self.unit.kind, ScopeKind::Module | ScopeKind::Class);
        match &*node.target {
            Expr::Name(target) if node.simple && evaluates => {
                let annotation = self.annotation(&node.annotation, None)?;
                let table = self.intern("__annotations__");
                let table = self.load_name(node.range, table, None);
                let key = self.unit.regs.alloc();
                let name = self.intern(&target.id);
                let text = self.names.text(name).as_bytes().into();
                self.load_const(node.range, Const::Str(text), key);
                self.op(node.range, Op::SetItem, table, key, annotation);
            }
            Expr::Attribute(target) if node.value.is_none() => self.discard(&target.value)?,
            Expr::Subscript(target) if node.value.is_none() => {
                self.discard(&target.value)?;
                self.discard(&target.slice)?;
            }
            _ => {}
        }
        if !node.simple && evaluates && !self.options.future_annotations {
            self.discard(&node.annotation)?;
        }
        self.unit.regs.release(mark);
        Ok(())
    }

    /// An annotation's value: its text under `from __future__ import annotations`.
    pub fn annotation(&mut self, expr: &'a Expr, want: Option<Reg>) -> Res<Reg> {
        if !self.options.future_annotations {
            return self.value(expr, want);
        }
        let text = crate::unparse::unparse(expr);
        let reg = want.unwrap_or_else(|| self.unit.regs.alloc());
        self.load_const(expr.range(), Const::Str(text.into_bytes().into()), reg);
        Ok(reg)
    }

    /// `del target`
    pub fn delete(&mut self, target: &'a Expr) -> Res {
        let mark = self.unit.regs.mark();
        match target {
            Expr::Name(node) => {
                let name = self.intern(&node.id);
                self.delete_name(node.range, name);
            }
            Expr::Attribute(node) => {
                let object = self.expr(&node.value)?;
                let name = self.intern(&node.attr);
                let range = self.attribute_range(node);
                self.cached(range, Op::DelAttr, 0, object, 0, name);
            }
            Expr::Subscript(node) => {
                let object = self.operand(&node.value, node.slice.range())?;
                let index = self.expr(&node.slice)?;
                self.op(node.range, Op::DelItem, object, index, 0);
            }
            Expr::Tuple(node) => node.elts.iter().try_for_each(|elt| self.delete(elt))?,
            Expr::List(node) => node.elts.iter().try_for_each(|elt| self.delete(elt))?,
            other => return Err(self.error(other.range(), "cannot delete expression")),
        }
        self.unit.regs.release(mark);
        Ok(())
    }
}

/// Whether evaluating the parts of a target assigns the variable in `reg` by `:=`.
fn target_range_assigns(compiler: &Compiler, target: &Expr, reg: Reg) -> bool {
    compiler.may_assign(reg, target.range())
}

/// The elements of a tuple or list display.
fn elements(expr: &Expr) -> Option<&[Expr]> {
    match expr {
        Expr::Tuple(node) => Some(&node.elts),
        Expr::List(node) => Some(&node.elts),
        _ => None,
    }
}
