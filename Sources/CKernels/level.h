// All kernels of one instruction set: compiled once per level file, which sets LANES, TILE_ROWS
// (rows of the matrix product's tile, as many as the registers hold), SER_TABLE and SER_TARGET.
#include <math.h>
#include <string.h>

#include "table.h"

// Vectors wider than a register travel through inlined functions alone, so their calling
// convention, of which the compiler warns, is never used.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"
#ifdef SER_TARGET
#pragma clang attribute push(SER_TARGET, apply_to = function)
#endif

#include "lanes.h"
#include "matrix_product.h"
#include "winograd_transforms.h"
#include "tiles.h"
#include "convolution.h"
#include "dropout.h"
#include "block.h"
#include "pooled_convolution.h"
#include "first_block.h"
#include "elementwise.h"
#include "lstm.h"
#include "adam.h"

#ifdef SER_TARGET
#pragma clang attribute pop
#endif
#pragma clang diagnostic pop

const ser_table SER_TABLE = {
#define SER_ENTRY(result, name, parameters, arguments) .name = kernel_##name,
  SER_KERNELS(SER_ENTRY)
#undef SER_ENTRY
};
