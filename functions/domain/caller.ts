import * as z from 'zod';
import { roles } from './roles.ts';

const listInJson = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.string()));

export const locales = ['te', 'en', 'ja'] as const;

/** What the authorizer says of the person who calls; all values are strings, as API Gateway hands them on. */
export const callerContext = z.object({
  personId: z.uuid(),
  role: z.enum(roles),
  collectives: listInJson,
  districts: listInJson,
  locale: z.enum(locales),
});

/** What the authorizer says of a registered device that calls; who owns it, and whether she still may, is the slice's to say. */
export const deviceContext = z.object({ deviceId: z.uuid() });

/** The person who calls, from her own record as it stood a minute ago at most. */
export type Caller = z.infer<typeof callerContext>;
