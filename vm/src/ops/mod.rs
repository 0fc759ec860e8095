//! Python semantics, called by the interpreter's slow paths, by built-ins and by compiled code.
//!
//! Functions here take and return values. Those whose name ends in `_fast` never run Python code
//! and answer `None` when they do not know; the others may call back into the interpreter natively
//! (the interpreter itself uses the `_fast` halves and pushes frames instead).

pub mod arith;
pub mod attr;
pub mod call;
pub mod class;
pub mod compare;
pub mod dict;
pub mod format;
pub mod hash;
pub mod index;
pub mod iter;
pub mod number;
pub mod repr;
pub mod set;
pub mod special;
pub mod truth;

use special::Special;

/// Binary operators, in the order of the op table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    LShift,
    RShift,
    And,
    Or,
    Xor,
    DivMod,
}

impl BinOp {
    pub const ALL: [BinOp; 14] = [
        BinOp::Add,
        BinOp::Sub,
        BinOp::Mul,
        BinOp::TrueDiv,
        BinOp::FloorDiv,
        BinOp::Mod,
        BinOp::Pow,
        BinOp::MatMul,
        BinOp::LShift,
        BinOp::RShift,
        BinOp::And,
        BinOp::Or,
        BinOp::Xor,
        BinOp::DivMod,
    ];

    /// As messages spell it ("unsupported operand type(s) for +").
    pub fn symbol(self) -> &'static str {
        match self {
            BinOp::Add => "+",
            BinOp::Sub => "-",
            BinOp::Mul => "*",
            BinOp::TrueDiv => "/",
            BinOp::FloorDiv => "//",
            BinOp::Mod => "%",
            BinOp::Pow => "** or pow()",
            BinOp::MatMul => "@",
            BinOp::LShift => "<<",
            BinOp::RShift => ">>",
            BinOp::And => "&",
            BinOp::Or => "|",
            BinOp::Xor => "^",
            BinOp::DivMod => "divmod()",
        }
    }

    /// As in-place messages spell it.
    pub fn inplace_symbol(self) -> &'static str {
        match self {
            BinOp::Pow => "**=",
            BinOp::Add => "+=",
            BinOp::Sub => "-=",
            BinOp::Mul => "*=",
            BinOp::TrueDiv => "/=",
            BinOp::FloorDiv => "//=",
            BinOp::Mod => "%=",
            BinOp::MatMul => "@=",
            BinOp::LShift => "<<=",
            BinOp::RShift => ">>=",
            BinOp::And => "&=",
            BinOp::Or => "|=",
            BinOp::Xor => "^=",
            BinOp::DivMod => "divmod()",
        }
    }

    /// Special methods: forward, reflected, in place (forward again where there is none).
    pub fn specials(self) -> (Special, Special, Special) {
        use Special::*;
        match self {
            BinOp::Add => (Add, Radd, Iadd),
            BinOp::Sub => (Sub, Rsub, Isub),
            BinOp::Mul => (Mul, Rmul, Imul),
            BinOp::TrueDiv => (TrueDiv, RtrueDiv, ItrueDiv),
            BinOp::FloorDiv => (FloorDiv, RfloorDiv, IfloorDiv),
            BinOp::Mod => (Mod, Rmod, Imod),
            BinOp::Pow => (Pow, Rpow, Ipow),
            BinOp::MatMul => (MatMul, RmatMul, ImatMul),
            BinOp::LShift => (LShift, RlShift, IlShift),
            BinOp::RShift => (RShift, RrShift, IrShift),
            BinOp::And => (And, Rand, Iand),
            BinOp::Or => (Or, Ror, Ior),
            BinOp::Xor => (Xor, Rxor, Ixor),
            BinOp::DivMod => (DivMod, RdivMod, DivMod),
        }
    }
}

/// Rich comparisons.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum CmpOp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

impl CmpOp {
    pub const ALL: [CmpOp; 6] = [CmpOp::Lt, CmpOp::Le, CmpOp::Eq, CmpOp::Ne, CmpOp::Gt, CmpOp::Ge];

    pub fn symbol(self) -> &'static str {
        match self {
            CmpOp::Lt => "<",
            CmpOp::Le => "<=",
            CmpOp::Eq => "==",
            CmpOp::Ne => "!=",
            CmpOp::Gt => ">",
            CmpOp::Ge => ">=",
        }
    }

    /// The same comparison with operands exchanged.
    pub fn reflected(self) -> CmpOp {
        match self {
            CmpOp::Lt => CmpOp::Gt,
            CmpOp::Le => CmpOp::Ge,
            CmpOp::Eq => CmpOp::Eq,
            CmpOp::Ne => CmpOp::Ne,
            CmpOp::Gt => CmpOp::Lt,
            CmpOp::Ge => CmpOp::Le,
        }
    }

    pub fn special(self) -> Special {
        match self {
            CmpOp::Lt => Special::Lt,
            CmpOp::Le => Special::Le,
            CmpOp::Eq => Special::Eq,
            CmpOp::Ne => Special::Ne,
            CmpOp::Gt => Special::Gt,
            CmpOp::Ge => Special::Ge,
        }
    }

    #[inline(always)]
    pub fn of<T: PartialOrd>(self, a: T, b: T) -> bool {
        match self {
            CmpOp::Lt => a < b,
            CmpOp::Le => a <= b,
            CmpOp::Eq => a == b,
            CmpOp::Ne => a != b,
            CmpOp::Gt => a > b,
            CmpOp::Ge => a >= b,
        }
    }

    /// The answer from a three-way comparison (`None`: unordered).
    pub fn of_ordering(self, o: Option<std::cmp::Ordering>) -> bool {
        match o {
            None => self == CmpOp::Ne,
            Some(o) => self.of(o as i8, 0),
        }
    }
}
