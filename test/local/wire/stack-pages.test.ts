import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerStarting } from '../../../local/site.ts';
import { type Listening, listenOnLoopback } from '../../../local/wire/listen.ts';
import { sendLetters } from '../../../local/wire/stack-pages.ts';

let server: Listening;
beforeAll(async () => {
  server = await listenOnLoopback((request, response) => {
    if (!sendLetters(request, response)) answerStarting(request, response);
  });
});
afterAll(() => server.close());

const ask = (path: string, accept: string) =>
  fetch(`http://localhost:${server.port}${path}`, { headers: { accept } });

test('whoever opens the site while it starts is told so in both languages, and the page asks again by itself', async () => {
  const answer = await ask('/', 'text/html,application/xhtml+xml,*/*;q=0.8');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
  const page = await answer.text();
  expect(page).toContain('<h1>మొదలవుతోంది…</h1>');
  expect(page).toContain('<div lang="en"><h2>Starting…</h2>');
  expect(page).toMatch(/<meta http-equiv="refresh" content="\d+">/);
});

test('a program is told when to try again', async () => {
  const answer = await ask('/api/me', '*/*');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await answer.json()).toMatchObject({ status: 503, code: 'starting' });
});

test('the page brings the letters that it may need', async () => {
  const page = await (await ask('/', 'text/html')).text();
  const [, path = ''] = /url\("([^"]+)"\)/.exec(page) ?? [];
  const answer = await ask(path, '*/*');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'font/ttf']);
  // The first bytes of every TrueType file.
  expect([...new Uint8Array(await answer.arrayBuffer()).slice(0, 4)]).toEqual([0, 1, 0, 0]);
});
