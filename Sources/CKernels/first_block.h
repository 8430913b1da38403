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
        for (int k = j; k < 9; k++) {
          double product = sum_lanes(products[k]);
          moments[9 + 9 * j + k] += product;
          if (k > j) moments[9 + 9 * k + j] += product;
        }
      }
}

// z at the pixel whose patch starts at x.
INLINE vf first_pixel(const float *x, ptrdiff_t row, const vf *weights, vf offset) {
  UNROLLED for (int k = 0; k < 9; k++) offset += x[tap(k, row)] * weights[k];
  return offset;
}

// One row of windows for LANES channels.
INLINE void first_row(ser_block_shape s, const float *x, const vf *weights, vf offset,
                      const ser_dropout *dropout, ptrdiff_t index, ptrdiff_t left, float *out,
                      uint8_t *winner) {
  ptrdiff_t row = s.bands + 2, C = s.channels;
  for (ptrdiff_t f = 0; f < s.bands / s.pool_bands; f++) {
    vf best = 0;
    vi place = 255;
    for (ptrdiff_t band = 0; band < s.pool_bands; band++)
      for (ptrdiff_t frame = 0; frame < s.pool_frames; frame++) {
        vf z = first_pixel(x + frame * row + f * s.pool_bands + band, row, weights, offset);
        vi better = is_better(z, best);
        best = better ? z : best;
        place = better ? (vi)(int32_t)(band * s.pool_frames + frame) : place;
      }
    best *= dropout_factor(dropout, index + f * C, left);
    store_part(out + f * s.out_band, best, left);
    if (!winner) continue;
    vb byte = __builtin_convertvector(best > 0 ? place : (vi)255, vb);
    memcpy(winner + f * C, &byte, smaller(left, LANES));
  }
}

INLINE void first_forward_windows(const int whole, ser_block_shape s, const float *x,
                                  const float *scaled, ser_dropout dropout, float *out,
                                  uint8_t *winner) {
  ptrdiff_t padded = round_up(s.channels, CHANNEL_UNIT);
  FOR_WINDOW_ROWS(s) for (ptrdiff_t c = 0; c < C; c += LANES) {
    ptrdiff_t left = whole ? LANES : C - c;
    vf weights[9], offset = load(scaled + 9 * padded + c);
    for (int k = 0; k < 9; k++) weights[k] = load(scaled + k * padded + c);
    const float *patch = x + (n * (s.frames + 2) + t * s.pool_frames) * (s.bands + 2);
    first_row(s, patch, weights, offset, &dropout, index + c, left, out + at + c,
              winner ? winner + index + c : 0);
    (void)pixel, (void)frame_stride;
  }
}

static void kernel_first_forward(ser_block_shape shape, const float *x, const float *w,
                                 const float *norm, ser_dropout dropout, float *out,
                                 uint8_t *winner, float *scratch) {
  ptrdiff_t C = shape.channels, padded = round_up(C, CHANNEL_UNIT);
  memset(scratch, 0, 10 * padded * sizeof(float));
  for (ptrdiff_t c = 0; c < C; c++) {
    for (int k = 0; k < 9; k++)
      scratch[k * padded + c] = w[k * C + c] * norm[SER_NORM_SCALE * C + c];
    scratch[9 * padded + c] = norm[SER_NORM_OFFSET * C + c];
  }
  FOR_POOL(shape, first_forward_windows(whole, shape, x, scratch, dropout, out, winner))
}

INLINE void first_backward_windows(const int whole, ser_block_shape s, const float *x,
                                   ser_dropout dropout, const uint8_t *winner, const float *dout,
                                   double *correlation) {
  ptrdiff_t row = s.bands + 2;
  FOR_WINDOW_ROWS(s) for (ptrdiff_t c = 0; c < C; c += LANES) {
    ptrdiff_t left = whole ? LANES : C - c;
    const float *corner = x + (n * (s.frames + 2) + t * s.pool_frames) * row;
    vf sums[9], sum = 0;
    for (int k = 0; k < 9; k++) sums[k] = 0;
    for (ptrdiff_t f = 0; f < pooled_bands; f++) {
      ptrdiff_t i = index + f * C + c;
      vf dz = load_part(dout + at + f * s.out_band + c, left) * kept_factor(&dropout, i, left);
      vb byte = 255;
      memcpy(&byte, winner + i, smaller(left, LANES));
      vi place = __builtin_convertvector(byte, vi);
      for (ptrdiff_t band = 0; band < s.pool_bands; band++)
        for (ptrdiff_t frame = 0; frame < s.pool_frames; frame++) {
          vf here = place == (int32_t)(band * s.pool_frames + frame) ? dz : 0;
          const float *patch = corner + frame * row + f * s.pool_bands + band;
          sum += here;
          UNROLLED for (int k = 0; k < 9; k++) sums[k] += patch[tap(k, row)] * here;
        }
    }
    add_lanes(correlation + c, in_double(sum), left);
    for (int k = 0; k < 9; k++)
      add_lanes(correlation + (k + 1) * C + c, in_double(sums[k]), left);
    (void)pixel, (void)frame_stride;
  }
}

static void kernel_first_backward(ser_block_shape shape, const float *x, ser_dropout dropout,
                                  const uint8_t *winner, const float *dout, double *correlation) {
  FOR_POOL(shape, first_backward_windows(whole, shape, x, dropout, winner, dout, correlation))
}
