// The kernels for AVX-512: 16 lanes.
#if defined(__x86_64__)
#define LANES 16
#define TILE_ROWS 12
#define SER_LEVEL SER_AVX512
#define SER_TABLE ser_table_avx512
#define SER_TARGET __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx2,fma")))
#include "level.h"
#endif
