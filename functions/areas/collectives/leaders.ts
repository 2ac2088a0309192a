import type { Records } from '../../shared/startup/connect-records.ts';
import { personList } from '../../shared/table/keys/people.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import { decryptPeople, parsePerson } from '../people/stored-person.ts';
import type { CollectiveLeader } from './schema.ts';

/**
 * Who leads a collective and may sign in, by name. It reads the list of all people, some hundreds, and opens the names of these alone; the list
 * is that of a moment ago.
 */
export const readLeaders = async (
  { table, vault }: Records,
  collectiveId: string,
): Promise<CollectiveLeader[]> => {
  const people = (await queryAll(table, { index: 'gsi1', partition: personList })).map(parsePerson);
  const leaders = people.filter(
    ({ role, disabled, collectives }) => role === 'leader' && !disabled && collectives.includes(collectiveId),
  );
  return (await decryptPeople(vault, leaders))
    .map(({ id, name, telephone }) => ({ id, name, ...(telephone === undefined ? {} : { telephone }) }))
    .sort((a, b) => compareTexts(a.name, b.name) || compareTexts(a.id, b.id));
};
