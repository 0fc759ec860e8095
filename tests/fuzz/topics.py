"""Statements by topic, as templates: what `grammar.py` mixes into its programs. The topics are in `topics_data.py` and
`topics_code.py`.

A program has a few topics (a random choice: programs about one thing go deeper than programs about everything). A topic brings
variables of its own kinds, code for the head of the program, and templates, one of which is expanded where a statement is due.
In a template

    $i $f $s $l $o ...      is a variable of that kind: int, float, str, list, instance, or one of the topic's own kinds,
    $I $F $S $L $B          an expression: int, float, str, list, condition; $J: an int, or a variable of that kind,
    $n $k $N                a number: 0 to 9, -3 to 6, one near a power of two,
    $t1 $t2                 a name that nothing else uses,
    «a|b|c»                 one of these, chosen before the rest is expanded,
    $BODY                   (a line of its own) one or two statements; $LOOP the same inside a loop.

Expressions have the wrong type now and then, and raise: that is tested, too. What a program prints must not depend on addresses,
hashes of strings, or the time a finaliser runs.
"""

import dataclasses


@dataclasses.dataclass
class Topic:
    head: str
    # Kinds of variables: letter to the expressions they begin with.
    kinds: dict
    templates: list


def lines(text):
    """One template a line."""
    return [t for t in (line.strip() for line in text.strip().split("\n")) if t and not t.startswith("#")]


def blocks(text):
    """Templates of several lines, parted by empty lines."""
    return [b.strip("\n") for b in text.strip("\n").split("\n\n")]
