import { counsellors, partners } from './case-texts.ts';
import { type CaseKind, CaseWriter } from './case-writer.ts';
import { leaderCollectives } from './collectives.ts';
import { writeCompensation, writeProceeding } from './compensation-and-court.ts';
import { drawEventDay, drawOpeningDay, drawTime, lastDay } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import { createRandom, type Random } from './random.ts';

/** Adds the events of one case after its opening. */
type AddEvents = (random: Random, file: CaseWriter, openedOn: string) => void;

const closeAndReopen = (random: Random, file: CaseWriter, startOn: string): void => {
  const closedOn = drawEventDay(random, startOn, 5, 20);
  file.status(closedOn, 'closed');
  file.status(drawEventDay(random, closedOn, 5, 20), 'reopened');
};

/** Adds some stages of one entitlement. @returns the date of the last */
const addEntitlement = (
  random: Random,
  file: CaseWriter,
  startOn: string,
  entitlement: string,
  stages: readonly string[],
): string => {
  let on = startOn;
  for (const stage of stages) {
    on = drawEventDay(random, on, 3, 25);
    file.add(on, { type: 'entitlement', entitlement, stage });
  }
  return on;
};

/** Adds some stages of one referral. @returns the date of the last */
const addReferral = (
  random: Random,
  file: CaseWriter,
  startOn: string,
  stages: readonly string[],
): string => {
  const to = random.pick(partners);
  let on = startOn;
  for (const stage of stages) {
    on = drawEventDay(random, on, 1, 8);
    file.add(on, { type: 'referral', to, stage });
  }
  return on;
};

/** The cases, by kind; each stands in the status and at the stages that its last events give. */
const casesToWrite: readonly (readonly [CaseKind, AddEvents])[] = [
  [
    'mental_health',
    (random, file, openedOn) => {
      const provider = random.pick(counsellors);
      file.add(drawEventDay(random, openedOn, 3, 20), {
        type: 'service',
        service: 'mental_health',
        provider,
      });
      file.status(openedOn, 'in_progress');
    },
  ],
  [
    'mental_health',
    (random, file, openedOn) => {
      const on = drawEventDay(random, openedOn, 3, 20);
      const wrong = file.add(on, {
        type: 'service',
        service: 'counselling',
        provider: random.pick(partners),
      });
      const reason = 'Of another woman.';
      file.add(drawEventDay(random, on, 1, 3), { type: 'taken_back', eventId: wrong, reason });
      closeAndReopen(random, file, on);
    },
  ],
  ['legal_aid', (random, file, openedOn) => writeProceeding(random, file, openedOn, ['fir', 'summons'])],
  [
    'legal_aid',
    (random, file, openedOn) =>
      closeAndReopen(random, file, writeProceeding(random, file, openedOn, ['protection_sought'])),
  ],
  [
    'entitlement',
    (random, file, openedOn) => {
      addEntitlement(random, file, openedOn, 'house_patta', ['needed', 'applied']);
      addEntitlement(random, file, openedOn, 'pension', ['sanctioned']);
      file.status(openedOn, 'in_progress');
    },
  ],
  [
    'entitlement',
    (random, file, openedOn) => {
      const on = addEntitlement(random, file, openedOn, 'ration_card', ['received']);
      closeAndReopen(random, file, on);
      addEntitlement(random, file, on, 'ration_card', ['suspended']);
    },
  ],
  [
    'compensation',
    (random, file, openedOn) => {
      writeCompensation(random, file, openedOn, ['filed', 'rejected'], 'nalsa_2018');
      file.status(openedOn, 'in_progress');
    },
  ],
  [
    'compensation',
    (random, file, openedOn) => {
      const on = writeCompensation(random, file, openedOn, ['filed', 'paid'], 'immediate_relief');
      file.status(drawEventDay(random, on, 1, 10), 'closed');
    },
  ],
  [
    'compensation',
    (random, file, openedOn) =>
      closeAndReopen(random, file, writeCompensation(random, file, openedOn, ['filed'], 'ap_2015')),
  ],
  ['other', (random, file, openedOn) => addReferral(random, file, openedOn, ['requested', 'accepted'])],
  [
    'other',
    (random, file, openedOn) => {
      const provider = random.pick(partners);
      file.add(drawEventDay(random, openedOn, 5, 40), { type: 'service', service: 'livelihood', provider });
      file.status(openedOn, 'in_progress');
    },
  ],
  [
    'other',
    (random, file, openedOn) =>
      file.status(addReferral(random, file, openedOn, ['requested', 'done']), 'closed'),
  ],
  ['other', (random, file, openedOn) => closeAndReopen(random, file, openedOn)],
];

/** A crisis that a leader reports on `lastDay` and that is assigned to nobody. Its month is not published yet. */
const openUnassignedCrisis = (random: Random, members: readonly DemoMember[]): DemoRequest => {
  const ownMembers = members.filter(
    ({ collective, leavesIn, joinedOn }) =>
      leaderCollectives.leader.includes(collective.id) && leavesIn === null && joinedOn < '2026-09',
  );
  const at = drawTime(random, lastDay, 20, 21);
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
 * The requests of demo cases at the stages that cases.ts leaves out, so that the demo programme has cases at every stage.
 * They are cases of women who have not consented to reporting, so they change no published figure.
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
    // Only if there are no such women.
    if (woman === undefined) return [];
    const openedOn = drawOpeningDay(random, woman, 60);
    const file = new CaseWriter(random, woman, kind, 'normal', openedOn);
    addEvents(random, file, openedOn);
    return file.requests;
  });
  return [
    ...caseRequests.filter(({ at }) => at.slice(0, 10) <= lastDay),
    openUnassignedCrisis(random, members),
  ];
};
