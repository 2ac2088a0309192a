import { dateInIndia, formatInstant } from '../../shared/calendar/calendar.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { journalItemOf } from '../../shared/journal/journal-item.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { claimKey } from '../../shared/table/keys/journal-and-claims.ts';
import { exitClaimOf, findAnsweredWithdrawal, openWithdrawal } from '../requests/withdrawal.ts';
import { type Joinable, standingWithdrawalOf } from './joinable.ts';
import type { PartedWomen } from './parting.ts';

/** The instants at which some records were exited. The step by which an exit answered a request has the same instant. */
const exitInstants = async (
  table: Pick<Table, 'get'>,
  records: readonly Joinable[],
): Promise<ReadonlySet<string>> => {
  const exited = records.filter(({ exitedOn }) => exitedOn !== undefined);
  const claims = await Promise.all(exited.map(({ id }) => table.get(claimKey(exitClaimOf(id)))));
  return new Set(
    claims.flatMap((claim) => (claim === undefined ? [] : [formatInstant(new Date(String(claim.at)))])),
  );
};

/**
 * Makes the test whether a step answered one woman's withdrawal. It must come after the withdrawal, and must not have been made by a consent or the exit of the
 * other woman while the two were one.
 */
const createIsAnswer = async (
  table: Pick<Table, 'get'>,
  withdrawnAt: string,
  others: readonly Joinable[],
) => {
  const madeByOthers = new Set([
    ...(await exitInstants(table, others)),
    ...others.flatMap(({ consents }) =>
      consents.flatMap((one) => (one.purpose === 'services' && one.given ? [one.createdAt] : [])),
    ),
  ]);
  return ({ step, createdAt }: { readonly step: string; readonly createdAt: string }) =>
    step === 'answered' && Date.parse(createdAt) > Date.parse(withdrawnAt) && !madeByOthers.has(createdAt);
};

/**
 * The writes by which each of two women who are parted has an open request that tells that she stopped, if her withdrawal stands and no request of
 * hers was answered. The request that she made may be recorded under an id of the other’s, or answered by a consent of the other’s: then nothing else would
 * tell that she stopped. The new request is made on the day of the parting, so that it changes the count of no earlier month.
 */
export const tellWhoStopped = async (
  table: Pick<Table, 'get' | 'query'>,
  women: PartedWomen,
  { now, by, newId }: { readonly now: Date; readonly by: string; readonly newId: Ids },
): Promise<{ readonly staleIfFailed: readonly Write[]; readonly writes: readonly Write[] }> => {
  const writesOfEach = await Promise.all(
    women.map(async (records, place) => {
      const withdrawal = standingWithdrawalOf(records);
      if (withdrawal === undefined) return { staleIfFailed: [], writes: [] };
      const ids = records.map(({ id }) => id);
      const others = women.flatMap((one, at) => (at === place ? [] : [...one]));
      const isAnswer = await createIsAnswer(table, withdrawal.createdAt, others);
      if ((await findAnsweredWithdrawal(table, ids, isAnswer)) !== undefined) {
        return { staleIfFailed: [], writes: [] };
      }
      const { method: via } = withdrawal;
      const on = dateInIndia(now);
      const stamp = { createdAt: formatInstant(now), createdBy: by };
      const [{ id: memberId }] = records;
      const { writes, opens } = await openWithdrawal(table, ids, memberId, { on, via }, stamp, newId);
      // A request of hers is open already: its only write is the check that it still is.
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
    staleIfFailed: writesOfEach.flatMap(({ staleIfFailed }) => staleIfFailed),
    writes: writesOfEach.flatMap(({ writes }) => writes),
  };
};
