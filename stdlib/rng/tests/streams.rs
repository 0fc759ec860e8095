//! Every stream against the references. `data/*.txt` hold what CPython 3.12 and NumPy 2.4 drew (see `gen_*.py`); each line
//! names a case, which is run here, and gives the count, a digest over all bits, and the first values.

mod support;

#[path = "streams/numpy.rs"]
mod numpy;
#[path = "streams/python.rs"]
mod python;
