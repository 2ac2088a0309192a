import * as z from 'zod';
import { roles } from '../domain/roles.ts';
import { type ApprovalKind, type Matter, matters, twoPersonRule } from './rule.ts';

/** What the asking area says of a matter to those who decide, in ids and fixed words. */
export const approvalFacts = z.object({
  /** Of a person: what she would be, and what is new about it. */
  role: z.enum(roles).optional(),
  change: z.enum(['added', 'role', 'enabled']).optional(),
  /** Of a member: the handle by which lists show her. */
  code: z.string().optional(),
});
export type ApprovalFacts = z.infer<typeof approvalFacts>;

/**
 * `given`: the password was handed out. An approved `sign_in` is open until then; everything else takes effect when it is approved.
 */
const states = ['waiting', 'approved', 'declined', 'given'] as const;

export const approval = z.object({
  id: z.string(),
  matter: z.enum(matters),
  /** The person or member whom it is about. */
  subject: z.string(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  state: z.enum(states),
  facts: approvalFacts,
  /** What will take effect, as the area that asked understands it: names in it are ciphertexts. Gone once decided. */
  content: z.record(z.string(), z.unknown()).optional(),
  /** A keyed hash of what was asked for without an id of its own, to know it again. Gone once decided. */
  fingerprint: z.string().optional(),
  decidedBy: z.string().optional(),
  decidedAt: z.iso.datetime().optional(),
  /** Until when a request that hands out the password may still be at work. */
  busyUntil: z.iso.datetime().optional(),
});
export type Approval = z.infer<typeof approval>;

export const kindOf = (matter: Matter): ApprovalKind => twoPersonRule[matter].kind;

/** What the caller is told of something that needs a second person. */
export const askedAnswer = z.object({
  approvalId: z.string(),
  state: z.enum(['waiting', 'approved', 'declined']),
});
export type AskedAnswer = z.infer<typeof askedAnswer>;

export const toAnswer = ({ id, state }: Approval): AskedAnswer => ({
  approvalId: id,
  state: state === 'given' ? 'approved' : state,
});
