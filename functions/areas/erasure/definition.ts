import * as z from 'zod';
import { type Fields, madeByServer, sentOnce, untold } from '../../shared/definition/define.ts';
import { clientId, date, line } from '../../shared/fields/fields.ts';

/** The kinds of people who can be erased: a member, or a person with access (a leader or staff member). */
export const subjectKinds = ['member', 'person'] as const;

const computed = { kept: 'computed', told: 'listed' } as const;
const instant = { is: z.iso.datetime(), ...madeByServer } as const;

/** An erasure that somebody asked for. Its subject is the member or person to be erased, whose key encrypts the reason. */
export const erasureFields = {
  /** The id of its approval too. */
  id: { is: clientId, ...sentOnce },
  approvalId: { is: clientId, ...computed },
  /** The subject in answers: one of the two. */
  memberId: { is: clientId, ...computed, optional: true },
  personId: { is: clientId, ...computed, optional: true },
  /** The subject as stored: her kind and her id. */
  of: { is: z.enum(subjectKinds), ...untold },
  subject: { is: z.string(), ...untold },
  /** Deleted when the erasure is declined or withdrawn. In answers it is then null, as it is once her key was destroyed. */
  reason: { is: line, told: 'listed', sent: 'once' },
  requestedBy: { is: z.string(), ...madeByServer },
  requestedAt: { ...instant },
  /** When it was declined: nothing was erased, and it may be requested again. */
  declinedAt: { ...instant, optional: true },
  /** When whoever asked took it back: nothing was erased, and it may be requested again. */
  withdrawnAt: { ...instant, optional: true },
  /** When it was approved: from then on nobody can read her record. */
  approvedAt: { ...instant, optional: true },
  /** The day (Indian date) on which her key is due to be destroyed, set by the approval. `erasedAt` says when it was done. */
  erasedOn: { is: date, ...madeByServer, optional: true },
  /** When the key was destroyed; absent during the retention period. */
  erasedAt: { ...instant, optional: true },
} as const satisfies Fields;
