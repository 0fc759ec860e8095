//! The world random traces run in: a few objects that may be reached under several names, and functions that do to
//! them what their declared effects allow.

use super::rng::Rng;
use adder_codegen::abi;
use adder_codegen::ir::eval::{Machine, FRAME_BASE, FRESH_BASE};
use adder_codegen::ir::{CallDesc, Type};

pub const OBJECTS: u64 = 0x3000_0000;
pub const OBJECT_SIZE: u64 = 0x100;
pub const COUNT: u64 = 4;
pub const SHAPES: [u64; 2] = [0x4000_0010, 0x4000_0020];
pub const FRESH_SHAPE: u64 = 0x4000_0040;
pub const HEAP_INTS: u64 = 0x3800_0000;
/// Where `keep` puts its argument.
pub const KEPT: u64 = 0x3900_0000;
/// The validity byte.
pub const VALID: u64 = 0x3A00_0000;
pub const SLOTS: u32 = 6;

pub const INTS: [i64; 18] = [
    0,
    1,
    2,
    3,
    5,
    7,
    8,
    -1,
    -2,
    -7,
    63,
    255,
    abi::SMALL_MAX,
    abi::SMALL_MIN,
    i64::MAX,
    i64::MIN,
    i64::MAX - 1,
    1 << 53,
];
pub const FLOATS: [f64; 10] = [
    0.0,
    -0.0,
    1.0,
    -1.5,
    2.0,
    0.5,
    1e300,
    1e18,
    f64::INFINITY,
    f64::NAN,
];

pub fn object(i: u64) -> u64 {
    OBJECTS + (i % COUNT) * OBJECT_SIZE
}

pub fn random_int(rng: &mut Rng) -> i64 {
    if rng.chance(60) {
        rng.below(12) as i64 - 2
    } else {
        rng.pick(&INTS)
    }
}

pub fn random_val(rng: &mut Rng) -> u64 {
    match rng.below(10) {
        0..=3 => abi::box_small(rng.below(20) as i64 - 4),
        4 | 5 => abi::box_float(rng.pick(&FLOATS)),
        6 => abi::NONE,
        7 => abi::box_bool(rng.chance(50)),
        8 => HEAP_INTS + 16 * rng.below(3) as u64,
        _ => object(rng.next()),
    }
}

pub fn random_input(rng: &mut Rng, ty: Type) -> u64 {
    match ty {
        Type::I64 => random_int(rng) as u64,
        Type::F64 => rng.pick(&FLOATS).to_bits(),
        Type::F32 => u64::from((rng.pick(&FLOATS) as f32).to_bits()),
        Type::Bool => u64::from(rng.chance(50)),
        Type::Ptr => object(rng.next()),
        _ => random_val(rng),
    }
}

/// A machine whose memory depends on the seed alone.
pub fn machine(seed: u64) -> Machine {
    let mut rng = Rng::new(seed);
    let mut m = Machine::default();
    m.fuel = 40;
    for i in 0..3 {
        m.memory
            .write(HEAP_INTS + 16 * i, 8, u64::from(m.runtime.heap_int_shape));
        m.memory.write(HEAP_INTS + 16 * i + 8, 8, (1u64 << 50) + i);
    }
    for i in 0..COUNT {
        let at = object(i);
        m.memory.write(at, 4, rng.pick(&SHAPES));
        m.memory.write(at + 5, 1, u64::from(rng.chance(50)));
        m.memory.write(at + 8, 8, random_int(&mut rng) as u64);
        m.memory.write(at + 16, 8, rng.pick(&FLOATS).to_bits());
        m.memory.write(at + 24, 8, random_val(&mut rng));
        m.memory.write(at + 32, 8, object(rng.next()));
        m.memory.write(at + 40, 8, 8);
        m.memory.write(at + 48, 8, random_int(&mut rng) as u64);
        m.memory.write(at + 56, 4, rng.next());
        for n in 0..8 {
            m.memory.write(at + 64 + 8 * n, 8, random_val(&mut rng));
            m.memory.write(at + 128 + 4 * n, 4, rng.next());
        }
    }
    for slot in 0..SLOTS {
        m.memory
            .write(FRAME_BASE + 8 * u64::from(slot), 8, random_val(&mut rng));
    }
    m
}

/// The functions, by name. They count their calls in memory, so that leaving one out shows.
pub fn call(desc: &CallDesc, args: &[u64], m: &mut Machine) -> Result<u64, String> {
    const CALLS: u64 = 0x3B00_0000;
    if !desc.effects.pure {
        let n = m.memory.read(CALLS, 8);
        m.memory.write(
            CALLS,
            8,
            n.wrapping_mul(31).wrapping_add(desc.name.len() as u64),
        );
    }
    let serial = m.memory.read(CALLS, 8);
    match desc.name.as_ref() {
        "pure" => {
            let x = args[0] as i64 as f64 * 0.5 + f64::from_bits(args[1]);
            Ok(if x.is_nan() {
                abi::CANONICAL_NAN
            } else {
                x.to_bits()
            })
        }
        // Writes class 1 (field a) of its argument, keeps nothing.
        "lend" => {
            let a = m.memory.read(args[0] + 8, 8);
            m.memory.write(args[0] + 8, 8, a.wrapping_add(3));
            Ok(a)
        }
        // Hands its argument's field next to nobody, but might have.
        "lend_next" => Ok(0),
        // Keeps its argument.
        "keep" => {
            collect(m);
            m.memory.write(KEPT, 8, args[0]);
            Ok(serial & 7)
        }
        // Anything: fields, slots, shapes, and what `keep` kept.
        "python" => {
            collect(m);
            for i in 0..COUNT {
                give_away(m, m.memory.read(object(i) + 32, 8), serial);
            }
            for slot in 0..SLOTS {
                give_away(
                    m,
                    m.memory.read(FRAME_BASE + 8 * u64::from(slot), 8),
                    serial,
                );
            }
            for i in 0..COUNT {
                scramble(m, object(i), serial.wrapping_add(i));
                let shape = SHAPES[(serial.wrapping_add(i) >> 1) as usize & 1];
                m.memory.write(object(i), 4, shape);
                for n in 0..8 {
                    m.memory.write(
                        object(i) + 64 + 8 * n,
                        8,
                        abi::box_small((serial & 3) as i64),
                    );
                }
            }
            let kept = m.memory.read(KEPT, 8);
            if kept != 0 {
                give_away(m, kept, serial);
            }
            for slot in 0..SLOTS {
                m.memory.write(
                    FRAME_BASE + 8 * u64::from(slot),
                    8,
                    abi::box_small((serial & 0xFF) as i64),
                );
            }
            m.memory.write(VALID, 1, u64::from(serial & 7 == 0));
            Ok(abi::box_small((serial & 15) as i64))
        }
        other => Err(format!("no function {other}")),
    }
}

/// A collection: what has been remembered is processed, and must be remembered anew if stored into again.
fn collect(m: &mut Machine) {
    const COLLECTED: u64 = 0x3C00_0000;
    let mut hash = m.memory.read(COLLECTED, 8);
    for object in std::mem::take(&mut m.remembered) {
        hash = hash.wrapping_mul(31).wrapping_add(object);
    }
    m.memory
        .write(COLLECTED, 8, hash.wrapping_mul(7).wrapping_add(1));
}

/// Somebody got hold of an object of the trace's own: it changes, and the one it points to.
fn give_away(m: &mut Machine, object: u64, x: u64) {
    let is_fresh = |at: u64| (FRESH_BASE..FRESH_BASE + (1 << 30)).contains(&at);
    if !is_fresh(object) || m.memory.read(object, 4) != FRESH_SHAPE {
        return;
    }
    scramble(m, object, x);
    let next = m.memory.read(object + 32, 8);
    if is_fresh(next) {
        scramble(m, next, x.wrapping_add(1));
    }
}

fn scramble(m: &mut Machine, at: u64, x: u64) {
    m.memory.write(at + 8, 8, x & 0xF);
    m.memory.write(at + 16, 8, ((x & 3) as f64).to_bits());
    m.memory.write(at + 24, 8, abi::box_small((x & 7) as i64));
}
