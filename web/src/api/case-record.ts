import * as z from 'zod/mini';

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

export const caseRecord = z.object({
  id: z.string(),
  code: z.string(),
  memberId: z.string(),
  kind: z.enum(caseKinds),
  priority: z.enum(priorities),
  openedOn: z.string(),
  assignedTo: z.optional(z.string()),
  status: z.enum(statuses),
  nextDue: z.optional(z.string()),
  createdBy: z.string(),
  version: z.int(),
});
export type CaseRecord = z.infer<typeof caseRecord>;
