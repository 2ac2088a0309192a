import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, test } from 'vitest';
import { createKeyFollower, fingerprintOf } from '../../../../web/src/desks/handover/fingerprint.tsx';

const makeKey = async (): Promise<string> => identityToRecipient(await generateX25519Identity());

/** What the page shows last if keys are typed one after the other, each before the fingerprint of the key before is computed. */
const shownAfter = async (...keys: readonly string[]): Promise<string | undefined> => {
  let shown: string | undefined;
  const follow = createKeyFollower((fingerprint) => {
    shown = fingerprint;
  });
  await Promise.all(keys.map(follow));
  return shown;
};

test('a whole and right key has its fingerprint', async () => {
  const key = await makeKey();
  expect(await shownAfter(key.slice(0, -1), key)).toBe(await fingerprintOf(key));
});

test('a key that was changed at once never keeps the fingerprint of the key before', async () => {
  const key = await makeKey();
  expect(await shownAfter(key, key.slice(0, -1))).toBeUndefined();
  const other = await makeKey();
  expect(await shownAfter(key, other)).toBe(await fingerprintOf(other));
});

test('while the fingerprint of another key is computed, none is shown', async () => {
  const key = await makeKey();
  const shown: (string | undefined)[] = [];
  const follow = createKeyFollower((fingerprint) => shown.push(fingerprint));
  await follow(key);
  const following = follow(await makeKey());
  expect(shown.at(-1)).toBeUndefined();
  await following;
});
