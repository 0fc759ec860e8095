//! THE bytecode table: one row an op. Compiler, disassembler, verifier, interpreter and recorder
//! all read it.
//!
//! A row is `Name x, a, b, c : flags => "doc"`. Operand kinds:
//! `D` destination register, `R` source register, `RD` read and written, `-` unused, `K` constant
//! index (in `bc`, so written in column b with `.` in c), `C` inline-cache index, `N` name index,
//! `J` jump offset (16 bits), `JL` jump offset (32 bits in `bc`), `I` signed immediate, `U`
//! unsigned immediate, `F` first register of a contiguous range, `L` loop index.

/// What an operand field means; drives the disassembler and the verifier.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    None,
    Dst,
    Src,
    SrcDst,
    Const,
    ConstIdx,
    Cache,
    Name,
    Jump,
    JumpLong,
    Imm,
    Uns,
    First,
    Loop,
    Ext,
}

/// Facts the compiler, the verifier and the recorder need about an op.
pub mod flags {
    /// May raise a Python exception.
    pub const RAISES: u8 = 1;
    /// May run Python code (operator methods, descriptors, ...).
    pub const CALLS: u8 = 2;
    /// May jump.
    pub const JUMPS: u8 = 4;
    /// Control never falls through.
    pub const ENDS: u8 = 8;
}

macro_rules! kind {
    (-) => {
        Kind::None
    };
    (D) => {
        Kind::Dst
    };
    (R) => {
        Kind::Src
    };
    (RD) => {
        Kind::SrcDst
    };
    (K) => {
        Kind::Const
    };
    (KI) => {
        Kind::ConstIdx
    };
    (C) => {
        Kind::Cache
    };
    (N) => {
        Kind::Name
    };
    (J) => {
        Kind::Jump
    };
    (JL) => {
        Kind::JumpLong
    };
    (I) => {
        Kind::Imm
    };
    (U) => {
        Kind::Uns
    };
    (F) => {
        Kind::First
    };
    (L) => {
        Kind::Loop
    };
    (.) => {
        Kind::Ext
    };
}

macro_rules! op_table {
    ($( $name:ident $x:tt $a:tt $b:tt $c:tt : $flags:expr => $doc:literal )*) => {
        /// An opcode. The discriminant is the byte in the instruction word.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        #[repr(u8)]
        pub enum Op { $( #[doc = $doc] $name ),* }

        /// Every op in table order.
        pub const ALL: &[Op] = &[ $( Op::$name ),* ];

        static INFO: &[OpInfo] = &[ $( OpInfo {
            name: stringify!($name),
            x: kind!($x), a: kind!($a), b: kind!($b), c: kind!($c),
            flags: { #[allow(unused_imports)] use flags::*; #[allow(unused_imports)] use self::none::*; $flags },
            doc: $doc,
        } ),* ];
    };
}

mod none {
    pub const PURE: u8 = 0;
}

/// One row of the table.
pub struct OpInfo {
    pub name: &'static str,
    pub x: Kind,
    pub a: Kind,
    pub b: Kind,
    pub c: Kind,
    pub flags: u8,
    pub doc: &'static str,
}

op_table! {
    Nop            -  -  -  -  : PURE => "nothing"
    LoadConst      -  D  K  .  : PURE => "a = consts[bc]"
    LoadInt        -  D  I  .  : PURE => "a = the int bc"
    Move           -  D  R  -  : PURE => "a = b"
    CheckLocal     -  R  -  N  : RAISES => "UnboundLocalError for varname c if a is unset"
    DelLocal       -  RD -  N  : RAISES => "unset a (UnboundLocalError if unset)"
    Unset          -  D  -  -  : PURE => "a = unset, unchecked (end of an except clause's name)"

    MakeCell       -  RD -  -  : PURE => "a = new cell holding a (or unset)"
    CopyFree       -  F  U  -  : PURE => "r[a..a+b] = the function's closure cells"
    LoadDeref      -  D  R  N  : RAISES => "a = contents of cell b; NameError for free/cell name c if empty"
    StoreDeref     -  R  R  -  : PURE => "contents of cell a = b"
    DelDeref       -  R  -  N  : RAISES => "empty cell a; NameError if empty"
    LoadClassDeref -  D  R  N  : RAISES|CALLS => "a = class-body name c from locals, else contents of cell b"

    LoadGlobal     -  D  -  C  : RAISES => "a = globals or builtins [name of cache c]"
    StoreGlobal    -  R  -  C  : PURE => "globals[name of cache c] = a"
    DelGlobal      -  -  -  C  : RAISES => "del globals[name of cache c]"
    LoadName       -  D  -  C  : RAISES|CALLS => "a = locals, globals or builtins [name of cache c]"
    StoreName      -  R  -  C  : RAISES|CALLS => "locals[name of cache c] = a"
    DelName        -  -  -  C  : RAISES|CALLS => "del locals[name of cache c]"

    Add            U  D  R  R  : RAISES|CALLS => "a = b + c (x = 1: in place)"
    Sub            U  D  R  R  : RAISES|CALLS => "a = b - c"
    Mul            U  D  R  R  : RAISES|CALLS => "a = b * c"
    TrueDiv        U  D  R  R  : RAISES|CALLS => "a = b / c"
    FloorDiv       U  D  R  R  : RAISES|CALLS => "a = b // c"
    Mod            U  D  R  R  : RAISES|CALLS => "a = b % c"
    Pow            U  D  R  R  : RAISES|CALLS => "a = b ** c"
    MatMul         U  D  R  R  : RAISES|CALLS => "a = b @ c"
    LShift         U  D  R  R  : RAISES|CALLS => "a = b << c"
    RShift         U  D  R  R  : RAISES|CALLS => "a = b >> c"
    BitAnd         U  D  R  R  : RAISES|CALLS => "a = b & c"
    BitOr          U  D  R  R  : RAISES|CALLS => "a = b | c"
    BitXor         U  D  R  R  : RAISES|CALLS => "a = b ^ c"
    AddI           U  D  R  I  : RAISES|CALLS => "a = b + int c (x = 1: in place)"
    SubI           U  D  R  I  : RAISES|CALLS => "a = b - int c"
    MulI           U  D  R  I  : RAISES|CALLS => "a = b * int c"
    FloorDivI      U  D  R  I  : RAISES|CALLS => "a = b // int c"
    ModI           U  D  R  I  : RAISES|CALLS => "a = b % int c"
    LShiftI        U  D  R  I  : RAISES|CALLS => "a = b << int c"
    RShiftI        U  D  R  I  : RAISES|CALLS => "a = b >> int c"
    BitAndI        U  D  R  I  : RAISES|CALLS => "a = b & int c"

    Neg            -  D  R  -  : RAISES|CALLS => "a = -b"
    Pos            -  D  R  -  : RAISES|CALLS => "a = +b"
    Invert         -  D  R  -  : RAISES|CALLS => "a = ~b"
    Not            -  D  R  -  : RAISES|CALLS => "a = not b"
    ToBool         -  D  R  -  : RAISES|CALLS => "a = bool(b)"

    Lt             -  D  R  R  : RAISES|CALLS => "a = b < c"
    Le             -  D  R  R  : RAISES|CALLS => "a = b <= c"
    Eq             -  D  R  R  : RAISES|CALLS => "a = b == c"
    Ne             -  D  R  R  : RAISES|CALLS => "a = b != c"
    Gt             -  D  R  R  : RAISES|CALLS => "a = b > c"
    Ge             -  D  R  R  : RAISES|CALLS => "a = b >= c"
    Is             -  D  R  R  : PURE => "a = b is c"
    IsNot          -  D  R  R  : PURE => "a = b is not c"
    In             -  D  R  R  : RAISES|CALLS => "a = b in c"
    NotIn          -  D  R  R  : RAISES|CALLS => "a = b not in c"

    Jump           -  -  JL .  : JUMPS|ENDS => "jump"
    JumpIfTrue     -  R  JL .  : JUMPS|RAISES|CALLS => "jump if a is true"
    JumpIfFalse    -  R  JL .  : JUMPS|RAISES|CALLS => "jump if a is false"
    JumpIfNone     -  R  JL .  : JUMPS => "jump if a is None"
    JumpIfNotNone  -  R  JL .  : JUMPS => "jump if a is not None"
    JumpLt         U  R  R  J  : JUMPS|RAISES|CALLS => "jump if (a < b) is x (1 true, 0 false)"
    JumpLe         U  R  R  J  : JUMPS|RAISES|CALLS => "jump if (a <= b) is x"
    JumpEq         U  R  R  J  : JUMPS|RAISES|CALLS => "jump if (a == b) is x"
    JumpNe         U  R  R  J  : JUMPS|RAISES|CALLS => "jump if (a != b) is x"
    JumpGt         U  R  R  J  : JUMPS|RAISES|CALLS => "jump if (a > b) is x"
    JumpGe         U  R  R  J  : JUMPS|RAISES|CALLS => "jump if (a >= b) is x"
    JumpLtI        U  R  I  J  : JUMPS|RAISES|CALLS => "jump if (a < int b) is x"
    JumpLeI        U  R  I  J  : JUMPS|RAISES|CALLS => "jump if (a <= int b) is x"
    JumpEqI        U  R  I  J  : JUMPS|RAISES|CALLS => "jump if (a == int b) is x"
    JumpNeI        U  R  I  J  : JUMPS|RAISES|CALLS => "jump if (a != int b) is x"
    JumpGtI        U  R  I  J  : JUMPS|RAISES|CALLS => "jump if (a > int b) is x"
    JumpGeI        U  R  I  J  : JUMPS|RAISES|CALLS => "jump if (a >= int b) is x"
    JumpIs         U  R  R  J  : JUMPS => "jump if (a is b) is x"
    JumpIn         U  R  R  J  : JUMPS|RAISES|CALLS => "jump if (a in b) is x"

    Loop           -  -  L  .  : RAISES => "loop header: poll interrupts, count, perhaps enter a trace (loops[bc])"
    LoopJit        -  -  L  .  : RAISES => "loop header with compiled traces (patched from Loop)"
    LoopClock      U  -  L  .  : PURE => "loops[bc] begins (x = 1) or has ended (0): read the clock; only in profiled code"
    CallClock      U  -  -  -  : PURE => "the function begins (x = 1) or returns (0): read the clock; only in profiled code"
    GetIter        -  D  R  -  : RAISES|CALLS => "a = iter(b)"
    ForIter        -  D  R  J  : RAISES|CALLS|JUMPS => "a = next(b) and jump back; fall through when exhausted"

    Call           U  D  F  -  : RAISES|CALLS => "a = r[b](r[b+1 .. b+1+x])"
    CallMethod     U  D  F  -  : RAISES|CALLS => "a = r[b](self r[b+1] unless unset, r[b+2 .. b+2+x])"
    CallKw         U  D  F  KI : RAISES|CALLS => "as CallMethod with x arguments in all, the last len(consts[c]) by the names in that tuple"
    CallEx         -  D  F  -  : RAISES|CALLS => "a = r[b](*r[b+2], **r[b+3]); r[b+1] is self or unset, r[b+3] may be unset"
    Return         -  R  -  -  : ENDS => "return a"
    Yield          -  D  R  -  : RAISES|CALLS => "yield b; a = the value sent"
    YieldFrom      -  D  R  R  : RAISES|CALLS => "delegate to iterator b, c holds the value to send; a = its return value"
    GetYieldFrom   -  D  R  -  : RAISES|CALLS => "a = iterator for `yield from b`"

    LoadAttr       -  D  R  C  : RAISES|CALLS => "a = b.name of cache c"
    StoreAttr      -  R  R  C  : RAISES|CALLS => "a.name of cache c = b"
    DelAttr        -  R  -  C  : RAISES|CALLS => "del a.name of cache c"
    LoadMethod     -  F  R  C  : RAISES|CALLS => "r[a], r[a+1] = unbound method and b, or attribute and unset"
    LoadSuper      U  D  F  C  : RAISES|CALLS => "super(r[b+1], r[b+2]).name with super = r[b]; x = 1: as LoadMethod into r[a], r[a+1]"

    GetItem        -  D  R  R  : RAISES|CALLS => "a = b[c]"
    GetItemI       -  D  R  I  : RAISES|CALLS => "a = b[int c]"
    SetItem        -  R  R  R  : RAISES|CALLS => "a[b] = c"
    DelItem        -  R  R  -  : RAISES|CALLS => "del a[b]"
    BuildSlice     U  D  F  -  : PURE => "a = slice(r[b], r[b+1][, r[b+2] if x = 3])"

    BuildTuple     -  D  F  U  : PURE => "a = tuple(r[b .. b+c])"
    BuildList      -  D  F  U  : PURE => "a = list(r[b .. b+c])"
    BuildSet       -  D  F  U  : RAISES|CALLS => "a = set(r[b .. b+c])"
    BuildDict      -  D  F  U  : RAISES|CALLS => "a = dict of c pairs from r[b ..]"
    BuildConstKeyMap - D F KI  : RAISES|CALLS => "a = dict(zip(consts[c], r[b ..]))"
    BuildString    -  D  F  U  : PURE => "a = ''.join(r[b .. b+c]) of str objects"
    ListAppend     -  R  R  -  : PURE => "list a append b (comprehensions, displays)"
    SetAdd         -  R  R  -  : RAISES|CALLS => "set a add b"
    DictSet        -  R  R  R  : RAISES|CALLS => "dict a[b] = c"
    ListExtend     -  R  R  -  : RAISES|CALLS => "list a extend by iterable b"
    SetUpdate      -  R  R  -  : RAISES|CALLS => "set a update by iterable b"
    DictUpdate     -  R  R  -  : RAISES|CALLS => "dict a update by mapping b ({**b})"
    DictMerge      -  R  R  R  : RAISES|CALLS => "dict a update by mapping b for a call of c: duplicate keys and non-mappings are TypeErrors naming c"
    ListToTuple    -  D  R  -  : PURE => "a = tuple(list b)"
    FormatValue    U  D  R  R  : RAISES|CALLS => "a = format(conv(b), c); x low 2 bits 0 none, 1 str, 2 repr, 3 ascii; x bit 2: spec in c, else none"
    Unpack         -  F  R  U  : RAISES|CALLS => "r[a .. a+c] = b"
    UnpackEx       U  F  R  U  : RAISES|CALLS => "x items, a list, c items from b into r[a ..]"

    MakeFunction   U  D  F  KI : PURE => "a = function over code consts[c]; r[b..] hold, for each bit of x: 1 defaults tuple, 2 kwdefaults dict, 4 annotations tuple (name, value, ...), 8 closure tuple of cells"
    BuildClass     -  D  -  -  : PURE => "a = the __build_class__ builtin"
    ImportName     U  D  R  N  : RAISES|CALLS => "a = import of names[c] at level x with from-list b (a tuple or None)"
    ImportFrom     -  D  R  N  : RAISES|CALLS => "a = names[c] from module b"
    ImportStar     -  R  -  -  : RAISES|CALLS => "all public names of module a into locals"

    Raise          U  R  R  -  : RAISES|CALLS|ENDS => "x = 0: re-raise the handled exception, 1: raise a, 2: raise a from b"
    EnterHandler   -  R  D  -  : PURE => "b = the handled exception so far; the handled exception = a"
    LeaveHandler   -  R  -  -  : PURE => "the handled exception = a"
    Reraise        -  R  -  -  : RAISES|ENDS => "raise a again, traceback as it is"
    MatchExc       -  D  R  R  : RAISES|CALLS => "a = does exception b match class or tuple c"
    MatchExcGroup  -  F  R  R  : RAISES|CALLS => "r[a] = the part of b matching c or None, r[a+1] = the rest or None"
    ReraiseStar    -  D  R  R  : RAISES|CALLS => "a = what to raise after except*: from original b and list c, or None"
    LoadWith       -  F  R  -  : RAISES|CALLS => "r[a], r[a+1] = __exit__ and self, r[a+2], r[a+3] = __enter__ and self of manager b"
    LoadExcInfo    -  F  R  -  : PURE => "r[a .. a+3] = type, value, traceback of exception b"
    LoadAssertionError - D - - : PURE => "a = AssertionError"

    SetupAnnotations - - -  -  : RAISES|CALLS => "make __annotations__ in locals unless there"
    PrintExpr      -  R  -  -  : RAISES|CALLS => "interactive statement: display a"
    Intrinsic      U  D  F  U  : RAISES|CALLS => "a = intrinsic c of x arguments r[b ..] (prelude code only)"

}

impl Op {
    /// Number of ops.
    pub const COUNT: usize = ALL.len();

    /// The op with this byte. Bytes outside the table cannot come out of the compiler; they read
    /// as [`Op::Nop`] so that decoding is total.
    #[inline(always)]
    pub fn from_u8(byte: u8) -> Op {
        // The table is dense, so the match below compiles to a bounds check and a copy.
        if (byte as usize) < ALL.len() {
            ALL[byte as usize]
        } else {
            Op::Nop
        }
    }

    /// The op's row.
    pub fn info(self) -> &'static OpInfo {
        &INFO[self as usize]
    }
}
