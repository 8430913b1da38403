// The layout of packed weights, `[N/PANEL][K][PANEL]`: its size, and moving floats into it.
#include <string.h>

#include "CKernels.h"
#include "sizes.h"
#include "transposition.h"

size_t ser_pack_size(ptrdiff_t K, ptrdiff_t N) { return K * ((N + PANEL - 1) / PANEL * PANEL); }

static void pack_panel(ptrdiff_t K, ptrdiff_t columns, const float *b, ptrdiff_t row_stride,
                       ptrdiff_t column_stride, float *packed) {
  if (row_stride == 1) {
    transpose(columns, K, b, column_stride, packed, PANEL);
  } else if (column_stride == 1) {
    for (ptrdiff_t k = 0; k < K; k++)
      memcpy(packed + k * PANEL, b + k * row_stride, columns * sizeof(float));
  } else {
    for (ptrdiff_t k = 0; k < K; k++)
      for (ptrdiff_t n = 0; n < columns; n++)
        packed[k * PANEL + n] = b[k * row_stride + n * column_stride];
  }
}

void ser_pack(ptrdiff_t K, ptrdiff_t N, const float *b, ptrdiff_t row_stride,
              ptrdiff_t column_stride, float *packed) {
  for (ptrdiff_t n = 0; n < N; n += PANEL, b += PANEL * column_stride, packed += K * PANEL) {
    ptrdiff_t columns = N - n < PANEL ? N - n : PANEL;
    if (columns < PANEL) memset(packed, 0, K * PANEL * sizeof(float));
    pack_panel(K, columns, b, row_stride, column_stride, packed);
  }
}

void ser_transpose(ptrdiff_t rows, ptrdiff_t columns, const float *from, ptrdiff_t from_stride,
                   float *to, ptrdiff_t to_stride) {
  transpose(rows, columns, from, from_stride, to, to_stride);
}

size_t ser_gemm_scratch(void) { return GEMM_A_SCRATCH + PANEL * BLOCK_DEPTH; }
