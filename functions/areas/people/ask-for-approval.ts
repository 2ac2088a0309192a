import type { AppError } from '../../shared/errors/errors.ts';
import { type Outcome, record } from '../../shared/journal/append.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { approvalKey, personKey } from '../../shared/table/keys/people.ts';
import type { Approval } from '../../shared/two-person/approval-schema.ts';
import { readOpen } from '../../shared/two-person/list-open-approvals.ts';
import { putApproval } from '../../shared/two-person/put-approval.ts';
import type { GrantContent } from './access-approval.ts';
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
import { ownerOf, sealPerson } from './stored-person.ts';

/** Asks a second person to approve a new person or a change. access-approval.ts stores the person once she is approved. */

/** A request for a second person's approval, without its content. */
export type ApprovalRequest = Pick<Approval, 'id' | 'askedBy' | 'askedAt' | 'facts'>;

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
