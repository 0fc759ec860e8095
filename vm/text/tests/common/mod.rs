//! Replays recorded answers of CPython: the line format is described in `tests/gen_common.py`.

use adder_text::error::{Error, Result};

/// Turns an escaped field into text bytes.
pub fn unescape(field: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = field;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let escape = &rest[at + 1..];
        let used = match escape.as_bytes()[0] {
            b'u' => {
                let end = escape.find('}').expect("closed escape");
                adder_text::wtf8::push(
                    &mut out,
                    u32::from_str_radix(&escape[2..end], 16).expect("hex"),
                );
                end + 1
            }
            letter => {
                out.push(match letter {
                    b't' => b'\t',
                    b'n' => b'\n',
                    b'r' => b'\r',
                    other => other,
                });
                1
            }
        };
        rest = &escape[used..];
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// The inverse of [`unescape`], as the generator writes it.
pub fn escape(text: &[u8]) -> String {
    let mut out = String::new();
    for cp in adder_text::wtf8::code_points(text) {
        match char::from_u32(cp) {
            Some('\\') => out.push_str("\\\\"),
            Some('\t') => out.push_str("\\t"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some(c) if cp >= 32 => out.push(c),
            _ => out.push_str(&format!("\\u{{{cp:x}}}")),
        }
    }
    out
}

#[allow(dead_code)]
pub fn float(field: &str) -> f64 {
    if field == "nan" {
        return f64::NAN;
    }
    f64::from_bits(u64::from_str_radix(field, 16).expect("float bits"))
}

#[allow(dead_code)]
pub fn bits(x: f64) -> String {
    if x.is_nan() {
        return "nan".to_owned();
    }
    format!("{:016x}", x.to_bits())
}

#[allow(dead_code)]
pub fn unhex(field: &str) -> Vec<u8> {
    (0..field.len() / 2)
        .map(|i| u8::from_str_radix(&field[2 * i..2 * i + 2], 16).expect("hex"))
        .collect()
}

#[allow(dead_code)]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// A result field: `=value` or `!Kind:message`.
#[allow(dead_code)]
pub fn outcome<T>(result: Result<T>, show: impl FnOnce(T) -> String) -> String {
    match result {
        Ok(value) => format!("={}", show(value)),
        Err(error) => failure(&error),
    }
}

#[allow(dead_code)]
pub fn failure(error: &Error) -> String {
    format!(
        "!{}:{}",
        error.kind.name(),
        escape(error.message.as_bytes())
    )
}

/// Runs every line of `tests/data/<name>` through `eval(op, args)` and compares with its last field.
pub fn replay(name: &str, at_least: usize, eval: impl Fn(&str, &[&str]) -> String) {
    let stored = format!("{}/tests/data", env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::var("ADDER_TEXT_DATA").unwrap_or(stored);
    let data = std::fs::read_to_string(format!("{folder}/{name}")).expect("test data");
    let (mut count, mut wrong) = (0, 0);
    for line in data.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let (op, expected) = (fields[0], fields[fields.len() - 1]);
        let got = eval(op, &fields[1..fields.len() - 1]);
        count += 1;
        if got != expected {
            wrong += 1;
            if wrong <= 25 {
                println!("{name}: {line}\n    got {got}");
            }
        }
    }
    assert!(count >= at_least, "{name}: only {count} cases");
    assert_eq!(wrong, 0, "{name}: {wrong} of {count} cases differ");
}
