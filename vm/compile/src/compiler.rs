//! The compiler's state: the unit being written, its variables, and the few helpers everything else is made of.
//!
//! A *unit* becomes one code object. Entering a function saves the current unit and starts a fresh one. Where a name
//! lives is decided by [`Compiler::place`]: first the iteration variables of the comprehensions being compiled (a
//! comprehension has no unit, its variables are temporaries of the unit around it), then the unit's own table, else
//! the global (or class, or module) dictionary.

use crate::consts::ConstPool;
use crate::emit::{Emitter, Label, Region};
use crate::error::{error_at, Res};
use crate::hash::FastMap;
use crate::names::{Interner, Name};
use crate::regs::{Reg, RegSet, Regs};
use crate::scope::{self, uses, Root, ScopeId, ScopeKind, Scopes};
use crate::{Mode, Options};
use adder_bytecode::unit::CacheSite;
use adder_bytecode::{CodeFlags, CodeUnit, Const, Instr, Op, Pos};
use adder_syntax::ast::{self, Expr, Stmt};
use adder_syntax::{LineIndex, SyntaxError, TextRange, TextSize};
use std::rc::Rc;

/// Where a name lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// In a register.
    Local(Reg),
    /// In a cell that a register holds.
    Cell(Reg),
    /// A class body's name that an enclosing function binds: the class dictionary first, then the cell.
    ClassCell(Reg),
    Global,
    /// In the dictionary of the module or class body.
    Name,
}

/// What leaving a block early has to undo, innermost last.
#[derive(Clone, Copy)]
pub enum Block<'a> {
    Loop {
        exit: Label,
        next: Label,
        /// The loop's index, if its end reads the clock.
        clock: Option<u16>,
    },
    /// The body of `try: ... except: ...`.
    Try { region: Region },
    /// The body of `try: ... finally: body`.
    Finally { region: Region, body: &'a [Stmt] },
    /// A handler; `outer` holds the exception handled before.
    Handler { region: Region, outer: Reg },
    /// The body of `except ... as name`.
    Named {
        region: Region,
        name: Name,
        range: TextRange,
    },
    /// A `with` body; `base` holds `__exit__`.
    With {
        region: Region,
        base: Reg,
        range: TextRange,
    },
}

/// Tables keyed by op for shared inline caches.
type CacheKey = (Op, Name);

/// One code object under construction.
pub struct Unit<'a> {
    pub scope: ScopeId,
    pub kind: ScopeKind,
    pub name: &'a str,
    pub qualname: Box<str>,
    pub first_line: u32,
    pub flags: u32,
    pub emit: Emitter,
    pub regs: Regs,
    pub blocks: Vec<Block<'a>>,
    /// Indices of the loops around the current point.
    pub loops: Vec<u16>,
    pub argcount: u32,
    pub posonly: u32,
    pub kwonly: u32,
    pub docstring: Option<Box<[u8]>>,
    /// Name of the first parameter, the usual `self`.
    pub first_param: Option<Name>,
    pub self_attrs: Vec<u32>,
    places: FastMap<Name, Place>,
    frees: Vec<(Name, Reg)>,
    cells: Vec<(Name, Reg)>,
    varnames: Vec<Name>,
    /// Variables of the comprehensions around the current point, innermost last.
    pub overlay: Vec<(Name, Place)>,
    consts: ConstPool,
    names: Vec<Name>,
    name_index: FastMap<Name, u32>,
    caches: Vec<CacheSite>,
    shared_caches: FastMap<CacheKey, u16>,
    /// Its beginning and end read the clock.
    pub clocked: bool,
    /// Set when an operand field is too narrow for this unit.
    overflow: Option<&'static str>,
}

/// Everything about one compilation.
pub struct Compiler<'a> {
    pub source: &'a str,
    pub lines: &'a LineIndex,
    wide: &'a dyn Fn(TextSize) -> Option<&'a [u8]>,
    pub names: Interner<'a>,
    pub scopes: Scopes,
    pub unit: Unit<'a>,
    outer: Vec<Unit<'a>>,
    /// The class whose private names are being mangled.
    pub class: Option<&'a str>,
    pub options: Options,
    pub filename: &'a str,
    pub mode: Mode,
    /// The last range turned into a position.
    located: (TextRange, Pos),
}

/// Compiles a source text.
pub fn compile(source: &str, filename: &str, mode: Mode, options: Options) -> Res<Rc<CodeUnit>> {
    match mode {
        Mode::Exec => {
            let parsed = adder_syntax::parse_module(source, filename)?;
            let wide = |start| parsed.wtf8_literal(start);
            let unit = run(
                &parsed.source,
                &parsed.lines,
                &wide,
                mode,
                filename,
                options,
                Root::Body(&parsed.tree.body),
            )?;
            Ok(with_warnings(unit, &parsed.warnings))
        }
        Mode::Single => {
            let parsed = adder_syntax::parse_single(source, filename)?;
            let wide = |start| parsed.wtf8_literal(start);
            let unit = run(
                &parsed.source,
                &parsed.lines,
                &wide,
                mode,
                filename,
                options,
                Root::Body(&parsed.tree.body),
            )?;
            Ok(with_warnings(unit, &parsed.warnings))
        }
        Mode::Eval => {
            let parsed = adder_syntax::parse_expression(source, filename)?;
            let wide = |start| parsed.wtf8_literal(start);
            let unit = run(
                &parsed.source,
                &parsed.lines,
                &wide,
                mode,
                filename,
                options,
                Root::Expression(&parsed.tree.body),
            )?;
            Ok(with_warnings(unit, &parsed.warnings))
        }
    }
}

/// Whether the body begins with `from __future__ import annotations`.
/// The module's unit takes the parser's warnings along.
fn with_warnings(mut unit: Rc<CodeUnit>, warnings: &[adder_syntax::SyntaxWarning]) -> Rc<CodeUnit> {
    if let (false, Some(unit)) = (warnings.is_empty(), Rc::get_mut(&mut unit)) {
        unit.warnings = warnings
            .iter()
            .map(|w| (w.lineno, w.msg.as_str().into()))
            .collect();
    }
    unit
}

fn wants_future_annotations(body: &[Stmt]) -> bool {
    body.iter()
        .enumerate()
        .take_while(|(at, stmt)| match stmt {
            Stmt::Expr(node) => *at == 0 && is_string(&node.value),
            Stmt::ImportFrom(node) => node.module.as_deref() == Some("__future__"),
            _ => false,
        })
        .any(|(_, stmt)| match stmt {
            Stmt::ImportFrom(node) => node
                .names
                .iter()
                .any(|alias| alias.name.as_str() == "annotations"),
            _ => false,
        })
}

/// Whether an expression is a plain string literal.
pub fn is_string(expr: &Expr) -> bool {
    matches!(expr, Expr::Constant(node) if matches!(node.value, ast::Constant::Str(_)))
}

fn run<'a>(
    source: &'a str,
    lines: &'a LineIndex,
    wide: &'a dyn Fn(TextSize) -> Option<&'a [u8]>,
    mode: Mode,
    filename: &'a str,
    mut options: Options,
    root: Root<'a>,
) -> Res<Rc<CodeUnit>> {
    if let Root::Body(body) = &root {
        options.future_annotations |= wants_future_annotations(body);
    }
    let (body, expr) = match root {
        Root::Body(body) => (body, None),
        Root::Expression(expr) => (&[][..], Some(expr)),
    };
    let mut names = Interner::default();
    let locate = |range, msg| error_at(source, lines, range, msg);
    let scopes = scope::build(root, &mut names, options.future_annotations, &locate)?;
    let unit = Unit::new(
        ScopeId(0),
        ScopeKind::Module,
        "<module>",
        "<module>".into(),
        1,
    );
    let mut compiler = Compiler {
        source,
        lines,
        wide,
        names,
        scopes,
        unit,
        outer: Vec::new(),
        class: None,
        options,
        filename,
        mode,
        located: (TextRange::default(), Pos::default()),
    };
    compiler.unit.flags |= CodeFlags::MODULE | compiler.common_flags();
    match expr {
        Some(expr) => {
            let value = compiler.expr(expr)?;
            compiler.op(TextRange::default(), Op::Return, value, 0, 0);
        }
        None => compiler.module_body(body)?,
    }
    compiler.finish_unit()
}

impl<'a> Unit<'a> {
    fn new(
        scope: ScopeId,
        kind: ScopeKind,
        name: &'a str,
        qualname: Box<str>,
        first_line: u32,
    ) -> Unit<'a> {
        Unit {
            scope,
            kind,
            name,
            qualname,
            first_line,
            flags: 0,
            emit: Emitter::new(),
            regs: Regs::default(),
            blocks: Vec::new(),
            loops: Vec::new(),
            argcount: 0,
            posonly: 0,
            kwonly: 0,
            docstring: None,
            first_param: None,
            self_attrs: Vec::new(),
            places: FastMap::default(),
            frees: Vec::new(),
            cells: Vec::new(),
            varnames: Vec::new(),
            overlay: Vec::new(),
            consts: ConstPool::default(),
            names: Vec::new(),
            name_index: FastMap::default(),
            caches: Vec::new(),
            shared_caches: FastMap::default(),
            clocked: false,
            overflow: None,
        }
    }

    fn narrow(&mut self, value: u32, what: &'static str) -> u16 {
        u16::try_from(value).unwrap_or_else(|_| {
            self.overflow = Some(what);
            0
        })
    }
}

impl<'a> Compiler<'a> {
    // ---- units ----

    /// Saves the current unit and starts one for `scope`. Registers of variables are laid out: parameters, locals,
    /// cells of locals, free variables.
    pub fn enter_unit(&mut self, scope: ScopeId, name: &'a str, range: TextRange) {
        let kind = self.scopes.get(scope).kind;
        let qualname = self.qualname_of(name);
        let mut unit = Unit::new(scope, kind, name, qualname, self.line_of(range));
        let table = self.scopes.get(scope);
        let function = kind != ScopeKind::Class;
        let mut next: u32 = 0;
        let place = |unit: &mut Unit, next: &mut u32| {
            let reg = unit.narrow(*next, "too many variables");
            *next += 1;
            reg
        };
        if function {
            let is_param = |flags| flags & uses::PARAM != 0;
            let params = table.symbols.iter().filter(|symbol| is_param(symbol.flags));
            let locals = table.symbols.iter().filter(|symbol| {
                symbol.is_local() && !is_param(symbol.flags) && symbol.flags & uses::CELL == 0
            });
            for symbol in params.chain(locals) {
                let reg = place(&mut unit, &mut next);
                unit.varnames.push(symbol.name);
                let cell = symbol.flags & uses::CELL != 0;
                if cell {
                    unit.cells.push((symbol.name, reg));
                }
                unit.places.insert(
                    symbol.name,
                    if cell {
                        Place::Cell(reg)
                    } else {
                        Place::Local(reg)
                    },
                );
                if is_param(symbol.flags) && !cell {
                    unit.emit.set.insert(reg);
                }
            }
            let mut cells: Vec<Name> = table
                .symbols
                .iter()
                .filter(|symbol| {
                    symbol.is_local() && symbol.flags & uses::CELL != 0 && !is_param(symbol.flags)
                })
                .map(|symbol| symbol.name)
                .collect();
            cells.sort_unstable_by(|a, b| self.names.text(*a).cmp(self.names.text(*b)));
            for name in cells {
                let reg = place(&mut unit, &mut next);
                unit.cells.push((name, reg));
                unit.places.insert(name, Place::Cell(reg));
            }
        } else if table.needs_class_cell {
            let reg = place(&mut unit, &mut next);
            unit.cells.push((self.names.intern("__class__"), reg));
        }
        let table = self.scopes.get(scope);
        for &name in &table.frees {
            let reg = place(&mut unit, &mut next);
            unit.frees.push((name, reg));
            let flags = table.flags(name);
            if function {
                unit.places.entry(name).or_insert(Place::Cell(reg));
            } else if flags & uses::BOUND == 0 || flags & uses::NONLOCAL != 0 {
                unit.places.insert(name, Place::ClassCell(reg));
            }
        }
        for symbol in table
            .symbols
            .iter()
            .filter(|symbol| symbol.flags & uses::GLOBAL != 0)
        {
            unit.places.insert(symbol.name, Place::Global);
        }
        unit.regs = Regs::new(next);
        unit.flags = match kind {
            ScopeKind::Class => CodeFlags::CLASS_BODY,
            _ => CodeFlags::OPTIMIZED | CodeFlags::NEWLOCALS,
        };
        if table.is_generator {
            unit.flags |= CodeFlags::GENERATOR;
        }
        unit.flags |= self.common_flags();
        let mut at = self.scopes.get(scope).parent;
        while let Some(id) = at {
            if !matches!(
                self.scopes.get(id).kind,
                ScopeKind::Module | ScopeKind::Class
            ) {
                unit.flags |= CodeFlags::NESTED;
                break;
            }
            at = self.scopes.get(id).parent;
        }
        self.outer.push(std::mem::replace(&mut self.unit, unit));
        let none = TextRange::default();
        if let Some(&(_, first)) = self.unit.frees.first() {
            let count = self.unit.frees.len() as u16;
            self.op(none, Op::CopyFree, first, count, 0);
        }
        for at in 0..self.unit.cells.len() {
            let (_, reg) = self.unit.cells[at];
            self.op(none, Op::MakeCell, reg, 0, 0);
        }
    }

    /// Ends the current unit and returns to the one around it.
    pub fn leave_unit(&mut self) -> Res<Rc<CodeUnit>> {
        let code = self.finish_unit();
        if let Some(outer) = self.outer.pop() {
            self.unit = outer;
        }
        code
    }

    fn finish_unit(&mut self) -> Res<Rc<CodeUnit>> {
        if self.unit.emit.live || self.unit.emit.code.is_empty() {
            self.unit.emit.live = true;
            self.end_call();
            let mark = self.unit.regs.mark();
            let reg = self.unit.regs.alloc();
            let range = TextRange::default();
            self.load_const(range, Const::None, reg);
            self.op(range, Op::Return, reg, 0, 0);
            self.unit.regs.release(mark);
        }
        let fresh = Unit::new(ScopeId(0), ScopeKind::Module, "", "".into(), 0);
        let mut unit = std::mem::replace(&mut self.unit, fresh);
        unit.emit.finish();
        if unit.regs.size() > u32::from(u16::MAX) {
            unit.overflow = Some("too many registers");
        }
        if let Some(what) = unit.overflow {
            let msg = format!("{what} in {}", unit.name);
            return Err(error_at(self.source, self.lines, TextRange::default(), msg));
        }
        let text = |name: Name| -> Box<str> { self.names.text(name).into() };
        let pair = |&(name, reg): &(Name, Reg)| (text(name), reg);
        let code = CodeUnit {
            warnings: Vec::new(),
            name: unit.name.into(),
            qualname: unit.qualname,
            first_line: unit.first_line,
            flags: CodeFlags(unit.flags),
            argcount: unit.argcount,
            posonly: unit.posonly,
            kwonly: unit.kwonly,
            // One at least: unused operand fields read as register 0.
            nregs: unit.regs.size().max(1),
            nvars: unit.regs.first_temporary(),
            varnames: unit.varnames.iter().map(|&name| text(name)).collect(),
            cellvars: unit.cells.iter().map(pair).collect(),
            freevars: unit.frees.iter().map(pair).collect(),
            names: unit.names.iter().map(|&name| text(name)).collect(),
            consts: unit.consts.list,
            caches: unit.caches,
            loops: unit.emit.loops,
            code: unit.emit.code,
            positions: unit.emit.positions,
            exc_table: unit.emit.exc_table,
            docstring: unit.docstring,
            self_attrs: unit.self_attrs,
        };
        #[cfg(debug_assertions)]
        if let Err(problem) = adder_bytecode::verify::verify(&code) {
            panic!(
                "bad code for {}: {problem}\n{}",
                code.qualname,
                adder_bytecode::dis::disassemble(&code)
            );
        }
        Ok(Rc::new(code))
    }

    /// Flags that every unit of a compilation has.
    fn common_flags(&self) -> u32 {
        let future = if self.options.future_annotations {
            CodeFlags::FUTURE_ANNOTATIONS
        } else {
            0
        };
        future
            | if self.options.prelude {
                CodeFlags::HIDDEN
            } else {
                0
            }
    }

    fn qualname_of(&mut self, name: &'a str) -> Box<str> {
        let unit = &self.unit;
        match unit.kind {
            ScopeKind::Module => name.into(),
            _ => {
                let mangled = self.names.mangled(self.class, name);
                if self.scopes.get(unit.scope).flags(mangled) & uses::GLOBAL != 0 {
                    return name.into();
                }
                match unit.kind {
                    ScopeKind::Class => format!("{}.{name}", unit.qualname).into(),
                    _ => format!("{}.<locals>.{name}", unit.qualname).into(),
                }
            }
        }
    }

    // ---- positions and errors ----

    /// The line a range starts on.
    pub fn line_of(&self, range: TextRange) -> u32 {
        self.lines.line(range.start().into())
    }

    /// The position of a range; the empty range at the start of the file means "none".
    pub fn pos(&mut self, range: TextRange) -> Pos {
        if range == self.located.0 || range == TextRange::default() {
            return if range.is_empty() {
                Pos::default()
            } else {
                self.located.1
            };
        }
        let start = self.lines.locate(range.start().into());
        let end = self.lines.locate(range.end().into());
        let pos = Pos {
            line: start.line,
            end_line: end.line,
            col: start.column,
            end_col: end.column,
        };
        self.located = (range, pos);
        pos
    }

    /// A `SyntaxError` at a range.
    pub fn error(&self, range: TextRange, msg: impl Into<String>) -> Box<SyntaxError> {
        error_at(self.source, self.lines, range, msg.into())
    }

    /// The error for a construct that this compiler leaves out.
    pub fn refuse<T>(&self, range: TextRange, what: &str) -> Res<T> {
        Err(self.error(range, crate::error::unsupported(what)))
    }

    // ---- instructions ----

    /// Appends an instruction at a source range.
    pub fn op(&mut self, range: TextRange, op: Op, a: u16, b: u16, c: u16) {
        self.xop(range, op, 0, a, b, c);
    }

    /// Appends an instruction with its `x` field.
    pub fn xop(&mut self, range: TextRange, op: Op, x: u8, a: u16, b: u16, c: u16) {
        let pos = self.pos(range);
        self.unit.emit.push(pos, Instr::xabc(op, x, a, b, c));
    }

    /// Appends a jump with operands `a` and `b`.
    pub fn jump_op(&mut self, range: TextRange, op: Op, x: u8, a: u16, b: u16, target: Label) {
        let pos = self.pos(range);
        self.unit
            .emit
            .jump(pos, Instr::xabc(op, x, a, b, 0), target);
    }

    /// Appends an unconditional jump.
    pub fn jump(&mut self, range: TextRange, target: Label) {
        self.jump_op(range, Op::Jump, 0, 0, 0, target);
    }

    /// Copies a register unless it is the same.
    pub fn copy(&mut self, range: TextRange, dst: Reg, src: Reg) {
        if dst != src {
            self.op(range, Op::Move, dst, src, 0);
        }
    }

    /// Appends `op dst, operand` with a cache about `name` in `c`.
    pub fn cached(&mut self, range: TextRange, op: Op, x: u8, a: u16, b: u16, name: Name) {
        if self.unit.emit.live {
            let cache = self.cache(op, name);
            self.xop(range, op, x, a, b, cache);
        }
    }

    /// The cache for one site. Accesses to dictionaries of variables share one per op and name; attribute accesses
    /// have their own, while there is room.
    fn cache(&mut self, op: Op, name: Name) -> u16 {
        let own = matches!(
            op,
            Op::LoadAttr | Op::StoreAttr | Op::DelAttr | Op::LoadMethod | Op::LoadSuper
        );
        if !own || self.unit.caches.len() > 60_000 {
            if let Some(&cache) = self.unit.shared_caches.get(&(op, name)) {
                return cache;
            }
        }
        let index = self.name_index(name);
        let unit = &mut self.unit;
        let cache = unit.narrow(unit.caches.len() as u32, "too many names");
        unit.caches.push(CacheSite {
            name: u32::from(index),
        });
        if !own || cache >= 60_000 {
            unit.shared_caches.insert((op, name), cache);
        }
        cache
    }

    /// Index of a name in the unit's name table.
    pub fn name_index(&mut self, name: Name) -> u16 {
        let unit = &mut self.unit;
        let next = unit.names.len() as u32;
        let index = *unit.name_index.entry(name).or_insert(next);
        if index == next {
            unit.names.push(name);
        }
        unit.narrow(index, "too many names")
    }

    /// Index of a constant for a 16-bit field.
    pub fn const_index(&mut self, value: Const) -> u16 {
        let index = self.unit.consts.add(value);
        self.unit.narrow(index, "too many constants")
    }

    /// Loads a constant into a register.
    pub fn load_const(&mut self, range: TextRange, value: Const, dst: Reg) {
        if !self.unit.emit.live {
            return;
        }
        let pos = self.pos(range);
        let instr = match value {
            Const::Int(value) if i32::try_from(value).is_ok() => {
                Instr::abx(Op::LoadInt, dst, value as i32)
            }
            value => {
                let index = self.unit.consts.add(value);
                Instr::abx(Op::LoadConst, dst, i32::try_from(index).unwrap_or(i32::MAX))
            }
        };
        self.unit.emit.push(pos, instr);
    }

    /// The register to put a result in: `want`, or a temporary on top of `mark`, to which everything is given back.
    pub fn dest(&mut self, mark: u32, want: Option<Reg>) -> Reg {
        self.unit.regs.release(mark);
        want.unwrap_or_else(|| self.unit.regs.alloc())
    }

    // ---- constants of the tree ----

    /// The value of a literal.
    pub fn literal(&self, node: &ast::ExprConstant) -> Const {
        if let ast::Constant::Str(_) = node.value {
            if let Some(bytes) = (self.wide)(node.range.start()) {
                return Const::Str(bytes.into());
            }
        }
        crate::fold::constant(&node.value)
    }

    /// The bytes of a docstring, if `body` begins with one.
    pub fn docstring_of(&self, body: &[Stmt]) -> Option<Box<[u8]>> {
        match body.first() {
            Some(Stmt::Expr(node)) => match &*node.value {
                Expr::Constant(constant) => match self.literal(constant) {
                    Const::Str(bytes) => Some(bytes),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    // ---- names ----

    /// Interns an identifier of the source, mangled as the current class demands.
    pub fn intern(&mut self, text: &'a str) -> Name {
        self.names.mangled(self.class, text)
    }

    /// Where a name lives, seen from the current point.
    pub fn place(&self, name: Name) -> Place {
        let unit = &self.unit;
        if let Some((_, place)) = unit.overlay.iter().rev().find(|entry| entry.0 == name) {
            return *place;
        }
        if unit.kind == ScopeKind::Class && !unit.overlay.is_empty() {
            // A comprehension does not see the class's names.
            let free = unit.frees.iter().find(|entry| entry.0 == name);
            return free.map_or(Place::Global, |entry| Place::Cell(entry.1));
        }
        unit.places.get(&name).copied().unwrap_or(match unit.kind {
            ScopeKind::Module | ScopeKind::Class => Place::Name,
            _ => Place::Global,
        })
    }

    /// The register of the cell that an inner function captures.
    pub fn cell_of(&self, name: Name) -> Option<Reg> {
        let unit = &self.unit;
        if let Some((_, Place::Cell(reg))) = unit.overlay.iter().rev().find(|entry| entry.0 == name)
        {
            return Some(*reg);
        }
        unit.cells
            .iter()
            .chain(&unit.frees)
            .find(|entry| entry.0 == name)
            .map(|entry| entry.1)
    }

    /// Loads a variable: into `want`, or else its own register or a new temporary.
    pub fn load_name(&mut self, range: TextRange, name: Name, want: Option<Reg>) -> Reg {
        match self.place(name) {
            Place::Local(reg) => {
                if !self.unit.emit.set.has(reg) && self.unit.emit.live {
                    let index = self.name_index(name);
                    self.op(range, Op::CheckLocal, reg, 0, index);
                    self.unit.emit.set.insert(reg);
                }
                match want {
                    Some(dst) => {
                        self.copy(range, dst, reg);
                        dst
                    }
                    None => reg,
                }
            }
            place => {
                let dst = want.unwrap_or_else(|| self.unit.regs.alloc());
                if !self.unit.emit.live {
                    return dst;
                }
                match place {
                    Place::Global => self.cached(range, Op::LoadGlobal, 0, dst, 0, name),
                    Place::Name => self.cached(range, Op::LoadName, 0, dst, 0, name),
                    Place::Cell(cell) | Place::Local(cell) => {
                        let index = self.name_index(name);
                        self.op(range, Op::LoadDeref, dst, cell, index);
                    }
                    Place::ClassCell(cell) => {
                        let index = self.name_index(name);
                        self.op(range, Op::LoadClassDeref, dst, cell, index);
                    }
                }
                dst
            }
        }
    }

    /// Stores a register in a variable.
    pub fn store_name(&mut self, range: TextRange, name: Name, value: Reg) {
        match self.place(name) {
            Place::Local(reg) => {
                self.copy(range, reg, value);
                self.unit.emit.set.insert(reg);
            }
            Place::Cell(cell) | Place::ClassCell(cell) => {
                self.op(range, Op::StoreDeref, cell, value, 0)
            }
            Place::Global => self.cached(range, Op::StoreGlobal, 0, value, 0, name),
            Place::Name => self.cached(range, Op::StoreName, 0, value, 0, name),
        }
    }

    /// `del name`.
    pub fn delete_name(&mut self, range: TextRange, name: Name) {
        match self.place(name) {
            Place::Local(reg) => {
                let index = self.name_index(name);
                self.op(range, Op::DelLocal, reg, 0, index);
                self.unit.emit.set.remove(reg);
            }
            Place::Cell(cell) | Place::ClassCell(cell) => {
                let index = self.name_index(name);
                self.op(range, Op::DelDeref, cell, 0, index);
            }
            Place::Global => self.cached(range, Op::DelGlobal, 0, 0, 0, name),
            Place::Name => self.cached(range, Op::DelName, 0, 0, 0, name),
        }
    }

    /// The registers set here, less those that a `del` within `range` may unset.
    pub fn set_without_deletes(&self, range: TextRange) -> RegSet {
        let mut set = self.unit.emit.set.clone();
        for &(name, offset) in &self.scopes.get(self.unit.scope).deletes {
            if range.contains(offset.into()) {
                if let Place::Local(reg) = self.place(name) {
                    set.remove(reg);
                }
            }
        }
        set
    }

    /// Whether a `:=` within `range` assigns the variable in `reg`.
    pub fn may_assign(&self, reg: Reg, range: TextRange) -> bool {
        self.scopes
            .get(self.unit.scope)
            .walruses
            .iter()
            .any(|&(name, offset)| {
                range.contains(offset.into()) && self.place(name) == Place::Local(reg)
            })
    }

    /// Whether the outermost block assigns a name (needed to trust `super`).
    pub fn module_binds(&self, name: Name) -> bool {
        self.scopes.get(ScopeId(0)).flags(name) & uses::BOUND != 0
    }
}
