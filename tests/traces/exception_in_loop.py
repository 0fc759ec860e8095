# jit: traces>=1
# exit: 1
def check(i):
    if i == 777:
        raise ValueError(f"bad value {i}")
    return i * 2


def run(n):
    total = 0
    for i in range(n):
        total += check(i)
    return total


print(run(700))
try:
    run(1000)
except ValueError as e:
    print(e, e.__traceback__.tb_lineno, e.__traceback__.tb_next.tb_lineno, e.__traceback__.tb_next.tb_next.tb_frame.f_locals)
run(5000)
