//! Products of vectors and matrices.
//!
//! Matrix products walk rows of the second factor, so that the inner loop is contiguous. BLAS, which
//! NumPy calls for floats, may round differently in the last place.

use super::create;
use super::dtype;
use super::memory::{self, with_elem, Elem, Num};
use super::reduce;
use super::ufunc::{self, Bin};
use adder_vm::object::ndarray::NdArray;
use adder_vm::{Gc, Value, Vm, R};

/// Sums of products in one element type.
trait Product: Elem {
    fn mul_add(self, a: Self, b: Self) -> Self;
}

macro_rules! products {
    ($($t:ident $e:expr;)*) => {$(
        impl Product for $t {
            #[inline(always)]
            fn mul_add(self, a: $t, b: $t) -> $t {
                ($e)(self, a, b)
            }
        }
    )*};
}

products! {
    i8 |s: i8, a: i8, b| s.wrapping_add(a.wrapping_mul(b));
    u8 |s: u8, a: u8, b| s.wrapping_add(a.wrapping_mul(b));
    i16 |s: i16, a: i16, b| s.wrapping_add(a.wrapping_mul(b));
    u16 |s: u16, a: u16, b| s.wrapping_add(a.wrapping_mul(b));
    i32 |s: i32, a: i32, b| s.wrapping_add(a.wrapping_mul(b));
    u32 |s: u32, a: u32, b| s.wrapping_add(a.wrapping_mul(b));
    i64 |s: i64, a: i64, b| s.wrapping_add(a.wrapping_mul(b));
    u64 |s: u64, a: u64, b| s.wrapping_add(a.wrapping_mul(b));
    f32 |s, a, b| s + a * b;
    f64 |s, a, b| s + a * b;
}

impl Product for memory::Bit {
    fn mul_add(self, a: memory::Bit, b: memory::Bit) -> memory::Bit {
        memory::Bit::new(self.get() | (a.get() & b.get()))
    }
}

fn multiply<T: Product>(a: &[T], b: &[T], out: &mut [T], inner: usize, cols: usize) {
    if inner == 0 || cols == 0 {
        return;
    }
    for (row, out) in a.chunks(inner).zip(out.chunks_mut(cols)) {
        for (x, line) in row.iter().zip(b.chunks(cols)) {
            for (o, y) in out.iter_mut().zip(line) {
                *o = o.mul_add(*x, *y);
            }
        }
    }
}

fn inner<T: Product>(a: &[T], b: &[T]) -> Num {
    let zero = T::from_num(Num::I(0));
    // Four sums break the chain of additions.
    let mut sums = [zero; 4];
    let (x, y) = (a.chunks_exact(4), b.chunks_exact(4));
    let (rx, ry) = (x.remainder(), y.remainder());
    for (p, q) in x.zip(y) {
        for k in 0..4 {
            sums[k] = sums[k].mul_add(p[k], q[k]);
        }
    }
    let one = T::from_num(Num::I(1));
    let mut total = sums[0].mul_add(one, sums[1]);
    total = total.mul_add(one, sums[2].mul_add(one, sums[3]));
    for (p, q) in rx.iter().zip(ry) {
        total = total.mul_add(*p, *q);
    }
    total.num()
}

/// One product of at most two-dimensional arrays.
fn product(vm: &mut Vm, a: Gc<NdArray>, b: Gc<NdArray>, name: &str) -> R<Gc<NdArray>> {
    let d = dtype::promote(a.dtype, b.dtype);
    let a = memory::to_contiguous(vm, a, d)?;
    let b = memory::to_contiguous(vm, b, d)?;
    let (sa, sb) = (a.shape().to_vec(), b.shape().to_vec());
    let n = sa[sa.len() - 1];
    let m = sb[0];
    if n != m {
        if name == "matmul" {
            let at = if sb.len() == 1 { 0 } else { sb.len() - 2 };
            let _ = at;
            return vm.value_error(format!(
                "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size {m} is different from {n})"
            ));
        }
        let (x, y) = (memory::shape_text(&sa), memory::shape_text(&sb));
        return vm.value_error(format!(
            "shapes {x} and {y} not aligned: {n} (dim {}) != {m} (dim 0)",
            sa.len() - 1
        ));
    }
    let mut shape = sa[..sa.len() - 1].to_vec();
    shape.extend(&sb[1..]);
    let out = memory::new_array(vm, d, &shape)?;
    let (n, cols) = (n as usize, sb.get(1).copied().unwrap_or(1) as usize);
    with_elem!(d, T => {
        let (x, y) = (memory::elems::<T>(a), memory::elems::<T>(b));
        if sb.len() == 1 {
            for i in 0..out.size {
                let v = inner(&x[i * n..(i + 1) * n], y);
                memory::write_num(out, (i * d.size()) as isize, v);
            }
        } else {
            multiply(x, y, memory::elems_mut::<T>(out), n, cols);
        }
    });
    Ok(out)
}

/// `a @ b`.
pub fn matmul(vm: &mut Vm, a: Value, b: Value) -> R {
    let (x, y) = (create::as_array(vm, a, None)?, create::as_array(vm, b, None)?);
    if x.ndim == 0 || y.ndim == 0 {
        let which = if x.ndim == 0 { 0 } else { 1 };
        return vm.value_error(format!(
            "matmul: Input operand {which} does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)"
        ));
    }
    if x.ndim <= 2 && y.ndim <= 2 {
        let r = product(vm, x, y, "matmul")?;
        return Ok(reduce::unwrap(vm, r));
    }
    stacked(vm, x, y)
}

/// Matrix products over leading dimensions.
fn stacked(vm: &mut Vm, a: Gc<NdArray>, b: Gc<NdArray>) -> R {
    let (na, nb) = (a.ndim as usize, b.ndim as usize);
    if na < 2 || nb < 2 {
        return vm.not_implemented_error("matmul of a vector and a stack of matrices");
    }
    let lead = ufunc::broadcast(vm, &[&a.shape()[..na - 2], &b.shape()[..nb - 2]])?;
    let (r, c) = (a.shape()[na - 2], b.shape()[nb - 1]);
    let mut shape = lead.clone();
    shape.extend([r, c]);
    let d = dtype::promote(a.dtype, b.dtype);
    let out = memory::new_array(vm, d, &shape)?;
    let full = |x: Gc<NdArray>, n: usize| {
        let mut s = lead.clone();
        s.extend(&x.shape()[n - 2..]);
        memory::broadcast_strides(x, &s).map(|t| (s, t))
    };
    let (Some((sa, ta)), Some((sb, tb))) = (full(a, na), full(b, nb)) else {
        return vm.value_error("matmul: shapes do not broadcast");
    };
    let nl = lead.len();
    let mut places = Vec::new();
    memory::walk2(&lead, &ta[..nl], &tb[..nl], |x, y| places.push((x, y)));
    let step = r * c * d.size() as isize;
    for (k, (x, y)) in places.into_iter().enumerate() {
        let p = memory::view(vm, a, x, &sa[nl..], &ta[nl..]);
        let q = memory::view(vm, b, y, &sb[nl..], &tb[nl..]);
        let m = product(vm, p, q, "matmul")?;
        let strides = out.strides()[nl..].to_vec();
        let dst = memory::view(vm, out, k as isize * step, &[r, c], &strides);
        memory::assign(vm, dst, m)?;
    }
    Ok(out.value())
}

/// `np.dot(a, b)`.
pub fn dot(vm: &mut Vm, a: Value, b: Value) -> R {
    let (x, y) = (create::as_array(vm, a, None)?, create::as_array(vm, b, None)?);
    if x.ndim == 0 || y.ndim == 0 {
        return ufunc::apply2(vm, Bin::Multiply, a, b);
    }
    if y.ndim > 2 || x.ndim > 2 {
        return vm.not_implemented_error("dot of arrays with more than two dimensions");
    }
    let r = product(vm, x, y, "dot")?;
    Ok(reduce::unwrap(vm, r))
}

/// `np.outer` for any shapes.
pub fn outer(vm: &mut Vm, a: Value, b: Value) -> R {
    let (x, y) = (create::as_array(vm, a, None)?, create::as_array(vm, b, None)?);
    let left = super::array::reshape_to(vm, x, vec![-1, 1])?;
    let right = super::array::reshape_to(vm, y, vec![1, -1])?;
    ufunc::apply2(vm, Bin::Multiply, left.value(), right.value())
}
