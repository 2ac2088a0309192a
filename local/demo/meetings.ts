import { addDays, addMonths, cutoffOf, monthOf } from '../../functions/domain/calendar.ts';
import { collectives, type DemoCollective } from './collectives.ts';
import { dayAfter, timeOn } from './demo-dates.ts';
import { type DemoRequest, idAt } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import { createRandom, type Random } from './random.ts';

/**
 * The meetings of the demo programme with their money, computed in the order of recording, so that no savings,
 * loan or cash falls below zero and every count matches.
 */

const lastMonth = '2026-10';

/** Nothing of the last month may be recorded later. */
const lastInstant = cutoffOf(lastMonth, 5).toISOString();

/** A sheet that was entered twice. The second is reversed months later, which corrects a published month. */
const enteredTwice = { collective: 2, month: '2026-03', reversedOn: '2026-05-11' } as const;
/** A deposit in the last month with one zero too many, still to be found. */
const slipOfThePen = { collective: 5, month: lastMonth, times: 20 } as const;
/** A collective that did not meet in the last month, for the quality list. */
const missedLast = 14;

type Meeting = {
  readonly collective: DemoCollective;
  readonly heldOn: string;
  readonly at: string;
  readonly what: 'sheet' | 'same sheet again' | 'reversal';
};

type Account = {
  readonly member: DemoMember;
  savingsPaise: number;
  loan: { readonly id: string; readonly principalPaise: number; outstandingPaise: number } | null;
  hasLeft: boolean;
};

type Entry = {
  readonly memberId: string;
  readonly kind: 'deposit' | 'withdrawal' | 'loan' | 'repayment' | 'interest' | 'fine';
  readonly amountPaise: number;
  readonly loanId?: string;
};

const notes = [
  'అందరూ సమయానికి వచ్చారు.',
  'వచ్చే నెల పొదుపు పెంచాలని అనుకున్నాము.',
  'ఆధార్ కార్డు శిబిరం గురించి మాట్లాడుకున్నాము.',
  'వర్షం వల్ల సమావేశం ఆలస్యంగా మొదలైంది.',
  'A caseworker explained how to apply for a pension.',
  'పిల్లల చదువు గురించి చర్చించాము.',
] as const;

const rupees = (amount: number): number => amount * 100;

/** The day on which a meeting's sheet is entered: on the day itself, within three, or sometimes weeks later. */
const drawEntryDay = (random: Random, heldOn: string): string => {
  // In the month with the sheet that is entered twice no sheet is late: its correction is to show the reversal alone.
  const isLate = random.percentChance(4) && heldOn < '2026-09' && monthOf(heldOn) !== enteredTwice.month;
  if (isLate) return dayAfter(random, heldOn, 30, 45);
  return random.percentChance(70) ? heldOn : dayAfter(random, heldOn, 1, 3);
};

/** When the collectives meet, and when the sheets are entered. */
const planMeetings = (random: Random): Meeting[] =>
  collectives.flatMap((collective, place) => {
    const meetings: Meeting[] = [];
    for (let month = monthOf(collective.formedOn); month <= lastMonth; month = addMonths(month, 1)) {
      if (place === missedLast && month === lastMonth) break;
      const usual = `${month}-${String(collective.meetsOn).padStart(2, '0')}`;
      const days = collective.isFortnightly ? [usual, addDays(usual, 14)] : [usual];
      for (const heldOn of days.filter((day) => day > collective.formedOn)) {
        if (random.percentChance(3)) continue;
        const enteredOn = drawEntryDay(random, heldOn);
        const at = timeOn(random, enteredOn, 17, 20);
        meetings.push({ collective, heldOn, at, what: 'sheet' });
        if (place === enteredTwice.collective && month === enteredTwice.month) {
          meetings.push(
            {
              collective,
              heldOn,
              at: timeOn(random, addDays(enteredOn, 2), 17, 20),
              what: 'same sheet again',
            },
            { collective, heldOn, at: timeOn(random, enteredTwice.reversedOn, 10, 12), what: 'reversal' },
          );
        }
      }
    }
    return meetings;
  });

/** The sheets of one collective in order, and the exits of those who took their savings out. */
class Treasurer {
  readonly #random: Random;
  readonly #collective: DemoCollective;
  readonly #accounts: readonly Account[];
  readonly #requests: DemoRequest[] = [];
  #cashPaise = 0;
  /** The second of two sheets of one meeting, to be reversed. */
  #secondSheet: { readonly id: string; readonly entries: readonly Entry[] } | undefined;
  /** What the last sheet said, without a slip of the pen or a loan. */
  #lastSheet: { readonly attendance: object[]; readonly entries: readonly Entry[] } | undefined;

  constructor(random: Random, collective: DemoCollective, members: readonly DemoMember[]) {
    this.#random = random;
    this.#collective = collective;
    this.#accounts = members.map((member) => ({ member, savingsPaise: 0, loan: null, hasLeft: false }));
  }

  record(meetings: readonly Meeting[]): DemoRequest[] {
    for (const meeting of meetings) {
      if (meeting.what === 'sheet') this.#enterSheet(meeting);
      else if (meeting.what === 'same sheet again') this.#enterAgain(meeting);
      else this.#reverse(meeting);
    }
    return this.#requests;
  }

  #enterSheet({ collective, heldOn, at }: Meeting): void {
    const random = this.#random;
    const hasSlip =
      collective === collectives[slipOfThePen.collective] && monthOf(heldOn) === slipOfThePen.month;
    const listed = this.#accounts.filter(
      ({ member, hasLeft }) => !hasLeft && member.joinedOn <= heldOn && member.enrolledAt < at,
    );
    const attendance = listed.map(({ member }) => ({
      memberId: member.id,
      status: random.percentChance(85) ? 'present' : random.pick(['absent', 'excused']),
    }));
    const isPresent = (account: Account): boolean =>
      attendance.some(({ memberId, status }) => memberId === account.member.id && status === 'present');
    const leaving = listed.filter(
      ({ member, loan }) => member.leavesIn !== null && member.leavesIn <= monthOf(heldOn) && loan === null,
    );
    const entries = listed.flatMap((account) => {
      if (leaving.includes(account)) return this.#withdrawAll(account);
      return isPresent(account) ? [...this.#repay(account), ...this.#pay(account)] : [];
    });
    const slip = hasSlip ? entries.findIndex(({ kind }) => kind === 'deposit') : -1;
    const written = entries.map((entry, index) =>
      index === slip ? { ...entry, amountPaise: entry.amountPaise * slipOfThePen.times } : entry,
    );
    const borrowers = listed.filter(
      (account) => isPresent(account) && account.loan === null && account.member.leavesIn === null,
    );
    this.#lastSheet = { attendance, entries };
    const all = [...written, ...this.#lend(borrowers, entries, at)];
    this.#enter(at, heldOn, attendance, all, { isCounted: random.percentChance(80) });
    for (const account of leaving) this.#exit(account, heldOn, at);
  }

  /** What a woman who is present pays: her deposit, and sometimes a fine for being late. */
  #pay({ member }: Account): Entry[] {
    const random = this.#random;
    const usual = this.#collective.usualDepositPaise;
    const amountPaise = random.pick([usual, usual, usual, usual, usual, usual, usual / 2, usual * 2]);
    return [
      ...(random.percentChance(95) ? [{ memberId: member.id, kind: 'deposit', amountPaise } as const] : []),
      ...(random.percentChance(2)
        ? [{ memberId: member.id, kind: 'fine', amountPaise: rupees(10) } as const]
        : []),
    ];
  }

  /** A sixth of the loan each time, in fifties of rupees, and one per cent interest on the rest, in whole rupees. */
  #repay({ member, loan }: Account): Entry[] {
    if (loan === null || this.#random.percentChance(12)) return [];
    const sixthPaise = Math.ceil(loan.principalPaise / 6 / rupees(50)) * rupees(50);
    const interestPaise = Math.round(loan.outstandingPaise / 100 / 100) * 100;
    return [
      {
        memberId: member.id,
        kind: 'repayment',
        amountPaise: Math.min(sixthPaise, loan.outstandingPaise),
        loanId: loan.id,
      },
      ...(interestPaise > 0
        ? [{ memberId: member.id, kind: 'interest', amountPaise: interestPaise, loanId: loan.id } as const]
        : []),
    ];
  }

  /** At most one loan per meeting, of at most 60 % of the cash before it. */
  #lend(borrowers: readonly Account[], entries: readonly Entry[], at: string): Entry[] {
    const withdrawn = entries
      .filter(({ kind }) => kind === 'withdrawal')
      .reduce((sum, { amountPaise }) => sum + amountPaise, 0);
    const maxPaise = Math.floor(((this.#cashPaise - withdrawn) * 0.6) / rupees(500)) * rupees(500);
    if (borrowers.length === 0 || maxPaise < rupees(1500) || this.#random.percentChance(35)) return [];
    const account = this.#random.pick(borrowers);
    const amountPaise = Math.min(maxPaise, rupees(500) * this.#random.int(3, 16));
    return [{ memberId: account.member.id, kind: 'loan', amountPaise, loanId: idAt(this.#random, at) }];
  }

  #withdrawAll({ member, savingsPaise }: Account): Entry[] {
    return savingsPaise > 0 ? [{ memberId: member.id, kind: 'withdrawal', amountPaise: savingsPaise }] : [];
  }

  #enter(
    at: string,
    heldOn: string,
    attendance: object[],
    entries: readonly Entry[],
    { isCounted }: { readonly isCounted: boolean },
  ): string {
    const random = this.#random;
    const id = idAt(random, at);
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
        ...(isCounted && { cashCountedPaise: this.#cashPaise }),
        ...(random.percentChance(12) && { note: random.pick(notes) }),
      },
    });
    return id;
  }

  /** The last sheet again, without its loan and under another id: an honest mistake. */
  #enterAgain({ heldOn, at }: Meeting): void {
    if (this.#lastSheet === undefined) throw new Error('There is no sheet to enter again.');
    const { attendance, entries } = this.#lastSheet;
    const deposits = entries.filter(({ kind }) => kind === 'deposit');
    const id = this.#enter(at, heldOn, attendance, deposits, { isCounted: false });
    this.#secondSheet = { id, entries: deposits };
  }

  #reverse({ at }: Meeting): void {
    if (this.#secondSheet === undefined) throw new Error('There is no sheet to reverse.');
    this.#apply(this.#secondSheet.entries, -1);
    this.#requests.push({
      at,
      by: this.#collective.by,
      route: 'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
      path: { id: this.#collective.id, meetingId: this.#secondSheet.id },
      body: { id: idAt(this.#random, at), reason: 'ఒకే సమావేశం రెండుసార్లు నమోదైంది.' },
    });
  }

  #exit(account: Account, heldOn: string, at: string): void {
    account.hasLeft = true;
    const enteredOn = addDays(at.slice(0, 10), this.#random.int(1, 3));
    this.#requests.push({
      at: timeOn(this.#random, enteredOn, 10, 12),
      by: this.#collective.by,
      route: 'POST /api/members/{id}/exit',
      path: { id: account.member.id },
      body: {
        exitedOn: heldOn,
        reason: this.#random.pick(['వేరే ఊరికి వెళ్ళారు', 'Found work in another district', 'స్వంత నిర్ణయం']),
      },
    });
  }

  /** @param direction 1 for a sheet, -1 for its reversal */
  #apply(entries: readonly Entry[], direction: 1 | -1): void {
    const signs = { deposit: 1, withdrawal: -1, loan: -1, repayment: 1, interest: 1, fine: 1 } as const;
    for (const { memberId, kind, amountPaise, loanId } of entries) {
      const account = this.#accounts.find(({ member }) => member.id === memberId);
      if (account === undefined) throw new Error('An entry concerns nobody here.');
      const amount = amountPaise * direction;
      this.#cashPaise += amount * signs[kind];
      if (kind === 'deposit') account.savingsPaise += amount;
      if (kind === 'withdrawal') account.savingsPaise -= amount;
      if (kind === 'loan' && loanId !== undefined) {
        account.loan = { id: loanId, principalPaise: amount, outstandingPaise: amount };
      }
      if (kind === 'repayment' && account.loan !== null) {
        account.loan.outstandingPaise -= amount;
        if (account.loan.outstandingPaise === 0) account.loan = null;
      }
      if (account.savingsPaise < 0) throw new Error('Savings fell below zero.');
    }
    if (this.#cashPaise < 0) throw new Error('The cash fell below zero.');
  }
}

export const holdMeetings = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('meetings');
  const meetings = planMeetings(random)
    .filter(({ at }) => at < lastInstant)
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  return collectives.flatMap((collective) =>
    new Treasurer(
      random,
      collective,
      members.filter((member) => member.collective === collective),
    ).record(meetings.filter((meeting) => meeting.collective === collective)),
  );
};
