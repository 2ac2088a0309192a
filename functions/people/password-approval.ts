import * as z from 'zod';
import { AppError, forbidden, notFound } from '../domain/errors.ts';
import { record } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { Table } from '../table/client.ts';
import { approvalKey, personKey } from '../table/keys.ts';
import type { Approval } from '../two-person/approval-schema.ts';
import { decidedError, twoPersonRule, waitingError } from '../two-person/decision-rules.ts';
import { readOpen } from '../two-person/open-approvals.ts';
import { findApproval, putApproval } from '../two-person/stored-approval.ts';
import type { ApprovalRequest } from './repository.ts';

/** A lock lasts longer than any request runs (lib/functions-stack.ts), so an expired one belongs to a request that has ended. */
const lockMs = 60_000;

const approvalState = z.object({ state: z.string() });
const stateName = { '#state': 'state' };

/** How long after its approval a password can be set. */
const usableMs = 7 * 86_400_000;
/** Whether a password can be set now. Without `decidedAt` it cannot, since `Date.parse('')` is NaN. */
const isUsable = ({ state, decidedAt = '' }: Approval, now: Date): boolean =>
  state === 'approved' && now.getTime() < Date.parse(decidedAt) + usableMs;

const busyError = (): AppError =>
  new AppError('unavailable', 'busy', 'Another request hands this password out at this moment. Try again.');

export type Passwords = ReturnType<typeof createPasswords>;

/** Makes the approvals of new one-time passwords, which a second person decides on. */
export const createPasswords = (table: Table) => {
  /**
   * Locks an approval, so that only one of two concurrent requests sets the password. Returns until when it is locked.
   * @throws AppError `decided`; `busy` if another request locked it; `forbidden` if she who asked may no longer ask
   */
  const lockApproval = async (id: string, askedBy: string, now: Date): Promise<string> => {
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
    const [locked, asker] = failures ?? [];
    if (asker?.failed) {
      throw forbidden();
    }
    if (locked?.failed) {
      throw approvalState.parse(locked.stored).state === 'approved' ? busyError() : decidedError();
    }
    return busyUntil;
  };

  /** Removes this request's own lock. If the lock expired and another request took it, nothing is written. */
  const unlockApproval = (id: string, busyUntil: string) =>
    table.transact([
      {
        update: approvalKey(id),
        set: 'REMOVE busyUntil',
        condition: 'busyUntil = :mine',
        values: { ':mine': busyUntil },
      },
    ]);

  return {
    /** Asks a second person for approval. While her earlier request for the same person waits or can be used, it returns that one. */
    ask: async (
      subject: string,
      asking: ApprovalRequest,
      line: JournalLineOf<'approval_asked'>,
      now: Date,
    ): Promise<Approval> => {
      const request = (await readOpen(table)).find(
        (one) =>
          one.matter === 'sign_in' &&
          one.subject === subject &&
          one.askedBy === asking.askedBy &&
          (one.state === 'waiting' || isUsable(one, now)),
      );
      if (request !== undefined) {
        return request;
      }
      const approval: Approval = { ...asking, matter: 'sign_in', subject, state: 'waiting' };
      await record(table, { writes: [putApproval(approval)], line });
      return approval;
    },

    /**
     * Once a second person has approved it, sets a password with `setPassword` and closes the approval. If this stops half-way, nobody has
     * seen a password yet, and the same call can be repeated, which sets another one.
     * @throws AppError `not_found`, `forbidden`, `waiting`, `decided`, `busy`
     */
    handOut: async (
      approvalId: string,
      { subject, askedBy, now }: { readonly subject: string; readonly askedBy: string; readonly now: Date },
      line: JournalLineOf<'person_changed'>,
      setPassword: () => Promise<void>,
    ): Promise<void> => {
      const approval = await findApproval(table, approvalId);
      if (approval?.matter !== 'sign_in' || approval.subject !== subject) {
        throw notFound();
      }
      if (approval.askedBy !== askedBy) {
        throw forbidden();
      }
      if (approval.state === 'waiting') {
        throw waitingError();
      }
      if (!isUsable(approval, now)) {
        throw decidedError();
      }
      const busyUntil = await lockApproval(approvalId, askedBy, now);
      try {
        await setPassword();
      } catch (error) {
        await unlockApproval(approvalId, busyUntil);
        throw error;
      }
      await record(table, {
        writes: [
          {
            update: approvalKey(approvalId),
            set: 'SET #state = :given REMOVE busyUntil, gsi1pk, gsi1sk',
            condition: '#state = :approved AND busyUntil = :mine',
            names: stateName,
            values: { ':given': 'given', ':approved': 'approved', ':mine': busyUntil },
            errorIfFailed: busyError,
          },
        ],
        line,
      });
    },
  };
};
