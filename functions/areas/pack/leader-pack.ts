import { newestThatFit } from '../../shared/http/newest-that-fit.ts';
import { dueFields } from '../../shared/money/instalments.ts';
import { composeWomen } from '../../shared/one-woman/records.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { hasStopped } from '../../shared/services/withdrawn.ts';
import type { Table } from '../../shared/table/client.ts';
import { caseKey, memberKey } from '../../shared/table/keys.ts';
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
import { findCollectives } from '../collectives/repository.ts';
import type { StoredMember } from '../members/schema.ts';
import { parseMember } from '../members/stored-member.ts';
import { readOpenQuestions } from '../questions/open-questions.ts';
import type { LoansLeftOut, MemberLoan } from './schema.ts';

/** The maximum number of a collective's meetings in a pack: the latest. */
const maxMeetings = 12;

/** The maximum number of loans that a member owes in a pack, the oldest: many times what a woman has. */
const maxOwedLoans = 20;

/** The maximum number of a member's repaid loans in a pack, the newest, for her loan cards. Her other ones stand in her savings. */
const maxRepaidLoans = 5;

/** What the meetings of all her collectives may take of an answer of 6 MB. */
const maxMeetingBytes = 2_000_000;

/**
 * A member's loans with what is due on them, by the day of disbursement: the oldest that she owes and the newest repaid ones. What she owes on
 * others is told as one sum, so that all together it is what her account says.
 */
const loansOf = (
  { memberId, loans }: StoredAccount,
  today: string,
): { readonly told: MemberLoan[]; readonly leftOut: LoansLeftOut[] } => {
  const all = Object.entries(loans)
    .map(([loanId, loan]) => ({ memberId, loanId, ...loan, ...dueFields(loan, today) }))
    .sort((a, b) => compareTexts(a.disbursedOn, b.disbursedOn));
  const owed = all.filter(({ outstandingPaise }) => outstandingPaise > 0);
  const repaid = all.filter(({ outstandingPaise }) => outstandingPaise === 0);
  const told = new Set([...owed.slice(0, maxOwedLoans), ...repaid.slice(-maxRepaidLoans)]);
  const others = owed.slice(maxOwedLoans);
  const outstandingPaise = others.reduce((sum, loan) => sum + loan.outstandingPaise, 0);
  return {
    told: all.filter((loan) => told.has(loan)),
    leftOut: others.length === 0 ? [] : [{ memberId, count: others.length, outstandingPaise }],
  };
};

/** Her collectives that exist, each with its books, its latest meetings and its accounts. */
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

/** The members of her collectives. An account stays when its member has moved or was erased. */
const readMembers = async (table: Table, ids: readonly string[], accounts: readonly StoredAccount[]) => {
  // Of a woman who went from one of her groups to another there are two.
  const memberIds = new Set(accounts.map(({ memberId }) => memberId));
  const items = await table.getMany([...memberIds].map(memberKey));
  const standing = items.filter(({ joinedTo }) => joinedTo === undefined);
  return (await composeWomen(table, standing))
    .map(parseMember)
    .filter(({ collectiveId }) => ids.includes(collectiveId))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** The cases that she opened and that are not closed. Closed ones are not read. */
const readOpenCases = async (table: Table, { personId }: Caller): Promise<CaseRecord[]> => {
  const ids = await openCasesOfOpener(table, personId);
  const records = (await table.getMany(ids.map(caseKey))).map((item) => parseCase(item).record);
  // One may have been closed in between.
  return records.filter(({ status }) => status !== 'closed');
};

/** Those of some cases that she may still reach, sorted by id. @param women whom she reaches, as they were read; others of the cases' women are read */
const reachedCases = async (
  table: Table,
  cases: readonly CaseRecord[],
  women: readonly StoredMember[],
  caller: Caller,
): Promise<CaseRecord[]> => {
  const byId = new Map<string, CaseMember>(
    women.flatMap((woman) => (woman.records ?? [woman]).map(({ id }) => [id, woman] as const)),
  );
  const others = await findMemberScopes(
    table,
    cases.map(({ memberId }) => memberId).filter((id) => !byId.has(id)),
  );
  return cases
    .flatMap((record) => {
      const { id, createdBy, memberId } = record;
      const woman = byId.get(memberId) ?? others.get(memberId);
      return woman !== undefined &&
        mayRead(
          {
            createdBy,
            collectiveId: woman.collectiveId,
            isClosed: false,
            hasStopped: hasStopped(woman, id),
          },
          caller,
          'own',
        )
        ? [{ ...record, memberId: woman.id }]
        : [];
    })
    .sort((a, b) => compareTexts(a.id, b.id));
};

/**
 * Reads a leader's pack: what her phone needs of her collectives, their members, with texts still encrypted, and her cases. It calls the table
 * - four times for each collective: for its accounts, for its cash after them, for its meetings and for the entitlements of its women;
 * - once for each hundred collectives and members; and for records of members that were joined, and entitlements of women who moved;
 * - twice for her open cases: for their list, and for themselves; and for women of these who are not in her groups any more;
 * - twice for the open questions to her collectives, in the same way.
 * At most four of these calls follow one another, whatever the number of collectives and members, and one more where women moved. Opening the texts
 * of a hundred members is one call of the vault more. See docs/decisions/0035-leader-pack.md and 0128-entitlements-by-group.md.
 */
export const readLeaderPack = async (table: Table, caller: Caller, today: string) => {
  const { collectives: ids } = caller;
  const [books, openCases, questions, found] = await Promise.all([
    readCollectives(table, ids, today),
    readOpenCases(table, caller),
    readOpenQuestions(table, ids),
    readEntitlements(table, ids),
  ]);
  const accounts = books.flatMap((one) => one.accounts);
  const members = await readMembers(table, ids, accounts);
  const memberIds = new Set(members.map(({ id }) => id));
  const served = members.filter((member) => !hasStopped(member));
  const loans = accounts
    .filter(({ memberId }) => memberIds.has(memberId))
    .map((account) => loansOf(account, today));
  return {
    collectives: books.map(({ collective }) => collective),
    members,
    loans: loans.flatMap(({ told }) => told),
    loansLeftOut: loans.flatMap(({ leftOut }) => leftOut),
    entitlements: await findEntitlements(table, served, { found, of: ids }),
    cases: await reachedCases(table, openCases, members, caller),
    questions,
  };
};
