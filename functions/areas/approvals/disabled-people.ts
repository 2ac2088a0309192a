import * as z from 'zod';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { roles } from '../../shared/reach/roles.ts';
import type { Table } from '../../shared/table/client.ts';
import { disabledTrustedList, personKey } from '../../shared/table/keys/people.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { parsePerson } from '../people/stored-person.ts';
import { readNames } from './person-facts.ts';
import type { DisabledPerson } from './schema.ts';

/** How long all trusted people are told that one of them was disabled. */
const toldMs = 7 * 86_400_000;

const disabling = z.object({ id: z.string(), role: z.enum(roles), at: z.string(), by: z.string() });

/**
 * The administrators, coordinators and auditors who were disabled within the last week and still are. One person does that alone, so all
 * others are told.
 */
export const listDisabled = async (
  table: Pick<Table, 'getMany' | 'query'>,
  vault: Pick<Vault, 'decryptMany'>,
  now: Date,
): Promise<DisabledPerson[]> => {
  const since = formatInstant(new Date(now.getTime() - toldMs));
  // `~` comes after every character of a key.
  const { items } = await table.query({
    partition: disabledTrustedList,
    between: [since, '~'],
    descending: true,
  });
  const disablings = items.map((item) => disabling.parse(item));
  const ids = new Set(disablings.flatMap(({ id, by }) => [id, by]));
  const people = (await table.getMany([...ids].map((id) => personKey(id)))).map(parsePerson);
  const names = await readNames(vault, people);
  return [...ids].flatMap((personId) => {
    // The newest, if she was disabled more than once.
    const newest = disablings.find(({ id }) => id === personId);
    const isStillDisabled = people.some(({ id, disabled }) => id === personId && disabled);
    if (newest === undefined || !isStillDisabled) return [];
    const [name, byName] = [names.get(personId), names.get(newest.by)];
    return [
      { ...newest, ...(name === undefined ? {} : { name }), ...(byName === undefined ? {} : { byName }) },
    ];
  });
};
