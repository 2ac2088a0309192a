import { describe, expect, test } from 'vitest';
import { entitlementCaseOf, standingsOf } from '../../web/src/leader/entitlements/standing-rules.ts';
import type { CaseFile } from '../../web/src/leader/row-kinds.ts';
import type { Operation } from '../../web/src/outbox/operation.ts';

const file = (id: string, more: Partial<CaseFile> = {}): CaseFile => ({
  id,
  memberId: 'padma',
  kind: 'entitlement',
  priority: 'normal',
  status: 'open',
  openedOn: '2026-10-01',
  isTaken: false,
  ...more,
});
const told = (caseId: string, entitlement: string, stage: string, on: string): Operation => ({
  id: `${caseId} ${entitlement} ${on}`,
  form: 1,
  what: 'case_event',
  path: `/api/cases/${caseId}/events`,
  body: { type: 'entitlement', entitlement, stage, on },
  entities: [caseId],
  order: 1,
  state: 'waiting',
});
const heard = (entitlement: string, stage: string, on: string) => ({ entitlement, stage, on });

describe('what a woman has', () => {
  test('is what was received or restored; what was suspended is under way again', () => {
    const entitlements = [
      heard('pension', 'received', '2026-05-01'),
      heard('ration_card', 'restored', '2026-05-01'),
      heard('house_patta', 'suspended', '2026-05-01'),
      heard('voter_card', 'applied', '2026-05-01'),
    ];
    const { has, underWay, none } = standingsOf({ id: 'padma', entitlements }, [], []);
    expect(has.map(({ entitlement }) => entitlement)).toEqual(['ration_card', 'pension']);
    expect(underWay).toEqual([
      { entitlement: 'house_patta', stage: 'suspended', on: '2026-05-01' },
      { entitlement: 'voter_card', stage: 'applied', on: '2026-05-01' },
    ]);
    expect(none).toHaveLength(7);
  });

  test('follows what this phone has not sent yet, of her cases alone, if it is not older', () => {
    const entitlements = [heard('pension', 'applied', '2026-05-02')];
    const files = [file('hers'), file('another', { memberId: 'sita' })];
    const stageOf = (...own: Operation[]) =>
      standingsOf({ id: 'padma', entitlements }, files, own).underWay.find(
        ({ entitlement }) => entitlement === 'pension',
      )?.stage;
    expect(stageOf(told('hers', 'pension', 'sanctioned', '2026-05-02'))).toBe('sanctioned');
    expect(stageOf(told('hers', 'pension', 'needed', '2026-05-01'))).toBe('applied');
    expect(stageOf(told('another', 'pension', 'sanctioned', '2026-05-03'))).toBe('applied');
    const { has } = standingsOf({ id: 'padma' }, files, [told('hers', 'job_card', 'received', '2026-05-03')]);
    expect(has).toEqual([{ entitlement: 'job_card', stage: 'received', on: '2026-05-03' }]);
  });
});

test('the next step goes into her newest open case of that kind; there may be none', () => {
  const files = [
    file('1'),
    file('2'),
    file('3', { status: 'closed' }),
    file('4', { kind: 'crisis' }),
    file('5', { memberId: 'sita' }),
  ];
  expect(entitlementCaseOf(files, 'padma')?.id).toBe('2');
  expect(entitlementCaseOf(files.slice(2, 4), 'padma')).toBeUndefined();
});
