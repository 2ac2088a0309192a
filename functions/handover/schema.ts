import * as z from 'zod';
import { clientId } from '../domain/fields.ts';
import { isRecipientKey, recipientPattern } from './recipient.ts';

export const handoverInput = z.strictObject({
  id: clientId,
  recipientKey: z
    .string()
    .meta({ pattern: recipientPattern.source })
    .refine(isRecipientKey, 'Write the public key as age-keygen prints it: it begins with age1.'),
});
export type HandoverInput = z.infer<typeof handoverInput>;

/**
 * `waiting`: an auditor has yet to decide. `withdrawn`: whoever asked took it back. `making`: she approved, and the pack is not there yet. `made`: it can be downloaded.
 * `ended`: a day has passed since the approval.
 */
const states = ['waiting', 'declined', 'withdrawn', 'making', 'made', 'ended'] as const;

export const handover = z.object({
  id: clientId,
  /** The same as `id`. */
  approvalId: clientId,
  state: z.enum(states),
  recipientKey: z.string(),
  recipientFingerprint: z.string(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().optional(),
  until: z.iso.datetime().optional().describe('Until when the pack can be downloaded (UTC).'),
  /** Of the encrypted file. */
  bytes: z.int().optional(),
  sha256: z.string().optional(),
});
export type Handover = z.infer<typeof handover>;

/** A data handover with a link to its pack, while there is one. */
export const handoverWithLink = handover.extend({
  link: z
    .object({
      url: z.string().describe('The address of the encrypted file.'),
      until: z.iso.datetime().describe('Until when the link works (UTC).'),
    })
    .optional(),
});

export const storedHandover = z.object({
  id: z.string(),
  recipientKey: z.string(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  decision: z.enum(['approved', 'declined', 'withdrawn']).optional(),
  decidedAt: z.iso.datetime().optional(),
  /** Of the encrypted file, once it is there. */
  bytes: z.int().optional(),
  sha256: z.string().optional(),
});
export type StoredHandover = z.infer<typeof storedHandover>;
