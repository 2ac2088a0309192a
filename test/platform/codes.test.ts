import { describe, expect, it } from 'vitest';
import { createCodes, withFreeCode } from '../../functions/platform/codes.ts';
import { AppError } from '../../functions/platform/errors.ts';
import type { Write } from '../../functions/table/client.ts';

const key = { pk: 'CASE#1', sk: 'CASE' };

/** A store of codes: refuses as the write says where the code is taken. */
const createStore = (taken: readonly string[]) => {
  const asked: string[] = [];
  return {
    asked,
    store: async (code: string, claim: Write) => {
      asked.push(code);
      if (taken.includes(code)) {
        throw await claim.refusal?.(undefined);
      }
      return code;
    },
  };
};

const inTurn = (codes: readonly string[]) => {
  const left = [...codes];
  return () => left.shift() ?? 'none left';
};

describe('a code', () => {
  it('is read without taking one character for another', () => {
    const codes = Array.from({ length: 500 }, createCodes('C-'));
    for (const code of codes) {
      expect(code).toMatch(/^C-[2-9CFGHJMPQRVWX]{6}$/);
    }
    expect(new Set(codes).size).toBeGreaterThan(490);
  });

  it('is made of every character that may be drawn', () => {
    let draw = 0;
    const newCode = createCodes('M-', (below) => draw++ % below);
    expect([newCode(), newCode(), newCode(), newCode()].join('')).toBe('M-234567M-89CFGHM-JMPQRVM-WX2345');
  });

  it('is drawn again while it is taken', async () => {
    const { asked, store } = createStore(['C-A', 'C-B']);
    expect(await withFreeCode(inTurn(['C-A', 'C-B', 'C-C']), key, store)).toBe('C-C');
    expect(asked).toEqual(['C-A', 'C-B', 'C-C']);
  });

  it('is not looked for without end', async () => {
    const { asked, store } = createStore(['C-A']);
    const failing = withFreeCode(() => 'C-A', key, store);
    await expect(failing).rejects.toMatchObject({ kind: 'unavailable', code: 'busy' });
    expect(asked).toHaveLength(10);
  });

  it('is not drawn again for another refusal', async () => {
    const refusal = new AppError('refused', 'unknown_member', 'No.');
    let asked = 0;
    const failing = withFreeCode(
      () => 'C-A',
      key,
      async () => {
        asked += 1;
        throw refusal;
      },
    );
    await expect(failing).rejects.toBe(refusal);
    expect(asked).toBe(1);
  });
});
