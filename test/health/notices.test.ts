import { expect, test } from 'vitest';
import { judge } from '../../functions/areas/health/rules.ts';
import { type HealthRow, healthCodes } from '../../functions/areas/health/schema.ts';
import type { Told } from '../../functions/areas/health/stored-look.ts';
import { mailOf } from '../../functions/jobs/health/mail.ts';
import { planNotice, rowsToTell } from '../../functions/jobs/health/notices.ts';
import { doKeyOf, foundKeyOf } from '../../web/src/desks/health/health-rules.ts';
import texts from '../../web/src/desks/health/messages.json' with { type: 'json' };
import { faults, now, read, well } from './planted.ts';

const circumstances = { now, cutoffDay: 5, recordsFrom: '2026-01-01' };
const after = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000);
const off: HealthRow = { code: 'backup', state: 'act', reason: 'off', who: 'engineer' };
const pack: HealthRow = { code: 'pack', state: 'look', reason: 'old', who: 'administrator' };
const late: HealthRow = { code: 'seals', state: 'look', reason: 'late', who: 'engineer' };

test('nothing is mailed while all is well', () => {
  expect(planNotice(judge(read(well), circumstances), [], now)).toEqual({ mailed: [], told: [] });
});

test('what is not well is mailed at once, once a day while it stands, and what is new with it', () => {
  const first = planNotice([pack], [], now);
  expect(first.mailed).toEqual([pack]);
  const quarter = planNotice([pack], first.told, after(0.25));
  expect(quarter).toEqual({ mailed: [], told: first.told });
  const news = planNotice([off, pack], first.told, after(1));
  expect(news.mailed).toEqual([off, pack]);
  expect(planNotice([off, pack], news.told, after(24)).mailed).toEqual([]);
  // A day after the mail that told of both.
  const daily = planNotice([off, pack], news.told, after(25));
  expect(daily.mailed).toEqual([off, pack]);
  expect(planNotice([off, pack], daily.told, after(25.25)).mailed).toEqual([]);
});

test('what becomes worse, or stands for another reason, is news', () => {
  const { told } = planNotice([late], [], now);
  const worse: HealthRow = { ...late, state: 'act' };
  const second = planNotice([worse], told, after(1));
  expect(second.mailed).toEqual([worse]);
  expect(planNotice([late], second.told, after(2)).mailed).toEqual([]);
  expect(planNotice([{ ...late, reason: 'unread' }], second.told, after(3)).mailed).toHaveLength(1);
});

test('what comes and goes is mailed once a day', () => {
  const { told } = planNotice([off], [], now);
  const gone = planNotice([], told, after(1));
  expect(gone.mailed).toEqual([]);
  expect(planNotice([off], gone.told, after(2)).mailed).toEqual([]);
  expect(planNotice([off], gone.told, after(26)).mailed).toEqual([off]);
});

const told = new Map<string, HealthRow>();
for (const [, planted] of faults) {
  for (const row of rowsToTell(judge(read({ ...well, ...planted }), circumstances))) {
    told.set(`${row.code} ${row.reason}`, row);
  }
}
for (const code of healthCodes) {
  told.set(`${code} unread`, { code, state: 'look', reason: 'unread', who: 'engineer' });
}

test.each([...told])(
  '%s has words on the page, and a mail in both languages that says the same',
  (_, row) => {
    const words = new Map<string, { readonly te: string; readonly en: string }>(Object.entries(texts));
    const [found, toDo] = [words.get(foundKeyOf(row)), words.get(doKeyOf(row))];
    const { subject, message } = mailOf(rowsToTell([row]));
    expect(subject).toMatch(/^\d to do today, \d to look at$/);
    for (const text of [found?.en, found?.te, toDo?.en, toDo?.te]) expect(message).toContain(String(text));
    expect(found).toBeDefined();
    expect(toDo).toBeDefined();
  },
);

test('a mail has fixed words alone, the heaviest first: no id, name, number or day', () => {
  const personal: HealthRow = {
    ...pack,
    at: '2026-01-01T00:00:00Z',
    by: '0197a000-0000-7000-8000-000000000001',
    phones: [{ personId: '0197a000-0000-7000-8000-000000000001', reason: 'silent', seenOn: '2026-01-01' }],
  };
  const { subject, message } = mailOf(rowsToTell([personal, off]));
  expect(subject).toBe('1 to do today, 1 to look at');
  expect(message).not.toMatch(/0197a|2026|@/);
  expect(message.indexOf(texts['health.backup.off'].en)).toBeLessThan(
    message.indexOf(texts['health.pack.old'].en),
  );
  const told: Told[] = [{ code: 'backup', reason: 'off', state: 'act', at: now.toISOString() }];
  expect(planNotice([off], told, after(1)).mailed).toEqual([]);
});
