import { describe, expect, test } from 'vitest';
import { operationSchema } from '../../web/src/outbox/operation.ts';
import { afterRefusal } from '../../web/src/outbox/refusal.ts';
import { talkDraftOf } from '../../web/src/phone/talk/draft-of-refused-talk.ts';
import { hasPlanOfAnother } from '../../web/src/phone/talk/plan-of-another.ts';
import { contentOf, pageAfter, pageBefore } from '../../web/src/phone/talk/use-talk.ts';
import { planOf, standingPlan } from '../../web/src/talks/safety-plan.ts';
import { newestAnswer, saysSomething, standingGoal, talksThatCount } from '../../web/src/talks/talk.ts';
import { talkPages } from '../../web/src/workspace/row-kinds.ts';

describe('her goal', () => {
  const first = { id: 'a', on: '2026-01-10', goal: { area: 'debt', text: 'the lender' } } as const;
  const done = { id: 'b', on: '2026-07-10', goalDone: true } as const;
  const next = { id: 'c', on: '2026-07-11', goal: { area: 'work' } } as const;

  test.each([
    ['none before she names one', [], undefined],
    ['stands until it is reached', [first], { ...first.goal, on: first.on }],
    ['is gone once it is reached', [first, done], undefined],
    ['gives way to another', [first, next], { ...next.goal, on: next.on }],
    ['stands anew after one that is reached', [first, done, next], { ...next.goal, on: next.on }],
    [
      'is the new one if a talk says both',
      [first, { ...next, goalDone: true as const }],
      { ...next.goal, on: next.on },
    ],
  ])('%s', (_name, talks, standing) => expect(standingGoal(talks)).toEqual(standing));
});

test('shows the newest answer of each area, although a later talk left it out', () => {
  const talks = [
    { id: 'a', on: '2026-01-10', answers: { safety: 2, debt: 1 } },
    { id: 'b', on: '2026-07-10', answers: { debt: 3 } },
  ] as const;
  expect(newestAnswer(talks, 'debt')).toEqual({ on: '2026-07-10', said: 3 });
  expect(newestAnswer(talks, 'safety')).toEqual({ on: '2026-01-10', said: 2 });
  expect(newestAnswer(talks, 'home')).toBeUndefined();
});

test('counts no talk that was taken back', () => {
  const talk = { id: 'a', on: '2026-01-10', answers: { mind: 4 } };
  expect(talksThatCount([talk, { ...talk, id: 'b', takenBack: { id: 'c' } }])).toEqual([talk]);
});

test.each([
  [{}, false],
  [{ answers: {} }, false],
  [{ answers: { mind: 1 as const } }, true],
  [{ goalDone: true as const }, true],
  [{ goal: { area: 'home' as const } }, true],
])('%j says something: %s', (content, isKept) => expect(saysSomething(content)).toBe(isKept));

describe('a talk on the phone', () => {
  test('goes from page to page and back, help standing between safety and debt', () => {
    for (const [index, page] of talkPages.entries()) {
      expect(pageAfter(page)).toBe(talkPages[index + 1] ?? page);
      expect(pageBefore(page)).toBe(talkPages[index - 1] ?? page);
    }
    expect([pageBefore('help'), pageAfter('help')]).toEqual(['safety', 'debt']);
  });

  const draft = { id: 'a', memberId: 'm', page: 'end', answers: {} } as const;
  test.each([
    ['leaves out what was not said', draft, {}],
    [
      'leaves out empty words and a day that is not given',
      { ...draft, goal: { area: 'home' as const, text: '  ' } },
      { goal: { area: 'home' } },
    ],
    [
      'has her words as they are',
      {
        ...draft,
        answers: { mind: 2 as const },
        goalDone: true as const,
        goal: { area: 'work' as const, text: ' a cow ', by: '2027-05-30' },
      },
      { answers: { mind: 2 }, goalDone: true, goal: { area: 'work', text: 'a cow', by: '2027-05-30' } },
    ],
  ])('%s', (_name, begun, content) => expect(contentOf(begun)).toEqual(content));

  const operation = operationSchema.parse({
    id: 'a',
    form: 1,
    what: 'talk',
    path: '/api/members/m/talks',
    body: { id: 'a', on: '2026-11-30', answers: { safety: 3 }, goalDone: true, goal: { area: 'debt' } },
    entities: ['m'],
    order: 1,
    state: 'sending',
  });

  test.each(['not_active', 'no_goal', 'consent_withdrawn'])('needs her after %s', (code) => {
    expect(afterRefusal(operation, { status: 422, code, details: [] })).toMatchObject({
      state: 'needs_fix',
      reason: code,
    });
  });

  test('is mended under its own id with its answers, without the goal that did not stand', () => {
    const mended = { id: 'a', memberId: 'm', answers: { safety: 3 }, goal: { area: 'debt', text: '' } };
    expect(talkDraftOf({ ...operation, reason: 'not_active' })).toMatchObject({ ...mended, goalDone: true });
    const draftOfNoGoal = talkDraftOf({ ...operation, reason: 'no_goal' });
    expect(draftOfNoGoal).toMatchObject(mended);
    expect(draftOfNoGoal).not.toHaveProperty('goalDone');
    expect(talkDraftOf({ ...operation, what: 'case' })).toBeUndefined();
  });
});

test('of a safety plan the leader knows whether another made it', () => {
  const plan = { id: 'a', type: 'safety_plan', on: '2026-11-01', signs: 'he drinks' } as const;
  const back = { id: 'c', type: 'taken_back', on: '2026-11-02', eventId: 'a', reason: 'x' } as const;
  expect(hasPlanOfAnother([{ ...plan, createdBy: 'me' }], 'me')).toBe(false);
  expect(
    hasPlanOfAnother(
      [
        { ...plan, createdBy: 'other' },
        { ...plan, id: 'b', createdBy: 'me' },
      ],
      'me',
    ),
  ).toBe(true);
  expect(hasPlanOfAnother([{ ...plan, createdBy: 'other' }, back], 'me')).toBe(false);
});

test('of safety plans the newest stands that was not taken back, with the texts that were written', () => {
  const event = { type: 'safety_plan', on: '2026-11-01', signs: 'he drinks', call: null } as const;
  const events = [
    { ...event, id: 'a' },
    { ...event, id: 'b', signs: 'wrong' },
    { id: 'c', type: 'taken_back', on: '2026-11-02', eventId: 'b', reason: 'x' },
  ] as const;
  expect(standingPlan(events)).toEqual({ signs: 'he drinks' });
  expect(standingPlan(events.slice(1))).toBeUndefined();
  expect(planOf((field) => (field === 'take' ? ' papers ' : ' '))).toEqual({ take: 'papers' });
});
