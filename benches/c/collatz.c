/* Twin of ../py/scalar_collatz.py */
#include "harness.h"
static const int64_t default_n = 300000;
static void work(int64_t n) {
    int64_t best = 0, best_start = 0, total = 0;
    for (int64_t start = 1; start < n; start++) {
        int64_t v = start, steps = 0;
        while (v != 1) {
            if (v % 2 == 0) v /= 2;
            else v = 3 * v + 1;
            steps++;
        }
        total += steps;
        if (steps > best) {
            best = steps;
            best_start = start;
        }
    }
    snprintf(check, sizeof check, "(%lld, %lld, %lld)", (long long)best, (long long)best_start, (long long)total);
}
