def run(code, inp=""):
    stack, jump = [], {}
    for i, c in enumerate(code):
        if c == "[":
            stack.append(i)
        elif c == "]":
            j = stack.pop()
            jump[i], jump[j] = j, i
    tape, p, pc, out, it, n = [0] * 300, 0, 0, [], iter(inp), 0
    while pc < len(code):
        c = code[pc]
        n += 1
        if c == ">": p += 1
        elif c == "<": p -= 1
        elif c == "+": tape[p] = (tape[p] + 1) & 255
        elif c == "-": tape[p] = (tape[p] - 1) & 255
        elif c == ".": out.append(chr(tape[p]))
        elif c == ",": tape[p] = ord(next(it, "\0"))
        elif c == "[" and not tape[p]: pc = jump[pc]
        elif c == "]" and tape[p]: pc = jump[pc]
        pc += 1
    return "".join(out), n


print(run("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++."))
print(run(",[.,]", "echo"), run("+++[>+++[>+++<-]<-]>>.")[1])
try:
    run("]")
except IndexError as e:
    print(e)
