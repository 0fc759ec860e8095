//! Native modules: a name and a function that fills the module's dict on first import.

use crate::object::function::Module;
use crate::object::*;
use crate::typedef::Def;
use crate::value::Value;
use crate::{Vm, R};

/// A module implemented in Rust.
#[derive(Clone, Copy)]
pub struct ModuleDef {
    pub name: &'static str,
    /// Fills a fresh module. Runs at first import.
    pub init: fn(&mut Vm, Gc<Module>) -> R<()>,
}

impl Vm {
    /// Registers a native module for `import`.
    pub fn register_module(&mut self, def: ModuleDef) {
        self.native_modules.push(def);
    }

    /// A fresh module object with `__name__` and friends.
    pub fn new_module(&mut self, name: &str) -> Gc<Module> {
        let dict = self.dict();
        let pin = self.pin(&[dict.value()]);
        let text = self.str(name);
        self.pin(&[text]);
        let hdr = Header::new(self.types.module.root_shape, Kind::Module);
        let m = self.alloc(Module { hdr, dict, name: text }, 0);
        self.pin(&[m.value()]);
        for (key, v) in [
            (self.names.name.0, text),
            (self.names.doc.0, Value::NONE),
            (self.names.package.0, Value::NONE),
            (self.names.loader.0, Value::NONE),
            (self.names.spec.0, Value::NONE),
        ] {
            self.dict_set_name(dict, key, v);
        }
        self.unpin(pin);
        m
    }

    /// Adds native functions to a module.
    pub fn add_functions(&mut self, m: Gc<Module>, defs: &[Def]) {
        for def in defs {
            let f = self.native_from_def(def, Value::UNDEF, m.name);
            let key = f.name;
            self.dict_set_name(m.dict, key, f.value());
        }
    }

    pub fn add_value(&mut self, m: Gc<Module>, name: &str, v: Value) {
        self.dict_set_str(m.dict, name, v);
    }

    /// The dict of the `__main__` module, made on first use.
    pub fn main_globals(&mut self) -> Gc<Dict> {
        let name = self.names.main.0;
        if let Some(m) = self.dict_get_name(self.modules, name) {
            if let Some(m) = m.cast::<Module>() {
                return m.dict;
            }
        }
        let m = self.new_module("__main__");
        let modules = self.modules;
        self.dict_set_name(modules, name, m.value());
        let annotations = self.dict();
        let key = self.names.annotations.0;
        self.dict_set_name(m.dict, key, annotations.value());
        let b = self.names.builtins.0;
        if let Some(builtins) = self.dict_get_str(modules, "builtins") {
            self.dict_set_name(m.dict, b, builtins);
        }
        m.dict
    }
}
