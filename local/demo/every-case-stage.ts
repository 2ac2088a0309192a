import { counsellors, partners } from './case-texts.ts';
import { type CaseKind, CaseWriter } from './case-writer.ts';
import { leaderCollectives } from './collectives.ts';
import { addCompensation, addProceeding } from './compensation-and-court.ts';
import { drawEventDay, drawOpeningDay, drawTimeBetweenHours, lastDay } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import { createRandom, type Random } from './random.ts';

/** Adds the events of one case after its opening. */
type AddEvents = (random: Random, writer: CaseWriter, openedOn: string) => void;

const closeAndReopen = (random: Random, writer: CaseWriter, startOn: string): void => {
  const closedOn = drawEventDay(random, startOn, 5, 20);
  writer.addStatus(closedOn, 'closed');
  writer.addStatus(drawEventDay(random, closedOn, 5, 20), 'reopened');
};

/** Adds some stages of one entitlement. @returns the date of the last stage */
const addEntitlement = (
  random: Random,
  writer: CaseWriter,
  startOn: string,
  entitlement: string,
  stages: readonly string[],
): string => {
  let on = startOn;
  for (const stage of stages) {
    on = drawEventDay(random, on, 3, 25);
    writer.addEvent(on, { type: 'entitlement', entitlement, stage });
  }
  return on;
};

/** Adds some stages of one referral. @returns the date of the last stage */
const addReferral = (
  random: Random,
  writer: CaseWriter,
  startOn: string,
  stages: readonly string[],
): string => {
  const to = random.pick(partners);
  let on = startOn;
  for (const stage of stages) {
    on = drawEventDay(random, on, 1, 8);
    writer.addEvent(on, { type: 'referral', to, stage });
  }
  return on;
};

/** Adds the events of a case in progress with one service. @param days how many days the service is after the opening, at least and at most */
const serveAndGoOn =
  (
    service: 'mental_health' | 'livelihood',
    providers: readonly string[],
    days: readonly [min: number, max: number],
  ): AddEvents =>
  (random, writer, openedOn) => {
    const provider = random.pick(providers);
    writer.addEvent(drawEventDay(random, openedOn, ...days), { type: 'service', service, provider });
    writer.addStatus(openedOn, 'in_progress');
  };

/** The cases: the kind of each, and the events that bring it to its status and stages. */
const casesToWrite: readonly (readonly [CaseKind, AddEvents])[] = [
  ['mental_health', serveAndGoOn('mental_health', counsellors, [3, 20])],
  [
    'mental_health',
    (random, writer, openedOn) => {
      const on = drawEventDay(random, openedOn, 3, 20);
      const mistakenId = writer.addEvent(on, {
        type: 'service',
        service: 'counselling',
        provider: random.pick(partners),
      });
      const reason = 'ఇది మరో మహిళ గురించి.';
      writer.addEvent(drawEventDay(random, on, 1, 3), { type: 'taken_back', eventId: mistakenId, reason });
      closeAndReopen(random, writer, on);
    },
  ],
  ['legal_aid', (random, writer, openedOn) => addProceeding(random, writer, openedOn, ['fir', 'summons'])],
  [
    'legal_aid',
    (random, writer, openedOn) => {
      const on = addProceeding(random, writer, openedOn, ['protection_sought']);
      closeAndReopen(random, writer, on);
    },
  ],
  [
    'entitlement',
    (random, writer, openedOn) => {
      addEntitlement(random, writer, openedOn, 'house_patta', ['needed', 'applied']);
      addEntitlement(random, writer, openedOn, 'pension', ['sanctioned']);
      writer.addStatus(openedOn, 'in_progress');
    },
  ],
  [
    'entitlement',
    (random, writer, openedOn) => {
      const on = addEntitlement(random, writer, openedOn, 'ration_card', ['received']);
      closeAndReopen(random, writer, on);
      addEntitlement(random, writer, on, 'ration_card', ['suspended']);
    },
  ],
  [
    'compensation',
    (random, writer, openedOn) => {
      addCompensation(random, writer, openedOn, ['filed', 'rejected'], 'nalsa_2018');
      writer.addStatus(openedOn, 'in_progress');
    },
  ],
  [
    'compensation',
    (random, writer, openedOn) => {
      const on = addCompensation(random, writer, openedOn, ['filed', 'paid'], 'immediate_relief');
      writer.addStatus(drawEventDay(random, on, 1, 10), 'closed');
    },
  ],
  [
    'compensation',
    (random, writer, openedOn) => {
      const on = addCompensation(random, writer, openedOn, ['filed'], 'ap_2015');
      closeAndReopen(random, writer, on);
    },
  ],
  ['other', (random, writer, openedOn) => addReferral(random, writer, openedOn, ['requested', 'accepted'])],
  ['other', serveAndGoOn('livelihood', partners, [5, 40])],
  [
    'other',
    (random, writer, openedOn) => {
      const on = addReferral(random, writer, openedOn, ['requested', 'done']);
      writer.addStatus(on, 'closed');
    },
  ],
  ['other', (random, writer, openedOn) => closeAndReopen(random, writer, openedOn)],
];

/** A crisis that a leader reports on `lastDay`, in a month that is not published yet, and that nobody is assigned to. */
const openUnassignedCrisis = (random: Random, members: readonly DemoMember[]): DemoRequest => {
  const ownMembers = members.filter(
    ({ collective, leavingMonth, joinedOn }) =>
      leaderCollectives.leader.includes(collective.id) && leavingMonth === null && joinedOn < '2026-09',
  );
  const at = drawTimeBetweenHours(random, lastDay, 20, 21);
  return {
    at,
    by: 'leader',
    route: 'POST /api/cases',
    path: {},
    body: {
      id: makeDemoId(random, at),
      memberId: random.pick(ownMembers).id,
      kind: 'crisis',
      priority: 'urgent',
      openedOn: lastDay,
    },
  };
};

/**
 * The requests of demo cases at the stages that no case of cases.ts has, so that the demo programme has cases at every stage. They concern women
 * who have not consented to reporting, so they change no published figure. The last one opens a crisis that is assigned to nobody.
 */
export const makeEveryStageRequests = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('every stage');
  const women = random.shuffle(
    members.filter(
      ({ reporting, joinedOn }) =>
        (reporting === 'silent' || reporting === 'refused') && joinedOn < '2026-05',
    ),
  );
  const caseRequests = casesToWrite.flatMap(([kind, addEvents], index) => {
    const woman = women[index % women.length];
    // Undefined only if no woman fits.
    if (woman === undefined) return [];
    const openedOn = drawOpeningDay(random, woman, { maxDays: 60 });
    const writer = new CaseWriter(random, woman, kind, 'normal', openedOn);
    addEvents(random, writer, openedOn);
    return writer.requests;
  });
  return [
    ...caseRequests.filter(({ at }) => at.slice(0, 10) <= lastDay),
    openUnassignedCrisis(random, members),
  ];
};
