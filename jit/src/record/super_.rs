//! `super().name`: the class after this one in the receiver's MRO is known from its shape, so what
//! is found there is a constant under watchpoints.
//!
//! Example: `super().tick()` in a method of `Skipping(Counter)` loads the constant function
//! `Counter.tick` and the receiver; no super object is made.

use super::{Rec, Recorder, SVal};
use crate::abort::Abort;
use crate::helpers as h;
use adder_bytecode::Instr;
use adder_vm::object::code::Cache;
use adder_vm::object::{Class, Kind, Native};
use adder_vm::{Binding, Vm};

impl Recorder {
    pub(super) fn record_load_super(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        // SAFETY: cache index of the running code.
        let cache: &Cache = unsafe { &*vm.code().caches.add(i.c()) };
        let name = cache.name;
        let (sup, class, this) = (vm.get_reg(i.b()), vm.get_reg(i.b() + 1), vm.get_reg(i.b() + 2));
        let plain = sup == vm.types.super_.value() && this.kind().is_some_and(|k| k != Kind::Class);
        let (Some(class), true) = (class.cast::<Class>(), plain) else {
            return self.residual_super(i, name);
        };
        let start = vm.class_of(this);
        if !start.is_subclass_of(class) {
            return Err(Abort::Raises);
        }
        let raw = vm.super_lookup(class, start, name).ok_or(Abort::Raises)?;
        let binds = match raw.kind() {
            Some(Kind::Function) => true,
            Some(Kind::Native) => raw.expect::<Native>().binding == Binding::Method,
            _ => false,
        };
        if !binds || i.x() != 1 {
            return self.residual_super(i, name);
        }
        let s = self.typed(vm, i.b() + 2)?;
        self.guard_shape_of(s, this)?;
        for (k, v) in [(0, sup), (1, class.value())] {
            let x = self.get(i.b() + k)?;
            self.guard_is(x, v)?;
        }
        self.watch_attr(start, name);
        let f = self.konst(raw);
        self.set_ref(i.a(), f);
        self.set(i.a() + 1, s);
        Ok(true)
    }

    /// Anything else: the attribute of a super object.
    fn residual_super(&mut self, i: Instr, name: adder_vm::Value) -> Rec<bool> {
        let name = self.konst(name);
        let args = [self.word(i.b())?, self.word(i.b() + 1)?, self.word(i.b() + 2)?, name];
        let r = self.call_value_helper("super_attr", h::super_attr as *const () as u64, &args);
        self.set_ref(i.a(), r);
        if i.x() == 1 {
            let u = SVal::new(self.b.val(0));
            self.set(i.a() + 1, u);
        }
        Ok(true)
    }
}
