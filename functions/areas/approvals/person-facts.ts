import * as z from 'zod';
import { roles } from '../../shared/reach/roles.ts';
import { type Credentials, findCredentials } from '../../shared/sign-ins/credentials.ts';
import type { Table } from '../../shared/table/client.ts';
import { personKey, personList } from '../../shared/table/keys/people.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import type { Approval } from '../../shared/two-person/approval-schema.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { decryptNames, parsePerson } from '../people/stored-person.ts';
import { readRequestedNames } from './requested-names.ts';
import type { PersonFacts } from './schema.ts';

/** Reads what somebody who decides on a request is told of the people whom it is about. */

type StoredPerson = ReturnType<typeof parsePerson>;
/** A person's id, and the name as it is stored. */
type EncryptedName = Pick<StoredPerson, 'id' | 'name'>;

/** The fields of all people that are compared to find equal names. No name is decrypted for this. */
const comparedPerson = z.object({
  id: z.string(),
  role: z.enum(roles),
  disabled: z.boolean(),
  nameTokens: z.array(z.string()).default([]),
});
type ComparedPerson = z.infer<typeof comparedPerson>;

const isAboutAccess = ({ matter }: Approval): boolean => matter === 'person' || matter === 'sign_in';
const isAboutPerson = (approval: Approval): boolean =>
  isAboutAccess(approval) || approval.matter === 'person_erasure';

const readEverybody = async (table: Pick<Table, 'query'>): Promise<ComparedPerson[]> => {
  const items = await queryAll(table, { index: 'gsi1', partition: personList });
  return items.map((item) => comparedPerson.parse(item));
};

/** What somebody who decides is told of people. */
export type PeopleOfApprovals = {
  /** Names by person id. */
  readonly names: ReadonlyMap<string, string>;
  /** Facts about the person of a request for access, by the approval's id. */
  readonly facts: ReadonlyMap<string, PersonFacts>;
};

/**
 * Reads the names of the people whom approvals are about and of those who asked for them, and the facts by which somebody who knows the
 * people can tell whether a request for access is right. It never reads a member's name.
 */
export const readPeopleOf = async (
  table: Pick<Table, 'get' | 'getMany' | 'query'>,
  vault: Pick<Vault, 'decryptMany'>,
  approvals: readonly Approval[],
): Promise<PeopleOfApprovals> => {
  const aboutAccess = approvals.filter(isAboutAccess);
  const subjects = [...new Set(aboutAccess.map(({ subject }) => subject))];
  const [people, everybody, credentials] = await Promise.all([
    readPeople(table, [
      ...approvals.map(({ askedBy }) => askedBy),
      ...approvals.filter(isAboutPerson).map(({ subject }) => subject),
    ]),
    aboutAccess.length === 0 ? [] : readEverybody(table),
    Promise.all(subjects.map(async (id) => [id, await findCredentials(table, id)] as const)),
  ]);
  const personById = new Map(people.map((person) => [person.id, person]));
  const credentialsById = new Map(credentials);
  // The people whom `eventsOf` names.
  const actors = subjects
    .flatMap((id) => [
      personById.get(id)?.createdBy,
      personById.get(id)?.nameChangedBy,
      credentialsById.get(id)?.passwordMadeBy,
    ])
    .filter((id) => id !== undefined);
  const unreadActors = actors.filter((id) => id !== 'system' && !personById.has(id));
  const peopleRead = [...people, ...(await readPeople(table, unreadActors))];
  const [names, requestedNames] = await Promise.all([
    readNames(vault, peopleRead),
    readRequestedNames(vault, aboutAccess),
  ]);
  for (const { id, subject } of aboutAccess) {
    // A person who is to be added has no record yet: the requested name is the only one.
    const requested = requestedNames.get(id);
    if (!personById.has(subject) && requested !== undefined) names.set(subject, requested.name);
  }
  const factsOf = ({ id, subject }: Approval): PersonFacts => {
    const person = personById.get(subject);
    const requested = requestedNames.get(id);
    const tokens = new Set([...(person?.nameTokens ?? []), ...(requested?.nameTokens ?? [])]);
    return {
      ...(person === undefined || requested === undefined ? {} : { newName: requested.name }),
      ...eventsOf(person, credentialsById.get(subject), names),
      sameName: everybody
        .filter((other) => other.id !== subject && other.nameTokens.some((token) => tokens.has(token)))
        .map(({ id: otherId, role, disabled }) => ({ id: otherId, role, disabled })),
    };
  };
  return { names, facts: new Map(aboutAccess.map((approval) => [approval.id, factsOf(approval)])) };
};

const readPeople = async (table: Pick<Table, 'getMany'>, ids: readonly string[]): Promise<StoredPerson[]> =>
  (await table.getMany([...new Set(ids)].map((id) => personKey(id)))).map(parsePerson);

/** The names of people by id; empty for somebody who was erased. */
export const readNames = async (
  vault: Pick<Vault, 'decryptMany'>,
  people: readonly EncryptedName[],
): Promise<Map<string, string>> => {
  const names = await decryptNames(vault, people);
  return new Map(people.map(({ id }, index) => [id, names[index] ?? '']));
};

/** When and by whom a person was added, the person's name was last changed, and the newest password was made. What never happened is left out. */
const eventsOf = (
  person: StoredPerson | undefined,
  { passwordMadeAt, passwordMadeBy }: Partial<Credentials> = {},
  names: ReadonlyMap<string, string>,
): Pick<PersonFacts, 'added' | 'nameChanged' | 'passwordMade'> => {
  const event = (at: string | undefined, by: string | undefined) => {
    if (at === undefined || by === undefined) return undefined;
    const byName = names.get(by);
    return { at, by, ...(byName === undefined ? {} : { byName }) };
  };
  const added = event(person?.createdAt, person?.createdBy);
  const nameChanged = event(person?.nameChangedAt, person?.nameChangedBy);
  const passwordMade = event(passwordMadeAt, passwordMadeBy);
  return {
    ...(added === undefined ? {} : { added }),
    ...(nameChanged === undefined ? {} : { nameChanged }),
    ...(passwordMade === undefined ? {} : { passwordMade }),
  };
};
