import { describe, expect, test } from 'vitest';
import { rowsByArea } from '../../web/src/desks/areas/by-area-rules.ts';

const coordinator = (id: string, ...districts: string[]) => ({
  id,
  name: id,
  role: 'coordinator',
  districts,
});
const found = {
  coordinators: [
    coordinator('state'),
    coordinator('south', 'Guntur', 'Palnadu'),
    coordinator('north', 'Srikakulam'),
    { id: 'worker', name: 'worker', role: 'caseworker', districts: ['Krishna'] },
  ],
  groups: [
    { id: 'g1', district: 'Guntur', lastMeetingOn: '2026-10-20' },
    { id: 'g2', district: 'Palnadu', lastMeetingOn: '2026-08-02' },
    { id: 'g3', district: 'Palnadu' },
    { id: 'g4', district: 'Guntur', closedOn: '2026-05-01', lastMeetingOn: '2026-04-01' },
    { id: 'k1', district: 'Krishna', lastMeetingOn: '2026-10-02' },
  ],
  differences: [{ collectiveId: 'g1' }, { collectiveId: 'g4' }, { collectiveId: 'k1' }],
  pairs: [{ collectiveIds: ['g1', 'g2'] }, { collectiveIds: ['g1', 'k1'] }],
  waiting: new Map([
    ['Guntur', 2],
    ['Krishna', 1],
    ['Srikakulam', 0],
  ]),
};

describe('the table of areas', () => {
  test('has a row for each area coordinator, and one for what is nobody’s', () => {
    expect(rowsByArea(found, '2026-10-01')).toEqual([
      {
        id: 'south',
        name: 'south',
        districts: ['Guntur', 'Palnadu'],
        groups: 3,
        behind: 2,
        oldestMeetingOn: '2026-08-02',
        waiting: 2,
        differences: 2,
        // The pair of Guntur and Krishna crosses areas.
        pairs: 1,
      },
      {
        id: 'north',
        name: 'north',
        districts: ['Srikakulam'],
        groups: 0,
        behind: 0,
        oldestMeetingOn: undefined,
        waiting: 0,
        differences: 0,
        pairs: 0,
      },
      {
        id: 'none',
        name: undefined,
        districts: ['Krishna'],
        groups: 1,
        behind: 0,
        oldestMeetingOn: '2026-10-02',
        waiting: 1,
        differences: 1,
        pairs: 0,
      },
    ]);
  });

  test('has no row while nobody has an area', () => {
    expect(rowsByArea({ ...found, coordinators: [coordinator('state')] }, '2026-10-01')).toEqual([]);
  });
});
