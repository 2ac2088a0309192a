import type { Sheet } from '../kinds.ts';
import type { Recorded } from '../sheet/recorded.ts';
import { redraft } from '../sheet/redraft.ts';

/**
 * A new sheet with the content of one that is taken back, for her to correct. Its ids are new: those of the sheet and
 * of its loans are used up.
 */
export function draftCorrection(recorded: Recorded, collectiveId: string, makeId: () => string): Sheet {
  const { state: _state, isOwn: _isOwn, ...body } = recorded;
  const draft = redraft({ id: makeId(), body }, collectiveId, makeId);
  return {
    ...draft,
    // She counts again: the count was of a sheet that was wrong.
    cashCounted: '',
    rows: Object.fromEntries(
      Object.entries(draft.rows).map(([id, row]) => [id, { ...row, newLoanId: makeId(), confirmed: {} }]),
    ),
  };
}
