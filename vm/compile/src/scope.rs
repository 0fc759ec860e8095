//! Symbol tables: which variables each block binds, uses, captures and lends to inner functions.
//!
//! Two passes. [`build`] walks the tree once and notes, per block, how every name occurs. [`Scopes::resolve`] then
//! looks each name that a block does not bind up through the enclosing blocks, marks the binding one's variable as a
//! cell where a function boundary lies between, and makes it a free variable of every unit on the way.
//!
//! List, set and dict comprehensions have a scope but no unit of their own (PEP 709): their iteration variables are
//! registers of the unit around them, so a name they use from that unit is no capture.
//!
//! Example: in `def f(n): return [g(lambda: i + n) for i in n]` the comprehension binds `i` as a cell, `f` has the cell
//! `n`, the lambda has the free variables `i` and `n`, `g` is global everywhere.

use crate::error::{unsupported, Res};
use crate::hash::FastMap;
use crate::names::{Interner, Name};
use adder_syntax::ast::{self, Expr, Ranged, Stmt};
use adder_syntax::TextRange;

/// Index into [`Scopes::all`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ScopeId(pub u32);

/// What kind of block a scope belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScopeKind {
    Module,
    Class,
    /// `def` or `lambda`.
    Function,
    /// A generator expression: a function of its own.
    Generator,
    /// A list, set or dict comprehension: part of the unit around it.
    Inlined,
}

/// How a name occurs in one block; bits of [`Symbol::flags`].
pub mod uses {
    pub const BOUND: u16 = 1;
    pub const PARAM: u16 = 2;
    pub const GLOBAL: u16 = 4;
    pub const NONLOCAL: u16 = 8;
    pub const USED: u16 = 16;
    /// Bound here and captured by an inner function.
    pub const CELL: u16 = 32;
}

/// One name of one block.
#[derive(Clone, Copy, Debug)]
pub struct Symbol {
    pub name: Name,
    pub flags: u16,
}

impl Symbol {
    /// Whether the block binds this name itself.
    pub fn is_local(self) -> bool {
        self.flags & (uses::BOUND | uses::PARAM) != 0
            && self.flags & (uses::GLOBAL | uses::NONLOCAL) == 0
    }
}

/// The symbol table of one block.
#[derive(Debug)]
pub struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<ScopeId>,
    /// In order of first occurrence; parameters first.
    pub symbols: Vec<Symbol>,
    index: FastMap<Name, u32>,
    /// Captured names that the unit receives from outside.
    pub frees: Vec<Name>,
    /// `del` statements and `except ... as` clauses of the unit: name and source offset.
    pub deletes: Vec<(Name, u32)>,
    /// Targets of `:=` in the unit: name and source offset.
    pub walruses: Vec<(Name, u32)>,
    pub is_generator: bool,
    /// A class whose methods want `__class__`.
    pub needs_class_cell: bool,
    /// A module or class with annotated names.
    pub has_annotations: bool,
}

impl Scope {
    fn new(kind: ScopeKind, parent: Option<ScopeId>) -> Scope {
        Scope {
            kind,
            parent,
            symbols: Vec::new(),
            index: FastMap::default(),
            frees: Vec::new(),
            deletes: Vec::new(),
            walruses: Vec::new(),
            is_generator: false,
            needs_class_cell: false,
            has_annotations: false,
        }
    }

    /// The flags of a name, 0 if it does not occur.
    pub fn flags(&self, name: Name) -> u16 {
        // Most blocks have a handful of names: scanning them beats hashing.
        if self.index.is_empty() {
            return self
                .symbols
                .iter()
                .find(|symbol| symbol.name == name)
                .map_or(0, |symbol| symbol.flags);
        }
        self.index
            .get(&name)
            .map_or(0, |&at| self.symbols[at as usize].flags)
    }

    fn add(&mut self, name: Name, flags: u16) {
        let at = if self.index.is_empty() {
            self.symbols.iter().position(|symbol| symbol.name == name)
        } else {
            self.index.get(&name).map(|&at| at as usize)
        };
        match at {
            Some(at) => self.symbols[at].flags |= flags,
            None => {
                self.symbols.push(Symbol { name, flags });
                let count = self.symbols.len();
                if count == 17 {
                    self.index = self
                        .symbols
                        .iter()
                        .zip(0..)
                        .map(|(symbol, at)| (symbol.name, at))
                        .collect();
                } else if count > 17 {
                    self.index.insert(name, count as u32 - 1);
                }
            }
        }
    }

    fn is_bound(&self, name: Name) -> bool {
        Symbol {
            name,
            flags: self.flags(name),
        }
        .is_local()
    }
}

/// Every scope of one compilation.
pub struct Scopes {
    pub all: Vec<Scope>,
    /// Scope of a function, lambda, class or comprehension, by the address of its node.
    by_node: FastMap<usize, ScopeId>,
}

/// The key of a node: its address, good for as long as the tree is borrowed.
fn key<T>(node: &T) -> usize {
    std::ptr::from_ref(node) as usize
}

impl Scopes {
    pub fn get(&self, id: ScopeId) -> &Scope {
        &self.all[id.0 as usize]
    }

    fn get_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.all[id.0 as usize]
    }

    /// The scope that [`build`] made for this node.
    pub fn of<T>(&self, node: &T) -> Option<ScopeId> {
        self.by_node.get(&key(node)).copied()
    }

    fn resolve(&mut self, class_name: Name) -> Result<(), (Name, ScopeId)> {
        for at in 0..self.all.len() {
            let id = ScopeId(at as u32);
            for symbol in 0..self.all[at].symbols.len() {
                let symbol = self.all[at].symbols[symbol];
                if symbol.is_local() || symbol.flags & uses::GLOBAL != 0 {
                    continue;
                }
                let found = self.capture(symbol.name, id, class_name);
                if !found
                    && symbol.flags & uses::NONLOCAL != 0
                    && self.all[at].kind != ScopeKind::Generator
                {
                    return Err((symbol.name, id));
                }
            }
            let mut frees = std::mem::take(&mut self.all[at].frees);
            frees.sort_unstable();
            self.all[at].frees = frees;
        }
        Ok(())
    }

    /// Finds the function that binds `name` for a use in `from`; false if it is global.
    fn capture(&mut self, name: Name, from: ScopeId, class_name: Name) -> bool {
        let mut crossed: Vec<ScopeId> = Vec::new();
        let mut at = from;
        loop {
            if self.get(at).kind != ScopeKind::Inlined {
                crossed.push(at);
            }
            let Some(parent) = self.get(at).parent else {
                return false;
            };
            at = parent;
            let scope = self.get_mut(at);
            match scope.kind {
                ScopeKind::Module => return false,
                ScopeKind::Class => {
                    if name != class_name || crossed.is_empty() {
                        continue;
                    }
                    scope.needs_class_cell = true;
                }
                _ if scope.flags(name) & uses::GLOBAL != 0 => return false,
                _ if !scope.is_bound(name) => continue,
                _ if crossed.is_empty() => return true,
                _ => scope.add(name, uses::CELL),
            }
            for unit in crossed {
                let frees = &mut self.get_mut(unit).frees;
                if !frees.contains(&name) {
                    frees.push(name);
                }
            }
            return true;
        }
    }
}

/// Which tree to build tables for.
pub enum Root<'a> {
    Body(&'a [Stmt]),
    Expression(&'a Expr),
}

/// Builds and resolves the symbol tables; the root's scope is the first one.
pub fn build<'a>(
    root: Root<'a>,
    names: &mut Interner<'a>,
    future_annotations: bool,
    locate: &dyn Fn(TextRange, String) -> Box<adder_syntax::SyntaxError>,
) -> Res<Scopes> {
    let class_name = names.intern("__class__");
    let mut builder = Builder {
        scopes: Scopes {
            all: vec![Scope::new(ScopeKind::Module, None)],
            by_node: FastMap::default(),
        },
        names,
        at: ScopeId(0),
        class: None,
        future_annotations,
        locate,
        nonlocals: Vec::new(),
        class_name,
    };
    match root {
        Root::Body(body) => builder.body(body)?,
        Root::Expression(expr) => builder.expr(expr)?,
    }
    let Builder {
        mut scopes,
        names,
        nonlocals,
        ..
    } = builder;
    scopes.resolve(class_name).map_err(|(name, scope)| {
        let range = nonlocals
            .iter()
            .find(|entry| (entry.0, entry.1) == (name, scope))
            .map(|entry| entry.2);
        locate(
            range.unwrap_or_default(),
            format!("no binding for nonlocal '{}' found", names.text(name)),
        )
    })?;
    // Free variables are listed by name, as the reference does.
    for scope in &mut scopes.all {
        scope
            .frees
            .sort_unstable_by(|a, b| names.text(*a).cmp(names.text(*b)));
    }
    Ok(scopes)
}

struct Builder<'a, 'n> {
    scopes: Scopes,
    names: &'n mut Interner<'a>,
    at: ScopeId,
    class: Option<&'a str>,
    future_annotations: bool,
    locate: &'n dyn Fn(TextRange, String) -> Box<adder_syntax::SyntaxError>,
    nonlocals: Vec<(Name, ScopeId, TextRange)>,
    class_name: Name,
}

impl<'a> Builder<'a, '_> {
    fn scope(&mut self) -> &mut Scope {
        self.scopes.get_mut(self.at)
    }

    fn name(&mut self, text: &'a str) -> Name {
        self.names.mangled(self.class, text)
    }

    fn note(&mut self, text: &'a str, flags: u16) {
        let name = self.name(text);
        self.scope().add(name, flags);
    }

    /// The nearest scope with a unit of its own.
    fn unit(&mut self) -> &mut Scope {
        let mut at = self.at;
        while let (ScopeKind::Inlined, Some(parent)) =
            (self.scopes.get(at).kind, self.scopes.get(at).parent)
        {
            at = parent;
        }
        self.scopes.get_mut(at)
    }

    fn refuse<T>(&self, what: &str, range: TextRange) -> Res<T> {
        Err((self.locate)(range, unsupported(what)))
    }

    /// Runs `inside` in a new scope for `node`.
    fn enter<T>(
        &mut self,
        node: &T,
        kind: ScopeKind,
        inside: impl FnOnce(&mut Self) -> Res,
    ) -> Res {
        let id = ScopeId(self.scopes.all.len() as u32);
        self.scopes.all.push(Scope::new(kind, Some(self.at)));
        self.scopes.by_node.insert(key(node), id);
        let outer = std::mem::replace(&mut self.at, id);
        let result = inside(self);
        self.at = outer;
        result
    }

    fn body(&mut self, body: &'a [Stmt]) -> Res {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn stmt(&mut self, stmt: &'a Stmt) -> Res {
        match stmt {
            Stmt::FunctionDef(node) => {
                if let [first, ..] = &node.type_params[..] {
                    return self.refuse("type parameter syntax", first.range());
                }
                self.note(&node.name, uses::BOUND);
                self.exprs(&node.decorator_list)?;
                self.outer_arguments(&node.args)?;
                self.annotations(&node.args, node.returns.as_deref())?;
                self.enter(node, ScopeKind::Function, |this| {
                    this.parameters(&node.args);
                    this.body(&node.body)
                })
            }
            Stmt::ClassDef(node) => {
                if let [first, ..] = &node.type_params[..] {
                    return self.refuse("type parameter syntax", first.range());
                }
                self.note(&node.name, uses::BOUND);
                self.exprs(&node.decorator_list)?;
                self.exprs(&node.bases)?;
                node.keywords
                    .iter()
                    .try_for_each(|keyword| self.expr(&keyword.value))?;
                let outer = self.class;
                let result = self.enter(node, ScopeKind::Class, |this| {
                    this.class = Some(&node.name);
                    this.body(&node.body)
                });
                self.class = outer;
                result
            }
            Stmt::Return(node) => self.optional(node.value.as_deref()),
            Stmt::Delete(node) => node
                .targets
                .iter()
                .try_for_each(|target| self.delete(target)),
            Stmt::Assign(node) => {
                node.targets
                    .iter()
                    .try_for_each(|target| self.target(target))?;
                self.expr(&node.value)
            }
            Stmt::AugAssign(node) => {
                self.target(&node.target)?;
                if let Expr::Name(name) = &*node.target {
                    self.note(&name.id, uses::USED);
                }
                self.expr(&node.value)
            }
            Stmt::AnnAssign(node) => {
                match &*node.target {
                    Expr::Name(name) => {
                        if node.simple || node.value.is_some() {
                            self.note(&name.id, uses::BOUND);
                        }
                        if node.simple {
                            self.scope().has_annotations = true;
                        }
                    }
                    target => self.target(target)?,
                }
                if !self.future_annotations {
                    self.expr(&node.annotation)?;
                }
                self.optional(node.value.as_deref())
            }
            Stmt::For(node) => {
                self.target(&node.target)?;
                self.expr(&node.iter)?;
                self.body(&node.body)?;
                self.body(&node.orelse)
            }
            Stmt::While(node) => {
                self.expr(&node.test)?;
                self.body(&node.body)?;
                self.body(&node.orelse)
            }
            Stmt::If(first) => {
                let mut node = first;
                loop {
                    self.expr(&node.test)?;
                    self.body(&node.body)?;
                    match &node.orelse[..] {
                        [Stmt::If(next)] => node = next,
                        orelse => return self.body(orelse),
                    }
                }
            }
            Stmt::With(node) => {
                for item in &node.items {
                    self.expr(&item.context_expr)?;
                    if let Some(target) = &item.optional_vars {
                        self.target(target)?;
                    }
                }
                self.body(&node.body)
            }
            Stmt::Raise(node) => {
                self.optional(node.exc.as_deref())?;
                self.optional(node.cause.as_deref())
            }
            Stmt::Try(node) => {
                self.try_blocks(&node.body, &node.handlers, &node.orelse, &node.finalbody)
            }
            Stmt::TryStar(node) => {
                self.try_blocks(&node.body, &node.handlers, &node.orelse, &node.finalbody)
            }
            Stmt::Assert(node) => {
                self.expr(&node.test)?;
                self.optional(node.msg.as_deref())
            }
            Stmt::Import(node) => {
                for alias in &node.names {
                    match &alias.asname {
                        Some(name) => self.note(name, uses::BOUND),
                        None => self.note(alias.name.split('.').next().unwrap_or(""), uses::BOUND),
                    }
                }
                Ok(())
            }
            Stmt::ImportFrom(node) => {
                for alias in &node.names {
                    if alias.name.as_str() != "*" {
                        self.note(alias.asname.as_ref().unwrap_or(&alias.name), uses::BOUND);
                    }
                }
                Ok(())
            }
            Stmt::Global(node) => {
                node.names
                    .iter()
                    .for_each(|name| self.note(name, uses::GLOBAL));
                Ok(())
            }
            Stmt::Nonlocal(node) => {
                for text in &node.names {
                    let name = self.name(text);
                    self.scope().add(name, uses::NONLOCAL);
                    self.nonlocals.push((name, self.at, node.range));
                }
                Ok(())
            }
            Stmt::Expr(node) => self.expr(&node.value),
            Stmt::Pass(_) | Stmt::Break(_) | Stmt::Continue(_) => Ok(()),
            Stmt::AsyncFunctionDef(node) => self.refuse("'async def'", node.range),
            Stmt::AsyncFor(node) => self.refuse("'async for'", node.range),
            Stmt::AsyncWith(node) => self.refuse("'async with'", node.range),
            Stmt::Match(node) => self.refuse("'match'", node.range),
            Stmt::TypeAlias(node) => self.refuse("'type' statement", node.range),
        }
    }

    fn try_blocks(
        &mut self,
        body: &'a [Stmt],
        handlers: &'a [ast::ExceptHandler],
        orelse: &'a [Stmt],
        finalbody: &'a [Stmt],
    ) -> Res {
        self.body(body)?;
        for ast::ExceptHandler::ExceptHandler(handler) in handlers {
            self.optional(handler.type_.as_deref())?;
            if let Some(text) = &handler.name {
                let name = self.name(text);
                self.scope().add(name, uses::BOUND);
                let start = handler.range.start().into();
                self.unit().deletes.push((name, start));
            }
            self.body(&handler.body)?;
        }
        self.body(orelse)?;
        self.body(finalbody)
    }

    fn delete(&mut self, target: &'a Expr) -> Res {
        match target {
            Expr::Name(node) => {
                let name = self.name(&node.id);
                self.scope().add(name, uses::BOUND | uses::USED);
                self.unit().deletes.push((name, node.range.start().into()));
                Ok(())
            }
            Expr::Tuple(node) => node.elts.iter().try_for_each(|elt| self.delete(elt)),
            Expr::List(node) => node.elts.iter().try_for_each(|elt| self.delete(elt)),
            other => self.expr(other),
        }
    }

    fn target(&mut self, target: &'a Expr) -> Res {
        match target {
            Expr::Name(node) => {
                self.note(&node.id, uses::BOUND);
                Ok(())
            }
            Expr::Tuple(node) => node.elts.iter().try_for_each(|elt| self.target(elt)),
            Expr::List(node) => node.elts.iter().try_for_each(|elt| self.target(elt)),
            Expr::Starred(node) => self.target(&node.value),
            other => self.expr(other),
        }
    }

    fn optional(&mut self, expr: Option<&'a Expr>) -> Res {
        expr.map_or(Ok(()), |expr| self.expr(expr))
    }

    fn exprs(&mut self, exprs: &'a [Expr]) -> Res {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    /// Defaults, evaluated outside the function.
    fn outer_arguments(&mut self, args: &'a ast::Arguments) -> Res {
        for arg in args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .chain(&args.kwonlyargs)
        {
            self.optional(arg.default.as_deref())?;
        }
        Ok(())
    }

    fn annotations(&mut self, args: &'a ast::Arguments, returns: Option<&'a Expr>) -> Res {
        if self.future_annotations {
            return Ok(());
        }
        for arg in args.posonlyargs.iter().chain(&args.args) {
            self.optional(arg.def.annotation.as_deref())?;
        }
        if let Some(arg) = &args.vararg {
            self.optional(arg.annotation.as_deref())?;
        }
        for arg in &args.kwonlyargs {
            self.optional(arg.def.annotation.as_deref())?;
        }
        if let Some(arg) = &args.kwarg {
            self.optional(arg.annotation.as_deref())?;
        }
        self.optional(returns)
    }

    fn parameters(&mut self, args: &'a ast::Arguments) {
        for arg in args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .chain(&args.kwonlyargs)
        {
            self.note(&arg.def.arg, uses::PARAM);
        }
        for arg in args.vararg.iter().chain(&args.kwarg) {
            self.note(&arg.arg, uses::PARAM);
        }
    }

    fn expr(&mut self, expr: &'a Expr) -> Res {
        match expr {
            Expr::Name(node) => {
                self.note(&node.id, uses::USED);
                // `super()` reads `__class__` behind the scenes.
                if node.id.as_str() == "super"
                    && matches!(self.unit().kind, ScopeKind::Function | ScopeKind::Generator)
                {
                    let class_name = self.class_name;
                    self.scope().add(class_name, uses::USED);
                }
                Ok(())
            }
            Expr::Constant(_) => Ok(()),
            Expr::BinOp(first) => {
                // Long sums lean left: walk the spine without recursing.
                let mut node = first;
                loop {
                    self.expr(&node.right)?;
                    match &*node.left {
                        Expr::BinOp(next) => node = next,
                        other => return self.expr(other),
                    }
                }
            }
            Expr::BoolOp(node) => self.exprs(&node.values),
            Expr::NamedExpr(node) => {
                self.expr(&node.value)?;
                self.walrus(&node.target)
            }
            Expr::UnaryOp(node) => self.expr(&node.operand),
            Expr::Lambda(node) => {
                self.outer_arguments(&node.args)?;
                self.enter(node, ScopeKind::Function, |this| {
                    this.parameters(&node.args);
                    this.expr(&node.body)
                })
            }
            Expr::IfExp(node) => {
                self.expr(&node.test)?;
                self.expr(&node.body)?;
                self.expr(&node.orelse)
            }
            Expr::Dict(node) => {
                for (key, value) in node.keys.iter().zip(&node.values) {
                    self.optional(key.as_ref())?;
                    self.expr(value)?;
                }
                Ok(())
            }
            Expr::Set(node) => self.exprs(&node.elts),
            Expr::ListComp(node) => {
                self.comprehension(node, ScopeKind::Inlined, &node.generators, &[&node.elt])
            }
            Expr::SetComp(node) => {
                self.comprehension(node, ScopeKind::Inlined, &node.generators, &[&node.elt])
            }
            Expr::DictComp(node) => self.comprehension(
                node,
                ScopeKind::Inlined,
                &node.generators,
                &[&node.key, &node.value],
            ),
            Expr::GeneratorExp(node) => {
                self.comprehension(node, ScopeKind::Generator, &node.generators, &[&node.elt])
            }
            Expr::Await(node) => self.refuse("'await'", node.range),
            Expr::Yield(node) => {
                self.unit().is_generator = true;
                self.optional(node.value.as_deref())
            }
            Expr::YieldFrom(node) => {
                self.unit().is_generator = true;
                self.expr(&node.value)
            }
            Expr::Compare(node) => {
                self.expr(&node.left)?;
                self.exprs(&node.comparators)
            }
            Expr::Call(node) => {
                self.expr(&node.func)?;
                self.exprs(&node.args)?;
                node.keywords
                    .iter()
                    .try_for_each(|keyword| self.expr(&keyword.value))
            }
            Expr::FormattedValue(node) => {
                self.expr(&node.value)?;
                self.optional(node.format_spec.as_deref())
            }
            Expr::JoinedStr(node) => self.exprs(&node.values),
            Expr::Attribute(node) => self.expr(&node.value),
            Expr::Subscript(node) => {
                self.expr(&node.value)?;
                self.expr(&node.slice)
            }
            Expr::Starred(node) => self.expr(&node.value),
            Expr::List(node) => self.exprs(&node.elts),
            Expr::Tuple(node) => self.exprs(&node.elts),
            Expr::Slice(node) => {
                self.optional(node.lower.as_deref())?;
                self.optional(node.upper.as_deref())?;
                self.optional(node.step.as_deref())
            }
        }
    }

    /// Binds the target of `:=` in the nearest block that is no comprehension (PEP 572).
    fn walrus(&mut self, target: &'a Expr) -> Res {
        let Expr::Name(node) = target else {
            return self.target(target);
        };
        let name = self.name(&node.id);
        let offset = node.range.start().into();
        let mut at = self.at;
        let mut between: Vec<ScopeId> = Vec::new();
        while let (ScopeKind::Inlined | ScopeKind::Generator, Some(parent)) =
            (self.scopes.get(at).kind, self.scopes.get(at).parent)
        {
            between.push(at);
            at = parent;
        }
        let owner = self.scopes.get_mut(at);
        owner.add(name, uses::BOUND);
        owner.walruses.push((name, offset));
        let global = owner.kind == ScopeKind::Module || owner.flags(name) & uses::GLOBAL != 0;
        for id in between {
            let scope = self.scopes.get_mut(id);
            if scope.kind == ScopeKind::Generator {
                scope.add(name, if global { uses::GLOBAL } else { uses::NONLOCAL });
                scope.walruses.push((name, offset));
            }
        }
        Ok(())
    }

    fn comprehension<T>(
        &mut self,
        node: &'a T,
        kind: ScopeKind,
        generators: &'a [ast::Comprehension],
        elements: &[&'a Expr],
    ) -> Res {
        let Some((outermost, inner)) = generators.split_first() else {
            return Ok(());
        };
        if let Some(generator) = generators.iter().find(|generator| generator.is_async) {
            return self.refuse("asynchronous comprehension", generator.target.range());
        }
        self.expr(&outermost.iter)?;
        self.enter(node, kind, |this| {
            if kind == ScopeKind::Generator {
                this.scope().is_generator = true;
                // The first iterator is the function's only argument.
                let argument = this.names.intern(".0");
                this.scope().add(argument, uses::PARAM);
            }
            this.target(&outermost.target)?;
            this.exprs(&outermost.ifs)?;
            for generator in inner {
                this.target(&generator.target)?;
                this.expr(&generator.iter)?;
                this.exprs(&generator.ifs)?;
            }
            elements.iter().try_for_each(|element| this.expr(element))
        })
    }
}
