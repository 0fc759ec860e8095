//! Heap fields that traces read and write: name, offset, width and alias class, one row each.
//!
//! Two fields of different alias classes never overlap in memory. Class 0 is the object header.

use adder_codegen::ir::{AliasClass, AliasSet, MemDesc, Width};
use adder_vm::interp::frame::Frame;
use adder_vm::object::class::Instance;
use adder_vm::object::dict::Entry;
use adder_vm::object::function::{BoundMethod, Function, Property};
use adder_vm::object::generator::Generator;
use adder_vm::object::iter::{ListIter, RangeIter, SeqIter, TupleIter};
use adder_vm::object::ndarray::{NdArray, NpScalar};
use adder_vm::object::{AttrArray, Cell, Complex, Dict, Exception, List, Range, Slice, Str, Tuple};
use std::borrow::Cow;
use std::mem::{offset_of, size_of};

macro_rules! fields {
    ($($id:ident $name:literal $offset:expr, $width:ident, $class:literal, $immutable:literal;)*) => {
        /// A field of the table.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Field { $($id),* }

        impl Field {
            /// What the compiler wants to know of it.
            pub fn desc(self) -> MemDesc {
                match self {
                    $(Field::$id => MemDesc {
                        name: Cow::Borrowed($name),
                        offset: ($offset) as i32,
                        width: Width::$width,
                        alias: AliasClass($class),
                        immutable: $immutable,
                    },)*
                }
            }
        }
    };
}

/// What a helper writes that changes a list's items or length.
pub const LIST_WRITES: &[Field] = &[Field::ListItems, Field::ListLen, Field::ListItem];
/// What a helper writes that stores into a dict.
pub const DICT_WRITES: &[Field] =
    &[Field::DictEntries, Field::DictLen, Field::DictKeysVersion, Field::EntryValue];

/// The alias classes of some fields.
pub fn alias_set(fields: &[Field]) -> AliasSet {
    fields.iter().fold(AliasSet::EMPTY, |s, f| s.union(AliasSet::of(f.desc().alias)))
}

const VEC_PTR: usize = 0;
const VEC_LEN: usize = 8;

fields! {
    Shape "shape" 0, U32, 0, false;
    ListItems "list.items" offset_of!(List, items) + VEC_PTR, Ptr, 1, false;
    ListLen "list.len" offset_of!(List, items) + VEC_LEN, Len, 2, false;
    ListItem "list[]" 0, Val, 3, false;
    TupleLen "tuple.len" offset_of!(Tuple, len), Len, 4, true;
    TupleItem "tuple[]" size_of::<Tuple>(), Val, 5, true;
    CellValue "cell.value" offset_of!(Cell, value), Val, 6, false;
    RangeNext "range_iter.next" offset_of!(RangeIter, next), I64, 7, false;
    RangeStep "range_iter.step" offset_of!(RangeIter, step), I64, 8, true;
    RangeRemaining "range_iter.remaining" offset_of!(RangeIter, remaining), I64, 9, false;
    ListIterList "list_iter.list" offset_of!(ListIter, list), Val, 10, false;
    ListIterIndex "list_iter.index" offset_of!(ListIter, index), Len, 11, false;
    TupleIterTuple "tuple_iter.tuple" offset_of!(TupleIter, tuple), Ptr, 12, true;
    TupleIterIndex "tuple_iter.index" offset_of!(TupleIter, index), Len, 13, false;
    MethodFunc "method.func" offset_of!(BoundMethod, func), Val, 14, true;
    MethodThis "method.this" offset_of!(BoundMethod, this), Val, 15, true;
    InstanceAttrs "instance.attrs" offset_of!(Instance, attrs), Val, 16, false;
    OverflowSlot "attr_array[]" size_of::<AttrArray>(), Val, 17, false;
    DictKeysVersion "dict.keys_version" offset_of!(Dict, keys_version), U32, 18, false;
    DictEntries "dict.entries" offset_of!(Dict, entries) + VEC_PTR, Ptr, 19, false;
    EntryValue "dict.entries[].value" offset_of!(Entry, value), Val, 20, false;
    PropertyGet "property.get" offset_of!(Property, get), Val, 21, true;
    ArrayData "ndarray.data" offset_of!(NdArray, data), Ptr, 22, false;
    ArraySize "ndarray.size" offset_of!(NdArray, size), Len, 39, true;
    ArrayDType "ndarray.dtype" offset_of!(NdArray, dtype), U8, 23, true;
    ArrayNdim "ndarray.ndim" offset_of!(NdArray, ndim), U8, 24, true;
    ArrayFlags "ndarray.flags" offset_of!(NdArray, flags), U16, 25, false;
    ArrayDims "ndarray.shape[]" size_of::<NdArray>(), Len, 26, false;
    // Extents and strides change by `a.shape = ...` only. Strides follow the `ndim` extents: index `ndim + d`.
    ArrayStrides "ndarray.strides[]" size_of::<NdArray>(), I64, 27, false;
    ElemF64 "f64[]" 0, F64, 28, false;
    ElemF32 "f32[]" 0, F32, 28, false;
    ElemI64 "i64[]" 0, I64, 28, false;
    ElemI32 "i32[]" 0, I32, 28, false;
    ElemU32 "u32[]" 0, U32, 28, false;
    ElemI16 "i16[]" 0, I16, 28, false;
    ElemU16 "u16[]" 0, U16, 28, false;
    ElemI8 "i8[]" 0, I8, 28, false;
    ElemU8 "u8[]" 0, U8, 28, false;
    ElemBool "bool[]" 0, Bool, 28, false;
    ScalarBits "np_scalar.bits" offset_of!(NpScalar, bits), I64, 29, true;
    FunctionGlobals "function.globals" offset_of!(Function, globals), Ptr, 70, false;
    FunctionClosure "function.closure" offset_of!(Function, closure), Val, 71, true;
    GenFunc "generator.func" offset_of!(Generator, func), Ptr, 72, true;
    GenCode "generator.code" offset_of!(Generator, code), Ptr, 72, true;
    GenNregs "generator.nregs" offset_of!(Generator, nregs), Len, 72, true;
    GenPc "generator.pc" offset_of!(Generator, pc), Len, 73, false;
    GenState "generator.state" offset_of!(Generator, state), Len, 73, false;
    GenHandled "generator.handled" offset_of!(Generator, handled), Val, 73, false;
    GenName "generator.name" offset_of!(Generator, name), Val, 73, false;
    GenQualname "generator.qualname" offset_of!(Generator, qualname), Val, 73, false;
    // The saved registers; a constant index is a field of its own.
    GenReg "generator.reg" size_of::<Generator>(), Val, 74, false;
    NativeTop "vm.native_top" offset_of!(adder_vm::Vm, native_top), Ptr, 75, false;
    ScalarBits2 "np_scalar.bits2" offset_of!(NpScalar, bits2), I64, 33, true;
    ScalarDType "np_scalar.dtype" offset_of!(NpScalar, dtype), U8, 34, true;
    RangeStart "range.start" offset_of!(Range, start), Val, 35, true;
    RangeStop "range.stop" offset_of!(Range, stop), Val, 36, true;
    RangeBy "range.step" offset_of!(Range, step), Val, 37, true;
    RangeLen "range.len" offset_of!(Range, len), Val, 38, true;
    SliceStart "slice.start" offset_of!(Slice, start), Val, 80, true;
    SliceStop "slice.stop" offset_of!(Slice, stop), Val, 81, true;
    SliceStep "slice.step" offset_of!(Slice, step), Val, 82, true;
    ComplexRe "complex.re" offset_of!(Complex, re), F64, 83, true;
    ComplexIm "complex.im" offset_of!(Complex, im), F64, 84, true;
    Poll "vm.poll" offset_of!(adder_vm::Vm, poll), U32, 30, false;
    VmFrame "vm.frame" offset_of!(adder_vm::Vm, frame), Ptr, 60, false;
    // The frame a trace runs in, and its globals, stay the same as long as it runs.
    RootFrame "vm.frame" offset_of!(adder_vm::Vm, frame), Ptr, 76, true;
    FrameGlobals "frame.globals" offset_of!(Frame, globals), Ptr, 77, true;
    FramePc "frame.pc" offset_of!(Frame, pc), Ptr, 61, false;
    SeqIterSeq "seq_iter.seq" offset_of!(SeqIter, seq), Val, 62, false;
    SeqIterIndex "seq_iter.index" offset_of!(SeqIter, index), Len, 63, false;
    VmException "vm.exception" offset_of!(adder_vm::Vm, exception), Val, 31, false;
    FunctionCode "function.code" offset_of!(Function, code), Ptr, 68, false;
    FunctionDefaults "function.defaults" offset_of!(Function, defaults), Val, 69, false;
    // Written when made and perhaps by name later: traces do not read them.
    FunctionKwdefaults "function.kwdefaults" offset_of!(Function, kwdefaults), Val, 78, false;
    FunctionName "function.name" offset_of!(Function, name), Val, 78, false;
    FunctionQualname "function.qualname" offset_of!(Function, qualname), Val, 78, false;
    FunctionDoc "function.doc" offset_of!(Function, doc), Val, 78, false;
    FunctionModule "function.module" offset_of!(Function, module), Val, 78, false;
    FunctionAnnotations "function.annotations" offset_of!(Function, annotations), Val, 78, false;
    FunctionDict "function.dict" offset_of!(Function, dict), Val, 78, false;
    DictLen "dict.len" offset_of!(Dict, len), Len, 39, false;
    StrChars "str.nchars" offset_of!(Str, nchars), U32, 79, true;
    ExcTraceback "exception.traceback" offset_of!(Exception, traceback), Val, 62, false;
    FrameFunc "frame.func" offset_of!(Frame, func), Val, 63, true;
    VmHandled "vm.handled" offset_of!(adder_vm::Vm, handled), Val, 32, false;
    LoopBudget "verify.budget" 0, I64, 61, false;
}

/// First alias class of inline attribute slots; slot `i` has class `SLOT_BASE + i % SLOT_CLASSES`.
const SLOT_BASE: u16 = 40;
const SLOT_CLASSES: u16 = 20;

/// Inline attribute slot `i` of an instance.
pub fn inline_slot(i: usize) -> MemDesc {
    MemDesc {
        name: Cow::Owned(format!("slot{i}")),
        offset: (size_of::<Instance>() + i * 8) as i32,
        width: Width::Val,
        alias: AliasClass(SLOT_BASE + (i as u16 % SLOT_CLASSES)),
        immutable: false,
    }
}

/// Field at a constant element index of one of the table's indexed fields.
pub fn at(field: Field, index: usize) -> MemDesc {
    let mut d = field.desc();
    d.offset += (index * d.width.bytes() as usize) as i32;
    d.name = Cow::Owned(format!("{}{index}", d.name));
    d
}

// The value word is described twice, here and in the VM: they must agree.
const _: () = {
    use adder_codegen::abi;
    use adder_vm::{layout, Value};
    assert!(abi::INT_BASE == layout::INT_TAG);
    assert!(abi::IMMEDIATE_BASE == layout::IMM_TAG);
    assert!(abi::FLOAT_OFFSET == layout::FLOAT_OFFSET);
    assert!(abi::CANONICAL_NAN == layout::CANONICAL_NAN);
    assert!(
        abi::NONE == Value::NONE.0 && abi::TRUE == Value::TRUE.0 && abi::FALSE == Value::FALSE.0
    );
    assert!(abi::GC_BYTE_OFFSET as usize == layout::HEADER_GC);
    assert!(abi::GC_OLD_BIT == layout::GC_OLD);
    assert!(abi::HEAP_INT_PAYLOAD as usize == offset_of!(adder_vm::object::HeapInt, value));
};
