import { describe, expect, test } from 'vitest';
import {
  countFindings,
  explanationsByFinding,
  linkOf,
  loggedIdsOf,
  type Quality,
} from '../../../../web/src/desks/months/findings-rules.ts';

const a = '0199a3f0-5c00-7000-8000-00000000000a';
const b = '0199a3f0-5c00-7000-8000-00000000000b';

describe('a finding', () => {
  test.each([
    ['collectivesWithoutMeeting', { id: a }, `#/groups/${a}`, a],
    ['meetingsWithoutCount', { id: a, collectiveId: b }, `#/groups/${b}/${a}`, b],
    ['overdueFollowUps', { id: a, memberId: b }, `#/cases/${a}`, a],
    ['consentsMissing', { id: a }, `#/members/${a}`, a],
    ['likelyDuplicates', { id: a, record: 'meeting', collectiveId: b }, `#/groups/${b}/${a}`, b],
    ['likelyDuplicates', { id: a, record: 'case_event', caseId: b }, `#/cases/${b}`, b],
    ['likelyDuplicates', { id: a, record: 'outreach' }, `#/outreach/${a}`, a],
    ['likelyDuplicates', { id: a, record: 'member' }, `#/members/${a}`, a],
    ['outliers', { id: a, record: 'meeting', collectiveId: b, memberId: a }, `#/groups/${b}/${a}`, b],
    ['outliers', { id: a, record: 'voucher', collectiveId: b }, `#/groups/${b}/vouchers/${a}`, b],
    ['outliers', { id: a, record: 'outreach' }, `#/outreach/${a}`, a],
  ] as const)('of %s opens its record: %j', (list, finding, href, namedRecordId) => {
    expect(linkOf(list, finding)).toEqual({ href, namedRecordId });
  });

  test.each([
    ['collectivesWithoutMeeting', { id: a }, []],
    ['meetingsWithoutCount', { id: a }, []],
    ['overdueFollowUps', { id: a, memberId: b }, [a, b]],
    ['consentsMissing', { id: a }, [a]],
    ['likelyDuplicates', { id: a, record: 'case_event' }, [a]],
    ['likelyDuplicates', { id: a, record: 'outreach' }, []],
    ['outliers', { id: a, record: 'meeting', memberId: b }, [b]],
    ['outliers', { id: a, record: 'outreach' }, []],
  ] as const)('of %s in a saved list names whom its reading named: %j', (list, finding, ids) => {
    expect(loggedIdsOf(list, finding)).toEqual(ids);
  });
});

test('a list is done once each of its findings is settled or explained', () => {
  const quality: Quality = {
    cashDifferences: [],
    collectivesWithoutMeeting: [{ id: a }, { id: b }],
    meetingsWithoutCount: [],
    consentsMissing: [],
    overdueFollowUps: [],
    likelyDuplicates: [],
    outliers: [],
    counts: {
      cashDifferences: 0,
      collectivesWithoutMeeting: 2,
      meetingsWithoutCount: 0,
      consentsMissing: 0,
      overdueFollowUps: 0,
      likelyDuplicates: 0,
      outliers: 0,
    },
  };
  const explained = (list: 'outliers' | 'collectivesWithoutMeeting') =>
    explanationsByFinding([
      { kind: list, id: a, since: '2026-10-01', explanation: { why: 'checked', at: '', by: b } },
    ]);
  const list = 'collectivesWithoutMeeting';
  expect(countFindings(list, quality, explained('outliers'))).toEqual({
    count: 2,
    explainedCount: 0,
    openCount: 2,
  });
  expect(countFindings(list, quality, explained(list))).toEqual({
    count: 2,
    explainedCount: 1,
    openCount: 1,
  });
  // What the list of a hundred does not show stays open.
  const many = { ...quality, counts: { ...quality.counts, [list]: 120 } };
  expect(countFindings(list, many, explained(list))).toEqual({
    count: 120,
    explainedCount: 1,
    openCount: 119,
  });
});
