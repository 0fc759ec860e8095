//! Registering native methods on classes: the table format of `builtins` and of the library crate.
//!
//! ```ignore
//! const METHODS: &[Def] = &[
//!     Def::method("append", append, 2, 2).recipe(Recipe::ListAppend).doc("Append object ..."),
//!     Def::class_method("fromkeys", fromkeys, 2, 3),
//!     Def::static_method("__new__", new, 1, ANY).kw(),
//! ];
//! vm.add_methods(vm.types.list, METHODS);
//! ```
//! Arities count `self` (or `cls`). A native with `.kw()` receives keyword arguments and checks
//! them itself (`args::Params`); others never see keywords.

use crate::object::class::class_flags::{BUILTIN, EXCEPTION, NO_DICT};
use crate::object::function::GetSet;
use crate::object::native::{effects, Arity, Binding, Native, NativeFn, Recipe};
use crate::object::{Class, Gc, Header, Kind, ObjVec, ShapeRef, Str};
use crate::value::Value;
use crate::{Vm, R};

/// No upper bound on positional arguments.
pub const ANY: u8 = u8::MAX;

/// One native method or function.
#[derive(Clone, Copy)]
pub struct Def {
    pub name: &'static str,
    pub func: NativeFn,
    pub arity: Arity,
    pub binding: Binding,
    pub effects: u8,
    pub recipe: Recipe,
    pub doc: Option<&'static str>,
    pub signature: Option<&'static str>,
}

impl Def {
    const fn new(name: &'static str, func: NativeFn, min: u8, max: u8, binding: Binding) -> Def {
        Def {
            name,
            func,
            arity: Arity { min, max, keywords: false },
            binding,
            effects: effects::ANY,
            recipe: Recipe::Opaque,
            doc: None,
            signature: None,
        }
    }

    /// Instance method; `min` and `max` count `self`.
    pub const fn method(name: &'static str, func: NativeFn, min: u8, max: u8) -> Def {
        Def::new(name, func, min, max, Binding::Method)
    }

    pub const fn class_method(name: &'static str, func: NativeFn, min: u8, max: u8) -> Def {
        Def::new(name, func, min, max, Binding::ClassMethod)
    }

    pub const fn static_method(name: &'static str, func: NativeFn, min: u8, max: u8) -> Def {
        Def::new(name, func, min, max, Binding::Static)
    }

    /// Module-level function.
    pub const fn function(name: &'static str, func: NativeFn, min: u8, max: u8) -> Def {
        Def::new(name, func, min, max, Binding::Function)
    }

    /// Takes keyword arguments.
    pub const fn kw(mut self) -> Def {
        self.arity.keywords = true;
        self
    }

    pub const fn effects(mut self, effects: u8) -> Def {
        self.effects = effects;
        self
    }

    pub const fn recipe(mut self, recipe: Recipe) -> Def {
        self.recipe = recipe;
        self
    }

    pub const fn doc(mut self, doc: &'static str) -> Def {
        self.doc = Some(doc);
        self
    }

    pub const fn signature(mut self, signature: &'static str) -> Def {
        self.signature = Some(signature);
        self
    }
}

/// A computed attribute of a built-in class.
pub type Getter = fn(&mut Vm, Value) -> R;
/// Its setter; UNDEF means delete.
pub type Setter = fn(&mut Vm, Value, Value) -> R<()>;

/// Is the method of that name a slot in CPython's type structs? Those are `wrapper_descriptor`s and
/// word their errors differently.
pub fn is_slot(class: &str, name: &str) -> bool {
    const SLOTS: &[&str] = &[
        "__abs__",
        "__add__",
        "__and__",
        "__bool__",
        "__call__",
        "__contains__",
        "__del__",
        "__delattr__",
        "__delete__",
        "__delitem__",
        "__divmod__",
        "__eq__",
        "__float__",
        "__floordiv__",
        "__ge__",
        "__get__",
        "__getattr__",
        "__getattribute__",
        "__getitem__",
        "__gt__",
        "__hash__",
        "__iadd__",
        "__iand__",
        "__ifloordiv__",
        "__ilshift__",
        "__imatmul__",
        "__imod__",
        "__imul__",
        "__index__",
        "__init__",
        "__int__",
        "__invert__",
        "__ior__",
        "__ipow__",
        "__irshift__",
        "__isub__",
        "__iter__",
        "__itruediv__",
        "__ixor__",
        "__le__",
        "__len__",
        "__lshift__",
        "__lt__",
        "__matmul__",
        "__mod__",
        "__mul__",
        "__ne__",
        "__neg__",
        "__next__",
        "__or__",
        "__pos__",
        "__pow__",
        "__radd__",
        "__rand__",
        "__rdivmod__",
        "__repr__",
        "__rfloordiv__",
        "__rlshift__",
        "__rmatmul__",
        "__rmod__",
        "__rmul__",
        "__ror__",
        "__rpow__",
        "__rrshift__",
        "__rshift__",
        "__rsub__",
        "__rtruediv__",
        "__rxor__",
        "__set__",
        "__setattr__",
        "__setitem__",
        "__str__",
        "__sub__",
        "__truediv__",
        "__xor__",
    ];
    // Methods of these types that stand before their slots.
    let before = match class {
        "dict" => matches!(name, "__getitem__" | "__contains__"),
        "list" => name == "__getitem__",
        "set" | "frozenset" => name == "__contains__",
        _ => false,
    };
    !before && SLOTS.binary_search(&name).is_ok()
}

impl Vm {
    /// Makes the native object of a table row.
    pub fn native_from_def(&mut self, def: &Def, class: Value, module: Value) -> Gc<Native> {
        let mut n = self.native_function(def.name, def.func, def.arity);
        n.class = class;
        n.module = module;
        n.binding = def.binding;
        n.effects = def.effects;
        n.recipe = def.recipe;
        n.doc = def.doc;
        n.signature = def.signature;
        // Asked of special methods only: start-up makes a thousand others.
        let is_slot = || {
            let name = class.cast::<Class>().and_then(|c| c.name.cast::<Str>());
            let name = name.and_then(|s| std::str::from_utf8(s.bytes()).ok());
            is_slot(name.unwrap_or_default(), def.name)
        };
        n.hdr.shape = match def.binding {
            Binding::Method if def.name.starts_with("__") && is_slot() => {
                self.types.wrapper_descriptor.root_shape
            }
            Binding::Method => self.types.method_descriptor.root_shape,
            Binding::ClassMethod => self.types.classmethod_descriptor.root_shape,
            Binding::Function | Binding::Static => self.types.builtin_function.root_shape,
        };
        n
    }

    /// Adds native methods to a built-in class.
    pub fn add_methods(&mut self, class: Gc<Class>, defs: &[Def]) {
        for def in defs {
            let n = self.native_from_def(def, class.value(), Value::NONE);
            let key = n.name;
            self.dict_set_name(class.dict, key, n.value());
        }
    }

    /// Adds a computed attribute.
    pub fn add_getset(&mut self, class: Gc<Class>, name: &str, get: Getter, set: Option<Setter>) {
        let name = self.intern(name);
        let hdr = Header::new(self.types.getset_descriptor.root_shape, Kind::GetSet);
        let g = self.alloc(GetSet { hdr, name, class, get, set }, 0);
        self.dict_set_name(class.dict, name, g.value());
    }

    /// Adds a plain class attribute.
    pub fn add_class_value(&mut self, class: Gc<Class>, name: &str, value: Value) {
        let name = self.intern(name);
        self.dict_set_name(class.dict, name, value);
    }

    /// A new built-in class (library modules use this for their own types).
    pub fn new_builtin_class(
        &mut self,
        name: &str,
        base: Gc<Class>,
        kind: Kind,
        flags: u32,
    ) -> Gc<Class> {
        let name = self.intern(name);
        let class = self.alloc_class(name, base, kind, flags | BUILTIN | NO_DICT);
        let mut mro = vec![class.value()];
        mro.extend_from_slice(base.mro.items());
        let mut class = class;
        class.mro = self.tuple(&mro).expect();
        self.heap.barrier(class);
        class.bases = self.tuple(&[base.value()]).expect();
        self.heap.barrier(class);
        class
    }

    /// Allocates a class object with its dict and root shapes; bases and MRO are the caller's.
    pub fn alloc_class(
        &mut self,
        name: Value,
        base: Gc<Class>,
        kind: Kind,
        flags: u32,
    ) -> Gc<Class> {
        let inherited = if base.is_dangling() {
            0
        } else {
            base.flags
                & (crate::object::class::class_flags::EXCEPTION
                    | crate::object::class::class_flags::METACLASS)
        };
        let type_shape = if self.types.type_.is_dangling() {
            ShapeRef::NONE
        } else {
            self.types.type_.root_shape
        };
        let dict = self.class_dict();
        let version = self.next_version();
        let mut class = self.alloc(
            Class {
                hdr: Header::new(type_shape, Kind::Class),
                name,
                qualname: name,
                dict,
                bases: Gc::dangling(),
                mro: Gc::dangling(),
                // Exceptions always have attributes of their own.
                flags: if (flags | inherited) & EXCEPTION != 0 {
                    (flags | inherited) & !NO_DICT
                } else {
                    flags | inherited
                },
                version,
                instance_kind: kind,
                inline_cap: 0,
                root_shape: ShapeRef::NONE,
                dict_shape: ShapeRef::NONE,
                subclasses: Vec::new(),
                variables: Vec::new(),
                specials: None,
                old_roots: Vec::new(),
                construct: None,
                doc: Value::NONE,
                slot_names: Value::UNDEF,
            },
            8,
        );
        self.heap.classes.push(class);
        class.root_shape = self.shapes.alloc_root(class, 0, 0);
        class.dict_shape = self.shapes.alloc_root(class, 0, crate::object::shape::DICT_MODE);
        if !base.is_dangling() {
            let mut base = base;
            base.subclasses.push(class);
        }
        class
    }

    fn class_dict(&mut self) -> Gc<crate::object::Dict> {
        if self.types.dict.is_dangling() {
            // Bootstrap: the dict class is made later and its shape patched in by `boot`.
            return self.alloc(
                crate::object::Dict {
                    hdr: Header::new(ShapeRef::NONE, Kind::Dict),
                    entries: ObjVec::new(),
                    len: 0,
                    keys_version: 0,
                    str_keys: true,
                    index: crate::object::dict_index::DictIndex::new(),
                },
                0,
            );
        }
        self.dict()
    }

    /// A fresh class version tag.
    pub fn next_version(&mut self) -> u32 {
        self.class_version = self.class_version.wrapping_add(1).max(1);
        self.class_version
    }
}
