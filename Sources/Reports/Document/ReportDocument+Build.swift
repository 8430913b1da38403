extension ReportDocument {
  /// Puts a report into words and charts, in the order of a reader who decides: the verdict, what
  /// the numbers say and cannot show, what the verdict rests on, and how they came about.
  init(_ report: AuditReport) {
    title = report.title
    let state = report.run.isComplete ? "" : " · not complete"
    subtitle = "Run \(report.run.id) · preset \(report.run.preset)\(state)"
    verdict = VerdictBlock(report.verdict)
    synthetic = report.isSynthetic ? Self.syntheticBanner : nil
    let sections: [ReportSection?] = [
      .reading(report), .limitations(report), .gate(report), .baselines(report), .ladder(report),
      .speakers(report), .shortcuts(report), .classes(report), .confusions(report),
      .reliability(report), .calibration(report), .conformal(report), .fairness(report),
      .robustness(report), .attention(report), .learning(report), .findings(report),
      .corpora(report), .provenance(report),
    ]
    self.sections = sections.compactMap { $0 }
  }
}
