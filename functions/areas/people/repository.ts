import { formatInstant } from '../../shared/calendar/calendar.ts';
import { type AppError, InternalError, notFound, refused } from '../../shared/errors/errors.ts';
import type { PageKey } from '../../shared/fields/cursor.ts';
import { type Outcome, record } from '../../shared/journal/append.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import { markSignInPending } from '../../shared/sign-ins/pending-sign-in.ts';
import { changeWayIn, wayInOf } from '../../shared/sign-ins/way-in.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import { collectiveKey, collectiveList } from '../../shared/table/keys/collectives.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import {
  approvalKey,
  disabledTrustedKey,
  erasedPersonKey,
  personKey,
  personList,
  signInNameKey,
} from '../../shared/table/keys/people.ts';
import type { Approval } from '../../shared/two-person/approval-schema.ts';
import { readOpen } from '../../shared/two-person/list-open-approvals.ts';
import { putApproval } from '../../shared/two-person/put-approval.ts';
import { isTrusted } from '../../shared/two-person/two-person-rules.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import type { GrantContent } from './access-approval.ts';
import { nameTokensOf } from './name-tokens.ts';
import {
  assignableCollective,
  type Person,
  type PersonInput,
  type StoredPerson,
  storedPerson,
} from './schema.ts';
import { decryptPeople, decryptPerson, ownerOf, sealPerson, toItem } from './stored-person.ts';

/**
 * Stores and lists people with access: leaders and staff. If a person or a change needs a second person's approval, it is asked for here;
 * access-approval.ts stores it once it is approved.
 */

/** A request for a second person's approval, without its content. */
export type ApprovalRequest = Pick<Approval, 'id' | 'askedBy' | 'askedAt' | 'facts'>;

/** An outcome of `record`: a condition in `staleIfFailed` failed, so nothing was written. `stale` is the item as it is stored now. */
type Stale = { readonly stale: Item | undefined };

const isStale = <Written>(outcome: Written | Stale): outcome is Stale =>
  typeof outcome === 'object' && outcome !== null && 'stale' in outcome;

/**
 * The writes that check that a leader's collectives exist.
 * @param before her collectives so far, which were checked when they were assigned
 */
const checkCollectivesExist = (ids: readonly string[], before: readonly string[] = []): Write[] =>
  ids.flatMap((id, index): Write[] =>
    before.includes(id)
      ? []
      : [
          {
            check: collectiveKey(id),
            condition: 'attribute_exists(pk)',
            errorIfFailed: () =>
              refused('unknown_collective', 'There is no such collective.', `collectives.${index}`),
          },
        ],
  );

/**
 * The write that checks that the member to whom a leader is linked exists. A leader can herself be a member.
 * @param before the member linked so far, who was checked when she was linked
 */
const checkMemberExists = (memberId: string | undefined, before?: string): Write[] =>
  memberId === undefined || memberId === before
    ? []
    : [
        {
          check: memberKey(memberId),
          condition: 'attribute_exists(pk)',
          errorIfFailed: () => refused('unknown_member', 'There is no such member.', 'memberId'),
        },
      ];

/** The write that reserves a sign-in name; it fails if the name is taken. */
const reserveName = (signInName: string, personId: string): Write => ({
  put: { ...signInNameKey(signInName), personId },
  condition: 'attribute_not_exists(pk)',
});

/** The write of a notice to all administrators, coordinators and auditors that one of them was disabled without a second person's approval. */
const noticeOfDisabling = (
  { id, role }: Pick<Person, 'id' | 'role'>,
  { actor, recordedAt }: Pick<JournalLineOf<'person_changed'>, 'actor' | 'recordedAt'>,
): Write => {
  const at = formatInstant(new Date(recordedAt));
  return { put: { ...disabledTrustedKey(at, id), id, role, at, by: actor } };
};

/** If this many names in a row are taken, the list of words is too short, which is a bug. */
const maxNamesTried = 5;

/** `chooseName` makes another random sign-in name with each call; tests give fixed ones. */
export type NamingRecords = Records & { readonly chooseName: () => string };

/**
 * Repeats a write with other sign-in names until one is free.
 * @param write calls `record` with `reserveName` alone in `staleIfFailed`: a stale outcome means that the name is taken
 */
const withFreeName = async <Written>(
  chooseName: () => string,
  write: (signInName: string) => Promise<Written | Stale>,
): Promise<Written> => {
  for (let tried = 0; tried < maxNamesTried; tried += 1) {
    const outcome = await write(chooseName());
    if (!isStale(outcome)) {
      return outcome;
    }
  }
  throw new InternalError('No free sign-in name was found.');
};

const readItem = async (table: Table, id: string): Promise<Item> => {
  const item = await table.get(personKey(id));
  if (item === undefined) {
    throw notFound();
  }
  return item;
};

/**
 * The claim of a new person's id: a repeated request is recognised by it.
 * @param madeRecord the key of what the request makes: the person or, if a second person decides, the approval
 */
const claimOfNewPerson = async (vault: Vault, input: PersonInput, madeRecord: Key): Promise<Claim> => ({
  id: input.id,
  fingerprint: await fingerprintOf(vault, input),
  record: madeRecord,
  // The fingerprint is a hash of the person's name too, so her erasure overwrites it.
  concernsOnly: { id: input.id, erasedKey: erasedPersonKey(input.id) },
});

/** Decrypts the person in a stale outcome. @throws AppError `not_found` if she was erased meanwhile */
const decryptStale = async (vault: Vault, { stale }: Stale): Promise<{ readonly stale: Person }> => {
  if (stale === undefined) {
    throw notFound();
  }
  return { stale: await decryptPerson(vault, stale) };
};

/** A person, with her name. @throws AppError `not_found` */
export const findPerson = async ({ table, vault }: Records, id: string): Promise<Person> =>
  decryptPerson(vault, await readItem(table, id));

/** Like `findPerson`, without decrypting her name. @throws AppError `not_found` */
export const findStoredPerson = async (table: Table, id: string): Promise<StoredPerson> =>
  storedPerson.parse(await readItem(table, id));

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
 * Asks a second person to approve a new person, whose name is encrypted as it will be stored.
 * @param refusal a rule's error; it is thrown unless the request repeats one that was accepted
 * @returns `written`; for a repetition, the key of the record that the first request made
 */
export const askToAdd = async (
  { table, vault, chooseName }: NamingRecords,
  input: PersonInput,
  asking: ApprovalRequest,
  line: JournalLineOf<'approval_asked'>,
  refusal: AppError | undefined,
): Promise<Outcome> => {
  const { id } = input;
  const dataKey = await vault.createKey(ownerOf(id));
  const sealed = await sealPerson(id, input, dataKey.encrypt);
  const nameTokens = await nameTokensOf(vault, input.name);
  const claim = await claimOfNewPerson(vault, input, approvalKey(asking.id));
  return withFreeName(chooseName, (signInName) => {
    const person = { ...sealed, signInName, nameTokens, disabled: false };
    const content: GrantContent = { of: 'new', person };
    return record(table, {
      errorUnlessRepeated: refusal,
      claim,
      staleIfFailed: [reserveName(signInName, id)],
      writes: [
        ...putApproval({ ...asking, matter: 'person', subject: id, state: 'waiting', content }),
        dataKey.write,
        ...checkCollectivesExist(input.collectives),
        ...checkMemberExists(input.memberId),
      ],
      line,
    });
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

/**
 * Asks a second person to approve a change of the named fields.
 * @param person the person as the change would make her
 * @returns the request, or an equal one by the same asker that waits already; then nothing is written. `stale` as in `changePerson`.
 * @throws AppError `unknown_collective`, `unknown_member`; `not_found` if she was erased meanwhile
 */
export const askToChange = async (
  { table, vault }: Records,
  person: Person,
  before: Person,
  fields: readonly string[],
  asking: ApprovalRequest,
  line: JournalLineOf<'approval_asked'>,
): Promise<Approval | { readonly stale: Person }> => {
  const { id: subject } = person;
  const isChanged = ([field]: [string, unknown]): boolean => fields.includes(field);
  const change = {
    ...Object.fromEntries(Object.entries(person).filter(isChanged)),
    // A removed field is absent in `person`, and null in a stored change.
    ...(fields.includes('memberId') ? { memberId: person.memberId ?? null } : {}),
    ...(fields.includes('telephone') ? { telephone: person.telephone ?? null } : {}),
  };
  // The fingerprint is made of the plaintext, since a name encrypted twice gives two ciphertexts.
  const fingerprint = await fingerprintOf(vault, { subject, change });
  const waitingRequest = (await readOpen(table)).find(
    (open) => open.state === 'waiting' && open.fingerprint === fingerprint && open.askedBy === asking.askedBy,
  );
  if (waitingRequest !== undefined) {
    return waitingRequest;
  }
  const sealed = await sealPerson(subject, change, (context, text) =>
    vault.encrypt(ownerOf(subject), context, text),
  );
  const tokensOfNewName = fields.includes('name')
    ? { nameTokens: await nameTokensOf(vault, person.name) }
    : {};
  const content: GrantContent = { of: 'change', change: { ...sealed, ...tokensOfNewName } };
  const approval: Approval = {
    ...asking,
    matter: 'person',
    subject,
    state: 'waiting',
    content,
    fingerprint,
  };
  const outcome = await record(table, {
    staleIfFailed: [
      { check: personKey(subject), condition: 'version = :seen', values: { ':seen': before.version } },
    ],
    writes: [
      ...putApproval(approval),
      ...checkCollectivesExist(person.collectives, before.collectives),
      ...checkMemberExists(person.memberId, before.memberId),
    ],
    line,
  });
  return isStale(outcome) ? decryptStale(vault, outcome) : approval;
};

/** A page of the collectives that a leader can be given. */
export const listCollectives = async (table: Table, limit: number, after: PageKey | undefined) => {
  const { items, next } = await table.query({
    index: 'gsi1',
    partition: collectiveList,
    limit,
    ...(after === undefined ? {} : { after }),
  });
  return { items: items.map((item) => assignableCollective.parse(item)), next };
};

/**
 * A page of the people, in the order in which their ids were made.
 * @param isWanted whether a person is on the list. The names of the others are not decrypted, and the page may be shorter than `limit`.
 */
export const listPeople = async (
  { table, vault }: Records,
  limit: number,
  after: PageKey | undefined,
  isWanted: (person: StoredPerson) => boolean = () => true,
) => {
  const { items, next } = await table.query({
    index: 'gsi1',
    partition: personList,
    limit,
    ...(after === undefined ? {} : { after }),
  });
  const wanted = items.map((item) => storedPerson.parse(item)).filter(isWanted);
  return { items: await decryptPeople(vault, wanted), next };
};
