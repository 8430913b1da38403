// The list of kernels that exist once per instruction set, and the table of one set.
#pragma once

#include "CKernels.h"

#define SER_KERNELS(KERNEL)                                                                        \
  KERNEL(void, gemm,                                                                               \
         (ptrdiff_t M, ptrdiff_t N, ptrdiff_t K, const float *a, ptrdiff_t row_stride,             \
          ptrdiff_t column_stride, const float *packed, float *c, ptrdiff_t ldc, int accumulate,   \
          float *scratch),                                                                         \
         (M, N, K, a, row_stride, column_stride, packed, c, ldc, accumulate, scratch))             \
  KERNEL(void, gemm_rows,                                                                          \
         (ptrdiff_t M, ptrdiff_t N, ptrdiff_t K, const float *a, ptrdiff_t row_stride,             \
          ptrdiff_t column_stride, const float *b, ptrdiff_t ldb, float *c, ptrdiff_t ldc,         \
          int accumulate, float *scratch),                                                         \
         (M, N, K, a, row_stride, column_stride, b, ldb, c, ldc, accumulate, scratch))             \
  KERNEL(void, filter_transform, (ptrdiff_t inputs, ptrdiff_t outputs, const float *w, float *u),  \
         (inputs, outputs, w, u))                                                                  \
  KERNEL(void, filter_gradient, (ptrdiff_t inputs, ptrdiff_t outputs, const float *du, float *dw), \
         (inputs, outputs, du, dw))                                                                \
  KERNEL(void, conv_forward,                                                                       \
         (ser_conv_shape shape, const float *x, const float *u, float *y, const float *centre,     \
          double *sums, float *scratch),                                                           \
         (shape, x, u, y, centre, sums, scratch))                                                  \
  KERNEL(void, conv_backward,                                                                      \
         (ser_conv_shape shape, const float *x, const float *dy, const float *ut, float *dx,       \
          float *du, float *scratch),                                              \
         (shape, x, dy, ut, dx, du, scratch))                                          \
  KERNEL(void, dropout_apply, (ptrdiff_t n, ser_dropout dropout, const float *x, float *y),        \
         (n, dropout, x, y))                                                                       \
  KERNEL(void, block_forward,                                                                      \
         (ser_block_shape shape, const float *y, const float *norm, ser_dropout dropout,           \
          float *out),                                                                             \
         (shape, y, norm, dropout, out))                                                           \
  KERNEL(void, block_reduce,                                                                       \
         (ser_block_shape shape, const float *y, const float *norm, ser_dropout dropout,           \
          const float *out, const float *dout, double *dsums),                                     \
         (shape, y, norm, dropout, out, dout, dsums))                                              \
  KERNEL(void, block_backward,                                                                     \
         (ser_block_shape shape, float *y, const float *norm, ser_dropout dropout,                 \
          const float *out, const float *dout),                                                    \
         (shape, y, norm, dropout, out, dout))                                                     \
  KERNEL(void, block_predict,                                                                      \
         (ser_block_shape shape, ptrdiff_t inputs, const float *x, const float *u,                 \
          const float *norm, float *out, float *scratch),                                          \
         (shape, inputs, x, u, norm, out, scratch))                                                \
  KERNEL(void, first_moments,                                                                      \
         (ptrdiff_t images, ptrdiff_t frames, ptrdiff_t bands, const float *x, double *moments),   \
         (images, frames, bands, x, moments))                                                      \
  KERNEL(void, first_forward,                                                                      \
         (ser_block_shape shape, const float *x, const float *w, const float *norm,                \
          ser_dropout dropout, float *out, uint8_t *winner, float *scratch),                       \
         (shape, x, w, norm, dropout, out, winner, scratch))                                       \
  KERNEL(void, first_backward,                                                                     \
         (ser_block_shape shape, const float *x, ser_dropout dropout, const uint8_t *winner,       \
          const float *dout, double *correlation),                                                 \
         (shape, x, dropout, winner, dout, correlation))                                           \
  KERNEL(void, lstm_forward,                                                                       \
         (ser_lstm_shape shape, float *gates, const float *bias, const float *c_previous,          \
          float *c, float *h),                                                                     \
         (shape, gates, bias, c_previous, c, h))                                                   \
  KERNEL(void, lstm_predict,                                                                       \
         (ser_lstm_shape shape, const float *gates, const float *bias, float *c, float *h),        \
         (shape, gates, bias, c, h))                                                               \
  KERNEL(void, lstm_backward,                                                                      \
         (ser_lstm_shape shape, float *gates, const float *c_previous, const float *c,             \
          const float *dh, float *dc),                                                             \
         (shape, gates, c_previous, c, dh, dc))                                                    \
  KERNEL(void, tanh, (ptrdiff_t n, const float *x, float *y), (n, x, y))                           \
  KERNEL(void, relu, (ptrdiff_t n, const float *x, float *y), (n, x, y))                           \
  KERNEL(void, axpy, (ptrdiff_t n, float a, const float *x, float *y), (n, a, x, y))               \
  KERNEL(double, sum_of_squares, (ptrdiff_t n, const float *x), (n, x))                            \
  KERNEL(void, adam,                                                                               \
         (ptrdiff_t n, ser_adam_options options, const float *g, float *w, float *m, float *v),    \
         (n, options, g, w, m, v))

typedef struct {
#define SER_ENTRY(result, name, parameters, arguments) result(*name) parameters;
  SER_KERNELS(SER_ENTRY)
#undef SER_ENTRY
} ser_table;

extern const ser_table ser_table_baseline;
#if defined(__x86_64__)
extern const ser_table ser_table_avx2, ser_table_avx512;
#endif
