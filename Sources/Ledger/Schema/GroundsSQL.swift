/// Adds what the status of a finding rests on as a code, so that nothing has to be read off its
/// words: which number was compared with the limit, why groups could not be compared, and why a
/// pass does not count. Findings of before get theirs from the words of their time, once and here.
let groundsSQL = """
  ALTER TABLE findings ADD COLUMN ground TEXT CHECK (ground <> '');
  UPDATE findings SET ground = CASE
    WHEN instr(message, 'The lower end ') THEN 'lower'
    WHEN instr(message, 'The upper end ') THEN 'upper'
    WHEN instr(message, 'The whole interval ') THEN 'interval'
    WHEN instr(message, 'interval lies across the limit') THEN 'interval'
    WHEN instr(message, 'The value ') THEN 'value'
    END
    WHERE direction NOT NULL;
  UPDATE findings SET ground = CASE
    WHEN instr(message, 'there are not two groups of enough predictions') THEN 'no-value'
    WHEN instr(message, 'no test could be made') THEN 'no-test'
    WHEN instr(message, 'with so few units ') THEN 'too-few-units'
    WHEN instr(message, 'no gap that there can be ') THEN 'nothing-found'
    WHEN instr(message, ' that may go unseen: undetermined') THEN 'unseen'
    END
    WHERE status = 'undetermined' AND check_name GLOB 'fairness-*';
  UPDATE findings SET ground = CASE
    WHEN instr(message, 'the test is LEAKY') THEN 'leaky'
    WHEN instr(message, 'does no better than guessing') THEN 'at-chance'
    WHEN instr(message, 'does worse than guessing') THEN 'below-chance'
    ELSE 'unsure'
    END
    WHERE status = 'undetermined'
      AND (instr(message, 'A vacuous pass, shown apart: ') OR instr(message, ' would pass, but '));
  UPDATE findings SET ground = 'speaker'
    WHERE check_name = 'untested-subgroups' AND instr(message, 'speaker: ');

  """
