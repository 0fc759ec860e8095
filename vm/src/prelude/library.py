# prelude: library
