import { expect, test } from 'vitest';
import { findMember } from '../../../../web/src/desks/audit/find-member.ts';
import { apiOver } from '../../support/records.ts';

const lines: Readonly<Record<string, readonly object[]>> = {
  // A sheet names many members: the line about her alone says who she is.
  'M-7F3K9Q': [
    { type: 'meeting_held', attendance: [{ memberId: 'another' }] },
    { type: 'member_enrolled', memberId: 'hers' },
  ],
  'C-7QX4HM': [{ type: 'case_opened', memberId: 'hers' }],
};
const api = apiOver((path) => ({
  items: lines[new URL(path, 'https://here.invalid').searchParams.get('subject') ?? ''] ?? [],
}));

test('finds a member by her code alone', async () => {
  expect(await findMember(api, 'M-7F3K9Q')).toBe('hers');
  expect(await findMember(api, 'M-222222')).toBeUndefined();
  // A case's code is nobody's.
  expect(await findMember(api, 'C-7QX4HM')).toBeUndefined();
});
