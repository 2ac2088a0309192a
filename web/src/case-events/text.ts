import { translatorOf } from '../i18n/language.ts';
import type shared from '../talks/messages.json';
import type { TimelineKey } from '../timeline/text.ts';
import type catalogue from './messages.json';

export type CaseEventKey = keyof typeof catalogue;

/** The texts of the forms that add an event to a case, with those of the timeline and of safety plans, for phone and desk. */
export const t = translatorOf<CaseEventKey | keyof typeof shared | TimelineKey>();
