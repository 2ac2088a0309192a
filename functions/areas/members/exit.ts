import { formatInstant } from '../../shared/calendar/calendar.ts';
import { sealOfMember } from '../../shared/definition/of-member.ts';
import { AppError } from '../../shared/errors/errors.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table } from '../../shared/table/client.ts';
import { casesOfMember } from '../../shared/table/keys/cases.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { closeAccount } from '../accounts/open-close-account.ts';
import { leaveGroup } from '../accounts/room-in-group.ts';
import { answerWithdrawals, exitClaimOf } from '../requests/withdrawal.ts';
import { memberFields } from './definition.ts';
import { creationOutcome, revise } from './revision.ts';
import { validateStay } from './rules.ts';
import type { ExitInput, StoredMember } from './schema.ts';

/** Stores a member's exit from the programme. */

/** Whether a case was ever opened under any of her ids. */
const hasCase = async (table: Pick<Table, 'query'>, ids: readonly string[]): Promise<boolean> => {
  const pages = await Promise.all(ids.map((id) => table.query({ partition: casesOfMember(id), limit: 1 })));
  return pages.some(({ items }) => items.length > 0);
};

/**
 * Ends a membership, once. An exit has no id of its own, so it claims `exit:<member's id>` (`exitClaimOf`), by which a repeated request is recognised.
 * @param sentTo the id that was sent. It may be that of a record which is now joined to another.
 * @throws AppError `exit_before_joining`, `balance_open`, `member_erased`; `id_reused` if she has left with another day or reason
 */
export const exit = async (
  { table, vault, newId }: Records & { readonly newId: Ids },
  seen: StoredMember,
  { exitedOn, reason: exitReason }: ExitInput,
  sentTo: string,
  { role }: Pick<Caller, 'role'>,
  line: JournalLineOf<'member_exited'>,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly member: StoredMember }> => {
  const fingerprint = await fingerprintOf(vault, { exitedOn, reason: exitReason });
  const stamp = { createdAt: formatInstant(new Date(line.recordedAt)), createdBy: line.actor };
  const { outcome, member } = await revise(table, seen, sentTo, async (current) => {
    // The kept record is exited, and its key encrypts the reason. It may be another one than when she was read, since records can be joined.
    const { id } = current;
    const sentToRecord = current.records?.find((record) => record.id === sentTo);
    // A record that was exited before it was joined keeps the claim of its exit: a request sent to it can only repeat that exit.
    const exitedId = sentToRecord?.exitedOn === undefined ? id : sentTo;
    const sealed = await sealOfMember(vault, id, memberKey(id), memberFields, { exitedOn, exitReason });
    // After her erasure nothing can be encrypted. `revise` throws the refusal, unless the request repeats an accepted one.
    const erasureRefusal = sealed instanceof AppError ? sealed : undefined;
    const exited = sealed instanceof AppError ? { exitedOn } : sealed;
    // A request is answered on the day of the exit, but not before the day on which it was made.
    const answeredOn = (madeOn: string) => (exitedOn < madeOn ? madeOn : exitedOn);
    // The exit answers her request to stop. But if she ever had a case, only a coordinator's exit does, so that no leader or caseworker answers a request
    // that this leader or caseworker recorded.
    const answersRequests = role === 'coordinator' || !(await hasCase(table, idsOf(current)));
    const { writes, ...lineFields } = answersRequests
      ? await answerWithdrawals(table, idsOf(current), answeredOn, stamp, newId)
      : { writes: [] };
    return {
      changed: { ...current, ...exited },
      claim: {
        id: exitClaimOf(exitedId),
        fingerprint,
        record: memberKey(id),
        concernsOnly: concernedMember(id),
      },
      refusal: erasureRefusal ?? validateStay({ joinedOn: current.joinedOn, exitedOn }),
      staleIfFailed: writes,
      writes: [closeAccount(current.collectiveId, id, exitedOn, 'exited'), leaveGroup(current.collectiveId)],
      line: { ...line, memberId: id, ...lineFields },
    };
  });
  return { outcome: creationOutcome(outcome), member };
};
