import { createHash } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createSnapshots } from '../../functions/months/snapshots/repository.ts';
import { createSnapshotsRoutes } from '../../functions/months/snapshots/routes.ts';
import { type ObjectStore, startObjectStore } from '../../local/aws/object-store.ts';
import { createCaller, createSend } from '../support/request.ts';

let store: ObjectStore;
let elapsedMs = 0;
let send: ReturnType<typeof createSend>;
let put: (key: string, value: object | string) => Promise<unknown>;

/** In the order of publication, which neither the months nor the instants need to follow. */
const ordinals = ['2026-07 1', '2026-09 1', '2026-08 1', '2026-08 2'];

const manifest = (month: string, version: number, reason: string | null = null) => ({
  ordinal: ordinals.indexOf(`${month} ${version}`) + 1,
  month,
  version,
  reason,
  publishedAt: `${month}-28T00:00:00Z`,
});
const publish = async (month: string, version: number, reason: string | null = null) => {
  await put(`published/${month}/v${version}/snapshot.json`, { month, version });
  await put(`published/${month}/v${version}/manifest.json`, manifest(month, version, reason));
};

beforeAll(async () => {
  const rights = ['snapshots:read', 'snapshots:write'] as const;
  const principals = [
    { accessKeyId: 'WRITER', secretAccessKey: 'writer', rights: [...rights] },
    { accessKeyId: 'READER', secretAccessKey: 'reader', rights: ['snapshots:read' as const] },
  ];
  store = await startObjectStore({
    buckets: [{ name: 'snapshots', read: 'snapshots:read', write: 'snapshots:write' }],
    principals,
    now: () => Date.now() + elapsedMs,
  });
  const clientOf = (index: 0 | 1) =>
    new S3Client({
      endpoint: store.endpoint,
      forcePathStyle: true,
      region: 'ap-south-1',
      credentials: principals[index] ?? { accessKeyId: '', secretAccessKey: '' },
    });
  const writer = clientOf(0);
  put = (Key, value) =>
    writer.send(
      new PutObjectCommand({
        Bucket: 'snapshots',
        Key,
        Body: typeof value === 'string' ? value : JSON.stringify(value),
      }),
    );
  send = createSend(createSnapshotsRoutes({ snapshots: createSnapshots(clientOf(1), 'snapshots') }));
  for (const month of ['2026-07', '2026-08', '2026-09']) {
    await publish(month, 1);
  }
  await publish('2026-08', 2, 'A sheet was entered twice');
  await put('published/2026-08/v10/snapshot.json', { month: '2026-08', version: 10 });
  await put('published/2026-10/v1/snapshot.json', { month: '2026-10', version: 1 });
  await put('published/2026-11/v1/report.xlsx', 'half a publication');
  // August waited and was released; December waits.
  for (const month of ['2026-08', '2026-12']) {
    await put(`published/${month}/waiting.json`, { waiting: 'no_terms' });
  }
});
afterAll(() => store.close());

const funder = createCaller('funder');
const list = (query: Record<string, string> = {}) =>
  send({ route: 'GET /api/snapshots', caller: funder, query });
const read = (month: string) =>
  send({ route: 'GET /api/snapshots/{month}', path: { month }, caller: funder });
const link = (month: string, name: string, query: Record<string, string> = {}) =>
  send({ route: 'GET /api/snapshots/{month}/files/{name}', path: { month, name }, query, caller: funder });

describe('published months', () => {
  test('are listed newest first, in the newest version whose manifest is there', async () => {
    const hash = createHash('sha256')
      .update(JSON.stringify(manifest('2026-08', 2, 'A sheet was entered twice')))
      .digest('hex');
    for (let reading = 0; reading < 2; reading += 1) {
      expect((await list()).body).toEqual({
        items: [
          { month: '2026-12', waiting: 'no_terms' },
          expect.objectContaining({ month: '2026-09', version: 1, reason: null }),
          {
            month: '2026-08',
            version: 2,
            reason: 'A sheet was entered twice',
            publishedAt: '2026-08-28T00:00:00Z',
            manifestSha256: hash,
          },
          expect.objectContaining({ month: '2026-07', version: 1 }),
        ],
      });
    }
  });

  test('are listed in pages', async () => {
    const first = (await list({ limit: '3' })).body as { items: unknown[]; cursor: string };
    expect(first.items).toHaveLength(3);
    expect((await list({ limit: '3', cursor: first.cursor })).body).toEqual({
      items: [expect.objectContaining({ month: '2026-07' })],
    });
    expect(await list({ cursor: Buffer.from('{"x":"y"}').toString('base64url') })).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
  });

  test('are listed in all versions, the last that was published first', async () => {
    const placeOf = (items: unknown) =>
      z.array(z.object({ month: z.string(), version: z.int() })).parse(items);
    const all = (await list({ versions: 'all' })).body as { items: unknown[] };
    expect(placeOf(all.items).map(({ month, version }) => `${month} ${version}`)).toEqual(
      ordinals.toReversed(),
    );
    expect(Object.keys(all)).toEqual(['items']);
    expect(all.items).toContainEqual(expect.objectContaining({ reason: 'A sheet was entered twice' }));
    const first = (await list({ versions: 'all', limit: '3' })).body as { items: unknown[]; cursor: string };
    expect(placeOf(first.items)).toHaveLength(3);
    const rest = await list({ versions: 'all', limit: '3', cursor: first.cursor });
    expect(rest.body).toEqual({ items: [expect.objectContaining({ month: '2026-07', version: 1 })] });
    expect(await list({ versions: 'newest' })).toMatchObject({ status: 400 });
    expect(await list({ cursor: first.cursor })).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
  });

  test('can be read as soon as their numbers are there, with the manifest once it is', async () => {
    expect((await read('2026-10')).body).toEqual({
      manifest: null,
      snapshot: { month: '2026-10', version: 1 },
    });
    expect((await read('2026-08')).body).toMatchObject({ manifest: null, snapshot: { version: 10 } });
    expect((await read('2026-09')).body).toMatchObject({ manifest: { version: 1 } });
    expect(await read('2026-11')).toMatchObject({ status: 404 });
    expect(await read('2026-13')).toMatchObject({ status: 400, body: { code: 'invalid_month' } });
  });

  test('can be read in every version', async () => {
    const version = (number: string) =>
      send({
        route: 'GET /api/snapshots/{month}/versions/{version}',
        path: { month: '2026-08', version: number },
        caller: funder,
      });
    expect((await version('1')).body).toMatchObject({ manifest: { version: 1 }, snapshot: { version: 1 } });
    expect(await version('3')).toMatchObject({ status: 404 });
    expect(await version('0')).toMatchObject({ status: 400 });
  });
});

describe('a file', () => {
  const follow = async (
    reply: { headers: Readonly<Record<string, unknown>> },
    change = (url: string) => url,
  ) => fetch(change(String(reply.headers.location)));

  test('is reached by a link that is signed, for five minutes, without a name of a person in it', async () => {
    const reply = await link('2026-08', 'snapshot.json');
    expect(reply).toMatchObject({ status: 302, headers: { 'cache-control': 'no-store' } });
    const answer = await follow(reply);
    expect(answer.headers.get('content-disposition')).toContain('leadership-next-2026-08-v2-snapshot.json');
    expect(await answer.json()).toEqual({ month: '2026-08', version: 2 });
    expect((await follow(reply, (url) => url.replace('2026-08', '2026-09'))).status).toBe(403);
    expect((await follow(reply, (url) => url.replace('Expires=300', 'Expires=3000'))).status).toBe(403);
    elapsedMs = 301_000;
    expect((await follow(reply)).status).toBe(403);
    elapsedMs = 0;
  });

  test('is of the version that is asked for', async () => {
    expect(await (await follow(await link('2026-08', 'snapshot.json', { version: '1' }))).json()).toEqual({
      month: '2026-08',
      version: 1,
    });
    expect(await link('2026-08', 'snapshot.json', { version: '7' })).toMatchObject({ status: 404 });
    expect(await link('2026-08', 'snapshot.json', { version: 'x' })).toMatchObject({ status: 400 });
  });

  test.each(['report.xlsx', 'state.json', '..', '__proto__', 'toString'])('is 404 for %s', async (name) => {
    expect(await link('2026-08', name)).toMatchObject({ status: 404 });
  });
});
