import { canonicalJson } from '../domain/canonical-json.ts';
import { AppError, notFound, refused } from '../domain/errors.ts';
import { hashDeviceSecret } from '../http/device-token.ts';
import { isSameText } from '../http/same-text.ts';
import { record } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { Table } from '../table/client.ts';
import { deviceKey, personKey } from '../table/keys.ts';
import { contextOf } from '../vault/authenticated-context.ts';
import type { Vault } from '../vault/vault.ts';
import { isLocked, maxWrongTries } from './rules.ts';
import {
  type DeviceInput,
  type OwnerStanding,
  ownerStatus,
  type StoredDevice,
  storedDevice,
} from './schema.ts';

export type Devices = ReturnType<typeof createDevices>;

/** The result of a proof. */
export type Unlocking =
  | { readonly outcome: 'opened'; readonly share: string; readonly wrongTries: number }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  | { readonly outcome: 'locked' };

/** Concurrent guesses are counted one after another; more than this at once do not come from a person. */
const maxAttempts = 12;

const shareContext = (id: string) => contextOf(deviceKey(id), 'share');

export const createDevices = (table: Table, vault: Pick<Vault, 'encrypt' | 'decrypt' | 'fingerprint'>) => {
  const find = async (id: string): Promise<StoredDevice | undefined> => {
    const item = await table.get(deviceKey(id));
    return item === undefined ? undefined : storedDevice.parse(item);
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

    /** @throws AppError `refused` `unknown_device` if the replaced device is not hers */
    add: async (
      { id, secret, pin, replaces }: DeviceInput,
      stamp: { readonly createdAt: string; readonly createdBy: string; readonly version: number },
      line: JournalLineOf<'device_added'>,
    ): Promise<'created' | 'repeated'> => {
      const put = {
        ...deviceKey(id),
        id,
        ...stamp,
        secretHash: hashDeviceSecret(secret),
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
          concerns: null,
        },
        writes: [
          { put },
          ...(replaces === undefined
            ? []
            : [
                {
                  update: deviceKey(replaces),
                  set: 'SET replacedAt = :at REMOVE proof, #share',
                  condition: 'createdBy = :owner',
                  names: { '#share': 'share' },
                  values: { ':at': stamp.createdAt, ':owner': stamp.createdBy },
                  refusal: () => refused('unknown_device', 'There is no such device of yours.', 'replaces'),
                },
              ]),
        ],
        line,
      });
      return outcome === 'written' ? 'created' : 'repeated';
    },

    ownerOf: async ({ createdBy }: StoredDevice): Promise<OwnerStanding | undefined> => {
      const person = await table.get(personKey(createdBy));
      return person === undefined ? undefined : ownerStatus.parse(person);
    },

    /** Ends a device, once, and deletes its key share. */
    end: async ({ id }: StoredDevice, line: JournalLineOf<'device_ended'>): Promise<void> => {
      await record(table, {
        optimistic: [
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
     * Checks a proof. Each try is counted, on top of the previous count, before its answer is sent.
     * @param lockedLine the journal line of the try that locks the device
     * @throws AppError `unavailable` for too many concurrent tries
     */
    tryProof: async (
      id: string,
      proof: string,
      lockedLine: () => JournalLineOf<'device_locked'>,
    ): Promise<Unlocking> => {
      const given = await vault.fingerprint(proof);
      for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
        const device = await find(id);
        if (device?.proof === undefined || device.share === undefined || isLocked(device)) {
          return { outcome: 'locked' };
        }
        const isRight = isSameText(device.proof, given);
        const wrongTries = isRight ? 0 : device.wrongTries + 1;
        const count = {
          update: deviceKey(id),
          set: 'SET wrongTries = :now',
          condition: 'wrongTries = :seen',
          values: { ':now': wrongTries, ':seen': device.wrongTries },
        };
        const isCounted =
          wrongTries < maxWrongTries
            ? (await table.transact([count])) === null
            : (await record(table, { optimistic: [count], writes: [], line: lockedLine() })) === 'written';
        if (!isCounted) {
          continue;
        }
        if (!isRight) {
          const triesLeft = maxWrongTries - wrongTries;
          return triesLeft === 0 ? { outcome: 'locked' } : { outcome: 'wrong', triesLeft };
        }
        const share = await vault.decrypt('organisation', shareContext(id), device.share);
        return share === null
          ? { outcome: 'locked' }
          : { outcome: 'opened', share, wrongTries: device.wrongTries };
      }
      throw new AppError('unavailable', 'busy', 'This device is being opened at this moment. Try again.');
    },
  };
};
