import type { Screen } from './screen.ts';

/**
 * Meeting mode: a sheet, and it alone, stays open longer than the phone does without a touch, since a meeting takes
 * an hour and she writes now and then. Once it has been held open, everything else asks for her PIN again, but for the
 * group's children, about whom she asks at its meeting; that screen itself is not held open.
 */

/** How long a sheet stays open without a touch (meeting mode), in milliseconds. */
export const meetingMs = 30 * 60_000;

/** The group whose sheet a screen shows. */
const groupOf = (screen: Screen): string | undefined =>
  screen.name === 'sheet' || screen.name === 'check' ? screen.collectiveId : undefined;

/** The group at whose meeting a screen may be used: its sheet, and its children who are asked about. */
const meetingOf = (screen: Screen): string | undefined =>
  screen.name === 'children' ? screen.collectiveId : groupOf(screen);

export type MeetingMode = {
  /** Whether only a sheet is shown. */
  isHolding(): boolean;
  /** Called when the phone would have been locked. */
  hold(): void;
  /** Whether a screen may be shown; if not, she has to unlock the phone first. */
  mayShow(next: Screen): boolean;
};

export function createMeetingMode(): MeetingMode {
  let shown: Screen = { name: 'home' };
  let isHeld = false;
  return {
    isHolding: () => groupOf(shown) !== undefined,
    hold() {
      isHeld = true;
    },
    mayShow(next) {
      const group = meetingOf(next);
      // "Saved" shows nothing of anybody.
      const isOfMeeting = next.name === 'saved' || (group !== undefined && group === meetingOf(shown));
      if (isHeld && !isOfMeeting) return false;
      shown = next;
      return true;
    },
  };
}

/** Keeps the phone's screen on while a sheet is open, as far as the browser can. @returns a function that ends it */
export function keepScreenOn(): () => void {
  let isWanted = true;
  let lock: WakeLockSentinel | undefined;
  const request = async (): Promise<void> => {
    if (!isWanted || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    lock = await navigator.wakeLock.request('screen').catch(() => undefined);
    if (!isWanted) void lock?.release();
  };
  const again = (): void => void request();
  document.addEventListener('visibilitychange', again);
  again();
  return () => {
    isWanted = false;
    document.removeEventListener('visibilitychange', again);
    void lock?.release();
  };
}
