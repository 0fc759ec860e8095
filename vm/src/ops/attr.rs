//! Attribute lookup.
//!
//! Lookups come in two halves. `find_attr` and `find_store` decide *what* an access means without
//! running Python code; the interpreter acts on the answer by pushing a frame, `get_attr` and
//! `set_attr` by calling natively. Both agree because there is one decision.

use super::special::{Special, NUM_SPECIALS};
use crate::object::class::{class_flags::*, Class, Instance};
use crate::object::exception::Exception;
use crate::object::function::*;
use crate::object::shape::MAX_SLOTS;
use crate::object::*;
use crate::value::Value;
use crate::{Binding, Vm, R};

/// Global cache of class lookups, tagged by class version and name.
pub struct MethodCache {
    entries: Box<[(u32, u64, Value)]>,
}

const CACHE_SIZE: usize = 2048;

impl MethodCache {
    pub fn new() -> MethodCache {
        MethodCache { entries: vec![(0, 0, Value::UNDEF); CACHE_SIZE].into_boxed_slice() }
    }

    /// Forgets everything (values may have died).
    pub fn clear(&mut self) {
        self.entries.fill((0, 0, Value::UNDEF));
    }

    #[inline(always)]
    fn slot(version: u32, name: Value) -> usize {
        (version as usize).wrapping_mul(31).wrapping_add((name.0 >> 4) as usize) % CACHE_SIZE
    }
}

impl Default for MethodCache {
    fn default() -> Self {
        Self::new()
    }
}

/// What an attribute read means.
#[derive(Clone, Copy, Debug)]
pub enum Attr {
    /// The value itself.
    Value(Value),
    /// A function to bind to the object.
    Method(Value),
    /// Call this with the object (property getter).
    Getter(Value),
    /// Call this with the object and the name (`__getattr__`).
    GetAttr(Value),
    /// Call this with the object and the name (`__getattribute__`).
    GetAttribute(Value),
    /// Call this descriptor's `__get__` with (descriptor, object, class).
    Descriptor { get: Value, descr: Value },
    /// Nothing found.
    Missing,
}

/// What an attribute write or delete means.
#[derive(Clone, Copy, Debug)]
pub enum Store {
    Done,
    /// Call with (object, value), or (object) for delete: a property's setter or deleter.
    Setter(Value),
    /// Call with (object, name, value), or (object, name): `__setattr__`, `__delattr__`.
    SetAttr(Value),
    /// Call with (descriptor, object, value), or (descriptor, object).
    Descriptor {
        set: Value,
        descr: Value,
    },
}

impl Vm {
    /// First definition of an interned name along a class's MRO, unbound.
    #[inline]
    pub fn lookup(&mut self, class: Gc<Class>, name: Value) -> Option<Value> {
        let at = MethodCache::slot(class.version, name);
        let (version, key, value) = self.method_cache.entries[at];
        if version == class.version && key == name.0 {
            return if value.is_undef() { None } else { Some(value) };
        }
        self.lookup_slow(class, name, at)
    }

    fn lookup_slow(&mut self, class: Gc<Class>, name: Value, at: usize) -> Option<Value> {
        match self.lookup_where(class, name) {
            Some((v, owner)) if owner.has_variable(name) => Some(v),
            found => {
                let found = found.map(|(v, _)| v);
                self.method_cache.entries[at] =
                    (class.version, name.0, found.unwrap_or(Value::UNDEF));
                found
            }
        }
    }

    /// Is what `lookup` finds a variable, whose value must not be remembered?
    pub fn is_class_variable(&self, class: Gc<Class>, name: Value) -> bool {
        self.lookup_where(class, name).is_some_and(|(_, owner)| owner.has_variable(name))
    }

    /// As `lookup`, with the class that defines it.
    pub fn lookup_where(&self, class: Gc<Class>, name: Value) -> Option<(Value, Gc<Class>)> {
        for &c in class.mro.items().iter() {
            let c = c.expect::<Class>();
            if let Some(v) = self.dict_get_name(c.dict, name) {
                return Some((v, c));
            }
        }
        None
    }

    /// A special method of a class, unbound; cached in the class.
    #[inline]
    pub fn special(&mut self, class: Gc<Class>, special: Special) -> Option<Value> {
        if let Some(cache) = &class.specials {
            let v = cache[special as usize];
            if v == Value::NOT_IMPLEMENTED {
                return None;
            }
            if !v.is_undef() {
                return Some(v);
            }
        }
        self.special_slow(class, special)
    }

    #[cold]
    fn special_slow(&mut self, mut class: Gc<Class>, special: Special) -> Option<Value> {
        let name = self.special_names[special as usize];
        let found = self.lookup(class, name);
        let cache = class
            .specials
            .get_or_insert_with(|| vec![Value::UNDEF; NUM_SPECIALS].into_boxed_slice());
        cache[special as usize] = found.unwrap_or(Value::NOT_IMPLEMENTED);
        self.heap.barrier(class);
        found
    }

    /// Calls an unbound special method with `args[0]` as self.
    pub fn call_special(&mut self, func: Value, args: &[Value]) -> R {
        match func.kind() {
            Some(Kind::Function) => self.call(func, args),
            Some(Kind::Native) if func.expect::<Native>().binding == Binding::Method => {
                self.call(func, args)
            }
            _ => {
                let class = self.class_of(args[0]);
                let bound = self.bind(func, args[0], class)?;
                self.call(bound, &args[1..])
            }
        }
    }

    /// Is this class attribute a slot, under another name than its own? What it stands for is not the attribute of that name.
    pub fn is_renamed_slot(&self, d: Value, name: Value) -> bool {
        d.cast::<Member>().is_some_and(|m| m.name != name)
    }

    /// As what a class attribute binds: as its layout says, but subclasses of `property`, `classmethod` and `staticmethod`
    /// may have methods of their own, and are asked as any object is.
    pub fn binds_as(&self, v: Value) -> Option<Kind> {
        match v.kind() {
            Some(Kind::Property | Kind::ClassMethod | Kind::StaticMethod)
                if self.has_custom_ops(v) =>
            {
                Some(Kind::Instance)
            }
            kind => kind,
        }
    }

    /// Does this class attribute take part in attribute stores (data descriptor)?
    pub fn is_data_descriptor(&mut self, v: Value) -> bool {
        match self.binds_as(v) {
            Some(Kind::Property | Kind::Member | Kind::GetSet) => true,
            Some(Kind::Instance | Kind::NativeObj) => {
                let class = self.class_of(v);
                self.special(class, Special::Set).is_some()
                    || self.special(class, Special::Delete).is_some()
            }
            _ => false,
        }
    }

    /// Does a data descriptor on the class come before the object's own attribute? One without
    /// `__get__` only has a say in stores.
    fn overrides_own(&mut self, v: Value) -> bool {
        match self.binds_as(v) {
            Some(Kind::Property | Kind::Member | Kind::GetSet) => true,
            Some(Kind::Instance | Kind::NativeObj) => {
                let class = self.class_of(v);
                self.special(class, Special::Get).is_some() && self.is_data_descriptor(v)
            }
            _ => false,
        }
    }

    /// An attribute stored in the object itself.
    #[inline]
    pub fn own_attr(&self, o: Value, name: Value) -> Option<Value> {
        let h = o.header();
        match h.kind {
            Kind::Instance => {}
            Kind::Module => return self.dict_get_name(o.expect::<Module>().dict, name),
            Kind::Function => {
                return self.dict_get_name(o.expect::<Function>().dict.cast::<Dict>()?, name)
            }
            _ if h.aux & HAS_ATTRS == 0 => return None,
            _ => {}
        }
        let shape = h.shape.get();
        if shape.is_dict_mode() {
            let d = self.attrs_of(o).cast::<Dict>()?;
            return self.dict_get_name(d, name);
        }
        let i = shape.lookup(name)?;
        let v = self.read_slot(o, shape.inline_cap as usize, i);
        if v.is_undef() {
            None
        } else {
            Some(v)
        }
    }

    /// The attrs word of an object that has one.
    #[inline]
    pub fn attrs_of(&self, o: Value) -> Value {
        match o.cast::<Instance>() {
            Some(i) => i.attrs,
            // SAFETY: callers checked HAS_ATTRS.
            None => unsafe { *attrs_word(o) },
        }
    }

    pub fn set_attrs(&mut self, o: Value, attrs: Value) {
        match o.cast::<Instance>() {
            Some(mut i) => i.attrs = attrs,
            // SAFETY: callers checked HAS_ATTRS.
            None => unsafe { *attrs_word(o) = attrs },
        }
        self.heap.barrier_value(o);
    }

    /// Reads attribute slot `i` of a shape-mode object.
    #[inline]
    pub fn read_slot(&self, o: Value, inline_cap: usize, i: usize) -> Value {
        if i < inline_cap {
            // SAFETY: instances have `inline_cap` inline slots.
            return unsafe { *o.expect::<Instance>().inline_slot(i) };
        }
        self.attrs_of(o).expect::<AttrArray>().slots()[i - inline_cap]
    }

    /// Writes attribute slot `i`, growing the overflow array.
    pub fn write_slot(&mut self, o: Value, inline_cap: usize, i: usize, v: Value) {
        if i < inline_cap {
            // SAFETY: as for `read_slot`.
            unsafe { *o.expect::<Instance>().inline_slot(i) = v };
            self.heap.barrier_value(o);
            return;
        }
        let k = i - inline_cap;
        let array = match self.attrs_of(o).cast::<AttrArray>() {
            Some(a) if k < a.cap => a,
            old => {
                let pin = self.pin(&[o, v]);
                let cap = (k + 1).max(4).next_power_of_two();
                let new = self.attr_array(cap);
                if let Some(old) = old {
                    new.slots()[..old.cap].copy_from_slice(old.slots());
                }
                self.unpin(pin);
                self.set_attrs(o, new.value());
                new
            }
        };
        array.slots()[k] = v;
        self.heap.barrier(array);
    }

    /// Stores an attribute in the object itself. False when the object cannot have it.
    pub fn store_own(&mut self, o: Value, name: Value, v: Value) -> bool {
        let h = o.header();
        match h.kind {
            Kind::Instance => {}
            Kind::Module => {
                self.dict_set_name(o.expect::<Module>().dict, name, v);
                return true;
            }
            Kind::Function => {
                let mut f = o.expect::<Function>();
                if f.dict.is_undef() {
                    let pin = self.pin(&[o, v]);
                    f.dict = self.dict().value();
                    self.unpin(pin);
                    self.heap.barrier(f);
                }
                self.dict_set_name(f.dict.expect(), name, v);
                return true;
            }
            _ if h.aux & HAS_ATTRS == 0 => return false,
            _ => {}
        }
        let shape_ref = h.shape;
        let shape = shape_ref.get();
        if shape.is_dict_mode() {
            let d = self.instance_dict(o);
            self.dict_set_name(d, name, v);
            return true;
        }
        let cap = shape.inline_cap as usize;
        if let Some(i) = shape.lookup(name) {
            self.write_slot(o, cap, i, v);
            return true;
        }
        if shape.class.has(NO_DICT) && !self.is_slot_name(shape.class, name) {
            return false;
        }
        if shape.keys.len() >= MAX_SLOTS || !self.shapes.has_room() {
            let d = self.instance_dict(o);
            self.dict_set_name(d, name, v);
            return true;
        }
        let i = shape.keys.len();
        let to = self.shapes.add_key(shape_ref, name);
        self.write_slot(o, cap, i, v);
        o.header().shape = to;
        true
    }

    fn is_slot_name(&self, class: Gc<Class>, name: Value) -> bool {
        class
            .mro
            .items()
            .iter()
            .any(|&c| crate::vm::tuple_items(c.expect::<Class>().slot_names).contains(&name))
    }

    /// Where a `__slots__` member lies once its object is in dictionary mode: in the cell, so that
    /// `__dict__` does not show it. The place is the member's number among those of the class's
    /// line, bases first. `None`: not such a member, or beyond the cell, and then in the dict.
    ///
    /// Example: `class A: __slots__ = "x"`, `class B(A): pass`; after `b.__dict__` was asked for,
    /// `b.x` is inline slot 0 and all else is in the dict.
    fn member_place(&self, o: Value, name: Value) -> Option<usize> {
        let shape = o.cast::<Instance>()?.hdr.shape.get();
        if shape.class.has(NO_DICT) {
            return None;
        }
        let (dict, weakref) = (self.names.dict.0, self.names.weakref.0);
        let line = shape.class.mro.items().iter().rev();
        line.flat_map(|&c| crate::vm::tuple_items(c.expect::<Class>().slot_names))
            .filter(|&&n| n != dict && n != weakref)
            .position(|&n| n == name)
            .filter(|&at| at < shape.inline_cap as usize)
    }

    /// [`Self::member_place`] of an object that is in dictionary mode.
    fn member_cell(&self, o: Value, name: Value) -> Option<*mut Value> {
        let instance = o.cast::<Instance>().filter(|i| i.hdr.shape.get().is_dict_mode())?;
        self.member_place(o, name).map(|at| instance.inline_slot(at))
    }

    /// The value of a `__slots__` member.
    pub fn member(&self, o: Value, name: Value) -> Option<Value> {
        match self.member_cell(o, name) {
            // SAFETY: an inline slot of the instance.
            Some(cell) => Some(unsafe { *cell }).filter(|v| !v.is_undef()),
            None => self.own_attr(o, name),
        }
    }

    /// Stores a `__slots__` member, or deletes it if `v` is UNDEF; false when that cannot be.
    fn set_member(&mut self, o: Value, name: Value, v: Value) -> bool {
        if self.member_cell(o, name).is_none() {
            let shape = o.header().shape.get();
            let full = shape.keys.len() >= MAX_SLOTS || !self.shapes.has_room();
            if v.is_undef() {
                return self.delete_own(o, name);
            }
            if shape.is_dict_mode() || !full || shape.lookup(name).is_some() {
                return self.store_own(o, name, v);
            }
            self.instance_dict(o);
        }
        match self.member_cell(o, name) {
            Some(cell) => {
                // SAFETY: an inline slot of the instance.
                let old = unsafe { std::mem::replace(&mut *cell, v) };
                self.heap.barrier_value(o);
                !(v.is_undef() && old.is_undef())
            }
            None => self.store_own(o, name, v),
        }
    }

    /// Removes an own attribute; false if it was not there.
    pub fn delete_own(&mut self, o: Value, name: Value) -> bool {
        if self.own_attr(o, name).is_none() {
            return false;
        }
        match o.header().kind {
            Kind::Module => {
                self.dict_del_name(o.expect::<Module>().dict, name);
            }
            Kind::Function => {
                self.dict_del_name(o.expect::<Function>().dict.expect(), name);
            }
            _ if self.is_slot_name(o.header().shape.class(), name) => {
                let shape = o.header().shape.get();
                if let (false, Some(i)) = (shape.is_dict_mode(), shape.lookup(name)) {
                    let cap = shape.inline_cap as usize;
                    self.write_slot(o, cap, i, Value::UNDEF);
                } else {
                    let d = self.instance_dict(o);
                    self.dict_del_name(d, name);
                }
            }
            _ => {
                let d = self.instance_dict(o);
                self.dict_del_name(d, name);
            }
        }
        true
    }

    /// The live `__dict__` of an object with attributes; switches it to dictionary mode.
    pub fn instance_dict(&mut self, o: Value) -> Gc<Dict> {
        let h = o.header();
        let shape = h.shape.get();
        if shape.is_dict_mode() {
            if let Some(d) = self.attrs_of(o).cast::<Dict>() {
                return d;
            }
            let pin = self.pin(&[o]);
            let d = self.dict();
            self.unpin(pin);
            self.set_attrs(o, d.value());
            return d;
        }
        let pin = self.pin(&[o]);
        let d = self.dict();
        self.pin(&[d.value()]);
        let cap = shape.inline_cap as usize;
        let mut members = Vec::new();
        for (i, &name) in shape.keys.iter().enumerate() {
            let v = self.read_slot(o, cap, i);
            if v.is_undef() {
                continue;
            }
            match self.member_place(o, name) {
                Some(at) => {
                    self.pin(&[v]);
                    members.push((at, v));
                }
                None => self.dict_set_name(d, name, v),
            }
        }
        if let Some(i) = o.cast::<Instance>() {
            for k in 0..cap {
                // SAFETY: inline slots of this instance.
                unsafe { *i.inline_slot(k) = Value::UNDEF };
            }
            for (at, v) in members {
                // SAFETY: `member_place` found it below the capacity.
                unsafe { *i.inline_slot(at) = v };
            }
        }
        self.unpin(pin);
        // The shape's inline capacity stays what it was: the cell does not change size.
        let class = shape.class;
        o.header().shape = self.dict_shape_with(class, cap as u16);
        self.set_attrs(o, d.value());
        d
    }

    /// The dictionary-mode shape of a class for cells with this inline capacity.
    pub fn dict_shape_with(&mut self, mut class: Gc<Class>, cap: u16) -> ShapeRef {
        if class.dict_shape.get().inline_cap == cap {
            return class.dict_shape;
        }
        for &s in &class.old_roots {
            if s.get().inline_cap == cap && s.get().is_dict_mode() {
                return s;
            }
        }
        let s = self.shapes.alloc_root(class, cap, crate::object::shape::DICT_MODE);
        class.old_roots.push(s);
        s
    }

    /// Decides what reading `o.name` means. `name` is interned.
    pub fn find_attr(&mut self, o: Value, name: Value) -> Attr {
        let class = self.class_of(o);
        if class.has(CUSTOM_GETATTRIBUTE) {
            if let Some(f) = self.special(class, Special::GetAttribute) {
                return Attr::GetAttribute(f);
            }
        }
        match self.find_generic(o, class, name) {
            Attr::Missing if class.has(HAS_GETATTR) => {
                match self.special(class, Special::GetAttr) {
                    Some(f) => Attr::GetAttr(f),
                    None => Attr::Missing,
                }
            }
            found => found,
        }
    }

    /// `object.__getattribute__` (or `type.__getattribute__` for classes), without hooks.
    pub fn find_generic(&mut self, o: Value, class: Gc<Class>, name: Value) -> Attr {
        use crate::builtins::{module_, super_};
        if let Some(s) = o.cast::<Super>() {
            if let Some(found) = super_::find(self, s, name) {
                return found;
            }
        }
        match self.find_own(o, class, name) {
            // A bound method has its function's attributes, a module perhaps `__getattr__`.
            Attr::Missing => match o.kind() {
                Some(Kind::BoundMethod) => match self.special(class, Special::GetAttribute) {
                    Some(f) => Attr::GetAttribute(f),
                    None => Attr::Missing,
                },
                Some(Kind::Module) => module_::missing(self, o.expect()),
                _ => Attr::Missing,
            },
            found => found,
        }
    }

    /// As `find_generic`, without what some built-in kinds add.
    pub fn find_own(&mut self, o: Value, class: Gc<Class>, name: Value) -> Attr {
        if let Some(c) = o.cast::<Class>() {
            return self.find_on_class(c, class, name);
        }
        let on_class = self.lookup(class, name);
        if let Some(v) = on_class {
            if self.overrides_own(v) {
                return self.classify(v, o, class);
            }
        }
        if o.is_ptr() {
            if let Some(v) = self.own_attr(o, name) {
                return Attr::Value(v);
            }
        }
        match on_class {
            Some(v) => self.classify(v, o, class),
            None => Attr::Missing,
        }
    }

    fn find_on_class(&mut self, c: Gc<Class>, meta: Gc<Class>, name: Value) -> Attr {
        let on_meta = self.lookup(meta, name);
        if let Some(v) = on_meta {
            if self.overrides_own(v) {
                return self.classify(v, c.value(), meta);
            }
        }
        if let Some(v) = self.lookup(c, name) {
            return match self.binds_as(v) {
                Some(Kind::Function | Kind::Property | Kind::Member) => Attr::Value(v),
                Some(Kind::GetSet) => Attr::Value(v),
                Some(Kind::Native) => match v.expect::<Native>().binding {
                    Binding::ClassMethod => Attr::Method(v),
                    _ => Attr::Value(v),
                },
                Some(Kind::ClassMethod) => {
                    let inner = v.expect::<Wrapped>().func;
                    self.classify_bound_class(inner)
                }
                Some(Kind::StaticMethod) => Attr::Value(v.expect::<Wrapped>().func),
                Some(Kind::Instance | Kind::NativeObj) => {
                    let dc = self.class_of(v);
                    match self.special(dc, Special::Get) {
                        Some(get) => Attr::Descriptor { get, descr: v },
                        None => Attr::Value(v),
                    }
                }
                _ => Attr::Value(v),
            };
        }
        match on_meta {
            Some(v) => self.classify(v, c.value(), meta),
            None => Attr::Missing,
        }
    }

    fn classify_bound_class(&mut self, inner: Value) -> Attr {
        match inner.kind() {
            Some(Kind::Function | Kind::Native) => Attr::Method(inner),
            // classmethod over another callable: a bound method all the same.
            _ => Attr::Method(inner),
        }
    }

    /// What a class attribute found for instance `o` means.
    fn classify(&mut self, v: Value, o: Value, class: Gc<Class>) -> Attr {
        match self.binds_as(v) {
            Some(Kind::Function) => Attr::Method(v),
            Some(Kind::Native) => match v.expect::<Native>().binding {
                Binding::Method => Attr::Method(v),
                Binding::ClassMethod => {
                    let m = self.bound_method(v, class.value());
                    Attr::Value(m)
                }
                _ => Attr::Value(v),
            },
            Some(Kind::Property) => {
                let get = v.expect::<Property>().get;
                if get.is_none() {
                    return Attr::Missing;
                }
                Attr::Getter(get)
            }
            Some(Kind::ClassMethod) => {
                let inner = v.expect::<Wrapped>().func;
                let m = self.bound_method(inner, class.value());
                Attr::Value(m)
            }
            Some(Kind::StaticMethod) => Attr::Value(v.expect::<Wrapped>().func),
            Some(Kind::Member) => match self.member(o, v.expect::<Member>().name) {
                Some(x) => Attr::Value(x),
                None => Attr::Missing,
            },
            Some(Kind::GetSet) => Attr::Descriptor { get: Value::UNDEF, descr: v },
            Some(Kind::Instance | Kind::NativeObj) => {
                let dc = self.class_of(v);
                match self.special(dc, Special::Get) {
                    Some(get) => Attr::Descriptor { get, descr: v },
                    None => Attr::Value(v),
                }
            }
            _ => Attr::Value(v),
        }
    }

    /// `o.name`, natively. `name` is interned.
    pub fn get_attr(&mut self, o: Value, name: Value) -> R {
        match self.get_attr_opt(o, name)? {
            Some(v) => Ok(v),
            None => self.no_attribute(o, name),
        }
    }

    /// As `get_attr`; `None` when the attribute is missing (AttributeErrors of hooks included).
    pub fn get_attr_opt(&mut self, o: Value, name: Value) -> R<Option<Value>> {
        let found = self.find_attr(o, name);
        match self.finish_attr(o, name, found) {
            Err(e) => {
                let hook = matches!(
                    found,
                    Attr::GetAttr(_)
                        | Attr::GetAttribute(_)
                        | Attr::Getter(_)
                        | Attr::Descriptor { .. }
                );
                if hook && self.exception_is(self.types.attribute_error) {
                    let class = self.class_of(o);
                    if !matches!(found, Attr::GetAttr(_)) && class.has(HAS_GETATTR) {
                        if let Some(f) = self.special(class, Special::GetAttr) {
                            self.exception = Value::UNDEF;
                            return self.call_special(f, &[o, name]).map(Some);
                        }
                    }
                }
                Err(e)
            }
            ok => ok,
        }
    }

    /// Attribute by text.
    pub fn get_attr_str(&mut self, o: Value, name: &str) -> R {
        let name = self.intern(name);
        self.get_attr(o, name)
    }

    /// As `get_attr_opt`, but AttributeErrors raised by hooks count as missing, too.
    pub fn try_attr(&mut self, o: Value, name: Value) -> R<Option<Value>> {
        match self.get_attr_opt(o, name) {
            Err(e) => {
                if self.exception_is(self.types.attribute_error) {
                    self.exception = Value::UNDEF;
                    Ok(None)
                } else {
                    Err(e)
                }
            }
            ok => ok,
        }
    }

    /// Carries out what `find_attr` decided, natively.
    pub fn finish_attr(&mut self, o: Value, name: Value, found: Attr) -> R<Option<Value>> {
        Ok(Some(match found {
            Attr::Value(v) => v,
            Attr::Method(f) => self.bound_method(f, o),
            Attr::Getter(f) => self.call(f, &[o])?,
            Attr::GetAttr(f) | Attr::GetAttribute(f) => self.call_special(f, &[o, name])?,
            Attr::Descriptor { get, descr } => self.descriptor_get(get, descr, o)?,
            Attr::Missing => return Ok(None),
        }))
    }

    /// `descr.__get__(o, type(o))`, or `descr.__get__(None, o)` for a class attribute of class `o`.
    pub fn descriptor_get(&mut self, get: Value, descr: Value, o: Value) -> R {
        if let Some(g) = descr.cast::<GetSet>() {
            return (g.get)(self, o);
        }
        let (instance, owner) = match o.cast::<Class>() {
            // A metaclass's descriptor sees the class as an instance.
            Some(c) if !self.on_metaclass(c, descr) => (Value::NONE, o),
            _ => (o, self.class_of(o).value()),
        };
        self.call_special(get, &[descr, instance, owner])
    }

    fn on_metaclass(&mut self, c: Gc<Class>, descr: Value) -> bool {
        let in_mro = c
            .mro
            .items()
            .iter()
            .any(|&k| k.expect::<Class>().dict.iter().any(|e| e.value == descr));
        !in_mro
    }

    /// Binds a raw class attribute to an object, as attribute access would.
    pub fn bind(&mut self, v: Value, o: Value, class: Gc<Class>) -> R {
        match self.classify(v, o, class) {
            Attr::Value(v) => Ok(v),
            Attr::Method(f) => Ok(self.bound_method(f, o)),
            Attr::Getter(f) => self.call(f, &[o]),
            Attr::Descriptor { get, descr } => {
                if let Some(g) = descr.cast::<GetSet>() {
                    return (g.get)(self, o);
                }
                self.call_special(get, &[descr, o, class.value()])
            }
            _ => Ok(v),
        }
    }

    #[cold]
    pub fn no_attribute<T>(&mut self, o: Value, name: Value) -> R<T> {
        let text = name.expect::<Str>().to_string_lossy();
        let message = match o.cast::<Class>() {
            Some(c) => format!("type object '{}' has no attribute '{text}'", c.name_str()),
            None => match o.cast::<Module>() {
                Some(m) => {
                    let n = m.name.cast::<Str>().map_or("?".into(), |s| s.to_string_lossy());
                    if self.importing.contains(&n) {
                        format!("partially initialized module '{n}' has no attribute '{text}' (most likely due to a circular import)")
                    } else {
                        format!("module '{n}' has no attribute '{text}'")
                    }
                }
                None => {
                    let class = self.class_of(o);
                    if let Some(p) = self.lookup(class, name).and_then(|v| v.cast::<Property>()) {
                        self.property_lacks(p, o, "getter")
                    } else {
                        format!("'{}' object has no attribute '{text}'", class.name_str())
                    }
                }
            },
        };
        self.attribute_error_for(o, name, &message)
    }

    /// AttributeError with `name` and `obj` set, for suggestions.
    #[cold]
    pub fn attribute_error_for<T>(&mut self, o: Value, name: Value, message: &str) -> R<T> {
        let text = self.str(message);
        let class = self.types.attribute_error;
        let mut exc: Gc<Exception> = self.new_exception(class, &[text]);
        exc.payload = name;
        exc.payload2 = o;
        self.raise(exc)
    }

    /// Decides and, where no Python code is involved, carries out `o.name = v` (UNDEF: delete).
    pub fn find_store(&mut self, o: Value, name: Value, v: Value) -> R<Store> {
        let class = self.class_of(o);
        if class.has(CUSTOM_SETATTR) {
            let which = if v.is_undef() { Special::DelAttr } else { Special::SetAttr };
            if let Some(f) = self.special(class, which) {
                if f.is_kind(Kind::Function) || !self.is_object_slot(f) {
                    return Ok(Store::SetAttr(f));
                }
            }
        }
        self.store_generic(o, class, name, v)
    }

    fn is_object_slot(&self, f: Value) -> bool {
        f.cast::<Native>().is_some_and(|n| {
            n.class == self.types.object.value() || n.class == self.types.type_.value()
        })
    }

    /// `object.__setattr__` / `__delattr__`.
    pub fn store_generic(&mut self, o: Value, class: Gc<Class>, name: Value, v: Value) -> R<Store> {
        if let Some(c) = o.cast::<Class>() {
            if let Some(d) = self.lookup(class, name) {
                if let Some(s) = self.store_descriptor(o, d, name, v)? {
                    return Ok(s);
                }
            }
            self.store_class_attr(c, name, v)?;
            return Ok(Store::Done);
        }
        let on_class = self.lookup(class, name);
        if let Some(d) = on_class {
            if let Some(s) = self.store_descriptor(o, d, name, v)? {
                return Ok(s);
            }
        }
        let done = o.is_ptr()
            && if v.is_undef() { self.delete_own(o, name) } else { self.store_own(o, name, v) };
        if done {
            return Ok(Store::Done);
        }
        let text = name.expect::<Str>().to_string_lossy();
        let t = class.name_str();
        let has_dict = o.is_ptr()
            && (o.header().kind == Kind::Instance || o.header().aux & HAS_ATTRS != 0)
            && !class.has(NO_DICT);
        let message = if on_class.is_some() && !has_dict {
            format!("'{t}' object attribute '{text}' is read-only")
        } else {
            format!("'{t}' object has no attribute '{text}'")
        };
        self.attribute_error(&message)
    }

    pub fn store_descriptor(
        &mut self,
        o: Value,
        d: Value,
        name: Value,
        v: Value,
    ) -> R<Option<Store>> {
        match self.binds_as(d) {
            Some(Kind::Property) => {
                let p = d.expect::<Property>();
                let f = if v.is_undef() { p.del } else { p.set };
                if !f.is_none() {
                    return Ok(Some(Store::Setter(f)));
                }
                let what = if v.is_undef() { "deleter" } else { "setter" };
                let message = self.property_lacks(p, o, what);
                self.attribute_error(&message)
            }
            Some(Kind::Member) => {
                let m = d.expect::<Member>();
                if self.set_member(o, m.name, v) {
                    return Ok(Some(Store::Done));
                }
                let text = name.expect::<Str>().to_string_lossy();
                self.attribute_error(&text)
            }
            Some(Kind::GetSet) => {
                let g = d.expect::<GetSet>();
                match g.set {
                    Some(set) => {
                        set(self, o, v)?;
                        Ok(Some(Store::Done))
                    }
                    None => {
                        let t = g.class.name_str();
                        let text = name.expect::<Str>().to_string_lossy();
                        let message =
                            format!("attribute '{text}' of '{t}' objects is not writable");
                        self.attribute_error(&message)
                    }
                }
            }
            Some(Kind::Instance | Kind::NativeObj) => {
                let dc = self.class_of(d);
                let which = if v.is_undef() { Special::Delete } else { Special::Set };
                match self.special(dc, which) {
                    Some(set) => Ok(Some(Store::Descriptor { set, descr: d })),
                    None if self.is_data_descriptor(d) => {
                        let text = if v.is_undef() { "__delete__" } else { "__set__" };
                        self.attribute_error(text)
                    }
                    None => Ok(None),
                }
            }
            _ => Ok(None),
        }
    }

    /// `o.name = v`, natively (UNDEF: delete). `name` is interned.
    pub fn set_attr(&mut self, o: Value, name: Value, v: Value) -> R<()> {
        let value: &[Value] = if v.is_undef() { &[] } else { &[v] };
        match self.find_store(o, name, v)? {
            Store::Done => {}
            Store::Setter(f) => {
                self.call(f, &[&[o], value].concat())?;
            }
            Store::SetAttr(f) => {
                self.call_special(f, &[&[o, name], value].concat())?;
            }
            Store::Descriptor { set, descr } => {
                self.call_special(set, &[&[descr, o], value].concat())?;
            }
        }
        Ok(())
    }
}
