import * as z from 'zod';
import { dateInIndia, formatInstant } from '../domain/calendar.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { PageKey } from '../domain/cursor.ts';
import { AppError, notFound, refused } from '../domain/errors.ts';
import { hashDeviceSecret } from '../http/device-token.ts';
import { isSameText } from '../http/same-text.ts';
import { type Outcome, record } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import { markSignInPending } from '../sign-ins/pending-sign-in.ts';
import type { Item, Table } from '../table/client.ts';
import {
  deviceKey,
  deviceListIndexKeys,
  devicesOfPerson,
  erasedPersonKey,
  personKey,
  personList,
} from '../table/keys.ts';
import { contextOf } from '../vault/authenticated-context.ts';
import type { Vault } from '../vault/vault.ts';
import { isLocked, maxWrongTries } from './device-status.ts';
import {
  type DeviceInput,
  type OwnerStatus,
  ownerStatus,
  type StoredDevice,
  storedDevice,
} from './schema.ts';

export type Devices = ReturnType<typeof createDevices>;

/** The result of a device's proof of its PIN. `wrongTries`: the number of wrong proofs just before it. */
export type ProofResult =
  | { readonly outcome: 'opened'; readonly share: string; readonly wrongTries: number }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  | { readonly outcome: 'locked' };

/** Maximum attempts to count one try. An attempt fails if a concurrent try is counted first; a person makes fewer tries at once. */
const maxAttempts = 12;

const signedInOwner = z.object({ id: z.string(), signInName: z.string() });
const listedPerson = ownerStatus.extend({ id: z.string() });

const shareContext = (id: string) => contextOf(deviceKey(id), 'share');

/**
 * The repository of registered devices: leaders' phones, with the key shares that their PINs unlock. A phone sends a proof of its PIN, of which
 * only a keyed hash is stored, and gets its key share, without which its data stay encrypted.
 */
export const createDevices = (table: Table, vault: Pick<Vault, 'encrypt' | 'decrypt' | 'fingerprint'>) => {
  const find = async (id: string): Promise<StoredDevice | undefined> => {
    const item = await table.get(deviceKey(id));
    return item === undefined ? undefined : storedDevice.parse(item);
  };

  /** A person's devices, the newest first. A device that was registered again under a new key is listed once, under the newest. */
  const readDevices = async (personId: string): Promise<StoredDevice[]> => {
    const found: StoredDevice[] = [];
    let after: Item | undefined;
    do {
      const { items, next } = await table.query({
        index: 'gsi1',
        partition: devicesOfPerson(personId),
        descending: true,
        ...(after === undefined ? {} : { after }),
      });
      found.push(...items.map((item) => storedDevice.parse(item)));
      after = next;
    } while (after !== undefined);
    return found.filter(({ replacedBy }) => replacedBy === undefined);
  };

  return {
    /** @throws AppError `not_found` */
    get: async (id: string): Promise<StoredDevice> => {
      const found = await find(id);
      if (found === undefined) {
        throw notFound();
      }
      return found;
    },

    /**
     * The device that calls. A phone that was switched off while it changed its key still calls under its former id. So the device counts
     * as revoked if a later registration of the same phone is.
     * @throws AppError `not_found`
     */
    findCallingDevice: async (id: string): Promise<StoredDevice> => {
      const device = await find(id);
      if (device === undefined) {
        throw notFound();
      }
      let newest = device;
      // Follows the registrations until one is revoked or the newest is reached.
      while (newest.replacedBy !== undefined && newest.revokedAt === undefined) {
        const next = await find(newest.replacedBy);
        if (next === undefined) break;
        newest = next;
      }
      return newest.revokedAt === undefined ? device : { ...device, revokedAt: newest.revokedAt };
    },

    /**
     * Registers a device. If it replaces an earlier registration, the key share of that one is deleted.
     * @param stamp `createdBy` is the owner
     * @throws AppError `refused` `unknown_device` if the replaced device is not hers; `id_reused`
     */
    add: async (
      { id, secret, pin, replaces }: DeviceInput,
      stamp: { readonly createdAt: string; readonly createdBy: string; readonly version: number },
      line: JournalLineOf<'device_added'>,
    ): Promise<'created' | 'repeated'> => {
      const put = {
        ...deviceKey(id),
        ...deviceListIndexKeys(stamp.createdBy, stamp.createdAt, id),
        id,
        ...stamp,
        seenOn: dateInIndia(new Date(stamp.createdAt)),
        secretHash: hashDeviceSecret(secret),
        // Without a PIN the means to unlock the phone is on the phone alone.
        ...(pin === undefined
          ? {}
          : {
              proof: await vault.fingerprint(pin.proof),
              share: await vault.encrypt('organisation', shareContext(id), pin.share),
            }),
        wrongTries: 0,
      };
      const outcome = await record(table, {
        claim: {
          id,
          fingerprint: await vault.fingerprint(canonicalJson({ id, secret, pin, replaces })),
          record: deviceKey(id),
          // The fingerprint is a hash of random values, so an erasure need not overwrite it.
          concernsOnly: null,
        },
        writes: [
          { put },
          ...(replaces === undefined
            ? []
            : [
                {
                  update: deviceKey(replaces),
                  set: 'SET replacedAt = :at, replacedBy = :next REMOVE proof, #share',
                  condition: 'createdBy = :owner',
                  // DynamoDB reserves the word `share`.
                  names: { '#share': 'share' },
                  values: { ':at': stamp.createdAt, ':next': id, ':owner': stamp.createdBy },
                  errorIfFailed: () =>
                    refused('unknown_device', 'There is no such device of yours.', 'replaces'),
                },
              ]),
        ],
        line,
      });
      return outcome === 'written' ? 'created' : 'repeated';
    },

    /** The status of a device's owner; undefined if she no longer exists. */
    findOwnerStatus: async ({ createdBy }: StoredDevice): Promise<OwnerStatus | undefined> => {
      const person = await table.get(personKey(createdBy));
      return person === undefined ? undefined : ownerStatus.parse(person);
    },

    /** A page of the leaders who are not disabled, with their devices. It may be shorter than `limit`, because other people are skipped. */
    listLeaders: async (limit: number, after: PageKey | undefined) => {
      const { items, next } = await table.query({
        index: 'gsi1',
        partition: personList,
        limit,
        ...(after === undefined ? {} : { after }),
      });
      const leaders = items
        .map((item) => listedPerson.parse(item))
        .filter(({ role, disabled }) => role === 'leader' && !disabled);
      const withDevices = leaders.map(async ({ id }) => ({ id, devices: await readDevices(id) }));
      return { items: await Promise.all(withDevices), next };
    },

    /** A person's devices, as `readDevices` gives them. @throws AppError `not_found` if there is no such person */
    listDevices: async (personId: string): Promise<StoredDevice[]> => {
      if ((await table.get(personKey(personId))) === undefined) {
        throw notFound();
      }
      return readDevices(personId);
    },

    /**
     * Revokes a person's device and deletes its key share. It also marks her sign-in as pending: she will be signed out everywhere. The
     * line's id is the request's.
     * @throws AppError `not_found` if the device is not hers; `refused` `already_revoked`
     */
    revoke: async (
      personId: string,
      deviceId: string,
      line: JournalLineOf<'device_revoked'>,
    ): Promise<Outcome> => {
      const device = await find(deviceId);
      const person = signedInOwner.optional().parse(await table.get(personKey(personId)));
      const isHers = device?.createdBy === personId;
      return record(table, {
        claim: {
          id: line.id,
          fingerprint: await vault.fingerprint(canonicalJson({ personId, deviceId, revocation: line.id })),
          record: deviceKey(deviceId),
          // Only the owner's erasure overwrites the claim's fingerprint.
          concernsOnly: { id: personId, erasedKey: erasedPersonKey(personId) },
        },
        // `record` throws this error, unless the request repeats one that was accepted.
        errorUnlessRepeated: isHers && person !== undefined ? undefined : notFound(),
        writes: [
          {
            update: deviceKey(deviceId),
            set: 'SET revokedAt = :at REMOVE proof, #share',
            condition: 'attribute_not_exists(revokedAt) AND attribute_not_exists(endedAt)',
            names: { '#share': 'share' },
            values: { ':at': formatInstant(new Date(line.recordedAt)) },
            errorIfFailed: () => refused('already_revoked', 'This device was ended before.'),
          },
          ...(person === undefined ? [] : [markSignInPending(person, line.id)]),
        ],
        line,
      });
    },

    /** Records the Indian date of a contact, once a day. */
    recordContact: async ({ id, seenOn }: StoredDevice, today: string): Promise<void> => {
      if (seenOn !== today) {
        await table.transact([
          { update: deviceKey(id), set: 'SET seenOn = :today', values: { ':today': today } },
        ]);
      }
    },

    /** Ends a device and deletes its key share. If a concurrent call ended it, `record` returns `stale`, and nothing is left to do. */
    end: async ({ id }: StoredDevice, line: JournalLineOf<'device_ended'>): Promise<void> => {
      await record(table, {
        staleIfFailed: [
          {
            update: deviceKey(id),
            set: 'SET endedAt = :at REMOVE proof, #share',
            condition: 'attribute_not_exists(endedAt)',
            names: { '#share': 'share' },
            values: { ':at': line.recordedAt },
          },
        ],
        writes: [],
        line,
      });
    },

    /**
     * Checks a device's proof of its PIN. Each try is counted before it is answered, so that concurrent tries do not escape the limit.
     * @param makeLockedLine makes the journal line of a try that locks the device; called only for such a try
     * @throws AppError `unavailable` for too many concurrent tries
     */
    tryProof: async (
      id: string,
      proof: string,
      makeLockedLine: () => JournalLineOf<'device_locked'>,
    ): Promise<ProofResult> => {
      const sentHash = await vault.fingerprint(proof);
      for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
        const device = await find(id);
        if (device?.proof === undefined || device.share === undefined || isLocked(device)) {
          return { outcome: 'locked' };
        }
        const isRight = isSameText(device.proof, sentHash);
        const wrongTries = isRight ? 0 : device.wrongTries + 1;
        const countTry = {
          update: deviceKey(id),
          set: 'SET wrongTries = :counted',
          condition: 'wrongTries = :seen',
          values: { ':counted': wrongTries, ':seen': device.wrongTries },
        };
        const locksDevice = wrongTries >= maxWrongTries;
        // The try that locks the device also writes a journal line. `transact` returns null if all was written.
        const isCounted = locksDevice
          ? (await record(table, { staleIfFailed: [countTry], writes: [], line: makeLockedLine() })) ===
            'written'
          : (await table.transact([countTry])) === null;
        // Another try was counted first, so the device is read again.
        if (!isCounted) {
          continue;
        }
        if (!isRight) {
          const triesLeft = maxWrongTries - wrongTries;
          return triesLeft === 0 ? { outcome: 'locked' } : { outcome: 'wrong', triesLeft };
        }
        const share = await vault.decrypt('organisation', shareContext(id), device.share);
        // Null would mean that the organisation's key was destroyed, which never happens.
        return share === null
          ? { outcome: 'locked' }
          : { outcome: 'opened', share, wrongTries: device.wrongTries };
      }
      throw new AppError('unavailable', 'busy', 'This device is being opened at this moment. Try again.');
    },
  };
};
