//! Atoms, displays, comprehensions, and the chains of attributes, calls and subscripts on them.

use super::peg::{literal_error, need, require, too_many_digits, Match, NodeId, Peg, Rule, Shape};
use crate::token::Kind;

impl Peg<'_> {
    pub(super) fn primary(&mut self) -> Match {
        self.remembered(Rule::Primary, |p| {
            let start = p.peek()?.start;
            let mut value = need!(p.atom());
            while let Some(longer) = p.trailer(value, start)? {
                value = longer;
            }
            Ok(Some(value))
        })
    }

    /// `.name`, a call or a subscript after `value`, which began at `start`.
    pub(super) fn trailer(&mut self, value: NodeId, start: u32) -> Match {
        let found = self.alt(|p| {
            need!(p.token(Kind::Dot));
            need!(p.token(Kind::Name));
            Ok(Some(p.close_node(Shape::Attribute, start, vec![value])))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        let found = self.alt(|p| {
            need!(p.genexp());
            Ok(Some(p.close_node(Shape::Call, start, vec![value])))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        let found = self.alt(|p| {
            need!(p.token(Kind::LPar));
            p.maybe(Self::arguments)?;
            need!(p.token(Kind::RPar));
            Ok(Some(p.close_node(Shape::Call, start, vec![value])))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        self.alt(|p| {
            need!(p.token(Kind::LSqb));
            need!(p.slices());
            need!(p.token(Kind::RSqb));
            Ok(Some(p.close_node(Shape::Subscript, start, vec![value])))
        })
    }

    pub(super) fn slices(&mut self) -> Match<()> {
        let found = self.alt(|p| {
            need!(p.slice());
            require!(!p.looks_at(Kind::Comma)?);
            Ok(Some(()))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        self.alt(|p| {
            need!(p.separated(|p| {
                if let Some(found) = p.slice()? {
                    return Ok(Some(found));
                }
                need!(p.starred_expression());
                Ok(Some(()))
            }));
            p.token(Kind::Comma)?;
            Ok(Some(()))
        })
    }

    fn slice(&mut self) -> Match<()> {
        let found = self.alt(|p| {
            p.maybe(Self::expression)?;
            need!(p.token(Kind::Colon));
            p.maybe(Self::expression)?;
            p.maybe(|p| {
                need!(p.token(Kind::Colon));
                p.maybe(Self::expression)?;
                Ok(Some(()))
            })?;
            Ok(Some(()))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        need!(self.named_expression());
        Ok(Some(()))
    }

    pub(super) fn atom(&mut self) -> Match {
        let token = self.peek()?;
        let shape = match token.kind {
            Kind::Name => Shape::Name,
            Kind::KwTrue => Shape::True,
            Kind::KwFalse => Shape::False,
            Kind::KwNone => Shape::NoneValue,
            Kind::Ellipsis => Shape::Ellipsis,
            Kind::Number => {
                if let Some(msg) = too_many_digits(self.text(token)) {
                    return self.raise_token(token, msg);
                }
                Shape::Literal
            }
            Kind::String | Kind::FStringStart => return self.strings(),
            Kind::LPar => {
                if let Some(found) = self.tuple()? {
                    return Ok(Some(found));
                }
                if let Some(found) = self.group()? {
                    return Ok(Some(found));
                }
                return self.genexp();
            }
            Kind::LSqb => {
                if let Some(found) = self.list()? {
                    return Ok(Some(found));
                }
                return self.list_comprehension();
            }
            Kind::LBrace => {
                for display in [
                    Self::dict,
                    Self::set,
                    Self::dict_comprehension,
                    Self::set_comprehension,
                ] {
                    if let Some(found) = display(self)? {
                        return Ok(Some(found));
                    }
                }
                return Ok(None);
            }
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(self.node(shape, token.start, token.end, Vec::new())))
    }

    pub(super) fn tuple(&mut self) -> Match {
        self.deeper(|p| {
            p.alt(|p| {
                let open = need!(p.token(Kind::LPar));
                let items = p.maybe(|p| {
                    let first = need!(p.star_named_expression());
                    need!(p.token(Kind::Comma));
                    let mut items = vec![first];
                    if let Some(rest) = p.maybe(Self::star_named_expressions)? {
                        items.extend(rest);
                    }
                    Ok(Some(items))
                })?;
                need!(p.token(Kind::RPar));
                Ok(Some(p.close_node(
                    Shape::Tuple,
                    open.start,
                    items.unwrap_or_default(),
                )))
            })
        })
    }

    fn group(&mut self) -> Match {
        self.deeper(|p| {
            let found = p.alt(|p| {
                need!(p.token(Kind::LPar));
                let inner = match p.yield_expr()? {
                    Some(inner) => inner,
                    None => need!(p.named_expression()),
                };
                need!(p.token(Kind::RPar));
                Ok(Some(inner))
            })?;
            if found.is_some() {
                return Ok(found);
            }
            if p.errors {
                p.invalid_group()?;
            }
            Ok(None)
        })
    }

    fn invalid_group(&mut self) -> Match<()> {
        self.alt(|p| {
            need!(p.token(Kind::LPar));
            let starred = need!(p.starred_expression());
            need!(p.token(Kind::RPar));
            p.raise_node::<()>(starred, "cannot use starred expression here")
        })?;
        self.alt(|p| {
            need!(p.token(Kind::LPar));
            let stars = need!(p.token(Kind::DoubleStar));
            need!(p.expression());
            need!(p.token(Kind::RPar));
            p.raise_token::<()>(stars, "cannot use double starred expression here")
        })
    }

    pub(super) fn genexp(&mut self) -> Match {
        self.deeper(|p| {
            let found = p.alt(|p| {
                let open = need!(p.token(Kind::LPar));
                let element = match p.assignment_expression()? {
                    Some(element) => element,
                    None => need!(p.plain_expression()),
                };
                need!(p.clauses());
                need!(p.token(Kind::RPar));
                Ok(Some(p.close_node(
                    Shape::GeneratorExp,
                    open.start,
                    vec![element],
                )))
            })?;
            if found.is_some() {
                return Ok(found);
            }
            if p.errors {
                p.invalid_comprehension()?;
            }
            Ok(None)
        })
    }

    pub(super) fn list(&mut self) -> Match {
        self.deeper(|p| {
            p.alt(|p| {
                let open = need!(p.token(Kind::LSqb));
                let items = p.maybe(Self::star_named_expressions)?;
                need!(p.token(Kind::RSqb));
                Ok(Some(p.close_node(
                    Shape::List,
                    open.start,
                    items.unwrap_or_default(),
                )))
            })
        })
    }

    /// A bracketed element with clauses.
    fn comprehension(&mut self, open: Kind, close: Kind, shape: Shape) -> Match {
        let found = self.alt(|p| {
            let open = need!(p.token(open));
            need!(p.named_expression());
            need!(p.clauses());
            need!(p.token(close));
            Ok(Some(p.close_node(shape, open.start, Vec::new())))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        if self.errors {
            self.invalid_comprehension()?;
        }
        Ok(None)
    }

    fn list_comprehension(&mut self) -> Match {
        self.comprehension(Kind::LSqb, Kind::RSqb, Shape::ListComp)
    }

    fn set_comprehension(&mut self) -> Match {
        self.comprehension(Kind::LBrace, Kind::RBrace, Shape::SetComp)
    }

    fn set(&mut self) -> Match {
        self.alt(|p| {
            let open = need!(p.token(Kind::LBrace));
            let items = need!(p.star_named_expressions());
            need!(p.token(Kind::RBrace));
            Ok(Some(p.close_node(Shape::Set, open.start, items)))
        })
    }

    fn dict(&mut self) -> Match {
        let found = self.alt(|p| {
            let open = need!(p.token(Kind::LBrace));
            p.maybe(|p| {
                need!(p.separated(Self::dict_item));
                p.token(Kind::Comma)?;
                Ok(Some(()))
            })?;
            need!(p.token(Kind::RBrace));
            Ok(Some(p.close_node(Shape::Dict, open.start, Vec::new())))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        // CPython tries this rule in both passes.
        self.alt(|p| {
            need!(p.token(Kind::LBrace));
            p.invalid_dict_items()
        })
    }

    fn dict_item(&mut self) -> Match<()> {
        let found = self.alt(|p| {
            need!(p.token(Kind::DoubleStar));
            need!(p.bitwise_or());
            Ok(Some(()))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        self.key_value()
    }

    fn key_value(&mut self) -> Match<()> {
        self.alt(|p| {
            need!(p.expression());
            need!(p.token(Kind::Colon));
            need!(p.expression());
            Ok(Some(()))
        })
    }

    fn invalid_dict_items(&mut self) -> Match {
        self.alt(|p| {
            need!(p.separated(Self::dict_item));
            need!(p.token(Kind::Comma));
            p.invalid_key_value()
        })?;
        self.bad_dict_value()?;
        Ok(None)
    }

    /// `key: *value`, or a key without a value.
    fn bad_dict_value(&mut self) -> Match<()> {
        self.alt(|p| {
            need!(p.expression());
            need!(p.token(Kind::Colon));
            let star = need!(p.token(Kind::Star));
            need!(p.bitwise_or());
            p.raise_from::<()>(
                star.start,
                "cannot use a starred expression in a dictionary value",
            )
        })?;
        self.alt(|p| {
            need!(p.expression());
            let colon = need!(p.token(Kind::Colon));
            require!(p.looks_at_any(&[Kind::RBrace, Kind::Comma])?);
            p.raise_token::<()>(colon, "expression expected after dictionary key and ':'")
        })
    }

    fn invalid_key_value(&mut self) -> Match<()> {
        self.alt(|p| {
            let key = need!(p.expression());
            require!(!p.looks_at(Kind::Colon)?);
            let end = p.get(key).end;
            let mut error = p.placer().span(
                end.saturating_sub(1),
                end,
                "':' expected after dictionary key",
            );
            error.end_offset = 0;
            Err::<Option<()>, _>(Box::new(error))
        })?;
        self.bad_dict_value()
    }

    fn dict_comprehension(&mut self) -> Match {
        let found = self.alt(|p| {
            let open = need!(p.token(Kind::LBrace));
            need!(p.key_value());
            need!(p.clauses());
            need!(p.token(Kind::RBrace));
            Ok(Some(p.close_node(Shape::DictComp, open.start, Vec::new())))
        })?;
        if found.is_some() || !self.errors {
            return Ok(found);
        }
        self.alt(|p| {
            need!(p.token(Kind::LBrace));
            let stars = need!(p.token(Kind::DoubleStar));
            need!(p.bitwise_or());
            need!(p.clauses());
            need!(p.token(Kind::RBrace));
            p.raise_token(stars, "dict unpacking cannot be used in dict comprehension")
        })
    }

    fn invalid_comprehension(&mut self) -> Match<()> {
        self.alt(|p| {
            need!(p.token_any(&[Kind::LSqb, Kind::LPar, Kind::LBrace]));
            let starred = need!(p.starred_expression());
            need!(p.clauses());
            p.raise_node::<()>(
                starred,
                "iterable unpacking cannot be used in comprehension",
            )
        })?;
        self.alt(|p| {
            need!(p.token_any(&[Kind::LSqb, Kind::LBrace]));
            let first = need!(p.star_named_expression());
            need!(p.token(Kind::Comma));
            let rest = need!(p.star_named_expressions());
            need!(p.clauses());
            let last = rest.last().copied().unwrap_or(first);
            p.raise_nodes::<()>(
                first,
                last,
                "did you forget parentheses around the comprehension target?",
            )
        })?;
        self.alt(|p| {
            need!(p.token_any(&[Kind::LSqb, Kind::LBrace]));
            let first = need!(p.star_named_expression());
            let comma = need!(p.token(Kind::Comma));
            need!(p.clauses());
            let start = p.get(first).start;
            p.raise::<()>(
                start,
                comma.end,
                "did you forget parentheses around the comprehension target?",
            )
        })
    }

    /// `for x in y if z ...`, once or more.
    pub(super) fn clauses(&mut self) -> Match {
        let start = self.at;
        let mut last = None;
        while let Some(clause) = self.clause()? {
            last = Some(clause);
        }
        let Some(last) = last else { return Ok(None) };
        let start = self.tokens_start(start);
        Ok(Some(self.close_node(Shape::Clauses, start, vec![last])))
    }

    fn tokens_start(&self, at: usize) -> u32 {
        self.program.lexed.tokens.get(at).map_or(0, |t| t.start)
    }

    /// One clause; the node is its last expression. `in` commits to it.
    fn clause(&mut self) -> Match {
        let start = self.at;
        for asynchronous in [true, false] {
            self.at = start;
            if asynchronous && self.token(Kind::KwAsync)?.is_none() {
                continue;
            }
            if self.token(Kind::KwFor)?.is_none() || self.star_targets()?.is_none() {
                continue;
            }
            if self.token(Kind::KwIn)?.is_none() {
                continue;
            }
            let Some(iterable) = self.disjunction()? else {
                self.at = start;
                return Ok(None);
            };
            let conditions = self.many(|p| {
                need!(p.token(Kind::KwIf));
                p.disjunction()
            })?;
            return Ok(Some(conditions.last().copied().unwrap_or(iterable)));
        }
        self.at = start;
        if self.errors {
            self.invalid_for_target()?;
        }
        Ok(None)
    }

    /// Adjacent string literals.
    pub(super) fn strings(&mut self) -> Match {
        self.remembered(Rule::Strings, |p| {
            let start = p.peek()?.start;
            let first = p.at;
            let mut formatted = false;
            loop {
                let token = p.peek()?;
                match token.kind {
                    Kind::String => {
                        p.at += 1;
                        if let Some(msg) = literal_error(p.text(token)) {
                            return p.raise_string(token, msg);
                        }
                    }
                    Kind::FStringStart => {
                        formatted = true;
                        need!(p.fstring());
                    }
                    _ => break,
                }
            }
            if p.at == first {
                return Ok(None);
            }
            p.check_mixed_strings(first)?;
            let shape = if formatted {
                Shape::FString
            } else {
                Shape::Literal
            };
            Ok(Some(p.close_node(shape, start, Vec::new())))
        })
    }

    fn raise_string(&mut self, token: crate::token::Token, msg: String) -> Match {
        self.raise_token(token, msg)
    }

    /// Bytes and text do not concatenate.
    fn check_mixed_strings(&mut self, first: usize) -> Match<()> {
        let tokens = &self.program.lexed.tokens[first..self.at];
        let (mut bytes, mut text, mut depth) = (false, false, 0);
        for token in tokens {
            match token.kind {
                Kind::FStringStart => {
                    depth += 1;
                    text = true;
                }
                Kind::FStringEnd => depth -= 1,
                Kind::String if depth == 0 => {
                    if crate::literal::parts(token.text(self.program.source)).bytes {
                        bytes = true;
                    } else {
                        text = true;
                    }
                }
                _ => {}
            }
        }
        if bytes && text {
            return self.raise_last("cannot mix bytes and nonbytes literals");
        }
        Ok(None)
    }
}
