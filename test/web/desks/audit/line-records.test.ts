import { expect, test } from 'vitest';
import { recordsOfChange, recordsOfReading } from '../../../../web/src/desks/audit/line-records.ts';

const [member, other, one, group, sheet, actor] = Array.from(
  { length: 6 },
  (_, index) => `019a0000-0000-7000-8000-00000000000${index}`,
) as [string, string, string, string, string, string];

test('a change is about those records by which a search finds its line, each once', () => {
  const held = {
    id: sheet,
    type: 'meeting_held',
    actor,
    meetingId: sheet,
    collectiveId: group,
    attendance: [{ memberId: member }, { memberId: other }],
    entries: [{ memberId: member, loanId: one }],
  };
  expect(recordsOfChange(held)).toEqual([
    { id: sheet, kind: 'sheet' },
    { id: group, kind: 'group' },
    { id: member, kind: 'member' },
    { id: other, kind: 'member' },
  ]);
  // Her group is told of in her line, but its own lines are others.
  expect(recordsOfChange({ type: 'member_enrolled', memberId: member, collectiveId: group })).toEqual([
    { id: member, kind: 'member' },
  ]);
  expect(recordsOfChange({ type: 'case_opened', caseId: one, memberId: member, assignedTo: actor })).toEqual([
    { id: one, kind: 'case' },
    { id: member, kind: 'member' },
  ]);
  // A roster stands under its outreach alone.
  const roster = { type: 'roster_set', outreachId: one, participants: [{ memberId: member }] };
  expect(recordsOfChange(roster)).toEqual([{ id: one, kind: 'outreach' }]);
});

test('a voucher is called a voucher', () => {
  expect(recordsOfChange({ type: 'voucher_recorded', voucherId: one })).toEqual([
    { id: one, kind: 'voucher' },
  ]);
});

test.each([
  ['GET /api/collectives/{id}', 'person'],
  ['GET /api/collectives/{id}/vouchers/{voucherId}', 'voucher'],
  ['GET /api/collectives/{id}/meetings/{meetingId}', 'sheet'],
  ['GET /api/collectives/{id}/questions', 'question'],
  ['GET /api/collectives/{id}/ledger', 'erased'],
  ['GET /api/questions', 'question'],
  ['GET /api/demands', 'demand'],
])('what %s names without a code is of the kind %s', (route, kind) => {
  expect(recordsOfReading({ route, subjects: [one] })).toEqual([{ id: one, kind }]);
});

test('what waits for a second person is about somebody, a member or a pack, as its kind says', () => {
  for (const [kind, record] of [
    ['person', 'askedPerson'],
    ['sign_in', 'askedPerson'],
    ['erasure', 'erased'],
    ['data_handover', 'handover'],
  ]) {
    expect(recordsOfChange({ type: 'approval_asked', kind, subject: one })).toEqual([
      { id: one, kind: record },
    ]);
  }
});
