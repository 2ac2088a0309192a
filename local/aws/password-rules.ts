import { passwordPolicy } from '../../lib/password-policy.ts';

/**
 * Of a password with no space at either end, what Cognito counts as a symbol ("Adding user pool password requirements" in its guide): these signs and a space.
 * Letters and signs of other scripts, such as అ or ₹, may stand in a password, and count as none.
 */
const symbol = /[$^*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

const required: Readonly<Record<Exclude<keyof typeof passwordPolicy, 'minLength'>, RegExp>> = {
  requireLowercase: /[a-z]/,
  requireUppercase: /[A-Z]/,
  requireDigits: /[0-9]/,
  requireSymbols: symbol,
};

/** Whether Cognito refuses a password under the deployed pool's policy. */
export const isWeak = (password: string): boolean =>
  password.trim() !== password ||
  password.length < passwordPolicy.minLength ||
  password.length > 256 ||
  !Object.values(required).every((kind) => kind.test(password));
