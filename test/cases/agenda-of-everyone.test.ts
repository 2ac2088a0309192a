import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { agendaItem } from '../../functions/areas/cases/schema.ts';
import { createPackRoutes } from '../../functions/areas/pack/routes.ts';
import { sendOverdueDigest } from '../../functions/jobs/alerts/overdue-digest.ts';
import { talkAgendaItem } from '../../functions/shared/due-talks/talk-agenda.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { compensationStages, proceedingSteps } from '../../functions/shared/kinds/case-words.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { createSend } from '../support/request.ts';
import { searchRuns } from '../support/search.ts';
import { dueByHand, type Told } from './agenda-by-hand.ts';
import { openDesk } from './desk.ts';

/*
 * Random cases through the handlers, and each person's agenda, the phone's and Monday's number against what is worked out by hand.
 * `npm run search -- 50 test/cases` looks at a thousand cases, `npm test` at the same few each time.
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
      // More of what begins an application and a matter: without it all else of them is refused, or sets no clock.
      stage: fc.constantFrom('filed', 'filed', 'filed', ...compensationStages),
    }),
    fc.record(
      {
        type: fc.constant('proceeding'),
        matter: oneOfTwo,
        step: fc.constantFrom('fir', 'fir', 'fir', ...proceedingSteps),
        nextOn: dayAhead,
      },
      { requiredKeys: ['type', 'matter', 'step'] },
    ),
    fc.record({ type: fc.constant('taken_back'), back: fc.integer({ min: 1, max: 6 }) }),
    fc.record({ type: fc.constant('service'), service: fc.constantFrom('legal_aid', 'shelter') }),
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
const holder = fc.constantFrom('caseworker', 'otherCaseworker', undefined);
const aCase = fc.record({
  opener: fc.constantFrom('leader', 'otherLeader', 'coordinator'),
  holder,
  /** Who has it in the end, where it changes hands. */
  laterHolder: fc.option(holder.map((person) => ({ person }))),
  /** Whether the woman goes to a group that neither leader has, or is erased. */
  leaves: fc.constantFrom('moved', 'erased', null, null, null, null, null, null),
  // fast-check's own bias is towards few: the timelines are as long as this says.
  steps: fc.array(step, { minLength: 2, maxLength: 12, size: 'medium' }),
});

const now = '2026-10-15T06:30:00.000Z';
/** The last and the first instant of a day in India. */
const aroundMidnight = [
  ['2026-10-15T18:29:59.999Z', '2026-10-15'],
  ['2026-10-15T18:30:00.000Z', '2026-10-16'],
] as const;
const ranges = [{}, { from: '2026-10-10', to: '2026-11-20' }, { to: '2026-10-14' }] as const;
const agenda = z.object({
  // Of talks: test/talks/due.test.ts.
  items: z
    .array(z.union([agendaItem, talkAgendaItem]))
    .transform((items) => items.filter((item) => item.kind !== 'talk')),
});

test('each person’s agenda is what her cases’ timelines say', async () => {
  const desk = await openDesk();
  onTestFinished(() => desk.records.close());
  const { table, vault, accessLog } = desk.records;
  const people = {
    leader: desk.leader,
    otherLeader: desk.otherLeader,
    coordinator: desk.coordinator,
    caseworker: desk.caseworker,
    otherCaseworker: desk.otherCaseworker,
  };
  const groupOf = (opener: 'leader' | 'otherLeader' | 'coordinator') =>
    (opener === 'otherLeader' ? desk.otherLeader : desk.leader).collectives[0];
  const known: { code: string; opener: Caller | undefined; holder: Caller | undefined; told: Told[] }[] = [];
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
    fc.asyncProperty(aCase, async ({ opener, holder, laterHolder, leaves, steps }) => {
      const collectiveId = groupOf(opener);
      const memberId = await desk.putMember({ collectiveId });
      const { id, code } = await desk.opened(
        {
          memberId,
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
      const last = laterHolder === null ? holder : laterHolder.person;
      if (last !== holder) {
        const assignedTo = last === undefined ? null : people[last].personId;
        const { version } = await desk.standing(id);
        expect(await desk.change(id, version, { assignedTo })).toMatchObject({ status: 200 });
      }
      if (leaves === 'erased') {
        await table.transact([{ remove: memberKey(memberId) }]);
        return;
      }
      const isMoved = leaves === 'moved';
      if (isMoved) {
        const moved = { id: memberId, code: 'M-7F3K9Q', collectiveId: newId(), district: 'Guntur' };
        await table.transact([{ put: { ...memberKey(memberId), ...moved, joinedOn: '2026-01-01' } }]);
      }
      known.push({
        code,
        opener: isMoved ? undefined : people[opener],
        holder: last && people[last],
        told,
      });
    }),
    searchRuns(10),
  );
  // The random timelines are worth something: most events are accepted, some are refused by each rule.
  expect(statuses.get(201)).toBeGreaterThan((statuses.get(422) ?? 0) + (statuses.get(409) ?? 0));

  const reachOf = (caller: Caller) =>
    known.filter(
      ({ opener, holder }) => caller === desk.coordinator || caller === opener || caller === holder,
    );
  const sendPack = createSend(createPackRoutes({ table, vault, accessLog }));
  const shown = (items: z.infer<typeof agenda>['items']) =>
    items.map(({ code, on, kind, overdue }) => `${on} ${code} ${kind}${overdue ? ' overdue' : ''}`);
  for (const caller of Object.values(people)) {
    const reach = reachOf(caller);
    for (const [instant, today] of aroundMidnight) {
      for (const range of ranges) {
        const { from = '', to = '9' } = { from: undefined, to: undefined, ...range };
        const expected = reach
          .flatMap(({ code, told }) => dueByHand(told).map((due) => ({ code, ...due })))
          .filter(({ on }) => from <= on && on <= to)
          .map(({ code, on, kind }) => `${on} ${code} ${kind}${on < today ? ' overdue' : ''}`)
          .sort();
        const request = { caller, query: range, now: instant };
        const { body } = await desk.send({ route: 'GET /api/agenda', ...request });
        expect(shown(agenda.parse(body).items)).toEqual(expected);
        if (caller.role === 'leader' && range === ranges[0]) {
          const { body: pack } = await sendPack({ route: 'GET /api/me/pack', caller, now: instant });
          expect(shown(z.object({ agenda }).parse(pack).agenda.items)).toEqual(expected);
        }
      }
      const overdue = reach.filter(({ told }) => dueByHand(told).some(({ on }) => on < today));
      expect(await desk.idsOf(caller, { overdue: 'true', limit: '100' }, instant)).toHaveLength(
        overdue.length,
      );
    }
  }

  // What one caseworker holds goes to the other.
  const handover = { id: newId(), to: desk.caseworker.personId };
  const path = { id: desk.otherCaseworker.personId };
  const answer = await desk.send({
    route: 'POST /api/users/{id}/case-handover',
    path,
    caller: desk.coordinator,
    body: handover,
  });
  expect(answer.status).toBe(202);
  const held = known.filter(({ holder }) => holder === desk.caseworker || holder === desk.otherCaseworker);
  for (const [caller, theirs] of [
    [desk.caseworker, held],
    [desk.otherCaseworker, []],
  ] as const) {
    const { body } = await desk.send({ route: 'GET /api/agenda', caller, now });
    expect(shown(agenda.parse(body).items).map((line) => line.slice(0, 19))).toEqual(
      theirs.flatMap(({ code, told }) => dueByHand(told).map(({ on }) => `${on} ${code}`)).sort(),
    );
  }

  const mailed: number[] = [];
  const sendOverdue = async ({ count }: { readonly count: number }) => void mailed.push(count);
  // Monday, 09:00 in India.
  await sendOverdueDigest({ table, sendOverdue }, new Date('2026-10-19T03:30:00.000Z'));
  const overdue = known.flatMap(({ told }) => dueByHand(told).filter(({ on }) => on < '2026-10-19'));
  expect(overdue.length).toBeGreaterThan(0);
  expect(mailed).toEqual([overdue.length]);
}, 3_600_000);
