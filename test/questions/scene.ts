import { createPackRoutes } from '../../functions/areas/pack/routes.ts';
import { createQuestionsRoutes } from '../../functions/areas/questions/routes.ts';
import { question } from '../../functions/areas/questions/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { coordinator, openScene } from '../members/scene.ts';
import { createCaller, createSend, type TestRequest } from '../support/request.ts';
import { validQuestion } from '../support/scene.ts';

/** Questions over the tables of a scene with members and sheets. */
export const openQuestionScene = async () => {
  const scene = await openScene();
  const { as } = scene.records;
  const sendQuestion = createSend([
    ...createQuestionsRoutes(as('questions')),
    ...createPackRoutes(as('pack')),
  ]);
  const leader = (collectives: readonly string[] = [scene.collectiveId]): Caller =>
    createCaller('leader', { collectives: [...collectives] });
  const ask = (body: object, more: Partial<TestRequest> = {}) =>
    sendQuestion({
      route: 'POST /api/collectives/{id}/questions',
      path: { id: scene.collectiveId },
      caller: coordinator,
      body,
      ...more,
    });
  return {
    ...scene,
    sendQuestion,
    leader,
    ask,
    asked: async (more: object = {}, request: Partial<TestRequest> = {}) => {
      const reply = await ask(validQuestion(more), request);
      if (reply.status !== 201) throw new Error(`Asking was answered with ${JSON.stringify(reply)}.`);
      return question.parse(reply.body);
    },
    answer: (questionId: string, body: object, more: Partial<TestRequest> = {}) =>
      sendQuestion({
        route: 'POST /api/collectives/{id}/questions/{questionId}/answers',
        path: { id: scene.collectiveId, questionId },
        caller: leader(),
        body: { id: newId(), on: '2026-10-10', answer: 'yes', ...body },
        ...more,
      }),
    close: (questionId: string, id = newId(), more: Partial<TestRequest> = {}) =>
      sendQuestion({
        route: 'POST /api/collectives/{id}/questions/{questionId}/closing',
        path: { id: scene.collectiveId, questionId },
        caller: coordinator,
        body: { id },
        ...more,
      }),
    questionLines: async (questionId: string) =>
      (await scene.records.readJournal()).filter(
        (line) => 'questionId' in line && line.questionId === questionId,
      ),
  };
};
