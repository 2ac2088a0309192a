import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildClient } from '../../client/build.ts';
import { type Client, createClient, newId, Problem } from '../../client/src/client.ts';
import { people } from '../security/bodies.ts';
import { type Scene, startScene } from '../security/scene.ts';

let scene: Scene;
let api: Client;
/** What happens to the next attempts, first to last; then they go through. */
let faults: ((send: () => Promise<Response>) => Promise<Response>)[] = [];
let attempts = 0;
const waited: number[] = [];

const newCollective = () => ({
  id: newId(),
  name: 'Velugu Sangham',
  district: 'Guntur' as const,
  mandal: 'Tenali',
  formedOn: '2026-01-15',
  meetingFrequency: 'monthly' as const,
  usualDepositPaise: 10_000,
  ratePerMonthBasisPoints: 200,
});

beforeAll(async () => {
  scene = await startScene();
  api = createClient({
    url: scene.url,
    token: () => scene.tokenOf(String(people.coordinator)),
    wait: async (milliseconds) => {
      waited.push(milliseconds);
    },
    fetch: (input, init) => {
      attempts += 1;
      const send = () => fetch(input, init);
      return faults.shift()?.(send) ?? send();
    },
  });
});
afterAll(() => scene.close());

const busy = async (): Promise<Response> =>
  new Response('{"code":"busy"}', { status: 503, headers: { 'retry-after': '2' } });
/** The server has done it, and the answer is lost on the way. */
const lostAnswer = async (send: () => Promise<Response>): Promise<Response> => {
  await send();
  throw new TypeError('fetch failed');
};

describe('the client', () => {
  test('records, reads, changes and lists', async () => {
    const created = [newCollective(), newCollective(), newCollective()];
    for (const body of created) await api.call('POST /api/collectives', { body });
    const [{ id }] = created as [ReturnType<typeof newCollective>];
    const read = await api.call('GET /api/collectives/{id}', { path: { id } });
    expect(read).toMatchObject({ id, name: 'Velugu Sangham', version: 1 });
    const changed = await api.call('PATCH /api/collectives/{id}', {
      path: { id },
      ifMatch: read.version,
      body: { meetingFrequency: 'weekly' },
    });
    expect(changed).toMatchObject({ meetingFrequency: 'weekly', version: 2 });
    const listed: string[] = [];
    for await (const one of api.list('GET /api/collectives', { query: { limit: '1' } })) listed.push(one.id);
    expect(listed.sort()).toEqual(created.map((one) => one.id).sort());
  });

  test('sends a write with an id again until it is answered, and it is done once', async () => {
    const body = newCollective();
    faults = [busy, lostAnswer];
    [attempts, waited.length] = [0, 0];
    await expect(api.call('POST /api/collectives', { body })).resolves.toMatchObject({
      id: body.id,
      version: 1,
    });
    expect({ attempts, waited }).toEqual({ attempts: 3, waited: [2000, 1000] });
  });

  test('gives up after the last attempt', async () => {
    faults = [busy, busy, busy, busy];
    attempts = 0;
    await expect(api.call('GET /api/me')).rejects.toMatchObject({ status: 503, code: 'busy' });
    expect(attempts).toBe(4);
  });

  test('sends a change of a version once', async () => {
    const body = newCollective();
    await api.call('POST /api/collectives', { body });
    faults = [busy];
    attempts = 0;
    const change = api.call('PATCH /api/collectives/{id}', { path: { id: body.id }, ifMatch: 1, body: {} });
    await expect(change).rejects.toMatchObject({ status: 503 });
    expect(attempts).toBe(1);
  });

  test('throws a refusal with its code, its fields and its document', async () => {
    const body = newCollective();
    await api.call('POST /api/collectives', { body });
    const other = api.call('POST /api/collectives', { body: { ...body, name: 'Another' } });
    await expect(other).rejects.toMatchObject({ status: 409, code: 'id_reused' });
    await expect(other).rejects.toBeInstanceOf(Problem);
    const empty = api.call('POST /api/collectives', { body: { ...newCollective(), name: ' ' } });
    await expect(empty).rejects.toMatchObject({ status: 400, errors: [{ path: 'name' }] });
    const stale = api.call('PATCH /api/collectives/{id}', { path: { id: body.id }, ifMatch: 7, body: {} });
    await expect(stale).rejects.toMatchObject({ code: 'stale', document: { current: { version: 1 } } });
  });
});

describe('the built package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadership-next-client-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const compiler = resolve(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
  const check = (code: string): string => {
    const file = join(folder, 'use.mts');
    writeFileSync(file, `import { createClient } from './package/client.js';\n${code}\n`);
    const options = ['--noEmit', '--strict', '--ignoreConfig', '--types', ''];
    const platform = ['--target', 'es2022', '--lib', 'es2022,dom,dom.asynciterable', '--module', 'nodenext'];
    return spawnSync(process.execPath, [compiler, ...options, ...platform, file], { encoding: 'utf8' })
      .stdout;
  };
  beforeAll(() => buildClient(join(folder, 'package')));

  test('is one module that works by itself', async () => {
    const built: typeof import('../../client/src/client.ts') = await import(
      join(folder, 'package', 'client.js')
    );
    const client = built.createClient({ url: scene.url, token: () => scene.tokenOf(String(people.funder)) });
    expect(await client.call('GET /api/me')).toMatchObject({ role: 'funder' });
  });

  test('has types that stand by themselves and refuse what the API would refuse', () => {
    const start = "const api = createClient({ url: '', token: () => '' });";
    expect(
      check(
        `${start} const kind: 'crisis' | string = (await api.call('GET /api/cases/{id}', { path: { id: 'x' } })).kind; export { kind };`,
      ),
    ).toBe('');
    expect(check(`${start} await api.call('GET /api/cases/{id}'); export {};`)).toContain('TS2554');
    expect(check(`${start} await api.call('GET /api/nothing'); export {};`)).toContain('TS2345');
    const wrong = "{ path: { id: 'x' }, body: { decision: 'maybe' } }";
    expect(check(`${start} await api.call('POST /api/approvals/{id}', ${wrong}); export {};`)).toContain(
      'TS2322',
    );
  });
});
