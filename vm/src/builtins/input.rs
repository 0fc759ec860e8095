use crate::Vm;
pub fn register(_: &mut Vm) {}
