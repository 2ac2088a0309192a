import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextOf, type Owner } from '../../functions/shared/vault/authenticated-context.ts';
import { type CiphertextAt, createVault } from '../../functions/shared/vault/vault.ts';
import { createKeyStoreDouble, createWrappingKeyDouble } from '../support/vault-doubles.ts';

const context = contextOf({ pk: 'MEMBER#a', sk: 'MEMBER' }, 'name');

/** Several functions over one keys table and one wrapping key, each with its own cache. */
const createPlatform = (limits: { cacheLimit?: number; cacheMaxAgeMs?: number } = {}) => {
  const wrappingKey = createWrappingKeyDouble();
  const keyStore = createKeyStoreDouble();
  const clock = { time: 0 };
  const newVault = () => createVault({ wrappingKey, keyStore, now: () => clock.time, ...limits });
  return { wrappingKey, keyStore, clock, newVault, vault: newVault() };
};

const ciphertextOf = (text: CiphertextAt | undefined) => text?.ciphertext ?? expect.unreachable();

const enrol = async (
  { vault, keyStore }: ReturnType<typeof createPlatform>,
  count: number,
): Promise<CiphertextAt[]> => {
  const texts: CiphertextAt[] = [];
  for (let number = 0; number < count; number += 1) {
    const owner = `member:${number}` as const;
    const key = await vault.createKey(owner);
    expect(keyStore.apply(key.write)).toBe(true);
    texts.push({ owner, context, ciphertext: key.encrypt(context, `Name ${number}`) });
  }
  return texts;
};

describe("an owner's key", () => {
  test('seals before the transaction, and opens everywhere after it', async () => {
    const { vault, keyStore, newVault } = createPlatform();
    const key = await vault.createKey('member:a');
    const ciphertext = key.encrypt(context, 'లక్ష్మి');
    expect(keyStore.apply(key.write)).toBe(true);
    expect(await vault.decrypt('member:a', context, ciphertext)).toBe('లక్ష్మి');
    expect(await newVault().decrypt('member:a', context, ciphertext)).toBe('లక్ష్మి');
    const later = await newVault().encrypt('member:a', context, 'పద్మ');
    expect(await vault.decrypt('member:a', context, later)).toBe('పద్మ');
  });

  test('is what is stored, whichever of several repeated requests came first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 3 }), async (first) => {
        const { vault, keyStore, newVault } = createPlatform();
        const made = await Promise.all([0, 1, 2, 3].map(() => vault.createKey('member:a')));
        const winner = made[first];
        if (winner === undefined) return expect.unreachable();
        const ciphertext = winner.encrypt(context, 'Padma');
        expect(keyStore.apply(winner.write)).toBe(true);
        for (const other of made) expect(keyStore.apply(other.write)).toBe(false);
        expect(await vault.decrypt('member:a', context, ciphertext)).toBe('Padma');
        // What is sealed from now on is under the stored key, not under the one that this request had made.
        const later = await vault.encrypt('member:a', context, 'Durga');
        expect(await newVault().decrypt('member:a', context, later)).toBe('Durga');
      }),
    );
  });

  test('that was refused is never used again', async () => {
    const { vault, keyStore, newVault } = createPlatform();
    const first = await vault.createKey('member:a');
    keyStore.apply(first.write);
    const repeated = await vault.createKey('member:a');
    const lost = repeated.encrypt(context, 'Padma');
    expect(keyStore.apply(repeated.write)).toBe(false);
    await expect(vault.decrypt('member:a', context, lost)).rejects.toMatchObject({ fault: 'not_authentic' });
    const kept = await vault.encrypt('member:a', context, 'Padma');
    expect(await newVault().decrypt('member:a', context, kept)).toBe('Padma');
  });

  test('is needed: without one nothing is sealed or opened, and it can be made later', async () => {
    const { vault, keyStore } = createPlatform();
    await expect(vault.encrypt('member:a', context, 'Padma')).rejects.toMatchObject({ fault: 'key_missing' });
    const key = await vault.createKey('member:a');
    await expect(vault.decrypt('member:a', context, key.encrypt(context, 'Padma'))).rejects.toMatchObject({
      fault: 'key_missing',
    });
    keyStore.apply(key.write);
    expect(await vault.decrypt('member:a', context, key.encrypt(context, 'Padma'))).toBe('Padma');
  });

  test("does not open another owner's texts", async () => {
    const platform = createPlatform();
    const [first] = await enrol(platform, 2);
    await expect(platform.vault.decrypt('member:1', context, ciphertextOf(first))).rejects.toMatchObject({
      fault: 'not_authentic',
    });
  });

  test('put in the place of another owner’s cannot be unwrapped', async () => {
    const platform = createPlatform();
    await enrol(platform, 2);
    const stolen = platform.keyStore.records.get('member:0');
    platform.keyStore.records.set('member:1', { ...stolen, pk: 'member:1' });
    await expect(platform.vault.encrypt('member:1', context, 'Padma')).rejects.toThrow();
  });
});

describe('a destroyed key', () => {
  const destroyedAt = '2026-11-10T00:00:00.000Z';

  test('opens nothing more: the reader is told that she was erased', async () => {
    const platform = createPlatform();
    const texts = await enrol(platform, 3);
    const destruction = platform.vault.destroyKey('member:1', destroyedAt);
    expect(platform.keyStore.apply(destruction)).toBe(true);
    expect(platform.keyStore.records.get('member:1')).toEqual({ pk: 'member:1', destroyedAt });
    expect(await platform.vault.decrypt('member:1', context, ciphertextOf(texts[1]))).toBeNull();
    expect(await platform.vault.decryptMany(texts)).toEqual(['Name 0', null, 'Name 2']);
    await expect(platform.vault.encrypt('member:1', context, 'Padma')).rejects.toMatchObject({
      fault: 'key_destroyed',
    });
  });

  test('is forgotten by every other function within the time that a key is held', async () => {
    const platform = createPlatform({ cacheMaxAgeMs: 1000 });
    const [text] = await enrol(platform, 1);
    const other = platform.newVault();
    expect(await other.decryptMany([text ?? expect.unreachable()])).toEqual(['Name 0']);
    platform.keyStore.apply(platform.vault.destroyKey('member:0', destroyedAt));
    platform.clock.time = 999;
    expect(await other.decrypt('member:0', context, ciphertextOf(text))).toBe('Name 0');
    platform.clock.time = 1000;
    expect(await other.decrypt('member:0', context, ciphertextOf(text))).toBeNull();
  });

  test('does not come back, neither by a repeated request nor by destroying it again', async () => {
    const platform = createPlatform();
    await enrol(platform, 1);
    platform.keyStore.apply(platform.vault.destroyKey('member:0', destroyedAt));
    expect(platform.keyStore.apply((await platform.vault.createKey('member:0')).write)).toBe(false);
    expect(platform.keyStore.apply(platform.vault.destroyKey('member:0', destroyedAt))).toBe(true);
    expect(platform.keyStore.apply(platform.vault.destroyKey('member:9', destroyedAt))).toBe(false);
  });
});

describe('a page of texts', () => {
  test('takes one read of the keys table, and opens in the order asked', async () => {
    const platform = createPlatform();
    const texts = await enrol(platform, 40);
    const asked = [...texts, ...texts].reverse();
    expect(await platform.vault.decryptMany(asked)).toEqual(
      asked.map(({ owner }) => owner.replace('member:', 'Name ')),
    );
    expect(platform.keyStore.reads.map((owners) => owners.length)).toEqual([40]);
    expect(platform.wrappingKey.unwrapped.length).toBe(40);
    expect(platform.wrappingKey.maxAtOnce()).toBe(8);
    await platform.vault.decryptMany(asked);
    expect(platform.keyStore.reads.length).toBe(1);
    expect(await platform.vault.decryptMany([])).toEqual([]);
  });

  test('opens whole even if the cache holds fewer keys than it needs', async () => {
    const platform = createPlatform({ cacheLimit: 3 });
    const texts = await enrol(platform, 10);
    expect(await platform.vault.decryptMany(texts)).toEqual(texts.map((_, number) => `Name ${number}`));
    await platform.vault.decryptMany(texts.slice(-3));
    expect(platform.wrappingKey.unwrapped.length).toBe(10);
    await platform.vault.decryptMany(texts.slice(0, 1));
    expect(platform.wrappingKey.unwrapped.length).toBe(11);
  });

  test('asks KMS once for a key that several readers need at the same time', async () => {
    const platform = createPlatform();
    const [text] = await enrol(platform, 1);
    const open = () => platform.vault.decrypt('member:0', context, ciphertextOf(text));
    expect(await Promise.all([open(), open(), open()])).toEqual(['Name 0', 'Name 0', 'Name 0']);
    expect(platform.wrappingKey.unwrapped.length).toBe(1);
  });

  test('tries again after a failure: no failure is held', async () => {
    const platform = createPlatform();
    const [text] = await enrol(platform, 1);
    let failing = true;
    const vault = createVault({
      ...platform,
      now: () => 0,
      wrappingKey: {
        ...platform.wrappingKey,
        unwrap: (owner, wrapped) =>
          failing ? Promise.reject(new Error('KMS is away')) : platform.wrappingKey.unwrap(owner, wrapped),
      },
    });
    const open = () => vault.decrypt('member:0', context, ciphertextOf(text));
    expect(await Promise.allSettled([open(), open()])).toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
    ]);
    failing = false;
    expect(await open()).toBe('Name 0');
  });
});

describe("the organisation's key", () => {
  test('is made on first use, and the same for all who come at once', async () => {
    const platform = createPlatform();
    const vaults = Array.from({ length: 6 }, platform.newVault);
    const ciphertext = await Promise.all(
      vaults.map((vault) => vault.encrypt('organisation', context, 'Padma')),
    );
    for (const text of ciphertext)
      expect(await platform.newVault().decrypt('organisation', context, text)).toBe('Padma');
    expect(platform.wrappingKey.generated.length).toBeGreaterThan(1);
    expect(platform.keyStore.records.size).toBe(1);
  });

  test('is made once by one function, however many ask at the same time', async () => {
    const { vault, wrappingKey } = createPlatform();
    await Promise.all([
      vault.fingerprint('a'),
      vault.fingerprint('b'),
      vault.encrypt('organisation', context, 'c'),
    ]);
    expect(wrappingKey.generated).toEqual(['organisation']);
  });

  test('opens beside other owners in one page', async () => {
    const platform = createPlatform();
    const [text] = await enrol(platform, 1);
    const owner: Owner = 'organisation';
    const ciphertext = await platform.vault.encrypt(owner, context, 'Staff');
    expect(
      await platform.newVault().decryptMany([text ?? expect.unreachable(), { owner, context, ciphertext }]),
    ).toEqual(['Name 0', 'Staff']);
  });
});

describe('keyed hashes', () => {
  test('are the same for the same text, in every function and after any time', async () => {
    const platform = createPlatform({ cacheMaxAgeMs: 1000 });
    const before = await platform.vault.fingerprint('{"name":"Padma"}');
    platform.clock.time = 5000;
    expect(await platform.vault.fingerprint('{"name":"Padma"}')).toBe(before);
    expect(await platform.newVault().fingerprint('{"name":"Padma"}')).toBe(before);
    expect(before).toMatch(/^[\w-]{43}$/);
  });

  test('differ by text, by context, by kind, and from one organisation to the next', async () => {
    const { vault } = createPlatform();
    const all = await Promise.all([
      vault.fingerprint('padma'),
      vault.fingerprint('Padma'),
      vault.token('name', 'padma'),
      vault.token('name', 'durga'),
      vault.token('phone', 'padma'),
      vault.token('content', 'padma'),
      createPlatform().vault.fingerprint('padma'),
      createPlatform().vault.token('name', 'padma'),
    ]);
    expect(new Set(all.map((one) => one.slice(0, 22))).size).toBe(all.length);
    expect(await vault.token('name', 'padma')).toMatch(/^[\w-]{22}$/);
  });
});
