import { daysOf, financialYearName, financialYearStart } from './calendar.ts';
import { type Accepted, type Baseline, factsOf, type MemberRecord, type ProgrammeNames } from './facts.ts';
import {
  type Child,
  isConfirmed,
  isInSchool,
  isOfSchoolAge,
  isOlderGirlInSchool,
  returnsOf,
} from './family.ts';
import {
  bankBalance,
  bankLinked,
  borrowingsOutstanding,
  entriesOf,
  loansAtRisk,
  loansOutstanding,
  savingsBalance,
} from './group-money.ts';
import { World } from './world.ts';

/**
 * What each published snapshot must say, worked out from the accepted requests by the design's text alone (sections 4 to
 * 6), from scratch for every number. It shares no code with the product; where the two differ, one of them is wrong.
 */

/** A version of a month that was published. */
export type Publication = {
  readonly month: string;
  readonly version: number;
  /** RFC 3339, UTC, with milliseconds: what was recorded at it or later is not in. */
  readonly cutoff: string;
  readonly reason: string | null;
  /** Its place among all publications: 1, 2, … */
  readonly ordinal: number;
};

export type Ratio = { readonly numerator: number; readonly denominator: number };
export type Value = number | Ratio;
export type Breakdown = {
  readonly asOf: string;
  readonly cells: 'withheld' | readonly { readonly key: string; readonly value: number | '*' }[];
} | null;
type Breakdowns = { readonly district: Breakdown; readonly ageBand: Breakdown };
export type IndicatorFigures = {
  readonly code: string;
  readonly way: 'sum' | 'distinct' | 'stock' | 'ratio';
  readonly month: Value;
  readonly financialYear: Value;
  readonly toDate: Value;
  readonly target: number | null;
  readonly baseline: Baseline | null;
  /** Null for ever where the indicator is not broken down. */
  readonly breakdowns: Breakdowns;
};
export type Revision = {
  readonly month: string;
  readonly code: string;
  readonly was: Value;
  readonly now: Value;
};
type StoryFigures = {
  readonly on: string;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly url: string | null;
};
export type SnapshotFigures = {
  /** Null in the preview of a month without terms. */
  readonly programme: ProgrammeNames | null;
  readonly month: string;
  readonly version: number;
  readonly reason: string | null;
  readonly cutoff: string;
  readonly financialYear: string;
  readonly indicators: readonly IndicatorFigures[];
  readonly narrative: { readonly en: string | null; readonly ja: string | null } | null;
  readonly stories: readonly StoryFigures[];
  readonly revisions: readonly Revision[];
  /** Of a version above 1: what it says otherwise than the version before. */
  readonly changes?: readonly ChangeFigures[] | undefined;
};
type ChangeFigures = {
  readonly code: string;
  readonly part: 'month' | 'financialYear' | 'toDate';
  readonly was: Value;
  readonly now: Value;
};

/** The first and the last day of a period. */
type Period = { readonly from: string; readonly to: string };

/** A fact that a distinct count looks at. */
type Countable = {
  readonly member: string;
  readonly on: string;
  readonly seq: number;
  /** Who is counted, if not the member herself. */
  readonly child?: string;
};

type Indicator =
  | { readonly way: 'sum'; readonly of: (world: World, within: Within) => number }
  | { readonly way: 'ratio'; readonly of: (world: World, within: Within) => Ratio }
  | { readonly way: 'distinct'; readonly firstOnly: boolean; readonly facts: (world: World) => Countable[] }
  /** The persons it counts are broken down where `members` is there. */
  | { readonly way: 'stock'; readonly of: (world: World, day: string) => number }
  | { readonly way: 'stock'; readonly members: (world: World, day: string) => string[] };

type Within = (date: string) => boolean;

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

const activeMembers = (world: World, day: string): string[] =>
  world.members().filter((member) => world.isMember(member, day) && world.consentsOn(member, day));

const sumOfEntries = (kind: string): Indicator => ({
  way: 'sum',
  of: (world, within) =>
    total(
      entriesOf(world)
        .filter((entry) => entry.kind === kind && within(entry.on) && world.counts(entry.memberId, entry.seq))
        .map((entry) => entry.amountPaise),
    ),
});

/** Members with an event of a type, by one of its words. */
const membersWith = (type: string, what: string | null, stage: string, firstOnly: boolean): Indicator => ({
  way: 'distinct',
  firstOnly,
  facts: (world) =>
    world
      .events()
      .filter(({ event }) => event.type === type && event.stage === stage)
      .filter(({ event }) => what === null || event.what === what),
});

const received = (entitlement: string): Indicator =>
  membersWith('entitlement', entitlement, 'received', true);

const sumOfParticipants = (kind: string, mode: string | null): Indicator => ({
  way: 'sum',
  of: (world, within) =>
    total(
      world
        .outreach()
        .filter((fact) => fact.kind === kind && within(fact.on) && (mode === null || fact.mode === mode))
        .map((fact) => fact.participants),
    ),
});

const numberOfOutreach = (kind: string): Indicator => ({
  way: 'sum',
  of: (world, within) => world.outreach().filter((fact) => fact.kind === kind && within(fact.on)).length,
});

const casesOpened = (kind: string | null): Indicator => ({
  way: 'sum',
  of: (world, within) =>
    world
      .cases()
      .filter((one) => (kind === null || one.kind === kind) && within(one.on))
      .filter((one) => world.counts(one.member, one.seq)).length,
});

/** Applications filed 60 days or more before a day, and none of awarded, rejected, paid by it, of those whose consent is then in force. */
const pendingApplications = (world: World, day: string): string[] => {
  const stages = world
    .events()
    .filter(({ event, member }) => event.type === 'compensation' && world.consentsOn(member, day))
    .map((fact) => ({ ...fact, key: `${fact.case} ${fact.event.application}` }));
  const filed = stages
    .filter(({ event, on }) => event.stage === 'filed' && daysBetween(on, day) >= 60)
    .map(({ key }) => key);
  const decided = stages
    .filter(({ event, on }) => ['awarded', 'rejected', 'paid'].includes(event.stage) && on <= day)
    .map(({ key }) => key);
  return [...new Set(filed)].filter((key) => !decided.includes(key));
};

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
/** Children of active members. */
const stockOfChildren = (isCounted: (child: Child, day: string) => boolean): Indicator => ({
  way: 'stock',
  of: (world, day) =>
    total(
      activeMembers(world, day).map(
        (member) => world.children(member).filter((child) => isCounted(child, day)).length,
      ),
    ),
});

/** The design's catalogue. */
const catalogue: Readonly<Record<string, Indicator>> = {
  members_enrolled: {
    way: 'distinct',
    firstOnly: false,
    facts: (world) =>
      world.all('enrolment').map(({ member, seq }) => ({
        member,
        seq,
        on: world.recordOf(member)?.joinedOn ?? '',
      })),
  },
  members_active: { way: 'stock', members: activeMembers },
  collectives_active: {
    way: 'stock',
    of: (world, day) =>
      world
        .collectives()
        .filter(({ formedOn, closedOn }) => formedOn <= day && (closedOn === null || closedOn > day)).length,
  },
  leaders_active: {
    way: 'stock',
    members: (world, day) => activeMembers(world, day).filter((member) => world.isLeader(member, day)),
  },
  children_in_school: stockOfChildren(isInSchool),
  children_school_age: stockOfChildren(isOfSchoolAge),
  children_school_confirmed: stockOfChildren(isConfirmed),
  children_returned: {
    way: 'distinct',
    firstOnly: false,
    facts: (world) =>
      world
        .members()
        .flatMap((member) =>
          world
            .children(member)
            .flatMap((child) =>
              returnsOf(child).map(({ on, seq }) => ({ member, on, seq, child: child.id })),
            ),
        ),
  },
  girls_15_17_in_school: stockOfChildren(isOlderGirlInSchool),
  meetings_held: {
    way: 'sum',
    of: (world, within) => world.meetings().filter(({ on }) => within(on)).length,
  },
  attendance_rate: {
    way: 'ratio',
    of: (world, within) => {
      const listed = world
        .meetings()
        .filter(({ on }) => within(on))
        .flatMap(({ rows, seq }) => rows.filter(({ memberId }) => world.counts(memberId, seq)));
      return {
        numerator: listed.filter(({ status }) => status === 'present').length,
        denominator: listed.length,
      };
    },
  },
  members_saving: {
    way: 'distinct',
    firstOnly: false,
    facts: (world) =>
      entriesOf(world)
        .filter(({ kind }) => kind === 'deposit')
        .map(({ memberId, on, seq }) => ({ member: memberId, on, seq })),
  },
  savings_deposited: sumOfEntries('deposit'),
  savings_balance: { way: 'stock', of: savingsBalance },
  loans_disbursed: sumOfEntries('loan'),
  loans_outstanding: { way: 'stock', of: loansOutstanding },
  loans_at_risk: { way: 'stock', of: loansAtRisk },
  interest_received: sumOfEntries('interest'),
  bank_balance: { way: 'stock', of: bankBalance },
  borrowings_outstanding: { way: 'stock', of: borrowingsOutstanding },
  collectives_bank_linked: { way: 'stock', of: bankLinked },
  mental_health_survivors: membersWith('service', 'mental_health', '', false),
  legal_aid_survivors: membersWith('service', 'legal_aid', '', false),
  crisis_responses: casesOpened('crisis'),
  house_pattas: received('house_patta'),
  aadhaar_cards: received('aadhaar_card'),
  ration_cards: received('ration_card'),
  bank_accounts: received('bank_account'),
  pensions: received('pension'),
  compensation_applied: membersWith('compensation', null, 'filed', true),
  compensation_interim_paid: membersWith('compensation', null, 'interim_paid', true),
  compensation_awarded: membersWith('compensation', null, 'awarded', true),
  compensation_paid: membersWith('compensation', null, 'paid', true),
  applications_pending: {
    way: 'stock',
    of: (world, day) => pendingApplications(world, day).length,
  },
  firs_registered: membersWith('proceeding', 'fir', '', true),
  testimonies_given: membersWith('proceeding', 'testimony', '', false),
  cases_opened: casesOpened(null),
  cases_closed: {
    way: 'sum',
    of: (world, within) =>
      world
        .events()
        .filter(({ event, on }) => event.type === 'status' && event.what === 'closed' && within(on))
        .filter(({ member, seq }) => world.counts(member, seq)).length,
  },
  cases_open: {
    way: 'stock',
    of: (world, day) =>
      world
        .cases()
        .filter((one) => one.on <= day && world.statusOf(one.case, day) !== 'closed')
        .filter((one) => world.consentsOn(one.member, day)).length,
  },
  media_personnel_sensitised: sumOfParticipants('media_sensitisation', null),
  media_stories_published: numberOfOutreach('media_story'),
  police_oriented_in_person: sumOfParticipants('police_orientation', 'in_person'),
  police_oriented_online: sumOfParticipants('police_orientation', 'online'),
  leadership_trainings: numberOfOutreach('leadership_training'),
  leaders_trained: {
    way: 'distinct',
    firstOnly: false,
    facts: (world) => world.rosters().filter(({ kind }) => kind === 'leadership_training'),
  },
  members_facilitating: {
    way: 'distinct',
    firstOnly: false,
    facts: (world) => world.rosters().filter(({ role }) => role === 'facilitator' || role === 'speaker'),
  },
  offices_beyond_collective: {
    way: 'stock',
    of: (world, day) => total(activeMembers(world, day).map((member) => world.offices(member, day))),
  },
  requests_received: {
    way: 'sum',
    of: (world, within) => world.requests().filter(({ on }) => within(on)).length,
  },
  requests_overdue: {
    way: 'stock',
    of: (world, day) =>
      world
        .requests()
        .filter(({ on }) => daysBetween(on, day) > 90)
        .filter(({ closedOn }) => closedOn === null || closedOn > day).length,
  },
};

/** What a distinct count counts within a period: the persons, each once. */
const personsWithin = (
  world: World,
  indicator: Extract<Indicator, { way: 'distinct' }>,
  { from, to }: Period,
): string[] => {
  const counted = indicator.facts(world).filter(({ member, seq }) => world.counts(member, seq));
  return [...Map.groupBy(counted, ({ member, child }) => child ?? member)]
    .filter(([, facts]) => {
      const dates = facts.map(({ on }) => on).sort();
      const looked = indicator.firstOnly ? dates.slice(0, 1) : dates;
      return looked.some((date) => from <= date && date <= to);
    })
    .map(([person]) => person);
};

const valueWithin = (world: World, indicator: Indicator, period: Period): Value => {
  const within: Within = (date) => period.from <= date && date <= period.to;
  switch (indicator.way) {
    case 'distinct':
      return personsWithin(world, indicator, period).length;
    case 'stock':
      return 'members' in indicator
        ? indicator.members(world, period.to).length
        : indicator.of(world, period.to);
    default:
      return indicator.of(world, within);
  }
};

const monthPeriod = (month: string): Period => ({ from: daysOf(month).first, to: daysOf(month).last });

// Breakdowns

/** Those of April 2022, and two that came on the last day of 2025. */
const districtsIn = (month: string): string[] =>
  `Alluri Sitharama Raju, Anakapalli, Ananthapuramu, Annamayya, Bapatla, Chittoor, Dr. B. R. Ambedkar Konaseema, East Godavari, Eluru, Guntur, Kakinada, Krishna, Kurnool, ${
    month < '2025-12' ? '' : 'Markapuram, '
  }Nandyal, NTR, Palnadu, Parvathipuram Manyam, ${
    month < '2025-12' ? '' : 'Polavaram, '
  }Prakasam, Sri Potti Sriramulu Nellore, Sri Sathya Sai, Srikakulam, Tirupati, Visakhapatnam, Vizianagaram, West Godavari, YSR Kadapa`.split(
    ', ',
  );
const allAgeBands = ['under 18', '18-24', '25-34', '35-44', '45+'];

const ageBandOf = ({ birthYear, joinedOn }: MemberRecord): string => {
  const age = Number(joinedOn.slice(0, 4)) - birthYear;
  return age < 18 ? 'under 18' : age <= 24 ? '18-24' : age <= 34 ? '25-34' : age <= 44 ? '35-44' : '45+';
};

/** Half as many again as were last shown, or 20 more or fewer after twelve months. */
const isDueAnew = (
  newest: { readonly month: string; readonly toDate: number },
  month: string,
  toDate: number,
): boolean => {
  const [year = 0, number = 0] = newest.month.split('-').map(Number);
  const yearLater = `${year + 1}-${String(number).padStart(2, '0')}`;
  return (
    (toDate > newest.toDate && toDate * 2 >= newest.toDate * 3) ||
    (month >= yearLater && Math.abs(toDate - newest.toDate) >= 20)
  );
};

/** Those that have breakdowns, if they count persons. */
const brokenDown =
  /^(members_enrolled|members_active|leaders_active|members_saving|mental_health_survivors|legal_aid_survivors|house_pattas|aadhaar_cards|ration_cards|bank_accounts|pensions)$/;

type BrokenDown = Extract<Indicator, { way: 'distinct' } | { members: unknown }>;

const isBrokenDown = (indicator: Indicator): indicator is BrokenDown =>
  indicator.way === 'distinct' || 'members' in indicator;

/** The record that places each counted person in a cell. */
const recordsToDate = (world: World, indicator: BrokenDown, lastDay: string): MemberRecord[] => {
  if (indicator.way === 'stock') {
    return indicator.members(world, lastDay).flatMap((member) => world.recordOf(member) ?? []);
  }
  return personsWithin(world, indicator, { from: '0000-01-01', to: lastDay }).flatMap((person) => {
    const first = indicator
      .facts(world)
      .filter(({ member, seq }) => member === person && world.counts(member, seq))
      .reduce((a, b) => (a.seq < b.seq ? a : b));
    return world.recordOf(person, first.seq) ?? [];
  });
};

const shown = (count: number): number | '*' => (count <= 14 ? '*' : Math.floor((count + 5) / 10) * 10);

const cellsOf = (keys: readonly string[], found: readonly string[]) =>
  keys.map((key) => ({ key, value: shown(found.filter((one) => one === key).length) }));

// Snapshots

/** A count, or a ratio's share in percent with one decimal. */
const written = (value: Value): string => {
  if (typeof value === 'number') return new Intl.NumberFormat('en-IN').format(value);
  const { numerator, denominator } = value;
  return denominator === 0 ? '–' : `${(Math.round((numerator / denominator) * 1000) / 10).toFixed(1)}%`;
};

/** What was written of a month, with the numbers for which it has the codes. */
const filled = (
  narrative: SnapshotFigures['narrative'],
  indicators: readonly IndicatorFigures[],
): SnapshotFigures['narrative'] => {
  const fill = (text: string | null): string | null =>
    indicators.reduce(
      (said, { code, month, financialYear, toDate }) =>
        said
          ?.replaceAll(`{${code}}`, written(month))
          .replaceAll(`{${code}.month}`, written(month))
          .replaceAll(`{${code}.financialYear}`, written(financialYear))
          .replaceAll(`{${code}.toDate}`, written(toDate)) ?? null,
      text,
    );
  return narrative && { en: fill(narrative.en), ja: fill(narrative.ja) };
};

const sameValue = (a: Value, b: Value): boolean =>
  typeof a === 'number' || typeof b === 'number'
    ? a === b
    : a.numerator === b.numerator && a.denominator === b.denominator;

/** What the gate withheld, which the oracle does not judge: it says so of a month, a code and a breakdown. */
export type Withheld = (month: string, code: string, breakdown: 'district' | 'ageBand') => boolean;

/** What every publication must say, in the order of their ordinals. */
export const snapshotsOf = (
  requests: readonly Accepted[],
  publications: readonly Publication[],
  withheld: Withheld = () => false,
): SnapshotFigures[] => {
  const facts = factsOf(requests);
  const everything = new World(facts, '9999');
  /** By month, then by code: what was last said of the month's value. */
  const said = new Map<string, Map<string, Value>>();
  /** By month: the figures of its newest version. */
  const versions = new Map<string, readonly IndicatorFigures[]>();
  /** By code: the breakdowns last shown, and the `toDate` of the month they are of. */
  const lastShown = new Map<
    string,
    { readonly month: string; readonly toDate: number; readonly breakdowns: Breakdowns }
  >();
  /** By month and code: what its first version showed. */
  const shownOf = new Map<string, Breakdowns>();
  /** Which month's publications have listed which story so far. */
  const listed: { readonly month: string; readonly story: string }[] = [];

  return [...publications]
    .sort((a, b) => a.ordinal - b.ordinal)
    .map(({ month, version, cutoff, reason }) => {
      const world = new World(facts, cutoff);
      const { last } = daysOf(month);
      const first = publications.find((one) => one.month === month && one.version === 1);
      const atFirst = new World(facts, first?.cutoff ?? cutoff);
      const targets = atFirst.targetsOf(financialYearName(month));
      const stories = world
        .storiesUpTo(last)
        .filter(({ id }) => !listed.some(({ month: by, story }) => by < month && story === id));
      listed.push(...stories.map(({ id }) => ({ month, story: id })));

      const breakdownsOf = (code: string, indicator: Indicator, toDate: Value): Breakdowns => {
        const nothing = { district: null, ageBand: null };
        if (!isBrokenDown(indicator) || !brokenDown.test(code) || typeof toDate !== 'number') return nothing;
        const before = shownOf.get(`${month} ${code}`);
        if (before) return before;
        const newest = lastShown.get(code);
        const isDue = newest === undefined ? toDate >= 20 : isDueAnew(newest, month, toDate);
        if (!isDue) return newest?.breakdowns ?? nothing;
        const records = recordsToDate(world, indicator, last);
        const show = (
          name: 'district' | 'ageBand',
          keys: readonly string[],
          found: readonly string[],
        ): Breakdown => ({
          asOf: month,
          cells: withheld(month, code, name) ? 'withheld' : cellsOf(keys, found),
        });
        const breakdowns = {
          district: show(
            'district',
            districtsIn(month),
            records.map((record) => record.district),
          ),
          ageBand: show('ageBand', allAgeBands, records.map(ageBandOf)),
        };
        lastShown.set(code, { month, toDate, breakdowns });
        return breakdowns;
      };

      const indicators = Object.entries(catalogue).map(([code, indicator]): IndicatorFigures => {
        const toDate = valueWithin(world, indicator, { from: '0000-01-01', to: last });
        const breakdowns = breakdownsOf(code, indicator, toDate);
        shownOf.set(`${month} ${code}`, breakdowns);
        return {
          code,
          way: indicator.way,
          month: valueWithin(world, indicator, monthPeriod(month)),
          financialYear: valueWithin(world, indicator, { from: financialYearStart(month), to: last }),
          toDate,
          target: targets[code] ?? null,
          baseline: atFirst.baselines()[code] ?? null,
          breakdowns,
        };
      });

      const revisions = [...said]
        .filter(([earlier]) => earlier < month)
        .flatMap(([earlier, values]) =>
          Object.entries(catalogue).flatMap(([code, indicator]): Revision[] => {
            const was = values.get(code) ?? 0;
            const now = valueWithin(world, indicator, monthPeriod(earlier));
            if (sameValue(was, now)) return [];
            values.set(code, now);
            return [{ month: earlier, code, was, now }];
          }),
        )
        .sort((a, b) => (`${a.month} ${a.code}` < `${b.month} ${b.code}` ? -1 : 1));

      const before = versions.get(month);
      const changes = indicators
        .flatMap((indicator) =>
          (['month', 'financialYear', 'toDate'] as const).flatMap((part): ChangeFigures[] => {
            const was = before?.find(({ code }) => code === indicator.code)?.[part];
            const now = indicator[part];
            return was === undefined || sameValue(was, now) ? [] : [{ code: indicator.code, part, was, now }];
          }),
        )
        .sort((a, b) => (a.code === b.code ? 0 : a.code < b.code ? -1 : 1));
      versions.set(month, indicators);
      said.set(month, new Map(indicators.map((indicator) => [indicator.code, indicator.month])));
      return {
        programme: atFirst.namesIn(month) ?? everything.firstNamesOf(month) ?? null,
        narrative: filled(world.narrativeOf(month), indicators),
        stories: stories.map(({ on, title, outlet, url }) => ({ on, title, outlet, url })),
        month,
        version,
        reason,
        cutoff: cutoff.replace('.000Z', 'Z'),
        financialYear: financialYearName(month),
        indicators,
        revisions,
        ...(version === 1 ? {} : { changes }),
      };
    });
};
