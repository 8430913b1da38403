// A 4x4 transposition in registers that every machine has: weights are packed once a step.
#pragma once

#include <stddef.h>

typedef float four __attribute__((ext_vector_type(4)));
typedef four four_unaligned __attribute__((aligned(4)));

// to[j * to_stride + i] = from[i * from_stride + j] for i, j < 4.
static inline void transpose_four(const float *from, ptrdiff_t from_stride, float *to,
                                  ptrdiff_t to_stride) {
  four a = *(const four_unaligned *)from, b = *(const four_unaligned *)(from + from_stride);
  four c = *(const four_unaligned *)(from + 2 * from_stride);
  four d = *(const four_unaligned *)(from + 3 * from_stride);
  four ab = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  four cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  four ef = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  four gh = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  *(four_unaligned *)to = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
  *(four_unaligned *)(to + to_stride) = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
  *(four_unaligned *)(to + 2 * to_stride) = __builtin_shufflevector(ef, gh, 0, 1, 4, 5);
  *(four_unaligned *)(to + 3 * to_stride) = __builtin_shufflevector(ef, gh, 2, 3, 6, 7);
}

// to[j * to_stride + i] = from[i * from_stride + j] for i < rows, j < columns. Eight rows at a
// time: far apart as they are, no more of them stay in L1 together.
static inline void transpose(ptrdiff_t rows, ptrdiff_t columns, const float *from,
                             ptrdiff_t from_stride, float *to, ptrdiff_t to_stride) {
  ptrdiff_t whole_rows = rows / 4 * 4, whole_columns = columns / 4 * 4;
  for (ptrdiff_t first = 0; first < whole_rows; first += 8)
    for (ptrdiff_t j = 0; j < whole_columns; j += 4)
      for (ptrdiff_t i = first; i < first + 8 && i < whole_rows; i += 4)
        transpose_four(from + i * from_stride + j, from_stride, to + j * to_stride + i, to_stride);
  for (ptrdiff_t i = 0; i < rows; i++)
    for (ptrdiff_t j = i < whole_rows ? whole_columns : 0; j < columns; j++)
      to[j * to_stride + i] = from[i * from_stride + j];
}
