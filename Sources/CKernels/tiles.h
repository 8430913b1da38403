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

// size x size pixels to 36 points, `plane` floats apart: 6x6 of an input, or 4x4 of the gradient of
// an output.
INLINE void transform_pixels(const int size, const int whole, const float *corner,
                             const tile_pixels *p, float *to, ptrdiff_t plane) {
  vf half[6][6], d[6];
  UNROLLED for (int f = 0; f < size; f++) {
    UNROLLED for (int t = 0; t < size; t++) d[t] = read_pixel(whole, corner, p, t, f);
    if (size == 6) input_transform(d, &half[0][f], 6);
    if (size == 4) output_adjoint(d, &half[0][f], 6);
  }
  UNROLLED for (int row = 0; row < 6; row++) {
    if (size == 6) input_transform(half[row], d, 1);
    if (size == 4) output_adjoint(half[row], d, 1);
    UNROLLED for (int k = 0; k < 6; k++, to += plane) store(to, d[k]);
  }
}

APART void input_tile(const float *corner, const tile_pixels *p, float *to, ptrdiff_t plane) {
  WHOLE_OR_RAGGED(is_whole(p, 6), transform_pixels(6, whole, corner, p, to, plane))
}

APART void output_gradient_tile(const float *corner, const tile_pixels *p, float *to,
                                ptrdiff_t plane) {
  WHOLE_OR_RAGGED(is_whole(p, 4), transform_pixels(4, whole, corner, p, to, plane))
}

// 36 points to gradients that are added to 6x6 pixels; those of neighbouring tiles overlap by 2.
INLINE void add_input_gradient(const int whole, const float *from, ptrdiff_t plane, float *corner,
                               const tile_pixels *p) {
  ptrdiff_t left = whole ? LANES : p->left;
  vf half[6][6], d[6];
  UNROLLED for (int f = 0; f < 6; f++) {
    UNROLLED for (int k = 0; k < 6; k++) d[k] = load(from + (6 * k + f) * plane);
    input_adjoint(d, &half[0][f], 6);
  }
  UNROLLED for (int t = 0; t < 6; t++) {
    input_adjoint(half[t], d, 1);
    UNROLLED for (int f = 0; f < 6; f++) {
      float *pixel = corner + t * p->frame_stride + f * p->channels;
      if (whole || (t < p->frames && f < p->bands))
        store_part(pixel, load_part(pixel, left) + d[f], left);
    }
  }
}

APART void input_gradient_tile(const float *from, ptrdiff_t plane, float *corner,
                               const tile_pixels *p) {
  WHOLE_OR_RAGGED(is_whole(p, 6), add_input_gradient(whole, from, plane, corner, p))
}

// 36 points to 4x4 pixels of the output.
INLINE void output_pixels(const float *from, ptrdiff_t plane, vf y[4][4]) {
  vf half[4][6], m[6];
  UNROLLED for (int f = 0; f < 6; f++) {
    UNROLLED for (int k = 0; k < 6; k++) m[k] = load(from + (6 * k + f) * plane);
    output_transform(m, &half[0][f], 6);
  }
  UNROLLED for (int t = 0; t < 4; t++) output_transform(half[t], y[t], 1);
}

// Writes them, and adds to `sums` their sum and squares about `centre`. `streamed`: past the cache.
INLINE void transform_output(const int whole, const int streamed, const float *from,
                             ptrdiff_t plane, float *corner, const tile_pixels *p, vf centre,
                             vf *sums) {
  vf y[4][4];
  output_pixels(from, plane, y);
  UNROLLED for (int t = 0; t < 4; t++)
    UNROLLED for (int f = 0; f < 4; f++) {
      if (!whole && (t >= p->frames || f >= p->bands)) continue;
      float *pixel = corner + t * p->frame_stride + f * p->channels;
      if (streamed)
        __builtin_nontemporal_store(y[t][f], (vf *)pixel);
      else
        store_part(pixel, y[t][f], whole ? LANES : p->left);
      vf d = y[t][f] - centre;
      sums[0] += d;
      sums[1] += d * d;
    }
}

APART void output_tile(const int streamed, const float *from, ptrdiff_t plane, float *corner,
                       const tile_pixels *p, vf centre, float *sums, ptrdiff_t sums_row) {
  vf both[2] = {load(sums), load(sums + sums_row)};
  if (streamed && is_whole(p, 4))
    transform_output(1, 1, from, plane, corner, p, centre, both);
  else
    WHOLE_OR_RAGGED(is_whole(p, 4),
                    transform_output(whole, 0, from, plane, corner, p, centre, both))
  store(sums, both[0]);
  store(sums + sums_row, both[1]);
}

// Calls the body for each tile first..<end and each vector of the planes' channels, with the tile's
// `corner` of size x size pixels (`halo` 1 to skip the halo), its `pixels`, and its `point` in
// planes.
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

// Whether y is better written past the cache: in training (there are sums) it is read again only
// after the whole batch. It pays where a vector is a whole line of the cache.
INLINE int is_streamed(ser_conv_shape s, const float *y, const double *sums) {
  return sums && sizeof(vf) == 64 && s.outputs % LANES == 0 && (size_t)y % sizeof(vf) == 0;
}
