//! `SyntaxWarning`s that CPython's compiler issues.

use rustpython_parser::ast::{self, CmpOp, Constant, Expr};
use rustpython_parser::text_size::TextRange;

use super::Check;

/// The type of a literal that is surely not what was meant.
fn literal_type(expr: &Expr) -> Option<&'static str> {
    Some(match expr {
        Expr::Constant(constant) => match &constant.value {
            Constant::None => "NoneType",
            Constant::Bool(_) => "bool",
            Constant::Str(_) => "str",
            Constant::Bytes(_) => "bytes",
            Constant::Int(_) => "int",
            Constant::Tuple(_) => "tuple",
            Constant::Float(_) => "float",
            Constant::Complex { .. } => "complex",
            Constant::Ellipsis => "ellipsis",
        },
        Expr::Tuple(_) => "tuple",
        Expr::List(_) | Expr::ListComp(_) => "list",
        Expr::Dict(_) | Expr::DictComp(_) => "dict",
        Expr::Set(_) | Expr::SetComp(_) => "set",
        Expr::GeneratorExp(_) => "generator",
        Expr::JoinedStr(_) | Expr::FormattedValue(_) => "str",
        Expr::Lambda(_) => "function",
        _ => return None,
    })
}

impl Check<'_> {
    fn warn(&mut self, range: TextRange, msg: String) {
        self.warnings.push((range.start().into(), msg));
    }

    pub(super) fn warn_assert(&mut self, node: &ast::StmtAssert) {
        if matches!(&*node.test, Expr::Tuple(tuple) if !tuple.elts.is_empty()) {
            self.warn(
                node.range,
                "assertion is always true, perhaps remove parentheses?".into(),
            );
        }
    }

    /// `x is 1`.
    pub(super) fn warn_identity(&mut self, node: &ast::ExprCompare) {
        let suspect = |expr: &Expr| match expr {
            Expr::Constant(constant) => {
                let singleton = matches!(
                    constant.value,
                    Constant::None | Constant::Bool(_) | Constant::Ellipsis
                );
                (!singleton).then(|| literal_type(expr)).flatten()
            }
            // A tuple of constants is itself one by then.
            Expr::Tuple(tuple) if tuple.elts.iter().all(Expr::is_constant_expr) => Some("tuple"),
            _ => None,
        };
        let mut left = suspect(&node.left);
        for (op, right) in node.ops.iter().zip(&node.comparators) {
            let right = suspect(right);
            if let (CmpOp::Is | CmpOp::IsNot, Some(what)) = (op, left.or(right)) {
                let (operator, instead) = if *op == CmpOp::Is {
                    ("is", "==")
                } else {
                    ("is not", "!=")
                };
                let msg =
                    format!("\"{operator}\" with '{what}' literal. Did you mean \"{instead}\"?");
                return self.warn(node.range, msg);
            }
            left = right;
        }
    }

    /// `"a"(b)`.
    pub(super) fn warn_call(&mut self, node: &ast::ExprCall) {
        let callable = matches!(&*node.func, Expr::Lambda(_));
        if let (false, Some(what)) = (callable, literal_type(&node.func)) {
            self.warn(
                node.range,
                format!("'{what}' object is not callable; perhaps you missed a comma?"),
            );
        }
    }

    /// `None[0]`, `"a"["b"]`.
    pub(super) fn warn_subscript(&mut self, node: &ast::ExprSubscript) {
        if node.ctx != ast::ExprContext::Load {
            return;
        }
        let Some(what) = literal_type(&node.value) else {
            return;
        };
        let indexable = match what {
            "str" | "bytes" | "tuple" | "list" => true,
            "dict" => return,
            _ => false,
        };
        if !indexable {
            self.warn(
                node.range,
                format!("'{what}' object is not subscriptable; perhaps you missed a comma?"),
            );
            return;
        }
        let Some(index) = literal_type(&node.slice) else {
            return;
        };
        if matches!(index, "int" | "bool") {
            return;
        }
        let msg = format!(
            "{what} indices must be integers or slices, not {index}; perhaps you missed a comma?"
        );
        self.warn(node.range, msg);
    }
}
