//! String literals: prefixes, escapes, and the values they denote.
//!
//! Values are decoded into WTF-8 bytes, because `'\ud800'` is a valid Python string and no Rust `str`. Example: the
//! literal `rb'\d'` splits into prefix `rb`, quote size 1, body `\d`, and being raw its value is its body.

/// A literal token taken apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LiteralParts<'s> {
    pub(crate) body: &'s str,
    /// Offset of `body` in the token.
    pub(crate) body_at: u32,
    pub(crate) raw: bool,
    pub(crate) bytes: bool,
    pub(crate) unicode_prefix: bool,
}

/// Takes a `String` token's text apart.
pub(crate) fn parts(text: &str) -> LiteralParts<'_> {
    let bytes = text.as_bytes();
    let prefix = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let quote = bytes[prefix];
    let size =
        if bytes.len() >= prefix + 6 && bytes[prefix + 1] == quote && bytes[prefix + 2] == quote {
            3
        } else {
            1
        };
    let has = |letter: u8| bytes[..prefix].iter().any(|b| b | 0x20 == letter);
    LiteralParts {
        body: &text[prefix + size..text.len() - size],
        body_at: (prefix + size) as u32,
        raw: has(b'r'),
        bytes: has(b'b'),
        unicode_prefix: has(b'u'),
    }
}

/// Why a literal has no value. `msg` is the text after CPython's `(unicode error)` or `(value error)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LiteralError {
    pub(crate) msg: String,
}

/// A decoded literal's side effects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The value holds a lone surrogate.
    pub(crate) surrogates: bool,
    /// The first dubious escape: its offset in the body and the warning's text.
    pub(crate) warning: Option<(u32, String)>,
}

fn push_code(out: &mut Vec<u8>, code: u32) {
    match char::from_u32(code) {
        Some(ch) => out.extend_from_slice(ch.encode_utf8(&mut [0; 4]).as_bytes()),
        // Generalised UTF-8 of a surrogate: always three bytes.
        None => out.extend_from_slice(&[
            0xe0 | (code >> 12) as u8,
            0x80 | (code >> 6 & 0x3f) as u8,
            0x80 | (code & 0x3f) as u8,
        ]),
    }
}

/// Position of `at` in the text CPython decodes, where a non-ASCII character takes ten bytes (`\UXXXXXXXX`).
fn escaped_position(body: &str, at: usize) -> usize {
    body[..at]
        .chars()
        .map(|c| if c.is_ascii() { 1 } else { 10 })
        .sum()
}

fn unicode_error(body: &str, from: usize, to: usize, reason: &str) -> LiteralError {
    let start = escaped_position(body, from);
    let end = escaped_position(body, to).max(start + 1);
    let place = if end == start + 1 {
        format!("byte 0x5c in position {start}")
    } else {
        format!("bytes in position {start}-{}", end - 1)
    };
    LiteralError {
        msg: format!("(unicode error) 'unicodeescape' codec can't decode {place}: {reason}"),
    }
}

/// Appends the value of a text literal's body to `out`, as WTF-8.
pub(crate) fn decode_text(
    body: &str,
    raw: bool,
    out: &mut Vec<u8>,
) -> Result<Decoded, LiteralError> {
    let bytes = body.as_bytes();
    let mut decoded = Decoded::default();
    if raw || !bytes.contains(&b'\\') {
        out.extend_from_slice(bytes);
        return Ok(decoded);
    }
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(|&b| b == b'\\') {
        out.extend_from_slice(&bytes[at..at + step]);
        let escape = at + step;
        at = escape + 2;
        let Some(&letter) = bytes.get(escape + 1) else {
            return Err(unicode_error(
                body,
                escape,
                escape + 1,
                "\\ at end of string",
            ));
        };
        if simple_escape(letter, bytes, &mut at, out, &mut decoded, escape) {
            continue;
        }
        match letter {
            b'x' | b'u' | b'U' => {
                let (count, shape) = match letter {
                    b'x' => (2, "\\xXX"),
                    b'u' => (4, "\\uXXXX"),
                    _ => (8, "\\UXXXXXXXX"),
                };
                let digits = bytes[at..]
                    .iter()
                    .take(count)
                    .take_while(|b| b.is_ascii_hexdigit())
                    .count();
                if digits < count {
                    return Err(unicode_error(
                        body,
                        escape,
                        at + digits,
                        &format!("truncated {shape} escape"),
                    ));
                }
                let code = u32::from_str_radix(&body[at..at + count], 16).unwrap_or(u32::MAX);
                at += count;
                if code > 0x10_ffff {
                    return Err(unicode_error(body, escape, at, "illegal Unicode character"));
                }
                decoded.surrogates |= (0xd800..0xe000).contains(&code);
                push_code(out, code);
            }
            b'N' => {
                let name = body[at..]
                    .strip_prefix('{')
                    .and_then(|rest| rest.split_once('}'))
                    .map(|(name, _)| name);
                let Some(name) = name.filter(|name| !name.is_empty()) else {
                    let end = if bytes.get(at) == Some(&b'{') {
                        body[at..].find('}').map_or(body.len(), |n| at + n + 1)
                    } else {
                        at
                    };
                    return Err(unicode_error(
                        body,
                        escape,
                        end,
                        "malformed \\N character escape",
                    ));
                };
                at += name.len() + 2;
                let Some(ch) = unicode_names2::character(name) else {
                    return Err(unicode_error(
                        body,
                        escape,
                        at,
                        "unknown Unicode character name",
                    ));
                };
                push_code(out, ch as u32);
            }
            _ => unknown_escape(body, escape, out, &mut at, &mut decoded),
        }
    }
    out.extend_from_slice(&bytes[at..]);
    Ok(decoded)
}

/// Appends the value of a bytes literal's (ASCII) body to `out`.
pub(crate) fn decode_bytes(
    body: &str,
    raw: bool,
    out: &mut Vec<u8>,
) -> Result<Decoded, LiteralError> {
    let bytes = body.as_bytes();
    let mut decoded = Decoded::default();
    if !body.is_ascii() {
        return Err(LiteralError {
            msg: "bytes can only contain ASCII literal characters".into(),
        });
    }
    if raw {
        out.extend_from_slice(bytes);
        return Ok(decoded);
    }
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(|&b| b == b'\\') {
        out.extend_from_slice(&bytes[at..at + step]);
        let escape = at + step;
        at = escape + 2;
        let Some(&letter) = bytes.get(escape + 1) else {
            return Err(LiteralError {
                msg: "(value error) Trailing \\ in string".into(),
            });
        };
        let text_before = out.len();
        if simple_escape(letter, bytes, &mut at, out, &mut decoded, escape) {
            // An octal escape above 0o177 became two bytes of UTF-8; bytes want the low eight bits.
            if letter.is_ascii_digit() {
                out.truncate(text_before);
                let digits = &body[escape + 1..at];
                out.push(u32::from_str_radix(digits, 8).unwrap_or(0) as u8);
            }
            continue;
        }
        if letter == b'x' {
            let value = body
                .get(at..at + 2)
                .filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
            let Some(value) = value.and_then(|digits| u8::from_str_radix(digits, 16).ok()) else {
                return Err(LiteralError {
                    msg: format!("(value error) invalid \\x escape at position {escape}"),
                });
            };
            at += 2;
            out.push(value);
        } else {
            unknown_escape(body, escape, out, &mut at, &mut decoded);
        }
    }
    out.extend_from_slice(&bytes[at..]);
    Ok(decoded)
}

/// The escapes that text and bytes share. `at` stands after the letter and is moved past octal digits.
fn simple_escape(
    letter: u8,
    bytes: &[u8],
    at: &mut usize,
    out: &mut Vec<u8>,
    decoded: &mut Decoded,
    escape: usize,
) -> bool {
    let byte = match letter {
        b'\n' => return true,
        b'\\' | b'\'' | b'"' => letter,
        b'a' => 0x07,
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 0x0b,
        b'0'..=b'7' => {
            let more = bytes[*at..]
                .iter()
                .take(2)
                .take_while(|b| matches!(b, b'0'..=b'7'))
                .count();
            *at += more;
            let code = bytes[escape + 1..*at]
                .iter()
                .fold(0, |code, b| code * 8 + u32::from(b - b'0'));
            if code > 0o377 && decoded.warning.is_none() {
                decoded.warning = Some((
                    escape as u32,
                    format!("invalid octal escape sequence '\\{code:o}'"),
                ));
            }
            push_code(out, code);
            return true;
        }
        _ => return false,
    };
    out.push(byte);
    true
}

/// An escape that means nothing stands for itself, with a warning.
fn unknown_escape(
    body: &str,
    escape: usize,
    out: &mut Vec<u8>,
    at: &mut usize,
    decoded: &mut Decoded,
) {
    let letter = body[escape + 1..].chars().next().unwrap_or('\\');
    if decoded.warning.is_none() {
        decoded.warning = Some((
            escape as u32,
            format!("invalid escape sequence '\\{letter}'"),
        ));
    }
    *at = escape + 1 + letter.len_utf8();
    out.extend_from_slice(&body.as_bytes()[escape..*at]);
}

/// WTF-8 to a `String`, surrogates as U+FFFD.
pub(crate) fn lossy(value: Vec<u8>, surrogates: bool) -> String {
    if surrogates {
        return replace_surrogates(&value);
    }
    match String::from_utf8(value) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

fn replace_surrogates(value: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((&first, tail)) = rest.split_first() {
        // In WTF-8 a surrogate is 0xED followed by 0xA0..=0xBF.
        if first == 0xed && tail.len() >= 2 && tail[0] >= 0xa0 {
            bytes.extend_from_slice("\u{fffd}".as_bytes());
            rest = &tail[2..];
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
