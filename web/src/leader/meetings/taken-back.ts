import { operations } from '../../outbox/operation.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import { type Meeting, meetings } from '../row-kinds.ts';

/** What was taken back on this phone: a sheet is taken back by a reversal, which the outbox sends to the server. */

type Rows = Pick<EncryptedRows, 'all'>;

/** The paths of the reversals of sheets in the outbox; a refused one reverses nothing. */
export const reversalPaths = (rows: Rows): ReadonlySet<string> =>
  new Set(
    rows
      .all(operations)
      .filter(({ what, state }) => what === 'reversal' && state !== 'needs_fix')
      .map(({ path }) => path),
  );

/** The meetings in the server's last figures whose sheets were taken back on this phone since. */
export function takenBackMeetings(rows: Rows): Meeting[] {
  const reversals = reversalPaths(rows);
  return rows
    .all(meetings)
    .filter(
      ({ id, collectiveId, isReversed }) =>
        !isReversed && reversals.has(`/api/collectives/${collectiveId}/meetings/${id}/reversal`),
    );
}
