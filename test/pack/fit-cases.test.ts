import { expect, test } from 'vitest';
import { byUrgency, fitCases } from '../../functions/areas/pack/fit-cases.ts';
import { answerBytesOf } from '../../functions/shared/http/answer-size.ts';

const caseOf = (id: string, womanId: string, priority = 'normal', more: object = {}) => ({
  id,
  womanId,
  priority,
  createdAt: '2026-10-15T06:30:00Z',
  createdBy: 'leader',
  ...more,
});
const ids = (cases: readonly { readonly id: string }[]) => cases.map(({ id }) => id).join('');

test('urgent cases come first, then the newest, and one of each woman before a second of any', () => {
  const flood = ['F', 'G', 'H'].map((id) => caseOf(id, 'w1', 'urgent'));
  const cases = [...flood, caseOf('A', 'w2'), caseOf('B', 'w3', 'urgent'), caseOf('C', 'w3')];
  expect(ids(byUrgency(cases))).toBe('HBAGCF');
});

test('nobody hides the cases of others behind many women: ten of each who opened some come first', () => {
  const flood = Array.from({ length: 30 }, (_, index) =>
    caseOf(`f${index}`, `invented${index}`, 'urgent', { createdAt: '2026-10-20T06:30:00Z' }),
  );
  const real = [
    caseOf('r1', 'w1', 'urgent', { createdBy: 'other' }),
    caseOf('r2', 'w2', 'normal', { createdBy: 'other' }),
  ];
  const placed = byUrgency([...flood, ...real]).map(({ id }) => id);
  expect(placed.indexOf('r1')).toBe(10);
  expect(placed.indexOf('r2')).toBe(11);
});

test('the newest is the one that the server recorded last, whatever its id says', () => {
  const cases = [
    caseOf('ffffffff', 'w1', 'urgent', { createdAt: '2026-10-01T06:30:00Z' }),
    caseOf('01999999', 'w2', 'urgent', { createdAt: '2026-10-02T06:30:00Z' }),
  ];
  expect(byUrgency(cases).map(({ womanId }) => womanId)).toEqual(['w2', 'w1']);
});

test('a case takes the room of itself and, once, of its woman; what is too long is passed over', () => {
  const cases = [caseOf('C', 'w1'), caseOf('B', 'w2'), caseOf('A', 'w1')];
  const told = { C: 'long '.repeat(100), B: 'b', A: 'a' };
  const kept = (maxBytes: number) =>
    ids(
      fitCases(
        cases,
        ({ id }) => told[id as 'A'],
        () => 'woman',
        maxBytes,
      ),
    );
  const woman = answerBytesOf('woman') + 1;
  const small = answerBytesOf('a') + 1;
  const long = answerBytesOf(told.C) + 1;
  expect(kept(2 * woman + 2 * small + long)).toBe('CBA');
  expect(kept(2 * woman + small + long)).toBe('CB');
  expect(kept(2 * woman + 2 * small)).toBe('BA');
  expect(kept(small + woman - 1)).toBe('');
});
