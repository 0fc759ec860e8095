//! Argument binding: which argument goes to which parameter, defaults, `*args` and `**kwargs`, and
//! CPython's words when it does not work out.
//!
//! Binding happens in place: the callee's window begins at its first argument, so `f(1, 2)` for
//! `def f(a, b, c=3)` only writes register 2. Anything with keywords or variadic parameters takes
//! the arguments out first and lays them out anew.

use crate::object::*;
use crate::value::Value;
use crate::{Vm, R};
use adder_bytecode::CodeFlags;

impl Vm {
    /// Sorts positional and keyword arguments into parameter registers, in place at `args`.
    pub(super) fn bind_arguments(
        &mut self,
        func: Gc<Function>,
        args: *mut Value,
        nargs: usize,
        kwnames: Option<Gc<Tuple>>,
    ) -> R<()> {
        let code = func.code;
        let unit = code.unit.clone();
        let argcount = unit.argcount as usize;
        let kwonly = unit.kwonly as usize;
        let has_varargs = code.has_flag(CodeFlags::VARARGS);
        let has_kwargs = code.has_flag(CodeFlags::VARKEYWORDS);
        let nkw = kwnames.map_or(0, |k| k.len);
        let npos = nargs - nkw;
        // SAFETY: `nargs` initialised words; parameters fit the callee's window, whose room was
        // checked against the stack limit's margin.
        unsafe {
            if args.add(code.nregs as usize + nargs) > self.stack.limit {
                return self.recursion_error("maximum recursion depth exceeded");
            }
            // Fast common case: positional arguments and defaults only.
            if nkw == 0 && !has_varargs && !has_kwargs && kwonly == 0 {
                if npos > argcount {
                    return self.too_many_arguments(func, npos, 0);
                }
                let defaults = func.default_values();
                if npos + defaults.len() >= argcount {
                    for k in npos..argcount {
                        *args.add(k) = defaults[k - (argcount - defaults.len())];
                    }
                    return Ok(());
                }
                return self.missing_arguments(func, args, npos);
            }
            let given: smallvec::SmallVec<[Value; 16]> =
                std::slice::from_raw_parts(args, nargs).into();
            let pin = self.pin(&given);
            let total = param_count(code);
            for k in 0..total {
                *args.add(k) = Value::UNDEF;
            }
            let saved_top = self.native_top;
            self.native_top = self.native_top.max(args.add(total));
            let r = self.bind_general(func, args, &given, npos, kwnames, argcount, kwonly);
            self.native_top = saved_top;
            self.unpin(pin);
            r
        }
    }

    /// # Safety
    /// `args` has room for the callee's whole window and starts with the `given` arguments.
    #[allow(clippy::too_many_arguments)]
    unsafe fn bind_general(
        &mut self,
        func: Gc<Function>,
        args: *mut Value,
        given: &[Value],
        npos: usize,
        kwnames: Option<Gc<Tuple>>,
        argcount: usize,
        kwonly: usize,
    ) -> R<()> {
        let code = func.code;
        let has_varargs = code.has_flag(CodeFlags::VARARGS);
        let has_kwargs = code.has_flag(CodeFlags::VARKEYWORDS);
        let posonly = code.unit.posonly as usize;
        for (k, &v) in given[..npos.min(argcount)].iter().enumerate() {
            *args.add(k) = v;
        }
        let varargs_at = argcount + kwonly;
        if has_varargs {
            let t = self.tuple(&given[npos.min(argcount)..npos]);
            *args.add(varargs_at) = t;
        }
        let mut kwdict = None;
        if has_kwargs {
            let d = self.dict();
            *args.add(varargs_at + has_varargs as usize) = d.value();
            kwdict = Some(d);
        }
        let mut kw_given = 0;
        if let Some(names) = kwnames {
            for (k, &name) in names.items().iter().enumerate() {
                let value = given[npos + k];
                let text = name.expect::<Str>();
                let found = code.varnames[..argcount + kwonly]
                    .iter()
                    .position(|&p| p == name || p.expect::<Str>().bytes() == text.bytes());
                match found {
                    Some(p) if p >= posonly => {
                        if !(*args.add(p)).is_undef() {
                            let fname = self.func_display(func);
                            let text = text.to_string_lossy();
                            return self.type_error(format!(
                                "{fname}() got multiple values for argument '{text}'"
                            ));
                        }
                        *args.add(p) = value;
                        if p >= argcount {
                            kw_given += 1;
                        }
                    }
                    _ => match kwdict {
                        Some(d) => self.dict_set(d, name, value)?,
                        None => {
                            return self.unexpected_keyword(func, names, text);
                        }
                    },
                }
            }
        }
        if npos > argcount && !has_varargs {
            return self.too_many_arguments(func, npos, kw_given);
        }
        let defaults = func.default_values();
        let first_default = argcount - defaults.len().min(argcount);
        for k in 0..argcount {
            if (*args.add(k)).is_undef() {
                if k < first_default {
                    return self.missing_arguments(func, args, usize::MAX);
                }
                *args.add(k) = defaults[k - first_default];
            }
        }
        if kwonly > 0 {
            let kwdefaults = func.kwdefaults.cast::<Dict>();
            for k in argcount..argcount + kwonly {
                if (*args.add(k)).is_undef() {
                    let name = code.varnames[k];
                    match kwdefaults.and_then(|d| self.dict_get_name(d, name)) {
                        Some(v) => *args.add(k) = v,
                        None => return self.missing_kwonly(func, args, argcount, kwonly),
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn func_display(&self, func: Gc<Function>) -> String {
        func.qualname.cast::<Str>().map_or("?".into(), |s| s.to_string_lossy())
    }

    #[cold]
    fn unexpected_keyword<T>(
        &mut self,
        func: Gc<Function>,
        names: Gc<Tuple>,
        text: Gc<Str>,
    ) -> R<T> {
        let fname = self.func_display(func);
        let code = func.code;
        let posonly = code.unit.posonly as usize;
        let wrong: Vec<String> = code.varnames[..posonly]
            .iter()
            .filter(|p| {
                names.items().iter().any(|n| n.expect::<Str>().bytes() == p.expect::<Str>().bytes())
            })
            .map(|p| p.expect::<Str>().to_string_lossy())
            .collect();
        if !wrong.is_empty() {
            return self.type_error(format!(
                "{fname}() got some positional-only arguments passed as keyword arguments: '{}'",
                wrong.join(", ")
            ));
        }
        let text = text.to_string_lossy();
        self.type_error(format!("{fname}() got an unexpected keyword argument '{text}'"))
    }

    #[cold]
    fn too_many_arguments<T>(&mut self, func: Gc<Function>, given: usize, kw_given: usize) -> R<T> {
        let fname = self.func_display(func);
        let argcount = func.code.unit.argcount as usize;
        let ndefaults = func.default_values().len();
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let takes = if ndefaults > 0 {
            format!("from {} to {argcount} positional arguments", argcount - ndefaults)
        } else {
            format!("{argcount} positional argument{}", plural(argcount))
        };
        let mut got = format!("{given}");
        let mut verb = if given == 1 { "was" } else { "were" };
        if kw_given > 0 {
            got = format!(
                "{given} positional argument{} (and {kw_given} keyword-only argument{})",
                plural(given),
                plural(kw_given)
            );
            verb = "were";
        }
        self.type_error(format!("{fname}() takes {takes} but {got} {verb} given"))
    }

    fn join_names(names: &[String]) -> String {
        match names {
            [] => String::new(),
            [a] => a.clone(),
            [a, b] => format!("{a} and {b}"),
            [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
        }
    }

    /// Parameters that got no argument, by number.
    #[cold]
    fn missing<T>(&mut self, func: Gc<Function>, kind: &str, which: &[usize]) -> R<T> {
        let fname = self.func_display(func);
        let name = |k: &usize| func.code.varnames[*k].expect::<Str>().to_string_lossy();
        let names: Vec<String> = which.iter().map(|k| format!("'{}'", name(k))).collect();
        let n = names.len();
        let s = if n == 1 { "" } else { "s" };
        self.type_error(format!(
            "{fname}() missing {n} required {kind} argument{s}: {}",
            Self::join_names(&names)
        ))
    }

    /// # Safety
    /// `args` is the callee's window with its parameters set or UNDEF.
    #[cold]
    unsafe fn missing_arguments<T>(
        &mut self,
        func: Gc<Function>,
        args: *mut Value,
        npos: usize,
    ) -> R<T> {
        let code = func.code;
        let argcount = code.unit.argcount as usize;
        let required = argcount - func.default_values().len().min(argcount);
        let missing: Vec<usize> = (0..required)
            .filter(|&k| if npos == usize::MAX { (*args.add(k)).is_undef() } else { k >= npos })
            .collect();
        self.missing(func, "positional", &missing)
    }

    /// # Safety
    /// As for `missing_arguments`.
    #[cold]
    unsafe fn missing_kwonly<T>(
        &mut self,
        func: Gc<Function>,
        args: *mut Value,
        argcount: usize,
        kwonly: usize,
    ) -> R<T> {
        let code = func.code;
        let defaults = func.kwdefaults.cast::<Dict>();
        let missing: Vec<usize> = (argcount..argcount + kwonly)
            .filter(|&k| {
                (*args.add(k)).is_undef()
                    && defaults.and_then(|d| self.dict_get_name(d, code.varnames[k])).is_none()
            })
            .collect();
        self.missing(func, "keyword-only", &missing)
    }
}

/// Registers taken by parameters.
#[inline]
pub fn param_count(code: Gc<Code>) -> usize {
    let u = &code.unit;
    u.argcount as usize
        + u.kwonly as usize
        + code.has_flag(CodeFlags::VARARGS) as usize
        + code.has_flag(CodeFlags::VARKEYWORDS) as usize
}
