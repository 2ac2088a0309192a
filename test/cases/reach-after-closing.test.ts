import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createCaller } from '../support/request.ts';
import { validConsent } from '../support/scene.ts';
import { type CaseScene, openCaseScene } from './scene.ts';

/** What a caseworker still reaches through a case that is closed: nothing of a woman who lives outside her districts. */

/** The woman lives in Guntur. */
const here = createCaller('caseworker', { districts: ['Guntur'] });
/** The same person after she was given another district. */
const gone = { ...here, districts: ['Eluru'] };

let scene: CaseScene;
beforeAll(async () => {
  scene = await openCaseScene();
  await scene.employ(here);
});
afterAll(() => scene.records.close());

const ofHers = async (): Promise<{ memberId: string; caseId: string }> => {
  const { id: memberId } = await scene.enrolled();
  const { id: caseId } = await scene.opened({ memberId, assignedTo: here.personId });
  return { memberId, caseId };
};
const close = (caseId: string, caller = here) =>
  scene.tell(caseId, { type: 'status', status: 'closed' }, caller);

/** What she tries with the id of the woman or of the case. */
const tries = {
  'her record': ({ memberId }) =>
    scene.send({ route: 'GET /api/members/{id}', path: { id: memberId }, caller: gone }),
  'her talks': ({ memberId }) =>
    scene.send({ route: 'GET /api/members/{id}/talks', path: { id: memberId }, caller: gone }),
  'her account': ({ memberId }) =>
    scene.send({ route: 'GET /api/members/{id}/savings', path: { id: memberId }, caller: gone }),
  'a request of hers': ({ memberId }) =>
    scene.send({
      route: 'POST /api/members/{id}/requests',
      path: { id: memberId },
      caller: gone,
      body: { id: newId(), kind: 'access', on: '2026-10-10', via: 'spoken', text: 'x' },
    }),
  'the case': ({ caseId }) => scene.readCase(caseId, gone),
  'its timeline': ({ caseId }) => scene.timeline(caseId, gone),
  'an event': ({ caseId }) => scene.tell(caseId, { type: 'note', text: 'x' }, gone),
  'a reopening': ({ caseId }) => scene.tell(caseId, { type: 'status', status: 'reopened' }, gone),
  'a change': ({ caseId }) => scene.changeCase(caseId, 2, { assignedTo: null }, gone),
} satisfies Record<string, (ids: { memberId: string; caseId: string }) => Promise<{ status: number }>>;

/** The account of a woman elsewhere was never hers to read. */
const whileOpen = Object.keys(tries).filter((one) => one !== 'her account');

describe('a caseworker who has another district now', () => {
  test.each(Object.entries(tries))('does not reach %s through a closed case', async (_, attempt) => {
    const ids = await ofHers();
    expect(await close(ids.caseId)).toMatchObject({ status: 201 });
    expect(await attempt(ids)).toMatchObject({ status: 404 });
  });

  test('finds it in no list', async () => {
    const { caseId } = await ofHers();
    const listed = async () =>
      JSON.stringify((await scene.send({ route: 'GET /api/cases', caller: gone, query: {} })).body);
    expect(await listed()).toContain(caseId);
    await close(caseId);
    expect(await listed()).not.toContain(caseId);
  });

  test.each(whileOpen)('reaches %s through a case that is open', async (name) => {
    const attempt = Object.entries(tries).find(([one]) => one === name)?.[1];
    expect((await attempt?.(await ofHers()))?.status).not.toBe(404);
  });

  test('reaches her again when the coordinator opens the case again', async () => {
    const ids = await ofHers();
    await close(ids.caseId);
    await scene.tell(ids.caseId, { type: 'status', status: 'reopened' });
    expect(await tries['her record'](ids)).toMatchObject({ status: 200 });
  });
});

test('a caseworker of her district goes on reading and reopening what she closed', async () => {
  const { caseId, memberId } = await ofHers();
  await close(caseId);
  expect(await scene.readCase(caseId, here)).toMatchObject({ status: 200 });
  expect(await scene.tell(caseId, { type: 'status', status: 'reopened' }, here)).toMatchObject({
    status: 201,
  });
  expect(await scene.read(memberId, here)).toMatchObject({ status: 200 });
});

test('a case that was handed over leaves no way through an older one that stayed with her', async () => {
  const { caseId, memberId } = await ofHers();
  await close(caseId);
  const { id: open } = await scene.opened({ memberId, assignedTo: here.personId });
  const successor = createCaller('caseworker', { districts: ['Guntur'] });
  await scene.employ(successor);
  expect(await scene.read(memberId, gone)).toMatchObject({ status: 200 });
  expect(await scene.changeCase(open, 1, { assignedTo: successor.personId })).toMatchObject({ status: 200 });
  expect(await scene.read(memberId, gone)).toMatchObject({ status: 404 });
});

test('a case that went on after she asked to stop shows her to nobody once it is closed', async () => {
  const { caseId, memberId } = await ofHers();
  const stop = validConsent('services', { given: false, on: '2026-10-10', continues: [caseId] });
  expect(await scene.agree(memberId, stop)).toMatchObject({ status: 201 });
  expect(await scene.read(memberId, here)).toMatchObject({ status: 200 });
  await close(caseId);
  expect(await scene.read(memberId, here)).toMatchObject({ status: 404 });
});
