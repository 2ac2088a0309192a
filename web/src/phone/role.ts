import type { ComponentChildren } from 'preact';
import type { PhoneRoleName } from '../device/database.ts';
import type { WorkCatalogue } from '../i18n/language.ts';
import type { IdleHold } from '../shell/idle.ts';
import type { WrongTries } from '../unlock/unlock.ts';
import type { RoleWork } from '../workspace/role-work.ts';
import type { Handlers } from './screen.ts';

/** Decides which screens may be shown between an unlocking and the next lock. */
export type ScreenGuard<Screen> = {
  /** Whether a screen may be shown; if not, the phone is locked. A screen that may be shown counts as the current one from then on. */
  mayShow(next: Screen): boolean;
  /** What stays open longer without a touch, if anything does. */
  readonly hold?: IdleHold;
};

/** A role that works on a phone: its screens, its texts, and what it reads and sends. */
export type PhoneRole<Screen> = {
  readonly name: PhoneRoleName;
  /** Whether she has a desk too, to which her phone leads. */
  readonly hasDesk: boolean;
  readonly work: RoleWork;
  readonly home: Screen;
  /** The texts of the home screen and of all frames: she can begin once these are there. */
  readonly firstCatalogue: WorkCatalogue;
  /** The texts of all other screens, and of the set-up. */
  readonly otherCatalogue: WorkCatalogue;
  /** The element of a screen. @param wrongTries shown on the home screen if given */
  readonly draw: (
    screen: Screen,
    wrongTries: WrongTries | undefined,
    handlers: Handlers,
  ) => ComponentChildren;
  /** Loads the screens that she uses most. */
  readonly preload: () => Promise<unknown>;
  /** The screen that she sees after she has unlocked the phone again, instead of the one before. */
  readonly afterUnlock: (screen: Screen) => Screen;
  readonly createGuard: () => ScreenGuard<Screen>;
  /** Whether the phone's screen stays on while this one is shown. */
  readonly staysOn: (screen: Screen) => boolean;
};
