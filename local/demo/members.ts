import { type District, districtsOn } from '../../functions/shared/reach/districts.ts';
import type { PersonKey } from '../identity/demo-people.ts';
import { collectives, type DemoCollective } from './collectives.ts';
import { drawDayAfter, drawTimeBetweenHours } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import { consentOf, consentsOf, type Reporting } from './member-consents.ts';
import { inventNames } from './member-names.ts';
import { drawHistories, drawNewMembers, type NewMember } from './new-members.ts';
import { createRandom, type Random } from './random.ts';

/**
 * The women of the demo programme: 340 members (the sum of `memberCount` of all collectives). 330 of them consent to reporting at enrolment, as
 * many as the programme's public figure says.
 */

/** What the requests of the demo programme need of a member. */
export type DemoMember = {
  readonly id: string;
  readonly collective: DemoCollective;
  /** The person who enters her records. */
  readonly by: PersonKey;
  readonly joinedOn: string;
  readonly birthYear: number;
  /** When she was enrolled, RFC 3339. */
  readonly enrolledAt: string;
  readonly children: readonly DemoChild[];
  /** Her answer about reporting. */
  readonly reporting: Reporting;
  /** The month, `YYYY-MM`, in which she takes her savings out and leaves. */
  readonly leavingMonth: string | null;
  /** Whether she becomes a leader later. */
  readonly isElectedLater: boolean;
};

/** A demo member's child at her enrolment. */
export type DemoChild = {
  readonly id: string;
  readonly birthYear: number;
  readonly gender: string;
  readonly inSchool: boolean;
};

const leavingMonths = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09'] as const;

/** The index of the collective with two women who look like one. */
const collectiveOfAlikeIndex = 3;

/** Age ranges at joining, both ends included, with the share of members in each. The shares add up to 100. */
const ages = [
  { percent: 2, minAge: 16, maxAge: 17 },
  { percent: 24, minAge: 18, maxAge: 24 },
  { percent: 40, minAge: 25, maxAge: 34 },
  { percent: 22, minAge: 35, maxAge: 44 },
  { percent: 12, minAge: 45, maxAge: 58 },
] as const;

const drawAge = (random: Random): number => {
  // Counts down through the shares.
  let rest = random.int(0, 99);
  for (const { percent, minAge, maxAge } of ages) {
    if (rest < percent) return random.int(minAge, maxAge);
    rest -= percent;
  }
  throw new Error('The shares do not add up to 100.');
};

const drawCategory = (random: Random, isUndisclosed: boolean) => {
  // Drawn even if it isn't used, so that an undisclosed category doesn't change the draws that follow.
  const category = random.percentChance(55) ? 'trafficking_survivor' : 'cse_survivor';
  return isUndisclosed ? 'undisclosed' : category;
};

const drawChildren = (random: Random, at: string, joinedOn: string, age: number): DemoChild[] =>
  Array.from({ length: age < 19 ? 0 : random.pick([0, 0, 1, 1, 1, 2]) }, () => {
    // So that she was 17 or older when the child was born.
    const childAge = random.int(1, Math.min(16, age - 17));
    return {
      id: makeDemoId(random, at),
      birthYear: Number(joinedOn.slice(0, 4)) - childAge,
      gender: random.pick(['female', 'male']),
      inSchool: childAge >= 5 && random.percentChance(72),
    };
  });

/** All members of the demo programme, and the requests that enrol them. */
export const enrolMembers = (): { readonly members: DemoMember[]; readonly requests: DemoRequest[] } => {
  const random = createRandom('members');
  const newMembers = drawNewMembers(random);
  const { reportingByMember, leavingMembers, lateMembers, electedMembers } = drawHistories(
    random,
    newMembers,
  );
  const names = inventNames(random, newMembers.length);
  // A second generator, so that its draws don't change the draws of the first.
  const unsaidRandom = createRandom('what members leave unsaid');
  // The first two women of one collective get the same name and age, so that they are listed as a likely duplicate.
  const alikeIndexes = newMembers
    .flatMap(({ collective }, index) => (collective === collectives[collectiveOfAlikeIndex] ? [index] : []))
    .slice(0, 2);

  const enrol = (newMember: NewMember, index: number): { member: DemoMember; request: DemoRequest } => {
    const { collective, joinedOn, isFoundingLeader } = newMember;
    const enteredOn = lateMembers.has(newMember)
      ? drawDayAfter(random, joinedOn, 36, 70)
      : drawDayAfter(random, joinedOn, 0, 3);
    const at = drawTimeBetweenHours(random, enteredOn, 12, 14);
    const reporting = reportingByMember.get(newMember) ?? 'given';
    const isAlike = alikeIndexes.includes(index);
    const nameIndex = isAlike ? (alikeIndexes[0] ?? index) : index;
    const age = isAlike ? 31 : drawAge(random);
    const district: District = random.percentChance(96)
      ? collective.district
      : random.pick(districtsOn(enteredOn));
    const birthYear = Number(joinedOn.slice(0, 4)) - age;
    const isCategoryUndisclosed = unsaidRandom.percentChance(6);
    // Her one answer about sharing; none if she is not asked.
    const sharingAnswers = unsaidRandom.percentChance(30) ? [unsaidRandom.percentChance(80)] : [];
    const consentBase = { at, on: joinedOn, birthYear };
    const member: DemoMember = {
      id: makeDemoId(random, at),
      collective,
      by: collective.by,
      joinedOn,
      birthYear,
      enrolledAt: at,
      children: drawChildren(random, at, joinedOn, age),
      reporting,
      leavingMonth: leavingMembers.has(newMember) ? random.pick(leavingMonths) : null,
      isElectedLater: electedMembers.has(newMember),
    };
    const request: DemoRequest = {
      at,
      by: collective.by,
      route: 'POST /api/members',
      path: {},
      body: {
        id: member.id,
        name: names[nameIndex],
        // No number in India begins with a zero.
        ...(random.percentChance(35) && { phone: `+91 00000 ${10_000 + index}` }),
        birthYear,
        gender: random.percentChance(95) ? 'female' : random.pick(['transgender', 'undisclosed']),
        category: drawCategory(random, isCategoryUndisclosed),
        district,
        mandal: collective.mandal,
        collectiveId: collective.id,
        joinedOn,
        ...(isFoundingLeader && { leaderSince: joinedOn }),
        consents: [
          ...consentsOf(random, consentBase, reporting),
          ...sharingAnswers.map((given) =>
            consentOf(unsaidRandom, { ...consentBase, purpose: 'sharing', given }),
          ),
        ],
        children: member.children,
      },
    };
    return { member, request };
  };

  const enrolled = newMembers.map(enrol);
  return {
    members: enrolled.map(({ member }) => member),
    requests: enrolled.map(({ request }) => request),
  };
};
