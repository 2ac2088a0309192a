import { refused } from '../platform/errors.ts';
import { createRoutes } from '../platform/http.ts';
import type { Place } from '../platform/vault/place.ts';
import { VaultError } from '../platform/vault/vault-error.ts';
import type { Vault } from '../platform/vault.ts';
import { devicesContract } from './contract.ts';

/** Binds a sealed key to its person and her device, though it lies on the device and not in a table. */
const placeOnDevice = (personId: string, deviceId: string): Place => ({
  table: 'device',
  item: { pk: personId, sk: deviceId },
  field: 'key',
});

const notYours = () => refused('not_yours', 'This key was not sealed for you on this device.');

export const createDevicesRoutes = ({ vault }: { vault: Pick<Vault, 'seal' | 'open'> }) =>
  createRoutes(devicesContract, {
    'POST /api/me/device-keys': async ({ body, caller }) => {
      const sealed = await vault.seal('organisation', placeOnDevice(caller.personId, body.id), body.key);
      return { status: 200, body: { sealed } };
    },

    'POST /api/me/device-keys/open': async ({ body, caller }) => {
      try {
        const key = await vault.open('organisation', placeOnDevice(caller.personId, body.id), body.sealed);
        if (key !== null) {
          return { status: 200, body: { key } };
        }
      } catch (error) {
        if (!(error instanceof VaultError)) {
          throw error;
        }
      }
      throw notYours();
    },
  });
