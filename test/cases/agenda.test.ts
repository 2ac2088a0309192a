import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { agendaItem } from '../../functions/areas/cases/schema.ts';
import { talkAgendaItem } from '../../functions/shared/due-talks/talk-agenda.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { openDesk } from './desk.ts';

const desk = await openDesk();
const { records, coordinator, leader, otherLeader, caseworker, otherCaseworker, opened, tell, send } = desk;
afterAll(() => records.close());

const agenda = async (caller: Caller, query: Record<string, string> = {}, now?: string) => {
  const reply = await send({
    route: 'GET /api/agenda',
    caller,
    query,
    ...(now === undefined ? {} : { now }),
  });
  expect(reply.status).toBe(200);
  const items = z.object({ items: z.array(z.union([agendaItem, talkAgendaItem])) }).parse(reply.body).items;
  // Of talks: test/talks/due.test.ts.
  return items.filter((item) => item.kind !== 'talk');
};
/** What a case is listed with, as `[day, kind, overdue]`. */
const datesOf = async (caseId: string, caller: Caller = coordinator, query = {}, now?: string) =>
  (await agenda(caller, query, now))
    .filter((item) => item.caseId === caseId)
    .map(({ on, kind, overdue }) => [on, kind, overdue]);
const must = async (caseId: string, event: object) => {
  const reply = await tell(caseId, event);
  expect(reply).toMatchObject({ status: 201 });
  return z.looseObject({ id: z.string() }).parse(reply.body).id;
};

const application = (stage: string, applicationId: string, on: string) => ({
  type: 'compensation',
  on,
  applicationId,
  scheme: 'nalsa_2018',
  stage,
});
const step = (of: string, proceedingId: string, on: string, more: object = {}) => ({
  type: 'proceeding',
  on,
  proceedingId,
  step: of,
  ...more,
});
const openedOn = '2026-03-01';

describe('an application for compensation', () => {
  test.each([
    ['acknowledged', true],
    ['interim_ordered', true],
    ['interim_paid', true],
    ['awarded', false],
    ['rejected', false],
    ['paid', false],
  ])('is due for a decision 60 days after it was filed, when %s: %s', async (stage, isDue) => {
    const { id } = await opened({ openedOn });
    const one = newId();
    await must(id, application('filed', one, '2026-08-10'));
    expect(await datesOf(id)).toEqual([['2026-10-09', 'decision_due', true]]);
    await must(id, application(stage, one, '2026-09-01'));
    expect(await datesOf(id)).toEqual(isDue ? [['2026-10-09', 'decision_due', true]] : []);
  });

  test('waits again when the decision or the filing is taken back, and each for itself', async () => {
    const { id } = await opened({ openedOn });
    const [one, other] = [newId(), newId()];
    await must(id, application('filed', one, '2026-09-01'));
    const second = await must(id, application('filed', other, '2026-09-02'));
    const paid = await must(id, application('paid', one, '2026-09-20'));
    expect(await datesOf(id)).toEqual([['2026-11-01', 'decision_due', false]]);
    await must(id, { type: 'taken_back', eventId: paid, reason: 'Another woman’s.', on: '2026-10-01' });
    expect(await datesOf(id)).toHaveLength(2);
    await must(id, { type: 'taken_back', eventId: second, reason: 'Twice.', on: '2026-10-01' });
    expect(await datesOf(id)).toEqual([['2026-10-31', 'decision_due', false]]);
  });
});

describe('a matter', () => {
  test('waits for the police’s word 90 days after its first FIR, until there is a charge sheet', async () => {
    const { id } = await opened({ openedOn });
    const [one, other] = [newId(), newId()];
    await must(id, step('fir', one, '2026-07-10'));
    await must(id, step('fir', one, '2026-07-01'));
    await must(id, step('magistrate_statement', other, '2026-07-01'));
    expect(await datesOf(id)).toEqual([['2026-09-29', 'progress_due', true]]);
    const charged = await must(id, step('charge_sheet', one, '2026-09-01'));
    expect(await datesOf(id)).toEqual([]);
    await must(id, { type: 'taken_back', eventId: charged, reason: 'Not yet.', on: '2026-10-01' });
    expect(await datesOf(id)).toHaveLength(1);
  });

  test('has the next day that its newest step names, and none if that names none', async () => {
    const { id } = await opened({ openedOn });
    const one = newId();
    await must(id, step('hearing', one, '2026-09-10', { nextOn: '2026-11-20' }));
    await must(id, step('summons', one, '2026-09-01', { nextOn: '2026-09-15' }));
    expect(await datesOf(id)).toEqual([['2026-11-20', 'hearing', false]]);
    // Of two of one day, the one that was recorded later.
    await tell(
      id,
      step('hearing', one, '2026-09-10', { nextOn: '2026-12-01' }),
      coordinator,
      '2026-10-15T06:31:00.000Z',
    );
    expect(await datesOf(id)).toEqual([['2026-12-01', 'hearing', false]]);
    await must(id, step('judgment', one, '2026-10-01'));
    expect(await datesOf(id)).toEqual([]);
  });
});

describe('the agenda', () => {
  test('says what is overdue by the Indian date, leaves out closed cases, and takes them in again', async () => {
    const { id } = await opened({ openedOn });
    await must(id, { type: 'follow_up', due: '2026-10-15' });
    expect(await datesOf(id, coordinator, {}, '2026-10-15T18:29:59.999Z')).toEqual([
      ['2026-10-15', 'follow_up', false],
    ]);
    expect(await datesOf(id, coordinator, {}, '2026-10-15T18:30:00.000Z')).toEqual([
      ['2026-10-15', 'follow_up', true],
    ]);
    const closed = await must(id, { type: 'status', status: 'closed' });
    expect(await datesOf(id)).toEqual([]);
    await must(id, { type: 'taken_back', eventId: closed, reason: 'Too early.', on: '2026-10-10' });
    expect(await datesOf(id)).toHaveLength(1);
  });

  test('takes a range of days, both included, each optional', async () => {
    const { id } = await opened({ openedOn });
    for (const due of ['2026-11-01', '2026-11-02', '2026-11-03']) await must(id, { type: 'follow_up', due });
    const within = async (query: Record<string, string>) =>
      (await datesOf(id, coordinator, query)).map(([on]) => on);
    expect(await within({ from: '2026-11-02' })).toEqual(['2026-11-02', '2026-11-03']);
    expect(await within({ to: '2026-11-02' })).toEqual(['2026-11-01', '2026-11-02']);
    expect(await within({ from: '2026-11-02', to: '2026-11-02' })).toEqual(['2026-11-02']);
    for (const query of [
      { from: '2026-02-30' },
      { from: '2026-11-03', to: '2026-11-02' },
      { until: '2026-11-01' },
      { limit: '1' },
    ]) {
      expect(await send({ route: 'GET /api/agenda', caller: coordinator, query })).toMatchObject({
        status: 400,
      });
    }
  });

  test('is in the order of day, code and kind', async () => {
    const [one, other] = [await opened({ openedOn }), await opened({ openedOn })];
    for (const { id } of [one, other]) {
      await must(id, step('hearing', newId(), '2026-09-01', { nextOn: '2026-12-10' }));
      await must(id, { type: 'follow_up', due: '2026-12-10' });
      await must(id, { type: 'follow_up', due: '2026-12-09' });
    }
    const items = await agenda(coordinator, { from: '2026-12-09', to: '2026-12-10' });
    const codes = [one.code, other.code].sort();
    expect(items.map(({ on, code, kind }) => [on, code, kind])).toEqual([
      ...codes.map((code) => ['2026-12-09', code, 'follow_up']),
      ...codes.flatMap((code) => [
        ['2026-12-10', code, 'follow_up'],
        ['2026-12-10', code, 'hearing'],
      ]),
    ]);
  });

  test('reaches as far as the list of cases does', async () => {
    const hers = await opened({ openedOn }, leader);
    const assigned = await opened({ openedOn, assignedTo: caseworker.personId });
    for (const { id } of [hers, assigned]) await must(id, { type: 'follow_up', due: '2027-01-01' });
    const seenBy = async (caller: Caller) =>
      (await agenda(caller, { from: '2027-01-01', to: '2027-01-01' })).map(({ caseId }) => caseId).sort();
    expect(await seenBy(leader)).toEqual([hers.id]);
    expect(await seenBy(caseworker)).toEqual([assigned.id]);
    expect(await seenBy(coordinator)).toEqual([hers.id, assigned.id].sort());
    expect(await seenBy(otherLeader)).toEqual([]);
    expect(await seenBy(otherCaseworker)).toEqual([]);
    for (const role of ['administrator', 'auditor', 'funder'] as const) {
      const caller = { ...coordinator, role };
      expect(await send({ route: 'GET /api/agenda', caller })).toMatchObject({ status: 403 });
    }
  });

  test('is a reading of the listed cases and of their members, and of no other', async () => {
    const { id } = await opened({ openedOn });
    await must(id, { type: 'follow_up', due: '2027-02-02' });
    const before = (await records.accessesOf(id)).length;
    await agenda(coordinator, { from: '2027-02-02', to: '2027-02-02' });
    await agenda(coordinator, { from: '2027-02-03', to: '2027-02-03' });
    const lines = (await records.accessesOf(id)).slice(before);
    expect(lines).toMatchObject([
      {
        actor: coordinator.personId,
        route: 'GET /api/agenda',
        subjects: [desk.member, id].sort(),
        fields: ['due'],
      },
    ]);
  });
});

describe('the list of cases', () => {
  test('finds one by its code, in either case of letters, within reach', async () => {
    const { id, code } = await opened({ openedOn }, leader);
    expect(await desk.idsOf(coordinator, { code: code.toLowerCase() })).toEqual([id]);
    expect(await desk.idsOf(leader, { code })).toEqual([id]);
    expect(await desk.idsOf(otherLeader, { code })).toEqual([]);
    expect(await desk.idsOf(caseworker, { code })).toEqual([]);
    expect(await desk.idsOf(coordinator, { code, kind: 'other' })).toEqual([]);
    expect(await desk.idsOf(coordinator, { code: 'C-000000' })).toEqual([]);
    expect(await desk.list(coordinator, { code: 'Padma' })).toMatchObject({ status: 400 });
  });

  test('takes only those of members who now live in a district', async () => {
    const memberId = await desk.putMember({ district: 'Eluru' });
    const { id } = await opened({ openedOn, memberId });
    expect(await desk.idsOf(coordinator, { district: 'Eluru' })).toEqual([id]);
    expect(await desk.idsOf(coordinator, { district: 'Guntur' })).not.toContain(id);
    expect(await desk.list(coordinator, { district: 'Nowhere' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_district' },
    });
  });

  test('calls a case overdue for whatever it waits', async () => {
    const { id } = await opened({ openedOn });
    await must(id, application('filed', newId(), '2026-08-15'));
    const isOverdue = async (now: string) =>
      (await desk.idsOf(coordinator, { overdue: 'true' }, now)).includes(id);
    expect(await isOverdue('2026-10-14T18:29:59.999Z')).toBe(false);
    expect(await isOverdue('2026-10-14T18:30:00.000Z')).toBe(true);
  });
});
