import * as z from 'zod';
import type { Query, Table } from '../../shared/table/client.ts';
import { devicesOfPerson, personList } from '../../shared/table/keys/people.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { ownerStatus, type StoredDevice, storedDevice } from './schema.ts';

const listedPerson = ownerStatus.extend({ id: z.string() });

/**
 * A person's devices, the newest first. A phone that was registered again, under a new key, is listed by its newest registration, and also by
 * each earlier registration that was revoked.
 */
export const readDevices = async (table: Pick<Table, 'query'>, personId: string): Promise<StoredDevice[]> => {
  const query = { index: 'gsi1', partition: devicesOfPerson(personId), descending: true } as const;
  return (await queryAll(table, query))
    .map((item) => storedDevice.parse(item))
    .filter(({ replacedBy, revokedAt }) => replacedBy === undefined || revokedAt !== undefined);
};

/**
 * A page of the leaders who are not disabled, and of the caseworkers who have registered a phone, with their devices. It may be shorter than
 * `limit`, because other people are skipped.
 */
export const listPhoneOwners = async (table: Pick<Table, 'query'>, limit: number, after: Query['after']) => {
  const { items, next } = await table.query({
    index: 'gsi1',
    partition: personList,
    limit,
    ...(after === undefined ? {} : { after }),
  });
  const people = items
    .map((item) => listedPerson.parse(item))
    .filter(({ role, disabled }) => (role === 'leader' || role === 'caseworker') && !disabled);
  const withDevices = await Promise.all(
    people.map(async ({ id, role }) => ({ id, role, devices: await readDevices(table, id) })),
  );
  // A leader cannot work without a phone; a caseworker may have her desk alone.
  return { items: withDevices.filter(({ role, devices }) => role === 'leader' || devices.length > 0), next };
};
