//! Scopes and names: what the symbol table rejects.

use std::collections::HashMap;

use rustpython_parser::ast::{self, Expr};
use rustpython_parser::text_size::TextRange;

use super::{Check, Pass, Restriction};

/// What has happened to a name in a scope so far.
#[derive(Clone, Copy, Default)]
pub(super) struct Uses {
    parameter: bool,
    assigned: bool,
    imported: bool,
    used: bool,
    annotated: bool,
    global: bool,
    nonlocal: bool,
    /// The target of a comprehension's `for`.
    iteration: bool,
    /// Bound by `:=` inside a comprehension in this scope.
    walrus_target: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function {
        asynchronous: bool,
    },
    Lambda,
    /// A comprehension; the name is what messages call it.
    Comprehension {
        what: &'static str,
        generator: bool,
    },
    TypeParams,
}

impl ScopeKind {
    /// Functions, in the symbol table's sense.
    pub(super) fn is_function(self) -> bool {
        matches!(
            self,
            ScopeKind::Function { .. } | ScopeKind::Lambda | ScopeKind::Comprehension { .. }
        )
    }

    pub(super) fn is_comprehension(self) -> bool {
        matches!(self, ScopeKind::Comprehension { .. })
    }
}

/// One scope.
pub(super) struct Scope<'a> {
    pub(super) kind: ScopeKind,
    parent: Option<usize>,
    names: HashMap<&'a str, Uses>,
    /// `global` (`true`) and `nonlocal` declarations: name and statement.
    declarations: Vec<(&'a str, TextRange, bool)>,
    /// There is a `yield`.
    pub(super) generator: bool,
    /// There is an `await` or an asynchronous clause.
    pub(super) asynchronous_parts: bool,
    /// The first `return` with a value.
    pub(super) value_return: Option<TextRange>,
    /// Visiting an iterable of this comprehension, where `:=` is not allowed.
    pub(super) in_iterable: bool,
}

impl Scope<'_> {
    pub(super) fn module() -> Scope<'static> {
        Scope::new(ScopeKind::Module, None)
    }

    fn new(kind: ScopeKind, parent: Option<usize>) -> Self {
        Scope {
            kind,
            parent,
            names: HashMap::new(),
            declarations: Vec::new(),
            generator: false,
            asynchronous_parts: false,
            value_return: None,
            in_iterable: false,
        }
    }
}

impl<'a> Check<'a> {
    /// Visits inside a new scope.
    pub(super) fn enter(&mut self, kind: ScopeKind, visit: impl FnOnce(&mut Self)) {
        let parent = self.open.last().copied();
        let index = self.scopes.len();
        self.scopes.push(Scope::new(kind, parent));
        self.open.push(index);
        let blocks = std::mem::take(&mut self.blocks);
        visit(self);
        self.blocks = blocks;
        self.open.pop();
        if !self.tracking {
            // Nothing will be asked of it any more.
            self.scopes.truncate(index);
        }
    }

    fn uses(&mut self, name: &'a str) -> &mut Uses {
        self.scope_mut().names.entry(name).or_default()
    }

    /// A name being assigned, deleted or defined by a statement over `range`.
    pub(super) fn bind(&mut self, name: &'a str, range: TextRange) {
        self.forbid_debug(name, range, "assign to");
        if self.tracking {
            self.uses(name).assigned = true;
            self.check_iteration_conflict(name, range);
        }
    }

    /// A comprehension's own `for` target may not be bound by a `:=` in it.
    fn check_iteration_conflict(&mut self, name: &'a str, range: TextRange) {
        if !self.scope().kind.is_comprehension() {
            return;
        }
        let uses = self.uses(name);
        if uses.walrus_target {
            self.symbol_error(range, || {
                format!(
                    "comprehension inner loop cannot rebind assignment expression target '{name}'"
                )
            });
        } else {
            uses.iteration = true;
        }
    }

    pub(super) fn bind_type_param(&mut self, name: &'a str, range: TextRange) {
        self.bind(name, range);
    }

    pub(super) fn bind_parameter(&mut self, name: &'a str, range: TextRange) {
        self.forbid_debug(name, range, "assign to");
        if self.tracking {
            self.uses(name).parameter = true;
        }
    }

    pub(super) fn import_name(&mut self, name: &'a str, range: TextRange) {
        self.forbid_debug(name, range, "assign to");
        if self.tracking {
            self.uses(name).imported = true;
        }
    }

    pub(super) fn forbid_debug(&mut self, name: &str, range: TextRange, verb: &str) {
        if name == "__debug__" {
            self.report(Pass::Code, range, || format!("cannot {verb} __debug__"));
        }
    }

    pub(super) fn use_name(&mut self, name: &'a str) {
        if self.tracking {
            self.uses(name).used = true;
        }
    }

    pub(super) fn annotate_name(&mut self, name: &'a str, range: TextRange) {
        if !self.tracking {
            return;
        }
        let module = self.open.len() == 1;
        let uses = self.uses(name);
        let declared = uses.global || uses.nonlocal;
        let what = if uses.global { "global" } else { "nonlocal" };
        uses.annotated = true;
        if declared && !module {
            self.symbol_error(range, || format!("annotated name '{name}' can't be {what}"));
        }
    }

    /// A `global` (or `nonlocal`) statement.
    pub(super) fn declare(&mut self, names: &'a [ast::Identifier], range: TextRange, global: bool) {
        let what = if global { "global" } else { "nonlocal" };
        for name in names {
            let name = name.as_str();
            let uses = *self.uses(name);
            if uses.parameter {
                self.symbol_error(range, || format!("name '{name}' is parameter and {what}"));
            } else if uses.used {
                self.symbol_error(range, || {
                    format!("name '{name}' is used prior to {what} declaration")
                });
            } else if uses.annotated {
                self.symbol_error(range, || format!("annotated name '{name}' can't be {what}"));
            } else if uses.assigned {
                self.symbol_error(range, || {
                    format!("name '{name}' is assigned to before {what} declaration")
                });
            }
            let uses = self.uses(name);
            uses.global |= global;
            uses.nonlocal |= !global;
            self.scope_mut().declarations.push((name, range, global));
        }
    }

    /// Reports `nonlocal`s that nothing answers.
    pub(super) fn resolve_nonlocals(&mut self) {
        for index in 0..self.scopes.len() {
            for at in 0..self.scopes[index].declarations.len() {
                let (name, range, global) = self.scopes[index].declarations[at];
                if global {
                    if self.scopes[index]
                        .names
                        .get(name)
                        .is_some_and(|uses| uses.nonlocal)
                    {
                        self.report(Pass::Resolution, range, || {
                            format!("name '{name}' is nonlocal and global")
                        });
                    }
                } else if self.scopes[index]
                    .names
                    .get(name)
                    .is_some_and(|uses| uses.global)
                {
                    self.report(Pass::Resolution, range, || {
                        format!("name '{name}' is nonlocal and global")
                    });
                } else if self.scopes[index].kind == ScopeKind::Module {
                    self.report(Pass::Resolution, range, || {
                        "nonlocal declaration not allowed at module level".into()
                    });
                } else {
                    match self.binding_outside(index, name) {
                        Some(ScopeKind::TypeParams) => self.report(Pass::Resolution, range, || {
                            format!("nonlocal binding not allowed for type parameter '{name}'")
                        }),
                        Some(_) => {}
                        None => {
                            self.report(Pass::Resolution, range, || {
                                format!("no binding for nonlocal '{name}' found")
                            });
                        }
                    }
                }
            }
        }
    }

    /// The kind of scope that binds `name` for functions inside it.
    fn binding_outside(&self, scope: usize, name: &str) -> Option<ScopeKind> {
        let mut at = self.scopes[scope].parent;
        // A method sees its class's cell.
        let mut inside_class = false;
        while let Some(index) = at {
            let scope = &self.scopes[index];
            match scope.kind {
                ScopeKind::Module => break,
                ScopeKind::Class => inside_class = true,
                _ => {
                    if let Some(uses) = scope.names.get(name) {
                        if uses.global {
                            return None;
                        }
                        let bound = uses.parameter || uses.assigned || uses.imported;
                        if bound && !uses.nonlocal {
                            return Some(scope.kind);
                        }
                    }
                }
            }
            at = scope.parent;
        }
        (inside_class && name == "__class__").then_some(ScopeKind::Class)
    }

    /// `name := value`.
    pub(super) fn walrus(&mut self, node: &'a ast::ExprNamedExpr) {
        self.refuse_restricted(node.range, "named expression");
        if let Expr::Name(target) = &*node.target {
            let name = target.id.as_str();
            if self.scope().in_iterable && self.scope().kind.is_comprehension() {
                self.symbol_error(node.range, || {
                    "assignment expression cannot be used in a comprehension iterable expression"
                        .into()
                });
            }
            self.forbid_debug(name, target.range, "assign to");
            if self.scope().kind.is_comprehension() {
                self.walrus_in_comprehension(name, target.range);
            } else {
                self.uses(name).assigned = true;
            }
        }
        self.expr(&node.value);
    }

    fn walrus_in_comprehension(&mut self, name: &'a str, target: TextRange) {
        for depth in (0..self.open.len()).rev() {
            let index = self.open[depth];
            let kind = self.scopes[index].kind;
            let uses = self.scopes[index].names.entry(name).or_default();
            match kind {
                ScopeKind::Comprehension { .. } => {
                    if uses.iteration {
                        return self.symbol_error(target, || {
                            format!("assignment expression cannot rebind comprehension iteration variable '{name}'")
                        });
                    }
                    uses.walrus_target = true;
                }
                ScopeKind::Class => {
                    return self.symbol_error(target, || {
                        "assignment expression within a comprehension cannot be used in a class body".into()
                    });
                }
                ScopeKind::TypeParams => {
                    return self.symbol_error(target, || {
                        "assignment expression within a comprehension cannot be used within the definition of a generic"
                            .into()
                    });
                }
                _ => {
                    uses.assigned = true;
                    return;
                }
            }
        }
    }

    /// Refuses yields, awaits and `:=` where types are written.
    pub(super) fn refuse_restricted(&mut self, range: TextRange, what: &str) {
        let place = match self.restriction {
            Restriction::None => return,
            Restriction::TypeVarBound => "a TypeVar bound",
            Restriction::TypeAlias => "a type alias",
            Restriction::Generic => "the definition of a generic",
            Restriction::Annotation => "an annotation",
        };
        self.symbol_error(range, || format!("{what} cannot be used within {place}"));
    }
}
