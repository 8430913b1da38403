// C = A B from register tiles. B lies in panels of PANEL columns, `[N/PANEL][K][PANEL]`.
#pragma once

#include "sizes.h"

// Vectors of sums that a thin tile has: so many are needed to keep the multipliers busy, and so
// many registers there are.
#define THIN_SUMS (TILE_ROWS > 6 ? 16 : 8)

// The element of A at (row, k), as the operand of what is left of the product from there on.
INLINE ser_left left_from(ser_left a, ptrdiff_t row, ptrdiff_t k) {
  a.data += row * a.row_stride + k * a.column_stride;
  return a;
}

// c[rows][vectors * LANES] (+)= a b over K. All of the tile stays in registers: `rows` and
// `vectors` are constants wherever this is inlined. Rows of b lie `ldb` apart; where vectors go
// past a panel, they go on `panel` floats further.
INLINE void tile(const int rows, const int vectors, ptrdiff_t K, ser_left a, const float *b,
                 ptrdiff_t ldb, ptrdiff_t panel, float *c, ptrdiff_t ldc, int accumulate) {
  vf sum[TILE_ROWS * 2 > THIN_SUMS ? TILE_ROWS * 2 : THIN_SUMS];
  UNROLLED for (int i = 0; i < rows; i++) {
    UNROLLED for (int j = 0; j < vectors; j++) sum[i * vectors + j] = 0;
    UNROLLED for (int j = 0; accumulate && j < vectors * LANES; j += 16)
      __builtin_prefetch(c + i * ldc + j);
  }
#pragma clang loop unroll(disable)
  for (ptrdiff_t k = 0; k < K; k++, a.data += a.column_stride, b += ldb) {
    vf x[THIN_SUMS];
    UNROLLED for (int j = 0; j < vectors; j++)
      x[j] = load(b + j * LANES / PANEL * panel + j * LANES % PANEL);
    UNROLLED for (int i = 0; i < rows; i++)
      UNROLLED for (int j = 0; j < vectors; j++)
        sum[i * vectors + j] += (vf)a.data[i * a.row_stride] * x[j];
  }
  UNROLLED for (int i = 0; i < rows; i++)
    UNROLLED for (int j = 0; j < vectors; j++) {
      float *to = c + i * ldc + j * LANES;
      store(to, accumulate ? load(to) + sum[i * vectors + j] : sum[i * vectors + j]);
    }
}

// The tile of one panel for any number of rows up to TILE_ROWS.
INLINE void tile_rows(ptrdiff_t rows, const int vectors, ptrdiff_t K, ser_left a, const float *b,
                      ptrdiff_t ldb, float *c, ptrdiff_t ldc, int accumulate) {
#define TILE_CASE(R) \
  case R: tile(R, vectors, K, a, b, ldb, 0, c, ldc, accumulate); break;
  switch (rows) {
    TILE_CASE(1) TILE_CASE(2) TILE_CASE(3) TILE_CASE(4) TILE_CASE(5) TILE_CASE(6)
#if TILE_ROWS > 6
    TILE_CASE(7) TILE_CASE(8) TILE_CASE(9) TILE_CASE(10) TILE_CASE(11) TILE_CASE(12)
#endif
  }
#undef TILE_CASE
}

// c[rows][columns] (+)= a b for one panel of b; columns is a multiple of LANES, at most PANEL. Rows
// are shared evenly between tiles, so that no tile is thin.
static void panel_product(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t K, ser_left a,
                          const float *b, ptrdiff_t ldb, float *c, ptrdiff_t ldc, int accumulate) {
  ptrdiff_t tiles = (rows + TILE_ROWS - 1) / TILE_ROWS;
  for (ptrdiff_t n = 0, i = 0, end; n < tiles; n++, i = end) {
    end = (n + 1) * rows / tiles;
    ser_left from = left_from(a, i, 0);
    ptrdiff_t j = 0;
    for (; j + 2 * LANES <= columns; j += 2 * LANES)
      tile_rows(end - i, 2, K, from, b + j, ldb, c + i * ldc + j, ldc, accumulate);
    if (j < columns)
      tile_rows(end - i, 1, K, from, b + j, ldb, c + i * ldc + j, ldc, accumulate);
  }
}

// One panel whose columns may be any number: a ragged end goes through a buffer.
static void panel_product_part(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t K, ser_left a,
                               const float *b, float *c, ptrdiff_t ldc, int accumulate) {
  if (columns % LANES == 0) {
    panel_product(rows, columns, K, a, b, PANEL, c, ldc, accumulate);
    return;
  }
  float buffer[TILE_ROWS][PANEL];
  for (ptrdiff_t i = 0; i < rows; i++, c += ldc) {
    const float *from = buffer[i % TILE_ROWS];
    if (from == buffer[0])
      panel_product(smaller(TILE_ROWS, rows - i), round_up(columns, LANES), K, left_from(a, i, 0),
                    b, PANEL, buffer[0], PANEL, 0);
    for (ptrdiff_t j = 0; j < columns; j++) c[j] = accumulate ? c[j] + from[j] : from[j];
  }
}

// The columns of a product of one or two rows in thin tiles over neighbouring packed panels, as
// many as fill them: tiles of one panel would mostly wait for their few sums. Returns their number.
static ptrdiff_t thin_product(ptrdiff_t M, ptrdiff_t N, ptrdiff_t K, ser_left a,
                              const float *packed, float *c, ptrdiff_t ldc, int accumulate) {
  ptrdiff_t n = 0, columns = THIN_SUMS / M * LANES, panel = K * PANEL;
  for (; columns >= PANEL && n + columns <= N; n += columns)
    if (M == 1)
      tile(1, THIN_SUMS, K, a, packed + n * K, PANEL, panel, c + n, ldc, accumulate);
    else
      tile(2, THIN_SUMS / 2, K, a, packed + n * K, PANEL, panel, c + n, ldc, accumulate);
  return n;
}

// A copy of a block of A whose rows and columns fall on different cache sets.
static ser_left copy_block(ptrdiff_t rows, ptrdiff_t depth, ser_left a, float *to) {
  int by_rows = a.column_stride == 1;
  ptrdiff_t lines = by_rows ? rows : depth, length = by_rows ? depth : rows;
  ptrdiff_t stride = (by_rows ? BLOCK_DEPTH : BLOCK_ROWS) + CHANNEL_UNIT;
  for (ptrdiff_t i = 0; i < lines; i++)
    memcpy(to + i * stride, a.data + i * (by_rows ? a.row_stride : a.column_stride),
           length * sizeof(float));
  return (ser_left){to, by_rows ? stride : 1, by_rows ? 1 : stride};
}

// Goto's order: a block of A that stays in L2 meets each panel of B, which is copied if B is not
// packed.
static void kernel_gemm(ptrdiff_t M, ptrdiff_t N, ptrdiff_t K, ser_left a, const float *b,
                        ptrdiff_t ldb, float *c, ptrdiff_t ldc, int accumulate, float *scratch) {
  if (!ldb && M > 0 && M <= THIN_SUMS / 8 && K <= BLOCK_DEPTH) {
    ptrdiff_t n = thin_product(M, N, K, a, b, c, ldc, accumulate);
    N -= n, b += n * K, c += n;
  }
  float *panel = scratch + GEMM_A_SCRATCH;
  ptrdiff_t blocks = (K + BLOCK_DEPTH - 1) / BLOCK_DEPTH;
  for (ptrdiff_t n = 0, k0 = 0, k1; n < blocks; n++, k0 = k1) {
    k1 = (n + 1) * K / blocks;
    for (ptrdiff_t m0 = 0; m0 < M; m0 += BLOCK_ROWS) {
      ptrdiff_t rows = smaller(BLOCK_ROWS, M - m0);
      ser_left block = left_from(a, m0, k0);
      if (N >= 4 * PANEL && M > 2 * TILE_ROWS && (a.column_stride != 1 || a.row_stride % 1024 == 0))
        block = copy_block(rows, k1 - k0, block, scratch);
      for (ptrdiff_t n0 = 0; n0 < N; n0 += PANEL) {
        ptrdiff_t columns = smaller(PANEL, N - n0);
        for (ptrdiff_t k = k0; ldb && k < k1; k++) {
          memcpy(panel + (k - k0) * PANEL, b + k * ldb + n0, columns * sizeof(float));
          __builtin_prefetch(b + k * ldb + n0 + PANEL);
          __builtin_prefetch(b + k * ldb + n0 + PANEL + 16);
        }
        panel_product_part(rows, columns, k1 - k0, block, ldb ? panel : b + n0 * K + k0 * PANEL,
                           c + m0 * ldc + n0, ldc, accumulate || n > 0);
      }
    }
  }
}
