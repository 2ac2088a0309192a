import { type CaseKind, CaseWriter } from './case-writer.ts';
import { leaderCollectives } from './collectives.ts';
import { lastDay, laterOn, openingDay, timeOn } from './demo-dates.ts';
import { type DemoRequest, idAt } from './demo-request.ts';
import { apply, proceed } from './justice.ts';
import type { DemoMember } from './members.ts';
import { createRandom, type Random } from './random.ts';
import { counsellors, partners } from './texts.ts';

/** What happens in a case from the day on which it was opened. */
type Course = (random: Random, file: CaseWriter, openedOn: string) => void;

const closeAndReopen = (random: Random, file: CaseWriter, from: string): void => {
  const closedOn = laterOn(random, from, 5, 20);
  file.status(closedOn, 'closed');
  file.status(laterOn(random, closedOn, 5, 20), 'reopened');
};

/** One entitlement through some stages. @returns the day of the last */
const claim = (
  random: Random,
  file: CaseWriter,
  from: string,
  entitlement: string,
  stages: readonly string[],
): string =>
  stages.reduce((before, stage) => {
    const on = laterOn(random, before, 3, 25);
    file.add(on, { type: 'entitlement', entitlement, stage });
    return on;
  }, from);

const refer = (random: Random, file: CaseWriter, from: string, ...stages: readonly string[]): string => {
  const to = random.pick(partners);
  return stages.reduce((before, stage) => {
    const on = laterOn(random, before, 1, 8);
    file.add(on, { type: 'referral', to, stage });
    return on;
  }, from);
};

const courses: readonly (readonly [CaseKind, Course])[] = [
  [
    'mental_health',
    (random, file, openedOn) => {
      const provider = random.pick(counsellors);
      file.add(laterOn(random, openedOn, 3, 20), { type: 'service', service: 'mental_health', provider });
      file.status(openedOn, 'in_progress');
    },
  ],
  [
    'mental_health',
    (random, file, openedOn) => {
      const on = laterOn(random, openedOn, 3, 20);
      const wrong = file.add(on, {
        type: 'service',
        service: 'counselling',
        provider: random.pick(partners),
      });
      const reason = 'Of another woman.';
      file.add(laterOn(random, on, 1, 3), { type: 'taken_back', eventId: wrong, reason });
      closeAndReopen(random, file, on);
    },
  ],
  ['legal_aid', (random, file, openedOn) => proceed(random, file, openedOn, ['fir', 'summons'])],
  [
    'legal_aid',
    (random, file, openedOn) =>
      closeAndReopen(random, file, proceed(random, file, openedOn, ['protection_sought'])),
  ],
  [
    'entitlement',
    (random, file, openedOn) => {
      claim(random, file, openedOn, 'house_patta', ['needed', 'applied']);
      claim(random, file, openedOn, 'pension', ['sanctioned']);
      file.status(openedOn, 'in_progress');
    },
  ],
  [
    'entitlement',
    (random, file, openedOn) => {
      const on = claim(random, file, openedOn, 'ration_card', ['received']);
      closeAndReopen(random, file, on);
      claim(random, file, on, 'ration_card', ['suspended']);
    },
  ],
  [
    'compensation',
    (random, file, openedOn) => {
      apply(random, file, openedOn, ['filed', 'rejected'], 'nalsa_2018');
      file.status(openedOn, 'in_progress');
    },
  ],
  [
    'compensation',
    (random, file, openedOn) => {
      const on = apply(random, file, openedOn, ['filed', 'paid'], 'immediate_relief');
      file.status(laterOn(random, on, 1, 10), 'closed');
    },
  ],
  [
    'compensation',
    (random, file, openedOn) =>
      closeAndReopen(random, file, apply(random, file, openedOn, ['filed'], 'ap_2015')),
  ],
  ['other', (random, file, openedOn) => refer(random, file, openedOn, 'requested', 'accepted')],
  [
    'other',
    (random, file, openedOn) => {
      const provider = random.pick(partners);
      file.add(laterOn(random, openedOn, 5, 40), { type: 'service', service: 'livelihood', provider });
      file.status(openedOn, 'in_progress');
    },
  ],
  [
    'other',
    (random, file, openedOn) => file.status(refer(random, file, openedOn, 'requested', 'done'), 'closed'),
  ],
  ['other', (random, file, openedOn) => closeAndReopen(random, file, openedOn)],
];

/** A crisis that a leader reported last night, and nobody has taken yet. It falls into a month that is not published yet. */
const waitForSomebody = (random: Random, members: readonly DemoMember[]): DemoRequest => {
  const own = members.filter(
    ({ collective, leavesIn, joinedOn }) =>
      leaderCollectives.leader.includes(collective.id) && leavesIn === null && joinedOn < '2026-09',
  );
  const at = timeOn(random, lastDay, 20, 21);
  return {
    at,
    by: 'leader',
    route: 'POST /api/cases',
    path: {},
    body: {
      id: idAt(random, at),
      memberId: random.pick(own).id,
      kind: 'crisis',
      priority: 'urgent',
      openedOn: lastDay,
    },
  };
};

/**
 * Cases at the stages that the others leave out, so that of every kind some stand at each. Women who are not counted get the same help as
 * all: these cases are theirs, and no published figure has anything of them.
 */
export const standAtEveryStage = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('every stage');
  const women = random.shuffle(
    members.filter(
      ({ reporting, joinedOn }) =>
        (reporting === 'silent' || reporting === 'refused') && joinedOn < '2026-05',
    ),
  );
  const worked = courses.flatMap(([kind, course], place) => {
    const woman = women[place % women.length];
    if (woman === undefined) return [];
    const openedOn = openingDay(random, woman, 60);
    const file = new CaseWriter(random, woman, kind, 'normal', openedOn);
    course(random, file, openedOn);
    return file.requests;
  });
  return [...worked.filter(({ at }) => at.slice(0, 10) <= lastDay), waitForSomebody(random, members)];
};
