import * as z from 'zod';
import { roles } from '../../shared/reach/roles.ts';
import { type Credentials, findCredentials } from '../../shared/sign-ins/credentials.ts';
import type { Table } from '../../shared/table/client.ts';
import { personKey, personList } from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import type { Approval } from '../../shared/two-person/approval-schema.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { grantContent } from '../people/access-approval.ts';
import { decryptNames, parsePerson } from '../people/stored-person.ts';
import type { PersonFacts } from './schema.ts';

type StoredPerson = ReturnType<typeof parsePerson>;
/** A name as it is stored, with its person. */
type EncryptedName = Pick<StoredPerson, 'id' | 'name'>;

/** What is read of everybody to find names that are alike; nobody's name is decrypted for it. */
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

/** The name that a request would give its person, as it is stored; undefined if the request changes no name. */
const requestedNameOf = ({ matter, subject: id, content }: Approval) => {
  const request = matter === 'person' ? grantContent.safeParse(content).data : undefined;
  const { name, nameTokens } = (request?.of === 'new' ? request.person : request?.change) ?? {};
  return name === undefined ? undefined : { id, name, nameTokens: nameTokens ?? [] };
};

const readEverybody = async (table: Pick<Table, 'query'>): Promise<ComparedPerson[]> => {
  const items = await queryAll(table, { index: 'gsi1', partition: personList });
  return items.map((item) => comparedPerson.parse(item));
};

/** What an answer to who decides says of people: the names by person id, and of each request by its id. */
export type PeopleOfApprovals = {
  readonly names: ReadonlyMap<string, string>;
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
  const [items, everybody, credentials] = await Promise.all([
    readPeople(table, [
      ...approvals.map(({ askedBy }) => askedBy),
      ...approvals.filter(isAboutPerson).map(({ subject }) => subject),
    ]),
    aboutAccess.length === 0 ? [] : readEverybody(table),
    Promise.all(subjects.map(async (id) => [id, await findCredentials(table, id)] as const)),
  ]);
  const people = new Map(items.map((person) => [person.id, person]));
  const credentialsOf = new Map(credentials);
  const actors = subjects.flatMap((id) => [
    people.get(id)?.createdBy,
    people.get(id)?.nameChangedBy,
    credentialsOf.get(id)?.passwordMadeBy,
  ]);
  const others = actors.filter((id) => id !== undefined && !people.has(id) && id !== 'system');
  const requested = new Map(
    aboutAccess.flatMap((approval) => {
      const name = requestedNameOf(approval);
      return name === undefined ? [] : [[approval.id, name] as const];
    }),
  );
  const known: EncryptedName[] = [
    ...items,
    ...(await readPeople(
      table,
      others.flatMap((id) => id ?? []),
    )),
  ];
  const [names, requestedNames] = await Promise.all([
    readNames(vault, known),
    decryptNames(vault, [...requested.values()]),
  ]);
  const newNames = new Map([...requested.keys()].map((id, index) => [id, requestedNames[index] ?? '']));
  for (const { id, subject } of aboutAccess) {
    // Somebody who is to be added has no record yet, and her requested name is the only one.
    const newName = newNames.get(id);
    if (!people.has(subject) && newName !== undefined) names.set(subject, newName);
  }
  const facts = aboutAccess.map((approval): [string, PersonFacts] => {
    const person = people.get(approval.subject);
    const newName = person === undefined ? undefined : newNames.get(approval.id);
    const tokens = new Set([
      ...(person?.nameTokens ?? []),
      ...(requested.get(approval.id)?.nameTokens ?? []),
    ]);
    return [
      approval.id,
      {
        ...(newName === undefined ? {} : { newName }),
        ...eventsOf(person, credentialsOf.get(approval.subject), names),
        sameName: everybody
          .filter(
            ({ id, nameTokens }) => id !== approval.subject && nameTokens.some((one) => tokens.has(one)),
          )
          .map(({ id, role, disabled }) => ({ id, role, disabled })),
      },
    ];
  });
  return { names, facts: new Map(facts) };
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

/** When, and by whom, a person was added, the person's name was last changed, and the newest password made: each as far as it happened. */
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
