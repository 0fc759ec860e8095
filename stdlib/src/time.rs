//! The module `time`.
//!
//! `struct_time` is a tuple of nine named fields. `sleep` wakes for Ctrl-C and goes on sleeping if
//! the handler lets it.

use adder_vm::builtins::sys_;
use adder_vm::module::ModuleDef;
use adder_vm::object::class::class_flags::NO_NEW;
use adder_vm::object::function::Module;
use adder_vm::object::{Class, Gc, Kind, Str, Tuple};
use adder_vm::typedef::Def;
use adder_vm::{Args, Value, Vm, R};
use std::ffi::{CStr, CString};
use std::time::{SystemTime, UNIX_EPOCH};

/// The module, for registration.
pub const MODULE: ModuleDef = ModuleDef { name: "time", init };

const FUNCTIONS: &[Def] = &[
    Def::function("time", |vm, _| Ok(Value::float(seconds(wall(vm)))), 0, 0),
    Def::function("time_ns", |vm, _| Ok(vm.int(wall(vm))), 0, 0),
    Def::function(
        "perf_counter",
        |vm, _| Ok(Value::float(seconds(clock(vm, libc::CLOCK_MONOTONIC)))),
        0,
        0,
    ),
    Def::function("perf_counter_ns", |vm, _| Ok(vm.int(clock(vm, libc::CLOCK_MONOTONIC))), 0, 0),
    Def::function(
        "monotonic",
        |vm, _| Ok(Value::float(seconds(clock(vm, libc::CLOCK_MONOTONIC)))),
        0,
        0,
    ),
    Def::function("monotonic_ns", |vm, _| Ok(vm.int(clock(vm, libc::CLOCK_MONOTONIC))), 0, 0),
    Def::function(
        "process_time",
        |vm, _| Ok(Value::float(seconds(clock(vm, libc::CLOCK_PROCESS_CPUTIME_ID)))),
        0,
        0,
    ),
    Def::function(
        "process_time_ns",
        |vm, _| Ok(vm.int(clock(vm, libc::CLOCK_PROCESS_CPUTIME_ID))),
        0,
        0,
    ),
    Def::function(
        "clock_gettime",
        |vm, a| Ok(Value::float(seconds(any_clock(vm, a, Reading::Time)?))),
        1,
        1,
    ),
    Def::function(
        "clock_gettime_ns",
        |vm, a| {
            let ns = any_clock(vm, a, Reading::Time)?;
            Ok(vm.int(ns))
        },
        1,
        1,
    ),
    Def::function(
        "clock_getres",
        |vm, a| Ok(Value::float(seconds(any_clock(vm, a, Reading::Resolution)?))),
        1,
        1,
    ),
    Def::function(
        "thread_time",
        |vm, _| Ok(Value::float(seconds(clock(vm, libc::CLOCK_THREAD_CPUTIME_ID)))),
        0,
        0,
    ),
    Def::function(
        "thread_time_ns",
        |vm, _| Ok(vm.int(clock(vm, libc::CLOCK_THREAD_CPUTIME_ID))),
        0,
        0,
    ),
    Def::function("sleep", sleep, 1, 1),
    Def::function("gmtime", gmtime, 0, 1),
    Def::function("localtime", localtime, 0, 1),
    Def::function("mktime", mktime, 1, 1),
    Def::function("strftime", strftime, 1, 2),
    Def::function("asctime", asctime, 0, 1),
    Def::function("ctime", ctime, 0, 1),
    Def::function("get_clock_info", get_clock_info, 1, 1),
];

const FIELDS: [&str; 9] = [
    "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst",
];

/// `struct_time` of a VM.
struct State {
    class: Gc<Class>,
}

fn init(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    vm.add_functions(m, FUNCTIONS);
    let mut class = sys_::struct_class(vm, "time.struct_time", &FIELDS);
    class.flags &= !NO_NEW;
    vm.add_methods(class, &[Def::static_method("__new__", new_struct_time, 2, 3)]);
    vm.refresh_class(class);
    vm.roots.push(class.value());
    vm.library.insert("time", Box::new(State { class }));
    vm.add_value(m, "struct_time", class.value());
    // SAFETY: tzset and localtime_r write to their own and the given storage.
    let (offset, name) = unsafe {
        tzset();
        let mut tm: libc::tm = std::mem::zeroed();
        // New Year is standard time north of the equator, which is what `timezone` is about.
        let january: libc::time_t = 1_704_067_200;
        libc::localtime_r(&january, &mut tm);
        let name = if tm.tm_zone.is_null() {
            "UTC".to_string()
        } else {
            CStr::from_ptr(tm.tm_zone).to_string_lossy().into_owned()
        };
        (tm.tm_gmtoff as i64, name)
    };
    // SAFETY: as above.
    let (summer_offset, summer_name) = unsafe {
        let mut tm: libc::tm = std::mem::zeroed();
        let july: libc::time_t = 1_719_792_000;
        libc::localtime_r(&july, &mut tm);
        let name = if tm.tm_zone.is_null() {
            name.clone()
        } else {
            CStr::from_ptr(tm.tm_zone).to_string_lossy().into_owned()
        };
        (tm.tm_gmtoff as i64, name)
    };
    vm.add_value(m, "timezone", Value::small(-offset));
    vm.add_value(m, "altzone", Value::small(-summer_offset));
    vm.add_value(m, "daylight", Value::small((summer_offset != offset) as i64));
    let first = vm.str(&name);
    let second = vm.str(&summer_name);
    let names = vm.tuple(&[first, second]);
    vm.add_value(m, "tzname", names);
    for (name, id) in [
        ("CLOCK_REALTIME", libc::CLOCK_REALTIME),
        ("CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC),
        ("CLOCK_MONOTONIC_RAW", libc::CLOCK_MONOTONIC_RAW),
        ("CLOCK_BOOTTIME", libc::CLOCK_BOOTTIME),
        ("CLOCK_TAI", libc::CLOCK_TAI),
        ("CLOCK_PROCESS_CPUTIME_ID", libc::CLOCK_PROCESS_CPUTIME_ID),
        ("CLOCK_THREAD_CPUTIME_ID", libc::CLOCK_THREAD_CPUTIME_ID),
    ] {
        vm.add_value(m, name, Value::small(id as i64));
    }
    Ok(())
}

extern "C" {
    fn tzset();
}

/// Nanoseconds since the epoch.
fn wall(vm: &Vm) -> i64 {
    vm.touch_outside();
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(d) => i64::try_from(d.as_nanos()).unwrap_or(i64::MAX),
        Err(e) => -i64::try_from(e.duration().as_nanos()).unwrap_or(i64::MAX),
    }
}

/// Nanoseconds of a system clock.
fn clock(vm: &Vm, id: libc::clockid_t) -> i64 {
    vm.touch_outside();
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: fills the struct it is given; these clocks exist.
    unsafe { libc::clock_gettime(id, &mut t) };
    t.tv_sec * 1_000_000_000 + t.tv_nsec
}

enum Reading {
    Time,
    Resolution,
}

/// Nanoseconds of the clock that a program names by its number.
fn any_clock(vm: &mut Vm, args: Args, what: Reading) -> R<i64> {
    vm.touch_outside();
    let number = vm.index(args.pos()[0])?;
    let id = match number.to_i64().map(libc::clockid_t::try_from) {
        Some(Ok(id)) => id,
        Some(Err(_)) if number.to_i64().is_some_and(|n| n < 0) => {
            return vm.overflow_error("signed integer is less than minimum")
        }
        Some(Err(_)) => return vm.overflow_error("signed integer is greater than maximum"),
        None => return vm.overflow_error("Python int too large to convert to C long"),
    };
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: fills the struct it is given, or fails for a clock that does not exist.
    let status = unsafe {
        match what {
            Reading::Time => libc::clock_gettime(id, &mut t),
            Reading::Resolution => libc::clock_getres(id, &mut t),
        }
    };
    if status != 0 {
        let error = std::io::Error::last_os_error();
        return vm.raise_os_error(&error, Value::UNDEF);
    }
    Ok(t.tv_sec.saturating_mul(1_000_000_000).saturating_add(t.tv_nsec))
}

/// The double nearest to a number of nanoseconds, as CPython divides.
fn seconds(ns: i64) -> f64 {
    ns as f64 / 1e9
}

fn sleep(vm: &mut Vm, args: Args) -> R {
    let v = args.pos()[0];
    let nanos = match v.to_f64_exact() {
        Some(f) if f.is_nan() => return vm.value_error("Invalid value NaN (not a number)"),
        Some(f) => f * 1e9,
        None => {
            let i = vm.index(v)?;
            match i.to_i64() {
                Some(i) => i as f64 * 1e9,
                None => return vm.overflow_error("timestamp out of range for platform time_t"),
            }
        }
    };
    if nanos < 0.0 {
        return vm.value_error("sleep length must be non-negative");
    }
    if nanos >= i64::MAX as f64 {
        return vm.overflow_error("timestamp out of range for platform time_t");
    }
    let nanos = nanos.ceil() as i64;
    let end = clock(vm, libc::CLOCK_MONOTONIC).saturating_add(nanos);
    let mut left = nanos;
    loop {
        let request =
            libc::timespec { tv_sec: left / 1_000_000_000, tv_nsec: left % 1_000_000_000 };
        // SAFETY: sleeps; a null remainder is allowed.
        let done = unsafe { libc::nanosleep(&request, std::ptr::null_mut()) } == 0;
        if done {
            return Ok(Value::NONE);
        }
        if vm.poll_bits() != 0 {
            vm.poll_slow()?;
        }
        left = end - clock(vm, libc::CLOCK_MONOTONIC);
        if left <= 0 {
            return Ok(Value::NONE);
        }
    }
}

fn new_struct_time(vm: &mut Vm, args: Args) -> R {
    let Some(class) = args.pos()[0].cast::<Class>().filter(|c| c.instance_kind == Kind::Tuple)
    else {
        return vm.type_error("struct_time.__new__(X): X is not a subtype of struct_time");
    };
    let items = match args.pos()[1].kind() {
        Some(Kind::List | Kind::Tuple) => vm.collect_list(args.pos()[1])?,
        _ => match vm.collect_list(args.pos()[1]) {
            Ok(l) => l,
            Err(_) => {
                vm.exception = Value::UNDEF;
                return vm.type_error("constructor requires a sequence");
            }
        },
    };
    let n = items.items.len();
    if n < FIELDS.len() {
        return vm.type_error(format!(
            "time.struct_time() takes an at least 9-sequence ({n}-sequence given)"
        ));
    }
    if n > 11 {
        return vm.type_error(format!(
            "time.struct_time() takes an at most 11-sequence ({n}-sequence given)"
        ));
    }
    Ok(vm.tuple_of_class(class, &items.items[..FIELDS.len()]).value())
}

/// A `struct_time` of C's broken-down time.
fn to_struct(vm: &mut Vm, tm: &libc::tm) -> R {
    let class = match vm.library.get("time").and_then(|s| s.downcast_ref::<State>()) {
        Some(s) => s.class,
        None => return vm.system_error("module time is not initialised"),
    };
    let fields = [
        tm.tm_year + 1900,
        tm.tm_mon + 1,
        tm.tm_mday,
        tm.tm_hour,
        tm.tm_min,
        tm.tm_sec,
        (tm.tm_wday + 6) % 7,
        tm.tm_yday + 1,
        tm.tm_isdst,
    ]
    .map(|n| Value::small(n as i64));
    Ok(vm.tuple_of_class(class, &fields).value())
}

/// Whole seconds of an optional argument, now if it is absent or None.
fn time_arg(vm: &mut Vm, v: Option<Value>) -> R<libc::time_t> {
    let Some(v) = v.filter(|v| !v.is_none()) else {
        return Ok(wall(vm).div_euclid(1_000_000_000));
    };
    if let Some(f) = v.to_f64_exact() {
        if f.is_nan() {
            return vm.value_error("Invalid value NaN (not a number)");
        }
        let f = f.floor();
        if f.abs() >= 9.2e18 {
            return vm.overflow_error("timestamp out of range for platform time_t");
        }
        return Ok(f as i64);
    }
    match vm.index(v)?.to_i64() {
        Some(t) => Ok(t),
        None => vm.overflow_error("timestamp out of range for platform time_t"),
    }
}

fn broken_down(vm: &mut Vm, t: libc::time_t, local: bool) -> R<libc::tm> {
    // SAFETY: both fill the struct they are given and report failure by null.
    let (tm, ok) = unsafe {
        let mut tm: libc::tm = std::mem::zeroed();
        let r = if local { libc::localtime_r(&t, &mut tm) } else { libc::gmtime_r(&t, &mut tm) };
        (tm, !r.is_null())
    };
    if !ok {
        let e = std::io::Error::last_os_error();
        return vm.raise_os_error(&e, Value::UNDEF);
    }
    Ok(tm)
}

fn gmtime(vm: &mut Vm, args: Args) -> R {
    let t = time_arg(vm, args.get(0))?;
    let tm = broken_down(vm, t, false)?;
    to_struct(vm, &tm)
}

fn localtime(vm: &mut Vm, args: Args) -> R {
    let t = time_arg(vm, args.get(0))?;
    let tm = broken_down(vm, t, true)?;
    to_struct(vm, &tm)
}

/// C's broken-down time from a tuple of nine ints, unchecked.
fn from_tuple(vm: &mut Vm, v: Value, func: &str) -> R<libc::tm> {
    let Some(t) = v.cast::<Tuple>() else {
        return vm.type_error("Tuple or struct_time argument required");
    };
    if t.len != FIELDS.len() {
        return vm.type_error(format!("{func}(): illegal time tuple argument"));
    }
    let mut n = [0i32; 9];
    for (k, out) in n.iter_mut().enumerate() {
        let i = vm.arg_i64(t.items()[k])?;
        *out = match i32::try_from(i) {
            Ok(i) => i,
            Err(_) => return vm.overflow_error("signed integer is greater than maximum"),
        };
    }
    // SAFETY: a plain C struct for which all zeroes is valid.
    let mut tm: libc::tm = unsafe { std::mem::zeroed() };
    let Some(year) = n[0].checked_sub(1900) else {
        return vm.overflow_error("year out of range");
    };
    tm.tm_year = year;
    tm.tm_mon = n[1].wrapping_sub(1);
    tm.tm_mday = n[2];
    tm.tm_hour = n[3];
    tm.tm_min = n[4];
    tm.tm_sec = n[5];
    tm.tm_wday = n[6].wrapping_add(1).rem_euclid(7);
    tm.tm_yday = n[7].wrapping_sub(1);
    tm.tm_isdst = n[8];
    Ok(tm)
}

/// Zeroes stand for the first; what is out of range is a ValueError.
fn check(vm: &mut Vm, tm: &mut libc::tm) -> R<()> {
    if tm.tm_mon == -1 {
        tm.tm_mon = 0;
    }
    if tm.tm_mday == 0 {
        tm.tm_mday = 1;
    }
    if tm.tm_yday == -1 {
        tm.tm_yday = 0;
    }
    let bad = if !(0..=11).contains(&tm.tm_mon) {
        "month"
    } else if !(1..=31).contains(&tm.tm_mday) {
        "day of month"
    } else if !(0..=23).contains(&tm.tm_hour) {
        "hour"
    } else if !(0..=59).contains(&tm.tm_min) {
        "minute"
    } else if !(0..=61).contains(&tm.tm_sec) {
        "seconds"
    } else if !(0..=365).contains(&tm.tm_yday) {
        "day of year"
    } else {
        return Ok(());
    };
    vm.value_error(format!("{bad} out of range"))
}

fn mktime(vm: &mut Vm, args: Args) -> R {
    let mut tm = from_tuple(vm, args.pos()[0], "mktime")?;
    tm.tm_wday = -1;
    // SAFETY: normalises the struct it is given.
    let t = unsafe { libc::mktime(&mut tm) };
    if t == -1 && tm.tm_wday == -1 {
        return vm.overflow_error("mktime argument out of range");
    }
    Ok(Value::float(t as f64))
}

fn strftime(vm: &mut Vm, args: Args) -> R {
    let Some(format) = args.pos()[0].cast::<Str>() else {
        let t = vm.type_name(args.pos()[0]);
        return vm.type_error(format!("strftime() argument 1 must be str, not {t}"));
    };
    let mut tm = match args.get(1) {
        None => {
            let now = time_arg(vm, None)?;
            broken_down(vm, now, true)?
        }
        Some(v) => from_tuple(vm, v, "strftime")?,
    };
    check(vm, &mut tm)?;
    if format.len == 0 {
        return Ok(vm.str(""));
    }
    // C reports "does not fit" and "is empty" alike: a mark tells them apart.
    let mut text = format.bytes().to_vec();
    text.push(b'.');
    let Ok(text) = CString::new(text) else {
        return vm.value_error("embedded null character");
    };
    let mut buffer = vec![0u8; 256];
    loop {
        // SAFETY: the buffer has the length given; the format ends in NUL.
        let n =
            unsafe { libc::strftime(buffer.as_mut_ptr().cast(), buffer.len(), text.as_ptr(), &tm) };
        if n > 0 {
            return Ok(vm.str_bytes(&buffer[..n - 1]));
        }
        if buffer.len() > 256 * text.as_bytes().len() {
            return vm.value_error("Invalid format string");
        }
        let larger = buffer.len() * 2;
        buffer.resize(larger, 0);
    }
}

fn ascii_text(tm: &libc::tm) -> String {
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    format!(
        "{} {}{:3} {:02}:{:02}:{:02} {}",
        DAYS[tm.tm_wday.rem_euclid(7) as usize],
        MONTHS[tm.tm_mon.rem_euclid(12) as usize],
        tm.tm_mday,
        tm.tm_hour,
        tm.tm_min,
        tm.tm_sec,
        tm.tm_year as i64 + 1900
    )
}

fn asctime(vm: &mut Vm, args: Args) -> R {
    let mut tm = match args.get(0) {
        None => {
            let now = time_arg(vm, None)?;
            broken_down(vm, now, true)?
        }
        Some(v) => from_tuple(vm, v, "asctime")?,
    };
    check(vm, &mut tm)?;
    Ok(vm.str(&ascii_text(&tm)))
}

fn ctime(vm: &mut Vm, args: Args) -> R {
    let t = time_arg(vm, args.get(0))?;
    let tm = broken_down(vm, t, true)?;
    Ok(vm.str(&ascii_text(&tm)))
}

fn get_clock_info(vm: &mut Vm, args: Args) -> R {
    let name = vm.str_string(args.pos()[0])?;
    let (id, function, monotonic) = match name.as_str() {
        "time" => (libc::CLOCK_REALTIME, "clock_gettime(CLOCK_REALTIME)", false),
        "monotonic" | "perf_counter" => {
            (libc::CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true)
        }
        "process_time" => {
            (libc::CLOCK_PROCESS_CPUTIME_ID, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true)
        }
        "thread_time" => {
            (libc::CLOCK_THREAD_CPUTIME_ID, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true)
        }
        _ => return vm.value_error("unknown clock"),
    };
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: fills the struct it is given.
    unsafe { libc::clock_getres(id, &mut t) };
    let resolution = Value::float(t.tv_sec as f64 + t.tv_nsec as f64 / 1e9);
    let function = vm.str(function);
    let names = ["implementation", "monotonic", "adjustable", "resolution"];
    let values = [function, Value::bool(monotonic), Value::bool(!monotonic), resolution];
    Ok(sys_::struct_sequence(vm, "time.clock_info", &names, &values))
}
