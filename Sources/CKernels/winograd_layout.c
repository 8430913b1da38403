// What concerns the Winograd domain and packed weights but no instruction set: sizes, and moving floats about.
#include <string.h>

#include "CKernels.h"
#include "sizes.h"

static size_t round_up(size_t n, size_t unit) { return (n + unit - 1) / unit * unit; }

size_t ser_pack_size(ptrdiff_t K, ptrdiff_t N) { return K * round_up(N, PANEL); }

// In squares of 16 rows, so that a B that is read down its columns stays in L1 meanwhile.
void ser_pack(ptrdiff_t K, ptrdiff_t N, const float *b, ptrdiff_t row_stride,
              ptrdiff_t column_stride, float *packed) {
  for (ptrdiff_t n0 = 0; n0 < N; n0 += PANEL, packed += K * PANEL) {
    ptrdiff_t columns = N - n0 < PANEL ? N - n0 : PANEL;
    const float *from = b + n0 * column_stride;
    if (columns < PANEL) memset(packed, 0, K * PANEL * sizeof(float));
    for (ptrdiff_t k = 0; k < K && column_stride == 1; k++)
      memcpy(packed + k * PANEL, from + k * row_stride, columns * sizeof(float));
    for (ptrdiff_t k0 = 0; k0 < K && column_stride != 1; k0 += 16)
      for (ptrdiff_t n = 0; n < columns; n++)
        for (ptrdiff_t k = k0; k < k0 + 16 && k < K; k++)
          packed[k * PANEL + n] = from[k * row_stride + n * column_stride];
  }
}

size_t ser_gemm_scratch(void) { return GEMM_A_SCRATCH + PANEL * BLOCK_DEPTH; }

size_t ser_filter_size(ptrdiff_t inputs, ptrdiff_t outputs) {
  return POINTS * ser_pack_size(inputs, outputs);
}

void ser_filter_transpose(ptrdiff_t inputs, ptrdiff_t outputs, const float *u, float *ut) {
  for (int p = 0; p < POINTS; p++, u += ser_pack_size(inputs, outputs))
    for (ptrdiff_t c0 = 0; c0 < inputs; c0 += PANEL)
      for (ptrdiff_t o = 0; o < outputs; o++)
        for (ptrdiff_t c = c0; c < c0 + PANEL; c++)
          *ut++ = c < inputs ? u[(o / PANEL * inputs + c) * PANEL + o % PANEL] : 0;
}

size_t ser_conv_scratch(ptrdiff_t inputs, ptrdiff_t outputs) {
  size_t rows = round_up(inputs, CHANNEL_UNIT) + round_up(outputs, CHANNEL_UNIT);
  return POINTS * (WINOGRAD_TILES * rows + 2 * CHANNEL_UNIT) + 2 * round_up(outputs, CHANNEL_UNIT);
}
