import { addDays } from '../../functions/domain/calendar.ts';
import { CaseWriter } from './case-writer.ts';
import { dayWithin, lastDay, later, laterOn, openingDay } from './demo-dates.ts';
import type { DemoRequest } from './demo-request.ts';
import { compensationCase, justiceCase } from './justice.ts';
import type { DemoMember } from './members.ts';
import { createRandom, type Random } from './random.ts';
import { counsellors, lawyers, partners } from './texts.ts';

/**
 * The cases of the demo programme. The number of women who reached each outcome is the programme's public
 * figure; who, when and how is invented.
 */

/** The number of counted women who received each entitlement by October 2026. */
const received = {
  house_patta: 103,
  aadhaar_card: 85,
  ration_card: 50,
  bank_account: 60,
  pension: 12,
} as const;
const mentalHealthSurvivors = 40;
const legalAidSurvivors = 35;

/** The number of women behind these figures; most received more than one thing. */
const helpedWomen = 114;
/** Of those with legal aid, how many asked for it in a crisis. */
const crisesWithLegalAid = 16;
const crisesWithoutLegalAid = 8;
const compensationCases = 12;
const justiceCases = 10;

/** A record that is this many days late misses the cutoff of its month. */
const lateDays = 36;

type Entitlement = keyof typeof received;
type StepOptions = { readonly lateBy?: number; readonly of?: string };
const entitlements = ['house_patta', 'aadhaar_card', 'ration_card', 'bank_account', 'pension'] as const;

/** What is applied for beside them, and counted in no figure. */
const furtherEntitlements = [
  'voter_card',
  'health_insurance',
  'caste_certificate',
  'job_card',
  'scholarship',
] as const;

/** What each of the helped women received. */
const shareOut = (random: Random, women: readonly DemoMember[]): ReadonlyMap<DemoMember, Entitlement[]> => {
  const shares = new Map<DemoMember, Entitlement[]>(women.map((woman) => [woman, []]));
  for (const entitlement of entitlements) {
    // Women who have nothing yet come first, so that each gets something.
    const hasNothing = (woman: DemoMember): boolean => shares.get(woman)?.length === 0;
    const inTurn = random.shuffle(women).sort((a, b) => Number(hasNothing(b)) - Number(hasNothing(a)));
    for (const woman of inTurn.slice(0, received[entitlement])) shares.get(woman)?.push(entitlement);
  }
  return shares;
};

const entitlementCase = (
  random: Random,
  member: DemoMember,
  share: readonly Entitlement[],
): DemoRequest[] => {
  const openedOn = dayWithin(random, member.joinedOn, 5, 160, '2026-08-20');
  const file = new CaseWriter(
    random,
    member,
    'entitlement',
    random.percentChance(10) ? 'urgent' : 'normal',
    openedOn,
  );
  let last = openedOn;
  for (const entitlement of share) {
    const step = (on: string, stage: string, { lateBy = 0, of = entitlement }: StepOptions = {}) =>
      file.add(on, { type: 'entitlement', entitlement: of, stage }, lateBy);
    if (random.percentChance(3)) step(openedOn, 'needed');
    if (random.percentChance(5)) step(laterOn(random, openedOn, 1, 25), 'applied');
    if (random.percentChance(4)) step(laterOn(random, openedOn, 26, 60), 'sanctioned');
    const on = laterOn(random, openedOn, 20, 150);
    const isLate = random.percentChance(7) && on < '2026-08-20';
    step(on, 'received', { lateBy: isLate ? lateDays : 0 });
    if (random.percentChance(6))
      step(laterOn(random, on, 1, 40), 'needed', { of: random.pick(furtherEntitlements) });
    // A card is sometimes suspended and restored: it counts once.
    if (random.percentChance(4) && on < '2026-07') {
      step(laterOn(random, on, 30, 60), 'suspended');
      step(laterOn(random, on, 61, 90), random.pick(['restored', 'received']));
    }
    last = later(last, on);
  }
  if (random.percentChance(20)) file.status(laterOn(random, last, 1, 12), 'closed');
  else if (random.percentChance(10)) file.add(last, followUp(random, last));
  return file.requests;
};

const followUp = (random: Random, on: string, done = false) => ({
  type: 'follow_up',
  due: addDays(on, random.int(7, 40)),
  ...(done && { done: true }),
});

const mentalHealthCase = (random: Random, member: DemoMember): DemoRequest[] => {
  const openedOn = openingDay(random, member);
  const file = new CaseWriter(
    random,
    member,
    'mental_health',
    random.percentChance(30) ? 'urgent' : 'normal',
    openedOn,
  );
  let on = openedOn;
  for (let visit = random.percentChance(15) ? 2 : 1; visit > 0; visit -= 1) {
    on = laterOn(random, on, 3, 40);
    file.add(
      on,
      { type: 'service', service: 'mental_health', provider: random.pick(counsellors) },
      random.percentChance(6) && on < '2026-08' ? lateDays : 0,
    );
  }
  if (random.percentChance(15)) file.add(on, followUp(random, on));
  if (random.percentChance(15)) file.note(on);
  if (random.percentChance(20)) file.status(laterOn(random, on, 2, 20), 'closed');
  return file.requests;
};

const legalAid = (random: Random, file: CaseWriter, from: string): string => {
  let on = from;
  for (let step = random.percentChance(15) ? 2 : 1; step > 0; step -= 1) {
    on = laterOn(random, on, 1, 30);
    file.add(on, { type: 'service', service: 'legal_aid', provider: random.pick(lawyers) });
  }
  return on;
};

const legalAidCase = (random: Random, member: DemoMember): DemoRequest[] => {
  const openedOn = openingDay(random, member);
  const file = new CaseWriter(random, member, 'legal_aid', 'normal', openedOn);
  if (random.percentChance(30)) file.status(openedOn, 'in_progress');
  const on = legalAid(random, file, openedOn);
  if (random.percentChance(40)) file.status(laterOn(random, on, 10, 60), 'closed');
  return file.requests;
};

const crisisCase = (
  random: Random,
  member: DemoMember,
  { needsLegalAid }: { readonly needsLegalAid: boolean },
): DemoRequest[] => {
  const openedOn = openingDay(random, member, 400);
  const file = new CaseWriter(random, member, 'crisis', 'urgent', openedOn);
  file.add(openedOn, {
    type: 'service',
    service: random.pick(['shelter', 'police', 'medical', 'counselling']),
    provider: random.pick(partners),
  });
  const lawOn = needsLegalAid ? legalAid(random, file, openedOn) : openedOn;
  const to = random.pick(partners);
  file.add(lawOn, { type: 'referral', to, stage: 'requested' });
  if (random.percentChance(60)) {
    const answeredOn = laterOn(random, lawOn, 2, 12);
    file.add(answeredOn, {
      type: 'referral',
      to,
      stage: random.pick(['accepted', 'done', 'rejected', 'revoked']),
    });
  }
  const dueFrom = laterOn(random, lawOn, 1, 4);
  file.add(dueFrom, followUp(random, dueFrom));
  const doneOn = laterOn(random, dueFrom, 10, 25);
  if (random.percentChance(60)) file.add(doneOn, { type: 'follow_up', due: addDays(doneOn, 30), done: true });
  if (random.percentChance(60)) {
    const closedOn = laterOn(random, doneOn, 5, 40);
    file.status(closedOn, 'closed');
    if (random.percentChance(25)) file.status(laterOn(random, closedOn, 8, 30), 'reopened');
  } else file.status(laterOn(random, openedOn, 1, 3), 'in_progress');
  return file.requests;
};

export const workOnCases = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('cases');
  const counted = random.shuffle(
    members.filter(
      ({ reporting, leavesIn, joinedOn }) =>
        reporting === 'given' && leavesIn === null && joinedOn < '2026-09',
    ),
  );
  // Authorities take months: women who joined recently have received nothing yet.
  const longEnough = counted.filter(({ joinedOn }) => joinedOn < '2026-06');
  const shares = shareOut(random, longEnough.slice(0, helpedWomen));
  // Women may appear more than once: a woman may have several cases.
  const draw = (count: number): DemoMember[] => random.shuffle(counted).slice(0, count);
  const inNeedOfLaw = draw(legalAidSurvivors);
  const inCrisis = random
    .shuffle(counted.filter((woman) => !inNeedOfLaw.includes(woman)))
    .slice(0, crisesWithoutLegalAid);

  return [
    ...[...shares].flatMap(([member, share]) => entitlementCase(random, member, share)),
    ...draw(mentalHealthSurvivors).flatMap((member) => mentalHealthCase(random, member)),
    ...inNeedOfLaw
      .slice(0, crisesWithLegalAid)
      .flatMap((member) => crisisCase(random, member, { needsLegalAid: true })),
    ...inNeedOfLaw.slice(crisesWithLegalAid).flatMap((member) => legalAidCase(random, member)),
    ...inCrisis.flatMap((member) => crisisCase(random, member, { needsLegalAid: false })),
    ...draw(compensationCases).flatMap((member, place) => compensationCase(random, member, place)),
    ...draw(justiceCases).flatMap((member, place) => justiceCase(random, member, place)),
  ].filter(({ at }) => at.slice(0, 10) <= lastDay);
};
