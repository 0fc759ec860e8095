//! F-strings and the error rules of their fields.

use super::peg::{literal_error, need, require, Match, Peg};
use crate::token::{Kind, Token};

impl Peg<'_> {
    pub(super) fn fstring(&mut self) -> Match<()> {
        self.deeper(|p| {
            p.alt(|p| {
                let open = need!(p.token(Kind::FStringStart));
                let raw = p.text(open).bytes().any(|b| b | 0x20 == b'r');
                let mut bad = None;
                loop {
                    if p.replacement_field(raw)?.is_some() {
                        continue;
                    }
                    let Some(text) = p.token(Kind::FStringMiddle)? else {
                        break;
                    };
                    bad = bad.or_else(|| p.bad_text(text, raw));
                }
                need!(p.token(Kind::FStringEnd));
                match bad {
                    Some(msg) => p.raise_last(msg),
                    None => Ok(Some(())),
                }
            })
        })
    }

    /// Why a literal piece cannot be decoded.
    fn bad_text(&self, token: Token, raw: bool) -> Option<String> {
        if raw {
            return None;
        }
        // As the body of a string that no quote can end.
        literal_error(&format!("'''{}'''", self.text(token)))
    }

    /// A literal piece of a format spec.
    fn spec_text(&mut self, raw: bool) -> Match<()> {
        let token = need!(self.token(Kind::FStringMiddle));
        match self.bad_text(token, raw) {
            Some(msg) => self.raise_last(msg),
            None => Ok(Some(())),
        }
    }

    fn replacement_field(&mut self, raw: bool) -> Match<()> {
        let found = self.alt(|p| {
            need!(p.token(Kind::LBrace));
            need!(p.yield_or_star_expressions());
            p.token(Kind::Equal)?;
            p.maybe(Self::conversion)?;
            p.maybe(|p| p.full_format_spec(raw))?;
            need!(p.token(Kind::RBrace));
            Ok(Some(()))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        if self.errors {
            self.invalid_replacement_field(raw)?;
        }
        Ok(None)
    }

    fn conversion(&mut self) -> Match<Token> {
        let mark = need!(self.token(Kind::Exclamation));
        let name = need!(self.token(Kind::Name));
        if name.start != mark.end {
            return self.raise(
                mark.start,
                name.end,
                "f-string: conversion type must come right after the exclamanation mark",
            );
        }
        let letter = self.text(name);
        if !matches!(letter, "s" | "r" | "a") {
            return self.raise_token(
                name,
                format!(
                    "f-string: invalid conversion character '{letter}': expected 's', 'r', or 'a'"
                ),
            );
        }
        Ok(Some(name))
    }

    fn full_format_spec(&mut self, raw: bool) -> Match<()> {
        need!(self.token(Kind::Colon));
        self.format_specs(raw)?;
        Ok(Some(()))
    }

    fn format_specs(&mut self, raw: bool) -> Match<()> {
        loop {
            if self.spec_text(raw)?.is_none() && self.replacement_field(raw)?.is_none() {
                return Ok(None);
            }
        }
    }

    fn invalid_replacement_field(&mut self, raw: bool) -> Match<()> {
        for (kind, text) in [
            (Kind::Equal, "="),
            (Kind::Exclamation, "!"),
            (Kind::Colon, ":"),
            (Kind::RBrace, "}"),
        ] {
            self.alt(|p| {
                need!(p.token(Kind::LBrace));
                let token = need!(p.token(kind));
                p.raise_token::<()>(
                    token,
                    format!("f-string: valid expression required before '{text}'"),
                )
            })?;
        }
        self.alt(|p| {
            need!(p.token(Kind::LBrace));
            require!(!p.ahead(Self::yield_or_star_expressions)?);
            p.raise_next::<()>("f-string: expecting a valid expression after '{'")
        })?;
        self.alt(|p| {
            need!(p.field_value());
            require!(!p.looks_at_any(&[
                Kind::Equal,
                Kind::Exclamation,
                Kind::Colon,
                Kind::RBrace
            ])?);
            p.raise_next::<()>("f-string: expecting '=', or '!', or ':', or '}'")
        })?;
        self.alt(|p| {
            need!(p.field_value());
            need!(p.token(Kind::Equal));
            require!(!p.looks_at_any(&[Kind::Exclamation, Kind::Colon, Kind::RBrace])?);
            p.raise_next::<()>("f-string: expecting '!', or ':', or '}'")
        })?;
        self.alt(|p| {
            need!(p.field_value());
            p.token(Kind::Equal)?;
            p.invalid_conversion()
        })?;
        self.alt(|p| {
            need!(p.field_value());
            p.token(Kind::Equal)?;
            p.maybe(Self::any_conversion)?;
            require!(!p.looks_at_any(&[Kind::Colon, Kind::RBrace])?);
            p.raise_next::<()>("f-string: expecting ':' or '}'")
        })?;
        self.alt(|p| {
            need!(p.field_value());
            p.token(Kind::Equal)?;
            p.maybe(Self::any_conversion)?;
            need!(p.token(Kind::Colon));
            p.format_specs(raw)?;
            require!(!p.looks_at(Kind::RBrace)?);
            p.raise_next::<()>("f-string: expecting '}', or format specs")
        })?;
        self.alt(|p| {
            need!(p.field_value());
            p.token(Kind::Equal)?;
            p.maybe(Self::any_conversion)?;
            require!(!p.looks_at(Kind::RBrace)?);
            p.raise_next::<()>("f-string: expecting '}'")
        })
    }

    fn field_value(&mut self) -> Match {
        need!(self.token(Kind::LBrace));
        self.yield_or_star_expressions()
    }

    fn any_conversion(&mut self) -> Match<Token> {
        need!(self.token(Kind::Exclamation));
        self.token(Kind::Name)
    }

    fn invalid_conversion(&mut self) -> Match<()> {
        self.alt(|p| {
            need!(p.token(Kind::Exclamation));
            require!(p.looks_at_any(&[Kind::Colon, Kind::RBrace])?);
            p.raise_next::<()>("f-string: missing conversion character")
        })?;
        self.alt(|p| {
            need!(p.token(Kind::Exclamation));
            require!(!p.looks_at(Kind::Name)?);
            p.raise_next::<()>("f-string: invalid conversion character")
        })
    }
}
