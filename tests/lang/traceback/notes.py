# exit: 1
e = ValueError("with notes")
e.add_note("a note")
e.add_note("two\nlines")
raise e
