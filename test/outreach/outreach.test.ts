import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { maxOutreachRecorded } from '../../functions/areas/outreach/repository.ts';
import { createOutreachRoutes } from '../../functions/areas/outreach/routes.ts';
import { outreach } from '../../functions/areas/outreach/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { roles } from '../../functions/shared/reach/roles.ts';
import { maxSettingsOfMonth } from '../../functions/shared/setting-counts/max-settings.ts';
import { settingCountsKey } from '../../functions/shared/table/keys/people.ts';
import { outreachCountKey } from '../../functions/shared/table/keys/programme.ts';
import { createCaller, createSend, problem } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
let send: ReturnType<typeof createSend>;
beforeAll(async () => {
  records = await openRecords();
  send = createSend(
    createOutreachRoutes({
      table: records.table,
      vault: records.vault,
      accessLog: records.accessLog,
      newId,
    }),
  );
});
afterAll(() => records.close());

const coordinator = createCaller('coordinator');
const input = (more: object = {}) => ({
  id: newId(),
  kind: 'media_story',
  on: '2026-10-01',
  mode: 'online',
  district: 'Guntur',
  participants: 0,
  title: 'Women who save together',
  outlet: 'Velugu Daily',
  url: 'https://news.example/stories/2026/10/women-who-save',
  ...more,
});
const post = (body: object, caller = coordinator) => send({ route: 'POST /api/outreach', caller, body });
const list = (query: Record<string, string> = {}, caller = coordinator) =>
  send({ route: 'GET /api/outreach', caller, query });
const page = z.object({ items: z.array(outreach), cursor: z.string().optional() });

describe('recording outreach', () => {
  test('stores it once, with one journal line, however often and at once it is sent', async () => {
    const body = input();
    const replies = await Promise.all(Array.from({ length: 10 }, () => post(body)));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
    for (const reply of replies) {
      expect(reply.headers).toMatchObject({ etag: '"1"' });
      expect(reply.body).toEqual({
        ...body,
        createdAt: '2026-10-15T06:30:00Z',
        createdBy: coordinator.personId,
        version: 1,
      });
    }
    const lines = (await records.readJournal()).filter(({ id }) => id === body.id);
    expect(lines).toEqual([
      {
        type: 'outreach_recorded',
        id: body.id,
        recordedAt: '2026-10-15T06:30:00.000Z',
        actor: coordinator.personId,
        outreachId: body.id,
        kind: 'media_story',
        on: '2026-10-01',
        mode: 'online',
        district: 'Guntur',
        participants: 0,
        title: body.title,
        outlet: body.outlet,
        url: body.url,
      },
    ]);
  });

  test('leaves the texts of all but stories out of the journal', async () => {
    const body = input({ kind: 'advocacy' });
    await post(body);
    const [line] = (await records.readJournal()).filter(({ id }) => id === body.id);
    expect(line).toMatchObject({ type: 'outreach_recorded', kind: 'advocacy' });
    expect(line).not.toHaveProperty('title');
    expect(line).not.toHaveProperty('outlet');
    expect(line).not.toHaveProperty('url');
  });

  test('is refused once she recorded as many within a month, or everybody as many as a snapshot can list', async () => {
    const now = '2026-06-30T18:30:00.000Z';
    const postThen = (body: object, at = now) =>
      send({ route: 'POST /api/outreach', caller: coordinator, body, now: at });
    // In India it is July.
    await records.table.transact([
      {
        put: {
          ...settingCountsKey(coordinator.personId, '2026-07'),
          outreach: maxSettingsOfMonth.outreach - 1,
        },
      },
    ]);
    expect((await postThen(input({ on: '2026-05-01' }))).status).toBe(201);
    const beyond = await postThen(input({ on: '2026-05-02' }));
    expect([beyond.status, problem.parse(beyond.body).code]).toEqual([422, 'too_many']);
    expect((await postThen(input({ on: '2026-05-02' }), '2026-06-30T18:29:59.000Z')).status).toBe(201);
    const colleague = createCaller('coordinator');
    const taken = input({ on: '2026-05-03' });
    const postAs = (body = input({ on: '2026-05-03' })) =>
      send({ route: 'POST /api/outreach', caller: colleague, body, now });
    expect((await postAs(taken)).status).toBe(201);
    await records.table.transact([
      { put: { ...outreachCountKey('2026-07'), outreach: maxOutreachRecorded } },
    ]);
    expect((await postAs()).status).toBe(422);
    // What was taken stays taken.
    expect((await postAs(taken)).status).toBe(200);
  });

  test('is 409 where the id stands for something else, also on another date', async () => {
    const body = input();
    await post(body);
    for (const other of [{ participants: 1 }, { on: '2026-10-02' }]) {
      expect(await post({ ...body, ...other })).toMatchObject({ status: 409, body: { code: 'id_reused' } });
    }
    const { items } = page.parse((await list({ month: '2026-10', limit: '100' })).body);
    expect(items.filter(({ id }) => id === body.id)).toEqual([expect.objectContaining(body)]);
  });

  test.each([
    ['media_sensitisation', 'in_person', 25],
    ['police_orientation', 'online', 104],
    ['leadership_training', 'in_person', 12],
    ['advocacy', 'in_person', 1_000_000],
  ])('takes a %s %s of %i without any text', async (kind, mode, participants) => {
    const { title: _, outlet: __, url: ___, ...body } = input({ kind, mode, participants });
    const reply = await post(body);
    expect(reply).toMatchObject({ status: 201, body });
    expect(Object.keys(z.looseObject({}).parse(reply.body))).not.toContain('title');
  });

  test.each([
    'http://news.example',
    'HTTPS://news.example/a?b=c&d=%E0%B0%A4#e',
    'https://వార్తలు.example/కథ',
    'https://news.example/article/69123456.ece',
    'https://news.example/98765432109876543210',
    `https://news.example/${'a'.repeat(1979)}`,
  ])('takes the address %s as it was written', async (url) => {
    expect(await post(input({ url }))).toMatchObject({ status: 201, body: { url } });
  });

  const aadhaar = '2345 6789 0124';
  test.each([
    ['no id', { id: undefined }, 'invalid_body', 'id'],
    ['a kind that is not one', { kind: 'party' }, 'invalid_body', 'kind'],
    ['a date that has not come', { on: '2026-10-16' }, 'invalid_date', 'on'],
    ['a date that does not exist', { on: '2026-02-30' }, 'invalid_date', 'on'],
    ['a mode that is not one', { mode: 'hybrid' }, 'invalid_body', 'mode'],
    ['a district of another state', { district: 'Khammam' }, 'invalid_district', 'district'],
    ['no head count', { participants: undefined }, 'invalid_body', 'participants'],
    ['fewer than nobody', { participants: -1 }, 'invalid_body', 'participants'],
    ['half a person', { participants: 0.5 }, 'invalid_body', 'participants'],
    ['names', { participants: ['Asha'] }, 'invalid_body', 'participants'],
    ['a blank title', { title: ' ' }, 'invalid_body', 'title'],
    ['a title too long', { title: 'x'.repeat(121) }, 'invalid_body', 'title'],
    ['an outlet too long', { outlet: 'x'.repeat(121) }, 'invalid_body', 'outlet'],
    ['an Aadhaar number in a title', { title: `Asha ${aadhaar}` }, 'invalid_aadhaar', 'title'],
    ['one in an outlet', { outlet: aadhaar }, 'invalid_aadhaar', 'outlet'],
    ['one in an address', { url: 'https://news.example/2345-6789-0124' }, 'invalid_aadhaar', 'url'],
    [
      'one in an address, encoded',
      { url: 'https://news.example/2345%206789%200124' },
      'invalid_aadhaar',
      'url',
    ],
    ['a telephone number in a title', { title: 'Call 98480 22338' }, 'invalid_text', 'title'],
    ['one in an outlet', { outlet: '+91 9848022338' }, 'invalid_text', 'outlet'],
    ['one in an address', { url: 'https://wa.example/919848022338' }, 'invalid_text', 'url'],
    [
      'one in an address, encoded',
      { url: 'https://wa.example/?n=%2B91%2098480%2022338' },
      'invalid_text',
      'url',
    ],
    [
      'one in an address that is not well encoded',
      { url: 'https://wa.example/9848022338?%E0' },
      'invalid_text',
      'url',
    ],
    [
      'an Aadhaar number encoded in such a one',
      { url: `https://news.example/%/${encodeURIComponent('౨౩౪౫౬౭౮౯౦౧౨౪')}` },
      'invalid_aadhaar',
      'url',
    ],
    ['a letter of too many signs in a title', { title: 'క్'.repeat(40) }, 'invalid_letters', 'title'],
    ['one in an outlet', { outlet: 'क्'.repeat(40) }, 'invalid_letters', 'outlet'],
    ['one in an address', { url: `https://news.example/${'క్'.repeat(129)}` }, 'invalid_letters', 'url'],
    ['Cyrillic letters in a title', { title: 'Vеnnеlа Раdmаvаthi sреаks' }, 'invalid_script', 'title'],
    ['two scripts in one word', { outlet: 'Vennela Padmaవతి' }, 'invalid_script', 'outlet'],
    [
      'Greek letters in an address',
      { url: `https://news.example/${encodeURIComponent('Lakshmι')}` },
      'invalid_script',
      'url',
    ],
    ['an address with a nul', { url: 'https://news.example/\0' }, 'invalid_body', 'url'],
    ['an address with half a character', { url: 'https://news.example/\ud800' }, 'invalid_body', 'url'],
    ['an address of another kind', { url: 'ftp://news.example/a' }, 'invalid_body', 'url'],
    ['a script', { url: 'javascript:alert(1)' }, 'invalid_body', 'url'],
    ['no address', { url: 'news.example' }, 'invalid_body', 'url'],
    ['an address of nothing', { url: 'https://' }, 'invalid_body', 'url'],
    ['an address with a space', { url: ' https://news.example' }, 'invalid_body', 'url'],
    ['an address with a password', { url: 'https://asha:secret@news.example/' }, 'invalid_body', 'url'],
    ['an address too long', { url: `https://news.example/${'a'.repeat(1980)}` }, 'invalid_body', 'url'],
    ['a field that is not known', { names: [] }, 'invalid_body', 'names'],
    ['a version', { version: 1 }, 'invalid_body', 'version'],
  ])('is 400 with the path for %s, and nobody is told what was written', async (_, wrong, code, path) => {
    const body = input(wrong);
    const logged = vi.spyOn(console, 'log');
    const reply = await post(body);
    const log = JSON.stringify(logged.mock.calls);
    logged.mockRestore();
    expect(reply).toMatchObject({ status: 400, body: { code } });
    expect(problem.parse(reply.body).errors?.map((error) => error.path)).toEqual([path]);
    expect(log).toContain('POST /api/outreach');
    expect(`${log}${JSON.stringify(reply.body)}`).not.toMatch(
      /Asha|98480.{0,3}22338|2345.{0,3}6789|Women who save|Velugu Daily/,
    );
    const stored = await records.scan();
    expect(stored.filter(({ pk, id }) => pk === 'OUTREACH' && id === body.id)).toEqual([]);
  });
});

describe('the list of outreach', () => {
  test('is newest first, of one month where it is named, in pages that leave out none and repeat none', async () => {
    const days = ['2026-05-31', '2026-06-01', '2026-06-15', '2026-06-15', '2026-06-30', '2026-07-01'];
    const bodies = days.map((on) => input({ on, kind: 'advocacy' }));
    await Promise.all(bodies.map((body) => post(body)));
    const june = bodies.slice(1, 5).reverse();
    for (const limit of ['1', '2', '3', '4', '100']) {
      const found: string[] = [];
      let cursor: string | undefined;
      let pages = 0;
      do {
        pages += 1;
        const reply = await list({ month: '2026-06', limit, ...(cursor === undefined ? {} : { cursor }) });
        const { items, cursor: next } = page.parse(reply.body);
        expect(items.length).toBeLessThanOrEqual(Number(limit));
        found.push(...items.map(({ on, id }) => `${on}#${id}`));
        cursor = next;
      } while (cursor !== undefined);
      // A page that ends with the last has no cursor.
      expect(pages).toBe(Math.ceil(june.length / Number(limit)));
      expect(found).toEqual(
        june
          .map(({ on, id }) => `${on}#${id}`)
          .sort()
          .reverse(),
      );
    }
    const all = page.parse((await list({ limit: '100' })).body).items.map(({ on }) => on);
    expect(all).toEqual([...all].sort().reverse());
    expect(all).toEqual(expect.arrayContaining(days));
    expect(page.parse((await list({ month: '2024-01' })).body)).toEqual({ items: [] });
  });

  test.each([
    [{ month: '2026-13' }, 'invalid_month'],
    [{ month: '2026' }, 'invalid_month'],
    [{ month: '2026-06-01' }, 'invalid_month'],
    [{ kind: 'advocacy' }, 'invalid_query'],
    [{ limit: '0' }, 'invalid_limit'],
    [{ cursor: '%' }, 'invalid_cursor'],
    [{ cursor: Buffer.from('{"pk":"CASES","sk":"Y"}').toString('base64url') }, 'invalid_cursor'],
  ])('is not told for %j', async (query, code) => {
    expect(await list(query)).toMatchObject({ status: 400, body: { code } });
  });
});

describe('who records and sees outreach', () => {
  test.each(roles.filter((role) => role !== 'coordinator'))('is not the role %s', async (role) => {
    const caller = createCaller(role);
    expect(await post(input(), caller)).toMatchObject({ status: 403 });
    expect(await list({}, caller)).toMatchObject({ status: 403 });
  });

  test('is nobody who is not signed in', async () => {
    expect(await send({ route: 'GET /api/outreach', caller: null })).toMatchObject({ status: 401 });
  });
});
