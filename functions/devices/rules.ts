import type { OwnerStanding, StoredDevice } from './schema.ts';

/** Of a million PINs, so many may be tried before the owner has to sign in. */
export const maxWrongTries = 5;

/** Whether a device has to destroy what it keeps. @param owner undefined where there is no such person */
export const isEnded = (
  { endedAt }: Pick<StoredDevice, 'endedAt'>,
  owner: OwnerStanding | undefined,
): boolean => endedAt !== undefined || owner === undefined || owner.disabled || owner.role !== 'leader';

/** Whether no proof opens it any more. */
export const isLocked = ({ proof, wrongTries }: Pick<StoredDevice, 'proof' | 'wrongTries'>): boolean =>
  proof === undefined || wrongTries >= maxWrongTries;
