//! THE table of operations. Enum, names, operand checks, result types, effects, printer and parser derive from it.
//!
//! A row is `Variant "text_name" [operand kinds] -> result, immediate, flags, "doc"`. To add an operation, add a row,
//! its semantics in `eval.rs` and its lowering in the back ends; nothing else enumerates operations.
//!
//! Kinds: a type name asks for that type; `Word` for i64, ptr, val or bool; `Flt` for f64 or f32; `Any` for anything
//! but void; `Same` for the type of the operand before. Results: a type; `Arg(n)` for the type of operand n; `Desc` for
//! what the descriptor (or the writer, for parameters) says.

use super::types::Type;
use std::fmt;

/// What an operand must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A 64-bit integer.
    I64,
    /// A double.
    F64,
    /// A single.
    F32,
    /// A bool.
    Bool,
    /// A raw pointer.
    Ptr,
    /// A boxed word.
    Val,
    /// i64, ptr, val or bool.
    Word,
    /// i64 or ptr.
    Addr,
    /// f64 or f32.
    Flt,
    /// Anything but void.
    Any,
    /// The type of the operand before this one.
    Same,
}

/// Where the result type comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultRule {
    /// Always this type.
    Is(Type),
    /// The type of that operand.
    Arg(usize),
    /// The descriptor named by the immediate, or the instruction itself (parameters).
    Desc,
}

/// What the `imm` field means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imm {
    /// Nothing.
    None,
    /// A `MemId`.
    Mem,
    /// A VM register number.
    Slot,
    /// A `Tag`.
    Tag,
    /// A `CallId`.
    Call,
    /// An `AllocId`.
    Alloc,
    /// A `BlockId`.
    Block,
    /// The first of two `BlockId`s.
    Br,
    /// A `LinkId`.
    Link,
}

/// Properties of an operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct OpFlags(u16);

impl OpFlags {
    /// Nothing special.
    pub const NIL: OpFlags = OpFlags(0);
    /// The result depends on the operands only and nothing else happens (but leaving the trace, if also a guard).
    pub const PURE: OpFlags = OpFlags(1);
    /// May leave the trace.
    pub const GUARD: OpFlags = OpFlags(2);
    /// Has a snapshot (publishing calls have one without this flag).
    pub const SNAP: OpFlags = OpFlags(4);
    /// Reads memory.
    pub const LOAD: OpFlags = OpFlags(8);
    /// Writes memory.
    pub const STORE: OpFlags = OpFlags(16);
    /// May collect garbage.
    pub const ALLOC: OpFlags = OpFlags(32);
    /// Calls a function described by a `CallDesc`.
    pub const CALL: OpFlags = OpFlags(64);
    /// The first two operands may be exchanged.
    pub const COMM: OpFlags = OpFlags(128);
    /// Ends a block.
    pub const TERM: OpFlags = OpFlags(256);
    /// Operands are in the list pool.
    pub const LIST: OpFlags = OpFlags(512);
    /// Must stay although it has no result anyone may use.
    pub const KEEP: OpFlags = OpFlags(1024);

    /// Both sets.
    pub const fn or(self, other: OpFlags) -> OpFlags {
        OpFlags(self.0 | other.0)
    }

    /// Whether all flags of `other` are set.
    pub const fn has(self, other: OpFlags) -> bool {
        self.0 & other.0 == other.0
    }
}

/// One row of the table.
#[derive(Clone, Copy)]
pub struct OpInfo {
    /// Name in the text form.
    pub name: &'static str,
    /// Kinds of the operands (for list operations: of the leading ones).
    pub operands: &'static [Kind],
    /// Where the result type comes from.
    pub result: ResultRule,
    /// Meaning of the immediate.
    pub imm: Imm,
    /// Properties.
    pub flags: OpFlags,
    /// One line of documentation.
    pub doc: &'static str,
}

macro_rules! result_rule {
    (Arg($n:literal)) => {
        ResultRule::Arg($n)
    };
    (Desc) => {
        ResultRule::Desc
    };
    ($ty:ident) => {
        ResultRule::Is(Type::$ty)
    };
}

macro_rules! define_ops {
    ($($op:ident $name:literal [$($kind:ident)*] -> $res:ident $(($arg:literal))?, $imm:ident, $($flag:ident)|+, $doc:literal;)*) => {
        /// An operation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Op {
            $(#[doc = $doc] $op,)*
        }

        static OPS: &[OpInfo] = &[
            $(OpInfo {
                name: $name,
                operands: &[$(Kind::$kind),*],
                result: result_rule!($res $(($arg))?),
                imm: Imm::$imm,
                flags: OpFlags::NIL$(.or(OpFlags::$flag))+,
                doc: $doc,
            },)*
        ];

        impl Op {
            /// Every operation, in table order.
            pub const ALL: &'static [Op] = &[$(Op::$op,)*];
        }
    };
}

define_ops! {
    Nop "nop" [] -> Void, None, NIL, "Nothing; left by passes until the next compaction.";
    Param "param" [] -> Desc, None, NIL, "A block parameter.";

    // Integers, wrapping.
    Add "add" [I64 I64] -> I64, None, PURE|COMM, "Sum modulo 2**64.";
    Sub "sub" [I64 I64] -> I64, None, PURE, "Difference modulo 2**64.";
    Mul "mul" [I64 I64] -> I64, None, PURE|COMM, "Product modulo 2**64.";
    Neg "neg" [I64] -> I64, None, PURE, "Negation modulo 2**64.";
    And "and" [I64 I64] -> I64, None, PURE|COMM, "Bitwise and.";
    Or "or" [I64 I64] -> I64, None, PURE|COMM, "Bitwise or.";
    Xor "xor" [I64 I64] -> I64, None, PURE|COMM, "Bitwise exclusive or.";
    Shl "shl" [I64 I64] -> I64, None, PURE, "Shift left; count 0..=63.";
    Shr "shr" [I64 I64] -> I64, None, PURE, "Arithmetic shift right; count 0..=63.";
    Ushr "ushr" [I64 I64] -> I64, None, PURE, "Logical shift right; count 0..=63.";
    FloorDiv "floordiv" [I64 I64] -> I64, None, PURE, "Python's `//`; divisor not 0, not MIN // -1.";
    Mod "mod" [I64 I64] -> I64, None, PURE, "Python's `%`; divisor not 0, not MIN % -1.";
    Div "div" [I64 I64] -> I64, None, PURE, "Quotient truncated towards 0; same preconditions (made by the optimiser).";
    Rem "rem" [I64 I64] -> I64, None, PURE, "Remainder with the dividend's sign; same preconditions (made by the optimiser).";
    Udiv "udiv" [I64 I64] -> I64, None, PURE, "Quotient of unsigned numbers; divisor not 0.";
    Urem "urem" [I64 I64] -> I64, None, PURE, "Remainder of unsigned numbers; divisor not 0.";
    AsUint "as_uint" [I64] -> I64, None, PURE, "The same bits. Says that the users ask for the number modulo 2**64, not for the number.";
    Min "min" [I64 I64] -> I64, None, PURE|COMM, "Smaller of two.";
    Max "max" [I64 I64] -> I64, None, PURE|COMM, "Larger of two.";
    Clz "clz" [I64] -> I64, None, PURE, "Leading zero bits, 64 for 0.";
    Ctz "ctz" [I64] -> I64, None, PURE, "Trailing zero bits, 64 for 0.";
    Popcnt "popcnt" [I64] -> I64, None, PURE, "Number of one bits.";
    AddOvf "add_ovf" [I64 I64] -> I64, None, PURE|COMM|GUARD|SNAP, "Sum; leaves on overflow.";
    SubOvf "sub_ovf" [I64 I64] -> I64, None, PURE|GUARD|SNAP, "Difference; leaves on overflow.";
    MulOvf "mul_ovf" [I64 I64] -> I64, None, PURE|COMM|GUARD|SNAP, "Product; leaves on overflow.";
    NegOvf "neg_ovf" [I64] -> I64, None, PURE|GUARD|SNAP, "Negation; leaves on overflow.";

    // Comparisons and bools.
    Eq "eq" [Word Same] -> Bool, None, PURE|COMM, "Same word.";
    Ne "ne" [Word Same] -> Bool, None, PURE|COMM, "Different words.";
    Lt "lt" [I64 I64] -> Bool, None, PURE, "Signed less.";
    Le "le" [I64 I64] -> Bool, None, PURE, "Signed less or equal.";
    Gt "gt" [I64 I64] -> Bool, None, PURE, "Signed greater.";
    Ge "ge" [I64 I64] -> Bool, None, PURE, "Signed greater or equal.";
    Ult "ult" [Addr Same] -> Bool, None, PURE, "Unsigned less.";
    Ule "ule" [Addr Same] -> Bool, None, PURE, "Unsigned less or equal.";
    Feq "feq" [Flt Same] -> Bool, None, PURE|COMM, "IEEE equal.";
    Fne "fne" [Flt Same] -> Bool, None, PURE|COMM, "IEEE not equal (true for NaN).";
    Flt "flt" [Flt Same] -> Bool, None, PURE, "IEEE less.";
    Fle "fle" [Flt Same] -> Bool, None, PURE, "IEEE less or equal.";
    Fgt "fgt" [Flt Same] -> Bool, None, PURE, "IEEE greater.";
    Fge "fge" [Flt Same] -> Bool, None, PURE, "IEEE greater or equal.";
    Bnot "bnot" [Bool] -> Bool, None, PURE, "Negated bool.";
    Band "band" [Bool Bool] -> Bool, None, PURE|COMM, "Both.";
    Bor "bor" [Bool Bool] -> Bool, None, PURE|COMM, "Either.";
    Select "select" [Bool Any Same] -> Arg(1), None, PURE, "Second operand if the first holds, else the third.";

    // Floats; f64 or f32 by operand type.
    Fadd "fadd" [Flt Same] -> Arg(0), None, PURE|COMM, "Sum.";
    Fsub "fsub" [Flt Same] -> Arg(0), None, PURE, "Difference.";
    Fmul "fmul" [Flt Same] -> Arg(0), None, PURE|COMM, "Product.";
    Fdiv "fdiv" [Flt Same] -> Arg(0), None, PURE, "Quotient (IEEE; the recorder guards against zero).";
    Fneg "fneg" [Flt] -> Arg(0), None, PURE, "Sign flipped.";
    Fabs "fabs" [Flt] -> Arg(0), None, PURE, "Sign cleared.";
    Fsqrt "fsqrt" [Flt] -> Arg(0), None, PURE, "Correctly rounded square root.";
    Ffloor "ffloor" [Flt] -> Arg(0), None, PURE, "Rounded down.";
    Fceil "fceil" [Flt] -> Arg(0), None, PURE, "Rounded up.";
    Ftrunc "ftrunc" [Flt] -> Arg(0), None, PURE, "Rounded towards zero.";
    Fma "fma" [Flt Same Same] -> Arg(0), None, PURE, "a * b + c, rounded once.";
    I2f "i2f" [I64] -> F64, None, PURE, "Nearest double of a signed integer.";
    U2f "u2f" [I64] -> F64, None, PURE, "Nearest double of the bits as unsigned.";
    F2i "f2i" [F64] -> I64, None, PURE, "Truncated; precondition: in range.";
    F2iChk "f2i_chk" [F64] -> I64, None, PURE|GUARD|SNAP, "Truncated; leaves when NaN or out of i64's range.";
    F2iExact "f2i_exact" [F64] -> I64, None, PURE|GUARD|SNAP, "Leaves unless the double is an integer in i64's range.";
    F2f32 "f2f32" [F64] -> F32, None, PURE, "Rounded to single.";
    F32f "f32f" [F32] -> F64, None, PURE, "Widened to double.";
    Fbits "fbits" [F64] -> I64, None, PURE, "The bits of a double.";
    BitsF "bitsf" [I64] -> F64, None, PURE, "The double of these bits.";

    // Boxes and pointers.
    IsTag "is_tag" [Val] -> Bool, Tag, PURE, "Whether a word has the tag.";
    UnboxInt "unbox_int" [Val] -> I64, None, PURE, "Payload of an inline int.";
    UnboxIntAny "unbox_int_any" [Val] -> I64, None, PURE, "Payload of an inline int or heap int64.";
    BoxInt "box_int" [I64] -> Val, None, PURE|ALLOC, "Word of an integer; allocates when it does not fit.";
    BoxSmall "box_small" [I64] -> Val, None, PURE, "Word of an integer that fits.";
    BoxUint "box_uint" [I64] -> Val, None, PURE|ALLOC, "Word of the bits as an unsigned integer.";
    IsUint "is_uint" [Val] -> Bool, None, PURE, "Whether a word is an int in 0..2**64.";
    LowInt "low_int" [Val] -> I64, None, PURE, "An int of any size, modulo 2**64.";
    UnboxFloat "unbox_float" [Val] -> F64, None, PURE, "Double in a float word.";
    BoxFloat "box_float" [F64] -> Val, None, PURE, "Word of a double; NaNs made canonical.";
    UnboxBool "unbox_bool" [Val] -> Bool, None, PURE, "Bool in a bool word.";
    BoxBool "box_bool" [Bool] -> Val, None, PURE, "Word of a bool.";
    B2i "b2i" [Bool] -> I64, None, PURE, "0 or 1.";
    ValToPtr "val_to_ptr" [Val] -> Ptr, None, PURE, "Pointer word as pointer.";
    PtrToVal "ptr_to_val" [Ptr] -> Val, None, PURE, "Object pointer as word.";
    PtrToInt "ptr_to_int" [Ptr] -> I64, None, PURE, "Address as integer.";
    IntToPtr "int_to_ptr" [I64] -> Ptr, None, PURE, "Integer as address.";
    PtrAdd "ptr_add" [Ptr I64] -> Ptr, None, PURE, "Pointer plus bytes.";
    Cx "cx" [] -> Ptr, None, PURE, "The context pointer.";
    Frame "frame" [] -> Ptr, None, PURE, "The frame base pointer.";

    // Ints of any size, as words. Precondition: the words are ints.
    BigAdd "big_add" [Val Val] -> Val, None, PURE|ALLOC|COMM, "Sum.";
    BigSub "big_sub" [Val Val] -> Val, None, PURE|ALLOC, "Difference.";
    BigMul "big_mul" [Val Val] -> Val, None, PURE|ALLOC|COMM, "Product.";
    BigAnd "big_and" [Val Val] -> Val, None, PURE|ALLOC|COMM, "Bitwise and.";
    BigOr "big_or" [Val Val] -> Val, None, PURE|ALLOC|COMM, "Bitwise or.";
    BigXor "big_xor" [Val Val] -> Val, None, PURE|ALLOC|COMM, "Bitwise exclusive or.";
    BigShl "big_shl" [Val Val] -> Val, None, PURE|ALLOC, "Shifted left; count 0..=255.";
    BigShr "big_shr" [Val Val] -> Val, None, PURE|ALLOC, "Shifted right; count not negative.";

    // Guards.
    GuardTrue "guard_true" [Bool] -> Void, None, GUARD|SNAP, "Leaves unless true.";
    GuardFalse "guard_false" [Bool] -> Void, None, GUARD|SNAP, "Leaves unless false.";
    GuardTag "guard_tag" [Val] -> Void, Tag, GUARD|SNAP, "Leaves unless the word has the tag.";
    GuardShape "guard_shape" [Ptr Ptr] -> Void, None, GUARD|SNAP, "Leaves unless the object's shape is the constant (32-bit address).";
    GuardEq "guard_eq" [Word Same] -> Void, None, GUARD|SNAP, "Leaves unless same word.";
    GuardNe "guard_ne" [Word Same] -> Void, None, GUARD|SNAP, "Leaves if same word; pointers compared with each other are starts of objects.";
    GuardValid "guard_valid" [Ptr] -> Void, None, GUARD|SNAP|LOAD, "Leaves if the byte at the address is not 0 (trace invalidated).";
    Poll "poll" [Ptr] -> Void, Mem, GUARD|SNAP|LOAD|KEEP, "Leaves if the field is not 0 (interrupt requested).";

    // Memory.
    Load "load" [Ptr I64] -> Desc, Mem, LOAD, "Field of base, or element with an index.";
    Store "store" [Ptr Any I64] -> Void, Mem, STORE|KEEP, "Writes a field or element: base, value, index.";
    LoadSlot "load_slot" [] -> Val, Slot, LOAD, "VM register of the root frame.";
    StoreSlot "store_slot" [Val] -> Void, Slot, STORE|KEEP, "Writes a VM register of the root frame.";
    New "new" [] -> Ptr, Alloc, ALLOC, "Fresh object with its header; fields hold garbage until stored.";
    Barrier "barrier" [Ptr] -> Void, None, KEEP, "Write barrier of an object about to be stored into.";
    Call "call" [] -> Desc, Call, CALL|LIST, "C call.";

    // Terminators.
    Jump "jump" [] -> Void, Block, TERM|LIST|KEEP, "To a block, with its arguments.";
    Br "br" [Bool] -> Void, Br, TERM|LIST|KEEP, "To one of two blocks.";
    Link "link" [] -> Void, Link, TERM|LIST|KEEP, "To another trace's typed entry, with its arguments.";
    Ret "ret" [Val] -> Void, None, TERM|KEEP, "Leaves the trace for good: the root frame returns this word.";
    Exit "exit" [] -> Void, None, TERM|SNAP|KEEP, "Leaves the trace.";
}

impl Op {
    /// The operation's row.
    #[inline]
    pub fn info(self) -> &'static OpInfo {
        &OPS[self as usize]
    }

    /// Name in the text form.
    pub fn name(self) -> &'static str {
        self.info().name
    }

    /// The operation of that name.
    pub fn from_name(name: &str) -> Option<Op> {
        Op::ALL.iter().copied().find(|op| op.name() == name)
    }

    /// Whether all flags are set.
    #[inline]
    pub fn has(self, flags: OpFlags) -> bool {
        self.info().flags.has(flags)
    }

    /// May leave the trace (guards, checked arithmetic; not `exit`).
    pub fn is_guard(self) -> bool {
        self.has(OpFlags::GUARD)
    }

    /// Ends a block.
    pub fn is_terminator(self) -> bool {
        self.has(OpFlags::TERM)
    }

    /// Equal operands give equal results wherever both are reached (checked arithmetic included).
    pub fn is_pure(self) -> bool {
        self.has(OpFlags::PURE)
    }

    /// A pure operation that cannot leave the trace: droppable when unused.
    pub fn is_droppable(self) -> bool {
        self.is_pure() && !self.is_guard()
    }

    /// Arithmetic on ints of any size.
    pub fn is_big(self) -> bool {
        (Op::BigAdd as u8..=Op::BigShr as u8).contains(&(self as u8))
    }

    /// The wrapping operation that gives the low 64 bits of this checked one or this one on ints of any size, if there
    /// is one.
    pub fn modulo_word(self) -> Option<Op> {
        Some(match self {
            Op::AddOvf | Op::BigAdd => Op::Add,
            Op::SubOvf | Op::BigSub => Op::Sub,
            Op::MulOvf | Op::BigMul => Op::Mul,
            Op::NegOvf => Op::Neg,
            Op::BigAnd => Op::And,
            Op::BigOr => Op::Or,
            Op::BigXor => Op::Xor,
            _ => return None,
        })
    }

    /// The comparison that holds when this one does not (`None` for floats' orderings, because of NaN).
    pub fn negated(self) -> Option<Op> {
        Some(match self {
            Op::Eq => Op::Ne,
            Op::Ne => Op::Eq,
            Op::Lt => Op::Ge,
            Op::Ge => Op::Lt,
            Op::Gt => Op::Le,
            Op::Le => Op::Gt,
            Op::Feq => Op::Fne,
            Op::Fne => Op::Feq,
            _ => return None,
        })
    }

    /// The comparison with its operands exchanged.
    pub fn swapped(self) -> Option<Op> {
        Some(match self {
            Op::Eq | Op::Ne | Op::Feq | Op::Fne => self,
            Op::Lt => Op::Gt,
            Op::Gt => Op::Lt,
            Op::Le => Op::Ge,
            Op::Ge => Op::Le,
            Op::Flt => Op::Fgt,
            Op::Fgt => Op::Flt,
            Op::Fle => Op::Fge,
            Op::Fge => Op::Fle,
            _ => return None,
        })
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
