//! Register bytecode: the op table, instruction words and the neutral code unit.
//!
//! This crate knows neither the syntax tree nor the heap. The compiler fills [`CodeUnit`]s, the
//! VM turns them into heap code objects, the recorder reads the same op table.

pub mod dis;
pub mod instr;
pub mod ops;
pub mod unit;
pub mod verify;

pub use instr::Instr;
pub use ops::Op;
pub use unit::{CodeFlags, CodeUnit, Const, ExcEntry, Pos};
