//! Leaf operations: calls of helpers that run no Python code ([`crate::helpers::leaf`]).
//!
//! A residual call may do anything: what the trace knows of memory is forgotten, its frames are
//! published, and its validity is checked afterwards. Operations on plain values (exact built-in
//! numbers, strings, bytes, None) and on exact containers of such need none of that. Chosen by the
//! operands met while recording; the helper checks those it is given, and says so if Python code might
//! have a say, before it has done anything.
//!
//! Example: `text[at] in SPACE`.
//!
//! ```text
//! v5: val = call "get_item"(cx, v1, v4)      ; reads all allocs raises
//!     guard_ne v5, "rerun"                   ; the interpreter executes the instruction
//!     guard_ne v5, val:undef                 ; it raised
//! v8: val = call "contains"(cx, v2, v5)
//! ```

use super::{Rec, Recorder, SVal};
use crate::fields;
use crate::helpers::{self as h, leaf};
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::{self, Op as Ir, Ref, Type};
use adder_vm::interp::resume::{binary_op, compare_op};
use adder_vm::object::native::effects as effects_of_natives;
use adder_vm::object::{Class, Gc, Kind, Native};
use adder_vm::{Value, Vm};

/// Reads memory, may allocate and raise; runs no Python code. Natives under it use the VM stack above the
/// trace's first frame, where the windows of inlined frames are.
fn effects(window: bool) -> ir::Effects {
    ir::Effects {
        reads: ir::AliasSet::ALL,
        allocs: true,
        may_raise: true,
        reads_slots: window,
        writes_slots: true,
        pure: false,
        keeps_nothing: false,
        ..ir::Effects::PURE
    }
}

impl Recorder {
    /// An instruction that needs no Python code, as far as its operands now tell. False: it may.
    pub(super) fn record_leaf(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        use Op::*;
        let op = i.op();
        if let Some(bin) = binary_op(op) {
            let imm = op.info().c == adder_bytecode::ops::Kind::Imm;
            let b = if imm { Value::small(i.sc() as i64) } else { vm.get_reg(i.c()) };
            if !leaf::is_plain(vm, vm.get_reg(i.b())) || !leaf::is_plain(vm, b) {
                return Ok(false);
            }
            let a = self.word(i.b())?;
            let b = if imm { self.b.val(b.0) } else { self.word(i.c())? };
            let code = self.b.i64(bin as i64 | (i.x() as i64) << 8);
            let r = self.leaf_call("binary", leaf::leaf_binary as *const () as u64, &[code, a, b]);
            self.set_ref(i.a(), r);
            return Ok(true);
        }
        if let Some(cmp) = compare_op(op) {
            let jump = !matches!(op, Lt | Le | Eq | Ne | Gt | Ge);
            let (x, y) = if jump { (i.a(), i.b()) } else { (i.b(), i.c()) };
            let imm = jump && op.info().b == adder_bytecode::ops::Kind::Imm;
            let b = if imm { Value::small(i.sb() as i64) } else { vm.get_reg(y) };
            if !leaf::is_plain(vm, vm.get_reg(x)) || !leaf::is_plain(vm, b) {
                return Ok(false);
            }
            let a = self.word(x)?;
            let b = if imm { self.b.val(b.0) } else { self.word(y)? };
            let code = self.b.i64(cmp as i64);
            let address = leaf::leaf_compare as *const () as u64;
            let r = self.leaf_call("compare", address, &[code, a, b]);
            let t = self.is_true_word(r);
            if jump {
                self.jump_on(t, i.x() != 0, i.sc());
            } else {
                self.set_ref(i.a(), t);
            }
            return Ok(true);
        }
        match op {
            GetItem | GetItemI => {
                let imm = op == GetItemI;
                let k = if imm { Value::small(i.sc() as i64) } else { vm.get_reg(i.c()) };
                if !leaf::can_get_item(vm, vm.get_reg(i.b()), k) {
                    return Ok(false);
                }
                let o = self.word(i.b())?;
                let k = if imm { self.b.val(k.0) } else { self.word(i.c())? };
                let address = leaf::leaf_get_item as *const () as u64;
                let r = self.leaf_call("get_item", address, &[o, k]);
                self.set_ref(i.a(), r);
            }
            SetItem | DictSet => {
                if !leaf::can_set_item(vm, vm.get_reg(i.a()), vm.get_reg(i.b())) {
                    return Ok(false);
                }
                let args = [self.word(i.a())?, self.word(i.b())?, self.word(i.c())?];
                self.leaf_store(&args);
            }
            In | NotIn | JumpIn => {
                let (item, o) = if op == JumpIn { (i.a(), i.b()) } else { (i.b(), i.c()) };
                if !leaf::can_contain(vm, vm.get_reg(o), vm.get_reg(item)) {
                    return Ok(false);
                }
                let args = [self.word(o)?, self.word(item)?];
                let address = leaf::leaf_contains as *const () as u64;
                let r = self.leaf_call("contains", address, &args);
                let t = self.is_true_word(r);
                match op {
                    JumpIn => self.jump_on(t, i.x() != 0, i.sc()),
                    In => self.set_ref(i.a(), t),
                    _ => {
                        let n = self.b.op1(Ir::Bnot, t);
                        self.set_ref(i.a(), n);
                    }
                }
            }
            Not | ToBool | JumpIfTrue | JumpIfFalse => {
                let jump = matches!(op, JumpIfTrue | JumpIfFalse);
                let reg = if jump { i.a() } else { i.b() };
                if !leaf::has_plain_len(vm, vm.get_reg(reg)) {
                    return Ok(false);
                }
                let s = self.get(reg)?;
                let n = self.leaf_len(s)?;
                let zero = self.b.i64(0);
                let t = self.b.op2(Ir::Ne, n, zero);
                match op {
                    ToBool => self.set_ref(i.a(), t),
                    Not => {
                        let n = self.b.op1(Ir::Bnot, t);
                        self.set_ref(i.a(), n);
                    }
                    _ => self.jump_on(t, op == JumpIfTrue, i.bc()),
                }
            }
            FormatValue => {
                let spec = i.x() & 4 != 0;
                let plain = leaf::is_plain(vm, vm.get_reg(i.b()))
                    && (!spec || vm.get_reg(i.c()).is_kind(Kind::Str));
                if !plain {
                    return Ok(false);
                }
                let v = self.word(i.b())?;
                let spec = if spec { self.word(i.c())? } else { self.b.val(0) };
                let code = self.b.i64(i.x() as i64);
                let address = leaf::leaf_format as *const () as u64;
                let r = self.leaf_call("format", address, &[code, v, spec]);
                self.set_ref(i.a(), r);
            }
            BuildString | BuildList => {
                let n = i.c();
                let window = self.spill_window(i.b(), n)?;
                let count = self.b.i64(n as i64);
                let r = if op == BuildString {
                    let address = leaf::leaf_build_string as *const () as u64;
                    self.leaf_window_call("build_string", address, &[window, count])
                } else {
                    let address = leaf::leaf_build_list as *const () as u64;
                    self.infallible("build_list", address, &[window, count], true)
                };
                self.set_ref(i.a(), r);
            }
            GetIter => {
                let v = vm.get_reg(i.b());
                if !leaf::has_plain_iter(vm, v) {
                    return Ok(false);
                }
                let s = self.typed(vm, i.b())?;
                self.guard_shape_of(s, v)?;
                let w = self.boxed(s)?;
                let r = self.infallible("iter", h::iter as *const () as u64, &[w], false);
                self.set_ref(i.a(), r);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// A word that is True or False, as a condition.
    fn is_true_word(&mut self, r: Ref) -> Ref {
        let t = self.b.val(Value::TRUE.0);
        self.b.op2(Ir::Eq, r, t)
    }

    /// Calls a leaf helper on words.
    pub(super) fn leaf_call(&mut self, name: &'static str, address: u64, args: &[Ref]) -> Ref {
        let r = self.call_vm(name, address, args, Type::Val, effects(false));
        self.leaf_guards(r);
        r
    }

    /// Calls a leaf helper that reads a window of the VM stack.
    fn leaf_window_call(&mut self, name: &'static str, address: u64, args: &[Ref]) -> Ref {
        let r = self.call_vm(name, address, args, Type::Val, effects(true));
        self.leaf_guards(r);
        r
    }

    /// Calls a helper that allocates and does nothing else.
    fn infallible(&mut self, name: &'static str, address: u64, args: &[Ref], window: bool) -> Ref {
        let effects = ir::Effects { may_raise: false, ..effects(window) };
        self.call_vm(name, address, args, Type::Val, effects)
    }

    fn leaf_guards(&mut self, r: Ref) {
        let before = self.snapshot();
        let raised = self.raise_snapshot();
        let rerun = self.b.val(leaf::RERUN);
        self.b.guard2(Ir::GuardNe, r, rerun, before);
        let undef = self.b.val(0);
        let guard = self.b.guard2(Ir::GuardNe, r, undef, raised);
        self.note_call(guard);
    }

    /// `o[k] = v` of a dict.
    fn leaf_store(&mut self, args: &[Ref; 3]) {
        let writes = fields::alias_set(fields::DICT_WRITES);
        let effects = ir::Effects { writes, ..effects(false) };
        let address = leaf::leaf_set_item as *const () as u64;
        let r = self.call_vm("set_item", address, args, Type::Val, effects);
        self.leaf_guards(r);
        self.state_changed();
    }

    /// Length of an exact built-in container.
    pub(super) fn leaf_len(&mut self, s: SVal) -> Rec<Ref> {
        let w = self.boxed(s)?;
        let effects = ir::Effects { allocs: false, may_raise: false, ..effects(false) };
        let address = leaf::leaf_len as *const () as u64;
        let n = self.call_vm("len", address, &[w], Type::I64, effects);
        let zero = self.b.i64(0);
        let ok = self.b.op2(Ir::Ge, n, zero);
        self.guard_true(ok);
        Ok(n)
    }

    /// A call of a method or function that works on its plain arguments alone. False: not that.
    pub(super) fn leaf_native_call(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let f = vm.get_reg(i.b());
        let (first, n) = match i.op() {
            Op::Call => (i.b() + 1, i.x() as usize),
            Op::CallMethod if vm.get_reg(i.b() + 1).is_undef() => (i.b() + 2, i.x() as usize),
            Op::CallMethod => (i.b() + 1, i.x() as usize + 1),
            _ => return Ok(false),
        };
        if n == 0 || !(0..n).all(|k| leaf::is_plain(vm, vm.get_reg(first + k))) {
            return Ok(false);
        }
        if let Some(class) = f.cast::<Class>() {
            return self.leaf_construct(vm, i, class, first, n);
        }
        let Some(native) = f.cast::<Native>() else { return Ok(false) };
        let accepts = n >= native.arity.min as usize
            && (n <= native.arity.max as usize || native.arity.max == u8::MAX);
        if !accepts || !self.is_leaf(vm, native, vm.get_reg(first)) {
            return Ok(false);
        }
        let callee = self.typed(vm, i.b())?;
        self.guard_is(callee, f)?;
        let window = self.spill_window(first, n)?;
        let (native, count) = (self.object_const(f, "native"), self.b.i64(n as i64));
        let address = leaf::leaf_native as *const () as u64;
        let r = self.leaf_window_call("native", address, &[native, window, count]);
        self.set_ref(i.a(), r);
        Ok(true)
    }

    fn is_leaf(&self, vm: &Vm, f: Gc<Native>, this: Value) -> bool {
        if !f.this.is_undef() {
            return false;
        }
        let method = leaf::is_leaf_native(vm, f) && vm.class_of(this).value() == f.class;
        method || f.effects == effects_of_natives::PURE && f.class.is_undef()
    }

    /// `str(x)`, `int(x)`, `float(x)`.
    fn leaf_construct(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        class: Gc<Class>,
        first: usize,
        n: usize,
    ) -> Rec<bool> {
        let t = &vm.types;
        if class == t.complex {
            let callee = self.typed(vm, i.b())?;
            self.guard_is(callee, class.value())?;
            return self.make_complex(vm, i, first, n);
        }
        if n != 1 || ![t.str, t.int, t.float].contains(&class) {
            return Ok(false);
        }
        let callee = self.typed(vm, i.b())?;
        self.guard_is(callee, class.value())?;
        let (k, x) = (self.konst(class.value()), self.word(first)?);
        let address = leaf::leaf_construct as *const () as u64;
        let r = self.leaf_call("construct", address, &[k, x]);
        self.set_ref(i.a(), r);
        Ok(true)
    }
}
