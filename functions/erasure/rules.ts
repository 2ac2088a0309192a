import type * as z from 'zod';
import { addDays, dateInIndia } from '../domain/calendar.ts';
import { AppError, notFound } from '../domain/errors.ts';
import type { Matter } from '../two-person/rule.ts';
import type { erasureAnswer, StoredErasure, SubjectKind } from './schema.ts';

/** The Indian date on which somebody is erased whose erasure is approved at an instant. */
export const erasedOnOf = (approvedAt: Date, retentionDays: number): string =>
  addDays(dateInIndia(approvedAt), retentionDays);

export const matterOf: Readonly<Record<SubjectKind, Matter>> = {
  member: 'member_erasure',
  person: 'person_erasure',
};

export const erasureRequested = (): AppError =>
  new AppError('conflict', 'erasure_requested', 'Her erasure was asked for before, with another id.');

/** What is said of somebody who is not there: that she is being erased, or that there is no such person. */
export const refusalOfAbsent = (erasure: StoredErasure | undefined): AppError =>
  erasure === undefined ? notFound() : erasureRequested();

/** An erasure by the names that the API has for it. */
export const toAnswer = ({
  id,
  of,
  subject,
  requestedAt,
  declinedAt,
  approvedAt,
  erasedOn,
}: StoredErasure): z.infer<typeof erasureAnswer> => ({
  approvalId: id,
  ...(of === 'member' ? { memberId: subject } : { personId: subject }),
  requestedAt,
  ...(declinedAt === undefined ? {} : { declinedAt }),
  ...(approvedAt === undefined ? {} : { approvedAt }),
  ...(erasedOn === undefined ? {} : { erasedOn }),
});
