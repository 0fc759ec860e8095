//! Parameters of functions and lambdas.
//!
//! The two grammars differ only in whether annotations are allowed and in which token ends the list, so one set of
//! functions serves both, told by [`Style`].

use super::peg::{need, require, Match, NodeId, Peg, Shape};
use crate::token::Kind;

/// Whose parameters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Function,
    Lambda,
}

impl Style {
    fn end(self) -> Kind {
        match self {
            Style::Function => Kind::RPar,
            Style::Lambda => Kind::Colon,
        }
    }
}

impl Peg<'_> {
    pub(super) fn params(&mut self) -> Match {
        if self.errors {
            self.invalid_parameters(Style::Function)?;
        }
        self.parameters(Style::Function)
    }

    pub(super) fn lambda_params(&mut self) -> Match {
        if self.errors {
            self.invalid_parameters(Style::Lambda)?;
        }
        self.parameters(Style::Lambda)
    }

    fn done(&mut self) -> Match {
        Ok(Some(self.at as NodeId))
    }

    fn parameters(&mut self, style: Style) -> Match {
        let found = self.alt(|p| {
            need!(p.slash_no_default(style));
            p.many(|p| p.param_no_default(style))?;
            p.many(|p| p.param_with_default(style))?;
            p.maybe(|p| p.star_etc(style))?;
            p.done()
        })?;
        if found.is_some() {
            return Ok(found);
        }
        let found = self.alt(|p| {
            need!(p.slash_with_default(style));
            p.many(|p| p.param_with_default(style))?;
            p.maybe(|p| p.star_etc(style))?;
            p.done()
        })?;
        if found.is_some() {
            return Ok(found);
        }
        let found = self.alt(|p| {
            need!(p.some(|p| p.param_no_default(style)));
            p.many(|p| p.param_with_default(style))?;
            p.maybe(|p| p.star_etc(style))?;
            p.done()
        })?;
        if found.is_some() {
            return Ok(found);
        }
        let found = self.alt(|p| {
            need!(p.some(|p| p.param_with_default(style)));
            p.maybe(|p| p.star_etc(style))?;
            p.done()
        })?;
        if found.is_some() {
            return Ok(found);
        }
        self.star_etc(style)
    }

    /// As many parts as match, at least one.
    pub(super) fn some<T>(&mut self, part: impl FnMut(&mut Self) -> Match<T>) -> Match<Vec<T>> {
        let found = self.many(part)?;
        Ok((!found.is_empty()).then_some(found))
    }

    fn slash(&mut self, style: Style) -> Match<()> {
        need!(self.token(Kind::Slash));
        self.separator(style)
    }

    /// A comma, or nothing before the end of the list.
    fn separator(&mut self, style: Style) -> Match<()> {
        if self.token(Kind::Comma)?.is_some() || self.looks_at(style.end())? {
            return Ok(Some(()));
        }
        Ok(None)
    }

    fn slash_no_default(&mut self, style: Style) -> Match<()> {
        self.alt(|p| {
            need!(p.some(|p| p.param_no_default(style)));
            p.slash(style)
        })
    }

    fn slash_with_default(&mut self, style: Style) -> Match<()> {
        self.alt(|p| {
            p.many(|p| p.param_no_default(style))?;
            need!(p.some(|p| p.param_with_default(style)));
            p.slash(style)
        })
    }

    fn param(&mut self, style: Style) -> Match {
        let name = need!(self.token(Kind::Name));
        if style == Style::Function {
            self.maybe(|p| {
                need!(p.token(Kind::Colon));
                p.expression()
            })?;
        }
        Ok(Some(self.close_node(Shape::Other, name.start, Vec::new())))
    }

    fn param_no_default(&mut self, style: Style) -> Match {
        self.alt(|p| {
            let param = need!(p.param(style));
            need!(p.separator(style));
            Ok(Some(param))
        })
    }

    fn param_with_default(&mut self, style: Style) -> Match {
        self.alt(|p| {
            let param = need!(p.param(style));
            need!(p.default(style));
            need!(p.separator(style));
            Ok(Some(param))
        })
    }

    fn param_maybe_default(&mut self, style: Style) -> Match {
        self.alt(|p| {
            let param = need!(p.param(style));
            p.maybe(|p| p.default(style))?;
            need!(p.separator(style));
            Ok(Some(param))
        })
    }

    fn default(&mut self, style: Style) -> Match<()> {
        let found = self.alt(|p| {
            need!(p.token(Kind::Equal));
            need!(p.expression());
            Ok(Some(()))
        })?;
        if found.is_some() || !self.errors {
            return Ok(found);
        }
        let _ = style;
        self.alt(|p| {
            let equal = need!(p.token(Kind::Equal));
            require!(p.looks_at_any(&[Kind::RPar, Kind::Comma])?);
            p.raise_token(equal, "expected default value expression")
        })
    }

    fn star_etc(&mut self, style: Style) -> Match {
        if self.errors {
            self.invalid_star_etc(style)?;
        }
        let found = self.alt(|p| {
            need!(p.token(Kind::Star));
            need!(p.param_no_default(style));
            p.many(|p| p.param_maybe_default(style))?;
            p.maybe(|p| p.kwds(style))?;
            p.done()
        })?;
        if found.is_some() {
            return Ok(found);
        }
        if style == Style::Function {
            let found = self.alt(|p| {
                need!(p.token(Kind::Star));
                need!(p.token(Kind::Name));
                need!(p.token(Kind::Colon));
                need!(p.star_expression());
                need!(p.separator(style));
                p.many(|p| p.param_maybe_default(style))?;
                p.maybe(|p| p.kwds(style))?;
                p.done()
            })?;
            if found.is_some() {
                return Ok(found);
            }
        }
        let found = self.alt(|p| {
            need!(p.token(Kind::Star));
            need!(p.token(Kind::Comma));
            need!(p.some(|p| p.param_maybe_default(style)));
            p.maybe(|p| p.kwds(style))?;
            p.done()
        })?;
        if found.is_some() {
            return Ok(found);
        }
        self.kwds(style)
    }

    fn kwds(&mut self, style: Style) -> Match {
        if self.errors {
            self.invalid_kwds(style)?;
        }
        self.alt(|p| {
            need!(p.token(Kind::DoubleStar));
            p.param_no_default(style)
        })
    }

    fn invalid_parameters(&mut self, style: Style) -> Match<()> {
        self.alt(|p| {
            p.many(|p| p.param_no_default(style))?;
            if p.slash_with_default(style)?.is_none() {
                need!(p.some(|p| p.param_with_default(style)));
            }
            let param = need!(p.param_no_default(style));
            p.raise_node::<()>(
                param,
                "parameter without a default follows parameter with a default",
            )
        })?;
        self.alt(|p| {
            p.many(|p| p.param_no_default(style))?;
            let open = need!(p.token(Kind::LPar));
            match style {
                Style::Function => need!(p.some(|p| p.param_no_default(style))),
                Style::Lambda => need!(p.separated(|p| p.param(style))),
            };
            p.token(Kind::Comma)?;
            let close = need!(p.token(Kind::RPar));
            let what = if style == Style::Function {
                "Function"
            } else {
                "Lambda expression"
            };
            p.raise::<()>(
                open.start,
                close.end,
                format!("{what} parameters cannot be parenthesized"),
            )
        })?;
        self.alt(|p| {
            let slash = need!(p.token(Kind::Slash));
            need!(p.token(Kind::Comma));
            p.raise_token::<()>(slash, "at least one argument must precede /")
        })?;
        self.alt(|p| {
            need!(p.any_slash(style));
            p.many(|p| p.param_maybe_default(style))?;
            let slash = need!(p.token(Kind::Slash));
            p.raise_token::<()>(slash, "/ may appear only once")
        })?;
        self.alt(|p| {
            p.maybe(|p| p.any_slash(style))?;
            p.many(|p| p.param_maybe_default(style))?;
            need!(p.token(Kind::Star));
            if p.token(Kind::Comma)?.is_none() {
                need!(p.param_no_default(style));
            }
            p.many(|p| p.param_maybe_default(style))?;
            let slash = need!(p.token(Kind::Slash));
            p.raise_token::<()>(slash, "/ must be ahead of *")
        })?;
        self.alt(|p| {
            need!(p.some(|p| p.param_maybe_default(style)));
            need!(p.token(Kind::Slash));
            let star = need!(p.token(Kind::Star));
            p.raise_token::<()>(star, "expected comma between / and *")
        })
    }

    fn any_slash(&mut self, style: Style) -> Match<()> {
        if self.slash_no_default(style)?.is_some() {
            return Ok(Some(()));
        }
        self.slash_with_default(style)
    }

    fn invalid_star_etc(&mut self, style: Style) -> Match<()> {
        self.alt(|p| {
            let star = need!(p.token(Kind::Star));
            if p.token(style.end())?.is_none() {
                need!(p.token(Kind::Comma));
                need!(p.token_any(&[style.end(), Kind::DoubleStar]));
            }
            let msg = "named arguments must follow bare *";
            match style {
                Style::Function => p.raise_token::<()>(star, msg),
                Style::Lambda => p.raise_last::<()>(msg),
            }
        })?;
        self.alt(|p| {
            need!(p.token(Kind::Star));
            need!(p.param(style));
            let equal = need!(p.token(Kind::Equal));
            p.raise_token::<()>(equal, "var-positional argument cannot have default value")
        })?;
        self.alt(|p| {
            need!(p.token(Kind::Star));
            need!(p.param_or_comma(style));
            p.many(|p| p.param_maybe_default(style))?;
            let star = need!(p.token(Kind::Star));
            need!(p.param_or_comma(style));
            p.raise_token::<()>(star, "* argument may appear only once")
        })
    }

    fn param_or_comma(&mut self, style: Style) -> Match<()> {
        if self.param_no_default(style)?.is_none() {
            need!(self.token(Kind::Comma));
        }
        Ok(Some(()))
    }

    fn invalid_kwds(&mut self, style: Style) -> Match<()> {
        self.alt(|p| {
            need!(p.token(Kind::DoubleStar));
            need!(p.param(style));
            let equal = need!(p.token(Kind::Equal));
            p.raise_token::<()>(equal, "var-keyword argument cannot have default value")
        })?;
        self.alt(|p| {
            need!(p.token(Kind::DoubleStar));
            need!(p.param(style));
            need!(p.token(Kind::Comma));
            let param = need!(p.param(style));
            p.raise_node::<()>(param, "arguments cannot follow var-keyword argument")
        })?;
        self.alt(|p| {
            need!(p.token(Kind::DoubleStar));
            need!(p.param(style));
            need!(p.token(Kind::Comma));
            let token = need!(p.token_any(&[Kind::Star, Kind::DoubleStar, Kind::Slash]));
            p.raise_token::<()>(token, "arguments cannot follow var-keyword argument")
        })
    }
}
