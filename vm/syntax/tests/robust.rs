//! Nonsense never panics: token soup and byte soup through every entry point, from a fixed seed.

use adder_syntax::{
    decode_source, parse_expression, parse_module, parse_single, Origin, SyntaxError,
};

const WORDS: [&str; 74] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    "=",
    "==",
    "if",
    "else",
    "for",
    "in",
    "def",
    "class",
    "x",
    "1",
    "'a'",
    "f'{x}'",
    ".",
    "*",
    "**",
    "+",
    "not",
    "lambda",
    "return",
    "yield",
    "await",
    "async",
    "with",
    "as",
    "import",
    "from",
    ":=",
    "->",
    "\n",
    "\n    ",
    "\n  ",
    " ",
    "print",
    "try:",
    "except",
    "None",
    "match x:",
    "case",
    "_",
    "'",
    "f'{",
    "}'",
    "!",
    "@",
    ";",
    "pass",
    "global",
    "del",
    "\\",
    "\\\n",
    "0x",
    "1e",
    "é",
    "\u{301}",
    "“",
    "\u{200b}",
    "\t",
    "#",
    "'''",
    "f\"\"\"",
    "\\N{",
    "\\x",
    "\\ud800",
    "$",
    "\r",
    "nonlocal x",
];

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

fn check(program: &str, error: Option<SyntaxError>) {
    let Some(error) = error else { return };
    let lines = program.split(['\n', '\r']).count() as u32 + 1;
    assert!(error.lineno <= lines, "{error:?} for {program:?}");
    assert!(!error.msg.is_empty(), "{program:?}");
    assert_eq!(
        error.lineno == 0,
        error.text.is_none(),
        "{error:?} for {program:?}"
    );
}

#[test]
fn token_soup() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut valid = 0;
    for _ in 0..30_000 {
        let length = 1 + random.below(14);
        let mut program = String::new();
        for _ in 0..length {
            program += WORDS[random.below(WORDS.len())];
            if random.below(3) == 0 {
                program.push(' ');
            }
        }
        let module = parse_module(&program, "f").err();
        valid += u32::from(module.is_none());
        check(&program, module);
        check(&program, parse_expression(&program, "f").err());
        check(&program, parse_single(&program, "f").err());
    }
    // The soup must not be so thin that only one path is taken.
    assert!(valid > 100 && valid < 25_000, "{valid}");
}

#[test]
fn byte_soup() {
    let mut random = Random(0x1234_5678_9abc_def1);
    for _ in 0..20_000 {
        let length = random.below(40);
        let mut bytes: Vec<u8> = (0..length)
            .map(|_| match random.below(4) {
                0 => random.below(256) as u8,
                1 => b"#coding:=- 'f{}\\\n"[random.below(17)],
                2 => 0xc0 | random.below(64) as u8,
                _ => b' ' + random.below(90) as u8,
            })
            .collect();
        if random.below(3) == 0 {
            bytes.splice(0..0, *b"# coding: ascii\n");
        }
        for origin in [Origin::File, Origin::Bytes] {
            if let Ok(text) = decode_source(&bytes, "f", origin) {
                check(&text, parse_module(&text, "f").err());
            }
        }
    }
}
