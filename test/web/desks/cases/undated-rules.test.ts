import { expect, test } from 'vitest';
import { isUndatedUrgent } from '../../../../web/src/desks/cases/list/undated-rules.ts';

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

type Given = Parameters<typeof isUndatedUrgent>[0];
type Shape = Omit<Given, 'due'> & { readonly due?: readonly NonNullable<Given['due']>[number][] };
