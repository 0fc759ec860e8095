//! Steps of `zip` objects that need no frame.
//!
//! A `zip` object is a generator of the prelude (`zip1`, `zip2`, `zip3`), so that traces see through
//! it. Its parameters are the iterators it reads, all its state is theirs, and its one `yield` gives a
//! tuple of their items: between two resumptions at that `yield` the step can be made here, without
//! pushing its frame, where the iterators are built-in ones that run no Python code. The generator's
//! `pc` and registers stay as they are, and a later resumption in a frame goes on just the same.
//!
//! While the recorder watches, the frame is pushed: traces are made of what it shows.

use crate::object::generator::GenState;
use crate::object::{Gc, Generator, Kind};
use crate::value::Value;
use crate::{Vm, R};

/// The most iterators that `zip1` to `zip3` take.
const MOST: usize = 3;

/// Iterators whose next item `Vm::next_fast` always knows.
fn is_native(it: Value) -> bool {
    use Kind::*;
    matches!(it.kind(), Some(ListIter | TupleIter | RangeIter | StrIter | DictIter | SetIter))
}

impl Vm {
    /// One step of a generator that is such a `zip` object: the next tuple, or its end. `None`: it is
    /// to be resumed as any generator.
    #[inline]
    pub fn zip_step(&mut self, g: Gc<Generator>) -> Option<R<Option<Value>>> {
        if g.hdr.shape != self.types.zip.root_shape || g.state != GenState::Suspended {
            return None;
        }
        self.zip_step_native(g)
    }

    fn zip_step_native(&mut self, mut g: Gc<Generator>) -> Option<R<Option<Value>>> {
        // `zip_many` and `zip_strict` have one parameter, which is a list.
        let n = g.func.code.argcount as usize;
        if self.recording || n == 0 || n > MOST || !g.regs()[..n].iter().all(|&it| is_native(it)) {
            return None;
        }
        let mut items = [Value::UNDEF; MOST];
        for k in 0..n {
            match self.next_fast(g.regs()[k]) {
                Ok(Ok(Some(v))) => items[k] = v,
                Ok(Ok(None)) => {
                    g.state = GenState::Finished;
                    g.regs().fill(Value::UNDEF);
                    return Some(Ok(None));
                }
                Ok(Err(e)) => return Some(Err(e)),
                Err(()) => unreachable!("built-in iterators know their next item"),
            }
        }
        Some(Ok(Some(self.tuple(&items[..n]))))
    }
}
