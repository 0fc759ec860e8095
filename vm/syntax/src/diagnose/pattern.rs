//! `match` statements and patterns.

use super::peg::{need, require, Match, NodeId, Peg, Rule, Shape};
use crate::token::Kind;

impl Peg<'_> {
    pub(super) fn match_stmt(&mut self) -> Match<()> {
        let found = self.alt(|p| {
            need!(p.soft("match"));
            need!(p.subject());
            need!(p.token(Kind::Colon));
            need!(p.token(Kind::Newline));
            need!(p.token(Kind::Indent));
            need!(p.some(Self::case_block));
            need!(p.token(Kind::Dedent));
            Ok(Some(()))
        })?;
        if found.is_some() || !self.errors {
            return Ok(found);
        }
        self.alt(|p| {
            need!(p.soft("match"));
            need!(p.subject());
            need!(p.token(Kind::Newline));
            p.raise_last::<()>("expected ':'")
        })?;
        self.alt(|p| {
            let word = need!(p.soft("match"));
            need!(p.subject());
            need!(p.no_block());
            p.raise_no_block(word, "'match' statement")
        })
    }

    fn subject(&mut self) -> Match<()> {
        let found = self.alt(|p| {
            need!(p.star_named_expression());
            need!(p.token(Kind::Comma));
            p.maybe(Self::star_named_expressions)?;
            Ok(Some(()))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        need!(self.named_expression());
        Ok(Some(()))
    }

    fn case_block(&mut self) -> Match<()> {
        if self.errors {
            self.alt(|p| {
                need!(p.case_head());
                need!(p.token(Kind::Newline));
                p.raise_last::<()>("expected ':'")
            })?;
            self.alt(|p| {
                let word = p.peek()?;
                need!(p.case_head());
                need!(p.no_block());
                p.raise_no_block::<()>(word, "'case' statement")
            })?;
        }
        self.alt(|p| {
            need!(p.case_head());
            need!(p.token(Kind::Colon));
            p.block()
        })
    }

    fn case_head(&mut self) -> Match<()> {
        need!(self.soft("case"));
        if self.open_sequence()?.is_none() {
            need!(self.pattern());
        }
        self.maybe(|p| {
            need!(p.token(Kind::KwIf));
            p.named_expression()
        })?;
        Ok(Some(()))
    }

    pub(super) fn pattern(&mut self) -> Match {
        self.deeper(|p| {
            if let Some(found) = p.as_pattern()? {
                return Ok(Some(found));
            }
            p.alt(Self::or_pattern)
        })
    }

    fn as_pattern(&mut self) -> Match {
        let found = self.alt(|p| {
            let inner = need!(p.or_pattern());
            need!(p.token(Kind::KwAs));
            need!(p.capture_target());
            let start = p.get(inner).start;
            Ok(Some(p.close_node(Shape::Other, start, Vec::new())))
        })?;
        if found.is_some() || !self.errors {
            return Ok(found);
        }
        self.alt(|p| {
            need!(p.or_pattern());
            need!(p.token(Kind::KwAs));
            let wildcard = need!(p.soft("_"));
            p.raise_token::<()>(wildcard, "cannot use '_' as a target")
        })?;
        self.alt(|p| {
            need!(p.or_pattern());
            need!(p.token(Kind::KwAs));
            require!(!p.looks_at(Kind::Name)?);
            let target = need!(p.expression());
            p.raise_node(target, "invalid pattern target")
        })
    }

    fn or_pattern(&mut self) -> Match {
        let first = need!(self.closed_pattern());
        while self
            .alt(|p| {
                need!(p.token(Kind::VBar));
                p.closed_pattern()
            })?
            .is_some()
        {}
        let start = self.get(first).start;
        Ok(Some(self.close_node(Shape::Other, start, Vec::new())))
    }

    fn closed_pattern(&mut self) -> Match {
        self.remembered(Rule::ClosedPattern, |p| {
            let start = p.peek()?.start;
            let parts = [
                Self::literal_pattern,
                Self::capture_pattern,
                Self::wildcard_pattern,
                Self::value_pattern,
                Self::group_pattern,
                Self::sequence_pattern,
                Self::mapping_pattern,
                Self::class_pattern,
            ];
            for part in parts {
                if p.alt(part)?.is_some() {
                    return Ok(Some(p.close_node(Shape::Other, start, Vec::new())));
                }
            }
            Ok(None)
        })
    }

    /// A literal pattern, which is also what a mapping's key can be.
    fn literal_pattern(&mut self) -> Match<()> {
        let found = self.alt(|p| {
            need!(p.signed_number());
            require!(!p.looks_at_any(&[Kind::Plus, Kind::Minus])?);
            Ok(Some(()))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        if let Some(found) = self.alt(Self::complex_number)? {
            return Ok(Some(found));
        }
        if self.strings()?.is_some() {
            return Ok(Some(()));
        }
        need!(self.token_any(&[Kind::KwNone, Kind::KwTrue, Kind::KwFalse]));
        Ok(Some(()))
    }

    fn signed_number(&mut self) -> Match<()> {
        self.alt(|p| {
            p.token(Kind::Minus)?;
            need!(p.token(Kind::Number));
            Ok(Some(()))
        })
    }

    fn complex_number(&mut self) -> Match<()> {
        self.token(Kind::Minus)?;
        let is_imaginary = |text: &str| text.ends_with(['j', 'J']);
        let real = need!(self.token(Kind::Number));
        if is_imaginary(self.text(real)) {
            return self.raise_token(real, "real number required in complex literal");
        }
        need!(self.token_any(&[Kind::Plus, Kind::Minus]));
        let imaginary = need!(self.token(Kind::Number));
        if !is_imaginary(self.text(imaginary)) {
            return self.raise_token(imaginary, "imaginary number required in complex literal");
        }
        Ok(Some(()))
    }

    /// A name other than `_`, not followed by what would make it something else.
    fn capture_target(&mut self) -> Match<()> {
        self.alt(|p| {
            let name = need!(p.token(Kind::Name));
            require!(p.text(name) != "_");
            require!(!p.looks_at_any(&[Kind::Dot, Kind::LPar, Kind::Equal])?);
            Ok(Some(()))
        })
    }

    fn capture_pattern(&mut self) -> Match<()> {
        self.capture_target()
    }

    fn wildcard_pattern(&mut self) -> Match<()> {
        need!(self.soft("_"));
        Ok(Some(()))
    }

    fn value_pattern(&mut self) -> Match<()> {
        need!(self.dotted(2));
        require!(!self.looks_at_any(&[Kind::Dot, Kind::LPar, Kind::Equal])?);
        Ok(Some(()))
    }

    /// A dotted name of at least `least` parts.
    fn dotted(&mut self, least: usize) -> Match<()> {
        self.alt(|p| {
            need!(p.token(Kind::Name));
            let more = p.many(|p| {
                need!(p.token(Kind::Dot));
                p.token(Kind::Name)
            })?;
            Ok((more.len() + 1 >= least).then_some(()))
        })
    }

    fn group_pattern(&mut self) -> Match<()> {
        need!(self.token(Kind::LPar));
        need!(self.pattern());
        need!(self.token(Kind::RPar));
        Ok(Some(()))
    }

    fn sequence_pattern(&mut self) -> Match<()> {
        if self.token(Kind::LSqb)?.is_some() {
            self.maybe(Self::maybe_sequence)?;
            need!(self.token(Kind::RSqb));
            return Ok(Some(()));
        }
        need!(self.token(Kind::LPar));
        self.maybe(Self::open_sequence)?;
        need!(self.token(Kind::RPar));
        Ok(Some(()))
    }

    fn open_sequence(&mut self) -> Match<()> {
        self.alt(|p| {
            need!(p.maybe_star_pattern());
            need!(p.token(Kind::Comma));
            p.maybe(Self::maybe_sequence)?;
            Ok(Some(()))
        })
    }

    fn maybe_sequence(&mut self) -> Match<()> {
        need!(self.separated(Self::maybe_star_pattern));
        self.token(Kind::Comma)?;
        Ok(Some(()))
    }

    fn maybe_star_pattern(&mut self) -> Match {
        let found = self.remembered(Rule::StarPattern, |p| {
            let star = need!(p.token(Kind::Star));
            if p.capture_target()?.is_none() {
                need!(p.soft("_"));
            }
            Ok(Some(p.close_node(Shape::Other, star.start, Vec::new())))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        self.pattern()
    }

    fn mapping_pattern(&mut self) -> Match<()> {
        need!(self.token(Kind::LBrace));
        let items = self.maybe(|p| p.separated(Self::mapping_item))?;
        if items.is_some() {
            self.maybe(|p| {
                need!(p.token(Kind::Comma));
                p.double_star_pattern()
            })?;
        } else {
            self.maybe(Self::double_star_pattern)?;
        }
        // An empty pattern has no comma.
        if self.last_taken().kind != Kind::LBrace {
            self.token(Kind::Comma)?;
        }
        need!(self.token(Kind::RBrace));
        Ok(Some(()))
    }

    fn double_star_pattern(&mut self) -> Match<()> {
        need!(self.token(Kind::DoubleStar));
        self.capture_target()
    }

    fn mapping_item(&mut self) -> Match<()> {
        if self.alt(Self::literal_pattern)?.is_none() {
            need!(self.dotted(2));
        }
        need!(self.token(Kind::Colon));
        need!(self.pattern());
        Ok(Some(()))
    }

    fn class_pattern(&mut self) -> Match<()> {
        let found = self.alt(|p| {
            need!(p.dotted(1));
            need!(p.token(Kind::LPar));
            if p.maybe(Self::positional_patterns)?.is_some() {
                p.maybe(|p| {
                    need!(p.token(Kind::Comma));
                    p.keyword_patterns()
                })?;
            } else {
                p.maybe(Self::keyword_patterns)?;
            }
            if p.last_taken().kind != Kind::LPar {
                p.token(Kind::Comma)?;
            }
            need!(p.token(Kind::RPar));
            Ok(Some(()))
        })?;
        if found.is_some() || !self.errors {
            return Ok(found);
        }
        self.alt(|p| {
            need!(p.dotted(1));
            need!(p.token(Kind::LPar));
            p.maybe(|p| {
                need!(p.positional_patterns());
                p.token(Kind::Comma)
            })?;
            need!(p.keyword_patterns());
            need!(p.token(Kind::Comma));
            let late = need!(p.positional_patterns());
            let (first, last) = (late[0], late[late.len() - 1]);
            p.raise_nodes(first, last, "positional patterns follow keyword patterns")
        })
    }

    fn positional_patterns(&mut self) -> Match<Vec<NodeId>> {
        self.separated(Self::pattern)
    }

    fn keyword_patterns(&mut self) -> Match<()> {
        need!(self.separated(|p| {
            need!(p.token(Kind::Name));
            need!(p.token(Kind::Equal));
            p.pattern()
        }));
        Ok(Some(()))
    }
}
