// What BatchNorm and the filters of the first block need, from the moments m [10][9] of its input
// and the correlation q [10][C] of dz with it; y = sum_k w_k x_k, so sums over y are forms in w.
#include "CKernels.h"

size_t ser_first_scratch(ptrdiff_t outputs) { return 10 * ((outputs + 15) / 16 * 16); }

void ser_first_sums(ptrdiff_t outputs, const float *w, const double *m, double *sums) {
  for (ptrdiff_t c = 0; c < outputs; c++) {
    double sum = 0, squares = 0;
    for (int j = 0; j < 9; j++) {
      double wj = w[j * outputs + c];
      sum += wj * m[j];
      for (int k = 0; k < 9; k++) squares += wj * w[k * outputs + c] * m[9 + 9 * j + k];
    }
    sums[c] = sum;
    sums[outputs + c] = squares;
  }
}

void ser_first_dsums(ptrdiff_t outputs, const float *w, const double *q, const float *norm,
                     double *dsums) {
  for (ptrdiff_t c = 0; c < outputs; c++) {
    double with_y = 0;
    for (int k = 0; k < 9; k++) with_y += w[k * outputs + c] * q[(k + 1) * outputs + c];
    dsums[c] = q[c];
    dsums[outputs + c] = (with_y - norm[SER_NORM_MEAN * outputs + c] * q[c]) *
                         norm[SER_NORM_INVERSE * outputs + c];
  }
}

// dw_k = sum over pixels of (scale dz + slope (y - mean) + shift) x_k.
void ser_first_gradient(ptrdiff_t outputs, const float *w, const double *m, const double *q,
                        const float *norm, float *dw) {
  for (ptrdiff_t c = 0; c < outputs; c++)
    for (int k = 0; k < 9; k++) {
      double with_y = -norm[SER_NORM_MEAN * outputs + c] * m[k];
      for (int j = 0; j < 9; j++) with_y += w[j * outputs + c] * m[9 + 9 * j + k];
      dw[k * outputs + c] = norm[SER_NORM_SCALE * outputs + c] * q[(k + 1) * outputs + c] +
                            norm[SER_NORM_SLOPE * outputs + c] * with_y +
                            norm[SER_NORM_SHIFT * outputs + c] * m[k];
    }
}
