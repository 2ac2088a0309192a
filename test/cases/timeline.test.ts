import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { caseEvent } from '../../functions/areas/cases/event-schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { problem } from '../support/request.ts';
import { everyType, longestWord, openDesk, page, readAll, texts } from './desk.ts';

const { records, coordinator, putMember, input, post, opened, standing, tell, timeline, idsOf, linesOf } =
  await openDesk();
afterAll(() => records.close());

describe('the timeline of a case', () => {
  test('takes every type, gives back what it took, and counts in the version of the case', async () => {
    const { id } = await opened();
    const events = everyType.map((event) => ({ id: newId(), on: '2026-10-05', ...event }));
    for (const event of events) {
      const reply = await tell(id, event);
      expect(reply).toMatchObject({ status: 201, headers: { etag: '"1"' } });
      expect(reply.body).toEqual({
        ...event,
        createdAt: '2026-10-15T06:30:00Z',
        createdBy: coordinator.personId,
        version: 1,
      });
    }
    expect(await standing(id)).toMatchObject({ version: 1 + events.length, status: 'closed' });
    const { items } = page.parse((await timeline(id)).body);
    expect(items).toHaveLength(events.length);
    expect(items).toEqual(expect.arrayContaining(events.map((event) => expect.objectContaining(event))));
  });

  test('holds no text that can be read in the table, and none at all in the journal', async () => {
    const { id } = await opened();
    const filed = newId();
    for (const event of everyType) {
      const its = 'applicationId' in event ? { applicationId: filed } : {};
      expect(await tell(id, { ...event, ...its })).toMatchObject({ status: 201 });
    }
    const raw = JSON.stringify(await records.scan());
    expect(raw).not.toMatch(/itpa|pocso/);
    for (const text of Object.values(texts)) {
      // Whole texts and their longest words: a word of three letters stands in what is sealed by chance.
      expect(raw).not.toContain(text);
      expect(raw).not.toContain(longestWord(text));
    }
    const lines = await linesOf(id);
    expect(lines).toHaveLength(1 + everyType.length);
    expect(JSON.stringify(lines)).not.toMatch(
      /provider|reason|text|"to"|v1\.|314159|laws|itpa|2026-12-24|partly_met/,
    );
  });

  test('does not open a text that was moved to another event', async () => {
    const { id } = await opened();
    await tell(id, { type: 'note', text: 'One' });
    await tell(id, { type: 'note', text: 'Two' });
    const [one, two] = (await records.scan()).filter(
      ({ pk, sk }) => pk === `CASE#${id}` && String(sk).startsWith('EVENT#'),
    );
    const sealed = z.object({ event: z.object({ text: z.string() }) });
    await records.documents.send(
      new UpdateCommand({
        TableName: records.name,
        Key: { pk: one?.pk, sk: one?.sk },
        UpdateExpression: 'SET event.#text = :text',
        ExpressionAttributeNames: { '#text': 'text' },
        ExpressionAttributeValues: { ':text': sealed.parse(two).event.text },
      }),
    );
    expect(await timeline(id)).toMatchObject({ status: 500 });
  });

  test('stores an event once, however often and at once it is sent', async () => {
    const { id } = await opened();
    const event = { id: newId(), type: 'note', text: 'Once' };
    const replies = await Promise.all(Array.from({ length: 8 }, () => tell(id, event)));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201]);
    const later = await tell(id, event, coordinator, '2026-10-16T06:30:00.000Z');
    expect(later).toMatchObject({ status: 200, body: { text: 'Once', createdAt: '2026-10-15T06:30:00Z' } });
    expect(await standing(id)).toMatchObject({ version: 2 });
    expect(await linesOf(id)).toHaveLength(2);
  });

  test('is 409 for another content, and for the same in another case', async () => {
    const [one, two] = [await opened(), await opened()];
    const event = { id: newId(), type: 'note', text: 'Once' };
    await tell(one.id, event);
    const reused = { status: 409, body: { code: 'id_reused' } };
    expect(await tell(one.id, { ...event, text: 'Twice' })).toMatchObject(reused);
    expect(await tell(two.id, event)).toMatchObject(reused);
    expect(await tell(two.id, { ...event, id: one.id })).toMatchObject(reused);
    expect(await post(input({ id: event.id }))).toMatchObject(reused);
    expect(page.parse((await timeline(two.id)).body).items).toEqual([]);
  });

  test('loses no event of several at once', async () => {
    const { id } = await opened();
    const days = ['2026-10-02', '2026-10-09', '2026-10-05', '2026-10-03', '2026-10-07'];
    const replies = await Promise.all(
      days.map((due) => tell(id, { type: 'follow_up', on: '2026-10-01', due })),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(5).fill(201));
    expect(await standing(id)).toMatchObject({ version: 6, nextDue: '2026-10-02' });
    await tell(id, { type: 'follow_up', due: '2026-10-05', done: true });
    expect(await standing(id)).toMatchObject({ version: 7, nextDue: '2026-10-07' });
  });

  test('is told by date, then by recording, in pages', async () => {
    const { id } = await opened({ openedOn: '2026-09-01' });
    const told = [
      ['2026-10-05', '2026-10-10T06:00:00.000Z'],
      ['2026-09-01', '2026-10-11T06:00:00.000Z'],
      ['2026-10-05', '2026-10-09T06:00:00.000Z'],
      ['2026-10-08', '2026-10-08T06:00:00.000Z'],
      ['2026-10-05', '2026-10-12T06:00:00.000Z'],
    ] as const;
    for (const [on, now] of told) {
      await tell(id, { type: 'note', on, text: now }, coordinator, now);
    }
    const events = await readAll(caseEvent, (query) => timeline(id, coordinator, query), { limit: '2' });
    expect(events.map((event) => (event.type === 'note' ? event.text : undefined))).toEqual([
      told[1][1],
      told[2][1],
      told[0][1],
      told[4][1],
      told[3][1],
    ]);
  });

  test('gives a case the status of its latest event by date, then by recording', async () => {
    const { id } = await opened({ openedOn: '2026-09-01' });
    const say = async (on: string, status: string, now: string) => {
      expect(await tell(id, { type: 'status', on, status }, coordinator, now)).toMatchObject({ status: 201 });
      return (await standing(id)).status;
    };
    expect(await say('2026-10-10', 'closed', '2026-10-10T06:00:00.000Z')).toBe('closed');
    expect(await say('2026-10-08', 'in_progress', '2026-10-11T06:00:00.000Z')).toBe('closed');
    expect(await say('2026-09-01', 'open', '2026-10-12T06:00:00.000Z')).toBe('closed');
    expect(await say('2026-10-10', 'reopened', '2026-10-12T06:00:00.000Z')).toBe('reopened');
    expect(await idsOf(coordinator, { status: 'reopened' })).toContain(id);
    expect(await idsOf(coordinator, { status: 'closed' })).not.toContain(id);
  });

  test('shows null for the texts of a member who was erased, and takes no more of them', async () => {
    const erased = await putMember();
    const { id } = await opened({ memberId: erased });
    const before = { id: newId(), on: '2026-10-05', type: 'referral', to: 'Sneha Trust', stage: 'done' };
    await tell(id, before);
    await records.table.transact([records.vault.destroyKey(`member:${erased}`, '2026-10-15T06:00:00Z')]);
    expect((await timeline(id)).body).toMatchObject({
      items: [{ type: 'referral', stage: 'done', to: null }],
    });
    expect(await tell(id, before)).toMatchObject({ status: 200, body: { to: null } });
    expect(await tell(id, { type: 'note', text: 'More' })).toMatchObject({
      status: 422,
      body: { code: 'member_erased' },
    });
    expect(await tell(id, { type: 'status', status: 'closed' })).toMatchObject({ status: 201 });
    expect(await standing(id)).toMatchObject({ status: 'closed', version: 3 });
  });

  const aadhaar = 'Her card is 2345 6789 0124';
  test.each([
    ['no type', { type: undefined }, 'invalid_body', 'type'],
    ['a type that is not one', { type: 'photo' }, 'invalid_body', 'type'],
    ['a date that has not come', { type: 'note', text: 'x', on: '2026-10-16' }, 'invalid_date', 'on'],
    ['no date', { type: 'note', text: 'x', on: undefined }, 'invalid_body', 'on'],
    ['a field of another type', { type: 'note', text: 'x', due: '2026-10-01' }, 'invalid_body', 'due'],
    ['a version', { type: 'note', text: 'x', version: 1 }, 'invalid_body', 'version'],
    ['no text', { type: 'note' }, 'invalid_body', 'text'],
    ['a blank text', { type: 'note', text: ' ' }, 'invalid_body', 'text'],
    ['a text too long', { type: 'note', text: 'x'.repeat(2001) }, 'invalid_body', 'text'],
    ['an Aadhaar number in a note', { type: 'note', text: aadhaar }, 'invalid_aadhaar', 'text'],
    [
      'one in a provider',
      { type: 'service', service: 'police', provider: aadhaar },
      'invalid_aadhaar',
      'provider',
    ],
    ['one in a referral', { type: 'referral', to: aadhaar, stage: 'done' }, 'invalid_aadhaar', 'to'],
    ['one in a reason', { type: 'status', status: 'open', reason: aadhaar }, 'invalid_aadhaar', 'reason'],
    ['a service that is not one', { type: 'service', service: 'prayer' }, 'invalid_body', 'service'],
    [
      'a provider too long',
      { type: 'service', service: 'police', provider: 'x'.repeat(121) },
      'invalid_body',
      'provider',
    ],
    [
      'an entitlement that is not one',
      { type: 'entitlement', entitlement: 'car', stage: 'needed' },
      'invalid_body',
      'entitlement',
    ],
    ['no stage', { type: 'entitlement', entitlement: 'pension' }, 'invalid_body', 'stage'],
    [
      'a stage of another type',
      { type: 'entitlement', entitlement: 'pension', stage: 'paid' },
      'invalid_body',
      'stage',
    ],
    [
      'a scheme that is not one',
      { type: 'compensation', applicationId: newId(), scheme: 'x', stage: 'filed' },
      'invalid_body',
      'scheme',
    ],
    [
      'part of a paisa',
      { type: 'compensation', applicationId: newId(), scheme: 'other', stage: 'filed', amountPaise: 1.5 },
      'invalid_body',
      'amountPaise',
    ],
    [
      'an amount in words',
      { type: 'compensation', applicationId: newId(), scheme: 'other', stage: 'filed', amountPaise: '100' },
      'invalid_body',
      'amountPaise',
    ],
    ['a referral to nobody', { type: 'referral', stage: 'done' }, 'invalid_body', 'to'],
    ['a follow-up without a date', { type: 'follow_up' }, 'invalid_body', 'due'],
    ['a due date that does not exist', { type: 'follow_up', due: '2027-02-29' }, 'invalid_date', 'due'],
    [
      'what is neither done nor not',
      { type: 'follow_up', due: '2026-10-20', done: 'yes' },
      'invalid_body',
      'done',
    ],
    ['a status that is not one', { type: 'status', status: 'won' }, 'invalid_body', 'status'],
  ])('is 400 with the path for %s', async (_, event, code, path) => {
    const { id } = await opened();
    const reply = await tell(id, event);
    expect(reply).toMatchObject({ status: 400, body: { code } });
    expect(problem.parse(reply.body).errors?.map((error) => error.path)).toEqual([path]);
    expect(JSON.stringify(reply.body)).not.toContain('2345 6789');
    expect(await standing(id)).toMatchObject({ version: 1 });
  });

  test.each(['%', 'e30', 'W10', Buffer.from('{"pk":"CASE#x","sk":"EVENT#"}').toString('base64url')])(
    'is not told for the cursor %s',
    async (cursor) => {
      const { id } = await opened();
      expect(await timeline(id, coordinator, { cursor })).toMatchObject({
        status: 400,
        body: { code: 'invalid_cursor' },
      });
    },
  );
});

describe('what is overdue', () => {
  const today = '2026-10-15';
  test('is what was due before today in India, until it is done or the case is closed', async () => {
    const { id } = await opened();
    const isListed = async (now?: string) => {
      const overdue = (await idsOf(coordinator, { overdue: 'true' }, now)).includes(id);
      expect((await idsOf(coordinator, { overdue: 'false' }, now)).includes(id)).toBe(!overdue);
      return overdue;
    };
    expect(await isListed()).toBe(false);
    await tell(id, { type: 'follow_up', due: today });
    expect(await isListed('2026-10-15T18:29:59.999Z')).toBe(false);
    expect(await isListed('2026-10-15T18:30:00.000Z')).toBe(true);
    await tell(id, { type: 'follow_up', due: '2026-10-14' });
    expect(await isListed()).toBe(true);
    await tell(id, { type: 'status', status: 'closed' });
    expect(await isListed()).toBe(false);
    await tell(id, { type: 'status', on: '2026-10-06', status: 'reopened' });
    expect(await isListed()).toBe(true);
    await tell(id, { type: 'follow_up', on: '2026-10-13', due: '2026-10-13', done: true });
    expect(await isListed()).toBe(true);
    await tell(id, { type: 'follow_up', on: '2026-10-14', due: '2026-10-14', done: true });
    expect(await isListed()).toBe(false);
    expect(await standing(id)).toMatchObject({ nextDue: today });
  });

  test('is so however late a follow-up is told', async () => {
    const { id } = await opened();
    await tell(id, { type: 'follow_up', on: '2026-10-08', due: '2026-10-08', done: true });
    await tell(id, { type: 'follow_up', on: '2026-10-01', due: '2026-10-08' });
    expect(await standing(id)).not.toHaveProperty('nextDue');
    await tell(id, { type: 'follow_up', on: '2026-10-09', due: '2026-10-08' });
    expect(await standing(id)).toMatchObject({ nextDue: '2026-10-08' });
  });
});
