import { addDays, dateInIndia } from '../platform/calendar.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { StoredErasure } from './schema.ts';

/** The Indian date on which a member is erased who is asked to be at an instant. */
export const erasedOnOf = (requestedAt: Date, retentionDays: number): string =>
  addDays(dateInIndia(requestedAt), retentionDays);

/** What is said of a member who is not there: that she is being erased, or that there is no such member. */
export const refusalOfAbsent = (erasure: StoredErasure | undefined): AppError =>
  erasure === undefined
    ? notFound()
    : new AppError('conflict', 'erasure_requested', 'Her erasure was asked for before, with another id.');
