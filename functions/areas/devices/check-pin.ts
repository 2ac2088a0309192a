import { tryAgain } from '../../shared/errors/retry.ts';
import { isSameText } from '../../shared/http/same-text.ts';
import { record } from '../../shared/journal/append.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { noteCopy } from './accept-secret.ts';
import { isOfferedByCopy } from './device-secret.ts';
import type { StoredDevice } from './schema.ts';
import { busyError, decryptShare, findDevice, updateDevice } from './stored-device.ts';
import { countWrongTry, isLocked, isNoted, triesLeft, triesToTell } from './wrong-pin-limits.ts';

/**
 * How a phone with a PIN is unlocked: the phone sends a proof of the PIN, of which the server stores only a keyed hash, and gets its key share.
 * Without the share the phone's data stay encrypted.
 */

/** The wrong proofs of which a device's owner may not know yet: how many, and since which Indian date they are counted. */
type TriesToTell = { readonly wrongTries: number; readonly since: string };

/** The result of a device's proof of its PIN. */
export type ProofResult =
  | (TriesToTell & {
      readonly outcome: 'opened';
      readonly share: string;
      /** The number of wrong proofs since the device was registered. */
      readonly wrongTriesInAll: number;
    })
  | {
      readonly outcome: 'wrong';
      readonly triesLeft: number;
      /** Whether this try gave the journal a line that many wrong PINs were tried. */
      readonly isNoted: boolean;
    }
  | { readonly outcome: 'locked' }
  | (TriesToTell & {
      /** A copy of the device is in use. */
      readonly outcome: 'copied';
      /** Whether this try revealed the copy. */
      readonly isNew: boolean;
    });

/** Functions that make the journal lines of tries to open a device. */
type TryLines = {
  readonly locked: () => JournalLineOf<'device_locked'>;
  readonly tried: (wrongTries: number) => JournalLineOf<'device_tried'>;
  readonly copied: () => JournalLineOf<'device_copied'>;
};

/** The hashes of the secret that the device sent, and of the one that it offers as its next. */
type SecretsInUse = { readonly secretHash: string; readonly nextSecretHash: string };

/** The maximum number of attempts to count one try. An attempt fails if a concurrent try is counted first; nobody makes this many at once. */
const maxAttempts = 12;

/**
 * Checks a device's proof of its PIN. Each try is counted before it is answered, so that concurrent tries do not escape the limit. After the
 * right proof, the secret that the device offered is stored as its next. If a device then offers another secret, one of the two is a copy.
 * @param today the Indian date
 * @param lines called only for a try that locks the device, that the journal notes, or that reveals a copy
 * @throws AppError `unavailable` for too many concurrent tries, or if the device's secret was replaced meanwhile
 */
export const tryProof = async (
  records: Records,
  id: string,
  proof: string,
  secrets: SecretsInUse,
  today: string,
  lines: TryLines,
): Promise<ProofResult> => {
  const { table, vault } = records;
  const proofHash = await vault.fingerprint(proof);
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const device = await findDevice(table, id);
    if (device?.copiedAt !== undefined) {
      return { outcome: 'copied', isNew: false, ...triesToTell(device) };
    }
    // Without proof and share there is nothing that a PIN could open.
    if (device?.proof === undefined || device.share === undefined || isLocked(device)) {
      return { outcome: 'locked' };
    }
    if (!isSameText(device.secretHash, secrets.secretHash)) {
      // The secret with which this call was let in has been replaced meanwhile by the device's next one.
      throw busyError();
    }
    if (isOfferedByCopy(device, secrets.nextSecretHash)) {
      const isNew = await noteCopy(table, id, lines.copied());
      return { outcome: 'copied', isNew, ...triesToTell(device) };
    }
    const result = isSameText(device.proof, proofHash)
      ? await openWith(records, { ...device, share: device.share }, secrets.nextSecretHash, today)
      : await refuseProof(table, device, today, lines);
    if (result !== tryAgain) {
      return result;
    }
    // Another try was counted first, so the device is read again.
  }
  throw busyError();
};

type DeviceWithShare = StoredDevice & { readonly share: NonNullable<StoredDevice['share']> };

/**
 * Answers a right proof with the key share. Sets the counter of wrong tries in a row to 0, and stores the device's next secret.
 * @returns `tryAgain`, with nothing written, if since the device was read a try was counted (it would be lost with the counter), its secret was replaced,
 * or another next secret was stored
 */
const openWith = async (
  { table, vault }: Records,
  device: DeviceWithShare,
  nextSecretHash: string,
  today: string,
): Promise<ProofResult | typeof tryAgain> => {
  const toTell = triesToTell(device);
  const noTrySince = noTrySinceRead(device);
  // `updateDevice` gives `:nextSecretHash` the new value.
  const noOtherNextSecret = '(attribute_not_exists(nextSecretHash) OR nextSecretHash = :nextSecretHash)';
  const opening = updateDevice(
    device.id,
    {
      set: {
        wrongTries: 0,
        openedOn: today,
        nextSecretHash,
        // Kept until the phone is known to have received this answer (`triesToTell`).
        toldTries: toTell.wrongTries,
        toldSince: toTell.since,
      },
    },
    {
      condition: `${noTrySince.condition} AND secretHash = :secret AND ${noOtherNextSecret}`,
      values: { ...noTrySince.values, ':secret': device.secretHash },
    },
  );
  const isWritten = (await table.transact([opening])) === null;
  if (!isWritten) {
    return tryAgain;
  }
  const share = await decryptShare(vault, device.id, device.share);
  // Null only if the organisation's key was destroyed, which never happens.
  return share === null
    ? { outcome: 'locked' }
    : { outcome: 'opened', share, ...toTell, wrongTriesInAll: device.wrongTriesInAll };
};

/** Counts a wrong proof. The journal gets a line if this proof locks the device, or if `isNoted` says so. */
const refuseProof = async (
  table: Table,
  device: StoredDevice,
  today: string,
  lines: TryLines,
): Promise<ProofResult | typeof tryAgain> => {
  const counted = countWrongTry(device, today);
  const write = updateDevice(device.id, { set: counted }, noTrySinceRead(device));
  const left = triesLeft(counted);
  if (left === 0) {
    return (await writeWithLine(table, write, lines.locked())) ? { outcome: 'locked' } : tryAgain;
  }
  const noted = isNoted(counted);
  const isWritten = noted
    ? await writeWithLine(table, write, lines.tried(counted.wrongTriesInAll))
    : (await table.transact([write])) === null;
  return isWritten ? { outcome: 'wrong', triesLeft: left, isNoted: noted } : tryAgain;
};

/** Writes both in one transaction. @returns false, with nothing written, if the condition of `write` failed */
const writeWithLine = async (
  table: Table,
  write: Write,
  line: JournalLineOf<'device_locked' | 'device_tried'>,
): Promise<boolean> => (await record(table, { staleIfFailed: [write], writes: [], line })) === 'written';

/** The condition that no try was counted since the device was read. */
const noTrySinceRead = ({ wrongTries, wrongTriesInAll }: StoredDevice) => ({
  condition: 'wrongTries = :seen AND wrongTriesInAll = :seenInAll',
  values: { ':seen': wrongTries, ':seenInAll': wrongTriesInAll },
});
