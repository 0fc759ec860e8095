//! Expressions and jumps: what the compiler rejects.

use rustpython_parser::ast::{self, Expr, ExprContext};
use rustpython_parser::text_size::TextRange;

use super::symbols::ScopeKind;
use super::{range_of, Block, Check};

impl<'a> Check<'a> {
    /// The function whose code this is, seen through inlined comprehensions.
    fn code_scope(&self) -> ScopeKind {
        self.open
            .iter()
            .rev()
            .map(|&index| self.scopes[index].kind)
            .find(|kind| {
                !matches!(
                    kind,
                    ScopeKind::Comprehension {
                        generator: false,
                        ..
                    }
                )
            })
            .unwrap_or(ScopeKind::Module)
    }

    fn is_async(&self) -> bool {
        matches!(
            self.code_scope(),
            ScopeKind::Function { asynchronous: true }
        )
    }

    /// `async for` and `async with` statements.
    pub(super) fn needs_async(&mut self, range: TextRange, what: &str) {
        if !self.is_async() {
            self.code_error(range, &format!("{what} outside async function"));
        }
        self.scope_mut().asynchronous_parts = true;
    }

    pub(super) fn return_stmt(&mut self, node: &'a ast::StmtReturn) {
        match self.scope().kind {
            ScopeKind::Function { asynchronous } => {
                if self.blocks.contains(&Block::ExceptStar) {
                    // CPython is by then at the value, if it is a constant.
                    let constant = node
                        .value
                        .as_deref()
                        .filter(|value| value.is_constant_expr());
                    self.except_star(constant.map_or(node.range, range_of));
                }
                if asynchronous && node.value.is_some() {
                    let scope = self.scope_mut();
                    scope.value_return = scope.value_return.or(Some(node.range));
                }
            }
            _ => self.code_error(node.range, "'return' outside function"),
        }
        self.option(node.value.as_deref());
    }

    /// What is known only at the end of a function.
    pub(super) fn end_of_function(&mut self) {
        let scope = self.scope();
        if let (true, Some(range)) = (scope.generator, scope.value_return) {
            self.code_error(range, "'return' with value in async generator");
        }
    }

    /// `break` and `continue`.
    pub(super) fn leave_loop(&mut self, range: TextRange, outside: &str) {
        let inner = self
            .blocks
            .iter()
            .rev()
            .take_while(|block| **block != Block::Loop);
        let star = inner.clone().any(|block| *block == Block::ExceptStar);
        let depth = inner.count();
        if star {
            self.except_star(range);
        } else if depth == self.blocks.len() {
            self.code_error(range, outside);
        }
    }

    fn except_star(&mut self, range: TextRange) {
        self.code_error(
            range,
            "'break', 'continue' and 'return' cannot appear in an except* block",
        );
    }

    /// Any expression, load or store.
    pub(super) fn expr(&mut self, expr: &'a Expr) {
        // Long chains lean left: go down first, then visit the right parts on the way up.
        if let Expr::BinOp(_) = expr {
            let mut spine = Vec::new();
            let mut at = expr;
            while let Expr::BinOp(node) = at {
                spine.push(&*node.right);
                at = &node.left;
            }
            self.expr(at);
            while let Some(right) = spine.pop() {
                self.expr(right);
            }
            return;
        }
        match expr {
            Expr::Name(node) => match node.ctx {
                ExprContext::Load => self.use_name(node.id.as_str()),
                ExprContext::Store => self.bind(node.id.as_str(), node.range),
                ExprContext::Del => {
                    self.forbid_debug(node.id.as_str(), node.range, "delete");
                    if self.tracking {
                        self.bind(node.id.as_str(), node.range);
                    }
                }
            },
            Expr::Constant(_) => {}
            Expr::BoolOp(node) => self.exprs(&node.values),
            Expr::NamedExpr(node) => self.walrus(node),
            Expr::BinOp(_) => {}
            Expr::UnaryOp(node) => self.expr(&node.operand),
            Expr::Lambda(node) => self.lambda(node),
            Expr::IfExp(node) => {
                self.expr(&node.test);
                self.expr(&node.body);
                self.expr(&node.orelse);
            }
            Expr::Dict(node) => {
                for key in node.keys.iter().flatten() {
                    self.expr(key);
                }
                self.exprs(&node.values);
            }
            Expr::Set(node) => self.elements(&node.elts),
            Expr::ListComp(node) => {
                self.comprehension(
                    node.range,
                    "list comprehension",
                    &node.generators,
                    &[&node.elt],
                );
            }
            Expr::SetComp(node) => {
                self.comprehension(
                    node.range,
                    "set comprehension",
                    &node.generators,
                    &[&node.elt],
                );
            }
            Expr::DictComp(node) => {
                self.comprehension(
                    node.range,
                    "dict comprehension",
                    &node.generators,
                    &[&node.key, &node.value],
                );
            }
            Expr::GeneratorExp(node) => {
                self.comprehension(
                    node.range,
                    "generator expression",
                    &node.generators,
                    &[&node.elt],
                );
            }
            Expr::Await(node) => self.await_expr(node),
            Expr::Yield(node) => {
                self.yield_expr(node.range);
                self.option(node.value.as_deref());
            }
            Expr::YieldFrom(node) => {
                self.yield_expr(node.range);
                if self.is_async() {
                    self.code_error(node.range, "'yield from' inside async function");
                }
                self.expr(&node.value);
            }
            Expr::Compare(node) => {
                self.warn_identity(node);
                self.expr(&node.left);
                self.exprs(&node.comparators);
            }
            Expr::Call(node) => {
                self.warn_call(node);
                self.expr(&node.func);
                for arg in &node.args {
                    self.argument(arg);
                }
                self.keywords(&node.keywords);
            }
            Expr::FormattedValue(node) => {
                self.expr(&node.value);
                self.option(node.format_spec.as_deref());
            }
            Expr::JoinedStr(node) => self.exprs(&node.values),
            Expr::Attribute(node) => {
                match node.ctx {
                    // CPython does not mind `del x.__debug__`.
                    ExprContext::Load | ExprContext::Del => {}
                    ExprContext::Store => {
                        self.forbid_debug(node.attr.as_str(), node.range, "assign to")
                    }
                }
                self.expr(&node.value);
            }
            Expr::Subscript(node) => {
                self.warn_subscript(node);
                self.expr(&node.value);
                self.expr(&node.slice);
            }
            Expr::Starred(node) => {
                self.code_error(node.range, "can't use starred expression here");
                self.expr(&node.value);
            }
            Expr::List(node) => self.sequence(&node.elts, node.ctx, node.range),
            Expr::Tuple(node) => self.sequence(&node.elts, node.ctx, node.range),
            Expr::Slice(node) => {
                self.option(node.lower.as_deref());
                self.option(node.upper.as_deref());
                self.option(node.step.as_deref());
            }
        }
    }

    fn exprs(&mut self, exprs: &'a [Expr]) {
        for expr in exprs {
            self.expr(expr);
        }
    }

    /// An element of a display or an argument: may be starred.
    pub(super) fn argument(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Starred(node) => self.expr(&node.value),
            _ => self.expr(expr),
        }
    }

    fn elements(&mut self, elts: &'a [Expr]) {
        for elt in elts {
            self.argument(elt);
        }
    }

    fn sequence(&mut self, elts: &'a [Expr], ctx: ExprContext, range: TextRange) {
        if ctx == ExprContext::Store {
            let mut starred = false;
            for (index, elt) in elts.iter().enumerate() {
                if elt.is_starred_expr() {
                    if starred {
                        self.code_error(range, "multiple starred expressions in assignment");
                    } else if index >= 1 << 8 || elts.len() - index > (1 << 23) {
                        self.code_error(range, "too many expressions in star-unpacking assignment");
                    }
                    starred = true;
                }
            }
        }
        self.elements(elts);
    }

    fn yield_expr(&mut self, range: TextRange) {
        self.refuse_restricted(range, "yield expression");
        match self.scope().kind {
            ScopeKind::Comprehension { what, .. } => {
                self.symbol_error(range, || format!("'yield' inside {what}"))
            }
            kind if kind.is_function() => self.scope_mut().generator = true,
            _ => self.code_error(range, "'yield' outside function"),
        }
    }

    fn await_expr(&mut self, node: &'a ast::ExprAwait) {
        self.refuse_restricted(node.range, "await expression");
        let scope = self.scope();
        if !scope.kind.is_comprehension() {
            if !scope.kind.is_function() {
                self.code_error(node.range, "'await' outside function");
            } else if !self.is_async() {
                self.code_error(node.range, "'await' outside async function");
            }
        }
        self.scope_mut().asynchronous_parts = true;
        self.expr(&node.value);
    }

    fn comprehension(
        &mut self,
        range: TextRange,
        what: &'static str,
        generators: &'a [ast::Comprehension],
        elements: &[&'a Expr],
    ) {
        let Some((first, rest)) = generators.split_first() else {
            return;
        };
        // The first iterable belongs to the scope outside.
        let outer = std::mem::replace(&mut self.scope_mut().in_iterable, true);
        self.in_first_iterable(&first.iter, outer);
        let generator = what == "generator expression";
        let outside = self.code_scope();
        let inside_comprehension = self.scope().kind.is_comprehension();
        let mut asynchronous = false;
        self.enter(ScopeKind::Comprehension { what, generator }, |check| {
            check.comprehension_target(first);
            check.exprs(&first.ifs);
            for clause in rest {
                check.comprehension_target(clause);
                check.scope_mut().in_iterable = true;
                check.expr(&clause.iter);
                check.scope_mut().in_iterable = false;
                check.exprs(&clause.ifs);
            }
            for element in elements {
                check.expr(element);
            }
            asynchronous =
                check.scope().asynchronous_parts || generators.iter().any(|clause| clause.is_async);
        });
        if asynchronous && !generator {
            let allowed = inside_comprehension
                || matches!(outside, ScopeKind::Function { asynchronous: true });
            if !allowed && !matches!(outside, ScopeKind::Comprehension { .. }) {
                self.code_error(
                    range,
                    "asynchronous comprehension outside of an asynchronous function",
                );
            }
            if inside_comprehension {
                self.scope_mut().asynchronous_parts = true;
            }
        }
    }

    /// The iterable of the first clause: `:=` is refused there too.
    fn in_first_iterable(&mut self, iterable: &'a Expr, outer: bool) {
        let before = self.scope().kind;
        if !before.is_comprehension() {
            // Outside comprehensions the flag means nothing to the scope: look for `:=` directly.
            self.refuse_walrus(iterable);
        }
        self.expr(iterable);
        self.scope_mut().in_iterable = outer;
    }

    /// Reports the first `:=` in the expression itself (not in functions inside it).
    fn refuse_walrus(&mut self, expr: &'a Expr) {
        if !self.tracking {
            return;
        }
        let start = u32::from(range_of(expr).start());
        let end = u32::from(range_of(expr).end());
        let tokens = &self.program.lexed.tokens;
        let from = tokens.partition_point(|t| t.start < start);
        let walrus = tokens[from..]
            .iter()
            .take_while(|t| t.end <= end)
            .any(|t| t.kind == crate::token::Kind::ColonEqual);
        if walrus {
            if let Some(range) = find_walrus(expr) {
                self.symbol_error(range, || {
                    "assignment expression cannot be used in a comprehension iterable expression"
                        .into()
                });
            }
        }
    }

    fn comprehension_target(&mut self, clause: &'a ast::Comprehension) {
        if clause.is_async {
            self.scope_mut().asynchronous_parts = true;
        }
        self.store_target(&clause.target);
    }
}

/// The first `:=` of an expression.
fn find_walrus(expr: &Expr) -> Option<TextRange> {
    let all = |exprs: &[Expr]| exprs.iter().find_map(find_walrus);
    let optional = |expr: &Option<Box<Expr>>| expr.as_deref().and_then(find_walrus);
    let conditions =
        |clauses: &[ast::Comprehension]| clauses.iter().find_map(|clause| all(&clause.ifs));
    match expr {
        Expr::NamedExpr(node) => Some(node.range),
        Expr::BoolOp(node) => all(&node.values),
        Expr::BinOp(node) => find_walrus(&node.left).or_else(|| find_walrus(&node.right)),
        Expr::UnaryOp(node) => find_walrus(&node.operand),
        Expr::IfExp(node) => find_walrus(&node.test)
            .or_else(|| find_walrus(&node.body))
            .or_else(|| find_walrus(&node.orelse)),
        Expr::Dict(node) => node
            .keys
            .iter()
            .flatten()
            .find_map(find_walrus)
            .or_else(|| all(&node.values)),
        Expr::Set(node) => all(&node.elts),
        Expr::List(node) => all(&node.elts),
        Expr::Tuple(node) => all(&node.elts),
        Expr::ListComp(node) => find_walrus(&node.elt).or_else(|| conditions(&node.generators)),
        Expr::SetComp(node) => find_walrus(&node.elt).or_else(|| conditions(&node.generators)),
        Expr::GeneratorExp(node) => find_walrus(&node.elt).or_else(|| conditions(&node.generators)),
        Expr::Await(node) => find_walrus(&node.value),
        Expr::YieldFrom(node) => find_walrus(&node.value),
        Expr::Compare(node) => find_walrus(&node.left).or_else(|| all(&node.comparators)),
        Expr::Call(node) => find_walrus(&node.func)
            .or_else(|| all(&node.args))
            .or_else(|| {
                node.keywords
                    .iter()
                    .find_map(|keyword| find_walrus(&keyword.value))
            }),
        Expr::FormattedValue(node) => {
            find_walrus(&node.value).or_else(|| optional(&node.format_spec))
        }
        Expr::JoinedStr(node) => all(&node.values),
        Expr::Attribute(node) => find_walrus(&node.value),
        Expr::Subscript(node) => find_walrus(&node.value).or_else(|| find_walrus(&node.slice)),
        Expr::Starred(node) => find_walrus(&node.value),
        Expr::Slice(node) => optional(&node.lower)
            .or_else(|| optional(&node.upper))
            .or_else(|| optional(&node.step)),
        Expr::Yield(node) => optional(&node.value),
        Expr::DictComp(node) => find_walrus(&node.key)
            .or_else(|| find_walrus(&node.value))
            .or_else(|| conditions(&node.generators)),
        Expr::Lambda(node) => find_walrus(&node.body),
        Expr::Constant(_) | Expr::Name(_) => None,
    }
}
