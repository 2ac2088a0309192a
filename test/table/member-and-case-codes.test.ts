import { describe, expect, test } from 'vitest';
import { createCodes } from '../../functions/shared/table/member-and-case-codes.ts';

describe('a code', () => {
  test('is read without taking one character for another', () => {
    const codes = Array.from({ length: 500 }, createCodes('C-'));
    for (const code of codes) {
      expect(code).toMatch(/^C-[2-9CFGHJMPQRVWX]{6}$/);
    }
    expect(new Set(codes).size).toBeGreaterThan(490);
  });

  test('is made of every character that may be drawn', () => {
    let draw = 0;
    const newCode = createCodes('M-', (below) => draw++ % below);
    expect([newCode(), newCode(), newCode(), newCode()].join('')).toBe('M-234567M-89CFGHM-JMPQRVM-WX2345');
  });
});
