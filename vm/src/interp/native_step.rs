//! Steps of generators that need no frame.
//!
//! Iterators like `zip`, `map` and those of `itertools` are generators of the prelude, so that traces see
//! through them. Between two resumptions at a `yield` such a generator can often be stepped here,
//! without pushing its frame: where the iterators it reads are built-in ones that run no Python code,
//! and what it does with the items runs none either. A [`NativeStep`] says how, for one function of the
//! prelude, in terms of that function's registers (parameters, then variables in order of appearance);
//! it leaves registers that are read behind the `yield` as running the frame would, and `pc` where it is, so that a later
//! resumption in a frame goes on just the same. It must decide whether it can make the step before it takes an item.
//!
//! Any generator that sleeps in `for x in it: yield x` is stepped so, too ([`Vm::each_step`]).
//!
//! Example: `zip2` sleeps with its iterators in registers 0 and 1; its step takes an item of each and
//! makes the tuple.
//!
//! While the recorder watches, the frame is pushed: traces are made of what it shows.

use crate::object::generator::GenState;
use crate::object::iter::{ListIter, TupleIter};
use crate::object::{Class, Gc, Generator, Kind, List, Str};
use crate::value::Value;
use crate::{Args, Raised, Vm, R};
use adder_bytecode::{CodeFlags, Op};

/// What a step came to: an item, the end, or an exception. `None`: the generator is to be resumed in
/// a frame.
pub type Step = Option<R<Option<Value>>>;

/// How a function of the prelude is stepped without a frame.
pub struct NativeStep {
    pub function: &'static str,
    pub run: fn(&mut Vm, Gc<Generator>) -> Step,
    /// It always has a next item, so that others can count on it.
    pub endless: bool,
}

impl NativeStep {
    pub const fn new(
        function: &'static str,
        run: fn(&mut Vm, Gc<Generator>) -> Step,
    ) -> NativeStep {
        NativeStep { function, run, endless: false }
    }
}

/// Steps of the VM's own prelude.
pub const STEPS: &[NativeStep] = &[
    NativeStep::new("zip1", |vm, g| vm.zip_step(g, 1)),
    NativeStep::new("zip2", |vm, g| vm.zip_step(g, 2)),
    NativeStep::new("zip3", |vm, g| vm.zip_step(g, 3)),
    NativeStep::new("map1", |vm, g| vm.map_step(g)),
    NativeStep::new("filter_true", |vm, g| vm.filter_step(g, true)),
];

/// The most iterators that a `zip` with a step takes.
const MOST: usize = 3;

/// Iterators whose next item `Vm::next_fast` always knows.
fn is_native(it: Value) -> bool {
    use Kind::*;
    matches!(it.kind(), Some(ListIter | TupleIter | RangeIter | StrIter | DictIter | SetIter))
}

/// Native iterators that do not notice changes of what they iterate over.
fn never_raises(it: Value) -> bool {
    use Kind::*;
    matches!(it.kind(), Some(ListIter | TupleIter | RangeIter | StrIter))
}

/// The registers of `x` and of the iterator, if a generator sleeps in `for x in it: yield x`.
pub fn yields_each(g: Gc<Generator>) -> Option<(usize, usize)> {
    let code = &g.code.code_vec;
    let i = code.get(g.pc).filter(|i| i.op() == Op::ForIter)?;
    let body = (g.pc + 1).checked_add_signed(i.sc())?;
    let (first, second) = (code.get(body)?, code.get(body + 1)?);
    let only_yields = matches!(first.op(), Op::Loop | Op::LoopJit)
        && second.op() == Op::Yield
        && second.b() == i.a()
        && body + 2 == g.pc;
    only_yields.then(|| (i.a(), i.b()))
}

/// Is a step of this iterator certain to need no frame?
pub fn steps_surely(it: Value) -> bool {
    is_native(it)
        || it.cast::<Generator>().is_some_and(|g| {
            g.state == GenState::Suspended && g.code.step.is_some_and(|s| s.endless)
        })
}

/// The next item of a list's or tuple's iterator, left where it is.
pub fn peek(it: Value) -> Option<Value> {
    if let Some(i) = it.cast::<ListIter>() {
        return i.list.cast::<List>()?.items.get(i.index).copied();
    }
    let i = it.cast::<TupleIter>()?;
    i.tuple.items().get(i.index).copied()
}

/// Is this a list's or tuple's iterator with nothing left?
pub fn at_end(it: Value) -> bool {
    match it.kind() {
        Some(Kind::ListIter) => {
            let i = it.expect::<ListIter>();
            i.list.cast::<List>().is_none_or(|l| i.index >= l.items.len())
        }
        Some(Kind::TupleIter) => {
            let i = it.expect::<TupleIter>();
            i.index >= i.tuple.items().len()
        }
        _ => false,
    }
}

/// Ends a generator that is stepped.
pub fn finish(mut g: Gc<Generator>) {
    g.state = GenState::Finished;
    g.regs().fill(Value::UNDEF);
}

impl Vm {
    /// One step of a generator without its frame. `None`: it is to be resumed as any generator.
    #[inline]
    pub fn native_step(&mut self, mut g: Gc<Generator>) -> Step {
        if g.state != GenState::Suspended || self.recording {
            return None;
        }
        // What it reads from may lead back to it.
        g.state = GenState::Running;
        let step = match g.code.step {
            Some(step) => (step.run)(self, g),
            None => self.each_step(g),
        };
        if g.state == GenState::Running {
            g.state = GenState::Suspended;
        }
        step
    }

    /// One step of an iterator that a generator reads from.
    pub fn step_input(&mut self, it: Value) -> Step {
        if let Some(g) = it.cast::<Generator>() {
            return match g.state {
                GenState::Finished => Some(Ok(None)),
                _ => self.native_step(g),
            };
        }
        if is_native(it) {
            self.next_fast(it).ok()
        } else {
            None
        }
    }

    /// The step of a generator that sleeps in `for x in it: yield x`.
    pub fn each_step(&mut self, g: Gc<Generator>) -> Step {
        let (item, input) = yields_each(g)?;
        let it = g.regs()[input];
        // An exception of a program's generator has a traceback entry, which its frame makes.
        let hidden = g.code.has_flag(CodeFlags::HIDDEN);
        if !hidden && !never_raises(it) {
            return None;
        }
        match self.step_input(it)? {
            Ok(Some(v)) => {
                g.regs()[item] = v;
                self.heap.barrier(g);
                Some(Ok(Some(v)))
            }
            // What comes behind the loop needs the frame; the iterator is at its end for good.
            Ok(None) => None,
            Err(Raised) => {
                finish(g);
                Some(Err(Raised))
            }
        }
    }

    fn zip_step(&mut self, g: Gc<Generator>, n: usize) -> Step {
        if !g.regs()[..n].iter().all(|&it| steps_surely(it)) {
            return None;
        }
        let mut items = [Value::UNDEF; MOST];
        let pin = self.pin(&[]);
        for (k, item) in items.iter_mut().enumerate().take(n) {
            match self.step_input(g.regs()[k]) {
                Some(Ok(Some(v))) => {
                    *item = v;
                    self.pin(&[v]);
                }
                end => {
                    finish(g);
                    self.unpin(pin);
                    return end;
                }
            }
        }
        let t = self.tuple(&items[..n]);
        self.unpin(pin);
        Some(Ok(Some(t)))
    }

    fn map_step(&mut self, g: Gc<Generator>) -> Step {
        let f = g.regs()[0].cast::<Class>()?;
        if f != self.types.str && f != self.types.int && f != self.types.float {
            return None;
        }
        let v = match self.step_input(g.regs()[1])? {
            Ok(Some(v)) => v,
            end => {
                finish(g);
                return Some(end);
            }
        };
        let text = v.cast::<Str>().is_some_and(|s| s.hdr.shape == self.types.str.root_shape);
        let r = match f.construct {
            Some(construct) if text || !v.is_ptr() => construct(self, Args::positional(&[v])),
            _ => self.call(f.value(), &[v]),
        };
        Some(match r {
            Ok(v) => Ok(Some(v)),
            Err(Raised) => {
                finish(g);
                self.catch_stop()
            }
        })
    }

    /// The step of `for x in it: if x: yield x`, or of `if not x`.
    pub fn filter_step(&mut self, g: Gc<Generator>, wanted: bool) -> Step {
        let it = g.regs()[0];
        let plain = matches!(it.kind(), Some(Kind::RangeIter | Kind::StrIter));
        loop {
            // Asking the item's class might run Python code.
            match peek(it) {
                Some(v) => {
                    self.truth_fast(v)?;
                }
                None if plain || at_end(it) => {}
                None => return None,
            }
            match self.step_input(it) {
                Some(Ok(Some(v))) if self.truth_fast(v) == Some(wanted) => {
                    return Some(Ok(Some(v)));
                }
                Some(Ok(Some(_))) => {}
                end => {
                    finish(g);
                    return end;
                }
            }
        }
    }
}
