//! Expressions back to text, for `from __future__ import annotations`: the text is what `__annotations__` holds, so it
//! follows the reference's spacing and parentheses. Example: `dict[str,int]|None` gives `dict[str, int] | None`.

use adder_syntax::ast::{self, BoolOp, CmpOp, Constant, ConversionFlag, Expr, Operator, UnaryOp};
use std::fmt::Write;

/// Binding strength of an expression's context, weakest first.
mod level {
    pub const TUPLE: u8 = 0;
    pub const TEST: u8 = 1;
    pub const OR: u8 = 2;
    pub const AND: u8 = 3;
    pub const NOT: u8 = 4;
    pub const COMPARE: u8 = 5;
    pub const BIT_OR: u8 = 6;
    pub const BIT_XOR: u8 = 7;
    pub const BIT_AND: u8 = 8;
    pub const SHIFT: u8 = 9;
    pub const ARITH: u8 = 10;
    pub const TERM: u8 = 11;
    pub const FACTOR: u8 = 12;
    pub const POWER: u8 = 13;
    pub const AWAIT: u8 = 14;
    pub const ATOM: u8 = 15;
}

/// The text of an expression.
pub fn unparse(expr: &Expr) -> String {
    let mut out = String::new();
    write_expr(&mut out, expr, level::TEST);
    out
}

fn binary(op: Operator) -> (&'static str, u8) {
    match op {
        Operator::Add => (" + ", level::ARITH),
        Operator::Sub => (" - ", level::ARITH),
        Operator::Mult => (" * ", level::TERM),
        Operator::MatMult => (" @ ", level::TERM),
        Operator::Div => (" / ", level::TERM),
        Operator::Mod => (" % ", level::TERM),
        Operator::FloorDiv => (" // ", level::TERM),
        Operator::LShift => (" << ", level::SHIFT),
        Operator::RShift => (" >> ", level::SHIFT),
        Operator::BitOr => (" | ", level::BIT_OR),
        Operator::BitXor => (" ^ ", level::BIT_XOR),
        Operator::BitAnd => (" & ", level::BIT_AND),
        Operator::Pow => (" ** ", level::POWER),
    }
}

fn comparison(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}

/// Runs `inside` in parentheses where the context binds more strongly than `own`.
fn grouped(out: &mut String, own: u8, context: u8, inside: impl FnOnce(&mut String)) {
    let parens = context > own;
    if parens {
        out.push('(');
    }
    inside(out);
    if parens {
        out.push(')');
    }
}

fn list(out: &mut String, exprs: &[Expr], context: u8) {
    for (at, expr) in exprs.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write_expr(out, expr, context);
    }
}

fn write_expr(out: &mut String, expr: &Expr, context: u8) {
    match expr {
        Expr::Name(node) => out.push_str(&node.id),
        Expr::Constant(node) => write_constant(out, &node.value, node.kind.as_deref()),
        Expr::BoolOp(node) => {
            let (text, own) = match node.op {
                BoolOp::And => (" and ", level::AND),
                BoolOp::Or => (" or ", level::OR),
            };
            grouped(out, own, context, |out| {
                for (at, value) in node.values.iter().enumerate() {
                    if at > 0 {
                        out.push_str(text);
                    }
                    write_expr(out, value, own + 1);
                }
            });
        }
        Expr::NamedExpr(node) => grouped(out, level::TUPLE, context, |out| {
            write_expr(out, &node.target, level::ATOM);
            out.push_str(" := ");
            write_expr(out, &node.value, level::ATOM);
        }),
        Expr::BinOp(node) => {
            let (text, own) = binary(node.op);
            let right_assoc = node.op == Operator::Pow;
            grouped(out, own, context, |out| {
                write_expr(out, &node.left, own + u8::from(right_assoc));
                out.push_str(text);
                write_expr(out, &node.right, own + u8::from(!right_assoc));
            });
        }
        Expr::UnaryOp(node) => {
            let (text, own) = match node.op {
                UnaryOp::Invert => ("~", level::FACTOR),
                UnaryOp::Not => ("not ", level::NOT),
                UnaryOp::UAdd => ("+", level::FACTOR),
                UnaryOp::USub => ("-", level::FACTOR),
            };
            grouped(out, own, context, |out| {
                out.push_str(text);
                write_expr(out, &node.operand, own);
            });
        }
        Expr::Lambda(node) => grouped(out, level::TEST, context, |out| {
            out.push_str("lambda");
            let mut args = String::new();
            write_arguments(&mut args, &node.args);
            if !args.is_empty() {
                out.push(' ');
                out.push_str(&args);
            }
            out.push_str(": ");
            write_expr(out, &node.body, level::TEST);
        }),
        Expr::IfExp(node) => grouped(out, level::TEST, context, |out| {
            write_expr(out, &node.body, level::TEST + 1);
            out.push_str(" if ");
            write_expr(out, &node.test, level::TEST + 1);
            out.push_str(" else ");
            write_expr(out, &node.orelse, level::TEST);
        }),
        Expr::Dict(node) => {
            out.push('{');
            for (at, (key, value)) in node.keys.iter().zip(&node.values).enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                match key {
                    Some(key) => {
                        write_expr(out, key, level::TEST);
                        out.push_str(": ");
                        write_expr(out, value, level::TEST);
                    }
                    None => {
                        out.push_str("**");
                        write_expr(out, value, level::BIT_OR);
                    }
                }
            }
            out.push('}');
        }
        Expr::Set(node) => {
            out.push('{');
            list(out, &node.elts, level::TEST);
            out.push('}');
        }
        Expr::ListComp(node) => comprehension(out, '[', ']', &[&node.elt], &node.generators),
        Expr::SetComp(node) => comprehension(out, '{', '}', &[&node.elt], &node.generators),
        Expr::DictComp(node) => {
            comprehension(out, '{', '}', &[&node.key, &node.value], &node.generators)
        }
        Expr::GeneratorExp(node) => comprehension(out, '(', ')', &[&node.elt], &node.generators),
        Expr::Await(node) => grouped(out, level::AWAIT, context, |out| {
            out.push_str("await ");
            write_expr(out, &node.value, level::ATOM);
        }),
        Expr::Yield(node) => {
            out.push_str("(yield");
            if let Some(value) = &node.value {
                out.push(' ');
                write_expr(out, value, level::TUPLE);
            }
            out.push(')');
        }
        Expr::YieldFrom(node) => {
            out.push_str("(yield from ");
            write_expr(out, &node.value, level::TEST);
            out.push(')');
        }
        Expr::Compare(node) => grouped(out, level::COMPARE, context, |out| {
            write_expr(out, &node.left, level::COMPARE + 1);
            for (op, operand) in node.ops.iter().zip(&node.comparators) {
                out.push_str(comparison(*op));
                write_expr(out, operand, level::COMPARE + 1);
            }
        }),
        Expr::Call(node) => {
            write_expr(out, &node.func, level::ATOM);
            if let ([Expr::GeneratorExp(_)], []) = (&node.args[..], &node.keywords[..]) {
                return write_expr(out, &node.args[0], level::ATOM);
            }
            out.push('(');
            list(out, &node.args, level::TEST);
            for (at, keyword) in node.keywords.iter().enumerate() {
                if at > 0 || !node.args.is_empty() {
                    out.push_str(", ");
                }
                match &keyword.arg {
                    Some(name) => {
                        out.push_str(name);
                        out.push('=');
                    }
                    None => out.push_str("**"),
                }
                write_expr(out, &keyword.value, level::TEST);
            }
            out.push(')');
        }
        Expr::JoinedStr(_) | Expr::FormattedValue(_) => {
            let mut text = String::new();
            write_fstring(&mut text, expr, true);
            out.push('f');
            write_str(out, &text);
        }
        Expr::Attribute(node) => {
            write_expr(out, &node.value, level::ATOM);
            // `1 .real`: a dot right after an integer would belong to it.
            let integer = matches!(&*node.value, Expr::Constant(value) if value.value.is_int());
            out.push_str(if integer { " ." } else { "." });
            out.push_str(&node.attr);
        }
        Expr::Subscript(node) => {
            write_expr(out, &node.value, level::ATOM);
            out.push('[');
            write_expr(out, &node.slice, level::TUPLE);
            out.push(']');
        }
        Expr::Starred(node) => {
            out.push('*');
            write_expr(out, &node.value, level::BIT_OR);
        }
        Expr::List(node) => {
            out.push('[');
            list(out, &node.elts, level::TEST);
            out.push(']');
        }
        Expr::Tuple(node) => {
            if node.elts.is_empty() {
                out.push_str("()");
                return;
            }
            grouped(out, level::TUPLE, context, |out| {
                list(out, &node.elts, level::TEST);
                if node.elts.len() == 1 {
                    out.push(',');
                }
            });
        }
        Expr::Slice(node) => {
            if let Some(lower) = &node.lower {
                write_expr(out, lower, level::TEST);
            }
            out.push(':');
            if let Some(upper) = &node.upper {
                write_expr(out, upper, level::TEST);
            }
            if let Some(step) = &node.step {
                out.push(':');
                write_expr(out, step, level::TEST);
            }
        }
    }
}

fn write_arguments(out: &mut String, args: &ast::Arguments) {
    let separate = |out: &mut String| {
        if !out.is_empty() {
            out.push_str(", ");
        }
    };
    let plain = |out: &mut String, arg: &ast::ArgWithDefault| {
        out.push_str(&arg.def.arg);
        if let Some(default) = &arg.default {
            out.push('=');
            write_expr(out, default, level::TEST);
        }
    };
    for (at, arg) in args.posonlyargs.iter().chain(&args.args).enumerate() {
        separate(out);
        plain(out, arg);
        if at + 1 == args.posonlyargs.len() {
            out.push_str(", /");
        }
    }
    if args.vararg.is_some() || !args.kwonlyargs.is_empty() {
        separate(out);
        out.push('*');
        if let Some(arg) = &args.vararg {
            out.push_str(&arg.arg);
        }
    }
    for arg in &args.kwonlyargs {
        separate(out);
        plain(out, arg);
    }
    if let Some(arg) = &args.kwarg {
        separate(out);
        out.push_str("**");
        out.push_str(&arg.arg);
    }
}

fn comprehension(
    out: &mut String,
    open: char,
    close: char,
    elts: &[&Expr],
    generators: &[ast::Comprehension],
) {
    out.push(open);
    for (at, elt) in elts.iter().enumerate() {
        if at > 0 {
            out.push_str(": ");
        }
        write_expr(out, elt, level::TEST);
    }
    for generator in generators {
        out.push_str(if generator.is_async {
            " async for "
        } else {
            " for "
        });
        write_expr(out, &generator.target, level::TUPLE);
        out.push_str(" in ");
        write_expr(out, &generator.iter, level::TEST + 1);
        for test in &generator.ifs {
            out.push_str(" if ");
            write_expr(out, test, level::TEST + 1);
        }
    }
    out.push(close);
}

/// The inside of an f-string, braces doubled; the caller quotes it.
fn write_fstring(out: &mut String, expr: &Expr, _top: bool) {
    match expr {
        Expr::JoinedStr(node) => node
            .values
            .iter()
            .for_each(|value| write_fstring(out, value, false)),
        Expr::Constant(node) => {
            if let Constant::Str(text) = &node.value {
                out.push_str(&text.replace('{', "{{").replace('}', "}}"));
            }
        }
        Expr::FormattedValue(node) => {
            let mut inner = String::new();
            write_expr(&mut inner, &node.value, level::TEST + 1);
            out.push('{');
            if inner.starts_with('{') {
                out.push(' ');
            }
            out.push_str(&inner);
            out.push_str(match node.conversion {
                ConversionFlag::None => "",
                ConversionFlag::Str => "!s",
                ConversionFlag::Repr => "!r",
                ConversionFlag::Ascii => "!a",
            });
            if let Some(spec) = &node.format_spec {
                out.push(':');
                write_fstring(out, spec, false);
            }
            out.push('}');
        }
        _ => {}
    }
}

fn write_constant(out: &mut String, value: &Constant, kind: Option<&str>) {
    match value {
        Constant::None => out.push_str("None"),
        Constant::Bool(true) => out.push_str("True"),
        Constant::Bool(false) => out.push_str("False"),
        Constant::Ellipsis => out.push_str("..."),
        Constant::Int(value) => {
            let _ = write!(out, "{value}");
        }
        Constant::Float(value) => write_float(out, *value),
        Constant::Complex { real, imag } => {
            if *real != 0.0 {
                write_float(out, *real);
                out.push('+');
            }
            write_float(out, *imag);
            if out.ends_with(".0") {
                out.truncate(out.len() - 2);
            }
            out.push('j');
        }
        Constant::Str(text) => {
            out.push_str(kind.unwrap_or(""));
            write_str(out, text);
        }
        Constant::Bytes(bytes) => {
            out.push('b');
            let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') {
                '"'
            } else {
                '\''
            };
            out.push(quote);
            for &byte in bytes {
                match byte {
                    b'\\' => out.push_str("\\\\"),
                    b'\n' => out.push_str("\\n"),
                    b'\r' => out.push_str("\\r"),
                    b'\t' => out.push_str("\\t"),
                    _ if byte as char == quote => {
                        out.push('\\');
                        out.push(quote);
                    }
                    0x20..=0x7e => out.push(byte as char),
                    _ => {
                        let _ = write!(out, "\\x{byte:02x}");
                    }
                }
            }
            out.push(quote);
        }
        Constant::Tuple(items) => {
            out.push('(');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                write_constant(out, item, None);
            }
            if items.len() == 1 {
                out.push(',');
            }
            out.push(')');
        }
    }
}

/// Shortest form that reads back; infinity as a literal that overflows.
fn write_float(out: &mut String, value: f64) {
    if value.is_infinite() {
        out.push_str(if value < 0.0 { "-1e309" } else { "1e309" });
        return;
    }
    let exponent = format!("{value:e}");
    let (digits, power) = exponent.split_once('e').unwrap_or((&exponent, "0"));
    let power: i32 = power.parse().unwrap_or(0);
    if (-4..16).contains(&power) || value == 0.0 {
        let _ = write!(out, "{value:?}");
    } else {
        let sign = if power < 0 { '-' } else { '+' };
        let _ = write!(out, "{digits}e{sign}{:02}", power.abs());
    }
}

fn write_str(out: &mut String, text: &str) {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if c == quote => {
                out.push('\\');
                out.push(c);
            }
            _ if (c as u32) < 0x20 || c as u32 == 0x7f => {
                let _ = write!(out, "\\x{:02x}", c as u32);
            }
            _ => out.push(c),
        }
    }
    out.push(quote);
}
