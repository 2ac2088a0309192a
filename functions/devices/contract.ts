import * as z from 'zod';
import { clientId } from '../platform/fields.ts';
import type { Contract } from '../platform/http.ts';

/** 256 bits in base64url. */
const key = z.string().regex(/^[\w-]{43}$/, 'Send a key of 256 bits in base64url.');

export const devicesContract = {
  'POST /api/me/device-keys': {
    summary: 'Seal the key of what a device keeps, so that only its owner, signed in again, gets it back',
    description:
      'Nothing is stored here: the device keeps `sealed`. It opens for the same person and device id alone, so that a ' +
      'forgotten PIN loses nothing that waits to be sent.',
    body: z.strictObject({ id: clientId, key }),
    answers: { 200: z.object({ sealed: z.string() }) },
  },
  'POST /api/me/device-keys/open': {
    summary: 'Open the sealed key of a device again',
    body: z.strictObject({ id: clientId, sealed: z.string().min(1).max(1000) }),
    answers: { 200: z.object({ key }) },
    refusals: ['not_yours'],
  },
} as const satisfies Contract;
