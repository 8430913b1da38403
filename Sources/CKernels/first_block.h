// The block on a convolution from one channel: y = w * x is linear in 9 pixels, so it is cheaper to
// compute it anew, or to do without it, than to write it and read it back.
#pragma once

// Patch element k = 3 kT + kF of the pixel at x lies at x[tap(k)]; x points at the patch's corner.
INLINE ptrdiff_t tap(int k, ptrdiff_t row) { return k / 3 * row + k % 3; }

static void kernel_first_moments(ptrdiff_t images, ptrdiff_t frames, ptrdiff_t bands,
                                 const float *x, double *moments) {
  ptrdiff_t row = bands + 2;
  for (ptrdiff_t n = 0; n < images; n++)
    for (ptrdiff_t start = 0; start < frames; start += 16)
      UNROLLED for (int j = 0; j < 9; j++) {
        vf sum = 0, products[9] = {0};
        for (ptrdiff_t t = start; t < smaller(start + 16, frames); t++) {
          const float *patch = x + (n * (frames + 2) + t) * row;
          for (ptrdiff_t f = 0; f < bands; f += LANES) {
            vf a = load_part(patch + tap(j, row) + f, bands - f);
            sum += a;
            UNROLLED for (int k = j; k < 9; k++)
              products[k] += a * load_part(patch + tap(k, row) + f, bands - f);
          }
        }
        moments[j] += sum_lanes(sum);
        for (int k = j; k < 9; k++) moments[9 + 9 * j + k] += sum_lanes(products[k]);
      }
}

INLINE void first_forward_windows(const int whole, ser_block_shape s, const float *x,
                                  const float *w, const float *norm, ser_dropout dropout,
                                  float *out, uint8_t *winner) {
  ptrdiff_t row = s.bands + 2;
  FOR_WINDOW_ROWS(s) FOR_VECTORS {
    const float *corner = x + pixel / C - row - 1;
    norm_vectors n = norm_of(norm + c, C, left);
    vf weights[9];
    for (int k = 0; k < 9; k++) weights[k] = load_part(w + k * C + c, left) * n.scale;
    for (ptrdiff_t f = 0; f < windows; f++) {
      vf best = 0;
      vi place = 255;
      for (ptrdiff_t band = 0; band < s.pool_bands; band++)
        for (ptrdiff_t t = 0; t < s.pool_frames; t++) {
          const float *patch = corner + t * row + f * s.pool_bands + band;
          vf z = n.offset;
          UNROLLED for (int k = 0; k < 9; k++) z += patch[tap(k, row)] * weights[k];
          vi better = is_better(z, best);
          best = better ? z : best;
          place = better ? (vi)(int32_t)(band * s.pool_frames + t) : place;
        }
      ptrdiff_t i = index + f * C + c;
      best *= dropout_factor(&dropout, i, left);
      store_part(out + at + f * s.out_band + c, best, left);
      if (!winner) continue;
      vb byte = __builtin_convertvector(best > 0 ? place : (vi)255, vb);
      memcpy(winner + i, &byte, smaller(left, LANES));
    }
  }
}

static void kernel_first_forward(ser_block_shape shape, const float *x, const float *w,
                                 const float *norm, ser_dropout dropout, float *out,
                                 uint8_t *winner) {
  FOR_POOL(shape, first_forward_windows(whole, shape, x, w, norm, dropout, out, winner))
}

INLINE void first_backward_windows(const int whole, ser_block_shape s, const float *x,
                                   ser_dropout dropout, const uint8_t *winner, const float *dout,
                                   double *correlation) {
  ptrdiff_t row = s.bands + 2;
  FOR_WINDOW_ROWS(s) FOR_VECTORS {
    const float *corner = x + pixel / C - row - 1;
    vf sums[9] = {0}, sum = 0;
    for (ptrdiff_t f = 0; f < windows; f++) {
      ptrdiff_t i = index + f * C + c;
      vf dz = load_part(dout + at + f * s.out_band + c, left) * kept_factor(&dropout, i, left);
      vb byte = 255;
      memcpy(&byte, winner + i, smaller(left, LANES));
      vi place = __builtin_convertvector(byte, vi);
      for (ptrdiff_t band = 0; band < s.pool_bands; band++)
        for (ptrdiff_t t = 0; t < s.pool_frames; t++) {
          vf here = place == (int32_t)(band * s.pool_frames + t) ? dz : 0;
          const float *patch = corner + t * row + f * s.pool_bands + band;
          sum += here;
          UNROLLED for (int k = 0; k < 9; k++) sums[k] += patch[tap(k, row)] * here;
        }
    }
    add_lanes(correlation + c, in_double(sum), left);
    for (int k = 0; k < 9; k++) add_lanes(correlation + (k + 1) * C + c, in_double(sums[k]), left);
  }
}

static void kernel_first_backward(ser_block_shape shape, const float *x, ser_dropout dropout,
                                  const uint8_t *winner, const float *dout, double *correlation) {
  FOR_POOL(shape, first_backward_windows(whole, shape, x, dropout, winner, dout, correlation))
}
