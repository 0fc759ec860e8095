//! Runs a trace on both the machine and the executor and compares what came out.

use crate::abi::{self, Runtime};
use crate::asm::x64::X64;
use crate::asm::{CodeSpace, CompileOptions, CompiledCode, ExitState, TypedEntry, ENTRY_REFUSED};
use crate::ir::eval::{self, Outcome};
use crate::ir::{CallDesc, Effects, SnapVal, Trace, Type, CLASS_UINT};

pub const SHAPE: u32 = 0x1234_5678;
pub const PUBLISH: i32 = 16;
pub const EXIT_BASE: u32 = 1000;

pub extern "C" fn mix(a: i64, b: i64) -> i64 {
    a.wrapping_mul(31) ^ b.rotate_left(7)
}

pub extern "C" fn blend(a: f64, k: i64, b: f64) -> f64 {
    a * 0.5 - b + (k & 0xFFFF) as f64
}

pub extern "C" fn odd(a: i64) -> bool {
    a & 1 != 0
}

pub extern "C" fn many(
    a: i64,
    b: i64,
    c: i64,
    d: i64,
    e: i64,
    f: i64,
    g: i64,
    h: i64,
    i: i64,
    x: f64,
) -> i64 {
    [a, b, c, d, e, f, g, h, i]
        .iter()
        .fold(x as i64 & 0xFF, |s, v| s.wrapping_mul(7).wrapping_add(*v))
}

extern "C" fn box_big(_cx: *mut u8, x: i64) -> u64 {
    heap_int(x)
}

extern "C" fn barrier(cx: *mut u8, obj: u64) {
    // SAFETY: tests pass a context of at least 8 words.
    unsafe { *cx.cast::<u64>().add(5) = obj };
}

extern "C" fn fresh_slow(cx: *mut u8) -> *mut u64 {
    // SAFETY: as above; counts the calls.
    unsafe { *cx.cast::<u64>().add(6) += 1 };
    Box::leak(vec![0xAAu64; 64].into_boxed_slice()).as_mut_ptr()
}

/// A heap int64 object, leaked.
pub fn heap_int(x: i64) -> u64 {
    Box::leak(Box::new([u64::from(SHAPE), x as u64])) as *const [u64; 2] as u64
}

const WIDE_SHAPE: u32 = 0x1234_5679;

/// An int beyond i64, leaked: two words, low first.
pub fn wide_int(x: i128) -> u64 {
    Box::leak(Box::new([
        u64::from(WIDE_SHAPE),
        x as u64,
        (x >> 64) as u64,
    ])) as *const [u64; 3] as u64
}

/// The int in a word: inline, heap int64 or what `wide_int` makes.
fn int_in(word: u64) -> Option<i128> {
    if abi::is_small(word) {
        return Some(abi::unbox_small(word).into());
    }
    if !abi::is_ptr(word) || word == 0 {
        return None;
    }
    // SAFETY: the tests' words are those made by `heap_int` and `wide_int`.
    unsafe {
        let object = word as *const u64;
        match *object as u32 {
            SHAPE => Some((*object.add(1) as i64).into()),
            WIDE_SHAPE => {
                Some(i128::from(*object.add(2) as i64) << 64 | i128::from(*object.add(1)))
            }
            _ => None,
        }
    }
}

extern "C" fn int_op(_cx: *mut u8, code: u64, a: u64, b: u64) -> u64 {
    use abi::int_codes as c;
    let word = |x: i128| match i64::try_from(x) {
        Ok(x) if abi::fits_small(x) => abi::box_small(x),
        Ok(x) => heap_int(x),
        Err(_) => wide_int(x),
    };
    if code == c::BOX_UINT {
        return word(a.into());
    }
    let x = int_in(a).unwrap_or(0);
    match code {
        c::IS_UINT => return u64::from(int_in(a).is_some_and(|x| u64::try_from(x).is_ok())),
        c::LOW => return x as u64,
        _ => {}
    }
    let y = int_in(b).expect("an int");
    word(match code {
        c::ADD => x + y,
        c::SUB => x - y,
        c::MUL => x * y,
        c::AND => x & y,
        c::OR => x | y,
        c::XOR => x ^ y,
        c::SHL => x << y,
        _ => x >> y,
    })
}

pub fn runtime() -> Runtime {
    Runtime {
        heap_int_shape: SHAPE,
        box_int_helper: box_big as *const u8 as u64,
        int_helper: int_op as *const u8 as u64,
        barrier_helper: barrier as *const u8 as u64,
        publish_offset: PUBLISH,
        ..Runtime::default()
    }
}

pub fn fresh_helper() -> u64 {
    fresh_slow as *const u8 as u64
}

/// Descriptors of the C functions above.
pub fn call_desc(name: &'static str, publish: bool) -> CallDesc {
    use Type::{Bool, F64, I64};
    let (address, params, ret) = match name {
        "mix" => (mix as *const u8, vec![I64, I64], I64),
        "blend" => (blend as *const u8, vec![F64, I64, F64], F64),
        "odd" => (odd as *const u8, vec![I64], Bool),
        _ => (
            many as *const u8,
            vec![I64, I64, I64, I64, I64, I64, I64, I64, I64, F64],
            I64,
        ),
    };
    CallDesc {
        name: name.into(),
        address: address as u64,
        params,
        ret,
        effects: Effects::ANY,
        publish,
    }
}

pub fn eval_call(desc: &CallDesc, args: &[u64], _m: &mut eval::Machine) -> Result<u64, String> {
    let i = |k: usize| args[k] as i64;
    let f = |k: usize| f64::from_bits(args[k]);
    Ok(match &*desc.name {
        "mix" => mix(i(0), i(1)) as u64,
        "blend" => blend(f(0), i(1), f(2)).to_bits(),
        "odd" => u64::from(odd(i(0))),
        "many" => many(i(0), i(1), i(2), i(3), i(4), i(5), i(6), i(7), i(8), f(9)) as u64,
        other => return Err(format!("no function {other}")),
    })
}

/// What an exit showed: instruction, words of the snapshot's entries with their types.
#[derive(Debug, Clone)]
pub struct Seen {
    pub at: usize,
    pub words: Vec<(Type, u64)>,
}

/// Equal but for the payload of NaNs, which machines choose.
pub fn same_word(ty: Type, a: u64, b: u64) -> bool {
    match ty {
        Type::F64 => a == b || f64::from_bits(a).is_nan() && f64::from_bits(b).is_nan(),
        Type::F32 => {
            let (a, b) = (a as u32, b as u32);
            a == b || f32::from_bits(a).is_nan() && f32::from_bits(b).is_nan()
        }
        _ => a == b,
    }
}

pub struct Jit {
    pub space: CodeSpace<X64>,
    pub cx: Vec<u64>,
    pub frame: Vec<u64>,
    pub links: Vec<TypedEntry>,
}

impl Jit {
    pub fn new() -> Jit {
        let space = CodeSpace::new(X64::new().expect("this processor"), 1 << 22);
        Jit {
            space,
            cx: vec![0; 64],
            frame: vec![0; 256],
            links: Vec::new(),
        }
    }

    pub fn compile(
        &mut self,
        t: &Trace,
        bindings: Option<&[crate::regalloc::Loc]>,
        base: u32,
    ) -> CompiledCode {
        crate::ir::verify::verify(t).unwrap_or_else(|e| panic!("{e}\n{t}"));
        let options = CompileOptions {
            runtime: runtime(),
            exit_base: base,
            bindings,
            links: &self.links,
            listing: false,
            check: true,
        };
        self.space
            .compile(t, &options)
            .unwrap_or_else(|e| panic!("{e}\n{t}"))
    }

    /// Puts inputs, boxed, where the prologue takes them.
    pub fn set_inputs(&mut self, t: &Trace, inputs: &[u64]) {
        for ((p, from), &x) in t
            .block_params(crate::ir::BlockId::new(0))
            .zip(&t.params)
            .zip(inputs)
        {
            self.frame[from.slot as usize] = match t.ty(p) {
                Type::I64 if from.class == CLASS_UINT && x >> 63 != 0 => wide_int(x.into()),
                Type::I64 if abi::fits_small(x as i64) => abi::box_small(x as i64),
                Type::I64 => heap_int(x as i64),
                Type::F64 => abi::box_float(f64::from_bits(x)),
                Type::Bool => abi::box_bool(x != 0),
                _ => x,
            };
        }
    }

    pub fn enter(&mut self, code: &CompiledCode, state: &mut ExitState) -> u32 {
        // SAFETY: compiled by this space; context and frame are larger than what the tests' traces touch.
        unsafe {
            self.space.enter(
                code.entry,
                self.cx.as_mut_ptr().cast(),
                self.frame.as_mut_ptr(),
                state,
            )
        }
    }

    pub fn seen(&self, t: &Trace, code: &CompiledCode, number: u32, state: &ExitState) -> Seen {
        let exit = code
            .exit(number)
            .unwrap_or_else(|| panic!("exit {number} of {t}"));
        let values = code.values_of(exit);
        let words = t
            .entries_of(exit.snap)
            .iter()
            .map(|e| match e.val {
                SnapVal::Ref(r) => {
                    let loc = values
                        .iter()
                        .find(|v| v.0 == r)
                        .expect("value of the snapshot")
                        .1;
                    (t.ty(r), state.read(loc, t).expect("readable location"))
                }
                SnapVal::Virtual(_) => (Type::Void, 0),
            })
            .collect();
        Seen {
            at: exit.inst.index(),
            words,
        }
    }

    pub fn run(&mut self, t: &Trace, inputs: &[u64]) -> Seen {
        self.set_inputs(t, inputs);
        self.run_frame(t)
    }

    /// Runs on the frame as it is.
    fn run_frame(&mut self, t: &Trace) -> Seen {
        let code = self.compile(t, None, EXIT_BASE);
        let mut state = ExitState::default();
        let number = self.enter(&code, &mut state);
        assert_ne!(number, ENTRY_REFUSED, "{t}");
        let seen = self.seen(t, &code, number, &state);
        self.space.free(&code);
        seen
    }

    /// Runs both ways; panics with the trace if they differ. Returns what was seen.
    pub fn compare(&mut self, t: &Trace, inputs: &[u64]) -> Seen {
        let mut m = eval::Machine::default();
        m.runtime = runtime();
        (m.cx, m.frame) = (self.cx.as_ptr() as u64, self.frame.as_ptr() as u64);
        self.set_inputs(t, inputs);
        for (k, &w) in self.frame.iter().enumerate() {
            m.memory.write(m.frame + 8 * k as u64, 8, w);
        }
        let outcome =
            eval::run(t, &mut m, inputs, &mut eval_call).unwrap_or_else(|e| panic!("{e}\n{t}"));
        let Outcome::Exit(expected) = outcome else {
            panic!("no exit: {outcome:?}\n{t}")
        };
        let seen = self.run_frame(t);
        assert_eq!(
            seen.at,
            expected.at.index(),
            "left elsewhere, {inputs:x?}\n{t}"
        );
        for (k, ((ty, got), want)) in seen.words.iter().zip(&expected.entries).enumerate() {
            assert!(
                same_word(*ty, *got, *want),
                "entry {k}: {got:#x}, expected {want:#x}; inputs {inputs:x?}\n{t}"
            );
        }
        for (k, &w) in self.frame.iter().enumerate() {
            let want = m.memory.read(m.frame + 8 * k as u64, 8);
            // From word 150 on the random traces keep doubles.
            let ty = if k >= 150 { Type::F64 } else { Type::I64 };
            assert!(
                same_word(ty, w, want),
                "frame word {k}: {w:#x}, expected {want:#x}\n{t}"
            );
        }
        seen
    }
}
