import { leaderCollectives } from './collectives.ts';
import { drawDayAfter, drawTimeBetweenHours } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import { createRandom } from './random.ts';

/** What the demo programme's coordinator has asked the leaders: some questions wait, some are answered, some closed. */

type AskedQuestion = {
  readonly leader: 'leader' | 'leader2';
  /** Which of her groups. */
  readonly group: number;
  readonly on: string;
  readonly about: { readonly kind: string; readonly month?: string };
  readonly text?: string;
  readonly answer?: { readonly answer: string; readonly text?: string };
  readonly isClosed?: true;
};

const questions: readonly AskedQuestion[] = [
  {
    ...{ leader: 'leader', group: 0, on: '2026-06-04', about: { kind: 'cash', month: '2026-05' } },
    answer: { answer: 'yes' },
    isClosed: true,
  },
  {
    ...{ leader: 'leader2', group: 0, on: '2026-08-03', about: { kind: 'other' } },
    text: 'బ్యాంకు పుస్తకం మీ దగ్గరే ఉందా?',
    answer: { answer: 'text', text: 'కోశాధికారి దగ్గర ఉంది.' },
    isClosed: true,
  },
  {
    ...{ leader: 'leader2', group: 1, on: '2026-10-05', about: { kind: 'cash', month: '2026-09' } },
    answer: { answer: 'done' },
  },
  {
    ...{ leader: 'leader', group: 1, on: '2026-10-21', about: { kind: 'other', month: '2026-10' } },
    text: 'వచ్చే సమావేశానికి ఆడిటర్ రావచ్చా?',
  },
  {
    ...{ leader: 'leader', group: 2, on: '2026-10-26', about: { kind: 'other', month: '2026-10' } },
    text: 'కొత్త లెక్కల పుస్తకం అందిందా?',
  },
];

/** The requests that ask, answer and close them. */
export const makeQuestionRequests = (): DemoRequest[] => {
  const random = createRandom('questions');
  return questions.flatMap(({ leader, group, on, about, text, answer, isClosed }): DemoRequest[] => {
    const collectiveId = leaderCollectives[leader][group] ?? '';
    const askedAt = drawTimeBetweenHours(random, on, 10, 12);
    const id = makeDemoId(random, askedAt);
    const path = { id: collectiveId, questionId: id };
    const answeredOn = drawDayAfter(random, on, 1, 3);
    const answeredAt = drawTimeBetweenHours(random, answeredOn, 17, 19);
    const closedAt = drawTimeBetweenHours(random, drawDayAfter(random, answeredOn, 1, 2), 10, 12);
    return [
      {
        at: askedAt,
        by: 'coordinator',
        route: 'POST /api/collectives/{id}/questions',
        path: { id: collectiveId },
        body: { id, on, about, ...(text === undefined ? {} : { text }) },
      },
      ...(answer === undefined
        ? []
        : [
            {
              at: answeredAt,
              by: leader,
              route: 'POST /api/collectives/{id}/questions/{questionId}/answers' as const,
              path,
              body: { id: makeDemoId(random, answeredAt), on: answeredOn, ...answer },
            },
          ]),
      ...(isClosed === undefined
        ? []
        : [
            {
              at: closedAt,
              by: 'coordinator' as const,
              route: 'POST /api/collectives/{id}/questions/{questionId}/closing' as const,
              path,
              body: { id: makeDemoId(random, closedAt) },
            },
          ]),
    ];
  });
};
