import * as z from 'zod';

/**
 * The queue message from the compile to the render function, sent once `snapshot.json` is stored. It names the publications without a
 * manifest, with the facts that no published file holds; the render function reads everything else from the published files.
 */
export const renderMessage = z.object({
  /** The publications without a manifest, in the order of ordinals. */
  publications: z
    .array(
      z.object({
        ordinal: z.int().min(1),
        month: z.string(),
        version: z.int().min(1),
        cutoff: z.string(),
        reason: z.string().nullable(),
        registeredAt: z.string(),
        /** SHA-256 chain over the journal lines that the snapshot counts (functions/months/indicators/journal-digest.ts). */
        journalDigest: z.string(),
      }),
    )
    .min(1),
  /** Month and version of every publication, from ordinal 1 to the last one in `publications`. */
  all: z.array(z.tuple([z.string(), z.int().min(1)])),
});
export type RenderMessage = z.infer<typeof renderMessage>;
export type PublicationToRender = RenderMessage['publications'][number];
