import type { Records } from '../../shared/startup/connect-records.ts';
import { personList } from '../../shared/table/keys/people.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import { summarizeDevices } from '../devices/device-status.ts';
import { readDevices } from '../devices/phone-owners.ts';
import { decryptPeople, parsePerson } from '../people/stored-person.ts';
import type { CollectiveLeader } from './schema.ts';

/** Why a leader has no phone in use; nothing if she has one. */
const readMissingPhone = async (
  table: Records['table'],
  id: string,
): Promise<Pick<CollectiveLeader, 'phone'>> => {
  const { phones, ended } = summarizeDevices(id, await readDevices(table, id));
  if (phones > 0) return {};
  return { phone: ended > 0 ? 'ended' : 'none' };
};

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
  const [opened, phones] = await Promise.all([
    decryptPeople(vault, leaders),
    Promise.all(leaders.map(({ id }) => readMissingPhone(table, id))),
  ]);
  return opened
    .map(({ id, name, telephone }, index) => ({
      id,
      name,
      ...(telephone === undefined ? {} : { telephone }),
      ...phones[index],
    }))
    .sort((a, b) => compareTexts(a.name, b.name) || compareTexts(a.id, b.id));
};
