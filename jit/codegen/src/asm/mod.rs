//! Machine code: back ends, exit stubs, code memory.
