// The layout of packed weights, `[N/PANEL][K][PANEL]`: its size, and moving floats into it.
#include <string.h>

#include "CKernels.h"
#include "sizes.h"

size_t ser_pack_size(ptrdiff_t K, ptrdiff_t N) { return K * ((N + PANEL - 1) / PANEL * PANEL); }

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
