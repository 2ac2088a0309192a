import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AuthenticatedContext,
  contextOf,
  type Owner,
} from '../../functions/shared/vault/authenticated-context.ts';
import { decryptText, encryptText } from '../../functions/shared/vault/ciphertext.ts';
import { encryptedText } from '../../functions/shared/vault/encrypted-text.ts';
import { VaultError } from '../../functions/shared/vault/vault-error.ts';

const key = createSecretKey(randomBytes(32));
const owner: Owner = 'member:a';
const context = contextOf({ pk: 'MEMBER#a', sk: 'MEMBER' }, 'name');

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
  test('opens to what was sealed', () => {
    fc.assert(
      fc.property(text, (plain) => {
        expect(decryptText(key, owner, context, encryptText(key, owner, context, plain))).toBe(plain);
      }),
    );
  });

  test('keeps half a surrogate pair as UTF-8 does', () => {
    expect(decryptText(key, owner, context, encryptText(key, owner, context, 'a\ud800'))).toBe('a\ufffd');
  });

  test('does not open once any bit of it was changed', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat({ max: 7 }), (plain, position, bit) => {
        const bytes = Buffer.from(String(encryptText(key, owner, context, plain)), 'base64url');
        const index = position % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
        const fault = faultOf(() =>
          decryptText(key, owner, context, encryptedText.parse(bytes.toString('base64url'))),
        );
        expect(fault).toBe(index === 0 ? 'not_ciphertext' : 'not_authentic');
      }),
      { numRuns: 500 },
    );
  });

  test('does not open once any character of it was changed, added or lost', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. ';
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...alphabet), fc.nat({ max: 2 }), (position, character, how) => {
        const ciphertext = String(encryptText(key, owner, context, 'Padma'));
        const at = position % ciphertext.length;
        const tail = ciphertext.slice(how === 0 ? at : at + 1);
        const changed = ciphertext.slice(0, at) + (how === 2 ? '' : character) + tail;
        fc.pre(changed !== ciphertext);
        expect(faultOf(() => decryptText(key, owner, context, encryptedText.parse(changed)))).toMatch(
          /^not_(ciphertext|authentic)$/,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('does not open in any other place, nor for another owner, nor with another key', () => {
    const part = fc.string({ maxLength: 8 });
    const contexts: fc.Arbitrary<AuthenticatedContext> = fc.record({
      table: part,
      item: fc.record({ pk: part, sk: part }),
      field: part,
    });
    const owners = fc.constantFrom<Owner>('member:a', 'member:b', 'collective:a', 'organisation');
    fc.assert(
      fc.property(contexts, contexts, owners, owners, (from, to, by, other) => {
        fc.pre(by !== other || JSON.stringify(from) !== JSON.stringify(to));
        const ciphertext = encryptText(key, by, from, 'Padma');
        expect(faultOf(() => decryptText(key, other, to, ciphertext))).toBe('not_authentic');
      }),
    );
    const ciphertext = encryptText(key, owner, context, 'Padma');
    for (const moved of [
      { ...context, table: 'other' },
      { ...context, item: { pk: 'MEMBER#b', sk: 'MEMBER' } },
      { ...context, item: { pk: 'MEMBER#a', sk: 'MEMBER2' } },
      { ...context, item: { pk: 'MEMBER#aM', sk: 'EMBER' } },
      { ...context, field: 'phone' },
    ]) {
      expect(faultOf(() => decryptText(key, owner, moved, ciphertext))).toBe('not_authentic');
    }
    expect(faultOf(() => decryptText(createSecretKey(randomBytes(32)), owner, context, ciphertext))).toBe(
      'not_authentic',
    );
  });

  test('is refused when it is no sealed text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (anything) => {
        expect(faultOf(() => decryptText(key, owner, context, encryptedText.parse(anything)))).toMatch(
          /^not_(ciphertext|authentic)$/,
        );
      }),
    );
  });

  test('never uses a nonce twice, and never writes the same text alike', () => {
    const ciphertext = Array.from({ length: 20_000 }, () =>
      String(encryptText(key, owner, context, 'Padma')),
    );
    const nonces = ciphertext.map((one) => Buffer.from(one, 'base64url').subarray(1, 13).toString('hex'));
    expect(new Set(nonces).size).toBe(ciphertext.length);
    expect(new Set(ciphertext).size).toBe(ciphertext.length);
  });

  test('tells of the length only how many 32 bytes were begun', () => {
    const lengthOf = (plain: string) => String(encryptText(key, owner, context, plain)).length;
    expect(new Set(['', 'Uma', 'Venkateswaramma Yarlagadda', 'a'.repeat(31)].map(lengthOf))).toEqual(
      new Set([82]),
    );
    expect(lengthOf('a'.repeat(32))).toBe(124);
  });

  test('says nothing of the content when it fails', () => {
    try {
      decryptText(key, owner, { ...context, field: 'phone' }, encryptText(key, owner, context, 'Padma'));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(VaultError);
      expect(String(error)).toBe('VaultError: The vault failed (not_authentic) for member:a, field phone.');
    }
  });
});
