//! Plugging the JIT into the VM, and reporting what it did.

use super::flags::{JitMode, JitOptions, JitStats};
use super::loop_times;
use adder_jit::stats::Place;
use adder_jit::{Dump, Jit, Options};
use adder_vm::Vm;

/// Installs the JIT that the options ask for. A machine that cannot run it runs in object mode.
pub fn install(vm: &mut Vm, options: &JitOptions) {
    if options.mode == JitMode::Off {
        if options.loop_times.is_some() {
            loop_times::count_iterations(vm);
        }
        return;
    }
    let mut o = Options::default();
    if let Some(n) = options.loop_threshold {
        o.loop_threshold = n;
    }
    if let Some(n) = options.exit_threshold {
        o.exit_threshold = n;
    }
    if let Some(n) = options.max_code {
        o.max_code = n;
    }
    for (pass, on) in &options.passes {
        let sign = if *on { '+' } else { '-' };
        // Pass names were checked by the flag table.
        let _ = o.opt.apply(&format!("{sign}{pass}"));
    }
    if let Some(fuel) = options.opt_fuel {
        o.opt.fuel = fuel;
    }
    let dumps = |stage: &str| options.dump.iter().any(|d| d == stage);
    o.dump = Dump {
        bytecode: dumps("bytecode"),
        trace: dumps("trace"),
        ir: dumps("ir"),
        snapshots: dumps("snapshots"),
        regs: dumps("regs"),
        asm: dumps("asm"),
        exits: dumps("exits"),
        aborts: dumps("aborts"),
    };
    o.dump_file = options.dump_file.clone();
    o.perf_map = options.perf_map;
    o.verify = options.mode == JitMode::Verify;
    // What is dumped must not depend on the clock.
    let clock = !o.verify && options.dump.is_empty();
    o.eviction = options.eviction.unwrap_or(clock);
    o.budget = options.budget.unwrap_or(clock);
    if let Ok(jit) = Jit::new(o) {
        jit.install(vm);
    }
}

/// Prints the statistics that the options ask for.
pub fn report(vm: &mut Vm, options: &JitOptions) {
    if let Some(file) = &options.loop_times {
        if let Err(e) = std::fs::write(file, loop_times::report(vm)) {
            eprintln!("adder: cannot write '{file}': {e}");
        }
    }
    if let Some(file) = &options.hot_functions {
        if let Err(e) = std::fs::write(file, loop_times::hot_functions(vm)) {
            eprintln!("adder: cannot write '{file}': {e}");
        }
    }
    if let Some(mut tier) = vm.tier.take() {
        if let Some(jit) = tier.as_any().downcast_mut::<Jit>() {
            jit.end_of_program(vm);
        }
        vm.tier = Some(tier);
    }
    if options.stats == JitStats::Off {
        return;
    }
    let reentries = vm.reentries;
    let dead = std::mem::take(&mut vm.heap.dead_codes);
    let Some(tier) = vm.tier.as_mut() else {
        if options.stats == JitStats::Json {
            eprintln!(
                "{{\"traces\": 0, \"traces_executed\": 0, \"reentries\": {}}}",
                reentries
            );
        }
        return;
    };
    tier.codes_died(&dead);
    let Some(jit) = tier.as_any().downcast_mut::<Jit>() else {
        return;
    };
    let executed = jit.store.executed();
    match options.stats {
        JitStats::Json => {
            let places = Place::all(&jit.store, &jit.stats.gone);
            eprintln!(
                "{}",
                jit.stats.json(executed, reentries, &places, jit.verifier())
            );
        }
        _ => eprint!("{}", jit.stats.text(executed, jit.verifier())),
    }
}
