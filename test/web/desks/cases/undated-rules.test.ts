import { expect, test } from 'vitest';
import { byDanger, isUndatedUrgent } from '../../../../web/src/desks/cases/list/undated-rules.ts';

const urgent = { priority: 'urgent', status: 'in_progress' } as const;

test.each([
  ['nothing was ever planned in it', urgent, true],
  ['what was planned in it is done', { ...urgent, due: [] }, true],
  ['it was opened again', { ...urgent, status: 'reopened' }, true],
  ['a visit is planned', { ...urgent, due: [{ on: '2026-11-04', kind: 'follow_up' }] }, false],
  ['it is not urgent', { ...urgent, priority: 'normal' }, false],
  ['it is closed', { ...urgent, status: 'closed' }, false],
  ['it has stopped, and takes no date', { ...urgent, stopped: true }, false],
] as const)('lists an urgent case without a date or not: %s', (_, { due, ...record }: Shape, isListed) => {
  expect(isUndatedUrgent({ ...record, ...(due === undefined ? {} : { due: [...due] }) })).toBe(isListed);
});

test('puts crises first, and of both those open for longest', () => {
  const record = (kind: 'crisis' | 'legal_aid', openedOn: string) => ({ kind, openedOn });
  const inOrder = [
    record('crisis', '2026-05-01'),
    record('crisis', '2026-11-01'),
    record('legal_aid', '2025-01-01'),
    record('legal_aid', '2026-11-02'),
  ];
  expect(inOrder.toReversed().toSorted(byDanger)).toEqual(inOrder);
});

type Given = Parameters<typeof isUndatedUrgent>[0];
type Shape = Omit<Given, 'due'> & { readonly due?: readonly NonNullable<Given['due']>[number][] };
