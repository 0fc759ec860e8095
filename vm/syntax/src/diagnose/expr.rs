//! Expressions from `,`-lists down to operators, with their error rules.

use super::peg::{need, require, Match, NodeId, Peg, Rule, Shape};
use crate::token::Kind;

/// Operators of equal binding strength, all grouping to the left; loosest first.
const BINARY: [&[Kind]; 5] = [
    &[Kind::Circumflex],
    &[Kind::Amper],
    &[Kind::LeftShift, Kind::RightShift],
    &[Kind::Plus, Kind::Minus],
    &[
        Kind::Star,
        Kind::Slash,
        Kind::DoubleSlash,
        Kind::Percent,
        Kind::At,
    ],
];

impl Peg<'_> {
    /// A tuple without brackets, or one item.
    fn list_of(&mut self, item: fn(&mut Self) -> Match) -> Match {
        let start = self.peek()?.start;
        let first = need!(item(self));
        let mut items = vec![first];
        while let Some(next) = self.alt(|p| {
            need!(p.token(Kind::Comma));
            item(p)
        })? {
            items.push(next);
        }
        let comma = self.token(Kind::Comma)?.is_some();
        if items.len() == 1 && !comma {
            return Ok(Some(first));
        }
        Ok(Some(self.close_node(Shape::Tuple, start, items)))
    }

    pub(super) fn expressions(&mut self) -> Match {
        self.alt(|p| p.list_of(Self::expression))
    }

    pub(super) fn star_expressions(&mut self) -> Match {
        self.deeper(|p| p.alt(|p| p.list_of(Self::star_expression)))
    }

    pub(super) fn star_expression(&mut self) -> Match {
        self.remembered(Rule::StarExpression, |p| {
            if let Some(found) = p.starred(Self::bitwise_or)? {
                return Ok(Some(found));
            }
            p.expression()
        })
    }

    /// `*` and an operand.
    pub(super) fn starred(&mut self, operand: fn(&mut Self) -> Match) -> Match {
        self.alt(|p| {
            let star = need!(p.token(Kind::Star));
            let value = need!(operand(p));
            Ok(Some(p.close_node(Shape::Starred, star.start, vec![value])))
        })
    }

    /// Items of a list display or call-like list, with an optional trailing comma.
    pub(super) fn star_named_expressions(&mut self) -> Match<Vec<NodeId>> {
        let items = need!(self.separated(Self::star_named_expression));
        self.token(Kind::Comma)?;
        Ok(Some(items))
    }

    pub(super) fn star_named_expression(&mut self) -> Match {
        if let Some(found) = self.starred(Self::bitwise_or)? {
            return Ok(Some(found));
        }
        self.named_expression()
    }

    /// `name := value`.
    pub(super) fn assignment_expression(&mut self) -> Match {
        let start = self.at;
        let Some(name) = self.token(Kind::Name)? else {
            return Ok(None);
        };
        if self.token(Kind::ColonEqual)?.is_none() {
            self.at = start;
            return Ok(None);
        }
        match self.expression()? {
            Some(value) => Ok(Some(self.close_node(
                Shape::NamedExpr,
                name.start,
                vec![value],
            ))),
            None => {
                self.at = start;
                Ok(None)
            }
        }
    }

    /// Whether the alternatives after `assignment_expression` are cut off here: `name :=` commits.
    fn committed_to_assignment(&mut self) -> Result<bool, super::peg::Raised> {
        self.ahead(|p| {
            need!(p.token(Kind::Name));
            p.token(Kind::ColonEqual)
        })
    }

    pub(super) fn named_expression(&mut self) -> Match {
        self.deeper(|p| {
            if let Some(found) = p.assignment_expression()? {
                return Ok(Some(found));
            }
            if p.committed_to_assignment()? {
                return Ok(None);
            }
            if p.errors {
                p.invalid_named_expression()?;
            }
            p.plain_expression()
        })
    }

    /// An expression that no `:=` follows.
    pub(super) fn plain_expression(&mut self) -> Match {
        self.alt(|p| {
            let found = need!(p.expression());
            require!(!p.looks_at(Kind::ColonEqual)?);
            Ok(Some(found))
        })
    }

    fn invalid_named_expression(&mut self) -> Match {
        self.remembered(Rule::InvalidNamedExpression, |p| {
            p.alt(|p| {
                let target = need!(p.expression());
                need!(p.token(Kind::ColonEqual));
                need!(p.expression());
                let what = p.describe(target);
                p.raise_node::<()>(
                    target,
                    format!("cannot use assignment expressions with {what}"),
                )
            })?;
            p.alt(|p| {
                let name = need!(p.token(Kind::Name));
                need!(p.token(Kind::Equal));
                let value = need!(p.bitwise_or());
                require!(!p.looks_at_any(&[Kind::Equal, Kind::ColonEqual])?);
                let end = p.get(value).end;
                p.raise::<()>(
                    name.start,
                    end,
                    "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
                )
            })?;
            p.alt(|p| {
                let display = p.ahead(|p| {
                    if let Some(found) = p.list()? {
                        return Ok(Some(found));
                    }
                    if let Some(found) = p.tuple()? {
                        return Ok(Some(found));
                    }
                    if let Some(found) = p.genexp()? {
                        return Ok(Some(found));
                    }
                    let word = need!(p.token_any(&[Kind::KwTrue, Kind::KwNone, Kind::KwFalse]));
                    Ok(Some(word.start))
                })?;
                require!(!display);
                let target = need!(p.bitwise_or());
                need!(p.token(Kind::Equal));
                need!(p.bitwise_or());
                require!(!p.looks_at_any(&[Kind::Equal, Kind::ColonEqual])?);
                let what = p.describe(target);
                p.raise_node::<()>(
                    target,
                    format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?"),
                )
            })?;
            Ok(None)
        })
    }

    pub(super) fn expression(&mut self) -> Match {
        self.remembered(Rule::Expression, |p| {
            if p.errors {
                p.invalid_expression()?;
                p.invalid_legacy_expression()?;
            }
            p.conditional()
        })
    }

    /// `a if b else c`, or a disjunction, or a lambda.
    fn conditional(&mut self) -> Match {
        let found = self.alt(|p| {
            let start = p.peek()?.start;
            let body = need!(p.disjunction());
            need!(p.token(Kind::KwIf));
            let test = need!(p.disjunction());
            need!(p.token(Kind::KwElse));
            let orelse = need!(p.expression());
            Ok(Some(p.close_node(
                Shape::IfExp,
                start,
                vec![body, test, orelse],
            )))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        if let Some(found) = self.disjunction()? {
            return Ok(Some(found));
        }
        self.lambda()
    }

    fn is_legacy_statement(&self, node: NodeId) -> bool {
        let node = self.get(node);
        node.shape == Shape::Name
            && matches!(
                &self.program.source[node.start as usize..node.end as usize],
                "print" | "exec"
            )
    }

    fn invalid_expression(&mut self) -> Match<()> {
        self.alt(|p| {
            // A misspelt string prefix, or a soft keyword, is not a forgotten comma.
            let excluded = p.ahead(|p| {
                let word = need!(p.token(Kind::Name));
                // CPython compares only as many letters as the word has.
                let soft = ["_", "case", "match", "type"]
                    .iter()
                    .any(|soft| soft.starts_with(p.text(word)));
                Ok((p.looks_at(Kind::String)? || soft).then_some(()))
            })?;
            require!(!excluded);
            let first = need!(p.disjunction());
            let second = need!(p.expression_without_errors());
            require!(!p.is_legacy_statement(first));
            require!(p.last_taken().level != 0);
            p.raise_nodes::<()>(first, second, "invalid syntax. Perhaps you forgot a comma?")
        })?;
        self.alt(|p| {
            let body = need!(p.disjunction());
            need!(p.token(Kind::KwIf));
            let test = need!(p.disjunction());
            require!(!p.looks_at_any(&[Kind::KwElse, Kind::Colon])?);
            p.raise_nodes::<()>(body, test, "expected 'else' after 'if' expression")
        })?;
        self.alt(|p| {
            let word = need!(p.token(Kind::KwLambda));
            p.maybe(Self::lambda_params)?;
            let colon = need!(p.token(Kind::Colon));
            require!(p.looks_at(Kind::FStringMiddle)?);
            p.raise::<()>(
                word.start,
                colon.end,
                "f-string: lambda expressions are not allowed without parentheses",
            )
        })
    }

    fn expression_without_errors(&mut self) -> Match {
        let errors = std::mem::replace(&mut self.errors, false);
        let found = self.conditional();
        self.errors = errors;
        found
    }

    fn invalid_legacy_expression(&mut self) -> Match<()> {
        self.alt(|p| {
            let name = need!(p.token(Kind::Name));
            require!(!p.looks_at(Kind::LPar)?);
            let rest = need!(p.star_expressions());
            let word = p.text(name);
            require!(matches!(word, "print" | "exec"));
            let end = p.get(rest).end;
            p.raise::<()>(
                name.start,
                end,
                format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?"),
            )
        })
    }

    pub(super) fn yield_expr(&mut self) -> Match {
        let found = self.alt(|p| {
            let word = need!(p.token(Kind::KwYield));
            need!(p.token(Kind::KwFrom));
            let value = need!(p.expression());
            Ok(Some(p.close_node(Shape::Yield, word.start, vec![value])))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        self.alt(|p| {
            let word = need!(p.token(Kind::KwYield));
            p.maybe(Self::star_expressions)?;
            Ok(Some(p.close_node(Shape::Yield, word.start, Vec::new())))
        })
    }

    /// A yield, or a list of expressions.
    pub(super) fn yield_or_star_expressions(&mut self) -> Match {
        if let Some(found) = self.yield_expr()? {
            return Ok(Some(found));
        }
        self.star_expressions()
    }

    pub(super) fn disjunction(&mut self) -> Match {
        self.remembered(Rule::Disjunction, |p| p.flat(Kind::KwOr, Self::conjunction))
    }

    fn conjunction(&mut self) -> Match {
        self.remembered(Rule::Conjunction, |p| p.flat(Kind::KwAnd, Self::inversion))
    }

    fn flat(&mut self, operator: Kind, operand: fn(&mut Self) -> Match) -> Match {
        let start = self.peek()?.start;
        let first = need!(operand(self));
        let mut several = false;
        while self
            .alt(|p| {
                need!(p.token(operator));
                operand(p)
            })?
            .is_some()
        {
            several = true;
        }
        if !several {
            return Ok(Some(first));
        }
        Ok(Some(self.close_node(Shape::Operation, start, Vec::new())))
    }

    fn inversion(&mut self) -> Match {
        self.remembered(Rule::Inversion, |p| {
            let found = p.alt(|p| {
                let word = need!(p.token(Kind::KwNot));
                need!(p.inversion());
                Ok(Some(p.close_node(Shape::Operation, word.start, Vec::new())))
            })?;
            if found.is_some() {
                return Ok(found);
            }
            p.comparison()
        })
    }

    fn comparison(&mut self) -> Match {
        let start = self.peek()?.start;
        let left = need!(self.bitwise_or());
        let mut first_operator = None;
        while let Some(operator) = self.alt(|p| {
            let operator = need!(p.comparison_operator());
            need!(p.bitwise_or());
            Ok(Some(operator))
        })? {
            first_operator.get_or_insert(operator);
        }
        let Some(operator) = first_operator else {
            return Ok(Some(left));
        };
        let shape = if operator == Kind::KwIn {
            Shape::CompareIn
        } else {
            Shape::Compare
        };
        Ok(Some(self.close_node(shape, start, vec![left])))
    }

    /// A comparison operator; `KwIn` only for a plain `in`.
    fn comparison_operator(&mut self) -> Match<Kind> {
        let token = self.peek()?;
        match token.kind {
            Kind::NotEqual if self.text(token) == "<>" => Ok(None),
            Kind::EqEqual
            | Kind::NotEqual
            | Kind::LessEqual
            | Kind::Less
            | Kind::GreaterEqual
            | Kind::Greater
            | Kind::KwIn => {
                self.at += 1;
                Ok(Some(token.kind))
            }
            Kind::KwNot => {
                self.at += 1;
                need!(self.token(Kind::KwIn));
                Ok(Some(Kind::KwNot))
            }
            Kind::KwIs => {
                self.at += 1;
                self.token(Kind::KwNot)?;
                Ok(Some(Kind::KwIs))
            }
            _ => Ok(None),
        }
    }

    pub(super) fn bitwise_or(&mut self) -> Match {
        self.remembered(Rule::BitwiseOr, |p| p.binary(&[Kind::VBar], 0))
    }

    /// One level of left-grouping operators; `next` is the level below.
    fn binary(&mut self, operators: &[Kind], next: usize) -> Match {
        let operand = |p: &mut Self| match BINARY.get(next) {
            Some(operators) => p.binary(operators, next + 1),
            None => p.factor(),
        };
        let start = self.peek()?.start;
        let first = need!(operand(self));
        let mut several = false;
        while self
            .alt(|p| {
                need!(p.token_any(operators));
                operand(p)
            })?
            .is_some()
        {
            several = true;
        }
        if !several {
            return Ok(Some(first));
        }
        Ok(Some(self.close_node(Shape::Operation, start, Vec::new())))
    }

    pub(super) fn factor(&mut self) -> Match {
        self.remembered(Rule::Factor, |p| {
            let found = p.alt(|p| {
                let sign = need!(p.token_any(&[Kind::Plus, Kind::Minus, Kind::Tilde]));
                need!(p.factor());
                Ok(Some(p.close_node(Shape::Operation, sign.start, Vec::new())))
            })?;
            if found.is_some() {
                return Ok(found);
            }
            p.power()
        })
    }

    fn power(&mut self) -> Match {
        let found = self.alt(|p| {
            let start = p.peek()?.start;
            need!(p.await_primary());
            need!(p.token(Kind::DoubleStar));
            need!(p.factor());
            Ok(Some(p.close_node(Shape::Operation, start, Vec::new())))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        self.await_primary()
    }

    fn await_primary(&mut self) -> Match {
        self.remembered(Rule::AwaitPrimary, |p| {
            let found = p.alt(|p| {
                let word = need!(p.token(Kind::KwAwait));
                need!(p.primary());
                Ok(Some(p.close_node(Shape::Await, word.start, Vec::new())))
            })?;
            if found.is_some() {
                return Ok(found);
            }
            p.primary()
        })
    }

    fn lambda(&mut self) -> Match {
        self.alt(|p| {
            let word = need!(p.token(Kind::KwLambda));
            p.maybe(Self::lambda_params)?;
            need!(p.token(Kind::Colon));
            need!(p.expression());
            Ok(Some(p.close_node(Shape::Lambda, word.start, Vec::new())))
        })
    }
}
