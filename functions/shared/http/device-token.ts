import { createHash } from 'node:crypto';

/** A registered device's bearer token: `device.<id>.<secret>`. The secret is 256 random bits, as 43 characters of base64url. */
export type DeviceToken = { readonly id: string; readonly secret: string };

/** The parts of a device's bearer token; undefined for any other kind of token. */
export const parseDeviceToken = (token: string): DeviceToken | undefined => {
  const [, id, secret] = /^device\.([\da-f-]{36})\.([\w-]{43})$/.exec(token) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
};

/** The hash under which the secret of a device's token is stored. The secret has 256 random bits, so a fast hash is safe. */
export const hashDeviceSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');
