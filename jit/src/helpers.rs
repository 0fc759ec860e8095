//! Runtime helpers: the C functions compiled code calls. Each is a thin door to the function the
//! interpreter uses. A word result of 0 means "raised".

use adder_bytecode::{Instr, Op};
use adder_codegen::abi::int_codes;
use adder_vm::builtins::seq_ops;
use adder_vm::heap::{CLASS_SIZES, NUM_CLASSES};
use adder_vm::interp::call::Called;
use adder_vm::interp::frame::{Cont, Frame};
use adder_vm::object::ndarray::NpScalar;
use adder_vm::object::{Code, Function, Gc, Header, Kind, List, Str, Tuple};
use adder_vm::ops::attr::Attr;
use adder_vm::ops::special::Special;
use adder_vm::ops::{BinOp, CmpOp};
use adder_vm::tier::TraceExit;
use adder_vm::{Raised, Value, Vm, R};

/// What [`next`] returns at the end: no word is a pointer to address 1.
pub const EXHAUSTED: u64 = 1;

/// A whole call in a trace: what is known of it beforehand.
#[repr(C)]
pub struct CallSite {
    /// The callee's frame, but for its window.
    pub frame: Frame,
    /// Where the caller goes on.
    pub pc: *const Instr,
    pub nargs: usize,
}

/// What [`call_window`] returns when a native asks for a Python call in its place, and the trace
/// goes on in that function itself: no word is a pointer to address 2.
pub const HANDED_OVER: u64 = 2;

/// The function a native is expected to hand over to (`Vm::tail_call`).
#[repr(C)]
pub struct Handover {
    /// UNDEF: no function is.
    pub func: Value,
    pub nparams: usize,
    /// Where the trace wants the arguments, in words from the call's window.
    pub to: usize,
    /// Not 0: the trace is to be left behind the call, so the function must run first.
    pub valid: *const u8,
}

impl Handover {
    /// Takes the frame just pushed off again and hands its arguments to the trace. False: it is not
    /// the one expected, and stays.
    ///
    /// # Safety
    /// Called for the call whose window is at `window`, by the trace that owns `self`.
    unsafe fn take(&self, vm: &mut Vm, window: *mut Value) -> bool {
        let frame = vm.frame;
        let f = &*frame;
        let to = window.add(self.to);
        if self.func.is_undef()
            || f.func != self.func
            || f.cont != Cont::Native
            || !f.generator.is_undef()
            || *self.valid != 0
            || to.add(self.nparams) >= vm.stack.limit
        {
            return false;
        }
        std::ptr::copy(f.base, to, self.nparams);
        vm.frame = frame.sub(1);
        true
    }
}

/// Calls the Python function of `site`; its arguments, exactly its parameters, lie where its window
/// begins. The result is the word returned, 0 when it raised, [`NO_ROOM`] when nothing was done.
///
/// # Safety
/// Called by compiled code only, whose root frame is the current one.
pub unsafe extern "C" fn call_function(
    vm: *mut Vm,
    window: *mut Value,
    site: *const CallSite,
) -> u64 {
    // SAFETY: compiled code passes its VM and a site that lives as long as the code.
    let (vm, site) = unsafe { (&mut *vm, &*site) };
    let code = site.frame.code;
    let nregs = code.nregs as usize;
    // SAFETY: the window lies on the VM stack, whose end keeps a margin; the frame record above the
    // current one is free.
    unsafe {
        let caller = vm.frame;
        let fits = window.add(nregs) < vm.stack.limit && !code.entry_code.is_null();
        let (Some(door), true, true, 0) = (vm.door, fits, vm.trace_room(), vm.poll_bits()) else {
            return call_slowly(vm, window, site);
        };
        (*caller).pc = site.pc;
        let mut at = window.add(site.nargs);
        let end = window.add(nregs);
        // Not `fill`, which would be a call for a handful of words.
        while at < end {
            at.write_volatile(Value::UNDEF);
            at = at.add(1);
        }
        let frame = caller.add(1);
        std::ptr::copy_nonoverlapping(&site.frame, frame, 1);
        (*frame).base = window;
        vm.frame = frame;
        match vm.through(door, code) {
            TraceExit::Returned(v) => {
                // Frames may have moved up (see `Tier::materialise`): `caller` may be stale.
                vm.frame = vm.frame.sub(1);
                v.0
            }
            exit => word(vm.run(exit)),
        }
    }
}

/// As [`call_function`], when there is no trace yet, or no room for one.
#[cold]
#[inline(never)]
fn call_slowly(vm: &mut Vm, window: *mut Value, site: &CallSite) -> u64 {
    if !vm.native_room() {
        return NO_ROOM;
    }
    // SAFETY: the current frame is the trace's root frame.
    unsafe { (*vm.frame).pc = site.pc };
    let func = site.frame.func.expect::<Function>();
    match vm.push_simple(func, site.frame.code, window, site.nargs, 0, Cont::Native) {
        Ok(()) => word(vm.run_function()),
        Err(Raised) => 0,
    }
}

/// What [`call_function`] returns when the native stack is short.
pub const NO_ROOM: u64 = 1;

fn word(r: R) -> u64 {
    match r {
        Ok(v) => v.0,
        Err(Raised) => 0,
    }
}

fn tri(r: R<bool>) -> u64 {
    match r {
        Ok(t) => t as u64,
        Err(Raised) => 2,
    }
}

fn done(r: R<()>) -> u64 {
    match r {
        Ok(()) => Value::NONE.0,
        Err(Raised) => 0,
    }
}

/// Runs with the recursion limit lowered by the inlined frames that are not on the frame stack.
fn below_hidden(vm: &mut Vm, hidden: i64, f: impl FnOnce(&mut Vm) -> R) -> R {
    if hidden == 0 {
        return f(vm);
    }
    let before = vm.hidden_frames;
    vm.set_hidden_frames(before + hidden as usize);
    let r = f(vm);
    // None is hidden any more if somebody has looked at the frames.
    vm.set_hidden_frames(before.min(vm.hidden_frames));
    r
}

macro_rules! helpers {
    ($($(#[$doc:meta])* fn $name:ident($vm:ident $(, $arg:ident: $ty:ty)*) -> u64 $body:block)*) => {
        $(
            $(#[$doc])*
            ///
            /// # Safety
            /// Called by compiled code only, with the live VM and live words.
            pub unsafe extern "C" fn $name(vm: *mut Vm $(, $arg: $ty)*) -> u64 {
                // SAFETY: the context pointer of a trace is its VM.
                let $vm = unsafe { &mut *vm };
                $body
            }
        )*
    };
}

pub mod leaf;

helpers! {
    /// `a op b`; bit 8 of the code asks for the in-place form.
    fn binary(vm, code: i64, a: Value, b: Value) -> u64 {
        let op = BinOp::ALL[(code & 0xff) as usize];
        word(if code & 0x100 != 0 { vm.inplace(op, a, b) } else { vm.binary(op, a, b) })
    }
    /// The loop of that row of the profile begins, in a frame inlined so deep.
    fn clock_begin(vm, row: i64, inlined: i64) -> u64 {
        let depth = vm.frames.depth(vm.frame) + inlined as usize;
        if let Some(clock) = &mut vm.clock {
            clock.begin(row as usize, depth);
        }
        0
    }
    /// The loop of that row has ended.
    fn clock_end(vm, row: i64, _inlined: i64) -> u64 {
        if let Some(clock) = &mut vm.clock {
            clock.end(row as usize);
        }
        0
    }
    fn unary(vm, code: i64, a: Value) -> u64 {
        let op = match code {
            c if c == Special::Neg as i64 => Special::Neg,
            c if c == Special::Pos as i64 => Special::Pos,
            _ => Special::Invert,
        };
        word(vm.unary(op, a))
    }
    fn compare(vm, code: i64, a: Value, b: Value) -> u64 {
        word(vm.compare(CmpOp::ALL[code as usize], a, b))
    }
    fn compare_bool(vm, code: i64, a: Value, b: Value) -> u64 {
        tri(vm.compare_bool(CmpOp::ALL[code as usize], a, b))
    }
    fn truth(vm, a: Value) -> u64 { tri(vm.truth(a)) }
    fn contains(vm, o: Value, item: Value) -> u64 { tri(vm.contains(o, item)) }
    fn iter(vm, a: Value) -> u64 { word(vm.iter(a)) }
    /// The next item, [`EXHAUSTED`], or 0.
    fn next(vm, it: Value) -> u64 {
        match vm.next(it) {
            Ok(Some(v)) => v.0,
            Ok(None) => EXHAUSTED,
            Err(Raised) => 0,
        }
    }
    fn get_item(vm, o: Value, k: Value) -> u64 { word(vm.get_item(o, k)) }
    fn set_item(vm, o: Value, k: Value, v: Value) -> u64 { done(vm.set_item(o, k, v)) }
    fn del_item(vm, o: Value, k: Value) -> u64 { done(vm.del_item(o, k)) }
    fn get_attr(vm, o: Value, name: Value) -> u64 { word(vm.get_attr(o, name)) }
    fn set_attr(vm, o: Value, name: Value, v: Value) -> u64 { done(vm.set_attr(o, name, v)) }
    fn set_add(vm, s: Value, v: Value) -> u64 { done(vm.set_add(s.expect(), v).map(|_| ())) }
    fn list_to_tuple(vm, l: Value) -> u64 {
        let list = l.expect::<List>();
        vm.tuple(&list.items).0
    }
    /// One f-string field: conversion and spec as in the `FormatValue` op.
    fn format(vm, code: i64, v: Value, spec: Value) -> u64 {
        let converted = match code & 3 {
            0 => Ok(v),
            1 => vm.to_str(v).map(|s| s.value()),
            2 => vm.repr(v).map(|s| s.value()),
            _ => vm.repr(v).map(|s| {
                let text = adder_vm::ops::repr::ascii_text(s);
                vm.str(&text)
            }),
        };
        let Ok(v) = converted else { return 0 };
        let spec = if code & 4 != 0 { spec } else { vm.str("") };
        word(vm.format(v, spec.expect()).map(|s| s.value()))
    }
    /// A set or dict display of `n` words at `at`.
    fn build(vm, code: i64, at: *const Value, n: i64) -> u64 {
        // SAFETY: the trace stored `n` words there.
        let items = unsafe { std::slice::from_raw_parts(at, n as usize) };
        let pin = vm.pin(items);
        let r = if code == Op::BuildSet as i64 {
            let class = vm.types.set;
            let s = vm.set_of_class(class, false);
            items.iter().try_for_each(|&v| vm.set_add(s, v).map(|_| ())).map(|_| s.value())
        } else {
            let d = vm.dict();
            items.chunks(2).try_for_each(|p| vm.dict_set(d, p[0], p[1])).map(|_| d.value())
        };
        vm.unpin(pin);
        word(r)
    }
    /// A call whose callable and arguments lie in a window of the VM stack: `Call`, or with bit 0 of
    /// `code` `CallMethod`, with a self word. The other bits are the number of arguments, the last
    /// ones by the names in the tuple `names` (or 0). `hidden` inlined frames do not exist. A native
    /// may hand over to the function of `site`: the result is [`HANDED_OVER`] then.
    fn call_window(vm, hidden: i64, at: *mut Value, code: i64, names: Value, site: *const Handover) -> u64 {
        // SAFETY: the trace stored the window.
        let (f, args, n) = unsafe {
            let f = *at;
            let mut args = at.add(1);
            let mut n = (code >> 1) as usize;
            if code & 1 != 0 {
                if (*args).is_undef() {
                    args = args.add(1);
                } else {
                    n += 1;
                }
            }
            (f, args, n)
        };
        word(below_hidden(vm, hidden, |vm| {
            vm.check_native_stack()?;
            let saved = vm.native_top;
            // SAFETY: the window lies on the VM stack.
            vm.native_top = vm.native_top.max(unsafe { args.add(n) });
            let names = names.cast::<Tuple>();
            let r = match vm.start_call(f, args, n, names, 0, Cont::Native) {
                Ok(Called::Value(v)) => Ok(v),
                // SAFETY: the site lives as long as the code that called; the window is its.
                Ok(Called::Frame) => match unsafe { (*site).take(vm, at) } {
                    true => Ok(Value(HANDED_OVER)),
                    false => vm.run_pushed(),
                },
                Err(Raised) => Err(Raised),
            };
            vm.native_top = saved;
            r
        }))
    }
    /// A prelude intrinsic by number, on `n` words at `at`.
    fn intrinsic(vm, number: i64, at: *const Value, n: i64) -> u64 {
        // SAFETY: the trace stored `n` words there.
        let args = unsafe { std::slice::from_raw_parts(at, n as usize) };
        word((adder_vm::interp::intrinsics::TABLE[number as usize].1)(vm, args))
    }
    /// `f(*args, **kwargs)` of the four words at `at`.
    fn call_star(vm, hidden: i64, at: *const Value) -> u64 {
        // SAFETY: the trace stored the window.
        let (f, this, args, kwargs) = unsafe { (*at, *at.add(1), *at.add(2), *at.add(3)) };
        word(below_hidden(vm, hidden, |vm| {
            let saved = vm.native_top;
            // SAFETY: the window lies on the VM stack.
            vm.native_top = vm.native_top.max(unsafe { at.add(4) as *mut Value });
            let r = vm.call_star(f, this, args, kwargs);
            vm.native_top = saved;
            r
        }))
    }
    /// `super(class, this).name` with `sup` as super.
    fn super_attr(vm, sup: Value, class: Value, this: Value, name: Value) -> u64 {
        let made = vm.call(sup, &[class, this]);
        word(made.and_then(|s| {
            let pin = vm.pin(&[s]);
            let r = vm.get_attr(s, name);
            vm.unpin(pin);
            r
        }))
    }
    fn list_slice(vm, list: Gc<List>, start: i64, stop: i64, step: i64) -> u64 {
        let parts = (start as isize, stop as isize, step as isize);
        seq_ops::list_slice(vm, list, parts).value().0
    }
    fn tuple_slice(vm, t: Gc<Tuple>, start: i64, stop: i64, step: i64) -> u64 {
        seq_ops::tuple_slice(vm, t, (start as isize, stop as isize, step as isize)).0
    }
    /// `list[start:stop] = new`.
    fn list_set_slice(vm, list: Gc<List>, start: i64, stop: i64, new: Gc<List>) -> u64 {
        let bounds = (start as isize, stop as isize);
        if new == list {
            let items: Vec<Value> = new.items.to_vec();
            seq_ops::set_slice(vm, list, bounds, &items);
        } else {
            seq_ops::set_slice(vm, list, bounds, &new.items);
        }
        Value::NONE.0
    }
    /// What `BaseException.__new__` makes.
    fn new_exception(vm, class: Value, args: Value) -> u64 {
        vm.exception_of_class(class.expect(), args).value().0
    }
    /// What `raise exc` or (`cause` not 0) `raise exc from cause` raises.
    fn exception_to_raise(vm, exc: Value, cause: Value) -> u64 {
        let cause = if cause.is_undef() { None } else { Some(cause) };
        match vm.exception_to_raise(exc, cause) {
            Ok(e) => e.value().0,
            Err(Raised) => 0,
        }
    }
    /// The exception that a helper raised.
    fn take_raised(vm) -> u64 { vm.take_exception().0 }
    /// An exception passes or reaches its handler in a frame of `code`, at instruction `at`; see
    /// `Vm::raise_through` for the flags.
    fn passed(vm, exc: Value, code: Gc<Code>, at: i64, flags: i64) -> u64 {
        vm.raise_through(exc, code, at as usize, flags & 1 != 0, flags & 2 != 0);
        Value::NONE.0
    }
    /// The function that `o.name` would bind, or 0. Looking runs no Python code.
    fn method_of(vm, o: Value, name: Value) -> u64 {
        match vm.find_attr(o, name) {
            Attr::Method(f) => f.0,
            _ => 0,
        }
    }
    fn new_dict(vm) -> u64 { vm.dict().value().0 }
    /// Stores under an interned name.
    fn dict_name(vm, d: Value, name: Value, v: Value) -> u64 {
        vm.dict_set_name(d.expect(), name, v);
        Value::NONE.0
    }
    /// A dict with constant keys, values at `at`.
    fn const_key_map(vm, keys: Value, at: *const Value) -> u64 {
        let keys = keys.expect::<Tuple>();
        let d = vm.dict();
        for (k, &key) in keys.items().iter().enumerate() {
            // SAFETY: the trace stored a word for every key.
            let v = unsafe { *at.add(k) };
            if vm.dict_set(d, key, v).is_err() {
                return 0;
            }
        }
        d.value().0
    }
    /// `ListExtend`, `SetUpdate` or `DictUpdate`.
    fn extend(vm, op: i64, a: Value, b: Value) -> u64 {
        done(vm.extend_op(Op::from_u8(op as u8), a, b, Value::UNDEF))
    }
    /// Removes item `at` of a list, which is there.
    fn list_pop(_vm, list: Gc<List>, at: i64) -> u64 {
        let mut list = list;
        list.items.remove(at as usize).0
    }
    fn list_append(vm, list: Gc<List>, v: Value) -> u64 {
        let mut list = list;
        let before = list.items.capacity();
        list.items.push(v);
        if list.items.capacity() != before {
            vm.heap.note_external((list.items.capacity() - before) * 8);
        }
        vm.heap.barrier(list);
        0
    }
    /// Boxes an integer that does not fit the word.
    fn box_int(vm, i: i64) -> u64 { vm.int(i).0 }
    /// Ints of any size: see `adder_codegen::abi::int_codes`. The recorder bounds the operands'
    /// bits, so that nothing here can fail.
    fn int_op(vm, code: u64, a: u64, b: u64) -> u64 {
        let (x, y) = (Value(a), Value(b));
        let op = match code {
            int_codes::BOX_UINT => return vm.uint(a).0,
            int_codes::IS_UINT => {
                let exact = x.is_int() || x.is_kind(Kind::HeapInt) || x.is_kind(Kind::BigInt);
                return (exact && x.as_int_ref().is_some_and(|i| i.to_u64().is_some())) as u64;
            }
            int_codes::LOW => return x.as_int_ref().map_or(0, |i| i.low_word()),
            int_codes::ADD => BinOp::Add,
            int_codes::SUB => BinOp::Sub,
            int_codes::MUL => BinOp::Mul,
            int_codes::AND => BinOp::And,
            int_codes::OR => BinOp::Or,
            int_codes::XOR => BinOp::Xor,
            int_codes::SHL => BinOp::LShift,
            _ => BinOp::RShift,
        };
        let r = vm.binary_fast(op, x, y);
        debug_assert!(matches!(r, Ok(Some(_))), "int operation {op:?} failed");
        r.ok().flatten().map_or(0, |v| v.0)
    }
    /// Slow half of the write barrier.
    fn barrier(vm, obj: *mut Header) -> u64 {
        // SAFETY: a live object.
        vm.heap.barrier_header(unsafe { &mut *obj });
        0
    }
    /// A NumPy scalar object.
    fn np_scalar(vm, dtype: i64, bits: u64) -> u64 {
        let dtype = crate::record::DTYPES[dtype as usize];
        match vm.scalar_shape(dtype) {
            Some(shape) => {
                let hdr = Header::new(shape, Kind::NpScalar);
                vm.alloc(NpScalar { hdr, bits, bits2: 0, dtype }, 0).value().0
            }
            None => 0,
        }
    }
}

/// Are two exact strings equal?
///
/// # Safety
/// Called by compiled code with two live `str` objects.
pub unsafe extern "C" fn str_eq(a: Gc<Str>, b: Gc<Str>) -> u64 {
    (a == b || a.bytes() == b.bytes()) as u64
}

pub extern "C" fn float_pow(a: f64, b: f64) -> f64 {
    a.powf(b)
}

/// Python's float `%`; the divisor is not zero.
pub extern "C" fn float_mod(a: f64, b: f64) -> f64 {
    adder_vm::ops::number::float_mod(a, b).unwrap_or(f64::NAN)
}

/// Python's float `//`; the divisor is not zero.
pub extern "C" fn float_floordiv(a: f64, b: f64) -> f64 {
    adder_vm::ops::number::float_floordiv(a, b).unwrap_or(f64::NAN)
}

/// Address of a Rust function of one double, as compiled code calls it. On the supported targets
/// both conventions pass and return one double in the first vector register.
pub fn f64_entry(f: fn(f64) -> f64) -> u64 {
    f as usize as u64
}

/// As [`f64_entry`], of two doubles.
pub fn f64x2_entry(f: fn(f64, f64) -> f64) -> u64 {
    f as usize as u64
}

macro_rules! cell_helpers {
    ($($n:literal)*) => {
        /// Address of the allocation slow path of a size class.
        pub fn new_cell(class: usize) -> u64 {
            $(
                if class == $n {
                    unsafe extern "C" fn slow(vm: *mut Vm) -> u64 {
                        // SAFETY: the context pointer of a trace is its VM.
                        let vm = unsafe { &mut *vm };
                        vm.raw_cell(CLASS_SIZES[$n] as usize) as u64
                    }
                    return slow as *const () as u64;
                }
            )*
            0
        }
    };
}
cell_helpers!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25);
const _: () = assert!(NUM_CLASSES == 26);
