import type * as z from 'zod';
import { addDays, dateInIndia } from '../domain/calendar.ts';
import { AppError, notFound } from '../domain/errors.ts';
import type { Matter } from '../two-person/decision-rules.ts';
import type { erasure, erasureAnswer, StoredErasure, SubjectKind } from './schema.ts';

/** The Indian date on which the key is destroyed, for an approval at a given time. */
export const erasedOnOf = (approvedAt: Date, retentionDays: number): string =>
  addDays(dateInIndia(approvedAt), retentionDays);

export const matterOf: Readonly<Record<SubjectKind, Matter>> = {
  member: 'member_erasure',
  person: 'person_erasure',
};

export const erasureRequested = (): AppError =>
  new AppError('conflict', 'erasure_requested', 'Her erasure was asked for before, with another id.');

/** The error for somebody who does not exist: she is being erased, or there is no such person. */
export const absenceErrorOf = (erasure: StoredErasure | undefined): AppError =>
  erasure === undefined ? notFound() : erasureRequested();

/** An erasure with the API's field names. */
export const toAnswer = ({
  id,
  of,
  subject,
  requestedAt,
  declinedAt,
  withdrawnAt,
  approvedAt,
  erasedOn,
}: StoredErasure): z.infer<typeof erasureAnswer> => ({
  approvalId: id,
  ...(of === 'member' ? { memberId: subject } : { personId: subject }),
  requestedAt,
  ...(declinedAt === undefined ? {} : { declinedAt }),
  ...(withdrawnAt === undefined ? {} : { withdrawnAt }),
  ...(approvedAt === undefined ? {} : { approvedAt }),
  ...(erasedOn === undefined ? {} : { erasedOn }),
});

/** An erasure as those read it who may know why it was asked for. */
export const toRecord = (stored: StoredErasure, reason: string | null): z.infer<typeof erasure> => ({
  id: stored.id,
  ...toAnswer(stored),
  requestedBy: stored.requestedBy,
  reason,
  ...(stored.erasedAt === undefined ? {} : { erasedAt: stored.erasedAt }),
});
