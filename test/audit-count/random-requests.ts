import * as fc from 'fast-check';
import type { ApiRoute } from '../../functions/gateway/api/contracts.ts';
import { incidents } from '../../functions/shared/kinds/case-words.ts';
import { roadAreas } from '../../functions/shared/kinds/road-words.ts';
import { closingInstant, daysAfter, indianDay, nextMonth } from './calendar.ts';
import {
  type CaseModel,
  type CollectiveModel,
  type EntryModel,
  isSettled,
  joinModels,
  type MemberModel,
  type Model,
  type MoveModel,
  partModels,
  settle,
  standingOf,
} from './request-model.ts';

/**
 * Random programmes: what the people of some collectives send over half a year that has the end of a financial year in
 * it, with facts that come late, at a month's cutoff to the millisecond, twice, or against the rules. A programme is made
 * from a list of steps of plain numbers, so that fast-check shrinks it to the few steps that matter.
 */

export type Action =
  | {
      readonly is: 'request';
      /** RFC 3339, UTC, with milliseconds; never before the action ahead of it. */
      readonly at: string;
      readonly route: ApiRoute;
      readonly path: Readonly<Record<string, string>>;
      readonly body: object;
    }
  /** Two persons join the records of two members, or part them. */
  | {
      readonly is: 'join' | 'part';
      readonly at: string;
      readonly keptId: string;
      readonly otherId: string;
      /** Of the pair, of what is asked for, and of the decision. */
      readonly ids: readonly [pair: string, asking: string];
    }
  | { readonly is: 'publish'; readonly month: string }
  | { readonly is: 'preview'; readonly at: string; readonly month: string }
  | {
      readonly is: 'correct';
      readonly at: string;
      readonly month: string;
      readonly body: { readonly id: string; readonly reason: string };
    };

const stepKinds = {
  enrol: 8,
  'enrol many': 1,
  consent: 7,
  'stop services': 2,
  'resume services': 3,
  child: 3,
  schooling: 3,
  observation: 8,
  office: 3,
  'end office': 2,
  'reverse entry': 3,
  talk: 8,
  'talk with many': 4,
  meet: 16,
  reverse: 4,
  'open case': 6,
  event: 18,
  'take back': 5,
  'change case': 3,
  exit: 4,
  join: 6,
  part: 2,
  move: 3,
  'reverse move': 1,
  'change member': 5,
  'change collective': 2,
  form: 1,
  outreach: 4,
  'reverse outreach': 2,
  roster: 4,
  request: 3,
  'request step': 2,
  demand: 3,
  'demand step': 3,
  'reverse demand': 1,
  targets: 2,
  baselines: 1,
  narrative: 2,
  terms: 1,
  correct: 2,
  preview: 2,
  repeat: 3,
  'withdraw many': 1,
  'move many': 1,
} as const;
type StepKind = keyof typeof stepKinds;

const gaps = {
  none: 4,
  milliseconds: 2,
  minutes: 4,
  days: 16,
  'before midnight': 1,
  midnight: 1,
  'month end': 2,
  'before cutoff': 1,
  cutoff: 1,
  'after cutoff': 1,
} as const;
type Gap = keyof typeof gaps;

type Step = { readonly kind: StepKind; readonly gap: Gap; readonly numbers: readonly number[] };

const weighted = <T extends string>(weights: Readonly<Record<T, number>>): fc.Arbitrary<T> => {
  const names = Object.keys(weights).filter((name): name is T => name in weights);
  return fc.constantFrom(...names.flatMap((name) => Array.from({ length: weights[name] }, () => name)));
};

const step: fc.Arbitrary<Step> = fc.record({
  kind: weighted(stepKinds),
  gap: weighted(gaps),
  numbers: fc.array(fc.nat(9999), { minLength: 12, maxLength: 12 }),
});

/** @param most the most steps of a programme; a step is mostly one request */
export const programmes = (most: number): fc.Arbitrary<Action[]> =>
  fc
    .record({
      founders: fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: 2, max: 7 }) },
        { weight: 1, arbitrary: fc.integer({ min: 18, max: 24 }) },
      ),
      salt: fc.nat(0xffff),
      steps: fc.oneof(
        { weight: 1, arbitrary: fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }) },
        { weight: 3, arbitrary: fc.array(step, { minLength: 60, maxLength: most, size: 'max' }) },
      ),
    })
    .map(({ founders, salt, steps }) => new Draft(salt).write(founders, steps));

/** The last day of the month before that of a day. */
const lastDayBefore = (day: string): string =>
  indianDay(new Date(Date.parse(`${day.slice(0, 7)}-01T00:00:00Z`) - dayMs).toISOString());

const dayMs = 86_400_000;
const indiaMs = 19_800_000;
const start = Date.parse('2026-01-06T04:00:00.000Z');
/** Nothing happens later: seven months can be published by then. */
const end = Date.parse('2026-08-01T00:00:00.000Z');

/** Few districts, so that cells fill. */
const someDistricts = ['Guntur', 'Krishna', 'Guntur', 'Markapuram', 'Guntur'] as const;
const categories = ['trafficking_survivor', 'cse_survivor', 'undisclosed'] as const;
const guardians = ['guardian', 'child_welfare_committee'] as const;
/** Of school age and of fifteen to seventeen in 2026, or nearly. */
const childBirthYears = [2008, 2009, 2011, 2012, 2015, 2020, 2021] as const;
const childGenders = ['female', 'female', 'male'] as const;
const statuses = [
  'enrolled',
  'not_enrolled',
  'enrolled',
  'not_enrolled',
  'irregular',
  'completed',
  'unknown',
] as const;
const targetCodes = ['pensions', 'members_enrolled', 'bank_accounts', 'savings_balance'] as const;

class Draft {
  readonly #salt: number;
  readonly #model: Model = {
    moves: [],
    collectives: [],
    members: [],
    meetings: [],
    cases: [],
    outreach: [],
    demands: [],
  };
  readonly #actions: Action[] = [];
  #now = start;
  #month = '2026-01';
  #ids = 0;
  /** Numbers of the step under way, taken one by one. */
  #numbers: readonly number[] = [];
  #taken = 0;

  constructor(salt: number) {
    this.#salt = salt;
  }

  write(founders: number, steps: readonly Step[]): Action[] {
    this.#numbers = [founders];
    // The first month would wait without them.
    this.#begin([0, 1]);
    this.#terms();
    this.#begin([founders]);
    this.#form();
    this.#form();
    for (let count = 0; count < founders; count += 1) {
      this.#begin([count * 7, count * 3, count * 31, count, 1, 2, 4, count % 5]);
      this.#enrol();
    }
    // In a large programme all were asked once: whoever is asked again counts in a ratio that is told.
    for (const [index, member] of founders < 18 ? [] : this.#model.members.entries()) {
      this.#begin([index * 13, 50, 20, index, 60, 2, index % 3, 7, 1]);
      this.#talk(member);
    }
    for (const { kind, gap, numbers } of steps) {
      this.#begin(numbers);
      this.#wait(gap);
      if (this.#now > end) break;
      this.#take[kind]();
    }
    this.#moveTo(Date.parse(closingInstant(this.#month)) + 20 * 60_000);
    return this.#actions;
  }

  readonly #take: Readonly<Record<StepKind, () => void>> = {
    enrol: () => this.#enrol(),
    'enrol many': () => {
      const count = 6 + this.#number(16);
      for (let one = 0; one < count; one += 1) {
        this.#taken = one;
        this.#enrol();
      }
    },
    consent: () => this.#consent(),
    'stop services': () => this.#stopServices(),
    'resume services': () => this.#resumeServices(),
    child: () => this.#child(),
    schooling: () => this.#schooling(),
    observation: () => this.#observe(),
    office: () => this.#office(),
    'end office': () => this.#endOffice(),
    'reverse entry': () => this.#reverseEntry(),
    talk: () => this.#talk(this.#pick(this.#model.members)),
    // Most women of the programme are asked, as they are twice a year: only then a ratio is of eleven.
    'talk with many': () => {
      for (const member of this.#model.members.filter(() => this.#chance(85))) this.#talk(member);
    },
    meet: () => this.#meet(),
    reverse: () => this.#reverse(),
    'open case': () => this.#openCase(),
    event: () => this.#event(),
    'take back': () => this.#takeBack(),
    'change case': () => this.#changeCase(),
    exit: () => this.#exit(),
    join: () => this.#join(),
    part: () => this.#part(),
    move: () => this.#move(),
    'reverse move': () => this.#reverseMove(),
    'change member': () => this.#changeMember(),
    'change collective': () => this.#changeCollective(),
    form: () => this.#form(),
    outreach: () => this.#outreach(),
    'reverse outreach': () => this.#reverseOutreach(),
    roster: () => this.#roster(),
    request: () => this.#request(),
    'request step': () => this.#requestStep(),
    demand: () => this.#demand(),
    'demand step': () => this.#demandStep(),
    'reverse demand': () => this.#reverseDemand(),
    targets: () => this.#targets(),
    baselines: () => this.#baselines(),
    narrative: () => this.#narrative(),
    terms: () => this.#terms(),
    correct: () => this.#correct(),
    preview: () => this.#preview(),
    'withdraw many': () => {
      for (const member of this.#model.members.filter(() => this.#chance(80))) this.#agree(member, false);
    },
    'move many': () => {
      const district = this.#word(someDistricts);
      for (const member of this.#model.members.filter(() => this.#chance(80))) {
        this.#change(member, { district });
      }
    },
    repeat: () => this.#repeat(),
  };

  // Numbers and ids

  #begin(numbers: readonly number[]): void {
    this.#numbers = numbers;
    this.#taken = 0;
  }

  /** The step's next number, below a limit. */
  #number(limit: number): number {
    const number = this.#numbers[this.#taken % this.#numbers.length] ?? 0;
    const round = Math.floor(this.#taken / this.#numbers.length);
    this.#taken += 1;
    return (number + round * 37) % limit;
  }

  /** True in so many cases of a hundred. */
  #chance(percent: number): boolean {
    return this.#number(100) < percent;
  }

  #pick<T>(list: readonly T[]): T | undefined {
    return list[this.#number(Math.max(1, list.length))];
  }

  #word<const T extends readonly [unknown, ...unknown[]]>(words: T): T[number] {
    return words[this.#number(words.length)] ?? words[0];
  }

  /** A UUIDv7 of now; within a millisecond the ids are in no order. */
  #id(): string {
    this.#ids += 1;
    const time = this.#now.toString(16).padStart(12, '0');
    const mixed = Math.imul(this.#ids ^ this.#salt, 0x9e3779b1) >>> 0;
    const tail = mixed.toString(16).padStart(8, '0');
    const count = this.#ids.toString(16).padStart(8, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(6)}00${count}`;
  }

  // Time

  #wait(gap: Gap): void {
    const midnight = Math.ceil((this.#now + 1 + indiaMs) / dayMs) * dayMs - indiaMs;
    const cutoff = Date.parse(closingInstant(this.#month));
    // The last moment of this month.
    const monthEnd = Date.parse(closingInstant(this.#today().slice(0, 7))) - 4 * dayMs - 1;
    const to: Readonly<Record<Gap, number>> = {
      none: this.#now,
      milliseconds: this.#now + 1 + this.#number(5),
      minutes: this.#now + 60_000 * (1 + this.#number(600)),
      days: this.#now + (dayMs / 4) * (1 + this.#number(24)),
      'before midnight': midnight - 1,
      midnight,
      'month end': monthEnd,
      'before cutoff': cutoff - 1,
      cutoff,
      'after cutoff': cutoff + 60_000 * this.#number(14),
    };
    // A jump to a cutoff that is far off would leave a month with nothing in it.
    const wanted = to[gap];
    this.#moveTo(wanted > this.#now + 12 * dayMs ? this.#now + 5 * dayMs : wanted);
  }

  /** Moves on, publishing each month a quarter of an hour after its cutoff. */
  #moveTo(instant: number): void {
    for (;;) {
      const publishedAt = Date.parse(closingInstant(this.#month)) + 15 * 60_000;
      if (publishedAt > instant) break;
      this.#actions.push({ is: 'publish', month: this.#month });
      this.#month = nextMonth(this.#month);
    }
    this.#now = Math.max(this.#now, instant);
  }

  /** What has no id of its own from a device gets an instant of its own. */
  #alone(send: () => void): void {
    this.#moveTo(this.#now + 1);
    send();
    this.#moveTo(this.#now + 1);
  }

  #today(): string {
    return indianDay(new Date(this.#now).toISOString());
  }

  /** A date up to today: mostly of these days, sometimes months back, never before `earliest`. */
  #date(earliest = '2025-10-01'): string {
    const back = [0, 0, 1, 2, 5, 9, 20, 35, 60, 110][this.#number(10)] ?? 0;
    const dayBack = indianDay(new Date(this.#now - back * dayMs).toISOString());
    // What is true on the last day of a month is what a stock is about.
    const date = back > 0 && this.#chance(15) ? lastDayBefore(dayBack) : dayBack;
    return date < earliest ? (earliest > this.#today() ? this.#today() : earliest) : date;
  }

  #send(route: ApiRoute, path: Readonly<Record<string, string>>, body: object): void {
    this.#actions.push({ is: 'request', at: new Date(this.#now).toISOString(), route, path, body });
  }

  // Steps

  #form(): void {
    const collective: CollectiveModel = { id: this.#id(), formedOn: this.#date('2025-01-01'), cashPaise: 0 };
    this.#model.collectives.push(collective);
    this.#send(
      'POST /api/collectives',
      {},
      {
        id: collective.id,
        name: 'Vennela',
        district: this.#word(someDistricts),
        mandal: 'Chirugali',
        formedOn: collective.formedOn,
        meetingFrequency: 'monthly',
        usualDepositPaise: 10_000,
      },
    );
  }

  /** A girl's is given by another; by herself it is refused. */
  #consentOf(birthYear: number, purpose: string, given: boolean, on: string) {
    const isMinor = Number(on.slice(0, 4)) - birthYear < 18;
    return {
      id: this.#id(),
      purpose,
      given,
      on,
      method: 'spoken',
      noticeVersion: '1',
      ...(isMinor && !this.#chance(5) ? { givenBy: this.#word(guardians) } : {}),
    };
  }

  #enrol(): void {
    const collective = this.#pick(this.#model.collectives);
    if (collective === undefined) return;
    const joinedOn = this.#date(collective.formedOn);
    const leads = this.#chance(30);
    const agreement = this.#number(100);
    const reporting =
      agreement < 80 ? [true] : agreement < 84 ? [false] : agreement < 88 ? [true, false] : [];
    const children = Array.from({ length: this.#number(3) }, () => ({
      id: this.#id(),
      birthYear: this.#word(childBirthYears),
      gender: this.#word(childGenders),
      inSchool: this.#chance(60),
    }));
    const birthYear = Number(joinedOn.slice(0, 4)) - (14 + this.#number(40));
    const member: MemberModel = {
      id: this.#id(),
      collective,
      joinedOn,
      birthYear,
      exitedOn: null,
      consentOn: joinedOn,
      hasStopped: false,
      leads,
      savingsPaise: 0,
      savedUnderIdPaise: 0,
      loans: new Map(),
      loansGiven: new Set(),
      joinedTo: undefined,
      children: children.map(({ id }) => id),
      offices: [],
      requests: [],
      entries: children.map(({ id }) => id),
    };
    this.#model.members.push(member);
    this.#send(
      'POST /api/members',
      {},
      {
        id: member.id,
        name: 'Vanavillu',
        birthYear,
        gender: 'female',
        category: this.#word(categories),
        district: this.#word(someDistricts),
        mandal: 'Chirugali',
        collectiveId: collective.id,
        joinedOn,
        ...(leads ? { leaderSince: joinedOn } : {}),
        consents: [
          this.#consentOf(birthYear, 'services', true, joinedOn),
          ...reporting.map((given) => this.#consentOf(birthYear, 'reporting', given, joinedOn)),
          ...(this.#chance(20) ? [this.#consentOf(birthYear, 'sharing', true, joinedOn)] : []),
        ],
        children,
      },
    );
  }

  #consent(): void {
    const member = this.#pick(this.#model.members);
    if (member === undefined) return;
    this.#agree(member, this.#chance(50));
  }

  #agree(member: MemberModel, given: boolean): void {
    // A withdrawal may bear any past date; what is given is mostly not dated before the latest.
    const on = given && !this.#chance(8) ? this.#date(member.consentOn) : this.#date();
    if (!given) member.consentOn = this.#today();
    else if (on > member.consentOn) member.consentOn = on;
    const purpose = this.#chance(85) ? 'reporting' : this.#chance(50) ? 'services' : 'sharing';
    const body = this.#consentOf(member.birthYear, purpose, given, on);
    this.#send('POST /api/members/{id}/consents', { id: member.id }, body);
  }

  /** She asks to stop; half the time some matters are to be finished, now and then another woman's, which is refused. */
  #stopServices(): void {
    const member = this.#pick(this.#model.members);
    if (member === undefined) return;
    const matters = this.#model.cases.filter(({ memberId }) => memberId === member.id || this.#chance(2));
    const continues = this.#chance(50) ? matters.slice(-2).map(({ id }) => id) : [];
    const body = {
      ...this.#consentOf(member.birthYear, 'services', false, this.#date(member.joinedOn)),
      ...(continues.length === 0 ? {} : { continues }),
    };
    member.hasStopped = true;
    member.consentOn = this.#today();
    this.#send('POST /api/members/{id}/consents', { id: member.id }, body);
  }

  #resumeServices(): void {
    const member = this.#pick(this.#model.members.filter(({ hasStopped }) => hasStopped));
    if (member === undefined) return;
    member.hasStopped = false;
    const body = this.#consentOf(member.birthYear, 'services', true, this.#date(member.consentOn));
    this.#send('POST /api/members/{id}/consents', { id: member.id }, body);
  }

  #child(): void {
    const member = this.#pick(this.#model.members);
    if (member === undefined) return;
    const id = this.#id();
    member.children.push(id);
    member.entries.push(id);
    const body = {
      id,
      birthYear: this.#word(childBirthYears),
      gender: this.#word(childGenders),
      inSchool: this.#chance(60),
    };
    this.#send('POST /api/members/{id}/children', { id: member.id }, body);
  }

  #schooling(): void {
    const member = this.#pick(this.#model.members.filter(({ children }) => children.length > 0));
    const child = this.#pick(member?.children ?? []);
    if (member === undefined || child === undefined) return;
    const body = {
      birthYear: this.#word(childBirthYears),
      gender: this.#word(childGenders),
      inSchool: this.#chance(50),
    };
    this.#alone(() =>
      this.#send('PUT /api/members/{id}/children/{childId}', { id: member.id, childId: child }, body),
    );
  }

  #observe(): void {
    const member = this.#pick(this.#model.members.filter(({ children }) => children.length > 0));
    const childId = this.#pick(member?.children ?? []);
    if (member === undefined || childId === undefined) return;
    const id = this.#id();
    member.entries.push(id);
    const body = { id, on: this.#date('2025-06-01'), status: this.#word(statuses) };
    this.#send('POST /api/members/{id}/children/{childId}/schooling', { id: member.id, childId }, body);
  }

  #office(): void {
    const member = this.#pick(this.#model.members);
    if (member === undefined) return;
    const id = this.#id();
    member.offices.push(id);
    member.entries.push(id);
    const from = this.#date();
    const body = {
      id,
      body: this.#word(['district_forum', 'state_forum', 'collective', 'government_committee']),
      office: this.#word(['president', 'treasurer']),
      from,
      // Now and then before it begins, which is refused; often ahead.
      ...(this.#chance(30) ? { to: this.#chance(50) ? '2026-05-31' : this.#date('2025-06-01') } : {}),
    };
    this.#send('POST /api/members/{id}/offices', { id: member.id }, body);
  }

  #endOffice(): void {
    const member = this.#pick(this.#model.members.filter(({ offices }) => offices.length > 0));
    const officeId = this.#pick(member?.offices ?? []);
    if (member === undefined || officeId === undefined) return;
    const body = { on: this.#date() };
    this.#alone(() =>
      this.#send('POST /api/members/{id}/offices/{officeId}/end', { id: member.id, officeId }, body),
    );
  }

  /** Now and then of a day before she joined or after she left, which is refused; some with a goal alone. */
  #talk(member: MemberModel | undefined): void {
    if (member === undefined) return;
    const id = this.#id();
    member.entries.push(id);
    const areas = roadAreas.filter(() => this.#chance(75));
    const body = {
      id,
      on: this.#date(this.#chance(95) ? member.joinedOn : undefined),
      ...(areas.length === 0
        ? {}
        : { answers: Object.fromEntries(areas.map((area) => [area, 1 + this.#number(4)])) }),
      ...(this.#chance(40) ? { goal: { area: this.#word(roadAreas), text: 'A loom' } } : {}),
      ...(this.#chance(10) ? { goalDone: true } : {}),
    };
    this.#send('POST /api/members/{id}/talks', { id: member.id }, body);
  }

  /** Now and then one that was taken back before, which is refused. */
  #reverseEntry(): void {
    const member = this.#pick(this.#model.members.filter(({ entries }) => entries.length > 0));
    const of = this.#pick(member?.entries.slice(-4) ?? []);
    if (member === undefined || of === undefined) return;
    const body = { id: this.#id(), of, reason: 'Another child’s.' };
    this.#send('POST /api/members/{id}/reversals', { id: member.id }, body);
  }

  /** An entry that a member may make, were it the only one of the sheet. */
  #entryOf(sender: MemberModel): EntryModel {
    const kind = this.#number(20);
    const memberId = sender.id;
    // Under the id of a joined record, too, she repays whatever is hers.
    const member = standingOf(sender);
    const amountPaise = 100 * (1 + this.#number(50));
    const loan = [...member.loans].find(([, outstanding]) => outstanding > 0);
    if (kind >= 17 && member.savingsPaise > 0) {
      return { memberId, kind: 'withdrawal', amountPaise: kind === 17 ? amountPaise : member.savingsPaise };
    }
    if (kind >= 14 && loan !== undefined) {
      const [loanId, outstanding] = loan;
      const repaid = kind === 14 ? Math.min(amountPaise, outstanding) : outstanding;
      return { memberId, kind: 'repayment', amountPaise: repaid, loanId };
    }
    if (kind >= 12 && member.collective.cashPaise > 0) {
      const lent = Math.min(amountPaise, member.collective.cashPaise);
      return { memberId, kind: 'loan', amountPaise: lent, loanId: this.#id() };
    }
    if (kind === 11) return { memberId, kind: 'interest', amountPaise, ...(loan && { loanId: loan[0] }) };
    if (kind === 10) return { memberId, kind: 'fine', amountPaise };
    return { memberId, kind: 'deposit', amountPaise };
  }

  #meet(): void {
    const collective = this.#pick(this.#model.collectives);
    if (collective === undefined) return;
    const heldOn = this.#date(collective.formedOn);
    const here = this.#model.members.filter(
      (member) =>
        member.collective === collective &&
        member.joinedOn <= heldOn &&
        (member.exitedOn === null || member.exitedOn >= heldOn),
    );
    const listed = here.slice(0, 40).filter(() => this.#chance(75));
    const attendance = listed.map(({ id }) => ({
      memberId: id,
      status: this.#word(['present', 'present', 'absent', 'excused']),
    }));
    const wished = listed.flatMap((member) =>
      this.#chance(75) ? [this.#entryOf(member), ...(this.#chance(10) ? [this.#entryOf(member)] : [])] : [],
    );
    const deposits = wished.filter(({ kind }) => kind === 'deposit');
    // Now and then more is taken out than is there, and the whole sheet is refused.
    const isRefused = !settle(this.#model, collective, wished, 1);
    const entries = isRefused && this.#chance(70) ? deposits : wished;
    if (isRefused && entries === deposits) settle(this.#model, collective, deposits, 1);
    const id = this.#id();
    this.#model.meetings.push({ id, collective, entries, isReversed: false });
    this.#send(
      'POST /api/collectives/{id}/meetings',
      { id: collective.id },
      { id, heldOn, attendance, entries },
    );
  }

  #reverse(): void {
    const meeting = this.#pick(this.#model.meetings.slice(-6));
    if (meeting === undefined) return;
    if (!meeting.isReversed && settle(this.#model, meeting.collective, meeting.entries, -1)) {
      meeting.isReversed = true;
    }
    this.#send(
      'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
      { id: meeting.collective.id, meetingId: meeting.id },
      { id: this.#id(), reason: 'Counted twice' },
    );
  }

  #openCase(): void {
    const member = this.#pick(this.#model.members);
    if (member === undefined) return;
    const id = this.#id();
    const openedOn = this.#date(this.#chance(90) ? member.joinedOn : undefined);
    this.#model.cases.push({ id, memberId: member.id, openedOn, events: [], applications: new Map() });
    const kind = this.#word(['crisis', 'mental_health', 'legal_aid', 'crisis', 'compensation', 'other']);
    // Now and then of a case that is no crisis, which is refused.
    const hasIncident = this.#chance(kind === 'crisis' ? 75 : 3);
    this.#send(
      'POST /api/cases',
      {},
      {
        id,
        memberId: member.id,
        kind,
        ...(hasIncident ? { incident: this.#word(incidents) } : {}),
        priority: this.#word(['urgent', 'normal']),
        openedOn,
      },
    );
  }

  #event(): void {
    const one = this.#pick(this.#model.cases);
    if (one === undefined) return;
    const on = this.#date(this.#chance(95) ? one.openedOn : undefined);
    const details: Readonly<Record<string, () => object>> = {
      service: () => ({
        type: 'service',
        service: this.#word(['mental_health', 'legal_aid', 'livelihood', 'medical']),
      }),
      entitlement: () => ({
        type: 'entitlement',
        entitlement: this.#word([
          'house_patta',
          'aadhaar_card',
          'ration_card',
          'bank_account',
          'pension',
          'other',
        ]),
        stage: this.#word(['received', 'needed', 'received', 'suspended', 'received', 'restored']),
      }),
      compensation: () => this.#stage(one, on),
      proceeding: () => ({
        type: 'proceeding',
        proceedingId: one.id,
        step: this.#word(['fir', 'testimony', 'charge_sheet', 'hearing', 'testimony']),
        laws: ['bns'],
      }),
      referral: () => ({ type: 'referral', to: 'Meghamala', stage: 'requested' }),
      followUp: () => ({ type: 'follow_up', due: '2026-12-01' }),
      note: () => ({ type: 'note', text: 'Spoken with.' }),
      status: () => this.#status(),
      safetyPlan: () => ({ type: 'safety_plan', goTo: 'Her aunt’s' }),
    };
    const type = this.#word([
      'status',
      'service',
      'entitlement',
      'status',
      'entitlement',
      'compensation',
      'proceeding',
      'compensation',
      'service',
      'status',
      'referral',
      'followUp',
      'note',
      'safetyPlan',
      'status',
    ]);
    const body = { id: this.#id(), on, ...details[type]?.() };
    one.events.push(body.id);
    this.#send('POST /api/cases/{id}/events', { id: one.id }, body);
  }

  /** Mostly of a closing what she said of the help; now and then of something else, which is refused. */
  #status(): object {
    const status = this.#word(['closed', 'reopened', 'closed', 'in_progress', 'closed', 'open']);
    return {
      type: 'status',
      status,
      ...(this.#chance(status === 'closed' ? 80 : 3)
        ? { herWord: this.#word(['helped', 'partly', 'helped', 'not', 'not_asked']) }
        : {}),
    };
  }

  /** Mostly of an application that was filed in the case; now and then of one that was not, or before its day. */
  #stage(one: CaseModel, on: string): object {
    const filed = this.#pick([...one.applications.keys()]);
    if (filed === undefined || this.#chance(30)) {
      const applicationId = this.#chance(95) ? this.#id() : (filed ?? this.#id());
      const stage = this.#chance(95) ? 'filed' : 'paid';
      if (stage === 'filed') one.applications.set(applicationId, on);
      return { type: 'compensation', applicationId, scheme: 'nalsa_2018', stage };
    }
    return {
      type: 'compensation',
      ...(this.#chance(90) && { on: this.#date(one.applications.get(filed)) }),
      applicationId: filed,
      scheme: this.#word(['nalsa_2018', 'ap_2015']),
      stage: this.#word(['interim_paid', 'awarded', 'paid', 'rejected', 'appealed', 'acknowledged']),
    };
  }

  /** Now and then what was taken back before, what is a taking back itself, or an event of another case. */
  #takeBack(): void {
    const one = this.#pick(this.#model.cases.filter(({ events }) => events.length > 0));
    const eventId = this.#pick(one?.events.slice(-8) ?? []);
    const at = this.#chance(95) ? one : this.#pick(this.#model.cases);
    if (one === undefined || at === undefined || eventId === undefined) return;
    const body = {
      id: this.#id(),
      type: 'taken_back',
      on: this.#date(at.openedOn),
      eventId,
      reason: 'Another woman’s.',
    };
    if (this.#chance(20)) at.events.push(body.id);
    this.#send('POST /api/cases/{id}/events', { id: at.id }, body);
  }

  #changeCase(): void {
    const one = this.#pick(this.#model.cases);
    if (one === undefined) return;
    const body = this.#chance(50)
      ? { kind: this.#word(['crisis', 'other', 'legal_aid']) }
      : { incident: this.#chance(70) ? this.#word(incidents) : null };
    this.#alone(() => this.#send('PATCH /api/cases/{id}', { id: one.id }, body));
  }

  #exit(): void {
    const open = this.#model.members.filter(({ exitedOn }) => exitedOn === null);
    const settled = open.filter(isSettled);
    const member = this.#pick(settled.length > 0 && this.#chance(85) ? settled : open);
    if (member === undefined) return;
    const exitedOn = this.#date(member.joinedOn);
    if (isSettled(member)) member.exitedOn = exitedOn;
    this.#alone(() =>
      this.#send('POST /api/members/{id}/exit', { id: member.id }, { exitedOn, reason: 'Moved away' }),
    );
  }

  /** Mostly of two in one group; of two groups it is refused if the second holds anything. */
  #join(): void {
    const kept = this.#pick(this.#model.members);
    const others = this.#model.members.filter(
      (one) => one !== kept && (this.#chance(20) || one.collective === kept?.collective),
    );
    const other = this.#pick(others);
    if (kept === undefined || other === undefined) return;
    const isDone =
      kept.joinedTo === undefined &&
      other.joinedTo === undefined &&
      (kept.collective === other.collective || isSettled(other));
    this.#alone(() => this.#pair('join', kept, other));
    if (isDone) joinModels(kept, other);
  }

  #part(): void {
    const other = this.#pick(this.#model.members.filter(({ joinedTo }) => joinedTo !== undefined));
    const kept = other?.joinedTo;
    if (other === undefined || kept === undefined) return;
    this.#alone(() => this.#pair('part', kept, other));
    if (kept.joinedTo === undefined && kept.savingsPaise >= other.savedUnderIdPaise) partModels(kept, other);
  }

  #pair(is: 'join' | 'part', kept: MemberModel, other: MemberModel): void {
    const at = new Date(this.#now).toISOString();
    const ids = [this.#id(), this.#id()] as const;
    this.#actions.push({ is, at, keptId: kept.id, otherId: other.id, ids });
  }

  /** Of up to three women with all that they have, under any of their ids; now and then with a rupee too little, which is refused. */
  #move(): void {
    const from = this.#pick(this.#model.collectives);
    const to = this.#pick(this.#model.collectives.filter((one) => one !== from));
    if (from === undefined || to === undefined) return;
    const here = this.#model.members.filter(
      (one) => standingOf(one).collective === from && standingOf(one).exitedOn === null,
    );
    const named = here.filter(() => this.#chance(40)).slice(0, 3);
    const members = [...new Set(named.map(standingOf))];
    if (named.length === 0) return;
    const held = members.reduce(
      (sum, { savingsPaise, loans }) =>
        sum + savingsPaise - [...loans.values()].reduce((total, loan) => total + loan, 0),
      0,
    );
    const cashPaise = this.#chance(90) ? held : held - 100;
    const move: MoveModel = { id: this.#id(), from, to, members, cashPaise, isReversed: false };
    this.#model.moves.push(move);
    if (cashPaise === held && from.cashPaise >= held && to.cashPaise + held >= 0) this.#carry(move, to, held);
    else move.isReversed = true;
    this.#alone(() =>
      this.#send(
        'POST /api/collectives/{id}/moves',
        { id: from.id },
        {
          ...{ id: move.id, on: this.#date(from.formedOn), to: to.id, members: named.map(({ id }) => id) },
          ...{ cashPaise, bankPaise: 0 },
        },
      ),
    );
  }

  #carry({ from, to, members }: MoveModel, where: CollectiveModel, paise: number): void {
    from.cashPaise -= where === to ? paise : -paise;
    to.cashPaise += where === to ? paise : -paise;
    for (const member of members) member.collective = where;
  }

  #reverseMove(): void {
    const move = this.#pick(this.#model.moves.slice(-4));
    if (move === undefined) return;
    const { id, from, to, cashPaise } = move;
    // Whether nothing has changed since, only the books know; if it has, the model is a little wrong, which does no harm.
    if (!move.isReversed && move.members.every(({ collective }) => collective === to)) {
      move.isReversed = true;
      this.#carry(move, from, cashPaise);
    }
    const path = { id: this.#chance(50) ? from.id : to.id, moveId: id };
    this.#send('POST /api/collectives/{id}/moves/{moveId}/reversal', path, {
      id: this.#id(),
      reason: 'It was her sister',
    });
  }

  #changeMember(): void {
    const member = this.#pick(this.#model.members);
    if (member === undefined) return;
    const what = this.#number(8);
    const change = ((): object => {
      if (what <= 1) return { district: this.#word(someDistricts) };
      if (what === 2) {
        // One who would be a girl by it is refused, unless another has consented for her.
        const birthYear = this.#chance(90) ? 1960 + this.#number(40) : 2009 + this.#number(4);
        if (birthYear < 2000) member.birthYear = birthYear;
        return { birthYear };
      }
      if (what === 3) {
        const joinedOn = this.#date(member.collective.formedOn);
        // A date after a sheet that lists her may be refused; then the model is a little wrong, which does no harm.
        if (joinedOn < member.joinedOn) member.joinedOn = joinedOn;
        return { joinedOn };
      }
      if (what === 4) return { name: 'Nakshatra' };
      // Who leads is given another date, or leads no longer.
      member.leads = !member.leads || what === 5;
      return { leaderSince: member.leads ? this.#date(member.joinedOn) : null };
    })();
    this.#change(member, change);
  }

  #change(member: MemberModel, change: object): void {
    this.#alone(() => this.#send('PATCH /api/members/{id}', { id: member.id }, change));
  }

  #changeCollective(): void {
    const collective = this.#pick(this.#model.collectives);
    if (collective === undefined) return;
    const what = this.#number(4);
    const change =
      what === 0
        ? { closedOn: this.#date(collective.formedOn) }
        : what === 1
          ? { closedOn: null }
          : what === 2
            ? { formedOn: this.#date() }
            : { mandal: 'Tolakari' };
    this.#alone(() => this.#send('PATCH /api/collectives/{id}', { id: collective.id }, change));
  }

  #outreach(): void {
    const id = this.#id();
    this.#model.outreach.push(id);
    this.#send(
      'POST /api/outreach',
      {},
      {
        id,
        kind: this.#word([
          'media_sensitisation',
          'media_story',
          'media_story',
          'police_orientation',
          'police_orientation',
          'leadership_training',
          'advocacy',
        ]),
        on: this.#date(),
        mode: this.#word(['in_person', 'online']),
        district: 'NTR',
        participants: this.#number(40),
        ...(this.#chance(60) ? { title: `Story ${this.#number(5)}` } : {}),
        ...(this.#chance(30) ? { outlet: 'Morning paper', url: 'https://paper.example/story' } : {}),
      },
    );
  }

  #reverseOutreach(): void {
    const id = this.#pick(this.#model.outreach.slice(-5));
    if (id === undefined) return;
    this.#send('POST /api/outreach/{id}/reversal', { id }, { id: this.#id(), reason: 'Entered twice' });
  }

  #roster(): void {
    const id = this.#pick(this.#model.outreach.slice(-5));
    if (id === undefined) return;
    const participants = this.#model.members
      .slice(0, 60)
      .filter(() => this.#chance(30))
      .map((member) => ({
        memberId: member.id,
        role: this.#word(['participant', 'participant', 'facilitator', 'speaker']),
      }));
    this.#alone(() => this.#send('PUT /api/outreach/{id}/roster', { id }, { participants }));
  }

  #request(): void {
    const member = this.#pick(this.#model.members);
    if (member === undefined) return;
    const id = this.#id();
    member.entries.push(id);
    member.requests.push(id);
    const body = {
      id,
      kind: this.#word(['access', 'correction', 'grievance', 'erasure', 'withdrawal']),
      on: this.#date(),
      via: 'spoken',
    };
    this.#send('POST /api/members/{id}/requests', { id: member.id }, body);
  }

  #requestStep(): void {
    const member = this.#pick(this.#model.members.filter(({ requests }) => requests.length > 0));
    const requestId = this.#pick(member?.requests ?? []);
    if (member === undefined || requestId === undefined) return;
    const body = {
      id: this.#id(),
      on: this.#date(),
      step: this.#word(['answered', 'acknowledged', 'refused', 'escalated']),
    };
    this.#send('POST /api/members/{id}/requests/{requestId}/steps', { id: member.id, requestId }, body);
  }

  #demand(): void {
    const kind = this.#word(['rti', 'rti', 'rti_appeal', 'petition', 'meeting']);
    const on = this.#date();
    const rti = this.#pick(this.#model.demands.filter((one) => one.kind === 'rti' && one.on <= on));
    if (kind === 'rti_appeal' && rti === undefined) return;
    const id = this.#id();
    this.#model.demands.push({ id, kind, on });
    const promised = kind !== 'petition' && kind !== 'meeting' ? undefined : daysAfter(on, this.#number(40));
    const body = {
      ...{ id, kind, on, to: 'dlsa', about: 'compensation', title: 'What was decided' },
      ...(this.#chance(50) ? { district: this.#word(someDistricts) } : {}),
      ...(kind === 'rti_appeal' ? { follows: rti?.id } : {}),
      ...(promised !== undefined && this.#chance(60) ? { answerBy: promised } : {}),
    };
    this.#send('POST /api/demands', {}, body);
  }

  #demandStep(): void {
    const demand = this.#pick(this.#model.demands);
    if (demand === undefined) return;
    const body = {
      id: this.#id(),
      on: this.#date(),
      step: this.#word(['acknowledged', 'answered', 'granted', 'partly_granted', 'refused', 'no_answer']),
    };
    this.#send('POST /api/demands/{id}/steps', { id: demand.id }, body);
  }

  #reverseDemand(): void {
    const demand = this.#pick(this.#model.demands);
    if (demand === undefined) return;
    const body = { id: this.#id(), reason: 'Entered twice' };
    this.#send('POST /api/demands/{id}/reversal', { id: demand.id }, body);
  }

  #targets(): void {
    const targets = Object.fromEntries(
      targetCodes.filter(() => this.#chance(60)).map((code) => [code, this.#number(500)]),
    );
    const financialYear = this.#word(['2025-26', '2026-27']);
    this.#alone(() => this.#send('PUT /api/targets/{financialYear}', { financialYear }, { targets }));
  }

  #baselines(): void {
    const baselines = Object.fromEntries(
      targetCodes
        .filter(() => this.#chance(60))
        .map((code) => [code, { asOf: '2025-09', value: this.#number(500), source: 'A register' }]),
    );
    this.#alone(() => this.#send('PUT /api/baselines', {}, { baselines }));
  }

  /** Of this month or of one before it, mostly of one that has not closed. */
  #narrative(): void {
    const month = this.#word([this.#month, this.#today().slice(0, 7), this.#date().slice(0, 7)]);
    const body = {
      en: this.#chance(70) ? `Text ${this.#number(9)}: {members_active}, {attendance_rate.toDate}` : null,
      ja: this.#chance(50) ? `文 ${this.#number(9)}` : null,
    };
    this.#alone(() => this.#send('PUT /api/narratives/{month}', { month }, body));
  }

  #terms(): void {
    const body = {
      id: this.#id(),
      from: this.#word(['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-09']),
      name: 'Leadership Next',
      implementer: 'HELP',
      forum: 'VIMUKTHI',
      funder: `Funder ${this.#number(9)}`,
      state: 'Andhra Pradesh',
    };
    this.#send('POST /api/programme/terms', {}, body);
  }

  #correct(): void {
    const published = [...new Set(this.#actions.flatMap((one) => (one.is === 'publish' ? [one.month] : [])))];
    const month = this.#pick(published);
    if (month === undefined) return;
    this.#moveTo(this.#now + 1);
    const body = { id: this.#id(), reason: 'A recount' };
    this.#actions.push({ is: 'correct', at: new Date(this.#now).toISOString(), month, body });
    this.#moveTo(this.#now + 1);
  }

  #preview(): void {
    const month = this.#today().slice(0, 7);
    this.#moveTo(this.#now + 1);
    const at = new Date(this.#now).toISOString();
    this.#actions.push({ is: 'preview', at, month: this.#chance(50) ? month : this.#month });
  }

  /** A request comes again, as from a phone that never saw the answer. */
  #repeat(): void {
    const sent = this.#actions.filter((one) => one.is === 'request');
    const again = this.#pick(sent.slice(-20).filter(({ route }) => route.startsWith('POST ')));
    if (again !== undefined) this.#alone(() => this.#send(again.route, again.path, again.body));
  }
}
