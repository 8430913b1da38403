// Tiles of an image: from 6x6 pixels of x or 4x4 of y to 36 points in the Winograd domain and back.
#pragma once

// The tiles of a shard in order: images, then frames, then bands. frame and band are the tile's
// corner.
typedef struct {
  ptrdiff_t image, frame, band;
} tile_place;

INLINE ptrdiff_t tiles_across(ser_conv_shape s) { return (s.bands + 3) / 4; }
INLINE ptrdiff_t tiles_in_image(ser_conv_shape s) { return (s.frames + 3) / 4 * tiles_across(s); }

INLINE tile_place place_of(ser_conv_shape s, ptrdiff_t tile) {
  ptrdiff_t inside = tile % tiles_in_image(s);
  return (tile_place){tile / tiles_in_image(s), inside / tiles_across(s) * 4,
                      inside % tiles_across(s) * 4};
}

INLINE void go_on(ser_conv_shape s, tile_place *at) {
  at->band += 4;
  if (at->band >= s.bands) at->band = 0, at->frame += 4;
  if (at->frame >= s.frames) at->frame = 0, at->image++;
}

// Planes of tiles in the Winograd domain, [36][tiles][row], for the channels from `begin` on; an
// extra unit between planes keeps them from falling on the same cache sets.
typedef struct {
  float *data;
  ptrdiff_t row, plane, begin;
} tile_planes;

INLINE tile_planes planes_at(float *data, ptrdiff_t channels) {
  ptrdiff_t row = round_up(channels, CHANNEL_UNIT);
  return (tile_planes){data, row, WINOGRAD_TILES * row + CHANNEL_UNIT, 0};
}

// The pixels under one tile, a vector of channels of them; only `frames` x `bands` exist.
typedef struct {
  ptrdiff_t frame_stride, channels, frames, bands, left;
} tile_pixels;

INLINE int is_whole(const tile_pixels *p, ptrdiff_t size) {
  return p->frames >= size && p->bands >= size && p->left >= LANES;
}

// Pixel (t, f) of the tile at `corner`; zero where there is none. `whole` is a constant.
INLINE vf read_pixel(const int whole, const float *corner, const tile_pixels *p, int t, int f) {
  const float *pixel = corner + t * p->frame_stride + f * p->channels;
  if (whole) return load(pixel);
  return t < p->frames && f < p->bands ? load_part(pixel, p->left) : (vf)0;
}

// 6x6 pixels to 36 points, `plane` floats apart.
INLINE void transform_input(const int whole, const float *corner, const tile_pixels *p, float *to,
                            ptrdiff_t plane) {
  vf half[6][6], d[6];
  UNROLLED for (int f = 0; f < 6; f++) {
    UNROLLED for (int t = 0; t < 6; t++) d[t] = read_pixel(whole, corner, p, t, f);
    UNROLLED for (int pair = 0; pair < 3; pair++)
      input_pair(pair, d, &half[2 * pair][f], &half[2 * pair + 1][f]);
  }
  UNROLLED for (int row = 0; row < 6; row++)
    UNROLLED for (int k = 0; k < 3; k++, to += 2 * plane) {
      vf even, odd;
      input_pair(k, half[row], &even, &odd);
      store(to, even);
      store(to + plane, odd);
    }
}

APART void input_tile(const float *corner, const tile_pixels *p, float *to, ptrdiff_t plane) {
  WHOLE_OR_RAGGED(is_whole(p, 6), transform_input(whole, corner, p, to, plane))
}

// 36 points to gradients that are added to 6x6 pixels: adjoint to `transform_input`.
INLINE void add_input_gradient(const int whole, const float *from, ptrdiff_t plane, float *corner,
                               const tile_pixels *p) {
  static const int first[3] = {0, 1, 2}, second[3] = {5, 3, 4};
  ptrdiff_t left = whole ? LANES : p->left;
  vf half[6][6], t[6];
  UNROLLED for (int f = 0; f < 6; f++) {
    UNROLLED for (int k = 0; k < 6; k++) t[k] = load(from + (6 * k + f) * plane);
    UNROLLED for (int pair = 0; pair < 3; pair++)
      input_adjoint_pair(pair, t, &half[first[pair]][f], &half[second[pair]][f]);
  }
  UNROLLED for (int frame = 0; frame < 6; frame++)
    UNROLLED for (int k = 0; k < 3; k++) {
      vf a, b;
      input_adjoint_pair(k, half[frame], &a, &b);
      float *to_a = corner + frame * p->frame_stride + first[k] * p->channels;
      float *to_b = corner + frame * p->frame_stride + second[k] * p->channels;
      if (whole || (frame < p->frames && first[k] < p->bands))
        store_part(to_a, load_part(to_a, left) + a, left);
      if (whole || (frame < p->frames && second[k] < p->bands))
        store_part(to_b, load_part(to_b, left) + b, left);
    }
}

APART void input_gradient_tile(const float *from, ptrdiff_t plane, float *corner,
                               const tile_pixels *p) {
  WHOLE_OR_RAGGED(is_whole(p, 6), add_input_gradient(whole, from, plane, corner, p))
}

// 36 points to 4 rows of the output, each still in the Winograd domain along bands.
INLINE void rows_of_output(const float *from, ptrdiff_t plane, vf rows[4][6]) {
  vf m[6];
  UNROLLED for (int f = 0; f < 6; f++) {
    UNROLLED for (int k = 0; k < 6; k++) m[k] = load(from + (6 * k + f) * plane);
    output_transform(m, &rows[0][f], 6);
  }
}

// 36 points to 4x4 pixels, and to `sums`: their sum and squares about `centre`. `streamed`: past
// the cache.
INLINE void transform_output(const int whole, const int streamed, const float *from,
                             ptrdiff_t plane, float *corner, const tile_pixels *p, vf centre,
                             vf *sums) {
  vf half[4][6], y[4];
  rows_of_output(from, plane, half);
  UNROLLED for (int t = 0; t < 4; t++) {
    output_transform(half[t], y, 1);
    UNROLLED for (int f = 0; f < 4; f++) {
      if (!whole && (t >= p->frames || f >= p->bands)) continue;
      float *pixel = corner + t * p->frame_stride + f * p->channels;
      if (streamed)
        __builtin_nontemporal_store(y[f], (vf *)pixel);
      else
        store_part(pixel, y[f], whole ? LANES : p->left);
      vf d = y[f] - centre;
      sums[0] += d;
      sums[1] += d * d;
    }
  }
}

APART void output_tile(const int streamed, const float *from, ptrdiff_t plane, float *corner,
                       const tile_pixels *p, vf centre, float *sums, ptrdiff_t sums_row) {
  vf both[2] = {load(sums), load(sums + sums_row)};
  if (streamed && is_whole(p, 4))
    transform_output(1, 1, from, plane, corner, p, centre, both);
  else
    WHOLE_OR_RAGGED(is_whole(p, 4), transform_output(whole, 0, from, plane, corner, p, centre, both))
  store(sums, both[0]);
  store(sums + sums_row, both[1]);
}

// 4x4 pixels to 36 points: adjoint to `transform_output`.
INLINE void transform_output_gradient(const int whole, const float *corner, const tile_pixels *p,
                                      float *to, ptrdiff_t plane) {
  UNROLLED for (int pair = 0; pair < 3; pair++) {
    vf half[2][4], d[4];
    UNROLLED for (int f = 0; f < 4; f++) {
      UNROLLED for (int t = 0; t < 4; t++) d[t] = read_pixel(whole, corner, p, t, f);
      output_adjoint_pair(pair, d, &half[0][f], &half[1][f]);
    }
    UNROLLED for (int row = 0; row < 2; row++)
      UNROLLED for (int k = 0; k < 3; k++, to += 2 * plane) {
        vf even, odd;
        output_adjoint_pair(k, half[row], &even, &odd);
        store(to, even);
        store(to + plane, odd);
      }
  }
}

APART void output_gradient_tile(const float *corner, const tile_pixels *p, float *to,
                                ptrdiff_t plane) {
  WHOLE_OR_RAGGED(is_whole(p, 4), transform_output_gradient(whole, corner, p, to, plane))
}

// Calls `body` for each tile first..<end and each vector of the planes' channels, with the tile's
// `corner` of size x size pixels (`halo` 1 to skip the halo), its `pixels`, and its `point` in planes.
#define FOR_TILES(s, C, size, halo, planes)                                                    \
  tile_place at = place_of(s, first);                                                          \
  tile_pixels pixels = {(s.bands + 2) * (C), (C), 0, 0, 0};                                    \
  ptrdiff_t channels_end = smaller(C, planes.begin + planes.row);                              \
  for (ptrdiff_t i = 0; i < end - first; i++, go_on(s, &at))                                   \
    for (ptrdiff_t c = planes.begin,                                                           \
                   corner = ((at.image * (s.frames + 2) + at.frame + halo) * (s.bands + 2) +   \
                             at.band + halo) * (C),                                            \
                   point = i * planes.row - planes.begin;                                      \
         pixels.frames = smaller(size, s.frames + 2 - 2 * halo - at.frame),                    \
                   pixels.bands = smaller(size, s.bands + 2 - 2 * halo - at.band),             \
                   pixels.left = (C)-c, c < channels_end;                                      \
         c += LANES)

// Transforms tiles of x (halo included) into v.
static void tiles_of_input(ser_conv_shape s, ptrdiff_t first, ptrdiff_t end, const float *x,
                           tile_planes v) {
  FOR_TILES(s, s.inputs, 6, 0, v) {
    input_tile(x + corner + c, &pixels, v.data + point + c, v.plane);
  }
}

// Adds the gradients dv of tiles to dx; neighbours overlap by 2 pixels.
static void tiles_to_input(ser_conv_shape s, ptrdiff_t first, ptrdiff_t end, tile_planes dv,
                           float *dx) {
  FOR_TILES(s, s.inputs, 6, 0, dv) {
    input_gradient_tile(dv.data + point + c, dv.plane, dx + corner + c, &pixels);
  }
}

// Whether y is better written past the cache: in training (there are sums) it is read again only
// after the whole batch. It pays where a vector is a whole line of the cache.
INLINE int is_streamed(ser_conv_shape s, const float *y, const double *sums) {
  return sums && sizeof(vf) == 64 && s.outputs % LANES == 0 && (size_t)y % sizeof(vf) == 0;
}

// Transforms m back into tiles of y, and adds to the group's sums, two rows `sums_row` apart, about
// `centre`.
static void tiles_to_output(ser_conv_shape s, ptrdiff_t first, ptrdiff_t end, tile_planes m,
                            float *y, int streamed, const float *centre, float *group_sums,
                            ptrdiff_t sums_row) {
  FOR_TILES(s, s.outputs, 4, 1, m) {
    vf mid = centre ? load_part(centre + c, pixels.left) : (vf)0;
    output_tile(streamed, m.data + point + c, m.plane, y + corner + c, &pixels, mid,
                group_sums + c, sums_row);
  }
}

// Transforms tiles of dy into dm.
static void tiles_of_output(ser_conv_shape s, ptrdiff_t first, ptrdiff_t end, const float *dy,
                            tile_planes dm) {
  FOR_TILES(s, s.outputs, 4, 1, dm) {
    output_gradient_tile(dy + corner + c, &pixels, dm.data + point + c, dm.plane);
  }
}
