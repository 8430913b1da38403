// All kernels of one instruction set: compiled once per level file, which sets LANES, TILE_ROWS
// (rows of the matrix product's tile, as many as the registers hold), SER_LEVEL, SER_TABLE and
// SER_TARGET.
#include <math.h>
#include <string.h>

#include "tables.h"

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

#define KERNEL(name) .name = kernel_##name
const ser_kernel_table SER_TABLE = {
    .level = SER_LEVEL, KERNEL(gemm), KERNEL(conv_forward), KERNEL(conv_backward),
    KERNEL(block_forward), KERNEL(block_reduce), KERNEL(block_backward), KERNEL(block_predict),
    KERNEL(first_moments), KERNEL(first_forward), KERNEL(first_backward), KERNEL(lstm_forward),
    KERNEL(lstm_backward), KERNEL(tanh), KERNEL(axpy), KERNEL(dropout),
    KERNEL(adam)};
