//! Functions, bound methods and the built-in descriptors.

use super::{heap_object, Class, Code, Dict, Gc, Header, Tuple};
use crate::value::Value;

#[repr(C)]
pub struct Function {
    pub hdr: Header,
    pub code: Gc<Code>,
    pub globals: Gc<Dict>,
    /// Tuple or None.
    pub defaults: Value,
    /// Dict or None.
    pub kwdefaults: Value,
    /// Tuple of cells, or UNDEF.
    pub closure: Value,
    pub name: Value,
    pub qualname: Value,
    pub doc: Value,
    pub module: Value,
    /// Dict, a tuple of names and values not yet made into one, or UNDEF.
    pub annotations: Value,
    /// Dict of attributes, or UNDEF.
    pub dict: Value,
}
heap_object!(Function, Function);

#[repr(C)]
pub struct BoundMethod {
    pub hdr: Header,
    pub func: Value,
    pub this: Value,
}
heap_object!(BoundMethod, BoundMethod);

/// `property`: absent accessors are None.
#[repr(C)]
pub struct Property {
    pub hdr: Header,
    pub get: Value,
    pub set: Value,
    pub del: Value,
    pub doc: Value,
    pub name: Value,
}
heap_object!(Property, Property);

/// `classmethod` and `staticmethod` objects (kinds `ClassMethod`, `StaticMethod`).
#[repr(C)]
pub struct Wrapped {
    pub hdr: Header,
    pub func: Value,
}
heap_object!(Wrapped, ClassMethod | StaticMethod);

#[repr(C)]
pub struct Super {
    pub hdr: Header,
    pub class: Gc<Class>,
    /// The object or class bound to, or None.
    pub this: Value,
    /// The class whose MRO is searched, or None.
    pub this_class: Value,
}
heap_object!(Super, Super);

/// `__slots__` descriptor: reads and writes attribute `name` in the instance's shape.
#[repr(C)]
pub struct Member {
    pub hdr: Header,
    pub name: Value,
    pub class: Gc<Class>,
}
heap_object!(Member, Member);

/// A built-in attribute computed by native code.
#[repr(C)]
pub struct GetSet {
    pub hdr: Header,
    pub name: Value,
    pub class: Gc<Class>,
    pub get: fn(&mut crate::Vm, Value) -> crate::R,
    /// Called with UNDEF for `del`.
    #[allow(clippy::type_complexity)]
    pub set: Option<fn(&mut crate::Vm, Value, Value) -> crate::R<()>>,
}
heap_object!(GetSet, GetSet);

/// `module`: attributes live in the dict.
#[repr(C)]
pub struct Module {
    pub hdr: Header,
    pub dict: Gc<Dict>,
    pub name: Value,
}
heap_object!(Module, Module);

/// Read-only view of a mapping (`cls.__dict__`).
#[repr(C)]
pub struct MappingProxy {
    pub hdr: Header,
    pub mapping: Value,
}
heap_object!(MappingProxy, MappingProxy);

/// `weakref.ref`; the target word is not traced and is cleared when the target dies.
#[repr(C)]
pub struct Weakref {
    pub hdr: Header,
    pub target: Value,
    pub callback: Value,
    pub hash: Value,
}
heap_object!(Weakref, Weakref);

impl Gc<Function> {
    pub fn default_values(self) -> &'static [Value] {
        match self.defaults.cast::<Tuple>() {
            Some(t) => t.items(),
            None => &[],
        }
    }
}
