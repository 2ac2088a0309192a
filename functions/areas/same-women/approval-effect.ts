import * as z from 'zod';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { AppError } from '../../shared/errors/errors.ts';
import { journalItemOf } from '../../shared/journal/journal-item.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { pairIndexKeys, pairKey } from '../../shared/table/keys/same-women.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import type { ApprovalFacts } from '../../shared/two-person/approval-schema.ts';
import { planJoin } from './join.ts';
import { planParting } from './parting.ts';
import { withdrawnSince } from './rules.ts';
import { tellWhoStopped } from './tell-who-stopped.ts';

/** The writes that a decision on a join or a parting adds to the transaction that records the decision. */

/** The content of an approval of a join or a parting: the pair, and which of its records is kept. */
export const pairContent = z.object({
  memberIds: z.tuple([z.string(), z.string()]),
  keptId: z.string(),
  raisedAt: z.string(),
});
export type PairContent = z.infer<typeof pairContent>;

type Asked = {
  readonly id: string;
  readonly subject: string;
  readonly content?: unknown;
  readonly facts: Pick<ApprovalFacts, 'withdrawnCodes' | 'joinStops' | 'resumedConsents'>;
};
type Decider = { readonly now: Date; readonly by: string; readonly newId: () => string };
type Matter = 'join' | 'parting';

const stateAfter = { join: 'joined', parting: 'parted' } as const;
const lineType = { join: 'members_joined', parting: 'members_parted' } as const;

/** The write that gives the pair another state, if it still has this approval. @param set further parts of the update */
const decidedPair = (
  { id, subject, content }: Asked,
  state: string,
  set: string,
  values: Readonly<Record<string, unknown>>,
): Write => {
  const { memberIds, raisedAt } = pairContent.parse(content);
  return {
    update: pairKey(...memberIds),
    set: `SET #state = :state, gsi1pk = :partition${set}`,
    condition: 'approvalId = :approval',
    names: { '#state': 'state' },
    values: {
      ':state': state,
      ':partition': pairIndexKeys(state, raisedAt, subject).gsi1pk,
      ':approval': id,
      ...values,
    },
  };
};

/** What the person who decides was shown of the effect on consents. */
const shownEffect = ({ facts: { withdrawnCodes, joinStops, resumedConsents } }: Asked) => ({
  ...(withdrawnCodes === undefined ? {} : { withdrawnCodes }),
  ...(joinStops === undefined ? {} : { joinStops }),
  ...(resumedConsents === undefined ? {} : { resumedConsents }),
});

const updatesSame = (a: Write, b: Write): boolean =>
  'update' in a && 'update' in b && a.update.pk === b.update.pk && a.update.sk === b.update.sk;

/**
 * A write, merged with the one of `others` that updates the same item, if any, since a transaction writes each item once. It concerns a woman's counts,
 * which hold the number of her requests and the list of her cases.
 */
const withUpdateOf = (write: Write, others: readonly Write[]): Write => {
  const other = others.find((one) => updatesSame(one, write));
  return other === undefined || !('update' in other) || !('update' in write)
    ? write
    : { ...write, set: `${other.set} ${write.set}`, values: { ...other.values, ...write.values } };
};

/**
 * The effect of approving a join or a parting: all its writes, and its own line of the journal.
 * @throws AppError what `planJoin` or `planParting` refuses now, or `withdrawn_since`
 */
export const acceptPair = async (
  table: Pick<Table, 'get' | 'getMany' | 'getTogether' | 'query' | 'retry'>,
  matter: Matter,
  asked: Asked,
  { now, by, newId }: Decider,
): Promise<{ readonly staleIfFailed: readonly Write[]; readonly writes: readonly Write[] }> => {
  const { memberIds, keptId } = pairContent.parse(asked.content);
  const plan =
    matter === 'join'
      ? await planJoin(table, memberIds, keptId, now)
      : await planParting(table, memberIds, keptId);
  if (plan instanceof AppError) throw plan;
  if (canonicalJson(plan.withdrawals) !== canonicalJson(shownEffect(asked))) {
    throw withdrawnSince();
  }
  // Only a parting has `women`: one of them may have stopped without knowing it.
  const telling =
    'women' in plan
      ? await tellWhoStopped(table, plan.women, { now, by, newId })
      : { staleIfFailed: [], writes: [] };
  const decided = { ':at': formatInstant(now), ':by': by };
  return {
    staleIfFailed: [
      decidedPair(
        asked,
        stateAfter[matter],
        ', decidedAt = :at, decidedBy = :by REMOVE approvalId, reason',
        decided,
      ),
      ...plan.staleIfFailed,
      ...telling.staleIfFailed.map((write) => withUpdateOf(write, plan.writes)),
    ],
    writes: [
      // Writes that were merged above are left out here.
      ...plan.writes.filter((write) => !telling.staleIfFailed.some((other) => updatesSame(write, other))),
      ...telling.writes,
      {
        put: journalItemOf({
          type: lineType[matter],
          id: newId(),
          recordedAt: now.toISOString(),
          actor: by,
          keptId,
          joinedId: plan.joinedId,
        }),
        condition: 'attribute_not_exists(pk)',
      },
    ],
  };
};

/** The effect of declining a request or taking it back: a pair that was to be joined is open again, one that was to be parted stays joined. */
export const refusePair = (matter: Matter, asked: Asked): Write[] => [
  matter === 'join'
    ? decidedPair(asked, 'open', ' REMOVE approvalId, keptId', {})
    : decidedPair(asked, 'joined', ' REMOVE approvalId, reason', {}),
];
