//! `import`: `sys.modules`, native modules, `.py` files and packages on `sys.path`.

use crate::object::function::Module;
use crate::object::*;
use crate::value::Value;
use crate::{Vm, R};
use std::path::{Path, PathBuf};

impl Vm {
    /// The `import` statement: returns the top package, or the leaf module when `fromlist` asks
    /// for names.
    pub fn import_name(
        &mut self,
        name: Value,
        globals: Gc<Dict>,
        fromlist: Value,
        level: usize,
    ) -> R {
        let text = name.expect::<Str>().to_string_lossy();
        let full =
            if level == 0 { text.clone() } else { self.resolve_relative(globals, &text, level)? };
        let leaf = self.import_dotted(&full)?;
        let wants_names = crate::vm::tuple_items(fromlist);
        if wants_names.is_empty() {
            if level == 0 {
                let top = full.split('.').next().unwrap_or("").to_string();
                return self.import_dotted(&top);
            }
            let depth = full.len() - text.len() + text.find('.').unwrap_or(text.len());
            return self.import_dotted(&full[..depth]);
        }
        // `from package import submodule`.
        if let Some(m) = leaf.cast::<Module>() {
            let path = self.names.path.0;
            if self.dict_get_name(m.dict, path).is_some() {
                for &n in wants_names {
                    let t = n.expect::<Str>().to_string_lossy();
                    if t != "*" && self.dict_get_name(m.dict, n).is_none() {
                        let sub = format!("{full}.{t}");
                        if self.find_module_file(&sub, Some(m)).is_some() {
                            self.import_dotted(&sub)?;
                        }
                    }
                }
            }
        }
        Ok(leaf)
    }

    fn resolve_relative(&mut self, globals: Gc<Dict>, text: &str, level: usize) -> R<String> {
        let key = self.names.package.0;
        let package = match self.dict_get_name(globals, key) {
            Some(p) if p.is_kind(Kind::Str) => p.expect::<Str>().to_string_lossy(),
            _ => {
                let key = self.names.name.0;
                let Some(name) = self.dict_get_name(globals, key) else {
                    return self.key_error_msg("'__name__' not in globals");
                };
                let name = name.cast::<Str>().map_or(String::new(), |s| s.to_string_lossy());
                let path = self.names.path.0;
                if self.dict_get_name(globals, path).is_some() {
                    name
                } else {
                    name.rsplit_once('.').map(|x| x.0.to_string()).unwrap_or_default()
                }
            }
        };
        if package.is_empty() {
            return self.import_error("attempted relative import with no known parent package");
        }
        let mut base: &str = &package;
        for _ in 1..level {
            match base.rsplit_once('.') {
                Some((b, _)) => base = b,
                None => {
                    return self.import_error("attempted relative import beyond top-level package")
                }
            }
        }
        Ok(if text.is_empty() { base.to_string() } else { format!("{base}.{text}") })
    }

    /// Imports `a.b.c`, every package on the way first; the leaf module.
    pub fn import_dotted(&mut self, full: &str) -> R {
        let mut at = 0;
        let mut parent: Option<Gc<Module>> = None;
        loop {
            let end = full[at..].find('.').map_or(full.len(), |i| at + i);
            let path = &full[..end];
            let module = match self.loaded_module(path) {
                Some(v) if v.is_none() => {
                    return self.module_not_found(
                        path,
                        &format!("import of {path} halted; None in sys.modules"),
                    )
                }
                Some(v) => v,
                None => self.load_module(path, parent, full)?,
            };
            let leaf_name = self.intern(&full[at..end]);
            if let (Some(p), true) = (parent, module.is_kind(Kind::Module)) {
                self.dict_set_name(p.dict, leaf_name, module);
            }
            parent = module.cast::<Module>();
            if end == full.len() {
                return Ok(module);
            }
            at = end + 1;
            if parent.is_none() {
                return Ok(module);
            }
        }
    }

    fn loaded_module(&mut self, name: &str) -> Option<Value> {
        let key = self.intern(name);
        self.dict_get_name(self.modules, key)
    }

    #[cold]
    fn module_not_found<T>(&mut self, name: &str, message: &str) -> R<T> {
        let class = self.types.module_not_found_error;
        let text = self.str(message);
        let mut exc = self.new_exception(class, &[text]);
        let pin = self.pin(&[exc.value()]);
        let n = self.str(name);
        exc.payload = n;
        self.heap.barrier(exc);
        self.unpin(pin);
        self.raise(exc)
    }

    fn load_module(&mut self, name: &str, parent: Option<Gc<Module>>, full: &str) -> R {
        if let Some(def) = self.native_modules.iter().find(|d| d.name == name).copied() {
            let m = self.new_module(name);
            let key = self.intern(name);
            let modules = self.modules;
            self.dict_set_name(modules, key, m.value());
            if let Err(e) = (def.init)(self, m) {
                self.dict_del_name(modules, key);
                return Err(e);
            }
            return Ok(m.value());
        }
        let path_key = self.names.path.0;
        if let Some(p) = parent {
            if self.dict_get_name(p.dict, path_key).is_none() {
                let pname = p.name.cast::<Str>().map_or(String::new(), |s| s.to_string_lossy());
                return self.module_not_found(
                    full,
                    &format!("No module named '{full}'; '{pname}' is not a package"),
                );
            }
        }
        match self.find_module_file(name, parent) {
            Some((file, package_dir)) => self.load_file(name, &file, package_dir.as_deref()),
            None => self.module_not_found(name, &format!("No module named '{name}'")),
        }
    }

    /// File of a module and, for packages, their directory.
    fn find_module_file(
        &mut self,
        name: &str,
        parent: Option<Gc<Module>>,
    ) -> Option<(PathBuf, Option<PathBuf>)> {
        let leaf = name.rsplit('.').next().unwrap_or(name);
        for dir in self.search_path(parent) {
            let base = Path::new(&dir);
            let package = base.join(leaf);
            let init = package.join("__init__.py");
            if init.is_file() {
                return Some((init, Some(package)));
            }
            let file = base.join(format!("{leaf}.py"));
            if file.is_file() {
                return Some((file, None));
            }
        }
        None
    }

    fn search_path(&mut self, parent: Option<Gc<Module>>) -> Vec<String> {
        let list = match parent {
            Some(p) => {
                let key = self.names.path.0;
                self.dict_get_name(p.dict, key)
            }
            None => {
                let sys = self.loaded_module("sys").and_then(|m| m.cast::<Module>());
                sys.and_then(|m| self.dict_get_str(m.dict, "path"))
            }
        };
        let Some(list) = list.and_then(|l| l.cast::<List>()) else { return Vec::new() };
        list.items
            .iter()
            .filter_map(|v| v.cast::<Str>())
            .map(|s| s.to_string_lossy())
            .map(absolute)
            .collect()
    }

    fn load_file(&mut self, name: &str, file: &Path, package: Option<&Path>) -> R {
        let filename = file.to_string_lossy().into_owned();
        let bytes = match std::fs::read(file) {
            Ok(b) => b,
            Err(e) => {
                return self.os_error(format!(
                    "[Errno {}] {e}: '{filename}'",
                    e.raw_os_error().unwrap_or(0)
                ))
            }
        };
        let source =
            match adder_syntax::decode_source(&bytes, &filename, adder_syntax::Origin::File) {
                Ok(s) => s,
                Err(e) => {
                    return crate::builtins::exceptions::raise_syntax_error(self, &filename, e)
                }
            };
        let code = self.compile_source(&source, &filename, adder_compile::Mode::Exec)?;
        let pin = self.pin(&[code.value()]);
        let m = self.new_module(name);
        self.pin(&[m.value()]);
        let file_text = self.str(&filename);
        let key = self.names.file.0;
        self.dict_set_name(m.dict, key, file_text);
        let package_name = match package {
            Some(dir) => {
                let dir = self.str(&dir.to_string_lossy());
                let list = self.list(&[dir]);
                let key = self.names.path.0;
                self.dict_set_name(m.dict, key, list.value());
                name.to_string()
            }
            None => name.rsplit_once('.').map(|x| x.0.to_string()).unwrap_or_default(),
        };
        let p = self.str(&package_name);
        let key = self.names.package.0;
        self.dict_set_name(m.dict, key, p);
        let key = self.intern(name);
        let modules = self.modules;
        self.dict_set_name(modules, key, m.value());
        self.importing.push(name.to_string());
        let r = self.run_code(code, m.dict, m.dict.value());
        self.importing.pop();
        self.unpin(pin);
        if let Err(e) = r {
            self.dict_del_name(modules, key);
            return Err(e);
        }
        // A module may replace itself in sys.modules.
        Ok(self.dict_get_name(modules, key).unwrap_or(m.value()))
    }

    /// `from module import name`.
    pub fn import_from(&mut self, module: Value, name: Value) -> R {
        if let Some(v) = self.try_attr(module, name)? {
            return Ok(v);
        }
        let text = name.expect::<Str>().to_string_lossy();
        let mut mname = "<unknown module name>".to_string();
        let mut file = None;
        if let Some(m) = module.cast::<Module>() {
            mname = m.name.cast::<Str>().map_or(mname, |s| s.to_string_lossy());
            // A submodule that is still being imported.
            if let Some(v) = self.loaded_module(&format!("{mname}.{text}")) {
                return Ok(v);
            }
            let key = self.names.file.0;
            file = self
                .dict_get_name(m.dict, key)
                .and_then(|v| v.cast::<Str>())
                .map(|s| s.to_string_lossy());
        }
        let location = file.unwrap_or_else(|| "unknown location".to_string());
        let class = self.types.import_error;
        let message = if self.importing.contains(&mname) {
            format!("cannot import name '{text}' from partially initialized module '{mname}' (most likely due to a circular import) ({location})")
        } else {
            format!("cannot import name '{text}' from '{mname}' ({location})")
        };
        let t = self.str(&message);
        let mut exc = self.new_exception(class, &[t]);
        let pin = self.pin(&[exc.value()]);
        let n = self.str(&mname);
        exc.payload = n;
        self.heap.barrier(exc);
        let path = if location == "unknown location" { Value::NONE } else { self.str(&location) };
        let fields = self.tuple(&[path, name]);
        exc.payload2 = fields;
        self.heap.barrier(exc);
        self.unpin(pin);
        self.raise(exc)
    }

    /// `from module import *` into a namespace.
    pub fn import_star(&mut self, module: Value, ns: Gc<Dict>) -> R<()> {
        let Some(m) = module.cast::<Module>() else {
            return self.import_error("from-import-* object has no __dict__");
        };
        let key = self.names.all.0;
        if let Some(all) = self.dict_get_name(m.dict, key) {
            let names = self.collect_list(all)?;
            for k in 0..names.items.len() {
                let Some(s) = names.items[k].cast::<Str>() else {
                    let name = self.dict_get_str(m.dict, "__name__").unwrap_or(Value::NONE);
                    let (m, t) = (self.str_string(name)?, self.type_name(names.items[k]));
                    return self.type_error(format!("Item in {m}.__all__ must be str, not {t}"));
                };
                let n = self.intern_value(s);
                let v = self.get_attr(module, n)?;
                self.dict_set_name(ns, n, v);
            }
            return Ok(());
        }
        let mut i = 0;
        while i < m.dict.entries.len() {
            let e = m.dict.entries[i];
            i += 1;
            if let Some(s) = e.key.cast::<Str>() {
                if !s.bytes().starts_with(b"_") {
                    self.dict_set_name(ns, e.key, e.value);
                }
            }
        }
        Ok(())
    }
}

/// A folder of the search path, from the root: files found in it are named so.
fn absolute(dir: String) -> String {
    if dir.starts_with('/') {
        return dir;
    }
    match std::env::current_dir() {
        Ok(here) if dir.is_empty() || dir == "." => here.to_string_lossy().into_owned(),
        Ok(here) => here.join(&dir).to_string_lossy().into_owned(),
        Err(_) if dir.is_empty() => ".".to_string(),
        Err(_) => dir,
    }
}
