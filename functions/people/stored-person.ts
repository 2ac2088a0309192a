import type { Item } from '../table/client.ts';
import { personKey, personListPlace } from '../table/keys.ts';
import { placeOf } from '../vault/authenticated-context.ts';
import type { Vault } from '../vault/vault.ts';
import { type Person, type StoredPerson, storedPerson } from './schema.ts';

/** A person's name is encrypted with a key of her own, so that it can be destroyed when she is erased. */
export const ownerOf = (personId: string) => `person:${personId}` as const;
export const nameOf = (personId: string) => placeOf(personKey(personId), 'name');

export const parsePerson = (item: Item): StoredPerson => storedPerson.parse(item);

export const toItem = (person: StoredPerson): Item => ({
  ...person,
  ...personKey(person.id),
  ...personListPlace(person.id),
});

/** Decrypts names, in the order given; empty where a key was destroyed. */
export const openNames = async (
  vault: Pick<Vault, 'openMany'>,
  people: readonly Pick<StoredPerson, 'id' | 'name'>[],
): Promise<string[]> => {
  const opened = await vault.openMany(
    people.map(({ id, name }) => ({ owner: ownerOf(id), place: nameOf(id), sealed: name })),
  );
  return opened.map((name) => name ?? '');
};

export const openPeople = async (
  vault: Pick<Vault, 'openMany'>,
  people: readonly StoredPerson[],
): Promise<Person[]> => {
  const names = await openNames(vault, people);
  return people.map((person, index) => ({ ...person, name: names[index] ?? '' }));
};

export const openPerson = async (vault: Pick<Vault, 'openMany'>, item: Item): Promise<Person> => {
  const stored = parsePerson(item);
  const [name = ''] = await openNames(vault, [stored]);
  return { ...stored, name };
};
