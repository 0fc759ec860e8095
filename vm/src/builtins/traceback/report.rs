//! Reports of exceptions: traceback, message, chain, notes, groups.
//!
//! ```text
//! Traceback (most recent call last):
//!   File "x.py", line 3, in <module>
//!     f(1)
//!   File "x.py", line 2, in f
//!     return x + None
//!            ~~^~~~~~
//! TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'
//! ```
//! Everything is gathered in a `String` and written at once. Errors in `__str__` methods of the
//! exceptions shown are swallowed and shown as CPython shows them.

use super::super::exc_fields::field;
use super::{carets, suggest};
use crate::object::exception::{Exception, Traceback};
use crate::object::*;
use crate::value::Value;
use crate::vm::tuple_items;
use crate::Vm;
use adder_bytecode::Pos;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::rc::Rc;

/// Equal entries in a row shown before they are counted instead.
const REPEATS: usize = 3;
const MAX_GROUP_WIDTH: usize = 15;
const MAX_GROUP_DEPTH: usize = 10;
/// Entries shown of a long traceback, unless `sys.tracebacklimit` says otherwise.
const LIMIT: i64 = 1000;

/// CPython writes reports twice: the interpreter for uncaught exceptions, in C, and the module
/// `traceback`. They guess differently at what a misspelled name should have been.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Writer {
    Interpreter,
    Library,
}

struct Report<'v> {
    vm: &'v mut Vm,
    writer: Writer,
    out: String,
    group_depth: usize,
    need_close: bool,
    seen: Vec<Value>,
    /// Lines of source files, by name; `None` where there are none.
    files: HashMap<String, Option<Rc<str>>>,
}

/// Text about `about`, as `write` gathers it; an exception under way stays what it is.
fn gathered(vm: &mut Vm, writer: Writer, about: Value, write: impl FnOnce(&mut Report)) -> String {
    let pin = vm.pin(&[about]);
    let saved = vm.take_exception();
    vm.pin(&[saved]);
    let mut report = Report {
        vm: &mut *vm,
        writer,
        out: String::new(),
        group_depth: 0,
        need_close: false,
        seen: Vec::new(),
        files: HashMap::new(),
    };
    write(&mut report);
    let out = report.out;
    vm.exception = saved;
    vm.unpin(pin);
    out
}

/// The whole report of an exception: chain, traceback and message.
pub fn exception_text(vm: &mut Vm, writer: Writer, exc: Value) -> String {
    gathered(vm, writer, exc, |report| report.chain(exc))
}

/// The last part of the report: class, message and notes.
pub fn message_text(vm: &mut Vm, exc: Value) -> String {
    gathered(vm, Writer::Library, exc, |report| {
        if let Some(e) = exc.cast::<Exception>() {
            report.last_lines(e);
        }
    })
}

/// The lines about one level of a traceback.
pub fn entry_text(vm: &mut Vm, t: Gc<Traceback>) -> String {
    gathered(vm, Writer::Library, t.value(), |report| report.entry(t))
}

/// Writes the report of an exception to `sys.stderr`.
pub fn print_exception(vm: &mut Vm, exc: Value) {
    let text = exception_text(vm, Writer::Interpreter, exc);
    super::super::sys_::write_stderr(vm, &text);
}

/// Reports an exception that nobody can catch (`__del__`, weak-reference callbacks).
pub fn report_unraisable(vm: &mut Vm, exc: Value, what: &str) {
    let pin = vm.pin(&[exc]);
    let mut report = Report {
        vm: &mut *vm,
        writer: Writer::Interpreter,
        out: format!("Exception ignored in: {what}\n"),
        group_depth: 0,
        need_close: false,
        seen: Vec::new(),
        files: HashMap::new(),
    };
    if let Some(e) = exc.cast::<Exception>() {
        report.traceback(e);
        let name = report.class_name(e);
        report.out.push_str(&name);
        match report.message(exc) {
            Some(m) if m.is_empty() => {}
            Some(m) => {
                let _ = write!(report.out, ": {m}");
            }
            None => report.out.push_str(": <exception str() failed>"),
        }
        report.out.push('\n');
    }
    let out = report.out;
    super::super::sys_::write_stderr(vm, &out);
    vm.unpin(pin);
}

impl Report<'_> {
    fn margin(&mut self) {
        if self.group_depth > 0 {
            let width = 2 * self.group_depth;
            let _ = write!(self.out, "{:width$}| ", "");
        }
    }

    fn line(&mut self, text: &str) {
        self.margin();
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// An exception after the exceptions it follows from.
    fn chain(&mut self, exc: Value) {
        let mut links = vec![(exc, "")];
        let mut at = exc;
        while let Some(e) = at.cast::<Exception>() {
            self.seen.push(at);
            let (next, text) = if !e.cause.is_none() {
                (e.cause, "The above exception was the direct cause of the following exception:")
            } else if !e.suppress_context {
                (e.context, "During handling of the above exception, another exception occurred:")
            } else {
                break;
            };
            if next.is_none() || self.seen.contains(&next) {
                break;
            }
            links.push((next, text));
            at = next;
        }
        let need_close = self.need_close;
        for k in (0..links.len()).rev() {
            self.one(links[k].0);
            if k > 0 {
                self.need_close = need_close;
                self.line("");
                self.line(links[k].1);
                self.line("");
            }
        }
    }

    fn one(&mut self, exc: Value) {
        let Some(e) = exc.cast::<Exception>() else {
            return;
        };
        if self.vm.is_instance(exc, self.vm.types.base_exception_group) {
            self.group(e);
        } else {
            self.plain(e);
        }
    }

    fn group(&mut self, e: Gc<Exception>) {
        if self.group_depth > MAX_GROUP_DEPTH {
            self.line(&format!("... (max_group_depth is {MAX_GROUP_DEPTH})"));
            return;
        }
        if self.group_depth == 0 {
            self.group_depth = 1;
        }
        self.plain(e);
        let inner = tuple_items(e.payload);
        let shown = inner.len().min(MAX_GROUP_WIDTH + 1);
        self.need_close = false;
        for (i, &exc) in inner.iter().enumerate().take(shown) {
            let last = i + 1 == shown;
            if last {
                // A nested group may draw the closing line for this one.
                self.need_close = true;
            }
            let width = 2 * self.group_depth;
            let lead = if i == 0 { "+-" } else { "  " };
            let number = if i < MAX_GROUP_WIDTH { (i + 1).to_string() } else { "...".to_string() };
            let _ = writeln!(
                self.out,
                "{:width$}{lead}+---------------- {number} ----------------",
                ""
            );
            self.group_depth += 1;
            if i < MAX_GROUP_WIDTH {
                self.chain(exc);
            } else {
                let rest = inner.len() - MAX_GROUP_WIDTH;
                let s = if rest == 1 { "" } else { "s" };
                self.line(&format!("and {rest} more exception{s}"));
            }
            if last && self.need_close {
                let width = 2 * self.group_depth;
                let _ = writeln!(self.out, "{:width$}+------------------------------------", "");
                self.need_close = false;
            }
            self.group_depth -= 1;
        }
        if self.group_depth == 1 {
            self.group_depth = 0;
        }
    }

    fn plain(&mut self, e: Gc<Exception>) {
        self.traceback(e);
        self.last_lines(e);
    }

    /// What stands below the frames.
    fn last_lines(&mut self, e: Gc<Exception>) {
        let exc = e.value();
        let mut message = None;
        if self.vm.is_instance(exc, self.vm.types.syntax_error) {
            message = self.syntax_place(e);
        }
        self.margin();
        let name = self.class_name(e);
        self.out.push_str(&name);
        let text = match message {
            Some(m) => Some(m),
            None => self.message(exc),
        };
        match text {
            Some(m) if m.is_empty() => {}
            Some(m) => {
                let _ = write!(self.out, ": {m}");
            }
            None => self.out.push_str(": <exception str() failed>"),
        }
        if let Some(s) = suggest::suggestion(self.vm, self.writer, e) {
            self.out.push_str(&s);
        }
        self.vm.exception = Value::UNDEF;
        self.out.push('\n');
        self.notes(exc);
    }

    /// `str(exc)`; `None` when it fails.
    fn message(&mut self, exc: Value) -> Option<String> {
        let text = self.vm.str_string(exc).ok();
        self.vm.exception = Value::UNDEF;
        text
    }

    fn class_name(&mut self, e: Gc<Exception>) -> String {
        let class = e.hdr.shape.class();
        let qualname = match class.qualname.cast::<Str>() {
            Some(s) => s.to_string_lossy(),
            None => class.name_str(),
        };
        let key = self.vm.names.module.0;
        match self.vm.dict_get_name(class.dict, key) {
            None => qualname,
            Some(m) => match m.cast::<Str>().map(|s| s.to_string_lossy()) {
                None => format!("<unknown>.{qualname}"),
                Some(m) if m == "builtins" || m == "__main__" => qualname,
                Some(m) => format!("{m}.{qualname}"),
            },
        }
    }

    // --- the frames ---

    fn traceback(&mut self, e: Gc<Exception>) {
        let Some(first) = e.traceback.cast::<Traceback>() else {
            return;
        };
        let limit = self.limit();
        if limit <= 0 {
            return;
        }
        let group = e.hdr.shape.class().is_subclass_of(self.vm.types.base_exception_group);
        if group {
            if self.group_depth == 1 {
                self.out.push_str("  + ");
            } else {
                self.margin();
            }
            self.out.push_str("Exception Group Traceback (most recent call last):\n");
        } else {
            self.line("Traceback (most recent call last):");
        }
        let mut entries = Vec::new();
        let mut at = Some(first);
        while let Some(t) = at {
            entries.push(t);
            at = t.next.cast::<Traceback>();
        }
        // The interpreter shows the last ones, the library the first.
        let skip = match self.writer {
            Writer::Interpreter => entries.len().saturating_sub(limit as usize),
            Writer::Library => {
                entries.truncate(limit as usize);
                0
            }
        };
        let mut last: Option<Gc<Traceback>> = None;
        let mut count = 0;
        for &t in &entries[skip..] {
            let same = last.is_some_and(|l| {
                l.line == t.line && l.code.filename == t.code.filename && l.code.name == t.code.name
            });
            if !same {
                self.repeated(count);
                last = Some(t);
                count = 0;
            }
            count += 1;
            if count <= REPEATS {
                self.entry(t);
            }
        }
        self.repeated(count);
    }

    fn limit(&mut self) -> i64 {
        let limit = super::super::sys_::attr(self.vm, "tracebacklimit");
        let usual = match self.writer {
            Writer::Interpreter => LIMIT,
            Writer::Library => i64::MAX,
        };
        limit.and_then(|v| v.to_i64()).unwrap_or(usual)
    }

    fn repeated(&mut self, count: usize) {
        if count > REPEATS {
            let more = count - REPEATS;
            let s = if more == 1 { "" } else { "s" };
            self.line(&format!("  [Previous line repeated {more} more time{s}]"));
        }
    }

    fn entry(&mut self, t: Gc<Traceback>) {
        let text = |v: Value| v.cast::<Str>().map_or("?".into(), |s| s.to_string_lossy());
        let (file, name) = (text(t.code.filename), text(t.code.name));
        self.line(&format!("  File \"{file}\", line {}, in {name}", t.line));
        let Some(line) = self.source_line(&file, t.line as usize) else {
            return;
        };
        let shown = carets::stripped(&line).to_string();
        self.line(&format!("    {shown}"));
        let pos: Pos = match t.code.unit.positions.get(t.instr as usize) {
            // `tb_lineno` and the position agree unless Python code made the traceback.
            Some(p) if p.line == t.line => *p,
            _ => return,
        };
        if let Some(marks) = carets::caret_line(&line, pos) {
            self.line(&marks);
        }
    }

    /// Line `number` (from 1) of a source file, without its newline.
    fn source_line(&mut self, file: &str, number: usize) -> Option<String> {
        if !self.files.contains_key(file) {
            let text = load_source(self.vm, file);
            self.files.insert(file.to_string(), text);
        }
        let text = self.files.get(file)?.as_ref()?;
        let line = text.split('\n').nth(number.checked_sub(1)?)?;
        if line.is_empty() && text.split('\n').count() == number {
            return None;
        }
        Some(line.trim_end_matches('\r').to_string())
    }

    // --- syntax errors ---

    /// Prints place and text of a SyntaxError; the message alone remains for the last line.
    fn syntax_place(&mut self, e: Gc<Exception>) -> Option<String> {
        let v = e.value();
        let get = |vm: &Vm, i| field(vm, v, i);
        let lineno = get(self.vm, 2).to_i64()?;
        let file = get(self.vm, 1);
        let file =
            if file.is_none() { "<string>".to_string() } else { self.vm.str_string(file).ok()? };
        let message = self.vm.str_string(get(self.vm, 0)).ok()?;
        self.line(&format!("  File \"{file}\", line {lineno}"));
        let text = get(self.vm, 4);
        let text = text.cast::<Str>().map(|s| s.to_string_lossy());
        let text = match text {
            Some(t) => t,
            None => return Some(message),
        };
        let offset = get(self.vm, 3).to_i64();
        let end_lineno = get(self.vm, 5).to_i64().unwrap_or(lineno);
        let end_offset = get(self.vm, 6).to_i64();
        self.syntax_text(&text, lineno, offset, end_lineno, end_offset);
        Some(message)
    }

    fn syntax_text(
        &mut self,
        text: &str,
        lineno: i64,
        offset: Option<i64>,
        end_lineno: i64,
        end_offset: Option<i64>,
    ) {
        let body = text.trim_end_matches('\n');
        let shown = carets::stripped(body);
        self.line(&format!("    {shown}"));
        let Some(offset) = offset else { return };
        let len = body.len() as i64;
        let mut end = end_offset.unwrap_or(-1);
        if end_lineno > lineno {
            end = len + 1;
        }
        end = end.min(len + 1);
        let repeat = if end > 0 && end > offset { end - offset } else { 1 };
        let indent = (body.chars().count() - shown.chars().count()) as i64;
        let at = (offset - 1 - indent).min(shown.len() as i64);
        if at < 0 {
            return;
        }
        let (at, repeat) = (at as usize, repeat as usize);
        self.line(&format!("    {}{}", " ".repeat(at), "^".repeat(repeat)));
    }

    // --- notes ---

    fn notes(&mut self, exc: Value) {
        let name = self.vm.names.notes.0;
        let notes = match self.vm.own_attr(exc, name) {
            Some(n) => n,
            None => match self.vm.try_attr(exc, name) {
                Ok(Some(n)) => n,
                _ => {
                    self.vm.exception = Value::UNDEF;
                    return;
                }
            },
        };
        let items: Vec<Value> = match notes.kind() {
            Some(Kind::List) => notes.expect::<List>().items.to_vec(),
            Some(Kind::Tuple) => tuple_items(notes).to_vec(),
            _ => {
                let text = self.vm.repr_string(notes);
                self.vm.exception = Value::UNDEF;
                let text = text.unwrap_or_else(|_| "<__notes__ repr() failed>".to_string());
                self.line(&text);
                return;
            }
        };
        let pin = self.vm.pin(&items);
        for note in items {
            let text = self.message(note).unwrap_or_else(|| "<note str() failed>".to_string());
            for line in text.split_inclusive('\n') {
                self.margin();
                self.out.push_str(line);
            }
            self.out.push('\n');
        }
        self.vm.unpin(pin);
    }
}

/// Text of a source file: from disk, or as it was compiled when there is no such file.
fn load_source(vm: &Vm, file: &str) -> Option<Rc<str>> {
    if file.starts_with('<') && file.ends_with('>') {
        return None;
    }
    match std::fs::read(file) {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into()),
        Err(_) => vm.sources.get(file).cloned(),
    }
}
