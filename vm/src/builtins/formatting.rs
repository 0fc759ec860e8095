//! `format(v, spec)` of the built-in types, by layout: what `int.__format__` and its like do.

use crate::object::{Complex, Gc, Kind, Str};
use crate::value::Value;
use crate::{Vm, R};
use adder_text::format;

/// `format(v, spec)` of a number or string (subclass instances included); `None` for other kinds.
pub fn format_builtin(vm: &mut Vm, v: Value, spec: Gc<Str>) -> R<Option<Gc<Str>>> {
    if spec.len == 0 {
        return match v.kind() {
            _ if v.is_float() || v.is_int_like() => Ok(Some(vm.to_str(v)?)),
            Some(Kind::Str | Kind::FloatSub | Kind::Complex) => Ok(Some(vm.to_str(v)?)),
            _ => Ok(None),
        };
    }
    let spec = spec.bytes();
    let text = if v.is_int() {
        format::format_int(
            adder_text::bigint::IntRef::Small(v.as_int()),
            spec,
            "int",
            vm.int_max_str_digits,
        )
    } else if v.is_float() {
        format::format_float(v.as_float(), spec, "float")
    } else if let Some(i) = v.as_int_ref() {
        let t = vm.type_name(v);
        format::format_int(i, spec, &t, vm.int_max_str_digits)
    } else {
        match v.kind() {
            Some(Kind::Str) => {
                let t = vm.type_name(v);
                format::format_str(v.expect::<Str>().bytes(), spec, &t)
            }
            Some(Kind::FloatSub) => {
                let t = vm.type_name(v);
                format::format_float(v.expect::<crate::object::FloatSub>().value, spec, &t)
            }
            Some(Kind::Complex) => {
                let t = vm.type_name(v);
                let c = v.expect::<Complex>();
                format::format_complex(
                    adder_text::complex::Complex { re: c.re, im: c.im },
                    spec,
                    &t,
                )
            }
            _ => return Ok(None),
        }
    };
    match text {
        Ok(text) => Ok(Some(vm.str_bytes(&text).expect())),
        Err(e) => vm.text_error(e),
    }
}
