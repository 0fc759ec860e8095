# exit: 1
result = "some quite long string literal that pads the line out" + str(1) + "and another literal to make it longer still" + 5 + "tail of it"
