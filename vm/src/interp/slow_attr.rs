//! Cold halves of attribute access, and the filling of inline caches.
//!
//! Three steps, each for what the one before does not know: the site's inline cache, whose
//! commonest kinds the loop tests itself; the VM-wide [`AttrCaches`], by shape and name, for sites
//! that see objects of several shapes; the lookup by the rules of `ops::attr`. Modules and classes
//! are cached by their own versions, in the site only: all modules have one shape.

use super::frame::{stage, Cont};
use super::{call::Called, Flow};
use crate::object::class::class_flags::*;
use crate::object::code::{Cache, CacheKind};
use crate::object::function::*;
use crate::object::*;
use crate::ops::attr::{Attr, Store};
use crate::ops::special::Special;
use crate::value::Value;
use crate::{Vm, R};
use adder_bytecode::{Instr, Op};

/// Misses after which a site keeps what it has: objects of too many shapes come by.
const MAX_MISSES: u8 = 60;

/// Entries of each of the [`AttrCaches`].
const ENTRIES: usize = 1024;

/// What loads and stores of attributes mean, by shape and name: direct-mapped, and forgotten at
/// every collection (its names, values and shapes keep nothing alive).
pub struct AttrCaches {
    loads: Box<[Cache]>,
    stores: Box<[Cache]>,
}

impl Default for AttrCaches {
    fn default() -> AttrCaches {
        let table = || vec![Cache::empty(Value::UNDEF); ENTRIES].into_boxed_slice();
        AttrCaches { loads: table(), stores: table() }
    }
}

impl AttrCaches {
    pub fn clear(&mut self) {
        self.loads.fill(Cache::empty(Value::UNDEF));
        self.stores.fill(Cache::empty(Value::UNDEF));
    }

    #[inline(always)]
    fn slot(shape: ShapeRef, name: Value) -> usize {
        let mixed = (name.0 ^ (shape.0 as u64) << 20).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> 54) as usize % ENTRIES
    }
}

impl Vm {
    /// The cache of a site in the current frame's code.
    fn site(&mut self, c: usize) -> &'static mut Cache {
        // SAFETY: cache indices come from the compiler; the code object is live while it runs.
        unsafe { &mut *self.code().caches.add(c) }
    }

    /// An attribute load, or `LoadMethod`, that the loop did not finish itself.
    #[inline(never)]
    pub fn load_attr_other(&mut self, i: Instr, o: Value) -> R<Flow> {
        if o.is_ptr() {
            let site = self.site(i.c());
            let h = o.header();
            if site.fits(h) {
                if let Some(done) = self.load_cached(i, o, site)? {
                    return Ok(done);
                }
            }
            let known = self.attr_caches.loads[AttrCaches::slot(h.shape, site.name)];
            if known.name == site.name && known.fits(h) {
                self.adopt(site, &known);
                if let Some(done) = self.load_cached(i, o, &known)? {
                    return Ok(done);
                }
            }
        }
        self.load_attr_slow(i, o)
    }

    /// Loads as a cache entry says whose shape fits. `None`: it does not hold for this object.
    #[inline(always)]
    fn load_cached(&mut self, i: Instr, o: Value, c: &Cache) -> R<Option<Flow>> {
        let v = match c.kind {
            // SAFETY: the shape says that the object has this slot.
            CacheKind::InlineSlot => unsafe {
                *o.expect::<Instance>().inline_slot(c.slot as usize)
            },
            CacheKind::OverflowSlot => {
                let attrs = o.expect::<Instance>().attrs.expect::<AttrArray>();
                attrs.slots()[c.slot as usize]
            }
            CacheKind::Method => {
                if i.op() == Op::LoadMethod {
                    self.set_reg(i.a() + 1, o);
                    self.set_reg(i.a(), c.value);
                } else {
                    let m = self.bound_method(c.value, o);
                    self.set_reg(i.a(), m);
                }
                return Ok(Some(Flow::Next));
            }
            CacheKind::ClassValue => c.value,
            CacheKind::Property if i.op() == Op::LoadAttr => {
                return self.call_getter(c.value, o, i.a()).map(Some)
            }
            CacheKind::GetSet => (c.value.expect::<GetSet>().get)(self, o)?,
            CacheKind::Module => {
                let d = o.expect::<Module>().dict;
                if d.value() != c.value || d.keys_version != c.owner_version() {
                    return Ok(None);
                }
                d.entries[c.slot as usize].value
            }
            CacheKind::TypeValue => {
                if o.expect::<Class>().version != c.owner_version() {
                    return Ok(None);
                }
                c.value
            }
            CacheKind::ClassVariable => class_entry(c),
            CacheKind::TypeVariable => {
                if o.expect::<Class>().version != c.owner_version() {
                    return Ok(None);
                }
                class_entry(c)
            }
            _ => return Ok(None),
        };
        if v.is_undef() {
            return Ok(None);
        }
        self.set_reg(i.a(), v);
        if i.op() == Op::LoadMethod {
            self.set_reg(i.a() + 1, Value::UNDEF);
        }
        Ok(Some(Flow::Next))
    }

    /// Gives a site what is known of the shape it met, unless it meets too many.
    #[inline(always)]
    fn adopt(&mut self, site: &mut Cache, known: &Cache) {
        if site.misses < MAX_MISSES {
            let misses = site.misses + 1;
            *site = *known;
            site.misses = misses;
            // SAFETY: the current frame is live.
            let code = unsafe { (*self.frame).code };
            self.heap.barrier(code);
        }
    }

    #[cold]
    #[inline(never)]
    fn load_attr_slow(&mut self, i: Instr, o: Value) -> R<Flow> {
        let name = self.site(i.c()).name;
        let found = self.find_attr(o, name);
        if let Some(known) = self.describe_load(o, name, found) {
            let by_identity = [CacheKind::Module, CacheKind::TypeValue, CacheKind::TypeVariable];
            if !by_identity.contains(&known.kind) {
                self.attr_caches.loads[AttrCaches::slot(known.shape, name)] = known;
            }
            let site = self.site(i.c());
            self.adopt(site, &known);
        }
        self.finish_load(i, o, name, found)
    }

    fn finish_load(&mut self, i: Instr, o: Value, name: Value, found: Attr) -> R<Flow> {
        let v = match found {
            Attr::Value(v) => v,
            Attr::Method(f) => {
                if i.op() == Op::LoadMethod {
                    self.set_reg(i.a() + 1, o);
                    self.set_reg(i.a(), f);
                    return Ok(Flow::Next);
                }
                self.bound_method(f, o)
            }
            Attr::Getter(f) if f.is_kind(Kind::Function) => {
                return self.push_op_call(f, &[o], stage::FIRST)
            }
            Attr::GetAttr(f) if f.is_kind(Kind::Function) => {
                return self.push_op_call(f, &[o, name], stage::GETATTR)
            }
            Attr::GetAttribute(f) if f.is_kind(Kind::Function) => {
                return self.push_op_call(f, &[o, name], stage::GETATTRIBUTE)
            }
            Attr::Missing => return self.no_attribute(o, name),
            other => match self.finish_attr(o, name, other) {
                Ok(Some(v)) => v,
                Ok(None) => return self.no_attribute(o, name),
                Err(e) => {
                    let class = self.class_of(o);
                    if class.has(HAS_GETATTR)
                        && !matches!(other, Attr::GetAttr(_))
                        && self.exception_is(self.types.attribute_error)
                    {
                        if let Some(f) = self.special(class, Special::GetAttr) {
                            self.exception = Value::UNDEF;
                            return self.push_op_call(f, &[o, name], stage::GETATTR);
                        }
                    }
                    return Err(e);
                }
            },
        };
        self.set_reg(i.a(), v);
        if i.op() == Op::LoadMethod {
            self.set_reg(i.a() + 1, Value::UNDEF);
        }
        Ok(Flow::Next)
    }

    /// `__getattribute__` raised AttributeError: try `__getattr__`. True when a frame was pushed or
    /// the value stored.
    pub fn getattr_fallback(&mut self, i: Instr) -> R<bool> {
        let o = self.get_reg(i.b());
        let name = self.site(i.c()).name;
        let class = self.class_of(o);
        if !class.has(HAS_GETATTR) {
            return Ok(false);
        }
        let Some(f) = self.special(class, Special::GetAttr) else { return Ok(false) };
        self.exception = Value::UNDEF;
        self.push_op_call(f, &[o, name], stage::GETATTR)?;
        Ok(true)
    }

    /// Calls a property's getter found through a cache.
    #[inline]
    pub fn call_getter(&mut self, getter: Value, o: Value, dst: usize) -> R<Flow> {
        // Its window is where an uncached getter's is: traces that are left inside it put it there.
        if let Some(f) = getter.cast::<Function>() {
            if f.code.simple && f.code.argcount == 1 {
                // SAFETY: free stack above the current window, within the margin of the limit.
                let at = unsafe { self.stack_top().add(2) };
                // SAFETY: as above.
                unsafe { *at = o };
                self.push_simple(f, f.code, at, 1, dst, Cont::Dst)?;
                self.observe_push();
                return Ok(Flow::Reload);
            }
        }
        let at = self.stack_top();
        // SAFETY: as above; one word below is free.
        let called = unsafe {
            *at.add(2) = o;
            self.start_call(getter, at.add(2), 1, None, dst, Cont::Dst)?
        };
        match called {
            Called::Value(v) => {
                self.set_reg(dst, v);
                Ok(Flow::Next)
            }
            Called::Frame => {
                self.observe_push();
                Ok(Flow::Reload)
            }
        }
    }

    /// A class variable as a cache entry: where it lies, as its value is not to be remembered. The
    /// entry stays where it is as long as the class keeps its version.
    fn describe_variable(
        &mut self,
        class: Gc<Class>,
        name: Value,
        kind: CacheKind,
        mut entry: Cache,
    ) -> Option<Cache> {
        let (_, owner) = self.lookup_where(class, name)?;
        if !owner.has_variable(name) {
            return None;
        }
        entry.kind = kind;
        entry.slot = u16::try_from(self.dict_find_name(owner.dict, name)?).ok()?;
        entry.value = owner.dict.value();
        Some(entry)
    }

    /// What was found as a cache entry, if it may be remembered.
    fn describe_load(&mut self, o: Value, name: Value, found: Attr) -> Option<Cache> {
        if !o.is_ptr() {
            return None;
        }
        let shape_ref = o.header().shape;
        let shape = shape_ref.get();
        let class = shape.class;
        let kind = o.header().kind;
        if class.has(CUSTOM_GETATTRIBUTE) {
            return None;
        }
        let mut entry = Cache::empty(name);
        entry.shape = shape_ref;
        entry.epoch = shape.epoch;
        match (kind, found) {
            (Kind::Module, Attr::Value(v)) => {
                let d = o.expect::<Module>().dict;
                let at = self.dict_find_name(d, name)?;
                // A data descriptor of the class would come first.
                if d.entries[at].value != v || self.lookup(class, name).is_some() {
                    return None;
                }
                entry.kind = CacheKind::Module;
                entry.slot = u16::try_from(at).ok()?;
                entry.value = d.value();
                entry.set_owner_version(d.keys_version);
                return Some(entry);
            }
            (Kind::Class, Attr::Value(v)) => {
                let c = o.expect::<Class>();
                // Class methods of built-ins are bound anew: only what the lookup found as it is.
                if self.lookup(c, name) != Some(v) || self.lookup(class, name).is_some() {
                    return None;
                }
                entry.set_owner_version(c.version);
                let variable = self.describe_variable(c, name, CacheKind::TypeVariable, entry);
                entry.kind = CacheKind::TypeValue;
                entry.value = v;
                return variable.or(Some(entry));
            }
            (Kind::Class | Kind::Module | Kind::Super, _) => return None,
            (_, Attr::Descriptor { get, descr })
                if get.is_undef() && descr.is_kind(Kind::GetSet) =>
            {
                entry.kind = CacheKind::GetSet;
                entry.value = descr;
                return Some(entry);
            }
            _ => {}
        }
        if shape.is_dict_mode() {
            return None;
        }
        let (how, value, slot) = match found {
            Attr::Value(_)
                if self.lookup(class, name).is_some_and(|d| self.is_renamed_slot(d, name)) =>
            {
                return None;
            }
            Attr::Value(v) => {
                let own = shape.lookup(name).filter(|_| self.own_attr(o, name) == Some(v));
                match own {
                    Some(i) if kind == Kind::Instance => {
                        let cap = shape.inline_cap as usize;
                        if i < cap {
                            (CacheKind::InlineSlot, Value::UNDEF, i)
                        } else {
                            (CacheKind::OverflowSlot, Value::UNDEF, i - cap)
                        }
                    }
                    Some(_) => return None,
                    None => {
                        let on_class = self.lookup(class, name);
                        match on_class {
                            Some(_) if self.is_class_variable(class, name) => {
                                let kind = CacheKind::ClassVariable;
                                return self.describe_variable(class, name, kind, entry);
                            }
                            Some(w)
                                if w == v
                                    && !matches!(
                                        w.kind(),
                                        Some(Kind::Member | Kind::GetSet | Kind::Property)
                                    )
                                    && kind != Kind::Function =>
                            {
                                (CacheKind::ClassValue, v, 0)
                            }
                            Some(w) if w.is_kind(Kind::StaticMethod) && kind != Kind::Function => {
                                (CacheKind::ClassValue, v, 0)
                            }
                            _ => return None,
                        }
                    }
                }
            }
            Attr::Method(f) if kind != Kind::Function => (CacheKind::Method, f, 0),
            Attr::Getter(f) => (CacheKind::Property, f, 0),
            _ => return None,
        };
        entry.kind = how;
        entry.slot = u16::try_from(slot).ok()?;
        entry.value = value;
        Some(entry)
    }

    /// An attribute store that the loop did not finish itself.
    #[inline(never)]
    pub fn store_attr_other(&mut self, i: Instr, o: Value, v: Value) -> R<Flow> {
        if o.is_kind(Kind::Instance) {
            let site = self.site(i.c());
            let h = o.header();
            let known = self.attr_caches.stores[AttrCaches::slot(h.shape, site.name)];
            if known.name == site.name && known.fits(h) {
                self.adopt(site, &known);
                // SAFETY: the shape (or the one it becomes) says that the object has this slot.
                unsafe { *o.expect::<Instance>().inline_slot(known.slot as usize) = v };
                if known.kind == CacheKind::AddInline {
                    h.shape = known.new_shape();
                }
                self.heap.barrier_header(h);
                return Ok(Flow::Next);
            }
        }
        self.store_attr_slow(i, o, v)
    }

    #[cold]
    #[inline(never)]
    fn store_attr_slow(&mut self, i: Instr, o: Value, v: Value) -> R<Flow> {
        let name = self.site(i.c()).name;
        let before = if o.is_ptr() { o.header().shape } else { ShapeRef::NONE };
        let store = self.find_store(o, name, v)?;
        match store {
            Store::Done => {
                if let Some(known) = self.describe_store(o, name, before) {
                    self.attr_caches.stores[AttrCaches::slot(before, name)] = known;
                    let site = self.site(i.c());
                    self.adopt(site, &known);
                }
                Ok(Flow::Next)
            }
            Store::Setter(f) => self.push_op_call(f, &[o, v], stage::FIRST),
            Store::SetAttr(f) => self.push_op_call(f, &[o, name, v], stage::FIRST),
            Store::Descriptor { set, descr } => {
                self.push_op_call(set, &[descr, o, v], stage::FIRST)
            }
        }
    }

    /// A store that went from shape `before` to the present one as a cache entry, if it may be
    /// remembered.
    fn describe_store(&mut self, o: Value, name: Value, before: ShapeRef) -> Option<Cache> {
        if !o.is_kind(Kind::Instance) {
            return None;
        }
        let now = o.header().shape;
        let shape = now.get();
        let class = shape.class;
        if shape.is_dict_mode() || before.get().is_dict_mode() || class.has(CUSTOM_SETATTR) {
            return None;
        }
        // A data descriptor (a `__slots__` member, say) takes the general path.
        if let Some(d) = self.lookup(class, name) {
            if self.is_data_descriptor(d)
                && (!d.is_kind(Kind::Member) || self.is_renamed_slot(d, name))
            {
                return None;
            }
        }
        let i = shape.lookup(name)?;
        if i >= shape.inline_cap as usize {
            return None;
        }
        let mut entry = Cache::empty(name);
        entry.shape = before;
        entry.epoch = before.get().epoch;
        entry.slot = i as u16;
        entry.set_new_shape(now);
        entry.kind = if before == now { CacheKind::InlineSlot } else { CacheKind::AddInline };
        Some(entry)
    }

    #[cold]
    pub fn del_attr_slow(&mut self, i: Instr, o: Value) -> R<Flow> {
        let name = self.site(i.c()).name;
        match self.find_store(o, name, Value::UNDEF)? {
            Store::Done => Ok(Flow::Next),
            Store::Setter(f) => self.push_op_call(f, &[o], stage::FIRST),
            Store::SetAttr(f) => self.push_op_call(f, &[o, name], stage::FIRST),
            Store::Descriptor { set, descr } => self.push_op_call(set, &[descr, o], stage::FIRST),
        }
    }

    /// `super().name` without making the super object, when `super` is the built-in.
    #[cold]
    #[inline(never)]
    pub fn load_super_slow(&mut self, i: Instr) -> R<Flow> {
        let (sup, class, this) =
            (self.get_reg(i.b()), self.get_reg(i.b() + 1), self.get_reg(i.b() + 2));
        let name = self.site(i.c()).name;
        // `super(C, None)` is unbound.
        if sup != self.types.super_.value() || this.is_none() {
            let s = self.call(sup, &[class, this])?;
            let found = self.find_attr(s, name);
            let v = match self.finish_attr(s, name, found)? {
                Some(v) => v,
                None => return self.no_attribute(s, name),
            };
            self.set_reg(i.a(), v);
            if i.x() == 1 {
                self.set_reg(i.a() + 1, Value::UNDEF);
            }
            return Ok(Flow::Next);
        }
        let Some(class) = class.cast::<Class>() else {
            return self.type_error("super(type, obj): obj must be an instance or subtype of type");
        };
        let start = self.super_start(class, this)?;
        match self.super_lookup(class, start, name) {
            None => {
                let text = name.expect::<Str>().to_string_lossy();
                self.attribute_error_for(
                    this,
                    name,
                    &format!("'super' object has no attribute '{text}'"),
                )
            }
            Some(raw) => {
                let is_function = match raw.kind() {
                    Some(Kind::Function) => true,
                    Some(Kind::Native) => raw.expect::<Native>().binding == crate::Binding::Method,
                    _ => false,
                };
                let as_class = this.is_kind(Kind::Class) && start.value() == this;
                if is_function && !as_class {
                    if i.x() == 1 {
                        self.set_reg(i.a() + 1, this);
                        self.set_reg(i.a(), raw);
                    } else {
                        let m = self.bound_method(raw, this);
                        self.set_reg(i.a(), m);
                    }
                    return Ok(Flow::Next);
                }
                let v = self.super_bind(raw, this, start)?;
                self.set_reg(i.a(), v);
                if i.x() == 1 {
                    self.set_reg(i.a() + 1, Value::UNDEF);
                }
                Ok(Flow::Next)
            }
        }
    }

    /// The class whose MRO `super(class, this)` searches.
    pub fn super_start(&mut self, class: Gc<Class>, this: Value) -> R<Gc<Class>> {
        if let Some(c) = this.cast::<Class>() {
            if c.is_subclass_of(class) {
                return Ok(c);
            }
        }
        let c = self.class_of(this);
        if c.is_subclass_of(class) {
            return Ok(c);
        }
        let name = self.names.class.0;
        if let Some(v) = self.try_attr(this, name)? {
            if let Some(c) = v.cast::<Class>() {
                if c.is_subclass_of(class) {
                    return Ok(c);
                }
            }
        }
        self.type_error("super(type, obj): obj must be an instance or subtype of type")
    }

    /// The raw attribute behind `class` in the MRO of `start`.
    pub fn super_lookup(
        &mut self,
        class: Gc<Class>,
        start: Gc<Class>,
        name: Value,
    ) -> Option<Value> {
        let mro = start.mro.items();
        let at = mro.iter().position(|&c| c == class.value())?;
        for &c in &mro[at + 1..] {
            if let Some(v) = self.dict_get_name(c.expect::<Class>().dict, name) {
                return Some(v);
            }
        }
        None
    }

    /// Binds what `super_lookup` found.
    pub fn super_bind(&mut self, raw: Value, this: Value, start: Gc<Class>) -> R {
        let as_class = this.is_kind(Kind::Class) && start.value() == this;
        if as_class {
            return match self.binds_as(raw) {
                Some(Kind::Function) => Ok(raw),
                Some(Kind::ClassMethod) => {
                    Ok(self.bound_method(raw.expect::<Wrapped>().func, this))
                }
                Some(Kind::StaticMethod) => Ok(raw.expect::<Wrapped>().func),
                Some(Kind::Native)
                    if raw.expect::<Native>().binding == crate::Binding::ClassMethod =>
                {
                    Ok(self.bound_method(raw, this))
                }
                Some(Kind::Native) => Ok(raw),
                _ => {
                    let class = self.class_of(raw);
                    match self.special(class, Special::Get) {
                        Some(get) => self.call_special(get, &[raw, Value::NONE, this]),
                        None => Ok(raw),
                    }
                }
            };
        }
        self.bind(raw, this, start)
    }
}

/// The class variable a cache entry is about.
#[inline(always)]
fn class_entry(c: &Cache) -> Value {
    c.value.expect::<Dict>().entries[c.slot as usize].value
}
