import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Language } from '../../functions/months/disclosure/format-values.ts';
import { words } from '../../functions/months/rendering/report-words.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { programmeTerms } from '../support/programme-terms.ts';

/** Ends the process that shapes it. */
const killer = 'క్'.repeat(129);
const month = '2026-10';

let stack: Stack;
let directory: string;
let client: DynamoDBDocumentClient;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'unprintable-'));
  stack = await startStack({ empty: true, recordsFrom: '2026-10-01' });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const { endpoint } = stack.database;
  client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'ap-south-1', credentials }));
}, 180_000);
afterAll(async () => {
  client.destroy();
  await stack.close();
  rmSync(directory, { recursive: true });
});

const call = async (
  method: string,
  path: string,
  body: object,
  role: 'coordinator' | 'funder' = 'coordinator',
) =>
  fetch(`${stack.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await stack.tokenFor(role)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
const setClock = async (now: string): Promise<void> => {
  const answer = await fetch(`${stack.url}/local/clock`, { method: 'POST', body: JSON.stringify({ now }) });
  expect(answer.status).toBe(200);
};

/** Replaces texts in the journal of a day, as if they had been let in before such texts were refused. */
const plantInJournal = async (day: string, planted: Readonly<Record<string, string>>): Promise<void> => {
  const TableName = stack.database.tableName;
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `JOURNAL#${day}` },
    }),
  );
  const before = JSON.stringify(Items);
  for (const text of Object.keys(planted)) expect(before).toContain(text);
  const after = Object.entries(planted).reduce(
    (items, [text, instead]) => items.replaceAll(text, instead),
    before,
  );
  for (const Item of z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(after))) {
    await client.send(new PutCommand({ TableName, Item }));
  }
};

/** The text of a version's report in a language. */
const readReport = async (version: number, language: Language): Promise<string> => {
  const path = `/api/snapshots/${month}/files/report.${language}.pdf?version=${version}`;
  const headers = { authorization: `Bearer ${await stack.tokenFor('funder')}` };
  const answer = await fetch(`${stack.url}${path}`, { headers });
  expect(answer.status).toBe(200);
  const file = join(directory, `${version}.${language}.pdf`);
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  return spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout;
};
const withoutSpaces = (text: string): string => text.replaceAll(/\s/g, '');

/** How often each language's report of a version says that a text is left out. */
const countLeftOut = async (version: number): Promise<number[]> =>
  Promise.all(
    (['en', 'ja'] as const).map(async (language) => {
      const report = withoutSpaces(await readReport(version, language));
      return report.split(withoutSpaces(words[language].leftOut)).length - 1;
    }),
  );

test('a text that ends the typesetter is refused, and one in the journal stops neither its month nor the next versions', async () => {
  await setClock('2026-10-20T10:00:00Z');
  expect((await call('POST', '/api/programme/terms', programmeTerms)).status).toBe(201);
  const deadly = await call('PUT', `/api/narratives/${month}`, { en: killer, ja: null });
  expect(deadly.status).toBe(400);
  expect(await deadly.json()).toMatchObject({ code: 'invalid_letters', errors: [{ path: 'en' }] });

  const story = {
    kind: 'media_story',
    on: '2026-10-12',
    mode: 'in_person',
    district: 'Guntur',
    participants: 0,
    title: 'Women who save',
    url: 'https://news.example/planted-address',
  };
  const narrative = { en: 'Planted narrative.\n\nThe groups met.', ja: '会合がありました。' };
  expect((await call('PUT', `/api/narratives/${month}`, narrative)).status).toBe(200);
  expect((await call('POST', '/api/outreach', { id: newId(), ...story })).status).toBe(201);
  await plantInJournal('2026-10-20', { 'Planted narrative.': killer, 'planted-address': killer });
  const fired = await fetch(`${stack.url}/local/schedule`, {
    method: 'POST',
    body: JSON.stringify({ month }),
  });
  expect(fired.status).toBe(200);
  await stack.whenIdle();
  expect(stack.deadLetters()).toEqual([]);
  // In English the narrative; the Japanese narrative is whole, and the address is printed in ASCII.
  expect(await countLeftOut(1)).toEqual([1, 0]);
  expect(await readReport(1, 'en')).toContain('The groups met.');
  expect(await readReport(1, 'en')).toContain('Women who save');
  expect(await readReport(1, 'ja')).toContain('会合がありました。');

  // The next version has one more such text, and the one after it another reason.
  await setClock('2026-11-10T10:00:00Z');
  await call('PUT', `/api/narratives/${month}`, { ...narrative, ja: '植え付け' });
  await plantInJournal('2026-11-10', { 'Planted narrative.': killer, 植え付け: `क${'ा'.repeat(300)}` });
  for (const version of [2, 3]) {
    await setClock(`2026-11-1${version}T10:00:00Z`);
    const correction = { id: newId(), reason: `Reason ${version}` };
    expect((await call('POST', `/api/snapshots/${month}/corrections`, correction)).status).toBe(202);
    await stack.whenIdle();
    expect(stack.deadLetters()).toEqual([]);
    expect(await countLeftOut(version)).toEqual([1, 1]);
    expect(await readReport(version, 'en')).toContain(`Reason ${version}`);
  }
  const faults = stack.logLines().filter((line) => line.includes('a report lacks texts that cannot be set'));
  expect(faults).toHaveLength(3);
  expect(faults.join()).not.toContain(killer);
}, 240_000);
