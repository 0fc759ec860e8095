//! What can be assigned to or deleted, and which part of an expression cannot.

use super::peg::{need, require, Match, NodeId, Peg, Raised, Rule, Shape};
use crate::token::Kind;

/// What is being done to a target.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Assign,
    Delete,
    For,
}

/// Tokens that continue a chain.
const TRAILERS: [Kind; 3] = [Kind::LPar, Kind::LSqb, Kind::Dot];

impl Peg<'_> {
    /// One target, or several as a tuple.
    pub(super) fn star_targets(&mut self) -> Match {
        self.alt(|p| {
            let start = p.peek()?.start;
            let first = need!(p.star_target());
            let mut targets = vec![first];
            while let Some(next) = p.alt(|p| {
                need!(p.token(Kind::Comma));
                p.star_target()
            })? {
                targets.push(next);
            }
            let comma = p.token(Kind::Comma)?.is_some();
            if targets.len() == 1 && !comma {
                return Ok(Some(first));
            }
            Ok(Some(p.close_node(Shape::Tuple, start, targets)))
        })
    }

    pub(super) fn star_target(&mut self) -> Match {
        self.remembered(Rule::StarTarget, |p| {
            let found = p.alt(|p| {
                let star = need!(p.token(Kind::Star));
                require!(!p.looks_at(Kind::Star)?);
                let value = need!(p.star_target());
                Ok(Some(p.close_node(Shape::Starred, star.start, vec![value])))
            })?;
            if found.is_some() {
                return Ok(found);
            }
            p.target_with_star_atom()
        })
    }

    fn target_with_star_atom(&mut self) -> Match {
        self.remembered(Rule::TargetWithStarAtom, |p| {
            if let Some(found) = p.subscript_or_attribute()? {
                return Ok(Some(found));
            }
            p.star_atom()
        })
    }

    /// An attribute or subscript that ends the chain.
    pub(super) fn subscript_or_attribute(&mut self) -> Match {
        let found = self.alt(|p| {
            let start = p.peek()?.start;
            let value = need!(p.target_primary());
            need!(p.token(Kind::Dot));
            need!(p.token(Kind::Name));
            require!(!p.looks_at_any(&TRAILERS)?);
            Ok(Some(p.close_node(Shape::Attribute, start, vec![value])))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        self.alt(|p| {
            let start = p.peek()?.start;
            let value = need!(p.target_primary());
            need!(p.token(Kind::LSqb));
            need!(p.slices());
            need!(p.token(Kind::RSqb));
            require!(!p.looks_at_any(&TRAILERS)?);
            Ok(Some(p.close_node(Shape::Subscript, start, vec![value])))
        })
    }

    /// A chain that is itself continued.
    fn target_primary(&mut self) -> Match {
        self.remembered(Rule::TargetPrimary, |p| {
            let start = p.peek()?.start;
            let mut value = need!(p.atom());
            require!(p.looks_at_any(&TRAILERS)?);
            while let Some(longer) = p.alt(|p| {
                let longer = need!(p.trailer(value, start));
                require!(p.looks_at_any(&TRAILERS)?);
                Ok(Some(longer))
            })? {
                value = longer;
            }
            Ok(Some(value))
        })
    }

    fn star_atom(&mut self) -> Match {
        if let Some(name) = self.token(Kind::Name)? {
            return Ok(Some(self.node(
                Shape::Name,
                name.start,
                name.end,
                Vec::new(),
            )));
        }
        let found = self.alt(|p| {
            need!(p.token(Kind::LPar));
            let target = need!(p.target_with_star_atom());
            need!(p.token(Kind::RPar));
            Ok(Some(target))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        let found = self.alt(|p| {
            let open = need!(p.token(Kind::LPar));
            let targets = p.maybe(|p| {
                let targets = need!(p.separated(Self::star_target));
                let comma = p.token(Kind::Comma)?.is_some();
                require!(targets.len() > 1 || comma);
                Ok(Some(targets))
            })?;
            need!(p.token(Kind::RPar));
            Ok(Some(p.close_node(
                Shape::Tuple,
                open.start,
                targets.unwrap_or_default(),
            )))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        self.alt(|p| {
            let open = need!(p.token(Kind::LSqb));
            let targets = p.maybe(|p| {
                let targets = need!(p.separated(Self::star_target));
                p.token(Kind::Comma)?;
                Ok(Some(targets))
            })?;
            need!(p.token(Kind::RSqb));
            Ok(Some(p.close_node(
                Shape::List,
                open.start,
                targets.unwrap_or_default(),
            )))
        })
    }

    pub(super) fn single_target(&mut self) -> Match {
        if let Some(found) = self.subscript_or_attribute()? {
            return Ok(Some(found));
        }
        if let Some(name) = self.token(Kind::Name)? {
            return Ok(Some(self.node(
                Shape::Name,
                name.start,
                name.end,
                Vec::new(),
            )));
        }
        self.deeper(|p| {
            p.alt(|p| {
                need!(p.token(Kind::LPar));
                let target = need!(p.single_target());
                need!(p.token(Kind::RPar));
                Ok(Some(target))
            })
        })
    }

    pub(super) fn del_targets(&mut self) -> Match<Vec<NodeId>> {
        let targets = need!(self.separated(Self::del_target));
        self.token(Kind::Comma)?;
        Ok(Some(targets))
    }

    fn del_target(&mut self) -> Match {
        self.remembered(Rule::DelTarget, |p| {
            if let Some(found) = p.subscript_or_attribute()? {
                return Ok(Some(found));
            }
            if let Some(name) = p.token(Kind::Name)? {
                return Ok(Some(p.node(Shape::Name, name.start, name.end, Vec::new())));
            }
            let found = p.alt(|p| {
                need!(p.token(Kind::LPar));
                let target = need!(p.del_target());
                need!(p.token(Kind::RPar));
                Ok(Some(target))
            })?;
            if found.is_some() {
                return Ok(found);
            }
            for (open, close) in [(Kind::LPar, Kind::RPar), (Kind::LSqb, Kind::RSqb)] {
                let found = p.alt(|p| {
                    let open = need!(p.token(open));
                    p.maybe(Self::del_targets)?;
                    need!(p.token(close));
                    Ok(Some(p.close_node(Shape::Tuple, open.start, Vec::new())))
                })?;
                if found.is_some() {
                    return Ok(found);
                }
            }
            Ok(None)
        })
    }

    /// The innermost part of `node` that is no target.
    fn invalid_target(&self, node: NodeId, purpose: Use) -> Option<NodeId> {
        let found = self.get(node);
        match found.shape {
            Shape::List | Shape::Tuple => found
                .children
                .iter()
                .find_map(|&child| self.invalid_target(child, purpose)),
            Shape::Starred if purpose != Use::Delete => {
                self.invalid_target(*found.children.first()?, purpose)
            }
            // `for a in b` was read as a comparison.
            Shape::CompareIn if purpose == Use::For => {
                self.invalid_target(*found.children.first()?, purpose)
            }
            Shape::Compare if purpose == Use::For => None,
            Shape::Name | Shape::Subscript | Shape::Attribute => None,
            _ => Some(node),
        }
    }

    /// Raises if some part of `node` is no target.
    pub(super) fn raise_invalid_target<T>(&mut self, node: NodeId, purpose: Use) -> Match<T> {
        let Some(bad) = self.invalid_target(node, purpose) else {
            return Ok(None);
        };
        let verb = if purpose == Use::Delete {
            "delete"
        } else {
            "assign to"
        };
        let what = self.describe(bad);
        self.raise_node(bad, format!("cannot {verb} {what}"))
    }

    /// `for` with something before `in` that is no target.
    pub(super) fn invalid_for_target(&mut self) -> Result<(), Raised> {
        self.alt(|p| {
            p.token(Kind::KwAsync)?;
            need!(p.token(Kind::KwFor));
            let target = need!(p.star_expressions());
            p.raise_invalid_target::<()>(target, Use::For)
        })?;
        Ok(())
    }
}
