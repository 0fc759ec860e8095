//! Globals, builtins, names in dicts, and the errors for unset variables.

use crate::object::code::CacheKind;
use crate::object::exception::Exception;
use crate::object::*;
use crate::value::Value;
use crate::{Vm, R};
use adder_bytecode::Instr;

impl Vm {
    fn name_site(&mut self, c: usize) -> &'static mut crate::object::code::Cache {
        // SAFETY: cache indices come from the compiler; the running code object is live.
        unsafe { &mut *self.code().caches.add(c) }
    }

    /// A global or builtin, filling the site's cache.
    #[cold]
    #[inline(never)]
    pub fn load_global_slow(&mut self, c: usize) -> R {
        let cache = self.name_site(c);
        let name = cache.name;
        // SAFETY: the current frame is live.
        let globals = unsafe { (*self.frame).globals };
        if let Some(i) = self.dict_find_name(globals, name) {
            if i <= u16::MAX as usize {
                cache.kind = CacheKind::Global;
                cache.value = globals.value();
                cache.epoch = globals.keys_version;
                cache.slot = i as u16;
                self.barrier_code();
            }
            return Ok(globals.entries[i].value);
        }
        if let Some(own) = self.own_builtins(globals) {
            return match self.dict_get_name(own, name) {
                Some(v) => Ok(v),
                None => self.undefined_name(name),
            };
        }
        let builtins = self.builtins;
        if let Some(i) = self.dict_find_name(builtins, name) {
            cache.kind = CacheKind::Builtin;
            cache.value = globals.value();
            cache.epoch = globals.keys_version;
            cache.slot = i as u16;
            cache.set_owner_version(builtins.keys_version);
            self.barrier_code();
            return Ok(builtins.entries[i].value);
        }
        self.undefined_name(name)
    }

    fn barrier_code(&mut self) {
        // SAFETY: the current frame is live.
        let code = unsafe { (*self.frame).code };
        self.heap.barrier(code);
    }

    #[cold]
    pub fn undefined_name<T>(&mut self, name: Value) -> R<T> {
        let text = name.expect::<Str>().to_string_lossy();
        let class = self.types.name_error;
        self.raise_named(class, name, &format!("name '{text}' is not defined"))
    }

    /// Raises a NameError (or subclass) that knows the name.
    #[cold]
    fn raise_named<T>(&mut self, class: Gc<Class>, name: Value, message: &str) -> R<T> {
        let text = self.str(message);
        let mut exc: Gc<Exception> = self.new_exception(class, &[text]);
        exc.payload = name;
        let pin = self.pin(&[exc.value()]);
        let scope = self.name_scope();
        self.unpin(pin);
        exc.payload2 = scope;
        self.heap.barrier(exc);
        self.raise(exc)
    }

    /// Where an uncaught NameError looks for a name to suggest: the globals, and `self`.
    fn name_scope(&mut self) -> Value {
        if self.frame.is_null() {
            return Value::UNDEF;
        }
        // SAFETY: the current frame is live; parameters are its first registers.
        let (code, base, globals) =
            unsafe { ((*self.frame).code, (*self.frame).base, (*self.frame).globals) };
        let this = match code.varnames.first() {
            Some(n)
                if code.argcount > 0 && n.cast::<Str>().is_some_and(|s| s.bytes() == b"self") =>
            {
                // SAFETY: as above.
                let v = unsafe { *base };
                v.cast::<Cell>().map_or(v, |c| c.value)
            }
            _ => Value::UNDEF,
        };
        if this.is_undef() {
            return self.tuple(&[globals.value()]);
        }
        self.tuple(&[globals.value(), this])
    }

    /// A name of class, module or exec code whose locals are a mapping of their own.
    #[cold]
    #[inline(never)]
    pub fn load_name_slow(&mut self, c: usize) -> R {
        let name = self.name_site(c).name;
        // SAFETY: the current frame is live.
        let (locals, globals) = unsafe { ((*self.frame).locals, (*self.frame).globals) };
        if let Some(v) = self.mapping_get(locals, name)? {
            return Ok(v);
        }
        if let Some(v) = self.dict_get_name(globals, name) {
            return Ok(v);
        }
        let builtins = self.own_builtins(globals).unwrap_or(self.builtins);
        if let Some(v) = self.dict_get_name(builtins, name) {
            return Ok(v);
        }
        self.undefined_name(name)
    }

    /// The dict that a program put under `__builtins__` of a namespace, in place of the VM's. Names
    /// found there are not cached.
    pub fn own_builtins(&self, globals: Gc<Dict>) -> Option<Gc<Dict>> {
        let own = self.dict_get_name(globals, self.names.builtins.0)?.cast::<Dict>()?;
        (own != self.builtins).then_some(own)
    }

    /// `mapping[name]`, or `None` on KeyError.
    pub fn mapping_get(&mut self, mapping: Value, name: Value) -> R<Option<Value>> {
        if mapping.is_undef() {
            return Ok(None);
        }
        if let Some(d) = mapping.cast::<Dict>() {
            if !self.has_custom_ops(mapping) {
                return Ok(self.dict_get_name(d, name));
            }
        }
        match self.get_item(mapping, name) {
            Ok(v) => Ok(Some(v)),
            Err(e) => {
                if self.exception_is(self.types.key_error) {
                    self.exception = Value::UNDEF;
                    return Ok(None);
                }
                Err(e)
            }
        }
    }

    /// Stores a global through the site's cache.
    #[inline]
    pub fn store_global(&mut self, c: usize, v: Value) {
        let cache = self.name_site(c);
        // SAFETY: the current frame is live.
        let globals = unsafe { (*self.frame).globals };
        if cache.value == globals.value()
            && cache.epoch == globals.keys_version
            && cache.kind == CacheKind::Global
        {
            self.dict_store(globals, cache.slot as usize, v);
            return;
        }
        let name = cache.name;
        self.dict_set_name(globals, name, v);
        if let Some(i) = self.dict_find_name(globals, name) {
            if i <= u16::MAX as usize {
                cache.kind = CacheKind::Global;
                cache.value = globals.value();
                cache.epoch = globals.keys_version;
                cache.slot = i as u16;
                self.barrier_code();
            }
        }
    }

    pub fn store_name_slow(&mut self, c: usize, v: Value) -> R<()> {
        let name = self.name_site(c).name;
        // SAFETY: the current frame is live.
        let (locals, globals) = unsafe { ((*self.frame).locals, (*self.frame).globals) };
        if locals.is_undef() {
            self.dict_set_name(globals, name, v);
            return Ok(());
        }
        match locals.cast::<Dict>() {
            Some(d) if !self.has_custom_ops(locals) => {
                self.dict_set_name(d, name, v);
                Ok(())
            }
            _ => self.set_item(locals, name, v),
        }
    }

    pub fn del_name(&mut self, c: usize) -> R<()> {
        let name = self.name_site(c).name;
        // SAFETY: the current frame is live.
        let (locals, globals) = unsafe { ((*self.frame).locals, (*self.frame).globals) };
        let plain = match locals.cast::<Dict>() {
            Some(d) => (!self.has_custom_ops(locals)).then_some(d),
            None => locals.is_undef().then_some(globals),
        };
        let gone = match plain {
            Some(d) => self.dict_del_name(d, name).is_some(),
            // Whatever a mapping raises, the name is not defined.
            None => self.del_item(locals, name).is_ok(),
        };
        if gone {
            return Ok(());
        }
        self.exception = Value::UNDEF;
        self.undefined_name(name)
    }

    pub fn del_global(&mut self, c: usize) -> R<()> {
        let name = self.name_site(c).name;
        // SAFETY: the current frame is live.
        let globals = unsafe { (*self.frame).globals };
        if self.dict_del_name(globals, name).is_none() {
            return self.undefined_name(name);
        }
        Ok(())
    }

    /// UnboundLocalError for the variable named by `i.c()`.
    #[cold]
    pub fn unbound_local(&mut self, i: Instr) -> R {
        // SAFETY: the current frame is live.
        let code = unsafe { (*self.frame).code };
        let name = code.names.get(i.c()).copied().unwrap_or(self.names.underscore.0);
        let text = name.expect::<Str>().to_string_lossy();
        let class = self.types.unbound_local_error;
        self.raise_named(
            class,
            name,
            &format!(
                "cannot access local variable '{text}' where it is not associated with a value"
            ),
        )
    }

    /// The error for an empty cell in register `reg`.
    #[cold]
    pub fn unbound_cell(&mut self, reg: usize) -> R {
        // SAFETY: the current frame is live.
        let code = unsafe { (*self.frame).code };
        let unit = code.unit.clone();
        let find = |list: &[(Box<str>, u16)]| {
            list.iter().find(|(_, r)| *r as usize == reg).map(|(n, _)| n.to_string())
        };
        if let Some(text) = find(&unit.freevars) {
            let name = self.intern(&text);
            let class = self.types.name_error;
            return self.raise_named(
                class,
                name,
                &format!(
                    "cannot access free variable '{text}' where it is not associated with a value in enclosing scope"
                ),
            );
        }
        let text = find(&unit.cellvars).unwrap_or_default();
        let name = self.intern(&text);
        let class = self.types.unbound_local_error;
        self.raise_named(
            class,
            name,
            &format!(
                "cannot access local variable '{text}' where it is not associated with a value"
            ),
        )
    }

    /// A free variable read in a class body: the body's namespace first.
    pub fn load_class_deref(&mut self, i: Instr) -> R {
        // SAFETY: the current frame is live.
        let (code, locals) = unsafe { ((*self.frame).code, (*self.frame).locals) };
        let name = code.names.get(i.c()).copied().unwrap_or(self.names.underscore.0);
        if let Some(v) = self.mapping_get(locals, name)? {
            return Ok(v);
        }
        let v = self.get_reg(i.b()).expect::<Cell>().value;
        if v.is_undef() {
            return self.unbound_cell(i.b());
        }
        Ok(v)
    }
}
