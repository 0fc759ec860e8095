//! The one pass over a fresh tree that completes it and decides what needs a closer look.
//!
//! * Placeholders of f-strings become real nodes ([`crate::fstring`]).
//! * A generator that is a call's only argument gets CPython's range, which includes the call's parentheses; the
//!   subject tuple of a `match` gets its own range; `(x): int` is marked as not simple.
//! * Nesting is measured, as CPython's recursive compiler passes (`depth`) and its parser (`parser_level`) would.
//! * Constructs that the parser crate accepts and CPython's grammar does not (`f() = 1`) make the tree *suspicious*. The
//!   test here may err on the side of suspicion: the diagnoser then parses with CPython's own grammar and has the last
//!   word.
//!
//! The walk recurses; [`crate::stack`] sees to it that a deep tree is walked on a large stack.

use rustpython_parser::ast::{self, Expr, Pattern, Ranged, Stmt};
use rustpython_parser::text_size::TextRange;

use crate::feed::{Side, StringRun};
use crate::fstring::FStringBuilder;
use crate::token::{Kind, Token};

/// The tree cannot be completed; the diagnoser knows why.
#[derive(Debug)]
pub(crate) struct Rejected;

type Walk = Result<(), Rejected>;

/// State of the walk.
pub(crate) struct Finish<'a> {
    source: &'a str,
    tokens: &'a [Token],
    runs: &'a [StringRun],
    side: &'a mut Side,
    pub(crate) suspicious: bool,
    depth: u32,
    pub(crate) max_depth: u32,
    parser_level: u32,
    pub(crate) max_parser_level: u32,
}

/// Which targets a position admits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Store,
    Single,
    Delete,
}

impl<'a> Finish<'a> {
    pub(crate) fn new(
        source: &'a str,
        tokens: &'a [Token],
        runs: &'a [StringRun],
        side: &'a mut Side,
    ) -> Finish<'a> {
        Finish {
            source,
            tokens,
            runs,
            side,
            suspicious: false,
            depth: 0,
            max_depth: 0,
            parser_level: 0,
            max_parser_level: 0,
        }
    }

    /// Replaces the placeholders of one field's expression; the enclosing walk does the rest later.
    pub(crate) fn placeholders(
        source: &str,
        tokens: &[Token],
        runs: &[StringRun],
        side: &mut Side,
        expr: &mut Expr,
    ) -> Walk {
        Finish::new(source, tokens, runs, side).expr(expr)
    }

    /// Walks a block.
    pub(crate) fn body(&mut self, body: &mut [Stmt]) -> Walk {
        for stmt in body {
            self.stmt(stmt)?;
        }
        Ok(())
    }

    /// Walks a lone expression.
    pub(crate) fn expression(&mut self, expr: &mut Expr) -> Walk {
        // Where a lone expression is wanted, CPython's grammar has no stars outside brackets.
        self.suspicious |= match &*expr {
            Expr::Starred(_) => true,
            Expr::Tuple(tuple) => tuple.elts.iter().any(Expr::is_starred_expr),
            _ => false,
        };
        self.expr(expr)
    }

    fn enter(&mut self) {
        self.depth += 1;
        self.max_depth = self.max_depth.max(self.depth);
    }

    fn stmt(&mut self, stmt: &mut Stmt) -> Walk {
        self.enter();
        match stmt {
            Stmt::FunctionDef(node) => {
                self.exprs(&mut node.decorator_list)?;
                self.type_params(&mut node.type_params)?;
                self.arguments(&mut node.args)?;
                self.option(&mut node.returns)?;
                self.body(&mut node.body)?;
            }
            Stmt::AsyncFunctionDef(node) => {
                self.exprs(&mut node.decorator_list)?;
                self.type_params(&mut node.type_params)?;
                self.arguments(&mut node.args)?;
                self.option(&mut node.returns)?;
                self.body(&mut node.body)?;
            }
            Stmt::ClassDef(node) => {
                self.exprs(&mut node.decorator_list)?;
                self.type_params(&mut node.type_params)?;
                for base in &node.bases {
                    self.suspicious |=
                        base.is_generator_exp_expr() && !self.is_parenthesised(base.range());
                }
                self.exprs(&mut node.bases)?;
                self.keywords(&mut node.keywords)?;
                self.body(&mut node.body)?;
            }
            Stmt::Return(node) => self.option(&mut node.value)?,
            Stmt::Delete(node) => {
                for target in &mut node.targets {
                    self.target(target, Target::Delete);
                    self.expr(target)?;
                }
            }
            Stmt::Assign(node) => {
                for target in &mut node.targets {
                    self.target(target, Target::Store);
                    self.expr(target)?;
                }
                self.expr(&mut node.value)?;
            }
            Stmt::TypeAlias(node) => {
                self.expr(&mut node.name)?;
                self.type_params(&mut node.type_params)?;
                self.expr(&mut node.value)?;
            }
            Stmt::AugAssign(node) => {
                self.target(&node.target, Target::Single);
                self.expr(&mut node.target)?;
                self.expr(&mut node.value)?;
            }
            Stmt::AnnAssign(node) => {
                self.target(&node.target, Target::Single);
                if self.source.as_bytes().get(usize::from(node.range.start())) == Some(&b'(') {
                    node.simple = false;
                }
                self.expr(&mut node.target)?;
                self.expr(&mut node.annotation)?;
                self.option(&mut node.value)?;
            }
            Stmt::For(node) => {
                self.target(&node.target, Target::Store);
                self.expr(&mut node.target)?;
                self.expr(&mut node.iter)?;
                self.body(&mut node.body)?;
                self.body(&mut node.orelse)?;
            }
            Stmt::AsyncFor(node) => {
                self.target(&node.target, Target::Store);
                self.expr(&mut node.target)?;
                self.expr(&mut node.iter)?;
                self.body(&mut node.body)?;
                self.body(&mut node.orelse)?;
            }
            Stmt::While(node) => {
                self.expr(&mut node.test)?;
                self.body(&mut node.body)?;
                self.body(&mut node.orelse)?;
            }
            Stmt::If(node) => {
                self.expr(&mut node.test)?;
                self.body(&mut node.body)?;
                self.nested(1, |walk| walk.body(&mut node.orelse))?;
            }
            Stmt::With(node) => self.with(&mut node.items, &mut node.body)?,
            Stmt::AsyncWith(node) => self.with(&mut node.items, &mut node.body)?,
            Stmt::Match(node) => self.match_stmt(node)?,
            Stmt::Raise(node) => {
                self.option(&mut node.exc)?;
                self.option(&mut node.cause)?;
            }
            Stmt::Try(node) => {
                self.body(&mut node.body)?;
                self.handlers(&mut node.handlers)?;
                self.body(&mut node.orelse)?;
                self.body(&mut node.finalbody)?;
            }
            Stmt::TryStar(node) => {
                self.body(&mut node.body)?;
                self.handlers(&mut node.handlers)?;
                self.body(&mut node.orelse)?;
                self.body(&mut node.finalbody)?;
            }
            Stmt::Assert(node) => {
                self.expr(&mut node.test)?;
                self.option(&mut node.msg)?;
            }
            Stmt::Expr(node) => self.expr(&mut node.value)?,
            Stmt::Import(_)
            | Stmt::ImportFrom(_)
            | Stmt::Global(_)
            | Stmt::Nonlocal(_)
            | Stmt::Pass(_)
            | Stmt::Break(_)
            | Stmt::Continue(_) => {}
        }
        self.depth -= 1;
        Ok(())
    }

    fn nested(&mut self, levels: u32, walk: impl FnOnce(&mut Self) -> Walk) -> Walk {
        self.parser_level += levels;
        self.max_parser_level = self.max_parser_level.max(self.parser_level);
        let result = walk(self);
        self.parser_level -= levels;
        result
    }

    fn with(&mut self, items: &mut [ast::WithItem], body: &mut [Stmt]) -> Walk {
        for item in items {
            self.suspicious |= item.context_expr.is_starred_expr();
            self.expr(&mut item.context_expr)?;
            if let Some(target) = &mut item.optional_vars {
                self.target(target, Target::Store);
                self.expr(target)?;
            }
        }
        self.body(body)
    }

    fn match_stmt(&mut self, node: &mut ast::StmtMatch) -> Walk {
        self.suspicious |= node.subject.is_starred_expr();
        if let Expr::Tuple(tuple) = &mut *node.subject {
            if tuple.range.start() == node.range.start() {
                // Unparenthesised: from the first element to the token before the colon.
                let first = tuple
                    .elts
                    .first()
                    .map_or(tuple.range.start(), |e| e.range().start());
                let last = tuple
                    .elts
                    .last()
                    .map_or(tuple.range.end(), |e| e.range().end());
                let mut index = self.tokens.partition_point(|t| t.start < u32::from(last));
                while self
                    .tokens
                    .get(index)
                    .is_some_and(|t| matches!(t.kind, Kind::RPar | Kind::Comma))
                {
                    index += 1;
                }
                let end = self.tokens[..index].last().map_or(last, |t| t.end.into());
                tuple.range = TextRange::new(first, end.max(last));
            }
        }
        self.lone_subject(node);
        self.expr(&mut node.subject)?;
        for case in &mut node.cases {
            self.suspicious |= case.pattern.is_match_star();
            self.pattern(&mut case.pattern)?;
            self.option(&mut case.guard)?;
            self.body(&mut case.body)?;
        }
        Ok(())
    }

    /// `match x,:` matches a tuple, which the parser forgets.
    fn lone_subject(&self, node: &mut ast::StmtMatch) {
        let subject = node.subject.range();
        let mut index = self
            .tokens
            .partition_point(|t| t.start < u32::from(subject.end()));
        while self.tokens.get(index).is_some_and(|t| t.kind == Kind::RPar) {
            index += 1;
        }
        let comma = self.tokens.get(index).filter(|t| t.kind == Kind::Comma);
        let colon = self
            .tokens
            .get(index + 1)
            .is_some_and(|t| t.kind == Kind::Colon);
        if let (Some(comma), true) = (comma, colon) {
            let range = TextRange::new(subject.start(), comma.end.into());
            let tuple = Expr::Tuple(ast::ExprTuple {
                range,
                elts: Vec::new(),
                ctx: ast::ExprContext::Load,
            });
            let element = std::mem::replace(&mut *node.subject, tuple);
            if let Expr::Tuple(tuple) = &mut *node.subject {
                tuple.elts.push(element);
            }
        }
    }

    fn handlers(&mut self, handlers: &mut [ast::ExceptHandler]) -> Walk {
        for ast::ExceptHandler::ExceptHandler(handler) in handlers {
            self.option(&mut handler.type_)?;
            self.body(&mut handler.body)?;
        }
        Ok(())
    }

    fn pattern(&mut self, pattern: &mut Pattern) -> Walk {
        self.enter();
        match pattern {
            Pattern::MatchValue(node) => {
                self.suspicious |= match &*node.value {
                    Expr::BinOp(sum) => {
                        let is_complex = |e: &Expr| matches!(e, Expr::Constant(c) if matches!(c.value, ast::Constant::Complex { .. }));
                        let left = match &*sum.left {
                            Expr::UnaryOp(minus) => &minus.operand,
                            left => left,
                        };
                        !is_complex(&sum.right) || is_complex(left)
                    }
                    Expr::Constant(_) | Expr::UnaryOp(_) | Expr::Attribute(_) => false,
                    _ => true,
                };
                self.expr(&mut node.value)?;
            }
            Pattern::MatchSingleton(_) | Pattern::MatchStar(_) => {}
            Pattern::MatchSequence(node) => {
                for pattern in &mut node.patterns {
                    self.pattern(pattern)?;
                }
            }
            Pattern::MatchMapping(node) => {
                self.suspicious |= node.rest.as_ref().is_some_and(|rest| rest.as_str() == "_");
                self.exprs(&mut node.keys)?;
                self.lone_patterns(&mut node.patterns)?;
            }
            Pattern::MatchClass(node) => {
                self.expr(&mut node.cls)?;
                self.lone_patterns(&mut node.patterns)?;
                self.lone_patterns(&mut node.kwd_patterns)?;
            }
            Pattern::MatchAs(node) => {
                if let Some(pattern) = &mut node.pattern {
                    self.suspicious |= pattern.is_match_star();
                    self.pattern(pattern)?;
                }
            }
            Pattern::MatchOr(node) => self.lone_patterns(&mut node.patterns)?,
        }
        self.depth -= 1;
        Ok(())
    }

    /// Patterns in positions where `*x` is not one.
    fn lone_patterns(&mut self, patterns: &mut [Pattern]) -> Walk {
        for pattern in patterns {
            self.suspicious |= pattern.is_match_star();
            self.pattern(pattern)?;
        }
        Ok(())
    }

    fn type_params(&mut self, params: &mut [ast::TypeParam]) -> Walk {
        for param in params {
            if let ast::TypeParam::TypeVar(node) = param {
                self.option(&mut node.bound)?;
            }
        }
        Ok(())
    }

    fn arguments(&mut self, args: &mut ast::Arguments) -> Walk {
        if args.vararg.is_none() && args.kwonlyargs.is_empty() {
            if let Some(kwarg) = &args.kwarg {
                // `*, **kw` has no keyword-only parameter after the star.
                let at = self
                    .tokens
                    .partition_point(|t| t.start < u32::from(kwarg.range.start()));
                let star = at
                    .checked_sub(3)
                    .and_then(|i| self.tokens.get(i))
                    .map(|t| t.kind);
                self.suspicious |= star == Some(Kind::Star);
            }
        }
        for arg in args
            .posonlyargs
            .iter_mut()
            .chain(&mut args.args)
            .chain(&mut args.kwonlyargs)
        {
            self.option(&mut arg.def.annotation)?;
            self.option(&mut arg.default)?;
        }
        for arg in args.vararg.iter_mut().chain(&mut args.kwarg) {
            self.option(&mut arg.annotation)?;
        }
        Ok(())
    }

    fn keywords(&mut self, keywords: &mut [ast::Keyword]) -> Walk {
        for keyword in keywords {
            self.expr(&mut keyword.value)?;
        }
        Ok(())
    }

    fn option(&mut self, expr: &mut Option<Box<Expr>>) -> Walk {
        match expr {
            Some(expr) => self.expr(expr),
            None => Ok(()),
        }
    }

    fn exprs(&mut self, exprs: &mut [Expr]) -> Walk {
        for expr in exprs {
            self.expr(expr)?;
        }
        Ok(())
    }

    fn run_at(&self, range: TextRange) -> Option<StringRun> {
        let start = u32::from(range.start());
        let at = self
            .runs
            .binary_search_by_key(&start, |run| run.start)
            .ok()?;
        Some(self.runs[at])
    }

    fn expr(&mut self, expr: &mut Expr) -> Walk {
        self.enter();
        match expr {
            Expr::Constant(node) => {
                if node.kind.is_some() && !self.runs.is_empty() {
                    if let Some(run) = self.run_at(node.range) {
                        let builder = FStringBuilder {
                            source: self.source,
                            tokens: self.tokens,
                        };
                        *expr = builder.build(run, self.side)?;
                        // The new node's own children are walked like any other's.
                        if let Expr::JoinedStr(node) = expr {
                            self.exprs(&mut node.values)?;
                        }
                    }
                }
            }
            Expr::Name(_) => {}
            Expr::BoolOp(node) => self.exprs(&mut node.values)?,
            Expr::NamedExpr(node) => {
                self.expr(&mut node.target)?;
                self.expr(&mut node.value)?;
            }
            Expr::BinOp(node) => {
                self.expr(&mut node.left)?;
                let levels = if node.op == ast::Operator::Pow { 2 } else { 0 };
                self.nested(levels, |walk| walk.expr(&mut node.right))?;
            }
            Expr::UnaryOp(node) => self.nested(1, |walk| walk.expr(&mut node.operand))?,
            Expr::Lambda(node) => {
                self.arguments(&mut node.args)?;
                self.nested(2, |walk| walk.expr(&mut node.body))?;
            }
            Expr::IfExp(node) => {
                self.expr(&mut node.test)?;
                self.expr(&mut node.body)?;
                self.nested(1, |walk| walk.expr(&mut node.orelse))?;
            }
            Expr::Dict(node) => {
                for key in node.keys.iter_mut().flatten() {
                    self.expr(key)?;
                }
                self.exprs(&mut node.values)?;
            }
            Expr::Set(node) => self.exprs(&mut node.elts)?,
            Expr::ListComp(node) => self.comprehension(&mut node.elt, &mut node.generators)?,
            Expr::SetComp(node) => self.comprehension(&mut node.elt, &mut node.generators)?,
            Expr::GeneratorExp(node) => self.comprehension(&mut node.elt, &mut node.generators)?,
            Expr::DictComp(node) => {
                self.expr(&mut node.value)?;
                self.comprehension(&mut node.key, &mut node.generators)?;
            }
            Expr::Await(node) => self.expr(&mut node.value)?,
            Expr::Yield(node) => self.option(&mut node.value)?,
            Expr::YieldFrom(node) => self.expr(&mut node.value)?,
            Expr::Compare(node) => {
                self.expr(&mut node.left)?;
                self.exprs(&mut node.comparators)?;
            }
            Expr::Call(node) => self.call(node)?,
            Expr::FormattedValue(node) => {
                self.expr(&mut node.value)?;
                self.option(&mut node.format_spec)?;
            }
            Expr::JoinedStr(node) => self.exprs(&mut node.values)?,
            Expr::Attribute(node) => self.expr(&mut node.value)?,
            Expr::Subscript(node) => {
                if let Expr::Starred(starred) = &*node.slice {
                    // `a[*b]` is indexed by a tuple.
                    let range = starred.range;
                    let empty = Expr::Tuple(ast::ExprTuple {
                        range,
                        elts: Vec::new(),
                        ctx: ast::ExprContext::Load,
                    });
                    let element = std::mem::replace(&mut *node.slice, empty);
                    if let Expr::Tuple(tuple) = &mut *node.slice {
                        tuple.elts.push(element);
                    }
                }
                self.expr(&mut node.value)?;
                self.expr(&mut node.slice)?;
            }
            Expr::Starred(node) => self.expr(&mut node.value)?,
            Expr::List(node) => self.exprs(&mut node.elts)?,
            Expr::Tuple(node) => self.exprs(&mut node.elts)?,
            Expr::Slice(node) => {
                self.option(&mut node.lower)?;
                self.option(&mut node.upper)?;
                self.option(&mut node.step)?;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn comprehension(&mut self, elt: &mut Expr, generators: &mut [ast::Comprehension]) -> Walk {
        self.suspicious |= elt.is_starred_expr();
        self.expr(elt)?;
        for generator in generators {
            self.target(&generator.target, Target::Store);
            self.expr(&mut generator.target)?;
            self.expr(&mut generator.iter)?;
            self.exprs(&mut generator.ifs)?;
        }
        Ok(())
    }

    fn call(&mut self, node: &mut ast::ExprCall) -> Walk {
        if node.args.iter().any(Expr::is_generator_exp_expr) {
            let sole = node.args.len() == 1 && node.keywords.is_empty();
            let call_end = node.range.end();
            for arg in &mut node.args {
                let Expr::GeneratorExp(generator) = arg else {
                    continue;
                };
                if self.is_parenthesised(generator.range) {
                    continue;
                }
                let before = self
                    .tokens
                    .partition_point(|t| t.start < u32::from(generator.range.start()));
                let after = self
                    .tokens
                    .partition_point(|t| t.start < u32::from(generator.range.end()));
                let open = before.checked_sub(1).map(|i| self.tokens[i]);
                match (open, self.tokens.get(after)) {
                    (Some(open), Some(close))
                        if sole && open.kind == Kind::LPar && close.end == u32::from(call_end) =>
                    {
                        generator.range = TextRange::new(open.start.into(), call_end);
                    }
                    _ => self.suspicious = true,
                }
            }
        }
        self.expr(&mut node.func)?;
        self.exprs(&mut node.args)?;
        self.keywords(&mut node.keywords)
    }

    /// Whether the range begins with a `(` that is closed by its last character.
    fn is_parenthesised(&self, range: TextRange) -> bool {
        let first = self
            .tokens
            .partition_point(|t| t.start < u32::from(range.start()));
        let Some(open) = self.tokens.get(first).filter(|t| t.kind == Kind::LPar) else {
            return false;
        };
        let inside = open.level;
        let close = self.tokens[first + 1..].iter().find(|t| t.level < inside);
        close.is_some_and(|t| t.end == u32::from(range.end()))
    }

    fn target(&mut self, target: &Expr, kind: Target) {
        match target {
            Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_) => {}
            Expr::Tuple(node) if kind != Target::Single => self.targets(&node.elts, kind),
            Expr::List(node) if kind != Target::Single => self.targets(&node.elts, kind),
            Expr::Starred(node) if kind == Target::Store => {
                self.suspicious |= node.value.is_starred_expr();
                self.target(&node.value, kind);
            }
            _ => self.suspicious = true,
        }
    }

    fn targets(&mut self, elts: &[Expr], kind: Target) {
        for elt in elts {
            self.target(elt, kind);
        }
    }
}
