import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { agendaItem } from '../../functions/cases/schema.ts';
import type { Caller } from '../../functions/domain/caller.ts';
import { newId } from '../../functions/domain/ids.ts';
import { searchRuns } from '../support/search.ts';
import { dueByHand, type Told } from './agenda-by-hand.ts';
import { openDesk } from './desk.ts';

/*
 * Random cases through the handlers, and each person's agenda against the one worked out by hand. `npm run search -- 40` looks at a thousand
 * cases and more, `npm test` at the same few each time.
 */

const day = fc.integer({ min: 1, max: 14 }).map((number) => `2026-10-${String(number).padStart(2, '0')}`);
const dayAhead = fc
  .integer({ min: 1, max: 28 })
  .map((number) => `2026-${number % 2 === 0 ? '10' : '11'}-${String(number).padStart(2, '0')}`);
const oneOfTwo = fc.integer({ min: 0, max: 1 });

/** An event to be told; what it refers to is found among what was told of the case before. */
const step = fc.record({
  on: day,
  event: fc.oneof(
    fc.record({ type: fc.constant('follow_up'), due: dayAhead, done: fc.boolean() }),
    fc.record({ type: fc.constant('status'), status: fc.constantFrom('closed', 'reopened', 'in_progress') }),
    fc.record({
      type: fc.constant('compensation'),
      application: oneOfTwo,
      stage: fc.constantFrom('filed', 'filed', 'acknowledged', 'awarded', 'rejected', 'appealed', 'paid'),
    }),
    fc.record(
      {
        type: fc.constant('proceeding'),
        matter: oneOfTwo,
        step: fc.constantFrom('fir', 'fir', 'hearing', 'charge_sheet', 'summons'),
        nextOn: dayAhead,
      },
      { requiredKeys: ['type', 'matter', 'step'] },
    ),
    fc.record({ type: fc.constant('taken_back'), back: fc.integer({ min: 1, max: 6 }) }),
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
const aCase = fc.record({
  opener: fc.constantFrom('leader', 'otherLeader', 'coordinator'),
  holder: fc.constantFrom('caseworker', 'otherCaseworker', undefined),
  // fast-check's own bias is towards few: the timelines are as long as this says.
  steps: fc.array(step, { minLength: 2, maxLength: 12, size: 'medium' }),
});

const now = '2026-10-15T06:30:00.000Z';
const today = '2026-10-15';

test('each person’s agenda is what her cases’ timelines say', async () => {
  const desk = await openDesk();
  onTestFinished(() => desk.records.close());
  const people = {
    leader: desk.leader,
    otherLeader: desk.otherLeader,
    coordinator: desk.coordinator,
    caseworker: desk.caseworker,
    otherCaseworker: desk.otherCaseworker,
  };
  const members = {
    leader: desk.member,
    coordinator: desk.member,
    otherLeader: await desk.putMember({ collectiveId: desk.otherLeader.collectives[0] }),
  };
  const known: { code: string; opener: Caller; holder: Caller | undefined; told: Told[] }[] = [];
  let order = 0;

  const tell = async (caseId: string, ids: readonly string[], told: Told[], { on, event }: Step) => {
    const { application, matter, back, ...fields } = {
      application: undefined,
      matter: undefined,
      back: undefined,
      ...event,
    };
    const body = {
      id: newId(),
      on,
      ...fields,
      ...(application === undefined ? {} : { applicationId: ids[application], scheme: 'nalsa_2018' }),
      ...(matter === undefined ? {} : { proceedingId: ids[2 + matter] }),
      ...(back === undefined ? {} : { eventId: told.at(-back)?.id ?? newId(), reason: 'Not hers.' }),
    };
    order += 1;
    const recordedAt = new Date(Date.parse(now) - 3_600_000 + order).toISOString();
    const { status } = await desk.tell(caseId, body, desk.coordinator, recordedAt);
    // What is refused (a stage that comes too early, a second filing) changes nothing.
    if (status === 201) told.push({ ...body, order });
    return status;
  };

  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(aCase, async ({ opener, holder, steps }) => {
      const { id, code } = await desk.opened(
        {
          memberId: members[opener],
          openedOn: '2026-10-01',
          ...(holder === undefined ? {} : { assignedTo: people[holder].personId }),
        },
        people[opener],
      );
      const told: Told[] = [];
      const ids = [newId(), newId(), newId(), newId()];
      for (const one of steps) {
        const status = await tell(id, ids, told, one);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      known.push({ code, opener: people[opener], holder: holder && people[holder], told });
    }),
    searchRuns(25),
  );
  // The random timelines are worth something: most events are accepted, some are refused by each rule.
  expect(statuses.get(201)).toBeGreaterThan((statuses.get(422) ?? 0) + (statuses.get(409) ?? 0));

  for (const caller of Object.values(people)) {
    const reach = known.filter(
      ({ opener, holder }) => caller === desk.coordinator || caller === opener || caller === holder,
    );
    for (const range of [{}, { from: '2026-10-10', to: '2026-11-20' }, { to: '2026-10-14' }] as const) {
      const { from = '', to = '9' } = { from: undefined, to: undefined, ...range };
      const expected = reach
        .flatMap(({ code, told }) => dueByHand(told).map((due) => ({ code, ...due })))
        .filter(({ on }) => from <= on && on <= to)
        .map(({ code, on, kind }) => `${on} ${code} ${kind}${on < today ? ' overdue' : ''}`)
        .sort();
      const reply = await desk.send({ route: 'GET /api/agenda', caller, query: range, now });
      const { items } = z.object({ items: z.array(agendaItem) }).parse(reply.body);
      expect(
        items.map(({ code, on, kind, overdue }) => `${on} ${code} ${kind}${overdue ? ' overdue' : ''}`),
      ).toEqual(expected);
    }
    const overdue = reach.filter(({ told }) => dueByHand(told).some(({ on }) => on < today));
    expect((await desk.idsOf(caller, { overdue: 'true', limit: '100' })).length).toBe(overdue.length);
  }
}, 3_600_000);
