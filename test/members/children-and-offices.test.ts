import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { maxObservations, maxOffices } from '../../functions/areas/members/record-limits.ts';
import { wholeMember as member } from '../../functions/areas/members/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { createCaller } from '../support/request.ts';
import { aChild, coordinator, openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.records.close());

const stamp = { createdAt: '2026-10-15T06:30:00Z', createdBy: coordinator.personId, version: 1 };
const seen = (on: string, status: string, more: object = {}) => ({ id: newId(), on, status, ...more });
const anOffice = (more: object = {}) => ({
  id: newId(),
  body: 'district_forum',
  office: 'secretary',
  from: '2026-04-01',
  ...more,
});
const taking = (of: string) => ({ id: newId(), of, reason: 'Another child’s.' });
const refused = (code: string) => ({ status: 422, body: { code } });

const mother = async (more: object = {}) => {
  const { id, children } = await scene.enrolled({ children: [aChild(more)] });
  return { id, childId: children[0]?.id ?? '' };
};
const childOf = async (id: string) => {
  const read = member.parse((await scene.read(id)).body);
  return { version: read.version, ...z.looseObject({}).parse(read.children[0]) };
};

describe('schooling', () => {
  test('begins with what `inSchool` says, on the Indian day of the recording', async () => {
    const { id } = await mother({ inSchool: false });
    expect(await childOf(id)).toMatchObject({
      inSchool: false,
      schooling: [{ id: expect.any(String), on: '2026-10-15', status: 'not_enrolled' }],
    });
  });

  test('is appended, raises the versions, and stands in the journal without stage and reason', async () => {
    const { id, childId } = await mother();
    const body = seen('2026-10-10', 'not_enrolled', { stage: 'secondary', reason: 'marriage' });
    expect(await scene.observe(id, childId, body)).toMatchObject({
      status: 201,
      headers: { etag: '"1"' },
      body: { ...body, ...stamp },
    });
    const { schooling } = z.object({ schooling: z.array(z.unknown()) }).parse(await childOf(id));
    expect(schooling).toMatchObject([body, { on: '2026-10-15', status: 'enrolled' }]);
    expect((await scene.linesOf(id))[1]).toEqual({
      type: 'schooling_recorded',
      id: body.id,
      recordedAt: '2026-10-15T06:30:00.000Z',
      actor: coordinator.personId,
      memberId: id,
      childId,
      schooling: { id: body.id, on: '2026-10-10', status: 'not_enrolled' },
    });
  });

  test.each([
    ['enrolled', true],
    ['irregular', true],
    ['not_enrolled', false],
    ['completed', false],
    ['unknown', false],
  ])('%s makes `inSchool` %s if it is the newest, by date, then by recording', async (status, inSchool) => {
    const { id, childId } = await mother({ inSchool: !inSchool });
    await scene.observe(id, childId, seen('2026-10-14', status));
    expect(await childOf(id)).toMatchObject({ inSchool: !inSchool });
    await scene.observe(id, childId, seen('2026-10-15', status));
    expect(await childOf(id)).toMatchObject({ inSchool });
  });

  test('is one more observation when a PUT changes `inSchool`, and none when it does not', async () => {
    const { id, childId } = await mother();
    await scene.putChild(id, childId, { birthYear: 2014, gender: 'female', inSchool: true });
    expect(await childOf(id)).toMatchObject({ birthYear: 2014, schooling: [{ status: 'enrolled' }] });
    await scene.putChild(id, childId, { birthYear: 2014, gender: 'female', inSchool: false });
    expect(await childOf(id)).toMatchObject({
      inSchool: false,
      schooling: [{ status: 'enrolled' }, { on: '2026-10-15', status: 'not_enrolled' }],
    });
    await scene.observe(id, childId, seen('2026-10-15', 'irregular'));
    await scene.putChild(id, childId, { birthYear: 2014, gender: 'female', inSchool: true });
    expect(await childOf(id)).toMatchObject({ inSchool: true, schooling: { length: 3 } });
  });

  test('is repeated as it was recorded, and 409 with other content or of another child', async () => {
    const { id } = await scene.enrolled({ children: [aChild(), aChild()] });
    const [one, other] = member.parse((await scene.read(id)).body).children.map((child) => child.id);
    const body = seen('2026-10-10', 'unknown');
    await scene.observe(id, one ?? '', body);
    expect(await scene.observe(id, one ?? '', body)).toMatchObject({
      status: 200,
      body: { ...body, ...stamp },
    });
    const reused = { status: 409, body: { code: 'id_reused' } };
    expect(await scene.observe(id, one ?? '', { ...body, stage: 'college' })).toMatchObject(reused);
    expect(await scene.observe(id, other ?? '', body)).toMatchObject(reused);
    expect((await scene.read(id)).body).toMatchObject({ version: 2 });
  });

  test('is refused of a child that is not hers, beyond the reach, on a day to come, with a name in it', async () => {
    const { id, childId } = await mother();
    const other = await mother();
    const body = seen('2026-10-10', 'enrolled');
    expect(await scene.observe(id, other.childId, body)).toMatchObject({ status: 404 });
    expect(await scene.observe(id, childId, body, createCaller('leader'))).toMatchObject({ status: 404 });
    expect(await scene.observe(id, childId, { ...body, on: '2026-10-16' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_date' },
    });
    for (const more of [{ school: 'ZP High School' }, { stage: 'school' }, { reason: 'She was married.' }]) {
      expect(await scene.observe(id, childId, { ...body, ...more })).toMatchObject({ status: 400 });
    }
  });

  test('keeps all observations that come at the same time', async () => {
    const { id, childId } = await mother();
    const bodies = Array.from({ length: 6 }, (_, day) => seen(`2026-09-0${day + 1}`, 'enrolled'));
    await Promise.all(bodies.map((body) => scene.observe(id, childId, body)));
    const { schooling } = z
      .object({ schooling: z.array(z.object({ id: z.string() })) })
      .parse(await childOf(id));
    expect(schooling.slice(0, 6).map((one) => one.id)).toEqual(bodies.map((body) => body.id));
  });

  test('of all her children together is taken up to a limit', async () => {
    const { id, childId } = await mother();
    const item = z
      .looseObject({ children: z.array(z.looseObject({ schooling: z.array(z.looseObject({})) })) })
      .parse(await scene.records.table.get(memberKey(id)));
    const schooling = Array.from({ length: maxObservations - 1 }, () => ({
      ...seen('2026-09-01', 'enrolled'),
      ...stamp,
    }));
    await scene.records.table.transact([
      {
        put: { ...memberKey(id), ...item, children: item.children.map((child) => ({ ...child, schooling })) },
      },
    ]);
    expect(await scene.observe(id, childId, seen('2026-10-01', 'irregular'))).toMatchObject({ status: 201 });
    expect(await scene.observe(id, childId, seen('2026-10-01', 'irregular'))).toMatchObject(
      refused('too_many'),
    );
    expect(
      await scene.putChild(id, childId, { birthYear: 2015, gender: 'female', inSchool: false }),
    ).toMatchObject(refused('too_many'));
    expect(await scene.addChild(id, aChild())).toMatchObject(refused('too_many'));
  });
});

describe('an office', () => {
  test('is recorded once, shown with the newest last, and stands in the journal', async () => {
    const { id } = await scene.enrolled();
    const newer = anOffice({ from: '2026-06-01', to: '2027-06-01' });
    expect(await scene.addOffice(id, newer)).toMatchObject({ status: 201, body: { ...newer, ...stamp } });
    const older = anOffice({ body: 'collective', office: 'treasurer' });
    await scene.addOffice(id, older);
    expect(await scene.addOffice(id, older)).toMatchObject({ status: 200, body: { ...older, ...stamp } });
    expect(await scene.addOffice(id, { ...older, office: 'other' })).toMatchObject({ status: 409 });
    expect((await scene.read(id)).body).toMatchObject({ offices: [older, newer], version: 3 });
    expect((await scene.linesOf(id))[1]).toEqual({
      type: 'office_recorded',
      recordedAt: '2026-10-15T06:30:00.000Z',
      actor: coordinator.personId,
      memberId: id,
      ...newer,
    });
  });

  test('ends once: the same day again changes nothing, another is 409', async () => {
    const { id } = await scene.enrolled();
    const office = anOffice();
    await scene.addOffice(id, office);
    const ended = { ...office, to: '2026-09-30', version: 2 };
    expect(await scene.endOffice(id, office.id, '2026-09-30')).toMatchObject({ status: 201, body: ended });
    expect(await scene.endOffice(id, office.id, '2026-09-30')).toMatchObject({ status: 200, body: ended });
    expect(await scene.endOffice(id, office.id, '2026-09-29')).toMatchObject({
      status: 409,
      body: { code: 'already_ended' },
    });
    expect((await scene.read(id)).body).toMatchObject({ version: 3, offices: [{ to: '2026-09-30' }] });
    expect((await scene.linesOf(id)).slice(2)).toMatchObject([
      { type: 'office_ended', officeId: office.id, on: '2026-09-30' },
    ]);
  });

  test('that was recorded with its last day has ended', async () => {
    const { id } = await scene.enrolled();
    const office = anOffice({ to: '2026-09-30' });
    await scene.addOffice(id, office);
    expect(await scene.endOffice(id, office.id, '2026-09-30')).toMatchObject({ status: 200 });
    expect(await scene.endOffice(id, office.id, '2026-09-29')).toMatchObject({ status: 409 });
  });

  test('does not end before it begins; it may end on that day, or later than today', async () => {
    const { id } = await scene.enrolled();
    expect(await scene.addOffice(id, anOffice({ to: '2026-03-31' }))).toMatchObject(
      refused('ends_before_start'),
    );
    expect(await scene.addOffice(id, anOffice({ to: '2026-04-01' }))).toMatchObject({ status: 201 });
    const office = anOffice();
    await scene.addOffice(id, office);
    expect(await scene.endOffice(id, office.id, '2026-03-31')).toMatchObject(refused('ends_before_start'));
    const invalid = { status: 400, body: { code: 'invalid_date' } };
    expect(await scene.endOffice(id, office.id, '2026-10-16')).toMatchObject(invalid);
    expect(await scene.addOffice(id, anOffice({ from: '2026-10-16' }))).toMatchObject(invalid);
    expect(await scene.endOffice(id, newId(), '2026-09-30')).toMatchObject({ status: 404 });
    expect(await scene.endOffice(id, office.id, '2026-09-30', createCaller('leader'))).toMatchObject({
      status: 404,
    });
  });

  test('is ended by one of two who end it at once on different days', async () => {
    const { id } = await scene.enrolled();
    const office = anOffice();
    await scene.addOffice(id, office);
    const days = ['2026-09-29', '2026-09-30'];
    const replies = await Promise.all(days.map((on) => scene.endOffice(id, office.id, on)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  test('is taken up to a limit', async () => {
    const { id } = await scene.enrolled();
    const item = await scene.records.table.get(memberKey(id));
    const offices = Array.from({ length: maxOffices - 1 }, () => ({ ...anOffice(), ...stamp }));
    await scene.records.table.transact([{ put: { ...memberKey(id), ...item, offices } }]);
    expect(await scene.addOffice(id, anOffice())).toMatchObject({ status: 201 });
    expect(await scene.addOffice(id, anOffice())).toMatchObject(refused('too_many'));
  });
});

describe('a reversal', () => {
  test('takes back an observation: the one before it says where the child is', async () => {
    const { id, childId } = await mother();
    const wrong = seen('2026-10-15', 'not_enrolled', { reason: 'work' });
    await scene.observe(id, childId, wrong);
    expect(await childOf(id)).toMatchObject({ inSchool: false });
    const body = taking(wrong.id);
    const done = { ...body, on: '2026-10-15', ...stamp };
    expect(await scene.reverse(id, body)).toMatchObject({ status: 201, body: done });
    expect(await scene.reverse(id, body)).toMatchObject({ status: 200, body: done });
    expect(await scene.reverse(id, { ...body, reason: 'Other' })).toMatchObject({ status: 409 });
    expect(await scene.reverse(id, taking(wrong.id))).toMatchObject(refused('already_taken_back'));
    const takenBack = { id: body.id, on: '2026-10-15' };
    expect(await childOf(id)).toMatchObject({
      inSchool: true,
      version: 3,
      schooling: [{ status: 'enrolled' }, { ...wrong, takenBack }],
    });
    expect((await scene.linesOf(id)).slice(2)).toEqual([
      {
        type: 'member_entry_reversed',
        id: body.id,
        recordedAt: '2026-10-15T06:30:00.000Z',
        actor: coordinator.personId,
        memberId: id,
        of: wrong.id,
        kind: 'schooling',
      },
    ]);
  });

  test('takes back a child, whose schooling takes nothing more', async () => {
    const { id, childId } = await mother();
    const before = seen('2026-10-01', 'irregular');
    await scene.observe(id, childId, before);
    const body = taking(childId);
    expect(await scene.reverse(id, body)).toMatchObject({ status: 201 });
    expect((await scene.read(id)).body).toMatchObject({
      children: [{ id: childId, takenBack: { id: body.id, on: '2026-10-15' } }],
    });
    const gone = refused('already_taken_back');
    expect(await scene.observe(id, childId, seen('2026-10-15', 'enrolled'))).toMatchObject(gone);
    expect(
      await scene.putChild(id, childId, { birthYear: 2014, gender: 'male', inSchool: true }),
    ).toMatchObject(gone);
    expect(await scene.reverse(id, taking(before.id))).toMatchObject(gone);
    // What was accepted before is still repeated, without the encrypted reason that is stored beside it.
    expect((await scene.observe(id, childId, before)).body).toEqual({ ...before, ...stamp });
    const values = { birthYear: 2015, gender: 'female', inSchool: true };
    expect((await scene.putChild(id, childId, { ...values, birthYear: 2015 })).body).not.toHaveProperty(
      'takenBack.reason',
    );
  });

  test('takes back an office, which then does not end', async () => {
    const { id } = await scene.enrolled();
    const [open, ended] = [anOffice(), anOffice({ to: '2026-09-30' })];
    for (const office of [open, ended]) {
      await scene.addOffice(id, office);
      expect(await scene.reverse(id, taking(office.id))).toMatchObject({ status: 201 });
      expect(await scene.endOffice(id, office.id, '2026-09-30')).toMatchObject(refused('already_taken_back'));
    }
    expect((await scene.read(id)).body).toMatchObject({
      offices: [{ takenBack: { on: '2026-10-15' } }, { takenBack: { on: '2026-10-15' } }],
    });
  });

  test('is 404 of what is none of hers: another’s child, a consent, herself, nothing', async () => {
    const { id } = await scene.enrolled();
    const other = await mother();
    const { consents } = member.parse((await scene.read(id)).body);
    for (const of of [other.childId, consents[0]?.id ?? '', id, newId()]) {
      expect(await scene.reverse(id, taking(of))).toMatchObject({ status: 404 });
    }
    expect(await scene.reverse(other.id, taking(other.childId), createCaller('leader'))).toMatchObject({
      status: 404,
    });
  });

  test('of one entry by two at once succeeds once', async () => {
    const { id, childId } = await mother();
    const replies = await Promise.all(
      [taking(childId), taking(childId)].map((body) => scene.reverse(id, body)),
    );
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 422]);
  });

  test('keeps its reason encrypted, and shows it in no record', async () => {
    const { id, childId } = await mother();
    await scene.reverse(id, { ...taking(childId), reason: 'Kamakshamma mixed them up.' });
    expect(await scene.raw()).not.toContain('Kamakshamma');
    expect(JSON.stringify((await scene.read(id)).body)).not.toContain('reason');
  });
});
