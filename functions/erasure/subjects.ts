import { type Key, memberKey, personKey } from '../table/keys.ts';
import type { Owner } from '../vault/authenticated-context.ts';
import type { SubjectKind } from './schema.ts';

type Subject = {
  readonly key: (id: string) => Key;
  /** The owner of the key of her texts. */
  readonly ownerOf: (id: string) => Exclude<Owner, 'organisation'>;
};

/** Where the record of each kind of erased person is, and whose key encrypts it: members, or leaders and staff. */
export const subjects: Readonly<Record<SubjectKind, Subject>> = {
  member: { key: memberKey, ownerOf: (id) => `member:${id}` },
  person: { key: personKey, ownerOf: (id) => `person:${id}` },
};
