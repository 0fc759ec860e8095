/* Twin of ../py/scalar_lorenz.py */
#include "harness.h"
static const int64_t default_n = 10000000;
static void work(int64_t n) {
    double x = 0.0, y = 1.0, z = 1.05, sigma = 10.0, rho = 28.0, beta = 2.667, dt = 0.001, highest = 0.0;
    for (int64_t i = 0; i < n; i++) {
        double dx = sigma * (y - x), dy = x * (rho - z) - y, dz = x * y - beta * z;
        x += dx * dt;
        y += dy * dt;
        z += dz * dt;
        if (z > highest) highest = z;
    }
    snprintf(check, sizeof check, "('%.13a', '%.13a', '%.13a', '%.13a')", x, y, z, highest);
}
