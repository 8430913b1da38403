// The kernels for SSE2 on x86-64, NEON on arm64: 4 lanes.
#define LANES 4
#define TILE_ROWS 6
#define SER_LEVEL SER_BASELINE
#define SER_TABLE ser_table_baseline
#include "level.h"
