import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { fitAgenda } from '../../functions/areas/cases/fit-agenda.ts';
import { openedCaseItem } from '../../functions/areas/cases/opened-case.ts';
import { findCase } from '../../functions/areas/cases/stored-case.ts';
import { addDays } from '../../functions/shared/calendar/calendar.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { answerBytesOf, maxAnswerBytes } from '../../functions/shared/http/answer-size.ts';
import { coordinator } from '../members/scene.ts';
import { type CaseScene, openCaseScene } from './scene.ts';

/** So many days from one of June on, on which a case waits for something. */
const dates = (caseId: string, first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ caseId, on: addDays('2026-06-01', first - 1 + index) }));

describe('an agenda that is too long for an answer', () => {
  const items = [...dates('a', 1, 50), ...dates('b', 60, 2), ...dates('c', 70, 1)];
  const noCase = () => undefined;
  const size = (some: readonly object[]) => answerBytesOf({ items: some });

  test('is whole as long as it fits', () => {
    expect(fitAgenda(items, 2 * size(items), noCase)).toEqual({ items, leftOut: 0 });
  });

  test('keeps the first dates of each case, in their order, as many as fit', () => {
    const fitting = fitAgenda(items, 1_000, noCase);
    expect(size(fitting.items)).toBeLessThanOrEqual(1_000);
    expect(fitting.leftOut).toBe(items.length - fitting.items.length);
    expect(fitting.items.filter(({ caseId }) => caseId !== 'a')).toEqual(items.slice(50));
    const ofA = fitting.items.filter(({ caseId }) => caseId === 'a');
    expect(ofA.length).toBeGreaterThan(2);
    expect(ofA).toEqual(items.slice(0, ofA.length));
  });
});

describe('an agenda in which one person fills many cases with dates', () => {
  const flood = Array.from({ length: 200 }, (_, index) => `flood${index}`);
  const items = [
    ...flood.flatMap((id) => dates(id, 1, 2)),
    ...dates('urgent', 40, 1),
    ...dates('real', 41, 1),
  ];
  const caseOf = (id: string) => ({
    createdBy: id === 'real' ? 'other' : 'leader',
    priority: id === 'urgent' ? 'urgent' : 'normal',
  });
  const talk = (at: number) => ({ memberId: `invented${at}`, on: '2026-06-01' });

  test('has ten cases of everybody who opened some before any further one, the urgent first', () => {
    const fitting = fitAgenda(items, 1_000, caseOf);
    const kept = fitting.items.map(({ caseId }) => caseId);
    expect(kept).toEqual(expect.arrayContaining(['urgent', 'real']));
    expect(kept.length).toBeGreaterThan(11);
    expect(fitting.items).toEqual(items.filter((one) => fitting.items.includes(one)));
    expect(fitting.leftOut).toBe(items.length - kept.length);
  });

  test('has the dates of cases before the talks that are due with many women', () => {
    const talks = Array.from({ length: 200 }, (_, at) => talk(at));
    const { items: kept } = fitAgenda([...talks, ...dates('real', 41, 1)], 500, caseOf);
    expect(kept.at(-1)).toEqual({ caseId: 'real', on: '2026-07-11' });
    expect(kept.length).toBeGreaterThan(1);
  });
});

describe('the coordinator’s agenda', () => {
  let scene: CaseScene;
  beforeAll(async () => {
    scene = await openCaseScene();
  });
  afterAll(() => scene.records.close());

  test('of cases that were filled with dates is answered, with a date of every case', async () => {
    const { id } = await scene.opened({ priority: 'normal', kind: 'legal_aid' });
    const { record } = await findCase(scene.records.table, id);
    const due = Array.from({ length: 400 }, () => ({ on: '2026-10-16', kind: 'follow_up' as const }));
    const cases = 150;
    await Promise.all(
      Array.from({ length: cases }, async () => {
        const { table } = scene.records;
        const one = { ...record, id: newId(), due };
        await table.put(openedCaseItem(one));
      }),
    );
    const reply = await scene.send({ route: 'GET /api/agenda', caller: coordinator });
    expect(reply.status).toBe(200);
    expect(answerBytesOf(reply.body)).toBeLessThanOrEqual(maxAnswerBytes + 100);
    const body = z
      .object({ items: z.array(z.object({ caseId: z.string() })), itemsLeftOut: z.int() })
      .parse(reply.body);
    expect(body.items.length + body.itemsLeftOut).toBe(cases * due.length);
    expect(new Set(body.items.map(({ caseId }) => caseId)).size).toBe(cases);
  });
});
