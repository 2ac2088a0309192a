import type { Key } from '../../shared/table/keys/key.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { personKey } from '../../shared/table/keys/people.ts';
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
