import { checkStored } from '../../shared/definition/seal.ts';
import type { Item } from '../../shared/table/client.ts';
import { personKey, personListIndexKeys } from '../../shared/table/keys.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { personFields } from './definition.ts';
import { type Person, type StoredPerson, storedPerson } from './schema.ts';

/** The owner of the key that encrypts a person's name: herself. It is destroyed when she is erased. */
export const ownerOf = (personId: string) => `person:${personId}` as const;
/** The context to which the ciphertext of her name is bound: her item, and the field. */
export const nameContext = (personId: string) => contextOf(personKey(personId), 'name');

export const parsePerson = (item: Item): StoredPerson => storedPerson.parse(item);

/** @throws InternalError if she has a field that is not declared, or a text in plaintext that is to be encrypted */
export const toItem = (person: StoredPerson): Item => {
  checkStored(personFields, person);
  return { ...person, ...personKey(person.id), ...personListIndexKeys(person.id) };
};

/** Decrypts the names of stored people, in order; a name is empty if its person was erased. */
export const decryptNames = async (
  vault: Pick<Vault, 'decryptMany'>,
  people: readonly Pick<StoredPerson, 'id' | 'name'>[],
): Promise<string[]> => {
  const decrypted = await vault.decryptMany(
    people.map(({ id, name }) => ({ owner: ownerOf(id), context: nameContext(id), ciphertext: name })),
  );
  return decrypted.map((name) => name ?? '');
};

export const decryptPeople = async (
  vault: Pick<Vault, 'decryptMany'>,
  people: readonly StoredPerson[],
): Promise<Person[]> => {
  const names = await decryptNames(vault, people);
  return people.map(({ nameTokens: _, ...person }, index) => ({ ...person, name: names[index] ?? '' }));
};

export const decryptPerson = async (vault: Pick<Vault, 'decryptMany'>, item: Item): Promise<Person> => {
  const { nameTokens: _, ...stored } = parsePerson(item);
  const [name = ''] = await decryptNames(vault, [stored]);
  return { ...stored, name };
};
