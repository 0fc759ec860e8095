//! str and bytes methods, codecs and Unicode data against CPython 3.12 (`gen_text.py`).

mod common;

use adder_text::byte_ops;
use adder_text::codec::{self, Codec, DecodeFailure, EncodeFailure, Errors};
use adder_text::error::Result;
use adder_text::text_ops::translate::{translate, Translation};
use adder_text::text_ops::{case, classify, pad, search, slice, split, trim};
use adder_text::wtf8;
use common::{escape, hex, outcome, replay, unescape, unhex};
use std::ops::Range;

fn yes(v: bool) -> String {
    format!("={}", if v { "True" } else { "False" })
}

fn limit(field: &str) -> Option<usize> {
    field.parse().ok()
}

/// Shows parts of a text or of bytes.
type Show<'a> = &'a dyn Fn(&[u8]) -> String;

fn parts(t: &[u8], ranges: Vec<Range<usize>>, show: Show<'_>) -> String {
    ranges
        .into_iter()
        .map(|r| show(&t[r]))
        .collect::<Vec<_>>()
        .join("|")
}

/// The operations whose implementation str and bytes share.
fn shared(
    op: &str,
    t: &[u8],
    args: &[&str],
    read: &dyn Fn(&str) -> Vec<u8>,
    show: Show<'_>,
) -> Option<String> {
    let sub = || read(args[1]);
    let max = || limit(args[2]);
    let whole = |r: Range<usize>| format!("={}", show(&t[r]));
    let three = |r: Result<Option<split::Parts>>, front: bool| {
        outcome(r, |found| match (found, front) {
            (Some((a, b, c)), _) => parts(t, vec![a, b, c], show),
            (None, true) => format!("{}||", show(t)),
            (None, false) => format!("||{}", show(t)),
        })
    };
    Some(match op {
        "split" => outcome(split::split(t, &sub(), max()), |r| parts(t, r, show)),
        "rsplit" => outcome(split::rsplit(t, &sub(), max()), |r| parts(t, r, show)),
        "partition" => three(split::partition(t, &sub()), true),
        "rpartition" => three(split::rpartition(t, &sub()), false),
        "removeprefix" => whole(trim::remove_prefix(t, &sub())),
        "removesuffix" => whole(trim::remove_suffix(t, &sub())),
        "repeat" => outcome(pad::repeat(t, args[1].parse().unwrap()), |v| show(&v)),
        _ => return None,
    })
}

#[test]
fn text_ops() {
    let show: Show<'_> = &escape;
    replay("text_ops.txt", 6000, |op, args| {
        let t = unescape(args[0]);
        if let Some(done) = shared(op, &t, args, &unescape, show) {
            return done;
        }
        let sub = || unescape(args[1]);
        let whole = |v: Vec<u8>| format!("={}", escape(&v));
        let cut = |f: fn(&[u8], Option<&[u8]>) -> Range<usize>| {
            let chars = (args[1] != "None").then(sub);
            whole(t[f(&t, chars.as_deref())].to_vec())
        };
        let number = |i: usize| args[i].parse::<usize>().unwrap();
        let place =
            |at: Option<usize>| format!("={}", at.map_or(-1, |at| wtf8::char_index(&t, at) as i64));
        let fill = || wtf8::decode_at(&unescape(args[2]), 0).0;
        let text = |r: Result<Vec<u8>>| outcome(r, |v| escape(&v));
        match op {
            "find" => {
                let found = search::find(&t, &sub());
                assert_eq!(search::contains(&t, &sub()), found.is_some());
                assert_eq!(search::Finder::new(&sub()).find(&t), found);
                place(found)
            }
            "rfind" => place(search::rfind(&t, &sub())),
            "count" => format!("={}", search::count(&t, &sub())),
            "replace" => text(
                search::replace(&t, &sub(), &unescape(args[2]), limit(args[3]))
                    .map(|v| v.unwrap_or_else(|| t.clone())),
            ),
            "splitws" => format!(
                "={}",
                parts(&t, split::split_whitespace(&t, limit(args[1])), show)
            ),
            "rsplitws" => format!(
                "={}",
                parts(&t, split::rsplit_whitespace(&t, limit(args[1])), show)
            ),
            "splitlines" => format!(
                "={}",
                parts(&t, split::splitlines(&t, args[1] == "True"), show)
            ),
            "strip" => cut(trim::strip),
            "lstrip" => cut(trim::lstrip),
            "rstrip" => cut(trim::rstrip),
            "center" => text(pad::center(&t, number(1), fill())),
            "ljust" => text(pad::ljust(&t, number(1), fill())),
            "rjust" => text(pad::rjust(&t, number(1), fill())),
            "zfill" => text(pad::zfill(&t, number(1))),
            "expandtabs" => text(pad::expandtabs(&t, args[1].parse().unwrap())),
            "upper" => whole(case::upper(&t)),
            "lower" => whole(case::lower(&t)),
            "title" => whole(case::title(&t)),
            "capitalize" => whole(case::capitalize(&t)),
            "swapcase" => whole(case::swapcase(&t)),
            "casefold" => whole(case::casefold(&t)),
            "slice" => whole(slice::slice(
                &t,
                number(1),
                args[2].parse().unwrap(),
                number(3),
            )),
            "reverse" => whole(slice::reverse(&t)),
            "range" => whole(t[slice::char_range(&t, number(1), number(2))].to_vec()),
            "translate" => text(translate(&t, |cp| {
                Ok(match cp {
                    0x61 => Translation::Text(b"AA".to_vec()),
                    0x62 | 0x4f60 => Translation::Delete,
                    0x78 => Translation::Char(0x1f600),
                    0xe9 => Translation::Text(b"e".to_vec()),
                    0xd800 => Translation::Char(0x73),
                    _ => Translation::Keep,
                })
            })),
            _ => yes(classify_by_name(op)(&t)),
        }
    });
}

fn classify_by_name(name: &str) -> fn(&[u8]) -> bool {
    match name {
        "isalpha" => classify::is_alpha,
        "isdecimal" => classify::is_decimal,
        "isdigit" => classify::is_digit,
        "isnumeric" => classify::is_numeric,
        "isalnum" => classify::is_alnum,
        "isspace" => classify::is_space,
        "islower" => classify::is_lower,
        "isupper" => classify::is_upper,
        "istitle" => classify::is_title,
        "isprintable" => classify::is_printable,
        "isidentifier" => classify::is_identifier,
        "isascii" => classify::is_ascii,
        other => panic!("unknown op {other}"),
    }
}

#[test]
fn byte_ops() {
    let show: Show<'_> = &hex;
    replay("byte_ops.txt", 4500, |op, args| {
        if op == "fromhex" {
            return outcome(byte_ops::fromhex(&unescape(args[0])), |v| hex(&v));
        }
        let b = unhex(args[0]);
        if let Some(done) = shared(op, &b, args, &unhex, show) {
            return done;
        }
        let sub = || unhex(args[1]);
        let whole = |v: Vec<u8>| format!("={}", hex(&v));
        let cut = |f: fn(&[u8], Option<&[u8]>) -> Range<usize>| {
            let bytes = (args[1] != "None").then(sub);
            whole(b[f(&b, bytes.as_deref())].to_vec())
        };
        let number = |i: usize| args[i].parse::<usize>().unwrap();
        let place = |at: Option<usize>| format!("={}", at.map_or(-1, |at| at as i64));
        let bytes = |r: Result<Vec<u8>>| outcome(r, |v| hex(&v));
        match op {
            "find" => place(search::find(&b, &sub())),
            "rfind" => place(search::rfind(&b, &sub())),
            "count" => format!("={}", byte_ops::count(&b, &sub())),
            "replace" => bytes(
                byte_ops::replace(&b, &sub(), &unhex(args[2]), limit(args[3]))
                    .map(|v| v.unwrap_or_else(|| b.clone())),
            ),
            "splitws" => format!(
                "={}",
                parts(&b, byte_ops::split_whitespace(&b, limit(args[1])), show)
            ),
            "rsplitws" => format!(
                "={}",
                parts(&b, byte_ops::rsplit_whitespace(&b, limit(args[1])), show)
            ),
            "splitlines" => format!(
                "={}",
                parts(&b, byte_ops::splitlines(&b, args[1] == "True"), show)
            ),
            "strip" => cut(byte_ops::strip),
            "lstrip" => cut(byte_ops::lstrip),
            "rstrip" => cut(byte_ops::rstrip),
            "center" => bytes(byte_ops::center(&b, number(1), unhex(args[2])[0])),
            "ljust" => bytes(byte_ops::ljust(&b, number(1), unhex(args[2])[0])),
            "rjust" => bytes(byte_ops::rjust(&b, number(1), unhex(args[2])[0])),
            "zfill" => bytes(byte_ops::zfill(&b, number(1))),
            "expandtabs" => bytes(byte_ops::expandtabs(&b, args[1].parse().unwrap())),
            "upper" => whole(byte_ops::upper(&b)),
            "lower" => whole(byte_ops::lower(&b)),
            "title" => whole(byte_ops::title(&b)),
            "capitalize" => whole(byte_ops::capitalize(&b)),
            "swapcase" => whole(byte_ops::swapcase(&b)),
            "isalpha" => yes(byte_ops::is_alpha(&b)),
            "isdigit" => yes(byte_ops::is_digit(&b)),
            "isalnum" => yes(byte_ops::is_alnum(&b)),
            "isspace" => yes(byte_ops::is_space(&b)),
            "islower" => yes(byte_ops::is_lower(&b)),
            "isupper" => yes(byte_ops::is_upper(&b)),
            "istitle" => yes(byte_ops::is_title(&b)),
            "isascii" => yes(byte_ops::is_ascii(&b)),
            "hex" => {
                let separator = (args[1] != "None").then(|| args[1].as_bytes()[0]);
                format!(
                    "={}",
                    byte_ops::hex(&b, separator, args[2].parse().unwrap())
                )
            }
            "translate" => {
                let table = byte_ops::maketrans(b"ab", b"xy").unwrap();
                whole(byte_ops::translate(
                    &b,
                    (args[1] == "1").then_some(&table),
                    &unhex(args[2]),
                ))
            }
            "maketrans" => bytes(byte_ops::maketrans(&b, &sub()).map(|t| t.to_vec())),
            _ => panic!("unknown op {op}"),
        }
    });
}

#[test]
fn sizes_no_machine_has_are_errors() {
    let huge = isize::MAX as usize;
    assert!(pad::center(b"x", huge, 0x20).is_err());
    assert!(pad::zfill(b"x", usize::MAX).is_err());
    assert!(pad::repeat(b"xy", huge).is_err());
    assert!(pad::expandtabs(b"\t\t\t", i64::MAX).is_err());
    assert!(byte_ops::ljust(b"x", huge, b' ').is_err());
    assert_eq!(
        pad::expandtabs(b"\t\t\t", i64::MAX).unwrap_err().message,
        "new string is too long"
    );
}

fn decode_failure(f: &DecodeFailure, data: &[u8]) -> String {
    let message = escape(f.message(data).as_bytes());
    assert!(f.message(data).contains(f.encoding) && f.message(data).ends_with(f.reason));
    format!("!ValueError:{message}|{}|{}", f.start, f.end)
}

fn encode_failure(f: &EncodeFailure, text: &[u8]) -> String {
    let message = escape(f.message(text).as_bytes());
    assert!(f.message(text).contains(f.encoding) && f.message(text).ends_with(f.reason));
    format!("!ValueError:{message}|{}|{}", f.start, f.end)
}

#[test]
fn codecs() {
    replay("codec.txt", 3000, |op, args| match op {
        "decode" => {
            let (codec, errors, data) = (
                Codec::from_name(args[0]).unwrap(),
                Errors::from_name(args[1]).unwrap(),
                unhex(args[2]),
            );
            match codec::decode_with(codec, &data, errors) {
                Ok(text) => format!("={}", escape(&text)),
                // utf-8-sig hands the data behind the mark to utf-8.
                Err(f) => decode_failure(
                    &f,
                    data.strip_prefix(b"\xef\xbb\xbf")
                        .filter(|_| codec == Codec::Utf8Sig)
                        .unwrap_or(&data),
                ),
            }
        }
        "partial" | "partial-sp" => {
            let data = unhex(args[1]);
            let errors = if op == "partial" {
                Errors::Strict
            } else {
                Errors::SurrogatePass
            };
            let codec = Codec::from_name(args[0]).unwrap();
            match codec::decode(codec, &data, false, |f, d| {
                errors.decode(f, d).ok_or_else(|| f.clone())
            }) {
                Ok((text, used)) => format!("={}|{used}", escape(&text)),
                Err(f) => decode_failure(&f, &data),
            }
        }
        "encode" => {
            let (codec, errors, text) = (
                Codec::from_name(args[0]).unwrap(),
                Errors::from_name(args[1]).unwrap(),
                unescape(args[2]),
            );
            match codec::encode_with(codec, &text, errors) {
                Ok(bytes) => format!("={}", hex(&bytes)),
                Err(f) => encode_failure(&f, &text),
            }
        }
        "name" => format!("={}", Codec::from_name(args[0]).map_or("?", Codec::name)),
        _ => panic!("unknown op {op}"),
    });
}

/// CRC-32, as zlib's.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, &byte: &u8| {
        (0..8).fold(crc ^ u32::from(byte), |c, _| {
            c >> 1 ^ (0xedb8_8320 & (c & 1).wrapping_neg())
        })
    };
    !bytes.iter().fold(!0, step)
}

#[test]
fn every_code_point() {
    replay("unicode.txt", 1000, |op, args| {
        let block: u32 = args[0].parse().unwrap();
        let points = (block..block + 16384).map(wtf8::encode);
        let mapped = |f: fn(&[u8]) -> Vec<u8>| {
            crc32(
                &points
                    .clone()
                    .map(|c| f(&c))
                    .collect::<Vec<_>>()
                    .join(&b'\n'),
            )
        };
        let sum = match op {
            "lower" => mapped(case::lower),
            "upper" => mapped(case::upper),
            "title" => mapped(case::title),
            "casefold" => mapped(case::casefold),
            _ => {
                let test = classify_by_name(op);
                crc32(
                    &points
                        .clone()
                        .map(|c| u8::from(test(&c)))
                        .collect::<Vec<_>>(),
                )
            }
        };
        format!("={sum}")
    });
}
