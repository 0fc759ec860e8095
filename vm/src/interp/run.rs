//! The interpreter loop.
//!
//! State while running: `pc` (next instruction), `base` (register 0 of the current frame). Both
//! are written back to the frame record (`save!`) before anything that may look at frames, and
//! reloaded when a cold path changed frames. `RECORDING` selects the copy that shows every step to
//! the tier's observer; in the normal copy the hooks compile to nothing.

use super::frame::{Cont, Frame};
use super::{Flow, Leave};
use crate::object::code::{Cache, CacheKind};
use crate::object::iter::{ListIter, RangeIter, TupleIter};
use crate::object::*;
use crate::ops::{BinOp, CmpOp};
use crate::tier::{HotAction, TraceExit};
use crate::value::Value;
use crate::{Raised, Vm, R};
use adder_bytecode::{Instr, Op};

/// Why the inner loop returned.
enum Left {
    /// The native boundary frame returned this.
    Done(R),
    /// Switch to the other copy of the loop.
    Switch,
}

impl Vm {
    /// Runs the current frame until the boundary frame (`Cont::Native`) at or below it returns;
    /// `start` tells in which state a trace has left it (`Resume` for a fresh frame).
    pub fn run(&mut self, start: TraceExit) -> R {
        self.reentries += 1;
        let mut recording = start == TraceExit::Record;
        match start {
            TraceExit::Raised => self.unwind()?,
            TraceExit::Returned(v) => match self.return_slow(v) {
                Leave::Loaded => {}
                Leave::Raise => self.unwind()?,
                Leave::Done(r) => return r,
            },
            TraceExit::Resume | TraceExit::Refused | TraceExit::Record => {}
        }
        loop {
            let left = if recording { inner::<true>(self) } else { inner::<false>(self) };
            match left {
                Left::Done(r) => return r,
                Left::Switch => recording = !recording,
            }
        }
    }
}

/// Is the op byte in the table (always true for compiled code)?
#[inline(always)]
fn decode(i: Instr) -> Op {
    // SAFETY: code comes from the compiler and passes the verifier in debug builds; every byte it
    // emits is a discriminant of Op.
    unsafe { std::mem::transmute::<u8, Op>(i.0 as u8) }
}

// `load!` sets what some of its users never read.
#[allow(unused_assignments)]
fn inner<const RECORDING: bool>(vm: &mut Vm) -> Left {
    let mut pc: *const Instr;
    let mut base: *mut Value;
    // SAFETY (whole function): `pc` stays inside the current code object (the compiler ends every
    // path with a jump, return or raise), register numbers are below the frame's `nregs` (checked
    // by the verifier), and `base` is the current frame's window.
    unsafe {
        macro_rules! load {
            () => {{
                let f: *mut Frame = vm.frame;
                pc = (*f).pc;
                base = (*f).base;
            }};
        }
        macro_rules! save {
            () => {
                (*vm.frame).pc = pc
            };
        }
        macro_rules! reg {
            ($i:expr) => {
                *base.add($i)
            };
        }
        macro_rules! jump {
            ($off:expr) => {
                pc = pc.offset($off)
            };
        }
        macro_rules! raise {
            () => {{
                save!();
                if RECORDING {
                    vm.observe_raise();
                }
                match vm.unwind() {
                    Ok(()) => {
                        load!();
                        continue;
                    }
                    Err(Raised) => return Left::Done(Err(Raised)),
                }
            }};
        }
        // A cold path that yields `R<Flow>`.
        macro_rules! flow {
            ($e:expr) => {{
                save!();
                match $e {
                    Ok(Flow::Next) => {}
                    Ok(Flow::Reload) => load!(),
                    Err(Raised) => raise!(),
                }
            }};
        }
        // What a frame's return came to.
        macro_rules! leave {
            ($e:expr) => {
                match $e {
                    Leave::Loaded => load!(),
                    Leave::Raise => {
                        load!();
                        raise!()
                    }
                    Leave::Done(r) => return Left::Done(r),
                }
            };
        }
        // What running a trace came to.
        macro_rules! traced {
            ($e:expr) => {
                match $e {
                    TraceExit::Refused => {}
                    TraceExit::Resume => load!(),
                    TraceExit::Raised => {
                        load!();
                        raise!()
                    }
                    TraceExit::Record => return Left::Switch,
                    TraceExit::Returned(v) => leave!(vm.return_slow(v)),
                }
            };
        }
        // A call may have pushed the frame of a function: its entry is counted.
        macro_rules! called {
            ($e:expr) => {{
                save!();
                match $e {
                    Ok(Flow::Next) => {}
                    Ok(Flow::Reload) => {
                        load!();
                        // Not a generator going on, or a caller.
                        if !RECORDING && pc == vm.code().code as *const Instr {
                            traced!(vm.count_entry());
                        }
                    }
                    Err(Raised) => raise!(),
                }
            }};
        }
        // In a recording: a call that the trace makes as a whole.
        macro_rules! whole_call {
            ($i:ident, $f:expr, $args:expr, $n:expr) => {
                if RECORDING && std::mem::take(&mut vm.call_whole) {
                    value!($i.a(), vm.call_in_window($f, $args, $n));
                    continue;
                }
            };
        }
        // A cold path that yields a value for register `a`.
        macro_rules! value {
            ($a:expr, $e:expr) => {{
                save!();
                match $e {
                    Ok(v) => reg!($a) = v,
                    Err(Raised) => raise!(),
                }
            }};
        }
        macro_rules! cache {
            ($i:expr) => {
                &mut *(vm.code().caches.add($i) as *mut Cache)
            };
        }
        macro_rules! arith {
            ($i:ident, $op:expr, $int:ident, $fop:tt) => {{
                let (x, y) = (reg!($i.b()), reg!($i.c()));
                if Value::both_int(x, y) {
                    let r = x.as_int().$int(y.as_int());
                    reg!($i.a()) = match Value::try_small(r) { Some(v) => v, None => vm.int(r) };
                } else if x.is_float() && y.is_float() {
                    reg!($i.a()) = Value::float(x.as_float() $fop y.as_float());
                } else {
                    flow!(vm.binary_slow($i, $op))
                }
            }};
        }
        macro_rules! bitop {
            ($i:ident, $op:expr, $bop:tt) => {{
                let (x, y) = (reg!($i.b()), reg!($i.c()));
                if Value::both_int(x, y) {
                    reg!($i.a()) = Value::small(x.as_int() $bop y.as_int());
                } else {
                    flow!(vm.binary_slow($i, $op))
                }
            }};
        }
        macro_rules! compare {
            ($i:ident, $op:expr, $cmp:tt) => {{
                let (x, y) = (reg!($i.b()), reg!($i.c()));
                if Value::both_int(x, y) {
                    reg!($i.a()) = Value::bool(x.as_int() $cmp y.as_int());
                } else if x.is_float() && y.is_float() {
                    reg!($i.a()) = Value::bool(x.as_float() $cmp y.as_float());
                } else {
                    flow!(vm.compare_slow($i, $op))
                }
            }};
        }
        macro_rules! jump_compare {
            ($i:ident, $op:expr, $cmp:tt) => {{
                let (x, y) = (reg!($i.a()), reg!($i.b()));
                let r = if Value::both_int(x, y) {
                    x.as_int() $cmp y.as_int()
                } else if x.is_float() && y.is_float() {
                    x.as_float() $cmp y.as_float()
                } else {
                    flow!(vm.jump_compare_slow($i, $op, x, y));
                    continue;
                };
                if r == ($i.x() != 0) {
                    jump!($i.sc());
                }
            }};
        }
        macro_rules! jump_compare_imm {
            ($i:ident, $op:expr, $cmp:tt) => {{
                let x = reg!($i.a());
                let r = if x.is_int() {
                    x.as_int() $cmp $i.sb() as i64
                } else if x.is_float() {
                    x.as_float() $cmp $i.sb() as f64
                } else {
                    flow!(vm.jump_compare_slow($i, $op, x, Value::small($i.sb() as i64)));
                    continue;
                };
                if r == ($i.x() != 0) {
                    jump!($i.sc());
                }
            }};
        }
        macro_rules! arith_imm {
            ($i:ident, $op:expr, $int:ident, $fop:tt) => {{
                let x = reg!($i.b());
                if x.is_int() {
                    let r = x.as_int().$int($i.sc() as i64);
                    reg!($i.a()) = match Value::try_small(r) { Some(v) => v, None => vm.int(r) };
                } else if x.is_float() {
                    reg!($i.a()) = Value::float(x.as_float() $fop $i.sc() as f64);
                } else {
                    flow!(vm.binary_imm_slow($i, $op))
                }
            }};
        }

        load!();
        loop {
            if RECORDING {
                save!();
                if !vm.observe_op(pc) {
                    return Left::Switch;
                }
            }
            let i = *pc;
            pc = pc.add(1);
            match decode(i) {
                Op::Nop => {}
                Op::LoadConst => reg!(i.a()) = *vm.code().consts.offset(i.bc()),
                Op::LoadInt => reg!(i.a()) = Value::small(i.bc() as i64),
                Op::Move => reg!(i.a()) = reg!(i.b()),
                Op::CheckLocal => {
                    if reg!(i.a()).is_undef() {
                        save!();
                        let _ = vm.unbound_local(i);
                        raise!();
                    }
                }
                Op::DelLocal => {
                    if reg!(i.a()).is_undef() {
                        save!();
                        let _ = vm.unbound_local(i);
                        raise!();
                    }
                    reg!(i.a()) = Value::UNDEF;
                }
                Op::Unset => reg!(i.a()) = Value::UNDEF,
                Op::MakeCell => {
                    save!();
                    let c = vm.new_cell(reg!(i.a()));
                    reg!(i.a()) = c.value();
                }
                Op::CopyFree => {
                    let f = (*vm.frame).func.expect::<Function>();
                    let cells = f.closure.expect::<Tuple>().items();
                    for (k, &cell) in cells.iter().enumerate() {
                        reg!(i.a() + k) = cell;
                    }
                }
                Op::LoadDeref => {
                    let v = reg!(i.b()).expect::<Cell>().value;
                    if v.is_undef() {
                        save!();
                        let _ = vm.unbound_cell(i.b());
                        raise!();
                    }
                    reg!(i.a()) = v;
                }
                Op::StoreDeref => {
                    let mut c = reg!(i.a()).expect::<Cell>();
                    c.value = reg!(i.b());
                    vm.heap.barrier(c);
                }
                Op::DelDeref => {
                    let mut c = reg!(i.a()).expect::<Cell>();
                    if c.value.is_undef() {
                        save!();
                        let _ = vm.unbound_cell(i.a());
                        raise!();
                    }
                    c.value = Value::UNDEF;
                }
                Op::LoadClassDeref => value!(i.a(), vm.load_class_deref(i)),

                Op::LoadGlobal => {
                    let c = cache!(i.c());
                    let globals = (*vm.frame).globals;
                    if c.owner == globals.value() && c.epoch == globals.keys_version {
                        if c.kind == CacheKind::Global {
                            reg!(i.a()) = globals.entries.get_unchecked(c.slot as usize).value;
                            continue;
                        }
                        if c.aux == vm.builtins.keys_version as u64 {
                            reg!(i.a()) = vm.builtins.entries.get_unchecked(c.slot as usize).value;
                            continue;
                        }
                    }
                    value!(i.a(), vm.load_global_slow(i.c()))
                }
                Op::StoreGlobal => {
                    save!();
                    vm.store_global(i.c(), reg!(i.a()));
                }
                Op::DelGlobal => {
                    save!();
                    if vm.del_global(i.c()).is_err() {
                        raise!()
                    }
                }
                Op::LoadName => {
                    let f = vm.frame;
                    let globals = (*f).globals;
                    if (*f).locals == globals.value() {
                        let c = cache!(i.c());
                        if c.owner == globals.value() && c.epoch == globals.keys_version {
                            if c.kind == CacheKind::Global {
                                reg!(i.a()) = globals.entries.get_unchecked(c.slot as usize).value;
                                continue;
                            }
                            if c.aux == vm.builtins.keys_version as u64 {
                                reg!(i.a()) =
                                    vm.builtins.entries.get_unchecked(c.slot as usize).value;
                                continue;
                            }
                        }
                        value!(i.a(), vm.load_global_slow(i.c()))
                    } else {
                        value!(i.a(), vm.load_name_slow(i.c()))
                    }
                }
                Op::StoreName => {
                    save!();
                    let f = vm.frame;
                    if (*f).locals == (*f).globals.value() {
                        vm.store_global(i.c(), reg!(i.a()));
                    } else if vm.store_name_slow(i.c(), reg!(i.a())).is_err() {
                        raise!()
                    }
                }
                Op::DelName => {
                    save!();
                    if vm.del_name(i.c()).is_err() {
                        raise!()
                    }
                }

                Op::Add => arith!(i, BinOp::Add, wrapping_add, +),
                Op::Sub => arith!(i, BinOp::Sub, wrapping_sub, -),
                Op::Mul => {
                    let (x, y) = (reg!(i.b()), reg!(i.c()));
                    if Value::both_int(x, y) {
                        match x.as_int().checked_mul(y.as_int()) {
                            Some(r) => {
                                reg!(i.a()) = match Value::try_small(r) {
                                    Some(v) => v,
                                    None => {
                                        save!();
                                        vm.int(r)
                                    }
                                }
                            }
                            None => flow!(vm.binary_slow(i, BinOp::Mul)),
                        }
                    } else if x.is_float() && y.is_float() {
                        reg!(i.a()) = Value::float(x.as_float() * y.as_float());
                    } else {
                        flow!(vm.binary_slow(i, BinOp::Mul))
                    }
                }
                Op::TrueDiv => {
                    let (x, y) = (reg!(i.b()), reg!(i.c()));
                    if x.is_float() && y.is_float() && y.as_float() != 0.0 {
                        reg!(i.a()) = Value::float(x.as_float() / y.as_float());
                    } else {
                        flow!(vm.binary_slow(i, BinOp::TrueDiv))
                    }
                }
                Op::FloorDiv => {
                    let (x, y) = (reg!(i.b()), reg!(i.c()));
                    if Value::both_int(x, y) && y.as_int() > 0 {
                        reg!(i.a()) = Value::small(x.as_int().div_euclid(y.as_int()));
                    } else {
                        flow!(vm.binary_slow(i, BinOp::FloorDiv))
                    }
                }
                Op::Mod => {
                    let (x, y) = (reg!(i.b()), reg!(i.c()));
                    if Value::both_int(x, y) && y.as_int() > 0 {
                        reg!(i.a()) = Value::small(x.as_int().rem_euclid(y.as_int()));
                    } else {
                        flow!(vm.binary_slow(i, BinOp::Mod))
                    }
                }
                Op::Pow => flow!(vm.binary_slow(i, BinOp::Pow)),
                Op::MatMul => flow!(vm.binary_slow(i, BinOp::MatMul)),
                Op::LShift => flow!(vm.binary_slow(i, BinOp::LShift)),
                Op::RShift => {
                    let (x, y) = (reg!(i.b()), reg!(i.c()));
                    if Value::both_int(x, y) && (y.as_int() as u64) < 64 {
                        reg!(i.a()) = Value::small(x.as_int() >> y.as_int());
                    } else {
                        flow!(vm.binary_slow(i, BinOp::RShift))
                    }
                }
                Op::BitAnd => bitop!(i, BinOp::And, &),
                Op::BitOr => bitop!(i, BinOp::Or, |),
                Op::BitXor => bitop!(i, BinOp::Xor, ^),
                Op::AddI => arith_imm!(i, BinOp::Add, wrapping_add, +),
                Op::SubI => arith_imm!(i, BinOp::Sub, wrapping_sub, -),
                Op::MulI => {
                    let x = reg!(i.b());
                    if x.is_int() {
                        // 48 bits times 16 bits fit 64.
                        let r = x.as_int() * i.sc() as i64;
                        reg!(i.a()) = match Value::try_small(r) {
                            Some(v) => v,
                            None => {
                                save!();
                                vm.int(r)
                            }
                        };
                    } else if x.is_float() {
                        reg!(i.a()) = Value::float(x.as_float() * i.sc() as f64);
                    } else {
                        flow!(vm.binary_imm_slow(i, BinOp::Mul))
                    }
                }
                Op::FloorDivI => {
                    let x = reg!(i.b());
                    if x.is_int() && i.sc() > 0 {
                        reg!(i.a()) = Value::small(x.as_int().div_euclid(i.sc() as i64));
                    } else {
                        flow!(vm.binary_imm_slow(i, BinOp::FloorDiv))
                    }
                }
                Op::ModI => {
                    let x = reg!(i.b());
                    if x.is_int() && i.sc() > 0 {
                        reg!(i.a()) = Value::small(x.as_int().rem_euclid(i.sc() as i64));
                    } else {
                        flow!(vm.binary_imm_slow(i, BinOp::Mod))
                    }
                }
                Op::LShiftI => {
                    let x = reg!(i.b());
                    let k = i.sc();
                    if x.is_int() && (0..16).contains(&k) {
                        let r = x.as_int() << k;
                        reg!(i.a()) = match Value::try_small(r) {
                            Some(v) => v,
                            None => {
                                save!();
                                vm.int(r)
                            }
                        };
                    } else {
                        flow!(vm.binary_imm_slow(i, BinOp::LShift))
                    }
                }
                Op::RShiftI => {
                    let x = reg!(i.b());
                    let k = i.sc();
                    if x.is_int() && k >= 0 {
                        reg!(i.a()) = Value::small(x.as_int() >> k.min(63));
                    } else {
                        flow!(vm.binary_imm_slow(i, BinOp::RShift))
                    }
                }
                Op::BitAndI => {
                    let x = reg!(i.b());
                    if x.is_int() {
                        reg!(i.a()) = Value::small(x.as_int() & i.sc() as i64);
                    } else {
                        flow!(vm.binary_imm_slow(i, BinOp::And))
                    }
                }

                Op::Neg => {
                    let x = reg!(i.b());
                    if x.is_float() {
                        reg!(i.a()) = Value::float(-x.as_float());
                    } else {
                        flow!(vm.unary_slow(i, crate::ops::special::Special::Neg))
                    }
                }
                Op::Pos => flow!(vm.unary_slow(i, crate::ops::special::Special::Pos)),
                Op::Invert => flow!(vm.unary_slow(i, crate::ops::special::Special::Invert)),
                Op::Not => {
                    let x = reg!(i.b());
                    match vm.truth_fast(x) {
                        Some(t) => reg!(i.a()) = Value::bool(!t),
                        None => flow!(vm.truth_slow(x)),
                    }
                }
                Op::ToBool => {
                    let x = reg!(i.b());
                    match vm.truth_fast(x) {
                        Some(t) => reg!(i.a()) = Value::bool(t),
                        None => flow!(vm.truth_slow(x)),
                    }
                }
                Op::Lt => compare!(i, CmpOp::Lt, <),
                Op::Le => compare!(i, CmpOp::Le, <=),
                Op::Eq => compare!(i, CmpOp::Eq, ==),
                Op::Ne => compare!(i, CmpOp::Ne, !=),
                Op::Gt => compare!(i, CmpOp::Gt, >),
                Op::Ge => compare!(i, CmpOp::Ge, >=),
                Op::Is => reg!(i.a()) = Value::bool(vm.is_same(reg!(i.b()), reg!(i.c()))),
                Op::IsNot => reg!(i.a()) = Value::bool(!vm.is_same(reg!(i.b()), reg!(i.c()))),
                Op::In | Op::NotIn => flow!(vm.contains_slow(reg!(i.c()), reg!(i.b()))),

                Op::Jump => jump!(i.bc()),
                Op::JumpIfTrue => {
                    let x = reg!(i.a());
                    if x == Value::TRUE {
                        jump!(i.bc());
                    } else if x != Value::FALSE {
                        match vm.truth_fast(x) {
                            Some(true) => jump!(i.bc()),
                            Some(false) => {}
                            None => flow!(vm.truth_slow(x)),
                        }
                    }
                }
                Op::JumpIfFalse => {
                    let x = reg!(i.a());
                    if x == Value::FALSE {
                        jump!(i.bc());
                    } else if x != Value::TRUE {
                        match vm.truth_fast(x) {
                            Some(false) => jump!(i.bc()),
                            Some(true) => {}
                            None => flow!(vm.truth_slow(x)),
                        }
                    }
                }
                Op::JumpIfNone => {
                    if reg!(i.a()).is_none() {
                        jump!(i.bc());
                    }
                }
                Op::JumpIfNotNone => {
                    if !reg!(i.a()).is_none() {
                        jump!(i.bc());
                    }
                }
                Op::JumpLt => jump_compare!(i, CmpOp::Lt, <),
                Op::JumpLe => jump_compare!(i, CmpOp::Le, <=),
                Op::JumpEq => jump_compare!(i, CmpOp::Eq, ==),
                Op::JumpNe => jump_compare!(i, CmpOp::Ne, !=),
                Op::JumpGt => jump_compare!(i, CmpOp::Gt, >),
                Op::JumpGe => jump_compare!(i, CmpOp::Ge, >=),
                Op::JumpLtI => jump_compare_imm!(i, CmpOp::Lt, <),
                Op::JumpLeI => jump_compare_imm!(i, CmpOp::Le, <=),
                Op::JumpEqI => jump_compare_imm!(i, CmpOp::Eq, ==),
                Op::JumpNeI => jump_compare_imm!(i, CmpOp::Ne, !=),
                Op::JumpGtI => jump_compare_imm!(i, CmpOp::Gt, >),
                Op::JumpGeI => jump_compare_imm!(i, CmpOp::Ge, >=),
                Op::JumpIs => {
                    if vm.is_same(reg!(i.a()), reg!(i.b())) == (i.x() != 0) {
                        jump!(i.sc());
                    }
                }
                Op::JumpIn => flow!(vm.contains_slow(reg!(i.b()), reg!(i.a()))),

                Op::Loop => {
                    if vm.poll_bits() != 0 {
                        save!();
                        if vm.poll_slow().is_err() {
                            raise!()
                        }
                    }
                    if !RECORDING && vm.loop_threshold != 0 {
                        let state = &mut *vm.code().loops.offset(i.bc());
                        state.counter = state.counter.wrapping_sub(1);
                        if state.counter == 0 {
                            save!();
                            if vm.hot_loop(pc.sub(1)) == HotAction::Record {
                                (*vm.frame).pc = pc.sub(1);
                                return Left::Switch;
                            }
                        }
                    }
                }
                Op::LoopJit => {
                    if vm.poll_bits() != 0 {
                        save!();
                        if vm.poll_slow().is_err() {
                            raise!()
                        }
                    }
                    if !RECORDING && !vm.recording {
                        save!();
                        traced!(vm.enter_loop(pc.sub(1)));
                    }
                }
                Op::LoopClock => vm.loop_clock(i),
                Op::GetIter => {
                    let x = reg!(i.b());
                    flow!(vm.get_iter_slow(i.a(), x))
                }
                Op::ForIter => {
                    let it = reg!(i.b());
                    if it.is_ptr() {
                        match it.header().kind {
                            Kind::RangeIter => {
                                let mut r = it.expect::<RangeIter>();
                                if r.remaining > 0 {
                                    let v = r.next;
                                    r.next = v.wrapping_add(r.step);
                                    r.remaining -= 1;
                                    reg!(i.a()) = match Value::try_small(v) {
                                        Some(v) => v,
                                        None => {
                                            save!();
                                            vm.int(v)
                                        }
                                    };
                                    jump!(i.sc());
                                }
                                continue;
                            }
                            Kind::ListIter => {
                                let mut l = it.expect::<ListIter>();
                                if l.list.is_ptr() {
                                    let list = l.list.expect::<List>();
                                    if l.index < list.items.len() {
                                        reg!(i.a()) = *list.items.get_unchecked(l.index);
                                        l.index += 1;
                                        jump!(i.sc());
                                        continue;
                                    }
                                    l.list = Value::NONE;
                                }
                                continue;
                            }
                            Kind::TupleIter => {
                                let mut t = it.expect::<TupleIter>();
                                let items = t.tuple.items();
                                if t.index < items.len() {
                                    reg!(i.a()) = *items.get_unchecked(t.index);
                                    t.index += 1;
                                    jump!(i.sc());
                                }
                                continue;
                            }
                            _ => {}
                        }
                    }
                    flow!(vm.for_iter_slow(i, it))
                }

                Op::Call => {
                    let at = base.add(i.b());
                    let f = *at;
                    let n = i.x() as usize;
                    whole_call!(i, f, at.add(1), n);
                    if f.is_ptr() && f.header().kind == Kind::Function {
                        let func = f.expect::<Function>();
                        let code = func.code;
                        if code.simple && code.argcount as usize == n {
                            save!();
                            if vm.push_simple(func, code, at.add(1), n, i.a(), Cont::Dst).is_err() {
                                raise!()
                            }
                            if RECORDING {
                                vm.observe_push();
                            }
                            load!();
                            if !RECORDING {
                                traced!(vm.count_entry());
                            }
                            continue;
                        }
                    }
                    called!(vm.call_op(f, at.add(1), n, None, i.a()))
                }
                Op::CallMethod => {
                    let at = base.add(i.b());
                    let f = *at;
                    let mut args = at.add(1);
                    let mut n = i.x() as usize + 1;
                    if (*args).is_undef() {
                        args = args.add(1);
                        n -= 1;
                    }
                    whole_call!(i, f, args, n);
                    if f.is_ptr() && f.header().kind == Kind::Function {
                        let func = f.expect::<Function>();
                        let code = func.code;
                        if code.simple && code.argcount as usize == n {
                            save!();
                            if vm.push_simple(func, code, args, n, i.a(), Cont::Dst).is_err() {
                                raise!()
                            }
                            if RECORDING {
                                vm.observe_push();
                            }
                            load!();
                            if !RECORDING {
                                traced!(vm.count_entry());
                            }
                            continue;
                        }
                    }
                    called!(vm.call_op(f, args, n, None, i.a()))
                }
                Op::CallKw => {
                    let at = base.add(i.b());
                    let f = *at;
                    let mut args = at.add(1);
                    let mut n = i.x() as usize + 1;
                    if (*args).is_undef() {
                        args = args.add(1);
                        n -= 1;
                    }
                    let names = (*vm.code().consts.add(i.c())).expect::<Tuple>();
                    called!(vm.call_op(f, args, n, Some(names), i.a()))
                }
                Op::CallEx => flow!(vm.call_ex_slow(i)),
                Op::Return => {
                    let v = reg!(i.a());
                    if RECORDING {
                        save!();
                        vm.observe_pop(v);
                    }
                    let f = vm.frame;
                    if (*f).cont == Cont::Dst && (*f).generator.is_undef() {
                        let caller = f.sub(1);
                        let ret = (*f).ret as usize;
                        vm.frame = caller;
                        base = (*caller).base;
                        pc = (*caller).pc;
                        reg!(ret) = v;
                        continue;
                    }
                    save!();
                    leave!(vm.return_slow(v));
                }
                Op::Yield => {
                    save!();
                    leave!(vm.yield_slow(reg!(i.b())));
                }
                Op::YieldFrom => {
                    save!();
                    leave!(vm.yield_from_slow(i));
                }
                Op::GetYieldFrom => value!(i.a(), vm.get_yield_from(reg!(i.b()))),

                Op::LoadAttr => {
                    let o = reg!(i.b());
                    let c = cache!(i.c());
                    if o.is_ptr() {
                        let h = o.header();
                        if h.shape == c.shape && h.shape.get().epoch == c.epoch {
                            match c.kind {
                                CacheKind::InlineSlot => {
                                    let v = *o.expect::<Instance>().inline_slot(c.slot as usize);
                                    if !v.is_undef() {
                                        reg!(i.a()) = v;
                                        continue;
                                    }
                                }
                                CacheKind::OverflowSlot => {
                                    let attrs = o.expect::<Instance>().attrs.expect::<AttrArray>();
                                    let v = attrs.slots()[c.slot as usize];
                                    if !v.is_undef() {
                                        reg!(i.a()) = v;
                                        continue;
                                    }
                                }
                                CacheKind::ClassValue => {
                                    reg!(i.a()) = c.value;
                                    continue;
                                }
                                CacheKind::Method => {
                                    save!();
                                    let (f, o) = (c.value, o);
                                    let m = vm.bound_method(f, o);
                                    reg!(i.a()) = m;
                                    continue;
                                }
                                CacheKind::Property => {
                                    flow!(vm.call_getter(c.value, o, i.a()));
                                    continue;
                                }
                                _ => {}
                            }
                        }
                    }
                    flow!(vm.load_attr_slow(i, o))
                }
                Op::LoadMethod => {
                    let o = reg!(i.b());
                    let c = cache!(i.c());
                    if o.is_ptr() {
                        let h = o.header();
                        if h.shape == c.shape && h.shape.get().epoch == c.epoch {
                            match c.kind {
                                CacheKind::Method => {
                                    reg!(i.a()) = c.value;
                                    reg!(i.a() + 1) = o;
                                    continue;
                                }
                                CacheKind::InlineSlot => {
                                    let v = *o.expect::<Instance>().inline_slot(c.slot as usize);
                                    if !v.is_undef() {
                                        reg!(i.a()) = v;
                                        reg!(i.a() + 1) = Value::UNDEF;
                                        continue;
                                    }
                                }
                                CacheKind::ClassValue => {
                                    reg!(i.a()) = c.value;
                                    reg!(i.a() + 1) = Value::UNDEF;
                                    continue;
                                }
                                _ => {}
                            }
                        }
                    }
                    flow!(vm.load_method_slow(i, o))
                }
                Op::StoreAttr => {
                    let o = reg!(i.a());
                    let c = cache!(i.c());
                    if o.is_ptr() {
                        let h = o.header();
                        if h.shape == c.shape && h.shape.get().epoch == c.epoch {
                            match c.kind {
                                CacheKind::InlineSlot => {
                                    *o.expect::<Instance>().inline_slot(c.slot as usize) =
                                        reg!(i.b());
                                    vm.heap.barrier_header(h);
                                    continue;
                                }
                                CacheKind::AddInline => {
                                    *o.expect::<Instance>().inline_slot(c.slot as usize) =
                                        reg!(i.b());
                                    h.shape = c.new_shape;
                                    vm.heap.barrier_header(h);
                                    continue;
                                }
                                _ => {}
                            }
                        }
                    }
                    flow!(vm.store_attr_slow(i, o, reg!(i.b())))
                }
                Op::DelAttr => flow!(vm.del_attr_slow(i, reg!(i.a()))),
                Op::LoadSuper => flow!(vm.load_super_slow(i)),

                Op::GetItem => {
                    let (o, k) = (reg!(i.b()), reg!(i.c()));
                    if k.is_int() && o.is_ptr() {
                        let n = k.as_int();
                        let h = o.header();
                        if h.kind == Kind::List && h.shape == vm.types.list.root_shape {
                            let items = &o.expect::<List>().items;
                            let at = if n < 0 { n + items.len() as i64 } else { n };
                            if (at as u64) < items.len() as u64 {
                                reg!(i.a()) = *items.get_unchecked(at as usize);
                                continue;
                            }
                        } else if h.kind == Kind::Tuple && h.shape == vm.types.tuple.root_shape {
                            let items = o.expect::<Tuple>().items();
                            let at = if n < 0 { n + items.len() as i64 } else { n };
                            if (at as u64) < items.len() as u64 {
                                reg!(i.a()) = *items.get_unchecked(at as usize);
                                continue;
                            }
                        }
                    }
                    flow!(vm.get_item_slow(i.a(), o, k))
                }
                Op::GetItemI => {
                    let o = reg!(i.b());
                    let n = i.sc();
                    if o.is_ptr() {
                        let h = o.header();
                        let items: &[Value] = if h.kind == Kind::List
                            && h.shape == vm.types.list.root_shape
                        {
                            &(*(o.0 as *const List)).items
                        } else if h.kind == Kind::Tuple && h.shape == vm.types.tuple.root_shape {
                            o.expect::<Tuple>().items()
                        } else {
                            &[]
                        };
                        let at = if n < 0 { n + items.len() as isize } else { n };
                        if (at as usize) < items.len() {
                            reg!(i.a()) = *items.get_unchecked(at as usize);
                            continue;
                        }
                    }
                    flow!(vm.get_item_slow(i.a(), o, Value::small(n as i64)))
                }
                Op::SetItem => {
                    let (o, k) = (reg!(i.a()), reg!(i.b()));
                    if k.is_int() && o.is_ptr() {
                        let h = o.header();
                        if h.kind == Kind::List && h.shape == vm.types.list.root_shape {
                            let items = &mut (*(o.0 as *mut List)).items;
                            let n = k.as_int();
                            let at = if n < 0 { n + items.len() as i64 } else { n };
                            if (at as u64) < items.len() as u64 {
                                *items.get_unchecked_mut(at as usize) = reg!(i.c());
                                vm.heap.barrier_header(h);
                                continue;
                            }
                        }
                    }
                    flow!(vm.set_item_slow(o, k, reg!(i.c())))
                }
                Op::DelItem => flow!(vm.del_item_slow(reg!(i.a()), reg!(i.b()))),
                Op::BuildSlice => {
                    save!();
                    let step = if i.x() == 3 { reg!(i.b() + 2) } else { Value::NONE };
                    let v = vm.slice(reg!(i.b()), reg!(i.b() + 1), step);
                    reg!(i.a()) = v;
                }
                Op::BuildTuple => {
                    save!();
                    let items = std::slice::from_raw_parts(base.add(i.b()), i.c());
                    let v = vm.tuple(items);
                    reg!(i.a()) = v;
                }
                Op::BuildList => {
                    save!();
                    let items = std::slice::from_raw_parts(base.add(i.b()), i.c());
                    let v = vm.list(items);
                    reg!(i.a()) = v.value();
                }
                Op::ListAppend => {
                    let mut l = reg!(i.a()).expect::<List>();
                    let v = reg!(i.b());
                    let before = l.items.capacity();
                    l.items.push(v);
                    if l.items.capacity() != before {
                        vm.heap.note_external((l.items.capacity() - before) * 8);
                    }
                    vm.heap.barrier(l);
                }
                Op::BuildSet => value!(i.a(), vm.build_set(i)),
                Op::BuildDict => value!(i.a(), vm.build_dict(i)),
                Op::BuildConstKeyMap => value!(i.a(), vm.build_const_key_map(i)),
                Op::BuildString => {
                    save!();
                    let items = std::slice::from_raw_parts(base.add(i.b()), i.c());
                    let v = vm.build_string(items);
                    reg!(i.a()) = v;
                }
                Op::SetAdd
                | Op::DictSet
                | Op::ListExtend
                | Op::SetUpdate
                | Op::DictUpdate
                | Op::DictMerge
                | Op::ListToTuple => flow!(vm.build_slow(i)),
                Op::FormatValue => flow!(vm.format_value(i)),
                Op::Unpack => {
                    let x = reg!(i.b());
                    if x.is_ptr() {
                        let h = x.header();
                        let items: &[Value] =
                            if h.kind == Kind::Tuple && h.shape == vm.types.tuple.root_shape {
                                x.expect::<Tuple>().items()
                            } else if h.kind == Kind::List && h.shape == vm.types.list.root_shape {
                                &(*(x.0 as *const List)).items
                            } else {
                                &[]
                            };
                        if items.len() == i.c() && i.c() != 0 {
                            // The source may be one of the destinations: read before writing.
                            let src = items.as_ptr();
                            for k in 0..i.c() {
                                reg!(i.a() + k) = *src.add(k);
                            }
                            continue;
                        }
                    }
                    flow!(vm.unpack_slow(i, x))
                }
                Op::UnpackEx => flow!(vm.unpack_ex_slow(i)),
                Op::MakeFunction => value!(i.a(), vm.make_function(i)),
                Op::BuildClass => value!(i.a(), vm.load_build_class()),
                Op::ImportName => value!(i.a(), vm.import_name_op(i)),
                Op::ImportFrom => value!(i.a(), vm.import_from_op(i)),
                Op::ImportStar => {
                    save!();
                    if vm.import_star_op(i).is_err() {
                        raise!()
                    }
                }
                Op::Raise => {
                    save!();
                    let _ = vm.raise_op(i);
                    raise!()
                }
                Op::EnterHandler => {
                    reg!(i.b()) = vm.handled;
                    vm.handled = reg!(i.a());
                }
                Op::LeaveHandler => vm.handled = reg!(i.a()),
                Op::Reraise => {
                    save!();
                    vm.exception = reg!(i.a());
                    vm.reraising = true;
                    raise!()
                }
                Op::MatchExc => value!(i.a(), vm.match_exc(reg!(i.b()), reg!(i.c()))),
                Op::MatchExcGroup => flow!(vm.match_exc_group(i)),
                Op::ReraiseStar => value!(i.a(), vm.reraise_star(i)),
                Op::LoadWith => flow!(vm.load_with(i)),
                Op::LoadExcInfo => {
                    save!();
                    vm.load_exc_info(i);
                }
                Op::LoadAssertionError => reg!(i.a()) = vm.types.assertion_error.value(),
                Op::SetupAnnotations => {
                    save!();
                    if vm.setup_annotations().is_err() {
                        raise!()
                    }
                }
                Op::PrintExpr => {
                    save!();
                    if vm.print_expr(reg!(i.a())).is_err() {
                        raise!()
                    }
                }
                Op::Intrinsic => flow!(vm.intrinsic_op(i)),
            }
        }
    }
}
