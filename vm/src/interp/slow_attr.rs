//! Cold halves of attribute access, and the filling of inline caches.

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

/// Misses after which a site stops being refilled.
const MAX_MISSES: u8 = 60;

impl Vm {
    /// The cache of a site in the current frame's code.
    fn site(&mut self, c: usize) -> &'static mut Cache {
        // SAFETY: cache indices come from the compiler; the code object is live while it runs.
        unsafe { &mut *self.code().caches.add(c) }
    }

    #[cold]
    #[inline(never)]
    pub fn load_attr_slow(&mut self, i: Instr, o: Value) -> R<Flow> {
        let name = self.site(i.c()).name;
        let found = self.find_attr(o, name);
        self.fill_load(i.c(), o, name, found);
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

    #[cold]
    #[inline(never)]
    pub fn load_method_slow(&mut self, i: Instr, o: Value) -> R<Flow> {
        self.load_attr_slow(i, o)
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
        if let Some(f) = getter.cast::<Function>() {
            if f.code.simple && f.code.argcount == 1 {
                let at = self.stack_top();
                // SAFETY: free stack above the current window, within the margin of the limit.
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

    /// Fills a load site's cache with what was found, if it is cacheable.
    fn fill_load(&mut self, c: usize, o: Value, name: Value, found: Attr) {
        if !o.is_ptr() {
            return;
        }
        let cache = self.site(c);
        if cache.misses >= MAX_MISSES {
            cache.kind = CacheKind::Megamorphic;
            cache.shape = ShapeRef::NONE;
            return;
        }
        let shape_ref = o.header().shape;
        let shape = shape_ref.get();
        let class = shape.class;
        let kind = o.header().kind;
        if shape.is_dict_mode() || matches!(kind, Kind::Class | Kind::Module | Kind::Super) {
            return;
        }
        if class.has(CUSTOM_GETATTRIBUTE) {
            return;
        }
        let (how, value, slot) = match found {
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
                    Some(_) => return,
                    None => {
                        let on_class = self.lookup(class, name);
                        match on_class {
                            Some(_) if self.is_class_variable(class, name) => return,
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
                            _ => return,
                        }
                    }
                }
            }
            Attr::Method(f) if kind != Kind::Function => (CacheKind::Method, f, 0),
            Attr::Getter(f) => (CacheKind::Property, f, 0),
            _ => return,
        };
        if slot > u16::MAX as usize {
            return;
        }
        cache.misses += 1;
        cache.kind = how;
        cache.shape = shape_ref;
        cache.epoch = shape.epoch;
        cache.slot = slot as u16;
        cache.value = value;
        // SAFETY: the current frame is live.
        let code = unsafe { (*self.frame).code };
        self.heap.barrier(code);
    }

    #[cold]
    #[inline(never)]
    pub fn store_attr_slow(&mut self, i: Instr, o: Value, v: Value) -> R<Flow> {
        let name = self.site(i.c()).name;
        let before = if o.is_ptr() { o.header().shape } else { ShapeRef::NONE };
        let store = self.find_store(o, name, v)?;
        match store {
            Store::Done => {
                self.fill_store(i.c(), o, name, before);
                Ok(Flow::Next)
            }
            Store::Setter(f) => self.push_op_call(f, &[o, v], stage::FIRST),
            Store::SetAttr(f) => self.push_op_call(f, &[o, name, v], stage::FIRST),
            Store::Descriptor { set, descr } => {
                self.push_op_call(set, &[descr, o, v], stage::FIRST)
            }
        }
    }

    /// Fills a store site's cache after a store that went from shape `before` to the present one.
    fn fill_store(&mut self, c: usize, o: Value, name: Value, before: ShapeRef) {
        if !o.is_kind(Kind::Instance) {
            return;
        }
        let cache = self.site(c);
        if cache.misses >= MAX_MISSES {
            cache.kind = CacheKind::Megamorphic;
            cache.shape = ShapeRef::NONE;
            return;
        }
        let now = o.header().shape;
        let shape = now.get();
        let class = shape.class;
        if shape.is_dict_mode() || before.get().is_dict_mode() || class.has(CUSTOM_SETATTR) {
            return;
        }
        // A data descriptor (a `__slots__` member, say) takes the general path.
        if let Some(d) = self.lookup(class, name) {
            if self.is_data_descriptor(d) && !d.is_kind(Kind::Member) {
                return;
            }
        }
        let Some(i) = shape.lookup(name) else { return };
        if i >= shape.inline_cap as usize {
            return;
        }
        cache.misses += 1;
        cache.shape = before;
        cache.epoch = before.get().epoch;
        cache.slot = i as u16;
        cache.new_shape = now;
        cache.kind = if before == now { CacheKind::InlineSlot } else { CacheKind::AddInline };
        // SAFETY: the current frame is live.
        let code = unsafe { (*self.frame).code };
        self.heap.barrier(code);
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
            return match raw.kind() {
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
