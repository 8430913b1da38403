// Twins in plain loops: dropout and the block of BatchNorm, ReLU, pooling and dropout.
#include "CKernelTwins.h"

static float dropout_factor(const ser_dropout *d, ptrdiff_t index) {
  if (d->mask) return d->mask[index];
  if (!d->threshold) return 1;
  uint32_t x = (d->first_index + (uint32_t)index) ^ d->key0;
  x ^= x >> 16;
  x *= 0x21f0aaadu;
  x += d->key1;
  x ^= x >> 15;
  x *= 0xd35a2d97u;
  x ^= x >> 15;
  return x >= d->threshold ? d->factor : 0;
}

void ser_dropout_apply_scalar(ptrdiff_t n, ser_dropout dropout, const float *x, float *y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = x[i] * dropout_factor(&dropout, i);
}

// One output element: the winner's offset in y and its z.
static ptrdiff_t find_winner(ser_block_shape s, const float *y, const float *norm, ptrdiff_t n,
                             ptrdiff_t t, ptrdiff_t f, ptrdiff_t c, float *z) {
  ptrdiff_t C = s.channels, winner = -1;
  for (ptrdiff_t band = f * s.pool_bands; band < (f + 1) * s.pool_bands; band++)
    for (ptrdiff_t frame = t * s.pool_frames; frame < (t + 1) * s.pool_frames; frame++) {
      ptrdiff_t i = ((n * (s.frames + 2) + frame + 1) * (s.bands + 2) + band + 1) * C + c;
      float value = norm[SER_NORM_SCALE * C + c] * y[i] + norm[SER_NORM_OFFSET * C + c];
      if (winner < 0 || value > *z || value != value) winner = i, *z = value;
    }
  return winner;
}

#define FOR_OUTPUTS(s)                                                                \
  for (ptrdiff_t n = 0, index = 0; n < s.images; n++)                                 \
    for (ptrdiff_t t = 0; t < s.frames / s.pool_frames; t++)                          \
      for (ptrdiff_t f = 0; f < s.bands / s.pool_bands; f++)                          \
        for (ptrdiff_t c = 0, at = n * s.out_image + t * s.out_frame + f * s.out_band; \
             c < s.channels; c++, index++)

void ser_block_forward_scalar(ser_block_shape s, const float *y, const float *norm,
                              ser_dropout dropout, float *out) {
  FOR_OUTPUTS(s) {
    float z = 0;
    find_winner(s, y, norm, n, t, f, c, &z);
    out[at + c] = (z < 0 ? 0 : z) * dropout_factor(&dropout, index);
  }
}

void ser_block_backward_scalar(ser_block_shape s, const float *y, const float *norm,
                               ser_dropout dropout, const float *out, const float *dout,
                               double *dsums, float *dz) {
  ptrdiff_t C = s.channels, image = (s.frames + 2) * (s.bands + 2) * C;
  for (ptrdiff_t i = 0; i < s.images * image; i++) dz[i] = 0;
  FOR_OUTPUTS(s) {
    float z = 0;
    ptrdiff_t winner = find_winner(s, y, norm, n, t, f, c, &z);
    float d = out[at + c] > 0 ? dout[at + c] * dropout_factor(&dropout, index) : 0;
    dz[winner] = d;
    dsums[c] += d;
    dsums[C + c] += (double)d * (y[winner] - norm[SER_NORM_MEAN * C + c]) *
                    norm[SER_NORM_INVERSE * C + c];
  }
}
