// Sizes that all instruction sets share, so that packed weights and scratch outlive a change of
// level.
#pragma once

#include "CKernels.h"

#define PANEL SER_PANEL
#define POINTS SER_POINTS
// A block of A in the matrix product, rows and depth along K: it fits L2, and 12 rows of it with a
// panel L1.
#define BLOCK_ROWS 256
#define BLOCK_DEPTH 512
// Floats of scratch for the copy of such a block either way round; a panel's copy follows it.
#define GEMM_A_SCRATCH ((BLOCK_ROWS + CHANNEL_UNIT) * (BLOCK_DEPTH + CHANNEL_UNIT))
// Tiles of an image that are in the Winograd domain at a time.
#define WINOGRAD_TILES 36
// Rows of channels in scratch are padded to this.
#define CHANNEL_UNIT 16

static inline ptrdiff_t round_up(ptrdiff_t n, ptrdiff_t unit) {
  return (n + unit - 1) / unit * unit;
}
