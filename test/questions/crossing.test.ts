import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { question } from '../../functions/areas/questions/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { questionAnswers } from '../../functions/shared/kinds/question-words.ts';
import { problem } from '../support/request.ts';
import { searchRuns } from '../support/search.ts';
import { openQuestionScene } from './scene.ts';

/** Answers of two phones, repeated and crossing each other and the closing: what was accepted once is there once, and nothing after the closing. */

let scene: Awaited<ReturnType<typeof openQuestionScene>>;
beforeAll(async () => {
  scene = await openQuestionScene();
});
afterAll(() => scene.records.close());

const sent = fc.record({
  /** Which of a few answers, so that some are repeated. */
  which: fc.nat(4),
  on: fc.integer({ min: 1, max: 9 }).map((day) => `2026-10-0${day}`),
  answer: fc.constantFrom(...questionAnswers),
  isClosing: fc.boolean(),
});

test('repeated and crossed answers lose nothing, double nothing, and end with the closing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(sent, { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
      async (waves) => {
        const { id } = await scene.asked();
        const answers = new Map<number, { readonly id: string }>();
        const accepted = new Set<string>();
        let isClosed = false;
        for (const wave of waves) {
          await Promise.all(
            wave.map(async ({ which, on, answer, isClosing }, index) => {
              if (isClosing && index === 0 && which === 0) {
                expect([201, 409]).toContain((await scene.close(id)).status);
                isClosed = true;
                return;
              }
              const body = answers.get(which) ?? {
                id: newId(),
                on,
                answer,
                ...(answer === 'text' ? { text: `On ${on}` } : {}),
              };
              answers.set(which, body);
              const reply = await scene.answer(id, body);
              if (reply.status === 409) {
                expect(problem.parse(reply.body).code).toBe('closed');
                expect(accepted.has(body.id)).toBe(false);
              } else {
                expect([200, 201]).toContain(reply.status);
                accepted.add(body.id);
              }
            }),
          );
          if (isClosed) {
            const late = await scene.answer(id, {});
            expect(problem.parse(late.body).code).toBe('closed');
          }
        }
        const reply = await scene.sendQuestion({
          route: 'GET /api/collectives/{id}/questions',
          path: { id: scene.collectiveId },
          query: { limit: '100', open: String(!isClosed) },
          caller: scene.leader(),
        });
        const { items } = reply.body as { items: unknown[] };
        const stored = items.map((item) => question.parse(item)).find((one) => one.id === id);
        expect(new Set(stored?.answers.map((one) => one.id))).toEqual(accepted);
        expect(stored?.answers).toHaveLength(accepted.size);
        expect(stored?.answers.map(({ on }) => on)).toEqual(stored?.answers.map(({ on }) => on).toSorted());
        const lines = await scene.questionLines(id);
        expect(lines.filter(({ type }) => type === 'question_answered')).toHaveLength(accepted.size);
        expect(lines.filter(({ type }) => type === 'question_closed')).toHaveLength(isClosed ? 1 : 0);
        if (!isClosed) await scene.close(id);
      },
    ),
    searchRuns(15),
  );
});
