import * as z from 'zod';
import { page } from '../domain/fields.ts';
import { approvalFacts } from '../two-person/approval.ts';
import { approvalKinds } from '../two-person/rule.ts';

export const decisionInput = z.strictObject({ decision: z.enum(['approved', 'declined']) });
export type Decision = z.infer<typeof decisionInput>['decision'];

const asked = z.object({
  approvalId: z.string(),
  kind: z.enum(approvalKinds),
  /** The person or member whom it is about. */
  subject: z.string(),
  /** Which of both she is. */
  of: z.enum(['person', 'member']),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  ...approvalFacts.shape,
});

/** Something that waits, as those are shown it who asked or may decide. */
export const waitingApproval = asked.extend({
  /** Whether the caller may decide on it; else she asked. */
  mayDecide: z.boolean(),
  /** For administrators: the names of a person whom it is about, and of who asked. */
  subjectName: z.string().optional(),
  askedByName: z.string().optional(),
});
export type WaitingApproval = z.infer<typeof waitingApproval>;

export const decidedApproval = asked.extend({
  decision: z.enum(['approved', 'declined']),
  decidedBy: z.string(),
  decidedAt: z.iso.datetime(),
});

export const approvalsQuery = z.strictObject(page);
