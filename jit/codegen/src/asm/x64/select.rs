//! What each operation's machine code reads, and which compares fold into their user.
//!
//! A compare whose only user is a guard, branch or select of the same block is not computed: its user compares and
//! jumps (or moves) on the flags. The operand order given here is the one the lowering functions read.

use crate::asm::CompileError;
use crate::ir::{Op, OpFlags, Ref, Tag, Trace};
use crate::regalloc::{Node, Policy, Selection, Shape, Use};

use Policy::{Any, Reg};

/// "Nothing folded in" in [`Node::folded`].
pub const NOT_FOLDED: u32 = u32::MAX;

/// Whether a compare gives its answer in the flags.
fn is_compare(op: Op, tag: Option<Tag>) -> bool {
    match op {
        Op::Eq | Op::Ne | Op::Lt | Op::Le | Op::Gt | Op::Ge | Op::Ult | Op::Ule => true,
        Op::Feq | Op::Fne | Op::Flt | Op::Fle | Op::Fgt | Op::Fge => true,
        Op::IsTag => tag != Some(Tag::IntAny),
        _ => false,
    }
}

/// Counts uses, up to two. All uses by one snapshot are one: folding asks for values with one use, by an operand.
fn count_uses(trace: &Trace) -> Vec<u8> {
    let mut count = vec![0u8; trace.insts.len()];
    let mut seen = vec![false; trace.snaps.len()];
    let mut add = |r: Ref| {
        if r.is_inst() {
            let c = &mut count[r.index()];
            *c = (*c + 1).min(2);
        }
    };
    for (i, inst) in trace.insts.iter().enumerate() {
        trace
            .operands(Ref::inst(i as u32))
            .iter()
            .for_each(|&r| add(r));
        if inst.has_snap() && !std::mem::replace(&mut seen[inst.snap.index()], true) {
            trace.snap_refs(inst.snap).for_each(&mut add);
        }
    }
    count
}

/// Policies of a compare's operands.
fn compare_policies(op: Op) -> &'static [Policy] {
    match op {
        // The left side of ucomisd must be a register, and these are compared the other way round.
        Op::Flt | Op::Fle => &[Any, Reg],
        Op::IsTag => &[Reg],
        _ => &[Reg, Any],
    }
}

/// Fills the selection.
pub fn select(trace: &Trace, sel: &mut Selection) -> Result<(), CompileError> {
    let count = count_uses(trace);
    sel.nodes.resize(trace.insts.len(), Node::default());
    for block in &trace.blocks {
        for i in block.start..block.end {
            let node = select_inst(trace, sel, &count, block.start, i)?;
            sel.nodes[i as usize] = node;
        }
    }
    Ok(())
}

fn push(sel: &mut Selection, values: &[Ref], policies: &[Policy]) {
    for (&value, &policy) in values.iter().zip(policies) {
        sel.uses.push(Use { value, policy });
    }
}

/// The compare that can be folded into a user reading `cond`.
fn foldable(trace: &Trace, count: &[u8], block_start: u32, cond: Ref, user: Op) -> Option<Ref> {
    let inst = trace.def(cond)?;
    let tag = (inst.op == Op::IsTag).then(|| inst.tag());
    let one_jump =
        !matches!(inst.op, Op::Feq | Op::Fne) || matches!(user, Op::GuardTrue | Op::GuardFalse);
    let ok = is_compare(inst.op, tag)
        && one_jump
        && count[cond.index()] == 1
        && cond.raw() >= block_start;
    ok.then_some(cond)
}

fn select_inst(
    trace: &Trace,
    sel: &mut Selection,
    count: &[u8],
    block_start: u32,
    i: u32,
) -> Result<Node, CompileError> {
    let r = Ref::inst(i);
    let inst = trace.inst(r);
    let args = trace.operands(r);
    let mut node = Node {
        first_use: sel.uses.len() as u32,
        emitted: true,
        folded: NOT_FOLDED,
        ..Node::default()
    };
    let (shape, policies): (Shape, &[Policy]) = match inst.op {
        Op::Nop | Op::Param => {
            node.emitted = false;
            return Ok(node);
        }
        Op::Add | Op::And | Op::Or | Op::Xor | Op::Mul | Op::AddOvf | Op::MulOvf | Op::PtrAdd => {
            (Shape::TiedComm, &[Reg, Any])
        }
        Op::Band | Op::Bor => (Shape::TiedComm, &[Reg, Any]),
        Op::Sub | Op::SubOvf => (Shape::Tied, &[Reg, Any]),
        Op::Neg | Op::NegOvf | Op::Bnot => (Shape::Free, &[Any]),
        Op::Shl | Op::Shr | Op::Ushr => (Shape::Free, &[Any, Reg]),
        Op::FloorDiv | Op::Mod | Op::Div | Op::Rem | Op::Udiv | Op::Urem => {
            // Not a call, but it wants to know whether rdx holds anything.
            node.slow = true;
            sel.avoid |= 1 << super::regs::RDX;
            (Shape::Free, &[Any, Any])
        }
        Op::AsUint => (Shape::Free, &[Any]),
        Op::Min | Op::Max => (Shape::Free, &[Reg, Any]),
        Op::Clz | Op::Ctz | Op::Popcnt => (Shape::Free, &[Any]),
        Op::Eq | Op::Ne | Op::Lt | Op::Le | Op::Gt | Op::Ge | Op::Ult | Op::Ule | Op::IsTag => {
            (Shape::Free, compare_policies(inst.op))
        }
        Op::Feq | Op::Fne | Op::Flt | Op::Fle | Op::Fgt | Op::Fge => {
            (Shape::Free, compare_policies(inst.op))
        }
        Op::Fadd | Op::Fsub | Op::Fmul | Op::Fdiv => (Shape::Free, &[Reg, Any]),
        Op::Fneg | Op::Fabs | Op::Fsqrt | Op::Ffloor | Op::Fceil | Op::Ftrunc => {
            (Shape::Free, &[Reg])
        }
        Op::Fma => {
            // c += a * b
            push(sel, &[args[2], args[0], args[1]], &[Any, Reg, Any]);
            node.num_uses = 3;
            node.shape = Shape::Tied;
            return Ok(node);
        }
        Op::I2f | Op::F2i | Op::Fbits | Op::BitsF => (Shape::Free, &[Any]),
        Op::U2f | Op::F2iChk | Op::F2iExact | Op::F2f32 | Op::F32f => (Shape::Free, &[Reg]),
        Op::UnboxInt | Op::BoxSmall | Op::UnboxFloat | Op::UnboxBool | Op::BoxBool => {
            (Shape::Free, &[Any])
        }
        Op::UnboxIntAny | Op::BoxFloat => (Shape::Free, &[Reg]),
        Op::B2i | Op::ValToPtr | Op::PtrToVal | Op::PtrToInt | Op::IntToPtr => {
            (Shape::Free, &[Any])
        }
        Op::BoxInt => {
            node.slow = true;
            (Shape::Free, &[Reg])
        }
        Op::New => {
            node.slow = true;
            (Shape::Free, &[])
        }
        Op::Barrier => {
            node.slow = true;
            (Shape::Free, &[Reg])
        }
        Op::Cx | Op::Frame | Op::LoadSlot | Op::Exit | Op::Jump => (Shape::Free, &[]),
        Op::GuardTag | Op::GuardValid | Op::Poll => (Shape::Free, &[Reg]),
        Op::GuardShape | Op::GuardEq | Op::GuardNe => (Shape::Free, &[Reg, Any]),
        Op::Load => (Shape::Free, &[Reg, Reg]),
        Op::Store => (Shape::Free, &[Reg, Any, Reg]),
        Op::StoreSlot | Op::Ret => (Shape::Free, &[Any]),
        Op::GuardTrue | Op::GuardFalse | Op::Br | Op::Select => {
            match foldable(trace, count, block_start, args[0], inst.op) {
                Some(c) => {
                    let op = trace.inst(c).op;
                    push(sel, trace.operands(c), compare_policies(op));
                    // The compare was visited before: it does nothing by itself.
                    let done = &mut sel.nodes[c.index()];
                    done.emitted = false;
                    done.num_uses = 0;
                    node.folded = c.raw();
                }
                None => push(sel, &args[..1], &[Reg]),
            }
            if inst.op == Op::Select {
                push(sel, &args[1..3], &[Any, Any]);
            }
            node.num_uses = (sel.uses.len() as u32 - node.first_use) as u16;
            return Ok(node);
        }
        Op::BigAdd
        | Op::BigSub
        | Op::BigMul
        | Op::BigAnd
        | Op::BigOr
        | Op::BigXor
        | Op::BigShl
        | Op::BigShr
        | Op::BoxUint
        | Op::IsUint
        | Op::LowInt => {
            push(sel, args, &[Any, Any]);
            node.num_uses = args.len() as u16;
            node.call = true;
            return Ok(node);
        }
        Op::Call | Op::Link => {
            args.iter()
                .for_each(|&value| sel.uses.push(Use { value, policy: Any }));
            node.num_uses = args.len() as u16;
            if inst.op == Op::Call {
                node.call = true;
                node.publish = trace.call_desc(inst.call()).publish && inst.has_snap();
            }
            return Ok(node);
        }
    };
    debug_assert!(!inst.op.has(OpFlags::LIST) || inst.op == Op::Jump);
    if inst.op != Op::Jump {
        push(sel, args, policies);
        node.num_uses = args.len().min(policies.len()) as u16;
    }
    node.shape = shape;
    Ok(node)
}
