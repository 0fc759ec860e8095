//! No input makes this crate panic: random bytes, mostly malformed, through every function that reads text.

use adder_text::bigint::{self, Endian, IBig, IntRef};
use adder_text::codec::{self, Codec, Errors};
use adder_text::complex::{self, Complex};
use adder_text::format::percent::{Item, Percent};
use adder_text::format::template::{split_field_name, Template};
use adder_text::hash::HashKey;
use adder_text::text_ops::{case, classify, pad, search, slice, split, trim};
use adder_text::{byte_ops, float, format, repr, wtf8};

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    fn below(&mut self, n: u64) -> usize {
        (self.next() % n) as usize
    }

    /// Bytes that hit the grammars often: half of them out of an alphabet, the rest anything.
    fn bytes(&mut self, alphabet: &[u8]) -> Vec<u8> {
        let wild = self.below(3) == 0;
        (0..self.below(24))
            .map(|_| {
                if wild {
                    self.next() as u8
                } else {
                    alphabet[self.below(alphabet.len() as u64)]
                }
            })
            .collect()
    }

    fn integer(&mut self) -> i64 {
        match self.below(4) {
            0 => [i64::MIN, i64::MAX, -1, 0, 1, i64::MIN + 1][self.below(6)],
            1 => self.below(40) as i64 - 20,
            _ => self.next() as i64,
        }
    }
}

const ALPHABET: &[u8] = b"0123456789+-_.,:!{}[]()<>=^%#*xXeEjJinfnadsrcboz \t\r\n'\"\\\xc3\xa9\xf0\x9f\x98\x80\xed\xa0\x80\xce\xa3\xef\xbb\xbf\xff\xd8\x00";
const CODECS: [Codec; 10] = [
    Codec::Utf8,
    Codec::Utf8Sig,
    Codec::Latin1,
    Codec::Ascii,
    Codec::Utf16,
    Codec::Utf16Le,
    Codec::Utf16Be,
    Codec::Utf32,
    Codec::Utf32Le,
    Codec::Utf32Be,
];
const ERRORS: [Errors; 7] = [
    Errors::Strict,
    Errors::Ignore,
    Errors::Replace,
    Errors::SurrogateEscape,
    Errors::SurrogatePass,
    Errors::BackslashReplace,
    Errors::XmlCharRefReplace,
];

fn numbers(r: &mut Random, t: &[u8]) {
    for base in [0, 1, 2, 10, 36, 37, u32::MAX] {
        if let Err(e) = bigint::parse_int(t, base, 4300) {
            let _ = e.to_error(t, base);
        }
    }
    let _ = (
        float::parse(t),
        float::parse_error(t),
        float::fromhex(t),
        complex::parse(t),
        HashKey::from_seed(1).text(t),
    );
    let (a, b) = (r.integer(), r.integer());
    let (x, y) = (f64::from_bits(r.next()), f64::from_bits(r.next()));
    let _ = (
        bigint::floor_div_i64(a, b),
        bigint::modulo_i64(a, b),
        bigint::true_div_i64(a, b),
        bigint::cmp_i64_f64(a, x),
    );
    let _ = (
        bigint::hash_i64(a),
        bigint::pow_i64(a, b as u64),
        bigint::round_to_pow10(IntRef::Small(a), b as u64),
    );
    let (big, other) = (IBig::from(a) * IBig::from(b), IBig::from(b));
    let _ = (
        bigint::shl(&big, &other),
        bigint::shr(&big, &other),
        bigint::true_div(&big, &other),
        bigint::isqrt(&big),
    );
    let _ = (
        bigint::divmod(&big, &other),
        bigint::gcd(&big, &other),
        bigint::modpow(&big, &IBig::from(a), &other),
    );
    let _ = (
        bigint::lcm(&big, &other),
        bigint::cmp_f64(&big, x),
        bigint::from_bytes(t, Endian::Little, a < 0),
    );
    let _ = bigint::to_bytes(IntRef::Big(&big), r.below(20), Endian::Big, a < 0);
    let _ = (
        float::round_digits(x, b),
        float::round_digits(x, b % 330),
        float::divmod(x, y),
        float::pow(x, y),
        float::hash(x),
    );
    let _ = (
        float::repr(x),
        float::hex(x),
        float::as_integer_ratio(x),
        float::round_int(x),
    );
    let z = Complex { re: x, im: y };
    let _ = (
        complex::repr(z),
        complex::hash(z),
        complex::div(z, z),
        complex::pow(z, Complex { re: y, im: x }),
        complex::abs(z),
    );
}

fn formatting(r: &mut Random, t: &[u8]) {
    let x = f64::from_bits(r.next());
    // Widths and precisions are kept to what fits the memory of a test machine.
    let digits = t.windows(8).any(|w| w.iter().all(u8::is_ascii_digit));
    if !digits {
        let _ = format::format_int(IntRef::Small(r.integer()), t, "int", 4300);
        let _ = format::format_float(x, t, "float");
        let _ = format::format_complex(Complex { re: x, im: -x }, t, "complex");
        let _ = format::format_str(t, t, "str");
    }
    for piece in Template::new(t) {
        if let Ok(Some(field)) = piece.map(|p| p.field) {
            if let Ok((_, rest)) = split_field_name(field.name) {
                assert!(rest.count() <= t.len());
            }
        }
    }
    if let Ok((_, rest)) = split_field_name(t) {
        assert!(rest.count() <= t.len());
    }
    for bytes in [false, true] {
        for item in Percent::new(t, bytes, true) {
            let Ok(Item::Directive(d)) = item else {
                continue;
            };
            let _ = d.unsupported();
            if digits {
                continue;
            }
            let layout = d
                .layout(Some(r.below(50) as i64 - 25), Some(r.below(50) as i64 - 25))
                .unwrap();
            let _ = (
                layout.int(IntRef::Small(r.integer()), b'd', 0),
                layout.int(IntRef::Small(r.integer()), b'X', 0),
            );
            let _ = (
                layout.float(x, b'g'),
                layout.text(t),
                layout.bytes(t),
                layout.char(0x1f600),
            );
        }
    }
}

fn methods(r: &mut Random, t: &[u8], u: &[u8]) {
    let (n, m) = (r.below(30), r.below(4));
    let _ = (
        search::find(t, u),
        search::rfind(t, u),
        search::count(t, u),
        search::replace(t, u, t, Some(m)),
    );
    let _ = (
        search::replace(t, u, b"", None),
        byte_ops::replace(t, b"", u, Some(m)),
        search::replace(t, b"", u, None),
    );
    let _ = (
        split::split(t, u, Some(m)),
        split::rsplit(t, u, None),
        split::partition(t, u),
        split::rpartition(t, u),
    );
    for range in [
        split::split_whitespace(t, Some(m)),
        split::rsplit_whitespace(t, None),
        split::splitlines(t, m == 0),
    ]
    .concat()
    {
        assert!(t.get(range).is_some());
    }
    for range in [
        trim::strip(t, None),
        trim::strip(t, Some(u)),
        trim::lstrip(t, Some(u)),
        trim::rstrip(t, Some(u)),
    ] {
        assert!(t.get(range).is_some());
    }
    for f in [
        case::upper,
        case::lower,
        case::title,
        case::capitalize,
        case::swapcase,
        case::casefold,
    ] {
        let _ = f(t);
    }
    let _ = (
        classify::is_title(t),
        classify::is_identifier(t),
        classify::is_printable(t),
        classify::is_upper(t),
    );
    let _ = (
        pad::center(t, n, 0xe9),
        pad::zfill(t, n),
        pad::expandtabs(t, n as i64 - 5),
        pad::repeat(t, n),
    );
    let _ = (
        slice::slice(t, n, 2, m),
        slice::slice(t, n, -3, m),
        slice::slice(t, n, i64::MIN, 5),
        slice::reverse(t),
    );
    assert!(t.get(slice::char_range(t, n, m)).is_some());
    let _ = (
        repr::repr_str(t),
        repr::ascii_str(t),
        repr::repr_bytes(t),
        wtf8::validate(t),
        wtf8::has_surrogates(t),
    );
    let _ = (
        byte_ops::fromhex(t),
        byte_ops::hex(t, Some(b':'), n as i64 - 15),
        byte_ops::strip(t, Some(u)),
        byte_ops::title(t),
    );
    let _ = (
        byte_ops::hex(t, Some(b':'), i64::MIN),
        byte_ops::hex(t, Some(b':'), i64::MAX),
    );
}

#[test]
fn random_bytes_never_panic() {
    let mut r = Random(7);
    for _ in 0..20_000 {
        let (t, u) = (r.bytes(ALPHABET), r.bytes(ALPHABET));
        numbers(&mut r, &t);
        formatting(&mut r, &t);
        methods(&mut r, &t, &u[..u.len().min(3)]);
        let (codec, errors) = (CODECS[r.below(10)], ERRORS[r.below(7)]);
        let _ = codec::encode_with(codec, &t, errors).map_err(|f| f.message(&t));
        if let Ok(text) = codec::decode_with(codec, &t, errors).map_err(|f| f.message(&t)) {
            assert!(wtf8::validate(&text).is_ok(), "{codec:?} {errors:?} {t:?}");
        }
    }
}

/// Whatever can be decoded strictly is encoded back to the same bytes.
#[test]
fn decoding_and_encoding_are_inverse() {
    let mut r = Random(8);
    let mut seen = 0;
    for _ in 0..20_000 {
        let data = r.bytes(b"a\0\xc3\xa9\xd8\xdc\xfe\x10");
        for codec in [
            Codec::Utf8,
            Codec::Latin1,
            Codec::Ascii,
            Codec::Utf16Le,
            Codec::Utf16Be,
            Codec::Utf32Le,
            Codec::Utf32Be,
        ] {
            if let Ok(text) = codec::decode_with(codec, &data, Errors::Strict) {
                assert_eq!(
                    codec::encode_with(codec, &text, Errors::Strict),
                    Ok(data.clone())
                );
                seen += usize::from(!data.is_empty());
            }
        }
        let escaped = codec::decode_with(Codec::Utf8, &data, Errors::SurrogateEscape).unwrap();
        assert_eq!(
            codec::encode_with(Codec::Utf8, &escaped, Errors::SurrogateEscape),
            Ok(data)
        );
    }
    assert!(seen > 20_000);
}
