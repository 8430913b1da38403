// The kernels for AVX2 and FMA: 8 lanes.
#if defined(__x86_64__)
#define LANES 8
#define TILE_ROWS 6
#define SER_LEVEL SER_AVX2
#define SER_TABLE ser_table_avx2
#define SER_TARGET __attribute__((target("avx2,fma")))
#include "level.h"
#endif
