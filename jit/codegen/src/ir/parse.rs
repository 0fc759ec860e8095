//! Text to trace: the inverse of [`display`](super::display), for tests and tools.
//!
//! Line by line; `#` starts a comment line. Names of values are free (`v7` may be the first instruction); snapshots,
//! descriptors and blocks are numbered in order. A named address gets an address made from its name. Well-formedness is
//! the verifier's business: only what the text form itself demands is checked here.

use super::builder::{TraceBuilder, VirtualSpec};
use super::desc::{AliasClass, AliasSet, AllocDesc, CallDesc, Effects, LinkDesc, MemDesc, Width};
use super::inst::{Inst, Trace, TraceKind};
use super::ops::{Imm, Op, OpFlags, ResultRule};
use super::snapshot::{Build, FrameSnap, SnapEntry, SnapFlags, SnapVal};
use super::types::{AllocId, BlockId, CallId, LinkId, MemId, Ref, SnapId, Tag, Type, VirtualId};
use crate::abi;
use std::collections::HashMap;
use std::fmt;

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Line, from 1.
    pub line: usize,
    /// What was expected.
    pub message: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ParseError {}

/// Parses a trace.
pub fn parse_trace(text: &str) -> Result<Trace, ParseError> {
    let mut parser: Option<Parser> = None;
    let mut last = 0;
    for (i, line) in text.lines().enumerate() {
        last = i + 1;
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut lex = Lexer { rest: line };
        let done = match &mut parser {
            None => header(&mut lex).map(|p| parser = Some(p)),
            Some(p) => p.line(&mut lex),
        };
        done.and_then(|()| lex.end())
            .map_err(|message| ParseError {
                line: last,
                message,
            })?;
    }
    let parser = parser.ok_or_else(|| ParseError {
        line: last,
        message: "no trace".into(),
    })?;
    Ok(parser.builder.finish())
}

type Parsed<T> = Result<T, String>;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'a> {
    Word(&'a str),
    Text(&'a str),
    Punct(char),
    End,
}

struct Lexer<'a> {
    rest: &'a str,
}

impl<'a> Lexer<'a> {
    fn peek(&self) -> Token<'a> {
        Lexer { rest: self.rest }.next()
    }

    fn next(&mut self) -> Token<'a> {
        let s = self.rest.trim_start();
        let Some(first) = s.chars().next() else {
            self.rest = "";
            return Token::End;
        };
        if first == '"' {
            let end = s[1..].find('"').map_or(s.len(), |at| at + 1);
            self.rest = s.get(end + 1..).unwrap_or("");
            return Token::Text(&s[1..end]);
        }
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '+');
        if let Some(rest) = s.strip_prefix("->") {
            self.rest = rest;
            return Token::Punct('>');
        }
        if !is_word(first) {
            self.rest = &s[first.len_utf8()..];
            return Token::Punct(first);
        }
        let end = s.find(|c| !is_word(c)).unwrap_or(s.len());
        self.rest = &s[end..];
        Token::Word(&s[..end])
    }

    fn end(&mut self) -> Parsed<()> {
        match self.next() {
            Token::End => Ok(()),
            other => Err(format!("unexpected {other:?}")),
        }
    }

    fn eat(&mut self, c: char) -> bool {
        let hit = self.peek() == Token::Punct(c);
        if hit {
            self.next();
        }
        hit
    }

    fn expect(&mut self, c: char) -> Parsed<()> {
        if self.eat(c) {
            Ok(())
        } else {
            Err(format!("expected `{c}` before `{}`", self.rest))
        }
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let hit = self.peek() == Token::Word(word);
        if hit {
            self.next();
        }
        hit
    }

    fn keyword(&mut self, word: &str) -> Parsed<()> {
        if self.eat_word(word) {
            Ok(())
        } else {
            Err(format!("expected `{word}` before `{}`", self.rest))
        }
    }

    fn word(&mut self) -> Parsed<&'a str> {
        match self.next() {
            Token::Word(w) => Ok(w),
            other => Err(format!("expected a word, got {other:?}")),
        }
    }

    fn text(&mut self) -> Parsed<String> {
        match self.next() {
            Token::Text(t) => Ok(t.to_string()),
            other => Err(format!("expected a quoted name, got {other:?}")),
        }
    }

    fn int<T: TryFrom<i128>>(&mut self) -> Parsed<T> {
        let w = self.word()?;
        parse_int(w)
            .and_then(|x| T::try_from(x).ok())
            .ok_or_else(|| format!("bad number `{w}`"))
    }

    /// `prefix` followed by a number, `s3`.
    fn id(&mut self, prefix: &str) -> Parsed<u32> {
        let w = self.word()?;
        id(w, prefix).ok_or_else(|| format!("expected `{prefix}N`, got `{w}`"))
    }

    fn ty(&mut self) -> Parsed<Type> {
        let w = self.word()?;
        Type::from_name(w).ok_or_else(|| format!("no type `{w}`"))
    }

    fn separated<T>(
        &mut self,
        close: char,
        mut item: impl FnMut(&mut Self) -> Parsed<T>,
    ) -> Parsed<Vec<T>> {
        let mut items = Vec::new();
        while !self.eat(close) {
            items.push(item(self)?);
            self.eat(',');
        }
        Ok(items)
    }
}

fn id(word: &str, prefix: &str) -> Option<u32> {
    let digits = word.strip_prefix(prefix)?;
    if digits.starts_with(|c: char| c.is_ascii_digit()) {
        digits.parse().ok().filter(|&n| n < 1 << 24)
    } else {
        None
    }
}

fn parse_int(w: &str) -> Option<i128> {
    match w.strip_prefix("0x") {
        Some(hex) => u64::from_str_radix(hex, 16).ok().map(i128::from),
        None => w.parse().ok(),
    }
}

fn header(lex: &mut Lexer<'_>) -> Parsed<Parser> {
    lex.keyword("trace")?;
    let name = lex.text()?;
    let kind = match lex.word()? {
        "root" => TraceKind::Root,
        "side" => TraceKind::Side,
        "function" => TraceKind::Function,
        other => return Err(format!("no kind of trace `{other}`")),
    };
    Ok(Parser {
        builder: TraceBuilder::new(name, kind),
        values: HashMap::new(),
        blocks: 0,
    })
}

struct Parser {
    builder: TraceBuilder,
    values: HashMap<String, Ref>,
    blocks: u32,
}

impl Parser {
    fn line(&mut self, lex: &mut Lexer<'_>) -> Parsed<()> {
        let mut ahead = Lexer { rest: lex.rest };
        let (first, second) = (ahead.next(), ahead.next());
        match (first, second) {
            (Token::Word("mem"), _) => self.mem(lex),
            (Token::Word("alloc"), _) => self.alloc(lex),
            (Token::Word("call"), Token::Word(_)) if matches!(ahead.next(), Token::Text(_)) => {
                self.call(lex)
            }
            (Token::Word("link"), Token::Word(_)) if matches!(ahead.next(), Token::Text(_)) => {
                self.link(lex)
            }
            (Token::Word("snap"), _) => self.snap(lex),
            (Token::Word(w), Token::Punct('(')) if id(w, "block").is_some() => self.block(lex),
            _ if self.blocks == 0 => Err("instruction outside a block".into()),
            (Token::Word(name), Token::Punct(':')) => {
                lex.next();
                lex.next();
                let ty = lex.ty()?;
                lex.expect('=')?;
                let r = self.inst(lex, ty)?;
                self.define(name, r)
            }
            _ => self.inst(lex, Type::Void).map(|_| ()),
        }
    }

    fn define(&mut self, name: &str, r: Ref) -> Parsed<()> {
        match self.values.insert(name.to_string(), r) {
            None => Ok(()),
            Some(_) => Err(format!("`{name}` is defined twice")),
        }
    }

    fn mem(&mut self, lex: &mut Lexer<'_>) -> Parsed<()> {
        lex.next();
        let n = lex.id("m")?;
        let name = lex.text()?;
        lex.expect(':')?;
        let width = lex.word()?;
        let width = Width::from_name(width).ok_or_else(|| format!("no width `{width}`"))?;
        lex.keyword("offset")?;
        let offset = lex.int()?;
        lex.keyword("alias")?;
        let alias = AliasClass(lex.int()?);
        let immutable = lex.eat_word("immutable");
        let mem = self.builder.mem(MemDesc {
            name: name.into(),
            offset,
            width,
            alias,
            immutable,
        });
        in_order(mem.raw(), n, "mem")
    }

    fn alloc(&mut self, lex: &mut Lexer<'_>) -> Parsed<()> {
        lex.next();
        let n = lex.id("a")?;
        let name = lex.text()?;
        lex.keyword("size")?;
        let size = lex.int()?;
        lex.keyword("header")?;
        let header = lex.int()?;
        lex.keyword("fields")?;
        lex.expect('[')?;
        let fields = lex.separated(']', |lex| lex.id("m").map(MemId::new))?;
        let cur_offset = if lex.eat_word("cur") { lex.int()? } else { 0 };
        let end_offset = if lex.eat_word("end") { lex.int()? } else { 0 };
        let slow_helper = address_of(&name);
        let desc = AllocDesc {
            name: name.into(),
            size,
            header,
            fields,
            slow_helper,
            cur_offset,
            end_offset,
        };
        in_order(self.builder.alloc_desc(desc).raw(), n, "alloc")
    }

    fn call(&mut self, lex: &mut Lexer<'_>) -> Parsed<()> {
        lex.next();
        let n = lex.id("c")?;
        let name = lex.text()?;
        lex.expect('(')?;
        let params = lex.separated(')', Lexer::ty)?;
        lex.expect('>')?;
        let ret = lex.ty()?;
        let mut effects = Effects::default();
        let mut publish = false;
        while let Token::Word(word) = lex.peek() {
            lex.next();
            match word {
                "reads" => effects.reads = alias_set(lex)?,
                "writes" => effects.writes = alias_set(lex)?,
                "reads_slots" => effects.reads_slots = true,
                "writes_slots" => effects.writes_slots = true,
                "allocs" => effects.allocs = true,
                "raises" => effects.may_raise = true,
                "python" => effects.may_run_python = true,
                "pure" => effects.pure = true,
                "keeps_nothing" => effects.keeps_nothing = true,
                "publish" => publish = true,
                other => return Err(format!("no effect `{other}`")),
            }
        }
        let address = address_of(&name);
        let desc = CallDesc {
            name: name.into(),
            address,
            params,
            ret,
            effects,
            publish,
        };
        in_order(self.builder.call_desc(desc).raw(), n, "call")
    }

    fn link(&mut self, lex: &mut Lexer<'_>) -> Parsed<()> {
        lex.next();
        let n = lex.id("l")?;
        let name = lex.text()?;
        lex.expect('(')?;
        let params = lex.separated(')', Lexer::ty)?;
        lex.keyword("target")?;
        let target = lex.int()?;
        in_order(
            self.builder
                .link_desc(LinkDesc {
                    name: name.into(),
                    target,
                    params,
                })
                .raw(),
            n,
            "link",
        )
    }

    fn block(&mut self, lex: &mut Lexer<'_>) -> Parsed<()> {
        let n = lex.id("block")?;
        let block = self.builder.begin_block();
        in_order(block.raw(), n, "block")?;
        self.blocks += 1;
        lex.expect('(')?;
        while !lex.eat(')') {
            let name = lex.word()?;
            lex.expect(':')?;
            let ty = lex.ty()?;
            let param = if n == 0 {
                let slot = if lex.eat('@') { lex.int()? } else { 0 };
                let class = if lex.eat_word("class") { lex.int()? } else { 0 };
                self.builder.entry_param(ty, slot, class)
            } else {
                self.builder.block_param(ty)
            };
            self.define(name, param)?;
            lex.eat(',');
        }
        lex.expect(':')
    }

    fn inst(&mut self, lex: &mut Lexer<'_>, ty: Type) -> Parsed<Ref> {
        let name = lex.word()?;
        let op = Op::from_name(name).ok_or_else(|| format!("no operation `{name}`"))?;
        if op == Op::Param {
            return Err("parameters belong to the block's head".into());
        }
        let (r, want) = match op {
            Op::Br => (self.br(lex)?, Type::Void),
            _ if op.has(OpFlags::LIST) => self.list_inst(lex, op)?,
            Op::Load | Op::Store => self.memory_inst(lex, op)?,
            _ => self.plain_inst(lex, op)?,
        };
        if want != ty {
            return Err(format!("`{name}` gives {want}, not {ty}"));
        }
        if lex.eat(';') {
            lex.keyword("snap")?;
            let snap = SnapId::new(lex.id("s")?);
            self.builder.set_snap(r, snap);
        }
        Ok(r)
    }

    fn plain_inst(&mut self, lex: &mut Lexer<'_>, op: Op) -> Parsed<(Ref, Type)> {
        let imm = match op.info().imm {
            Imm::Mem => lex.id("m")?,
            Imm::Alloc => lex.id("a")?,
            Imm::Slot => lex.int()?,
            Imm::Tag => {
                let w = lex.word()?;
                Tag::from_name(w).ok_or_else(|| format!("no tag `{w}`"))? as u32
            }
            _ => 0,
        };
        let mut args = [Ref::NONE; 3];
        for (i, arg) in args.iter_mut().enumerate().take(op.info().operands.len()) {
            if i > 0 {
                lex.expect(',')?;
            }
            *arg = self.value(lex)?;
        }
        let ty = match op.info().result {
            ResultRule::Is(ty) => ty,
            ResultRule::Arg(n) => self.builder.trace().ty(args[n]),
            ResultRule::Desc => Type::Void,
        };
        Ok((
            self.builder.push(Inst {
                args,
                imm,
                ..Inst::new(op, ty)
            }),
            ty,
        ))
    }

    fn memory_inst(&mut self, lex: &mut Lexer<'_>, op: Op) -> Parsed<(Ref, Type)> {
        let n = lex.id("m")?;
        let Some(desc) = self.builder.trace().mems.get(n as usize) else {
            return Err(format!("no descriptor m{n}"));
        };
        let ty = desc.width.ty();
        let mem = MemId::new(n);
        let base = self.value(lex)?;
        let (mut index, mut scale) = (Ref::NONE, 0);
        if lex.eat('[') {
            index = self.value(lex)?;
            lex.expect('*')?;
            scale = lex.int()?;
            lex.expect(']')?;
        }
        if op == Op::Load {
            return Ok((self.builder.load_at(mem, base, index, scale), ty));
        }
        lex.expect(',')?;
        let value = self.value(lex)?;
        Ok((
            self.builder.store_at(mem, base, index, scale, value),
            Type::Void,
        ))
    }

    fn list_inst(&mut self, lex: &mut Lexer<'_>, op: Op) -> Parsed<(Ref, Type)> {
        let imm = match op {
            Op::Call => lex.id("c")?,
            Op::Jump => lex.id("block")?,
            _ => lex.id("l")?,
        };
        let args = self.args(lex)?;
        Ok(match op {
            Op::Call => {
                let Some(desc) = self.builder.trace().calls.get(imm as usize) else {
                    return Err(format!("no descriptor c{imm}"));
                };
                let ty = desc.ret;
                (self.builder.call(CallId::new(imm), &args, SnapId::NONE), ty)
            }
            Op::Jump => (self.builder.jump(BlockId::new(imm), &args), Type::Void),
            _ => (self.builder.link(LinkId::new(imm), &args), Type::Void),
        })
    }

    fn br(&mut self, lex: &mut Lexer<'_>) -> Parsed<Ref> {
        let cond = self.value(lex)?;
        let then = BlockId::new(lex.id("block")?);
        let then_args = self.args(lex)?;
        let other = BlockId::new(lex.id("block")?);
        let other_args = self.args(lex)?;
        Ok(self
            .builder
            .br(cond, (then, &then_args), (other, &other_args)))
    }

    fn args(&mut self, lex: &mut Lexer<'_>) -> Parsed<Vec<Ref>> {
        lex.expect('(')?;
        lex.separated(')', |lex| self.value(lex))
    }

    fn snap(&mut self, lex: &mut Lexer<'_>) -> Parsed<()> {
        lex.next();
        let n = lex.id("s")?;
        lex.expect(':')?;
        let mut frames = Vec::new();
        while lex.eat_word("frame") {
            frames.push(frame(lex)?);
            lex.eat(',');
        }
        lex.expect('[')?;
        let entries = lex.separated(']', |lex| {
            let frame = lex.int()?;
            lex.expect(':')?;
            let slot = lex.int()?;
            lex.expect('=')?;
            let val = self.snap_val(lex)?;
            let class = if lex.eat_word("class") { lex.int()? } else { 0 };
            Ok(SnapEntry {
                frame,
                slot,
                val,
                class,
            })
        })?;
        let mut virtuals: Vec<(Build, Vec<(MemId, SnapVal)>)> = Vec::new();
        let mut flags = SnapFlags::NIL;
        while let Token::Word(word) = lex.peek() {
            lex.next();
            match word {
                "raise" => flags.0 |= SnapFlags::RAISE.0,
                "after_op" => flags.0 |= SnapFlags::AFTER_OP.0,
                "entry" => flags.0 |= SnapFlags::ENTRY.0,
                _ => {
                    let o = id(word, "o").ok_or_else(|| format!("unexpected `{word}`"))?;
                    in_order(virtuals.len() as u32, o, "virtual")?;
                    lex.expect('=')?;
                    let kind = lex.word()?;
                    let build = match (id(kind, "a"), Op::from_name(kind)) {
                        (Some(alloc), _) => Build::Object(AllocId::new(alloc)),
                        (None, Some(op)) => Build::Int(op),
                        (None, None) => return Err(format!("unexpected `{kind}`")),
                    };
                    lex.expect('{')?;
                    let fields = lex.separated('}', |lex| {
                        let mem = match build {
                            Build::Int(_) => MemId::NONE,
                            Build::Object(_) => {
                                let mem = MemId::new(lex.id("m")?);
                                lex.expect('=')?;
                                mem
                            }
                        };
                        Ok((mem, self.snap_val(lex)?))
                    })?;
                    virtuals.push((build, fields));
                }
            }
        }
        let specs: Vec<VirtualSpec<'_>> = virtuals
            .iter()
            .map(|(build, fields)| VirtualSpec {
                build: *build,
                fields,
            })
            .collect();
        in_order(
            self.builder
                .snapshot_with(&frames, &entries, &specs, flags)
                .raw(),
            n,
            "snap",
        )
    }

    fn snap_val(&mut self, lex: &mut Lexer<'_>) -> Parsed<SnapVal> {
        if let Token::Word(w) = lex.peek() {
            if let Some(o) = id(w, "o") {
                lex.next();
                return Ok(SnapVal::Virtual(VirtualId::new(o)));
            }
        }
        self.value(lex).map(SnapVal::Ref)
    }

    fn value(&mut self, lex: &mut Lexer<'_>) -> Parsed<Ref> {
        let w = lex.word()?;
        if let Some(r) = self.values.get(w) {
            return Ok(*r);
        }
        if lex.eat(':') {
            return self.typed_const(lex, w);
        }
        let consts = self.builder.consts();
        match w {
            "true" | "false" => return Ok(consts.bool(w == "true")),
            "nan" => return Ok(consts.intern(Type::F64, abi::CANONICAL_NAN)),
            _ => {}
        }
        if let Some(x) = parse_int(w).and_then(|x| i64::try_from(x).ok()) {
            return Ok(consts.i64(x));
        }
        if let Some(x) = w.strip_suffix("f32").and_then(|x| x.parse().ok()) {
            return Ok(consts.f32(x));
        }
        let is_float = w.contains(['.', 'e']) || w.ends_with("inf");
        match w.parse::<f64>() {
            Ok(x) if is_float && !x.is_nan() => Ok(consts.f64(x)),
            _ => Err(format!("no value `{w}`")),
        }
    }

    fn typed_const(&mut self, lex: &mut Lexer<'_>, prefix: &str) -> Parsed<Ref> {
        let (prefix, root) = match prefix.strip_prefix("root_") {
            Some(p) => (p, true),
            None => (prefix, false),
        };
        let ty = Type::from_name(prefix).ok_or_else(|| format!("no type `{prefix}`"))?;
        let consts = self.builder.consts();
        if let Token::Text(name) = lex.peek() {
            lex.next();
            return Ok(consts.named(ty, address_of(name), root, name.to_string()));
        }
        let w = lex.word()?;
        let bits = match (ty, w) {
            (Type::Val, "undef") => abi::UNDEF,
            (Type::Val, "none") => abi::NONE,
            (Type::Val, "true") => abi::TRUE,
            (Type::Val, "false") => abi::FALSE,
            (Type::Val, "nan") => abi::box_float(f64::NAN),
            _ if w.starts_with("0x") => {
                parse_int(w).ok_or_else(|| format!("bad number `{w}`"))? as u64
            }
            (Type::Val, _) => match (parse_int(w), w.parse::<f64>()) {
                (Some(x), _) => i64::try_from(x)
                    .ok()
                    .filter(|&x| abi::fits_small(x))
                    .map(abi::box_small)
                    .ok_or_else(|| format!("`{w}` does not fit"))?,
                (None, Ok(x)) => abi::box_float(x),
                (None, Err(_)) => return Err(format!("no word `{w}`")),
            },
            _ => return Err(format!("no constant `{prefix}:{w}`")),
        };
        Ok(if root {
            consts.rooted(ty, bits)
        } else {
            consts.intern(ty, bits)
        })
    }
}

fn frame(lex: &mut Lexer<'_>) -> Parsed<FrameSnap> {
    lex.keyword("code")?;
    let code = lex.int()?;
    lex.keyword("pc")?;
    let pc = lex.int()?;
    lex.keyword("base")?;
    let base = lex.int()?;
    Ok(FrameSnap { code, pc, base })
}

fn alias_set(lex: &mut Lexer<'_>) -> Parsed<AliasSet> {
    if lex.eat_word("all") {
        return Ok(AliasSet::ALL);
    }
    lex.int().map(AliasSet::from_bits)
}

fn in_order(got: u32, named: u32, what: &str) -> Parsed<()> {
    if got == named {
        Ok(())
    } else {
        Err(format!(
            "{what} {named} is out of order or repeats an earlier one; expected {got}"
        ))
    }
}

/// A stable, 16-byte aligned, non-zero address below 2**31 for a name (FNV-1a).
pub fn address_of(name: &str) -> u64 {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)
    });
    (hash >> 20 & 0x3FFF_FFF0) | 0x4000_0000
}
