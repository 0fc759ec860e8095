//! Array memory: allocation, views and typed loops. The only file of the array module with
//! `unsafe`.
//!
//! Invariants: an [`NdArray`]'s data pointer, shape and strides stay inside the buffer that its
//! `base` keeps alive; element bytes of a dtype are valid for its Rust type ([`Bit`] accepts any
//! byte). Loops take [`Operand`]s and a [`Dest`], which can only be made from arrays (contiguous,
//! of known dtype) or from one value, so the loops need no further checks than their lengths.
//!
//! Memory of arrays is only reached through raw pointers: an output may be one of the inputs.

use super::dtype;
use adder_vm::object::ndarray::{
    Buffer, DType, NdArray, C_CONTIGUOUS, F_CONTIGUOUS, OWNS_DATA, WRITEABLE,
};
use adder_vm::object::{Header, HAS_ATTRS};
use adder_vm::{Class, Gc, Kind, Value, Vm, R};
use std::mem::size_of;

/// A number on its way between dtypes.
#[derive(Clone, Copy, Debug)]
pub enum Num {
    I(i64),
    U(u64),
    F(f64),
}

/// A bool element: zero or not.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct Bit(u8);

impl Bit {
    #[inline(always)]
    pub fn new(b: bool) -> Bit {
        Bit(b as u8)
    }

    #[inline(always)]
    pub fn get(self) -> bool {
        self.0 != 0
    }
}

impl PartialEq for Bit {
    #[inline(always)]
    fn eq(&self, o: &Bit) -> bool {
        self.get() == o.get()
    }
}

impl PartialOrd for Bit {
    #[inline(always)]
    fn partial_cmp(&self, o: &Bit) -> Option<std::cmp::Ordering> {
        self.get().partial_cmp(&o.get())
    }
}

/// A Rust type that elements of one dtype have.
pub trait Elem: Copy + PartialOrd + 'static {
    const DTYPE: DType;
    fn num(self) -> Num;
    /// Conversion as C casts on this machine do it: integers wrap, floats out of range give the
    /// smallest integer.
    fn from_num(n: Num) -> Self;
    /// NaN, for orderings that must not lose it.
    #[inline(always)]
    fn is_nan(self) -> bool {
        false
    }
}

#[inline(always)]
fn float_to_i64(f: f64) -> i64 {
    if (-9.223372036854776e18..9.223372036854776e18).contains(&f) {
        f as i64
    } else {
        i64::MIN
    }
}

#[inline(always)]
fn float_to_i32(f: f64) -> i32 {
    if f > -2147483649.0 && f < 2147483648.0 {
        f as i32
    } else {
        i32::MIN
    }
}

macro_rules! int_elems {
    ($($t:ident $d:ident $wide:ident $variant:ident $float:expr;)*) => {$(
        impl Elem for $t {
            const DTYPE: DType = DType::$d;
            #[inline(always)]
            fn num(self) -> Num {
                Num::$variant(self as $wide)
            }
            #[inline(always)]
            fn from_num(n: Num) -> $t {
                match n {
                    Num::I(i) => i as $t,
                    Num::U(u) => u as $t,
                    Num::F(f) => ($float)(f) as $t,
                }
            }
        }
    )*};
}

int_elems! {
    i8 Int8 i64 I float_to_i32;
    u8 UInt8 i64 I float_to_i32;
    i16 Int16 i64 I float_to_i32;
    u16 UInt16 i64 I float_to_i32;
    i32 Int32 i64 I float_to_i32;
    u32 UInt32 i64 I float_to_i64;
    i64 Int64 i64 I float_to_i64;
    u64 UInt64 u64 U |f: f64| if f >= 9.223372036854776e18 { f as u64 } else { float_to_i64(f) as u64 };
}

macro_rules! float_elems {
    ($($t:ident $d:ident;)*) => {$(
        impl Elem for $t {
            const DTYPE: DType = DType::$d;
            #[inline(always)]
            fn num(self) -> Num {
                Num::F(self as f64)
            }
            #[inline(always)]
            fn from_num(n: Num) -> $t {
                match n {
                    Num::I(i) => i as $t,
                    Num::U(u) => u as $t,
                    Num::F(f) => f as $t,
                }
            }
            #[inline(always)]
            fn is_nan(self) -> bool {
                self != self
            }
        }
    )*};
}

float_elems! { f32 Float32; f64 Float64; }

impl Elem for Bit {
    const DTYPE: DType = DType::Bool;
    #[inline(always)]
    fn num(self) -> Num {
        Num::I(self.get() as i64)
    }
    #[inline(always)]
    fn from_num(n: Num) -> Bit {
        Bit::new(match n {
            Num::I(i) => i != 0,
            Num::U(u) => u != 0,
            Num::F(f) => f != 0.0,
        })
    }
}

/// Runs an expression with `$t` bound to the Rust type of a dtype. Complex dtypes have no row in
/// the dtype table, so no array has them.
macro_rules! with_elem {
    ($dtype:expr, $t:ident => $e:expr) => {{
        use adder_vm::object::ndarray::DType as D;
        match $dtype {
            D::Bool => {
                type $t = $crate::numpy::memory::Bit;
                $e
            }
            D::Int8 => {
                type $t = i8;
                $e
            }
            D::UInt8 => {
                type $t = u8;
                $e
            }
            D::Int16 => {
                type $t = i16;
                $e
            }
            D::UInt16 => {
                type $t = u16;
                $e
            }
            D::Int32 => {
                type $t = i32;
                $e
            }
            D::UInt32 => {
                type $t = u32;
                $e
            }
            D::Int64 => {
                type $t = i64;
                $e
            }
            D::UInt64 => {
                type $t = u64;
                $e
            }
            D::Float32 => {
                type $t = f32;
                $e
            }
            D::Float64 | D::Complex64 | D::Complex128 => {
                type $t = f64;
                $e
            }
        }
    }};
}
pub(crate) use with_elem;

impl Num {
    pub fn to_f64(self) -> f64 {
        match self {
            Num::I(i) => i as f64,
            Num::U(u) => u as f64,
            Num::F(f) => f,
        }
    }

    /// Element bits of this number in a dtype, integers extended to 64 bits.
    pub fn bits(self, d: DType) -> u64 {
        match d {
            DType::Float64 => f64::from_num(self).to_bits(),
            DType::Float32 => f32::from_num(self).to_bits() as u64,
            DType::UInt64 => u64::from_num(self),
            _ => with_elem!(d, T => match T::from_num(self).num() {
                Num::I(i) => i as u64,
                Num::U(u) => u,
                Num::F(f) => f.to_bits(),
            }),
        }
    }

    /// The number in scalar bits of a dtype.
    pub fn of_bits(bits: u64, d: DType) -> Num {
        match d {
            DType::Float64 => Num::F(f64::from_bits(bits)),
            DType::Float32 => Num::F(f32::from_bits(bits as u32) as f64),
            DType::UInt64 => Num::U(bits),
            _ => Num::I(bits as i64),
        }
    }
}

/// Number of elements, or None when it overflows.
pub fn count(shape: &[isize]) -> Option<usize> {
    let mut n: usize = 1;
    for &d in shape {
        n = n.checked_mul(usize::try_from(d).ok()?)?;
    }
    (n <= isize::MAX as usize / 16).then_some(n)
}

/// Byte strides of a C-contiguous array.
pub fn c_strides(shape: &[isize], item: usize) -> Vec<isize> {
    let mut strides = vec![0; shape.len()];
    let mut step = item as isize;
    for k in (0..shape.len()).rev() {
        strides[k] = step;
        step *= shape[k].max(1);
    }
    strides
}

fn layout_flags(shape: &[isize], strides: &[isize], item: usize) -> u16 {
    if shape.contains(&0) {
        return C_CONTIGUOUS | F_CONTIGUOUS;
    }
    let run = |order: &mut dyn Iterator<Item = usize>| {
        let mut step = item as isize;
        for k in order {
            if shape[k] != 1 {
                if strides[k] != step {
                    return false;
                }
                step *= shape[k];
            }
        }
        true
    };
    let c = run(&mut (0..shape.len()).rev());
    let f = run(&mut (0..shape.len()));
    (if c { C_CONTIGUOUS } else { 0 }) | (if f { F_CONTIGUOUS } else { 0 })
}

/// The array class, `numpy.ndarray`.
fn array_class(vm: &mut Vm) -> Gc<Class> {
    super::scalar::Module::of(vm).ndarray
}

fn alloc_array(
    vm: &mut Vm,
    class: Gc<Class>,
    data: *mut u8,
    base: Value,
    dtype: DType,
    shape: &[isize],
    strides: &[isize],
    flags: u16,
) -> Gc<NdArray> {
    let mut hdr = vm.header_for(class, Kind::NdArray);
    hdr.aux &= HAS_ATTRS;
    let extra = shape.len() * 16 + vm.attrs_bytes(class);
    let size = count(shape).unwrap_or(0);
    let flags = flags | layout_flags(shape, strides, dtype.size());
    let ndim = shape.len() as u8;
    // The caller's `base` is a live local; the collector scans the native stack.
    let a = vm.alloc(NdArray { hdr, data, base, size, dtype, ndim, flags }, extra);
    a.shape().copy_from_slice(shape);
    a.strides().copy_from_slice(strides);
    a
}

/// Most dimensions an array may have.
pub const MAX_DIMS: usize = 64;

/// A C-contiguous array of zeroes.
pub fn new_array(vm: &mut Vm, dtype: DType, shape: &[isize]) -> R<Gc<NdArray>> {
    if shape.len() > MAX_DIMS {
        return vm.value_error(format!(
            "maximum supported dimension for an ndarray is currently {MAX_DIMS}, found {}",
            shape.len()
        ));
    }
    if shape.iter().any(|&d| d < 0) {
        return vm.value_error("negative dimensions are not allowed");
    }
    let Some(bytes) = count(shape).map(|n| n * dtype.size()) else {
        return vm.value_error(
            "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.",
        );
    };
    // Data starts at a multiple of 64; one spare byte behind it.
    let total = (size_of::<Buffer>() + 64 + bytes + 1).next_multiple_of(8);
    let at = vm.try_cell(total)? as *mut Buffer;
    let hdr = Header::new(vm.types.attr_array_shape, Kind::Buffer);
    // SAFETY: a fresh zeroed cell large enough for the struct and its data.
    let buffer = unsafe {
        at.write(Buffer { hdr, len: bytes });
        Gc::from_ptr(at)
    };
    let class = array_class(vm);
    let strides = c_strides(shape, dtype.size());
    let data = buffer.data();
    Ok(alloc_array(vm, class, data, buffer.value(), dtype, shape, &strides, WRITEABLE | OWNS_DATA))
}

/// Another array on the memory of `a`, beginning `offset` bytes behind its first element. The
/// caller has checked that all elements lie inside `a`.
pub fn view(
    vm: &mut Vm,
    a: Gc<NdArray>,
    offset: isize,
    shape: &[isize],
    strides: &[isize],
) -> Gc<NdArray> {
    let class = array_class(vm);
    let base = if a.flags & OWNS_DATA != 0 { a.value() } else { a.base };
    let data = a.data.wrapping_offset(offset);
    alloc_array(vm, class, data, base, a.dtype, shape, strides, a.flags & WRITEABLE)
}

/// Strides that make `a` look as if it had this shape; None when it cannot be broadcast.
pub fn broadcast_strides(a: Gc<NdArray>, shape: &[isize]) -> Option<Vec<isize>> {
    let (own, steps) = (a.shape(), a.strides());
    if own.len() > shape.len() {
        return None;
    }
    let lead = shape.len() - own.len();
    let mut out = vec![0; shape.len()];
    for k in 0..own.len() {
        if own[k] == shape[lead + k] {
            out[lead + k] = steps[k];
        } else if own[k] != 1 {
            return None;
        }
    }
    Some(out)
}

/// Reads one element; `offset` is inside the array.
#[inline]
pub fn read_bits(a: Gc<NdArray>, offset: isize) -> u64 {
    with_elem!(a.dtype, T => {
        // SAFETY: the caller computed the offset from checked indices of this array.
        let v: T = unsafe { (a.data.offset(offset) as *const T).read_unaligned() };
        v.num().bits(a.dtype)
    })
}

/// Writes one element; `offset` is inside the array.
#[inline]
pub fn write_num(a: Gc<NdArray>, offset: isize, n: Num) {
    with_elem!(a.dtype, T => {
        // SAFETY: as for `read_bits`.
        unsafe { (a.data.offset(offset) as *mut T).write_unaligned(T::from_num(n)) }
    })
}

/// Calls `f` with the byte offsets of all elements of a strided block, in C order, paired with
/// those of a second one of the same shape.
pub fn walk2(shape: &[isize], sa: &[isize], sb: &[isize], mut f: impl FnMut(isize, isize)) {
    let nd = shape.len();
    if nd == 0 {
        return f(0, 0);
    }
    if shape.contains(&0) {
        return;
    }
    let (inner, ia, ib) = (shape[nd - 1], sa[nd - 1], sb[nd - 1]);
    let mut index = vec![0isize; nd - 1];
    let (mut a, mut b) = (0isize, 0isize);
    loop {
        let (mut x, mut y) = (a, b);
        for _ in 0..inner {
            f(x, y);
            x += ia;
            y += ib;
        }
        let mut k = nd - 1;
        loop {
            if k == 0 {
                return;
            }
            k -= 1;
            index[k] += 1;
            a += sa[k];
            b += sb[k];
            if index[k] < shape[k] {
                break;
            }
            a -= sa[k] * shape[k];
            b -= sb[k] * shape[k];
            index[k] = 0;
        }
    }
}

/// Do the address ranges of two arrays meet?
pub fn overlap(a: Gc<NdArray>, b: Gc<NdArray>) -> bool {
    let range = |x: Gc<NdArray>| {
        let (mut lo, mut hi) = (x.data as isize, x.data as isize + x.dtype.size() as isize);
        for (&n, &s) in x.shape().iter().zip(x.strides().iter()) {
            let reach = (n - 1).max(0) * s;
            if reach < 0 {
                lo += reach;
            } else {
                hi += reach;
            }
        }
        (lo, hi)
    };
    if a.size == 0 || b.size == 0 {
        return false;
    }
    let ((al, ah), (bl, bh)) = (range(a), range(b));
    al < bh && bl < ah
}

/// Copies `src`, broadcast and converted, over all of `dst`. The shapes have been checked.
pub fn assign(vm: &mut Vm, dst: Gc<NdArray>, src: Gc<NdArray>) -> R<()> {
    let shape = dst.shape().to_vec();
    let Some(steps) = broadcast_strides(src, &shape) else {
        return shape_mismatch(vm, src.shape(), &shape);
    };
    if dst.data != src.data && overlap(dst, src) {
        let copy = copy_as(vm, src, src.dtype)?;
        return assign(vm, dst, copy);
    }
    let out = dst.strides().to_vec();
    if dst.dtype == src.dtype
        && dst.flags & src.flags & C_CONTIGUOUS != 0
        && dst.shape() == src.shape()
    {
        // SAFETY: both are contiguous with equal element counts and types; equal start or disjoint.
        unsafe { std::ptr::copy(src.data, dst.data, dst.size * dst.dtype.size()) };
        return Ok(());
    }
    with_elem!(src.dtype, S => with_elem!(dst.dtype, T => {
        let (from, to) = (src.data, dst.data);
        walk2(&shape, &out, &steps, |x, y| {
            // SAFETY: offsets of elements of the two arrays.
            unsafe {
                let v = (from.offset(y) as *const S).read_unaligned();
                (to.offset(x) as *mut T).write_unaligned(T::from_num(v.num()));
            }
        });
    }));
    Ok(())
}

/// "could not broadcast ..." of an assignment.
#[cold]
pub fn shape_mismatch<T>(vm: &mut Vm, from: &[isize], to: &[isize]) -> R<T> {
    let (a, b) = (shape_text(from), shape_text(to));
    vm.value_error(format!("could not broadcast input array from shape {a} into shape {b}"))
}

/// A shape as messages print it: `(3,4)`.
pub fn shape_text(shape: &[isize]) -> String {
    match shape {
        [one] => format!("({one},)"),
        _ => {
            let parts: Vec<String> = shape.iter().map(|d| d.to_string()).collect();
            format!("({})", parts.join(","))
        }
    }
}

/// `a` itself if it is C-contiguous and of this dtype, else a converted contiguous copy.
pub fn to_contiguous(vm: &mut Vm, a: Gc<NdArray>, dtype: DType) -> R<Gc<NdArray>> {
    if a.dtype == dtype && a.flags & C_CONTIGUOUS != 0 {
        return Ok(a);
    }
    copy_as(vm, a, dtype)
}

/// A contiguous copy in a dtype.
pub fn copy_as(vm: &mut Vm, a: Gc<NdArray>, dtype: DType) -> R<Gc<NdArray>> {
    let shape = a.shape().to_vec();
    let out = new_array(vm, dtype, &shape)?;
    let steps = out.strides().to_vec();
    let own = a.strides().to_vec();
    if a.dtype == dtype && a.flags & C_CONTIGUOUS != 0 {
        // SAFETY: two contiguous arrays of the same size, the second one new.
        unsafe { std::ptr::copy_nonoverlapping(a.data, out.data, a.size * dtype.size()) };
        return Ok(out);
    }
    with_elem!(a.dtype, S => with_elem!(dtype, T => {
        let (from, to) = (a.data, out.data);
        walk2(&shape, &steps, &own, |x, y| {
            // SAFETY: offsets of elements of the two arrays.
            unsafe {
                let v = (from.offset(y) as *const S).read_unaligned();
                (to.offset(x) as *mut T).write_unaligned(T::from_num(v.num()));
            }
        });
    }));
    Ok(out)
}

/// The elements of a contiguous array of this type. The slice must not live across anything that
/// writes to the array, runs Python or frees it.
pub fn elems<T: Elem>(a: Gc<NdArray>) -> &'static [T] {
    assert!(a.dtype == T::DTYPE && a.flags & C_CONTIGUOUS != 0);
    // SAFETY: contiguous, of this type; NumPy data is aligned to its element size (buffers are
    // aligned to 64 bytes and views step by whole elements). Lifetime: the access rule above.
    unsafe { std::slice::from_raw_parts(a.data as *const T, a.size) }
}

/// As [`elems`], to write; no other slice of the array may be in use.
#[allow(clippy::mut_from_ref)]
pub fn elems_mut<T: Elem>(a: Gc<NdArray>) -> &'static mut [T] {
    assert!(a.dtype == T::DTYPE && a.flags & C_CONTIGUOUS != 0);
    // SAFETY: as for `elems`.
    unsafe { std::slice::from_raw_parts_mut(a.data as *mut T, a.size) }
}

/// An input of a loop: contiguous elements, or one element for every step.
#[derive(Clone, Copy)]
pub struct Operand {
    ptr: *const u8,
    len: usize,
    one: bool,
    bits: u64,
    dtype: DType,
}

impl Operand {
    /// All elements of a contiguous array.
    pub fn array(a: Gc<NdArray>) -> Operand {
        assert!(a.flags & C_CONTIGUOUS != 0);
        Operand { ptr: a.data, len: a.size, one: false, bits: 0, dtype: a.dtype }
    }

    /// One value.
    pub fn one(n: Num, dtype: DType) -> Operand {
        Operand { ptr: std::ptr::null(), len: 1, one: true, bits: n.bits(dtype), dtype }
    }

    pub fn dtype(&self) -> DType {
        self.dtype
    }

    #[inline(always)]
    fn value<T: Elem>(&self) -> T {
        T::from_num(Num::of_bits(self.bits, self.dtype))
    }

    /// Is any element zero?
    pub fn has_zero(&self) -> bool {
        with_elem!(self.dtype, T => {
            let zero = T::from_num(Num::I(0));
            if self.one {
                return self.value::<T>() == zero;
            }
            // SAFETY: `len` elements of this type, see `array`.
            unsafe { std::slice::from_raw_parts(self.ptr as *const T, self.len) }
                .contains(&zero)
        })
    }

    /// Is any element negative?
    pub fn has_negative(&self) -> bool {
        with_elem!(self.dtype, T => {
            let zero = T::from_num(Num::I(0));
            if self.one {
                return self.value::<T>() < zero;
            }
            // SAFETY: as above.
            unsafe { std::slice::from_raw_parts(self.ptr as *const T, self.len) }
                .iter()
                .any(|x| *x < zero)
        })
    }
}

/// The output of a loop: a contiguous array, or one word.
pub struct Dest {
    ptr: *mut u8,
    len: usize,
    dtype: DType,
    word: Option<Box<u64>>,
}

impl Dest {
    pub fn array(a: Gc<NdArray>) -> Dest {
        assert!(a.flags & C_CONTIGUOUS != 0);
        Dest { ptr: a.data, len: a.size, dtype: a.dtype, word: None }
    }

    /// Room for one element.
    pub fn one(dtype: DType) -> Dest {
        let mut word = Box::new(0u64);
        let ptr = &mut *word as *mut u64 as *mut u8;
        Dest { ptr, len: 1, dtype, word: Some(word) }
    }

    /// Bits of the one element.
    pub fn bits(self) -> u64 {
        debug_assert!(self.word.is_some());
        with_elem!(self.dtype, T => {
            // SAFETY: the word outlives `self`, and the loop wrote an element of this type.
            let v: T = unsafe { (self.ptr as *const T).read() };
            v.num().bits(self.dtype)
        })
    }
}

/// `out[i] = f(a[i])`.
#[inline(always)]
pub fn map1<T: Elem, U: Elem>(a: &Operand, out: &Dest, f: impl Fn(T) -> U) {
    assert!(a.dtype == T::DTYPE && out.dtype == U::DTYPE && (a.one || a.len == out.len));
    let to = out.ptr as *mut U;
    if a.one {
        let v = f(a.value::<T>());
        for i in 0..out.len {
            // SAFETY: `len` elements of the output.
            unsafe { to.add(i).write(v) };
        }
        return;
    }
    let from = a.ptr as *const T;
    for i in 0..out.len {
        // SAFETY: both have `len` elements.
        unsafe { to.add(i).write(f(from.add(i).read())) };
    }
}

/// `out[i] = f(a[i], b[i])`.
#[inline(always)]
pub fn map2<T: Elem, U: Elem>(a: &Operand, b: &Operand, out: &Dest, f: impl Fn(T, T) -> U) {
    let n = out.len;
    assert!(a.dtype == T::DTYPE && b.dtype == T::DTYPE && out.dtype == U::DTYPE);
    assert!((a.one || a.len == n) && (b.one || b.len == n));
    let to = out.ptr as *mut U;
    let (x, y) = (a.ptr as *const T, b.ptr as *const T);
    // SAFETY (whole function): operands that are not single values and the output have `n`
    // elements.
    match (a.one, b.one) {
        (false, false) => {
            for i in 0..n {
                unsafe { to.add(i).write(f(x.add(i).read(), y.add(i).read())) };
            }
        }
        (false, true) => {
            let v = b.value::<T>();
            if std::ptr::addr_eq(x, to) {
                // In place: one pointer, so that the compiler sees that nothing else overlaps.
                for i in 0..n {
                    let p = unsafe { to.add(i) };
                    unsafe { p.write(f((p as *const T).read(), v)) };
                }
                return;
            }
            for i in 0..n {
                unsafe { to.add(i).write(f(x.add(i).read(), v)) };
            }
        }
        (true, false) => {
            let v = a.value::<T>();
            for i in 0..n {
                unsafe { to.add(i).write(f(v, y.add(i).read())) };
            }
        }
        (true, true) => {
            let v = f(a.value::<T>(), b.value::<T>());
            for i in 0..n {
                unsafe { to.add(i).write(v) };
            }
        }
    }
}

/// Floating-point exceptions that a loop raised.
pub mod fenv {
    extern "C" {
        fn feclearexcept(excepts: i32) -> i32;
        fn fetestexcept(excepts: i32) -> i32;
    }
    #[cfg(target_arch = "x86_64")]
    pub const FLAGS: [i32; 3] = [1, 4, 8];
    #[cfg(not(target_arch = "x86_64"))]
    pub const FLAGS: [i32; 3] = [1, 2, 4];

    /// Forgets earlier exceptions.
    pub fn clear() {
        // SAFETY: plain C library call.
        unsafe { feclearexcept(FLAGS[0] | FLAGS[1] | FLAGS[2]) };
    }

    /// Invalid operation, division by zero, overflow.
    pub fn raised() -> [bool; 3] {
        // SAFETY: plain C library call.
        let now = unsafe { fetestexcept(FLAGS[0] | FLAGS[1] | FLAGS[2]) };
        [now & FLAGS[0] != 0, now & FLAGS[1] != 0, now & FLAGS[2] != 0]
    }
}

/// Strides with axes in another order.
pub fn permuted(a: Gc<NdArray>, axes: &[usize]) -> (Vec<isize>, Vec<isize>) {
    let (shape, strides) = (a.shape(), a.strides());
    (axes.iter().map(|&k| shape[k]).collect(), axes.iter().map(|&k| strides[k]).collect())
}

/// Bytes of all elements in C order, for `tobytes`.
pub fn bytes_of(vm: &mut Vm, a: Gc<NdArray>) -> R<Vec<u8>> {
    let c = to_contiguous(vm, a, a.dtype)?;
    // SAFETY: contiguous elements.
    Ok(unsafe { std::slice::from_raw_parts(c.data, c.size * c.dtype.size()) }.to_vec())
}

/// Copies one element between arrays of the same dtype; the offsets are inside the arrays.
#[inline]
pub fn copy_element(dst: Gc<NdArray>, to: isize, src: Gc<NdArray>, from: isize) {
    assert!(dst.dtype == src.dtype);
    // SAFETY: both offsets are of elements, and elements are `size` bytes.
    unsafe {
        std::ptr::copy(src.data.offset(from), dst.data.offset(to), src.dtype.size());
    }
}

/// A list's items; the slice must not live across anything that may change the list.
pub fn list_items(l: Gc<adder_vm::object::List>) -> &'static [Value] {
    // SAFETY: the access rule of `Gc`: the list is live and not resized while the slice is used.
    unsafe { &(*l.as_ptr()).items }
}

/// The same memory read as another dtype of the same element size.
pub fn reinterpret(vm: &mut Vm, mut a: Gc<NdArray>, d: DType) -> R<Gc<NdArray>> {
    if d.size() != a.dtype.size() {
        return vm.value_error("view with a dtype of another size is not supported");
    }
    a.dtype = d;
    Ok(a)
}

/// Does some element not fit the integer dtype?
pub fn cast_is_lossy(a: Gc<NdArray>, d: DType) -> bool {
    if d == DType::Bool {
        return false;
    }
    let (lo, hi) = dtype::int_range(d);
    let (lo, hi) = (lo as f64 - 1.0, hi as f64 + 1.0);
    let mut lossy = false;
    let strides = a.strides().to_vec();
    walk2(a.shape(), &strides, &strides, |x, _| {
        let f = Num::of_bits(read_bits(a, x), a.dtype).to_f64();
        lossy |= !(f >= lo && f <= hi);
    });
    lossy
}
