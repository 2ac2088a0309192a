import { crisisCase, entitlementCase, legalAidCase, mentalHealthCase } from './case-kinds.ts';
import { compensationCase, courtCase } from './compensation-and-court.ts';
import { lastDay } from './demo-dates.ts';
import type { DemoRequest } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import { createRandom, type Random } from './random.ts';

/**
 * The cases of the demo programme. How many women reached each outcome are the programme's public figures. The women, dates and events are
 * invented.
 */

/** The number of women who received each entitlement by October 2026, among those who consented to reporting. */
const womenByEntitlement = {
  house_patta: 103,
  aadhaar_card: 85,
  ration_card: 50,
  bank_account: 60,
  pension: 12,
} as const;
export type Entitlement = keyof typeof womenByEntitlement;

const mentalHealthSurvivors = 40;

const legalAidSurvivors = 35;

/** The number of women who received at least one of the entitlements above. Most received more than one. */
const helpedWomen = 114;

/** How many of the `legalAidSurvivors` get legal aid in a crisis case. The others get it in a legal aid case. */
const crisesWithLegalAid = 16;

const crisesWithoutLegalAid = 8;

const compensationCases = 12;

const courtCases = 10;

const entitlements = ['house_patta', 'aadhaar_card', 'ration_card', 'bank_account', 'pension'] as const;

/** Distributes the entitlements of `womenByEntitlement`. @returns the entitlements of each woman */
const distributeEntitlements = (
  random: Random,
  women: readonly DemoMember[],
): ReadonlyMap<DemoMember, Entitlement[]> => {
  const entitlementsByWoman = new Map<DemoMember, Entitlement[]>(women.map((woman) => [woman, []]));
  for (const entitlement of entitlements) {
    // Women who have no entitlement yet come first, so that each gets at least one.
    const hasNothing = (woman: DemoMember): boolean => entitlementsByWoman.get(woman)?.length === 0;
    const womenInOrder = random.shuffle(women).sort((a, b) => Number(hasNothing(b)) - Number(hasNothing(a)));
    for (const woman of womenInOrder.slice(0, womenByEntitlement[entitlement]))
      entitlementsByWoman.get(woman)?.push(entitlement);
  }
  return entitlementsByWoman;
};

/**
 * The requests that open the demo programme's cases and record their events, one case after the other. They concern members who
 * consented to reporting and never leave. Requests after `lastDay` are left out.
 */
export const makeCaseRequests = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('cases');
  const countedWomen = random.shuffle(
    members.filter(
      ({ reporting, leavingMonth, joinedOn }) =>
        reporting === 'given' && leavingMonth === null && joinedOn < '2026-09',
    ),
  );
  // Authorities take months, so women who joined in June 2026 or later have received nothing yet.
  const joinedBeforeJune = countedWomen.filter(({ joinedOn }) => joinedOn < '2026-06');
  const entitlementsByWoman = distributeEntitlements(random, joinedBeforeJune.slice(0, helpedWomen));
  // Each call draws from all women, so a woman may have several cases.
  const drawWomen = (count: number): DemoMember[] => random.shuffle(countedWomen).slice(0, count);
  const legalAidWomen = drawWomen(legalAidSurvivors);
  // Not from `legalAidWomen`, whose first ones get a crisis case too: no woman has two crises.
  const crisisWomenWithoutLegalAid = random
    .shuffle(countedWomen.filter((woman) => !legalAidWomen.includes(woman)))
    .slice(0, crisesWithoutLegalAid);

  return [
    ...[...entitlementsByWoman].flatMap(([member, received]) => entitlementCase(random, member, received)),
    ...drawWomen(mentalHealthSurvivors).flatMap((member) => mentalHealthCase(random, member)),
    ...legalAidWomen
      .slice(0, crisesWithLegalAid)
      .flatMap((member) => crisisCase(random, member, { needsLegalAid: true })),
    ...legalAidWomen.slice(crisesWithLegalAid).flatMap((member) => legalAidCase(random, member)),
    ...crisisWomenWithoutLegalAid.flatMap((member) => crisisCase(random, member, { needsLegalAid: false })),
    ...drawWomen(compensationCases).flatMap((member, index) => compensationCase(random, member, index)),
    ...drawWomen(courtCases).flatMap((member, index) => courtCase(random, member, index)),
  ].filter(({ at }) => at.slice(0, 10) <= lastDay);
};
