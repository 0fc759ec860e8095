//! The prelude: built-in functions written in Python.
//!
//! What iterates over Python iterators or calls Python callables (`sum` of a generator, `map`,
//! `sorted` with a key ...) is Python source compiled on first use. It runs as ordinary frames, so
//! nothing re-enters the interpreter natively and traces see through it. Its code is HIDDEN:
//! tracebacks leave it out, as they leave out C functions.

use super::native_step::{NativeStep, STEPS};
use crate::object::*;
use crate::value::Value;
use crate::{Vm, R};
use std::collections::HashMap;

/// Source files of the prelude.
const FILES: &[(&str, &str)] = &[
    ("containers", include_str!("../prelude/containers.py")),
    ("functions", include_str!("../prelude/functions.py")),
    ("objects", include_str!("../prelude/objects.py")),
    ("text", include_str!("../prelude/text.py")),
    ("library", include_str!("../prelude/library.py")),
];

#[derive(Default)]
pub struct Prelude {
    functions: HashMap<&'static str, Value>,
    /// Globals of the compiled files, by file number.
    loaded: Vec<(usize, Value)>,
    /// Files added by the library crate.
    extra: Vec<(&'static str, &'static str)>,
    /// How its generators are stepped.
    extra_steps: Vec<&'static [NativeStep]>,
}

impl Prelude {
    pub fn each(&self, f: &mut dyn FnMut(Value)) {
        for v in self.functions.values() {
            f(*v);
        }
        for (_, v) in &self.loaded {
            f(*v);
        }
    }

    fn files(&self) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
        FILES.iter().copied().chain(self.extra.iter().copied())
    }
}

impl Vm {
    /// Adds a prelude file (library crates).
    pub fn add_prelude(&mut self, name: &'static str, source: &'static str) {
        self.prelude.extra.push((name, source));
    }

    /// Adds ways to step generators of the prelude (library crates).
    pub fn add_native_steps(&mut self, steps: &'static [NativeStep]) {
        self.prelude.extra_steps.push(steps);
    }

    /// A function of the prelude.
    pub fn prelude_function(&mut self, name: &'static str) -> R {
        if let Some(&f) = self.prelude.functions.get(name) {
            return Ok(f);
        }
        let needle = format!("def {name}(");
        let found =
            self.prelude.files().enumerate().find(|(_, (_, source))| source.contains(&needle));
        let Some((number, (file, source))) = found else {
            return self.system_error(format!("no prelude function {name}"));
        };
        let globals = match self.prelude.loaded.iter().find(|(n, _)| *n == number) {
            Some((_, g)) => g.expect::<Dict>(),
            None => self.load_prelude(number, file, source)?,
        };
        let key = self.intern(name);
        match self.dict_get_name(globals, key) {
            Some(f) => {
                self.prelude.functions.insert(name, f);
                Ok(f)
            }
            None => self.system_error(format!("no prelude function {name}")),
        }
    }

    fn load_prelude(&mut self, number: usize, file: &str, source: &str) -> R<Gc<Dict>> {
        let options = adder_compile::Options { prelude: true, ..Default::default() };
        let filename = format!("<prelude {file}>");
        let unit = match adder_compile::compile_module(
            source,
            &filename,
            adder_compile::Mode::Exec,
            options,
        ) {
            Ok(unit) => unit,
            Err(e) => return self.system_error(format!("prelude {file}: {}", e.msg)),
        };
        let globals = self.dict();
        self.prelude.loaded.push((number, globals.value()));
        let name = self.intern(&filename);
        let code = self.code_object(&unit, name);
        let modname = self.names.name.0;
        let builtins_name = self.intern("builtins");
        self.dict_set_name(globals, modname, builtins_name);
        // Compiled on first use, possibly inside a recording: it must not be seen.
        self.unobserved(|vm| vm.run_code(code, globals, globals.value()))?;
        let extra = std::mem::take(&mut self.prelude.extra_steps);
        for step in std::iter::once(&STEPS).chain(&extra).copied().flatten() {
            let name = self.intern(step.function);
            let f = self.dict_get_name(globals, name).and_then(|f| f.cast::<Function>());
            if let Some(f) = f {
                let mut code = f.code;
                code.step = Some(step);
            }
        }
        self.prelude.extra_steps = extra;
        Ok(globals)
    }
}
