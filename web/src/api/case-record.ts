import type { ItemOf } from './routes.ts';

/** A case as the API tells it, and what it may be about. */

export const caseKinds = [
  'crisis',
  'mental_health',
  'legal_aid',
  'entitlement',
  'compensation',
  'other',
] as const;
export const priorities = ['urgent', 'normal'] as const;
export const statuses = ['open', 'in_progress', 'closed', 'reopened'] as const;

export type CaseRecord = ItemOf<'GET /api/cases'>;
