// BatchNorm, ReLU, MaxPool2d and Dropout in one pass over y, and their two passes backward.
#pragma once

#define ROWS_AHEAD 2

// The greatest z of the window at y, LANES channels of it, and the y that it came from (the first of
// equals in the order band, frame). The window ROWS_AHEAD rows of windows further is fetched meanwhile.
INLINE vf window_maximum(ser_block_shape s, const float *y, ptrdiff_t left, vf scale, vf offset,
                         vf *winner) {
  vf best = 0, best_y = 0;
  ptrdiff_t frame_stride = (s.bands + 2) * s.channels;
  for (ptrdiff_t band = 0; band < s.pool_bands; band++)
    for (ptrdiff_t frame = 0; frame < s.pool_frames; frame++) {
      const float *pixel = y + frame * frame_stride + band * s.channels;
      vf x = load_part(pixel, left), z = x * scale + offset;
      __builtin_prefetch(pixel + ROWS_AHEAD * s.pool_frames * frame_stride);
      vi better = band + frame == 0 ? (vi)-1 : is_better(z, best);
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

// The rows of windows of a shard: y's first pixel of the row lies at `pixel`, its part of out at
// `at`, and its first element has the number `index` in the shard.
#define FOR_WINDOW_ROWS(s)                                                                        \
  ptrdiff_t pooled_frames = s.frames / s.pool_frames, pooled_bands = s.bands / s.pool_bands;      \
  ptrdiff_t C = s.channels, frame_stride = (s.bands + 2) * C, pixel, at, index = 0;               \
  for (ptrdiff_t n = 0; n < s.images; n++)                                                        \
    for (ptrdiff_t t = 0;                                                                         \
         pixel = (n * (s.frames + 2) + t * s.pool_frames + 1) * frame_stride + C,                 \
                   at = n * s.out_image + t * s.out_frame, t < pooled_frames;                     \
         t++, index += pooled_bands * C)

INLINE void forward_windows(const int whole, ser_block_shape s, const float *y, const float *norm,
                            ser_dropout dropout, float *out) {
  FOR_WINDOW_ROWS(s) {
    for (ptrdiff_t f = 0; f < pooled_bands; f++)
      for (ptrdiff_t c = 0; c < C; c += LANES) {
        ptrdiff_t left = whole ? LANES : C - c;
        vf scale = load_part(norm + SER_NORM_SCALE * C + c, left);
        vf offset = load_part(norm + SER_NORM_OFFSET * C + c, left), winner;
        vf z = window_maximum(s, y + pixel + f * s.pool_bands * C + c, left, scale, offset, &winner);
        z = maximum(z, 0) * dropout_factor(&dropout, index + f * C + c, left);
        store_part(out + at + f * s.out_band + c, z, left);
      }
  }
}

INLINE void reduce_windows(const int whole, ser_block_shape s, const float *y, const float *norm,
                           ser_dropout dropout, const float *out, const float *dout,
                           double *dsums) {
  FOR_WINDOW_ROWS(s) for (ptrdiff_t c = 0; c < C; c += LANES) {
    ptrdiff_t left = whole ? LANES : C - c;
    vf scale = load_part(norm + SER_NORM_SCALE * C + c, left);
    vf offset = load_part(norm + SER_NORM_OFFSET * C + c, left);
    vf mean = load_part(norm + SER_NORM_MEAN * C + c, left), sum = 0, product = 0, winner;
    vf inverse = load_part(norm + SER_NORM_INVERSE * C + c, left);
    for (ptrdiff_t f = 0; f < pooled_bands; f++) {
      ptrdiff_t o = at + f * s.out_band + c;
      __builtin_prefetch(out + o + ROWS_AHEAD * s.out_frame);
      __builtin_prefetch(dout + o + ROWS_AHEAD * s.out_frame);
      window_maximum(s, y + pixel + f * s.pool_bands * C + c, left, scale, offset, &winner);
      vf dz = winner_gradient(&dropout, index + f * C + c, out + o, dout + o, left);
      sum += dz, product += dz * (winner - mean);
    }
    add_lanes(dsums + c, in_double(sum), left);
    add_lanes(dsums + C + c, in_double(product * inverse), left);
  }
}

// The same without y, which has long left the cache: z of the winner is out / factor, so
// sum(dz z) = sum(dout out), and xhat = (z - beta) / gamma.
static void reduce_outputs(ser_block_shape s, const float *norm, ser_dropout dropout,
                           const float *out, const float *dout, double *dsums) {
  FOR_WINDOW_ROWS(s) for (ptrdiff_t c = 0; c < C; c += LANES) {
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

// dy at y, from x = y and scale dz: the latter and the part through mean and variance.
INLINE void statistics_gradient(float *y, ptrdiff_t left, vf x, vf scaled_dz, const float *norm,
                                ptrdiff_t C) {
  vf centred = x - load_part(norm + SER_NORM_MEAN * C, left);
  vf rest = centred * load_part(norm + SER_NORM_SLOPE * C, left) +
            load_part(norm + SER_NORM_SHIFT * C, left);
  store_part(y, rest + scaled_dz, left);
}

// dy of a pixel that no window covers.
INLINE void unpooled_gradient(float *y, ptrdiff_t C, const float *norm) {
  for (ptrdiff_t c = 0; c < C; c += LANES)
    statistics_gradient(y + c, C - c, load_part(y + c, C - c), 0, norm + c, C);
}

INLINE void backward_windows(const int whole, ser_block_shape s, float *y, const float *norm,
                             ser_dropout dropout, const float *out, const float *dout) {
  FOR_WINDOW_ROWS(s) {
    for (ptrdiff_t f = 0; f < pooled_bands; f++)
      for (ptrdiff_t c = 0; c < C; c += LANES) {
        ptrdiff_t o = at + f * s.out_band + c, left = whole ? LANES : C - c;
        float *corner = y + pixel + f * s.pool_bands * C + c;
        vf scale = load_part(norm + SER_NORM_SCALE * C + c, left);
        vf offset = load_part(norm + SER_NORM_OFFSET * C + c, left), winner;
        vf best = window_maximum(s, corner, left, scale, offset, &winner);
        vf dz = winner_gradient(&dropout, index + f * C + c, out + o, dout + o, left) * scale;
        for (ptrdiff_t band = 0; band < s.pool_bands; band++)
          for (ptrdiff_t frame = 0; frame < s.pool_frames; frame++) {
            float *p = corner + frame * frame_stride + band * C;
            vf x = load_part(p, left);
            vi won = x * scale + offset == best;
            statistics_gradient(p, left, x, won ? dz : 0, norm + c, C);
            dz = won ? 0 : dz;
          }
      }
    for (ptrdiff_t f = pooled_bands * s.pool_bands; f < s.bands; f++)
      for (ptrdiff_t frame = 0; frame < s.pool_frames; frame++)
        unpooled_gradient(y + pixel + frame * frame_stride + f * C, C, norm);
  }
  for (ptrdiff_t n = 0; n < s.images; n++)
    for (ptrdiff_t t = pooled_frames * s.pool_frames; t < s.frames; t++)
      for (ptrdiff_t f = 0; f < s.bands; f++)
        unpooled_gradient(y + ((n * (s.frames + 2) + t + 1) * (s.bands + 2) + f + 1) * C, C, norm);
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

static void kernel_block_reduce(ser_block_shape shape, const float *y, const float *norm,
                                ser_dropout dropout, const float *out, const float *dout,
                                double *dsums) {
  if (outputs_suffice(shape.channels, norm)) {
    reduce_outputs(shape, norm, dropout, out, dout, dsums);
    return;
  }
  FOR_POOL(shape, reduce_windows(whole, shape, y, norm, dropout, out, dout, dsums))
}

static void kernel_block_backward(ser_block_shape shape, float *y, const float *norm,
                                  ser_dropout dropout, const float *out, const float *dout) {
  FOR_POOL(shape, backward_windows(whole, shape, y, norm, dropout, out, dout))
}
