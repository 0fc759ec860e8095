//! Making and changing classes.

use super::special::Special;
use crate::object::class::{class_flags::*, Class};
use crate::object::function::*;
use crate::object::*;
use crate::value::Value;
use crate::{Vm, R};

/// What makes a value found on a class more than a value.
const DESCRIPTOR_METHODS: [Special; 3] = [Special::Get, Special::Set, Special::Delete];

impl Vm {
    /// A new instance of a Python class (plain layout), registered if it has `__del__`.
    pub fn new_instance(&mut self, class: Gc<Class>) -> Value {
        let o = self.instance(class).value();
        if class.has(HAS_DEL) {
            self.heap.finalizable.push(o);
        }
        o
    }

    /// `type.__new__(meta, name, bases, ns, **kwds)`.
    pub fn new_class(
        &mut self,
        meta: Gc<Class>,
        name: Value,
        bases: &[Value],
        ns: Gc<Dict>,
        kwargs: &[(Value, Value)],
    ) -> R<Gc<Class>> {
        let mut base_list: Vec<Value> = bases.to_vec();
        if base_list.is_empty() {
            base_list.push(self.types.object.value());
        }
        for &b in &base_list {
            let Some(c) = b.cast::<Class>() else {
                return self.type_error("bases must be types");
            };
            if c.has(FINAL) {
                let n = c.name_str();
                return self.type_error(format!("type '{n}' is not an acceptable base type"));
            }
        }
        let solid = self.best_base(&base_list)?;
        let mut flags = 0;
        // Slots decide whether instances have a dict.
        let slots_name = self.names.slots.0;
        let slots = match self.dict_get_name(ns, slots_name) {
            Some(v) => Some(self.slot_names(name, v)?),
            None => None,
        };
        let bases_without_dict = base_list.iter().all(|b| {
            let b = b.expect::<Class>();
            b.has(NO_DICT) || b == self.types.object
        });
        if let Some(names) = slots {
            let variable_size =
                matches!(solid.instance_kind, Kind::IntSub | Kind::Tuple | Kind::Bytes);
            if variable_size && !names.items.is_empty() {
                let n = solid.name_str();
                return self
                    .type_error(format!("nonempty __slots__ not supported for subtype of '{n}'"));
            }
            let (dict, weakref) = (self.names.dict.0, self.names.weakref.0);
            if names.items.contains(&dict) && !bases_without_dict {
                return self.type_error("__dict__ slot disallowed: we already got one");
            }
            if names.items.contains(&weakref) && self.lookup(solid, weakref).is_some() {
                return self.type_error("__weakref__ slot disallowed: we already got one");
            }
            let wants_dict = names.items.contains(&dict) || !bases_without_dict;
            if !wants_dict {
                flags |= NO_DICT;
            }
            for k in 0..names.items.len() {
                let n = names.items[k];
                if self.dict_get_name(ns, n).is_some() && n != self.names.dict.0 {
                    let t = n.expect::<Str>().to_string_lossy();
                    return self
                        .value_error(format!("'{t}' in __slots__ conflicts with class variable"));
                }
            }
        }
        let pin = self.pin(&[name, ns.value(), meta.value()]);
        self.pin(&base_list);
        if let Some(s) = slots {
            self.pin(&[s.value()]);
        }
        let mut class = self.alloc_class(name, solid, solid.instance_kind, flags);
        // `alloc_class` registered with the layout base only.
        let mut solid = solid;
        solid.subclasses.retain(|c| *c != class);
        self.pin(&[class.value()]);
        class.hdr.aux |= HAS_ATTRS;
        class.bases = self.tuple(&base_list).expect();
        self.heap.barrier(class);
        class.dict = self.dict_copy(ns);
        class.hdr.shape = meta.root_shape;
        for b in &base_list {
            let mut b = b.expect::<Class>();
            b.subclasses.push(class);
        }
        self.heap.barrier(class);
        let r = self.finish_class(class, meta, slots, kwargs);
        self.unpin(pin);
        if r.is_err() {
            // Nobody will ever see it.
            for b in &base_list {
                b.expect::<Class>().subclasses.retain(|c| *c != class);
            }
        }
        r?;
        Ok(class)
    }

    fn finish_class(
        &mut self,
        mut class: Gc<Class>,
        meta: Gc<Class>,
        slots: Option<Gc<List>>,
        kwargs: &[(Value, Value)],
    ) -> R<()> {
        let ns = class.dict;
        // A list placeholder keeps lookups safe while the MRO is computed.
        class.mro = self.tuple(&[class.value(), self.types.object.value()]).expect();
        self.heap.barrier(class);
        let custom_mro = {
            let mro_name = self.intern("mro");
            self.lookup(meta, mro_name).filter(|f| f.is_kind(Kind::Function))
        };
        let mro = match custom_mro {
            Some(f) => {
                let r = self.call(f, &[class.value()])?;
                let l = self.collect_list(r)?;
                self.tuple(&l.items)
            }
            None => self.compute_mro(class)?,
        };
        class.mro = mro.expect();
        self.heap.barrier(class);
        if let Some(q) = {
            let n = self.names.qualname.0;
            self.dict_del_name(ns, n)
        } {
            if !q.is_kind(Kind::Str) {
                let t = self.type_name(q);
                return self.type_error(format!("type __qualname__ must be a str, not {t}"));
            }
            class.qualname = q;
        }
        let module_name = self.names.module.0;
        if self.dict_get_name(ns, module_name).is_none() {
            let m = self.caller_module();
            self.dict_set_name(ns, module_name, m);
        }
        // __new__ is static, __init_subclass__ and __class_getitem__ are class methods.
        for (special, is_static) in
            [(Special::New, true), (Special::InitSubclass, false), (Special::ClassGetItem, false)]
        {
            let n = self.special_names[special as usize];
            if let Some(f) = self.dict_get_name(ns, n) {
                if f.is_kind(Kind::Function) {
                    let wrapped =
                        if is_static { self.staticmethod(f) } else { self.classmethod(f) };
                    self.dict_set_name(ns, n, wrapped);
                }
            }
        }
        // Slots become members and claim attribute slots in the root shape's line.
        let inherited = class
            .mro
            .items()
            .iter()
            .skip(1)
            .map(|c| c.expect::<Class>())
            .filter(|c| !c.has(BUILTIN))
            .map(|c| c.inline_cap)
            .max()
            .unwrap_or(0);
        let mut cap = if class.instance_kind == Kind::Instance {
            self.estimate_inline_slots(ns, inherited)
        } else {
            0
        };
        if let Some(slots) = slots {
            class.slot_names = self.tuple(&slots.items);
            self.heap.barrier(class);
            for k in 0..slots.items.len() {
                let n = slots.items[k];
                if n == self.names.dict.0 || n == self.names.weakref.0 {
                    continue;
                }
                let hdr = Header::new(self.types.member_descriptor.root_shape, Kind::Member);
                let m = self.alloc(Member { hdr, name: n, class }, 0);
                self.dict_set_name(ns, n, m.value());
            }
            if class.instance_kind == Kind::Instance {
                cap = cap.max((slots.items.len() as u16).saturating_add(inherited).min(64));
            }
        }
        // The first class of a line whose instances have a dict owns the descriptor.
        let dict_name = self.names.dict.0;
        if !class.has(NO_DICT) && self.lookup(class, dict_name).is_none() {
            self.add_getset(class, "__dict__", get_instance_dict, Some(set_instance_dict));
        }
        let weakref_name = self.names.weakref.0;
        let wants_weakref = slots.is_none_or(|s| s.items.contains(&weakref_name));
        let fixed_size = !matches!(class.instance_kind, Kind::IntSub | Kind::Tuple | Kind::Bytes);
        if wants_weakref && fixed_size && self.lookup(class, weakref_name).is_none() {
            self.add_getset(class, "__weakref__", |_, _| Ok(Value::NONE), None);
        }
        let doc_name = self.names.doc.0;
        if let Some(d) = self.dict_get_name(ns, doc_name) {
            class.doc = d;
        } else {
            self.dict_set_name(ns, doc_name, Value::NONE);
        }
        // A class that defines __eq__ without __hash__ is unhashable.
        let (eq, hash) = (self.names.eq.0, self.names.hash.0);
        if self.dict_get_name(ns, eq).is_some() && self.dict_get_name(ns, hash).is_none() {
            self.dict_set_name(ns, hash, Value::NONE);
        }
        class.inline_cap = cap;
        class.root_shape.get().inline_cap = cap;
        class.dict_shape.get().inline_cap = cap;
        let cell_name = self.names.classcell.0;
        let cell = self.dict_del_name(ns, cell_name);
        if let Some(mut c) = cell.and_then(|c| c.cast::<Cell>()) {
            c.value = class.value();
            self.heap.barrier(c);
        }
        self.refresh_class(class);
        self.set_names(class)?;
        self.init_subclass(class, kwargs)
    }

    fn caller_module(&mut self) -> Value {
        self.materialise_frames();
        if self.frame.is_null() {
            return self.names.builtins.0;
        }
        // SAFETY: the current frame is live.
        let globals = unsafe { (*self.frame).globals };
        let name = self.names.name.0;
        self.dict_get_name(globals, name).unwrap_or(Value::NONE)
    }

    /// `__set_name__` of descriptors in the namespace.
    fn set_names(&mut self, class: Gc<Class>) -> R<()> {
        let entries: Vec<(Value, Value)> = class.dict.iter().map(|e| (e.key, e.value)).collect();
        for (key, value) in entries {
            if !value.is_ptr() || value.is_kind(Kind::Function) {
                continue;
            }
            if let Some(mut p) = value.cast::<Property>() {
                if p.name.is_undef() || p.name.is_none() {
                    p.name = key;
                    self.heap.barrier(p);
                }
                if !self.has_custom_ops(value) {
                    continue;
                }
            }
            let c = self.class_of(value);
            if let Some(f) = self.special(c, Special::SetName) {
                if let Err(e) = self.call_special(f, &[value, class.value(), key]) {
                    let (t, k, n) = (c.name_str(), self.repr_text(key), class.name_str());
                    crate::builtins::exceptions::add_note(
                        self,
                        &format!("Error calling __set_name__ on '{t}' instance {k} in '{n}'"),
                    );
                    return Err(e);
                }
            }
        }
        Ok(())
    }

    fn repr_text(&mut self, v: Value) -> String {
        let saved = self.take_exception();
        let s = self.repr_string(v).unwrap_or_default();
        self.exception = saved;
        s
    }

    /// `super(class, class).__init_subclass__(**kwargs)`.
    fn init_subclass(&mut self, class: Gc<Class>, kwargs: &[(Value, Value)]) -> R<()> {
        let name = self.special_names[Special::InitSubclass as usize];
        let Some(raw) = self.super_lookup(class, class, name) else { return Ok(()) };
        if raw.cast::<Native>().is_some() && kwargs.is_empty() {
            return Ok(());
        }
        let f = self.super_bind(raw, class.value(), class)?;
        let names: Vec<Value> = kwargs.iter().map(|k| k.0).collect();
        let values: Vec<Value> = kwargs.iter().map(|k| k.1).collect();
        let kw = if names.is_empty() { None } else { Some(self.tuple(&names).expect()) };
        self.call_with(f, &values, kw)?;
        Ok(())
    }

    /// The names in `__slots__`, mangled strings interned.
    fn slot_names(&mut self, class_name: Value, v: Value) -> R<Gc<List>> {
        let list = if v.is_kind(Kind::Str) { self.list(&[v]) } else { self.collect_list(v)? };
        let mut out = self.list(&[]);
        for k in 0..list.items.len() {
            let Some(s) = list.items[k].cast::<Str>() else {
                let t = self.type_name(list.items[k]);
                return self.type_error(format!("__slots__ items must be strings, not '{t}'"));
            };
            if !adder_text::text_ops::classify::is_identifier(s.bytes()) {
                return self.type_error("__slots__ must be identifiers");
            }
            let text = s.to_string_lossy();
            let class_text =
                class_name.cast::<Str>().map_or(String::new(), |s| s.to_string_lossy());
            let class_text = class_text.trim_start_matches('_');
            let private = text.starts_with("__") && !text.ends_with("__") && !class_text.is_empty();
            let n = if private {
                self.intern(&format!("_{class_text}{text}"))
            } else {
                self.intern_value(s)
            };
            out.items.push(n);
            self.heap.barrier(out);
        }
        Ok(out)
    }

    /// The base whose layout instances get; layouts must agree.
    fn best_base(&mut self, bases: &[Value]) -> R<Gc<Class>> {
        let mut best = bases[0].expect::<Class>();
        for b in &bases[1..] {
            let b = b.expect::<Class>();
            if b.instance_kind == best.instance_kind || b.instance_kind == Kind::Instance {
                continue;
            }
            if best.instance_kind == Kind::Instance {
                best = b;
                continue;
            }
            return self.type_error("multiple bases have instance lay-out conflict");
        }
        // Slots are part of the layout: those of one base must contain those of the others.
        let mut widest: Option<Gc<Class>> = None;
        for b in bases {
            let Some(s) = self.slotted_base(b.expect()) else { continue };
            match widest {
                Some(w) if w.is_subclass_of(s) => {}
                Some(w) if !s.is_subclass_of(w) => {
                    return self.type_error("multiple bases have instance lay-out conflict");
                }
                _ => widest = Some(s),
            }
        }
        Ok(best)
    }

    /// The nearest class up the line whose `__slots__` add storage.
    fn slotted_base(&self, class: Gc<Class>) -> Option<Gc<Class>> {
        class.mro.items().iter().map(|c| c.expect::<Class>()).find(|c| {
            crate::vm::tuple_items(c.slot_names)
                .iter()
                .any(|&n| n != self.names.dict.0 && n != self.names.weakref.0)
        })
    }

    /// C3 linearisation.
    pub fn compute_mro(&mut self, class: Gc<Class>) -> R {
        let mut lists: Vec<Vec<Value>> =
            class.bases.items().iter().map(|b| b.expect::<Class>().mro.items().to_vec()).collect();
        lists.push(class.bases.items().to_vec());
        for (k, b) in class.bases.items().iter().enumerate() {
            if class.bases.items()[..k].contains(b) {
                let n = b.expect::<Class>().name_str();
                return self.type_error(format!("duplicate base class {n}"));
            }
        }
        let mut out = vec![class.value()];
        loop {
            lists.retain(|l| !l.is_empty());
            if lists.is_empty() {
                return Ok(self.tuple(&out));
            }
            let next =
                lists.iter().map(|l| l[0]).find(|c| lists.iter().all(|l| !l[1..].contains(c)));
            let Some(next) = next else {
                let mut names: Vec<String> = Vec::new();
                for l in &lists {
                    let n = l[0].expect::<Class>().name_str();
                    if !names.contains(&n) {
                        names.push(n);
                    }
                }
                return self.type_error(format!(
                    "Cannot create a consistent method resolution\norder (MRO) for bases {}",
                    names.join(", ")
                ));
            };
            out.push(next);
            for l in &mut lists {
                if l[0] == next {
                    l.remove(0);
                }
            }
        }
    }

    /// The most derived metaclass of `meta` and the bases' metaclasses.
    pub fn calculate_metaclass(&mut self, meta: Gc<Class>, bases: &[Value]) -> R<Gc<Class>> {
        let mut winner = meta;
        for b in bases {
            let m = self.class_of(*b);
            if winner.is_subclass_of(m) {
                continue;
            }
            if m.is_subclass_of(winner) {
                winner = m;
                continue;
            }
            return self.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
            );
        }
        Ok(winner)
    }

    /// Recomputes what fast paths assume about a class and its subclasses, after any change.
    pub fn refresh_class(&mut self, class: Gc<Class>) {
        let mut work = vec![class];
        while let Some(mut c) = work.pop() {
            c.specials = None;
            self.renew_class(c);
            self.watch.class_changed(c);
            let mut f = c.flags
                & !(CUSTOM_GETATTRIBUTE | HAS_GETATTR | CUSTOM_SETATTR | HAS_DEL | CUSTOM_EQ);
            if self.overrides(c, Special::GetAttribute) {
                f |= CUSTOM_GETATTRIBUTE;
            }
            if self.overrides(c, Special::SetAttr) || self.overrides(c, Special::DelAttr) {
                f |= CUSTOM_SETATTR;
            }
            if self.find_special(c, Special::GetAttr).is_some() {
                f |= HAS_GETATTR;
            }
            if self.find_special(c, Special::Del).is_some() {
                f |= HAS_DEL;
            }
            if self.overrides(c, Special::Eq) || self.overrides(c, Special::Hash) {
                f |= CUSTOM_EQ;
            }
            c.flags = f;
            work.extend(c.subclasses.iter().copied());
        }
        if !self.watch.tripped.is_empty() {
            self.report_tripped();
        }
    }

    /// What was remembered about lookups through this class is out of date, for inline caches.
    fn renew_class(&mut self, mut c: Gc<Class>) {
        c.version = self.next_version();
        let epoch = self.shapes.new_epoch();
        self.shapes.for_tree(c.root_shape, &mut |s| s.epoch = epoch);
        self.shapes.for_tree(c.dict_shape, &mut |s| s.epoch = epoch);
        for &r in &c.old_roots {
            self.shapes.for_tree(r, &mut |s| s.epoch = epoch);
        }
    }

    /// As `refresh_class` after a change of this attribute only: unless it is a special method, what
    /// is known of those stays (programs count in class attributes).
    fn attribute_changed(&mut self, class: Gc<Class>, name: Value) {
        if DESCRIPTOR_METHODS.iter().any(|s| self.special_names[*s as usize] == name) {
            return self.descriptors_changed();
        }
        if self.special_names.contains(&name) {
            return self.refresh_class(class);
        }
        let mut work = vec![class];
        while let Some(c) = work.pop() {
            self.renew_class(c);
            self.watch.class_attr_changed(c, name);
            work.extend(c.subclasses.iter().copied());
        }
        if !self.watch.tripped.is_empty() {
            self.report_tripped();
        }
    }

    /// Objects of some class have become descriptors, or others than they were: any class may have such an object.
    pub fn descriptors_changed(&mut self) {
        self.refresh_class(self.types.object);
    }

    /// Are objects of this class descriptors?
    pub fn makes_descriptors(&self, c: Gc<Class>) -> bool {
        DESCRIPTOR_METHODS.iter().any(|s| self.find_special(c, *s).is_some())
    }

    /// Does a class answer this special method with something not native?
    fn overrides(&self, c: Gc<Class>, s: Special) -> bool {
        self.find_special(c, s).is_some_and(|f| !f.is_kind(Kind::Native))
    }

    /// As `special`, remembering nothing: most classes never need a table of special methods.
    fn find_special(&self, c: Gc<Class>, s: Special) -> Option<Value> {
        self.lookup_where(c, self.special_names[s as usize]).map(|(v, _)| v)
    }

    /// `cls.name = v` (UNDEF: delete).
    pub fn store_class_attr(&mut self, c: Gc<Class>, name: Value, v: Value) -> R<()> {
        if c.has(BUILTIN) {
            let n = c.name_str();
            let text = name.expect::<Str>().to_string_lossy();
            return self
                .type_error(format!("cannot set '{text}' attribute of immutable type '{n}'"));
        }
        if self.store_class_variable(c, name, v) {
            return Ok(());
        }
        if v.is_undef() {
            if self.dict_del_name(c.dict, name).is_none() {
                let text = name.expect::<Str>().to_string_lossy();
                let message = format!("type object '{}' has no attribute '{text}'", c.name_str());
                return self.attribute_error(&message);
            }
        } else {
            self.dict_set_name(c.dict, name, v);
        }
        self.attribute_changed(c, name);
        Ok(())
    }

    /// `cls.name = v` where that changes a variable's value, and nothing else; false: the general
    /// path is to do it.
    fn store_class_variable(&mut self, mut c: Gc<Class>, name: Value, v: Value) -> bool {
        let Some(at) = self.dict_find_name(c.dict, name) else { return false };
        if v.is_undef() || !self.is_plain_data(v) || !self.is_plain_data(c.dict.entries[at].value) {
            c.variables.retain(|x| *x != name);
            return false;
        }
        if c.has_variable(name) {
            self.dict_store(c.dict, at, v);
            return true;
        }
        // What fast paths look at is not data, whatever its value.
        let special =
            name.expect::<Str>().bytes().starts_with(b"__") || self.special_names.contains(&name);
        if !special {
            c.variables.push(name);
            self.heap.barrier(c);
        }
        false
    }

    /// Is this a value that does nothing when it is found on a class: no function, no descriptor?
    pub fn is_plain_data(&mut self, v: Value) -> bool {
        use Kind::*;
        match v.kind() {
            None => true,
            Some(
                HeapInt | BigInt | Complex | Str | Bytes | ByteArray | List | Tuple | Dict | Set
                | Range,
            ) => !self.has_custom_ops(v),
            Some(Instance) => {
                let class = self.class_of(v);
                DESCRIPTOR_METHODS.into_iter().all(|s| self.special(class, s).is_none())
            }
            _ => false,
        }
    }

    /// Abstract classes and types that Python code may not instantiate.
    #[cold]
    pub fn check_instantiable(&mut self, class: Gc<Class>) -> R<()> {
        let n = class.name_str();
        if class.has(NO_NEW) && class.has(BUILTIN) {
            return self.type_error(format!("cannot create '{n}' instances"));
        }
        if class.has(ABSTRACT) {
            let key = self.names.abstractmethods.0;
            if let Some(names) = self.dict_get_name(class.dict, key) {
                let list = self.collect_list(names)?;
                let mut texts = Vec::new();
                for k in 0..list.items.len() {
                    texts.push(self.str_string(list.items[k])?);
                }
                texts.sort();
                let s = if texts.len() == 1 { "" } else { "s" };
                let texts: Vec<String> = texts.iter().map(|t| format!("'{t}'")).collect();
                return self.type_error(format!(
                    "Can't instantiate abstract class {n} without an implementation for abstract method{s} {}",
                    texts.join(", ")
                ));
            }
        }
        Ok(())
    }

    /// `cls[item]`.
    pub fn class_get_item(&mut self, c: Gc<Class>, item: Value) -> R {
        let meta = self.class_of(c.value());
        if let Some(f) = self.special(meta, Special::GetItem) {
            return self.call_special(f, &[c.value(), item]);
        }
        let name = self.special_names[Special::ClassGetItem as usize];
        if self.lookup(c, name).is_some() {
            let f = self.get_attr(c.value(), name)?;
            return self.call(f, &[item]);
        }
        let n = c.name_str();
        self.type_error(format!("type '{n}' is not subscriptable"))
    }

    /// `isinstance(v, class)` with hooks and tuples.
    pub fn isinstance(&mut self, v: Value, class: Value) -> R<bool> {
        if let Some(c) = class.cast::<Class>() {
            let real = self.class_of(v);
            if real == c {
                return Ok(true);
            }
            let meta = c.hdr.shape.class();
            if meta == self.types.type_ {
                return self.isinstance_real(v, real, c);
            }
            if let Some(f) = self.special(meta, Special::InstanceCheck) {
                if !f.is_kind(Kind::Native) {
                    let r = self.call_special(f, &[class, v])?;
                    return self.truth(r);
                }
            }
            return self.isinstance_real(v, real, c);
        }
        if let Some(t) = class.cast::<Tuple>() {
            self.check_native_stack()?;
            for k in 0..t.len {
                let c = t.items()[k];
                if self.isinstance(v, c)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let meta = self.class_of(class);
        if let Some(f) = self.special(meta, Special::InstanceCheck) {
            let r = self.call_special(f, &[class, v])?;
            return self.truth(r);
        }
        self.type_error("isinstance() arg 2 must be a type, a tuple of types, or a union")
    }

    /// `type.__instancecheck__`.
    pub fn isinstance_real(&mut self, v: Value, real: Gc<Class>, c: Gc<Class>) -> R<bool> {
        if real.is_subclass_of(c) {
            return Ok(true);
        }
        if !v.is_kind(Kind::Instance) {
            return Ok(false);
        }
        // A lying `__class__` counts, too.
        let name = self.names.class.0;
        match self.lookup(real, name) {
            Some(d) if !d.is_kind(Kind::GetSet) => match self.try_attr(v, name)? {
                Some(k) => Ok(k.cast::<Class>().is_some_and(|k| k.is_subclass_of(c))),
                None => Ok(false),
            },
            _ => Ok(false),
        }
    }

    /// `issubclass(c, class)` with hooks and tuples.
    pub fn issubclass(&mut self, c: Value, class: Value) -> R<bool> {
        if let Some(t) = class.cast::<Tuple>() {
            self.check_native_stack()?;
            for k in 0..t.len {
                let x = t.items()[k];
                if self.issubclass(c, x)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let meta = self.class_of(class);
        if let Some(f) = self.special(meta, Special::SubclassCheck) {
            // `type`'s own answer is below.
            if !f.is_kind(Kind::Native) || !class.is_kind(Kind::Class) {
                let r = self.call_special(f, &[class, c])?;
                return self.truth(r);
            }
        }
        let Some(cc) = c.cast::<Class>() else {
            return self.type_error("issubclass() arg 1 must be a class");
        };
        match class.cast::<Class>() {
            Some(k) => Ok(cc.is_subclass_of(k)),
            None => self
                .type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"),
        }
    }
}

/// `o.__dict__`.
pub fn get_instance_dict(vm: &mut Vm, o: Value) -> R {
    Ok(vm.instance_dict(o).value())
}

pub fn set_instance_dict(vm: &mut Vm, o: Value, v: Value) -> R<()> {
    if v.is_undef() {
        return vm.type_error("cannot delete __dict__");
    }
    let Some(d) = v.cast::<Dict>() else {
        let t = vm.type_name(v);
        return vm.type_error(format!("__dict__ must be set to a dictionary, not a '{t}'"));
    };
    vm.instance_dict(o);
    vm.set_attrs(o, d.value());
    Ok(())
}
