# exit: 1
import sys, no_such_module_here.sub
