import type { SharedScreen } from '../phone/screen.ts';

/** The screens that are about one group, which a leader with several groups chooses first. */
export type CollectiveScreen = 'sheet' | 'enrol' | 'members' | 'past';

/**
 * A screen of the leader's app. The current one is in memory alone: the page's address never changes, so that the
 * browser's history reveals nothing. An `id` is the member's, case's or meeting's id.
 * In `reconcile` it is that of an unsent meeting that another leader has recorded too.
 */
export type Screen =
  | SharedScreen
  | { readonly name: 'collectives'; readonly to: CollectiveScreen }
  /** `toCount`: opens at the field for the cash count. */
  | { readonly name: 'sheet'; readonly collectiveId: string; readonly toCount?: boolean }
  | {
      readonly name: 'meeting';
      readonly collectiveId: string;
      readonly id: string;
      /** Where Back leads. */
      readonly from: 'past' | 'sheet';
    }
  | { readonly name: 'past'; readonly collectiveId: string }
  /** `isOwn`: the leader's own passbook, opened from "Me". */
  | { readonly name: 'passbook'; readonly id: string; readonly isOwn?: boolean }
  /** Her papers, to print. */
  | { readonly name: 'papers'; readonly id: string; readonly isOwn: boolean }
  /** The last check of a meeting's sheet before it is recorded. */
  | { readonly name: 'check'; readonly collectiveId: string }
  | { readonly name: 'members'; readonly collectiveId: string }
  /** The search for a woman in all groups; `isForHelp`: to open an urgent case for her. */
  | { readonly name: 'find'; readonly isForHelp?: boolean }
  /** The whole record of a woman, shown to her alone; `toStop`: opens at the steps by which she stops. */
  | { readonly name: 'record'; readonly id: string; readonly toStop?: boolean }
  /** Her telephone number, and a new one. */
  | { readonly name: 'newPhone'; readonly id: string }
  | { readonly name: 'enrol'; readonly collectiveId: string }
  /** A woman's entitlements. */
  | { readonly name: 'entitlements'; readonly memberId: string }
  /** The children to ask about: of one group, during its meeting, or of all. */
  | { readonly name: 'children'; readonly collectiveId?: string }
  | { readonly name: 'herChildren'; readonly memberId: string }
  | { readonly name: 'child'; readonly memberId: string; readonly id: string }
  | { readonly name: 'newChild'; readonly memberId: string }
  /** Emergency access to another leader's urgent case. */
  | { readonly name: 'emergency' }
  /** A question of the desk. */
  | { readonly name: 'question'; readonly id: string }
  /** All that is due in her cases. */
  | { readonly name: 'due' }
  /** The lessons, and one of them. */
  | { readonly name: 'learn' }
  | { readonly name: 'lesson'; readonly id: string }
  /** A sheet with invented women, to practise on. */
  | { readonly name: 'practice' };

/** The screens that are there as soon as the phone is unlocked. */
type FirstScreen = 'home' | 'saved' | 'call';
/** The screens of a meeting that is being recorded. */
export type MeetingScreen = Extract<Screen, { readonly name: 'sheet' | 'check' }>;
/** All others, which are loaded together. */
export type OtherScreen = Exclude<Screen, MeetingScreen | { readonly name: FirstScreen }>;

/**
 * The screen that a leader sees after she has unlocked the phone again: the one before. A woman's record and number, an
 * emergency access and "Saved" do not come back: another screen stands in for each.
 */
export function afterUnlock(screen: Screen): Screen {
  switch (screen.name) {
    case 'record':
    case 'newPhone':
      return { name: 'member', id: screen.id };
    case 'emergency':
    case 'saved':
      return { name: 'home' };
    default:
      return screen;
  }
}
