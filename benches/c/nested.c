/* Twin of ../py/scalar_nested.py */
#include "harness.h"
static const int64_t default_n = 2500;
static void work(int64_t n) {
    int64_t count = 0, total = 0;
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < n; j++) {
            if ((i * j + i) % 7 == 3) count++;
            for (int64_t k = 0; k < 3; k++) total += (i ^ j) >> k & 1;
        }
    snprintf(check, sizeof check, "(%lld, %lld)", (long long)count, (long long)total);
}
