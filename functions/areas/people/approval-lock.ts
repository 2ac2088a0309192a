import * as z from 'zod';
import { AppError, forbidden } from '../../shared/errors/errors.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { approvalKey, personKey } from '../../shared/table/keys/people.ts';
import { decidedError, twoPersonRule } from '../../shared/two-person/two-person-rules.ts';

/** Locks an approval while its password is set, so that two requests at once don't set two passwords. */

/** How long a lock of an approval holds: longer than any request runs (lib/functions-stack.ts). So an expired lock is of a request that has ended. */
const lockMs = 60_000;

const approvalState = z.object({ state: z.string() });
/** For expressions, since `state` is a reserved word of DynamoDB. */
const stateName = { '#state': 'state' };

const busyError = (): AppError =>
  new AppError('unavailable', 'busy', 'Another request hands this password out at this moment. Try again.');

/**
 * Locks an approval, so that only one of two concurrent requests sets the password.
 * @returns the time until which it is locked; it also tells this request's lock from another's
 * @throws AppError `decided`; `busy` if another request locked it; `forbidden` if the asker may no longer ask
 */
export const lockApproval = async (table: Table, id: string, askedBy: string, now: Date): Promise<string> => {
  const busyUntil = new Date(now.getTime() + lockMs).toISOString();
  const failures = await table.transact([
    {
      update: approvalKey(id),
      set: 'SET busyUntil = :until',
      condition: '#state = :approved AND (attribute_not_exists(busyUntil) OR busyUntil < :now)',
      names: stateName,
      values: { ':approved': 'approved', ':until': busyUntil, ':now': now.toISOString() },
      returnStored: true,
    },
    {
      check: personKey(askedBy),
      condition: '#role = :role AND disabled = :false',
      names: { '#role': 'role' },
      values: { ':role': twoPersonRule.sign_in.asks, ':false': false },
    },
  ]);
  // In the order of the writes above.
  const [lock, askerCheck] = failures ?? [];
  if (askerCheck?.failed) {
    throw forbidden();
  }
  if (lock?.failed) {
    throw approvalState.parse(lock.stored).state === 'approved' ? busyError() : decidedError();
  }
  return busyUntil;
};

/** Removes this request's lock. Nothing is written if the lock expired and another request locked the approval. */
export const unlockApproval = (table: Table, id: string, busyUntil: string) =>
  table.transact([
    {
      update: approvalKey(id),
      set: 'REMOVE busyUntil',
      condition: 'busyUntil = :mine',
      values: { ':mine': busyUntil },
    },
  ]);

/** The write that closes an approval whose password was set. It fails if this request's lock expired and another request locked the approval. */
export const closeApproval = (id: string, busyUntil: string): Write => ({
  update: approvalKey(id),
  set: 'SET #state = :given REMOVE busyUntil, gsi1pk, gsi1sk',
  condition: '#state = :approved AND busyUntil = :mine',
  names: stateName,
  values: { ':given': 'given', ':approved': 'approved', ':mine': busyUntil },
  errorIfFailed: busyError,
});
