import type { Screen } from '../screen.ts';

/**
 * Meeting mode: a sheet stays open longer without a touch than any other screen, since a meeting takes an hour and she
 * writes now and then. Once the phone would have been locked, only the meeting's screens may be shown; every other screen
 * asks for her PIN. The meeting's screens are the group's sheet, its check, and the questions about the group's children.
 * The questions do not stay open longer.
 */

/** How long a sheet stays open without a touch, in milliseconds. */
export const meetingMs = 30 * 60_000;

/** The group whose sheet a screen shows; undefined for other screens. */
const groupOfSheet = (screen: Screen): string | undefined =>
  screen.name === 'sheet' || screen.name === 'check' ? screen.collectiveId : undefined;

/** The group at whose meeting a screen is used; undefined for other screens. */
const groupOfMeeting = (screen: Screen): string | undefined =>
  screen.name === 'children' ? screen.collectiveId : groupOfSheet(screen);

export type MeetingMode = {
  /** Whether the current screen is a sheet, which stays open longer: the phone isn't locked yet. */
  isHolding(): boolean;
  /** To be called when the phone would have been locked: from then on only the meeting's screens may be shown. */
  hold(): void;
  /**
   * Whether a screen may be shown. A screen that may be shown counts as the current one from then on; for any other she
   * has to unlock the phone first.
   */
  mayShow(next: Screen): boolean;
};

/** Makes meeting mode for the time from one unlocking to the next lock. It begins on the home screen. */
export function createMeetingMode(): MeetingMode {
  let current: Screen = { name: 'home' };
  /** Whether the phone would have been locked by now. */
  let isHeld = false;
  return {
    isHolding: () => groupOfSheet(current) !== undefined,
    hold() {
      isHeld = true;
    },
    mayShow(next) {
      const group = groupOfMeeting(next);
      const isOfSameMeeting = group !== undefined && group === groupOfMeeting(current);
      // "Saved" shows nobody's data, so that any meeting may end there.
      if (isHeld && !isOfSameMeeting && next.name !== 'saved') return false;
      current = next;
      return true;
    },
  };
}
