//! "Did you mean": the closest name to one that was not found.
//!
//! Closeness is a Levenshtein distance in which a change of case costs half of any other change;
//! a guess may need at most a third of its characters changed. `prnit` gives `print`.

use super::Writer;
use crate::object::exception::{Exception, Traceback};
use crate::object::*;
use crate::value::Value;
use crate::vm::tuple_items;
use crate::Vm;

const MOVE: usize = 2;
const CASE: usize = 1;
const MAX_CANDIDATES: usize = 750;
const MAX_LENGTH: usize = 40;

/// What follows the message of an uncaught exception, if a guess can be made.
pub fn suggestion(vm: &mut Vm, writer: Writer, e: Gc<Exception>) -> Option<String> {
    let class = e.hdr.shape.class();
    if class == vm.types.name_error {
        return name_error(vm, writer, e);
    }
    let found = if class == vm.types.attribute_error {
        let name = e.payload.cast::<Str>()?.to_string_lossy();
        if e.payload2.is_undef() {
            return None;
        }
        among_attributes(vm, writer, e.payload2, &name)?
    } else if class == vm.types.import_error {
        let module = e.payload.cast::<Str>()?.to_string_lossy();
        let name = tuple_items(e.payload2).get(1)?.cast::<Str>()?.to_string_lossy();
        let modules = vm.modules;
        let m = vm.dict_get_str(modules, &module)?;
        among_attributes(vm, writer, m, &name)?
    } else {
        return None;
    };
    Some(format!(". Did you mean: '{found}'?"))
}

fn among_attributes(vm: &mut Vm, writer: Writer, o: Value, name: &str) -> Option<String> {
    let names = super::super::object_::dir_names(vm, o).ok()?;
    closest(writer, &texts(&names.items), name)
}

fn texts(values: &[Value]) -> Vec<String> {
    values.iter().filter_map(|v| v.cast::<Str>()).map(|s| s.to_string_lossy()).collect()
}

fn name_error(vm: &mut Vm, writer: Writer, e: Gc<Exception>) -> Option<String> {
    let name = e.payload.cast::<Str>()?.to_string_lossy();
    let mut last = e.traceback.cast::<Traceback>()?;
    while let Some(next) = last.next.cast::<Traceback>() {
        last = next;
    }
    let found = scope_suggestion(vm, writer, e, last.code, &name);
    let library = super::super::sys_::STDLIB_MODULES.contains(&name.as_str());
    match (found, library) {
        (None, false) => None,
        (None, true) => Some(format!(". Did you forget to import '{name}'?")),
        (Some(s), false) => Some(format!(". Did you mean: '{s}'?")),
        (Some(s), true) => {
            Some(format!(". Did you mean: '{s}'? Or did you forget to import '{name}'?"))
        }
    }
}

/// The raiser left globals, and `self` if there is one, in `payload2`.
fn scope_suggestion(
    vm: &mut Vm,
    writer: Writer,
    e: Gc<Exception>,
    code: Gc<Code>,
    name: &str,
) -> Option<String> {
    let scope = tuple_items(e.payload2);
    if let Some(&this) = scope.get(1) {
        let key = vm.intern(name);
        let has = vm.try_attr(this, key);
        vm.exception = Value::UNDEF;
        if let Ok(Some(_)) = has {
            return Some(format!("self.{name}"));
        }
    }
    let keys = |d: Gc<Dict>| texts(&d.iter().map(|e| e.key).collect::<Vec<_>>());
    let locals = texts(&code.varnames);
    let globals = scope.first().and_then(|g| g.cast::<Dict>()).map_or(Vec::new(), keys);
    let scopes = [locals, globals, keys(vm.builtins)];
    match writer {
        Writer::Interpreter => scopes.iter().find_map(|names| closest(writer, names, name)),
        Writer::Library => closest(writer, &scopes.concat(), name),
    }
}

/// The candidate closest to `name`, if any is close enough.
fn closest(writer: Writer, candidates: &[String], name: &str) -> Option<String> {
    if candidates.len() >= MAX_CANDIDATES {
        return None;
    }
    // The library does not believe in a name that changes as much as it keeps.
    let limit = match writer {
        Writer::Interpreter => usize::MAX,
        Writer::Library => name.chars().count().saturating_sub(1),
    };
    let mut best: Option<(usize, &String)> = None;
    for c in candidates {
        if c == name {
            continue;
        }
        let mut max = ((name.len() + c.len() + 3) * MOVE / 6).min(limit);
        if let Some((d, _)) = best {
            max = max.min(d.saturating_sub(1));
        }
        if let Some(d) = distance(name.as_bytes(), c.as_bytes(), max) {
            best = Some((d, c));
        }
    }
    best.map(|b| b.1.clone())
}

fn substitution(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        MOVE
    }
}

/// Weighted edit distance, if it is at most `max`.
fn distance(a: &[u8], b: &[u8], max: usize) -> Option<usize> {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    if a.is_empty() || b.is_empty() {
        let d = (a.len() + b.len()) * MOVE;
        return (d <= max).then_some(d);
    }
    if a.len() > MAX_LENGTH || b.len() > MAX_LENGTH || a.len().abs_diff(b.len()) * MOVE > max {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).map(|i| i * MOVE).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) * MOVE;
        for (j, &y) in b.iter().enumerate() {
            let changed = diagonal + substitution(x, y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + MOVE).min(diagonal + MOVE);
        }
        if row.iter().min().is_some_and(|m| *m > max) {
            return None;
        }
    }
    let d = row[b.len()];
    (d <= max).then_some(d)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(names: &[&str], name: &str) -> Option<String> {
        closest(Writer::Interpreter, &names.iter().map(|s| s.to_string()).collect::<Vec<_>>(), name)
    }

    #[test]
    fn closest_names() {
        assert_eq!(guess(&["print", "sprint"], "prnit").as_deref(), Some("print"));
        assert_eq!(guess(&["blech", "bluch"], "bluc").as_deref(), Some("bluch"));
        assert_eq!(guess(&["VALUE", "vague"], "value").as_deref(), Some("vague"));
        assert_eq!(guess(&["entirely"], "different"), None);
        assert_eq!(guess(&["same"], "same"), None);
    }
}
