//! NumPy's random streams.
//!
//! [`legacy`] is `numpy.random.RandomState` (and the functions of `numpy.random` itself), frozen by NumPy for ever.
//! [`generator`] is `numpy.random.Generator`, [`seed_sequence`] and [`pcg64`] are what `default_rng(seed)` builds it from.
//! Both draw bounded integers through [`bounded`] (rejection by mask in the one, Lemire's multiplication in the other) and
//! choose without replacement through [`choice`]. Distributions that NumPy shares between them are in [`shared`], over
//! whatever normals and exponentials the caller's side uses; [`ziggurat`] holds the Generator's own two.

pub mod bit_generator;
pub mod bounded;
pub mod choice;
pub mod generator;
pub mod legacy;
pub mod pcg64;
pub mod seed_sequence;
pub mod shared;
pub mod ziggurat;
mod ziggurat_tables;
