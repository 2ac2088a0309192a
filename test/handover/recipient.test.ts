import { createHash } from 'node:crypto';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, test } from 'vitest';
import { keyFingerprintOf } from '../../functions/areas/handover/fingerprint.ts';
import { isRecipientKey } from '../../functions/areas/handover/recipient.ts';

const key = await identityToRecipient(await generateX25519Identity());

test('a key that age made is one, and age takes it', () => {
  expect(isRecipientKey(key)).toBe(true);
  expect(() => new Encrypter().addRecipient(key)).not.toThrow();
});

test('one wrong letter anywhere makes it none: nobody could open the pack', () => {
  for (let at = 'age1'.length; at < key.length; at += 1) {
    const letter = key[at] === 'q' ? 'p' : 'q';
    expect(isRecipientKey(`${key.slice(0, at)}${letter}${key.slice(at + 1)}`)).toBe(false);
  }
});

test.each([
  ['nothing', ''],
  ['a secret key', 'AGE-SECRET-KEY-1FCTHZKL3ZUSDD97N0P283P4SA79QJMCAP8GAYMVU703QW099KF2Q56XJ8D'],
  ['capital letters', key.toUpperCase()],
  ['a space behind it', `${key} `],
  ['too few letters', key.slice(0, -1)],
])('%s is no key', (_, text) => {
  expect(isRecipientKey(text)).toBe(false);
});

test('its fingerprint is what sha256sum says of it', () => {
  expect(keyFingerprintOf(key)).toBe(createHash('sha256').update(key).digest('hex'));
});
