import * as z from 'zod';
import { clientId } from '../../shared/fields/fields.ts';
import { plaintextLine } from '../../shared/screening/plaintext-fields.ts';
import { isRecipientKey, recipientPattern } from './recipient.ts';

export const handoverInput = z.strictObject({
  id: clientId,
  recipientKey: z
    .string()
    .meta({ pattern: recipientPattern.source })
    .refine(isRecipientKey, 'Write the public key as age-keygen prints it: it begins with age1.'),
  recipient: plaintextLine
    .optional()
    .describe('Who gets the data: the organisation whose key this is. The auditor is shown it.'),
});
export type HandoverInput = z.infer<typeof handoverInput>;

/**
 * `waiting`: an auditor has yet to decide. `withdrawn`: the asker withdrew the request. `making`: an auditor approved, and the pack is not there yet.
 * `made`: the pack can be downloaded. `ended`: a day has passed since the approval.
 */
const states = ['waiting', 'declined', 'withdrawn', 'making', 'made', 'ended'] as const;

/** An encrypted file of a pack. */
const archive = z.object({ bytes: z.int(), sha256: z.string() });

const link = z.object({
  url: z.string().describe('The address of the encrypted file.'),
  until: z.iso.datetime().describe('Until when the link works (UTC).'),
});

const furtherArchives =
  'The second file of a large pack, and so on. The pack is whole only with all of them.';

export const handover = z.object({
  id: clientId,
  /** The same as `id`. */
  approvalId: clientId,
  state: z.enum(states),
  recipient: z.string().optional().describe('Who gets the data, if it was said.'),
  recipientKey: z.string(),
  recipientFingerprint: z.string(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().optional(),
  until: z.iso.datetime().optional().describe('Until when the pack can be downloaded (UTC).'),
  /** The size and hash of the encrypted file; of a large pack, those of its first file. */
  ...archive.partial().shape,
  furtherArchives: z.array(archive).optional().describe(furtherArchives),
});
export type Handover = z.infer<typeof handover>;

/** A data handover with links to the files of its pack, while there are any. */
export const handoverWithLink = handover.extend({
  link: link.optional(),
  furtherArchives: z
    .array(archive.extend({ link: link.optional() }))
    .optional()
    .describe(furtherArchives),
});

export const storedHandover = z.object({
  id: z.string(),
  recipient: z.string().optional(),
  recipientKey: z.string(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  decision: z.enum(['approved', 'declined', 'withdrawn']).optional(),
  decidedAt: z.iso.datetime().optional(),
  /** The encrypted files that are there, in their order. */
  archives: z.array(archive.extend({ key: z.string() })).optional(),
  /** How far the pack has come (functions/jobs/packing); absent before its first file is there, and after the last one is. */
  progress: z.record(z.string(), z.unknown()).optional(),
  /** How often the pack was begun in vain, because something was recorded meanwhile. */
  starts: z.int().optional(),
});
export type StoredHandover = z.infer<typeof storedHandover>;
