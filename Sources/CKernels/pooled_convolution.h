// A block in prediction: convolution, BatchNorm, ReLU and MaxPool2d. A tile of the convolution's
// output is pooled in registers, so that nothing that comes before the pool reaches memory.
#pragma once

// 36 points to 4x4 pixels to the outputs of their windows, at `out` and from there on as `s` says.
INLINE void transform_pooled(const int pool_frames, const int pool_bands, const int whole,
                             const float *from, ptrdiff_t plane, vf scale, vf offset,
                             const ser_block_shape *s, const tile_pixels *p, float *out) {
  vf half[4][6], z[4][4];
  rows_of_output(from, plane, half);
  UNROLLED for (int t = 0; t < 4; t++) {
    output_transform(half[t], z[t], 1);
    UNROLLED for (int f = 0; f < 4; f++) z[t][f] = z[t][f] * scale + offset;
    if (t % pool_frames != pool_frames - 1) continue;
    UNROLLED for (int f = 0; f < 4; f += pool_bands) {
      vf best = z[t + 1 - pool_frames][f];
      UNROLLED for (int k = 1; k < pool_frames * pool_bands; k++) {
        vf next = z[t + 1 - pool_frames + k % pool_frames][f + k / pool_frames];
        best = is_better(next, best) ? next : best;
      }
      if (whole || (t < p->frames && f + pool_bands <= p->bands))
        store_part(out + t / pool_frames * s->out_frame + f / pool_bands * s->out_band,
                   maximum(best, 0), whole ? LANES : p->left);
    }
  }
}

// Pools the tiles first..<end of one panel of channels.
INLINE void pool_tiles(const int pool_frames, const int pool_bands, ser_block_shape s,
                       ser_conv_shape shape, ptrdiff_t first, ptrdiff_t end, tile_planes m,
                       const float *norm, float *out) {
  FOR_TILES(shape, s.channels, 4, 1, m) {
    vf scale = load_part(norm + SER_NORM_SCALE * s.channels + c, pixels.left);
    vf offset = load_part(norm + SER_NORM_OFFSET * s.channels + c, pixels.left);
    float *to = out + at.image * s.out_image + at.frame / pool_frames * s.out_frame +
                at.band / pool_bands * s.out_band + c;
    WHOLE_OR_RAGGED(is_whole(&pixels, 4),
                    transform_pooled(pool_frames, pool_bands, whole, m.data + point + c, m.plane,
                                     scale, offset, &s, &pixels, to))
    (void)corner;
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
