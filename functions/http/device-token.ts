import { createHash } from 'node:crypto';

/** What a registered device shows of itself, as a bearer token: `device.<id>.<secret>`. */
export type DeviceToken = { readonly id: string; readonly secret: string };

/** @returns undefined where the token is of another kind */
export const parseDeviceToken = (token: string): DeviceToken | undefined => {
  const [, id, secret] = /^device\.([\da-f-]{36})\.([\w-]{43})$/.exec(token) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
};

/** What is stored of a secret of 256 random bits: they need no slow hash. */
export const hashDeviceSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');
