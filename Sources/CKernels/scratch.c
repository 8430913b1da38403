// Sizes of scratch memory, the same for all instruction sets.
#include "CKernels.h"
#include "sizes.h"

size_t ser_gemm_scratch(void) { return GEMM_A_SCRATCH + PANEL * BLOCK_DEPTH; }

size_t ser_conv_scratch(ptrdiff_t inputs, ptrdiff_t outputs) {
  ptrdiff_t rows = round_up(inputs, CHANNEL_UNIT) + round_up(outputs, CHANNEL_UNIT) + PANEL;
  return POINTS * (WINOGRAD_TILES * rows + 3 * CHANNEL_UNIT) + 2 * round_up(outputs, CHANNEL_UNIT);
}
