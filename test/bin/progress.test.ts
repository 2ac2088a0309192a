import { expect, test } from 'vitest';
import { createProgress } from '../../bin/progress.ts';

const start = (isTTY: boolean) => {
  const written: string[] = [];
  const clock = { ms: 0 };
  const progress = createProgress({ isTTY, write: (text) => written.push(text) }, () => clock.ms);
  return { written, clock, ...progress };
};

test('replaces its one line on a terminal, ten times a second at most, and leaves nothing', () => {
  const { written, clock, show, clear } = start(true);
  show('1 day');
  clock.ms = 99;
  show('2 days');
  clock.ms = 100;
  show('3 days');
  clear();
  clear();
  expect(written).toEqual(['\r\u001b[K1 day', '\r\u001b[K3 days', '\r\u001b[K']);
});

test('shows nothing in a file or a pipe', () => {
  const { written, show, clear } = start(false);
  show('1 day');
  clear();
  expect(written).toEqual([]);
});
