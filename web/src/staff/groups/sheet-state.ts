import type { Collective, Meeting } from '../frame/record-types.ts';

/** The text for the state of a group's sheets in a month: their number, or "missing"; a dash if none is due yet. */
export function stateOf(
  { formedOn, closedOn }: Pick<Collective, 'formedOn' | 'closedOn'>,
  meetings: readonly Pick<Meeting, 'heldOn' | 'reversed'>[],
  month: string,
  now: string,
): number | 'missing' | '–' {
  const held = meetings.filter(
    ({ heldOn, reversed }) => heldOn.startsWith(month) && reversed === undefined,
  ).length;
  if (held > 0) return held;
  const isActive = formedOn.slice(0, 7) <= month && (closedOn === undefined || closedOn.slice(0, 7) > month);
  return isActive && month < now ? 'missing' : '–';
}
