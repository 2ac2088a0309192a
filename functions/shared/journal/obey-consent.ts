import type { AppError } from '../errors/errors.ts';
import { consentWithdrawn, hasStopped, storedWithdrawal } from '../services/withdrawn.ts';
import type { Item, Write } from '../table/client.ts';
import type { Key } from '../table/keys/key.ts';
import { memberKey } from '../table/keys/members.ts';
import type { JournalLine } from './line.ts';
import { stopOf } from './stops-by-line.ts';

/**
 * Refuses writes about a woman who has withdrawn her consent to the services; `record` (append.ts) applies it to every write. stops-by-line.ts says
 * which lines stop.
 */

const isAt = (key: Key, { pk, sk }: Item): boolean => pk === key.pk && sk === key.sk;

const { pk: memberPartition, sk: memberSort } = memberKey('');
const isRecordOfMember = ({ pk, sk }: Item): boolean =>
  typeof pk === 'string' && pk.startsWith(memberPartition) && sk === memberSort;

const hasWithdrawn = (stored: Item | undefined, caseId: string | undefined): boolean =>
  stored !== undefined && hasStopped(storedWithdrawal.parse(stored), caseId);

/** The check that she has not withdrawn her consent, or that the case continues. It holds of a woman who was erased, too. */
const checkOf = (member: Key, caseId: string | undefined) =>
  caseId === undefined
    ? { check: member, condition: 'attribute_not_exists(withdrawnOn)' }
    : {
        check: member,
        condition: '(attribute_not_exists(withdrawnOn) OR contains(continues, :continuing))',
        values: { ':continuing': caseId },
      };

/** The writes with her check. DynamoDB takes an item once in a transaction, so a check of her item that is there already gets both conditions. */
const withCheck = (writes: readonly Write[], member: Key, caseId: string | undefined): Write[] => {
  const ours = checkOf(member, caseId);
  const own = writes.find((write) => 'check' in write && isAt(member, write.check));
  const errorIfFailed = (stored: Item | undefined): AppError | Promise<AppError> =>
    hasWithdrawn(stored, caseId) || own?.errorIfFailed === undefined
      ? consentWithdrawn()
      : own.errorIfFailed(stored);
  if (own === undefined) return [...writes, { ...ours, errorIfFailed }];
  const both: Write = {
    ...own,
    condition: `(${own.condition}) AND ${ours.condition}`,
    values: { ...own.values, ...ours.values },
    errorIfFailed,
  };
  return writes.map((write) => (write === own ? both : write));
};

/**
 * What a woman's withdrawn consent makes of a write: its refusal if the write is to her own item, which is as it was read; else the same writes on the condition
 * that she has not withdrawn it.
 */
export const obeyConsent = (
  line: JournalLine,
  optimistic: readonly Write[],
  writes: readonly Write[],
): { readonly refusal: AppError | undefined; readonly writes: readonly Write[] } => {
  // All records of a woman say the same, and a transaction of an act that stops writes no other woman's.
  const own = [...optimistic, ...writes].flatMap((write) =>
    'put' in write && isRecordOfMember(write.put) ? [write.put] : [],
  )[0];
  const stop = stopOf(line, own);
  if (stop === undefined) return { refusal: undefined, writes };
  if (own === undefined) {
    return { refusal: undefined, writes: withCheck(writes, memberKey(stop.memberId), stop.unlessContinues) };
  }
  return { refusal: hasWithdrawn(own, stop.unlessContinues) ? consentWithdrawn() : undefined, writes };
};
