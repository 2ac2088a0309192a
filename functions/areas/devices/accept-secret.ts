import { formatInstant } from '../../shared/calendar/calendar.ts';
import { record } from '../../shared/journal/append.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Table } from '../../shared/table/client.ts';
import { promoteNext, secretStanding } from './device-secret.ts';
import type { StoredDevice } from './schema.ts';
import { busyError, shutDevice, updateDevice } from './stored-device.ts';

/**
 * Notes which of its secrets a device used. The next secret takes the place of the present one when the device first uses it. A former secret shows
 * that there is a copy of the device.
 * @param makeLine makes the journal line of the first use of a copy
 * @returns whether a copy was found just now
 * @throws AppError `unavailable` if the secret was replaced while the call was on its way
 */
export const acceptSecret = async (
  table: Table,
  device: StoredDevice,
  secretHash: string,
  now: Date,
  makeLine: () => JournalLineOf<'device_copied'>,
): Promise<boolean> => {
  const standing = secretStanding(device, secretHash, now);
  if (standing === 'current' || device.copiedAt !== undefined) {
    return false;
  }
  if (standing === 'late') {
    throw busyError();
  }
  if (standing === 'next') {
    // If the write fails, a concurrent call has done the same, or a copy has changed the secret: the next call will tell.
    await table.transact([
      updateDevice(
        device.id,
        {
          set: { secretHash, formerSecretHashes: promoteNext(device), secretChangedAt: formatInstant(now) },
          remove: ['nextSecretHash', 'toldTries', 'toldSince'],
        },
        { condition: 'nextSecretHash = :secretHash' },
      ),
    ]);
    return false;
  }
  return noteCopy(table, device.id, makeLine());
};

/**
 * Notes a copy of a device, and deletes its key share, so that nothing but a new sign-in opens the device or the copy.
 * @returns false if the copy was noted before
 */
export const noteCopy = async (
  table: Table,
  id: string,
  line: JournalLineOf<'device_copied'>,
): Promise<boolean> => {
  const outcome = await record(table, {
    staleIfFailed: [
      shutDevice(
        id,
        { copiedAt: formatInstant(new Date(line.recordedAt)) },
        { condition: 'attribute_not_exists(copiedAt)' },
      ),
    ],
    writes: [],
    line,
  });
  return outcome === 'written';
};
