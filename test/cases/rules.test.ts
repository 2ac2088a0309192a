import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assigneeRolesOf, validateAssignment } from '../../functions/areas/cases/assignee.ts';
import { initialProgress, momentOf } from '../../functions/areas/cases/case-progress.ts';
import { applyEvent } from '../../functions/areas/cases/case-state.ts';
import { applyChange } from '../../functions/areas/cases/change-case.ts';
import { isOverdue } from '../../functions/areas/cases/due-dates.ts';
import { caseEventInput } from '../../functions/areas/cases/event-input.ts';
import { journaledEvent } from '../../functions/areas/cases/journal-lines.ts';
import { matches } from '../../functions/areas/cases/list-cases.ts';
import { mayOpenFor, mayReach } from '../../functions/areas/cases/reach-rules.ts';
import type { CaseRecord } from '../../functions/areas/cases/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { journalLine } from '../../functions/shared/journal/line.ts';
import { createCaller } from '../support/request.ts';

const record: CaseRecord = {
  id: newId(),
  code: 'C-234567',
  memberId: newId(),
  kind: 'crisis',
  priority: 'urgent',
  openedOn: '2026-04-01',
  status: 'open',
  createdAt: '2026-04-01T06:00:00Z',
  createdBy: newId(),
  version: 1,
};

const day = fc.integer({ min: 1, max: 9 }).map((number) => `2026-05-0${number}`);
const status = fc.constantFrom('open', 'in_progress', 'closed', 'reopened');

/** Facts of the two types that decide how a case stands, with what places them: few days and instants, so that they meet. */
const told = fc.record({
  id: fc.uuid({ version: 7 }),
  on: day,
  recordedAt: fc.integer({ min: 0, max: 3 }).map((second) => `2026-05-10T06:00:0${second}.000Z`),
  fact: fc.oneof(
    fc.record({ type: fc.constant('status' as const), status }),
    fc.record({
      type: fc.constant('follow_up' as const),
      due: day,
      done: fc.option(fc.boolean(), { nil: undefined }),
    }),
    fc.record({ type: fc.constant('note' as const), text: fc.constant('x') }),
  ),
});
type Told = typeof told extends fc.Arbitrary<infer T> ? T : never;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a person would say who has the whole timeline before her. */
const readWholeTimeline = (events: readonly Told[]) => {
  const timeline = [...events].sort(
    (a, b) => compare(a.on, b.on) || compare(a.recordedAt, b.recordedAt) || compare(a.id, b.id),
  );
  let current: string = 'open';
  let open: string[] = [];
  for (const { fact } of timeline) {
    if (fact.type === 'status') {
      current = fact.status;
    } else if (fact.type === 'follow_up') {
      const { due } = fact;
      open = fact.done === true ? open.filter((other) => other > due) : [...open, due];
    }
  }
  return { status: current, nextDue: current === 'closed' ? undefined : open.sort()[0] };
};

describe('how a case stands', () => {
  test('is what its whole timeline says, in whatever order its events arrive', () => {
    fc.assert(
      fc.property(fc.uniqueArray(told, { selector: ({ id }) => id, maxLength: 14 }), (events) => {
        const { record: after } = events.reduce(
          (state, { id, on, recordedAt, fact }) =>
            applyEvent(state, { id, on, ...fact }, momentOf(on, recordedAt, id)),
          { record, progress: initialProgress },
        );
        expect({ status: after.status, nextDue: after.nextDue }).toEqual(readWholeTimeline(events));
      }),
      { numRuns: 2000 },
    );
  });

  test('needs no more than the follow-ups that are open and the few that settle something of their own', () => {
    const days = Array.from({ length: 28 }, (_, index) => `2026-05-${String(index + 1).padStart(2, '0')}`);
    const { progress } = days
      .flatMap((on) => [
        { on, done: false },
        { on, done: true },
      ])
      .reduce(
        (state, { on, done }, index) =>
          applyEvent(
            state,
            { id: record.id, type: 'follow_up', on, due: on, done },
            momentOf(on, `${index}`.padStart(3, '0'), record.id),
          ),
        { record, progress: initialProgress },
      );
    expect(progress.openFollowUps).toEqual([]);
    expect(progress.doneFollowUps).toHaveLength(1);
  });

  test.each([
    ['due yesterday', ['2026-05-09'], true],
    ['due today', ['2026-05-10'], false],
    ['due tomorrow', ['2026-05-11'], false],
    ['with one date behind and one ahead', ['2026-05-09', '2026-05-11'], true],
    ['with nothing due', [], false],
  ])('is or is not overdue: %s', (_, dates, expected) => {
    const due = dates.map((on) => ({ on, kind: 'hearing' as const }));
    expect(isOverdue({ due }, '2026-05-10')).toBe(expected);
  });

  test.each([
    [{}, true],
    [{ status: 'open' }, true],
    [{ status: 'closed' }, false],
    [{ kind: 'crisis' }, true],
    [{ kind: 'other' }, false],
    [{ overdue: 'true' }, true],
    [{ overdue: 'false' }, false],
    [{ status: 'open', kind: 'other', overdue: 'true' }, false],
  ] as const)('is asked for with %j', (query, expected) => {
    expect(matches({ ...record, due: [{ on: '2026-05-01', kind: 'hearing' }] }, query, '2026-05-10')).toBe(
      expected,
    );
  });
});

describe('who', () => {
  const collectiveId = newId();
  const leader = createCaller('leader', { collectives: [collectiveId] });
  const caseworker = createCaller('caseworker', { districts: ['Guntur'] });
  const coordinator = createCaller('coordinator');
  const other = newId();

  test.each([
    ['a coordinator, any', coordinator, 'all', { createdBy: other }, true],
    ['a leader, what she opened', leader, 'own', { createdBy: leader.personId, collectiveId }, true],
    ['a leader, what another opened', leader, 'own', { createdBy: other, collectiveId }, false],
    [
      'a leader, of a woman who moved',
      leader,
      'own',
      { createdBy: leader.personId, collectiveId: other },
      false,
    ],
    ['a leader, of nobody', leader, 'own', { createdBy: leader.personId }, false],
    [
      'a leader, what is assigned to her',
      leader,
      'own',
      { createdBy: other, assignedTo: leader.personId },
      false,
    ],
    [
      'a caseworker, hers',
      caseworker,
      'assigned',
      { createdBy: other, assignedTo: caseworker.personId },
      true,
    ],
    [
      'a caseworker, hers that is closed, in her district',
      { ...caseworker, districts: ['Guntur', 'Eluru'] as string[] },
      'assigned',
      { createdBy: other, assignedTo: caseworker.personId, isClosed: true, district: 'Eluru' },
      true,
    ],
    [
      'a caseworker, hers that is closed, in a district that is not hers',
      { ...caseworker, districts: ['Guntur'] as string[] },
      'assigned',
      { createdBy: other, assignedTo: caseworker.personId, isClosed: true, district: 'Eluru' },
      false,
    ],
    [
      'a caseworker, of another',
      caseworker,
      'assigned',
      { createdBy: caseworker.personId, assignedTo: other },
      false,
    ],
    ['a caseworker, of nobody', caseworker, 'assigned', { createdBy: caseworker.personId }, false],
    ['a district, none', caseworker, 'district', { createdBy: caseworker.personId }, false],
  ] as const)('reaches a case: %s', (_, caller, reach, scope, expected) => {
    expect(mayReach({ isClosed: false, ...scope, hasStopped: false }, caller, reach)).toBe(expected);
  });

  test.each([
    ['a coordinator, anybody', coordinator, 'all', undefined, true],
    ['a leader, her own', leader, 'own', { collectiveId, district: 'Guntur' }, true],
    ['a leader, not of another', leader, 'own', { collectiveId: other, district: 'Guntur' }, false],
    ['a leader, not nobody', leader, 'own', undefined, false],
    ['a caseworker, of her districts', caseworker, 'assigned', { collectiveId, district: 'Guntur' }, true],
    ['a caseworker, not of another', caseworker, 'assigned', { collectiveId, district: 'Krishna' }, false],
    ['a caseworker, not nobody', caseworker, 'assigned', undefined, false],
  ] as const)('opens a case for whom: %s', (_, caller, reach, member, expected) => {
    expect(mayOpenFor(member, caller, reach)).toBe(expected);
  });

  const me = caseworker.personId;
  test.each([
    ['a coordinator hands over', coordinator, 'all', other, me, true],
    ['a coordinator takes away', coordinator, 'all', other, undefined, true],
    ['a caseworker takes what she opens', caseworker, 'assigned', undefined, me, true],
    ['a caseworker lets go', caseworker, 'assigned', me, undefined, true],
    ['a caseworker lets go of what another has', caseworker, 'assigned', other, undefined, false],
    ['a caseworker takes from another', caseworker, 'assigned', other, me, false],
    ['a caseworker keeps', caseworker, 'assigned', me, me, true],
    ['a caseworker hands over', caseworker, 'assigned', me, other, false],
    ['a caseworker gives what she opens', caseworker, 'assigned', undefined, other, false],
    ['a leader names somebody', leader, 'own', undefined, other, true],
    ['a leader names another', leader, 'own', me, other, false],
    ['a leader takes away', leader, 'own', me, undefined, false],
  ] as const)('assigns a case: %s', (_, caller, reach, before, after, isAllowed) => {
    const refusal = validateAssignment(caller, reach, { before, after });
    expect(refusal?.kind).toBe(isAllowed ? undefined : 'forbidden');
  });

  test('may be named: by a leader only a caseworker', () => {
    expect(assigneeRolesOf('own')).toEqual(['caseworker']);
    expect(assigneeRolesOf('assigned')).toEqual(['caseworker', 'coordinator']);
    expect(assigneeRolesOf('all')).toEqual(['caseworker', 'coordinator']);
  });
});

describe('a change', () => {
  const assigned = { ...record, assignedTo: newId(), assignedAt: '2026-05-01T06:30:00Z' };
  const somebody = newId();
  const at = '2026-05-02T06:30:00Z';
  test.each([
    [record, {}, {}, []],
    [record, { kind: 'crisis', priority: 'urgent' }, {}, []],
    [record, { assignedTo: null }, {}, []],
    [assigned, { assignedTo: assigned.assignedTo }, {}, []],
    [record, { priority: 'normal' }, { priority: 'normal' }, ['priority']],
    [
      record,
      { kind: 'other', assignedTo: somebody },
      { kind: 'other', assignedTo: somebody, assignedAt: at },
      ['kind', 'assignedTo'],
    ],
    [assigned, { kind: 'other' }, { kind: 'other' }, ['kind']],
    [record, { note: 'x' }, {}, ['note']],
    [assigned, { kind: 'other', note: 'x' }, { kind: 'other' }, ['kind', 'note']],
    [assigned, { assignedTo: somebody }, { assignedTo: somebody, assignedAt: at }, ['assignedTo']],
    [
      assigned,
      { assignedTo: null },
      { assignedTo: undefined, assignedAt: undefined, givenUpAt: at, givenUpBy: 'caseworker' },
      ['assignedTo'],
    ],
  ] as const)('%#: %j', (before, change, differing, fields) => {
    expect(applyChange(before, change, { changedAt: at, role: 'caseworker' })).toEqual({
      changed: { ...before, ...differing, version: 2 },
      fields,
    });
  });
});

describe('what the journal says of an event', () => {
  const id = newId();
  const on = '2026-05-01';
  const text = 'Sunrise Home, second floor';
  const events: Parameters<typeof journaledEvent>[0][] = [
    { id, on, type: 'service', service: 'shelter', provider: text },
    { id, on, type: 'entitlement', entitlement: 'pension', stage: 'received' },
    {
      id,
      on,
      type: 'compensation',
      applicationId: newId(),
      scheme: 'ap_2015',
      stage: 'awarded',
      amountPaise: 31_415_900,
    },
    { id, on, type: 'proceeding', proceedingId: newId(), step: 'fir', laws: ['itpa'], nextOn: '2026-06-01' },
    { id, on, type: 'referral', to: text, stage: 'done' },
    { id, on, type: 'follow_up', due: on, done: true },
    { id, on, type: 'note', text },
    { id, on, type: 'status', status: 'closed', reason: text },
  ];

  test.each(events)('is a line without text or amount: $type', (event) => {
    expect(caseEventInput.parse(event)).toEqual(event);
    const fact = journaledEvent(event);
    const line = {
      type: 'case_event',
      id,
      recordedAt: '2026-05-01T06:00:00.000Z',
      actor: id,
      caseId: id,
      memberId: id,
      on,
      event: fact,
    };
    // The line's schema would leave out what it does not know: nothing is left to its kindness.
    expect(journalLine().parse(line)).toEqual(line);
    expect(JSON.stringify(line)).not.toMatch(/Sunrise|314159/);
  });
});
