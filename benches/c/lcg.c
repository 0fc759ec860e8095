/* Twin of ../py/scalar_lcg.py */
#include "harness.h"
static const int64_t default_n = 20000000;
static void work(int64_t n) {
    uint64_t small = 12345, large = 88172645463325252u, digest = 0xCBF29CE484222325u;
    for (int64_t i = 0; i < n; i++) {
        small = (small * 1664525 + 1013904223) & 0xFFFFFFFF;
        large = large * 6364136223846793005u + 1442695040888963407u;
        digest = (digest ^ (small >> 24)) * 0x100000001B3u;
    }
    snprintf(check, sizeof check, "(%llu, %llu, %llu)", (unsigned long long)small, (unsigned long long)large,
             (unsigned long long)digest);
}
