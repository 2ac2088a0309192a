import { InternalError } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { accountKey, meetingPrefix, movePrefix, openingKey } from '../../shared/table/keys/collectives.ts';
import { type StoredAccount, storedAccount } from '../accounts/account.ts';
import { pagesOfCollective } from '../accounts/query-collective.ts';
import { isComplete, sumAccounts } from './compare-account.ts';
import { type IdsOfMember, loansGivenTo } from './member-loans.ts';
import {
  type DerivedSavings,
  deriveSavings,
  type StatementMove,
  type StatementSheet,
} from './member-statement.ts';
import { type Opening, opening as openingSchema } from './opening-schema.ts';
import {
  addOthersChanges,
  meetingOfMember,
  movesOfMember,
  type OthersOnLoans,
  othersMove,
} from './sheet-extracts.ts';
import type { StoredMember } from './stored-member.ts';

/** Reads a woman's histories with her collectives, each as of one moment. books-reader.ts makes her savings of them. */

/** What the readers need of the table. */
export type Books = Pick<Table, 'get' | 'getTogether' | 'query' | 'retry'>;

/** Reads the items of a collective with a prefix, and keeps of each only what `keep` returns. An item for which it returns undefined is left out. */
export const readItems = async <Kept>(
  table: Pick<Table, 'query'>,
  collectiveId: string,
  prefix: string,
  keep: (item: Item) => Kept | undefined,
): Promise<Kept[]> => {
  const kept: Kept[] = [];
  for await (const items of pagesOfCollective(table, collectiveId, prefix)) {
    kept.push(...items.map(keep).filter((one) => one !== undefined));
  }
  return kept;
};

export const parseOpening = (item: Item | undefined): Opening | undefined =>
  item === undefined ? undefined : openingSchema.parse(item);

/** What a woman's savings with one collective are derived from, with her accounts as of the same moment. */
export type History = {
  /** The ids of her records that have an account with the collective. */
  readonly own: readonly string[];
  readonly sheets: readonly StatementSheet[];
  readonly opening: Opening | undefined;
  readonly moves: readonly StatementMove[];
  /** What sheets and moves of other ids did to loans. */
  readonly others: OthersOnLoans;
  readonly accounts: readonly [StoredAccount, ...StoredAccount[]];
};

/**
 * Her savings with a collective.
 * @param isHers whether a loan was given to her: what others did to her own loans counts. By default every loan counts as hers. That is enough to see
 * whether a sheet is missing (`isComplete`), which does not depend on loans
 */
export const deriveFrom = (
  { sheets, opening, own, moves, others }: History,
  isHers: IdsOfMember['isHers'] = () => true,
): DerivedSavings => deriveSavings(sheets, opening, { own, isHers, others }, moves);

/** A history without opening and accounts. @param own the woman's ids */
export const readSheetsAndMoves = async (
  table: Pick<Table, 'query'>,
  collectiveId: string,
  own: readonly string[],
) => {
  const changesByOthers = new Map<string, number>();
  const sheets = await readItems(table, collectiveId, meetingPrefix, (item) => {
    addOthersChanges(changesByOthers, item, own);
    return meetingOfMember(item, own);
  });
  const moves = await readItems(table, collectiveId, movePrefix, (item) => ({
    own: movesOfMember(item, collectiveId, own),
    others: othersMove(item, collectiveId, own) ?? [],
  }));
  return {
    own,
    sheets,
    moves: moves.flatMap((move) => move.own),
    others: { changes: changesByOthers, moves: moves.flatMap((move) => move.others) },
  };
};

/** The accounts of some ids with a collective, and its opening, as of one moment. */
export const readAccountsAndOpening = async (
  table: Pick<Table, 'getTogether'>,
  collectiveId: string,
  ids: readonly string[],
) => {
  const [openingItem, ...accountItems] = await table.getTogether([
    openingKey(collectiveId),
    ...ids.map((id) => accountKey(collectiveId, id)),
  ]);
  const [first, ...others] = accountItems.flatMap((item) =>
    item === undefined ? [] : storedAccount.parse(item),
  );
  if (first === undefined) {
    throw new InternalError('A member has no account with her collective.');
  }
  return { opening: parseOpening(openingItem), accounts: [first, ...others] as const };
};

/** The history of a woman's records with one collective. @param own the ids of her records that have an account with it */
const readHistory = (table: Books, collectiveId: string, own: readonly string[]): Promise<History> =>
  table.retry(async () => {
    const sheetsAndMoves = await readSheetsAndMoves(table, collectiveId, own);
    // The accounts are read after the sheets and moves, as `isComplete` demands.
    const { opening, accounts } = await readAccountsAndOpening(table, collectiveId, own);
    const history: History = { ...sheetsAndMoves, opening, accounts };
    // If a sheet was written between the two reads, read again.
    return isComplete(deriveFrom(history), sumAccounts(accounts)) ? history : tryAgain;
  });

/** A woman's records, each with the collectives that it was in. */
export type RecordsOfWoman = readonly Pick<StoredMember, 'id' | 'collectiveId' | 'formerCollectives'>[];

const groupsOf = ({ formerCollectives, collectiveId }: RecordsOfWoman[number]): string[] => [
  ...formerCollectives,
  collectiveId,
];

/** The ids of the records that were ever in a collective. */
export const idsIn = (records: RecordsOfWoman, collectiveId: string): string[] =>
  records.filter((record) => groupsOf(record).includes(collectiveId)).map(({ id }) => id);

/** A woman's histories with each of her collectives. @param except a collective that is left out */
export const readHistories = async (
  table: Books,
  records: RecordsOfWoman,
  except?: string,
): Promise<History[]> => {
  const histories: History[] = [];
  // One group after another, so that the memory holds only one group's sheets: far more is read than is kept.
  for (const group of new Set(records.flatMap(groupsOf))) {
    if (group !== except) histories.push(await readHistory(table, group, idsIn(records, group)));
  }
  return histories;
};

/** The ids of the loans that were given to her. */
export const loanIdsIn = (histories: readonly Omit<History, 'accounts'>[]): Set<string> =>
  new Set(histories.flatMap(({ sheets, opening, own }) => loansGivenTo(sheets, opening, own)));
