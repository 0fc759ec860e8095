# Prints positions of raising instructions of the reference, in the format of positions.rs: python3.12 positions.py file.py | sort
import sys, dis, collections
MAP = {'CALL':'call','CALL_FUNCTION_EX':'call','LOAD_ATTR':'attr','STORE_ATTR':'sattr','BINARY_SUBSCR':'item','BINARY_SLICE':'item','STORE_SUBSCR':'sitem','STORE_SLICE':'sitem','BINARY_OP':'bin','LOAD_GLOBAL':'glob','LOAD_NAME':'name','IMPORT_NAME':'imp','RAISE_VARARGS':'raise','GET_ITER':'iter','FOR_ITER':'next','UNPACK_SEQUENCE':'unpack','FORMAT_VALUE':'fmt','DELETE_SUBSCR':'ditem','CHECK_EXC_MATCH':'match','IMPORT_FROM':'impf','BEFORE_WITH':'with','YIELD_VALUE':'yield'}
def walk(co, out):
    for i in dis.get_instructions(co):
        k = MAP.get(i.opname)
        if k and i.positions and i.positions.lineno:
            p = i.positions
            out.add((k, p.lineno, p.end_lineno, p.col_offset, p.end_col_offset))
    for c in co.co_consts:
        if hasattr(c,'co_code'): walk(c, out)
for f in sys.argv[1:]:
    out=set(); walk(compile(open(f).read(), f, 'exec'), out)
    for r in sorted(out): print(*r)
