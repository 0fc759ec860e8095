//! Random traces and the world they run in, shared by the tests of optimiser and back ends.

pub mod generate;
pub mod rng;
pub mod world;
