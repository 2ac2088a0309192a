import { notFound } from '../../shared/errors/errors.ts';
import type { PageKey } from '../../shared/fields/cursor.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { collectiveList } from '../../shared/table/keys/collectives.ts';
import { personKey, personList } from '../../shared/table/keys/people.ts';
import { assignableCollective, type Person, type StoredPerson, storedPerson } from './schema.ts';
import { decryptPeople, decryptPerson } from './stored-person.ts';

/** Finds and lists people with access, and the collectives that a leader can be given. */

const readItem = async (table: Table, id: string): Promise<Item> => {
  const item = await table.get(personKey(id));
  if (item === undefined) {
    throw notFound();
  }
  return item;
};

/** A person, with her name. @throws AppError `not_found` */
export const findPerson = async ({ table, vault }: Records, id: string): Promise<Person> =>
  decryptPerson(vault, await readItem(table, id));

/** Like `findPerson`, without decrypting her name. @throws AppError `not_found` */
export const findStoredPerson = async (table: Table, id: string): Promise<StoredPerson> =>
  storedPerson.parse(await readItem(table, id));

/** A page of the collectives that a leader can be given. */
export const listCollectives = async (table: Table, limit: number, after: PageKey | undefined) => {
  const { items, next } = await table.query({
    index: 'gsi1',
    partition: collectiveList,
    limit,
    ...(after === undefined ? {} : { after }),
  });
  return { items: items.map((item) => assignableCollective.parse(item)), next };
};

/**
 * A page of the people, in the order in which their ids were made.
 * @param isWanted whether a person is on the list. The names of the others are not decrypted, and the page may be shorter than `limit`.
 */
export const listPeople = async (
  { table, vault }: Records,
  limit: number,
  after: PageKey | undefined,
  isWanted: (person: StoredPerson) => boolean = () => true,
) => {
  const { items, next } = await table.query({
    index: 'gsi1',
    partition: personList,
    limit,
    ...(after === undefined ? {} : { after }),
  });
  const wanted = items.map((item) => storedPerson.parse(item)).filter(isWanted);
  return { items: await decryptPeople(vault, wanted), next };
};
