//! What CPython finds after parsing: in its symbol table and in its compiler.
//!
//! One walk over the tree, in the order in which CPython visits it. CPython runs three passes (future statements, symbol
//! table, code) and reports the first error of the first pass that has one; so each error found here is filed under its
//! pass, the first per pass is kept, and the walk goes on. Example: in
//!
//! ```text
//! return 1
//! def f(): x = 1; global x
//! ```
//!
//! the error shown is that of line 2, from the symbol table, though line 1 is wrong too.
//!
//! Names are tracked per scope only if the program declares some `global` or `nonlocal` or uses `:=`: nothing else can
//! be wrong about names, and hashing them all would cost more than the rest of the walk.

mod code;
mod pattern;
mod symbols;
mod warn;

use rustpython_parser::ast::{self, Expr, Ranged, Stmt};
use rustpython_parser::text_size::TextRange;

use crate::diagnose::Program;
use crate::error::SyntaxError;
use crate::token::{Kind, Token};

use symbols::Scope;

/// CPython's limit of blocks (loops, `with`, `try`) in blocks.
const MAX_BLOCKS: usize = 20;

/// Which of CPython's passes finds an error; earlier ones win.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Pass {
    Future,
    Symbols,
    /// After the symbol table is complete: unresolved `nonlocal`s.
    Resolution,
    Code,
}

/// What encloses a statement within its function.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Loop,
    ExceptStar,
    Other,
}

/// Where yields, awaits and `:=` are not allowed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Restriction {
    None,
    TypeVarBound,
    TypeAlias,
    Generic,
    Annotation,
}

pub(crate) struct Check<'a> {
    program: &'a Program<'a>,
    found: Option<(Pass, SyntaxError)>,
    scopes: Vec<Scope<'a>>,
    /// Indices into `scopes` of the ones being visited, innermost last.
    open: Vec<usize>,
    tracking: bool,
    blocks: Vec<Block>,
    restriction: Restriction,
    future_annotations: bool,
    /// No statement but docstring and future imports has been seen.
    at_beginning: bool,
    warnings: Vec<(u32, String)>,
}

/// Whether names must be tracked.
fn needs_tracking(tokens: &[Token]) -> bool {
    tokens
        .iter()
        .any(|t| matches!(t.kind, Kind::KwGlobal | Kind::KwNonlocal | Kind::ColonEqual))
}

impl<'a> Check<'a> {
    /// Checks a module's statements. Yields the warnings.
    pub(crate) fn body(
        program: &'a Program<'a>,
        body: &'a [Stmt],
    ) -> Result<Vec<(u32, String)>, SyntaxError> {
        let mut check = Check::new(program);
        check.future_imports(body);
        check.block(body);
        check.finish()
    }

    /// Checks a lone expression.
    pub(crate) fn expression(
        program: &'a Program<'a>,
        expr: &'a Expr,
    ) -> Result<Vec<(u32, String)>, SyntaxError> {
        let mut check = Check::new(program);
        check.expr(expr);
        check.finish()
    }

    fn new(program: &'a Program<'a>) -> Check<'a> {
        Check {
            program,
            found: None,
            scopes: vec![Scope::module()],
            open: vec![0],
            tracking: needs_tracking(&program.lexed.tokens),
            blocks: Vec::new(),
            restriction: Restriction::None,
            future_annotations: false,
            at_beginning: true,
            warnings: Vec::new(),
        }
    }

    fn finish(mut self) -> Result<Vec<(u32, String)>, SyntaxError> {
        if self.tracking {
            self.resolve_nonlocals();
        }
        match self.found {
            Some((_, error)) => Err(error),
            None => Ok(self.warnings),
        }
    }

    /// Files an error. `msg` is made only if it is the first of its pass.
    fn report(&mut self, pass: Pass, range: TextRange, msg: impl FnOnce() -> String) {
        if self.found.as_ref().is_some_and(|found| found.0 <= pass) {
            return;
        }
        let mut error =
            self.program
                .placer()
                .late_span(range.start().into(), range.end().into(), msg());
        if pass == Pass::Future {
            // CPython's first pass gives no end.
            (error.end_lineno, error.end_offset) = (error.lineno, 0);
        }
        self.found = Some((pass, error));
    }

    fn symbol_error(&mut self, range: TextRange, msg: impl FnOnce() -> String) {
        self.report(Pass::Symbols, range, msg);
    }

    fn code_error(&mut self, range: TextRange, msg: &str) {
        self.report(Pass::Code, range, || msg.to_owned());
    }

    fn scope(&self) -> &Scope<'a> {
        &self.scopes[self.open[self.open.len() - 1]]
    }

    fn scope_mut(&mut self) -> &mut Scope<'a> {
        let index = self.open[self.open.len() - 1];
        &mut self.scopes[index]
    }

    fn block(&mut self, body: &'a [Stmt]) {
        for stmt in body {
            self.stmt(stmt);
        }
    }

    /// A block inside a loop, `with` or `try`.
    fn block_in(&mut self, block: Block, range: TextRange, body: &'a [Stmt]) {
        if self.blocks.len() >= MAX_BLOCKS {
            self.code_error(range, "too many statically nested blocks");
        }
        self.blocks.push(block);
        self.block(body);
        self.blocks.pop();
    }

    // ---- future statements ----

    fn future_imports(&mut self, body: &'a [Stmt]) {
        let mut docstring = true;
        for stmt in body {
            match stmt {
                Stmt::Expr(node)
                    if docstring
                        && matches!(&*node.value, Expr::Constant(c) if matches!(c.value, ast::Constant::Str(_))) =>
                    {}
                Stmt::ImportFrom(node) if is_future(node) => {
                    for alias in &node.names {
                        match alias.name.as_str() {
                            "nested_scopes" | "generators" | "division" | "absolute_import"
                            | "with_statement" | "print_function" | "unicode_literals"
                            | "barry_as_FLUFL" | "generator_stop" => {}
                            "annotations" => self.future_annotations = true,
                            "braces" => {
                                self.report(Pass::Future, node.range, || "not a chance".into())
                            }
                            name => {
                                self.report(Pass::Future, node.range, || {
                                    format!("future feature {name} is not defined")
                                });
                            }
                        }
                    }
                }
                _ => return,
            }
            docstring = false;
        }
    }

    // ---- statements ----

    fn stmt(&mut self, stmt: &'a Stmt) {
        let beginning = self.at_beginning;
        if beginning {
            self.at_beginning = match stmt {
                Stmt::ImportFrom(node) => is_future(node),
                Stmt::Expr(node) => {
                    matches!(&*node.value, Expr::Constant(c) if matches!(c.value, ast::Constant::Str(_)))
                }
                _ => false,
            };
        }
        match stmt {
            Stmt::FunctionDef(node) => self.function(FunctionParts {
                range: node.range,
                name: node.name.as_str(),
                args: &node.args,
                body: &node.body,
                decorators: &node.decorator_list,
                returns: node.returns.as_deref(),
                type_params: &node.type_params,
                asynchronous: false,
            }),
            Stmt::AsyncFunctionDef(node) => self.function(FunctionParts {
                range: node.range,
                name: node.name.as_str(),
                args: &node.args,
                body: &node.body,
                decorators: &node.decorator_list,
                returns: node.returns.as_deref(),
                type_params: &node.type_params,
                asynchronous: true,
            }),
            Stmt::ClassDef(node) => self.class(node),
            Stmt::Return(node) => self.return_stmt(node),
            Stmt::Delete(node) => self.targets(&node.targets),
            Stmt::Assign(node) => {
                self.expr(&node.value);
                for target in &node.targets {
                    self.store_target(target);
                }
            }
            Stmt::TypeAlias(node) => {
                self.expr(&node.name);
                self.generic(&node.type_params, |check| {
                    check.restricted(Restriction::TypeAlias, |check| check.expr(&node.value));
                });
            }
            Stmt::AugAssign(node) => {
                match &*node.target {
                    // Here CPython does not look at the attribute's name.
                    Expr::Attribute(target) => self.expr(&target.value),
                    target => self.expr(target),
                }
                self.expr(&node.value);
            }
            Stmt::AnnAssign(node) => self.annotated(node),
            Stmt::For(node) => self.for_stmt(
                node.range,
                [&node.iter, &node.target],
                &node.body,
                &node.orelse,
            ),
            Stmt::AsyncFor(node) => {
                self.needs_async(node.range, "'async for'");
                self.for_stmt(
                    node.range,
                    [&node.iter, &node.target],
                    &node.body,
                    &node.orelse,
                );
            }
            Stmt::While(node) => {
                self.expr(&node.test);
                self.block_in(Block::Loop, node.range, &node.body);
                self.block(&node.orelse);
            }
            Stmt::If(node) => self.if_stmt(node),
            Stmt::With(node) => self.with(node.range, &node.items, &node.body),
            Stmt::AsyncWith(node) => {
                self.needs_async(node.range, "'async with'");
                self.with(node.range, &node.items, &node.body);
            }
            Stmt::Match(node) => self.match_stmt(node),
            Stmt::Raise(node) => {
                self.option(node.exc.as_deref());
                self.option(node.cause.as_deref());
            }
            Stmt::Try(node) => {
                self.try_stmt(
                    node.range,
                    [&node.body, &node.orelse, &node.finalbody],
                    &node.handlers,
                    false,
                );
            }
            Stmt::TryStar(node) => {
                self.try_stmt(
                    node.range,
                    [&node.body, &node.orelse, &node.finalbody],
                    &node.handlers,
                    true,
                );
            }
            Stmt::Assert(node) => {
                self.warn_assert(node);
                self.expr(&node.test);
                self.option(node.msg.as_deref());
            }
            Stmt::Import(node) => {
                for alias in &node.names {
                    let name = alias
                        .asname
                        .as_ref()
                        .map_or(alias.name.as_str(), |name| name.as_str());
                    self.import_name(name.split('.').next().unwrap_or(name), node.range);
                }
            }
            Stmt::ImportFrom(node) => {
                if is_future(node) && !(beginning && self.open.len() == 1) {
                    self.code_error(
                        node.range,
                        "from __future__ imports must occur at the beginning of the file",
                    );
                }
                for alias in &node.names {
                    if alias.name.as_str() == "*" {
                        if self.open.len() > 1 {
                            self.symbol_error(alias.range, || {
                                "import * only allowed at module level".into()
                            });
                        }
                        continue;
                    }
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.import_name(name.as_str(), node.range);
                }
            }
            Stmt::Global(node) => self.declare(&node.names, node.range, true),
            Stmt::Nonlocal(node) => self.declare(&node.names, node.range, false),
            Stmt::Expr(node) => self.expr(&node.value),
            Stmt::Pass(_) => {}
            Stmt::Break(node) => self.leave_loop(node.range, "'break' outside loop"),
            Stmt::Continue(node) => self.leave_loop(node.range, "'continue' not properly in loop"),
        }
    }

    /// An `if` with its `elif`s, which nest in the tree but need not nest here.
    fn if_stmt(&mut self, node: &'a ast::StmtIf) {
        let mut node = node;
        loop {
            self.expr(&node.test);
            self.block(&node.body);
            match &node.orelse[..] {
                [Stmt::If(next)] => node = next,
                orelse => return self.block(orelse),
            }
        }
    }

    fn for_stmt(
        &mut self,
        range: TextRange,
        head: [&'a Expr; 2],
        body: &'a [Stmt],
        orelse: &'a [Stmt],
    ) {
        self.expr(head[0]);
        self.store_target(head[1]);
        self.block_in(Block::Loop, range, body);
        self.block(orelse);
    }

    fn with(&mut self, range: TextRange, items: &'a [ast::WithItem], body: &'a [Stmt]) {
        let depth = self.blocks.len();
        for item in items {
            self.expr(&item.context_expr);
            if self.blocks.len() >= MAX_BLOCKS {
                self.code_error(range, "too many statically nested blocks");
            }
            self.blocks.push(Block::Other);
            if let Some(target) = &item.optional_vars {
                self.store_target(target);
            }
        }
        self.block(body);
        self.blocks.truncate(depth);
    }

    fn try_stmt(
        &mut self,
        range: TextRange,
        parts: [&'a [Stmt]; 3],
        handlers: &'a [ast::ExceptHandler],
        star: bool,
    ) {
        let [body, orelse, finalbody] = parts;
        let depth = self.blocks.len();
        if !finalbody.is_empty() {
            self.blocks.push(Block::Other);
        }
        if handlers.is_empty() {
            self.block(body);
        } else {
            self.block_in(Block::Other, range, body);
        }
        for (index, ast::ExceptHandler::ExceptHandler(handler)) in handlers.iter().enumerate() {
            if handler.type_.is_none() && index + 1 < handlers.len() {
                self.code_error(handler.range, "default 'except:' must be last");
            }
            self.option(handler.type_.as_deref());
            if let Some(name) = &handler.name {
                self.bind(name.as_str(), handler.range);
            }
            let block = if star {
                Block::ExceptStar
            } else {
                Block::Other
            };
            self.block_in(block, handler.range, &handler.body);
        }
        self.block(orelse);
        self.blocks.truncate(depth);
        self.block(finalbody);
    }

    fn option(&mut self, expr: Option<&'a Expr>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }

    fn targets(&mut self, targets: &'a [Expr]) {
        for target in targets {
            self.expr(target);
        }
    }

    /// A target of `=`, `for`, `as`.
    fn store_target(&mut self, target: &'a Expr) {
        if let Expr::Starred(node) = target {
            self.code_error(
                node.range,
                "starred assignment target must be in a list or tuple",
            );
            return self.expr(&node.value);
        }
        self.expr(target);
    }

    fn annotated(&mut self, node: &'a ast::StmtAnnAssign) {
        if let (Expr::Name(target), true) = (&*node.target, node.simple) {
            self.annotate_name(target.id.as_str(), node.range);
        }
        // The value is computed before the target is looked at.
        self.option(node.value.as_deref());
        if let (Expr::Name(target), None) = (&*node.target, &node.value) {
            self.forbid_debug(target.id.as_str(), node.range, "assign to");
        }
        self.expr(&node.target);
        self.annotation(&node.annotation);
    }

    fn annotation(&mut self, annotation: &'a Expr) {
        if self.future_annotations {
            self.restricted(Restriction::Annotation, |check| check.expr(annotation));
        } else {
            self.expr(annotation);
        }
    }

    fn restricted(&mut self, restriction: Restriction, visit: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.restriction, restriction);
        visit(self);
        self.restriction = outer;
    }

    /// Type parameters, and what is visited in their scope.
    fn generic(&mut self, params: &'a [ast::TypeParam], visit: impl FnOnce(&mut Self)) {
        if params.is_empty() {
            return visit(self);
        }
        self.enter(symbols::ScopeKind::TypeParams, |check| {
            for param in params {
                match param {
                    ast::TypeParam::TypeVar(node) => {
                        check.bind_type_param(node.name.as_str(), node.range);
                        if let Some(bound) = &node.bound {
                            check.restricted(Restriction::TypeVarBound, |check| check.expr(bound));
                        }
                    }
                    ast::TypeParam::ParamSpec(node) => {
                        check.bind_type_param(node.name.as_str(), node.range)
                    }
                    ast::TypeParam::TypeVarTuple(node) => {
                        check.bind_type_param(node.name.as_str(), node.range)
                    }
                }
            }
            check.restricted(Restriction::Generic, visit);
        });
    }

    fn class(&mut self, node: &'a ast::StmtClassDef) {
        self.bind(node.name.as_str(), node.range);
        self.targets(&node.decorator_list);
        self.generic(&node.type_params, |check| {
            for base in &node.bases {
                check.argument(base);
            }
            check.keywords(&node.keywords);
            check.restricted(Restriction::None, |check| {
                check.enter(symbols::ScopeKind::Class, |check| check.block(&node.body));
            });
        });
    }

    fn keywords(&mut self, keywords: &'a [ast::Keyword]) {
        for keyword in keywords {
            if keyword
                .arg
                .as_ref()
                .is_some_and(|name| name.as_str() == "__debug__")
            {
                self.code_error(keyword.range, "cannot assign to __debug__");
            }
            self.expr(&keyword.value);
        }
    }

    fn function(&mut self, parts: FunctionParts<'a>) {
        self.bind(parts.name, parts.range);
        self.defaults(parts.args);
        self.targets(parts.decorators);
        self.generic(parts.type_params, |check| {
            check.annotations(parts.args);
            if let Some(returns) = parts.returns {
                check.annotation(returns);
            }
            check.restricted(Restriction::None, |check| {
                let kind = symbols::ScopeKind::Function {
                    asynchronous: parts.asynchronous,
                };
                check.enter(kind, |check| {
                    check.parameters(parts.args);
                    check.block(parts.body);
                    check.end_of_function();
                });
            });
        });
    }

    fn defaults(&mut self, args: &'a ast::Arguments) {
        for arg in args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .chain(&args.kwonlyargs)
        {
            self.option(arg.default.as_deref());
        }
    }

    fn annotations(&mut self, args: &'a ast::Arguments) {
        let plain = args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .map(|arg| &arg.def);
        let plain = plain
            .chain(args.vararg.as_deref())
            .chain(args.kwonlyargs.iter().map(|arg| &arg.def));
        for arg in plain.chain(args.kwarg.as_deref()) {
            match arg.annotation.as_deref() {
                // `*args: *Ts`
                Some(Expr::Starred(node)) => self.annotation(&node.value),
                Some(annotation) => self.annotation(annotation),
                None => {}
            }
        }
    }

    fn parameters(&mut self, args: &'a ast::Arguments) {
        let plain = args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .chain(&args.kwonlyargs)
            .map(|arg| &arg.def);
        for arg in plain
            .chain(args.vararg.as_deref())
            .chain(args.kwarg.as_deref())
        {
            self.bind_parameter(arg.arg.as_str(), arg.range);
        }
    }

    fn lambda(&mut self, node: &'a ast::ExprLambda) {
        self.defaults(&node.args);
        self.restricted(Restriction::None, |check| {
            check.enter(symbols::ScopeKind::Lambda, |check| {
                check.parameters(&node.args);
                check.expr(&node.body);
            });
        });
    }
}

/// A function definition, asynchronous or not.
struct FunctionParts<'a> {
    range: TextRange,
    name: &'a str,
    args: &'a ast::Arguments,
    body: &'a [Stmt],
    decorators: &'a [Expr],
    returns: Option<&'a Expr>,
    type_params: &'a [ast::TypeParam],
    asynchronous: bool,
}

fn is_future(node: &ast::StmtImportFrom) -> bool {
    // As in CPython, dots before the name make no difference.
    node.module
        .as_ref()
        .is_some_and(|module| module.as_str() == "__future__")
}

/// The range of an expression.
fn range_of(expr: &Expr) -> TextRange {
    expr.range()
}
