//! Classes and plain instances.

use super::{heap_object, AttrArray, Dict, Gc, Header, Kind, ShapeRef, Tuple};
use crate::value::Value;

/// Class facts that steer fast paths; recomputed when the class changes.
pub mod class_flags {
    /// Attribute reads go through a Python `__getattribute__`.
    pub const CUSTOM_GETATTRIBUTE: u32 = 1;
    /// There is a `__getattr__` to fall back to.
    pub const HAS_GETATTR: u32 = 2;
    /// Attribute writes go through a Python `__setattr__` or `__delattr__`.
    pub const CUSTOM_SETATTR: u32 = 4;
    /// Made by the VM; attributes cannot be set from Python.
    pub const BUILTIN: u32 = 8;
    /// Instances have no `__dict__` (only `__slots__`).
    pub const NO_DICT: u32 = 16;
    /// May not be subclassed (`bool`, `NoneType`, ...).
    pub const FINAL: u32 = 32;
    /// Instances may not be made by calling it (`generator`, ...).
    pub const NO_NEW: u32 = 64;
    /// A subclass of BaseException.
    pub const EXCEPTION: u32 = 128;
    /// Has a `__del__`.
    pub const HAS_DEL: u32 = 256;
    /// `__eq__` or `__hash__` differ from object's.
    pub const CUSTOM_EQ: u32 = 512;
    /// A subclass of `type`.
    pub const METACLASS: u32 = 1024;
    /// Abstract methods are left (`__abstractmethods__` non-empty).
    pub const ABSTRACT: u32 = 2048;
}

#[repr(C)]
pub struct Class {
    pub hdr: Header,
    pub name: Value,
    pub qualname: Value,
    pub dict: Gc<Dict>,
    /// Tuple of classes.
    pub bases: Gc<Tuple>,
    /// Tuple of classes, this one first.
    pub mro: Gc<Tuple>,
    pub flags: u32,
    /// Changes with every change of this class or a base; tags the method cache.
    pub version: u32,
    /// Layout of instances.
    pub instance_kind: Kind,
    pub inline_cap: u16,
    pub root_shape: ShapeRef,
    /// Shape of instances in dictionary mode.
    pub dict_shape: ShapeRef,
    /// Direct subclasses (weak: a collection removes dead ones).
    pub subclasses: Vec<Gc<Class>>,
    /// Special methods by [`crate::ops::special::Special`], filled lazily: UNDEF unknown,
    /// NOT_IMPLEMENTED known to be absent.
    pub specials: Option<Box<[Value]>>,
    /// Shapes other than the two roots above that belong to this class (older inline capacities).
    pub old_roots: Vec<ShapeRef>,
    /// The constructor shortcut for calls of built-in classes, if any.
    pub construct: Option<crate::object::native::NativeFn>,
    /// Doc string or None.
    pub doc: Value,
    /// Names declared in `__slots__` (tuple) or UNDEF.
    pub slot_names: Value,
    /// Names of *variables*: attributes whose plain value was once replaced by another plain value (`Scope.depth += 1`).
    /// From then on storing one changes neither the class's version nor its epochs and trips no watchpoint, and in
    /// return nobody may remember its value (`Vm::is_class_variable`).
    pub variables: Vec<Value>,
}
heap_object!(Class, Class);

/// A plain object: `attrs` word, then inline slots.
#[repr(C)]
pub struct Instance {
    pub hdr: Header,
    /// UNDEF, an [`AttrArray`] of overflow slots, or the dict in dictionary mode.
    pub attrs: Value,
}
heap_object!(Instance, Instance);

impl Gc<Instance> {
    /// Address of inline slot `i` (must be below the shape's `inline_cap`).
    #[inline(always)]
    pub fn inline_slot(self, i: usize) -> *mut Value {
        // SAFETY: inline slots follow the struct.
        unsafe { (self.as_ptr() as *mut Value).add(std::mem::size_of::<Instance>() / 8 + i) }
    }
}

impl Gc<Class> {
    #[inline(always)]
    pub fn has(self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    pub fn name_str(self) -> String {
        match self.name.cast::<super::Str>() {
            Some(s) => s.to_string_lossy(),
            None => "?".to_string(),
        }
    }

    /// Is this attribute, defined here, a variable?
    #[inline]
    pub fn has_variable(self, name: Value) -> bool {
        self.variables.contains(&name)
    }

    /// Is `self` the class `other` or derived from it (real MRO, no hooks)?
    #[inline]
    pub fn is_subclass_of(self, other: Gc<Class>) -> bool {
        self == other || self.mro.items().contains(&other.value())
    }
}

/// Size of an instance with this inline capacity.
pub const fn instance_size(inline_cap: u16) -> usize {
    std::mem::size_of::<Instance>() + inline_cap as usize * 8
}

/// Reads attribute slot `i` of an object whose attrs word is `attrs`.
#[inline(always)]
pub fn overflow_slot(attrs: Value, i: usize) -> *mut Value {
    &mut attrs.expect::<AttrArray>().slots()[i] as *mut Value
}
