// BatchNorm's coefficients per channel, from sums to what one pass over the pixels needs.
#include <math.h>

#include "CKernels.h"

static void set_affine(ptrdiff_t C, const float *gamma, const float *beta, float eps, float *norm) {
  for (ptrdiff_t c = 0; c < C; c++) {
    double inverse = 1 / sqrt((double)norm[SER_NORM_VARIANCE * C + c] + eps);
    double scale = gamma[c] * inverse;
    norm[SER_NORM_INVERSE * C + c] = inverse;
    norm[SER_NORM_SCALE * C + c] = scale;
    norm[SER_NORM_OFFSET * C + c] = beta[c] - norm[SER_NORM_MEAN * C + c] * scale;
    norm[SER_NORM_SLOPE * C + c] = norm[SER_NORM_SHIFT * C + c] = 0;
  }
}

void ser_norm_prepare(ptrdiff_t C, double count, const double *sums, const float *centre,
                      const float *gamma, const float *beta, float eps, float *norm) {
  for (ptrdiff_t c = 0; c < C; c++) {
    double offset = sums[c] / count, variance = sums[C + c] / count - offset * offset;
    norm[SER_NORM_MEAN * C + c] = offset + (centre ? centre[c] : 0);
    norm[SER_NORM_VARIANCE * C + c] = variance > 0 ? variance : variance <= 0 ? 0 : NAN;
  }
  set_affine(C, gamma, beta, eps, norm);
}

void ser_norm_fixed(ptrdiff_t C, const float *mean, const float *variance, const float *gamma,
                    const float *beta, float eps, float *norm) {
  for (ptrdiff_t c = 0; c < C; c++) {
    norm[SER_NORM_MEAN * C + c] = mean[c];
    norm[SER_NORM_VARIANCE * C + c] = variance[c];
  }
  set_affine(C, gamma, beta, eps, norm);
}

void ser_norm_gradient(ptrdiff_t C, double count, const double *dsums, float *norm, float *dgamma,
                       float *dbeta) {
  for (ptrdiff_t c = 0; c < C; c++) {
    double scale = norm[SER_NORM_SCALE * C + c];
    dbeta[c] = dsums[c];
    dgamma[c] = dsums[C + c];
    norm[SER_NORM_SLOPE * C + c] = -scale * dsums[C + c] * norm[SER_NORM_INVERSE * C + c] / count;
    norm[SER_NORM_SHIFT * C + c] = -scale * dsums[c] / count;
  }
}
