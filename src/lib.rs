//! Adder.
