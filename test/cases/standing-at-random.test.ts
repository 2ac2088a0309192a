import fc from 'fast-check';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { coordinator } from '../members/scene.ts';
import { createCaller } from '../support/request.ts';
import { searchRuns } from '../support/search.ts';
import { type CaseScene, openCaseScene } from './scene.ts';

let scene: CaseScene;
const holder = createCaller('caseworker', { districts: ['Guntur'] });
beforeEach(async () => {
  scene = await openCaseScene();
  const { close } = scene.records;
  onTestFinished(() => close());
  await scene.employ(holder);
});

const told = z.looseObject({ id: z.string() });
const tell = async (caseId: string, event: object, now?: string): Promise<string> => {
  const reply = await scene.tell(caseId, event, coordinator, now);
  expect(reply).toMatchObject({ status: 201 });
  return told.parse(reply.body).id;
};

const step = fc.record({
  on: fc.integer({ min: 1, max: 9 }).map((day) => `2026-10-0${day}`),
  event: fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({ status: fc.constantFrom('open', 'in_progress', 'closed', 'reopened') }),
    },
    { weight: 2, arbitrary: fc.record({ due: fc.integer({ min: 1, max: 9 }), done: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ back: fc.nat(20) }) },
  ),
});

test('a case stands as a person reads it who has the whole timeline before her, whatever is told and taken back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14, size: 'max' }), async (steps) => {
      const { id } = await scene.opened();
      const standing: { id: string; on: string; status?: string; due?: string; done?: boolean }[] = [];
      const taken = new Set<string>();
      for (const [at, { on, event }] of steps.entries()) {
        const now = new Date(Date.parse('2026-10-15T06:00:00.000Z') + at * 1000).toISOString();
        if ('back' in event) {
          const one = standing[event.back % Math.max(1, standing.length)];
          if (one === undefined) continue;
          const reply = await scene.tell(
            id,
            { type: 'taken_back', eventId: one.id, reason: 'Wrong.', on },
            coordinator,
            now,
          );
          expect(reply.status).toBe(taken.has(one.id) ? 422 : 201);
          taken.add(one.id);
        } else {
          const content =
            'status' in event
              ? { type: 'status', status: event.status }
              : { type: 'follow_up', due: `2026-10-0${event.due}`, done: event.done };
          standing.push({ on, ...content, id: await tell(id, { on, ...content }, now) });
        }
      }
      // Sorting keeps the order of recording within a day.
      const counting = standing
        .filter((one) => !taken.has(one.id))
        .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
      const open = counting
        .filter(
          ({ due = '', done }, index) =>
            done === false &&
            !counting.slice(index + 1).some((later) => later.done === true && (later.due ?? '') >= due),
        )
        .map(({ due }) => due)
        .sort();
      const { status, nextDue } = await scene.standing(id);
      const current = counting.findLast((one) => one.status !== undefined)?.status ?? 'open';
      expect({ status, nextDue }).toEqual({
        status: current,
        nextDue: current === 'closed' ? undefined : open[0],
      });
    }),
    searchRuns(12),
  );
});
