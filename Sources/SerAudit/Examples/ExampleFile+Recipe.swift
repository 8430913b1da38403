extension ExampleFile {
  /// The recipe with every key, as docs/recipe.example.yaml has it.
  static let recipe = ExampleFile(
    name: "recipe.yaml",
    text: """
      # A recipe: what a training does, except the data and the seed. Every key is shown with its default; a file needs
      # only the keys that differ. Unknown keys are refused.

      features:                    # how a recording becomes a log-mel spectrogram
        sampleRate: 16000          # Hz, 8000 to 16000; recordings at other rates are resampled
        frameLength: 1024          # samples of the Hann window
        fftLength: 1024            # samples of the transform, at least frameLength
        hopLength: 256             # samples from frame to frame
        melBands: 64
        minimumHertz: 50           # lower edge of the lowest band
        maximumHertz: 7600         # upper edge of the highest band; at most half of sampleRate
        melScale: slaney           # slaney or htk
        dynamicRangeDecibels: 80   # floor below the loudest cell; 0 for none
        removesOffset: true        # subtract the mean of the samples
        denoises: false            # spectral gating of stationary noise
        trimDecibels: 40           # leading and trailing frames this far below the loudest are cut; 0 for none
        level: rms                 # what every recording is brought to: rms, peak or none
        normalization: fixed       # alike for all, or over the utterance: global, perBand; or none
        slopes: false              # true: half of the input's bands are slopes over nine frames; needs even melBands
        maximumFrames: 192         # longer utterances are cut, shorter ones padded and masked

      network:                     # the convolutional recurrent network
        channels: [16, 32, 64, 64] # outputs of each Conv2d block (3x3, batch norm, ReLU, max-pool, dropout)
        pooledBands: [2, 2, 2, 2]  # mel bands that each block's pooling joins
        pooledFrames: [2, 1, 1, 1] # frames that each block's pooling joins
        hiddenSize: 64             # units of each direction of both LSTM layers
        attentionSize: 64
        headWidth: 64              # units of the dense layer before the output
        convolutionDropout: 0.1
        recurrentDropout: 0.2      # between and after the LSTM layers
        headDropout: 0.3

      waveformAugmentation:        # copies of training recordings, made once by Rubber Band after the split
        copies: 1                  # changed copies of each training utterance
        pitchSemitones: 2          # largest shift either way
        formantShare: 0            # share of copies whose formants stay while the pitch moves
        tempoChange: 0.12          # tempo within 1 - x ... 1 + x
        roomShare: 0               # share of copies that sound as in a synthetic room
        roomSeconds: 0.6           # longest reverberation time (RT60) of a room; the shortest is 0.1 s
        noiseShare: 0              # share of copies with white or pink noise
        noiseDecibels: 5           # lowest signal-to-noise ratio of those, up to 20 dB above

      spectrogramAugmentation:     # changes drawn anew every epoch, before normalisation
        bandShift: 3               # mel bands either way
        vocalTractChange: 0        # vocal tract length: formants times 1 - x ... 1 + x (0.1 is usual); 0 for none
        tempoChange: 0.15          # tempo within 1 - x ... 1 + x
        tilt: 6                    # dB from the lowest to the highest band, either way
        equalizerDecibels: 0       # gain of each of five points over the bands, dB either way; 0 for none
        gainDecibels: 0            # level as a whole, dB either way; 0 changes none
        noiseFloorDecibels: 30     # loudest noise floor, dB below the loudest cell; 0 for no noise
        maskedBands: 8             # SpecAugment: widest of two masks of bands
        maskedFrames: 0.1          # SpecAugment: longest of two masks, as a share of the frames
        unchangedShare: 0.1        # draws that are left as they are

      optimization:                # AdamW and stopping
        learningRate: 0.002
        batchSize: 32
        epochs: 200                # at most
        steps: 1200                # at most, rounded up to whole epochs; 0 for no limit. The preset quick allows 800
        patience: 0                # epochs without a better dev UAR; 0 trains on to the end and keeps the last epoch
        labelSmoothing: 0.2
        classWeights: none         # balanced: every emotion counts alike in the loss (n / (K n_k)); none: every recording
        mixup: 0                   # mixup with weights from Beta(mixup, mixup); 0 mixes none
        speakerBalance: 1          # 0 hears every recording once an epoch, 1 every speaker equally often
        weightDecay: 0.0001
        clipNorm: 5                # largest norm of all gradients together
        averaging: 0               # weight of the past in a running average of weights; 0 for none

      schedule:                    # the learning rate over epochs
        kind: cosine               # plateau (driven by the dev loss) or cosine
        factor: 0.5                # what a plateau multiplies the rate by
        patience: 3                # epochs without a lower dev loss before a plateau acts
        minimum: 0.00001
        warmUpEpochs: 1            # epochs of rising rate at the beginning

      """)
}
