extension PlanNote {
  /// A line for each thing that notes say, in the order of their first, with the split that it
  /// concerns or the first of several: `Note on speaker-disjoint/fold-1-of-6 and 5 more: ...`.
  package static func lines(_ notes: [PlanNote]) -> [String] {
    var order: [String] = []
    var splits: [String: [String]] = [:]
    for note in notes {
      if splits[note.explanation] == nil { order.append(note.explanation) }
      splits[note.explanation, default: []] += note.split.map { [$0] } ?? []
    }
    return order.map { explanation in
      let own = splits[explanation, default: []]
      let place = own.first.map {
        " on \($0)" + (own.count > 1 ? " and \(own.count - 1) more" : "")
      }
      return "Note\(place ?? ""): \(explanation)"
    }
  }
}
