import { expect, test } from 'vitest';
import { movesOf, pathOf } from '../../../../web/src/desks/members/path-to-leadership-rules.ts';

const office = (body: 'collective' | 'district_forum', from: string, more: object = {}) => ({
  id: `${body} ${from}`,
  body,
  office: 'treasurer' as const,
  from,
  ...more,
});
const event = (
  on: string,
  kind: 'leadership_training' | 'police_orientation',
  role: 'participant' | 'speaker',
) => ({
  on,
  kind,
  roster: {
    participants: [
      { memberId: 'her', role },
      { memberId: 'other', role: 'facilitator' as const },
    ],
  },
});

test('a path is what she did and was, the earliest first, without what was taken back or lies ahead', () => {
  const her = {
    id: 'her',
    joinedOn: '2024-04-10',
    leaderSince: '2025-06-01',
    offices: [
      office('collective', '2024-09-01', { to: '2025-08-31' }),
      office('collective', '2024-10-01', { takenBack: { id: 'x', on: '2024-10-02' } }),
      office('district_forum', '2026-01-15', { to: '2027-01-14' }),
    ],
  };
  const rosters = [
    event('2025-11-05', 'police_orientation', 'speaker'),
    event('2025-02-01', 'leadership_training', 'participant'),
    {
      ...event('2025-03-01', 'leadership_training', 'participant'),
      reversed: { id: 'x', at: '2025-03-02T00:00:00Z', by: 'y', reason: 'z' },
    },
    { on: '2025-04-01', kind: 'leadership_training' as const },
  ];
  const path = pathOf(her, rosters, [], '2026-11-26');
  expect(path.map(({ on, what }) => `${on} ${what}`)).toEqual([
    '2024-04-10 joined',
    '2024-09-01 office',
    '2025-02-01 outreach',
    '2025-06-01 leader',
    '2025-08-31 office_ended',
    '2025-11-05 outreach',
    '2026-01-15 office',
  ]);
  expect(path[2]).toMatchObject({ kind: 'leadership_training', role: 'participant' });
  expect(path[5]).toMatchObject({ kind: 'police_orientation', role: 'speaker' });
});

test('on one day the order is: joined, outreach, leader, office, left', () => {
  const on = '2025-05-05';
  const her = {
    id: 'her',
    joinedOn: on,
    leaderSince: on,
    exitedOn: on,
    offices: [office('collective', on, { to: on })],
  };
  const path = pathOf(her, [event(on, 'leadership_training', 'participant')], [], on);
  expect(path.map(({ what }) => what)).toEqual([
    'joined',
    'outreach',
    'leader',
    'office',
    'office_ended',
    'exited',
  ]);
});

test('her moves are those of her statement, once each, with the groups where her group tells them', () => {
  const line = (moveId: string, heldOn: string, kind: string, reversed = false) => ({
    moveId,
    heldOn,
    kind,
    reversed,
  });
  const statement = [
    { heldOn: '2025-02-01', kind: 'deposit', reversed: false },
    line('1', '2025-03-01', 'moved_in'),
    line('1', '2025-03-01', 'moved_out'),
    line('2', '2025-04-01', 'moved_in', true),
    line('2', '2025-04-01', 'moved_out', true),
    line('3', '2025-05-01', 'moved_in'),
  ];
  const moves = movesOf(statement, [{ id: '3', from: 'b', to: 'c' }]);
  expect(moves).toEqual([
    { on: '2025-03-01', what: 'moved', from: undefined, to: undefined },
    { on: '2025-05-01', what: 'moved', from: 'b', to: 'c' },
  ]);
  const path = pathOf({ id: 'her', joinedOn: '2025-01-01' }, [], moves, '2025-04-30');
  expect(path.map(({ on, what }) => `${on} ${what}`)).toEqual(['2025-01-01 joined', '2025-03-01 moved']);
});
