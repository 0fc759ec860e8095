from lib_circ.bad_a import x
y = 2
