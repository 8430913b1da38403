import Findings
import Metrics

extension Policy {
  /// The default policy, as values; `standardText` says the same as a file.
  public static let standard = Policy(
    name: "standard",
    rules: [
      .limit(
        LimitRule(
          name: "per-speaker-accuracy", metric: RuleMetric(.accuracy), per: .speaker,
          direction: .atLeast,
          limit: .number(0.60), decidedOn: .lower,
          reason: "Below this, more than two in five answers about an unheard speaker are wrong."
        )),
      .limit(
        LimitRule(
          name: "no-class-collapse", metric: RuleMetric(.recall), per: .speakerEmotion,
          direction: .atLeast,
          limit: .chance, decidedOn: .upper,
          reason: "A class whose recall is credibly below guessing does worse than chance would.")),
      .limit(
        LimitRule(
          name: "per-speaker-calibration", metric: RuleMetric(.ece), per: .speaker,
          direction: .atMost,
          limit: .number(0.15), decidedOn: .value,
          reason: "A stated confidence further off than this misleads whoever acts on it.")),
      .noLeakyEvidence(LeakageCheck(name: "no-leaky-evidence")),
    ])

  /// The default policy as a commented file; the same text as `docs/policy.example.yaml`.
  public static let standardText = """
    # What a model must show before it may be released. Give this file to `ser-audit gate --policy`.
    #
    # Only rungs of the ladder without shared speakers may gate: speaker-disjoint,
    # speaker-word-disjoint and cross-corpus. Numbers from splits that leak are never evidence.
    # The verdict is failed if any rule fails; otherwise undetermined if any rule cannot be judged, or
    # if a part of a tested set is not answered and no rule here is about answered-share; otherwise
    # passed. Rules of importance note do not count in this, nor does one of them about answered-share.

    format: 1          # the version of this format
    name: standard     # what the verdict calls the policy; with other rules than these it says
                       # "standard (changed)", so give a policy of yours a name of its own

    rules:
      # Each rule has these keys:
      #   name         kebab case; findings bear it
      #   metric       accuracy uar macro-f1 mcc kappa top2-accuracy nll brier ece mce
      #                ece-equal-mass ece-debiased ece-classwise auc aurc, or of one class: recall
      #                precision f1 predicted-share; or any other name that the ledger's view
      #                reported_metrics has: skill-retention, inflation-uar, uar-over-probe,
      #                coverage, set-size, uar-difference, equal-opportunity-max ...
      #   per          overall, speaker, class, speaker-class, or subgroup (with `attribute: NAME`;
      #                of a number beyond the named metrics, rows of single classes too). A rule
      #                about what no audit gives of its number is refused:
      #                  accuracy to aurc             overall, speaker, subgroup
      #                  recall to predicted-share    class, speaker-class, subgroup
      #                  skill-retention              overall, with a perturbation
      #                  answered-share, inflation-   overall
      #                  uar-over-probe               overall or speaker, with attribute: probe
      #                  uar-over-baseline            overall or speaker, with attribute: baseline
      #                  coverage, set-size           all but speaker-class, with attribute: conformal
      #                  -difference, -ratio, -worst  subgroup, with the attribute compared (sex ...)
      #   at-least     or at-most: the limit, which itself passes; a number, or `chance` (what
      #                guessing scores)
      #   decided-on   value; lower or upper (that end of the interval); interval (undetermined where
      #                it lies across the limit). Where there is no interval, none of the last three
      #                passes: a value that misses the limit fails by lower with at-least and by upper
      #                with at-most, as that end could only be worse, and by any of them where the
      #                model gives one answer to everything; all else is undetermined.
      #                accuracy and recall that are not shown to be on the passing side, of so
      #                few that no model could be shown to miss, are undetermined by upper, too
      #   reason       why the limit stands where it does
      # and may have these:
      #   speaker      with `per: speaker` or speaker-class: one name, or a list of names, in every
      #                seed; a name that no number has is undetermined; every speaker if not given
      #   protocols    rungs that must be there, as a list; every honest rung that is there if not
      #                given
      #   attribute    sex, age-band, speaker, probe, conformal ..., and subgroup, one of its
      #                values; each of them if not given
      #   perturbation its name, and severity, 1 to 5; clean audio if not given. The presets quick and
      #                standard measure white-noise, gain-up, gain-down and low-pass, release these and
      #                pink-noise, high-pass, clipping, mu-law, telephone and reverb; a rule on another
      #                one can never be decided. Or transductive, of severity 1: clean audio, and a
      #                model that was told what the speaker sounds like
      #   least-count  the fewest predictions that are enough for an answer
      #   importance   critical (if not given) and warning, which gate alike; or note, which is
      #                shown and does not gate
      #
      # Each seed is judged by itself, and every one must pass. The mean over seeds (of accuracy
      # and uar) is `per: subgroup` with `attribute: seeds`, the models as one
      # `attribute: ensemble`. Gaps, and groups by sex, age-band, duration and the like, are
      # measured for the first seed alone.

      - name: per-speaker-accuracy
        metric: accuracy
        per: speaker
        at-least: 0.60
        decided-on: lower
        reason: Below this, more than two in five answers about an unheard speaker are wrong.

      - name: no-class-collapse
        metric: recall
        per: speaker-class
        at-least: chance
        decided-on: upper
        reason: A class whose recall is credibly below guessing does worse than chance would.

      - name: per-speaker-calibration
        metric: ece
        per: speaker
        at-most: 0.15
        decided-on: value
        reason: A stated confidence further off than this misleads whoever acts on it.

      # A number of an honest rung whose split leaks all the same fails the policy.
      - name: no-leaky-evidence
        forbid: leaky-evidence
        reason: A number from a split that leaks says nothing about new speakers.

      # A policy may also forbid a model that is no better than the strongest shortcut probe:
      #   - name: shortcut-floor
      #     forbid: no-better-than-probe
      #     reason: What a probe scores, a model may owe to the same shortcut.

      # or numbers that rest on what somebody declares of training (--trained-on), unverified:
      #   - name: no-declared-training
      #     forbid: declared-training   # a split file (--split) passes: its rows are compared
      #     reason: Whoever declares it may not know it.

      # or one that is worse than that of an earlier run (`--baseline RUN`, or `--baseline
      # latest-passed`, with which the rule is a note until a run has passed), paired by utterance:
      # the worse end of the interval of the difference must lie in the margin.
      #   - name: no-step-back
      #     require: not-worse-than-baseline
      #     metric: accuracy      # or uar macro-f1 mcc kappa top2-accuracy nll brier ece
      #     per: speaker          # or overall
      #     margin: 0.02          # if not given
      #     reason: A smaller step back than this is what another seed does.

    """
}
