/* Runs a benchmark: `prog [n] [repeats]`, with the output of ../py/harness.py. The program defines `work`, which leaves its
 * result as text in `check`. `n` comes from the command line and the text goes to stdout, so nothing can be folded away. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char check[200];
static void work(int64_t n);
static const int64_t default_n;

static double cpu_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv) {
    int64_t n = argc > 1 ? atoll(argv[1]) : default_n;
    int repeats = argc > 2 ? atoi(argv[2]) : 1;
    double *seconds = malloc(sizeof(double) * (size_t)(repeats > 0 ? repeats : 1));
    for (int i = 0; i < repeats; i++) {
        volatile int64_t opaque = n;
        double start = cpu_seconds();
        work(opaque);
        seconds[i] = cpu_seconds() - start;
        if (i == 0) printf("%s\n", check);
    }
    printf("{\"n\": %lld, \"seconds\": [", (long long)n);
    for (int i = 0; i < repeats; i++) printf("%s%.9f", i ? ", " : "", seconds[i]);
    printf("]}\n");
    free(seconds);
    return 0;
}
