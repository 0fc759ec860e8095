//! The interpreter loop.
//!
//! State while running: `frame` (the current frame record), `pc` (next instruction) and `base`
//! (register 0). `pc` is written back (`save!`) before anything that may look at frames, and all
//! three are reloaded (`load!`) after every cold path: it may have pushed a frame or jumped.
//! `RECORDING` selects the copy that shows every step to the tier's observer; in the normal copy
//! the hooks compile to nothing.
//!
//! What makes an arm fast, by the machine code it becomes: operands are narrow loads
//! (`operands.rs`), not shifts of a loaded word; the frame record is a local, so that constants and
//! caches are two loads away; whatever is not the commonest case is a call of a function that is
//! not inlined, so that the arm keeps nothing across it; and a second `match` in an arm is a second
//! indirect jump, so the commonest case of a cache is tested alone. One shared indirect jump
//! dispatches: giving every arm its own was measured and gained nothing (docs/decisions/0005).

use super::fast::*;
use super::frame::{Cont, Frame};
use super::operands::Operands;
use super::Leave;
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

// `load!` sets what some of its users never read.
#[allow(unused_assignments)]
fn inner<const RECORDING: bool>(vm: &mut Vm) -> Left {
    let mut frame: *mut Frame;
    let mut pc: *const Instr;
    let mut base: *mut Value;
    // SAFETY (whole function): `pc` stays inside the current code object (the compiler ends every
    // path with a jump, return or raise), register numbers are below the frame's `nregs` (checked
    // by the verifier), and `base` is the current frame's window.
    unsafe {
        macro_rules! load {
            () => {{
                frame = vm.frame;
                pc = (*frame).pc;
                base = (*frame).base;
            }};
        }
        macro_rules! code {
            () => {{
                let code: Gc<Code> = (*frame).code;
                code
            }};
        }
        macro_rules! save {
            () => {
                (*frame).pc = pc
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
        // What runs Python code may move the frames: those of a trace below are made (`materialise_frames`).
        macro_rules! raise {
            () => {{
                frame = vm.frame;
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
        // A cold path that leaves the frame and its pc as they are.
        macro_rules! attempt {
            ($e:expr) => {{
                save!();
                let r = $e;
                frame = vm.frame;
                match r {
                    Ok(v) => v,
                    Err(Raised) => raise!(),
                }
            }};
        }
        // A cold path: everything is reloaded, whatever kind of `R` it answers.
        macro_rules! flow {
            ($e:expr) => {{
                save!();
                if $e.is_err() {
                    raise!()
                }
                load!();
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
        // The frame of a function was just pushed: its entry is counted.
        macro_rules! entered {
            () => {
                if !RECORDING {
                    let mut code = code!();
                    code.entry_counter = code.entry_counter.wrapping_sub(1);
                    if code.entry_counter == 0 {
                        traced!(vm.enter_function());
                    }
                }
            };
        }
        // A call: it may have pushed the frame of a function (not of a generator that goes on).
        macro_rules! called {
            ($e:expr) => {{
                flow!($e);
                if pc == code!().code as *const Instr {
                    entered!();
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
                let v = attempt!($e);
                reg!($a) = v;
            }};
        }
        macro_rules! cache {
            ($i:expr) => {
                &mut *(code!().caches.add($i) as *mut Cache)
            };
        }
        macro_rules! arith {
            ($i:ident, $op:expr, $int:ident, $fop:tt) => {{
                let (x, y) = (reg!($i.b()), reg!($i.c()));
                if Value::both_int(x, y) {
                    if let Some(v) = $int(x, y) {
                        reg!($i.a()) = v;
                        continue;
                    }
                } else if x.is_float() && y.is_float() {
                    reg!($i.a()) = Value::float(x.as_float() $fop y.as_float());
                    continue;
                }
                flow!(vm.binary_slow($i.word(), $op))
            }};
        }
        macro_rules! arith_imm {
            ($i:ident, $op:expr, $int:ident, $fop:tt) => {{
                let x = reg!($i.b());
                if x.is_int() {
                    if let Some(v) = $int(x, $i.sc()) {
                        reg!($i.a()) = v;
                        continue;
                    }
                } else if x.is_float() {
                    reg!($i.a()) = Value::float(x.as_float() $fop $i.sc() as f64);
                    continue;
                }
                flow!(vm.binary_imm_slow($i.word(), $op))
            }};
        }
        macro_rules! bitop {
            ($i:ident, $op:expr, $bop:tt) => {{
                let (x, y) = (reg!($i.b()), reg!($i.c()));
                if Value::both_int(x, y) {
                    reg!($i.a()) = Value::small(x.as_int() $bop y.as_int());
                } else {
                    flow!(vm.binary_slow($i.word(), $op))
                }
            }};
        }
        macro_rules! compare {
            ($i:ident, $op:expr, $cmp:tt) => {{
                let (x, y) = (reg!($i.b()), reg!($i.c()));
                if Value::both_int(x, y) {
                    reg!($i.a()) = Value::bool(int_key(x) $cmp int_key(y));
                } else if x.is_float() && y.is_float() {
                    reg!($i.a()) = Value::bool(x.as_float() $cmp y.as_float());
                } else {
                    flow!(vm.compare_slow($i.word(), $op))
                }
            }};
        }
        macro_rules! jump_compare {
            ($i:ident, $op:expr, $cmp:tt) => {{
                let (x, y) = (reg!($i.a()), reg!($i.b()));
                let r = if Value::both_int(x, y) {
                    int_key(x) $cmp int_key(y)
                } else if x.is_float() && y.is_float() {
                    x.as_float() $cmp y.as_float()
                } else {
                    flow!(vm.jump_compare_slow($i.word(), $op, x, y));
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
                    flow!(vm.jump_compare_slow($i.word(), $op, x, Value::small($i.sb() as i64)));
                    continue;
                };
                if r == ($i.x() != 0) {
                    jump!($i.sc());
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
            let i = Operands::at(pc);
            pc = pc.add(1);
            match i.op() {
                Op::Nop => {}
                Op::LoadConst => reg!(i.a()) = *code!().consts.offset(i.bc()),
                Op::LoadInt => reg!(i.a()) = Value::small(i.bc() as i64),
                Op::Move => reg!(i.a()) = reg!(i.b()),
                Op::CheckLocal => {
                    if reg!(i.a()).is_undef() {
                        save!();
                        let _ = vm.unbound_local(i.word());
                        raise!();
                    }
                }
                Op::DelLocal => {
                    if reg!(i.a()).is_undef() {
                        save!();
                        let _ = vm.unbound_local(i.word());
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
                    let f = (*frame).func.expect::<Function>();
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
                Op::LoadClassDeref => value!(i.a(), vm.load_class_deref(i.word())),

                Op::LoadGlobal => {
                    let c = cache!(i.c());
                    let globals = (*frame).globals;
                    if c.value == globals.value() && c.epoch == globals.keys_version {
                        if c.kind == CacheKind::Global {
                            reg!(i.a()) = globals.entries.get_unchecked(c.slot as usize).value;
                            continue;
                        }
                        if c.owner_version() == vm.builtins.keys_version {
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
                    attempt!(vm.del_global(i.c()));
                }
                Op::LoadName => {
                    let globals = (*frame).globals;
                    if (*frame).locals == globals.value() {
                        let c = cache!(i.c());
                        if c.value == globals.value() && c.epoch == globals.keys_version {
                            if c.kind == CacheKind::Global {
                                reg!(i.a()) = globals.entries.get_unchecked(c.slot as usize).value;
                                continue;
                            }
                            if c.owner_version() == vm.builtins.keys_version {
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
                    if (*frame).locals == (*frame).globals.value() {
                        save!();
                        vm.store_global(i.c(), reg!(i.a()));
                    } else {
                        attempt!(vm.store_name_slow(i.c(), reg!(i.a())))
                    }
                }
                Op::DelName => {
                    attempt!(vm.del_name(i.c()))
                }

                Op::Add => arith!(i, BinOp::Add, int_add, +),
                Op::Sub => arith!(i, BinOp::Sub, int_sub, -),
                Op::Mul => {
                    let (x, y) = (reg!(i.b()), reg!(i.c()));
                    if Value::both_int(x, y) {
                        if let Some(v) = int_mul(x, y) {
                            reg!(i.a()) = v;
                            continue;
                        }
                        // Common in generators of random numbers: a product beyond 48 bits.
                        if let Some(r) = x.as_int().checked_mul(y.as_int()) {
                            save!();
                            let v = vm.int(r);
                            reg!(i.a()) = v;
                            continue;
                        }
                    } else if x.is_float() && y.is_float() {
                        reg!(i.a()) = Value::float(x.as_float() * y.as_float());
                        continue;
                    }
                    flow!(vm.binary_slow(i.word(), BinOp::Mul))
                }
                Op::TrueDiv => {
                    let (x, y) = (reg!(i.b()), reg!(i.c()));
                    if x.is_float() && y.is_float() && y.as_float() != 0.0 {
                        reg!(i.a()) = Value::float(x.as_float() / y.as_float());
                    } else {
                        flow!(vm.binary_slow(i.word(), BinOp::TrueDiv))
                    }
                }
                Op::FloorDiv => {
                    let (x, y) = (reg!(i.b()), reg!(i.c()));
                    if Value::both_int(x, y) && y.as_int() > 0 {
                        reg!(i.a()) = Value::small(x.as_int().div_euclid(y.as_int()));
                    } else {
                        flow!(vm.binary_slow(i.word(), BinOp::FloorDiv))
                    }
                }
                Op::Mod => {
                    let (x, y) = (reg!(i.b()), reg!(i.c()));
                    if Value::both_int(x, y) && y.as_int() > 0 {
                        reg!(i.a()) = Value::small(x.as_int().rem_euclid(y.as_int()));
                    } else {
                        flow!(vm.binary_slow(i.word(), BinOp::Mod))
                    }
                }
                Op::Pow => flow!(vm.binary_slow(i.word(), BinOp::Pow)),
                Op::MatMul => flow!(vm.binary_slow(i.word(), BinOp::MatMul)),
                Op::LShift => flow!(vm.binary_slow(i.word(), BinOp::LShift)),
                Op::RShift => {
                    let (x, y) = (reg!(i.b()), reg!(i.c()));
                    if Value::both_int(x, y) && (y.as_int() as u64) < 64 {
                        reg!(i.a()) = Value::small(x.as_int() >> y.as_int());
                    } else {
                        flow!(vm.binary_slow(i.word(), BinOp::RShift))
                    }
                }
                Op::BitAnd => bitop!(i, BinOp::And, &),
                Op::BitOr => bitop!(i, BinOp::Or, |),
                Op::BitXor => bitop!(i, BinOp::Xor, ^),
                Op::AddI => arith_imm!(i, BinOp::Add, int_add_imm, +),
                Op::SubI => arith_imm!(i, BinOp::Sub, int_sub_imm, -),
                Op::MulI => {
                    let x = reg!(i.b());
                    if x.is_int() {
                        if let Some(v) = int_mul_imm(x, i.sc()) {
                            reg!(i.a()) = v;
                            continue;
                        }
                        // 48 bits times 16 bits fit 64.
                        let r = x.as_int() * i.sc() as i64;
                        save!();
                        let v = vm.int(r);
                        reg!(i.a()) = v;
                    } else if x.is_float() {
                        reg!(i.a()) = Value::float(x.as_float() * i.sc() as f64);
                    } else {
                        flow!(vm.binary_imm_slow(i.word(), BinOp::Mul))
                    }
                }
                Op::FloorDivI => {
                    let x = reg!(i.b());
                    if x.is_int() && i.sc() > 0 {
                        reg!(i.a()) = Value::small(x.as_int().div_euclid(i.sc() as i64));
                    } else {
                        flow!(vm.binary_imm_slow(i.word(), BinOp::FloorDiv))
                    }
                }
                Op::ModI => {
                    let x = reg!(i.b());
                    if x.is_int() && i.sc() > 0 {
                        reg!(i.a()) = Value::small(x.as_int().rem_euclid(i.sc() as i64));
                    } else {
                        flow!(vm.binary_imm_slow(i.word(), BinOp::Mod))
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
                        flow!(vm.binary_imm_slow(i.word(), BinOp::LShift))
                    }
                }
                Op::RShiftI => {
                    let x = reg!(i.b());
                    let k = i.sc();
                    if x.is_int() && k >= 0 {
                        reg!(i.a()) = Value::small(x.as_int() >> k.min(63));
                    } else {
                        flow!(vm.binary_imm_slow(i.word(), BinOp::RShift))
                    }
                }
                Op::BitAndI => {
                    let x = reg!(i.b());
                    if x.is_int() {
                        reg!(i.a()) = Value::small(x.as_int() & i.sc() as i64);
                    } else {
                        flow!(vm.binary_imm_slow(i.word(), BinOp::And))
                    }
                }

                Op::Neg => {
                    let x = reg!(i.b());
                    if x.is_float() {
                        reg!(i.a()) = Value::float(-x.as_float());
                    } else {
                        flow!(vm.unary_slow(i.word(), crate::ops::special::Special::Neg))
                    }
                }
                Op::Pos => flow!(vm.unary_slow(i.word(), crate::ops::special::Special::Pos)),
                Op::Invert => flow!(vm.unary_slow(i.word(), crate::ops::special::Special::Invert)),
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
                    match quick_truth(x) {
                        Some(true) => jump!(i.bc()),
                        Some(false) => {}
                        None => match vm.truth_fast(x) {
                            Some(true) => jump!(i.bc()),
                            Some(false) => {}
                            None => flow!(vm.truth_slow(x)),
                        },
                    }
                }
                Op::JumpIfFalse => {
                    let x = reg!(i.a());
                    match quick_truth(x) {
                        Some(false) => jump!(i.bc()),
                        Some(true) => {}
                        None => match vm.truth_fast(x) {
                            Some(false) => jump!(i.bc()),
                            Some(true) => {}
                            None => flow!(vm.truth_slow(x)),
                        },
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
                        attempt!(vm.poll_slow())
                    }
                    if !RECORDING && vm.loop_threshold != 0 {
                        let state = &mut *code!().loops.offset(i.bc());
                        state.counter = state.counter.wrapping_sub(1);
                        if state.counter == 0 {
                            save!();
                            if vm.hot_loop(pc.sub(1)) == HotAction::Record {
                                (*frame).pc = pc.sub(1);
                                return Left::Switch;
                            }
                        }
                    }
                }
                Op::LoopJit => {
                    if vm.poll_bits() != 0 {
                        attempt!(vm.poll_slow())
                    }
                    if !RECORDING && !vm.recording {
                        save!();
                        traced!(vm.enter_loop(pc.sub(1)));
                    }
                }
                Op::LoopClock | Op::CallClock => vm.read_clock(i.word()),
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
                    flow!(vm.for_iter_slow(i.word(), it))
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
                            entered!();
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
                            entered!();
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
                    let names = (*code!().consts.add(i.c())).expect::<Tuple>();
                    called!(vm.call_op(f, args, n, Some(names), i.a()))
                }
                Op::CallEx => flow!(vm.call_ex_slow(i.word())),
                Op::Return => {
                    let v = reg!(i.a());
                    if RECORDING {
                        save!();
                        vm.observe_pop(v);
                    }
                    if (*frame).cont == Cont::Dst && (*frame).generator.is_undef() {
                        let ret = (*frame).ret as usize;
                        frame = frame.sub(1);
                        vm.frame = frame;
                        base = (*frame).base;
                        pc = (*frame).pc;
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
                    leave!(vm.yield_from_slow(i.word()));
                }
                Op::GetYieldFrom => value!(i.a(), vm.get_yield_from(reg!(i.b()))),

                // The commonest kind of cache entry is tested here, the others in `*_other`.
                Op::LoadAttr => {
                    let o = reg!(i.b());
                    let c = cache!(i.c());
                    if o.is_ptr() && c.fits(o.header()) && c.kind == CacheKind::InlineSlot {
                        let v = *o.expect::<Instance>().inline_slot(c.slot as usize);
                        if !v.is_undef() {
                            reg!(i.a()) = v;
                            continue;
                        }
                    }
                    flow!(vm.load_attr_other(i.word(), o))
                }
                Op::LoadMethod => {
                    let o = reg!(i.b());
                    let c = cache!(i.c());
                    if o.is_ptr() && c.fits(o.header()) && c.kind == CacheKind::Method {
                        reg!(i.a()) = c.value;
                        reg!(i.a() + 1) = o;
                        continue;
                    }
                    flow!(vm.load_attr_other(i.word(), o))
                }
                Op::StoreAttr => {
                    let o = reg!(i.a());
                    let c = cache!(i.c());
                    if o.is_ptr() {
                        let h = o.header();
                        if c.fits(h) && c.kind == CacheKind::InlineSlot {
                            *o.expect::<Instance>().inline_slot(c.slot as usize) = reg!(i.b());
                            vm.heap.barrier_header(h);
                            continue;
                        }
                        if c.fits(h) && c.kind == CacheKind::AddInline {
                            *o.expect::<Instance>().inline_slot(c.slot as usize) = reg!(i.b());
                            h.shape = c.new_shape();
                            vm.heap.barrier_header(h);
                            continue;
                        }
                    }
                    flow!(vm.store_attr_other(i.word(), o, reg!(i.b())))
                }
                Op::DelAttr => flow!(vm.del_attr_slow(i.word(), reg!(i.a()))),
                Op::LoadSuper => flow!(vm.load_super_slow(i.word())),

                Op::GetItem => {
                    let (o, k) = (reg!(i.b()), reg!(i.c()));
                    if k.is_int() {
                        let items = vm.exact_items(o);
                        if let Some(at) = row_index(k.as_int(), items.len()) {
                            reg!(i.a()) = *items.get_unchecked(at);
                            continue;
                        }
                    }
                    flow!(vm.get_item_slow(i.a(), o, k))
                }
                Op::GetItemI => {
                    let (o, n) = (reg!(i.b()), i.sc() as i64);
                    let items = vm.exact_items(o);
                    if let Some(at) = row_index(n, items.len()) {
                        reg!(i.a()) = *items.get_unchecked(at);
                        continue;
                    }
                    flow!(vm.get_item_slow(i.a(), o, Value::small(n)))
                }
                Op::SetItem => {
                    let (o, k) = (reg!(i.a()), reg!(i.b()));
                    if k.is_int() && vm.is_exact_list(o) {
                        let items = &mut (*(o.0 as *mut List)).items;
                        if let Some(at) = row_index(k.as_int(), items.len()) {
                            *items.get_unchecked_mut(at) = reg!(i.c());
                            vm.heap.barrier_header(o.header());
                            continue;
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
                Op::BuildSet => value!(i.a(), vm.build_set(i.word())),
                Op::BuildDict => value!(i.a(), vm.build_dict(i.word())),
                Op::BuildConstKeyMap => value!(i.a(), vm.build_const_key_map(i.word())),
                Op::BuildString => {
                    save!();
                    let items = std::slice::from_raw_parts(base.add(i.b()), i.c());
                    value!(i.a(), vm.build_string(items))
                }
                Op::SetAdd
                | Op::DictSet
                | Op::ListExtend
                | Op::SetUpdate
                | Op::DictUpdate
                | Op::DictMerge
                | Op::ListToTuple => flow!(vm.build_slow(i.word())),
                Op::FormatValue => flow!(vm.format_value(i.word())),
                Op::Unpack => {
                    let x = reg!(i.b());
                    let items = vm.exact_items(x);
                    if items.len() == i.c() && i.c() != 0 {
                        // The source may be one of the destinations: only the items are read on.
                        let src = items.as_ptr();
                        for k in 0..i.c() {
                            reg!(i.a() + k) = *src.add(k);
                        }
                        continue;
                    }
                    flow!(vm.unpack_slow(i.word(), x))
                }
                Op::UnpackEx => flow!(vm.unpack_ex_slow(i.word())),
                Op::MakeFunction => value!(i.a(), vm.make_function(i.word())),
                Op::BuildClass => value!(i.a(), vm.load_build_class()),
                Op::ImportName => value!(i.a(), vm.import_name_op(i.word())),
                Op::ImportFrom => value!(i.a(), vm.import_from_op(i.word())),
                Op::ImportStar => {
                    attempt!(vm.import_star_op(i.word()))
                }
                Op::Raise => {
                    save!();
                    let _ = vm.raise_op(i.word());
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
                Op::MatchExcGroup => flow!(vm.match_exc_group(i.word())),
                Op::ReraiseStar => value!(i.a(), vm.reraise_star(i.word())),
                Op::LoadWith => flow!(vm.load_with(i.word())),
                Op::LoadExcInfo => {
                    save!();
                    vm.load_exc_info(i.word());
                }
                Op::LoadAssertionError => reg!(i.a()) = vm.types.assertion_error.value(),
                Op::SetupAnnotations => {
                    attempt!(vm.setup_annotations())
                }
                Op::PrintExpr => {
                    attempt!(vm.print_expr(reg!(i.a())))
                }
                Op::Intrinsic => flow!(vm.intrinsic_op(i.word())),
            }
        }
    }
}
