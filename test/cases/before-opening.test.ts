import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { type CaseScene, openCaseScene } from './scene.ts';

let scene: CaseScene;
beforeEach(async () => {
  scene = await openCaseScene();
  const { close } = scene.records;
  onTestFinished(() => close());
});

test.each([
  { type: 'service', service: 'medical' },
  { type: 'entitlement', entitlement: 'pension', stage: 'received' },
  { type: 'compensation', applicationId: newId(), scheme: 'nalsa_2018', stage: 'filed' },
  { type: 'proceeding', proceedingId: newId(), step: 'fir', nextOn: '2026-12-01' },
  { type: 'referral', to: 'A hospital', stage: 'requested' },
  { type: 'follow_up', due: '2026-10-20' },
  { type: 'note', text: 'x' },
  { type: 'status', status: 'closed' },
])('no event is dated before its case was opened: $type', async (event) => {
  const { id } = await scene.opened({ openedOn: '2026-10-01' });
  expect(await scene.tell(id, { ...event, on: '2026-09-30' })).toMatchObject({
    status: 422,
    body: { code: 'before_opening', errors: [{ path: 'on' }] },
  });
  expect(await scene.eventsOf(id)).toEqual([]);
  expect(await scene.linesOfCase(id)).toHaveLength(1);
  expect(await scene.standing(id)).toMatchObject({ version: 1, status: 'open' });
  expect(await scene.tell(id, { ...event, on: '2026-10-01' })).toMatchObject({ status: 201 });
});

test('the id decides before the date: another case with another day does not make it new', async () => {
  const { id } = await scene.opened({ openedOn: '2026-10-01' });
  const { id: later } = await scene.opened({ openedOn: '2026-10-10' });
  const event = { id: newId(), type: 'note', text: 'x', on: '2026-10-05' };
  await scene.tell(id, event);
  expect(await scene.tell(later, event)).toMatchObject({ status: 409, body: { code: 'id_reused' } });
  expect(await scene.tell(id, event)).toMatchObject({ status: 200 });
});

test('the day on which a case was opened is changed by nobody', async () => {
  const { id } = await scene.opened({ openedOn: '2026-10-01' });
  expect(await scene.changeCase(id, 1, { openedOn: '2026-10-10' })).toMatchObject({ status: 400 });
});
