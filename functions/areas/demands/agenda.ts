import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { DatedDemand } from './dated-demands.ts';
import type { DemandAgendaItem } from './schema.ts';

/**
 * What demands wait for in a range of days, both included, sorted by day, then by title.
 * @param today Indian date; earlier days are overdue
 */
export const demandAgendaOf = (
  demands: readonly DatedDemand[],
  today: string,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
): DemandAgendaItem[] =>
  demands
    .flatMap(({ id, title, waits }) =>
      waits
        .filter(({ on }) => (from === undefined || from <= on) && (to === undefined || on <= to))
        .map(({ kind, on }): DemandAgendaItem => ({ kind, on, demandId: id, title, overdue: on < today })),
    )
    .sort(
      (a, b) => compareTexts(a.on, b.on) || compareTexts(a.title, b.title) || compareTexts(a.kind, b.kind),
    );
