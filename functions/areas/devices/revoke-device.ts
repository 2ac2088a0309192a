import * as z from 'zod';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { notFound, refused } from '../../shared/errors/errors.ts';
import { type Outcome, record } from '../../shared/journal/append.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { markSignInPending } from '../../shared/sign-ins/pending-sign-in.ts';
import { endSessions } from '../../shared/sign-ins/way-in.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import {
  deviceKey,
  erasedPersonKey,
  latestRevocationKey,
  personKey,
} from '../../shared/table/keys/people.ts';
import { findNewest } from './find-devices.ts';
import { busyError, findDevice, shutDevice } from './stored-device.ts';

const signedInOwner = z.object({ id: z.string(), signInName: z.string() });

/**
 * Revokes a person's device and deletes its key share; if it has taken another key meanwhile, under that too. It also marks her sign-in as
 * pending: she will be signed out everywhere, and until then the authorizer refuses the sessions that she has begun. The line's id is the request's.
 * @throws AppError `not_found` if the device is not hers; `refused` `already_revoked`
 */
export const revokeDevice = async (
  { table, vault }: Records,
  personId: string,
  deviceId: string,
  line: JournalLineOf<'device_revoked'>,
): Promise<Outcome> => {
  const device = await findDevice(table, deviceId);
  const person = signedInOwner.optional().parse(await table.get(personKey(personId)));
  const newest = (await findNewest(table, deviceId)) ?? device;
  const isHers = device?.createdBy === personId;
  const revokedAt = formatInstant(new Date(line.recordedAt));
  return record(table, {
    claim: {
      id: line.id,
      fingerprint: await fingerprintOf(vault, { personId, deviceId, revocation: line.id }),
      record: deviceKey(deviceId),
      // Only the owner's erasure overwrites the claim's fingerprint.
      concernsOnly: { id: personId, erasedKey: erasedPersonKey(personId) },
    },
    // `record` throws this error, unless the request repeats one that was accepted.
    errorUnlessRepeated: isHers && person !== undefined ? undefined : notFound(),
    writes: [
      shutDevice(
        deviceId,
        { revokedAt },
        {
          condition: 'attribute_not_exists(revokedAt) AND attribute_not_exists(endedAt)',
          errorIfFailed: () => refused('already_revoked', 'This device was ended before.'),
        },
      ),
      ...(newest === undefined || newest.id === deviceId
        ? []
        : [
            shutDevice(
              newest.id,
              { revokedAt },
              { condition: 'attribute_not_exists(replacedBy)', errorIfFailed: busyError },
            ),
          ]),
      { put: { ...latestRevocationKey(personId), revokedAt } },
      ...(person === undefined
        ? []
        : [endSessions(person.signInName, revokedAt), markSignInPending(person, line.id)]),
    ],
    line,
  });
};
