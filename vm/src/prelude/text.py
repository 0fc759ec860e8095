# prelude: text
