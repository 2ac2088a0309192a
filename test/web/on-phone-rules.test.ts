import { expect, test } from 'vitest';
import { onPhone } from '../../web/src/caseworker/today/on-phone-rules.ts';

/** What a caseworker's phone may say of her day and of her work. */

const now = Date.parse('2026-12-01T13:12:00Z');
const all = {
  readAt: Date.parse('2026-12-01T02:40:00Z'),
  now,
  isComplete: true,
  casesLeftOut: 0,
  unsent: 0,
  needHer: 0,
  hasSent: true,
};

test.each([
  ['all of it', {}, 'whole'],
  ['something is missing', { isComplete: false }, 'partly'],
  ['more cases than fit', { casesLeftOut: 3 }, 'most'],
  ['something is missing, and more cases than fit', { isComplete: false, casesLeftOut: 3 }, 'partly'],
  // A day begins at midnight in India, 18:30 in UTC.
  ['read in the first minute of the Indian day', { readAt: Date.parse('2026-11-30T18:30:00Z') }, 'whole'],
  ['read in the last minute of the day before', { readAt: Date.parse('2026-11-30T18:29:00Z') }, 'earlier'],
  ['read never', { readAt: 0 }, 'earlier'],
  [
    'read before midnight in India, asked after it',
    { readAt: Date.parse('2026-12-01T18:20:00Z'), now: Date.parse('2026-12-01T18:40:00Z') },
    'earlier',
  ],
] as const)('of the day: %s', (_, more, day) => {
  expect(onPhone({ ...all, ...more }).day).toBe(day);
});

test.each([
  ['all was sent', {}, 'sent'],
  ['nothing was ever recorded', { hasSent: false }, 'nothing'],
  ['something waits', { unsent: 1 }, 'waiting'],
  ['something waits on a new phone', { unsent: 2, hasSent: false }, 'waiting'],
  ['something was refused', { unsent: 1, needHer: 1 }, 'needs'],
  ['something was refused, something waits', { unsent: 3, needHer: 1 }, 'needs'],
] as const)('of her work: %s', (_, more, work) => {
  expect(onPhone({ ...all, ...more }).work).toBe(work);
});
