import { expect, test } from 'vitest';
import { compareByNeed } from '../../../../web/src/desks/cases/list/order-by-need.ts';

type Case = Parameters<ReturnType<typeof compareByNeed>>[0] & { readonly code: string };

const one = (code: string, more: Partial<Case> = {}): Case => ({
  code,
  priority: 'normal',
  status: 'open',
  assignedTo: 'somebody',
  openedOn: '2026-05-01',
  ...more,
});
const due = (on: string): Pick<Case, 'due'> => ({ due: [{ on, kind: 'hearing' }] });

test('cases stand in the order in which they need somebody', () => {
  const cases = [
    one('closed', { status: 'closed', priority: 'urgent', assignedTo: undefined, openedOn: '2026-09-01' }),
    one('open', { openedOn: '2026-05-02' }),
    one('newer', { openedOn: '2026-06-02' }),
    one('ahead', due('2026-12-01')),
    one('today', due('2026-11-26')),
    one('late', due('2026-11-25')),
    one('later', due('2026-10-01')),
    one('waits', { priority: 'urgent', assignedTo: undefined, openedOn: '2026-11-02' }),
    one('waits longer', { priority: 'urgent', assignedTo: undefined, openedOn: '2026-11-01' }),
  ];
  expect(cases.toSorted(compareByNeed('2026-11-26')).map(({ code }) => code)).toEqual([
    'waits longer',
    'waits',
    'later',
    'late',
    'today',
    'ahead',
    'newer',
    'open',
    'closed',
  ]);
});
