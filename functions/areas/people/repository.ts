import { formatInstant } from '../../shared/calendar/calendar.ts';
import type { AppError } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import { markSignInPending } from '../../shared/sign-ins/pending-sign-in.ts';
import { changeWayIn, wayInOf } from '../../shared/sign-ins/way-in.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Write } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { disabledTrustedKey, personKey } from '../../shared/table/keys/people.ts';
import { isTrusted } from '../../shared/two-person/two-person-rules.ts';
import { nameTokensOf } from './name-tokens.ts';
import {
  checkCollectivesExist,
  checkMemberExists,
  claimOfNewPerson,
  decryptStale,
  isStale,
  type NamingRecords,
  reserveName,
  withFreeName,
} from './person-writes.ts';
import type { Person, PersonInput } from './schema.ts';
import { ownerOf, sealPerson, toItem } from './stored-person.ts';

/**
 * Stores people with access, leaders and staff, where no second person's approval is needed. ask-for-approval.ts asks for it where it is;
 * read-people.ts finds and lists people.
 */

/** The write of a notice to all administrators, coordinators and auditors that one of them was disabled without a second person's approval. */
const noticeOfDisabling = (
  { id, role }: Pick<Person, 'id' | 'role'>,
  { actor, recordedAt }: Pick<JournalLineOf<'person_changed'>, 'actor' | 'recordedAt'>,
): Write => {
  const at = formatInstant(new Date(recordedAt));
  return { put: { ...disabledTrustedKey(at, id), id, role, at, by: actor } };
};

/**
 * Adds a person, with a sign-in name of her own.
 * @param input the request's body: a repetition of the request is recognised by it
 * @param refusal a rule's error; it is thrown unless the request repeats one that was accepted
 * @returns the person; for a repetition, the key of the record that the first request made
 */
export const addPerson = async (
  { table, vault, chooseName }: NamingRecords,
  person: Omit<Person, 'signInName'>,
  input: PersonInput,
  line: JournalLineOf<'person_added'>,
  refusal?: AppError,
): Promise<{ readonly added: Person } | { readonly earlierRecord: Key }> => {
  const dataKey = await vault.createKey(ownerOf(person.id));
  const sealed = await sealPerson(person.id, person, dataKey.encrypt);
  const nameTokens = await nameTokensOf(vault, person.name);
  const claim = await claimOfNewPerson(vault, input, personKey(person.id));
  return withFreeName(chooseName, async (signInName) => {
    const outcome = await record(table, {
      errorUnlessRepeated: refusal,
      claim,
      staleIfFailed: [reserveName(signInName, person.id)],
      writes: [
        { put: toItem({ ...sealed, signInName, nameTokens }) },
        { put: wayInOf({ ...person, signInName }) },
        dataKey.write,
        countSetting(line.actor, 'people', line.recordedAt),
        ...checkCollectivesExist(person.collectives),
        ...checkMemberExists(person.memberId),
      ],
      line,
    });
    return outcome === 'written' ? { added: { ...person, signInName } } : outcome;
  });
};

/**
 * Stores a changed person.
 * @returns `stale`, the person as she is now, with nothing written, if somebody has changed her since `before` was read
 * @throws AppError `unknown_collective`, `unknown_member`, `too_many`; `not_found` if she was erased meanwhile
 */
export const changePerson = async (
  { table, vault }: Records,
  person: Person,
  before: Person,
  line: JournalLineOf<'person_changed'>,
): Promise<'written' | { readonly stale: Person }> => {
  const sealed = await sealPerson(person.id, person, (context, text) =>
    vault.encrypt(ownerOf(person.id), context, text),
  );
  const item = toItem({ ...sealed, nameTokens: await nameTokensOf(vault, person.name) });
  const outcome = await record(table, {
    staleIfFailed: [{ put: item, condition: 'version = :seen', values: { ':seen': before.version } }],
    writes: [
      changeWayIn(person),
      countSetting(line.actor, 'people', line.recordedAt),
      ...checkCollectivesExist(person.collectives, before.collectives),
      ...checkMemberExists(person.memberId, before.memberId),
      // The identity provider learns of it afterwards (shared/sign-ins).
      ...(person.disabled === before.disabled ? [] : [markSignInPending(person, line.id)]),
      ...(person.disabled && !before.disabled && isTrusted(person.role)
        ? [noticeOfDisabling(person, line)]
        : []),
    ],
    line,
  });
  return isStale(outcome) ? decryptStale(vault, outcome) : 'written';
};
