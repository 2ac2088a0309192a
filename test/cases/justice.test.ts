import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import { coordinator } from '../members/scene.ts';
import { problem, type TestReply } from '../support/request.ts';
import { type CaseScene, openCaseScene } from './scene.ts';

let scene: CaseScene;
beforeEach(async () => {
  scene = await openCaseScene();
  const { close } = scene.records;
  onTestFinished(() => close());
});

const refusalOf = ({ status, body }: TestReply) => {
  const { code, errors } = problem.parse(body);
  return [status, code, errors?.map(({ path }) => path)];
};
const idOf = ({ body }: TestReply): string => z.looseObject({ id: z.string() }).parse(body).id;

const stageOf = (applicationId: string, stage: string, on = '2026-10-05', more: object = {}) => ({
  type: 'compensation',
  on,
  applicationId,
  scheme: 'nalsa_2018',
  stage,
  ...more,
});
const takeBack = (caseId: string, eventId: string) =>
  scene.tell(caseId, { type: 'taken_back', on: '2026-10-14', eventId, reason: 'Typed twice.' });

describe('an application for compensation', () => {
  test('goes through all its stages, more than one in a case', async () => {
    const { id } = await scene.opened();
    const [one, other] = [newId(), newId()];
    const stages = [
      'filed',
      'acknowledged',
      'interim_ordered',
      'interim_paid',
      'rejected',
      'appealed',
      'appeal_decided',
      'awarded',
      'paid',
    ];
    for (const applicationId of [one, other]) {
      for (const stage of stages) {
        const event = stageOf(applicationId, stage, '2026-10-05', { forum: 'slsa', amountPaise: 100 });
        expect(await scene.tell(id, event)).toMatchObject({ status: 201, body: event });
      }
    }
    expect(await scene.eventsOf(id)).toHaveLength(2 * stages.length);
  });

  test('has no stage before the day on which it was filed, nor one that was not filed', async () => {
    const { id } = await scene.opened();
    const application = newId();
    const outOfOrder = [422, 'out_of_order'];
    expect(refusalOf(await scene.tell(id, stageOf(application, 'paid')))).toEqual([
      ...outOfOrder,
      ['applicationId'],
    ]);
    await scene.tell(id, stageOf(application, 'filed', '2026-10-05'));
    expect(refusalOf(await scene.tell(id, stageOf(application, 'acknowledged', '2026-10-04')))).toEqual([
      ...outOfOrder,
      ['on'],
    ]);
    expect(await scene.tell(id, stageOf(application, 'acknowledged', '2026-10-05'))).toMatchObject({
      status: 201,
    });
    expect(await scene.standing(id)).toMatchObject({ version: 3 });
  });

  test('is out of order in another case of the same woman', async () => {
    const [one, other] = [await scene.opened(), await scene.opened()];
    const application = newId();
    await scene.tell(one.id, stageOf(application, 'filed'));
    expect(refusalOf(await scene.tell(other.id, stageOf(application, 'paid')))[1]).toBe('out_of_order');
  });

  test('is filed once: its id stands for nothing else, in this case or another', async () => {
    const [one, other] = [await scene.opened(), await scene.opened()];
    const application = newId();
    const filed = { id: newId(), ...stageOf(application, 'filed') };
    await scene.tell(one.id, filed);
    for (const caseId of [one.id, other.id]) {
      expect(refusalOf(await scene.tell(caseId, stageOf(application, 'filed')))).toEqual([
        409,
        'id_reused',
        ['applicationId'],
      ]);
    }
    expect(refusalOf(await scene.tell(one.id, stageOf(filed.id, 'filed')))[1]).toBe('id_reused');
    expect(await scene.tell(one.id, filed)).toMatchObject({ status: 200 });
    expect(await scene.standing(one.id)).toMatchObject({ version: 2 });
  });

  test('is filed by one of two who send it at once', async () => {
    const { id } = await scene.opened();
    const application = newId();
    const replies = await Promise.all(
      Array.from({ length: 4 }, () => scene.tell(id, stageOf(application, 'filed'))),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  test('has an id of its own', async () => {
    const { id } = await scene.opened();
    const event = newId();
    expect(refusalOf(await scene.tell(id, { id: event, ...stageOf(event, 'filed') }))).toEqual([
      400,
      'invalid_body',
      ['applicationId'],
    ]);
  });

  test('is taken back only once none of its stages stands, and then takes no stage', async () => {
    const { id } = await scene.opened();
    const [application, other] = [newId(), newId()];
    const filed = idOf(await scene.tell(id, stageOf(application, 'filed')));
    const awarded = idOf(await scene.tell(id, stageOf(application, 'awarded')));
    const untouched = idOf(await scene.tell(id, stageOf(other, 'filed')));
    expect(refusalOf(await takeBack(id, filed))).toEqual([422, 'stages_stand', ['eventId']]);
    expect(await takeBack(id, untouched)).toMatchObject({ status: 201 });
    expect(await takeBack(id, awarded)).toMatchObject({ status: 201 });
    expect(await takeBack(id, filed)).toMatchObject({ status: 201 });
    expect(refusalOf(await takeBack(id, filed))[1]).toBe('already_taken_back');
    expect(refusalOf(await scene.tell(id, stageOf(application, 'paid')))[1]).toBe('out_of_order');
    expect(refusalOf(await scene.tell(id, stageOf(application, 'filed')))[1]).toBe('id_reused');
  });

  test('says in the journal which it is and where it stands, and no amount', async () => {
    const { id } = await scene.opened();
    const application = newId();
    await scene.tell(id, stageOf(application, 'filed', '2026-10-05', { amountPaise: 31_415_900 }));
    const [, line] = await scene.linesOfCase(id);
    expect(line).toMatchObject({
      event: { type: 'compensation', applicationId: application, scheme: 'nalsa_2018', stage: 'filed' },
    });
    expect(JSON.stringify(line)).not.toContain('31415900');
  });
});

describe('a proceeding', () => {
  const step = (more: object) => ({ type: 'proceeding', proceedingId: newId(), step: 'fir', ...more });

  test('keeps the laws encrypted, gives them back, and forgets them with her', async () => {
    const { id } = await scene.opened();
    const laws = ['bns', 'ipc', 'itpa', 'pocso', 'other'];
    const fir = { id: newId(), on: '2026-10-05', ...step({ laws, nextOn: '2027-01-05' }) };
    expect(await scene.tell(id, fir)).toMatchObject({ status: 201, body: fir });
    expect(await scene.tell(id, fir)).toMatchObject({ status: 200, body: fir });
    expect((await scene.timeline(id)).body).toMatchObject({ items: [fir] });
    expect(await scene.raw()).not.toMatch(/itpa|pocso/);
    expect(JSON.stringify(await scene.linesOfCase(id))).not.toMatch(/laws|itpa|2027/);
    const { vault, table } = scene.records;
    await table.transact([vault.destroyKey(`member:${scene.memberId}`, '2026-10-15T06:00:00Z')]);
    expect((await scene.timeline(id)).body).toMatchObject({ items: [{ step: 'fir', laws: null }] });
    expect(refusalOf(await scene.tell(id, step({ laws })))[1]).toBe('member_erased');
    expect(await scene.tell(id, step({}))).toMatchObject({ status: 201 });
  });

  test.each([
    ['no law', { laws: [] }, 'laws'],
    ['six laws', { laws: ['bns', 'ipc', 'itpa', 'pocso', 'other', 'bns'] }, 'laws'],
    ['a law that is not one', { laws: ['itpa', 'x'] }, 'laws.1'],
    ['no step', { step: undefined }, 'step'],
    ['no matter', { proceedingId: undefined }, 'proceedingId'],
    ['an amount', { amountPaise: 1 }, 'amountPaise'],
  ])('is 400 with %s', async (_, more, path) => {
    const { id } = await scene.opened();
    expect(refusalOf(await scene.tell(id, step(more)))).toEqual([400, 'invalid_body', [path]]);
  });
});

describe('closing a case', () => {
  test('may say how it ended; no other status does', async () => {
    const { id } = await scene.opened();
    const closed = { type: 'status', status: 'closed', outcome: 'moved' };
    expect(await scene.tell(id, closed, coordinator)).toMatchObject({ status: 201, body: closed });
    expect(refusalOf(await scene.tell(id, { type: 'status', status: 'reopened', outcome: 'met' }))).toEqual([
      400,
      'invalid_body',
      ['outcome'],
    ]);
  });
});
