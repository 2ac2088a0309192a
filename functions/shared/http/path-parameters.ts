import * as z from 'zod';
import { InternalError } from '../errors/errors.ts';
import { clientId, financialYear, month, sha256 } from '../fields/fields.ts';
import { voiceLocales } from '../kinds/voice-words.ts';

const schemas: Readonly<Record<string, z.ZodType<string>>> = {
  id: clientId,
  meetingId: clientId,
  voucherId: clientId,
  moveId: clientId,
  childId: clientId,
  officeId: clientId,
  requestId: clientId,
  questionId: clientId,
  deviceId: clientId,
  month,
  financialYear,
  version: z.string().regex(/^[1-9]\d{0,5}$/, 'Write a version as 1, 2, ….'),
  name: z.string().min(1).max(100),
  spokenIn: z.enum(voiceLocales),
  textSha256: sha256,
  sha256,
};

/** The schemas of a route's path parameters, by name. @param key such as `GET /api/members/{id}` */
export const pathSchemasOf = (key: string): Record<string, z.ZodType<string>> =>
  Object.fromEntries(
    [...key.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
      const schema = schemas[name];
      if (schema === undefined) {
        throw new InternalError(`The path parameter ${name} has no schema.`);
      }
      return [name, schema];
    }),
  );
