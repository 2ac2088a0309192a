import * as z from 'zod/mini';

/** That somebody reached an urgent case that is not hers: until when, and why. */
export const brokenGlass = z.object({
  id: z.string(),
  caseId: z.string(),
  code: z.string(),
  personId: z.string(),
  at: z.string(),
  until: z.string(),
  reason: z.nullish(z.string()),
});
