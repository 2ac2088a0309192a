import { checkStored, openRecords, type SealedRecord, sealRecord } from '../../shared/definition/seal.ts';
import type { Item } from '../../shared/table/client.ts';
import { personKey, personListIndexKeys } from '../../shared/table/keys/people.ts';
import { type AuthenticatedContext, contextOf } from '../../shared/vault/authenticated-context.ts';
import type { EncryptedText } from '../../shared/vault/encrypted-text.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { personFields } from './definition.ts';
import { type Person, type StoredPerson, storedPerson } from './schema.ts';

/** The owner of the key that encrypts a person's name: herself. It is destroyed when she is erased. */
export const ownerOf = (personId: string) => `person:${personId}` as const;
/** The context to which the ciphertext of her name is bound: her item, and the field. */
export const nameContext = (personId: string) => contextOf(personKey(personId), 'name');

/** The context to which the ciphertext of her telephone is bound. */
export const telephoneContext = (personId: string) => contextOf(personKey(personId), 'telephone');

export const parsePerson = (item: Item): StoredPerson => storedPerson.parse(item);

/** @throws InternalError if she has a field that is not declared, or a text in plaintext that is to be encrypted */
export const toItem = (person: StoredPerson): Item => {
  checkStored(personFields, person);
  return { ...person, ...personKey(person.id), ...personListIndexKeys(person.id) };
};

/**
 * A person, or some of her fields, with her texts encrypted for storage.
 * @param encrypt with a key of her own
 */
export const sealPerson = <P extends object>(
  id: string,
  person: P,
  encrypt: (context: AuthenticatedContext, text: string) => EncryptedText | Promise<EncryptedText>,
): Promise<SealedRecord<typeof personFields, P>> =>
  sealRecord(personFields, person, (boundTo, text) => encrypt(contextOf(personKey(id), boundTo), text));

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
  const opened = await openRecords(
    vault,
    people.map((record) => ({
      fields: personFields,
      owner: ownerOf(record.id),
      key: personKey(record.id),
      record,
    })),
  );
  return opened.map(({ nameTokens: _, name, telephone, ...rest }) => ({
    ...rest,
    // Texts are null once her key was destroyed.
    name: typeof name === 'string' ? name : '',
    ...(typeof telephone === 'string' ? { telephone } : {}),
  }));
};

export const decryptPerson = async (vault: Pick<Vault, 'decryptMany'>, item: Item): Promise<Person> => {
  const [person] = await decryptPeople(vault, [parsePerson(item)]);
  // As many are opened as were given.
  return person as Person;
};
