import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeSince, encodeSince } from '../../functions/areas/pack/since.ts';
import { AppError } from '../../functions/shared/errors/errors.ts';

const members = fc.uniqueArray(
  fc.record({ id: fc.uuid({ version: 7 }), version: fc.integer({ min: 1, max: 99 }) }),
  {
    selector: ({ id }) => id,
    maxLength: 60,
  },
);

const codeOf = (since: string): string => {
  try {
    decodeSince(since, 'a');
    return 'none';
  } catch (error) {
    return error instanceof AppError ? error.code : 'bug';
  }
};

describe('`since`', () => {
  test('knows exactly the members of the answer, at the versions that it gave', () => {
    fc.assert(
      fc.property(members, members, (given, others) => {
        const isKnown = decodeSince(encodeSince('a', given), 'a');
        const ids = new Set(given.map(({ id }) => id));
        for (const member of given) {
          expect(isKnown(member)).toBe(true);
          expect(isKnown({ ...member, version: member.version + 1 })).toBe(false);
        }
        for (const member of others)
          expect(isKnown(member)).toBe(ids.has(member.id) && given.includes(member));
      }),
    );
  });

  test('of somebody else counts as none', () => {
    fc.assert(
      fc.property(members, (given) => {
        const isKnown = decodeSince(encodeSince('a', given), 'b');
        expect(given.map(isKnown)).toEqual(given.map(() => false));
      }),
    );
  });

  test('fits into a URL, and those who no longer fit are sent whole', () => {
    const many = Array.from({ length: 1_200 }, (_, index) => ({ id: `member ${index}`, version: 1 }));
    const since = encodeSince('a', many);
    expect(since.length).toBeLessThan(7_000);
    const isKnown = decodeSince(since, 'a');
    expect(many.filter(isKnown)).toEqual(many.slice(0, 1_000));
  });

  test('tells no id', () => {
    const since = encodeSince('person', [{ id: 'member', version: 3 }]);
    const bytes = Buffer.from(since, 'base64url').toString('latin1');
    for (const id of ['person', 'member']) expect(bytes).not.toContain(id);
  });

  test.each(['', 'x', 'bm90IHJlYWxseSBhIHNpbmNlIGF0IGFsbA', '💧', 'A'.repeat(9_000)])(
    'that no answer gave is refused: %j',
    (since) => expect(codeOf(since)).toBe('invalid_since'),
  );

  test('that was changed or cut is refused', () => {
    const since = encodeSince('a', [
      { id: 'one', version: 1 },
      { id: 'two', version: 1 },
    ]);
    expect(codeOf(since)).toBe('none');
    for (let at = 0; at < since.length; at += 1) {
      const other = since[at] === 'A' ? 'B' : 'A';
      expect(codeOf(`${since.slice(0, at)}${other}${since.slice(at + 1)}`)).toBe('invalid_since');
      expect(codeOf(since.slice(0, at))).toBe('invalid_since');
    }
    expect(codeOf(`${since}=`)).toBe('invalid_since');
  });
});
