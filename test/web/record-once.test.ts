import { describe, expect, test } from 'vitest';
import type { NewOperation, Operation } from '../../web/src/outbox/operation.ts';
import { areSaidAgain } from '../../web/src/phone/record-once.ts';

/** What is one act, though it was said twice. */

const said = (id: string, body: object): NewOperation => ({
  id,
  what: 'case_event',
  path: '/api/cases/c/events',
  body: { id, ...body },
  entities: ['c'],
});
const inOutbox = (order: number, one: NewOperation, state: Operation['state'] = 'waiting'): Operation => ({
  ...one,
  form: 1,
  order,
  state,
});
const seen = { type: 'follow_up', on: '2026-11-30', due: '2026-11-30', done: true };
const planned = { type: 'follow_up', on: '2026-11-30', due: '2026-12-07' };
const note = { type: 'note', on: '2026-11-30', text: 'She was at home.' };

describe('what is said again', () => {
  test('is the same under another id, as the last that was said of the record', () => {
    expect(areSaidAgain([said('2', seen)], [inOutbox(1, said('1', seen))])).toBe(true);
    expect(areSaidAgain([said('2', planned)], [inOutbox(1, said('1', seen))])).toBe(false);
    expect(areSaidAgain([said('2', seen)], [])).toBe(false);
  });

  test('with a note beside it: both', () => {
    const outbox = [inOutbox(2, said('2', note)), inOutbox(1, said('1', seen))];
    expect(areSaidAgain([said('3', seen), said('4', note)], outbox)).toBe(true);
    expect(areSaidAgain([said('3', seen), said('4', { ...note, text: 'Another.' })], outbox)).toBe(false);
    expect(areSaidAgain([said('3', seen), said('4', note)], outbox.slice(1))).toBe(false);
  });

  test('is not what something else was said between, such as that it is taken back', () => {
    const outbox = [
      inOutbox(1, said('1', seen)),
      inOutbox(2, said('2', { type: 'taken_back', eventId: '1', reason: 'not she', on: '2026-11-30' })),
    ];
    expect(areSaidAgain([said('3', seen)], outbox)).toBe(false);
  });

  test('is not a correction of what was refused, nor what she has to look at', () => {
    expect(areSaidAgain([said('1', seen)], [inOutbox(1, said('1', seen), 'needs_fix')])).toBe(false);
    expect(areSaidAgain([said('2', seen)], [inOutbox(1, said('1', seen), 'conflict')])).toBe(false);
  });
});
