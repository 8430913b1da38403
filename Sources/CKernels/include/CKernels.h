/// The inner loops of the network that Swift cannot vectorise, in plain C.
///
/// Conventions, for every kernel below:
/// - Each call works on one shard (`images` consecutive images, or `batch` rows) on the calling
///   thread. Nothing is allocated, nothing is global but the instruction set, and the result
///   depends on the arguments and that set alone. Where a kernel *accumulates*, zero the target
///   first and add shards in a fixed order: then results do not depend on the number of threads.
/// - An image is `[T+2][F+2][C]` floats: T frames outermost, F mel bands, C channels innermost,
///   with a halo of one pixel that is zero. Kernels write the interior alone, so a buffer zeroed
///   once keeps its halo. A pointer to images points at the first halo pixel of the shard's first
///   image.
/// - PyTorch calls bands the height and frames the width: its `[N][C][F][T]` is our `[N][T][F][C]`,
///   and its filter `[O][C][3 (F)][3 (T)]` is our `[3 (T)][3 (F)][C][O]`: element (kT, kF) meets
///   the pixel `(t + kT - 1, f + kF - 1)`.
/// - Counts are numbers of elements; sizes of scratch are in floats. Pointers need no alignment,
///   but 64-byte aligned buffers are faster. T, F, C of any size from 1 on are right; multiples of
///   4 (T, F) and of 16 (C) are fast.
/// - What is not a number stays so, through ReLU and pooling too, up to the loss.
/// - Tests hold every kernel against a twin in plain loops (Tests/CKernelTwins) on each instruction
///   set.
#ifndef SER_CKERNELS_H
#define SER_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

// MARK: - Operands

/// Columns of a panel: a packed B `[K][N]` is `[ceil(N / SER_PANEL)][K][SER_PANEL]`, 0 in columns
/// past N. The same on every instruction set, so packed weights outlive a change of it.
enum { SER_PANEL = 32 };

/// The left operand of a product, A `[M][K]`, which may be transposed: element (m, k) lies at
/// `data[m * row_stride + k * column_stride]`, and one of the strides is 1.
typedef struct {
  const float *data;
  ptrdiff_t row_stride, column_stride;
} ser_left;

// MARK: - Shapes and options

/// The shape of one shard of a convolution: x `[images][T+2][F+2][inputs]`,
/// y `[images][T+2][F+2][outputs]`, filters `[3 (T)][3 (F)][inputs][outputs]`.
typedef struct {
  ptrdiff_t images, frames, bands, inputs, outputs;
} ser_conv_shape;

/// Elements of a tile in the Winograd domain, 6x6. Filters there are as many matrices
/// `[inputs][outputs]`, each packed as for `gemm`.
enum { SER_POINTS = 36 };

/// Rows of a `norm` block, `[SER_NORM_ROWS][C]` floats: mean, biased variance,
/// 1/sqrt(variance + eps), scale and offset of `z = scale y + offset`, and slope and shift of
/// `dy = scale dz + slope (y - mean) + shift`.
enum {
  SER_NORM_MEAN = 0, SER_NORM_VARIANCE, SER_NORM_INVERSE, SER_NORM_SCALE, SER_NORM_OFFSET,
  SER_NORM_SLOPE, SER_NORM_SHIFT, SER_NORM_ROWS
};

/// The shape of one shard of a block. Windows do not overlap; frames and bands that fill no window
/// are not pooled (PyTorch's floor), so pooled sizes are `frames / pool_frames` and `bands /
/// pool_bands`. The three strides, in floats, say where `out` and `dout` element (n, t, f, c) lies:
/// `n * out_image + t * out_frame + f * out_band + c`. Into the next convolution: `(T'+2)(F'+2)C,
/// (F'+2)C, C` with `out` at interior pixel (0, 0); into LSTM input `[T'][B][F'*C]`: `F'C, B F'C,
/// C`.
typedef struct {
  ptrdiff_t images, frames, bands, channels, pool_frames, pool_bands;
  ptrdiff_t out_image, out_frame, out_band;
} ser_block_shape;

/// Numbers that `first_moments` gives.
enum { SER_FIRST_MOMENTS = 90 };

/// One time step of one direction over a slab of rows. Gates in PyTorch's order i, f, g, o. Rows of
/// the gates, of h and dh, of c and c_previous, and of dc lie `gates_stride`, `h_stride`,
/// `c_stride`, `dc_stride` floats apart (both directions may stand side by side). Row b is valid
/// where `lengths` is NULL or `step < lengths[b]`. At a padded row, h and c are set to 0, and
/// backward sets its gates' gradient and dc to 0: run from frame 0 up, or from the last frame down,
/// that is what PyTorch does with packed sequences in either direction.
typedef struct {
  ptrdiff_t batch, hidden, gates_stride, h_stride, c_stride, dc_stride;
  const int32_t *lengths;
  ptrdiff_t step;
} ser_lstm_shape;

/// Which elements are dropped. Element number i (uint32, in the whole batch's unpadded order) is
/// kept where hash(i) >= threshold and then multiplied by `factor`; the hash depends on i and the
/// keys alone, so the mask does not depend on shards or threads. Take new keys for each layer and
/// step. With wraparound: `x = i ^ key0; x ^= x >> 16; x *= 0x21f0aaad; x += key1; x ^= x >> 15; x
/// *= 0xd35a2d97; x ^= x >> 15`.
typedef struct {
  /// probability * 2^32; 0 turns dropout off (and `factor` is then not used).
  uint32_t threshold;
  /// 1 / (1 - probability).
  float factor;
  uint32_t key0, key1;
  /// The number of the shard's first element.
  uint32_t first_index;
  /// NULL, or the factors to use instead (0, or 1/(1-p)), in the shard's unpadded order, from its
  /// first element on.
  const float *mask;
} ser_dropout;

/// A step of Adam or AdamW over each element: `d = scale g + decay w`, `m += rest1 (d - m)`, `v =
/// beta2 v + rest2 d^2`, `w = keep w - rate m / (root sqrt(v) + epsilon)`.
typedef struct {
  float scale, decay, rest1, beta2, rest2, keep, rate, root, epsilon;
} ser_adam_scalars;

// MARK: - Kernels

/// The instruction sets that the kernels are built for. Baseline is SSE2 on x86-64, NEON on arm64.
typedef enum { SER_BASELINE = 0, SER_AVX2 = 1, SER_AVX512 = 2 } ser_level;

/// The kernels of one instruction set.
typedef struct {
  ser_level level;

  // Matrix product

  /// C = A B, or C += A B if `accumulate` is not 0; rows of C `[M][N]` lie `ldc` apart. B is packed
  /// if `ldb` is 0, else it is `[K][N]` as it stands, rows `ldb` apart: for a B that is used once,
  /// such as the activations in a weight's gradient dy' x.
  void (*gemm)(ptrdiff_t M, ptrdiff_t N, ptrdiff_t K, ser_left a, const float *b, ptrdiff_t ldb,
               float *c, ptrdiff_t ldc, int accumulate, float *scratch);

  // Convolution 3x3, stride 1, padding 1, no bias (BatchNorm follows and would cancel it)

  /// y = convolution of x, by Winograd F(4x4, 3x3): within about 1e-5 relative of the direct sum.
  /// - centre: `[outputs]` or NULL (zeros): values near the mean of each channel (the running
  ///   mean), about which sums are formed so that nothing cancels.
  /// - sums: `[2][outputs]` doubles or NULL: accumulates sum(y - centre) and sum((y - centre)^2)
  ///   over the interior, for the coefficients. With sums (training) y may be written past the
  ///   cache.
  void (*conv_forward)(ser_conv_shape shape, const float *x, const float *u, float *y,
                       const float *centre, double *sums, float *scratch);

  /// The gradients of `conv_forward`, exactly adjoint to it.
  /// - dy: `[images][T+2][F+2][outputs]`; its halo is not read.
  /// - dx: `[images][T+2][F+2][inputs]` or NULL; interior and halo are written; the halo then holds
  ///   the gradient of the padding, which nobody should use.
  /// - du: laid out as u, or NULL: the filters' gradient in the Winograd domain, written. Add the
  ///   shards' du in order, then go back to the domain of weights once.
  /// - ut: u with every matrix transposed, `[outputs][inputs]`, and packed again.
  /// - x and ut may be NULL where du or dx is NULL.
  void (*conv_backward)(ser_conv_shape shape, const float *x, const float *dy, const float *ut,
                        float *dx, float *du, float *scratch);

  // Block: BatchNorm, ReLU, MaxPool2d, Dropout in one pass

  /// out = dropout(maxpool(relu(scale y + offset))), y `[images][T+2][F+2][C]`.
  void (*block_forward)(ser_block_shape shape, const float *y, const float *norm,
                        ser_dropout dropout, float *out);

  /// The same from x `[images][T+2][F+2][inputs]` and the filters in the Winograd domain, without y
  /// and without dropout; bit for bit what `conv_forward` and `block_forward` give. For windows of
  /// 1, 2 or 4 frames and bands alone; for others nothing is written. Scratch as `conv_forward`.
  void (*block_predict)(ser_block_shape shape, ptrdiff_t inputs, const float *x, const float *u,
                        const float *norm, float *out, float *scratch);

  /// The first pass backward: accumulates dsums `[2][C]`: sum(dz), sum(dz xhat), where dz is the
  /// gradient behind ReLU, not zero at the winner of each window alone (ties: the first band, then
  /// the first frame, as PyTorch). `out` is what forward wrote. Where y is NULL, xhat follows from
  /// `out`: for a gamma that is small beside beta, next to nothing of it is left there.
  void (*block_reduce)(ser_block_shape shape, const float *y, const float *norm,
                       ser_dropout dropout, const float *out, const float *dout, double *dsums);

  /// The second pass backward: overwrites y (interior) with dy = scale dz + slope (y - mean) +
  /// shift. With coefficients of a fixed mean and variance this is the gradient in inference mode.
  void (*block_backward)(ser_block_shape shape, float *y, const float *norm, ser_dropout dropout,
                         const float *out, const float *dout);

  // First block: convolution of one channel and its block, without ever storing y. It is linear in
  // 9 pixels, so all that BatchNorm asks of y follows from the 9 sums and 9x9 products of input
  // pixels (the moments), and dw follows from the correlation of dz with the pixels. y, dy and a
  // second pass backward are not needed. For a gradient in x (saliency) use the kernels above.

  /// Accumulates moments `[10][9]` doubles of x `[images][T+2][F+2]`: row 0 the sums of the pixels
  /// under each filter element, row 1 + j those of their products with element j's, from j on.
  void (*first_moments)(ptrdiff_t images, ptrdiff_t frames, ptrdiff_t bands, const float *x,
                        double *moments);

  /// out = dropout(maxpool(relu(scale conv(x) + offset))), with `shape.channels` outputs.
  /// - winner: `[images][T'][F'][C]` bytes: place `band * pool_frames + frame` of the window's
  ///   winner, or 255 where no gradient passes (inactive or dropped); or NULL (inference). Windows
  ///   hold at most 255.
  void (*first_forward)(ser_block_shape shape, const float *x, const float *w, const float *norm,
                        ser_dropout dropout, float *out, uint8_t *winner);

  /// Accumulates correlation `[10][C]` doubles: row 0 sum(dz), row 1 + 3 kT + kF the sum of dz
  /// times the pixel under filter element (kT, kF).
  void (*first_backward)(ser_block_shape shape, const float *x, ser_dropout dropout,
                         const uint8_t *winner, const float *dout, double *correlation);

  // LSTM cell

  /// gates: in x W_ih' + h_previous W_hh'. Writes c and h.
  /// - bias: `[4H]`, b_ih + b_hh, or NULL; c and c_previous may be equal.
  /// - keep: not 0 where backward will follow, which needs the activated gates: they are written to
  ///   gates. Else gates are only read, and c and h are the same within rounding.
  void (*lstm_forward)(ser_lstm_shape shape, float *gates, const float *bias,
                       const float *c_previous, float *c, float *h, int keep);

  /// gates: in activated, out the gradient before activation (dh_previous = gates W_hh is the
  /// caller's). dh: all of the gradient that arrives at h of this step. dc: in the gradient that
  /// arrives at c from the later step, out the one that goes to c_previous. tanh(c) is computed
  /// anew.
  void (*lstm_backward)(ser_lstm_shape shape, float *gates, const float *c_previous,
                        const float *c, const float *dh, float *dc);

  // Over n elements

  /// y = tanh x: absolute error under 2e-7; x and y may be equal.
  void (*tanh)(ptrdiff_t n, const float *x, float *y);

  /// y += a x.
  void (*axpy)(ptrdiff_t n, float a, const float *x, float *y);

  /// y = x times the mask; x and y may be equal. Its own backward.
  void (*dropout)(ptrdiff_t n, ser_dropout dropout, const float *x, float *y);

  /// Updates weights w, and the moments m and v, from the gradient g.
  void (*adam)(ptrdiff_t n, ser_adam_scalars scalars, const float *g, float *w, float *m, float *v);
} ser_kernel_table;

/// The kernels in force on the calling thread: those of the best instruction set of this machine,
/// if nobody chose another.
const ser_kernel_table *ser_kernels(void);

/// Puts the kernels of `level`, or of the best one below it that the machine can run, in force on
/// the calling thread, and returns that level: for comparing them.
ser_level ser_use_level(ser_level level);

/// Floats of scratch that `gemm` needs, for any sizes.
size_t ser_gemm_scratch(void);

/// Floats of scratch for `conv_forward` and `conv_backward`.
size_t ser_conv_scratch(ptrdiff_t inputs, ptrdiff_t outputs);

#endif
