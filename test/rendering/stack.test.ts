import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { verifyMonth } from '../../bin/verify/verify-month.ts';
import { readZip } from '../../functions/months/rendering/zip.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { programmeTerms } from '../support/programme-terms.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ empty: true });
}, 180_000);
afterAll(() => stack.close());

const get = async (path: string): Promise<Response> =>
  fetch(`${stack.url}${path}`, { headers: { authorization: `Bearer ${await stack.tokenFor('funder')}` } });
const list = z.object({ items: z.array(z.object({ month: z.string() })) });

test('a month that was fired is rendered, signed, listed, announced once and downloaded whole', async () => {
  const fire = () =>
    fetch(`${stack.url}/local/schedule`, { method: 'POST', body: JSON.stringify({ month: '2026-10' }) });
  // Without terms the month waits: it is listed as waiting, and staff are told.
  expect((await fire()).status).toBe(200);
  expect((await get('/api/snapshots/2026-10')).status).toBe(404);
  expect(await (await get('/api/snapshots')).json()).toEqual({
    items: [{ month: '2026-10', waiting: 'no_terms' }],
  });
  const mails = await (await fetch(`${stack.url}/local/alerts`)).json();
  expect(mails).toMatchObject({ items: [{ message: '2026-10' }] });
  // It publishes itself once they are recorded.
  const recorded = await fetch(`${stack.url}/api/programme/terms`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await stack.tokenFor('coordinator')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(programmeTerms),
  });
  expect(recorded.status).toBe(201);
  await stack.whenIdle();
  expect((await get('/api/snapshots/2026-10')).status).toBe(200);
  await stack.whenIdle();
  expect((await fire()).status).toBe(200);
  await stack.whenIdle();
  expect(stack.deadLetters()).toEqual([]);
  expect(list.parse(await (await get('/api/snapshots')).json()).items).toMatchObject([{ month: '2026-10' }]);
  const archive = readZip(Buffer.from(await (await fileOf('all.zip')).arrayBuffer()));
  const key = await (await fileOf('public-key.pem')).text();
  const files = new Map(archive.map(({ name, bytes }) => [name, bytes]));
  expect(verifyMonth(files, { key })[0]).toBe('2026-10, version 1: 7 files are as published.');
  expect(stack.logLines().filter((line) => line.includes('notice:'))).toHaveLength(1);
}, 120_000);

/** The link leads to the store, which wants no token. */
const fileOf = async (name: string): Promise<Response> => {
  const answer = await fetch(`${stack.url}/api/snapshots/2026-10/files/${name}`, {
    redirect: 'manual',
    headers: { authorization: `Bearer ${await stack.tokenFor('funder')}` },
  });
  expect(answer.status).toBe(302);
  return fetch(answer.headers.get('location') ?? '');
};
