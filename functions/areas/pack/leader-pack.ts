import { newestThatFit } from '../../shared/http/newest-that-fit.ts';
import { composeWomen } from '../../shared/one-woman/records.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { hasStopped } from '../../shared/services/withdrawn.ts';
import type { Table } from '../../shared/table/client.ts';
import { caseKey } from '../../shared/table/keys/cases.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { StoredAccount } from '../accounts/account.ts';
import { createLedgerReader } from '../books/ledger-reader.ts';
import { createSheetLists } from '../books/list-sheets.ts';
import { findEntitlements, readEntitlements } from '../cases/entitlements.ts';
import { type CaseMember, findMemberScopes } from '../cases/member-scopes.ts';
import { openCasesOfOpener } from '../cases/opened-case.ts';
import { mayRead } from '../cases/reach-rules.ts';
import type { CaseRecord } from '../cases/schema.ts';
import { parseCase } from '../cases/stored-case.ts';
import { findCollectives } from '../collectives/list-collectives.ts';
import type { StoredMember } from '../members/schema.ts';
import { parseMember } from '../members/stored-member.ts';
import { readOpenQuestions } from '../questions/open-questions.ts';
import { loansOf } from './packed-loans.ts';

/** Reads what a leader's phone keeps of her groups. caseworker-pack.ts reads a caseworker's. */

/** The maximum number of a collective's meetings in a pack. It has the latest. */
const maxMeetings = 12;

/** How much of an answer, which may have 6 MB, the meetings of all her collectives may take. */
const maxMeetingBytes = 2_000_000;

/** The collectives that exist, each with its books, its latest meetings and its accounts. */
const readCollectives = async (table: Table, ids: readonly string[], today: string) =>
  Promise.all(
    (await findCollectives(table, ids)).map(async (collective) => {
      const [{ ledger, accounts, borrowings }, newest] = await Promise.all([
        createLedgerReader(table).readBooks(collective.id, today),
        createSheetLists(table).newestMeetings(collective.id, maxMeetings),
      ]);
      const meetings = newestThatFit(newest, maxMeetingBytes / ids.length);
      return { accounts, collective: { ...collective, ledger, meetings, borrowings } };
    }),
  );

/**
 * The members of some collectives, sorted by id.
 * @param accounts all accounts of these collectives. An account stays when its member moves away or is erased, so not every account leads to a member.
 */
const readMembers = async (table: Table, ids: readonly string[], accounts: readonly StoredAccount[]) => {
  // A woman who moved between two of the collectives has an account in both.
  const memberIds = new Set(accounts.map(({ memberId }) => memberId));
  const items = await table.getMany([...memberIds].map(memberKey));
  const kept = items.filter(({ joinedTo }) => joinedTo === undefined);
  return (await composeWomen(table, kept))
    .map(parseMember)
    .filter(({ collectiveId }) => ids.includes(collectiveId))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** The open cases that the caller opened. */
const readOpenCases = async (table: Table, { personId }: Caller): Promise<CaseRecord[]> => {
  const ids = await openCasesOfOpener(table, personId);
  const records = (await table.getMany(ids.map(caseKey))).map((item) => parseCase(item).record);
  // A case may have been closed since the list of ids was read.
  return records.filter(({ status }) => status !== 'closed');
};

/**
 * The open cases that the caller may still read, sorted by id.
 * @param women the members of the caller's collectives. The women of other cases are read here.
 */
const reachedCases = async (
  table: Table,
  openCases: readonly CaseRecord[],
  women: readonly StoredMember[],
  caller: Caller,
): Promise<CaseRecord[]> => {
  const womanByRecord = new Map<string, CaseMember>(
    women.flatMap((woman) => (woman.records ?? [woman]).map(({ id }) => [id, woman] as const)),
  );
  const others = await findMemberScopes(
    table,
    openCases.map(({ memberId }) => memberId).filter((id) => !womanByRecord.has(id)),
  );
  return openCases
    .flatMap((record) => {
      const { id, createdBy, memberId } = record;
      const woman = womanByRecord.get(memberId) ?? others.get(memberId);
      if (woman === undefined) return [];
      const { collectiveId } = woman;
      const scope = { createdBy, collectiveId, isClosed: false, hasStopped: hasStopped(woman, id) };
      return mayRead(scope, caller, 'own') ? [{ ...record, memberId: woman.id }] : [];
    })
    .sort((a, b) => compareTexts(a.id, b.id));
};

/**
 * Reads a leader's pack: what her phone needs of her collectives, of their members, with texts still encrypted, and of her cases. Calls of the table:
 * - four for each collective: its accounts, its cash after them, its meetings, and the entitlements of its women;
 * - one for each hundred collectives or members, and further ones for members' joined records and for the entitlements of women who moved;
 * - two for her open cases, the list and the cases, and a third for women of these cases who have left her groups;
 * - two for the open questions to her collectives, the list and the questions.
 * Whatever the number of collectives and members, four of these calls follow one another: collectives, accounts, cash, members. One more follows where
 * members have joined records, one where women moved, and one where women of her cases have left her groups (two if one of these is a joined record).
 * Opening the texts of a hundred members takes one further call, of the vault. See docs/decisions/0035-leader-pack.md and
 * 0128-entitlements-by-group.md.
 */
export const readLeaderPack = async (table: Table, caller: Caller, today: string) => {
  const { collectives: ids } = caller;
  const [books, openCases, questions, entitlementItems] = await Promise.all([
    readCollectives(table, ids, today),
    readOpenCases(table, caller),
    readOpenQuestions(table, ids),
    readEntitlements(table, ids),
  ]);
  const accounts = books.flatMap((one) => one.accounts);
  const members = await readMembers(table, ids, accounts);
  const memberIds = new Set(members.map(({ id }) => id));
  const withoutStopped = members.filter((member) => !hasStopped(member));
  // `readBooks` leaves out accounts that were joined to another: the kept account, which has the id of the kept record, has what both held.
  const loans = accounts
    .filter(({ memberId }) => memberIds.has(memberId))
    .map((account) => loansOf(account, today));
  return {
    collectives: books.map(({ collective }) => collective),
    members,
    loans: loans.flatMap(({ packed }) => packed),
    loansLeftOut: loans.flatMap(({ leftOut }) => leftOut),
    entitlements: await findEntitlements(table, withoutStopped, { found: entitlementItems, groupsRead: ids }),
    cases: await reachedCases(table, openCases, members, caller),
    questions,
  };
};
