//! Whole traces: loops, entries, linking, calls, allocation.

use super::support::*;
use crate::abi;
use crate::asm::{CompileOptions, ExitState, TypedEntry, ENTRY_REFUSED};
use crate::ir::parse::parse_trace;
use crate::ir::{
    AliasClass, AllocDesc, BlockId, LinkDesc, MemDesc, Op, Ref, SnapEntry, SnapFlags, SnapId,
    SnapVal, Trace, TraceBuilder, TraceKind, Type, Width,
};
use crate::regalloc::Loc;

pub fn parse(text: &str) -> Trace {
    parse_trace(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

pub fn snap(b: &mut TraceBuilder, values: &[Ref]) -> SnapId {
    let f = b.frame_snap(1, 2, 0);
    let entries: Vec<SnapEntry> = values
        .iter()
        .enumerate()
        .map(|(k, &r)| SnapEntry {
            frame: 0,
            slot: k as u32,
            val: SnapVal::Ref(r),
            class: 0,
        })
        .collect();
    b.snapshot(&[f], &entries, SnapFlags::NIL)
}

const FLOAT_LOOP: &str = r#"trace "sum" root
block0(v0: f64 @0, v1: f64 @1, v2: f64 @2):
  v3: bool = flt v0, v1
  guard_true v3 ; snap s0
  v5: f64 = fmul v0, v0
  v6: f64 = fadd v2, v5
  v7: f64 = fadd v0, 1.0
  jump block0(v7, v1, v6)
snap s0: frame code 1 pc 2 base 0 [0:0=v0, 0:1=v1, 0:2=v2]
"#;

#[test]
fn float_while_loop() {
    let t = parse(FLOAT_LOOP);
    let mut jit = Jit::new();
    let inputs = [0f64, 1000.0, 0.25].map(f64::to_bits);
    let seen = jit.compare(&t, &inputs);
    let sum = (0..1000).fold(0.25, |s, i| s + f64::from(i) * f64::from(i));
    assert_eq!(
        seen.words,
        [1000.0, 1000.0, sum].map(|x| (Type::F64, f64::to_bits(x)))
    );
}

#[test]
fn the_float_loop_is_tight() {
    let t = parse(FLOAT_LOOP);
    let mut jit = Jit::new();
    let options = CompileOptions {
        runtime: runtime(),
        listing: true,
        ..CompileOptions::default()
    };
    let code = jit.space.compile(&t, &options).unwrap();
    let listing = code.listing.unwrap();
    // Compare, jump, multiply, two additions, jump back: nothing else in the loop but perhaps one move.
    assert!(listing.contains("guard_true"), "{listing}");
    assert!(
        !listing.contains("flt"),
        "the compare is folded into its guard:\n{listing}"
    );
    let again = jit.space.compile(&t, &options).unwrap().listing.unwrap();
    assert_eq!(listing, again, "the same text wherever the code lies");
}

#[test]
fn refused_entries_do_nothing() {
    let t = parse(FLOAT_LOOP);
    let mut jit = Jit::new();
    let code = jit.compile(&t, None, 0);
    for bad in [abi::box_small(3), abi::NONE, abi::TRUE, 0, 0x7000_0000_0000] {
        jit.set_inputs(&t, &[0f64, 1000.0, 0.25].map(f64::to_bits));
        jit.frame[1] = bad;
        let before = jit.frame.clone();
        assert_eq!(
            jit.enter(&code, &mut ExitState::default()),
            ENTRY_REFUSED,
            "{bad:#x}"
        );
        assert_eq!(jit.frame, before);
    }
}

#[test]
fn a_return_gives_the_word() {
    let t = parse(
        r#"trace "t" root
block0(v0: i64 @0, v1: val @1):
  v2: bool = lt v0, 7
  guard_true v2 ; snap s0
  ret v1
snap s0: frame code 1 pc 2 base 0 [0:0=v0]
"#,
    );
    let mut jit = Jit::new();
    let code = jit.compile(&t, None, 0);
    for word in [abi::box_small(-5), abi::NONE, 0x1000] {
        jit.set_inputs(&t, &[3, word]);
        let mut state = ExitState::default();
        assert_eq!(jit.enter(&code, &mut state), crate::asm::RETURNED);
        assert_eq!(state.returned(), word);
        jit.set_inputs(&t, &[7, word]);
        assert_eq!(jit.enter(&code, &mut state), 0);
    }
    // A constant, from a trace without parameters.
    let t = parse("trace \"t\" root\nblock0():\n  ret val:true\n");
    let code = jit.compile(&t, None, 0);
    let mut state = ExitState::default();
    assert_eq!(jit.enter(&code, &mut state), crate::asm::RETURNED);
    assert_eq!(state.returned(), abi::TRUE);
}

#[test]
fn entries_unbox_every_type() {
    let t = parse(
        r#"trace "t" root
block0(v0: i64 @0, v1: f64 @1, v2: bool @2, v3: ptr @3, v4: val @4):
  v5: i64 = load_slot 9
  exit ; snap s0
snap s0: frame code 1 pc 2 base 0 [0:0=v0, 0:1=v1, 0:2=v2, 0:3=v3, 0:4=v4]
"#
        .replace("  v5: i64 = load_slot 9\n", "  v5: val = load_slot 9\n")
        .as_str(),
    );
    let mut jit = Jit::new();
    let object = heap_int(5);
    for x in [
        0,
        -1,
        abi::SMALL_MAX,
        abi::SMALL_MIN,
        abi::SMALL_MAX + 1,
        i64::MIN,
        i64::MAX,
    ] {
        for f in [
            0.0,
            -0.0,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
            5e-324,
            -1.5,
        ] {
            jit.compare(
                &t,
                &[x as u64, f.to_bits(), u64::from(x > 0), object, abi::NONE],
            );
        }
    }
    let code = jit.compile(&t, None, 0);
    let good = [3, 1f64.to_bits(), 1, object, abi::NONE];
    let not_int64: &'static [u64; 2] = Box::leak(Box::new([u64::from(SHAPE) + 8, 7]));
    let wrong: [(usize, &[u64]); 4] = [
        (
            0,
            &[
                abi::TRUE,
                abi::NONE,
                abi::box_float(1.0),
                not_int64.as_ptr() as u64,
                0,
            ],
        ),
        (1, &[abi::box_small(-1), abi::FALSE, object]),
        (
            2,
            &[
                abi::NONE,
                abi::box_small(1),
                abi::TRUE + 1,
                abi::FALSE - 1,
                object,
            ],
        ),
        (3, &[0, abi::NONE, abi::box_small(0), abi::box_float(0.0)]),
    ];
    for (slot, words) in wrong {
        for &w in words {
            jit.set_inputs(&t, &good);
            jit.frame[slot] = w;
            assert_eq!(
                jit.enter(&code, &mut ExitState::default()),
                ENTRY_REFUSED,
                "slot {slot}: {w:#x}"
            );
        }
    }
}

/// A loop that counts to `limit`, leaves, and continues in a side trace which adds 1000 and links back.
#[test]
fn side_traces_take_over_and_link_back() {
    let mut jit = Jit::new();
    let root = parse(
        r#"trace "root" root
block0(v0: i64 @0, v1: f64 @1, v2: i64 @2):
  v3: i64 = and v0, 7
  v4: bool = eq v3, 5
  guard_false v4 ; snap s0
  v6: bool = lt v0, v2
  guard_true v6 ; snap s0
  v8: f64 = fadd v1, 1.0
  v9: i64 = add_ovf v0, 1 ; snap s0
  jump block0(v9, v8, v2)
snap s0: frame code 1 pc 2 base 0 [0:0=v0, 0:1=v1, 0:2=v2]
"#,
    );
    let code = jit.compile(&root, None, EXIT_BASE);
    let exit = code.exit(EXIT_BASE).unwrap().clone();
    let locs: Vec<Loc> = code.values_of(&exit).iter().map(|v| v.1).collect();
    let mut b = TraceBuilder::new("side", TraceKind::Side);
    b.begin_block();
    let i = b.entry_param(Type::I64, 0, 0);
    let x = b.entry_param(Type::F64, 1, 0);
    let n = b.entry_param(Type::I64, 2, 0);
    let s = snap(&mut b, &[i, x, n]);
    let one = b.i64(1);
    let i2 = b.guard2(Op::AddOvf, i, one, s);
    let k = b.f64(1000.0);
    let x2 = b.op2(Op::Fadd, k, x);
    let link = b.link_desc(LinkDesc {
        name: "root".into(),
        target: 1,
        params: vec![Type::I64, Type::F64, Type::I64],
    });
    b.link(link, &[i2, x2, n]);
    let side = b.finish();
    jit.links = vec![code.typed.clone()];
    let side_code = jit.compile(&side, Some(&locs), 2000);
    assert_eq!(
        side_code.typed.params, locs,
        "inputs are taken where the parent left them"
    );
    let inputs = [0, 0f64.to_bits(), 40];
    let original = jit.space.exit_target(&code, &exit).unwrap();

    let run = |jit: &mut Jit| {
        jit.set_inputs(&root, &inputs);
        let mut state = ExitState::default();
        let number = jit.enter(&code, &mut state);
        (number, jit.seen(&root, &code, number, &state).words)
    };
    assert_eq!(
        run(&mut jit),
        (
            EXIT_BASE,
            vec![(Type::I64, 5), (Type::F64, 5f64.to_bits()), (Type::I64, 40)]
        )
    );
    assert!(jit.space.patch_exit(&code, &exit, side_code.typed.address));
    let (number, words) = run(&mut jit);
    assert_eq!(
        (number, words[0].1, f64::from_bits(words[1].1)),
        (EXIT_BASE + 1, 40, 35.0 + 5000.0)
    );
    assert!(jit.space.patch_exit(&code, &exit, original));
    assert_eq!(run(&mut jit).0, EXIT_BASE);
}

#[test]
fn values_live_across_calls() {
    let mut b = TraceBuilder::new("calls", TraceKind::Root);
    let entry = b.begin_block();
    let i = b.entry_param(Type::I64, 0, 0);
    let x = b.entry_param(Type::F64, 1, 0);
    let n = b.entry_param(Type::I64, 2, 0);
    let s = snap(&mut b, &[i, x, n]);
    let mix = b.call_desc(call_desc("mix", true));
    let blend = b.call_desc(call_desc("blend", false));
    let many = b.call_desc(call_desc("many", false));
    let odd = b.call_desc(call_desc("odd", false));
    let five = b.i64(5);
    let c = b.op2(Op::Lt, i, n);
    b.guard1(Op::GuardTrue, c, s);
    let ints: Vec<Ref> = (0..9)
        .map(|k| {
            let c = b.i64(k * 3 + 1);
            b.op2(Op::Mul, i, c)
        })
        .collect();
    let floats: Vec<Ref> = (0..5)
        .map(|k| {
            let c = b.f64(k as f64 + 0.5);
            b.op2(Op::Fmul, x, c)
        })
        .collect();
    let m = b.call(mix, &[i, five], s);
    let y = b.call(blend, &[x, m, floats[2]], SnapId::NONE);
    let mut args = ints.clone();
    args.push(y);
    let z = b.call(many, &args, SnapId::NONE);
    let p = b.call(odd, &[z], SnapId::NONE);
    let t = b.op3(Op::Select, p, ints[3], ints[4]);
    let mut sum = b.op2(Op::Xor, z, t);
    for &k in &ints {
        sum = b.op2(Op::Add, sum, k);
    }
    let mut fsum = y;
    for &f in &floats {
        fsum = b.op2(Op::Fsub, fsum, f);
    }
    let s2 = snap(&mut b, &[sum, fsum, i, n, p]);
    let small = b.i64(1 << 62);
    let c = b.op2(Op::Ult, sum, small);
    b.guard1(Op::GuardTrue, c, s2);
    let one = b.i64(1);
    let i2 = b.guard2(Op::AddOvf, i, one, s);
    b.jump(entry, &[i2, fsum, n]);
    let t = b.finish();
    let mut jit = Jit::new();
    for i in -20..20 {
        jit.compare(&t, &[i as u64, 1.25f64.to_bits(), 30]);
    }
    // The publishing call left its exit's number and where its values are.
    assert!((EXIT_BASE..EXIT_BASE + 9).contains(&(jit.cx[PUBLISH as usize / 8] as u32)));
}

#[test]
fn publishing_calls_show_their_values() {
    extern "C" fn look(cx: *mut u64, trace: *const Trace) -> i64 {
        // SAFETY: the test passes its context and its trace; the slots are those of the calling trace.
        unsafe {
            let slots = *cx.add(PUBLISH as usize / 8 + 1) as *const u64;
            let locs = *cx.add(40) as *const Vec<(Ref, Loc)>;
            (*locs)
                .iter()
                .map(|v| crate::asm::read_published(slots, v.1, &*trace).unwrap() as i64)
                .sum()
        }
    }
    let mut b = TraceBuilder::new("publish", TraceKind::Root);
    b.begin_block();
    let i = b.entry_param(Type::I64, 0, 0);
    let j = b.entry_param(Type::I64, 1, 0);
    let k = b.op2(Op::Mul, i, j);
    let hundred = b.i64(100);
    let mut desc = call_desc("mix", true);
    desc.name = "look".into();
    desc.address = look as *const u8 as u64;
    desc.params = vec![Type::Ptr, Type::Ptr];
    let look_id = b.call_desc(desc);
    let s = snap(&mut b, &[i, k, hundred, i]);
    let cx = b.op0(Op::Cx);
    let cell: &'static mut [u64; 1] = Box::leak(Box::new([0]));
    let cell_at = b.named_ptr(cell.as_ptr() as u64, false, "trace cell");
    let mem = b.mem(MemDesc {
        name: "cell".into(),
        offset: 0,
        width: Width::Ptr,
        alias: AliasClass(9),
        immutable: false,
    });
    let me = b.load(mem, cell_at);
    let r = b.call(look_id, &[cx, me], s);
    let s2 = snap(&mut b, &[r, j]);
    b.exit(s2);
    let t = b.finish();
    cell[0] = &t as *const Trace as u64;
    let mut jit = Jit::new();
    let code = jit.compile(&t, None, EXIT_BASE);
    let exit = &code.exits[0];
    assert_eq!(
        exit.sites.start, exit.sites.end,
        "calls are not left by a jump"
    );
    let locs = code.values_of(exit).to_vec();
    assert_eq!(locs.len(), 3, "each value once");
    jit.cx[40] = &locs as *const Vec<(Ref, Loc)> as u64;
    jit.set_inputs(&t, &[6, 7]);
    let mut state = ExitState::default();
    let number = jit.enter(&code, &mut state);
    let seen = jit.seen(&t, &code, number, &state);
    assert_eq!(seen.words, [(Type::I64, 6 + 42 + 100), (Type::I64, 7)]);
    assert_eq!(jit.cx[PUBLISH as usize / 8], u64::from(EXIT_BASE));
}

#[test]
fn more_live_values_than_registers() {
    for (ints, floats) in [(45, 0), (0, 45), (40, 40), (12, 16)] {
        let mut b = TraceBuilder::new("pressure", TraceKind::Root);
        b.begin_block();
        let i = b.entry_param(Type::I64, 0, 0);
        let x = b.entry_param(Type::F64, 1, 0);
        let n = b.entry_param(Type::I64, 2, 0);
        let body = BlockId::new(1);
        let iv: Vec<Ref> = (0..ints)
            .map(|k| {
                let c = b.i64(k + 2);
                b.op2(Op::Mul, i, c)
            })
            .collect();
        let fv: Vec<Ref> = (0..floats)
            .map(|k| {
                let c = b.f64(k as f64 + 1.5);
                b.op2(Op::Fmul, x, c)
            })
            .collect();
        let zero = b.i64(0);
        let mut args = vec![zero, n];
        args.extend(&iv);
        args.extend(&fv);
        b.jump(body, &args);
        b.begin_block();
        let c = b.block_param(Type::I64);
        let n = b.block_param(Type::I64);
        let iv: Vec<Ref> = (0..ints).map(|_| b.block_param(Type::I64)).collect();
        let fv: Vec<Ref> = (0..floats).map(|_| b.block_param(Type::F64)).collect();
        let mut all = vec![c, n];
        all.extend(&iv);
        all.extend(&fv);
        let s = snap(&mut b, &all);
        let more = b.op2(Op::Lt, c, n);
        b.guard1(Op::GuardTrue, more, s);
        let one = b.i64(1);
        let c2 = b.guard2(Op::AddOvf, c, one, s);
        // Rotate everything by one place and mix neighbours: every value is read and moved each time around.
        let mut next = vec![c2, n];
        for k in 0..iv.len() {
            let (a, b2) = (iv[(k + 1) % iv.len()], iv[(k + 2) % iv.len()]);
            next.push(if k % 3 == 0 { b.op2(Op::Sub, a, b2) } else { a });
        }
        for k in 0..fv.len() {
            let (a, b2) = (fv[(k + 1) % fv.len()], fv[(k + 2) % fv.len()]);
            next.push(if k % 3 == 0 {
                b.op2(Op::Fsub, a, b2)
            } else {
                a
            });
        }
        b.jump(body, &next);
        let t = b.finish();
        let mut jit = Jit::new();
        for rounds in [0, 1, 2, 57] {
            jit.compare(&t, &[3, 1.5f64.to_bits(), rounds]);
        }
    }
}

#[test]
fn allocation_and_barrier() {
    let mut b = TraceBuilder::new("alloc", TraceKind::Root);
    b.begin_block();
    let x = b.entry_param(Type::I64, 0, 0);
    let f = b.entry_param(Type::F64, 1, 0);
    let field = |name: &'static str, offset, width| MemDesc {
        name: name.into(),
        offset,
        width,
        alias: AliasClass(3),
        immutable: false,
    };
    let m0 = b.mem(field("a", 8, Width::I64));
    let m1 = b.mem(field("b", 16, Width::F64));
    let pair = b.alloc_desc(AllocDesc {
        name: "pair".into(),
        size: 24,
        header: u64::from(SHAPE) | u64::from(abi::GC_OLD_BIT) << 40,
        fields: vec![m0, m1],
        slow_helper: fresh_helper(),
        cur_offset: 0,
        end_offset: 8,
    });
    let p = b.alloc(pair);
    b.store(m0, p, x);
    b.store(m1, p, f);
    let q = b.alloc(pair);
    let y = b.load(m0, p);
    let g = b.load(m1, p);
    b.push(crate::ir::Inst {
        args: [p, Ref::NONE, Ref::NONE],
        ..crate::ir::Inst::new(Op::Barrier, Type::Void)
    });
    let s = snap(&mut b, &[x, f, y, g, p, q]);
    b.exit(s);
    let t = b.finish();
    let mut jit = Jit::new();
    let heap = [0u64; 16];
    let start = heap.as_ptr() as u64;
    for (room, slow_calls) in [(128, 0), (24, 1), (40, 1), (48, 0), (0, 2)] {
        (jit.cx[0], jit.cx[1], jit.cx[5], jit.cx[6]) = (start, start + room, 0, 0);
        let seen = jit.run(&t, &[77, 2.5f64.to_bits()]);
        let words: Vec<u64> = seen.words.iter().map(|w| w.1).collect();
        assert_eq!(
            words[..4],
            [77, 2.5f64.to_bits(), 77, 2.5f64.to_bits()],
            "room {room}"
        );
        assert_eq!(jit.cx[6], slow_calls, "room {room}");
        assert_eq!(jit.cx[5], words[4], "the barrier saw the object");
        assert_eq!(jit.cx[0], start + 24 * (2 - slow_calls), "bump pointer");
        assert_ne!(words[4], words[5]);
    }
}

#[test]
fn traces_are_freed_and_their_memory_reused() {
    let t = parse(FLOAT_LOOP);
    let mut jit = Jit::new();
    let first = jit.compile(&t, None, 0);
    jit.space.free(&first);
    let before = jit.space.arena().used();
    let codes: Vec<_> = (0..50).map(|_| jit.compile(&t, None, 0)).collect();
    assert!(codes.windows(2).all(|w| w[0].offset < w[1].offset));
    codes.iter().for_each(|c| jit.space.free(c));
    assert_eq!(jit.space.arena().used(), before);
}

#[test]
fn impossible_requests_are_errors() {
    let mut jit = Jit::new();
    let t = parse(
        "trace \"t\" side\nlink l0 \"x\"(i64) target 1\nblock0(v0: i64 @0):\n  link l0(v0)\n",
    );
    let compile = |jit: &mut Jit, bindings: &[Loc], links: &[TypedEntry]| {
        let options = CompileOptions {
            runtime: runtime(),
            bindings: Some(bindings),
            links,
            ..CompileOptions::default()
        };
        jit.space
            .compile(&t, &options)
            .map(|c| c.len)
            .map_err(|e| e.to_string())
    };
    let first = jit.compile(&parse(FLOAT_LOOP), None, 0);
    jit.space.free(&first);
    let used = jit.space.arena().used();
    assert!(compile(&mut jit, &[Loc::Gpr(3)], &[])
        .unwrap_err()
        .contains("not compiled"));
    assert!(compile(&mut jit, &[Loc::Gpr(4)], &[])
        .unwrap_err()
        .contains("impossible location"));
    assert!(compile(&mut jit, &[Loc::Fpr(4)], &[])
        .unwrap_err()
        .contains("impossible location"));
    assert!(compile(&mut jit, &[Loc::Spill(4000)], &[])
        .unwrap_err()
        .contains("impossible location"));
    assert!(compile(&mut jit, &[], &[])
        .unwrap_err()
        .contains("impossible location"));
    assert_eq!(jit.space.arena().used(), used, "nothing leaks");
}

/// Prints what the back end makes of the float loop: `cargo test -- show_code --nocapture`.
#[test]
fn show_code() {
    let mut jit = Jit::new();
    let options = CompileOptions {
        runtime: runtime(),
        listing: true,
        ..CompileOptions::default()
    };
    let code = jit.space.compile(&parse(FLOAT_LOOP), &options).unwrap();
    let listing = code.listing.unwrap();
    println!("{listing}");
    assert!(listing.lines().any(|l| l.contains("fmul")));
}

/// Linking and unlinking while another thread runs the code: every run ends in one of the two exits.
#[test]
fn exits_are_patched_while_running() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let mut jit = Jit::new();
    let t = parse(
        r#"trace "t" root
block0(v0: i64 @0):
  v1: bool = lt v0, 10
  guard_true v1 ; snap s0
  exit ; snap s0
snap s0: frame code 1 pc 2 base 0 [0:0=v0]
"#,
    );
    let code = jit.compile(&t, None, 0);
    let side = jit.compile(
        &parse("trace \"s\" side\nblock0(v0: i64 @0):\n  v1: i64 = add v0, 1\n  exit ; snap s0\nsnap s0: frame code 1 pc 2 base 0 [0:0=v1]\n"),
        Some(&[code.values_of(&code.exits[0])[0].1]),
        500,
    );
    jit.set_inputs(&t, &[50]);
    let (space, frame, stop) = (&jit.space, jit.frame.clone(), AtomicBool::new(false));
    let entry = code.entry;
    let seen = std::thread::scope(|s| {
        let runner = s.spawn(|| {
            let (mut frame, mut cx, mut seen) = (frame, [0u64; 8], [0u64; 2]);
            while !stop.load(Ordering::Relaxed) || seen[0] == 0 {
                let mut state = ExitState::default();
                // SAFETY: installed code; the trace reads one VM register.
                let n = unsafe {
                    space.enter(
                        entry,
                        cx.as_mut_ptr().cast(),
                        frame.as_mut_ptr(),
                        &mut state,
                    )
                };
                match n {
                    0 => seen[0] += 1,
                    500 => seen[1] += 1,
                    other => panic!("exit {other}"),
                }
            }
            seen
        });
        let exit = &code.exits[0];
        let stub = space.exit_target(&code, exit).unwrap();
        for _ in 0..20_000 {
            assert!(space.patch_exit(&code, exit, side.typed.address));
            std::thread::yield_now();
            assert!(space.patch_exit(&code, exit, stub));
        }
        stop.store(true, Ordering::Relaxed);
        runner.join().unwrap()
    });
    assert!(seen[0] > 0, "{seen:?}");
}
