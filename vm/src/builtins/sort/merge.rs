//! The stable merge sort of CPython 3.12, comparison for comparison.
//!
//! The slice is cut into runs (strictly descending ones are reversed; short ones are extended by
//! binary insertion), and neighbouring runs are merged in *powersort* order (those left in the end,
//! the shorter neighbour first). A merge first cuts off what is in place already, copies the shorter
//! run aside and goes pair by pair until one side wins often; then it *gallops*: it looks for the
//! place of the next item by exponential search and moves whole stretches. How often is often
//! (`min_gallop`) adapts over the whole sort.
//!
//! Facts taken over from CPython (`Objects/listobject.c`, `listsort.txt`): the constants 64 and 7,
//! the order of comparisons, which side is copied, when galloping begins and ends.
//!
//! Invariant: the slice is a permutation of its items whenever control leaves, after an error, too.

/// Slices shorter than this are one run, extended by binary insertion.
const MIN_MERGE: usize = 64;

/// Wins in a row that make galloping begin, at first.
const MIN_GALLOP: usize = 7;

/// A run waiting to be merged.
struct Run {
    start: usize,
    len: usize,
    /// Depth, in the powersort tree, of the boundary to the next run.
    power: u32,
}

/// A sort under way: how items compare, and how eager it is to gallop.
struct Sorter<L> {
    less: L,
    min_gallop: usize,
}

/// Sorts a slice; an error of `less` ends it.
pub fn sort<T: Copy, E>(
    v: &mut [T],
    less: &mut impl FnMut(&T, &T) -> Result<bool, E>,
) -> Result<(), E> {
    let n = v.len();
    if n < 2 {
        return Ok(());
    }
    let mut sorter = Sorter { less, min_gallop: MIN_GALLOP };
    let min_run = min_run(n);
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    while at < n {
        let mut len = sorter.count_run(&mut v[at..])?;
        if len < min_run {
            let forced = min_run.min(n - at);
            sorter.insert_sorted(&mut v[at..at + forced], len)?;
            len = forced;
        }
        if let Some(top) = runs.last_mut() {
            let power = boundary_power(top.start, top.len, len, n);
            while runs.len() > 1 && runs[runs.len() - 2].power > power {
                let at = runs.len() - 2;
                sorter.merge_at(v, &mut runs, at)?;
            }
            if let Some(top) = runs.last_mut() {
                top.power = power;
            }
        }
        runs.push(Run { start: at, len, power: 0 });
        at += len;
    }
    while runs.len() > 1 {
        let mut at = runs.len() - 2;
        if at > 0 && runs[at - 1].len < runs[at + 1].len {
            at -= 1;
        }
        sorter.merge_at(v, &mut runs, at)?;
    }
    Ok(())
}

fn min_run(mut n: usize) -> usize {
    let mut rest = 0;
    while n >= MIN_MERGE {
        rest |= n & 1;
        n >>= 1;
    }
    n + rest
}

fn boundary_power(start: usize, len: usize, next: usize, n: usize) -> u32 {
    let mut a = 2 * start + len;
    let mut b = a + len + next;
    let mut power = 0;
    loop {
        power += 1;
        if a >= n {
            a -= n;
            b -= n;
        } else if b >= n {
            return power;
        }
        a *= 2;
        b *= 2;
    }
}

impl<L> Sorter<L> {
    /// Length of the run at the start; a strictly descending one is reversed.
    fn count_run<T: Copy, E>(&mut self, v: &mut [T]) -> Result<usize, E>
    where
        L: FnMut(&T, &T) -> Result<bool, E>,
    {
        if v.len() < 2 {
            return Ok(v.len());
        }
        let descending = (self.less)(&v[1], &v[0])?;
        let mut n = 2;
        while n < v.len() && (self.less)(&v[n], &v[n - 1])? == descending {
            n += 1;
        }
        if descending {
            v[..n].reverse();
        }
        Ok(n)
    }

    /// Binary insertion of everything from `sorted` on.
    fn insert_sorted<T: Copy, E>(&mut self, v: &mut [T], sorted: usize) -> Result<(), E>
    where
        L: FnMut(&T, &T) -> Result<bool, E>,
    {
        for i in sorted..v.len() {
            let pivot = v[i];
            let (mut low, mut high) = (0, i);
            while low < high {
                let mid = low + (high - low) / 2;
                if (self.less)(&pivot, &v[mid])? {
                    high = mid;
                } else {
                    low = mid + 1;
                }
            }
            v.copy_within(low..i, low + 1);
            v[low] = pivot;
        }
        Ok(())
    }

    /// Merges run `at` with the next.
    fn merge_at<T: Copy, E>(&mut self, v: &mut [T], runs: &mut Vec<Run>, at: usize) -> Result<(), E>
    where
        L: FnMut(&T, &T) -> Result<bool, E>,
    {
        let right = runs.remove(at + 1);
        let left = &mut runs[at];
        let (start, middle, end) = (left.start, right.start, right.start + right.len);
        left.len += right.len;
        // What lies at either end already belongs there.
        let start = start + self.gallop_right(&v[middle], &v[start..middle], 0)?;
        if start == middle {
            return Ok(());
        }
        let last = right.len - 1;
        let kept = self.gallop_left(&v[middle - 1], &v[middle..end], last)?;
        let end = middle + kept;
        if middle == end {
            return Ok(());
        }
        let (v, left) = (&mut v[start..end], middle - start);
        if left <= v.len() - left {
            self.merge_low(v, left)
        } else {
            self.merge_high(v, left)
        }
    }

    /// The first place in sorted `v` where `key` may go (before its equals), searched from `hint`.
    fn gallop_left<T, E>(&mut self, key: &T, v: &[T], hint: usize) -> Result<usize, E>
    where
        L: FnMut(&T, &T) -> Result<bool, E>,
    {
        let (mut near, mut far) = (0, 1);
        let (mut low, mut high);
        if (self.less)(&v[hint], key)? {
            let most = v.len() - hint;
            while far < most && (self.less)(&v[hint + far], key)? {
                near = far;
                far = 2 * far + 1;
            }
            low = hint + near + 1;
            high = hint + far.min(most);
        } else {
            let most = hint + 1;
            while far < most && !(self.less)(&v[hint - far], key)? {
                near = far;
                far = 2 * far + 1;
            }
            low = most - far.min(most);
            high = hint - near;
        }
        while low < high {
            let mid = low + (high - low) / 2;
            if (self.less)(&v[mid], key)? {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        Ok(high)
    }

    /// The last place in sorted `v` where `key` may go (behind its equals), searched from `hint`.
    fn gallop_right<T, E>(&mut self, key: &T, v: &[T], hint: usize) -> Result<usize, E>
    where
        L: FnMut(&T, &T) -> Result<bool, E>,
    {
        let (mut near, mut far) = (0, 1);
        let (mut low, mut high);
        if (self.less)(key, &v[hint])? {
            let most = hint + 1;
            while far < most && (self.less)(key, &v[hint - far])? {
                near = far;
                far = 2 * far + 1;
            }
            low = most - far.min(most);
            high = hint - near;
        } else {
            let most = v.len() - hint;
            while far < most && !(self.less)(key, &v[hint + far])? {
                near = far;
                far = 2 * far + 1;
            }
            low = hint + near + 1;
            high = hint + far.min(most);
        }
        while low < high {
            let mid = low + (high - low) / 2;
            if (self.less)(key, &v[mid])? {
                high = mid;
            } else {
                low = mid + 1;
            }
        }
        Ok(high)
    }

    /// Merges `v[..left]`, the shorter run, with the rest, from the front. The first item of the
    /// right run comes before all others, the last of the left run after all others.
    fn merge_low<T: Copy, E>(&mut self, v: &mut [T], left: usize) -> Result<(), E>
    where
        L: FnMut(&T, &T) -> Result<bool, E>,
    {
        let aside: Vec<T> = v[..left].to_vec();
        // Left items from `a` on (aside) and right ones from `b` on are still to be placed at `out`.
        let (mut a, mut b, mut out) = (0, left, 0);
        let r = self.merge_forward(v, &aside, &mut a, &mut b, &mut out);
        if r.is_ok() && a + 1 == aside.len() {
            v.copy_within(b.., out);
            out = v.len() - 1;
        }
        let rest = &aside[a..];
        v[out..out + rest.len()].copy_from_slice(rest);
        r
    }

    /// The loop of [`Self::merge_low`], until the right run is used up or one left item remains.
    fn merge_forward<T: Copy, E>(
        &mut self,
        v: &mut [T],
        aside: &[T],
        a: &mut usize,
        b: &mut usize,
        out: &mut usize,
    ) -> Result<(), E>
    where
        L: FnMut(&T, &T) -> Result<bool, E>,
    {
        macro_rules! take_right {
            () => {
                v[*out] = v[*b];
                *b += 1;
                *out += 1;
                if *b == v.len() {
                    return Ok(());
                }
            };
        }
        macro_rules! take_left {
            () => {
                v[*out] = aside[*a];
                *a += 1;
                *out += 1;
                if *a + 1 == aside.len() {
                    return Ok(());
                }
            };
        }
        if aside.len() == 1 {
            v[*out] = v[*b];
            *b += 1;
            *out += 1;
            return Ok(());
        }
        take_right!();
        loop {
            let (mut lefts, mut rights) = (0, 0);
            while lefts < self.min_gallop && rights < self.min_gallop {
                if (self.less)(&v[*b], &aside[*a])? {
                    rights += 1;
                    lefts = 0;
                    take_right!();
                } else {
                    lefts += 1;
                    rights = 0;
                    take_left!();
                }
            }
            let mut min_gallop = self.min_gallop + 1;
            loop {
                min_gallop = (min_gallop - 1).max(1);
                self.min_gallop = min_gallop;
                lefts = self.gallop_right(&v[*b], &aside[*a..], 0)?;
                v[*out..*out + lefts].copy_from_slice(&aside[*a..*a + lefts]);
                *a += lefts;
                *out += lefts;
                if lefts > 0 && *a + 1 >= aside.len() {
                    return Ok(());
                }
                take_right!();
                rights = self.gallop_left(&aside[*a], &v[*b..], 0)?;
                v.copy_within(*b..*b + rights, *out);
                *b += rights;
                *out += rights;
                if *b == v.len() {
                    return Ok(());
                }
                take_left!();
                if lefts < MIN_GALLOP && rights < MIN_GALLOP {
                    break;
                }
            }
            self.min_gallop = min_gallop + 1;
        }
    }

    /// Merges `v[..left]` with the rest, the shorter run, from the back.
    fn merge_high<T: Copy, E>(&mut self, v: &mut [T], left: usize) -> Result<(), E>
    where
        L: FnMut(&T, &T) -> Result<bool, E>,
    {
        let aside: Vec<T> = v[left..].to_vec();
        // Left items before `a` and right ones before `b` (aside) are still to be placed before `out`.
        let (mut a, mut b, mut out) = (left, aside.len(), v.len());
        let r = self.merge_backward(v, &aside, &mut a, &mut b, &mut out);
        if r.is_ok() && b == 1 {
            v.copy_within(..a, out - a);
            out = 1;
        }
        v[out - b..out].copy_from_slice(&aside[..b]);
        r
    }

    /// The loop of [`Self::merge_high`], until the left run is used up or one right item remains.
    fn merge_backward<T: Copy, E>(
        &mut self,
        v: &mut [T],
        aside: &[T],
        a: &mut usize,
        b: &mut usize,
        out: &mut usize,
    ) -> Result<(), E>
    where
        L: FnMut(&T, &T) -> Result<bool, E>,
    {
        macro_rules! take_left {
            () => {
                *a -= 1;
                *out -= 1;
                v[*out] = v[*a];
                if *a == 0 {
                    return Ok(());
                }
            };
        }
        macro_rules! take_right {
            () => {
                *b -= 1;
                *out -= 1;
                v[*out] = aside[*b];
                if *b == 1 {
                    return Ok(());
                }
            };
        }
        take_left!();
        if aside.len() == 1 {
            return Ok(());
        }
        loop {
            let (mut lefts, mut rights) = (0, 0);
            while lefts < self.min_gallop && rights < self.min_gallop {
                if (self.less)(&aside[*b - 1], &v[*a - 1])? {
                    lefts += 1;
                    rights = 0;
                    take_left!();
                } else {
                    rights += 1;
                    lefts = 0;
                    take_right!();
                }
            }
            let mut min_gallop = self.min_gallop + 1;
            loop {
                min_gallop = (min_gallop - 1).max(1);
                self.min_gallop = min_gallop;
                let at = self.gallop_right(&aside[*b - 1], &v[..*a], *a - 1)?;
                lefts = *a - at;
                v.copy_within(at..*a, *out - lefts);
                *a = at;
                *out -= lefts;
                if *a == 0 {
                    return Ok(());
                }
                take_right!();
                let at = self.gallop_left(&v[*a - 1], &aside[..*b], *b - 1)?;
                rights = *b - at;
                v[*out - rights..*out].copy_from_slice(&aside[at..*b]);
                *b = at;
                *out -= rights;
                if rights > 0 && *b <= 1 {
                    return Ok(());
                }
                take_left!();
                if lefts < MIN_GALLOP && rights < MIN_GALLOP {
                    break;
                }
            }
            self.min_gallop = min_gallop + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sort;

    fn noise(n: usize, modulus: u64) -> Vec<(u64, usize)> {
        let mut x = 12345u64;
        (0..n)
            .map(|i| {
                x = x.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                ((x >> 33) % modulus, i)
            })
            .collect()
    }

    /// Inputs with long stretches that belong together: galloping begins and ends.
    fn stretches(n: usize) -> Vec<(u64, usize)> {
        (0..n).map(|i| ((i / 37 * 7919 % 11 * 1000 + i % 37) as u64, i)).collect()
    }

    #[test]
    fn stable_and_sorted() {
        for n in [0, 1, 2, 3, 31, 63, 64, 65, 127, 128, 200, 1000, 5000] {
            let mut inputs: Vec<_> =
                [1, 3, 50, u64::MAX].into_iter().map(|modulus| noise(n, modulus)).collect();
            inputs.push(stretches(n));
            for mut v in inputs {
                let mut expected = v.clone();
                expected.sort_by_key(|x| x.0);
                sort(&mut v, &mut |a, b| Ok::<bool, ()>(a.0 < b.0)).unwrap();
                assert_eq!(v, expected);
            }
        }
    }

    #[test]
    fn runs_cost_little() {
        let mut v: Vec<usize> = (0..1000).rev().collect();
        let mut comparisons = 0;
        sort(&mut v, &mut |a, b| {
            comparisons += 1;
            Ok::<bool, ()>(a < b)
        })
        .unwrap();
        assert_eq!(comparisons, 999);
    }

    #[test]
    fn an_error_loses_nothing() {
        for input in [noise(1000, 100), stretches(1000)] {
            for limit in (0..9000).step_by(61) {
                let mut v = input.clone();
                let mut left = limit;
                let r = sort(&mut v, &mut |a, b| {
                    left -= 1;
                    if left < 0 {
                        Err(())
                    } else {
                        Ok(a.0 < b.0)
                    }
                });
                assert!(r.is_err() || v.windows(2).all(|w| w[0] <= w[1]));
                v.sort_unstable_by_key(|x| x.1);
                assert!(v.iter().enumerate().all(|(i, x)| x.1 == i));
            }
        }
    }
}
