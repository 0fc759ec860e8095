//! `numpy.random`: the legacy global generator and `default_rng`, over the streams of `adder-rng`.

use super::create;
use super::dtype::{self, Class_};
use super::memory::{self, Elem, Num};
use super::scalar::{self, make, Module};
use super::ufunc;
use adder_rng::{Generator, IntKind, Pcg64, RandomState, RngError, SeedSequence};
use adder_text::bigint::IntRef;
use adder_vm::args::Params;
use adder_vm::object::native::NativeObject;
use adder_vm::object::ndarray::{DType, NdArray};
use adder_vm::object::NativeObj;
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Class, Gc, Value, Vm, R};
use std::any::Any;

/// The generators of a VM.
#[derive(Default)]
pub struct State {
    /// `np.random.seed` and friends; seeded by the system on first use.
    pub global: Option<Box<RandomState>>,
    pub generator_class: Option<Gc<Class>>,
    pub state_class: Option<Gc<Class>>,
}

/// Either kind of generator.
pub enum Source {
    New(Generator<Pcg64>),
    Old(Box<RandomState>),
}

impl NativeObject for Source {
    fn trace(&self, _: &mut dyn FnMut(Value)) {}
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

#[cold]
fn fail<T>(vm: &mut Vm, e: RngError) -> R<T> {
    let text = e.message().to_string();
    match e.exception() {
        "TypeError" => vm.type_error(text),
        "OverflowError" => vm.overflow_error(text),
        "MemoryError" => vm.memory_error(text),
        "ZeroDivisionError" => vm.zero_division_error(text),
        "OSError" => vm.os_error(text),
        _ => vm.value_error(text),
    }
}

/// One draw of a distribution, from either kind of generator.
#[derive(Clone, Copy)]
enum Draw {
    Random,
    Random32,
    Uniform(f64, f64),
    Normal(f64, f64),
    StandardNormal,
    StandardNormal32,
    Lognormal(f64, f64),
    StandardExponential,
    Exponential(f64),
    Gamma(f64, f64),
    Poisson(f64),
}

impl Source {
    fn draw(&mut self, d: Draw) -> Result<Num, RngError> {
        let f = match (self, d) {
            (Source::New(g), d) => match d {
                Draw::Random => g.random(),
                Draw::Random32 => g.random_f32() as f64,
                Draw::Uniform(a, b) => g.uniform(a, b)?,
                Draw::Normal(m, s) => g.normal(m, s)?,
                Draw::StandardNormal => g.standard_normal(),
                Draw::StandardNormal32 => g.standard_normal_f32() as f64,
                Draw::Lognormal(m, s) => g.lognormal(m, s)?,
                Draw::StandardExponential => g.standard_exponential(),
                Draw::Exponential(s) => g.exponential(s)?,
                Draw::Gamma(k, s) => g.gamma(k, s)?,
                Draw::Poisson(l) => return Ok(Num::I(g.poisson(l)?)),
            },
            (Source::Old(g), d) => match d {
                Draw::Random | Draw::Random32 => g.random(),
                Draw::Uniform(a, b) => g.uniform(a, b)?,
                Draw::Normal(m, s) => g.normal(m, s)?,
                Draw::StandardNormal | Draw::StandardNormal32 => g.standard_normal(),
                Draw::Lognormal(m, s) => g.lognormal(m, s)?,
                Draw::StandardExponential => g.standard_exponential(),
                Draw::Exponential(s) => g.exponential(s)?,
                Draw::Gamma(k, s) => g.gamma(k, s)?,
                Draw::Poisson(l) => return Ok(Num::I(g.poisson(l)?)),
            },
        };
        Ok(Num::F(f))
    }
}

/// Runs `f` with the generator of a call: the receiver's, or the global one (receiver UNDEF).
fn with<T>(vm: &mut Vm, this: Value, f: impl FnOnce(&mut Source) -> Result<T, RngError>) -> R<T> {
    if this.is_undef() {
        let global = Module::of(vm).random.global.take();
        let g = match global {
            Some(g) => g,
            None => match RandomState::from_os() {
                Ok(g) => Box::new(g),
                Err(e) => return fail(vm, e),
            },
        };
        let mut source = Source::Old(g);
        let r = f(&mut source);
        if let Source::Old(g) = source {
            Module::of(vm).random.global = Some(g);
        }
        return r.or_else(|e| fail(vm, e));
    }
    match this.cast::<NativeObj>().and_then(|o| o.data::<Source>()) {
        Some(s) => f(s).or_else(|e| fail(vm, e)),
        None => vm.type_error("a random generator is needed"),
    }
}

/// A float (or count) distribution of a given size; `UNDEF`/None size is one Python number.
fn fill(vm: &mut Vm, this: Value, size: Value, dtype: DType, d: Draw) -> R {
    if size.is_undef() || size.is_none() {
        let n = with(vm, this, |s| s.draw(d))?;
        return Ok(scalar::num_value(vm, n));
    }
    let shape = create::shape_arg(vm, size)?;
    let out = memory::new_array(vm, dtype, &shape)?;
    with(vm, this, |s| match dtype {
        DType::Float64 => {
            for x in memory::elems_mut::<f64>(out) {
                *x = s.draw(d)?.to_f64();
            }
            Ok(())
        }
        DType::Float32 => {
            for x in memory::elems_mut::<f32>(out) {
                *x = s.draw(d)?.to_f64() as f32;
            }
            Ok(())
        }
        _ => {
            for x in memory::elems_mut::<i64>(out) {
                *x = i64::from_num(s.draw(d)?);
            }
            Ok(())
        }
    })?;
    Ok(out.value())
}

/// Parameters that may be arrays: elementwise draws over their broadcast shape.
fn spread(
    vm: &mut Vm,
    this: Value,
    size: Value,
    params: [Value; 2],
    defaults: [f64; 2],
    result: DType,
    make: fn(f64, f64) -> Draw,
) -> R {
    let mut numbers = defaults;
    let mut shapes: Vec<Gc<NdArray>> = Vec::new();
    let mut full = Vec::new();
    for k in 0..2 {
        if params[k].is_undef() {
            full.push(None);
            continue;
        }
        match vm.to_f64_opt(params[k])? {
            Some(f) if !params[k].is_kind(adder_vm::Kind::NdArray) => {
                numbers[k] = f;
                full.push(None);
            }
            _ => {
                let a = create::as_array(vm, params[k], Some(DType::Float64))?;
                vm.pin(&[a.value()]);
                shapes.push(a);
                full.push(Some(a));
            }
        }
    }
    if shapes.is_empty() {
        return fill(vm, this, size, result, make(numbers[0], numbers[1]));
    }
    let all: Vec<&[isize]> = shapes.iter().map(|a| &*a.shape()).collect();
    let shape = if size.is_undef() || size.is_none() {
        ufunc::broadcast(vm, &all)?
    } else {
        create::shape_arg(vm, size)?
    };
    let mut columns: Vec<Option<&[f64]>> = Vec::new();
    for a in full {
        columns.push(match a {
            Some(a) => {
                let c = memory::new_array(vm, DType::Float64, &shape)?;
                vm.pin(&[c.value()]);
                memory::assign(vm, c, a)?;
                Some(memory::elems::<f64>(c))
            }
            None => None,
        });
    }
    let out = memory::new_array(vm, result, &shape)?;
    let step = result.size() as isize;
    let n = out.size;
    with(vm, this, |s| {
        for i in 0..n {
            let at = |k: usize| columns[k].map_or(numbers[k], |c| c[i]);
            memory::write_num(out, i as isize * step, s.draw(make(at(0), at(1)))?);
        }
        Ok(())
    })?;
    Ok(out.value())
}

/// `spread` with its pins undone.
fn distribution(
    vm: &mut Vm,
    this: Value,
    size: Value,
    params: [Value; 2],
    defaults: [f64; 2],
    result: DType,
    make: fn(f64, f64) -> Draw,
) -> R {
    let mark = vm.pin(&[]);
    let r = spread(vm, this, size, params, defaults, result, make);
    vm.unpin(mark);
    r
}

fn int_kind(d: DType) -> IntKind {
    match d.size() {
        _ if d == DType::Bool => IntKind::Bool,
        1 => IntKind::Bits8,
        2 => IntKind::Bits16,
        4 => IntKind::Bits32,
        _ => IntKind::Bits64,
    }
}

/// `randint` and `integers`.
fn integers(
    vm: &mut Vm,
    this: Value,
    low: Value,
    high: Value,
    size: Value,
    d: DType,
    end: bool,
) -> R {
    let (lo, hi) = if high.is_undef() || high.is_none() {
        (0i128, big(vm, low)?)
    } else {
        (big(vm, low)?, big(vm, high)?)
    };
    let last = if end { hi } else { hi - 1 };
    let (min, max) = dtype::int_range(d);
    if matches!(dtype::kind(d), Class_::Float) {
        let name = dtype::name(d);
        return vm.type_error(format!("Unsupported dtype dtype('{name}') for integers"));
    }
    if lo < min {
        return vm.value_error(format!("low is out of bounds for {}", dtype::name(d)));
    }
    if last > max {
        return vm.value_error(format!("high is out of bounds for {}", dtype::name(d)));
    }
    if lo > last {
        return vm.value_error(if high.is_undef() || high.is_none() {
            "high <= 0"
        } else {
            "low >= high"
        });
    }
    let one = size.is_undef() || size.is_none();
    let shape = if one { Vec::new() } else { create::shape_arg(vm, size)? };
    let out = memory::new_array(vm, d, &shape)?;
    let mut words = vec![0u64; out.size];
    with(vm, this, |s| {
        let kind = int_kind(d);
        match s {
            Source::New(g) => g.integers(kind, lo as u64, last as u64, &mut words),
            Source::Old(g) => g.randint(kind, lo as u64, last as u64, &mut words),
        }
        Ok(())
    })?;
    let step = d.size() as isize;
    for (i, &w) in words.iter().enumerate() {
        memory::write_num(out, i as isize * step, Num::U(w));
    }
    if one {
        let bits = memory::read_bits(out, 0);
        return Ok(if this.is_undef() && d == DType::Int64 {
            scalar::plain(vm, d, bits)
        } else {
            make(vm, d, bits)
        });
    }
    Ok(out.value())
}

fn big(vm: &mut Vm, v: Value) -> R<i128> {
    if let Some(f) = v.to_f64_exact() {
        return Ok(f.floor() as i128);
    }
    let i = vm.index(v)?;
    Ok(match i.as_int_ref() {
        Some(IntRef::Small(i)) => i as i128,
        Some(IntRef::Big(b)) => i128::try_from(b).unwrap_or(i128::MAX),
        None => 0,
    })
}

/// Receiver and arguments of an entry that is a method (`self` first) or a module function.
fn split<'a>(args: Args<'a>) -> (Value, Args<'a>) {
    match args.get(0) {
        Some(v) if v.cast::<NativeObj>().is_some_and(|o| o.data::<Source>().is_some()) => {
            (v, args.rest())
        }
        _ => (Value::UNDEF, args),
    }
}

fn random(vm: &mut Vm, args: Args) -> R {
    let (this, args) = split(args);
    let [size, dt, _] =
        Params::new("random", ["size", "dtype", "out"]).required(0).parse(vm, args)?;
    let d = dtype::parse(vm, dt)?.unwrap_or(DType::Float64);
    let draw = if d == DType::Float32 { Draw::Random32 } else { Draw::Random };
    fill(vm, this, size, d, draw)
}

/// A shape from `rand(2, 3)`.
fn sizes(vm: &mut Vm, args: Args) -> Value {
    if args.pos().is_empty() {
        Value::NONE
    } else {
        vm.tuple(args.pos())
    }
}

fn rand(vm: &mut Vm, args: Args) -> R {
    let (this, args) = split(args);
    let size = sizes(vm, args);
    fill(vm, this, size, DType::Float64, Draw::Random)
}

fn randn(vm: &mut Vm, args: Args) -> R {
    let (this, args) = split(args);
    let size = sizes(vm, args);
    fill(vm, this, size, DType::Float64, Draw::StandardNormal)
}

fn standard_normal(vm: &mut Vm, args: Args) -> R {
    let (this, args) = split(args);
    let [size, dt, _] =
        Params::new("standard_normal", ["size", "dtype", "out"]).required(0).parse(vm, args)?;
    let d = dtype::parse(vm, dt)?.unwrap_or(DType::Float64);
    let draw = if d == DType::Float32 { Draw::StandardNormal32 } else { Draw::StandardNormal };
    fill(vm, this, size, d, draw)
}

fn standard_exponential(vm: &mut Vm, args: Args) -> R {
    let (this, args) = split(args);
    let [size] = Params::new("standard_exponential", ["size"]).required(0).parse(vm, args)?;
    fill(vm, this, size, DType::Float64, Draw::StandardExponential)
}

macro_rules! distributions {
    ($($name:ident [$a:literal, $b:literal] [$x:expr, $y:expr] $dtype:ident $draw:expr;)*) => {$(
        fn $name(vm: &mut Vm, args: Args) -> R {
            let (this, args) = split(args);
            let [a, b, size] =
                Params::new(stringify!($name), [$a, $b, "size"]).required(0).parse(vm, args)?;
            distribution(vm, this, size, [a, b], [$x, $y], DType::$dtype, $draw)
        }
    )*};
}

distributions! {
    uniform ["low", "high"] [0.0, 1.0] Float64 Draw::Uniform;
    normal ["loc", "scale"] [0.0, 1.0] Float64 Draw::Normal;
    lognormal ["mean", "sigma"] [0.0, 1.0] Float64 Draw::Lognormal;
    gamma ["shape", "scale"] [1.0, 1.0] Float64 Draw::Gamma;
}

fn exponential(vm: &mut Vm, args: Args) -> R {
    let (this, args) = split(args);
    let [scale, size] =
        Params::new("exponential", ["scale", "size"]).required(0).parse(vm, args)?;
    let none = Value::UNDEF;
    distribution(vm, this, size, [scale, none], [1.0, 0.0], DType::Float64, |s, _| {
        Draw::Exponential(s)
    })
}

fn poisson(vm: &mut Vm, args: Args) -> R {
    let (this, args) = split(args);
    let [lam, size] = Params::new("poisson", ["lam", "size"]).required(0).parse(vm, args)?;
    let none = Value::UNDEF;
    distribution(vm, this, size, [lam, none], [1.0, 0.0], DType::Int64, |l, _| Draw::Poisson(l))
}

fn randint(vm: &mut Vm, args: Args) -> R {
    let (this, args) = split(args);
    let [low, high, size, dt] =
        Params::new("randint", ["low", "high", "size", "dtype"]).required(1).parse(vm, args)?;
    let d = dtype::parse(vm, dt)?.unwrap_or(DType::Int64);
    integers(vm, this, low, high, size, d, false)
}

fn integers_(vm: &mut Vm, args: Args) -> R {
    let (this, args) = split(args);
    let [low, high, size, dt, end] =
        Params::new("integers", ["low", "high", "size", "dtype", "endpoint"])
            .required(1)
            .parse(vm, args)?;
    let d = dtype::parse(vm, dt)?.unwrap_or(DType::Int64);
    let end = !end.is_undef() && vm.truth(end)?;
    integers(vm, this, low, high, size, d, end)
}

/// A population: `arange(n)` for an int.
fn population(vm: &mut Vm, v: Value) -> R<Gc<NdArray>> {
    if v.is_int_like() {
        let n = vm.arg_index(v)?;
        let a = memory::new_array(vm, DType::Int64, &[n])?;
        for (k, x) in memory::elems_mut::<i64>(a).iter_mut().enumerate() {
            *x = k as i64;
        }
        return Ok(a);
    }
    create::as_array(vm, v, None)
}

fn choice(vm: &mut Vm, args: Args) -> R {
    let (this, args) = split(args);
    let [a, size, replace, p, _, shuffle] =
        Params::new("choice", ["a", "size", "replace", "p", "axis", "shuffle"])
            .required(1)
            .parse(vm, args)?;
    let pop = population(vm, a)?;
    let n = if pop.ndim == 0 { 0 } else { pop.shape()[0] as u64 };
    if n == 0 {
        return vm.value_error("a cannot be empty unless no samples are taken");
    }
    let one = size.is_undef() || size.is_none();
    let shape = if one { vec![1] } else { create::shape_arg(vm, size)? };
    let count = memory::count(&shape).unwrap_or(0);
    let replace = replace.is_undef() || vm.truth(replace)?;
    let shuffle = shuffle.is_undef() || vm.truth(shuffle)?;
    let weights = if p.is_undef() || p.is_none() {
        None
    } else {
        let w = create::as_array(vm, p, Some(DType::Float64))?;
        let w = memory::to_contiguous(vm, w, DType::Float64)?;
        Some(memory::elems::<f64>(w).to_vec())
    };
    let picks = with(vm, this, |s| match s {
        Source::New(g) => g.choice(n, count as u64, replace, weights.as_deref(), shuffle),
        Source::Old(g) => g.choice(n, count as u64, replace, weights.as_deref()),
    })?;
    let idx = memory::new_array(vm, DType::Int64, &shape)?;
    for (x, p) in memory::elems_mut::<i64>(idx).iter_mut().zip(&picks) {
        *x = *p as i64;
    }
    if one {
        return Ok(super::index::row(vm, pop, picks[0] as isize));
    }
    super::index::get(vm, pop, idx.value())
}

/// Exchanges two rows of an array.
fn swap_rows(a: Gc<NdArray>, i: usize, j: usize) {
    let step = a.strides()[0];
    let (x, y) = (i as isize * step, j as isize * step);
    let (shape, strides) = (a.shape()[1..].to_vec(), a.strides()[1..].to_vec());
    memory::walk2(&shape, &strides, &strides, |o, _| {
        let (p, q) = (memory::read_bits(a, x + o), memory::read_bits(a, y + o));
        memory::write_num(a, x + o, Num::of_bits(q, a.dtype));
        memory::write_num(a, y + o, Num::of_bits(p, a.dtype));
    });
}

fn shuffle_array(vm: &mut Vm, this: Value, a: Gc<NdArray>) -> R<()> {
    let n = if a.ndim == 0 { 0 } else { a.shape()[0] as usize };
    with(vm, this, |s| {
        match s {
            Source::New(g) => g.shuffle(n, |i, j| swap_rows(a, i, j)),
            Source::Old(g) => g.shuffle(n, |i, j| swap_rows(a, i, j)),
        }
        Ok(())
    })
}

fn shuffle(vm: &mut Vm, args: Args) -> R {
    let (this, args) = split(args);
    let v = args.pos().first().copied().unwrap_or(Value::NONE);
    if let Some(a) = v.cast::<NdArray>() {
        shuffle_array(vm, this, a)?;
        return Ok(Value::NONE);
    }
    let Some(mut list) = v.cast::<adder_vm::object::List>() else {
        return vm.type_error("shuffle needs an array or a list");
    };
    let n = list.items.len();
    with(vm, this, |s| {
        match s {
            Source::New(g) => g.shuffle(n, |i, j| list.items.swap(i, j)),
            Source::Old(g) => g.shuffle(n, |i, j| list.items.swap(i, j)),
        }
        Ok(())
    })?;
    Ok(Value::NONE)
}

fn permutation(vm: &mut Vm, args: Args) -> R {
    let (this, args) = split(args);
    let v = args.pos().first().copied().unwrap_or(Value::NONE);
    if v.is_int_like() {
        let n = vm.arg_i64(v)?.max(0) as u64;
        let p = with(vm, this, |s| match s {
            Source::New(g) => g.permutation(n),
            Source::Old(g) => g.permutation(n),
        })?;
        let out = memory::new_array(vm, DType::Int64, &[p.len() as isize])?;
        for (x, p) in memory::elems_mut::<i64>(out).iter_mut().zip(&p) {
            *x = *p as i64;
        }
        return Ok(out.value());
    }
    let a = create::as_array(vm, v, None)?;
    let n = if a.ndim == 0 { 0 } else { a.shape()[0] as u64 };
    let c = memory::copy_as(vm, a, a.dtype)?;
    if c.ndim == 1 {
        shuffle_array(vm, this, c)?;
        return Ok(c.value());
    }
    let p = with(vm, this, |s| match s {
        Source::New(g) => g.permutation(n),
        Source::Old(g) => g.permutation(n),
    })?;
    let idx = memory::new_array(vm, DType::Int64, &[n as isize])?;
    for (x, p) in memory::elems_mut::<i64>(idx).iter_mut().zip(&p) {
        *x = *p as i64;
    }
    super::index::get(vm, c, idx.value())
}

/// Seed words of an int or a sequence of ints.
fn seed_words(vm: &mut Vm, v: Value) -> R<Vec<u32>> {
    if v.is_int_like() || v.is_kind(adder_vm::Kind::NpScalar) {
        let n = big(vm, v)?;
        if n < 0 {
            return vm.value_error("expected non-negative integer");
        }
        return Ok(adder_rng::numpy::seed_sequence::words_of(n as u128));
    }
    let list = vm.collect_list(v)?;
    let mut out = Vec::new();
    for k in 0..list.items.len() {
        let n = big(vm, list.items[k])?;
        if n < 0 {
            return vm.value_error("expected non-negative integer");
        }
        out.extend(adder_rng::numpy::seed_sequence::words_of(n as u128));
    }
    Ok(out)
}

fn default_rng(vm: &mut Vm, args: Args) -> R {
    let [seed] = Params::new("default_rng", ["seed"]).required(0).parse(vm, args)?;
    if seed.cast::<NativeObj>().is_some_and(|o| o.data::<Source>().is_some()) {
        return Ok(seed);
    }
    let g = if seed.is_undef() || seed.is_none() {
        Generator::from_os()
    } else {
        let words = seed_words(vm, seed)?;
        Ok(Generator::from_sequence(&SeedSequence::new(&words, &[])))
    };
    let g = match g {
        Ok(g) => g,
        Err(e) => return fail(vm, e),
    };
    match Module::of(vm).random.generator_class {
        Some(c) => Ok(vm.native_obj(c, Box::new(Source::New(g)))),
        None => vm.system_error("numpy.random is not initialised"),
    }
}

fn state_from(vm: &mut Vm, seed: Value) -> R<Box<RandomState>> {
    let s = if seed.is_undef() || seed.is_none() {
        RandomState::from_os()
    } else if seed.is_int_like() || seed.is_kind(adder_vm::Kind::NpScalar) {
        let n = big(vm, seed)?;
        RandomState::from_int(n)
    } else {
        let words = seed_words(vm, seed)?;
        RandomState::from_words(&words)
    };
    match s {
        Ok(s) => Ok(Box::new(s)),
        Err(e) => fail(vm, e),
    }
}

fn seed(vm: &mut Vm, args: Args) -> R {
    let [v] = Params::new("seed", ["seed"]).required(0).parse(vm, args)?;
    let s = state_from(vm, v)?;
    Module::of(vm).random.global = Some(s);
    Ok(Value::NONE)
}

fn new_state(vm: &mut Vm, args: Args) -> R {
    let [v] = Params::new("RandomState", ["seed"]).required(0).parse(vm, args.rest())?;
    let s = state_from(vm, v)?;
    match Module::of(vm).random.state_class {
        Some(c) => Ok(vm.native_obj(c, Box::new(Source::Old(s)))),
        None => vm.system_error("numpy.random is not initialised"),
    }
}

type Entry = (&'static str, adder_vm::NativeFn);

/// What both kinds of generators have.
const SHARED: &[Entry] = &[
    ("random", random),
    ("uniform", uniform),
    ("normal", normal),
    ("standard_normal", standard_normal),
    ("lognormal", lognormal),
    ("gamma", gamma),
    ("exponential", exponential),
    ("standard_exponential", standard_exponential),
    ("poisson", poisson),
    ("choice", choice),
    ("shuffle", shuffle),
    ("permutation", permutation),
];

/// What only the legacy generator and the module have.
const LEGACY: &[Entry] =
    &[("rand", rand), ("randn", randn), ("randint", randint), ("random_sample", random)];

/// Fills the module `numpy.random`.
pub fn register(vm: &mut Vm) -> Gc<adder_vm::object::function::Module> {
    let m = vm.new_module("numpy.random");
    let mark = vm.pin(&[m.value()]);
    for &(name, f) in SHARED.iter().chain(LEGACY) {
        vm.add_functions(m, &[Def::function(name, f, 0, ANY).kw()]);
    }
    vm.add_functions(
        m,
        &[
            Def::function("seed", seed, 0, ANY).kw(),
            Def::function("default_rng", default_rng, 0, ANY).kw(),
        ],
    );
    let object = vm.types.object;
    let generator = vm.new_builtin_class("Generator", object, adder_vm::Kind::NativeObj, 0);
    vm.roots.push(generator.value());
    let state = vm.new_builtin_class("RandomState", object, adder_vm::Kind::NativeObj, 0);
    vm.roots.push(state.value());
    let module = vm.str("numpy.random");
    vm.pin(&[module]);
    for (class, extra) in [(generator, &[][..]), (state, LEGACY)] {
        for &(name, f) in SHARED.iter().chain(extra) {
            vm.add_methods(class, &[Def::method(name, f, 1, ANY).kw()]);
        }
        vm.add_class_value(class, "__module__", module);
    }
    vm.add_methods(generator, &[Def::method("integers", integers_, 1, ANY).kw()]);
    vm.add_methods(state, &[Def::static_method("__new__", new_state, 1, ANY).kw()]);
    vm.refresh_class(generator);
    vm.refresh_class(state);
    vm.add_value(m, "Generator", generator.value());
    vm.add_value(m, "RandomState", state.value());
    vm.unpin(mark);
    let r = &mut Module::of(vm).random;
    r.generator_class = Some(generator);
    r.state_class = Some(state);
    m
}
