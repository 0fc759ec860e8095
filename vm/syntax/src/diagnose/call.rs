//! Call arguments and their error rules.

use super::peg::{need, require, Match, NodeId, Peg, Rule, Shape};
use crate::token::Kind;

impl Peg<'_> {
    pub(super) fn arguments(&mut self) -> Match {
        self.remembered(Rule::Arguments, |p| {
            let found = p.alt(|p| {
                let args = need!(p.args());
                p.token(Kind::Comma)?;
                require!(p.looks_at(Kind::RPar)?);
                Ok(Some(args))
            })?;
            if found.is_some() {
                return Ok(found);
            }
            if p.errors {
                p.invalid_arguments()?;
            }
            Ok(None)
        })
    }

    /// The arguments of a call; the node's children are the positional ones.
    fn args(&mut self) -> Match {
        let start = self.peek()?.start;
        let mut unpacked = false;
        let found = self.alt(|p| {
            let mut positional = need!(p.separated(Self::positional));
            if let Some(more) = p.maybe(|p| {
                need!(p.token(Kind::Comma));
                p.kwargs(&mut unpacked)
            })? {
                positional.extend(more);
            }
            Ok(Some(positional))
        })?;
        let positional = match found {
            Some(positional) => positional,
            None => need!(self.alt(|p| p.kwargs(&mut unpacked))),
        };
        let shape = if unpacked {
            Shape::ArgumentsUnpacked
        } else {
            Shape::Arguments
        };
        Ok(Some(self.close_node(shape, start, positional)))
    }

    fn positional(&mut self) -> Match {
        if let Some(found) = self.starred_expression()? {
            return Ok(Some(found));
        }
        let value = match self.assignment_expression()? {
            Some(value) => value,
            None => need!(self.plain_expression()),
        };
        require!(!self.looks_at(Kind::Equal)?);
        Ok(Some(value))
    }

    /// Arguments with keywords among them.
    fn args_with_keywords(&mut self) -> Match<()> {
        let mut unpacked = false;
        let found = self.alt(|p| {
            need!(p.separated(Self::positional));
            need!(p.token(Kind::Comma));
            p.kwargs(&mut unpacked)
        })?;
        if found.is_none() {
            need!(self.alt(|p| p.kwargs(&mut unpacked)));
        }
        Ok(Some(()))
    }

    /// Keyword arguments; yields the starred ones among them.
    fn kwargs(&mut self, unpacked: &mut bool) -> Match<Vec<NodeId>> {
        let found = self.alt(|p| {
            let first = need!(p.separated(Self::kwarg_or_starred));
            need!(p.token(Kind::Comma));
            let second = need!(p.separated(Self::kwarg_or_double_starred));
            *unpacked |= second.contains(&true);
            Ok(Some(first.into_iter().flatten().collect::<Vec<_>>()))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        if let Some(found) = self.separated(Self::kwarg_or_starred)? {
            return Ok(Some(found.into_iter().flatten().collect()));
        }
        let found = need!(self.separated(Self::kwarg_or_double_starred));
        *unpacked |= found.contains(&true);
        Ok(Some(Vec::new()))
    }

    fn keyword(&mut self) -> Match<()> {
        if self.errors {
            self.invalid_kwarg()?;
        }
        self.alt(|p| {
            need!(p.token(Kind::Name));
            need!(p.token(Kind::Equal));
            need!(p.expression());
            Ok(Some(()))
        })
    }

    fn kwarg_or_starred(&mut self) -> Match<Option<NodeId>> {
        if self.keyword()?.is_some() {
            return Ok(Some(None));
        }
        let starred = need!(self.starred_expression());
        Ok(Some(Some(starred)))
    }

    /// `true` for `**value`.
    fn kwarg_or_double_starred(&mut self) -> Match<bool> {
        if self.keyword()?.is_some() {
            return Ok(Some(false));
        }
        self.alt(|p| {
            need!(p.token(Kind::DoubleStar));
            need!(p.expression());
            Ok(Some(true))
        })
    }

    pub(super) fn starred_expression(&mut self) -> Match {
        if self.errors {
            self.invalid_unpacking(Kind::Star, "iterable")?;
        }
        self.starred(Self::expression)
    }

    fn invalid_arguments(&mut self) -> Match<()> {
        self.alt(|p| {
            need!(p.args_with_keywords());
            need!(p.token(Kind::Comma));
            let star = need!(p.token(Kind::Star));
            p.raise_token::<()>(
                star,
                "iterable argument unpacking follows keyword argument unpacking",
            )
        })?;
        self.alt(|p| {
            let element = need!(p.expression());
            let clauses = need!(p.clauses());
            need!(p.token(Kind::Comma));
            p.maybe(|p| {
                if p.args()?.is_some() {
                    return Ok(Some(()));
                }
                need!(p.expression());
                need!(p.clauses());
                Ok(Some(()))
            })?;
            p.raise_generator(element, clauses)
        })?;
        self.alt(|p| {
            let name = need!(p.token(Kind::Name));
            let equal = need!(p.token(Kind::Equal));
            need!(p.expression());
            need!(p.clauses());
            p.raise::<()>(
                name.start,
                equal.end,
                "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
            )
        })?;
        self.alt(|p| {
            p.maybe(|p| {
                need!(p.args());
                p.token(Kind::Comma)
            })?;
            let name = need!(p.token(Kind::Name));
            let equal = need!(p.token(Kind::Equal));
            require!(p.looks_at_any(&[Kind::Comma, Kind::RPar])?);
            p.raise::<()>(name.start, equal.end, "expected argument value expression")
        })?;
        self.alt(|p| {
            let args = need!(p.args());
            let clauses = need!(p.clauses());
            let positional = &p.get(args).children;
            require!(positional.len() > 1);
            let last = positional[positional.len() - 1];
            p.raise_generator(last, clauses)
        })?;
        self.alt(|p| {
            need!(p.args());
            need!(p.token(Kind::Comma));
            let element = need!(p.expression());
            let clauses = need!(p.clauses());
            p.raise_generator(element, clauses)
        })?;
        self.alt(|p| {
            let args = need!(p.args());
            need!(p.token(Kind::Comma));
            need!(p.args());
            let unpacking = if p.shape(args) == Shape::ArgumentsUnpacked {
                " unpacking"
            } else {
                ""
            };
            p.raise_last::<()>(format!(
                "positional argument follows keyword argument{unpacking}"
            ))
        })
    }

    fn raise_generator(&mut self, element: NodeId, clauses: NodeId) -> Match<()> {
        let last = self
            .get(clauses)
            .children
            .last()
            .copied()
            .unwrap_or(element);
        self.raise_nodes(element, last, "Generator expression must be parenthesized")
    }

    /// `*a = b` and `**a = b` among arguments.
    fn invalid_unpacking(&mut self, stars: Kind, what: &str) -> Match<()> {
        self.alt(|p| {
            let stars = need!(p.token(stars));
            need!(p.expression());
            need!(p.token(Kind::Equal));
            let value = need!(p.expression());
            let end = p.get(value).end;
            p.raise(
                stars.start,
                end,
                format!("cannot assign to {what} argument unpacking"),
            )
        })
    }

    fn invalid_kwarg(&mut self) -> Match<()> {
        self.alt(|p| {
            let word = need!(p.token_any(&[Kind::KwTrue, Kind::KwFalse, Kind::KwNone]));
            let equal = need!(p.token(Kind::Equal));
            let name = p.text(word);
            p.raise::<()>(word.start, equal.end, format!("cannot assign to {name}"))
        })?;
        self.alt(|p| {
            let name = need!(p.token(Kind::Name));
            let equal = need!(p.token(Kind::Equal));
            need!(p.expression());
            need!(p.clauses());
            p.raise::<()>(
                name.start,
                equal.end,
                "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
            )
        })?;
        self.alt(|p| {
            let keyword = p.ahead(|p| {
                need!(p.token(Kind::Name));
                p.token(Kind::Equal)
            })?;
            require!(!keyword);
            let value = need!(p.expression());
            let equal = need!(p.token(Kind::Equal));
            let start = p.get(value).start;
            p.raise::<()>(
                start,
                equal.end,
                "expression cannot contain assignment, perhaps you meant \"==\"?",
            )
        })?;
        self.invalid_unpacking(Kind::DoubleStar, "keyword")
    }
}
