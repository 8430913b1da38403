// A block in prediction: convolution, BatchNorm, ReLU and MaxPool2d. A tile of the convolution's
// output is pooled in registers, so that nothing that comes before the pool reaches memory.
#pragma once

// 36 points to 4x4 pixels to the outputs of their windows, at `out` and from there on as `s` says.
INLINE void transform_pooled(const int whole, ser_block_shape s, const float *from, ptrdiff_t plane,
                             vf scale, vf offset, const tile_pixels *p, float *out) {
  vf z[4][4];
  output_pixels(from, plane, z);
  UNROLLED for (int k = 0; k < 16; k++) z[k / 4][k % 4] = z[k / 4][k % 4] * scale + offset;
  for (ptrdiff_t t = 0; t < 4; t += s.pool_frames)
    for (ptrdiff_t f = 0; f < 4; f += s.pool_bands) {
      vf best = 0;
      for (ptrdiff_t k = 0; k < s.pool_frames * s.pool_bands; k++) {
        vf next = z[t + k % s.pool_frames][f + k / s.pool_frames];
        best = is_better(next, best) ? next : best;
      }
      if (whole || (t + s.pool_frames <= p->frames && f + s.pool_bands <= p->bands))
        store_part(out + t / s.pool_frames * s.out_frame + f / s.pool_bands * s.out_band,
                   best, whole ? LANES : p->left);
    }
}

// Pools the tiles first..<end of one panel of channels.
INLINE void pool_tiles(const int whole, ser_block_shape s, ser_conv_shape shape, ptrdiff_t first,
                       ptrdiff_t end, tile_planes m, const float *norm, float *out) {
  FOR_TILES(shape, s.channels, 4, 1, m) {
    norm_vectors n = norm_of(norm + c, s.channels, pixels.left);
    float *to = out + at.image * s.out_image + at.frame / s.pool_frames * s.out_frame +
                at.band / s.pool_bands * s.out_band + c;
    WHOLE_OR_RAGGED(whole && is_whole(&pixels, 4),
                    transform_pooled(whole, s, m.data + point + c, m.plane, n.scale, n.offset,
                                     &pixels, to))
    (void)corner;
  }
}

static void kernel_block_predict(ser_block_shape s, ptrdiff_t inputs, const float *x,
                                 const float *u, const float *norm, float *out, float *scratch) {
  ser_conv_shape shape = {s.images, s.frames, s.bands, inputs, s.channels};
  tile_planes v = planes_at(scratch, inputs), m = planes_at(v.data + POINTS * v.plane, PANEL);
  wanted_pixels none = {0, 0};
  if (4 % s.pool_frames || 4 % s.pool_bands) return;
  FOR_TILE_GROUPS(shape) {
    tiles_of_input(shape, first, end, x, v);
    for (m.begin = 0; m.begin < s.channels; m.begin += PANEL) {
      product_with_filters(end - first, inputs, s.channels, v, u, m, none, none);
      FOR_POOL(s, pool_tiles(whole, s, shape, first, end, m, norm, out))
    }
  }
}
