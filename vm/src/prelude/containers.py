# prelude: containers
