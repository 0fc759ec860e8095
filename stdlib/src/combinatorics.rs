//! `product`, `permutations`, `combinations`, `combinations_with_replacement`.
//!
//! Each object owns its pools (tuples) and an odometer of indices; a step is plain arithmetic, so
//! these are native iterators. Iterables that need Python code to be walked are made into lists by
//! the prelude first.

use crate::itertools::this;
use crate::state::{class, make_class, publish, ClassSpec, Lib};
use adder_vm::args::Params;
use adder_vm::object::function::Module;
use adder_vm::object::native::NativeObject;
use adder_vm::object::{NativeObj, Str, Tuple};
use adder_vm::ops::special::Special;
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Kind, Value, Vm, R};
use std::any::Any;

const ITERATOR: &[Def] =
    &[Def::method("__iter__", this, 1, 1), Def::method("__next__", advance, 1, 1)];

macro_rules! classes {
    ($($which:ident $name:literal $construct:ident $new:ident $doc:literal;)*) => {
        $(
            fn $new(vm: &mut Vm, args: Args) -> R {
                $construct(vm, args.rest())
            }
        )*

        const CLASSES: &[ClassSpec] = &[$(ClassSpec {
            which: Lib::$which,
            name: concat!("itertools.", $name),
            module: "itertools",
            kind: Kind::NativeObj,
            base: true,
            construct: Some($construct),
            methods: &[ITERATOR, &[Def::static_method("__new__", $new, 1, ANY).kw()]],
            doc: $doc,
        }),*];
    };
}

classes! {
    Product "product" product product_new "Cartesian product of input iterables.  Equivalent to nested for-loops.";
    Permutations "permutations" permutations permutations_new "Return successive r-length permutations of elements in the iterable.";
    Combinations "combinations" combinations combinations_new "Return successive r-length combinations of elements in the iterable.";
    CombinationsWithReplacement "combinations_with_replacement" combinations_wr combinations_wr_new "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.";
}

pub fn init(vm: &mut Vm, m: Gc<Module>) {
    for spec in CLASSES {
        let c = make_class(vm, spec);
        publish(vm, m, c);
    }
}

/// How the indices go on.
enum Rule {
    /// One pool per position.
    Product,
    /// `order` permutes the whole pool, `cycles` counts down per position.
    Permutations {
        cycles: Vec<usize>,
    },
    Combinations,
    WithReplacement,
}

struct Odometer {
    /// Tuples; a single one unless the rule is `Product`.
    pools: Vec<Value>,
    /// For permutations all positions of the pool, of which the first `r` are shown.
    indices: Vec<usize>,
    r: usize,
    rule: Rule,
    started: bool,
    done: bool,
}

impl NativeObject for Odometer {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.pools.iter().for_each(|&v| visit(v));
    }

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

impl Odometer {
    /// Moves to the next selection; false at the end.
    fn step(&mut self) -> bool {
        if self.done {
            return false;
        }
        if !self.started {
            self.started = true;
            return true;
        }
        self.done = !match &mut self.rule {
            Rule::Product => next_product(&mut self.indices, &self.pools),
            Rule::Permutations { cycles } => next_permutation(&mut self.indices, cycles),
            Rule::Combinations => next_combination(&mut self.indices, pool(self.pools[0]).len()),
            Rule::WithReplacement => next_repeated(&mut self.indices, pool(self.pools[0]).len()),
        };
        !self.done
    }

    fn current(&self) -> Vec<Value> {
        let of = |k: usize| {
            let at = if self.pools.len() == 1 { 0 } else { k };
            pool(self.pools[at])[self.indices[k]]
        };
        (0..self.r).map(of).collect()
    }
}

fn pool(v: Value) -> &'static [Value] {
    match v.cast::<Tuple>() {
        Some(t) => t.items(),
        None => &[],
    }
}

fn next_product(indices: &mut [usize], pools: &[Value]) -> bool {
    for k in (0..indices.len()).rev() {
        indices[k] += 1;
        if indices[k] < pool(pools[k]).len() {
            return true;
        }
        indices[k] = 0;
    }
    false
}

fn next_permutation(indices: &mut [usize], cycles: &mut [usize]) -> bool {
    let n = indices.len();
    for i in (0..cycles.len()).rev() {
        cycles[i] -= 1;
        if cycles[i] > 0 {
            indices.swap(i, n - cycles[i]);
            return true;
        }
        indices[i..].rotate_left(1);
        cycles[i] = n - i;
    }
    false
}

fn next_combination(indices: &mut [usize], n: usize) -> bool {
    let r = indices.len();
    let Some(i) = (0..r).rev().find(|&i| indices[i] != i + n - r) else {
        return false;
    };
    indices[i] += 1;
    for k in i + 1..r {
        indices[k] = indices[k - 1] + 1;
    }
    true
}

fn next_repeated(indices: &mut [usize], n: usize) -> bool {
    let Some(i) = (0..indices.len()).rev().find(|&i| indices[i] + 1 != n) else {
        return false;
    };
    let next = indices[i] + 1;
    indices[i..].fill(next);
    true
}

fn advance(vm: &mut Vm, args: Args) -> R {
    let Some(o) = args.all[0].cast::<NativeObj>().and_then(|o| o.data::<Odometer>()) else {
        return vm.type_error("__next__() needs an iterator");
    };
    if !o.step() {
        return vm.stop_iteration(Value::NONE);
    }
    let items = o.current();
    Ok(vm.tuple(&items))
}

/// The items of an iterable as a tuple object; `None` when walking it takes Python code.
fn native_pool(vm: &mut Vm, v: Value) -> R<Option<Value>> {
    if v.cast::<Tuple>().is_some() && !vm.has_custom_ops(v) {
        return Ok(Some(v));
    }
    if !vm.iteration_is_native(v) {
        let c = vm.class_of(v);
        if vm.special(c, Special::Iter).is_some() {
            return Ok(None);
        }
    }
    let list = vm.collect_list(v)?;
    Ok(Some(vm.tuple(&list.items)))
}

fn product(vm: &mut Vm, args: Args) -> R {
    let mut repeat = 1;
    for (name, v) in args.kw() {
        let text = name.expect::<Str>();
        if text.bytes() != b"repeat" {
            let t = text.to_string_lossy();
            return vm.type_error(format!("'{t}' is an invalid keyword argument for product()"));
        }
        repeat = vm.arg_i64(v)?;
    }
    if repeat < 0 {
        return vm.value_error("repeat argument cannot be negative");
    }
    let c = class(vm, Lib::Product);
    let given = args.pos();
    let mut list = vm.list(&[]);
    for &v in given {
        match native_pool(vm, v)? {
            Some(p) => {
                list.items.push(p);
                vm.heap.barrier(list);
            }
            None => {
                let its = vm.tuple(given);
                let repeat = vm.int(repeat);
                return vm.tail_prelude("product_of", &[c.value(), its, repeat]);
            }
        }
    }
    let total = list.items.len().checked_mul(repeat as usize).filter(|&n| n < 1 << 28);
    let Some(total) = total else {
        return vm.overflow_error("repeat argument too large");
    };
    let pools: Vec<Value> = (0..total).map(|k| list.items[k % list.items.len()]).collect();
    let done = pools.iter().any(|&p| pool(p).is_empty());
    let o = Odometer {
        indices: vec![0; total],
        r: total,
        pools,
        rule: Rule::Product,
        started: false,
        done,
    };
    Ok(vm.native_obj(c, Box::new(o)))
}

/// Constructor of the classes over one pool. `r` may be left out where `whole` says so.
fn choose(vm: &mut Vm, args: Args, which: Lib, name: &'static str, whole: bool) -> R {
    let params = Params::new(name, ["iterable", "r"]).required(if whole { 1 } else { 2 });
    let [it, r] = params.parse(vm, args)?;
    let r = if r.is_undef() { Value::NONE } else { r };
    let c = class(vm, which);
    let Some(p) = native_pool(vm, it)? else {
        return vm.tail_prelude("combinatoric_of", &[c.value(), it, r]);
    };
    let n = pool(p).len();
    let r = if r.is_none() && whole {
        n as i64
    } else if whole && !r.is_int_like() {
        return vm.type_error("Expected int as r");
    } else {
        vm.arg_i64(r)?
    };
    if r < 0 {
        return vm.value_error("r must be non-negative");
    }
    let r = r as usize;
    let (indices, rule, done) = match which {
        Lib::Permutations if r > n => (Vec::new(), Rule::Combinations, true),
        Lib::Permutations => {
            let cycles = (0..r).map(|i| n - i).collect();
            ((0..n).collect(), Rule::Permutations { cycles }, false)
        }
        Lib::Combinations if r > n => (Vec::new(), Rule::Combinations, true),
        Lib::Combinations => ((0..r).collect(), Rule::Combinations, false),
        _ if n == 0 && r > 0 => (Vec::new(), Rule::WithReplacement, true),
        _ if r >= 1 << 28 => return vm.memory_error(""),
        _ => (vec![0; r], Rule::WithReplacement, false),
    };
    let o = Odometer { pools: vec![p], indices, r, rule, started: false, done };
    Ok(vm.native_obj(c, Box::new(o)))
}

fn permutations(vm: &mut Vm, args: Args) -> R {
    choose(vm, args, Lib::Permutations, "permutations", true)
}

fn combinations(vm: &mut Vm, args: Args) -> R {
    choose(vm, args, Lib::Combinations, "combinations", false)
}

fn combinations_wr(vm: &mut Vm, args: Args) -> R {
    choose(vm, args, Lib::CombinationsWithReplacement, "combinations_with_replacement", false)
}
