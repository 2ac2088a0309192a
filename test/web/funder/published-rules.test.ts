import { describe, expect, test } from 'vitest';
import { formatValue } from '../../../web/src/months/format-published.ts';
import type { VersionOfMonth } from '../../../web/src/months/published.ts';
import { newestVersions, readHistory, readLater } from '../../../web/src/months/reports.ts';
import { published } from './published.ts';

describe('what is read of published months', () => {
  test('is what was published before a version, of so many months, in the order of publication', async () => {
    const listed = (month: string, version: number) => ({ month, version, reason: null, publishedAt: '' });
    const versions = [
      listed('2026-07', 2),
      listed('2026-09', 2),
      listed('2026-09', 1),
      listed('2026-08', 1),
      listed('2026-07', 1),
      listed('2026-06', 1),
    ];
    expect(newestVersions(versions)).toEqual([versions[1], versions[3], versions[0], versions[5]]);
    const read = async (before: VersionOfMonth | undefined, from: string) =>
      (
        await readHistory(
          versions,
          { publishedBefore: before, fromMonth: from },
          async ({ month, version }) => published(month, { version }),
        )
      ).map(({ month, version }) => `${month} v${version}`);
    expect(await read(listed('2026-09', 2), '2026-07')).toEqual(['2026-07 v1', '2026-08 v1', '2026-09 v1']);
    expect(await read(listed('2026-07', 2), '2026-07')).toEqual([
      '2026-07 v1',
      '2026-08 v1',
      '2026-09 v1',
      '2026-09 v2',
    ]);
    expect(await read(undefined, '2026-09')).toEqual(['2026-09 v1', '2026-09 v2']);
    const since = async (after: VersionOfMonth) =>
      (await readLater(versions, after, async ({ month, version }) => published(month, { version }))).map(
        ({ month, version }) => `${month} v${version}`,
      );
    expect(await since(listed('2026-09', 1))).toEqual(['2026-09 v2', '2026-07 v2']);
    expect(await since(listed('2026-07', 2))).toEqual([]);
  });

  test('writes money in rupees, and a ratio with both its parts', () => {
    expect(formatValue(123_456_00, 'paise', 'en')).toBe('₹1,23,456');
    expect(formatValue(123_456_00, 'paise', 'ja')).toMatch(/123,456/);
    expect(formatValue({ numerator: 3, denominator: 4 }, 'ratio', 'en')).toBe('75.0% (3 / 4)');
    expect(formatValue({ numerator: 0, denominator: 0 }, 'ratio', 'en')).toBe('0 / 0');
  });
});
