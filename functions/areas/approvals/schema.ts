import * as z from 'zod';
import { date } from '../../shared/fields/fields.ts';
import { page, pageOf } from '../../shared/fields/page-schema.ts';
import { roles } from '../../shared/reach/roles.ts';
import { approvalFacts } from '../../shared/two-person/approval-schema.ts';
import { approvalKinds } from '../../shared/two-person/two-person-rules.ts';

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
  /** The id of the person, member, handover or pair of records that the request is about. */
  subject: z.string(),
  /** Which of these the subject is. */
  of: z.enum(['person', 'member', 'handover', 'pair']),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  ...approvalFacts.shape,
});

/** When something was done, and by whom. */
const event = z.object({ at: z.iso.datetime(), by: z.string(), byName: z.string().optional() });

/** The facts by which somebody who knows the people can tell whether a request for access is right. */
const personFacts = z.object({
  /** The other name that the request gives the person. */
  newName: z.string().optional(),
  /** When and by whom the person was added; absent for a new person. */
  added: event.optional(),
  /** When and by whom the person's name was last changed; absent if it never was. */
  nameChanged: event.optional(),
  /** When and by whom the person's newest password was made; absent if none was made since the first set-up. Whoever made it has seen it. */
  passwordMade: event.optional(),
  /** Other people whose names are spelt or sound like the person's name, or like the name that the person would get. */
  sameName: z.array(z.object({ id: z.string(), role: z.enum(roles), disabled: z.boolean() })),
});
export type PersonFacts = z.infer<typeof personFacts>;

/** An administrator, coordinator or auditor whom one person disabled within the last week, and who is still disabled. */
const disabledPerson = z.object({
  id: z.string(),
  name: z.string().optional(),
  role: z.enum(roles),
  at: z.iso.datetime(),
  by: z.string(),
  byName: z.string().optional(),
});
export type DisabledPerson = z.infer<typeof disabledPerson>;

/** Somebody who may decide on a request on which the reader may not. */
const otherDecider = z.object({ id: z.string(), role: z.enum(roles), name: z.string().optional() });
export type OtherDecider = z.infer<typeof otherDecider>;

/** A request that waits for a second person's approval, as shown to the person who asked and to those who may decide. */
export const waitingApproval = commonFields.extend({
  /** Whether the caller may decide. False if the caller asked for this, or may not decide yet. */
  mayDecide: z.boolean(),
  /**
   * The instant from which the caller may decide. Given only if the caller may not decide yet, because caller and asker count as one hand: one of
   * them could lately have known the other's password, or a third person both.
   */
  mayDecideFrom: z.iso.datetime().optional(),
  /** With `mayDecideFrom`: who may decide now. */
  othersMayDecide: z.array(otherDecider).optional(),
  /** The name of the person whom the request is about, who may be new; never a member's name. */
  subjectName: z.string().optional(),
  /** The name of the person who asked. */
  askedByName: z.string().optional(),
  /** For the kinds `person` and `sign_in`. */
  facts: personFacts.optional(),
  /** For a join or a parting: the codes of those of the two records of whose woman an erasure waits. Afterwards it names other records than would go. */
  erasuresAsked: z.array(z.string()).optional(),
  /** For an erasure: the day on which the key is destroyed if it is approved now. */
  erasesOn: date.optional(),
});
export type WaitingApproval = z.infer<typeof waitingApproval>;

/** A page of waiting requests. */
export const waitingApprovals = pageOf(waitingApproval).extend({ disabled: z.array(disabledPerson) });

export const decidedApproval = commonFields.extend({
  decision: z.enum(decisions),
  decidedBy: z.string(),
  decidedAt: z.iso.datetime(),
});

export const approvalsQuery = z.strictObject(page);
