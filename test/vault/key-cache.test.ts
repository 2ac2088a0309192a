import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyCache } from '../../functions/shared/vault/key-cache.ts';

describe('the cache of data keys', () => {
  test('keeps an entry for its time and not a moment longer, however often it is asked for', () => {
    let time = 0;
    const cache = createKeyCache<string>(10, 1000, () => time);
    cache.set('a', 'key');
    for (time = 0; time < 1000; time += 100) expect(cache.get('a')).toBe('key');
    expect(cache.get('a')).toBeUndefined();
  });

  test('lets go of the one that was not used for longest', () => {
    const cache = createKeyCache<number>(2, 1000, () => 0);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
  });

  test('removes an entry only if it still holds the value that is named', () => {
    const cache = createKeyCache<number>(2, 1000, () => 0);
    cache.set('a', 2);
    cache.remove('a', 1);
    expect(cache.get('a')).toBe(2);
    cache.remove('a', 2);
    expect(cache.get('a')).toBeUndefined();
  });

  test('never holds more than its limit, nor anything too old, and answers only what was set last', () => {
    const step = fc.record({ name: fc.nat({ max: 9 }), wait: fc.nat({ max: 600 }), isSet: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (steps, limit) => {
        let time = 0;
        const cache = createKeyCache<number>(limit, 1000, () => time);
        const setAt = new Map<string, number>();
        for (const { name, wait, isSet } of steps) {
          time += wait;
          if (isSet) {
            cache.set(String(name), time);
            setAt.set(String(name), time);
          } else {
            const got = cache.get(String(name));
            if (got !== undefined) {
              expect(got).toBe(setAt.get(String(name)));
              expect(time - got).toBeLessThan(1000);
            }
          }
          const held = [...setAt.keys()].filter((one) => cache.get(one) !== undefined);
          expect(held.length).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });
});
