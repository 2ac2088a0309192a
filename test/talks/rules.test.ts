import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredTalk } from '../../functions/areas/members/schema.ts';
import {
  newestAnswerOn,
  standingGoalOf,
  validateGoalDone,
} from '../../functions/areas/members/talk-rules.ts';
import { type Dated, dueTalkOf } from '../../functions/shared/due-talks/due-talk.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { encryptedText } from '../../functions/shared/vault/encrypted-text.ts';

type Talk = Pick<StoredTalk, 'id' | 'on' | 'createdAt' | 'answers' | 'goal' | 'goalDone' | 'takenBack'>;

const said = encryptedText.parse(`v1.${'A'.repeat(60)}`);
const talk = (on: string, more: Partial<Talk> = {}): Talk => ({
  id: newId(),
  on,
  createdAt: '2026-10-15T06:30:00Z',
  ...more,
});
const takenBack = { id: newId(), on: '2026-10-15', createdAt: '2026-10-15T06:30:00Z', createdBy: newId() };

const talks = fc.array(
  fc.record({
    day: fc.integer({ min: 10, max: 15 }),
    at: fc.integer({ min: 10, max: 20 }),
    names: fc.boolean(),
    ends: fc.boolean(),
    isTakenBack: fc.boolean(),
  }),
  { maxLength: 8 },
);

describe('a goal', () => {
  test('stands until a later talk says that it is done or names another, in whatever order talks arrive', () => {
    fc.assert(
      fc.property(talks, fc.infiniteStream(fc.nat()), (drawn, order) => {
        const all = drawn.map(({ day, at, names, ends, isTakenBack }, index) =>
          talk(`2026-10-${day}`, {
            // Whole seconds are written without a fraction.
            createdAt: `2026-10-15T06:30:${at}${at % 2 === 0 ? 'Z' : '.500Z'}`,
            id: `0199a3f0-5c00-7000-8000-00000000000${index}`,
            ...(names ? { goal: said } : {}),
            ...(ends ? { goalDone: true } : {}),
            ...(isTakenBack ? { takenBack } : {}),
          }),
        );
        const inOrder = [...all].sort(
          (a, b) =>
            a.on.localeCompare(b.on) ||
            Date.parse(a.createdAt) - Date.parse(b.createdAt) ||
            (a.id < b.id ? -1 : 1),
        );
        let standing: string | undefined;
        for (const one of inOrder) {
          if (one.takenBack !== undefined) continue;
          if (one.goalDone) standing = undefined;
          if (one.goal !== undefined) standing = one.id;
        }
        const shuffled = all
          .map((one) => ({ one, place: order.next().value }))
          .sort((a, b) => a.place - b.place);
        expect(standingGoalOf(shuffled.map(({ one }) => one))?.id).toBe(standing);
      }),
    );
  });

  test('is done only where one stands on that day', () => {
    const named = [talk('2026-10-03', { goal: said })];
    const done = { goalDone: true } as const;
    expect(validateGoalDone(named, { on: '2026-10-03', ...done })).toBeUndefined();
    expect(validateGoalDone(named, { on: '2026-10-02', ...done })).toMatchObject({ code: 'no_goal' });
    expect(
      validateGoalDone([...named, talk('2026-10-04', done)], { on: '2026-10-05', ...done }),
    ).toMatchObject({
      code: 'no_goal',
    });
    expect(validateGoalDone([], { on: '2026-10-02' })).toBeUndefined();
  });
});

test('the newest answer is of the newest talk with one that was not taken back', () => {
  const answers = said;
  expect(newestAnswerOn([])).toBeUndefined();
  expect(
    newestAnswerOn([
      talk('2026-03-01', { answers }),
      talk('2026-02-01', { answers }),
      talk('2026-04-01', { goal: said }),
      talk('2026-05-01', { answers, takenBack }),
    ]),
  ).toBe('2026-03-01');
});

describe('a talk is due', () => {
  const woman: Dated = { id: newId(), collectiveId: newId(), joinedOn: '2026-01-31' };
  test.each<[string, Partial<Dated>, string | undefined]>([
    ['thirty days after she joined', {}, '2026-03-02'],
    ['six months after the newest with an answer', { talkedOn: '2026-02-10' }, '2026-08-10'],
    ['on the last day of a shorter month', { talkedOn: '2026-08-31' }, '2027-02-28'],
    ['never once she has left', { exitedOn: '2026-02-01' }, undefined],
    ['never while she has withdrawn her consent to the services', { withdrawnOn: '2026-02-01' }, undefined],
    ['never with a record that was joined to another', { joinedTo: newId() }, undefined],
  ])('%s', (_, more, on) => {
    expect(dueTalkOf({ ...woman, ...more })?.on).toBe(on);
  });
});
