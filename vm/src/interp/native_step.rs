//! Steps of `zip` and `map` objects that need no frame.
//!
//! Such an object is a generator of the prelude (`zip2`, `map1`, ...), so that traces see through it.
//! Its parameters are what it reads from, all its state is theirs, and it has one `yield`: between two
//! resumptions there the step can be made here, without pushing its frame, where the iterators are
//! built-in ones that run no Python code and the function mapped is `str`, `int` or `float`. The
//! generator's `pc` and registers stay as they are, and a later resumption in a frame goes on just the
//! same.
//!
//! While the recorder watches, the frame is pushed: traces are made of what it shows.

use crate::object::generator::GenState;
use crate::object::{Class, Gc, Generator, Kind, Str};
use crate::value::Value;
use crate::{Args, Raised, Vm, R};

/// The most iterators that `zip1` to `zip3` take.
const MOST: usize = 3;

/// Iterators whose next item `Vm::next_fast` always knows.
fn is_native(it: Value) -> bool {
    use Kind::*;
    matches!(it.kind(), Some(ListIter | TupleIter | RangeIter | StrIter | DictIter | SetIter))
}

impl Vm {
    /// One step of a generator that is such an object: the next item, or the end. `None`: it is to be
    /// resumed as any generator.
    #[inline]
    pub fn native_step(&mut self, g: Gc<Generator>) -> Option<R<Option<Value>>> {
        if g.state != GenState::Suspended || self.recording {
            return None;
        }
        let shape = g.hdr.shape;
        if shape == self.types.zip.root_shape {
            self.zip_step(g)
        } else if shape == self.types.map.root_shape {
            self.map_step(g)
        } else {
            None
        }
    }

    fn zip_step(&mut self, g: Gc<Generator>) -> Option<R<Option<Value>>> {
        // `zip_many` and `zip_strict` have one parameter, which is a list.
        let n = g.func.code.argcount as usize;
        if n == 0 || n > MOST || !g.regs()[..n].iter().all(|&it| is_native(it)) {
            return None;
        }
        let mut items = [Value::UNDEF; MOST];
        for k in 0..n {
            match self.step_iterator(g, k) {
                Ok(Some(v)) => items[k] = v,
                end => return Some(end),
            }
        }
        Some(Ok(Some(self.tuple(&items[..n]))))
    }

    fn map_step(&mut self, g: Gc<Generator>) -> Option<R<Option<Value>>> {
        // `map1(f, it)`; the second parameter of `map_many` is a list, `map2` has three.
        if g.func.code.argcount != 2 || !is_native(g.regs()[1]) {
            return None;
        }
        let f = g.regs()[0].cast::<Class>()?;
        if f != self.types.str && f != self.types.int && f != self.types.float {
            return None;
        }
        let v = match self.step_iterator(g, 1) {
            Ok(Some(v)) => v,
            end => return Some(end),
        };
        let text = v.cast::<Str>().is_some_and(|s| s.hdr.shape == self.types.str.root_shape);
        let r = match f.construct {
            Some(construct) if text || !v.is_ptr() => construct(self, Args::positional(&[v])),
            _ => self.call(f.value(), &[v]),
        };
        Some(match r {
            Ok(v) => Ok(Some(v)),
            Err(Raised) => {
                let end = self.catch_stop();
                if end.is_ok() {
                    finish(g);
                }
                end
            }
        })
    }

    /// The next item of the native iterator in a register; at its end the generator is finished.
    #[inline]
    fn step_iterator(&mut self, g: Gc<Generator>, reg: usize) -> R<Option<Value>> {
        let next = self.next_fast(g.regs()[reg]);
        debug_assert!(next.is_ok(), "built-in iterators know their next item");
        let item = next.unwrap_or(Ok(None))?;
        if item.is_none() {
            finish(g);
        }
        Ok(item)
    }
}

fn finish(mut g: Gc<Generator>) {
    g.state = GenState::Finished;
    g.regs().fill(Value::UNDEF);
}
