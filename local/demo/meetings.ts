import { addDays, monthOf } from '../../functions/shared/calendar/calendar.ts';
import { changeOf } from '../../functions/shared/kinds/book-entries.ts';
import { collectives, type DemoCollective } from './collectives.ts';
import { drawTimeBetweenHours, lastCutoff, lastMonth } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import { lend, type MemberAccount, pay, repay, type SheetEntry, withdrawAll } from './meeting-payments.ts';
import { type PlannedRecord, planRecords } from './meeting-plan.ts';
import type { DemoMember } from './members.ts';
import { createRandom, type Random } from './random.ts';

/**
 * The meetings of the demo programme with their money. meeting-plan.ts plans which sheets are recorded, and when; meeting-payments.ts says who pays
 * what. The money is computed in the order of recording, so that no savings, loan or cash fall below zero and every count of the cash box matches.
 */

/** A deposit in the last month that is written twenty times too high and not corrected. */
const wrongDeposit = { collectiveIndex: 5, month: lastMonth, factor: 20 } as const;

const notes = [
  'అందరూ సమయానికి వచ్చారు.',
  'వచ్చే నెల పొదుపు పెంచాలని అనుకున్నాము.',
  'ఆధార్ కార్డు శిబిరం గురించి మాట్లాడుకున్నాము.',
  'వర్షం వల్ల సమావేశం ఆలస్యంగా మొదలైంది.',
  'పింఛనుకు ఎలా దరఖాస్తు చేయాలో కేస్‌వర్కర్ చెప్పారు.',
  'పిల్లల చదువు గురించి చర్చించాము.',
] as const;

/** Makes the requests that record one collective's sheets, and the exits of members who withdraw their savings. */
class SheetWriter {
  readonly #random: Random;
  readonly #collective: DemoCollective;
  readonly #accounts: readonly MemberAccount[];
  readonly #requests: DemoRequest[] = [];
  #cashPaise = 0;
  /** The sheet that was entered again by mistake, for `#reverse`. */
  #secondSheet: { readonly id: string; readonly entries: readonly SheetEntry[] } | undefined;
  /** The attendance and deposits of the newest sheet, for `#enterAgain`. */
  #newestSheet: { readonly attendance: object[]; readonly deposits: readonly SheetEntry[] } | undefined;

  constructor(random: Random, collective: DemoCollective, members: readonly DemoMember[]) {
    this.#random = random;
    this.#collective = collective;
    this.#accounts = members.map((member) => ({ member, savingsPaise: 0, loan: null, hasLeft: false }));
  }

  /** @param planned in the order of recording */
  writeAll(planned: readonly PlannedRecord[]): DemoRequest[] {
    for (const record of planned) {
      if (record.type === 'sheet') this.#enterSheet(record);
      else if (record.type === 'same sheet again') this.#enterAgain(record);
      else this.#reverse(record);
    }
    return this.#requests;
  }

  /** Records the sheet of a meeting, and the exits of the members who leave at it. */
  #enterSheet({ heldOn, at }: PlannedRecord): void {
    const random = this.#random;
    const hasWrongDeposit =
      this.#collective === collectives[wrongDeposit.collectiveIndex] &&
      monthOf(heldOn) === wrongDeposit.month;
    const membersOnSheet = this.#accounts.filter(
      ({ member, hasLeft }) => !hasLeft && member.joinedOn <= heldOn && member.enrolledAt < at,
    );
    const attendance = membersOnSheet.map(({ member }) => ({
      memberId: member.id,
      status: random.percentChance(85) ? 'present' : random.pick(['absent', 'excused']),
    }));
    const isPresent = (account: MemberAccount): boolean =>
      attendance.some(({ memberId, status }) => memberId === account.member.id && status === 'present');
    // A member leaves only when her loan is repaid.
    const leavingAccounts = membersOnSheet.filter(
      ({ member, loan }) =>
        member.leavingMonth !== null && member.leavingMonth <= monthOf(heldOn) && loan === null,
    );
    /** What really happened, without new loans. One deposit of the sheet may be written wrongly. */
    const trueEntries = membersOnSheet.flatMap((account) => {
      if (leavingAccounts.includes(account)) return withdrawAll(account);
      return isPresent(account) ? [...repay(random, account), ...pay(random, account)] : [];
    });
    // The index of the deposit that is written wrongly; -1 on every other sheet.
    const wrongIndex = hasWrongDeposit ? trueEntries.findIndex(({ kind }) => kind === 'deposit') : -1;
    const writtenEntries = trueEntries.map((entry, index) =>
      index === wrongIndex ? { ...entry, amountPaise: entry.amountPaise * wrongDeposit.factor } : entry,
    );
    const borrowers = membersOnSheet.filter(
      (account) => isPresent(account) && account.loan === null && account.member.leavingMonth === null,
    );
    this.#newestSheet = { attendance, deposits: trueEntries.filter(({ kind }) => kind === 'deposit') };
    const newLoans = lend(random, borrowers, {
      entries: trueEntries,
      cashPaise: this.#cashPaise,
      at,
    });
    this.#addSheet({
      at,
      heldOn,
      attendance,
      entries: [...writtenEntries, ...newLoans],
      isCashCounted: random.percentChance(80),
    });
    for (const account of leavingAccounts) this.#exit(account, heldOn, at);
  }

  /** @returns the sheet's id */
  #addSheet({
    at,
    heldOn,
    attendance,
    entries,
    isCashCounted,
  }: {
    readonly at: string;
    readonly heldOn: string;
    readonly attendance: object[];
    readonly entries: readonly SheetEntry[];
    readonly isCashCounted: boolean;
  }): string {
    const random = this.#random;
    const id = makeDemoId(random, at);
    this.#apply(entries, 1);
    this.#requests.push({
      at,
      by: this.#collective.by,
      route: 'POST /api/collectives/{id}/meetings',
      path: { id: this.#collective.id },
      body: {
        id,
        heldOn,
        attendance,
        entries,
        ...(isCashCounted && { cashCountedPaise: this.#cashPaise }),
        ...(random.percentChance(12) && { note: random.pick(notes) }),
      },
    });
    return id;
  }

  /** Enters the deposits of the newest sheet again under another id, as a leader might do by mistake. */
  #enterAgain({ heldOn, at }: PlannedRecord): void {
    if (this.#newestSheet === undefined) throw new Error('There is no sheet to enter again.');
    const { attendance, deposits } = this.#newestSheet;
    const id = this.#addSheet({ at, heldOn, attendance, entries: deposits, isCashCounted: false });
    this.#secondSheet = { id, entries: deposits };
  }

  /** Takes back the sheet that was entered again (`#enterAgain`). */
  #reverse({ at }: PlannedRecord): void {
    if (this.#secondSheet === undefined) throw new Error('There is no sheet to reverse.');
    this.#apply(this.#secondSheet.entries, -1);
    this.#requests.push({
      at,
      by: this.#collective.by,
      route: 'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
      path: { id: this.#collective.id, meetingId: this.#secondSheet.id },
      body: { id: makeDemoId(this.#random, at), reason: 'ఒకే సమావేశం రెండుసార్లు నమోదైంది.' },
    });
  }

  /** Adds her exit: she leaves on the meeting's day, and it is entered one to three days after the sheet. */
  #exit(account: MemberAccount, heldOn: string, at: string): void {
    account.hasLeft = true;
    const enteredOn = addDays(at.slice(0, 10), this.#random.int(1, 3));
    this.#requests.push({
      at: drawTimeBetweenHours(this.#random, enteredOn, 10, 12),
      by: this.#collective.by,
      route: 'POST /api/members/{id}/exit',
      path: { id: account.member.id },
      body: {
        exitedOn: heldOn,
        reason: this.#random.pick(['వేరే ఊరికి వెళ్ళారు', 'వేరే జిల్లాలో పని దొరికింది', 'స్వంత నిర్ణయం']),
      },
    });
  }

  /** Changes the accounts and the cash by a sheet. @param direction 1 for a sheet, -1 for its reversal */
  #apply(entries: readonly SheetEntry[], direction: 1 | -1): void {
    for (const { memberId, kind, amountPaise, loanId } of entries) {
      const account = this.#accounts.find(({ member }) => member.id === memberId);
      if (account === undefined) throw new Error('An entry concerns nobody here.');
      const changePaise = amountPaise * direction;
      this.#cashPaise += direction * changeOf('cash', { kind, amountPaise });
      if (kind === 'deposit') account.savingsPaise += changePaise;
      if (kind === 'withdrawal') account.savingsPaise -= changePaise;
      // A new loan is never reversed, so its change is positive.
      if (kind === 'loan' && loanId !== undefined) {
        account.loan = { id: loanId, principalPaise: changePaise, outstandingPaise: changePaise };
      }
      if (kind === 'repayment' && account.loan !== null) {
        account.loan.outstandingPaise -= changePaise;
        if (account.loan.outstandingPaise === 0) account.loan = null;
      }
      if (account.savingsPaise < 0) throw new Error('Savings fell below zero.');
    }
    if (this.#cashPaise < 0) throw new Error('The cash fell below zero.');
  }
}

/** The requests that record the demo programme's meetings, and the exits of members at them: one collective after another. */
export const makeMeetingRequests = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('meetings');
  const planned = planRecords(random)
    .filter(({ at }) => at < lastCutoff)
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  return collectives.flatMap((collective) =>
    new SheetWriter(
      random,
      collective,
      members.filter((member) => member.collective === collective),
    ).writeAll(planned.filter((record) => record.collective === collective)),
  );
};
