//! Names of the VM's intrinsics, callable from prelude code as `__intrinsic_NAME__(...)`.
//!
//! The id in an `Intrinsic` instruction is the index in this table; the VM keeps its functions in the same order.

/// Intrinsic names by id.
pub const NAMES: &[&str] = &[
    "list_append",
    "is_exact_int",
    "is_exact_float",
    "type_error",
    "value_error",
    "type_name",
    "stop_value",
    "fsum_step",
    "sort_if_native",
    "finish_sort",
    "dict_add_pair",
    "iterates_natively",
    "set_add",
    "dict_set",
    "list_to_tuple",
    "join",
    "construct",
    "is_undef",
];

/// The id of the intrinsic that the prelude calls as `called`.
pub fn id_of(called: &str) -> Option<u16> {
    let name = called.strip_prefix("__intrinsic_")?.strip_suffix("__")?;
    NAMES
        .iter()
        .position(|known| *known == name)
        .and_then(|id| u16::try_from(id).ok())
}
