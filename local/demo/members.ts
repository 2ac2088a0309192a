import { type District, districtsOn } from '../../functions/domain/districts.ts';
import type { PersonKey } from '../identity/demo-people.ts';
import { collectives, type DemoCollective } from './collectives.ts';
import { dayAfter, dayWithin, timeOn } from './demo-dates.ts';
import { type DemoRequest, idAt } from './demo-request.ts';
import { inventNames } from './names.ts';
import { createRandom, type Random } from './random.ts';

/**
 * The women of the demo programme: 340, of whom 330 consent to reporting at enrolment, as the programme's public
 * figure says.
 */

export type DemoMember = {
  readonly id: string;
  readonly collective: DemoCollective;
  /** Who enters her records. */
  readonly by: PersonKey;
  readonly joinedOn: string;
  readonly birthYear: number;
  /** When she was enrolled, RFC 3339. */
  readonly enrolledAt: string;
  readonly children: readonly DemoChild[];
  /** Her answer about reporting. */
  readonly reporting: Reporting;
  /** The month, `YYYY-MM`, in which she takes her savings out and leaves. */
  readonly leavesIn: string | null;
  /** Whether she becomes a leader later. */
  readonly isElectedLater: boolean;
};

export type DemoChild = {
  readonly id: string;
  readonly birthYear: number;
  readonly gender: string;
  readonly inSchool: boolean;
};

type Reporting =
  | 'given'
  /** Not asked, or no answer: she is not counted. */
  | 'silent'
  | 'refused'
  /** No answer at enrolment, consents later. */
  | 'given later'
  /** Consents, and withdraws later. */
  | 'withdrawn';

/** What a member says about reporting when she is enrolled: one answer, or none. */
const answersAtEnrolment: Readonly<Record<Reporting, readonly boolean[]>> = {
  given: [true],
  silent: [],
  refused: [false],
  'given later': [],
  withdrawn: [true],
};

/** How many of all members give each answer; the others consent. */
const reportingCounts = { silent: 5, refused: 3, 'given later': 2, withdrawn: 6 } as const;
const leavingMonths = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09'] as const;
const leavingCount = 9;
/** Enrolled only after the cutoff of the month in which they joined. */
const lateCount = 12;
const electedCount = 12;
/** Members at the founding of a collective; the others join month by month. */
const founders = 9;
/** The first members of a collective lead it from the day they join. */
const foundingLeaders = 2;

/** Age ranges at joining, with their share per hundred. */
const ages = [
  { share: 2, from: 16, to: 17 },
  { share: 24, from: 18, to: 24 },
  { share: 40, from: 25, to: 34 },
  { share: 22, from: 35, to: 44 },
  { share: 12, from: 45, to: 58 },
] as const;

const noticeVersion = '2025-04';

/**
 * A demo member's consent as sent; withdrawn ones have `given: false`. For a girl under 18 the child welfare committee
 * consents.
 */
export const consentOf = (
  random: Random,
  {
    at,
    purpose,
    given,
    on,
    birthYear,
  }: {
    /** When it is sent, RFC 3339. */
    readonly at: string;
    readonly purpose: 'services' | 'reporting' | 'sharing';
    readonly given: boolean;
    readonly on: string;
    readonly birthYear: number;
  },
) => ({
  id: idAt(random, at),
  purpose,
  given,
  on,
  method: random.percentChance(85) ? 'spoken' : 'written',
  noticeVersion,
  ...(Number(on.slice(0, 4)) - birthYear < 18 && { givenBy: 'child_welfare_committee' }),
});

const drawAge = (random: Random): number => {
  let place = random.int(0, 99);
  for (const { share, from, to } of ages) {
    if (place < share) return random.int(from, to);
    place -= share;
  }
  throw new Error('The shares make a hundred.');
};

const drawCategory = (random: Random, leavesUnsaid: boolean) => {
  const category = random.percentChance(55) ? 'trafficking_survivor' : 'cse_survivor';
  return leavesUnsaid ? 'undisclosed' : category;
};

const drawChildren = (random: Random, at: string, joinedOn: string, age: number): DemoChild[] =>
  Array.from({ length: age < 19 ? 0 : random.pick([0, 0, 1, 1, 1, 2]) }, () => {
    const childAge = random.int(1, Math.min(16, age - 17));
    return {
      id: idAt(random, at),
      birthYear: Number(joinedOn.slice(0, 4)) - childAge,
      gender: random.pick(['female', 'male']),
      inSchool: childAge >= 5 && random.percentChance(72),
    };
  });

/** Somebody who joins. */
type Joining = {
  readonly collective: DemoCollective;
  readonly joinedOn: string;
  readonly isFoundingLeader: boolean;
};

const drawJoinings = (random: Random): Joining[] =>
  collectives.flatMap((collective) =>
    Array.from({ length: collective.members }, (_, place) => ({
      collective,
      joinedOn:
        place < founders
          ? dayAfter(random, collective.formedOn, 0, 9)
          : dayWithin(random, collective.formedOn, 20, 430, '2026-10-27'),
      isFoundingLeader: place < foundingLeaders,
    })),
  );

/** Assigns the special roles among those who joined; nobody gets two. */
const drawRoles = (random: Random, joinings: readonly Joining[]) => {
  const free = new Set(random.shuffle(joinings.filter(({ isFoundingLeader }) => !isFoundingLeader)));
  const take = (count: number, fits: (joining: Joining) => boolean): ReadonlySet<Joining> => {
    const taken = new Set([...free].filter(fits).slice(0, count));
    for (const joining of taken) free.delete(joining);
    return taken;
  };
  const reporting = new Map<Joining, Reporting>();
  for (const kind of ['silent', 'refused', 'given later', 'withdrawn'] as const) {
    const lastsLong = kind === 'given later' || kind === 'withdrawn';
    const taken = take(reportingCounts[kind], ({ joinedOn }) => !lastsLong || joinedOn < '2026-04');
    for (const joining of taken) reporting.set(joining, kind);
  }
  return {
    reporting,
    leaving: take(leavingCount, ({ joinedOn }) => joinedOn < '2026-01'),
    late: take(lateCount, ({ joinedOn }) => joinedOn < '2026-08'),
    elected: take(electedCount, ({ joinedOn }) => joinedOn < '2026-05'),
  };
};

/** All members of the demo programme, and the requests that enrol them. */
export const enrolMembers = (): { readonly members: DemoMember[]; readonly requests: DemoRequest[] } => {
  const random = createRandom('members');
  const joinings = drawJoinings(random);
  const { reporting, leaving, late, elected } = drawRoles(random, joinings);
  const names = inventNames(random, joinings.length);
  // A generator of its own, so that it does not shift other draws.
  const reticence = createRandom('what members leave unsaid');
  // Two women of one collective with the same name and age: a likely duplicate.
  const [twin, otherTwin] = joinings.flatMap(({ collective }, index) =>
    collective === collectives[3] ? [index] : [],
  );

  const enrol = (joining: Joining, index: number): { member: DemoMember; request: DemoRequest } => {
    const { collective, joinedOn, isFoundingLeader } = joining;
    const enteredOn = late.has(joining)
      ? dayAfter(random, joinedOn, 36, 70)
      : dayAfter(random, joinedOn, 0, 3);
    const at = timeOn(random, enteredOn, 12, 14);
    const answer = reporting.get(joining) ?? 'given';
    const isTwin = index === twin || index === otherTwin;
    const age = isTwin ? 31 : drawAge(random);
    const district: District = random.percentChance(96)
      ? collective.district
      : random.pick(districtsOn(enteredOn));
    const birthYear = Number(joinedOn.slice(0, 4)) - age;
    const leavesUnsaid = reticence.percentChance(6);
    const sharing = reticence.percentChance(30) ? [reticence.percentChance(80)] : [];
    const asked = { at, on: joinedOn, birthYear };
    const member: DemoMember = {
      id: idAt(random, at),
      collective,
      by: collective.by,
      joinedOn,
      birthYear,
      enrolledAt: at,
      children: drawChildren(random, at, joinedOn, age),
      reporting: answer,
      leavesIn: leaving.has(joining) ? random.pick(leavingMonths) : null,
      isElectedLater: elected.has(joining),
    };
    const request: DemoRequest = {
      at,
      by: collective.by,
      route: 'POST /api/members',
      path: {},
      body: {
        id: member.id,
        // The second of the twins gets the name of the first.
        name: names[index === otherTwin && twin !== undefined ? twin : index],
        // Such numbers are never assigned.
        ...(random.percentChance(35) && { phone: `+91 00000 ${10_000 + index}` }),
        birthYear,
        gender: random.percentChance(95) ? 'female' : random.pick(['transgender', 'undisclosed']),
        category: drawCategory(random, leavesUnsaid),
        district,
        mandal: collective.mandal,
        collectiveId: collective.id,
        joinedOn,
        ...(isFoundingLeader && { leaderSince: joinedOn }),
        consents: [
          consentOf(random, { ...asked, purpose: 'services', given: true }),
          ...answersAtEnrolment[answer].map((given) =>
            consentOf(random, { ...asked, purpose: 'reporting', given }),
          ),
          ...sharing.map((given) => consentOf(reticence, { ...asked, purpose: 'sharing', given })),
        ],
        children: member.children,
      },
    };
    return { member, request };
  };

  const enrolled = joinings.map(enrol);
  return {
    members: enrolled.map(({ member }) => member),
    requests: enrolled.map(({ request }) => request),
  };
};
