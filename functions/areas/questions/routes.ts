import { formatInstant } from '../../shared/calendar/calendar.ts';
import { notFound } from '../../shared/errors/errors.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { openSealedCursor, sealedCursorField } from '../../shared/http/sealed-cursor.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import { placeOfCollective, withCollectives } from '../../shared/places/collectives.ts';
import { reachesCollective, reachesMember } from '../../shared/reach/reach.ts';
import { addQuestion } from './ask-question.ts';
import { questionsContract } from './contract.ts';
import { findQuestion, requireCollective } from './find-question.ts';
import { listQuestions } from './list-questions.ts';
import { addAnswer, closeQuestion } from './repository.ts';
import type { StoredQuestion } from './schema.ts';
import { type Deps, showList, showOne } from './show-questions.ts';

type Handler<Key extends keyof typeof questionsContract> = Handlers<typeof questionsContract>[Key];

const askRoute =
  (deps: Deps): Handler<'POST /api/collectives/{id}/questions'> =>
  async (request) => {
    const { path, body, caller, reach, now } = request;
    if (!reachesCollective(caller, reach, path.id)) throw notFound();
    await requireCollective(deps.table, path.id);
    const { outcome, question } = await addQuestion(
      deps,
      path.id,
      body,
      stampOf(caller, now),
      (member) => reachesMember(caller, reach, member),
      {
        type: 'question_asked',
        id: body.id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        questionId: body.id,
        collectiveId: path.id,
        on: body.on,
        about: body.about,
      },
    );
    return showOne(deps, request, outcome === 'created' ? 201 : 200, question);
  };

const answerRoute =
  (deps: Deps): Handler<'POST /api/collectives/{id}/questions/{questionId}/answers'> =>
  async (request) => {
    const { path, body, caller, reach, now } = request;
    // Only leaders answer. A leader reads every question to her group, so reaching the group is enough.
    if (!reachesCollective(caller, reach, path.id)) throw notFound();
    const { outcome, question } = await addAnswer(
      deps,
      await findQuestion(deps.table, path.id, path.questionId),
      body,
      { answeredAt: formatInstant(now), answeredBy: caller.personId },
      {
        type: 'question_answered',
        id: body.id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        questionId: path.questionId,
        collectiveId: path.id,
        on: body.on,
        answer: body.answer,
      },
    );
    return showOne(deps, request, outcome === 'created' ? 201 : 200, question);
  };

const closeRoute =
  (deps: Deps): Handler<'POST /api/collectives/{id}/questions/{questionId}/closing'> =>
  async (request) => {
    const { path, body, caller, reach, now } = request;
    if (!reachesCollective(caller, reach, path.id)) throw notFound();
    const { outcome, question } = await closeQuestion(
      deps,
      { collectiveId: path.id, id: path.questionId },
      { id: body.id, at: formatInstant(now), by: caller.personId },
      (member) => reachesMember(caller, reach, member),
      {
        type: 'question_closed',
        id: body.id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        questionId: path.questionId,
        collectiveId: path.id,
      },
    );
    return showOne(deps, request, outcome === 'created' ? 201 : 200, question);
  };

const listOfCollectiveRoute =
  (deps: Deps): Handler<'GET /api/collectives/{id}/questions'> =>
  async (request) => {
    const { path, query, caller, reach } = request;
    if (!reachesCollective(caller, reach, path.id)) throw notFound();
    await requireCollective(deps.table, path.id);
    const after = await openSealedCursor(deps.vault, request, query.cursor);
    const { items, next } = await readPage(query.limit, (limit) =>
      listQuestions(deps.table, { collectiveId: path.id, open: query.open }, limit, after),
    );
    return {
      status: 200,
      body: {
        items: await showList(deps, request, items),
        ...(await sealedCursorField(deps.vault, request, next)),
      },
    };
  };

const listRoute =
  (deps: Deps): Handler<'GET /api/questions'> =>
  async (request) => {
    const { query, caller, reach } = request;
    const keepReached = async (questions: readonly StoredQuestion[]) => {
      const ids = questions.map(({ collectiveId }) => collectiveId);
      const callerWithGroups = reach === 'area' ? await withCollectives(deps.table, caller, ids) : caller;
      return questions.filter(({ collectiveId }) => reachesCollective(callerWithGroups, reach, collectiveId));
    };
    const after = await openSealedCursor(deps.vault, request, query.cursor);
    const { items, next } = await readPage(query.limit, (limit) =>
      listQuestions(deps.table, { open: query.open }, limit, after, keepReached),
    );
    return {
      status: 200,
      body: {
        items: await showList(deps, request, items),
        ...(await sealedCursorField(deps.vault, request, next)),
      },
    };
  };

export const createQuestionsRoutes = (deps: Deps) =>
  createRoutes(questionsContract, { collectives: placeOfCollective(deps.table) })({
    'POST /api/collectives/{id}/questions': askRoute(deps),
    'GET /api/collectives/{id}/questions': listOfCollectiveRoute(deps),
    'POST /api/collectives/{id}/questions/{questionId}/answers': answerRoute(deps),
    'POST /api/collectives/{id}/questions/{questionId}/closing': closeRoute(deps),
    'GET /api/questions': listRoute(deps),
  });
