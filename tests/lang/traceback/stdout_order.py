# exit: 1
import sys
print("to stdout", flush=True)
print("to stderr", file=sys.stderr)
sys.stdout.write("no newline")
sys.stderr.write("more\n")
raise ValueError("end")
