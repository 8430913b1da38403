// BatchNorm, ReLU, MaxPool2d and Dropout in one pass over y, and their two passes backward.
#pragma once

#define ROWS_AHEAD 2

// LANES channels of a `norm` block.
typedef struct {
  vf mean, inverse, scale, offset, slope, shift;
} norm_vectors;

INLINE norm_vectors norm_of(const float *norm, ptrdiff_t C, ptrdiff_t left) {
  return (norm_vectors){load_part(norm + SER_NORM_MEAN * C, left),
                        load_part(norm + SER_NORM_INVERSE * C, left),
                        load_part(norm + SER_NORM_SCALE * C, left),
                        load_part(norm + SER_NORM_OFFSET * C, left),
                        load_part(norm + SER_NORM_SLOPE * C, left),
                        load_part(norm + SER_NORM_SHIFT * C, left)};
}

// The rows of windows of a shard: y's first pixel of the row lies at `pixel`, its part of out at
// `at`, and its first element has the number `index` in the shard.
#define FOR_WINDOW_ROWS(s)                                                              \
  const ptrdiff_t C = s.channels, stride = (s.bands + 2) * C;                           \
  ptrdiff_t windows = s.bands / s.pool_bands, pixel, at, index = 0;                     \
  for (ptrdiff_t image = 0; image < s.images; image++)                                  \
    for (ptrdiff_t frame = 0;                                                           \
         pixel = (image * (s.frames + 2) + frame * s.pool_frames + 1) * stride + C,     \
                   at = image * s.out_image + frame * s.out_frame,                      \
                   frame < s.frames / s.pool_frames;                                    \
         frame++, index += windows * C)
#define FOR_VECTORS for (ptrdiff_t c = 0, left; left = whole ? LANES : C - c, c < C; c += LANES)

// ReLU of the greatest z of the window at y, LANES channels of it, and the y that it came from (the
// first of equals in the order band, frame; 0 where no z passes). The window ROWS_AHEAD rows of
// windows further is fetched meanwhile.
INLINE vf window_maximum(ser_block_shape s, const float *y, ptrdiff_t left,
                         const norm_vectors *norm, vf *winner) {
  vf best = 0, best_y = 0;
  ptrdiff_t frame_stride = (s.bands + 2) * s.channels;
  for (ptrdiff_t band = 0; band < s.pool_bands; band++)
    for (ptrdiff_t frame = 0; frame < s.pool_frames; frame++) {
      const float *pixel = y + frame * frame_stride + band * s.channels;
      vf x = load_part(pixel, left), z = x * norm->scale + norm->offset;
      __builtin_prefetch(pixel + ROWS_AHEAD * s.pool_frames * frame_stride);
      vi better = is_better(z, best);
      best = better ? z : best;
      best_y = better ? x : best_y;
    }
  *winner = best_y;
  return best;
}

// The gradient behind ReLU at the winner: nothing passes where the output is 0.
INLINE vf winner_gradient(const ser_dropout *dropout, ptrdiff_t index, const float *out,
                          const float *dout, ptrdiff_t left) {
  vf gradient = load_part(dout, left) * kept_factor(dropout, index, left);
  return load_part(out, left) > 0 ? gradient : (vf)0;
}

INLINE void forward_windows(const int whole, ser_block_shape s, const float *y, const float *norm,
                            ser_dropout dropout, float *out) {
  FOR_WINDOW_ROWS(s) for (ptrdiff_t f = 0; f < windows; f++) FOR_VECTORS {
    norm_vectors n = norm_of(norm + c, C, left);
    vf winner, z = window_maximum(s, y + pixel + f * s.pool_bands * C + c, left, &n, &winner);
    z *= dropout_factor(&dropout, index + f * C + c, left);
    store_part(out + at + f * s.out_band + c, z, left);
  }
}

// Without y, which may have left the cache long ago, the same follows from out: z of the winner is
// out / factor, so sum(dz z) = sum(dout out), and xhat = (z - beta) / gamma.
static void kernel_block_reduce(ser_block_shape s, const float *y, const float *norm,
                                ser_dropout dropout, const float *out, const float *dout,
                                double *dsums) {
  const int whole = 0;
  FOR_WINDOW_ROWS(s) FOR_VECTORS {
    norm_vectors n = norm_of(norm + c, C, left);
    vf sum = 0, product = 0, winner;
    for (ptrdiff_t f = 0; f < windows; f++) {
      ptrdiff_t o = at + f * s.out_band + c;
      vf dz = winner_gradient(&dropout, index + f * C + c, out + o, dout + o, left);
      sum += dz;
      if (y) {
        window_maximum(s, y + pixel + f * s.pool_bands * C + c, left, &n, &winner);
        product += dz * (winner - n.mean);
      } else {
        product += load_part(out + o, left) * load_part(dout + o, left);
      }
    }
    vd beta = in_double(n.offset) + in_double(n.mean) * in_double(n.scale);
    vd centred = in_double(product) - beta * in_double(sum);
    vd xhat = y ? in_double(product * n.inverse) : centred * in_double(n.inverse / n.scale);
    add_lanes(dsums + c, in_double(sum), left);
    add_lanes(dsums + C + c, xhat, left);
  }
}

// The part of dy through mean and variance, for x = y.
INLINE vf statistics_gradient(vf x, const norm_vectors *norm) {
  return (x - norm->mean) * norm->slope + norm->shift;
}

INLINE void backward_windows(const int whole, ser_block_shape s, float *y, const float *norm,
                             ser_dropout dropout, const float *out, const float *dout) {
  FOR_WINDOW_ROWS(s) for (ptrdiff_t f = 0; f < windows; f++) FOR_VECTORS {
    ptrdiff_t o = at + f * s.out_band + c;
    float *window = y + pixel + f * s.pool_bands * C + c;
    norm_vectors n = norm_of(norm + c, C, left);
    vf winner, best = window_maximum(s, window, left, &n, &winner);
    vf dz = winner_gradient(&dropout, index + f * C + c, out + o, dout + o, left) * n.scale;
    for (ptrdiff_t band = 0; band < s.pool_bands; band++)
      for (ptrdiff_t t = 0; t < s.pool_frames; t++) {
        float *p = window + t * stride + band * C;
        vf x = load_part(p, left);
        vi won = x * n.scale + n.offset == best;
        store_part(p, statistics_gradient(x, &n) + (won ? dz : 0), left);
        dz = won ? 0 : dz;
      }
  }
  // Pixels that no window covers.
  for (ptrdiff_t i = 0; i < s.images * s.frames; i++) {
    int has_windows = i % s.frames < s.frames / s.pool_frames * s.pool_frames;
    for (ptrdiff_t f = has_windows ? windows * s.pool_bands : 0; f < s.bands; f++) FOR_VECTORS {
      norm_vectors n = norm_of(norm + c, C, left);
      float *p = y + (i + i / s.frames * 2 + 1) * stride + (f + 1) * C + c;
      store_part(p, statistics_gradient(load_part(p, left), &n), left);
    }
  }
}

// The usual windows get loops of their own, with constant sizes.
#define WITH_POOL(s, frames, call)                \
  {                                               \
    const int whole = 1;                          \
    s.pool_frames = frames, s.pool_bands = 2;     \
    call;                                         \
  }
#define FOR_POOL(s, call)                                                \
  const int usual = s.pool_bands == 2 && s.channels % LANES == 0;        \
  if (usual && s.pool_frames == 2) WITH_POOL(s, 2, call)                 \
  else if (usual && s.pool_frames == 1) WITH_POOL(s, 1, call)            \
  else WHOLE_OR_RAGGED(0, call)

static void kernel_block_forward(ser_block_shape shape, const float *y, const float *norm,
                                 ser_dropout dropout, float *out) {
  FOR_POOL(shape, forward_windows(whole, shape, y, norm, dropout, out))
}

static void kernel_block_backward(ser_block_shape shape, float *y, const float *norm,
                                  ser_dropout dropout, const float *out, const float *dout) {
  FOR_POOL(shape, backward_windows(whole, shape, y, norm, dropout, out, dout))
}
