//! Builds the nodes of f-strings from their tokens.
//!
//! The parser crate saw a placeholder; here the run of strings becomes the `JoinedStr` that CPython 3.12 builds:
//! adjacent literal text joined into one constant, each field a `FormattedValue` whose expression is parsed from its
//! own tokens (so its ranges are right), `{x=}` preceded by its own text. Example: `"a" f"{b!r:>{w}}c"` gives the values
//! `'a'`, field `b` (conversion `r`, spec `>` and field `w`), `'c'`.

use rustpython_parser::ast::{self, Expr};
use rustpython_parser::text_size::TextRange;
use rustpython_parser::Mode;

use crate::feed::{decode_into, end_of_fstring, Feed, Side, StringRun};
use crate::finish::{Finish, Rejected};
use crate::literal;
use crate::token::{Kind, Token};

/// Literal text that is being gathered across pieces.
#[derive(Default)]
struct Pending {
    value: Vec<u8>,
    surrogates: bool,
    range: Option<(u32, u32)>,
}

pub(crate) struct FStringBuilder<'a> {
    pub(crate) source: &'a str,
    pub(crate) tokens: &'a [Token],
}

impl FStringBuilder<'_> {
    /// The node for a run of strings.
    pub(crate) fn build(&self, run: StringRun, side: &mut Side) -> Result<Expr, Rejected> {
        let mut values = Vec::new();
        let mut pending = Pending::default();
        let mut at = run.first as usize;
        let last = run.last as usize;
        while at <= last {
            let token = self.tokens[at];
            if token.kind == Kind::String {
                let text_before = pending.value.len();
                let surrogates = decode_into(self.source, token, false, &mut pending.value, side)
                    .map_err(|()| Rejected)?;
                pending.surrogates |= surrogates;
                if pending.value.len() > text_before {
                    pending.extend(token);
                }
                at += 1;
            } else {
                let end = end_of_fstring(self.tokens, at);
                let raw = token.text(self.source).bytes().any(|b| b | 0x20 == b'r');
                at = self.pieces(at + 1, end, raw, &mut pending, &mut values, side)? + 1;
            }
        }
        pending.flush(&mut values, side);
        let range = self.range(run.first as usize, last);
        Ok(Expr::JoinedStr(ast::ExprJoinedStr { range, values }))
    }

    fn range(&self, first: usize, last: usize) -> TextRange {
        TextRange::new(
            self.tokens[first].start.into(),
            self.tokens[last].end.into(),
        )
    }

    /// Literal pieces and fields from token `at` up to `end` or the `}` that ends a spec; returns where it stopped.
    fn pieces(
        &self,
        mut at: usize,
        end: usize,
        raw: bool,
        pending: &mut Pending,
        values: &mut Vec<Expr>,
        side: &mut Side,
    ) -> Result<usize, Rejected> {
        while at < end {
            let token = self.tokens[at];
            match token.kind {
                Kind::FStringMiddle => {
                    let decoded =
                        literal::decode_text(token.text(self.source), raw, &mut pending.value);
                    let decoded = decoded.map_err(|_| Rejected)?;
                    pending.surrogates |= decoded.surrogates;
                    pending.extend(token);
                    if let Some((_, msg)) = decoded.warning {
                        // A backslash before a brace was reported by the tokenizer.
                        side.warnings.push((token.start, msg));
                    }
                    at += 1;
                }
                Kind::LBrace => at = self.field(at, end, raw, pending, values, side)?,
                _ => break,
            }
        }
        Ok(at)
    }

    /// One field from its `{`; returns the index after its `}`.
    fn field(
        &self,
        open: usize,
        end: usize,
        raw: bool,
        pending: &mut Pending,
        values: &mut Vec<Expr>,
        side: &mut Side,
    ) -> Result<usize, Rejected> {
        let level = self.tokens[open].level;
        // The expression ends at the first `=`, `!`, `:` or `}` that belongs to the field itself.
        let mut at = open + 1;
        let mut nested = 0usize;
        while at < end {
            let token = self.tokens[at];
            match token.kind {
                Kind::FStringStart => nested += 1,
                Kind::FStringEnd => nested = nested.checked_sub(1).ok_or(Rejected)?,
                Kind::RBrace if nested == 0 && token.level < level => break,
                Kind::Exclamation | Kind::Colon if nested == 0 && token.level == level => break,
                Kind::Equal if nested == 0 && token.level == level => break,
                _ => {}
            }
            at += 1;
        }
        let value = self.expression(open + 1, at, side)?;
        let kind_at = |at: usize| {
            if at < end {
                self.tokens[at].kind
            } else {
                Kind::EndMarker
            }
        };
        let mut debug = false;
        if kind_at(at) == Kind::Equal {
            debug = true;
            at += 1;
            let text_end = self.tokens[at].start;
            let text_start = self.tokens[open].end;
            let text = &self.source[text_start as usize..text_end as usize];
            pending.value.extend_from_slice(
                without_comments(text, &self.tokens[open..=at], text_start).as_bytes(),
            );
            pending.extend(Token {
                start: text_start,
                end: text_end,
                ..self.tokens[open]
            });
        }
        let mut conversion = ast::ConversionFlag::None;
        if kind_at(at) == Kind::Exclamation {
            let letter = self.tokens[at + 1];
            let adjacent = letter.start == self.tokens[at].end;
            conversion = match letter.text(self.source) {
                "s" if adjacent => ast::ConversionFlag::Str,
                "r" if adjacent => ast::ConversionFlag::Repr,
                "a" if adjacent => ast::ConversionFlag::Ascii,
                _ => return Err(Rejected),
            };
            at += 2;
        }
        let mut spec = None;
        if kind_at(at) == Kind::Colon {
            let colon = at;
            let mut spec_pending = Pending::default();
            let mut spec_values = Vec::new();
            at = self.pieces(at + 1, end, raw, &mut spec_pending, &mut spec_values, side)?;
            spec_pending.flush(&mut spec_values, side);
            let range = TextRange::new(
                self.tokens[colon].start.into(),
                self.tokens[at].start.into(),
            );
            spec = Some(Box::new(Expr::JoinedStr(ast::ExprJoinedStr {
                range,
                values: spec_values,
            })));
        }
        if kind_at(at) != Kind::RBrace {
            return Err(Rejected);
        }
        if debug && spec.is_none() && conversion == ast::ConversionFlag::None {
            conversion = ast::ConversionFlag::Repr;
        }
        pending.flush(values, side);
        values.push(Expr::FormattedValue(ast::ExprFormattedValue {
            range: self.range(open, at),
            value: Box::new(value),
            conversion,
            format_spec: spec,
        }));
        Ok(at + 1)
    }

    /// Parses the expression in `tokens[from..to]`.
    fn expression(&self, from: usize, to: usize, side: &mut Side) -> Result<Expr, Rejected> {
        if from >= to {
            return Err(Rejected);
        }
        let mut inner = Side::default();
        let feed = Feed::new(self.source, self.tokens, from, to, &mut inner);
        // Only brackets make the parser take a yield here.
        let bracket = self.tokens[from].kind == Kind::KwYield;
        let edge = |at: u32| TextRange::new(at.into(), at.into());
        let open =
            bracket.then(|| Ok((rustpython_parser::Tok::Lpar, edge(self.tokens[from].start))));
        let close =
            bracket.then(|| Ok((rustpython_parser::Tok::Rpar, edge(self.tokens[to - 1].end))));
        let feed = open.into_iter().chain(feed).chain(close);
        let tree =
            rustpython_parser::parse_tokens(feed, Mode::Expression, "").map_err(|_| Rejected)?;
        let ast::Mod::Expression(tree) = tree else {
            return Err(Rejected);
        };
        let mut expr = *tree.body;
        if !inner.runs.is_empty() {
            let runs = std::mem::take(&mut inner.runs);
            Finish::placeholders(self.source, self.tokens, &runs, &mut inner, &mut expr)?;
        }
        side.wide.append(&mut inner.wide);
        side.warnings.append(&mut inner.warnings);
        Ok(expr)
    }
}

impl Pending {
    fn extend(&mut self, token: Token) {
        let start = self.range.map_or(token.start, |range| range.0);
        self.range = Some((start, token.end));
    }

    fn flush(&mut self, values: &mut Vec<Expr>, side: &mut Side) {
        let done = std::mem::take(self);
        let Some((start, end)) = done.range else {
            return;
        };
        if done.value.is_empty() {
            return;
        }
        if done.surrogates {
            side.wide
                .push((start, done.value.clone().into_boxed_slice()));
        }
        let text = literal::lossy(done.value, done.surrogates);
        values.push(Expr::Constant(ast::ExprConstant {
            range: TextRange::new(start.into(), end.into()),
            value: ast::Constant::Str(text),
            kind: None,
        }));
    }
}

/// The text of a `{x=}` field without the comments between its tokens.
fn without_comments<'t>(text: &'t str, tokens: &[Token], base: u32) -> std::borrow::Cow<'t, str> {
    if !text.contains('#') {
        return text.into();
    }
    let mut kept = String::with_capacity(text.len());
    let mut at = 0usize;
    for token in tokens.iter().skip(1) {
        let start = ((token.start - base) as usize).min(text.len());
        if start < at {
            continue;
        }
        let mut comment = false;
        for ch in text[at..start].chars() {
            comment = ch != '\n' && (comment || ch == '#');
            if !comment {
                kept.push(ch);
            }
        }
        let end = ((token.end - base) as usize).min(text.len());
        kept.push_str(&text[start..end]);
        at = end;
    }
    kept.into()
}
