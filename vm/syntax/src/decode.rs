//! Source bytes to text: byte-order mark, the coding cookie of PEP 263, and what goes wrong there.
//!
//! Known encodings are UTF-8, ASCII, ISO-8859-1 (latin-1), ISO-8859-15 and Windows-1252; another cookie is reported as
//! CPython reports an encoding it does not know. Example: the bytes `# coding: latin-1\nx = '\xe9'` decode to text in
//! which `x` is `'é'`.

use crate::error::{ErrorKind, SyntaxError};
use crate::lexer;
use crate::lines::LineIndex;
use crate::token::Kind;

/// Where the bytes come from; CPython's messages differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A script file that is being run.
    File,
    /// A bytes object, or a module that is being imported.
    Bytes,
}

/// Decodes a source file. The result has no byte-order mark; its newlines are as they were.
pub fn decode_source(bytes: &[u8], filename: &str, origin: Origin) -> Result<String, SyntaxError> {
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err(null_byte(bytes, at, origin));
    }
    let (marked, body) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(body) => (true, body),
        None => (false, bytes),
    };
    let cookie = cookie(body);
    let encoding = cookie.as_deref().map_or("utf-8", canonical);
    if marked && encoding != "utf-8" {
        return Err(unplaced(format!("encoding problem: {encoding} with BOM")));
    }
    match encoding {
        "utf-8" => match std::str::from_utf8(body) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(not_utf8(body, error, filename, origin, cookie.as_deref())),
        },
        "ascii" => match body.iter().position(|b| !b.is_ascii()) {
            None => Ok(body.iter().map(|&b| char::from(b)).collect()),
            Some(at) => Err(undecodable(origin, cookie.as_deref(), || {
                format!("'ascii' codec can't decode byte 0x{:02x} in position {at}: ordinal not in range(128)", body[at])
            })),
        },
        "iso-8859-1" => Ok(body.iter().map(|&b| char::from(b)).collect()),
        "iso-8859-15" => Ok(body.iter().map(|&b| latin9(b)).collect()),
        "cp1252" => {
            let text: Result<String, usize> = body
                .iter()
                .enumerate()
                .map(|(at, &b)| windows_1252(b).ok_or(at))
                .collect();
            text.map_err(|at| {
                undecodable(origin, cookie.as_deref(), || {
                    let byte = body[at];
                    format!("'charmap' codec can't decode byte 0x{byte:02x} in position {at}: character maps to <undefined>")
                })
            })
        }
        unknown => Err(unplaced(match origin {
            Origin::File => format!("encoding problem: {unknown}"),
            Origin::Bytes => format!("unknown encoding: {unknown}"),
        })),
    }
}

/// The encoding named in the first two lines.
fn cookie(body: &[u8]) -> Option<String> {
    for line in body.split(|&b| b == b'\n' || b == b'\r').take(2) {
        let blank = line
            .iter()
            .take_while(|b| matches!(b, b' ' | b'\t' | 0x0c))
            .count();
        let rest = &line[blank..];
        if rest.first() == Some(&b'#') {
            if let Some(name) = cookie_of_comment(rest) {
                return Some(name);
            }
        } else if !rest.is_empty() {
            // Only a comment or a blank line may precede the cookie.
            return None;
        }
    }
    None
}

fn cookie_of_comment(comment: &[u8]) -> Option<String> {
    let mut rest = comment;
    while let Some(at) = rest.windows(6).position(|w| w == b"coding") {
        rest = &rest[at + 6..];
        if !matches!(rest.first(), Some(b':' | b'=')) {
            continue;
        }
        let value: String = rest[1..]
            .iter()
            .skip_while(|b| matches!(b, b' ' | b'\t'))
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
            .map(|&b| char::from(b))
            .collect();
        if !value.is_empty() {
            return Some(value);
        }
    }
    None
}

/// One name for each spelling of the encodings known here; others stay as they are.
fn canonical(name: &str) -> &str {
    let plain: String = name
        .chars()
        .map(|c| {
            if c == '_' {
                '-'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect();
    match plain.as_str() {
        "utf-8" | "utf8" | "u8" | "utf" | "utf8-ucs2" | "utf8-ucs4" | "cp65001" => "utf-8",
        plain if plain.starts_with("utf-8-") => "utf-8",
        "ascii" | "us-ascii" | "646" | "ansi-x3.4-1968" => "ascii",
        "latin-1" | "latin1" | "l1" | "iso-8859-1" | "iso8859-1" | "8859" | "cp819"
        | "iso-latin-1" => "iso-8859-1",
        plain if plain.starts_with("latin-1-") || plain.starts_with("iso-8859-1-") => "iso-8859-1",
        "iso-8859-15" | "iso8859-15" | "latin-9" | "latin9" | "l9" => "iso-8859-15",
        "cp1252" | "windows-1252" | "1252" => "cp1252",
        _ => name,
    }
}

fn latin9(byte: u8) -> char {
    match byte {
        0xa4 => '\u{20ac}',
        0xa6 => '\u{160}',
        0xa8 => '\u{161}',
        0xb4 => '\u{17d}',
        0xb8 => '\u{17e}',
        0xbc => '\u{152}',
        0xbd => '\u{153}',
        0xbe => '\u{178}',
        byte => char::from(byte),
    }
}

fn windows_1252(byte: u8) -> Option<char> {
    const HIGH: [u16; 32] = [
        0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039,
        0x152, 0, 0x17d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc,
        0x2122, 0x161, 0x203a, 0x153, 0, 0x17e, 0x178,
    ];
    match byte {
        0x80..=0x9f => {
            char::from_u32(u32::from(HIGH[usize::from(byte - 0x80)])).filter(|&c| c != '\0')
        }
        byte => Some(char::from(byte)),
    }
}

fn unplaced(msg: String) -> SyntaxError {
    SyntaxError::without_position(ErrorKind::Syntax, msg)
}

fn undecodable(
    origin: Origin,
    cookie: Option<&str>,
    detail: impl FnOnce() -> String,
) -> SyntaxError {
    unplaced(match (origin, cookie) {
        (Origin::File, Some(name)) => format!("encoding problem: {name}"),
        _ => detail(),
    })
}

fn null_byte(bytes: &[u8], at: usize, origin: Origin) -> SyntaxError {
    if origin == Origin::Bytes {
        return unplaced("source code string cannot contain null bytes".into());
    }
    let start = bytes[..at]
        .iter()
        .rposition(|&b| b == b'\n')
        .map_or(0, |n| n + 1);
    let line = bytes[..start].iter().filter(|&&b| b == b'\n').count() as u32 + 1;
    let mut error = unplaced("source code cannot contain null bytes".into());
    error.lineno = line;
    error.text = Some(String::from_utf8_lossy(&bytes[start..at]).into_owned());
    error
}

fn not_utf8(
    body: &[u8],
    error: std::str::Utf8Error,
    filename: &str,
    origin: Origin,
    cookie: Option<&str>,
) -> SyntaxError {
    let at = error.valid_up_to();
    let byte = body[at];
    if origin == Origin::File {
        if let Some(name) = cookie {
            return unplaced(format!("encoding problem: {name}"));
        }
        let line = body[..at].iter().filter(|&&b| b == b'\n').count() + 1;
        return unplaced(format!(
            "Non-UTF-8 code starting with '\\x{byte:02x}' in file {filename} on line {line}, but no encoding declared; \
             see https://peps.python.org/pep-0263/ for details"
        ));
    }
    // CPython decodes token by token: the position counts from the start of the string's body or the name.
    let lossy = String::from_utf8_lossy(body).into_owned() + "\n";
    let lexed = lexer::lex(&lossy);
    let token = lexed
        .tokens
        .iter()
        .find(|t| t.start as usize <= at && at < t.end as usize);
    let base = match token {
        Some(token) if token.kind == Kind::String => {
            token.start + crate::literal::parts(token.text(&lossy)).body_at
        }
        Some(token) => token.start,
        None => at as u32,
    };
    let position = at - base as usize;
    let (width, reason) = match error.error_len() {
        None => (body.len() - at, "unexpected end of data"),
        Some(_) if matches!(byte, 0x80..=0xc1 | 0xf5..=0xff) => (1, "invalid start byte"),
        Some(width) => {
            let ended = token.is_some_and(|t| t.kind == Kind::String)
                && matches!(body.get(at + width), Some(b'"' | b'\''));
            (
                width,
                if ended {
                    "unexpected end of data"
                } else {
                    "invalid continuation byte"
                },
            )
        }
    };
    let place = if width == 1 {
        format!("byte 0x{byte:02x} in position {position}")
    } else {
        format!("bytes in position {position}-{}", position + width - 1)
    };
    let msg = format!("(unicode error) 'utf-8' codec can't decode {place}: {reason}");
    let lines = LineIndex::new(&lossy);
    let mut result = unplaced(msg);
    let (start, end) = token.map_or((at as u32, at as u32), |t| (t.start, t.end));
    let column = |offset: u32| {
        let place = lines.locate(offset);
        let text = lines.text(&lossy, place.line);
        (
            place.line,
            text[..(place.column as usize).min(text.len())]
                .chars()
                .count() as u32
                + 1,
        )
    };
    (result.lineno, result.offset) = column(start);
    (result.end_lineno, result.end_offset) = column(end);
    result.text = Some(format!("{}\n", lines.text(&lossy, result.lineno)));
    result
}
