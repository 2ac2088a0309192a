import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { PersonKey } from '../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { programmeTerms } from '../support/programme-terms.ts';
import { validCase, validCollective, validConsent, validDemand, validMember } from '../support/scene.ts';

/** The whole way: a programme with a published month is asked for, approved, packed, fetched, and built again on another stack. */

let from: Stack;
let to: Stack;
const folder = mkdtempSync(join(tmpdir(), 'handover-'));
const options = { empty: true, recordsFrom: '2026-09-01' };
const keyFile = join(folder, 'key.txt');
const packFile = join(folder, 'pack.zip.age');
const [strangeKey, monthKey] = [join(folder, 'strange.pem'), join(folder, 'month.pem')] as const;
let recipientKey: string;

beforeAll(async () => {
  [from, to] = await Promise.all([startStack(options), startStack(options)]);
  const identity = await generateX25519Identity();
  writeFileSync(keyFile, `# created: today\n${identity}\n`);
  recipientKey = await identityToRecipient(identity);
  await setClock(from, '2026-10-03T06:30:00Z');
}, 180_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([from.close(), to.close()]);
});

const call = async (
  stack: Stack,
  by: PersonKey,
  method: string,
  path: string,
  body?: object,
): Promise<{ readonly status: number; readonly body: unknown; readonly text: string }> => {
  const response = await fetch(`${stack.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await stack.tokenFor(by)}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: text === '' ? undefined : JSON.parse(text) };
};
const setClock = (stack: Stack, now: string) =>
  fetch(`${stack.url}/local/clock`, { method: 'POST', body: JSON.stringify({ now }) });

const handover = z.looseObject({
  state: z.string(),
  sha256: z.string().optional(),
  link: z.object({ url: z.string() }).optional(),
});
const readHandover = async (id: string) =>
  handover.parse((await call(from, 'administrator', 'GET', `/api/data-handovers/${id}`)).body);

const run = promisify(execFile);
/** @returns what the command printed, with its exit code */
const importInto = async (
  stack: Stack,
  more: readonly string[],
): Promise<{ readonly code: number; readonly said: string }> => {
  const args = [
    'bin/import-pack.ts',
    '--pack',
    packFile,
    '--identity',
    keyFile,
    '--port',
    String(stack.port),
    ...more,
  ];
  return run(process.execPath, args).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout, stderr }) => ({ code, said: `${stdout}${stderr}` }),
  );
};

const collective = validCollective();
const member = validMember(collective.id, {
  name: 'కెరటం నక్షత్ర',
  consents: [validConsent('services'), validConsent('reporting')],
});

/** Women who were talked with twice: eleven, so that what became of them is told. */
const women = Array.from({ length: 11 }, () =>
  validMember(collective.id, {
    joinedOn: '2026-05-01',
    consents: [
      validConsent('services', { on: '2026-05-01' }),
      validConsent('reporting', { on: '2026-05-01' }),
    ],
  }),
);
const crisis = validCase(women[0]?.id ?? '', { openedOn: '2026-09-02', incident: 'threat' });
const [request, appeal] = [
  validDemand({ on: '2026-09-18' }),
  validDemand({ on: '2026-09-25', kind: 'rti_appeal' }),
];

/** Talks, a crisis with its plan and her word, and what was asked of an office and appealed. */
const liveARoad = async (): Promise<void> => {
  const must = async (path: string, body: object) => {
    const { status, text } = await call(from, 'coordinator', 'POST', path, { id: newId(), ...body });
    expect(status, `${path} ${text}`).toBe(201);
  };
  for (const [index, woman] of women.entries()) {
    await must('/api/members', woman);
    const talks = `/api/members/${woman.id}/talks`;
    const goal = { area: 'work', text: 'కుట్టు మిషన్', by: '2027-01-15' };
    await must(talks, { on: '2026-06-02', answers: { safety: 1, mind: 3 }, goal });
    await must(talks, { on: '2026-09-20', answers: { safety: index < 8 ? 4 : 2, mind: 4 }, goalDone: true });
  }
  await must('/api/cases', crisis);
  const events = `/api/cases/${crisis.id}/events`;
  const plan = { signs: 'కేకలు', goTo: 'పిన్ని ఇంటికి', call: 'లక్ష్మి', take: 'సంచి', children: 'పక్కింట్లో' };
  await must(events, { type: 'safety_plan', on: '2026-09-03', ...plan });
  await must(events, { type: 'status', on: '2026-09-22', status: 'closed', herWord: 'partly' });
  await must('/api/demands', request);
  await must(`/api/demands/${request.id}/steps`, { on: '2026-09-24', step: 'refused', text: 'సమాచారం లేదు' });
  await must('/api/demands', { ...appeal, follows: request.id });
};

/** What of it is read, and must be read the same on the other stack. */
const readingsOfRoad = [
  ...women.map(({ id }) => `/api/members/${id}/talks`),
  `/api/cases/${crisis.id}`,
  `/api/cases/${crisis.id}/events`,
  '/api/demands',
  `/api/demands/${request.id}`,
  `/api/demands/${appeal.id}`,
  '/api/agenda?from=2026-09-01&to=2027-12-31',
  '/api/collectives',
];

test('a programme is handed over, and gives the same months, ledgers and names on another stack', async () => {
  for (const [path, body] of [
    ['/api/programme/terms', programmeTerms],
    ['/api/collectives', collective],
    ['/api/members', member],
    [
      `/api/collectives/${collective.id}/meetings`,
      {
        id: newId(),
        heldOn: '2026-09-12',
        attendance: [{ memberId: member.id, status: 'present' }],
        entries: [{ memberId: member.id, kind: 'deposit', amountPaise: 12_300 }],
        note: 'వాన పడింది',
      },
    ],
  ] as const) {
    expect((await call(from, 'coordinator', 'POST', path, body)).status).toBe(201);
  }
  await liveARoad();
  await fetch(`${from.url}/local/schedule`, { method: 'POST', body: JSON.stringify({ month: '2026-09' }) });
  await from.whenIdle();

  // Asked by the administrator, approved by the auditor alone, who sees whose key it is.
  const id = newId();
  const asked = await call(from, 'administrator', 'POST', '/api/data-handovers', { id, recipientKey });
  expect(asked).toMatchObject({ status: 202, body: { approvalId: id, state: 'waiting' } });
  const again = await call(from, 'administrator', 'POST', '/api/data-handovers', { id, recipientKey });
  expect(again.status).toBe(200);
  const waiting = await call(from, 'auditor', 'GET', '/api/approvals');
  const { recipientFingerprint } = z.looseObject({ recipientFingerprint: z.string() }).parse(asked.body);
  expect(waiting.body).toMatchObject({
    items: [{ kind: 'data_handover', of: 'handover', subject: id, recipientFingerprint }],
  });
  for (const [by, status] of [
    ['administrator', 403],
    ['coordinator', 404],
  ] as const) {
    expect((await call(from, by, 'POST', `/api/approvals/${id}`, { decision: 'approved' })).status).toBe(
      status,
    );
  }
  const approved = await call(from, 'auditor', 'POST', `/api/approvals/${id}`, { decision: 'approved' });
  expect(approved.status).toBe(200);
  await from.whenIdle();
  expect(from.deadLetters()).toEqual([]);
  expect(from.logLines().filter((line) => line.includes('All data were packed'))).toHaveLength(1);

  // The link gives a file that only the recipient opens; taking it leaves a line.
  const made = await readHandover(id);
  expect(made.state).toBe('made');
  const file = Buffer.from(await (await fetch(made.link?.url ?? '')).arrayBuffer());
  expect(file.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  expect(file.includes('కెరటం')).toBe(false);
  writeFileSync(packFile, file);
  const log = await call(from, 'auditor', 'GET', `/api/access-log?subject=${id}`);
  const { items } = z.object({ items: z.array(z.looseObject({ route: z.string() })) }).parse(log.body);
  expect(items.filter(({ route }) => route === 'GET /api/data-handovers/{id}')).toMatchObject([
    { fields: ['pack'], subjects: [id] },
  ]);

  // Built again.
  await setClock(to, '2026-10-06T00:00:00Z');
  // The file alone proves nothing: what was told of it apart from it is asked for, and the key of the months may be.
  expect(await importInto(to, [])).toMatchObject({ code: 2, said: expect.stringContaining('--sha256') });
  const told = ['--sha256', made.sha256 ?? ''];
  expect(await importInto(to, ['--sha256', `${'0'.repeat(64)}`])).toMatchObject({
    code: 2,
    said: expect.stringContaining('File 1 is not the pack that was made'),
  });
  writeFileSync(
    strangeKey,
    generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }),
  );
  expect(await importInto(to, [...told, '--key', strangeKey])).toMatchObject({
    code: 2,
    said: expect.stringContaining('signed with another key than the one given'),
  });
  const key = await fetch(`${from.url}/api/snapshots/2026-09/files/public-key.pem`, {
    headers: { authorization: `Bearer ${await from.tokenFor('funder')}` },
  });
  writeFileSync(monthKey, await key.text());
  const { code, said } = await importInto(to, [...told, '--key', monthKey]);
  expect(said).toContain('2026-09 version 1  as published');
  expect(said).toContain('Every month has the published bytes.');
  expect(code).toBe(0);
  for (const [by, path] of [
    ['funder', '/api/snapshots/2026-09'],
    ['coordinator', `/api/collectives/${collective.id}/ledger`],
    ['coordinator', `/api/collectives/${collective.id}/meetings`],
    ['coordinator', `/api/members/${member.id}`],
    ...readingsOfRoad.map((path) => ['coordinator', path] as const),
  ] as const) {
    const [here, there] = await Promise.all([call(from, by, 'GET', path), call(to, by, 'GET', path)]);
    expect(there.status, path).toBe(200);
    expect(there.text, path).toBe(here.text);
  }
  // September counts a half-year: eight of the eleven who were in danger are safe.
  const {
    snapshot: { indicators },
  } = z
    .object({
      snapshot: z.object({ indicators: z.array(z.looseObject({ code: z.string(), month: z.unknown() })) }),
    })
    .parse((await call(to, 'funder', 'GET', '/api/snapshots/2026-09')).body);
  const monthOf = (code: string) => indicators.find((one) => one.code === code)?.month;
  expect(monthOf('road_better_safety')).toEqual({ numerator: 8, denominator: 11 });
  expect(monthOf('help_helped')).toEqual({ withheld: 'too_few' });
  expect(['talks_held', 'crises_of_violence', 'demands_made', 'demands_answered'].map(monthOf)).toEqual([
    11, 1, 2, 1,
  ]);
  expect(await importInto(to, told)).toMatchObject({
    code: 2,
    said: expect.stringContaining('has a programme already'),
  });

  // A day later nothing is given out any more.
  await setClock(from, '2026-10-07T06:30:00Z');
  expect(await readHandover(id)).toMatchObject({ state: 'ended' });
  expect((await readHandover(id)).link).toBeUndefined();
}, 240_000);

test('what was declined or taken back is never made, and a key that nobody has is refused', async () => {
  const id = newId();
  await call(from, 'administrator', 'POST', '/api/data-handovers', { id, recipientKey });
  await call(from, 'auditor', 'POST', `/api/approvals/${id}`, { decision: 'declined' });
  await from.whenIdle();
  expect(await readHandover(id)).toMatchObject({ state: 'declined' });
  const withdrawn = newId();
  await call(from, 'administrator', 'POST', '/api/data-handovers', { id: withdrawn, recipientKey });
  await call(from, 'administrator', 'POST', `/api/approvals/${withdrawn}/withdrawal`, {});
  expect(await readHandover(withdrawn)).toMatchObject({ state: 'withdrawn' });
  const wrong = `${recipientKey.slice(0, -1)}${recipientKey.endsWith('q') ? 'p' : 'q'}`;
  const refused = await call(from, 'administrator', 'POST', '/api/data-handovers', {
    id: newId(),
    recipientKey: wrong,
  });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'recipientKey' }] } });
});
