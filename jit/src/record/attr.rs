//! Attributes: found while recording, then a load or a constant under a guard on the shape and a
//! watchpoint on the class.
//!
//! | found | in the trace |
//! |---|---|
//! | in the instance | load of its slot |
//! | on the class | constant; variables (`Vm::is_class_variable`) are loaded from the class's dict |
//! | function on the class | constant, the object goes along (`LoadMethod`), or a bound method, usually sunk |
//! | property, `__getattr__` | inlined call |
//!
//! `getattr`, `hasattr` and `setattr` with a constant name come here, too.
//!
//! Example: `self.x` is `guard_shape v3, shape41; v4 = load slot0 v3; guard_tag v4, float`.

use super::call::Target;
use super::{Rec, Recorder, SVal};
use crate::abort::Abort;
use crate::fields::{self, Field};
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::{Op as Ir, Ref, Type};
use adder_vm::object::class::{class_flags, Class};
use adder_vm::object::function::{BoundMethod, Module, Property};
use adder_vm::object::{Function, Gc, Kind, Str};
use adder_vm::ops::attr::Attr;
use adder_vm::watch::WatchId;
use adder_vm::{Value, Vm};
use std::mem::size_of;

/// What an attribute is, guards included.
pub(super) enum Found {
    Value(SVal),
    /// A constant function to call with the object first.
    Method(Value),
    /// A property's getter.
    Getter(Value),
    /// A `__getattr__` for what is missing.
    GetAttr(Value),
    Missing,
}

impl Recorder {
    pub(super) fn record_load_attr(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let o = vm.get_reg(i.b());
        let name = Self::cache(vm, i.c()).name;
        let s = self.typed(vm, i.b())?;
        let method = i.op() == Op::LoadMethod;
        if o.is_kind(Kind::NdArray) && !method {
            return self.record_array_attr(vm, i, o, name);
        }
        match self.find(vm, s, o, name)? {
            Some(Found::Value(v)) => {
                self.set(i.a(), v);
                if method {
                    let u = self.b.val(0);
                    self.set_ref(i.a() + 1, u);
                }
                Ok(true)
            }
            Some(Found::Method(f)) => {
                let k = self.konst(f);
                if method {
                    // The destination may be the object's own register.
                    self.set(i.a() + 1, s);
                    self.set_ref(i.a(), k);
                } else {
                    let m = self.bound_method(vm, s, f, k);
                    self.set(i.a(), m);
                }
                Ok(true)
            }
            // A method call through a property is not worth the trouble.
            Some(Found::Getter(f)) if !method => self.plan_getter(vm, i, f, s),
            Some(Found::GetAttr(f)) => self.plan_getattr(vm, f, s, name),
            Some(Found::Missing) => Err(Abort::Raises),
            _ => Ok(false),
        }
    }

    /// `func` bound to an object; `known` is the same as a value.
    fn bound_method(&mut self, vm: &Vm, this: SVal, known: Value, func: Ref) -> SVal {
        let this = self.b.op1(Ir::PtrToVal, this.r);
        let m = self.new_object(
            "method",
            vm.bound_method_class(known),
            Kind::BoundMethod,
            size_of::<BoundMethod>(),
            &[Field::MethodFunc.desc(), Field::MethodThis.desc()],
        );
        self.store(Field::MethodFunc, m, func);
        self.store(Field::MethodThis, m, this);
        SVal::new(m)
    }

    /// Looks an attribute up and guards that it would be found the same way again. `None`: only the
    /// interpreter can tell; guards made until then hold all the same.
    pub(super) fn find(
        &mut self,
        vm: &mut Vm,
        s: SVal,
        o: Value,
        name: Value,
    ) -> Rec<Option<Found>> {
        if self.ty(s) != Type::Ptr || s.class != 0 || !o.is_ptr() || o.is_undef() {
            return Ok(None);
        }
        match o.header().kind {
            Kind::Module => return self.find_in_module(vm, s, o, name),
            Kind::Class => return self.find_in_class(vm, s, o.expect(), name),
            Kind::Super | Kind::Function | Kind::BoundMethod => return Ok(None),
            _ => {}
        }
        let shape = o.header().shape.get();
        let class = shape.class;
        if shape.is_dict_mode() || class.has(class_flags::CUSTOM_GETATTRIBUTE) {
            return Ok(None);
        }
        let found = vm.find_attr(o, name);
        let own = vm.own_attr(o, name);
        if vm.lookup(class, name).is_some_and(|d| vm.is_renamed_slot(d, name)) {
            return Ok(None);
        }
        match found {
            Attr::Value(v) if o.is_kind(Kind::Instance) => {
                if let (Some(slot), true) = (shape.lookup(name), own == Some(v)) {
                    self.guard_shape_of(s, o)?;
                    self.watch_attr(class, name);
                    let cap = shape.inline_cap as usize;
                    let r = if slot < cap {
                        let m = self.b.mem(fields::inline_slot(slot));
                        self.b.load(m, s.r)
                    } else {
                        let attrs = self.load(Field::InstanceAttrs, s.r);
                        let a = self.b.op1(Ir::ValToPtr, attrs);
                        let m = self.b.mem(fields::at(Field::OverflowSlot, slot - cap));
                        self.b.load(m, a)
                    };
                    return Ok(Some(Found::Value(self.refine(SVal::new(r), v)?)));
                }
                if own.is_some() {
                    return Ok(None);
                }
                let Some(raw) = vm.lookup(class, name) else { return Ok(None) };
                if raw != v && !raw.is_kind(Kind::StaticMethod) {
                    return Ok(None);
                }
                self.guard_shape_of(s, o)?;
                self.watch_attr(class, name);
                Ok(Some(Found::Value(self.class_value(vm, class, name, v)?)))
            }
            Attr::Method(_) | Attr::Getter(_) | Attr::GetAttr(_) | Attr::Missing
                if own.is_none() =>
            {
                self.guard_shape_of(s, o)?;
                self.watch_attr(class, name);
                Ok(match found {
                    Attr::Method(f) => Some(Found::Method(f)),
                    Attr::Getter(f) => Some(Found::Getter(f)),
                    Attr::GetAttr(f) => Some(Found::GetAttr(f)),
                    _ if o.is_kind(Kind::Instance) => Some(Found::Missing),
                    _ => None,
                })
            }
            _ => Ok(None),
        }
    }

    /// A value found on a watched class: a constant, unless it is a variable, whose value nobody may
    /// remember.
    fn class_value(&mut self, vm: &mut Vm, class: Gc<Class>, name: Value, v: Value) -> Rec<SVal> {
        if vm.is_class_variable(class, name) {
            let (_, owner) = vm.lookup_where(class, name).ok_or(Abort::Unsupported)?;
            let at = vm.dict_find_name(owner.dict, name).ok_or(Abort::Unsupported)?;
            vm.watch.set_volatile(WatchId::DictEntry(owner.dict.addr(), at as u32));
            return self.dict_value(vm, owner.dict, at, "class");
        }
        let k = self.konst(v);
        self.refine(SVal::new(k), v)
    }

    fn find_in_class(
        &mut self,
        vm: &mut Vm,
        s: SVal,
        class: Gc<Class>,
        name: Value,
    ) -> Rec<Option<Found>> {
        let type_ = vm.types.type_;
        if class.hdr.shape.class() != type_ || vm.lookup(type_, name).is_some() {
            return Ok(None);
        }
        let found = vm.find_attr(class.value(), name);
        let Some(raw) = vm.lookup(class, name) else { return Ok(None) };
        let out = match found {
            Attr::Value(v) if v == raw || raw.is_kind(Kind::StaticMethod) => {
                self.guard_is(s, class.value())?;
                self.watch_attr(class, name);
                Found::Value(self.class_value(vm, class, name, v)?)
            }
            Attr::Method(f) => {
                self.guard_is(s, class.value())?;
                self.watch_attr(class, name);
                Found::Method(f)
            }
            _ => return Ok(None),
        };
        Ok(Some(out))
    }

    fn find_in_module(
        &mut self,
        vm: &mut Vm,
        s: SVal,
        o: Value,
        name: Value,
    ) -> Rec<Option<Found>> {
        let m = o.expect::<Module>();
        let Some(at) = vm.dict_find_name(m.dict, name) else { return Ok(None) };
        self.guard_is(s, o)?;
        Ok(Some(Found::Value(self.dict_value(vm, m.dict, at, "module")?)))
    }

    pub(super) fn record_store_attr(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let o = vm.get_reg(i.a());
        let name = Self::cache(vm, i.c()).name;
        let s = self.typed(vm, i.a())?;
        let v = self.get(i.b())?;
        let now = vm.get_reg(i.b());
        self.store_attr(vm, s, o, name, v, now)
    }

    /// `o.name = v`. False: nothing has been stored.
    pub(super) fn store_attr(
        &mut self,
        vm: &mut Vm,
        s: SVal,
        o: Value,
        name: Value,
        v: SVal,
        now: Value,
    ) -> Rec<bool> {
        if let Some(class) = o.cast::<Class>() {
            return self.store_class_variable(vm, s, class, name, v, now);
        }
        if !o.is_kind(Kind::Instance) {
            return Ok(false);
        }
        let shape_ref = o.header().shape;
        let shape = shape_ref.get();
        let class = shape.class;
        if shape.is_dict_mode() || class.has(class_flags::CUSTOM_SETATTR) {
            return Ok(false);
        }
        let mut member = false;
        if let Some(d) = vm.lookup(class, name) {
            if let Some(p) = d.cast::<Property>().filter(|_| !vm.has_custom_ops(d)) {
                let Some(func) = p.set.cast::<Function>() else { return Ok(false) };
                self.guard_shape_of(s, o)?;
                self.watch_attr(class, name);
                let base = self.op_window();
                return self.plan_function(vm, func, &[s, v], base, Target::op(0));
            }
            member = d.is_kind(Kind::Member);
            if vm.is_data_descriptor(d) && !member || vm.is_renamed_slot(d, name) {
                return Ok(false);
            }
        }
        let cap = shape.inline_cap as usize;
        let slot = shape.lookup(name).unwrap_or(shape.keys.len());
        let new = slot == shape.keys.len();
        if slot >= cap || (new && class.has(class_flags::NO_DICT) && !member) {
            return Ok(false);
        }
        let word = self.boxed(v)?;
        self.guard_shape_of(s, o)?;
        self.watch_attr(class, name);
        let m = self.b.mem(fields::inline_slot(slot));
        self.b.store(m, s.r, word);
        if new {
            let to = vm.shapes.add_key(shape_ref, name);
            let k = self.b.i64(to.0 as i64);
            self.store(Field::Shape, s.r, k);
        }
        self.b.op1(Ir::Barrier, s.r);
        self.state_changed();
        Ok(true)
    }

    /// A class's variable (`Scope.depth += 1`): plain data replaces plain data in the class's dict.
    fn store_class_variable(
        &mut self,
        vm: &mut Vm,
        s: SVal,
        class: Gc<Class>,
        name: Value,
        v: SVal,
        now: Value,
    ) -> Rec<bool> {
        let type_ = vm.types.type_;
        let number = now.is_int() || now.is_float() || now.is_bool() || now.is_none();
        if class.hdr.shape.class() != type_
            || vm.lookup(type_, name).is_some()
            || !class.has_variable(name)
            || v.class != 0
            || !number
        {
            return Ok(false);
        }
        let Some(at) = vm.dict_find_name(class.dict, name) else { return Ok(false) };
        if !vm.is_plain_data(class.dict.entries[at].value) {
            return Ok(false);
        }
        self.guard_is(s, class.value())?;
        self.watch_attr(class, name);
        // Plain by its type; that what is there stays plain the watchpoint sees to.
        let v = self.refine(v, now)?;
        let word = self.boxed(v)?;
        vm.watch.set_volatile(WatchId::DictEntry(class.dict.addr(), at as u32));
        self.store_entry(class.dict, at, word, "class");
        Ok(true)
    }

    /// `getattr`, `hasattr` and `setattr` with a name known beforehand: what the attribute is.
    pub(super) fn record_attr_native(
        &mut self,
        vm: &mut Vm,
        args: &[SVal],
        values: &[Value],
    ) -> Rec<Option<Found>> {
        let (o, name) = (values[0], values[1]);
        if !args[1].r.is_const() || !name.is_kind(Kind::Str) || vm.has_custom_ops(name) {
            return Ok(None);
        }
        let name = vm.intern_value(name.expect::<Str>());
        let s = self.refine(args[0], o)?;
        self.find(vm, s, o, name)
    }
}
