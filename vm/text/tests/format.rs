//! Formatting and quoting against CPython 3.12 (`gen_format.py`).

mod common;

use adder_text::bigint::{Int, IntRef};
use adder_text::complex::Complex;
use adder_text::error::Result;
use adder_text::format::percent::{Count, Directive, Item, Layout, Percent};
use adder_text::format::template::{
    check_conversion, split_field_name, Accessor, AutoNumber, First, Template,
};
use adder_text::{format, repr, wtf8};
use common::{escape, float, hex, outcome, replay, unescape, unhex};

fn text(result: Result<Vec<u8>>) -> String {
    outcome(result, |v| escape(&v))
}

#[test]
fn specs() {
    replay("format.txt", 3500, |op, args| {
        let spec = unescape(args[1]);
        match op {
            "int" => {
                let value: Int = Int::from(args[0].parse::<adder_text::bigint::IBig>().unwrap());
                text(format::format_int(value.as_ref(), &spec, "int", 4300))
            }
            "float" => text(format::format_float(float(args[0]), &spec, "float")),
            "complex" => {
                let (re, im) = args[0].split_once(',').unwrap();
                text(format::format_complex(
                    Complex {
                        re: float(re),
                        im: float(im),
                    },
                    &spec,
                    "complex",
                ))
            }
            "str" => text(format::format_str(&unescape(args[0]), &spec, "str")),
            _ => panic!("unknown op {op}"),
        }
    });
}

#[test]
fn sizes_no_machine_has_are_memory_errors() {
    for spec in [
        "9223372036854775807d",
        "9223372036854775807",
        "\u{e9}>9223372036854775807",
    ] {
        let error = format::format_int(IntRef::Small(1), spec.as_bytes(), "int", 0).unwrap_err();
        assert_eq!(error.kind, adder_text::error::Kind::Memory);
    }
}

fn parse_template(template: &[u8]) -> Result<Vec<u8>> {
    let mut out: Vec<Vec<u8>> = Vec::new();
    for piece in Template::new(template) {
        let piece = piece?;
        out.push(piece.literal.to_vec());
        if let Some(field) = piece.field {
            let conversion = field.conversion.map_or(b"None".to_vec(), wtf8::encode);
            out.extend([field.name.to_vec(), field.spec.to_vec(), conversion]);
        }
    }
    Ok(out.join(&0x1f))
}

fn split_name(name: &[u8]) -> Result<Vec<u8>> {
    let (first, rest) = split_field_name(name)?;
    let tagged = |tag: &[u8], name: &[u8]| [tag, name].concat();
    let mut out = vec![match first {
        First::Auto => b"n".to_vec(),
        First::Index(i) => format!("i{i}").into_bytes(),
        First::Name(n) => tagged(b"n", n),
    }];
    for accessor in rest {
        out.push(match accessor? {
            Accessor::Attr(n) => tagged(b"a", n),
            Accessor::Key(n) => tagged(b"k", n),
            Accessor::Index(i) => format!("i{i}").into_bytes(),
        });
    }
    Ok(out.join(&0x1f))
}

fn number(template: &[u8], auto: &mut AutoNumber) -> Result<()> {
    for piece in Template::new(template) {
        if let Some(field) = piece?.field {
            auto.resolve(&split_field_name(field.name)?.0)?;
            if field.nested {
                number(field.spec, auto)?;
            }
        }
    }
    Ok(())
}

#[test]
fn templates() {
    replay("template.txt", 800, |op, args| {
        let t = unescape(args[0]);
        match op {
            "parse" => text(parse_template(&t)),
            "name" => text(split_name(&t)),
            "auto" => outcome(number(&t, &mut AutoNumber::default()), |()| String::new()),
            "conversion" => outcome(check_conversion(wtf8::decode_at(&t, 0).0), |_| escape(&t)),
            _ => panic!("unknown op {op}"),
        }
    });
}

fn only_directive(t: &[u8], bytes: bool) -> Result<Directive> {
    for item in Percent::new(t, bytes, true) {
        if let Item::Directive(d) = item? {
            return match char::from_u32(d.conversion) {
                Some(
                    'd' | 'i' | 'u' | 'o' | 'x' | 'X' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 's'
                    | 'r' | 'a' | 'b' | 'c',
                ) => Ok(d),
                _ => Err(d.unsupported()),
            };
        }
    }
    panic!("no directive")
}

#[test]
fn percents() {
    let int = |field: &str| Int::from(field.parse::<adder_text::bigint::IBig>().unwrap());
    replay("percent.txt", 1500, |op, args| {
        let t = unescape(args[0]);
        let with = |bytes: bool, f: &dyn Fn(Layout, u8) -> Result<Vec<u8>>| {
            only_directive(&t, bytes).and_then(|d| f(d.layout(None, None)?, d.conversion as u8))
        };
        match op {
            "int" => text(with(false, &|l, c| l.int(int(args[1]).as_ref(), c, 4300))),
            "bytesint" => text(with(true, &|l, c| l.int(int(args[1]).as_ref(), c, 4300))),
            "float" => text(with(false, &|l, c| l.float(float(args[1]), c))),
            "text" => text(with(false, &|l, _| l.text(&unescape(args[1])))),
            "char" => text(with(false, &|l, _| {
                l.char(wtf8::decode_at(&unescape(args[1]), 0).0)
            })),
            "bytes" => outcome(with(true, &|l, _| l.bytes(&unhex(args[1]))), |b| hex(&b)),
            "bad" => text(only_directive(&t, false).map(|_| Vec::new())),
            "badbytes" => text(only_directive(&t, true).map(|_| Vec::new())),
            "badkey" => text(keyed(&t)),
            "star" => text(only_directive(&t, false).and_then(|d| {
                assert!(d.width == Count::Star || d.precision == Count::Star);
                d.layout(args[1].parse().ok(), args[2].parse().ok())?.int(
                    IntRef::Small(42),
                    b'd',
                    4300,
                )
            })),
            _ => panic!("unknown op {op}"),
        }
    });
}

/// Formats with the mapping the generator uses.
fn keyed(t: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut key: Option<&[u8]> = None;
    for item in Percent::new(t, false, true) {
        match item? {
            Item::Literal(l) => out.extend_from_slice(l),
            Item::Key(k) => key = Some(k),
            Item::Directive(d) => {
                if !matches!(char::from_u32(d.conversion), Some('d')) {
                    return Err(d.unsupported());
                }
                let value = match key.take() {
                    Some(b"a") => 1,
                    Some(b"b") => 2,
                    Some(b"") => 3,
                    Some(b"(a)") => 4,
                    Some(b"a(b)c") => 5,
                    other => panic!("key {other:?}"),
                };
                out.extend(
                    d.layout(None, None)?
                        .int(IntRef::Small(value), b'd', 4300)?,
                );
            }
        }
    }
    Ok(out)
}

#[test]
fn reprs() {
    replay("repr.txt", 1000, |op, args| match op {
        "str" => text(Ok(repr::repr_str(&unescape(args[0])))),
        "ascii" => {
            let t = unescape(args[0]);
            let ascii = repr::ascii_str(&t);
            assert_eq!(repr::ascii_of_repr(&repr::repr_str(&t)), ascii);
            text(Ok(ascii.into_bytes()))
        }
        "bytes" => text(Ok(repr::repr_bytes(&unhex(args[0])).into_bytes())),
        _ => panic!("unknown op {op}"),
    });
}
