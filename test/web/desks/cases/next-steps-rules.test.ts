import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  caseKinds,
  compensationStages,
  entitlementStages,
  proceedingSteps,
  referralStages,
} from '../../../../functions/shared/kinds/case-words.ts';
import { nextStepsOf } from '../../../../web/src/desks/cases/next-steps/next-steps-rules.ts';
import type { CaseEvent } from '../../../../web/src/timeline/case-event.ts';

let made = 0;
const event = (more: Omit<CaseEvent, 'id' | 'on'> & { readonly on?: string }): CaseEvent => {
  made += 1;
  return { id: `event-${made}`, on: '2026-01-10', ...more };
};
const stage = (word: CaseEvent['stage'], on = '2026-01-10') =>
  event({ type: 'compensation', applicationId: 'one', scheme: 'nalsa_2018', stage: word, on });
const step = (word: CaseEvent['step'], more: { readonly on?: string; readonly nextOn?: string } = {}) =>
  event({ type: 'proceeding', proceedingId: 'matter', step: word, ...more });
const open = { kind: 'crisis', status: 'open' } as const;

/** Of each next step: what is due, and what may be recorded. */
const told = (...args: Parameters<typeof nextStepsOf>) =>
  nextStepsOf(...args).map(({ due, choices }) => [
    due.map(({ kind }) => kind),
    choices.map((choice) => {
      if ('stage' in choice) return choice.stage;
      return 'step' in choice ? choice.step : choice.type;
    }),
  ]);

test.each([
  ['crisis', ['service', 'fir', 'requested', 'follow_up']],
  ['mental_health', ['service', 'follow_up']],
  ['legal_aid', ['fir', 'service', 'follow_up']],
  ['entitlement', ['needed', 'follow_up']],
  ['compensation', ['filed', 'follow_up']],
  ['other', ['service', 'follow_up']],
] as const)('a new case of kind %s says how such a case begins', (kind, choices) => {
  expect(told({ kind, status: 'open' }, [])).toEqual([[[], choices]]);
  expect(told({ kind, status: 'closed' }, [])).toEqual([]);
});

test('what is due comes first, by date, each with what would settle it', () => {
  const events = [
    step('fir', { on: '2026-01-01' }),
    step('charges_framed', { on: '2026-01-05', nextOn: '2026-02-01' }),
    stage('filed', '2026-01-10'),
    event({ type: 'entitlement', entitlement: 'pension', stage: 'applied' }),
    event({ type: 'follow_up', due: '2026-03-01' }),
  ];
  const due = [
    { on: '2026-02-01', kind: 'hearing' },
    { on: '2026-03-01', kind: 'follow_up' },
    { on: '2026-03-11', kind: 'decision_due' },
    { on: '2026-04-01', kind: 'progress_due' },
  ] as const;
  expect(told({ ...open, due: [...due] }, events)).toEqual([
    [
      ['hearing', 'progress_due'],
      ['testimony', 'hearing', 'summons'],
    ],
    [['follow_up'], []],
    [['decision_due'], ['interim_ordered', 'awarded', 'rejected', 'acknowledged']],
    [[], ['sanctioned', 'received']],
  ]);
  // The day in court that is due is the one that she most likely tells of.
  expect(nextStepsOf({ ...open, due: [...due] }, events)[0]?.choices[0]).toEqual({
    type: 'proceeding',
    proceedingId: 'matter',
    step: 'testimony',
    on: '2026-02-01',
  });
});

test('an award asks for its payment, a rejection for an appeal, and what is over asks for the end', () => {
  const next = (...events: CaseEvent[]) => told({ ...open, kind: 'compensation' }, events)[0]?.[1];
  expect(next(stage('filed'), stage('awarded'))).toEqual(['paid']);
  expect(next(stage('filed'), stage('rejected'))).toEqual(['appealed']);
  expect(next(stage('filed'), stage('awarded'), stage('paid'))).toEqual(['status', 'follow_up']);
  const wrong = stage('paid');
  const back = event({ type: 'taken_back', eventId: wrong.id });
  expect(next(stage('filed'), stage('awarded'), wrong, back)).toEqual(['paid']);
});

test('a referral asks what became of it, each place for itself, until there is an answer that ends it', () => {
  const refer = (to: string, word: CaseEvent['stage']) => event({ type: 'referral', to, stage: word });
  const next = (...events: CaseEvent[]) =>
    nextStepsOf(open, events).flatMap(({ group, choices }) =>
      group === undefined ? [] : [[group.id, choices]],
    );
  const asked = refer('A home', 'requested');
  const answers = (to: string, ...stages: string[]) => [
    to,
    stages.map((word) => ({ type: 'referral', to, stage: word })),
  ];
  expect(next(asked, refer('A clinic', 'requested'), refer('A clinic', 'accepted'))).toEqual([
    answers('A home', 'accepted', 'rejected', 'done'),
    answers('A clinic', 'done', 'revoked'),
  ]);
  for (const end of ['rejected', 'done', 'revoked'] as const) {
    expect(next(asked, refer('A home', end))).toEqual([]);
    expect(next(asked, refer('A home', end), refer('A home', 'requested'))).toHaveLength(1);
  }
  expect(next(asked, event({ type: 'taken_back', eventId: asked.id }))).toEqual([]);
  // A referral that ended leaves a case that may be closed.
  expect(told(open, [asked, refer('A home', 'done')])).toEqual([[[], ['status', 'follow_up']]]);
});

test('whatever happened, an open case has a next step, and nothing is offered for what does not exist', () => {
  const any = fc.oneof(
    fc.record({
      type: fc.constant('compensation'),
      applicationId: fc.constantFrom('a', 'b'),
      stage: fc.constantFrom(...compensationStages),
    }),
    fc.record({
      type: fc.constant('proceeding'),
      proceedingId: fc.constantFrom('m', 'n'),
      step: fc.constantFrom(...proceedingSteps),
    }),
    fc.record({
      type: fc.constant('entitlement'),
      entitlement: fc.constantFrom('pension', 'house_patta'),
      stage: fc.constantFrom(...entitlementStages),
    }),
    fc.record({
      type: fc.constant('referral'),
      to: fc.constantFrom('A home', 'A clinic', null),
      stage: fc.constantFrom(...referralStages),
    }),
    fc.record({ type: fc.constant('note') }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...caseKinds), fc.array(any, { maxLength: 8 }), (kind, happened) => {
      const events = happened.map(
        (one, index) => ({ id: `${index}`, on: '2026-01-10', ...one }) as CaseEvent,
      );
      const steps = nextStepsOf({ kind, status: 'open' }, events);
      expect(steps.length).toBeGreaterThan(0);
      for (const { choices } of steps) {
        expect(choices.length).toBeGreaterThan(0);
        for (const choice of choices) {
          if (choice.type === 'compensation' && choice.stage !== 'filed') {
            expect(events.some(({ applicationId }) => applicationId === choice.applicationId)).toBe(true);
          }
        }
      }
    }),
  );
});
