import * as z from 'zod';
import { date } from '../domain/fields.ts';
import { page } from '../domain/page-schema.ts';
import { approvalFacts } from '../two-person/approval-schema.ts';
import { approvalKinds } from '../two-person/decision-rules.ts';

export const decisionInput = z.strictObject({ decision: z.enum(['approved', 'declined']) });

/** An empty body: the path names the request. */
export const withdrawalInput = z.strictObject({});

/** How a request for approval ends. */
const decisions = ['approved', 'declined', 'withdrawn'] as const;
export type Decision = (typeof decisions)[number];

/** The fields that waiting and decided approvals share. */
const commonFields = z.object({
  approvalId: z.string(),
  kind: z.enum(approvalKinds),
  /** The id of the person, member or handover that it is about. */
  subject: z.string(),
  /** Which of these the subject is. */
  of: z.enum(['person', 'member', 'handover']),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  ...approvalFacts.shape,
});

/** A request that waits for a second person's approval, as shown to the person who asked and to those who may decide. */
export const waitingApproval = commonFields.extend({
  /** True if the caller may decide, false if she is the one who asked, or may not decide yet. */
  mayDecide: z.boolean(),
  /**
   * Only if she may not decide yet, since she counts as one hand with whoever asked: one of them made the other's password, or a third
   * made both. From this instant on she may.
   */
  mayDecideFrom: z.iso.datetime().optional(),
  /** For administrators: the name of the person it is about. */
  subjectName: z.string().optional(),
  /** For administrators and coordinators: the name of the person who asked. */
  askedByName: z.string().optional(),
  /** For an erasure: the day on which the key is destroyed if it is approved now. */
  erasesOn: date.optional(),
});
export type WaitingApproval = z.infer<typeof waitingApproval>;

export const decidedApproval = commonFields.extend({
  decision: z.enum(decisions),
  decidedBy: z.string(),
  decidedAt: z.iso.datetime(),
});

export const approvalsQuery = z.strictObject(page);
