import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fetchToken } from '../../local/token.ts';
import { openOutside } from '../contract/outside.ts';
import { caseOf, collectiveOf, eventOf, memberOf, outreachOf, sheetOf } from '../contract/scene.ts';
import { programmeTerms } from '../support/programme-terms.ts';

const root = join(import.meta.dirname, '..', '..');

/** `npm start -- --empty` on a machine in another part of the world; its address. */
const startIn = async (zone: string): Promise<string> => {
  const child = spawn(process.execPath, ['local/installed.mjs', 'local/start.ts', '--port', '0', '--empty'], {
    cwd: root,
    env: { ...process.env, TZ: zone, LANG: 'ja_JP.UTF-8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGINT');
    await ended;
  });
  const ready = Promise.withResolvers<string>();
  let said = '';
  child.stdout.on('data', (data: Buffer) => {
    said += data.toString();
    const address = /^ready (\S+)\n$/m.exec(said)?.[1];
    if (address !== undefined) ready.resolve(address);
  });
  ended.then(() => ready.reject(new Error(`it ended: ${said}`)));
  return ready.promise;
};

test('is the same month, byte for byte, wherever the machine stands', async () => {
  const collective = collectiveOf();
  const members = [
    memberOf(collective.id, '2026-04-01'),
    memberOf(collective.id, '2026-10-31', { birthYear: 2002, district: 'Krishna' }),
    memberOf(collective.id, '2026-03-31', { leaderSince: '2026-10-01' }),
  ];
  const [first, second] = members.map(({ id }) => id);
  const aCase = caseOf(first ?? '', '2026-10-31');
  const before = [
    ['/api/collectives', collective],
    ...members.map((member) => ['/api/members', member] as const),
    [
      `/api/collectives/${collective.id}/meetings`,
      sheetOf('2026-10-31', [
        { memberId: first ?? '', kind: 'deposit', amountPaise: 12_345 },
        { memberId: second ?? '', kind: 'deposit', amountPaise: 100 },
      ]),
    ],
    ['/api/cases', aCase],
    [`/api/cases/${aCase.id}/events`, eventOf('service', '2026-10-31', { service: 'legal_aid' })],
    ['/api/outreach', outreachOf('media_story', '2026-10-31')],
  ] as const;
  const after = outreachOf('media_story', '2026-11-01');

  const live = async (zone: string): Promise<string> => {
    const url = await startIn(zone);
    const { call, done, setClock, publish } = await openOutside(url, (person) => fetchToken(url, person));
    // Half an hour before midnight in India, since the clock goes on while these are sent; then a minute before.
    await setClock('2026-10-31T18:00:00Z');
    await done('coordinator', 'POST', '/api/programme/terms', { body: programmeTerms });
    for (const [path, body] of before) await done('coordinator', 'POST', path, { body });
    await setClock('2026-10-31T18:29:00Z');
    expect((await call('coordinator', 'POST', '/api/outreach', { body: after })).status).toBe(400);
    await setClock('2026-10-31T18:30:00Z');
    await done('coordinator', 'POST', '/api/outreach', { body: after });
    await publish('2026-10');
    const { headers } = await call('funder', 'GET', '/api/snapshots/2026-10/files/snapshot.json');
    return (await fetch(headers.get('location') ?? '')).text();
  };
  const [west, east] = await Promise.all([live('America/Los_Angeles'), live('Pacific/Kiritimati')]);
  expect(west).toEqual(east);
  expect(west).toContain('"month":"2026-10"');
}, 240_000);
