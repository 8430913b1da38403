/// Metrics that need no more than the counts. Each is `nil` where it has no support: a class that
/// never occurs has no recall, and that is not a recall of 0.
extension ConfusionMatrix {
  /// The share of predictions that are right, `0...1`.
  public var accuracy: Double? {
    total == 0 ? nil : Double(correct) / Double(total)
  }

  /// The share of a true class that was found, `0...1`; `nil` where the class never occurs.
  public func recall(of label: Int) -> Double? {
    let support = support(of: label)
    return support == 0 ? nil : Double(self[label, label]) / Double(support)
  }

  /// The share of the predictions of a class that are right, `0...1`; `nil` where it is never
  /// predicted.
  public func precision(of label: Int) -> Double? {
    let predicted = predictedCount(of: label)
    return predicted == 0 ? nil : Double(self[label, label]) / Double(predicted)
  }

  /// The harmonic mean of precision and recall, `2 TP / (2 TP + FP + FN)`, `0...1`; 0 for a class
  /// that occurs and is never found, `nil` where the class never occurs.
  public func f1(of label: Int) -> Double? {
    let support = support(of: label)
    guard support > 0 else { return nil }
    return 2 * Double(self[label, label]) / Double(support + predictedCount(of: label))
  }

  /// The share of all predictions that name a class, `0...1`.
  public func predictedShare(of label: Int) -> Double? {
    total == 0 ? nil : Double(predictedCount(of: label)) / Double(total)
  }

  /// The mean recall over classes (UAR, balanced accuracy), `0...1`, so that a rare emotion weighs
  /// as much as a common one. Guessing scores `1/K`.
  ///
  /// - Parameter classes: the classes of the corpus; all `K` unless said.
  /// - Returns: `nil` where one of them never occurs.
  /// - Source: Schuller, Steidl & Batliner, INTERSPEECH 2009 Emotion Challenge.
  public func unweightedAverageRecall(over classes: [Int]? = nil) -> Double? {
    mean(over: classes, recall)
  }

  /// The mean precision over classes, `0...1`; `nil` where one of them is never predicted.
  public func unweightedAveragePrecision(over classes: [Int]? = nil) -> Double? {
    mean(over: classes, precision)
  }

  /// The mean F1 over classes, `0...1`; `nil` where one of them never occurs.
  public func macroF1(over classes: [Int]? = nil) -> Double? {
    mean(over: classes, f1)
  }

  /// Matthews' correlation for `K` classes, `-1...1`; 0 for guessing, and `nil` where truth or
  /// predictions hold one class only (0/0).
  ///
  /// - Source: Gorodkin, Computational Biology and Chemistry 28, 2004.
  public var matthewsCorrelation: Double? {
    let n = Double(total)
    var agreement = 0.0
    var truthSquares = 0.0
    var predictedSquares = 0.0
    for label in 0..<classCount {
      let truth = Double(support(of: label))
      let predicted = Double(predictedCount(of: label))
      agreement += truth * predicted
      truthSquares += truth * truth
      predictedSquares += predicted * predicted
    }
    let spread = (n * n - truthSquares) * (n * n - predictedSquares)
    guard spread > 0 else { return nil }
    return (Double(correct) * n - agreement) / spread.squareRoot()
  }

  /// Cohen's kappa: agreement beyond what the shares of truth and predictions give by chance,
  /// at most 1; 0 for guessing. `nil` where chance alone would agree always.
  ///
  /// - Source: Cohen, Educational and Psychological Measurement 20, 1960.
  public var kappa: Double? {
    guard let accuracy else { return nil }
    let n = Double(total)
    var chance = 0.0
    for label in 0..<classCount {
      chance += Double(support(of: label)) / n * Double(predictedCount(of: label)) / n
    }
    return chance < 1 ? (accuracy - chance) / (1 - chance) : nil
  }

  private func mean(over classes: [Int]?, _ metric: (Int) -> Double?) -> Double? {
    let classes = classes ?? Array(0..<classCount)
    var sum = 0.0
    for label in classes {
      guard let value = metric(label) else { return nil }
      sum += value
    }
    return classes.isEmpty ? nil : sum / Double(classes.count)
  }
}
