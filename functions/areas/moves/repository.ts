import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import type { DueTalk } from '../../shared/due-talks/due-talk.ts';
import { dueTalksIn, dueTalkWrites } from '../../shared/due-talks/due-talks-of-group.ts';
import { AppError, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import { type OptimisticOutcome, record } from '../../shared/journal/append.ts';
import { type Claim, fingerprintOf, refuseUnlessRepeated } from '../../shared/journal/idempotency-claims.ts';
import { countedPerSheet, recordLimits } from '../../shared/kinds/book-limits.ts';
import { findKept, idsOf } from '../../shared/one-woman/records.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import { accountKey, groupMoneyKey, moveKey, movePrefix } from '../../shared/table/keys/collectives.ts';
import { claimKey } from '../../shared/table/keys/journal-and-claims.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { dueTalksKey, memberKey } from '../../shared/table/keys/members.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { EncryptedText } from '../../shared/vault/encrypted-text.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { storedAccount } from '../accounts/account.ts';
import { allowedBy } from '../accounts/allowance.ts';
import { storedGroupMoney } from '../accounts/group-money.ts';
import { entryAllowance } from '../accounts/room-in-group.ts';
import { type StoredMove, storedMove } from '../accounts/stored-move.ts';
import type { Limits, Plan, SeenGroup, SeenWoman } from './plan.ts';
import { planReversal } from './reversal-rules.ts';
import { planMove } from './rules.ts';
import type { Move, MoveInput, MoveReversalInput } from './schema.ts';
import { changeMoney, markReversed, putMove, womanWrites } from './writes.ts';

/** Records moves, and takes them back: reads the books of both groups, lets the rules decide, and writes if nothing has changed since. */

/** The fields of a member's record that a move needs. */
const member = z.object({
  id: z.string(),
  collectiveId: z.string(),
  formerCollectives: z.array(z.string()).default([]),
  exitedOn: z.string().optional(),
  /** The id of the record that hers was joined to; that one has what she holds (shared/one-woman). */
  joinedTo: z.string().optional(),
  version: z.int(),
});

const storedId = member.pick({ id: true });

const limitsAt = (now: Date): Limits => ({
  // Reversals, reversed sheets and moves count as records too, beside the sheets for which `recordLimits` is.
  records: (collectiveId) => countedPerSheet * allowedBy(recordLimits, collectiveId, now),
  entries: (collectiveId) => allowedBy(entryAllowance, collectiveId, now),
});

/**
 * Both groups and the women of a move as they are now, the women in the order of `memberIds`.
 * @param keptIdOf gives the id of a woman's kept record for any id of hers; by default it is the same id
 * @returns a woman whose record was not found, or was joined to another, is undefined
 */
const readBooks = async (
  table: Pick<Table, 'getMany'>,
  fromId: string,
  toId: string,
  memberIds: readonly string[],
  keptIdOf: (memberId: string) => string = (memberId) => memberId,
) => {
  const keptIds = new Set(memberIds.map(keptIdOf));
  const items = await table.getMany([
    groupMoneyKey(fromId),
    groupMoneyKey(toId),
    dueTalksKey(fromId),
    dueTalksKey(toId),
    ...[...keptIds].flatMap((id) => [memberKey(id), accountKey(fromId, id), accountKey(toId, id)]),
  ]);
  const byKey = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
  const find = ({ pk, sk }: Key): Item | undefined => byKey.get(`${pk} ${sk}`);
  const groupOf = (id: string): SeenGroup => {
    const item = find(groupMoneyKey(id));
    return { id, money: item === undefined ? undefined : storedGroupMoney.parse(item) };
  };
  const accountOf = (collectiveId: string, id: string) => {
    const item = find(accountKey(collectiveId, id));
    return item === undefined ? undefined : storedAccount.parse(item);
  };
  const womanOf = (memberId: string): SeenWoman | undefined => {
    const item = find(memberKey(memberId));
    if (item === undefined) return undefined;
    const { collectiveId, formerCollectives, exitedOn, joinedTo, version } = member.parse(item);
    if (joinedTo !== undefined) return undefined;
    return {
      memberId,
      collectiveId,
      formerCollectives,
      hasLeft: exitedOn !== undefined,
      version,
      here: accountOf(fromId, memberId),
      there: accountOf(toId, memberId),
    };
  };
  const dueTalks = [fromId, toId].flatMap((id) => {
    const item = find(dueTalksKey(id));
    return item === undefined ? [] : dueTalksIn(item);
  });
  /** Whether the record that was read for an id is still the kept one of that id. An unknown id has no record, and none that could have changed. */
  const isStillKept = (memberId: string): boolean => {
    const item = find(memberKey(keptIdOf(memberId)));
    return item === undefined || idsOf(item).includes(memberId);
  };
  return {
    /** Whether `keptIdOf` still holds for the records that were read. */
    areKeptIdsCurrent: memberIds.every(isStillKept),
    dueTalks,
    from: groupOf(fromId),
    to: groupOf(toId),
    women: memberIds.map((memberId) => ({ memberId, seen: womanOf(keptIdOf(memberId)) })),
  };
};

/** The writes of a plan. Each fails if its item has changed since it was read. */
const writesOf = (
  {
    from,
    to,
    dueTalks,
  }: { readonly from: SeenGroup; readonly to: SeenGroup; readonly dueTalks: readonly DueTalk[] },
  plan: Plan,
): Write[] => [
  changeMoney(from, plan.from),
  changeMoney(to, plan.to),
  ...plan.women.flatMap(womanWrites),
  // The day from which a talk with a woman is due moves with her.
  ...dueTalkWrites(
    plan.women.map(({ seen, collectiveId }) => {
      const before = dueTalks.find(({ memberId }) => memberId === seen.memberId);
      return { before, after: before && { ...before, collectiveId } };
    }),
  ),
];

/** A text encrypted twice, for the books of each of a move's groups, with that group's key. */
const encryptForBoth = async (
  vault: Vault,
  { id, on, from, to }: Pick<StoredMove, 'id' | 'on' | 'from' | 'to'>,
  field: string,
  text: string,
): Promise<readonly [forFrom: EncryptedText, forTo: EncryptedText]> => {
  const encrypt = (collectiveId: string) =>
    vault.encrypt(`collective:${collectiveId}`, contextOf(moveKey(collectiveId, on, id), field), text);
  return [await encrypt(from), await encrypt(to)];
};

/** The fields of a move for its journal lines. */
const journaledMove = ({ id, on, from, to, women, borrowings, ...money }: StoredMove) => ({
  collectiveId: from,
  toCollectiveId: to,
  moveId: id,
  on,
  members: women.map(({ memberId, savingsPaise, loans }) => ({
    memberId,
    savingsPaise,
    loans: Object.entries(loans).map(([loanId, { outstandingPaise }]) => ({ loanId, outstandingPaise })),
  })),
  cashPaise: money.cashPaise,
  bankPaise: money.bankPaise,
  grantsPaise: money.grantsPaise,
  surplusPaise: money.surplusPaise,
  borrowings: Object.entries(borrowings).map(([borrowingId, { source, outstandingPaise }]) => ({
    borrowingId,
    source,
    outstandingPaise,
  })),
});

/** Who records a move or takes it back, and when. */
type By = { readonly now: Date; readonly personId: string };

/** The fields that each line of the journal has. */
const lineBaseOf = (id: string, { now, personId }: By) => ({
  id,
  recordedAt: now.toISOString(),
  actor: personId,
});

/**
 * Whether a refusal holds, told by what was seen before it. The books are read in a batch, which may see half of a join. What two readings
 * in a row see was so at one instant between them.
 */
const createRefusalCheck = () => {
  let before: unknown;
  return (seen: unknown): boolean => {
    const isSame = isDeepStrictEqual(seen, before);
    before = seen;
    return isSame;
  };
};

/** What a write came to; `tryAgain` if nothing was written, because something has changed since it was read. */
const resultOf = (outcome: OptimisticOutcome) => {
  if (outcome === 'written') return 'created';
  return 'earlierRecord' in outcome ? 'repeated' : tryAgain;
};

/**
 * Moves women, and money of the group's own, to another group.
 * @throws AppError the refusals of `planMove`; `id_reused`
 */
export const recordMove = async (
  { table, vault }: Records,
  fromId: string,
  input: MoveInput,
  stamp: Pick<StoredMove, 'createdAt' | 'createdBy' | 'version'>,
  by: By,
): Promise<'created' | 'repeated'> => {
  const { id, on, to: toId } = input;
  const claim: Claim = {
    id,
    fingerprint: await fingerprintOf(vault, { collectiveId: fromId, move: input }),
    record: moveKey(fromId, on, id),
    // Null: a move is about several women, so one woman's erasure leaves its claim.
    concernsOnly: null,
  };
  const isRefusalSure = createRefusalCheck();
  return table.retry(async () => {
    const kept = await findKept(table, input.members);
    const keptIdOf = (memberId: string): string => storedId.parse(kept.get(memberId) ?? { id: memberId }).id;
    const seen = await readBooks(table, fromId, toId, input.members, keptIdOf);
    // Records were joined or parted between the two reads. (If that happens after them, the version of her record has changed, and the write fails.)
    if (!seen.areKeptIdsCurrent) return tryAgain;
    const planned = planMove(input, seen, limitsAt(by.now));
    if (planned instanceof AppError) {
      if (!isRefusalSure(seen)) return tryAgain;
      await refuseUnlessRepeated(table, claim, planned);
      return 'repeated';
    }
    const move = { id, on, from: fromId, to: toId, ...planned.moved, ...stamp };
    const [reasonForFrom, reasonForTo] =
      input.reason === undefined ? [] : await encryptForBoth(vault, move, 'reason', input.reason);
    return resultOf(
      await record(table, {
        claim,
        staleIfFailed: writesOf(seen, planned.plan),
        writes: [putMove(fromId, move, reasonForFrom), putMove(toId, move, reasonForTo)],
        line: { ...lineBaseOf(id, by), type: 'move_recorded', ...journaledMove(move) },
      }),
    );
  });
};

/** A move in the books of a collective, by its id. @throws AppError `not_found` */
export const findMove = async (
  table: Pick<Table, 'get'>,
  collectiveId: string,
  moveId: string,
): Promise<StoredMove> => {
  const claim = await table.get(claimKey(moveId));
  const key = claim && storedKey.parse(claim.record);
  if (key === undefined || !key.sk.startsWith(movePrefix)) {
    throw notFound();
  }
  const item = await table.get({ pk: groupMoneyKey(collectiveId).pk, sk: key.sk });
  // The claim of a reversal's id leads to its move too, but that id is not the move's own.
  if (item?.id !== moveId) {
    throw notFound();
  }
  return storedMove.parse(item);
};

/**
 * Takes a move back, in the books of both groups.
 * @throws AppError the refusals of `planReversal`; `id_reused`, `not_found`
 */
export const reverseMove = async (
  { table, vault }: Records,
  collectiveId: string,
  moveId: string,
  sent: MoveReversalInput,
  by: By,
): Promise<'created' | 'repeated'> => {
  const fingerprint = await fingerprintOf(vault, { moveId, reversal: sent });
  const isRefusalSure = createRefusalCheck();
  return table.retry(async () => {
    const move = await findMove(table, collectiveId, moveId);
    const claim: Claim = {
      id: sent.id,
      fingerprint,
      record: moveKey(move.from, move.on, move.id),
      concernsOnly: null,
    };
    // The move has the ids of the kept records. A woman whose record has been joined to another since is refused, as no longer in the group.
    const memberIds = move.women.map(({ memberId }) => memberId);
    const seen = await readBooks(table, move.from, move.to, memberIds);
    const plan = planReversal(move, seen, limitsAt(by.now));
    if (plan instanceof AppError) {
      if (!isRefusalSure(seen)) return tryAgain;
      await refuseUnlessRepeated(table, claim, plan);
      return 'repeated';
    }
    const reversedBy = { id: sent.id, at: formatInstant(by.now), by: by.personId };
    const [forFrom, forTo] = await encryptForBoth(vault, move, 'reversed.reason', sent.reason);
    return resultOf(
      await record(table, {
        claim,
        staleIfFailed: [
          markReversed(move.from, move, { ...reversedBy, reason: forFrom }),
          markReversed(move.to, move, { ...reversedBy, reason: forTo }),
          ...writesOf(seen, plan),
        ],
        writes: [],
        line: {
          ...lineBaseOf(sent.id, by),
          type: 'move_reversed',
          // The journal writes each instant with milliseconds. A record's stamp leaves `.000` out.
          moveRecordedAt: new Date(move.createdAt).toISOString(),
          ...journaledMove(move),
        },
      }),
    );
  });
};

/** A move with its texts decrypted, as it stands in the books of one of its groups. */
export const showMove = async (
  vault: Pick<Vault, 'decryptMany'>,
  collectiveId: string,
  { women, borrowings, grantsPaise, surplusPaise, reason, reversed, ...stored }: StoredMove,
): Promise<Move> => {
  const key = moveKey(collectiveId, stored.on, stored.id);
  const sealed = [
    ...(reason === undefined ? [] : [{ field: 'reason', ciphertext: reason }]),
    ...(reversed === undefined ? [] : [{ field: 'reversed.reason', ciphertext: reversed.reason }]),
  ];
  const texts = await vault.decryptMany(
    sealed.map(({ field, ciphertext }) => ({
      owner: `collective:${collectiveId}` as const,
      ciphertext,
      context: contextOf(key, field),
    })),
  );
  const textByField = new Map(sealed.map(({ field }, index) => [field, texts[index]]));
  // `?? ''` is for the types only: a collective's key is never destroyed, so no text is null.
  const textOf = (field: string): string => textByField.get(field) ?? '';
  return {
    ...stored,
    members: women.map(({ memberId }) => memberId),
    own: { grantsPaise, surplusPaise, borrowingIds: Object.keys(borrowings) },
    holdings: women.map(({ memberId, savingsPaise, loansOutstandingPaise }) => ({
      memberId,
      savingsPaise,
      loansPaise: loansOutstandingPaise,
    })),
    ...(reason === undefined ? {} : { reason: textOf('reason') }),
    ...(reversed === undefined ? {} : { reversed: { ...reversed, reason: textOf('reversed.reason') } }),
  };
};

/**
 * A page of the moves out of a collective and into it, the latest first.
 * @param after the key of the last move on the page before, without `pk`
 * @throws AppError `not_found` if there is no such collective; `invalid_cursor` for a cursor of another list
 */
export const listMoves = async (
  table: Pick<Table, 'get' | 'query'>,
  collectiveId: string,
  limit: number,
  after: PageKey | undefined,
) => {
  const moneyKey = groupMoneyKey(collectiveId);
  // Every collective has a record of its money from the start.
  if ((await table.get(moneyKey)) === undefined) {
    throw notFound();
  }
  if (after !== undefined && after.sk?.startsWith(movePrefix) !== true) {
    throw invalidCursorError();
  }
  const { items, next } = await table.query({
    partition: moneyKey.pk,
    prefix: movePrefix,
    descending: true,
    limit,
    ...(after === undefined ? {} : { after: { pk: moneyKey.pk, sk: after.sk } }),
  });
  return { items: items.map((item) => storedMove.parse(item)), next: next && { sk: next.sk } };
};
