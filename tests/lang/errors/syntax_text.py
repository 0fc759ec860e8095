# exit: 1
# SyntaxError.text: what later passes find has none when the code is in no file.
def show(source, mode, name="<made up>"):
    try:
        compile(source, name, mode)
    except SyntaxError as e:
        print(repr(source), mode, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for source in ["a b", "a b\n", "x = 1\na b", "return", "x = 1\nreturn 5\n", "yield", "break", "def f(a, a): pass", "lambda a, a: 1", "nonlocal x", "def f():\n x = 1\n global x", "None = 1", "(", "(\n", '"abc', '"abc\n', '"""abc', "f'{'", "f'{}'", "f'{x!z}'", "a\\ b", "while 1", "try:\n x", '"a" b"b"', "x = 0777", "del f()", "f() = 1", "*a", "f(a=1, 2)"]:
    for mode in ("exec", "eval"):
        show(source, mode)
show("x = 1\nreturn 5\n", "exec", __file__)
show("return 5\n", "exec", "/no/such/file.py")

import traceback

for source in ["return 1", "x = 1\nbreak", "a b", "1/0"]:
    try:
        exec(compile(source, "no_such_file.py", "exec"), {})
    except Exception:
        print(traceback.format_exc())
exec("x = 2\ncontinue")
