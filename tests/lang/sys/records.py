# Records print their fields, as `str`, in f-strings and inside containers.
import sys
import time

for record in (sys.hash_info, sys.int_info, sys.float_info, time.gmtime(0), time.struct_time(range(9))):
    print(record)
    print(str(record) == repr(record) == f"{record}" == "%s" % (record,), [record] == [tuple(record)])
    print([record], {"k": record})
print(sys.version_info[:3], tuple(time.gmtime(86400)))
