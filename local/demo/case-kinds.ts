import { addDays } from '../../functions/shared/calendar/calendar.ts';
import { counsellors, lawyers, partners } from './case-texts.ts';
import { CaseWriter } from './case-writer.ts';
import type { Entitlement } from './cases.ts';
import { drawDayWithin, drawEventDay, drawOpeningDay, laterOf } from './demo-dates.ts';
import type { DemoRequest } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import type { Random } from './random.ts';

/** Invents a case of each kind, as the requests that open it and record its events. cases.ts says how many cases of which women there are. */

/** An event that is recorded this many days late misses the cutoff of its month: a month has at most 31 days, and closes on the fifth of the next. */
const lateDays = 31 + 5;

type StageOptions = { readonly delayDays?: number; readonly entitlement?: string };

/** Other entitlements that some women need too. No figure counts them. */
const furtherEntitlements = [
  'voter_card',
  'health_insurance',
  'caste_certificate',
  'job_card',
  'scholarship',
] as const;

export const entitlementCase = (
  random: Random,
  member: DemoMember,
  receivedEntitlements: readonly Entitlement[],
): DemoRequest[] => {
  // By 20 August, so that the authorities have time to answer by the end of October.
  const openedOn = drawDayWithin(random, member.joinedOn, { minDays: 5, maxDays: 160, latest: '2026-08-20' });
  const writer = new CaseWriter(
    random,
    member,
    'entitlement',
    random.percentChance(10) ? 'urgent' : 'normal',
    openedOn,
  );
  let lastReceivedOn = openedOn;
  for (const receivedEntitlement of receivedEntitlements) {
    const addStage = (
      on: string,
      stage: string,
      { delayDays = 0, entitlement = receivedEntitlement }: StageOptions = {},
    ) => writer.addEvent(on, { type: 'entitlement', entitlement, stage }, delayDays);
    if (random.percentChance(3)) addStage(openedOn, 'needed');
    if (random.percentChance(5)) addStage(drawEventDay(random, openedOn, 1, 25), 'applied');
    if (random.percentChance(4)) addStage(drawEventDay(random, openedOn, 26, 60), 'sanctioned');
    const on = drawEventDay(random, openedOn, 20, 150);
    // Only events long before the cutoff of October, the last published month, are late. So October's figures contain them.
    const isLate = random.percentChance(7) && on < '2026-08-20';
    addStage(on, 'received', { delayDays: isLate ? lateDays : 0 });
    if (random.percentChance(6))
      addStage(drawEventDay(random, on, 1, 40), 'needed', { entitlement: random.pick(furtherEntitlements) });
    // A card is sometimes suspended and restored. It still counts once.
    if (random.percentChance(4) && on < '2026-07') {
      addStage(drawEventDay(random, on, 30, 60), 'suspended');
      addStage(drawEventDay(random, on, 61, 90), random.pick(['restored', 'received']));
    }
    lastReceivedOn = laterOf(lastReceivedOn, on);
  }
  if (random.percentChance(20)) writer.addStatus(drawEventDay(random, lastReceivedOn, 1, 12), 'closed');
  else if (random.percentChance(10)) writer.addEvent(lastReceivedOn, followUp(random, lastReceivedOn));
  return writer.requests;
};

/** A follow-up that is due 7 to 40 days after a date. */
const followUp = (random: Random, on: string) => ({
  type: 'follow_up',
  due: addDays(on, random.int(7, 40)),
});

export const mentalHealthCase = (random: Random, member: DemoMember): DemoRequest[] => {
  const openedOn = drawOpeningDay(random, member);
  const writer = new CaseWriter(
    random,
    member,
    'mental_health',
    random.percentChance(30) ? 'urgent' : 'normal',
    openedOn,
  );
  let on = openedOn;
  for (let remaining = random.percentChance(15) ? 2 : 1; remaining > 0; remaining -= 1) {
    on = drawEventDay(random, on, 3, 40);
    const event = { type: 'service', service: 'mental_health', provider: random.pick(counsellors) };
    // Only events long before the cutoff of October are late, as in `entitlementCase`.
    const isLate = random.percentChance(6) && on < '2026-08';
    writer.addEvent(on, event, isLate ? lateDays : 0);
  }
  if (random.percentChance(15)) writer.addEvent(on, followUp(random, on));
  if (random.percentChance(15)) writer.addNote(on);
  if (random.percentChance(20)) writer.addStatus(drawEventDay(random, on, 2, 20), 'closed');
  return writer.requests;
};

/** Adds one or two services of legal aid to a case. @returns the date of the last service */
const addLegalAid = (random: Random, writer: CaseWriter, openedOn: string): string => {
  let on = openedOn;
  for (let remaining = random.percentChance(15) ? 2 : 1; remaining > 0; remaining -= 1) {
    on = drawEventDay(random, on, 1, 30);
    writer.addEvent(on, { type: 'service', service: 'legal_aid', provider: random.pick(lawyers) });
  }
  return on;
};

export const legalAidCase = (random: Random, member: DemoMember): DemoRequest[] => {
  const openedOn = drawOpeningDay(random, member);
  const writer = new CaseWriter(random, member, 'legal_aid', 'normal', openedOn);
  if (random.percentChance(30)) writer.addStatus(openedOn, 'in_progress');
  const on = addLegalAid(random, writer, openedOn);
  if (random.percentChance(40)) writer.addStatus(drawEventDay(random, on, 10, 60), 'closed');
  return writer.requests;
};

export const crisisCase = (
  random: Random,
  member: DemoMember,
  { needsLegalAid }: { readonly needsLegalAid: boolean },
): DemoRequest[] => {
  const openedOn = drawOpeningDay(random, member, { maxDays: 400 });
  const writer = new CaseWriter(random, member, 'crisis', 'urgent', openedOn);
  writer.addEvent(openedOn, {
    type: 'service',
    service: random.pick(['shelter', 'police', 'medical', 'counselling']),
    provider: random.pick(partners),
  });
  const helpedOn = needsLegalAid ? addLegalAid(random, writer, openedOn) : openedOn;
  const to = random.pick(partners);
  writer.addEvent(helpedOn, { type: 'referral', to, stage: 'requested' });
  if (random.percentChance(60)) {
    const answeredOn = drawEventDay(random, helpedOn, 2, 12);
    writer.addEvent(answeredOn, {
      type: 'referral',
      to,
      stage: random.pick(['accepted', 'done', 'rejected', 'revoked']),
    });
  }
  const followedUpOn = drawEventDay(random, helpedOn, 1, 4);
  writer.addEvent(followedUpOn, followUp(random, followedUpOn));
  const nextContactOn = drawEventDay(random, followedUpOn, 10, 25);
  // A follow-up that is done. It also settles the one that was due before it.
  if (random.percentChance(60))
    writer.addEvent(nextContactOn, { type: 'follow_up', due: addDays(nextContactOn, 30), done: true });
  if (random.percentChance(60)) {
    const closedOn = drawEventDay(random, nextContactOn, 5, 40);
    writer.addStatus(closedOn, 'closed');
    if (random.percentChance(25)) writer.addStatus(drawEventDay(random, closedOn, 8, 30), 'reopened');
  } else writer.addStatus(drawEventDay(random, openedOn, 1, 3), 'in_progress');
  return writer.requests;
};
