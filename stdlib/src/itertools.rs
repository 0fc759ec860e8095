//! `itertools`: argument checks and classes of the iterators.
//!
//! The iteration itself is a generator function of the prelude per class (`prelude/itertools.py`);
//! a constructor checks its arguments and tail-calls that function, whose generator object gets the
//! class; [`steps`] are taken without its frame where they can be. The combinatoric classes are native (`combinatorics`).

pub mod steps;

use crate::state::{class, make_class, publish, ClassSpec, Lib};
use adder_vm::args::Params;
use adder_vm::object::function::Module;
use adder_vm::object::{Generator, List, Str};
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Kind, Value, Vm, R};

const ITERATOR: &[Def] =
    &[Def::method("__iter__", this, 1, 1), Def::method("__next__", advance, 1, 1)];

macro_rules! adaptors {
    ($($which:ident $name:literal $construct:ident $new:ident $extra:expr, $doc:literal;)*) => {
        $(
            fn $new(vm: &mut Vm, args: Args) -> R {
                $construct(vm, args.rest())
            }
        )*

        const CLASSES: &[ClassSpec] = &[$(ClassSpec {
            which: Lib::$which,
            name: concat!("itertools.", $name),
            module: "itertools",
            kind: Kind::Generator,
            base: true,
            construct: Some($construct),
            methods: &[ITERATOR, &[Def::static_method("__new__", $new, 1, ANY).kw()], $extra],
            doc: $doc,
        }),*];
    };
}

adaptors! {
    Accumulate "accumulate" accumulate accumulate_new &[], "Return series of accumulated sums (or other binary function results).";
    Batched "batched" batched batched_new &[], "Batch data into tuples of length n. The last batch may be shorter than n.";
    Chain "chain" chain chain_new CHAIN, "Return the items of the first iterable until it is exhausted, then of the next one, until all are.";
    Compress "compress" compress compress_new &[], "Return data elements corresponding to true selector elements.";
    Count "count" count count_new COUNT, "Return evenly spaced numbers beginning with start.";
    Cycle "cycle" cycle cycle_new &[], "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.";
    DropWhile "dropwhile" dropwhile dropwhile_new &[], "Drop items from the iterable while predicate(item) is true.";
    FilterFalse "filterfalse" filterfalse filterfalse_new &[], "Return those items of iterable for which function(item) is false.";
    GroupBy "groupby" groupby groupby_new &[], "Make an iterator that returns consecutive keys and groups from the iterable.";
    ISlice "islice" islice islice_new &[], "Return selected values from an iterable, as a slice of a list would.";
    Pairwise "pairwise" pairwise pairwise_new &[], "Return an iterator of overlapping pairs taken from the input iterator.";
    Repeat "repeat" repeat repeat_new REPEAT, "Return the object the given number of times, or endlessly.";
    StarMap "starmap" starmap starmap_new &[], "Return the function's values with an argument tuple taken from the given sequence.";
    TakeWhile "takewhile" takewhile takewhile_new &[], "Return successive entries from an iterable as long as the predicate is true for each.";
    ZipLongest "zip_longest" zip_longest zip_longest_new &[], "Zip iterables of any lengths, filling in for those that end first.";
}

const CHAIN: &[Def] = &[Def::class_method("from_iterable", chain_from_iterable, 2, 2)];
const COUNT: &[Def] = &[Def::method("__repr__", count_repr, 1, 1)];
const REPEAT: &[Def] = &[
    Def::method("__repr__", repeat_repr, 1, 1),
    Def::method("__length_hint__", repeat_hint, 1, 1),
];
const FUNCTIONS: &[Def] = &[Def::function("tee", tee, 1, 2)];

/// Fills the module.
pub fn init(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    for spec in CLASSES {
        let c = make_class(vm, spec);
        publish(vm, m, c);
    }
    crate::combinatorics::init(vm, m);
    vm.add_functions(m, FUNCTIONS);
    Ok(())
}

/// `__iter__` of iterators.
pub fn this(_: &mut Vm, args: Args) -> R {
    Ok(args.all[0])
}

fn advance(vm: &mut Vm, args: Args) -> R {
    match args.all[0].cast::<Generator>() {
        Some(g) => vm.tail_resume(g, Value::NONE, Value::UNDEF),
        None => vm.type_error("__next__() needs an iterator"),
    }
}

/// Positional arguments only, `min` to `max` of them.
pub fn positional<'a>(
    vm: &mut Vm,
    args: Args<'a>,
    name: &str,
    min: usize,
    max: usize,
) -> R<&'a [Value]> {
    if args.has_kw() {
        return vm.type_error(format!("{name}() takes no keyword arguments"));
    }
    let n = args.all.len();
    if n < min || n > max {
        let (bound, how) = if n < min { (min, "at least") } else { (max, "at most") };
        let how = if min == max { "" } else { how };
        let space = if how.is_empty() { "" } else { " " };
        let s = if bound == 1 { "" } else { "s" };
        return vm.type_error(format!("{name} expected {how}{space}{bound} argument{s}, got {n}"));
    }
    Ok(args.all)
}

fn is_number(vm: &mut Vm, v: Value) -> R<bool> {
    if v.is_int_like() || v.is_float() || v.is_kind(Kind::Complex) || v.is_kind(Kind::FloatSub) {
        return Ok(true);
    }
    for name in ["__index__", "__float__", "__int__"] {
        let c = vm.class_of(v);
        if !vm.lookup_str(c, name).is_undef() && !v.is_kind(Kind::Str) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn count(vm: &mut Vm, args: Args) -> R {
    const P: Params<2> = Params::new("count", ["start", "step"]).required(0);
    let [start, step] = P.parse(vm, args)?;
    let start = if start.is_undef() { Value::small(0) } else { start };
    let step = if step.is_undef() { Value::small(1) } else { step };
    if !is_number(vm, start)? || !is_number(vm, step)? {
        return vm.type_error("a number is required");
    }
    let c = class(vm, Lib::Count);
    if step == Value::small(1) && start.is_int_like() {
        return vm.tail_prelude_as(c, "count_ints", &[start]);
    }
    vm.tail_prelude_as(c, "count_from", &[start, step])
}

fn count_repr(vm: &mut Vm, args: Args) -> R {
    let g = args.all[0].expect::<Generator>();
    let n = vm.repr_string(g.regs()[0])?;
    if g.func.code.nregs > 1 && g.func.default_values().is_empty() && takes_step(g) {
        let step = g.regs()[1];
        if !(step == Value::small(1)) {
            let step = vm.repr_string(step)?;
            return Ok(vm.str(&format!("count({n}, {step})")));
        }
    }
    Ok(vm.str(&format!("count({n})")))
}

/// Is this the generator that has a step (its second parameter)?
fn takes_step(g: Gc<Generator>) -> bool {
    g.func.code.unit.argcount == 2
}

fn cycle(vm: &mut Vm, args: Args) -> R {
    let it = positional(vm, args, "cycle", 1, 1)?[0];
    let it = vm.iter(it)?;
    let c = class(vm, Lib::Cycle);
    vm.tail_prelude_as(c, "cycle_items", &[it])
}

fn repeat(vm: &mut Vm, args: Args) -> R {
    const P: Params<2> = Params::new("repeat", ["object", "times"]).required(1);
    let [object, times] = P.parse(vm, args)?;
    let c = class(vm, Lib::Repeat);
    if times.is_undef() {
        return vm.tail_prelude_as(c, "repeat_forever", &[object]);
    }
    let n = vm.arg_i64(times)?.max(0);
    let n = vm.int(n);
    vm.tail_prelude_as(c, "repeat_times", &[object, n])
}

fn repeat_repr(vm: &mut Vm, args: Args) -> R {
    let g = args.all[0].expect::<Generator>();
    if g.regs()[0].is_undef() {
        // It ended in its frame, which kept nothing.
        return Ok(vm.str("repeat(None, 0)"));
    }
    let item = vm.repr_string(g.regs()[0])?;
    if g.func.code.unit.argcount == 1 {
        return Ok(vm.str(&format!("repeat({item})")));
    }
    let n = vm.repr_string(g.regs()[1])?;
    Ok(vm.str(&format!("repeat({item}, {n})")))
}

fn repeat_hint(vm: &mut Vm, args: Args) -> R {
    let g = args.all[0].expect::<Generator>();
    if g.func.code.unit.argcount == 1 {
        return vm.type_error("len() of unsized object");
    }
    let left = g.regs()[1];
    Ok(if left.is_undef() { Value::small(0) } else { left })
}

fn accumulate(vm: &mut Vm, args: Args) -> R {
    const P: Params<3> =
        Params::new("accumulate", ["iterable", "func", "initial"]).required(1).kwonly(2);
    let [it, f, initial] = P.parse(vm, args)?;
    let it = vm.iter(it)?;
    let c = class(vm, Lib::Accumulate);
    let f = if f.is_undef() { Value::NONE } else { f };
    if !initial.is_undef() && !initial.is_none() {
        return vm.tail_prelude_as(c, "accumulate_from", &[it, f, initial]);
    }
    if f.is_none() {
        return vm.tail_prelude_as(c, "accumulate_sums", &[it]);
    }
    vm.tail_prelude_as(c, "accumulate_by", &[it, f])
}

fn batched(vm: &mut Vm, args: Args) -> R {
    const P: Params<2> = Params::new("batched", ["iterable", "n"]);
    let [it, n] = P.parse(vm, args)?;
    let n = vm.arg_i64(n)?;
    if n < 1 {
        return vm.value_error("n must be at least one");
    }
    let it = vm.iter(it)?;
    let n = vm.int(n);
    let c = class(vm, Lib::Batched);
    vm.tail_prelude_as(c, "batched_items", &[it, n])
}

fn chain(vm: &mut Vm, args: Args) -> R {
    if args.has_kw() {
        return vm.type_error("chain() takes no keyword arguments");
    }
    let its = vm.tuple(args.all);
    let its = vm.iter(its)?;
    let c = class(vm, Lib::Chain);
    vm.tail_prelude_as(c, "chain_items", &[its])
}

fn chain_from_iterable(vm: &mut Vm, args: Args) -> R {
    let its = vm.iter(args.all[1])?;
    let c = class(vm, Lib::Chain);
    vm.tail_prelude_as(c, "chain_items", &[its])
}

fn compress(vm: &mut Vm, args: Args) -> R {
    const P: Params<2> = Params::new("compress", ["data", "selectors"]);
    let [data, selectors] = P.parse(vm, args)?;
    let data = vm.iter(data)?;
    let selectors = vm.iter(selectors)?;
    let c = class(vm, Lib::Compress);
    vm.tail_prelude_as(c, "compress_items", &[data, selectors])
}

/// Constructor of `name(function, iterable)`.
fn function_and_items(
    vm: &mut Vm,
    args: Args,
    which: Lib,
    name: &str,
    generator: &'static str,
) -> R {
    let a = positional(vm, args, name, 2, 2)?;
    let it = vm.iter(a[1])?;
    let c = class(vm, which);
    vm.tail_prelude_as(c, generator, &[a[0], it])
}

fn dropwhile(vm: &mut Vm, args: Args) -> R {
    function_and_items(vm, args, Lib::DropWhile, "dropwhile", "dropwhile_items")
}

fn takewhile(vm: &mut Vm, args: Args) -> R {
    function_and_items(vm, args, Lib::TakeWhile, "takewhile", "takewhile_items")
}

fn starmap(vm: &mut Vm, args: Args) -> R {
    function_and_items(vm, args, Lib::StarMap, "starmap", "starmap_items")
}

fn filterfalse(vm: &mut Vm, args: Args) -> R {
    let a = positional(vm, args, "filterfalse", 2, 2)?;
    if a[0].is_none() || a[0] == vm.types.bool.value() {
        let it = vm.iter(a[1])?;
        let c = class(vm, Lib::FilterFalse);
        return vm.tail_prelude_as(c, "filterfalse_false", &[it]);
    }
    function_and_items(vm, args, Lib::FilterFalse, "filterfalse", "filterfalse_items")
}

fn groupby(vm: &mut Vm, args: Args) -> R {
    const P: Params<2> = Params::new("groupby", ["iterable", "key"]).required(1);
    let [it, key] = P.parse(vm, args)?;
    let it = vm.iter(it)?;
    let key = if key.is_undef() { Value::NONE } else { key };
    let c = class(vm, Lib::GroupBy);
    vm.tail_prelude_as(c, "groupby_items", &[it, key])
}

/// A non-negative bound of `islice`; `None` where Python passed None.
fn slice_bound(vm: &mut Vm, v: Value, message: &str, least: i64) -> R<Option<i64>> {
    if v.is_none() {
        return Ok(None);
    }
    let c = vm.class_of(v);
    if v.is_int_like() || !vm.lookup_str(c, "__index__").is_undef() {
        if let Some(i) = vm.index(v)?.to_i64() {
            if i >= least {
                return Ok(Some(i));
            }
        }
    }
    vm.value_error(message)
}

fn islice(vm: &mut Vm, args: Args) -> R {
    let a = positional(vm, args, "islice", 2, 4)?;
    let c = class(vm, Lib::ISlice);
    if a.len() == 2 {
        const STOP: &str =
            "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
        let stop = slice_bound(vm, a[1], STOP, 0)?;
        let it = vm.iter(a[0])?;
        return match stop {
            Some(n) => {
                let n = vm.int(n);
                vm.tail_prelude_as(c, "islice_first", &[it, n])
            }
            None => vm.tail_prelude_as(
                c,
                "islice_items",
                &[it, Value::small(0), Value::NONE, Value::small(1)],
            ),
        };
    }
    const STOP: &str =
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const START: &str = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const STEP: &str = "Step for islice() must be a positive integer or None.";
    let stop = match slice_bound(vm, a[2], STOP, i64::MIN)? {
        Some(n) if n < 0 => return vm.value_error(START),
        stop => stop,
    };
    let start = slice_bound(vm, a[1], START, 0)?.unwrap_or(0);
    let step = match a.get(3) {
        Some(&v) => slice_bound(vm, v, STEP, 1)?.unwrap_or(1),
        None => 1,
    };
    let it = vm.iter(a[0])?;
    let start = vm.int(start);
    let step = vm.int(step);
    let stop = match stop {
        Some(n) => vm.int(n),
        None => Value::NONE,
    };
    vm.tail_prelude_as(c, "islice_items", &[it, start, stop, step])
}

fn pairwise(vm: &mut Vm, args: Args) -> R {
    let it = positional(vm, args, "pairwise", 1, 1)?[0];
    let it = vm.iter(it)?;
    let c = class(vm, Lib::Pairwise);
    vm.tail_prelude_as(c, "pairwise_items", &[it])
}

fn zip_longest(vm: &mut Vm, args: Args) -> R {
    let mut fill = Value::NONE;
    for (name, v) in args.kw() {
        if name.expect::<Str>().bytes() != b"fillvalue" {
            return vm.type_error("zip_longest() got an unexpected keyword argument");
        }
        fill = v;
    }
    let mut its: Gc<List> = vm.list(&[]);
    for &v in args.pos() {
        let it = vm.iter(v)?;
        its.items.push(it);
        vm.heap.barrier(its);
    }
    let c = class(vm, Lib::ZipLongest);
    vm.tail_prelude_as(c, "zip_longest_items", &[its.value(), fill])
}

fn tee(vm: &mut Vm, args: Args) -> R {
    let n = match args.get(1) {
        Some(n) => vm.arg_i64(n)?,
        None => 2,
    };
    if n < 0 {
        return vm.value_error("n must be >= 0");
    }
    let it = vm.iter(args.all[0])?;
    let n = vm.int(n);
    vm.tail_prelude("tee_of", &[it, n])
}
