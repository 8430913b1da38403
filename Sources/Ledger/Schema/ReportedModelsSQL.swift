/// Adds two columns at the end of the view of reported metrics: what the run's model is called, and
/// whether its training was declared by names, which nothing verified. Columns of before stay where
/// they are.
let reportedModelsSQL = """
  DROP VIEW reported_metrics;
  CREATE VIEW reported_metrics(
    run, protocol, trained_on, tested_on, speaker, class, attribute, subgroup, perturbation,
    severity, metric, value, lower, upper, level, n, leaky, model, declared) AS
    SELECT n.run, n.protocol, n.trained_on, n.tested_on, n.speaker, n.emotion, n.attribute,
      n.subgroup, n.perturbation, n.severity, n.metric, n.value, n.lower, n.upper, n.level, n.n,
      n.leaky, ifnull(r.provenance ->> '$.facts.Model', 'crnn'),
      r.provenance ->> '$.facts."Trained on"' NOT NULL
        AND r.provenance ->> '$.facts."Trained on"' <> 'unknown: nobody says'
        AND r.provenance ->> '$.facts.Splits' IS NULL
    FROM metrics n JOIN runs r ON r.id = n.run;

  """
