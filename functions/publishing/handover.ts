import * as z from 'zod';

/**
 * What the compile hands to the rendering once `snapshot.json` is safely written: which publications are still to be completed,
 * and what cannot be read off the published files. Everything else is.
 */
export const handover = z.object({
  /** Those without a manifest, in the order of ordinals. */
  publications: z
    .array(
      z.object({
        ordinal: z.int().min(1),
        month: z.string(),
        version: z.int().min(1),
        cutoff: z.string(),
        reason: z.string().nullable(),
        registeredAt: z.string(),
        /** The digest of the lines that the snapshot was made from. */
        journalDigest: z.string(),
      }),
    )
    .min(1),
  /** Month and version of every publication, from ordinal 1 to that of the last one above. */
  all: z.array(z.tuple([z.string(), z.int().min(1)])),
});
export type Handover = z.infer<typeof handover>;
export type HandedOver = Handover['publications'][number];
