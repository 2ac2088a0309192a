import { createHash } from 'node:crypto';

/** A device's bearer token: `device.<id>.<secret>`. */
export type DeviceToken = { readonly id: string; readonly secret: string };

/** The parts of a registered phone's token. @returns undefined for any other kind of token */
export const parseDeviceToken = (token: string): DeviceToken | undefined => {
  const [, id, secret] = /^device\.([\da-f-]{36})\.([\w-]{43})$/.exec(token) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
};

/** The stored hash of a phone's secret. With 256 random bits it needs no slow hash. */
export const hashDeviceSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');
