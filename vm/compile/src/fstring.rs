//! Formatted string literals: `FormatValue` for each field, one `BuildString` over the pieces.

use crate::compiler::Compiler;
use crate::error::Res;
use crate::regs::Reg;
use adder_bytecode::{Const, Op};
use adder_syntax::ast::{self, ConversionFlag, Expr, Ranged};

/// Bit of `FormatValue`'s `x`: there is a format specification.
const HAS_SPEC: u8 = 4;
/// Pieces joined at once.
const ROW: usize = 64;

impl<'a> Compiler<'a> {
    /// An f-string or a format specification.
    pub fn joined(&mut self, node: &'a ast::ExprJoinedStr, want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        match &node.values[..] {
            [] => {
                let dst = self.dest(mark, want);
                self.load_const(node.range, Const::Str([].into()), dst);
                Ok(dst)
            }
            [only] => self.value(only, want),
            values => {
                // Very long ones are joined in pieces: what is joined so far, then the next pieces.
                let first = self.unit.regs.mark() as Reg;
                let mut taken = 0;
                for value in values {
                    if taken == ROW {
                        self.unit.regs.release(u32::from(first));
                        let joined = self.unit.regs.alloc();
                        self.op(node.range, Op::BuildString, joined, first, taken as u16);
                        taken = 1;
                    }
                    let reg = self.unit.regs.alloc();
                    self.expr_into(value, reg)?;
                    taken += 1;
                }
                let dst = self.dest(mark, want);
                self.op(node.range, Op::BuildString, dst, first, taken as u16);
                Ok(dst)
            }
        }
    }

    /// One replacement field.
    pub fn formatted(&mut self, node: &'a ast::ExprFormattedValue, want: Option<Reg>) -> Res<Reg> {
        let mark = self.unit.regs.mark();
        let mut flags = match node.conversion {
            ConversionFlag::None => 0,
            ConversionFlag::Str => 1,
            ConversionFlag::Repr => 2,
            ConversionFlag::Ascii => 3,
        };
        let value = match &node.format_spec {
            Some(spec) => self.operand(&node.value, spec.range())?,
            None => self.expr(&node.value)?,
        };
        let spec = match &node.format_spec {
            // An empty specification is no specification.
            Some(spec) if !matches!(&**spec, Expr::JoinedStr(joined) if joined.values.is_empty()) =>
            {
                flags |= HAS_SPEC;
                self.expr(spec)?
            }
            _ => 0,
        };
        let dst = self.dest(mark, want);
        self.xop(node.range, Op::FormatValue, flags, dst, value, spec);
        Ok(dst)
    }
}
