//! How `adder compare` shows its report: a table for people, one JSON object for programs.
//!
//! ```text
//! program       1.234 s   0.123 s   10.0x   compiled in 0.004 s   same output
//! x.py:3 f      1.100 s   0.050 s   22.0x   ...
//! ```

use super::compare::{Loop, Report};
use std::fmt::Write;

/// Columns of the table, the first one apart: it is as wide as its widest cell.
const HEADS: [&str; 5] = ["object mode", "JIT", "speed-up", "compile", "break-even"];

/// The table.
pub fn text(report: &Report) -> String {
    let p = &report.program;
    let mut rows = vec![(
        "whole program".to_string(),
        [
            time(Some(p.object_mode_s)),
            time(Some(p.jit_s)),
            factor(Some(p.speedup())),
            time(Some(p.compile_s)),
            String::new(),
        ],
        "",
    )];
    for l in &report.loops {
        rows.push((
            place(l),
            [
                time(l.object_mode_s),
                time(l.jit_s),
                factor(l.speedup()),
                time((l.compile_s > 0.0).then_some(l.compile_s)),
                l.break_even_iterations
                    .map_or("-".to_string(), |n| format!("{n} it.")),
            ],
            l.note.as_str(),
        ));
    }
    let wide = rows.iter().map(|r| r.0.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write!(out, "{:wide$}", "");
    for head in HEADS {
        let _ = write!(out, "  {head:>12}");
    }
    out.push('\n');
    for (name, cells, note) in &rows {
        let _ = write!(out, "{name:wide$}");
        for cell in cells {
            let _ = write!(out, "  {cell:>12}");
        }
        while out.ends_with(' ') {
            out.pop();
        }
        out.push('\n');
        if !note.is_empty() {
            let _ = writeln!(out, "    {note}");
        }
    }
    let same = match p.same_output {
        true => "same output",
        false => "DIFFERENT OUTPUT",
    };
    let _ = writeln!(out, "\n{same}");
    for remark in &report.remarks {
        let _ = writeln!(out, "{remark}");
    }
    out
}

fn place(l: &Loop) -> String {
    let file = l.file.rsplit('/').next().unwrap_or(&l.file);
    format!("{file}:{} {}", l.line, l.function)
}

fn time(seconds: Option<f64>) -> String {
    match seconds {
        None => "-".to_string(),
        Some(s) if s >= 1.0 => format!("{s:.2} s"),
        Some(s) if s >= 1e-3 => format!("{:.2} ms", s * 1e3),
        Some(s) => format!("{:.1} us", s * 1e6),
    }
}

fn factor(speedup: Option<f64>) -> String {
    speedup.map_or("-".to_string(), |x| format!("{x:.2}x"))
}

/// The JSON object.
pub fn json(report: &Report) -> String {
    let p = &report.program;
    let loops: Vec<String> = report.loops.iter().map(loop_json).collect();
    format!(
        "{{\"program\": {{\"object_mode_s\": {}, \"jit_s\": {}, \"speedup\": {}, \"compile_s\": {}, \
         \"same_output\": {}}}, \"loops\": [{}]}}",
        number(Some(p.object_mode_s)),
        number(Some(p.jit_s)),
        number(Some(p.speedup())),
        number(Some(p.compile_s)),
        p.same_output,
        loops.join(", ")
    )
}

fn loop_json(l: &Loop) -> String {
    format!(
        "{{\"file\": {}, \"line\": {}, \"function\": {}, \"object_mode_s\": {}, \"jit_s\": {}, \
         \"speedup\": {}, \"compile_s\": {}, \"break_even_iterations\": {}, \"note\": {}}}",
        string(&l.file),
        l.line,
        string(&l.function),
        number(l.object_mode_s),
        number(l.jit_s),
        number(l.speedup()),
        number(Some(l.compile_s)),
        l.break_even_iterations
            .map_or("null".to_string(), |n| n.to_string()),
        string(&l.note),
    )
}

fn number(x: Option<f64>) -> String {
    match x {
        Some(x) if x.is_finite() => format!("{x:.9}"),
        _ => "null".to_string(),
    }
}

fn string(s: &str) -> String {
    let mut out = String::from("\"");
    for c in s.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if (c as u32) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::super::compare::Program;
    use super::*;

    fn report() -> Report {
        Report {
            program: Program {
                object_mode_s: 2.0,
                jit_s: 0.5,
                compile_s: 0.001,
                same_output: true,
            },
            loops: vec![Loop {
                file: "/a/\"b\".py".into(),
                line: 3,
                function: "f".into(),
                object_mode_s: Some(1.5),
                jit_s: None,
                compile_s: 0.0,
                break_even_iterations: None,
                note: "few iterations".into(),
            }],
            remarks: vec!["remark".into()],
        }
    }

    #[test]
    fn json_has_every_key_and_escapes_names() {
        assert_eq!(
            json(&report()),
            "{\"program\": {\"object_mode_s\": 2.000000000, \"jit_s\": 0.500000000, \
             \"speedup\": 4.000000000, \"compile_s\": 0.001000000, \"same_output\": true}, \
             \"loops\": [{\"file\": \"/a/\\\"b\\\".py\", \"line\": 3, \"function\": \"f\", \
             \"object_mode_s\": 1.500000000, \"jit_s\": null, \"speedup\": null, \
             \"compile_s\": 0.000000000, \"break_even_iterations\": null, \
             \"note\": \"few iterations\"}]}"
        );
    }

    #[test]
    fn the_table_shows_what_is_not_measurable_as_a_dash() {
        let text = text(&report());
        assert!(text.contains("4.00x"), "{text}");
        assert!(text.contains("\"b\".py:3 f"), "{text}");
        assert!(text.contains("    few iterations\n"), "{text}");
        assert!(text.ends_with("same output\nremark\n"), "{text}");
    }
}
