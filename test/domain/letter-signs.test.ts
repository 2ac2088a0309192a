import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestLetter, maxLetterLength } from '../../functions/shared/text/letter-signs.ts';

describe('the longest letter', () => {
  test.each([
    ['', 0],
    ['a', 1],
    ['క్'.repeat(129), 258],
    ['क्'.repeat(129), 258],
    ['ಕ್'.repeat(129), 258],
    [`క${'ా'.repeat(300)}`, 301],
    [`a${'\u0301'.repeat(40)}`, 41],
    [`\u25cc${'ా'.repeat(300)}`, 301],
    ['క్\u200d'.repeat(90), 270],
    // A non-joiner, a space or another base ends what a virama joins.
    ['క్\u200c'.repeat(129), 3],
    ['క్ '.repeat(129), 2],
    ['కి'.repeat(600), 2],
    ['క్ష'.repeat(600), 3],
  ])('of %j is %i code points long', (text, length) => {
    expect(longestLetter(text)).toBe(length);
  });

  test.each([
    ['Telugu', 'ఆంధ్రప్రదేశ్‌లో స్త్రీల హక్కులు, కార్త్స్న్యం, శ్రీకృష్ణదేవరాయలు, రాష్ట్ర్య'],
    ['Hindi', 'कार्त्स्न्यं, राष्ट्रीय, ज़िन्दगी, र्त्स्न्यैं'],
    ['Kannada and Tamil', 'ಸ್ವಾತಂತ್ರ್ಯ, க்ஷத்ரிய, ஸ்ரீ'],
    ['Japanese, its marks apart', 'グループが口座を開きました。'.normalize('NFD')],
    ['Vietnamese, its marks apart', 'Nguyễn Thị Nghệ'.normalize('NFD')],
    ['English', 'The groups of Guntur opened a bank account – “at last”.'],
    ['Arabic with its vowels', 'ٱلسَّلَامُ عَلَيْكُمْ'],
    ['pictures of people and of a flag', '👩🏽‍❤️‍💋‍👨🏽 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇮🇳'],
  ])('is below half the limit in %s', (_, text) => {
    expect(longestLetter(text)).toBeLessThanOrEqual(maxLetterLength / 2 + 2);
  });

  const part = fc.constantFrom('క', '్', 'ి', 'ा', '\u200d', '\u200c', 'क', 'a', ' ', '1', '。', '\u0301');
  const anyText = fc.oneof(
    fc.array(part, { maxLength: 60 }).map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  );

  test('is no longer than the text, and is found before whatever follows', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(longestLetter(a)).toBeLessThanOrEqual([...a].length);
        expect(longestLetter(a + b)).toBeGreaterThanOrEqual(longestLetter(a));
      }),
    );
  });

  test('is the longest match of a pattern that says the same', () => {
    const virama =
      '\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d3b\\u0d3c\\u0d4d\\u0dca\\u1039\\u17d2';
    const letter = new RegExp(
      `.(?:[\\p{M}\\p{Cf}]|(?<=[${virama}](?:(?!\\u200c)[\\p{M}\\p{Cf}])*)\\p{L})*`,
      'gsu',
    );
    fc.assert(
      fc.property(anyText, (text) => {
        expect(longestLetter(text)).toBe(
          Math.max(0, ...(text.match(letter) ?? []).map((match) => [...match].length)),
        );
      }),
    );
  });

  test('ends with each character that is neither sign nor joined letter', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 5 }), (texts) => {
        const apart = texts.map((text) => text.replace(/^[\p{M}\p{Cf}]+/u, ''));
        expect(longestLetter(apart.join('。'))).toBe(
          Math.max(apart.length > 1 ? 1 : 0, ...apart.map(longestLetter)),
        );
      }),
    );
  });
});
