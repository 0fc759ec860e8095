/* Twin of ../py/scalar_floatsum.py */
#include "harness.h"
static const int64_t default_n = 20000000;
static void work(int64_t n) {
    double total = 0.0, sign = 1.0, x = 0.5;
    for (int64_t i = 0; i < n; i++) {
        total += sign / (double)(2 * i + 1);
        sign = -sign;
        x = 3.75 * x * (1.0 - x);
        total += x * 1e-9;
    }
    snprintf(check, sizeof check, "('%.13a', '%.13a')", total, x);
}
