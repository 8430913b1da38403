// A block in prediction: convolution, BatchNorm, ReLU and MaxPool2d. A tile of the convolution's
// output is pooled in registers, so that nothing that comes before the pool reaches memory.
#pragma once

// The windows of one tile: how many are whole, and how far apart their outputs lie.
typedef struct {
  ptrdiff_t frames, bands, frame_stride, band_stride, left;
} tile_windows;

// 36 points to 4x4 pixels to the outputs of their windows.
INLINE void transform_pooled(const int pool_frames, const int pool_bands, const int whole,
                             const float *from, ptrdiff_t plane, vf scale, vf offset, float *out,
                             const tile_windows *w) {
  vf half[4][6], m[6], z[4][4];
#pragma clang loop unroll(full)
  for (int f = 0; f < 6; f++) {
#pragma clang loop unroll(full)
    for (int k = 0; k < 6; k++) m[k] = load(from + (6 * k + f) * plane);
    output_transform(m, &half[0][f], 6);
  }
#pragma clang loop unroll(full)
  for (int t = 0; t < 4; t++) {
    output_transform(half[t], z[t], 1);
#pragma clang loop unroll(full)
    for (int f = 0; f < 4; f++) z[t][f] = z[t][f] * scale + offset;
    if (t % pool_frames != pool_frames - 1) continue;
#pragma clang loop unroll(full)
    for (int f = 0; f < 4; f += pool_bands) {
      vf best = z[t + 1 - pool_frames][f];
#pragma clang loop unroll(full)
      for (int k = 1; k < pool_frames * pool_bands; k++) {
        vf next = z[t + 1 - pool_frames + k % pool_frames][f + k / pool_frames];
        best = is_better(next, best) ? next : best;
      }
      if (whole || (t / pool_frames < w->frames && f / pool_bands < w->bands))
        store_part(out + t / pool_frames * w->frame_stride + f / pool_bands * w->band_stride,
                   maximum(best, 0), whole ? LANES : w->left);
    }
  }
}

// Pools the tiles first..<end of one panel of channels.
INLINE void pool_tiles(const int pool_frames, const int pool_bands, ser_block_shape s,
                       ser_conv_shape shape, ptrdiff_t first, ptrdiff_t end, tile_planes m,
                       const float *norm, float *out) {
  const float *scales = norm + SER_NORM_SCALE * s.channels;
  const float *offsets = norm + SER_NORM_OFFSET * s.channels;
  tile_place at = place_of(shape, first);
  for (ptrdiff_t i = 0; i < end - first; i++, go_on(shape, &at)) {
    tile_windows w = {smaller(4, s.frames - at.frame) / pool_frames,
                      smaller(4, s.bands - at.band) / pool_bands, s.out_frame, s.out_band, 0};
    int full = w.frames == 4 / pool_frames && w.bands == 4 / pool_bands;
    float *to = out + at.image * s.out_image + at.frame / pool_frames * s.out_frame +
                at.band / pool_bands * s.out_band;
    for (ptrdiff_t c = m.begin; c < smaller(m.begin + PANEL, s.channels); c += LANES) {
      w.left = s.channels - c;
      vf scale = load_part(scales + c, w.left), offset = load_part(offsets + c, w.left);
      const float *from = m.data + i * m.row + c - m.begin;
      if (full && w.left >= LANES)
        transform_pooled(pool_frames, pool_bands, 1, from, m.plane, scale, offset, to + c, &w);
      else
        transform_pooled(pool_frames, pool_bands, 0, from, m.plane, scale, offset, to + c, &w);
    }
  }
}

INLINE void pool_panel(ser_block_shape s, ser_conv_shape shape, ptrdiff_t first, ptrdiff_t end,
                       tile_planes m, const float *norm, float *out) {
#define POOL_CASE(frames, bands)                        \
  if (s.pool_frames == frames && s.pool_bands == bands) \
    pool_tiles(frames, bands, s, shape, first, end, m, norm, out);
  POOL_CASE(1, 1) POOL_CASE(1, 2) POOL_CASE(1, 4)
  POOL_CASE(2, 1) POOL_CASE(2, 2) POOL_CASE(2, 4)
  POOL_CASE(4, 1) POOL_CASE(4, 2) POOL_CASE(4, 4)
#undef POOL_CASE
}

static void kernel_block_predict(ser_block_shape s, ptrdiff_t inputs, const float *x,
                                 const float *u, const float *norm, float *out, float *scratch) {
  ser_conv_shape shape = {s.images, s.frames, s.bands, inputs, s.channels};
  tile_planes v = planes_at(scratch, inputs), m = planes_at(v.data + POINTS * v.plane, PANEL);
  wanted_pixels none = {0, 0};
  FOR_TILE_GROUPS(shape) {
    tiles_of_input(shape, first, end, x, v);
    for (m.begin = 0; m.begin < s.channels; m.begin += PANEL) {
      product_with_filters(end - first, inputs, s.channels, v, u, m, none, none);
      pool_panel(s, shape, first, end, m, norm, out);
    }
  }
}
