import { type Key, memberKey, personKey } from '../table/keys.ts';
import type { Owner } from '../vault/authenticated-context.ts';
import type { SubjectKind } from './schema.ts';

type Subject = {
  readonly key: (id: string) => Key;
  /** Whose key her texts are encrypted with. */
  readonly ownerOf: (id: string) => Exclude<Owner, 'organisation'>;
};

/** Whose erasure it may be: a member’s, or that of a leader or one of the staff. */
export const subjects: Readonly<Record<SubjectKind, Subject>> = {
  member: { key: memberKey, ownerOf: (id) => `member:${id}` },
  person: { key: personKey, ownerOf: (id) => `person:${id}` },
};
