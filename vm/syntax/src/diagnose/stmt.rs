//! Statements: simple ones, blocks, definitions, and their error rules.

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

    fn nested_statements(&mut self) -> Match<()> {
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
            p.token(Kind::Newline)
        })?;
        if found.is_some() {
            return Ok(found);
        }
        if self.alt(Self::simple_stmts)?.is_some() {
            return Ok(Some(self.last_taken()));
        }
        self.token_any(&[Kind::Newline, Kind::EndMarker])
    }

    fn simple_stmts(&mut self) -> Match<()> {
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
            p.raise_node::<()>(target, format!("only single target (not {what}) can be annotated"))
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
            p.raise_node::<()>(target, format!("'{what}' is an illegal expression for augmented assignment"))
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

    fn as_name(&mut self) -> Match<()> {
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
                p.raise_from::<()>(word.start, "Did you mean to use 'from ... import ...' instead?")
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

    fn type_params(&mut self) -> Match<()> {
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
                let what = if p.shape(bound) == Shape::Tuple { "constraints" } else { "bound" };
                let whose = if stars.kind == Kind::Star { "TypeVarTuple" } else { "ParamSpec" };
                return p.raise_from(colon.start, format!("cannot use {what} with {whose}"));
            }
            Ok(Some(p.close_node(Shape::Other, start, Vec::new())))
        })
    }

    // ---- blocks ----

    /// `:`, a newline, and no block after it.
    pub(super) fn no_block(&mut self) -> Match<()> {
        need!(self.token(Kind::Colon));
        need!(self.token(Kind::Newline));
        require!(!self.looks_at(Kind::Indent)?);
        Ok(Some(()))
    }

    pub(super) fn block(&mut self) -> Match<()> {
        let found = self.remembered(Rule::Block, |p| {
            let start = p.peek()?.start;
            let found = p.alt(|p| {
                need!(p.token(Kind::Newline));
                need!(p.token(Kind::Indent));
                need!(p.nested_statements());
                need!(p.token(Kind::Dedent));
                Ok(Some(()))
            })?;
            if found.is_some() || p.simple_stmts()?.is_some() {
                return Ok(Some(p.node(Shape::Other, start, start, Vec::new())));
            }
            if p.errors {
                p.alt(|p| {
                    need!(p.token(Kind::Newline));
                    require!(!p.looks_at(Kind::Indent)?);
                    p.raise_indentation::<()>("expected an indented block")
                })?;
            }
            Ok(None)
        })?;
        Ok(found.map(|_| ()))
    }

    fn colon_block(&mut self) -> Match<()> {
        need!(self.token(Kind::Colon));
        self.block()
    }

    /// A header that ends its line without a colon: raises.
    fn expect_colon(&mut self, header: impl FnOnce(&mut Self) -> Match<()>) -> Match<()> {
        self.alt(|p| {
            need!(header(p));
            need!(p.token(Kind::Newline));
            p.raise_last("expected ':'")
        })
    }

    /// A header without its block: raises.
    fn expect_block(&mut self, what: &str, header: impl FnOnce(&mut Self) -> Match<Token>) -> Match<()> {
        self.alt(|p| {
            let word = need!(header(p));
            need!(p.no_block());
            p.raise_no_block(word, what)
        })
    }

    fn compound_stmt(&mut self) -> Match<()> {
        let token = self.peek()?;
        self.deeper(|p| match token.kind {
            Kind::KwDef => p.function_def(),
            Kind::At => {
                if p.function_def()?.is_some() {
                    return Ok(Some(()));
                }
                p.class_def()
            }
            Kind::KwAsync => {
                for part in [Self::function_def, Self::with_stmt, Self::for_stmt] {
                    if part(p)?.is_some() {
                        return Ok(Some(()));
                    }
                }
                Ok(None)
            }
            Kind::KwIf => p.if_stmt(Kind::KwIf, "'if' statement"),
            Kind::KwClass => p.class_def(),
            Kind::KwWith => p.with_stmt(),
            Kind::KwFor => p.for_stmt(),
            Kind::KwTry => p.try_stmt(),
            Kind::KwWhile => p.while_stmt(),
            Kind::Name => p.match_stmt(),
            _ => Ok(None),
        })
    }

    /// A keyword and a condition.
    fn condition_head(&mut self, keyword: Kind) -> Match<Token> {
        let word = need!(self.token(keyword));
        need!(self.named_expression());
        Ok(Some(word))
    }

    fn invalid_condition(&mut self, keyword: Kind, what: &str) -> Match<()> {
        self.expect_colon(|p| {
            need!(p.condition_head(keyword));
            Ok(Some(()))
        })?;
        self.expect_block(what, |p| p.condition_head(keyword))
    }

    fn if_stmt(&mut self, keyword: Kind, what: &str) -> Match<()> {
        self.deeper(|p| {
            if p.errors {
                p.invalid_condition(keyword, what)?;
            }
            let found = p.alt(|p| {
                need!(p.condition_head(keyword));
                need!(p.colon_block());
                p.if_stmt(Kind::KwElif, "'elif' statement")
            })?;
            if found.is_some() {
                return Ok(found);
            }
            p.alt(|p| {
                need!(p.condition_head(keyword));
                need!(p.colon_block());
                p.maybe(Self::else_block)?;
                Ok(Some(()))
            })
        })
    }

    fn else_block(&mut self) -> Match<()> {
        if self.errors {
            self.expect_block("'else' statement", |p| p.token(Kind::KwElse))?;
        }
        self.alt(|p| {
            need!(p.token(Kind::KwElse));
            need!(p.forced(Kind::Colon, ":"));
            p.block()
        })
    }

    fn while_stmt(&mut self) -> Match<()> {
        if self.errors {
            self.invalid_condition(Kind::KwWhile, "'while' statement")?;
        }
        self.alt(|p| {
            need!(p.condition_head(Kind::KwWhile));
            need!(p.colon_block());
            p.maybe(Self::else_block)?;
            Ok(Some(()))
        })
    }

    fn for_stmt(&mut self) -> Match<()> {
        if self.errors {
            self.expect_colon(|p| {
                need!(p.for_head());
                Ok(Some(()))
            })?;
            self.expect_block("'for' statement", Self::for_head)?;
        }
        let mut committed = false;
        let found = self.alt(|p| {
            p.token(Kind::KwAsync)?;
            need!(p.token(Kind::KwFor));
            need!(p.star_targets());
            need!(p.token(Kind::KwIn));
            committed = true;
            need!(p.star_expressions());
            need!(p.colon_block());
            p.maybe(Self::else_block)?;
            Ok(Some(()))
        })?;
        if found.is_none() && !committed && self.errors {
            self.invalid_for_target()?;
        }
        Ok(found)
    }

    fn for_head(&mut self) -> Match<Token> {
        self.token(Kind::KwAsync)?;
        let word = need!(self.token(Kind::KwFor));
        need!(self.star_targets());
        need!(self.token(Kind::KwIn));
        need!(self.star_expressions());
        Ok(Some(word))
    }

    // ---- with ----

    fn with_stmt(&mut self) -> Match<()> {
        if self.errors {
            self.expect_block("'with' statement", |p| p.loose_with_head(false))?;
            self.expect_block("'with' statement", |p| p.loose_with_head(true))?;
        }
        for parenthesised in [true, false] {
            let found = self.alt(|p| {
                p.token(Kind::KwAsync)?;
                need!(p.token(Kind::KwWith));
                if parenthesised {
                    need!(p.token(Kind::LPar));
                    need!(p.separated(Self::with_item));
                    p.token(Kind::Comma)?;
                    need!(p.token(Kind::RPar));
                } else {
                    need!(p.separated(Self::with_item));
                }
                p.colon_block()
            })?;
            if found.is_some() {
                return Ok(found);
            }
        }
        if self.errors {
            for parenthesised in [false, true] {
                self.expect_colon(|p| {
                    need!(p.loose_with_head(parenthesised));
                    Ok(Some(()))
                })?;
            }
        }
        Ok(None)
    }

    fn with_item(&mut self) -> Match<()> {
        let ends = [Kind::Comma, Kind::RPar, Kind::Colon];
        let found = self.alt(|p| {
            need!(p.expression());
            need!(p.token(Kind::KwAs));
            need!(p.star_target());
            require!(p.looks_at_any(&ends)?);
            Ok(Some(()))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        if self.errors {
            self.alt(|p| {
                need!(p.expression());
                need!(p.token(Kind::KwAs));
                let target = need!(p.expression());
                require!(p.looks_at_any(&ends)?);
                p.raise_invalid_target::<()>(target, Use::Assign)
            })?;
        }
        need!(self.expression());
        Ok(Some(()))
    }

    /// A `with` header as the error rules read it.
    fn loose_with_head(&mut self, parenthesised: bool) -> Match<Token> {
        self.token(Kind::KwAsync)?;
        let word = need!(self.token(Kind::KwWith));
        if parenthesised {
            need!(self.token(Kind::LPar));
        }
        need!(self.separated(|p| {
            need!(if parenthesised { p.expressions() } else { p.expression() });
            p.maybe(|p| {
                need!(p.token(Kind::KwAs));
                p.star_target()
            })?;
            Ok(Some(()))
        }));
        if parenthesised {
            self.token(Kind::Comma)?;
            need!(self.token(Kind::RPar));
        }
        Ok(Some(word))
    }

    // ---- try ----

    fn try_stmt(&mut self) -> Match<()> {
        if self.errors {
            self.invalid_try_stmt()?;
        }
        let found = self.alt(|p| {
            need!(p.try_block());
            p.finally_block()
        })?;
        if found.is_some() {
            return Ok(found);
        }
        for handler in [Self::except_block, Self::except_star_block] {
            let found = self.alt(|p| {
                need!(p.try_block());
                need!(p.some(handler));
                p.maybe(Self::else_block)?;
                p.maybe(Self::finally_block)?;
                Ok(Some(()))
            })?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn try_block(&mut self) -> Match<()> {
        need!(self.token(Kind::KwTry));
        need!(self.forced(Kind::Colon, ":"));
        self.block()
    }

    fn invalid_try_stmt(&mut self) -> Match<()> {
        self.expect_block("'try' statement", |p| p.token(Kind::KwTry))?;
        self.alt(|p| {
            need!(p.token(Kind::KwTry));
            need!(p.colon_block());
            require!(!p.looks_at_any(&[Kind::KwExcept, Kind::KwFinally])?);
            p.raise_last::<()>("expected 'except' or 'finally' block")
        })?;
        let both = "cannot have both 'except' and 'except*' on the same 'try'";
        self.alt(|p| {
            need!(p.token(Kind::KwTry));
            need!(p.token(Kind::Colon));
            p.many(Self::block)?;
            need!(p.some(Self::except_block));
            let word = need!(p.token(Kind::KwExcept));
            let star = need!(p.token(Kind::Star));
            need!(p.expression());
            p.as_name()?;
            need!(p.token(Kind::Colon));
            p.raise::<()>(word.start, star.end, both)
        })?;
        self.alt(|p| {
            need!(p.token(Kind::KwTry));
            need!(p.token(Kind::Colon));
            p.many(Self::block)?;
            need!(p.some(Self::except_star_block));
            let word = need!(p.token(Kind::KwExcept));
            p.maybe(|p| {
                need!(p.expression());
                p.as_name()
            })?;
            need!(p.token(Kind::Colon));
            p.raise_token::<()>(word, both)
        })
    }

    fn except_block(&mut self) -> Match<()> {
        if self.errors {
            self.expect_block("'except' statement", |p| {
                let word = need!(p.token(Kind::KwExcept));
                need!(p.expression());
                p.as_name()?;
                Ok(Some(word))
            })?;
            self.expect_block("'except' statement", |p| p.token(Kind::KwExcept))?;
        }
        let found = self.alt(|p| {
            need!(p.token(Kind::KwExcept));
            p.maybe(|p| {
                need!(p.expression());
                p.as_name()
            })?;
            p.colon_block()
        })?;
        if found.is_none() && self.errors {
            self.invalid_except_stmt()?;
        }
        Ok(found)
    }

    fn except_star_block(&mut self) -> Match<()> {
        let head = |p: &mut Self| {
            let word = need!(p.token(Kind::KwExcept));
            need!(p.token(Kind::Star));
            need!(p.expression());
            p.as_name()?;
            Ok(Some(word))
        };
        if self.errors {
            self.expect_block("'except*' statement", head)?;
        }
        let found = self.alt(|p| {
            need!(head(p));
            p.colon_block()
        })?;
        if found.is_none() && self.errors {
            self.invalid_except_stmt()?;
        }
        Ok(found)
    }

    fn invalid_except_stmt(&mut self) -> Match<()> {
        self.alt(|p| {
            need!(p.token(Kind::KwExcept));
            p.token(Kind::Star)?;
            let first = need!(p.expression());
            need!(p.token(Kind::Comma));
            need!(p.expressions());
            p.as_name()?;
            need!(p.token(Kind::Colon));
            let start = p.get(first).start;
            p.raise_from::<()>(start, "multiple exception types must be parenthesized")
        })?;
        self.expect_colon(|p| {
            need!(p.token(Kind::KwExcept));
            p.token(Kind::Star)?;
            need!(p.expression());
            p.as_name()
        })?;
        self.expect_colon(|p| {
            need!(p.token(Kind::KwExcept));
            Ok(Some(()))
        })?;
        self.alt(|p| {
            need!(p.token(Kind::KwExcept));
            need!(p.token(Kind::Star));
            need!(p.token_any(&[Kind::Newline, Kind::Colon]));
            p.raise_last::<()>("expected one or more exception types")
        })
    }

    fn finally_block(&mut self) -> Match<()> {
        if self.errors {
            self.expect_block("'finally' statement", |p| p.token(Kind::KwFinally))?;
        }
        self.alt(|p| {
            need!(p.token(Kind::KwFinally));
            need!(p.forced(Kind::Colon, ":"));
            p.block()
        })
    }

    // ---- definitions ----

    fn decorators(&mut self) -> Match<()> {
        self.many(|p| {
            need!(p.token(Kind::At));
            need!(p.named_expression());
            p.token(Kind::Newline)
        })?;
        Ok(Some(()))
    }

    fn class_def(&mut self) -> Match<()> {
        self.alt(|p| {
            p.decorators()?;
            if p.errors {
                p.expect_colon(|p| {
                    need!(p.class_head());
                    Ok(Some(()))
                })?;
                p.expect_block("class definition", Self::class_head)?;
            }
            need!(p.class_head());
            p.colon_block()
        })
    }

    fn class_head(&mut self) -> Match<Token> {
        let word = need!(self.token(Kind::KwClass));
        need!(self.token(Kind::Name));
        self.maybe(Self::type_params)?;
        self.maybe(|p| {
            need!(p.token(Kind::LPar));
            p.maybe(Self::arguments)?;
            p.token(Kind::RPar)
        })?;
        Ok(Some(word))
    }

    fn function_def(&mut self) -> Match<()> {
        self.alt(|p| {
            p.decorators()?;
            if p.errors {
                p.expect_block("function definition", |p| {
                    p.token(Kind::KwAsync)?;
                    let word = need!(p.token(Kind::KwDef));
                    need!(p.token(Kind::Name));
                    p.maybe(Self::type_params)?;
                    need!(p.token(Kind::LPar));
                    need!(p.function_signature());
                    Ok(Some(word))
                })?;
            }
            p.token(Kind::KwAsync)?;
            need!(p.token(Kind::KwDef));
            need!(p.token(Kind::Name));
            p.maybe(Self::type_params)?;
            need!(p.forced(Kind::LPar, "("));
            need!(p.function_signature());
            need!(p.forced(Kind::Colon, ":"));
            p.block()
        })
    }

    /// Parameters, `)` and the result's annotation.
    fn function_signature(&mut self) -> Match<()> {
        self.maybe(Self::params)?;
        need!(self.token(Kind::RPar));
        self.maybe(|p| {
            need!(p.token(Kind::Arrow));
            p.expression()
        })?;
        Ok(Some(()))
    }
}
