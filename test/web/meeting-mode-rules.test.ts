import { expect, test } from 'vitest';
import { createMeetingMode } from '../../web/src/leader/meetings/meeting-mode.ts';

const sheet = { name: 'sheet', collectiveId: 'a' } as const;

test('a sheet may be held open, and its check; nothing else', () => {
  const mode = createMeetingMode();
  expect(mode.isHolding()).toBe(false);
  expect(mode.mayShow(sheet)).toBe(true);
  expect(mode.isHolding()).toBe(true);
  expect(mode.mayShow({ name: 'members', collectiveId: 'a' })).toBe(true);
  expect(mode.isHolding()).toBe(false);
});

test('once it was held, everything but that sheet is refused', () => {
  const mode = createMeetingMode();
  mode.mayShow(sheet);
  mode.hold();
  expect(mode.mayShow({ name: 'check', collectiveId: 'a' })).toBe(true);
  expect(mode.mayShow(sheet)).toBe(true);
  for (const next of [
    { name: 'home' },
    { name: 'sheet', collectiveId: 'b' },
    { name: 'meeting', collectiveId: 'a', id: 'x', from: 'sheet' },
    { name: 'unsent' },
    { name: 'settings' },
  ] as const) {
    expect(mode.mayShow(next), next.name).toBe(false);
  }
  expect(mode.mayShow({ name: 'saved' })).toBe(true);
  expect(mode.isHolding()).toBe(false);
  expect(mode.mayShow({ name: 'home' })).toBe(false);
});

test('at a held meeting she may ask about the children of that group, and go back to its sheet', () => {
  const mode = createMeetingMode();
  mode.mayShow(sheet);
  mode.hold();
  expect(mode.mayShow({ name: 'children', collectiveId: 'b' })).toBe(false);
  expect(mode.mayShow({ name: 'children' })).toBe(false);
  expect(mode.mayShow({ name: 'children', collectiveId: 'a' })).toBe(true);
  expect(mode.isHolding()).toBe(false);
  expect(mode.mayShow({ name: 'child', memberId: 'x', id: 'y' })).toBe(false);
  expect(mode.mayShow(sheet)).toBe(true);
});
