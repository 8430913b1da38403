extension ExampleFile {
  /// A workflow for GitHub Actions, as docs/workflow.example.yml has it.
  static let workflow = ExampleFile(
    name: ".github/workflows/ser-audit.yml", text: workflowText)

  // Two-sided hashes: the text has backslashes of its own.
  private static let workflowText = #"""
    # Audits on pushes to main and on pull requests; the verdict decides whether the job passes.
    #
    # `ser-audit init` writes this file to .github/workflows/ser-audit.yml. In a clone of ser-audit
    # it runs as it is, and audits ser-audit's own network on synthetic speech, which the standard
    # policy fails. In another repository, set the variable SER_AUDIT_REPOSITORY (Settings > Secrets
    # and variables > Actions > Variables) to the OWNER/NAME of the ser-audit that is to be built.
    #
    # A recipe.yaml and a policy.yaml at the top of the repository are used where they are there. Findings
    # become annotations, the job gets a summary, and the report is kept as an artifact; no model and no
    # recording is. Exit codes: 0 passed, 1 failed, 3 undetermined; each but 0 fails the job.
    name: ser-audit

    on:
      push:
        branches: [main]
      pull_request:
      workflow_dispatch:

    permissions:
      contents: read

    # One audit a branch: a newer push ends the one before.
    concurrency:
      group: ser-audit-${{ github.ref }}
      cancel-in-progress: true

    jobs:
      audit:
        runs-on: ubuntu-latest
        container: swift:6.1-bookworm
        timeout-minutes: 180
        defaults:
          run:
            shell: bash
        env:
          # quick, standard or release
          PRESET: quick
          # synthetic needs no recordings. For a corpus of your own, put its folder on the runner, name the
          # corpus here and the folder in SER_AUDIT_DATA.
          CORPUS: synthetic
          # SER_AUDIT_DATA: /data/recordings
          # A model of your own: its command or a file of its answers, what pages call it (the same each
          # time), and what it was trained on or a split (docs/any-model.md of ser-audit). Empty: the
          # network of ser-audit.
          MODEL_COMMAND: ''
          PREDICTIONS: ''
          MODEL_NAME: ''
          TRAINED_ON: ''
          SPLIT: ''
        steps:
          - name: Fetch this repository
            uses: actions/checkout@v4

          - name: Fetch ser-audit
            uses: actions/checkout@v4
            with:
              repository: ${{ vars.SER_AUDIT_REPOSITORY || github.repository }}
              path: .ser-audit

          - name: Take the build of the same sources, where there was one
            uses: actions/cache@v4
            with:
              path: .ser-audit/.build
              key: ser-audit-build-${{ hashFiles('.ser-audit/Package.swift', '.ser-audit/Sources/**') }}
              restore-keys: ser-audit-build-

          - name: Take the ledger of earlier audits
            uses: actions/cache/restore@v4
            with:
              path: |
                ser-audit.sqlite
                ser-audit.sqlite-wal
              key: ser-audit-ledger-${{ github.run_id }}-${{ github.run_attempt }}
              restore-keys: ser-audit-ledger-

          # What MODEL_COMMAND needs, for example:
          # - name: Install the model
          #   run: |
          #     apt-get update && apt-get install -y python3-venv
          #     python3 -m venv model && model/bin/pip install -r requirements.txt

          # Installs the Debian packages that are missing, builds, and audits. The run is held against the
          # latest earlier one that passed, for policies that ask for that: a step back fails again when
          # the job is run again. Until a run has passed, such a rule is a note and does not gate.
          - name: Audit
            run: |
              options=(--preset "$PRESET" --corpus "$CORPUS" --fresh --baseline latest-passed)
              if [ -n "$MODEL_COMMAND" ]; then options+=(--model-command "$MODEL_COMMAND"); fi
              if [ -n "$PREDICTIONS" ]; then options+=(--predictions "$PREDICTIONS"); fi
              if [ -n "$MODEL_NAME" ]; then options+=(--model-name "$MODEL_NAME"); fi
              if [ -n "$TRAINED_ON" ]; then options+=(--trained-on "$TRAINED_ON"); fi
              if [ -n "$SPLIT" ]; then options+=(--split "$SPLIT"); fi
              if [ -f recipe.yaml ]; then options+=(--recipe recipe.yaml); fi
              if [ -f policy.yaml ]; then options+=(--policy policy.yaml); fi
              .ser-audit/scripts/audit "${options[@]}"

          - name: Show how the numbers went
            if: always()
            run: |
              if [ -f ser-audit.sqlite ]; then
                { echo '```'; .ser-audit/.build/release/ser-audit history || true; echo '```'; } \
                  >> "$GITHUB_STEP_SUMMARY"
              fi

          - name: Keep the ledger
            if: always()
            uses: actions/cache/save@v4
            with:
              path: |
                ser-audit.sqlite
                ser-audit.sqlite-wal
              key: ser-audit-ledger-${{ github.run_id }}-${{ github.run_attempt }}

          - name: Keep the report
            if: always()
            uses: actions/upload-artifact@v4
            with:
              name: ser-audit-report
              path: |
                reports/*/report.html
                reports/*/report.md
                reports/*/findings.json
                reports/*/junit.xml
              if-no-files-found: warn

    """#
}
