import type { CaseEventKey } from '../case-events/text.ts';
import { translatorOf, type WorkCatalogue } from '../i18n/language.ts';
import type { MemberWordKey } from '../members/text.ts';
import type shared from '../talks/messages.json';
import type { TimelineKey } from '../timeline/text.ts';
import type approvals from './approvals/messages.json';
import type areas from './areas/messages.json';
import type audit from './audit/messages.json';
import type books from './books/messages.json';
import type cases from './cases/messages.json';
import type demands from './demands/messages.json';
import type director from './director/messages.json';
import type forum from './forum/messages.json';
import type frame from './frame/messages.json';
import type groups from './groups/messages.json';
import type handover from './handover/messages.json';
import type health from './health/messages.json';
import type members from './members/messages.json';
import type months from './months/messages.json';
import type outreach from './outreach/messages.json';
import type people from './people/messages.json';
import type programme from './programme/messages.json';
import type questions from './questions/messages.json';
import type requests from './requests/messages.json';
import type talks from './talks/messages.json';
import type today from './today/messages.json';
import type voice from './voice/messages.json';

type Catalogues = typeof approvals &
  typeof areas &
  typeof audit &
  typeof books &
  typeof cases &
  typeof demands &
  typeof director &
  typeof forum &
  typeof frame &
  typeof groups &
  typeof handover &
  typeof health &
  typeof members &
  typeof months &
  typeof outreach &
  typeof people &
  typeof programme &
  typeof questions &
  typeof requests &
  typeof talks &
  typeof today &
  typeof voice;

export type MessageKey = keyof Catalogues | keyof typeof shared | TimelineKey | CaseEventKey | MemberWordKey;

/**
 * The texts of the staff's desks and of case timelines. Each folder has its own messages; no key stands in two of
 * them.
 */
export const t = translatorOf<MessageKey>();

export const staffCatalogue: WorkCatalogue = {
  te: () => import('./texts.json?te'),
  en: () => import('./texts.json?en'),
};

/** The texts of the pages that the administrator alone has: the others' first page doesn't wait for them. */
export const administratorCatalogue: WorkCatalogue = {
  te: () => import('./administrator-texts.json?te'),
  en: () => import('./administrator-texts.json?en'),
};
