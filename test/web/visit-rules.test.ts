import { describe, expect, test } from 'vitest';
import { openVisits } from '../../web/src/caseworker/cases/open-visits.ts';
import { isVisitDue, nextDueAfter, visitOf, visitToSettle } from '../../web/src/phone/cases/visit.ts';
import type { CaseEvent } from '../../web/src/timeline/case-event.ts';
import { isSeenOn } from '../../web/src/timeline/counted-events.ts';

const today = '2026-11-30';

describe('a visit that is done', () => {
  test.each([
    ['nothing is planned', undefined, today],
    ['it was planned for today', today, today],
    ['it is late: with it all that was planned by today', '2026-11-10', today],
    ['she came earlier', '2026-12-04', '2026-12-04'],
  ])('where %s', (_, nextDue, due) => {
    expect(visitOf(nextDue, today)).toEqual({ type: 'follow_up', due, done: true });
  });

  test.each([
    ['she planned it herself', '2026-12-04', 'me', '2026-12-04'],
    ['another planned it, and its day has come', today, 'another', today],
    ['another planned it, and she came earlier: it stays', '2026-12-04', 'another', undefined],
    ['the phone does not know who planned it', '2026-12-05', 'another', '2026-12-05'],
  ])('settles a planned one where %s', (_, nextDue, createdBy, settled) => {
    const due = nextDue === '2026-12-05' ? '2026-12-04' : nextDue;
    const planned: CaseEvent = { id: '1', type: 'follow_up', on: '2026-11-01', due, createdBy };
    expect(visitToSettle({ nextDue, isTaken: false }, today, [planned], 'me')).toBe(settled);
    const back: CaseEvent = { id: '2', type: 'taken_back', on: today, eventId: '1' };
    expect(visitToSettle({ nextDue, isTaken: false }, today, [planned, back], 'me')).toBe(nextDue);
    expect(nextDueAfter(nextDue, [visitOf(settled, today)])).toBe(
      settled === undefined ? nextDue : undefined,
    );
  });

  test.each([
    ['its day has come', today, today],
    ['she came earlier: it stays, though she planned it herself', '2026-12-04', undefined],
    ['none is planned', undefined, undefined],
  ])('settles a planned one of a case that somebody has where %s', (_, nextDue, settled) => {
    const planned: CaseEvent = {
      id: '1',
      type: 'follow_up',
      on: '2026-11-01',
      due: nextDue,
      createdBy: 'me',
    };
    expect(visitToSettle({ nextDue, isTaken: true }, today, [planned], 'me')).toBe(settled);
  });

  test('is due on its day and after', () => {
    expect(['2026-11-29', today, '2026-12-01', undefined].map((day) => isVisitDue(day, today))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('is known by its day, until it is taken back', () => {
    const visit: CaseEvent = { id: '1', type: 'follow_up', on: today, due: today, done: true };
    expect(isSeenOn([visit], today)).toBe(true);
    expect(isSeenOn([{ ...visit, on: '2026-11-29' }], today)).toBe(false);
    expect(isSeenOn([{ ...visit, done: undefined }], today)).toBe(false);
    const back: CaseEvent = { id: '2', type: 'taken_back', on: today, eventId: '1' };
    expect(isSeenOn([visit, back], today)).toBe(false);
  });
});

test('a planned visit is open until a later one with the same or a later day is done', () => {
  const visit = (due: string, done?: true) => ({
    id: `${due} ${done}`,
    type: 'follow_up' as const,
    on: '2026-11-30',
    due,
    ...(done ? { done } : {}),
  });
  const [missed, next] = [visit('2026-01-01'), visit('2026-12-08')];
  expect(openVisits([missed, next])).toEqual(['2026-01-01', '2026-12-08']);
  expect(openVisits([missed, next, visit('2026-11-30', true)])).toEqual(['2026-12-08']);
  expect(openVisits([missed, visit('2026-11-30', true), next])).toEqual(['2026-12-08']);
  expect(openVisits([missed, next, visit('2026-12-08', true)])).toEqual([]);
  expect(openVisits([visit('2026-11-30', true), missed])).toEqual(['2026-01-01']);
});
