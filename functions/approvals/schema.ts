import * as z from 'zod';
import { date } from '../domain/fields.ts';
import { page } from '../domain/page-schema.ts';
import { approvalFacts } from '../two-person/approval-schema.ts';
import { approvalKinds } from '../two-person/decision-rules.ts';

export const decisionInput = z.strictObject({ decision: z.enum(['approved', 'declined']) });

/** Nothing: the request is in the path. */
export const withdrawalInput = z.strictObject({});

/** How a request ends. */
const decisions = ['approved', 'declined', 'withdrawn'] as const;
export type Decision = (typeof decisions)[number];

const asked = z.object({
  approvalId: z.string(),
  kind: z.enum(approvalKinds),
  /** The person, member or handover it is about. */
  subject: z.string(),
  /** Which of them it is. */
  of: z.enum(['person', 'member', 'handover']),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  ...approvalFacts.shape,
});

/** An open request for a second person's approval, as shown to those who asked or may decide. */
export const waitingApproval = asked.extend({
  /** Whether the caller may decide; otherwise she asked. */
  mayDecide: z.boolean(),
  /** For administrators: the name of the person it is about. */
  subjectName: z.string().optional(),
  /** For administrators and coordinators: the name of the one who asked. */
  askedByName: z.string().optional(),
  /** For an erasure: the day on which the key is destroyed if it is approved now. */
  erasesOn: date.optional(),
});
export type WaitingApproval = z.infer<typeof waitingApproval>;

export const decidedApproval = asked.extend({
  decision: z.enum(decisions),
  decidedBy: z.string(),
  decidedAt: z.iso.datetime(),
});

export const approvalsQuery = z.strictObject(page);
