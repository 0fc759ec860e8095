//! Frame objects: what `sys._getframe`, tracebacks and `f_back` hand to Python code.
//!
//! A frame object is made on demand and then stays with its frame record, so that asking twice gives
//! the same object. While the frame lives, its line, locals and caller are read off the record
//! ([`Vm::live_frame`] finds it); whoever asks calls [`Vm::materialise_frames`] first. A frame that an
//! exception leaves has its object keep what it ended with: line and registers
//! ([`Vm::retire_frame`]), and its caller is the next frame the exception passes. Of a frame that
//! returned, the object knows what was asked of it before.
//!
//! Objects for the frames of tracebacks cost time wherever exceptions are raised. They are made from
//! the moment a program's code has the name `tb_frame` in it (`Vm::keeps_frames`); the entries of a
//! program that gets at it in other ways know code and line only.
//!
//! Example: in `def f(x): 1/x`, `f(0)` under `try`, unwinding makes an object for `f`'s frame with
//! `saved == (0,)`, then one for the catching frame, which becomes the former's `back`.

use super::frame::{Frame, FrameObj};
use crate::object::*;
use crate::value::Value;
use crate::{Vm, R};
use adder_bytecode::{CodeFlags, CodeUnit};

impl Vm {
    /// The object of a frame, made if need be.
    ///
    /// # Safety
    /// `f` is a live record.
    pub unsafe fn frame_object_of(&mut self, f: *mut Frame) -> Gc<FrameObj> {
        if let Some(o) = (*f).frame_obj.cast::<FrameObj>() {
            return o;
        }
        let hdr = Header::new(self.types.frame.root_shape, Kind::FrameObj);
        let (code, globals, func) = ((*f).code.value(), (*f).globals.value(), (*f).func);
        let o = self.alloc(
            FrameObj {
                hdr,
                back: Value::UNDEF,
                locals: (*f).locals,
                globals,
                code,
                func,
                saved: Value::UNDEF,
                line: 0,
                instr: 0,
                raised: false,
            },
            0,
        );
        (*f).frame_obj = o.value();
        o
    }

    /// The object of frame number `i` from the bottom.
    pub fn frame_object_at(&mut self, i: usize) -> Gc<FrameObj> {
        let f: *mut Frame = self.frames.at(i);
        // SAFETY: callers stay below the depth.
        unsafe { self.frame_object_of(f) }
    }

    /// The number of an object's frame, if that is alive. Frames of traces must be materialised.
    pub fn live_frame(&self, o: Gc<FrameObj>) -> Option<usize> {
        let depth = self.frames.depth(self.frame);
        (0..depth).rev().find(|&i| self.frames.at(i).frame_obj == o.value())
    }

    /// An exception leaves frame `f` at instruction `at`: its object keeps what will be gone.
    ///
    /// # Safety
    /// `f` is a live record.
    pub unsafe fn retire_frame(&mut self, f: *mut Frame, at: usize) {
        let Some(mut o) = (*f).frame_obj.cast::<FrameObj>() else { return };
        let code = (*f).code;
        o.instr = at as u32;
        o.line = line_at(code, at);
        o.raised = true;
        let unit = &code.unit;
        if (*f).locals.is_undef() && code.nvars > 0 {
            // The words lie in the frame's registers until the tuple has them.
            o.saved = if unit.cellvars.is_empty() && unit.freevars.is_empty() {
                self.tuple(std::slice::from_raw_parts((*f).base, unit.varnames.len()))
            } else {
                self.tuple(&local_words(f))
            };
            self.heap.barrier(o);
        }
    }

    /// The namespace of a frame object.
    pub fn frame_object_locals(&mut self, mut o: Gc<FrameObj>) -> R {
        self.materialise_frames();
        if let Some(i) = self.live_frame(o) {
            return self.locals_of(i);
        }
        if let Some(saved) = o.saved.cast::<Tuple>() {
            let dict = self.locals_dict(o);
            self.fill_locals(dict, o.code.expect(), saved.items());
            o.saved = Value::UNDEF;
            return Ok(dict.value());
        }
        if o.locals.is_undef() {
            return Ok(self.locals_dict(o).value());
        }
        Ok(o.locals)
    }

    /// The namespace of frame number `i` from the bottom. A function's snapshot stays with the frame:
    /// asked again, it is brought up to date and keeps what programs added to it.
    pub fn locals_of(&mut self, i: usize) -> R {
        let f: *mut Frame = self.frames.at(i);
        // SAFETY: a live record; its registers hold the values while the dict is filled.
        unsafe {
            if !(*f).locals.is_undef() {
                return Ok((*f).locals);
            }
            let o = self.frame_object_of(f);
            let dict = self.locals_dict(o);
            self.fill_locals(dict, (*f).code, &local_words(f));
            Ok(dict.value())
        }
    }

    fn locals_dict(&mut self, mut o: Gc<FrameObj>) -> Gc<Dict> {
        if let Some(d) = o.locals.cast::<Dict>() {
            return d;
        }
        let pin = self.pin(&[o.value()]);
        let d = self.dict();
        self.unpin(pin);
        o.locals = d.value();
        self.heap.barrier(o);
        d
    }

    /// Enters locals into a namespace. The words must be kept alive elsewhere.
    fn fill_locals(&mut self, dict: Gc<Dict>, code: Gc<Code>, words: &[Value]) {
        let unit = code.unit.clone();
        let pin = self.pin(&[dict.value(), code.value()]);
        each_local(&unit, words, &mut |name, v| {
            if v.is_undef() {
                let name = self.intern(name);
                self.dict_del_name(dict, name);
            } else {
                self.dict_set_str(dict, name, v);
            }
        });
        self.unpin(pin);
    }

    /// Brings the parts of a frame object up to date that its frame decides: line and instruction.
    pub fn refresh_frame_object(&mut self, mut o: Gc<FrameObj>) {
        self.materialise_frames();
        if let Some(i) = self.live_frame(o) {
            let f: &Frame = self.frames.at(i);
            let at = f.code.index_of(f.pc).saturating_sub(1);
            o.instr = at as u32;
            o.line = line_at(f.code, at);
        }
    }

    /// The object of the frame that called an object's frame, or None.
    pub fn frame_object_back(&mut self, mut o: Gc<FrameObj>) -> Value {
        self.materialise_frames();
        if let Some(i) = self.live_frame(o) {
            let back = match self.visible_frame(i) {
                Some(i) => self.frame_object_at(i).value(),
                None => Value::NONE,
            };
            o.back = back;
            self.heap.barrier(o);
        }
        if o.back.is_undef() {
            Value::NONE
        } else {
            o.back
        }
    }

    /// The number of the next frame below number `i` whose code is not hidden.
    pub fn visible_frame(&self, i: usize) -> Option<usize> {
        (0..i).rev().find(|&i| !self.frames.at(i).code.has_flag(CodeFlags::HIDDEN))
    }
}

/// The words behind the locals of a live frame: plain variables, then those in cells.
///
/// # Safety
/// `f` is a live record. The words stay alive in its registers only.
unsafe fn local_words(f: *mut Frame) -> Vec<Value> {
    let code = (*f).code;
    let unit = &code.unit;
    let plain = std::slice::from_raw_parts((*f).base, unit.varnames.len());
    let cells = unit.cellvars.iter().chain(&unit.freevars);
    let cells = cells.map(|(_, reg)| *(*f).base.add(*reg as usize));
    plain.iter().copied().chain(cells).collect()
}

/// Calls `f` for each of [`local_words`] with its name, but not for what lies in a cell as well, nor for
/// names with a dot, which are the compiler's own.
fn each_local(unit: &CodeUnit, words: &[Value], f: &mut dyn FnMut(&str, Value)) {
    let cells = || unit.cellvars.iter().chain(&unit.freevars);
    let names = unit.varnames.iter().chain(cells().map(|(name, _)| name));
    for (k, (name, &v)) in names.zip(words).enumerate() {
        let shadowed = k < unit.varnames.len() && cells().any(|(n, _)| n == name);
        if !shadowed && !name.starts_with('.') {
            // A parameter's register holds the plain value until its cell is made.
            f(name, v.cast::<Cell>().map_or(v, |c| c.value));
        }
    }
}

/// The line of instruction `at`, or of the last one before it that has a line.
fn line_at(code: Gc<Code>, at: usize) -> u32 {
    let before = code.unit.positions.get(..=at).unwrap_or(&[]);
    before.iter().rev().map(|p| p.line).find(|&line| line != 0).unwrap_or(0)
}
