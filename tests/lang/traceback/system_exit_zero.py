import sys
try:
    sys.exit()
except SystemExit as e:
    print(repr(e), e.code)
try:
    exit(4)
except SystemExit as e:
    print(repr(e))
try:
    sys.exit(None)
except BaseException as e:
    print(type(e).__mro__)
sys.exit(0)
