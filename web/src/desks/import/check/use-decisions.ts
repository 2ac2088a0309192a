import { useState } from 'preact/hooks';
import type { ReadRow } from '../read/workbook-rows.ts';
import { applyDecisions, markLeftOut } from '../repeats/decisions.ts';
import { type DuplicateAnswers, sameWomenOf } from '../repeats/duplicates-rules.ts';
import type { KeptImports } from '../send/kept-imports.ts';
import type { Decisions } from '../send/plan-workbook.ts';
import type { CheckedImport } from './check-sheets.ts';

type DecisionsProps = {
  readonly check: CheckedImport;
  readonly kept: KeptImports;
  readonly onCheck: (check: CheckedImport) => void;
};

/** What the coordinator decides about rows on the import's page of the check. Each decision makes a new check and gives it to `onCheck`. */
export function useDecisions({ check, kept, onCheck }: DecisionsProps) {
  const [answers, setAnswers] = useState<DuplicateAnswers>(new Map());
  // The rows that look like repeats, but are none, as the coordinator has answered.
  const [notRepeats, setNotRepeats] = useState<ReadonlySet<ReadRow>>(new Set());
  const decisionsOf = (newAnswers: DuplicateAnswers, newNotRepeats: ReadonlySet<ReadRow>): Decisions => ({
    sameWomen: sameWomenOf(check, newAnswers),
    notRepeats: newNotRepeats,
  });
  const answerDuplicates = (next: DuplicateAnswers): void => {
    setAnswers(next);
    onCheck(applyDecisions(check, kept, decisionsOf(next, notRepeats)));
  };
  const answerRepeat = (row: ReadRow, isNoRepeat: boolean): void => {
    const next = new Set(notRepeats);
    if (isNoRepeat) next.add(row);
    else next.delete(row);
    setNotRepeats(next);
    onCheck(applyDecisions(check, kept, decisionsOf(answers, next)));
  };
  const setLeftOut = (row: ReadRow, isLeftOut: boolean): void => {
    onCheck(markLeftOut(check, kept, decisionsOf(answers, notRepeats), { row, isLeftOut }));
    // Saves the answer in `kept` at once, so that the next import knows it even if nothing is sent now. A failure is harmless.
    void kept.save().catch(() => {});
  };
  return { answers, notRepeats, answerDuplicates, answerRepeat, setLeftOut };
}
