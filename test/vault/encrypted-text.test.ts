import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Member, StoredMember } from '../../functions/areas/members/schema.ts';
import { contextOf } from '../../functions/shared/vault/authenticated-context.ts';
import { decryptText, encryptText } from '../../functions/shared/vault/ciphertext.ts';
import { encryptedText } from '../../functions/shared/vault/encrypted-text.ts';

/*
 * The compiler is what is tested here: an unused `@ts-expect-error` is an error of its own, so the type check fails when one
 * of these mistakes becomes possible.
 */

const key = createSecretKey(randomBytes(32));
const context = contextOf({ pk: 'MEMBER#a', sk: 'MEMBER' }, 'name');
const encrypted = encryptText(key, 'member:a', context, 'Padma');

describe('an encrypted text', () => {
  test('is a string when it is stored, and no other value is one', () => {
    expect(encryptedText.safeParse(JSON.parse(JSON.stringify(encrypted))).success).toBe(true);
    for (const other of [null, undefined, 1, {}, ['a']]) {
      expect(encryptedText.safeParse(other).success).toBe(false);
    }
  });

  test('is expected where plaintext does not do', () => {
    // @ts-expect-error a plaintext name in a stored record
    const stored: Pick<StoredMember, 'name'> = { name: 'Padma' };
    expect(typeof stored.name).toBe('string');
    // @ts-expect-error a plaintext to decrypt
    expect(() => decryptText(key, 'member:a', context, 'Padma')).toThrow('not_ciphertext');
  });

  test('does not do where plaintext is expected', () => {
    // @ts-expect-error a ciphertext as the name in an answer
    const shown: Pick<Member, 'name'> = { name: encrypted };
    expect(shown.name).not.toBe('Padma');
    // @ts-expect-error encrypted a second time
    expect(decryptText(key, 'member:a', context, encryptText(key, 'member:a', context, encrypted))).toBe(
      encrypted,
    );
  });
});
