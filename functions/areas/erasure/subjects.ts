import { type Key, memberKey, personKey } from '../../shared/table/keys.ts';
import type { Owner } from '../../shared/vault/authenticated-context.ts';
import type { SubjectKind } from './schema.ts';

type Subject = {
  readonly key: (id: string) => Key;
  /** The owner of the key of her texts. */
  readonly ownerOf: (id: string) => Exclude<Owner, 'organisation'>;
};

/** For each kind of erased person (a member, or a leader or staff member): the table key of her record, and the owner of her texts' key. */
export const subjects: Readonly<Record<SubjectKind, Subject>> = {
  member: { key: memberKey, ownerOf: (id) => `member:${id}` },
  person: { key: personKey, ownerOf: (id) => `person:${id}` },
};
