import * as z from 'zod';
import { listCasesNowhere } from '../../shared/member-counts/member-counts.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import type { ApprovalFacts } from '../../shared/two-person/approval-schema.ts';
import { decidedError, subjectGoneError } from '../../shared/two-person/two-person-rules.ts';
import { factsOf, readRecordsThatGo } from './records-that-go.ts';
import { type Removal, remove } from './removal.ts';
import { joinedSince } from './rules.ts';
import type { SubjectKind } from './schema.ts';
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

/** The writes of the moved records, the first of which lists the tokens for which the transaction has no room. */
const moveWrites = (removals: readonly Removal[]): Write[] => {
  const tokens = removals.flatMap((removal) => removal.tokens);
  const tokensLeft = tokens.slice(maxTokensAtOnce);
  const [first, ...rest] = removals.flatMap(({ writes }) => writes);
  return [
    ...(first !== undefined && 'put' in first && tokensLeft.length > 0
      ? [{ put: { ...first.put, tokensLeft } }]
      : first === undefined
        ? []
        : [first]),
    ...rest,
    ...tokens.slice(0, maxTokensAtOnce).map((key): Write => ({ remove: key })),
  ];
};

const idOf = (item: Item): string => z.string().parse(item.id);

/**
 * The effect of approving an erasure: the writes that move the record of the member or person to a table key that nothing
 * reads, and set the day on which her encryption key will be destroyed. All records of one woman go together, each with an erasure of its own. `item` is
 * her record as read, `recordIds` are those of all her records; `removeLeftTokens` goes on with the first of them. Undefined if she no longer exists.
 * @throws AppError `joined_since` if other records would go than whoever decides was told
 */
export const acceptErasure = async (
  table: Pick<Table, 'get' | 'getMany'>,
  kind: SubjectKind,
  { id, subject, askedAt, askedBy, facts }: AskedErasure,
  { approvedAt, erasesOn }: { readonly approvedAt: string; readonly erasesOn: string },
): Promise<
  (Omit<Removal, 'tokens'> & { readonly item: Item; readonly recordIds: readonly string[] }) | undefined
> => {
  const [item, ...joined] = await readRecordsThatGo(table, kind, subject);
  if (item === undefined) {
    return undefined;
  }
  if (canonicalJson(factsOf(kind, [item, ...joined])) !== canonicalJson(facts)) throw joinedSince();
  const removals = [item, ...joined].map((one) => remove[kind](one, id, one === item ? joined : []));
  const recordIds = [item, ...joined].map(idOf);
  return {
    item,
    recordIds,
    staleIfFailed: removals.flatMap(({ staleIfFailed }) => staleIfFailed),
    writes: [
      ...moveWrites(removals),
      ...(kind === 'member' ? listCasesNowhere(recordIds) : []),
      ...recordIds
        .filter((one) => one !== subject)
        .map(
          (one): Write => ({
            put: toItem({
              id,
              of: kind,
              subject: one,
              requestedAt: askedAt,
              requestedBy: askedBy,
              approvedAt,
              erasedOn: erasesOn,
            }),
          }),
        ),
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
 * which then serves nothing. It may be requested again. If the erasure of another record of hers took this one along, it was decided.
 */
export const refuseErasure = (
  { id, subject }: ErasureRequest,
  ending: 'declined' | 'withdrawn',
  endedAt: string,
): Write[] => [
  updateErasure(
    subject,
    { set: { [`${ending}At`]: endedAt }, remove: ['reason'] },
    { condition: 'id = :id', values: { ':id': id }, errorIfFailed: decidedError },
  ),
];
