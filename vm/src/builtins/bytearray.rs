pub fn register(_: &mut crate::Vm) {}
