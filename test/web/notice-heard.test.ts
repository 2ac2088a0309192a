import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import texts from '../../web/src/consent/messages.json' with { type: 'json' };
import { keyOfHeard, noticePurposes, noticeVersions } from '../../web/src/consent/notice.ts';

/** What was once read to a woman is never changed: the first letters of the fingerprint of each text, in both languages. */
test('shows each woman the very text that she heard', () => {
  const heard = noticeVersions.map((version) =>
    noticePurposes.map((purpose) => {
      const { te, en } = texts[keyOfHeard(version, purpose)];
      return createHash('sha256').update(`${te}\n${en}`).digest('hex').slice(0, 8);
    }),
  );
  expect(heard).toEqual([
    ['4fd95629', '20050aa5', '7ebd48cc'],
    ['70a52eb9', '904f79f8', 'cf449157'],
    ['3fee93e8', '904f79f8', 'cf449157'],
  ]);
});
