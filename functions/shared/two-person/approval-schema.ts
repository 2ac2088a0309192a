import * as z from 'zod';
import { consentPurposes } from '../kinds/member-words.ts';
import { roles } from '../reach/roles.ts';
import { type ApprovalKind, type Matter, matters, twoPersonRule } from './two-person-rules.ts';

/** Schema of what a request for approval tells those who decide, in ids and fixed words, but for the name of an organisation that gets the data. */
export const approvalFacts = z.object({
  /** For a person: the role she would get. */
  role: z.enum(roles).optional(),
  /** For a change of role: the one she has had so far. */
  formerRole: z.enum(roles).optional(),
  /** For a person: whether she is new, gets another role, is enabled again, or has other districts. */
  change: z.enum(['added', 'role', 'enabled', 'districts']).optional(),
  /** For a coordinator: the districts that she would have; none are the whole state. */
  districts: z.array(z.string()).optional(),
  /** For a coordinator who gets other districts: those that she has had so far. */
  formerDistricts: z.array(z.string()).optional(),
  /** For a member: the code that lists show. */
  code: z.string().optional(),
  /** For the erasure of a member with several records: the codes of all of them, which go together, the kept one first. */
  erasedCodes: z.array(z.string()).optional(),
  /** For a join or a parting: the codes of both records, the older first, and that of the record that is kept. */
  codes: z.tuple([z.string(), z.string()]).optional(),
  keptCode: z.string().optional(),
  /** For a join of records of which one says that she has withdrawn her consent to the services: their codes, and whether the services stop for both then. */
  withdrawnCodes: z.array(z.string()).optional(),
  joinStops: z.boolean().optional(),
  /**
   * For a join: the purposes other than the services to which one of the two says no, and would say yes once they are joined. For a parting: all purposes to
   * which the answer of both is no, and to which one of the two would say yes again.
   */
  resumedConsents: z.array(z.enum(consentPurposes)).optional(),
  /** For a handover of all data: who gets it, if it was said. */
  recipient: z.string().optional().describe('Who gets the data, if it was said.'),
  /** For a handover of all data: the SHA-256 of the recipient's public key. */
  recipientFingerprint: z.string().optional(),
});
export type ApprovalFacts = z.infer<typeof approvalFacts>;

/**
 * `withdrawn`: taken back by whoever asked. `given`: the approved password was handed out. Only a `sign_in` has this state, and stays open until
 * then; everything else takes effect on approval.
 */
const states = ['waiting', 'approved', 'declined', 'withdrawn', 'given'] as const;

/** Schema of an approval: a request that a second person decides, and her decision. */
export const approval = z.object({
  id: z.string(),
  matter: z.enum(matters),
  /** The person, member, handover or pair of records it is about. */
  subject: z.string(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  state: z.enum(states),
  facts: approvalFacts,
  /** What will take effect, in the shape of the area that asked, with names as ciphertexts. Removed once decided. */
  content: z.record(z.string(), z.unknown()).optional(),
  /** A keyed hash that recognises a repeated request without an id of its own. Removed once decided. */
  fingerprint: z.string().optional(),
  decidedBy: z.string().optional(),
  decidedAt: z.iso.datetime().optional(),
  /** Until when a request that hands out the password may still be running. */
  busyUntil: z.iso.datetime().optional(),
});
export type Approval = z.infer<typeof approval>;

/** The kind of approval that a matter belongs to: erasures of members and of people are of one kind. */
export const kindOf = (matter: Matter): ApprovalKind => twoPersonRule[matter].kind;

/** Schema of the answer to a request that needs a second person's approval. */
export const askedAnswer = z.object({
  approvalId: z.string(),
  state: z.enum(['waiting', 'approved', 'declined', 'withdrawn']),
});
export type AskedAnswer = z.infer<typeof askedAnswer>;

/** Turns an approval into an `askedAnswer`, which has no state `given`: a password that was handed out was approved. */
export const toAskedAnswer = ({ id, state }: Approval): AskedAnswer => ({
  approvalId: id,
  state: state === 'given' ? 'approved' : state,
});
