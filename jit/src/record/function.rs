//! Functions and closures made in a loop: the object is written field by field, so one that does
//! not leave the trace is never made.
//!
//! Example: `f = lambda x: x + k; total += f(i)` stores the cell tuple into a fresh function, and the
//! call reads code and closure back from it: nothing is left but the addition.

use super::{Rec, Recorder, SVal};
use crate::fields::Field;
use adder_bytecode::Instr;
use adder_vm::object::{Code, Function, Kind};
use adder_vm::{Value, Vm};
use std::mem::size_of;

impl Recorder {
    pub(super) fn record_make_function(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        // SAFETY: constant index of the running code; the current frame is live.
        let (mut code, globals) =
            unsafe { ((*vm.code().consts.add(i.c())).expect::<Code>(), (*vm.frame).globals) };
        // The trace will make many.
        code.functions = 2;
        let none = self.b.val(Value::NONE.0);
        let undef = self.b.val(0);
        let mut at = i.b();
        let mut given = [none, none, undef, undef];
        for (k, slot) in given.iter_mut().enumerate() {
            if i.x() & 1 << k != 0 {
                *slot = self.word(at)?;
                at += 1;
            }
        }
        let [defaults, kwdefaults, annotations, closure] = given;
        let dunder = vm.names.name.0;
        let module = match vm.dict_find_name(globals, dunder) {
            Some(at) => {
                let v = self.dict_value(vm, globals, at, "globals")?;
                self.boxed(v)?
            }
            None => return Ok(false),
        };
        let doc = match &code.unit.docstring {
            Some(d) => {
                let d = vm.str_bytes(&d.clone());
                self.konst(d)
            }
            None => none,
        };
        let (name, qualname) = (self.konst(code.name), self.konst(code.qualname));
        let code_ref = self.object_const(code.value(), "code");
        let globals_ref = self.object_const(globals.value(), "globals");
        let fields = [
            (Field::FunctionCode, code_ref),
            (Field::FunctionGlobals, globals_ref),
            (Field::FunctionDefaults, defaults),
            (Field::FunctionKwdefaults, kwdefaults),
            (Field::FunctionClosure, closure),
            (Field::FunctionName, name),
            (Field::FunctionQualname, qualname),
            (Field::FunctionDoc, doc),
            (Field::FunctionModule, module),
            (Field::FunctionAnnotations, annotations),
            (Field::FunctionDict, undef),
        ];
        let descs: Vec<_> = fields.iter().map(|(f, _)| f.desc()).collect();
        let size = size_of::<Function>();
        let f = self.new_object("function", vm.types.function, Kind::Function, size, &descs);
        for (field, value) in fields {
            self.store(field, f, value);
        }
        self.set(i.a(), SVal::new(f));
        Ok(true)
    }
}
