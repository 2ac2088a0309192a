import * as z from 'zod';
import { clientId, date } from '../fields/fields.ts';
import { compareTexts } from '../text/compare-texts.ts';
import { type Dated, type DueTalk, dueTalkOf } from './due-talk.ts';

/** A talk that is due, in an agenda. It may be held on any later day as well, so it is never overdue. */
export const talkAgendaItem = z.object({
  kind: z.literal('talk'),
  on: date.describe('The day from which it is due.'),
  memberId: clientId,
  code: z.string(),
  overdue: z.literal(false),
});
export type TalkAgendaItem = z.infer<typeof talkAgendaItem>;

/** The days of an agenda, both included; without `to` up to today. */
type Range = { readonly from?: string | undefined; readonly to?: string | undefined };

export const isDueWithin = ({ on }: Pick<DueTalk, 'on'>, { from, to }: Range, today: string): boolean =>
  (from === undefined || from <= on) && on <= (to ?? today);

/** The next talks with some women as an agenda tells them, by day, then by code. */
export const talkAgendaOf = (women: readonly (Dated & { readonly code: string })[]): TalkAgendaItem[] =>
  women
    .flatMap((woman): TalkAgendaItem[] => {
      const due = dueTalkOf(woman);
      return due === undefined
        ? []
        : [{ kind: 'talk', on: due.on, memberId: woman.id, code: woman.code, overdue: false }];
    })
    .sort((a, b) => compareTexts(a.on, b.on) || compareTexts(a.code, b.code));
