//! Which parameter gets which argument: keywords, defaults, `*args` and `**named`, sorted while
//! recording as `Vm::bind_arguments` sorts them at run time.
//!
//! The callee's code is a constant, and so are the keyword names of a call, so all that is left
//! for the trace is a tuple for `*args` (usually sunk) and a dict for `**named`.
//!
//! Example: `scaled(i, offset=i)` of `def scaled(a, factor=3, offset=1)` enters the frame with
//! registers `i, 3, i`; nothing is emitted but the guard on the function.

use super::{Rec, Recorder, SVal};
use crate::abort::Abort;
use crate::fields::{self, Field};
use crate::helpers as h;
use adder_bytecode::{CodeFlags, Instr};
use adder_codegen::ir::{Op as Ir, Ref};
use adder_vm::interp::bind::param_count;
use adder_vm::object::{Dict, Function, Gc, Str, Tuple};
use adder_vm::{Value, Vm};

/// A function about to be entered.
#[derive(Clone, Copy)]
pub struct Callee {
    pub func: Gc<Function>,
    /// The function object, if the trace is not specialised to this very one.
    pub dynamic: Option<Ref>,
}

impl Callee {
    pub fn known(func: Gc<Function>) -> Callee {
        Callee { func, dynamic: None }
    }
}

impl Recorder {
    /// Values of all parameters of a Python function; the last `names.len` arguments are keyword
    /// values.
    pub(super) fn bind(
        &mut self,
        vm: &mut Vm,
        callee: Callee,
        args: &[SVal],
        names: Option<Gc<Tuple>>,
    ) -> Rec<Vec<SVal>> {
        let code = callee.func.code;
        let argcount = code.argcount as usize;
        let kwonly = code.unit.kwonly as usize;
        let posonly = code.unit.posonly as usize;
        let varargs = code.has_flag(CodeFlags::VARARGS);
        let kwargs = code.has_flag(CodeFlags::VARKEYWORDS);
        let npos = args.len() - names.map_or(0, |n| n.len);
        if npos > argcount && !varargs {
            return Err(Abort::Raises);
        }
        let mut out: Vec<Option<SVal>> = vec![None; param_count(code)];
        for (k, a) in args[..npos.min(argcount)].iter().enumerate() {
            out[k] = Some(*a);
        }
        let mut extra: Vec<(Value, SVal)> = Vec::new();
        for (k, &name) in names.iter().flat_map(|n| n.items().iter()).enumerate() {
            let value = args[npos + k];
            let text = name.expect::<Str>();
            let at = code.varnames[..argcount + kwonly]
                .iter()
                .position(|&p| p == name || p.expect::<Str>().bytes() == text.bytes());
            match at {
                Some(p) if p >= posonly => {
                    if out[p].replace(value).is_some() {
                        return Err(Abort::Raises);
                    }
                }
                _ if kwargs => extra.push((name, value)),
                _ => return Err(Abort::Raises),
            }
        }
        self.bind_defaults(vm, callee, &mut out[..argcount + kwonly])?;
        // Guards are behind us: from here on things are made.
        if varargs {
            let rest: Vec<SVal> = args[npos.min(argcount)..npos].to_vec();
            out[argcount + kwonly] = Some(self.new_tuple(vm, &rest)?);
        }
        if kwargs {
            let d = self.kwargs_dict(&extra)?;
            out[argcount + kwonly + varargs as usize] = Some(SVal::new(d));
        }
        out.into_iter().map(|s| s.ok_or(Abort::Raises)).collect()
    }

    fn bind_defaults(&mut self, vm: &mut Vm, callee: Callee, out: &mut [Option<SVal>]) -> Rec<()> {
        let func = callee.func;
        let argcount = func.code.argcount as usize;
        let defaults = func.default_values();
        let first = argcount - defaults.len().min(argcount);
        for k in 0..argcount {
            if out[k].is_some() {
                continue;
            }
            if k < first {
                return Err(Abort::Raises);
            }
            let now = defaults[k - first];
            out[k] = Some(match callee.dynamic {
                None => SVal::new(self.konst(now)),
                Some(f) => {
                    let t = self.load(Field::FunctionDefaults, f);
                    let t = self.refine(SVal::new(t), func.defaults)?;
                    self.guard_shape_of(t, func.defaults)?;
                    let len = self.load(Field::TupleLen, t.r);
                    let want = self.b.i64(defaults.len() as i64);
                    let same = self.b.op2(Ir::Eq, len, want);
                    self.guard_true(same);
                    let m = self.b.mem(fields::at(Field::TupleItem, k - first));
                    let v = self.b.load(m, t.r);
                    self.refine(SVal::new(v), now)?
                }
            });
        }
        for k in argcount..out.len() {
            if out[k].is_some() {
                continue;
            }
            // The dict may be changed in place: its entry is watched like a global.
            let d = func.kwdefaults.cast::<Dict>().ok_or(Abort::Raises)?;
            if callee.dynamic.is_some() {
                return Err(Abort::Unsupported);
            }
            let at = vm.dict_find_name(d, func.code.varnames[k]).ok_or(Abort::Raises)?;
            out[k] = Some(self.dict_value(vm, d, at, "kwdefaults")?);
        }
        Ok(())
    }

    /// A tuple of these values.
    pub(super) fn new_tuple(&mut self, vm: &Vm, values: &[SVal]) -> Rec<SVal> {
        if values.is_empty() {
            let k = self.konst(vm.empty_tuple);
            return Ok(SVal::new(self.b.op1(Ir::ValToPtr, k)));
        }
        let mut words = Vec::with_capacity(values.len());
        for s in values {
            words.push(self.boxed(*s)?);
        }
        let t = self.tuple_of(vm, &words);
        Ok(SVal::new(t))
    }

    /// The dict of the keywords that no parameter is named for.
    fn kwargs_dict(&mut self, items: &[(Value, SVal)]) -> Rec<Ref> {
        let d = self.call_allocating("dict", h::new_dict as *const () as u64, &[]);
        for (name, value) in items {
            let name = self.konst(*name);
            let value = self.boxed(*value)?;
            self.call_allocating("dict_name", h::dict_name as *const () as u64, &[d, name, value]);
        }
        Ok(d)
    }

    /// The arguments of `f(*args, **kwargs)` if their number is known: tuples (guarded to have the
    /// length they have now), and no or empty keywords. With each the value it has now.
    pub(super) fn star_arguments(
        &mut self,
        vm: &mut Vm,
        i: Instr,
    ) -> Rec<Option<(Vec<SVal>, Vec<Value>)>> {
        let (args_at, kw_at) = (i.b() + 2, i.b() + 3);
        let (args, kwargs) = (vm.get_reg(args_at), vm.get_reg(kw_at));
        let Some(t) = args.cast::<Tuple>() else { return Ok(None) };
        if vm.has_custom_ops(args) || t.len > 32 {
            return Ok(None);
        }
        if !kwargs.is_undef() {
            if kwargs.cast::<Dict>().is_none_or(|d| d.len > 0) || vm.has_custom_ops(kwargs) {
                return Ok(None);
            }
            let d = self.typed(vm, kw_at)?;
            self.guard_shape_of(d, kwargs)?;
            let len = self.load(Field::DictLen, d.r);
            let zero = self.b.i64(0);
            let empty = self.b.op2(Ir::Eq, len, zero);
            self.guard_true(empty);
        }
        let s = self.typed(vm, args_at)?;
        self.guard_shape_of(s, args)?;
        let len = self.load(Field::TupleLen, s.r);
        let want = self.b.i64(t.len as i64);
        let same = self.b.op2(Ir::Eq, len, want);
        self.guard_true(same);
        let (mut out, mut values) = (Vec::new(), Vec::new());
        let this = vm.get_reg(i.b() + 1);
        let known = self.typed(vm, i.b() + 1)?;
        if !this.is_undef() {
            out.push(known);
            values.push(this);
        }
        for (k, &now) in t.items().iter().enumerate() {
            let m = self.b.mem(fields::at(Field::TupleItem, k));
            let v = self.b.load(m, s.r);
            out.push(self.refine(SVal::new(v), now)?);
            values.push(now);
        }
        Ok(Some((out, values)))
    }
}
