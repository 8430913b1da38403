// Dropout from a counter-based generator: the number of an element decides, so any shard can draw
// it.
#pragma once

// The factors of LANES elements: `index` is the first one's place in the shard, `left` how many
// there are.
INLINE vf dropout_factor(const ser_dropout *dropout, ptrdiff_t index, ptrdiff_t left) {
  if (dropout->mask) return load_part(dropout->mask + index, left);
  if (!dropout->threshold) return 1;
  vw lane;
  for (int i = 0; i < LANES; i++) lane[i] = i;
  vw x = (lane + (uint32_t)(dropout->first_index + (uint32_t)index)) ^ dropout->key0;
  x ^= x >> 16;
  x *= 0x21f0aaadu;
  x += dropout->key1;
  x ^= x >> 15;
  x *= 0xd35a2d97u;
  x ^= x >> 15;
  return x >= dropout->threshold ? (vf)dropout->factor : (vf)0;
}

// The factors of elements that are known to be kept.
INLINE vf kept_factor(const ser_dropout *dropout, ptrdiff_t index, ptrdiff_t left) {
  if (dropout->mask) return load_part(dropout->mask + index, left);
  return dropout->threshold ? dropout->factor : 1;
}

static void kernel_dropout(ptrdiff_t n, ser_dropout dropout, const float *x, float *y) {
  for (ptrdiff_t i = 0; i < n; i += LANES)
    store_part(y + i, load_part(x + i, n - i) * dropout_factor(&dropout, i, n - i), n - i);
}
