import type { Table, Write } from '../../shared/table/client.ts';
import { approvalKey } from '../../shared/table/keys/people.ts';
import type { Approval } from '../../shared/two-person/approval-schema.ts';
import { readOpen } from '../../shared/two-person/list-open-approvals.ts';
import { findApproval } from '../../shared/two-person/stored-approval.ts';
import type { Effect } from './effect.ts';

/** Declines the other open requests for approval that a decision ends. */

/** How many other approvals one transaction declines: DynamoDB takes a hundred writes, and the decision needs some itself. */
const maxDeclines = 50;

export const isWaiting = ({ state }: Approval): boolean => state === 'waiting';

/** Which other approvals a decision declines, and all ids of the subject. */
type Declined = Pick<Effect, 'declines' | 'subjects' | 'alsoAsked'>;

/** The other open approvals that a decision declines: those in the list of open ones, and those that are too new to be in it (`alsoAsked`). */
const findDeclined = async (
  table: Table,
  { id, subject }: Approval,
  { declines, subjects = [subject], alsoAsked = [] }: Declined,
): Promise<readonly Approval[]> => {
  const open = declines === 'none' ? [] : await readOpen(table);
  const listed = open.filter(
    (other) =>
      other.id !== id &&
      subjects.includes(other.subject) &&
      (declines === 'all' || other.matter === declines),
  );
  const listedIds = new Set(listed.map((other) => other.id));
  const notListedIds = alsoAsked.filter((askedId) => !listedIds.has(askedId));
  const notListed = await Promise.all(notListedIds.map((askedId) => findApproval(table, askedId)));
  return [...listed, ...notListed.filter((other) => other !== undefined).filter(isWaiting)];
};

/**
 * The writes that decline the other approvals which a decision ends.
 * @returns `atOnce`: the writes for the transaction of the decision. If one of their approvals was changed since it was read, its write fails, and the
 * whole decision is made anew. `later`: the writes that no longer fit, for further transactions. Approved requests for passwords are the first to go into
 * `atOnce`. The others may wait: their subject is gone, or they ask for a password, which somebody else would still have to approve.
 */
export const declineOthers = async (
  table: Table,
  approval: Approval,
  effect: Declined,
  decidedBy: string,
  at: string,
): Promise<{ readonly atOnce: readonly Write[]; readonly later: readonly (readonly Write[])[] }> => {
  const declined = await findDeclined(table, approval, effect);
  // An open approval that doesn't wait is an approved request for a password.
  const approved = declined.filter((other) => !isWaiting(other));
  const writes = [...approved, ...declined.filter(isWaiting)].map(
    (other): Write => ({
      update: approvalKey(other.id),
      set: 'SET #state = :declined, decidedBy = :by, decidedAt = :at REMOVE content, fingerprint, gsi1pk, gsi1sk',
      condition: '#state = :seen',
      names: { '#state': 'state' },
      values: { ':declined': 'declined', ':seen': other.state, ':by': decidedBy, ':at': at },
    }),
  );
  const rest = writes.slice(maxDeclines);
  const batches = Array.from({ length: Math.ceil(rest.length / maxDeclines) }, (_, index) =>
    rest.slice(index * maxDeclines, (index + 1) * maxDeclines),
  );
  return { atOnce: writes.slice(0, maxDeclines), later: batches };
};
