import sys as _sys
na_pub, _na_priv = 1, 2
