//! The built-in classes: one table row each.
//!
//! `field: "name", base field, instance kind, flags`. `boot` makes a class per row, in order;
//! methods are registered by the files in `builtins` and by the library crate.

use crate::object::class::class_flags::{EXCEPTION, FINAL, METACLASS, NO_NEW};
use crate::object::{Class, Gc, Kind, ShapeRef};

macro_rules! class_table {
    ($($field:ident: $name:literal, $base:ident, $kind:ident, $flags:expr;)*) => {
        /// Handles of the built-in classes.
        pub struct Types {
            $(#[doc = $name] pub $field: Gc<Class>,)*
            /// Shape of ints beyond 64 bits (class `int`).
            pub bigint_shape: ShapeRef,
            /// Shape of attribute arrays (class `object`; never seen by Python).
            pub attr_array_shape: ShapeRef,
        }

        /// One row of the table.
        pub struct Row {
            pub name: &'static str,
            pub base: fn(&Types) -> Gc<Class>,
            pub slot: fn(&mut Types) -> &mut Gc<Class>,
            pub kind: Kind,
            pub flags: u32,
        }

        pub const ROWS: &[Row] = &[$(Row {
            name: $name,
            base: |t| t.$base,
            slot: |t| &mut t.$field,
            kind: Kind::$kind,
            flags: $flags,
        },)*];

        impl Types {
            pub fn unset() -> Types {
                Types {
                    $($field: Gc::dangling(),)*
                    bigint_shape: ShapeRef::NONE,
                    attr_array_shape: ShapeRef::NONE,
                }
            }

            pub fn each(&self, f: &mut dyn FnMut(Gc<Class>)) {
                $(f(self.$field);)*
            }
        }
    };
}

const E: u32 = EXCEPTION;

// A row's base must stand above it (`object` and `type` are their own special case).
class_table! {
    object: "object", object, Instance, 0;
    type_: "type", object, Class, METACLASS;
    int: "int", object, IntSub, 0;
    bool: "bool", int, IntSub, FINAL;
    float: "float", object, FloatSub, 0;
    complex: "complex", object, Complex, 0;
    str: "str", object, Str, 0;
    bytes: "bytes", object, Bytes, 0;
    bytearray: "bytearray", object, ByteArray, 0;
    list: "list", object, List, 0;
    tuple: "tuple", object, Tuple, 0;
    dict: "dict", object, Dict, 0;
    set: "set", object, Set, 0;
    frozenset: "frozenset", object, Set, 0;
    range: "range", object, Range, FINAL;
    slice: "slice", object, Slice, FINAL;
    none: "NoneType", object, Instance, FINAL;
    not_implemented: "NotImplementedType", object, Instance, FINAL;
    ellipsis: "ellipsis", object, Instance, FINAL;
    function: "function", object, Function, FINAL;
    code: "code", object, Code, FINAL | NO_NEW;
    builtin_function: "builtin_function_or_method", object, Native, FINAL | NO_NEW;
    method_descriptor: "method_descriptor", object, Native, FINAL | NO_NEW;
    wrapper_descriptor: "wrapper_descriptor", object, Native, FINAL | NO_NEW;
    classmethod_descriptor: "classmethod_descriptor", object, Native, FINAL | NO_NEW;
    method: "method", object, BoundMethod, FINAL;
    method_wrapper: "method-wrapper", object, BoundMethod, FINAL | NO_NEW;
    builtin_method: "builtin_function_or_method", object, BoundMethod, FINAL | NO_NEW;
    module: "module", object, Module, 0;
    generator: "generator", object, Generator, FINAL | NO_NEW;
    map: "map", object, Generator, 0;
    filter: "filter", object, Generator, 0;
    zip: "zip", object, Generator, 0;
    cell: "cell", object, Cell, FINAL;
    property: "property", object, Property, 0;
    classmethod: "classmethod", object, ClassMethod, 0;
    staticmethod: "staticmethod", object, StaticMethod, 0;
    super_: "super", object, Super, 0;
    list_iterator: "list_iterator", object, ListIter, FINAL | NO_NEW;
    tuple_iterator: "tuple_iterator", object, TupleIter, FINAL | NO_NEW;
    range_iterator: "range_iterator", object, RangeIter, FINAL | NO_NEW;
    longrange_iterator: "longrange_iterator", object, SeqIter, FINAL | NO_NEW;
    str_iterator: "str_ascii_iterator", object, StrIter, FINAL | NO_NEW;
    bytes_iterator: "bytes_iterator", object, SeqIter, FINAL | NO_NEW;
    bytearray_iterator: "bytearray_iterator", object, SeqIter, FINAL | NO_NEW;
    dict_keyiterator: "dict_keyiterator", object, DictIter, FINAL | NO_NEW;
    dict_valueiterator: "dict_valueiterator", object, DictIter, FINAL | NO_NEW;
    dict_itemiterator: "dict_itemiterator", object, DictIter, FINAL | NO_NEW;
    dict_reversekeyiterator: "dict_reversekeyiterator", object, DictIter, FINAL | NO_NEW;
    dict_reversevalueiterator: "dict_reversevalueiterator", object, DictIter, FINAL | NO_NEW;
    dict_reverseitemiterator: "dict_reverseitemiterator", object, DictIter, FINAL | NO_NEW;
    dict_keys: "dict_keys", object, DictView, FINAL | NO_NEW;
    dict_values: "dict_values", object, DictView, FINAL | NO_NEW;
    dict_items: "dict_items", object, DictView, FINAL | NO_NEW;
    set_iterator: "set_iterator", object, SetIter, FINAL | NO_NEW;
    iterator: "iterator", object, SeqIter, FINAL | NO_NEW;
    callable_iterator: "callable_iterator", object, CallIter, FINAL | NO_NEW;
    enumerate: "enumerate", object, Enumerate, 0;
    reversed: "reversed", object, Reversed, 0;
    list_reverseiterator: "list_reverseiterator", object, Reversed, FINAL | NO_NEW;
    mappingproxy: "mappingproxy", object, MappingProxy, FINAL;
    member_descriptor: "member_descriptor", object, Member, FINAL | NO_NEW;
    getset_descriptor: "getset_descriptor", object, GetSet, FINAL | NO_NEW;
    traceback: "traceback", object, Traceback, FINAL;
    frame: "frame", object, FrameObj, FINAL | NO_NEW;
    weakref: "ReferenceType", object, Weakref, 0;

    base_exception: "BaseException", object, Exception, E;
    system_exit: "SystemExit", base_exception, Exception, E;
    keyboard_interrupt: "KeyboardInterrupt", base_exception, Exception, E;
    generator_exit: "GeneratorExit", base_exception, Exception, E;
    base_exception_group: "BaseExceptionGroup", base_exception, Exception, E;
    exception: "Exception", base_exception, Exception, E;
    exception_group: "ExceptionGroup", base_exception_group, Exception, E;
    stop_iteration: "StopIteration", exception, Exception, E;
    stop_async_iteration: "StopAsyncIteration", exception, Exception, E;
    arithmetic_error: "ArithmeticError", exception, Exception, E;
    floating_point_error: "FloatingPointError", arithmetic_error, Exception, E;
    overflow_error: "OverflowError", arithmetic_error, Exception, E;
    zero_division_error: "ZeroDivisionError", arithmetic_error, Exception, E;
    assertion_error: "AssertionError", exception, Exception, E;
    attribute_error: "AttributeError", exception, Exception, E;
    buffer_error: "BufferError", exception, Exception, E;
    eof_error: "EOFError", exception, Exception, E;
    import_error: "ImportError", exception, Exception, E;
    module_not_found_error: "ModuleNotFoundError", import_error, Exception, E;
    lookup_error: "LookupError", exception, Exception, E;
    index_error: "IndexError", lookup_error, Exception, E;
    key_error: "KeyError", lookup_error, Exception, E;
    memory_error: "MemoryError", exception, Exception, E;
    name_error: "NameError", exception, Exception, E;
    unbound_local_error: "UnboundLocalError", name_error, Exception, E;
    os_error: "OSError", exception, Exception, E;
    blocking_io_error: "BlockingIOError", os_error, Exception, E;
    child_process_error: "ChildProcessError", os_error, Exception, E;
    connection_error: "ConnectionError", os_error, Exception, E;
    broken_pipe_error: "BrokenPipeError", connection_error, Exception, E;
    connection_aborted_error: "ConnectionAbortedError", connection_error, Exception, E;
    connection_refused_error: "ConnectionRefusedError", connection_error, Exception, E;
    connection_reset_error: "ConnectionResetError", connection_error, Exception, E;
    file_exists_error: "FileExistsError", os_error, Exception, E;
    file_not_found_error: "FileNotFoundError", os_error, Exception, E;
    interrupted_error: "InterruptedError", os_error, Exception, E;
    is_a_directory_error: "IsADirectoryError", os_error, Exception, E;
    not_a_directory_error: "NotADirectoryError", os_error, Exception, E;
    permission_error: "PermissionError", os_error, Exception, E;
    process_lookup_error: "ProcessLookupError", os_error, Exception, E;
    timeout_error: "TimeoutError", os_error, Exception, E;
    reference_error: "ReferenceError", exception, Exception, E;
    runtime_error: "RuntimeError", exception, Exception, E;
    not_implemented_error: "NotImplementedError", runtime_error, Exception, E;
    recursion_error: "RecursionError", runtime_error, Exception, E;
    syntax_error: "SyntaxError", exception, Exception, E;
    indentation_error: "IndentationError", syntax_error, Exception, E;
    tab_error: "TabError", indentation_error, Exception, E;
    system_error: "SystemError", exception, Exception, E;
    type_error: "TypeError", exception, Exception, E;
    value_error: "ValueError", exception, Exception, E;
    unicode_error: "UnicodeError", value_error, Exception, E;
    unicode_decode_error: "UnicodeDecodeError", unicode_error, Exception, E;
    unicode_encode_error: "UnicodeEncodeError", unicode_error, Exception, E;
    unicode_translate_error: "UnicodeTranslateError", unicode_error, Exception, E;
    warning: "Warning", exception, Exception, E;
    deprecation_warning: "DeprecationWarning", warning, Exception, E;
    pending_deprecation_warning: "PendingDeprecationWarning", warning, Exception, E;
    runtime_warning: "RuntimeWarning", warning, Exception, E;
    syntax_warning: "SyntaxWarning", warning, Exception, E;
    resource_warning: "ResourceWarning", warning, Exception, E;
    future_warning: "FutureWarning", warning, Exception, E;
    import_warning: "ImportWarning", warning, Exception, E;
    unicode_warning: "UnicodeWarning", warning, Exception, E;
    bytes_warning: "BytesWarning", warning, Exception, E;
    user_warning: "UserWarning", warning, Exception, E;
    encoding_warning: "EncodingWarning", warning, Exception, E;
}
