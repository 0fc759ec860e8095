//! Names the VM looks up: special methods (with a per-class cache) and other identifiers.

use crate::value::Value;
use crate::Vm;

macro_rules! specials {
    ($($variant:ident $name:literal)*) => {
        /// A special method. The per-class cache is indexed by this.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Special { $($variant),* }

        /// Their names, by `Special`.
        pub const SPECIAL_NAMES: &[&str] = &[$($name),*];
    };
}

specials! {
    Add "__add__" Radd "__radd__" Iadd "__iadd__"
    Sub "__sub__" Rsub "__rsub__" Isub "__isub__"
    Mul "__mul__" Rmul "__rmul__" Imul "__imul__"
    TrueDiv "__truediv__" RtrueDiv "__rtruediv__" ItrueDiv "__itruediv__"
    FloorDiv "__floordiv__" RfloorDiv "__rfloordiv__" IfloorDiv "__ifloordiv__"
    Mod "__mod__" Rmod "__rmod__" Imod "__imod__"
    Pow "__pow__" Rpow "__rpow__" Ipow "__ipow__"
    MatMul "__matmul__" RmatMul "__rmatmul__" ImatMul "__imatmul__"
    LShift "__lshift__" RlShift "__rlshift__" IlShift "__ilshift__"
    RShift "__rshift__" RrShift "__rrshift__" IrShift "__irshift__"
    And "__and__" Rand "__rand__" Iand "__iand__"
    Or "__or__" Ror "__ror__" Ior "__ior__"
    Xor "__xor__" Rxor "__rxor__" Ixor "__ixor__"
    DivMod "__divmod__" RdivMod "__rdivmod__"
    Neg "__neg__" Pos "__pos__" Invert "__invert__" Abs "__abs__"
    Lt "__lt__" Le "__le__" Eq "__eq__" Ne "__ne__" Gt "__gt__" Ge "__ge__"
    Bool "__bool__" Len "__len__" Hash "__hash__" Repr "__repr__" Str "__str__"
    Format "__format__" Bytes "__bytes__"
    Int "__int__" Float "__float__" Complex "__complex__" Index "__index__"
    Trunc "__trunc__" Floor "__floor__" Ceil "__ceil__" Round "__round__"
    GetItem "__getitem__" SetItem "__setitem__" DelItem "__delitem__" Missing "__missing__"
    Contains "__contains__" Iter "__iter__" Next "__next__" Reversed "__reversed__"
    LengthHint "__length_hint__"
    Call "__call__" New "__new__" Init "__init__" Del "__del__"
    GetAttribute "__getattribute__" GetAttr "__getattr__" SetAttr "__setattr__" DelAttr "__delattr__"
    Get "__get__" Set "__set__" Delete "__delete__" SetName "__set_name__"
    Enter "__enter__" Exit "__exit__"
    InitSubclass "__init_subclass__" ClassGetItem "__class_getitem__" Prepare "__prepare__"
    InstanceCheck "__instancecheck__" SubclassCheck "__subclasscheck__" MroEntries "__mro_entries__"
    Dir "__dir__" Subclasses "__subclasses__" Fspath "__fspath__" Send "send" Throw "throw" Close "close"
}

/// Number of special methods.
pub const NUM_SPECIALS: usize = SPECIAL_NAMES.len();

macro_rules! names {
    ($($field:ident $text:literal)*) => {
        /// Interned names used by the VM.
        #[derive(Default)]
        pub struct Names { $(pub $field: Name),* }

        impl Names {
            pub fn each(&self, f: &mut dyn FnMut(Value)) {
                $(f(self.$field.0);)*
            }
        }

        impl Vm {
            /// Interns them all (boot).
            pub fn intern_names(&mut self) {
                $(self.names.$field = Name(self.intern($text));)*
                for name in SPECIAL_NAMES {
                    let v = self.intern(name);
                    self.special_names.push(v);
                }
            }
        }
    };
}

/// An interned name (UNDEF before boot).
#[derive(Clone, Copy)]
pub struct Name(pub Value);

impl Default for Name {
    fn default() -> Name {
        Name(Value::UNDEF)
    }
}

names! {
    dict "__dict__" class "__class__" module "__module__" name "__name__" qualname "__qualname__"
    doc "__doc__" builtins "__builtins__" main "__main__" file "__file__" path "__path__"
    all "__all__" annotations "__annotations__" slots "__slots__" classcell "__classcell__"
    mro "__mro__" bases "__bases__" metaclass "metaclass" weakref "__weakref__"
    loader "__loader__" spec "__spec__" package "__package__" orig_bases "__orig_bases__"
    abstractmethods "__abstractmethods__" wrapped "__wrapped__" notes "__notes__" key "key" reverse "reverse"
    default "default" send "send" throw "throw" close "close" write "write" flush "flush"
    sep "sep" end "end" modules "modules" stdout "stdout" stderr "stderr" keys "keys"
    debug "__debug__" import "__import__" build_class "__build_class__" defaults "__defaults__"
    match_args "__match_args__" print "print" excepthook "excepthook" displayhook "displayhook"
    underscore "_" eq "__eq__" hash "__hash__" type_params "__type_params__" value "value" code "code" obj "obj"
    builtins_word "builtins" exceptions "exceptions" message "message" object "object" encoding "encoding" start "start" stop "stop" reason "reason"
}

impl Special {
    #[inline(always)]
    pub fn name(self) -> &'static str {
        SPECIAL_NAMES[self as usize]
    }
}
