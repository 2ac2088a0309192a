import * as z from 'zod';
import { roles } from './roles.ts';

const listInJson = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.string()));

export const locales = ['te', 'en', 'ja'] as const;

/** Schema of the caller of a request, as the authorizer passes her on; API Gateway passes all values as strings. */
export const callerContext = z.object({
  personId: z.uuid(),
  role: z.enum(roles),
  collectives: listInJson,
  districts: listInJson,
  locale: z.enum(locales),
  /** With what she has signed in. */
  signInName: z.string().optional(),
  /** The member that a leader is herself. */
  memberId: z.string().optional(),
});

/**
 * Schema of a registered device that calls, as the authorizer passes it on. The area checks its owner and her access.
 */
export const deviceContext = z.object({ deviceId: z.uuid() });

/** The calling person, from her own record at most a minute ago. */
export type Caller = z.infer<typeof callerContext>;
