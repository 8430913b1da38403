// BatchNorm, ReLU, MaxPool2d and Dropout in one pass over y, and their two passes backward.
#pragma once

// The pixels of y under a window, LANES channels of them, in the order band, frame (which settles ties).
// Pixels `ahead` of those in use are fetched meanwhile.
typedef struct {
  ptrdiff_t pool_frames, pool_bands, frame_stride, channels, left, ahead;
} window_shape;

#define ROWS_AHEAD 2

INLINE const float *window_pixel(const float *y, const window_shape *w, ptrdiff_t band,
                                 ptrdiff_t frame) {
  return y + frame * w->frame_stride + band * w->channels;
}

// The greatest z of a window, and the y that it came from (the first of equals).
INLINE vf window_maximum(const float *y, const window_shape *w, vf scale, vf offset, vf *winner) {
  vf best = 0, best_y = 0;
  for (ptrdiff_t band = 0; band < w->pool_bands; band++)
    for (ptrdiff_t frame = 0; frame < w->pool_frames; frame++) {
      const float *pixel = window_pixel(y, w, band, frame);
      vf x = load_part(pixel, w->left), z = x * scale + offset;
      __builtin_prefetch(pixel + w->ahead);
      vi better = band + frame == 0 ? (vi)-1 : z > best;
      best = better ? z : best;
      best_y = better ? x : best_y;
    }
  *winner = best_y;
  return best;
}

// The gradient behind ReLU at the winner: nothing passes where the output is 0.
INLINE vf winner_gradient(const ser_dropout *dropout, ptrdiff_t index, const float *out,
                          const float *dout, ptrdiff_t left) {
  vf factor = dropout->mask ? load_part(dropout->mask + index, left)
                            : (vf)(dropout->threshold ? dropout->factor : 1);
  return load_part(out, left) > 0 ? load_part(dout, left) * factor : (vf)0;
}

// Calls `body` for each row of windows and each vector of channels of it, with y at the row's first window
// pixel, `at` the row's offset in out and `index` its first element's number in the shard.
#define FOR_WINDOW_ROWS(s, y)                                                                    \
  ptrdiff_t pooled_frames = s.frames / s.pool_frames, pooled_bands = s.bands / s.pool_bands;     \
  ptrdiff_t C = s.channels, frame_stride = (s.bands + 2) * C;                                    \
  for (ptrdiff_t n = 0; n < s.images; n++)                                                       \
    for (ptrdiff_t t = 0; t < pooled_frames; t++)                                                \
      for (ptrdiff_t c = 0,                                                                      \
                     pixel = (n * (s.frames + 2) + t * s.pool_frames + 1) * frame_stride + C,    \
                     at = n * s.out_image + t * s.out_frame,                                     \
                     index = (n * pooled_frames + t) * pooled_bands * C;                         \
           c < C; c += LANES)

INLINE void forward_windows(ser_block_shape s, const float *y, const float *norm,
                            ser_dropout dropout, float *out) {
  FOR_WINDOW_ROWS(s, y) {
    vf scale = load_part(norm + SER_NORM_SCALE * C + c, C - c);
    vf offset = load_part(norm + SER_NORM_OFFSET * C + c, C - c), winner;
    window_shape w = {s.pool_frames, s.pool_bands, frame_stride, C, C - c,
                      ROWS_AHEAD * s.pool_frames * frame_stride};
    ptrdiff_t ahead = ROWS_AHEAD * s.out_frame;
    for (ptrdiff_t f = 0; f < pooled_bands; f++) {
      vf z = window_maximum(y + pixel + f * s.pool_bands * C + c, &w, scale, offset, &winner);
      z = maximum(z, 0) * dropout_factor(&dropout, index + f * C + c, C - c);
      store_part(out + at + f * s.out_band + c, z, C - c);
      __builtin_prefetch(out + at + f * s.out_band + c + ahead);
    }
  }
}

INLINE void reduce_windows(ser_block_shape s, const float *y, const float *norm,
                           ser_dropout dropout, const float *out, const float *dout,
                           double *dsums) {
  FOR_WINDOW_ROWS(s, y) {
    vf scale = load_part(norm + SER_NORM_SCALE * C + c, C - c);
    vf offset = load_part(norm + SER_NORM_OFFSET * C + c, C - c);
    vf mean = load_part(norm + SER_NORM_MEAN * C + c, C - c), sum = 0, product = 0, winner;
    vf inverse = load_part(norm + SER_NORM_INVERSE * C + c, C - c);
    window_shape w = {s.pool_frames, s.pool_bands, frame_stride, C, C - c,
                      ROWS_AHEAD * s.pool_frames * frame_stride};
    ptrdiff_t ahead = ROWS_AHEAD * s.out_frame;
    for (ptrdiff_t f = 0; f < pooled_bands; f++) {
      ptrdiff_t o = at + f * s.out_band + c;
      __builtin_prefetch(out + o + ahead);
      __builtin_prefetch(dout + o + ahead);
      window_maximum(y + pixel + f * s.pool_bands * C + c, &w, scale, offset, &winner);
      vf dz = winner_gradient(&dropout, index + f * C + c, out + o, dout + o, C - c);
      sum += dz, product += dz * (winner - mean);
    }
    add_lanes(dsums + c, in_double(sum), C - c);
    add_lanes(dsums + C + c, in_double(product * inverse), C - c);
  }
}

// The same without y, which has long left the cache: z of the winner is out / factor, so
// sum(dz z) = sum(dout out), and xhat = (z - beta) / gamma.
static void reduce_outputs(ser_block_shape s, const float *norm, ser_dropout dropout,
                           const float *out, const float *dout, double *dsums) {
  FOR_WINDOW_ROWS(s, out) {
    vf sum = 0, product = 0;
    for (ptrdiff_t f = 0; f < pooled_bands; f++) {
      ptrdiff_t o = at + f * s.out_band + c;
      sum += winner_gradient(&dropout, index + f * C + c, out + o, dout + o, C - c);
      product += load_part(out + o, C - c) * load_part(dout + o, C - c);
    }
    vd scale = in_double(load_part(norm + SER_NORM_SCALE * C + c, C - c));
    vd beta = in_double(load_part(norm + SER_NORM_OFFSET * C + c, C - c)) +
              in_double(load_part(norm + SER_NORM_MEAN * C + c, C - c)) * scale;
    vf factor = load_part(norm + SER_NORM_INVERSE * C + c, C - c) /
                load_part(norm + SER_NORM_SCALE * C + c, C - c);
    add_lanes(dsums + c, in_double(sum), C - c);
    add_lanes(dsums + C + c, (in_double(product) - beta * in_double(sum)) * in_double(factor),
              C - c);
    (void)pixel, (void)frame_stride;
  }
}

// Whether xhat can be had from z without loss: gamma is not small beside beta.
static int outputs_suffice(ptrdiff_t C, const float *norm) {
  for (ptrdiff_t c = 0; c < C; c++) {
    float scale = norm[SER_NORM_SCALE * C + c], mean = norm[SER_NORM_MEAN * C + c];
    float gamma = fabsf(scale / norm[SER_NORM_INVERSE * C + c]);
    if (!(fabsf(norm[SER_NORM_OFFSET * C + c] + mean * scale) <= 32 * gamma && gamma > 1e-6f))
      return 0;
  }
  return 1;
}

// dy where no gradient dz arrives: the part through mean and variance.
INLINE void statistics_gradient(float *y, ptrdiff_t left, vf slope, vf mean, vf shift) {
  store_part(y, (load_part(y, left) - mean) * slope + shift, left);
}

INLINE void backward_windows(ser_block_shape s, float *y, const float *norm, ser_dropout dropout,
                             const float *out, const float *dout) {
  FOR_WINDOW_ROWS(s, y) {
    vf scale = load_part(norm + SER_NORM_SCALE * C + c, C - c);
    vf offset = load_part(norm + SER_NORM_OFFSET * C + c, C - c), winner;
    vf mean = load_part(norm + SER_NORM_MEAN * C + c, C - c);
    vf slope = load_part(norm + SER_NORM_SLOPE * C + c, C - c);
    vf shift = load_part(norm + SER_NORM_SHIFT * C + c, C - c);
    window_shape w = {s.pool_frames, s.pool_bands, frame_stride, C, C - c,
                      ROWS_AHEAD * s.pool_frames * frame_stride};
    ptrdiff_t ahead = ROWS_AHEAD * s.out_frame;
    for (ptrdiff_t f = 0; f < pooled_bands; f++) {
      ptrdiff_t o = at + f * s.out_band + c;
      __builtin_prefetch(out + o + ahead);
      __builtin_prefetch(dout + o + ahead);
      float *corner = y + pixel + f * s.pool_bands * C + c;
      vf best = window_maximum(corner, &w, scale, offset, &winner);
      vf dz = winner_gradient(&dropout, index + f * C + c, out + o, dout + o, C - c) * scale;
      for (ptrdiff_t band = 0; band < s.pool_bands; band++)
        for (ptrdiff_t frame = 0; frame < s.pool_frames; frame++) {
          float *p = (float *)window_pixel(corner, &w, band, frame);
          vf x = load_part(p, C - c);
          vi won = x * scale + offset == best;
          store_part(p, (x - mean) * slope + shift + (won ? dz : 0), C - c);
          dz = won ? 0 : dz;
        }
    }
    for (ptrdiff_t f = pooled_bands * s.pool_bands; f < s.bands; f++)
      for (ptrdiff_t frame = 0; frame < s.pool_frames; frame++)
        statistics_gradient(y + pixel + frame * frame_stride + f * C + c, C - c, slope, mean,
                            shift);
  }
  for (ptrdiff_t n = 0; n < s.images; n++)
    for (ptrdiff_t t = pooled_frames * s.pool_frames; t < s.frames; t++)
      for (ptrdiff_t f = 0; f < s.bands; f++)
        for (ptrdiff_t c = 0; c < C; c += LANES)
          statistics_gradient(
              y + (n * (s.frames + 2) + t + 1) * frame_stride + (f + 1) * C + c, C - c,
              load_part(norm + SER_NORM_SLOPE * C + c, C - c),
              load_part(norm + SER_NORM_MEAN * C + c, C - c),
              load_part(norm + SER_NORM_SHIFT * C + c, C - c));
}

// The usual windows get loops of their own.
#define FOR_POOL(s, call)                                 \
  if (s.pool_frames == 2 && s.pool_bands == 2) {          \
    s.pool_frames = 2, s.pool_bands = 2;                  \
    call;                                                 \
  } else if (s.pool_frames == 1 && s.pool_bands == 2) {   \
    s.pool_frames = 1, s.pool_bands = 2;                  \
    call;                                                 \
  } else {                                                \
    call;                                                 \
  }

static void kernel_block_forward(ser_block_shape shape, const float *y, const float *norm,
                                 ser_dropout dropout, float *out) {
  FOR_POOL(shape, forward_windows(shape, y, norm, dropout, out))
}

static void kernel_block_reduce(ser_block_shape shape, const float *y, const float *norm,
                                ser_dropout dropout, const float *out, const float *dout,
                                double *dsums) {
  if (outputs_suffice(shape.channels, norm)) {
    reduce_outputs(shape, norm, dropout, out, dout, dsums);
    return;
  }
  FOR_POOL(shape, reduce_windows(shape, y, norm, dropout, out, dout, dsums))
}

static void kernel_block_backward(ser_block_shape shape, float *y, const float *norm,
                                  ser_dropout dropout, const float *out, const float *dout) {
  FOR_POOL(shape, backward_windows(shape, y, norm, dropout, out, dout))
}

static void kernel_norm_sums(ptrdiff_t images, ptrdiff_t frames, ptrdiff_t bands, ptrdiff_t C,
                             const float *x, const float *centre, double *sums) {
  for (ptrdiff_t n = 0; n < images; n++)
    for (ptrdiff_t t = 1; t <= frames; t++)
      for (ptrdiff_t c = 0; c < C; c += LANES) {
        const float *row = x + ((n * (frames + 2) + t) * (bands + 2) + 1) * C + c;
        vf mid = centre ? load_part(centre + c, C - c) : (vf)0, sum = 0, squares = 0;
        for (ptrdiff_t f = 0; f < bands; f++) {
          vf d = load_part(row + f * C, C - c) - mid;
          sum += d, squares += d * d;
        }
        add_lanes(sums + c, in_double(sum), C - c);
        add_lanes(sums + C + c, in_double(squares), C - c);
      }
}
