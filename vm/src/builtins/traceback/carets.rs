//! The source line under a traceback entry and the carets below it.
//!
//! ```text
//!     return a[0] / b[i + 1]
//!            ~~~~~^~~~~~~~~~
//! ```
//! Carets are left out when they would underline the whole line. A binary operation or subscript
//! that spans the marked range marks its operator or brackets with `^` and the rest with `~`.

use super::width::width;
use adder_bytecode::Pos;
use adder_syntax::ast::{self, Ranged};

/// Indentation of source lines.
pub const INDENT: usize = 4;

/// A source line stripped of its indentation.
pub fn stripped(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '\x0c'])
}

/// What the caret line marks, in characters of the line.
struct Marks {
    start: usize,
    end: usize,
    /// The anchor: `^` inside, `~` outside.
    anchor: Option<(usize, usize)>,
}

/// The caret line (with indentation, without newline) for a position in `line`, if one is due.
pub fn caret_line(line: &str, pos: Pos) -> Option<String> {
    if pos.line == 0 || pos.end_line == 0 {
        return None;
    }
    let chars = line.chars().count();
    let start = char_offset(line, pos.col as usize);
    let mut marks = Marks { start, end: start, anchor: None };
    if pos.line == pos.end_line {
        marks.end = char_offset(line, pos.end_col as usize);
        let (from, to) = (pos.col as usize, pos.end_col as usize);
        if let Some(segment) = line.get(from.min(line.len())..to.min(line.len())) {
            marks.anchor = anchor(segment).map(|(l, r)| (l + start, r + start));
        }
    } else {
        marks.end = line.trim_end_matches([' ', '\t', '\x0c']).chars().count();
    }
    let indent = chars - stripped(line).chars().count();
    if marks.end.checked_sub(marks.start) == Some(chars - indent) && marks.anchor.is_none() {
        return None;
    }
    let column = |n: usize| width(line, n.min(chars)) as isize;
    let (start, end) = (column(marks.start), column(marks.end));
    let anchor = marks.anchor.map(|(l, r)| (column(l), column(r)));
    let mut out = String::new();
    let mut at = indent as isize - INDENT as isize;
    while at < end {
        at += 1;
        let c = match anchor {
            _ if at <= start => ' ',
            Some((l, r)) if l < at && at <= r => '^',
            Some(_) => '~',
            None => '^',
        };
        out.push(c);
    }
    Some(out)
}

fn char_offset(line: &str, byte: usize) -> usize {
    let byte = byte.min(line.len());
    line.char_indices().take_while(|(i, _)| *i < byte).count()
}

/// Start and end (in characters of the segment) of what deserves `^`: an operator or the
/// brackets of a subscript.
fn anchor(segment: &str) -> Option<(usize, usize)> {
    let parsed = adder_syntax::parse_module(segment, "<segment>").ok()?;
    let [ast::Stmt::Expr(stmt)] = parsed.tree.body.as_slice() else { return None };
    let bytes = segment.as_bytes();
    let space = |b: u8| matches!(b, b' ' | b'\t' | b'\x0c');
    let (left, right) = match &*stmt.value {
        ast::Expr::BinOp(op) => {
            let from = u32::from(op.left.range().end()) as usize;
            let to = u32::from(op.right.range().start()) as usize;
            // Parentheses may close between the operand and its operator.
            let at = (from..to).find(|&i| {
                bytes.get(i).is_some_and(|&b| !space(b) && (b != b')' || i + 1 == to))
            })?;
            let two = at + 1 < to && bytes.get(at + 1).is_some_and(|&b| !space(b));
            (at, at + 1 + two as usize)
        }
        ast::Expr::Subscript(s) => {
            let find = |from: usize, bracket: u8| {
                (from..bytes.len()).find(|&i| bytes[i] == bracket).unwrap_or(bytes.len())
            };
            let open = find(u32::from(s.value.range().end()) as usize, b'[');
            let close = find(u32::from(s.slice.range().end()) as usize + 1, b']');
            (open, (close + 1).min(bytes.len()))
        }
        _ => return None,
    };
    Some((char_offset(segment, left), char_offset(segment, right)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carets(line: &str, col: u32, end_col: u32) -> Option<String> {
        caret_line(line, Pos { line: 1, end_line: 1, col, end_col })
    }

    #[test]
    fn operators_and_subscripts_are_anchored() {
        assert_eq!(carets("    x = a / b", 8, 13).as_deref(), Some("        ~~^~~"));
        assert_eq!(carets("    x = a // b", 8, 14).as_deref(), Some("        ~~^^~~"));
        assert_eq!(carets("y = d[k] + 1", 4, 8).as_deref(), Some("        ~^^^"));
        assert_eq!(carets("y = f(1)", 4, 8).as_deref(), Some("        ^^^^"));
    }

    #[test]
    fn whole_lines_have_no_carets() {
        assert_eq!(carets("    f(1)", 4, 8), None);
        assert_eq!(carets("a / b", 0, 5).as_deref(), Some("    ~~^~~"));
    }

    #[test]
    fn parentheses_and_blanks_are_skipped() {
        assert_eq!(carets("(n) // (1)", 0, 10).as_deref(), Some("    ~~~~^^~~~~"));
        assert_eq!(carets("((n))+ 1", 0, 8).as_deref(), Some("    ~~~~~^~~"));
        assert_eq!(carets("d [ 5 ]", 0, 7).as_deref(), Some("    ~~^^^^^"));
    }

    #[test]
    fn columns_not_bytes() {
        assert_eq!(carets("s = 'é' + 1", 4, 12).as_deref(), Some("        ~~~~^~~"));
        assert_eq!(carets("x = f('日') + 1", 4, 12).as_deref(), Some("        ^^^^^^^"));
    }
}
