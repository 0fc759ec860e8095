import time
a = time.time()
b = time.perf_counter()
c = time.monotonic()
d = time.perf_counter_ns()
e = time.process_time()
print(type(a), type(b), type(c), type(d), type(e), a > 1.6e9, isinstance(time.time_ns(), int), isinstance(time.monotonic_ns(), int))
time.sleep(0.01)
print(time.perf_counter() - b >= 0.009, time.monotonic() - c >= 0.009, time.perf_counter_ns() > d, time.process_time() >= e, time.time() >= a)
prev = time.perf_counter()
ok = True
for _ in range(500):
    now = time.perf_counter()
    ok = ok and now >= prev
    prev = now
print(ok)
for f in (lambda: time.sleep(-1), lambda: time.sleep("a"), lambda: time.sleep(), lambda: time.sleep(float("nan"))):
    try:
        f()
    except Exception as x:
        print(type(x).__name__, x)
print(time.gmtime(0)[:6], time.gmtime(86400 * 365).tm_year, time.strftime("%Y-%m-%d", time.gmtime(0)), time.gmtime(1e9).tm_wday, time.sleep(0))
print(time.clock_gettime(time.CLOCK_MONOTONIC) >= c, time.clock_gettime_ns(time.CLOCK_REALTIME) > 10**18, time.clock_getres(time.CLOCK_MONOTONIC))
print(time.CLOCK_REALTIME, time.CLOCK_MONOTONIC, time.CLOCK_MONOTONIC_RAW, time.CLOCK_BOOTTIME, time.CLOCK_TAI)
for f in (lambda: time.clock_gettime(1000000), lambda: time.clock_gettime(1 << 40), lambda: time.clock_getres("x"), lambda: time.clock_gettime_ns(-1 << 33), lambda: time.clock_gettime(1 << 70)):
    try:
        f()
    except Exception as x:
        print(type(x).__name__, x)
