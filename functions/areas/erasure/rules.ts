import { addDays, dateInIndia } from '../../shared/calendar/calendar.ts';
import { AppError, notFound, refused } from '../../shared/errors/errors.ts';
import type { Matter } from '../../shared/two-person/two-person-rules.ts';
import type { StoredErasure, SubjectKind } from './schema.ts';

/** The Indian date on which an erased person's key is destroyed, for an approval at a given time. */
export const erasesOnOf = (approvedAt: Date, retentionDays: number): string =>
  addDays(dateInIndia(approvedAt), retentionDays);

/** The matter (two-person/two-person-rules.ts) of an erasure's approval, by whether a member or a person with access is erased. */
export const matterOf: Readonly<Record<SubjectKind, Matter>> = {
  member: 'member_erasure',
  person: 'person_erasure',
};

export const erasureRequestedError = (): AppError =>
  new AppError('conflict', 'erasure_requested', 'Her erasure was asked for before, with another id.');

/** The refusal to approve an erasure that would take other records than those that whoever decides was told of. */
export const joinedSince = (): AppError =>
  refused(
    'joined_since',
    'Records of hers were joined or parted since this was asked for: others would be erased than it names. Decline it; it may be asked for again.',
  );

/** The error of requesting the erasure of somebody who does not exist: it was requested before, or there is no such person. */
export const absenceErrorOf = (erasure: StoredErasure | undefined): AppError =>
  erasure === undefined ? notFound() : erasureRequestedError();
