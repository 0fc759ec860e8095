//! The functions of the `builtins` module, except those with a file of their own: reductions and
//! iterator adaptors (`reduce`), code and classes (`evaluate`), `print`, `input`, `open`, `sorted`.

use super::number;
use super::{evaluate, file, input, output, reduce, sort};
use crate::args::Params;
use crate::object::native::{effects, Recipe};
use crate::object::*;
use crate::ops::attr::Attr;
use crate::ops::special::Special;
use crate::ops::BinOp;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};
use adder_text::bigint;

const FUNCTIONS: &[Def] = &[
    Def::function("abs", abs, 1, 1)
        .recipe(Recipe::Abs)
        .effects(effects::PURE)
        .doc("Return the absolute value of the argument."),
    Def::function("all", reduce::all, 1, 1)
        .doc("Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True."),
    Def::function("any", reduce::any, 1, 1)
        .doc("Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False."),
    Def::function("ascii", ascii, 1, 1)
        .effects(effects::PURE)
        .doc("Return an ASCII-only representation of an object."),
    Def::function("bin", bin, 1, 1)
        .effects(effects::PURE).doc("Return the binary representation of an integer."),
    Def::function("breakpoint", none, 0, ANY).kw().doc("Call sys.breakpointhook(*args, **kws)."),
    Def::function("callable", callable, 1, 1)
        .effects(effects::READS)
        .doc("Return whether the object is callable (i.e., some kind of function)."),
    Def::function("chr", chr, 1, 1)
        .effects(effects::PURE)
        .doc("Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."),
    Def::function("compile", evaluate::compile, 0, ANY)
        .kw()
        .doc("Compile source into a code object that can be executed by exec() or eval()."),
    Def::function("delattr", delattr, 2, 2).doc("Deletes the named attribute from the given object."),
    Def::function("dir", dir, 0, 1).doc("Show attributes of an object."),
    Def::function("divmod", divmod, 2, 2)
        .effects(effects::PURE).doc("Return the tuple (x//y, x%y)."),
    Def::function("eval", evaluate::eval, 1, 3)
        .doc("Evaluate the given source in the context of globals and locals."),
    Def::function("exec", evaluate::exec, 0, ANY)
        .kw()
        .doc("Execute the given source in the context of globals and locals."),
    Def::function("exit", exit, 0, 1).doc("Raise SystemExit."),
    Def::function("format", format, 1, 2).doc("Return type(value).__format__(value, format_spec)."),
    Def::function("getattr", getattr, 2, 3)
        .recipe(Recipe::GetAttr)
        .doc("Get a named attribute from an object."),
    Def::function("globals", evaluate::globals, 0, 0)
        .doc("Return the dictionary containing the current scope's global variables."),
    Def::function("hasattr", hasattr, 2, 2)
        .recipe(Recipe::HasAttr)
        .doc("Return whether the object has an attribute with the given name."),
    Def::function("hash", hash, 1, 1)
        .effects(effects::PURE).doc("Return the hash value for the given object."),
    Def::function("help", help, 0, 1).doc("Show the documentation of an object."),
    Def::function("hex", hex, 1, 1)
        .effects(effects::PURE).doc("Return the hexadecimal representation of an integer."),
    Def::function("id", id, 1, 1)
        .effects(effects::READS)
        .doc("Return the identity of an object."),
    Def::function("input", input::input, 0, 1).doc("Read a string from standard input."),
    Def::function("isinstance", isinstance, 2, 2)
        .recipe(Recipe::Isinstance)
        .doc("Return whether an object is an instance of a class or of a subclass thereof."),
    Def::function("issubclass", issubclass, 2, 2)
        .doc("Return whether 'cls' is derived from another class or is the same class."),
    Def::function("iter", iter, 1, 2).doc("Get an iterator from an object."),
    Def::function("len", len, 1, 1)
        .recipe(Recipe::Len)
        .doc("Return the number of items in a container."),
    Def::function("locals", evaluate::locals, 0, 0)
        .doc("Return a dictionary containing the current scope's local variables."),
    Def::function("max", reduce::max, 0, ANY)
        .kw()
        .recipe(Recipe::Max)
        .doc("With a single iterable argument, return its biggest item.\nWith two or more positional arguments, return the largest argument."),
    Def::function("min", reduce::min, 0, ANY)
        .kw()
        .recipe(Recipe::Min)
        .doc("With a single iterable argument, return its smallest item.\nWith two or more positional arguments, return the smallest argument."),
    Def::function("next", next, 1, 2)
        .recipe(Recipe::Next)
        .doc("Return the next item from the iterator."),
    Def::function("oct", oct, 1, 1)
        .effects(effects::PURE).doc("Return the octal representation of an integer."),
    Def::function("open", file::open, 0, ANY).kw().doc("Open file and return a stream."),
    Def::function("ord", ord, 1, 1)
        .effects(effects::PURE)
        .doc("Return the Unicode code point for a one-character string."),
    Def::function("pow", pow, 0, ANY)
        .effects(effects::PURE)
        .kw()
        .doc("Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments."),
    Def::function("print", output::print, 0, ANY)
        .kw()
        .doc("Prints the values to a stream, or to sys.stdout by default."),
    Def::function("quit", exit, 0, 1).doc("Raise SystemExit."),
    Def::function("repr", repr, 1, 1)
        .effects(effects::PURE)
        .doc("Return the canonical string representation of the object."),
    Def::function("round", round, 0, ANY)
        .effects(effects::PURE)
        .kw()
        .doc("Round a number to a given precision in decimal digits."),
    Def::function("setattr", setattr, 3, 3)
        .recipe(Recipe::SetAttr)
        .doc("Sets the named attribute on the given object to the specified value."),
    Def::function("sorted", sort::sorted, 0, ANY)
        .kw()
        .doc("Return a new list containing all items from the iterable in ascending order."),
    Def::function("sum", reduce::sum, 0, ANY)
        .kw()
        .doc("Return the sum of a 'start' value (default: 0) plus an iterable of numbers"),
    Def::function("vars", vars, 0, 1).doc("Show vars."),
    Def::function("__build_class__", evaluate::build_class, 0, ANY).kw(),
    Def::function("__import__", evaluate::import, 0, ANY).kw().doc("Import a module."),
];

pub fn register(vm: &mut Vm) {
    let builtins = vm.builtins;
    let module = vm.intern("builtins");
    for def in FUNCTIONS {
        let f = vm.native_from_def(def, Value::UNDEF, module);
        let name = f.name;
        vm.dict_set_name(builtins, name, f.value());
    }
    reduce::register(vm);
    file::register(vm);
}

/// Asks the interpreter to call a special method in place of the running native.
pub fn tail_special(vm: &mut Vm, f: Value, args: &[Value]) -> R {
    match f.kind() {
        Some(Kind::Function) => vm.tail_call(f, args),
        Some(Kind::Native) if f.expect::<Native>().binding == crate::Binding::Method => {
            vm.tail_call(f, args)
        }
        _ => {
            let class = vm.class_of(args[0]);
            let bound = vm.bind(f, args[0], class)?;
            vm.tail_call(bound, &args[1..])
        }
    }
}

fn none(_: &mut Vm, _: Args) -> R {
    Ok(Value::NONE)
}

fn abs(vm: &mut Vm, args: Args) -> R {
    let v = args.all[0];
    if v.is_float() {
        return Ok(Value::float(v.as_float().abs()));
    }
    if !vm.has_custom_ops(v) {
        if let Some(r) = number::unary(vm, Special::Abs, v)? {
            return Ok(r);
        }
    } else {
        let class = vm.class_of(v);
        if let Some(f) = vm.special(class, Special::Abs) {
            return tail_special(vm, f, &[v]);
        }
    }
    vm.unary_unsupported(Special::Abs, v)
}

fn ascii(vm: &mut Vm, args: Args) -> R {
    let s = vm.repr(args.all[0])?;
    if s.is_ascii() {
        return Ok(s.value());
    }
    let text = adder_text::repr::ascii_of_repr(s.bytes());
    Ok(vm.str(&text))
}

fn radix(vm: &mut Vm, v: Value, radix: u32) -> R {
    let i = vm.index(v)?;
    let Some(i) = i.as_int_ref() else {
        return Ok(i);
    };
    let text = bigint::to_radix(i, radix, true);
    Ok(vm.str(&text))
}

fn bin(vm: &mut Vm, args: Args) -> R {
    radix(vm, args.all[0], 2)
}

fn oct(vm: &mut Vm, args: Args) -> R {
    radix(vm, args.all[0], 8)
}

fn hex(vm: &mut Vm, args: Args) -> R {
    radix(vm, args.all[0], 16)
}

fn callable(vm: &mut Vm, args: Args) -> R {
    Ok(Value::bool(vm.callable(args.all[0])))
}

fn chr(vm: &mut Vm, args: Args) -> R {
    let i = vm.index(args.all[0])?;
    let Some(i) = i.to_i64().and_then(|i| i32::try_from(i).ok()) else {
        return vm.overflow_error("Python int too large to convert to C int");
    };
    match u32::try_from(i) {
        Ok(c) if c < 128 => Ok(vm.ascii_char(c as u8)),
        Ok(c) if c < 0x11_0000 => {
            let text = adder_text::wtf8::encode(c);
            Ok(vm.str_with(&text, 1))
        }
        _ => vm.value_error("chr() arg not in range(0x110000)"),
    }
}

fn ord(vm: &mut Vm, args: Args) -> R {
    let v = args.all[0];
    let n = match v.kind() {
        Some(Kind::Str) => {
            let s = v.expect::<Str>();
            if s.nchars == 1 {
                return Ok(Value::small(i64::from(adder_text::wtf8::decode_at(s.bytes(), 0).0)));
            }
            s.nchars as usize
        }
        Some(Kind::Bytes) => match v.expect::<Bytes>().bytes() {
            [b] => return Ok(Value::small(i64::from(*b))),
            other => other.len(),
        },
        Some(Kind::ByteArray) => {
            let b = v.expect::<ByteArray>();
            if b.data.len() == 1 {
                return Ok(Value::small(i64::from(b.data[0])));
            }
            b.data.len()
        }
        _ => {
            let t = vm.type_name(v);
            return vm.type_error(format!("ord() expected string of length 1, but {t} found"));
        }
    };
    vm.type_error(format!("ord() expected a character, but string of length {n} found"))
}

// --- attributes ---

fn attr_name(vm: &mut Vm, v: Value) -> R {
    super::object_::attr_name(vm, v)
}

fn getattr(vm: &mut Vm, args: Args) -> R {
    let (o, name) = (args.all[0], attr_name(vm, args.all[1])?);
    if let Some(default) = args.get(2) {
        return Ok(vm.try_attr(o, name)?.unwrap_or(default));
    }
    let class = vm.class_of(o);
    if !class.has(class::class_flags::HAS_GETATTR) {
        if let Attr::Getter(f) = vm.find_attr(o, name) {
            return vm.tail_call(f, &[o]);
        }
    }
    vm.get_attr(o, name)
}

fn hasattr(vm: &mut Vm, args: Args) -> R {
    let name = attr_name(vm, args.all[1])?;
    Ok(Value::bool(vm.try_attr(args.all[0], name)?.is_some()))
}

fn setattr(vm: &mut Vm, args: Args) -> R {
    let name = attr_name(vm, args.all[1])?;
    vm.set_attr(args.all[0], name, args.all[2])?;
    Ok(Value::NONE)
}

fn delattr(vm: &mut Vm, args: Args) -> R {
    let name = attr_name(vm, args.all[1])?;
    vm.set_attr(args.all[0], name, Value::UNDEF)?;
    Ok(Value::NONE)
}

fn dir(vm: &mut Vm, args: Args) -> R {
    let names = match args.get(0) {
        None => {
            let d = evaluate::frame_locals(vm)?;
            vm.collect_list(d)?
        }
        Some(o) => {
            let class = vm.class_of(o);
            match vm.special(class, Special::Dir) {
                Some(f) => {
                    let r = vm.call_special(f, &[o])?;
                    vm.collect_list(r)?
                }
                None => super::object_::dir_names(vm, o)?,
            }
        }
    };
    sort::sort_list(vm, names, Value::NONE, false, names.value())
}

fn vars(vm: &mut Vm, args: Args) -> R {
    let Some(o) = args.get(0) else {
        return evaluate::frame_locals(vm);
    };
    let name = vm.names.dict.0;
    match vm.try_attr(o, name)? {
        Some(d) => Ok(d),
        None => vm.type_error("vars() argument must have __dict__ attribute"),
    }
}

// --- protocol functions ---

fn divmod(vm: &mut Vm, args: Args) -> R {
    vm.binary(BinOp::DivMod, args.all[0], args.all[1])
}

fn pow(vm: &mut Vm, args: Args) -> R {
    const PARAMS: Params<3> = Params::new("pow", ["base", "exp", "mod"]).required(2);
    let [a, b, m] = PARAMS.parse(vm, args)?;
    if m.is_undef() || m.is_none() {
        return vm.binary(BinOp::Pow, a, b);
    }
    if let Some(r) = number::pow_mod(vm, a, b, m)? {
        if !vm.has_custom_ops(a) {
            return Ok(r);
        }
    }
    if vm.has_custom_ops(a) {
        let class = vm.class_of(a);
        if let Some(f) = vm.special(class, Special::Pow) {
            let r = vm.call_special(f, &[a, b, m])?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
    }
    for v in [a, b, m] {
        match number::number(&v) {
            Some(number::Num::Float(_)) => {
                return vm
                    .type_error("pow() 3rd argument not allowed unless all arguments are integers")
            }
            Some(number::Num::Complex(_)) => return vm.value_error("complex modulo"),
            _ => {}
        }
    }
    let (ta, tb, tm) = (vm.type_name(a), vm.type_name(b), vm.type_name(m));
    vm.type_error(format!("unsupported operand type(s) for ** or pow(): '{ta}', '{tb}', '{tm}'"))
}

fn round(vm: &mut Vm, args: Args) -> R {
    const PARAMS: Params<2> = Params::new("round", ["number", "ndigits"]).required(1);
    if args.all.len() > 2 {
        let n = args.all.len();
        return vm.type_error(format!("round() takes at most 2 arguments ({n} given)"));
    }
    let [v, digits] = PARAMS.parse(vm, args)?;
    let plain = digits.is_undef() || digits.is_none();
    if v.is_float() {
        let digits = if plain { Value::NONE } else { digits };
        return super::float::round_to(vm, v.as_float(), digits);
    }
    if v.is_int() && plain {
        return Ok(v);
    }
    let class = vm.class_of(v);
    match vm.special(class, Special::Round) {
        Some(f) if plain => tail_special(vm, f, &[v]),
        Some(f) => tail_special(vm, f, &[v, digits]),
        None => {
            let t = class.name_str();
            vm.type_error(format!("type {t} doesn't define __round__ method"))
        }
    }
}

fn format(vm: &mut Vm, args: Args) -> R {
    let spec = match args.get(1) {
        None => vm.str("").expect::<Str>(),
        Some(s) => match s.cast::<Str>() {
            Some(s) => s,
            None => {
                let t = vm.type_name(s);
                return vm.type_error(format!("format() argument 2 must be str, not {t}"));
            }
        },
    };
    Ok(vm.format(args.all[0], spec)?.value())
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let h = vm.hash(args.all[0])?;
    Ok(vm.int(h))
}

fn id(vm: &mut Vm, args: Args) -> R {
    let v = args.all[0];
    // 64-bit ints beyond 48 bits are identical when equal: their value stands for them.
    if let Some(i) = v.cast::<HeapInt>() {
        return Ok(vm.uint((i.value as u64) >> 1 | 1));
    }
    vm.touch_outside();
    Ok(vm.uint(v.0))
}

fn isinstance(vm: &mut Vm, args: Args) -> R {
    Ok(Value::bool(vm.isinstance(args.all[0], args.all[1])?))
}

fn issubclass(vm: &mut Vm, args: Args) -> R {
    Ok(Value::bool(vm.issubclass(args.all[0], args.all[1])?))
}

fn iter(vm: &mut Vm, args: Args) -> R {
    let o = args.all[0];
    match args.get(1) {
        None => vm.iter(o),
        Some(_) if !vm.callable(o) => {
            vm.type_error("iter(object, sentinel): object must be callable")
        }
        Some(sentinel) => super::iterators::call_iter(vm, o, sentinel),
    }
}

fn len(vm: &mut Vm, args: Args) -> R {
    let v = args.all[0];
    if vm.has_custom_ops(v) {
        let class = vm.class_of(v);
        if let Some(f) = vm.special(class, Special::Len) {
            if f.is_kind(Kind::Function) {
                return vm.tail_prelude("len_of", &[f, v]);
            }
        }
    }
    let n = vm.len(v)?;
    Ok(vm.uint(n as u64))
}

fn next(vm: &mut Vm, args: Args) -> R {
    let it = args.all[0];
    let default = args.get(1);
    if let Ok(r) = vm.next_fast(it) {
        return match (r?, default) {
            (Some(v), _) => Ok(v),
            (None, Some(default)) => Ok(default),
            (None, None) => vm.stop_iteration(Value::NONE),
        };
    }
    if let Some(g) = it.cast::<Generator>() {
        if let (generator::GenState::Finished, Some(default)) = (g.state, default) {
            return Ok(default);
        }
        return vm.tail_resume(g, Value::NONE, default.unwrap_or(Value::UNDEF));
    }
    let class = vm.class_of(it);
    match vm.special(class, Special::Next) {
        Some(f) => match default {
            None => tail_special(vm, f, &[it]),
            Some(default) => {
                let bound = vm.bind(f, it, class)?;
                vm.tail_prelude("next_or", &[bound, default])
            }
        },
        None => {
            let t = vm.type_name(it);
            vm.type_error(format!("'{t}' object is not an iterator"))
        }
    }
}

fn repr(vm: &mut Vm, args: Args) -> R {
    Ok(vm.repr(args.all[0])?.value())
}

fn exit(vm: &mut Vm, args: Args) -> R {
    let class = vm.types.system_exit;
    vm.raise_args(class, args.all)
}

fn help(vm: &mut Vm, args: Args) -> R {
    let Some(o) = args.get(0) else {
        output::write_line(vm, b"Type help(object) for help about object.")?;
        return Ok(Value::NONE);
    };
    let name = vm.names.doc.0;
    let doc = vm.try_attr(o, name)?.unwrap_or(Value::NONE);
    let title = vm.repr(o)?;
    output::write_line(vm, title.bytes())?;
    if let Some(doc) = doc.cast::<Str>() {
        output::write_line(vm, doc.bytes())?;
    }
    Ok(Value::NONE)
}
