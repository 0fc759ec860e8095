//! Programs, simple statements and their error rules.

use super::peg::{need, require, Match, Peg, Rule, Shape};
use super::target::Use;
use crate::token::{Kind, Token};

const AUGMENTED: [Kind; 13] = [
    Kind::PlusEqual,
    Kind::MinusEqual,
    Kind::StarEqual,
    Kind::AtEqual,
    Kind::SlashEqual,
    Kind::PercentEqual,
    Kind::AmperEqual,
    Kind::VBarEqual,
    Kind::CircumflexEqual,
    Kind::LeftShiftEqual,
    Kind::RightShiftEqual,
    Kind::DoubleStarEqual,
    Kind::DoubleSlashEqual,
];

impl Peg<'_> {
    /// Top-level statements.
    pub(super) fn statements(&mut self) -> Match<()> {
        let mut any = false;
        while self.alt(Self::statement)?.is_some() {
            any = true;
            self.forget();
        }
        Ok(any.then_some(()))
    }

    pub(super) fn nested_statements(&mut self) -> Match<()> {
        need!(self.some(Self::statement));
        Ok(Some(()))
    }

    fn statement(&mut self) -> Match<()> {
        if self.compound_stmt()?.is_some() {
            return Ok(Some(()));
        }
        self.simple_stmts()
    }

    /// One statement of an interactive session.
    pub(super) fn interactive(&mut self) -> Match<Token> {
        let found = self.alt(|p| {
            need!(p.compound_stmt());
            // Here the end of the text counts as the newline.
            p.token_any(&[Kind::Newline, Kind::EndMarker])
        })?;
        if found.is_some() {
            return Ok(found);
        }
        if self.alt(Self::simple_stmts)?.is_some() {
            return Ok(Some(self.last_taken()));
        }
        self.token(Kind::Newline)
    }

    pub(super) fn simple_stmts(&mut self) -> Match<()> {
        let found = self.alt(|p| {
            need!(p.simple_stmt());
            require!(!p.looks_at(Kind::Semi)?);
            need!(p.token(Kind::Newline));
            Ok(Some(()))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        self.alt(|p| {
            need!(p.simple_stmt());
            p.many(|p| {
                need!(p.token(Kind::Semi));
                p.simple_stmt()
            })?;
            p.token(Kind::Semi)?;
            need!(p.token(Kind::Newline));
            Ok(Some(()))
        })
    }

    fn simple_stmt(&mut self) -> Match {
        self.remembered(Rule::SimpleStmt, |p| {
            let start = p.peek()?.start;
            if p.assignment()?.is_some()
                || p.type_alias()?.is_some()
                || p.star_expressions()?.is_some()
                || p.alt(Self::keyword_stmt)?.is_some()
            {
                return Ok(Some(p.close_node(Shape::Other, start, Vec::new())));
            }
            Ok(None)
        })
    }

    fn keyword_stmt(&mut self) -> Match<()> {
        let token = self.peek()?;
        match token.kind {
            Kind::KwReturn => {
                self.at += 1;
                self.maybe(Self::star_expressions)?;
            }
            Kind::KwImport | Kind::KwFrom => return self.import_stmt(),
            Kind::KwRaise => {
                self.at += 1;
                self.maybe(|p| {
                    need!(p.expression());
                    p.maybe(|p| {
                        need!(p.token(Kind::KwFrom));
                        p.expression()
                    })?;
                    Ok(Some(()))
                })?;
            }
            Kind::KwPass | Kind::KwBreak | Kind::KwContinue => self.at += 1,
            Kind::KwDel => return self.del_stmt(),
            Kind::KwYield => {
                need!(self.yield_expr());
            }
            Kind::KwAssert => {
                self.at += 1;
                need!(self.expression());
                self.maybe(|p| {
                    need!(p.token(Kind::Comma));
                    p.expression()
                })?;
            }
            Kind::KwGlobal | Kind::KwNonlocal => {
                self.at += 1;
                need!(self.separated(|p| p.token(Kind::Name)));
            }
            _ => return Ok(None),
        }
        Ok(Some(()))
    }

    fn del_stmt(&mut self) -> Match<()> {
        let found = self.alt(|p| {
            need!(p.token(Kind::KwDel));
            need!(p.del_targets());
            require!(p.looks_at_any(&[Kind::Semi, Kind::Newline])?);
            Ok(Some(()))
        })?;
        if found.is_some() || !self.errors {
            return Ok(found);
        }
        self.alt(|p| {
            need!(p.token(Kind::KwDel));
            let target = need!(p.star_expressions());
            p.raise_invalid_target(target, Use::Delete)
        })
    }

    // ---- assignment ----

    fn assignment(&mut self) -> Match<()> {
        let found = self.alt(|p| {
            need!(p.token(Kind::Name));
            p.annotation_and_value()
        })?;
        if found.is_some() {
            return Ok(found);
        }
        let found = self.alt(|p| {
            let parenthesised = p.alt(|p| {
                need!(p.token(Kind::LPar));
                let target = need!(p.single_target());
                need!(p.token(Kind::RPar));
                Ok(Some(target))
            })?;
            if parenthesised.is_none() {
                need!(p.subscript_or_attribute());
            }
            p.annotation_and_value()
        })?;
        if found.is_some() {
            return Ok(found);
        }
        let found = self.alt(|p| {
            need!(p.some(|p| {
                need!(p.star_targets());
                p.token(Kind::Equal)
            }));
            need!(p.yield_or_star_expressions());
            require!(!p.looks_at(Kind::Equal)?);
            Ok(Some(()))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        let mut committed = false;
        let found = self.alt(|p| {
            need!(p.single_target());
            need!(p.token_any(&AUGMENTED));
            committed = true;
            need!(p.yield_or_star_expressions());
            Ok(Some(()))
        })?;
        if found.is_some() || committed || !self.errors {
            return Ok(found);
        }
        self.invalid_assignment()
    }

    fn annotation_and_value(&mut self) -> Match<()> {
        need!(self.token(Kind::Colon));
        need!(self.expression());
        self.maybe(|p| {
            need!(p.token(Kind::Equal));
            p.yield_or_star_expressions()
        })?;
        Ok(Some(()))
    }

    fn invalid_assignment(&mut self) -> Match<()> {
        self.alt(|p| {
            let target = need!(p.invalid_annotation_target());
            need!(p.token(Kind::Colon));
            need!(p.expression());
            let what = p.describe(target);
            p.raise_node::<()>(
                target,
                format!("only single target (not {what}) can be annotated"),
            )
        })?;
        self.alt(|p| {
            let target = need!(p.star_named_expression());
            need!(p.token(Kind::Comma));
            p.many(Self::star_named_expressions)?;
            need!(p.token(Kind::Colon));
            need!(p.expression());
            p.raise_node::<()>(target, "only single target (not tuple) can be annotated")
        })?;
        self.alt(|p| {
            let target = need!(p.expression());
            need!(p.token(Kind::Colon));
            need!(p.expression());
            p.raise_node::<()>(target, "illegal target for annotation")
        })?;
        let targets = |p: &mut Self| {
            p.many(|p| {
                need!(p.star_targets());
                p.token(Kind::Equal)
            })
        };
        self.alt(|p| {
            targets(p)?;
            let target = need!(p.star_expressions());
            need!(p.token(Kind::Equal));
            p.raise_invalid_target::<()>(target, Use::Assign)
        })?;
        self.alt(|p| {
            targets(p)?;
            let target = need!(p.yield_expr());
            need!(p.token(Kind::Equal));
            p.raise_node::<()>(target, "assignment to yield expression not possible")
        })?;
        self.alt(|p| {
            let target = need!(p.star_expressions());
            need!(p.token_any(&AUGMENTED));
            need!(p.yield_or_star_expressions());
            let what = p.describe(target);
            p.raise_node::<()>(
                target,
                format!("'{what}' is an illegal expression for augmented assignment"),
            )
        })
    }

    fn invalid_annotation_target(&mut self) -> Match {
        if let Some(found) = self.list()? {
            return Ok(Some(found));
        }
        if let Some(found) = self.tuple()? {
            return Ok(Some(found));
        }
        self.alt(|p| {
            need!(p.token(Kind::LPar));
            let inner = need!(p.deeper(Self::invalid_annotation_target));
            need!(p.token(Kind::RPar));
            Ok(Some(inner))
        })
    }

    // ---- imports and type aliases ----

    fn dotted_name(&mut self) -> Match<()> {
        need!(self.token(Kind::Name));
        self.many(|p| {
            need!(p.token(Kind::Dot));
            p.token(Kind::Name)
        })?;
        Ok(Some(()))
    }

    pub(super) fn as_name(&mut self) -> Match<()> {
        self.maybe(|p| {
            need!(p.token(Kind::KwAs));
            p.token(Kind::Name)
        })?;
        Ok(Some(()))
    }

    fn import_stmt(&mut self) -> Match<()> {
        if self.errors {
            self.alt(|p| {
                let word = need!(p.token(Kind::KwImport));
                need!(p.separated(Self::dotted_name));
                need!(p.token(Kind::KwFrom));
                need!(p.dotted_name());
                p.raise_from::<()>(
                    word.start,
                    "Did you mean to use 'from ... import ...' instead?",
                )
            })?;
        }
        let found = self.alt(|p| {
            need!(p.token(Kind::KwImport));
            need!(p.separated(|p| {
                need!(p.dotted_name());
                p.as_name()
            }));
            Ok(Some(()))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        self.alt(|p| {
            need!(p.token(Kind::KwFrom));
            let dots = p.many(|p| p.token_any(&[Kind::Dot, Kind::Ellipsis]))?;
            if p.maybe(Self::dotted_name)?.is_none() {
                require!(!dots.is_empty());
            }
            need!(p.token(Kind::KwImport));
            p.import_targets()
        })
    }

    fn import_names(&mut self) -> Match<()> {
        need!(self.separated(|p| {
            need!(p.token(Kind::Name));
            p.as_name()
        }));
        Ok(Some(()))
    }

    fn import_targets(&mut self) -> Match<()> {
        let found = self.alt(|p| {
            need!(p.token(Kind::LPar));
            need!(p.import_names());
            p.token(Kind::Comma)?;
            need!(p.token(Kind::RPar));
            Ok(Some(()))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        let found = self.alt(|p| {
            need!(p.import_names());
            require!(!p.looks_at(Kind::Comma)?);
            Ok(Some(()))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        if self.token(Kind::Star)?.is_some() {
            return Ok(Some(()));
        }
        if self.errors {
            self.alt(|p| {
                need!(p.import_names());
                need!(p.token(Kind::Comma));
                need!(p.token(Kind::Newline));
                p.raise_last::<()>("trailing comma not allowed without surrounding parentheses")
            })?;
        }
        Ok(None)
    }

    fn type_alias(&mut self) -> Match<()> {
        self.alt(|p| {
            need!(p.soft("type"));
            need!(p.token(Kind::Name));
            p.maybe(Self::type_params)?;
            need!(p.token(Kind::Equal));
            need!(p.expression());
            Ok(Some(()))
        })
    }

    pub(super) fn type_params(&mut self) -> Match<()> {
        need!(self.token(Kind::LSqb));
        need!(self.separated(Self::type_param));
        self.token(Kind::Comma)?;
        need!(self.token(Kind::RSqb));
        Ok(Some(()))
    }

    fn type_param(&mut self) -> Match {
        self.remembered(Rule::TypeParam, |p| {
            let start = p.peek()?.start;
            let stars = p.token_any(&[Kind::Star, Kind::DoubleStar])?;
            need!(p.token(Kind::Name));
            let bound = p.maybe(|p| {
                let colon = need!(p.token(Kind::Colon));
                let bound = need!(p.expression());
                Ok(Some((colon, bound)))
            })?;
            if let (Some(stars), Some((colon, bound))) = (stars, bound) {
                let what = if p.shape(bound) == Shape::Tuple {
                    "constraints"
                } else {
                    "bound"
                };
                let whose = if stars.kind == Kind::Star {
                    "TypeVarTuple"
                } else {
                    "ParamSpec"
                };
                return p.raise_from(colon.start, format!("cannot use {what} with {whose}"));
            }
            Ok(Some(p.close_node(Shape::Other, start, Vec::new())))
        })
    }
}
