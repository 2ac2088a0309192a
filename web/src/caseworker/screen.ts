import type { SharedScreen } from '../phone/screen.ts';
import type { EventContent } from '../timeline/event-body.ts';

/** What she recorded in a case: kinds alone, and never a text. */
export type Recorded = EventContent['type'] | 'visit' | 'taking';

/** A screen of the caseworker's app: in memory alone, as a leader's. */
export type Screen =
  | SharedScreen
  /** The search for a woman by name. */
  | { readonly name: 'find' }
  /** An event to add to a case; `isStatus`: what becomes of the case. */
  | { readonly name: 'addEvent'; readonly id: string; readonly isStatus?: boolean }
  /** An urgent case that nobody has taken. */
  | { readonly name: 'take'; readonly id: string }
  /** "Saved", with what was saved and in whose case; `due`: the day of the next visit. */
  | {
      readonly name: 'recorded';
      readonly caseId: string;
      readonly what: readonly Recorded[];
      readonly due?: string | undefined;
    }
  /** By what she knows a woman in lists. */
  | { readonly name: 'nickname'; readonly memberId: string; readonly caseId: string };

/** The screens that are there as soon as the phone is unlocked. */
type FirstScreen = 'home' | 'saved' | 'call';
/** All others, which are loaded together. */
export type OtherScreen = Exclude<Screen, { readonly name: FirstScreen }>;

/** The screen that she sees after she has unlocked the phone again: the one before, but for "Saved". */
export const afterUnlock = (screen: Screen): Screen =>
  screen.name === 'saved' || screen.name === 'recorded' ? { name: 'home' } : screen;

/** The screen after events were recorded in a case. */
export const recordedScreen = (caseId: string, events: readonly EventContent[]): Screen => ({
  name: 'recorded',
  caseId,
  what: events.map((event) => (event.type === 'follow_up' && event.done ? 'visit' : event.type)),
  due: events.flatMap((event) => (event.type === 'follow_up' && !event.done ? [event.due] : []))[0],
});
