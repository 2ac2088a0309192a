import type { Language } from '../i18n/language.ts';
import type { CaseFile } from '../workspace/row-kinds.ts';

/** What another screen proposes for a new case; she may choose otherwise. */
export type CaseProposal = Pick<CaseFile, 'kind' | 'priority'>;

/**
 * The screens to which what every phone has may lead; a role's own screens come to these. The current one is in memory alone: the page's address
 * never changes, so that the browser's history reveals nothing. An `id` is the member's or case's id.
 */
export type SharedScreen =
  | { readonly name: 'home' }
  /** "Saved": the end of everything that she records. */
  | { readonly name: 'saved' }
  | { readonly name: 'member'; readonly id: string }
  /** The safety plan of a crisis, by the case's id. */
  | { readonly name: 'plan'; readonly id: string }
  /** A talk with a woman. */
  | { readonly name: 'talk'; readonly memberId: string }
  /** The women with whom to talk. */
  | { readonly name: 'talks' }
  | { readonly name: 'cases' }
  | { readonly name: 'openCase'; readonly memberId: string; readonly proposal?: CaseProposal }
  | { readonly name: 'case'; readonly id: string }
  /** The telephone numbers for help. */
  | { readonly name: 'call' }
  /** The unsent operations. */
  | { readonly name: 'unsent' }
  /** What she recorded and what somebody else did, to choose; `id` is the operation's. */
  | { readonly name: 'reconcile'; readonly id: string }
  | { readonly name: 'settings' };

/** What screens ask of the code that starts and locks the app. */
export type Handlers = {
  readonly onSignIn: () => Promise<void>;
  /** Leads to the desk of a role that has one. */
  readonly onDesk: () => Promise<void>;
  readonly onLanguage: (language: Language) => Promise<void>;
  /** Lets her choose anew how the phone opens, after signing in. */
  readonly onNewLock: () => Promise<void>;
};
