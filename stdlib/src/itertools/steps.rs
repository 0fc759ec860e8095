//! Steps of `itertools` generators that need no frame (see `interp::native_step`).
//!
//! Register numbers are those of `prelude/itertools.py`: parameters first, then variables as they
//! appear. Each step leaves the registers as the Python code would.

use adder_vm::interp::native_step::{
    at_end, finish, peek, steps_surely, yields_each, NativeStep, Step,
};
use adder_vm::object::generator::GenState;
use adder_vm::object::{Generator, List};
use adder_vm::ops::BinOp;
use adder_vm::{Gc, Kind, Value, Vm};

pub const STEPS: &[NativeStep] = &[
    NativeStep { function: "count_ints", run: count_ints, endless: true },
    NativeStep { function: "repeat_forever", run: repeat_forever, endless: true },
    NativeStep::new("repeat_times", repeat_times),
    NativeStep::new("chain_items", chain_items),
    NativeStep::new("islice_first", islice_first),
    NativeStep::new("islice_items", islice_items),
    NativeStep::new("accumulate_sums", accumulate_sums),
    NativeStep::new("pairwise_items", pairwise_items),
    NativeStep::new("batched_items", batched_items),
    NativeStep::new("compress_items", compress_items),
    NativeStep::new("filterfalse_false", |vm, g| vm.filter_step(g, false)),
    NativeStep::new("tee_items", tee_items),
    NativeStep::new("zip_longest_items", zip_longest_items),
];

/// The end, for good.
fn end(g: Gc<Generator>) -> Step {
    finish(g);
    Some(Ok(None))
}

fn set(vm: &mut Vm, g: Gc<Generator>, reg: usize, v: Value) {
    g.regs()[reg] = v;
    vm.heap.barrier(g);
}

fn count_ints(vm: &mut Vm, g: Gc<Generator>) -> Step {
    let n = g.regs()[0];
    let next = match n.to_i64().and_then(|i| i.checked_add(1)) {
        Some(i) if n.is_int() => vm.int(i),
        _ => match vm.binary(BinOp::Add, n, Value::small(1)) {
            Ok(v) => v,
            Err(e) => return Some(Err(e)),
        },
    };
    set(vm, g, 1, n);
    set(vm, g, 0, next);
    Some(Ok(Some(n)))
}

fn repeat_forever(_: &mut Vm, g: Gc<Generator>) -> Step {
    Some(Ok(Some(g.regs()[0])))
}

fn repeat_times(_: &mut Vm, mut g: Gc<Generator>) -> Step {
    let left = small(g.regs()[1])?;
    if left <= 0 {
        // `repr` goes on showing the item.
        g.state = GenState::Finished;
        return Some(Ok(None));
    }
    g.regs()[1] = Value::try_small(left - 1)?;
    Some(Ok(Some(g.regs()[0])))
}

/// An int that fits the value word.
fn small(v: Value) -> Option<i64> {
    v.is_int().then(|| v.as_int())
}

/// `its`, `it`, `x`: the inner loop as any `for x in it: yield x`; at its end the next iterable, if
/// that can be seen without taking it.
fn chain_items(vm: &mut Vm, g: Gc<Generator>) -> Step {
    loop {
        if let Some(step) = vm.each_step(g) {
            return Some(step);
        }
        let (_, inner) = yields_each(g)?;
        let it = g.regs()[inner];
        if !at_end(it) {
            return None;
        }
        let iterable = peek(g.regs()[0])?;
        if iterable.is_kind(Kind::MappingProxy) {
            return None;
        }
        // No other kind can fail.
        let it = vm.iter_fast(iterable).ok().flatten()?;
        set(vm, g, inner, it);
        set(vm, g, 1, iterable);
        vm.step_input(g.regs()[0]);
    }
}

/// `it`, `n`, `x`; it sleeps before `n` is counted down.
fn islice_first(vm: &mut Vm, g: Gc<Generator>) -> Step {
    let left = small(g.regs()[1])? - 1;
    if left <= 0 {
        return end(g);
    }
    match vm.step_input(g.regs()[0])? {
        Ok(Some(v)) => {
            g.regs()[1] = Value::try_small(left)?;
            set(vm, g, 2, v);
            Some(Ok(Some(v)))
        }
        done => {
            finish(g);
            Some(done)
        }
    }
}

/// `it`, `at`, `stop`, `step`, `n`, `x`: `n` items were taken, item `at` is wanted next.
fn islice_items(vm: &mut Vm, g: Gc<Generator>) -> Step {
    let it = g.regs()[0];
    let [at, step, mut n] = [small(g.regs()[1])?, small(g.regs()[3])?, small(g.regs()[4])?];
    let stop = if g.regs()[2].is_none() { None } else { Some(small(g.regs()[2])?) };
    let next = at.checked_add(step).map(|next| stop.map_or(next, |s| next.min(s)));
    let next = next.and_then(Value::try_small)?;
    if n >= at && stop.is_some_and(|s| n >= s) {
        return end(g);
    }
    if n < at && !steps_surely(it) {
        return None;
    }
    loop {
        let item = match vm.step_input(it)? {
            Ok(Some(v)) => v,
            done => {
                finish(g);
                return Some(done);
            }
        };
        n += 1;
        if n > at {
            g.regs()[1] = next;
            g.regs()[4] = Value::try_small(n)?;
            set(vm, g, 5, item);
            return Some(Ok(Some(item)));
        }
        if n == at && stop.is_some_and(|s| n >= s) {
            return end(g);
        }
    }
}

/// `it`, `total`, `x`.
fn accumulate_sums(vm: &mut Vm, g: Gc<Generator>) -> Step {
    let (it, total) = (g.regs()[0], g.regs()[1]);
    if !number(total) {
        return None;
    }
    match peek(it) {
        Some(x) if number(x) => {}
        Some(_) => return None,
        None if it.is_kind(Kind::RangeIter) || at_end(it) => {}
        None => return None,
    }
    let x = match vm.step_input(it)? {
        Ok(Some(x)) => x,
        done => {
            finish(g);
            return Some(done);
        }
    };
    match vm.binary(BinOp::Add, total, x) {
        Ok(sum) => {
            set(vm, g, 2, x);
            set(vm, g, 1, sum);
            Some(Ok(Some(sum)))
        }
        Err(e) => {
            finish(g);
            Some(Err(e))
        }
    }
}

/// An int or float, whose sums run no Python code.
fn number(v: Value) -> bool {
    v.is_int() || v.is_float() || v.is_bool()
}

/// `it`, `a`, `b`.
fn pairwise_items(vm: &mut Vm, g: Gc<Generator>) -> Step {
    match vm.step_input(g.regs()[0])? {
        Ok(Some(v)) => {
            let before = g.regs()[2];
            g.regs()[1] = before;
            set(vm, g, 2, v);
            Some(Ok(Some(vm.tuple(&[before, v]))))
        }
        done => {
            finish(g);
            Some(done)
        }
    }
}

/// `it`, `n`; the batch before is forgotten.
fn batched_items(vm: &mut Vm, g: Gc<Generator>) -> Step {
    let it = g.regs()[0];
    let n = small(g.regs()[1])?;
    if !steps_surely(it) {
        return None;
    }
    let mut batch = vm.list(&[]);
    let pin = vm.pin(&[batch.value()]);
    let mut ended = None;
    while (batch.items.len() as i64) < n {
        match vm.step_input(it) {
            Some(Ok(Some(v))) => {
                batch.items.push(v);
                vm.heap.barrier(batch);
            }
            other => {
                ended = Some(other);
                break;
            }
        }
    }
    let step = match ended {
        Some(Some(Err(e))) => {
            finish(g);
            Some(Err(e))
        }
        Some(_) if batch.items.is_empty() => end(g),
        _ => Some(Ok(Some(vm.tuple(&batch.items)))),
    };
    vm.unpin(pin);
    step
}

/// `data`, `selectors`, `x`.
fn compress_items(vm: &mut Vm, g: Gc<Generator>) -> Step {
    let (data, selectors) = (g.regs()[0], g.regs()[1]);
    if !steps_surely(data) {
        return None;
    }
    loop {
        let keep = match peek(selectors) {
            Some(v) => vm.truth_fast(v)?,
            None if at_end(selectors) => false,
            None => return None,
        };
        let x = match vm.step_input(data)? {
            Ok(Some(v)) => v,
            done => {
                finish(g);
                return Some(done);
            }
        };
        match vm.step_input(selectors) {
            Some(Ok(Some(_))) if keep => {
                set(vm, g, 2, x);
                return Some(Ok(Some(x)));
            }
            Some(Ok(Some(_))) => {}
            _ => return end(g),
        }
    }
}

/// `it`, `link`: links are lists of an item and the next link, or None where that was not read yet.
fn tee_items(vm: &mut Vm, g: Gc<Generator>) -> Step {
    let mut link = g.regs()[1].cast::<List>()?;
    let mut following = *link.items.get(1)?;
    if following.is_none() {
        let it = g.regs()[0];
        let x = match vm.step_input(it)? {
            Ok(Some(x)) => x,
            done => {
                finish(g);
                return Some(done);
            }
        };
        // Reading may have gone through another of the iterators.
        following = *link.items.get(1)?;
        if following.is_none() {
            following = vm.list(&[x, Value::NONE]).value();
            link.items[1] = following;
            vm.heap.barrier(link);
        }
    }
    set(vm, g, 1, following);
    Some(Ok(Some(following.cast::<List>()?.items[0])))
}

/// `its`, `fill`, `n`, `left`.
fn zip_longest_items(vm: &mut Vm, g: Gc<Generator>) -> Step {
    let mut its = g.regs()[0].cast::<List>()?;
    let mut left = small(g.regs()[3])?;
    if !its.items.iter().all(|&it| it.is_none() || steps_surely(it)) {
        return None;
    }
    if left == 0 {
        return end(g);
    }
    let fill = g.regs()[1];
    let mut row = vm.list(&[]);
    let pin = vm.pin(&[row.value()]);
    let mut step = None;
    for i in 0..its.items.len() {
        let it = its.items[i];
        let mut x = fill;
        if !it.is_none() {
            match vm.step_input(it) {
                Some(Ok(Some(v))) => x = v,
                Some(Err(e)) => {
                    finish(g);
                    step = Some(Some(Err(e)));
                    break;
                }
                _ => {
                    its.items[i] = Value::NONE;
                    left -= 1;
                    if left == 0 {
                        step = Some(end(g));
                        break;
                    }
                }
            }
        }
        row.items.push(x);
        vm.heap.barrier(row);
    }
    let step = step.unwrap_or_else(|| {
        g.regs()[3] = Value::small(left);
        Some(Ok(Some(vm.tuple(&row.items))))
    });
    vm.unpin(pin);
    step
}
