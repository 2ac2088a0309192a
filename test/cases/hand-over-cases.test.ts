import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { maxChangesHandedOver } from '../../functions/areas/cases/case-limits.ts';
import { findCase, toCaseItem } from '../../functions/areas/cases/stored-case.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { maxSettingsOfMonth } from '../../functions/shared/setting-counts/max-settings.ts';
import type { Table } from '../../functions/shared/table/client.ts';
import { personKey, settingCountsKey } from '../../functions/shared/table/keys/people.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, defaultNow, problem, type TestReply } from '../support/request.ts';
import { type CaseScene, openCaseScene } from './scene.ts';
import { createCasesSend } from './send.ts';

let scene: CaseScene;
let leaving: Caller;
let staying: Caller;
beforeEach(async () => {
  scene = await openCaseScene();
  const { close } = scene.records;
  onTestFinished(() => close());
  leaving = createCaller('caseworker', { districts: ['Guntur'] });
  staying = createCaller('caseworker', { districts: ['Guntur'] });
  await scene.employ(leaving, staying, coordinator);
});

const handOver = (body: object = {}, from = leaving.personId, now = defaultNow): Promise<TestReply> =>
  scene.send({
    route: 'POST /api/users/{id}/case-handover',
    path: { id: from },
    caller: coordinator,
    body: { id: newId(), to: staying.personId, ...body },
    now,
  });
const hers = (more: object = {}, now?: string) =>
  scene.opened({ assignedTo: leaving.personId, ...more }, coordinator, now);
const holderOf = async (id: string) => (await scene.standing(id)).assignedTo;
const refusalOf = ({ status, body }: TestReply) => {
  const { code, errors } = problem.parse(body);
  return [status, code, errors?.map(({ path }) => path)];
};

/** A person as she lies in the table. */
const put = (personId: string, role: string, disabled: boolean) =>
  scene.records.table.transact([{ put: { ...personKey(personId), id: personId, role, disabled } }]);

describe('a hand-over', () => {
  test('is counted once, however many cases it has; beyond those of a month it is refused, but for one that was begun', async () => {
    await hers();
    await hers();
    const counts = settingCountsKey(coordinator.personId, '2026-10');
    await scene.records.table.put({ ...counts, handovers: maxSettingsOfMonth.handovers - 1 });
    const id = newId();
    expect(await handOver({ id })).toMatchObject({ status: 202, body: { handedOver: 2, skipped: 0 } });
    expect(await scene.records.table.get(counts)).toMatchObject({ handovers: maxSettingsOfMonth.handovers });
    const late = await hers();
    expect(refusalOf(await handOver())).toEqual([422, 'too_many', undefined]);
    expect(await holderOf(late.id)).toBe(leaving.personId);
    expect(await handOver({ id })).toMatchObject({ status: 202 });
  });

  test('gives every open case to another, and leaves the closed ones and those of others', async () => {
    const [urgent, normal, closed] = [await hers(), await hers({ priority: 'normal' }), await hers()];
    const others = await scene.opened({ assignedTo: coordinator.personId });
    const unassigned = await scene.opened();
    await scene.tell(closed.id, { type: 'status', status: 'closed' });
    const id = newId();
    expect(await handOver({ id })).toMatchObject({
      status: 202,
      body: { id, to: staying.personId, handedOver: 2, left: 0 },
    });
    for (const one of [urgent, normal]) {
      expect(await scene.standing(one.id)).toMatchObject({
        assignedTo: staying.personId,
        assignedAt: '2026-10-15T06:30:00Z',
        version: 2,
      });
    }
    expect(await holderOf(closed.id)).toBe(leaving.personId);
    expect(await holderOf(others.id)).toBe(coordinator.personId);
    expect(await holderOf(unassigned.id)).toBeUndefined();
    expect(await scene.readCase(urgent.id, staying)).toMatchObject({ status: 200 });
    expect(await scene.readCase(urgent.id, leaving)).toMatchObject({ status: 404 });
  });

  test('is one journal line a case, with its note in each timeline and in no line', async () => {
    const [one, two] = [await hers(), await hers()];
    const note = 'Meena knows the lawyer; she comes on Tuesday.';
    await handOver({ note });
    for (const { id } of [one, two]) {
      const [added, ...others] = await scene.eventsOf(id);
      expect(added).toMatchObject({
        type: 'note',
        text: note,
        on: '2026-10-15',
        createdBy: coordinator.personId,
      });
      expect(others).toEqual([]);
      const [, line, ...more] = await scene.linesOfCase(id);
      expect(more).toEqual([]);
      expect(line).toMatchObject({
        type: 'case_changed',
        actor: coordinator.personId,
        assignedTo: staying.personId,
        fields: ['assignedTo', 'note'],
        noteId: added?.id,
      });
    }
    expect(await scene.raw()).not.toContain('Meena');
  });

  test('changes nothing when it is sent again, not even what she was given since', async () => {
    const { id } = await hers();
    const body = { id: newId() };
    await handOver(body);
    await scene.changeCase(id, 2, { assignedTo: leaving.personId }, coordinator, '2026-10-15T07:00:00.000Z');
    const later = await hers({}, '2026-10-15T07:00:00.000Z');
    expect(await handOver(body, leaving.personId, '2026-10-15T08:00:00.000Z')).toMatchObject({
      status: 202,
      body: { handedOver: 0, left: 0 },
    });
    expect([await holderOf(id), await holderOf(later.id)]).toEqual([leaving.personId, leaving.personId]);
    // Another request takes them.
    expect(await handOver({}, leaving.personId, '2026-10-15T08:00:00.000Z')).toMatchObject({
      body: { handedOver: 2 },
    });
  });

  test('is 409 with other content under its id', async () => {
    await hers();
    const id = newId();
    await handOver({ id });
    expect(refusalOf(await handOver({ id, note: 'x' }))).toEqual([409, 'id_reused', undefined]);
    expect(refusalOf(await handOver({ id }, staying.personId))).toEqual([409, 'id_reused', undefined]);
  });

  test('goes on where a crash ended it', async () => {
    const cases = [await hers(), await hers(), await hers(), await hers()];
    let writes = 0;
    const { table } = scene.records;
    const crashing: Table = {
      ...table,
      transact: async (all) => {
        // The first transaction checks the people.
        writes += 1;
        if (writes > 3) throw new Error('The power is gone.');
        return table.transact(all);
      },
    };
    const send = createCasesSend(scene.records, { table: crashing });
    const body = { id: newId(), to: staying.personId, note: 'She goes on Monday.' };
    const request = {
      route: 'POST /api/users/{id}/case-handover' as const,
      path: { id: leaving.personId },
      caller: coordinator,
      body,
    };
    expect(await send(request)).toMatchObject({ status: 500 });
    const heldBy = async (personId: string) =>
      (await Promise.all(cases.map(({ id }) => holderOf(id)))).filter((holder) => holder === personId).length;
    expect([await heldBy(leaving.personId), await heldBy(staying.personId)]).toEqual([2, 2]);
    expect(await handOver(body)).toMatchObject({ status: 202, body: { handedOver: 2, left: 0 } });
    expect(await heldBy(staying.personId)).toBe(4);
    for (const { id } of cases) {
      expect(await scene.eventsOf(id)).toHaveLength(1);
      expect(await scene.linesOfCase(id)).toHaveLength(2);
    }
  });

  test('hands each case over once when it is sent several times at once', async () => {
    const cases = [await hers(), await hers(), await hers()];
    const body = { id: newId(), note: 'Once.' };
    const replies = await Promise.all(Array.from({ length: 3 }, () => handOver(body)));
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 202]);
    for (const { id } of cases) {
      expect(await holderOf(id)).toBe(staying.personId);
      expect(await scene.linesOfCase(id)).toHaveLength(2);
    }
  });

  test('loses no change that comes between: a case closed or given away meanwhile stays as it is', async () => {
    const cases = [await hers(), await hers(), await hers()];
    await Promise.all([
      handOver(),
      ...cases.map(({ id }) => scene.tell(id, { type: 'note', text: 'She called.' })),
    ]);
    for (const { id } of cases) {
      expect(await scene.standing(id)).toMatchObject({ assignedTo: staying.personId, version: 3 });
    }
  });

  test('takes the cases of a caseworker who was disabled, or is none any more', async () => {
    const first = await hers();
    await put(leaving.personId, 'caseworker', true);
    expect(await handOver()).toMatchObject({ status: 202, body: { handedOver: 1 } });
    const second = await scene.opened({ assignedTo: staying.personId });
    await put(staying.personId, 'leader', false);
    await put(leaving.personId, 'caseworker', false);
    expect(await handOver({ to: leaving.personId }, staying.personId)).toMatchObject({
      status: 202,
      body: { handedOver: 2 },
    });
    expect([await holderOf(first.id), await holderOf(second.id)]).toEqual([
      leaving.personId,
      leaving.personId,
    ]);
  });

  test('needs two different caseworkers who are there, the second not disabled', async () => {
    const { id } = await hers();
    const leader = createCaller('leader');
    const disabled = newId();
    await scene.employ(leader);
    await put(disabled, 'caseworker', true);
    const notOne = (path: string) => [422, 'not_a_caseworker', [path]];
    for (const to of [leader.personId, coordinator.personId, disabled, newId(), leaving.personId]) {
      expect(refusalOf(await handOver({ to }))).toEqual(notOne('to'));
    }
    expect(refusalOf(await handOver({}, leader.personId))).toEqual(notOne('id'));
    expect(refusalOf(await handOver({}, newId()))).toEqual([404, 'not_found', undefined]);
    expect(await holderOf(id)).toBe(leaving.personId);
  });

  test('is nothing where she has no case, and does not use up the id', async () => {
    const id = newId();
    expect(await handOver({ id })).toMatchObject({ status: 202, body: { handedOver: 0, left: 0 } });
    expect((await scene.records.readJournal()).filter(({ type }) => type === 'case_changed')).toEqual([]);
    await hers();
    expect(await handOver({ id })).toMatchObject({ status: 202, body: { handedOver: 1 } });
  });

  test('leaves a case that was changed very often where it is, with changes left for who works on it', async () => {
    const [worn, other] = [await hers(), await hers()];
    const state = await findCase(scene.records.table, worn.id);
    const record = { ...state.record, version: maxChangesHandedOver };
    await scene.records.table.put(toCaseItem({ ...state, record }, '2026-10-05T06:30:00.000Z'));
    expect(await handOver()).toMatchObject({ status: 202, body: { handedOver: 1, left: 0 } });
    expect(await holderOf(other.id)).toBe(staying.personId);
    expect(await scene.standing(worn.id)).toMatchObject({
      assignedTo: leaving.personId,
      version: maxChangesHandedOver,
    });
    expect(
      await scene.changeCase(worn.id, maxChangesHandedOver, { assignedTo: staying.personId }),
    ).toMatchObject({ status: 200 });
  });

  test('reaches the others, however many were changed too often before them', async () => {
    const [worn, other] = [await hers(), await hers()];
    const { table } = scene.records;
    const state = await findCase(table, worn.id);
    const many = 400;
    await Promise.all(
      Array.from({ length: many }, async (_, index) => {
        // Sorted before the other: cases are read by their ids.
        const id = `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
        const record = { ...state.record, id, version: maxChangesHandedOver };
        await table.put(toCaseItem({ ...state, record }, '2026-10-05T06:30:00.000Z'));
      }),
    );
    const moved = [worn.id, other.id];
    expect(await handOver()).toMatchObject({ status: 202, body: { handedOver: 2, skipped: many, left: 0 } });
    expect(await Promise.all(moved.map(holderOf))).toEqual([staying.personId, staying.personId]);
  });

  test('leaves out the note for a member who was erased', async () => {
    const { id } = await hers();
    const { vault, table } = scene.records;
    await table.transact([vault.destroyKey(`member:${scene.memberId}`, '2026-10-15T06:00:00Z')]);
    expect(await handOver({ note: 'x' })).toMatchObject({ status: 202, body: { handedOver: 1 } });
    expect(await scene.eventsOf(id)).toEqual([]);
  });
});
