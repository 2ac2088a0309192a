import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Owner, type Place, placeOf } from '../../functions/vault/authenticated-context.ts';
import { openText, sealText } from '../../functions/vault/sealed-text.ts';
import { VaultError } from '../../functions/vault/vault-error.ts';

const key = createSecretKey(randomBytes(32));
const owner: Owner = 'member:a';
const place = placeOf({ pk: 'MEMBER#a', sk: 'MEMBER' }, 'name');

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('', 'లక్ష్మి', '\u0080', '\0', 'Lakshmi '.repeat(250)),
);

const faultOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error instanceof VaultError ? error.fault : error;
  }
  return 'none';
};

describe('a sealed text', () => {
  it('opens to what was sealed', () => {
    fc.assert(
      fc.property(text, (plain) => {
        expect(openText(key, owner, place, sealText(key, owner, place, plain))).toBe(plain);
      }),
    );
  });

  it('keeps half a surrogate pair as UTF-8 does', () => {
    expect(openText(key, owner, place, sealText(key, owner, place, 'a\ud800'))).toBe('a\ufffd');
  });

  it('does not open once any bit of it was changed', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat({ max: 7 }), (plain, position, bit) => {
        const bytes = Buffer.from(sealText(key, owner, place, plain), 'base64url');
        const index = position % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
        const fault = faultOf(() => openText(key, owner, place, bytes.toString('base64url')));
        expect(fault).toBe(index === 0 ? 'not_sealed' : 'not_authentic');
      }),
      { numRuns: 500 },
    );
  });

  it('does not open once any character of it was changed, added or lost', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. ';
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...alphabet), fc.nat({ max: 2 }), (position, character, how) => {
        const sealed = sealText(key, owner, place, 'Padma');
        const at = position % sealed.length;
        const tail = sealed.slice(how === 0 ? at : at + 1);
        const changed = sealed.slice(0, at) + (how === 2 ? '' : character) + tail;
        fc.pre(changed !== sealed);
        expect(faultOf(() => openText(key, owner, place, changed))).toMatch(/^not_(sealed|authentic)$/);
      }),
      { numRuns: 500 },
    );
  });

  it('does not open in any other place, nor for another owner, nor with another key', () => {
    const part = fc.string({ maxLength: 8 });
    const places: fc.Arbitrary<Place> = fc.record({
      table: part,
      item: fc.record({ pk: part, sk: part }),
      field: part,
    });
    const owners = fc.constantFrom<Owner>('member:a', 'member:b', 'collective:a', 'organisation');
    fc.assert(
      fc.property(places, places, owners, owners, (from, to, by, other) => {
        fc.pre(by !== other || JSON.stringify(from) !== JSON.stringify(to));
        const sealed = sealText(key, by, from, 'Padma');
        expect(faultOf(() => openText(key, other, to, sealed))).toBe('not_authentic');
      }),
    );
    const sealed = sealText(key, owner, place, 'Padma');
    for (const moved of [
      { ...place, table: 'other' },
      { ...place, item: { pk: 'MEMBER#b', sk: 'MEMBER' } },
      { ...place, item: { pk: 'MEMBER#a', sk: 'MEMBER2' } },
      { ...place, item: { pk: 'MEMBER#aM', sk: 'EMBER' } },
      { ...place, field: 'phone' },
    ]) {
      expect(faultOf(() => openText(key, owner, moved, sealed))).toBe('not_authentic');
    }
    expect(faultOf(() => openText(createSecretKey(randomBytes(32)), owner, place, sealed))).toBe(
      'not_authentic',
    );
  });

  it('is refused when it is no sealed text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (anything) => {
        expect(faultOf(() => openText(key, owner, place, anything))).toMatch(/^not_(sealed|authentic)$/);
      }),
    );
  });

  it('never uses a nonce twice, and never writes the same text alike', () => {
    const sealed = Array.from({ length: 20_000 }, () => sealText(key, owner, place, 'Padma'));
    const nonces = sealed.map((one) => Buffer.from(one, 'base64url').subarray(1, 13).toString('hex'));
    expect(new Set(nonces).size).toBe(sealed.length);
    expect(new Set(sealed).size).toBe(sealed.length);
  });

  it('tells of the length only how many 32 bytes were begun', () => {
    const lengthOf = (plain: string) => sealText(key, owner, place, plain).length;
    expect(new Set(['', 'Uma', 'Venkateswaramma Yarlagadda', 'a'.repeat(31)].map(lengthOf))).toEqual(
      new Set([82]),
    );
    expect(lengthOf('a'.repeat(32))).toBe(124);
  });

  it('says nothing of the content when it fails', () => {
    try {
      openText(key, owner, { ...place, field: 'phone' }, sealText(key, owner, place, 'Padma'));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(VaultError);
      expect(String(error)).toBe('VaultError: The vault failed (not_authentic) for member:a, field phone.');
    }
  });
});
