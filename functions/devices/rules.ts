import type { OwnerStanding, PhonesOfLeader, RegisteredDevice, StoredDevice } from './schema.ts';

/** Wrong PINs, of a million possible ones, before the owner has to sign in. */
export const maxWrongTries = 5;

/** Whether a device must destroy its data. @param owner undefined if there is no such person */
export const isEnded = (
  { revokedAt, endedAt }: Pick<StoredDevice, 'revokedAt' | 'endedAt'>,
  owner: OwnerStanding | undefined,
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

/** A leader's phones that were not ended, by no more than their number and the latest contact. */
export const summarize = (personId: string, devices: readonly StoredDevice[]): PhonesOfLeader => {
  const inUse = devices.filter(({ revokedAt, endedAt }) => revokedAt === undefined && endedAt === undefined);
  const seenOn = inUse
    .map((one) => one.seenOn)
    .toSorted()
    .at(-1);
  return { personId, phones: inUse.length, ...(seenOn === undefined ? {} : { seenOn }) };
};

/** Whether no proof unlocks it any more. */
export const isLocked = ({ proof, wrongTries }: Pick<StoredDevice, 'proof' | 'wrongTries'>): boolean =>
  proof === undefined || wrongTries >= maxWrongTries;
