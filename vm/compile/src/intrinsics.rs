//! Names of the VM's intrinsics, callable from prelude code as `__intrinsic_NAME__(...)`.
//!
//! The id in an `Intrinsic` instruction is the index in this table; the VM keeps its functions in the same order.

/// Intrinsic names by id.
pub const NAMES: &[&str] = &[];

/// The id of the intrinsic that the prelude calls as `called`.
pub fn id_of(called: &str) -> Option<u16> {
    let name = called.strip_prefix("__intrinsic_")?.strip_suffix("__")?;
    NAMES.iter().position(|known| *known == name).and_then(|id| u16::try_from(id).ok())
}
