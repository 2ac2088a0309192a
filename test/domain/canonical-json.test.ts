import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../functions/shared/text/canonical-json.ts';

const shuffle = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map(shuffle);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, shuffle(member)]),
      )
    : value;
};

const values = fc.letrec((tie) => ({
  value: fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;

describe('canonical JSON', () => {
  test('is JSON, and one spelling whatever the order of keys', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(value);
        expect(canonicalJson(shuffle(value))).toBe(text);
      }),
    );
  });

  test('sorts keys, and spends no space', () => {
    expect(canonicalJson({ b: [1, -0], a: { d: 'ఆ', c: null }, e: undefined })).toBe(
      '{"a":{"c":null,"d":"ఆ"},"b":[1,0]}',
    );
  });

  test('is what RFC 8785 asks for, as another implementation reads it', () => {
    fc.assert(
      fc.property(values, (value) => {
        // That refuses half a surrogate pair, which anybody may type and which ours must take.
        fc.pre(JSON.stringify(value).search(/\\ud[89a-f]/) < 0);
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
    );
    expect(() => canonicalize('\ud800')).toThrow();
    expect(canonicalJson('\ud800')).toBe('"\\ud800"');
  });

  test.each([0.5, Number.NaN, 2 ** 53])('refuses %s', (number) => {
    expect(() => canonicalJson({ number })).toThrow(RangeError);
  });
});
