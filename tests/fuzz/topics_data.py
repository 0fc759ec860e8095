"""Topics about data: containers, slices, numbers, arrays."""

from topics import Topic, blocks, lines


COLLECTIONS = Topic(
    head='''\
from collections import Counter, OrderedDict, defaultdict, deque
class Missing(dict):
    def __missing__(self, key):
        self.asked = getattr(self, "asked", 0) + 1
        return self.asked
class Doubling(list):
    def __getitem__(self, at):
        found = super().__getitem__(at)
        return found * 2 if isinstance(at, int) else found
    def append(self, v):
        super().append(v)
        if len(self) > 9:
            del self[0]
''',
    kinds={
        "c": ["defaultdict(int)", "OrderedDict()", "Counter()", "{}", "Missing()", "{1: 2, 2.5: 3}", "defaultdict(lambda: 7)"],
        "q": ["deque([1, 2, 3], maxlen=6)", "deque(maxlen=3)"],
        "g": ["Doubling([1, 2])", "[4, 5]"],
        "e": ["{1, 2}", "set()", "frozenset([1])"],
    },
    templates=lines('''
        $c[$J % 4] += $I
        $c[$n] = $I
        $c[$J] = $J
        $i = $c[$n]
        $i = $c[$J % 5]
        $i = $c.get($n, $J)
        if $n in $c: del $c[$n]
        if len($c) > 12: $c.clear()
        $c = «defaultdict(int)|OrderedDict()|Counter()|{}|Missing()»
        $c.update({$n: $J})
        $i = $c.setdefault($n, $J)
        $i = $c.pop($n, $J)
        $i = len($c)
        if $c: $i = 3
        $i = sum($c.values())
        $i = max($c, default=$J)
        $c = {k: v for k, v in $c.items() if k != $n}
        $c[$n], $c[$n] = $J, $I
        $c = $c | {$n: $J}
        $i = int($c == {$n: $J})
        $l = list($c)[:5]
        $q.append($I)
        $q.appendleft($J)
        $q.rotate($k)
        $i = $q[$k]
        $q[0] = $I
        $i = «$q.pop()|$q.popleft()»
        $q.extend([$J, $J])
        $i = len($q)
        $i = int($J in $q)
        $i = clip(sum($q))
        $q = deque($q, maxlen=$n)
        $i = $g[$k]
        $g[$k] = $J
        $g.append($J)
        $i = clip(sum($g))
        $i = $g[-1]
        $g = type($g)($g[1:])
        $i = int($J in $g)
        $e.add($J)
        $e.discard($J)
        $e = $e «&|^|-» {1, 2, $J}
        $i = len($e)
        if $J in $e: $i = 5
        if len($e) > 12: $e = set()
    ''') + blocks('''
for $t1 in list($c):
    $c[$t1] = $J
    $LOOP

for $t1, $t2 in $c.items():
    $i = clip($t2)
    if $B: break

for $t1 in $c:
    if $B: $c[$J] = 1

for $t1 in $q:
    $i = $t1
    $LOOP

for $t1 in $g:
    $i = $t1
'''),
)

SLICES = Topic(
    head="",
    kinds={"y": ["bytearray(b'abcdef')", "bytearray()"], "by": ["b'hello'", "b''"], "tu": ["(1, 2, 3)", "()"]},
    templates=lines('''
        $l = $L[$k:$n]
        $l = $l[::«2|-1|-2|3»]
        $l[$k:$n] = [$J, $J]
        $l[$k:] = $tu
        $l[::2] = [$J] * len($l[::2])
        $l[$n:$n:-1] = [$J]
        del $l[$k:$n]
        del $l[::2]
        if $l: del $l[$k % len($l)]
        $l.insert($k, $J)
        $i = $l.index($J)
        $i = $l.count($J)
        $l.reverse()
        $l.remove($J)
        $l += $tu
        $l *= «0|1|2»
        $l = clip($l + $l[:$k])
        $s = $s[$k:$n]
        $s = $s[::-1]
        $s = $S[$k]
        $s = clip($s + $s[$k:])
        $i = $s.find($S)
        $i = ord($S[0])
        $y[$k:$n] = b'xyz'
        $y[$k] = $J & 255
        $y[$k] = $J
        $i = $y[$k]
        $y.append($J & 127)
        if len($y) > 30: del $y[4:]
        $y += $by
        del $y[$k]
        $i = sum($y)
        $by = bytes($y[$k:])
        $i = $by[$k]
        $by = $by[::-1]
        $i = len($by)
        $i = int($J in $y)
        $tu = $tu[$k:] + ($J,)
        if len($tu) > 9: $tu = $tu[-2:]
        $i = $tu[$k]
        $tu = tuple($l[$k:$n])
        $i, *$l = $tu
        $i = hash($tu) & 255
    '''),
)

NUMBERS = Topic(
    head="MASK = (1 << 64) - 1\nHALF = (1 << 32) - 1\n",
    kinds={"z": ["1 + 2j", "0j", "complex(-0.0, 1.5)"], "w": ["1", "2**63", "0.5", "True"]},
    templates=lines('''
        $z = $z «+|-|*» complex($J & 7, $n)
        $z = $z «*|+|-» $F
        $z = $z / (1 - 2j)
        if abs($z) > 1e6: $z = 0.5j
        $f = $z.«real|imag»
        $f = abs($z)
        $z = -$z.conjugate()
        $z = $z ** 2
        $i = int($z == $f)
        $i = $N «+|-|*|&|^|or|and» $J
        $i = ($J * $N + $N) & «MASK|HALF|(1 << 63) - 1|0xff»
        $i = (($J ^ ($J >> $n)) * $N) & MASK
        $i = ($J << $n | $J >> 64 - $n) & MASK
        $i = ($J & MASK) «>|<|==|>=» $N
        $i = ($J & MASK) «//|%» ($N or 1)
        $i = ($J & MASK) «//|%» $J
        $i = ($J - $N) & MASK
        $i = -($J & MASK)
        $i = ~($J & MASK) & MASK
        $i = ($J & MASK) - (1 << 64) if $J & 1 << 63 else $J & MASK
        $i = clip($J << $n)
        $i = $J >> «1|31|32|47|48|62|63|64|65|100»
        $i = clip(pow($J, $n))
        $i = pow($J, $n, $N or 3)
        $i = ($J).bit_length()
        $i = int($F)
        $i = round($F)
        $f = round($F, «1|2|0|-1»)
        $f = float($J & HALF) * $F
        $f = $J / ($N or 1)
        $i = «min|max»($J, $F, $w)
        $w = $w «+|-|*» $J
        $w = $w «&|<<|>>|%|//» $n
        $w = clip($w)
        $w = «2**62|2**63 - 1|-2**63|2**64|True|0.5|1|-0.0|None»
        $w = $w if $B else $J
        $w = -$w
        $w += $J
        $w = not $w
        $i = int($w «==|<|!=|>=» $J)
        $i = int($w «==|<|!=|>=» $F)
        $i = int($J «<|==|>=» $F)
        $i = abs($w)
        $i = divmod($J, $w)[«0|1»]
        $w = $J & 1 == 0
        $i = $w + $w
        $w = ($J > 3) «&|^» ($J < 9)
        $i = sum([$J, $w, $F])
        $f = math.«floor|ceil|sqrt|fabs|trunc»(abs($F))
        $i = hash($w) & 1023
        $s = f"{$J:x}{$F:.2f}"
        $s = f"{$w!r:>6}"
        $i = int.from_bytes((($J) & HALF).to_bytes(4, "little"), "big")
    ''') + blocks('''
for $t1 in range($N - 2, $N + 3):
    $i = $t1 «+|-|^» $J
    $LOOP

$t1 = $N
while $t1 > $N - $n and $t1 % 7:
    $t1 -= 1
    $w = $t1
'''),
)

ARRAYS = Topic(
    head='''\
import warnings
import numpy as np
warnings.simplefilter("ignore")
def plain(v):
    return (type(v).__name__, v.item()) if isinstance(v, np.generic) else v
''',
    kinds={
        "af": ["np.zeros(5)", "np.arange(6.0)", "np.ones(4, dtype=np.float32)"],
        "ai": ["np.arange(5)", "np.array([2**62, -1, 3, 2**63 - 1])", "np.arange(6)[::2]"],
        "au": ["np.array([1, 2**63, 2**64 - 1], dtype=np.uint64)", "np.zeros(4, dtype=np.uint64)"],
        "ab": ["np.array([True, False, True])"],
        "am": ["np.zeros((3, 4))", "np.arange(12).reshape(3, 4)", "np.arange(12).reshape(4, 3).T"],
        "sc": ["np.int64(5)", "np.float64(2.5)", "np.uint64(7)", "np.float32(0.1)", "np.bool_(True)"],
    },
    templates=lines('''
        $f = float($af[$k])
        $sc = $af[$k]
        $sc = $ai[$k]
        $sc = $au[$k]
        $sc = $ab[$k]
        $sc = $am[$k, $k]
        $af[$k] = $F
        $af[$k] += $F
        $af[$J % 5] = $sc
        $ai[$k] = $J & 0xffff
        $ai[$k] = $J
        $ai[$k] += $n
        $ai[$k] ^= $ai[$k]
        $au[$k] += np.uint64($n)
        $au[$k] = $J
        $au[$k] = $au[$k] * np.uint64(3) ^ $au[0]
        $ab[$k] = $B
        $am[$k, $k] = $n
        $am[$k][$k] += 1
        $sc = $sc «+|-|*|/|//|%» $n
        $sc = $sc «+|-|*» $sc
        $sc = $n «+|-|*|/» $sc
        $sc = $sc «<|==|>=» $J
        $sc = -$sc
        $sc = abs($sc)
        $sc = $sc ** 2
        $sc = $ai[0] * $ai[1] + $n
        $sc = «np.int64(2**62)|np.float64(0.5)|np.uint64(2**63)|np.float32(1.5)|np.int32(2**31 - 1)|np.uint8(250)»
        $i = int($sc)
        $f = float($sc) * 0.5
        $i = 1 if $sc else 2
        $i = int($sc «<|==» $F)
        $i = len($af) + len($ai)
        $af = $af[$k:]
        $af = $af[::-1]
        if len($af) < 2: $af = np.arange(5.0)
        $ai = $ai[::-1]
        if len($ai) < 2: $ai = np.arange(7)
        $af[1:3] = $F
        $af[:2] += 1
        $af = $af * 0.5 + $ai
        $ai = $ai % 1000 + $ai
        $af = np.where($af > 1, $af, -$af)
        $sc = $af.sum()
        $sc = $ai.max()
        $sc = $am.sum()
        $am = $am.T
        $am[$k] = $n
        $am[:, $k] += 1
        $am = $am % 100
        $i = int($ab.any())
        $l = $ai.tolist()[:6]
        $sc = $am.shape[«0|1»]
        $af = $af.copy()
        $af, $t1 = $af.copy(), $af
        $s = str($sc)
        $sc = min($sc, $n)
        $sc = sum($ai[:3])
    ''') + blocks('''
for $t1 in range(len($af)):
    $af[$t1] = $af[$t1] * 0.5 + $t1
    $LOOP

for $t1 in range(len($af) + «0|0|0|1»):
    $f += $af[$t1]
    if $af[$t1] > 2: $af[$t1] -= 1

for $t1 in $ai:
    $sc = $t1 + $n
    $LOOP

for $t1 in range($am.shape[0]):
    for $t2 in range($am.shape[1]):
        $am[$t1, $t2] = $am[$t1, $t2] + $t1 - $t2
        if $B: break

for $t1 in range(9):
    $ai[$t1 % len($ai)] = $ai[($t1 + 1) % len($ai)] - $t1

for $t1 in range(len($au)):
    $au[$t1] = ($au[$t1] << np.uint64(1)) ^ ($au[$t1] >> np.uint64(3))
'''),
)
