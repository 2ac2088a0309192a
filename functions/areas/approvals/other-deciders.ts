import * as z from 'zod';
import { roles } from '../../shared/reach/roles.ts';
import { findCredentials } from '../../shared/sign-ins/credentials.ts';
import { findWayIn } from '../../shared/sign-ins/way-in.ts';
import type { Table } from '../../shared/table/client.ts';
import { personKey, personList } from '../../shared/table/keys/people.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import type { Approval } from '../../shared/two-person/approval-schema.ts';
import { type Hand, sameHandUntil } from '../../shared/two-person/one-hand-rules.ts';
import { isTrusted, validateDecider } from '../../shared/two-person/two-person-rules.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { parsePerson } from '../people/stored-person.ts';
import { readNames } from './person-facts.ts';
import type { OtherDecider } from './schema.ts';

const standing = z.object({ id: z.string(), role: z.enum(roles), disabled: z.boolean() });

/** An administrator, coordinator or auditor who can sign in, with the people who could have known that person's passwords. */
type TrustedPerson = OtherDecider & Hand;

/** Everybody who decides on anything: the administrators, coordinators and auditors who can sign in. */
export const readTrustedPeople = async (
  table: Pick<Table, 'get' | 'getMany' | 'query'>,
  vault: Pick<Vault, 'decryptMany'>,
): Promise<TrustedPerson[]> => {
  const items = await queryAll(table, { index: 'gsi1', partition: personList });
  const trusted = items
    .map((item) => standing.parse(item))
    .filter(({ role, disabled }) => isTrusted(role) && !disabled);
  const people = (await table.getMany(trusted.map(({ id }) => personKey(id)))).map(parsePerson);
  const [names, waysIn, credentials] = await Promise.all([
    readNames(vault, people),
    Promise.all(people.map(({ signInName }) => findWayIn(table, signInName))),
    Promise.all(people.map(({ id }) => findCredentials(table, id))),
  ]);
  return people.flatMap(({ id, role }, index) => {
    const { passwordKnownBy } = credentials[index] ?? {};
    const name = names.get(id);
    return waysIn[index]?.isVoid
      ? []
      : [{ id, role, personId: id, passwordKnownBy, ...(name === undefined ? {} : { name }) }];
  });
};

/** The trusted people who may decide on a request now. */
export const decidersOf = (
  approval: Pick<Approval, 'matter' | 'askedBy' | 'subject'>,
  people: readonly TrustedPerson[],
  now: Date,
): OtherDecider[] => {
  const asker = people.find(({ id }) => id === approval.askedBy);
  return asker === undefined
    ? []
    : people
        .filter((one) => validateDecider(approval, one) === undefined)
        .filter((one) => sameHandUntil(asker, one, now) === undefined)
        .map(({ id, role, name }) => ({ id, role, ...(name === undefined ? {} : { name }) }));
};
