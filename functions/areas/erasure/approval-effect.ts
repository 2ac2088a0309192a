import * as z from 'zod';
import { listCasesNowhere } from '../../shared/member-counts/member-counts.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import { erasureKey } from '../../shared/table/keys/members.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import type { ApprovalFacts } from '../../shared/two-person/approval-schema.ts';
import { subjectGoneError } from '../../shared/two-person/two-person-rules.ts';
import { factsOf, readRecordsThatGo } from './records-that-go.ts';
import { type Removal, remove } from './removal.ts';
import { joinedSince } from './rules.ts';
import { type StoredErasure, type SubjectKind, storedErasure } from './schema.ts';
import { toItem, updateErasure } from './stored-erasure.ts';

/** The writes that a decision on an erasure adds to the transaction that records the decision. */

type ErasureRequest = { readonly id: string; readonly subject: string };
type AskedErasure = ErasureRequest & {
  readonly askedAt: string;
  readonly askedBy: string;
  /** What whoever decides was told when it was asked for. */
  readonly facts: ApprovalFacts;
};

/** How many tokens the transaction of a decision removes at most, so that there is room for all that must be in it: the records, the decision, and other approvals. */
const maxTokensAtOnce = 20;

/**
 * The writes of the moved records and of their tokens. The first write puts the first moved record; this record then lists the tokens for which the
 * transaction has no room.
 */
const moveWrites = (removals: readonly Removal[]): Write[] => {
  const tokens = removals.flatMap((removal) => removal.tokens);
  const tokensAtOnce = tokens.slice(0, maxTokensAtOnce);
  const tokensLeft = tokens.slice(maxTokensAtOnce);
  const writes = removals.flatMap((removal) => removal.writes);
  const writesWithTokensLeft = writes.map((write, index): Write => {
    const listsTokens = index === 0 && 'put' in write && tokensLeft.length > 0;
    return listsTokens ? { put: { ...write.put, tokensLeft } } : write;
  });
  return [...writesWithTokensLeft, ...tokensAtOnce.map((key): Write => ({ remove: key }))];
};

const idOf = (item: Item): string => z.string().parse(item.id);

/** Whether nobody has decided on an erasure. */
const isWaiting = ({ declinedAt, withdrawnAt, erasedOn }: StoredErasure): boolean =>
  [declinedAt, withdrawnAt, erasedOn].every((end) => end === undefined);

/** The write of an erasure that another one takes along, if what was asked of that record is as it was read. */
const putTakenAlong = (erasure: StoredErasure, seen: StoredErasure | undefined): Write => ({
  put: toItem(erasure),
  ...(seen === undefined
    ? { condition: 'attribute_not_exists(pk)' }
    : { condition: 'id = :seen', values: { ':seen': seen.id } }),
});

/**
 * The effect of approving an erasure: the writes that move the record of the member or person to a table key that nothing
 * reads, and set the day on which her encryption key will be destroyed. All records of one woman go together, each with an erasure of its own.
 * @returns undefined if she no longer exists. `item`: her kept record as read. `recordIds`: the ids of all her records, that of `item` first;
 * `removeLeftTokens` finds the remaining tokens there. `alsoAsked`: the ids of waiting erasures of her other records, which end with this one
 * @throws AppError `joined_since` if other records would go than whoever decides was told
 */
export const acceptErasure = async (
  table: Pick<Table, 'get' | 'getMany'>,
  kind: SubjectKind,
  { id, subject, askedAt, askedBy, facts }: AskedErasure,
  { approvedAt, erasesOn }: { readonly approvedAt: string; readonly erasesOn: string },
): Promise<
  | (Omit<Removal, 'tokens'> & {
      readonly item: Item;
      readonly recordIds: readonly string[];
      readonly alsoAsked: readonly string[];
    })
  | undefined
> => {
  const records = await readRecordsThatGo(table, kind, subject);
  const [item, ...joined] = records;
  if (item === undefined) {
    return undefined;
  }
  if (canonicalJson(factsOf(kind, records)) !== canonicalJson(facts)) throw joinedSince();
  const removals = records.map((one) => remove[kind](one, id, one === item ? joined : []));
  const recordIds = records.map(idOf);
  // The other records may have erasures of their own, which were asked for before.
  const others = recordIds.filter((one) => one !== subject);
  const erasureItems = others.length === 0 ? [] : await table.getMany(others.map(erasureKey));
  const erasuresOfOthers = erasureItems.map((one) => storedErasure.parse(one));
  const approved = { of: kind, requestedAt: askedAt, requestedBy: askedBy, approvedAt, erasedOn: erasesOn };
  return {
    item,
    recordIds,
    alsoAsked: erasuresOfOthers.filter(isWaiting).map((one) => one.id),
    staleIfFailed: [
      ...removals.flatMap(({ staleIfFailed }) => staleIfFailed),
      ...others.map((one) =>
        putTakenAlong(
          { id, subject: one, ...approved },
          erasuresOfOthers.find((erasure) => erasure.subject === one),
        ),
      ),
    ],
    writes: [
      ...moveWrites(removals),
      ...(kind === 'member' ? listCasesNowhere(recordIds) : []),
      updateErasure(
        subject,
        { set: { approvedAt, erasedOn: erasesOn } },
        // The table keeps only her newest request. If it has another id, this one was declined or withdrawn before it.
        { condition: 'id = :id', values: { ':id': id }, errorIfFailed: subjectGoneError },
      ),
    ],
  };
};

/**
 * The effect of an erasure that is not approved: the writes that decline it or withdraw the request, and delete the reason,
 * which then serves nothing. It may be requested again. None if the erasure of another record of hers took this one along, or a restore brought the
 * request back after it was approved: then only the request itself is closed.
 */
export const refuseErasure = async (
  table: Pick<Table, 'get'>,
  { id, subject }: ErasureRequest,
  ending: 'declined' | 'withdrawn',
  endedAt: string,
): Promise<Write[]> => {
  const stored = storedErasure.optional().parse(await table.get(erasureKey(subject)));
  return stored?.id === id && isWaiting(stored)
    ? [
        updateErasure(
          subject,
          { set: { [`${ending}At`]: endedAt }, remove: ['reason'] },
          { condition: 'id = :id AND attribute_not_exists(erasedOn)', values: { ':id': id } },
        ),
      ]
    : [];
};
