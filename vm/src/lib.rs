//! The virtual machine: values, heap, objects, interpreter, built-in types.
//!
//! Entry points: [`Vm::new`], [`Vm::run_source`], [`Vm::call`]. The JIT plugs in through
//! [`tier::Tier`]; library modules register through [`module::ModuleDef`].

pub mod alloc;
pub mod args;
pub mod boot;
pub mod builtins;
pub mod clock;
pub mod error;
pub mod heap;
pub mod import;
pub mod intern;
pub mod interp;
pub mod layout;
pub mod module;
pub mod object;
pub mod ops;
pub mod tier;
pub mod typedef;
pub mod types;
pub mod value;
pub mod watch;

mod vm;

pub use adder_compile::Mode as CompileMode;
pub use error::{Raised, R};
pub use object::native::{Args, Arity, Binding, F64Op, NativeFn, Recipe};
pub use object::{Class, Gc, Kind};
pub use value::Value;
pub use vm::{poll, Config, Vm};
