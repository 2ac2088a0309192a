import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { compressText, decompressText } from '../../functions/shared/journal/compressed-text.ts';
import { createChance } from '../disclosure/chance.ts';

test('a text gives the same bytes however it is divided, and comes out again in whole lines', async () => {
  const chance = createChance(20261130);
  const text = Buffer.from(
    Array.from({ length: 60_000 }, () => `{"id":"${Math.floor(chance.next() * 1e12)}","note":"నమోదు"}\n`).join(
      '',
    ),
  );
  const whole = await compressText([text]);
  expect(whole).toMatchObject({ bytes: text.length, sha256: hash('sha256', text) });
  for (const most of [1_000, 300_000, 1_500_000]) {
    const pieces: Buffer[] = [];
    for (let at = 0; at < text.length; ) {
      const end = at + chance.between(1, most);
      pieces.push(text.subarray(at, end));
      at = end;
    }
    expect((await compressText(pieces)).compressed.equals(whole.compressed), `up to ${most}`).toBe(true);
  }
  const parts: Buffer[] = [];
  for await (const part of decompressText(whole.compressed)) {
    expect(part.at(-1)).toBe(0x0a);
    parts.push(part);
  }
  expect(Buffer.concat(parts).equals(text)).toBe(true);
});
