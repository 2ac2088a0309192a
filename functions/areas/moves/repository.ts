import * as z from 'zod';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import type { DueTalk } from '../../shared/due-talks/due-talk.ts';
import { dueTalksIn, dueTalkWrites } from '../../shared/due-talks/due-talks-of-group.ts';
import { AppError, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import { type OptimisticOutcome, record } from '../../shared/journal/append.ts';
import { type Claim, fingerprintOf, refuseUnlessRepeated } from '../../shared/journal/claims.ts';
import { countedPerSheet, recordLimits } from '../../shared/kinds/book-limits.ts';
import { findKept, idsOf } from '../../shared/one-woman/records.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import {
  accountKey,
  claimKey,
  dueTalksKey,
  groupMoneyKey,
  type Key,
  memberKey,
  moveKey,
  movePrefix,
} from '../../shared/table/keys.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { EncryptedText } from '../../shared/vault/encrypted-text.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { storedAccount } from '../accounts/account.ts';
import { allowedBy } from '../accounts/allowance.ts';
import { storedGroupMoney } from '../accounts/group-money.ts';
import { entryAllowance } from '../accounts/room-in-group.ts';
import { type StoredMove, storedMove } from '../accounts/stored-move.ts';
import { type Limits, type Plan, planMove, planReversal, type SeenGroup, type SeenWoman } from './rules.ts';
import type { Move, MoveInput, MoveReversalInput } from './schema.ts';
import { changeMoney, markReversed, putMove, womanWrites } from './writes.ts';

/** Records moves, and takes them back: reads both books, lets the rules decide, and writes if nothing has changed since. */

/** The fields of a member's record that a move needs. */
const member = z.object({
  id: z.string(),
  collectiveId: z.string(),
  formerCollectives: z.array(z.string()).default([]),
  exitedOn: z.string().optional(),
  /** Her record was joined to another: what she holds is that one's (shared/one-woman). */
  joinedTo: z.string().optional(),
  version: z.int(),
});

const storedId = member.pick({ id: true });

const limitsAt = (now: Date): Limits => ({
  records: (collectiveId) => countedPerSheet * allowedBy(recordLimits, collectiveId, now),
  entries: (collectiveId) => allowedBy(entryAllowance, collectiveId, now),
});

/**
 * Both groups as they are now, and the women of whom a move says something, in its order.
 * @param standing of each id, under which one she stands: that of the record to which hers was joined, or the same
 */
const readBooks = async (
  table: Pick<Table, 'getMany'>,
  fromId: string,
  toId: string,
  memberIds: readonly string[],
  standing: (memberId: string) => string = (memberId) => memberId,
) => {
  const standingIds = new Set(memberIds.map(standing));
  const items = await table.getMany([
    groupMoneyKey(fromId),
    groupMoneyKey(toId),
    dueTalksKey(fromId),
    dueTalksKey(toId),
    ...[...standingIds].flatMap((id) => [memberKey(id), accountKey(fromId, id), accountKey(toId, id)]),
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
  const isHers = (memberId: string): boolean => {
    const item = find(memberKey(standing(memberId)));
    return item === undefined || idsOf(item).includes(memberId);
  };
  return {
    /** Whether each record that was found is that of the woman whose id was given. */
    isOfThem: memberIds.every(isHers),
    dueTalks,
    from: groupOf(fromId),
    to: groupOf(toId),
    women: memberIds.map((memberId) => ({ memberId, seen: womanOf(standing(memberId)) })),
  };
};

/** The writes of what the rules decided, each of which holds only if its item is as it was read. */
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
  // With her goes the day from which a talk with her is due.
  ...dueTalkWrites(
    plan.women.map(({ seen, collectiveId }) => {
      const before = dueTalks.find(({ memberId }) => memberId === seen.memberId);
      return { before, after: before && { ...before, collectiveId } };
    }),
  ),
];

/** A text encrypted for the books of each of a move's groups, with its key. */
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

/** The facts of a move that the journal keeps. */
const journaledMove = ({ id, on, from, to, women, borrowings, ...own }: StoredMove) => ({
  collectiveId: from,
  toCollectiveId: to,
  moveId: id,
  on,
  members: women.map(({ memberId, savingsPaise, loans }) => ({
    memberId,
    savingsPaise,
    loans: Object.entries(loans).map(([loanId, { outstandingPaise }]) => ({ loanId, outstandingPaise })),
  })),
  cashPaise: own.cashPaise,
  bankPaise: own.bankPaise,
  grantsPaise: own.grantsPaise,
  surplusPaise: own.surplusPaise,
  borrowings: Object.entries(borrowings).map(([borrowingId, { source, outstandingPaise }]) => ({
    borrowingId,
    source,
    outstandingPaise,
  })),
});

/** Who moves, and when. */
type By = { readonly now: Date; readonly personId: string };

/** The fields that each line of the journal has. */
const lineBaseOf = (id: string, { now, personId }: By) => ({
  id,
  recordedAt: now.toISOString(),
  actor: personId,
});

/** The answer to a write; if something changed since it was read, the word for trying again. */
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
    // A move is about several women and two groups.
    concernsOnly: null,
  };
  return table.retry(async () => {
    const kept = await findKept(table, input.members);
    const standing = (memberId: string): string => storedId.parse(kept.get(memberId) ?? { id: memberId }).id;
    const seen = await readBooks(table, fromId, toId, input.members, standing);
    // Joined or parted between the two reads. From here on her record's version tells of it.
    if (!seen.isOfThem) return tryAgain;
    const planned = planMove(input, seen, limitsAt(by.now));
    if (planned instanceof AppError) {
      await refuseUnlessRepeated(table, claim, planned);
      return 'repeated';
    }
    const move = { id, on, from: fromId, to: toId, ...planned.goes, ...stamp };
    const texts =
      input.reason === undefined
        ? []
        : (await encryptForBoth(vault, move, 'reason', input.reason)).map((reason) => ({ reason }));
    return resultOf(
      await record(table, {
        claim,
        staleIfFailed: writesOf(seen, planned.plan),
        writes: [putMove(fromId, move, texts[0] ?? {}), putMove(toId, move, texts[1] ?? {})],
        line: { ...lineBaseOf(id, by), type: 'move_recorded', ...journaledMove(move) },
      }),
    );
  });
};

/** @throws AppError `not_found` if no such move stands in the books of the collective */
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
 * Takes a move back: both books as if it had never been.
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
  return table.retry(async () => {
    const move = await findMove(table, collectiveId, moveId);
    const claim: Claim = {
      id: sent.id,
      fingerprint,
      record: moveKey(move.from, move.on, move.id),
      concernsOnly: null,
    };
    const memberIds = move.women.map(({ memberId }) => memberId);
    const seen = await readBooks(table, move.from, move.to, memberIds);
    const plan = planReversal(move, seen, limitsAt(by.now));
    if (plan instanceof AppError) {
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
  // A collective's key is never destroyed, so each text is there, and the `''` are never used.
  const textOf = (field: string): string => texts[sealed.findIndex((one) => one.field === field)] ?? '';
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
  // Every collective has its money from the start.
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
