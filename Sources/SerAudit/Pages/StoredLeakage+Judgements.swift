import Corpora
import Foundation
import Ledger

extension StoredLeakage {
  /// The judgement of each test set, in their order.
  ///
  /// - Throws: `DecodingError` where what the ledger has is none.
  func judgements() throws -> [LeakageJudgement] {
    try JSONDecoder().decode([LeakageJudgement].self, from: Data(text.utf8))
  }
}
