import type { SharedScreen } from '../phone/screen.ts';

/** A screen of the caseworker's app: in memory alone, as a leader's. */
export type Screen =
  | SharedScreen
  /** The search for a woman by name. */
  | { readonly name: 'find' }
  /** An event to add to a case; `isStatus`: what becomes of the case. */
  | { readonly name: 'addEvent'; readonly id: string; readonly isStatus?: boolean }
  /** An urgent case that nobody has taken. */
  | { readonly name: 'take'; readonly id: string }
  /** By what she knows a woman in lists. */
  | { readonly name: 'nickname'; readonly memberId: string; readonly caseId: string };

/** The screens that are there as soon as the phone is unlocked. */
type FirstScreen = 'home' | 'saved' | 'call';
/** All others, which are loaded together. */
export type OtherScreen = Exclude<Screen, { readonly name: FirstScreen }>;

/** The screen that she sees after she has unlocked the phone again: the one before, but for "Saved". */
export const afterUnlock = (screen: Screen): Screen => (screen.name === 'saved' ? { name: 'home' } : screen);
