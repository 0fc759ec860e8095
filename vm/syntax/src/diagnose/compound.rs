//! Blocks, compound statements and definitions, and their error rules.
//!
//! Most error rules here are of two forms: a header whose line ends without a colon (`expect_colon`), and one after
//! which no indented block follows (`expect_block`).

use super::peg::{need, require, Match, Peg, Rule, Shape};
use super::target::Use;
use crate::token::{Kind, Token};

impl Peg<'_> {
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
    fn expect_block(
        &mut self,
        what: &str,
        header: impl FnOnce(&mut Self) -> Match<Token>,
    ) -> Match<()> {
        self.alt(|p| {
            let word = need!(header(p));
            need!(p.no_block());
            p.raise_no_block(word, what)
        })
    }

    pub(super) fn compound_stmt(&mut self) -> Match<()> {
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
            need!(if parenthesised {
                p.expressions()
            } else {
                p.expression()
            });
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
