//! The tracing JIT.
pub mod abort;
pub mod fields;
pub mod helpers;
pub mod liveness;
pub mod record;
