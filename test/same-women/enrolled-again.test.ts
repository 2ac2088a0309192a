import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createPackRoutes } from '../../functions/areas/pack/routes.ts';
import { createQuestionsRoutes } from '../../functions/areas/questions/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createCaller, createSend } from '../support/request.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

/** A leader whose record was joined to one of another group learns nothing of that one. */

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

const told = z.looseObject({
  id: z.string(),
  code: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
});

test('her enrolment sent again is answered as it was, and a question names her as it was asked', async () => {
  const elsewhere = await scene.formCollective({ name: 'Elsewhere', district: 'Krishna' });
  const leader = createCaller('leader', { collectives: [scene.collectiveId] });
  const other = createCaller('leader', { collectives: [elsewhere] });
  const name = 'Sarala Vinduri';
  const real = told.parse(
    (
      await scene.enrol(
        scene.input({ collectiveId: elsewhere, district: 'Krishna', name, phone: '+91 90000 11111' }),
        other,
        '2026-05-05T05:05:05.000Z',
      )
    ).body,
  );
  const sent = scene.input({ name, phone: '+91 90000 11111' });
  const first = told.parse(scene.mustBe(201, await scene.enrol(sent, leader)).body);
  const questions = createSend(createQuestionsRoutes(scene.records.as('questions')));
  const path = { id: scene.collectiveId };
  const body = {
    id: newId(),
    on: '2026-10-10',
    about: { kind: 'member', memberId: sent.id },
    text: 'Is it she?',
  };
  const asked = await questions({
    route: 'POST /api/collectives/{id}/questions',
    path,
    caller: scene.asks,
    body,
  });
  scene.mustBe(201, asked);
  await scene.join(real.id, sent.id);

  const again = scene.mustBe(200, await scene.enrol(sent, leader));
  const { id, code, createdAt, createdBy } = first;
  expect(again.body).toMatchObject({ id, code, createdAt, createdBy });
  const answers = [
    again,
    await questions({ route: 'GET /api/collectives/{id}/questions', path, caller: leader }),
    await createSend(createPackRoutes(scene.records.as('pack')))({
      route: 'GET /api/me/pack',
      caller: leader,
    }),
  ];
  for (const answer of answers) {
    scene.mustBe(200, answer);
    const text = JSON.stringify(answer.body);
    for (const hers of [real.id, real.code, real.createdBy, real.createdAt]) expect(text).not.toContain(hers);
  }
  for (const answer of answers.slice(1)) expect(JSON.stringify(answer.body)).toContain(sent.id);
  // Whoever reaches the kept record is told of it.
  const overall = await questions({
    route: 'GET /api/collectives/{id}/questions',
    path,
    caller: scene.asks,
  });
  expect(JSON.stringify(overall.body)).toContain(real.id);
});
