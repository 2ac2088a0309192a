import * as z from 'zod';
import { roles } from './roles.ts';

/** The caller of a request. reach.ts says which records she reaches. */

const listInJson = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.string()));

export const locales = ['te', 'en', 'ja'] as const;

/** Schema of the caller of a request, as the authorizer passes her to the areas. API Gateway passes all values as strings. */
export const callerContext = z.object({
  personId: z.uuid(),
  role: z.enum(roles),
  collectives: listInJson,
  districts: listInJson,
  locale: z.enum(locales),
  /** The name with which she has signed in. */
  signInName: z.string().optional(),
  /** When she typed her password for the session that calls (RFC 3339 UTC, in seconds): a renewal of her token does not change it. */
  signedInAt: z.iso.datetime().optional(),
  /** For a leader who is a member herself: her id as a member. */
  memberId: z.string().optional(),
});

/**
 * Schema of a registered device that calls, as the authorizer passes it to the area `devices`, which checks its owner, and whether the
 * secret, of which this is the hash, is the device's present one.
 */
export const deviceContext = z.object({ deviceId: z.uuid(), secretHash: z.string() });
export type CallingDevice = z.infer<typeof deviceContext>;

/** The calling person. Her data are from her own record, read at most a minute ago. */
export type Caller = z.infer<typeof callerContext>;
