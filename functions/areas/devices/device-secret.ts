import { isSameText } from '../../shared/http/same-text.ts';
import type { StoredDevice } from './schema.ts';

/** How many former secrets of a device are remembered. An older copy is refused as unknown. */
const maxFormer = 50;
/** For so long after a change the former secret proves no copy: an earlier call may have been on its way. */
const graceMs = 60_000;

type Secrets = Pick<StoredDevice, 'secretHash' | 'nextSecretHash' | 'formerSecretHashes' | 'secretChangedAt'>;

/**
 * What the secret of a calling device is. `next`: she uses for the first time what her last unlocking gave her. `late`: the
 * one before, a moment after it was replaced. `former`: there is a copy of the device.
 */
export type SecretStanding = 'current' | 'next' | 'late' | 'former';

/** @param secretHash the hash of the secret that was sent: the authorizer has found it among the device's */
export const secretStanding = (device: Secrets, secretHash: string, now: Date): SecretStanding => {
  if (isSameText(device.secretHash, secretHash)) {
    return 'current';
  }
  if (device.nextSecretHash !== undefined && isSameText(device.nextSecretHash, secretHash)) {
    return 'next';
  }
  const changedAt = Date.parse(device.secretChangedAt ?? '');
  const isLatest = device.formerSecretHashes.at(-1) === secretHash;
  return isLatest && now.getTime() - changedAt <= graceMs ? 'late' : 'former';
};

/** The secrets after the next one was used: it takes the place of the present one. */
export const promoteNext = ({ secretHash, formerSecretHashes }: Secrets): readonly string[] =>
  [...formerSecretHashes, secretHash].slice(-maxFormer);

/**
 * Whether a device offers another next secret than the one that it was promised. The phone offers the same until it has used it, so two
 * different ones have two holders: there is a copy.
 */
export const isOfferedByCopy = (
  { nextSecretHash }: Pick<Secrets, 'nextSecretHash'>,
  offeredHash: string,
): boolean => nextSecretHash !== undefined && !isSameText(nextSecretHash, offeredHash);
