import { formatInstant } from '../../shared/calendar/calendar.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { journalItemOf } from '../../shared/journal/append.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { openWithdrawal } from '../requests/withdrawal.ts';
import { standingWithdrawalOf } from './joinable.ts';
import type { PartedWomen } from './parting.ts';

/**
 * The writes by which each of two women who are parted has an open request that tells that she stopped, if her withdrawal stands. Her request may be
 * under an id of the other’s, or answered by a consent of the other’s: then nothing else would tell of it.
 */
export const tellWhoStopped = async (
  table: Pick<Table, 'get' | 'query'>,
  women: PartedWomen,
  { now, by, newId }: { readonly now: Date; readonly by: string; readonly newId: Ids },
): Promise<{ readonly staleIfFailed: readonly Write[]; readonly writes: readonly Write[] }> => {
  const told = await Promise.all(
    women.map(async (records) => {
      const withdrawal = standingWithdrawalOf(records);
      if (withdrawal === undefined) return { staleIfFailed: [], writes: [] };
      const ids = records.map(({ id }) => id);
      const { on, method: via } = withdrawal;
      const stamp = { createdAt: formatInstant(now), createdBy: by };
      const [{ id: memberId }] = records;
      const { writes, opens } = await openWithdrawal(table, ids, memberId, { on, via }, stamp, newId);
      if (opens === undefined) return { staleIfFailed: writes, writes: [] };
      const line = journalItemOf({
        type: 'request_recorded',
        id: opens.requestId,
        recordedAt: now.toISOString(),
        actor: by,
        memberId,
        kind: 'withdrawal',
        on,
        via,
      });
      return { staleIfFailed: writes, writes: [{ put: line, condition: 'attribute_not_exists(pk)' }] };
    }),
  );
  return {
    staleIfFailed: told.flatMap(({ staleIfFailed }) => staleIfFailed),
    writes: told.flatMap(({ writes }) => writes),
  };
};
