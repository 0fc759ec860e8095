/* Twin of ../py/scalar_gcd.py */
#include "harness.h"
static const int64_t default_n = 3000;
static int64_t gcd(int64_t a, int64_t b) {
    while (b) {
        int64_t r = a % b;
        a = b;
        b = r;
    }
    return a;
}
static void work(int64_t n) {
    int64_t total = 0, coprime = 0;
    for (int64_t a = 1; a < n; a++)
        for (int64_t b = a; b < n; b += 3) {
            int64_t g = gcd(a, b);
            total += g;
            if (g == 1) coprime++;
        }
    snprintf(check, sizeof check, "(%lld, %lld)", (long long)total, (long long)coprime);
}
