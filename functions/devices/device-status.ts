import type { OwnerStatus, PhonesOfLeader, RegisteredDevice, StoredDevice } from './schema.ts';

/** How many wrong PINs, of a million possible ones, lock a phone: after them the owner has to sign in. */
export const maxWrongTries = 5;

/** Whether a registered phone must destroy its data. @param owner undefined if there is no such person */
export const isEnded = (
  { revokedAt, endedAt }: Pick<StoredDevice, 'revokedAt' | 'endedAt'>,
  owner: OwnerStatus | undefined,
): boolean =>
  revokedAt !== undefined ||
  endedAt !== undefined ||
  owner === undefined ||
  owner.disabled ||
  owner.role !== 'leader';

export const toRegistered = ({
  id,
  createdAt,
  seenOn,
  revokedAt,
  endedAt,
}: StoredDevice): RegisteredDevice => ({
  id,
  registeredAt: createdAt,
  seenOn,
  ...(revokedAt === undefined ? {} : { revokedAt }),
  ...(endedAt === undefined ? {} : { endedAt }),
});

/** The number of a leader's phones that were not ended, and their latest contact. */
export const summarize = (personId: string, devices: readonly StoredDevice[]): PhonesOfLeader => {
  const inUse = devices.filter(({ revokedAt, endedAt }) => revokedAt === undefined && endedAt === undefined);
  const seenOn = inUse
    .map((one) => one.seenOn)
    .toSorted()
    .at(-1);
  const ended = devices.length - inUse.length;
  return { personId, phones: inUse.length, ended, ...(seenOn === undefined ? {} : { seenOn }) };
};

/** Whether a phone is locked: even the right PIN no longer unlocks it. */
export const isLocked = ({ proof, wrongTries }: Pick<StoredDevice, 'proof' | 'wrongTries'>): boolean =>
  proof === undefined || wrongTries >= maxWrongTries;
