//! `random`: the class `Random` over `adder_rng`, and module functions bound to a hidden instance.
//!
//! Sequences come in as values; the generator only hands out indices. A subclass that overrides
//! `random()` or `getrandbits()` gets the methods of the prelude (`prelude/random.py`), which call
//! what it overrides.

use crate::state::{class, make_class, publish, ClassSpec, Lib};
use adder_rng::{PyRandom, RngError, Seed};
use adder_text::bigint::{bit_length, from_bytes, to_bytes, Endian};
use adder_vm::args::Params;
use adder_vm::object::function::Module;
use adder_vm::object::native::NativeObject;
use adder_vm::object::{ByteArray, Bytes, Class, FloatSub, List, Native, NativeObj, Str, Tuple};
use adder_vm::ops::{BinOp, CmpOp};
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Kind, Value, Vm, R};
use std::any::Any;

struct Rng(PyRandom);

impl NativeObject for Rng {
    fn trace(&self, _: &mut dyn FnMut(Value)) {}

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__init__", init_method, 1, 2),
    Def::method("seed", seed, 1, 3).kw(),
    Def::method("getstate", getstate, 1, 1),
    Def::method("setstate", setstate, 2, 2),
    Def::method("random", random, 1, 1).doc("random() -> x in the interval [0, 1)."),
    Def::method("getrandbits", getrandbits, 2, 2)
        .doc("getrandbits(k) -> x.  Generates an int with k random bits."),
    Def::method("randbytes", randbytes, 2, 2).doc("Generate n random bytes."),
    Def::method("randrange", randrange, 2, 4).kw(),
    Def::method("randint", randint, 3, 3).kw(),
    Def::method("choice", choice, 2, 2).kw(),
    Def::method("choices", choices, 2, 3).kw(),
    Def::method("shuffle", shuffle, 2, 2).kw(),
    Def::method("sample", sample, 2, 3).kw(),
    Def::method("_randbelow", randbelow, 2, 2),
    Def::method("binomialvariate", binomialvariate, 1, 3).kw(),
];

/// Fills the module.
pub fn init(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    vm.add_prelude("random", include_str!("prelude/random.py"));
    let c = make_class(
        vm,
        &ClassSpec {
            which: Lib::Random,
            name: "random.Random",
            module: "random",
            kind: Kind::NativeObj,
            base: true,
            construct: None,
            methods: &[METHODS, REAL],
            doc: "Random number generator base class used by bound module functions.",
        },
    );
    publish(vm, m, c);
    let hidden = vm.call(c.value(), &[])?;
    vm.add_value(m, "_inst", hidden);
    for def in METHODS.iter().chain(REAL) {
        if def.name.starts_with("__") {
            continue;
        }
        let f = vm.lookup_str(c, def.name);
        let bound = vm.bind(f, hidden, c)?;
        vm.add_value(m, def.name, bound);
    }
    crate::source::run(vm, m, include_str!("python/random.py"))
}

fn rng(vm: &mut Vm, o: Value) -> R<&'static mut PyRandom> {
    match o.cast::<NativeObj>().and_then(|o| o.data::<Rng>()) {
        Some(r) => Ok(&mut r.0),
        None => vm.type_error("descriptor requires a 'random.Random' object"),
    }
}

/// Turns a refusal into its exception.
fn checked<T>(vm: &mut Vm, r: Result<T, RngError>) -> R<T> {
    match r {
        Ok(v) => Ok(v),
        Err(e) => match e.exception() {
            "ValueError" => vm.value_error(e.message()),
            "IndexError" => vm.index_error(e.message()),
            "ZeroDivisionError" => vm.zero_division_error(e.message()),
            "OverflowError" => vm.overflow_error(e.message()),
            "MemoryError" => vm.memory_error(e.message()),
            _ => vm.os_error(e.message()),
        },
    }
}

/// Does a subclass draw its numbers itself?
fn overridden(vm: &mut Vm, o: Value) -> bool {
    let base = class(vm, Lib::Random);
    let c = vm.class_of(o);
    c != base
        && ["random", "getrandbits"].iter().any(|name| {
            let f = vm.lookup_str(c, name);
            f.cast::<Native>().is_none() && !f.is_undef()
        })
}

fn new(vm: &mut Vm, args: Args) -> R {
    let base = class(vm, Lib::Random);
    let Some(c) = args.all[0].cast::<Class>().filter(|c| c.is_subclass_of(base)) else {
        return vm.type_error("Random.__new__(X): X is not a type object");
    };
    let engine = PyRandom::new(Seed::Int(&[0]));
    let engine = checked(vm, engine)?;
    Ok(vm.native_obj(c, Box::new(Rng(engine))))
}

fn init_method(vm: &mut Vm, args: Args) -> R {
    let o = args.all[0];
    let x = args.get(1).unwrap_or(Value::NONE);
    let c = vm.class_of(o);
    let f = vm.lookup_str(c, "seed");
    vm.call_special(f, &[o, x])?;
    Ok(Value::NONE)
}

/// Words of an int's absolute value, least significant first.
fn words_of(vm: &mut Vm, v: Value) -> R<Vec<u32>> {
    let v = vm.plain_int(v);
    let zero = Value::small(0);
    let v = if vm.compare_bool(CmpOp::Lt, v, zero)? {
        vm.unary(adder_vm::ops::special::Special::Neg, v)?
    } else {
        v
    };
    let Some(i) = v.as_int_ref() else {
        return vm.type_error("an integer is required");
    };
    let length = bit_length(&i.to_ibig()) as usize / 8 + 1;
    match to_bytes(i, length.next_multiple_of(4), Endian::Little, false) {
        Ok(bytes) => Ok(bytes
            .chunks_exact(4)
            .map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]]))
            .collect()),
        Err(e) => vm.text_error(e),
    }
}

fn int_of_words(vm: &mut Vm, words: &[u32]) -> Value {
    let bytes: Vec<u8> = words.iter().flat_map(|w| w.to_le_bytes()).collect();
    vm.int_value(from_bytes(&bytes, Endian::Little, false))
}

fn seed(vm: &mut Vm, args: Args) -> R {
    const P: Params<3> = Params::new("seed", ["self", "a", "version"]).required(1);
    let [o, a, version] = P.parse(vm, args)?;
    let first_version = !version.is_undef() && version == Value::small(1);
    let r = rng(vm, o)?;
    let done = if a.is_undef() || a.is_none() {
        r.seed(Seed::Os)
    } else if a.is_int_like() {
        let words = words_of(vm, a)?;
        r.seed(Seed::Int(&words))
    } else if let Some(f) =
        a.to_f64_exact().filter(|_| a.is_float() || a.cast::<FloatSub>().is_some())
    {
        r.seed(Seed::Float(f))
    } else if let Some(s) = a.cast::<Str>() {
        if first_version {
            let text = s.to_string_lossy();
            let points: Vec<u32> = text.chars().map(|c| c as u32).collect();
            r.seed(Seed::TextVersion1(&points))
        } else {
            r.seed(Seed::Text(s.bytes()))
        }
    } else if let Some(b) = a.cast::<Bytes>() {
        r.seed(Seed::Text(b.bytes()))
    } else if let Some(b) = a.cast::<ByteArray>() {
        r.seed(Seed::Text(&b.data))
    } else {
        return vm.type_error(
            "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.",
        );
    };
    checked(vm, done)?;
    Ok(Value::NONE)
}

fn getstate(vm: &mut Vm, args: Args) -> R {
    let (key, position, gauss) = rng(vm, args.all[0])?.state();
    let mut words: Vec<Value> = key.iter().map(|&w| Value::small(w as i64)).collect();
    words.push(Value::small(position as i64));
    let gauss = gauss.map_or(Value::NONE, Value::float);
    let words = vm.tuple(&words);
    Ok(vm.tuple(&[Value::small(3), words, gauss]))
}

fn setstate(vm: &mut Vm, args: Args) -> R {
    let list = vm.collect_list(args.all[1])?;
    let &[version, words, gauss] = &list.items[..] else {
        return vm.value_error("not enough values to unpack (expected 3)");
    };
    if version != Value::small(3) && version != Value::small(2) {
        let v = vm.repr_string(version)?;
        return vm.value_error(format!(
            "state with version {v} passed to Random.setstate() of version 3"
        ));
    }
    let Some(words) = words.cast::<Tuple>() else {
        return vm.type_error("state vector must be a tuple");
    };
    if words.len != 625 {
        return vm.value_error("state vector is the wrong size");
    }
    let mut key = Vec::with_capacity(625);
    for k in 0..625 {
        key.push(vm.arg_i64(words.items()[k])?);
    }
    let position = key.pop().unwrap_or(-1);
    let key: Vec<u32> = key.iter().map(|&w| w as u32).collect();
    if !(0..=624).contains(&position) {
        return vm.value_error("invalid state");
    }
    let gauss = if gauss.is_none() { None } else { Some(vm.to_f64(gauss)?) };
    let done = rng(vm, args.all[0])?.set_state(&key, position as usize, gauss);
    checked(vm, done)?;
    Ok(Value::NONE)
}

fn random(vm: &mut Vm, args: Args) -> R {
    Ok(Value::float(rng(vm, args.all[0])?.random()))
}

fn getrandbits(vm: &mut Vm, args: Args) -> R {
    let k = vm.arg_i64(args.all[1])?;
    if k < 0 {
        return vm.value_error("number of bits must be non-negative");
    }
    let r = rng(vm, args.all[0])?;
    if k <= 64 {
        let bits = r.getrandbits(k as u32);
        return Ok(vm.uint(bits));
    }
    let words = r.getrandbits_words(k as u64);
    let words = checked(vm, words)?;
    Ok(int_of_words(vm, &words))
}

fn randbytes(vm: &mut Vm, args: Args) -> R {
    let n = vm.arg_i64(args.all[1])?;
    if n < 0 {
        return vm.value_error("number of bits must be non-negative");
    }
    let bytes = rng(vm, args.all[0])?.randbytes(n as usize);
    let bytes = checked(vm, bytes)?;
    Ok(vm.bytes(&bytes))
}

/// An even choice below a positive int of any size.
fn below(vm: &mut Vm, o: Value, n: Value) -> R {
    if let Some(i) = n.to_i64() {
        let v = rng(vm, o)?.randbelow(i.max(0) as u64);
        return Ok(vm.uint(v));
    }
    let words = words_of(vm, n)?;
    let picked = rng(vm, o)?.randbelow_words(&words);
    let picked = checked(vm, picked)?;
    Ok(int_of_words(vm, &picked))
}

fn randbelow(vm: &mut Vm, args: Args) -> R {
    if overridden(vm, args.all[0]) {
        return vm.tail_prelude("random_below", args.all);
    }
    let n = vm.index(args.all[1])?;
    below(vm, args.all[0], n)
}

fn randrange(vm: &mut Vm, args: Args) -> R {
    const P: Params<4> = Params::new("randrange", ["self", "start", "stop", "step"]).required(2);
    let [o, start, stop, step] = P.parse(vm, args)?;
    let stop = if stop.is_undef() { Value::NONE } else { stop };
    let first = vm.index(start)?;
    if stop.is_none() && !step.is_undef() {
        return vm.type_error("Missing a non-None stop argument");
    }
    let step_given = if step.is_undef() { Value::small(1) } else { step };
    if overridden(vm, o) {
        return vm.tail_prelude("random_range", &[o, first, stop, step_given]);
    }
    let zero = Value::small(0);
    if stop.is_none() {
        if vm.compare_bool(CmpOp::Gt, first, zero)? {
            return below(vm, o, first);
        }
        return vm.value_error("empty range for randrange()");
    }
    let last = vm.index(stop)?;
    let by = vm.index(step_given)?;
    range_value(vm, o, first, last, by)
}

/// `randrange` of plain ints.
fn range_value(vm: &mut Vm, o: Value, start: Value, stop: Value, step: Value) -> R {
    if let (Some(a), Some(b), Some(s)) = (start.to_i64(), stop.to_i64(), step.to_i64()) {
        let picked = rng(vm, o)?.randrange(a, b, s);
        let picked = checked(vm, picked)?;
        return Ok(vm.int(picked));
    }
    let zero = Value::small(0);
    let one = Value::small(1);
    let width = vm.binary(BinOp::Sub, stop, start)?;
    let count = if vm.compare_bool(CmpOp::Gt, step, zero)? {
        let w = vm.binary(BinOp::Add, width, step)?;
        let w = vm.binary(BinOp::Sub, w, one)?;
        vm.binary(BinOp::FloorDiv, w, step)?
    } else if vm.compare_bool(CmpOp::Lt, step, zero)? {
        let w = vm.binary(BinOp::Add, width, step)?;
        let w = vm.binary(BinOp::Add, w, one)?;
        vm.binary(BinOp::FloorDiv, w, step)?
    } else {
        return vm.value_error("zero step for randrange()");
    };
    if !vm.compare_bool(CmpOp::Gt, count, zero)? {
        let (a, b) = (vm.repr_string(start)?, vm.repr_string(stop)?);
        if step == one {
            return vm.value_error(format!("empty range in randrange({a}, {b})"));
        }
        let s = vm.repr_string(step)?;
        return vm.value_error(format!("empty range in randrange({a}, {b}, {s})"));
    }
    let n = below(vm, o, count)?;
    let n = vm.binary(BinOp::Mul, step, n)?;
    vm.binary(BinOp::Add, start, n)
}

fn randint(vm: &mut Vm, args: Args) -> R {
    const P: Params<3> = Params::new("randint", ["self", "a", "b"]);
    let [o, a, b] = P.parse(vm, args)?;
    let (a, b) = (vm.index(a)?, vm.index(b)?);
    let stop = vm.binary(BinOp::Add, b, Value::small(1))?;
    if overridden(vm, o) {
        return vm.tail_prelude("random_range", &[o, a, stop, Value::small(1)]);
    }
    range_value(vm, o, a, stop, Value::small(1))
}

fn choice(vm: &mut Vm, args: Args) -> R {
    const P: Params<2> = Params::new("choice", ["self", "seq"]);
    let [o, seq] = P.parse(vm, args)?;
    if overridden(vm, o) || (vm.has_custom_ops(seq) && seq.is_kind(Kind::Instance)) {
        return vm.tail_prelude("random_choice", &[o, seq]);
    }
    let n = vm.len(seq)?;
    if n == 0 {
        return vm.index_error("Cannot choose from an empty sequence");
    }
    let i = rng(vm, o)?.randbelow(n as u64);
    let i = vm.uint(i);
    vm.get_item(seq, i)
}

/// The items of a sequence at these indices, as a list.
fn pick(vm: &mut Vm, seq: Value, indices: &[u64]) -> R {
    let mut out = vm.list(&[]);
    let pin = vm.pin(&[out.value()]);
    for &i in indices {
        let i = vm.uint(i);
        let v = vm.get_item(seq, i)?;
        out.items.push(v);
        vm.heap.barrier(out);
    }
    vm.unpin(pin);
    Ok(out.value())
}

fn choices(vm: &mut Vm, args: Args) -> R {
    const P: Params<5> =
        Params::new("choices", ["self", "population", "weights", "cum_weights", "k"])
            .required(2)
            .kwonly(3);
    let [o, population, weights, cumulative, k] = P.parse(vm, args)?;
    let some = |v: Value| !v.is_undef() && !v.is_none();
    let k = if k.is_undef() { Value::small(1) } else { k };
    if overridden(vm, o) {
        let none = |v: Value| if v.is_undef() { Value::NONE } else { v };
        let (w, c) = (none(weights), none(cumulative));
        return vm.tail_prelude("random_choices", &[o, population, w, c, k]);
    }
    let n = vm.len(population)?;
    let count = |vm: &mut Vm| -> R<usize> { Ok(vm.arg_i64(k)?.max(0) as usize) };
    if !some(weights) && !some(cumulative) {
        let count = count(vm)?;
        let indices = rng(vm, o)?.choices(n as u64, count);
        let indices = checked(vm, indices)?;
        return pick(vm, population, &indices);
    }
    if some(weights) && some(cumulative) {
        return vm.type_error("Cannot specify both weights and cumulative weights");
    }
    if weights.is_int_like() {
        let w = vm.repr_string(weights)?;
        return vm.type_error(format!("The number of choices must be a keyword argument: k={w}"));
    }
    let list = vm.collect_list(if some(weights) { weights } else { cumulative })?;
    let mut ends = Vec::with_capacity(list.items.len());
    // Integer weights add up exactly; a float makes the rest floats.
    let mut total = Value::small(0);
    for i in 0..list.items.len() {
        let w = list.items[i];
        if some(weights) {
            total = if i == 0 { w } else { vm.binary(BinOp::Add, total, w)? };
            ends.push(vm.to_f64(total)?);
        } else {
            ends.push(vm.to_f64(w)?);
        }
    }
    if ends.len() != n {
        return vm.value_error("The number of weights does not match the population");
    }
    let count = count(vm)?;
    let indices = rng(vm, o)?.choices_weighted(&ends, count);
    let indices = checked(vm, indices)?;
    pick(vm, population, &indices)
}

fn shuffle(vm: &mut Vm, args: Args) -> R {
    const P: Params<2> = Params::new("shuffle", ["self", "x"]);
    let [o, x] = P.parse(vm, args)?;
    if overridden(vm, o) || x.is_kind(Kind::Instance) {
        return vm.tail_prelude("random_shuffle", &[o, x]);
    }
    if let (Some(mut l), false) = (x.cast::<List>(), vm.has_custom_ops(x)) {
        let n = l.items.len();
        rng(vm, o)?.shuffle(n, |i, j| l.items.swap(i, j));
        return Ok(Value::NONE);
    }
    let n = vm.len(x)?;
    let mut swaps = Vec::new();
    rng(vm, o)?.shuffle(n, |i, j| swaps.push((i, j)));
    for (i, j) in swaps {
        let (i, j) = (Value::small(i as i64), Value::small(j as i64));
        let a = vm.get_item(x, j)?;
        let b = vm.get_item(x, i)?;
        vm.set_item(x, i, a)?;
        vm.set_item(x, j, b)?;
    }
    Ok(Value::NONE)
}

fn is_sequence(vm: &mut Vm, v: Value) -> bool {
    use adder_vm::ops::special::Special;
    if matches!(v.kind(), Some(Kind::Dict | Kind::Set | Kind::DictView | Kind::MappingProxy)) {
        return false;
    }
    let c = vm.class_of(v);
    vm.special(c, Special::GetItem).is_some() && vm.special(c, Special::Len).is_some()
}

fn sample(vm: &mut Vm, args: Args) -> R {
    const P: Params<4> =
        Params::new("sample", ["self", "population", "k", "counts"]).required(3).kwonly(3);
    let [o, population, k, counts] = P.parse(vm, args)?;
    if !is_sequence(vm, population) {
        return vm.type_error("Population must be a sequence.  For dicts or sets, use sorted(d).");
    }
    if overridden(vm, o) {
        let counts = if counts.is_undef() { Value::NONE } else { counts };
        return vm.tail_prelude("random_sample", &[o, population, k, counts]);
    }
    let n = vm.len(population)?;
    let indices = if counts.is_undef() || counts.is_none() {
        let k = vm.arg_i64(k)?;
        let k = u64::try_from(k).unwrap_or(u64::MAX);
        rng(vm, o)?.sample(n as u64, k)
    } else {
        let list = vm.collect_list(counts)?;
        if list.items.len() != n {
            return vm.value_error("The number of counts does not match the population");
        }
        let mut each = Vec::with_capacity(n);
        for i in 0..n {
            let c = list.items[i];
            if !c.is_int_like() {
                return vm.type_error("Counts must be integers");
            }
            match vm.arg_i64(c)? {
                c if c < 0 => return vm.value_error("Counts must be non-negative"),
                c => each.push(c as u64),
            }
        }
        let k = vm.arg_i64(k)?;
        let k = u64::try_from(k).unwrap_or(u64::MAX);
        rng(vm, o)?.sample_with_counts(&each, k)
    };
    let indices = checked(vm, indices)?;
    pick(vm, population, &indices)
}

fn binomialvariate(vm: &mut Vm, args: Args) -> R {
    const P: Params<3> = Params::new("binomialvariate", ["self", "n", "p"]).required(1);
    let [o, n, p] = P.parse(vm, args)?;
    let n = if n.is_undef() { 1 } else { vm.arg_i64(n)? };
    let p = if p.is_undef() { 0.5 } else { vm.to_f64(p)? };
    let v = rng(vm, o)?.binomialvariate(n, p);
    let v = checked(vm, v)?;
    Ok(vm.int(v))
}

/// A distribution with two float parameters: name, parameter names, defaults, how many are needed.
macro_rules! real {
    ($($name:ident($a:ident = $da:expr, $b:ident = $db:expr; $need:literal) $draw:expr;)*) => {
        const REAL: &[Def] = &[$(Def::method(stringify!($name), $name, 1, 3).kw(),)*
            Def::method("expovariate", expovariate, 1, 2).kw(),
            Def::method("paretovariate", paretovariate, 2, 2).kw(),
            Def::method("triangular", triangular, 1, 4).kw(),
        ];
        $(
            fn $name(vm: &mut Vm, args: Args) -> R {
                const P: Params<3> =
                    Params::new(stringify!($name), ["self", stringify!($a), stringify!($b)]).required($need + 1);
                let [o, a, b] = P.parse(vm, args)?;
                if overridden(vm, o) {
                    let (a, b) = (or_default(a, $da), or_default(b, $db));
                    return vm.tail_prelude(concat!("random_", stringify!($name)), &[o, a, b]);
                }
                let a = if a.is_undef() { $da } else { vm.to_f64(a)? };
                let b = if b.is_undef() { $db } else { vm.to_f64(b)? };
                let draw: fn(&mut PyRandom, f64, f64) -> Result<f64, RngError> = $draw;
                let x = draw(rng(vm, o)?, a, b);
                Ok(Value::float(checked(vm, x)?))
            }
        )*
    };
}

fn or_default(v: Value, default: f64) -> Value {
    if v.is_undef() {
        Value::float(default)
    } else {
        v
    }
}

real! {
    uniform(a = 0.0, b = 0.0; 2) |r, a, b| Ok(r.uniform(a, b));
    gauss(mu = 0.0, sigma = 1.0; 0) |r, a, b| Ok(r.gauss(a, b));
    normalvariate(mu = 0.0, sigma = 1.0; 0) |r, a, b| Ok(r.normalvariate(a, b));
    lognormvariate(mu = 0.0, sigma = 1.0; 2) |r, a, b| r.lognormvariate(a, b);
    vonmisesvariate(mu = 0.0, kappa = 0.0; 2) |r, a, b| Ok(r.vonmisesvariate(a, b));
    gammavariate(alpha = 1.0, beta = 1.0; 2) |r, a, b| r.gammavariate(a, b);
    betavariate(alpha = 1.0, beta = 1.0; 2) |r, a, b| r.betavariate(a, b);
    weibullvariate(alpha = 1.0, beta = 1.0; 2) |r, a, b| r.weibullvariate(a, b);
}

fn expovariate(vm: &mut Vm, args: Args) -> R {
    const P: Params<2> = Params::new("expovariate", ["self", "lambd"]).required(1);
    let [o, lambd] = P.parse(vm, args)?;
    if overridden(vm, o) {
        return vm.tail_prelude("random_expovariate", &[o, or_default(lambd, 1.0)]);
    }
    let lambd = if lambd.is_undef() { 1.0 } else { vm.to_f64(lambd)? };
    let x = rng(vm, o)?.expovariate(lambd);
    Ok(Value::float(checked(vm, x)?))
}

fn paretovariate(vm: &mut Vm, args: Args) -> R {
    const P: Params<2> = Params::new("paretovariate", ["self", "alpha"]);
    let [o, alpha] = P.parse(vm, args)?;
    if overridden(vm, o) {
        return vm.tail_prelude("random_paretovariate", &[o, alpha]);
    }
    let alpha = vm.to_f64(alpha)?;
    let x = rng(vm, o)?.paretovariate(alpha);
    Ok(Value::float(checked(vm, x)?))
}

fn triangular(vm: &mut Vm, args: Args) -> R {
    const P: Params<4> = Params::new("triangular", ["self", "low", "high", "mode"]).required(1);
    let [o, low, high, mode] = P.parse(vm, args)?;
    if overridden(vm, o) {
        let mode = if mode.is_undef() { Value::NONE } else { mode };
        let (low, high) = (or_default(low, 0.0), or_default(high, 1.0));
        return vm.tail_prelude("random_triangular", &[o, low, high, mode]);
    }
    let low = if low.is_undef() { 0.0 } else { vm.to_f64(low)? };
    let high = if high.is_undef() { 1.0 } else { vm.to_f64(high)? };
    let mode = if mode.is_undef() || mode.is_none() { None } else { Some(vm.to_f64(mode)?) };
    Ok(Value::float(rng(vm, o)?.triangular(low, high, mode)))
}
