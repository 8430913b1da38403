// C = A B from register tiles. B lies in panels of PANEL columns, `[N/PANEL][K][PANEL]`.
#pragma once

#include "sizes.h"

// c[rows][vectors * LANES] (+)= a b over K. All of the tile stays in registers: `rows` and
// `vectors` are constants wherever this is inlined.
INLINE void tile(const int rows, const int vectors, ptrdiff_t K, const float *a,
                 ptrdiff_t row_stride, ptrdiff_t k_stride, const float *b, ptrdiff_t ldb, float *c,
                 ptrdiff_t ldc, int accumulate) {
  vf sum[TILE_ROWS][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    sum[i][0] = sum[i][1] = 0;
    if (!accumulate) continue;
    __builtin_prefetch(c + i * ldc);
    if (vectors * LANES > 16) __builtin_prefetch(c + i * ldc + 16);
  }
#pragma clang loop unroll(disable)
  for (ptrdiff_t k = 0; k < K; k++, a += k_stride, b += ldb) {
    vf b0 = load(b), b1 = vectors > 1 ? load(b + LANES) : b0;
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      vf x = (vf)a[i * row_stride];
      sum[i][0] += x * b0;
      if (vectors > 1) sum[i][1] += x * b1;
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++) {
      float *to = c + i * ldc + j * LANES;
      store(to, accumulate ? load(to) + sum[i][j] : sum[i][j]);
    }
}

// The tile for any number of rows up to TILE_ROWS.
INLINE void tile_rows(ptrdiff_t rows, const int vectors, ptrdiff_t K, const float *a,
                      ptrdiff_t row_stride, ptrdiff_t k_stride, const float *b, ptrdiff_t ldb,
                      float *c, ptrdiff_t ldc, int accumulate) {
#define TILE_CASE(R) \
  case R: tile(R, vectors, K, a, row_stride, k_stride, b, ldb, c, ldc, accumulate); break;
  switch (rows) {
    TILE_CASE(1) TILE_CASE(2) TILE_CASE(3) TILE_CASE(4)
#if TILE_ROWS > 4
    TILE_CASE(5) TILE_CASE(6)
#endif
#if TILE_ROWS > 6
    TILE_CASE(7) TILE_CASE(8) TILE_CASE(9) TILE_CASE(10) TILE_CASE(11) TILE_CASE(12)
#endif
  }
#undef TILE_CASE
}

// c[rows][columns] (+)= a b for one panel of b; columns is a multiple of LANES, at most PANEL. Rows
// are shared evenly between tiles, so that no tile is thin.
static void panel_product(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t K, const float *a,
                          ptrdiff_t row_stride, ptrdiff_t k_stride, const float *b, ptrdiff_t ldb,
                          float *c, ptrdiff_t ldc, int accumulate) {
  ptrdiff_t tiles = (rows + TILE_ROWS - 1) / TILE_ROWS;
  for (ptrdiff_t n = 0, i = 0; n < tiles; n++) {
    ptrdiff_t end = (n + 1) * rows / tiles;
    const float *ai = a + i * row_stride;
    ptrdiff_t j = 0;
    for (; j + 2 * LANES <= columns; j += 2 * LANES)
      tile_rows(end - i, 2, K, ai, row_stride, k_stride, b + j, ldb, c + i * ldc + j, ldc,
                accumulate);
    if (j < columns)
      tile_rows(end - i, 1, K, ai, row_stride, k_stride, b + j, ldb, c + i * ldc + j, ldc,
                accumulate);
    i = end;
  }
}

// One panel whose columns may be any number: a ragged end goes through a buffer.
static void panel_product_part(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t K, const float *a,
                               ptrdiff_t row_stride, ptrdiff_t k_stride, const float *b, float *c,
                               ptrdiff_t ldc, int accumulate) {
  if (columns % LANES == 0) {
    panel_product(rows, columns, K, a, row_stride, k_stride, b, PANEL, c, ldc, accumulate);
    return;
  }
  float buffer[TILE_ROWS][PANEL];
  for (ptrdiff_t i = 0; i < rows; i += TILE_ROWS) {
    ptrdiff_t r = smaller(TILE_ROWS, rows - i);
    panel_product(r, round_up(columns, LANES), K, a + i * row_stride, row_stride, k_stride, b,
                  PANEL, buffer[0], PANEL, 0);
    for (ptrdiff_t k = 0; k < r; k++)
      for (ptrdiff_t j = 0; j < columns; j++) {
        float *to = c + (i + k) * ldc + j;
        *to = accumulate ? *to + buffer[k][j] : buffer[k][j];
      }
  }
}

// Sums of a thin tile: so many are needed to keep the multipliers busy, and so many registers there
// are.
#define THIN_SUMS (TILE_ROWS > 6 ? 16 : 8)

// One or two rows by many vectors of neighbouring packed panels: sum by sum the same as `tile`, which
// would mostly wait for its few sums.
INLINE void thin_tile(const int rows, ptrdiff_t K, const float *a, ptrdiff_t row_stride,
                      ptrdiff_t k_stride, const float *b, ptrdiff_t panel_stride, float *c,
                      ptrdiff_t ldc, int accumulate) {
  const int vectors = THIN_SUMS / rows;
  vf sum[THIN_SUMS];
#pragma clang loop unroll(full)
  for (int i = 0; i < THIN_SUMS; i++) sum[i] = 0;
#pragma clang loop unroll(disable)
  for (ptrdiff_t k = 0; k < K; k++, a += k_stride, b += PANEL)
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++) {
      vf x = load(b + j * LANES / PANEL * panel_stride + j * LANES % PANEL);
#pragma clang loop unroll(full)
      for (int i = 0; i < rows; i++) sum[i * vectors + j] += (vf)a[i * row_stride] * x;
    }
#pragma clang loop unroll(full)
  for (int i = 0; i < THIN_SUMS; i++) {
    float *to = c + i / vectors * ldc + i % vectors * LANES;
    store(to, accumulate ? load(to) + sum[i] : sum[i]);
  }
}

// The columns of a product of one or two rows in thin tiles, as many as fill them; returns their
// number.
static ptrdiff_t thin_product(ptrdiff_t M, ptrdiff_t N, ptrdiff_t K, const float *a,
                              ptrdiff_t row_stride, ptrdiff_t k_stride, const float *packed,
                              float *c, ptrdiff_t ldc, int accumulate) {
  ptrdiff_t n = 0, columns = THIN_SUMS / M * LANES;
  for (; columns >= PANEL && n + columns <= N; n += columns)
    if (M == 1)
      thin_tile(1, K, a, row_stride, k_stride, packed + n * K, K * PANEL, c + n, ldc, accumulate);
    else
      thin_tile(2, K, a, row_stride, k_stride, packed + n * K, K * PANEL, c + n, ldc, accumulate);
  return n;
}

// Copies a block of A so that rows and columns fall on different cache sets, keeping contiguous
// what is contiguous, and sets its new strides.
static const float *copy_block(ptrdiff_t rows, ptrdiff_t depth, const float *a,
                               ptrdiff_t *row_stride, ptrdiff_t *k_stride, float *to) {
  ptrdiff_t rs = *row_stride, ks = *k_stride;
  *row_stride = ks == 1 ? BLOCK_DEPTH + CHANNEL_UNIT : 1;
  *k_stride = ks == 1 ? 1 : BLOCK_ROWS + CHANNEL_UNIT;
  if (ks == 1)
    for (ptrdiff_t i = 0; i < rows; i++)
      memcpy(to + i * *row_stride, a + i * rs, depth * sizeof(float));
  else if (rs == 1)
    for (ptrdiff_t k = 0; k < depth; k++)
      memcpy(to + k * *k_stride, a + k * ks, rows * sizeof(float));
  else
    for (ptrdiff_t k = 0; k < depth; k++)
      for (ptrdiff_t i = 0; i < rows; i++) to[k * *k_stride + i] = a[i * rs + k * ks];
  return to;
}

// Goto's order: a block of A that stays in L2 meets each panel of B. B is packed if `ldb` is 0,
// else row-major, and its panels are copied.
INLINE void blocked_product(ptrdiff_t M, ptrdiff_t N, ptrdiff_t K, const float *a,
                            ptrdiff_t row_stride, ptrdiff_t column_stride, const float *b,
                            ptrdiff_t ldb, float *c, ptrdiff_t ldc, int accumulate,
                            float *scratch) {
  float *panel = scratch + GEMM_A_SCRATCH;
  ptrdiff_t blocks = (K + BLOCK_DEPTH - 1) / BLOCK_DEPTH;
  for (ptrdiff_t n = 0, k0 = 0, k1; n < blocks; n++, k0 = k1) {
    k1 = (n + 1) * K / blocks;
    for (ptrdiff_t m0 = 0; m0 < M; m0 += BLOCK_ROWS) {
      ptrdiff_t rows = smaller(BLOCK_ROWS, M - m0), rs = row_stride, ks = column_stride;
      const float *block = a + m0 * rs + k0 * ks;
      if (N >= 4 * PANEL && M > 2 * TILE_ROWS && (ks != 1 || rs % 1024 == 0))
        block = copy_block(rows, k1 - k0, block, &rs, &ks, scratch);
      for (ptrdiff_t n0 = 0; n0 < N; n0 += PANEL) {
        ptrdiff_t columns = smaller(PANEL, N - n0);
        const float *from = b + n0 * K + k0 * PANEL;
        if (ldb) {
          from = panel;
          for (ptrdiff_t k = k0; k < k1; k++) {
            memcpy(panel + (k - k0) * PANEL, b + k * ldb + n0, columns * sizeof(float));
            __builtin_prefetch(b + k * ldb + n0 + PANEL);
            __builtin_prefetch(b + k * ldb + n0 + PANEL + 16);
          }
        }
        panel_product_part(rows, columns, k1 - k0, block, rs, ks, from, c + m0 * ldc + n0, ldc,
                           accumulate || n > 0);
      }
    }
  }
}

static void kernel_gemm(ptrdiff_t M, ptrdiff_t N, ptrdiff_t K, const float *a, ptrdiff_t row_stride,
                        ptrdiff_t column_stride, const float *packed, float *c, ptrdiff_t ldc,
                        int accumulate, float *scratch) {
  if (M <= THIN_SUMS / 8 && K <= BLOCK_DEPTH) {
    ptrdiff_t n = thin_product(M, N, K, a, row_stride, column_stride, packed, c, ldc, accumulate);
    N -= n, packed += n * K, c += n;
  }
  blocked_product(M, N, K, a, row_stride, column_stride, packed, 0, c, ldc, accumulate, scratch);
}

static void kernel_gemm_rows(ptrdiff_t M, ptrdiff_t N, ptrdiff_t K, const float *a,
                             ptrdiff_t row_stride, ptrdiff_t column_stride, const float *b,
                             ptrdiff_t ldb, float *c, ptrdiff_t ldc, int accumulate,
                             float *scratch) {
  blocked_product(M, N, K, a, row_stride, column_stride, b, ldb, c, ldc, accumulate, scratch);
}
