import { describe, expect, test } from 'vitest';
import {
  countFindings,
  countOpenFindings,
  countSheetsToCome,
  linkOf,
  loggedIdsOf,
  type MonthFindings,
  whatToDo,
} from '../../../../web/src/desks/months/findings-rules.ts';

const a = '0199a3f0-5c00-7000-8000-00000000000a';
const b = '0199a3f0-5c00-7000-8000-00000000000b';

describe('what to do about missing consents', () => {
  const of = (...states: ('never_given' | 'withdrawn')[]) => ({
    items: [
      ...states.map((state) => ({ kind: 'consentsMissing' as const, state })),
      { kind: 'outliers' as const, state: undefined },
    ],
  });
  test.each([
    [of('never_given'), ['quality.consentsMissing.do']],
    [of('never_given', 'withdrawn'), ['quality.consentsMissing.do', 'quality.consentsMissing.saidNo']],
    // Nobody is left to be asked.
    [of('withdrawn'), ['quality.consentsMissing.saidNo']],
    [of(), ['quality.consentsMissing.do']],
  ])('of %j', (found, keys) => {
    expect(whatToDo('consentsMissing', found, true)).toEqual(keys);
  });

  test('a cash difference is an area’s in other words than the state’s', () => {
    expect(whatToDo('cashDifferences', of(), false)).toEqual(['quality.cashDifferences.do.area']);
    expect(whatToDo('cashDifferences', of(), true)).toEqual(['quality.cashDifferences.do']);
  });
});

describe('a finding', () => {
  test.each([
    ['collectivesWithoutMeeting', { id: a }, `#/groups/${a}`, a],
    ['meetingsWithoutCount', { id: a, collectiveId: b }, `#/groups/${b}/${a}`, b],
    ['overdueFollowUps', { id: a, memberId: b, collectiveId: b }, `#/cases/${a}`, a],
    ['stoppedUrgentCases', { id: a, memberId: b, collectiveId: b }, `#/cases/${a}`, a],
    ['undoneStops', { id: a, memberId: b, collectiveId: a }, `#/members/${b}`, b],
    ['consentsMissing', { id: a, collectiveId: b }, `#/members/${a}`, a],
    ['likelyDuplicates', { id: a, record: 'meeting', collectiveId: b }, `#/groups/${b}/${a}`, b],
    ['likelyDuplicates', { id: a, record: 'case_event', caseId: b }, `#/cases/${b}`, b],
    ['likelyDuplicates', { id: a, record: 'outreach' }, `#/outreach/${a}`, a],
    ['likelyDuplicates', { id: a, record: 'member', collectiveId: b }, `#/members/${a}`, a],
    ['cashDifferences', { id: a, record: 'meeting', collectiveId: b }, `#/groups/${b}/${a}`, b],
    ['outliers', { id: a, record: 'meeting', collectiveId: b, memberId: a }, `#/groups/${b}/${a}`, b],
    ['outliers', { id: a, record: 'voucher', collectiveId: b }, `#/groups/${b}/vouchers/${a}`, b],
    ['outliers', { id: a, record: 'outreach' }, `#/outreach/${a}`, a],
  ] as const)('of %s opens its record: %j', (kind, finding, href, namedRecordId) => {
    expect(linkOf({ kind, ...finding })).toEqual({ href, namedRecordId });
  });

  test.each([
    ['collectivesWithoutMeeting', { id: a }, []],
    ['meetingsWithoutCount', { id: a }, []],
    ['overdueFollowUps', { id: a, memberId: b }, [a, b]],
    ['stoppedUrgentCases', { id: a, memberId: b }, [a, b]],
    ['undoneStops', { id: a, memberId: b }, [b]],
    ['consentsMissing', { id: a }, [a]],
    ['likelyDuplicates', { id: a, record: 'case_event' }, [a]],
    ['likelyDuplicates', { id: a, record: 'outreach' }, []],
    ['outliers', { id: a, record: 'meeting', memberId: b }, [b]],
    ['outliers', { id: a, record: 'outreach' }, []],
  ] as const)('of %s in a saved list names whom its reading named: %j', (kind, finding, ids) => {
    expect(loggedIdsOf({ kind, ...finding })).toEqual(ids);
  });
});

test('a list is done once each of its findings is settled or explained', () => {
  const list = 'collectivesWithoutMeeting';
  const found = (explained: boolean, count = 2): MonthFindings => ({
    items: [
      {
        kind: list,
        id: a,
        since: '2026-10-01',
        ...(explained ? { explanation: { why: 'checked', at: '', by: b } } : {}),
      },
      { kind: list, id: b, since: '2026-10-01' },
      // The same record in another list has its own explanation.
      { kind: 'outliers', id: b, since: '2026-10-01', explanation: { why: 'known', at: '', by: b } },
    ],
    counts: {
      cashDifferences: 0,
      collectivesWithoutMeeting: count,
      meetingsWithoutCount: 0,
      consentsMissing: 0,
      overdueFollowUps: 0,
      stoppedUrgentCases: 0,
      undoneStops: 0,
      likelyDuplicates: 0,
      outliers: 1,
    },
  });
  expect(countFindings(list, found(false))).toEqual({ count: 2, explainedCount: 0, openCount: 2 });
  expect(countFindings(list, found(true))).toEqual({ count: 2, explainedCount: 1, openCount: 1 });
  // What the list of a hundred does not show stays open.
  expect(countFindings(list, found(true, 120))).toEqual({ count: 120, explainedCount: 1, openCount: 119 });
  expect(countOpenFindings(found(true, 120))).toBe(119);
});

test('what is read from sheets is not known while a sheet may still come', () => {
  const without = (why?: 'checked' | 'known' | 'later' | 'did_not_meet') => ({
    kind: 'collectivesWithoutMeeting' as const,
    id: a,
    since: '2026-10-01',
    ...(why === undefined ? {} : { explanation: { why, at: '', by: b } }),
  });
  const found: MonthFindings = {
    items: [without(), without('later'), without('known'), without('checked'), without('did_not_meet')],
    counts: {
      cashDifferences: 0,
      collectivesWithoutMeeting: 5,
      meetingsWithoutCount: 0,
      consentsMissing: 0,
      overdueFollowUps: 0,
      stoppedUrgentCases: 0,
      undoneStops: 0,
      likelyDuplicates: 0,
      outliers: 0,
    },
  };
  // Of the five, two did not meet.
  expect(countSheetsToCome('cashDifferences', found)).toBe(3);
  expect(countSheetsToCome('meetingsWithoutCount', found)).toBe(3);
  expect(countSheetsToCome('outliers', found)).toBe(3);
  expect(countSheetsToCome('overdueFollowUps', found)).toBe(0);
});
