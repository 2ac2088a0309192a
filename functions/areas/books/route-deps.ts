import { formatInstant } from '../../shared/calendar/calendar.ts';
import { notFound } from '../../shared/errors/errors.ts';
import type { Handlers } from '../../shared/http/create-routes.ts';
import type { AccessLog, Reading as ReadingToLog } from '../../shared/journal/access-log.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { reachesCollective } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { booksContract } from './contract.ts';

/** What the routes of the books share. */

export type Deps = Records & { readonly accessLog: AccessLog };

export type Handler<Key extends keyof typeof booksContract> = Handlers<typeof booksContract>[Key];

/** A request about the collective that its path names. */
type CollectiveRequest = {
  readonly path: { readonly id: string };
  readonly caller: Caller;
  readonly reach: Reach;
};

/**
 * The id of the collective that the path names.
 * @throws AppError `not_found` if it is beyond the caller's reach
 */
export const collectiveIdOf = ({ path, caller, reach }: CollectiveRequest): string => {
  if (!reachesCollective(caller, reach, path.id)) {
    throw notFound();
  }
  return path.id;
};

/** The fields that all journal lines about a collective have. */
export const lineBaseOf = (
  request: { readonly caller: Caller; readonly now: Date },
  id: string,
  collectiveId: string,
) => ({
  id,
  recordedAt: request.now.toISOString(),
  actor: request.caller.personId,
  collectiveId,
});

/** The mark of a reversal by the caller, now. */
export const reversalMark = ({ caller, now }: { readonly caller: Caller; readonly now: Date }) => ({
  at: formatInstant(now),
  by: caller.personId,
});

/** The reading of the savings and loans of a group's members, for the access log. */
export const readingOfMembers = (
  collectiveId: string,
  members: readonly { readonly memberId: string }[],
): ReadingToLog => ({
  subject: collectiveId,
  lists: [
    {
      rows: [{ of: collectiveId, ids: [collectiveId, ...members.map(({ memberId }) => memberId)] }],
      fields: ['savings', 'loans'],
    },
  ],
});
