import * as z from 'zod';
import { clientId, date, line, page } from '../platform/fields.ts';

export const erasureInput = z.strictObject({ id: clientId, reason: line });
export type ErasureInput = z.infer<typeof erasureInput>;

/** What the auditor is told when she asks for an erasure. */
export const erasureAnswer = z.object({
  memberId: clientId,
  requestedAt: z.iso.datetime(),
  /** The Indian date on which the member's key is destroyed. */
  erasedOn: date,
});
export type ErasureAnswer = z.infer<typeof erasureAnswer>;

export const erasure = erasureAnswer.extend({
  id: clientId,
  requestedBy: z.string(),
  reason: z.string(),
  /** When the key was destroyed; not there while the retention period runs. */
  erasedAt: z.iso.datetime().optional(),
});
export type Erasure = z.infer<typeof erasure>;

export const erasureQuery = z.strictObject(page);

// What is stored

/** As it lies in the table, its reason sealed with the organisation's key. */
export const storedErasure = erasure.extend({});
export type StoredErasure = z.infer<typeof storedErasure>;

/** Of a member what her erasure needs: every other attribute is moved as it is. */
export const erasable = z.looseObject({
  id: z.string(),
  code: z.string(),
  version: z.int(),
  /** At most nine: see functions/members/search-tokens.ts. */
  searchTokens: z.array(z.string()),
  /** At most seven: see functions/platform/names/full-names.ts. */
  fullNameTokens: z.array(z.string()).default([]),
});
export type Erasable = z.infer<typeof erasable>;
