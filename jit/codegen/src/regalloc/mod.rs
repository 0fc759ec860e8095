//! Register allocation: locations for the values of a trace.
