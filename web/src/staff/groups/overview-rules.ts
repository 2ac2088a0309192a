import { addDays, addMonths } from '../../../../functions/domain/calendar.ts';
import type { AnswerOf } from '../../api/routes.ts';
import type { Collective, Meeting } from '../frame/record-types.ts';
import { stateOf } from './sheet-state.ts';

/** What the table of collectives says of one; pure. */

type Ledger = AnswerOf<'GET /api/collectives/{id}/ledger'>;
type Sheet = Pick<Meeting, 'heldOn' | 'reversed' | 'cashCountedPaise'> & {
  readonly lines?: readonly { readonly kind: string }[] | undefined;
};

/** How many months the desk's overview of groups looks back, the current one included. */
export const monthsShown = 6;

export type OverviewRow = {
  readonly id: string;
  readonly collective: Collective;
  readonly members: number;
  /** `YYYY-MM-DD` */
  readonly lastMeeting: string | undefined;
  readonly savingsPaise: number;
  readonly loansPaise: number;
  /** Sheets whose box held more or less than the books said. */
  readonly cashDifferences: number;
  /** Sheets whose box was not counted. */
  readonly notCounted: number;
  /** Whether an open group has held no meeting for two months. */
  readonly isSilent: boolean;
  /** Months without a sheet. */
  readonly missing: number;
};

/** After so many days without a meeting somebody should ask why: two months. */
const silentDays = 61;

const differences = new Set(['cash_over', 'cash_short']);

/** One group's row in the desk's overview: its members, sheets and money. @param today in India */
export function overviewOf(
  collective: Collective,
  members: number,
  meetings: readonly Sheet[],
  { savingsPaise, loansOutstandingPaise }: Pick<Ledger, 'savingsPaise' | 'loansOutstandingPaise'>,
  today: string,
): OverviewRow {
  const now = today.slice(0, 7);
  const months = Array.from({ length: monthsShown }, (_, index) => addMonths(now, -index));
  const held = meetings.filter(({ reversed }) => reversed === undefined);
  const recent = held.filter(({ heldOn }) => months.includes(heldOn.slice(0, 7)));
  const lastMeeting = held
    .map(({ heldOn }) => heldOn)
    .toSorted()
    .at(-1);
  return {
    id: collective.id,
    collective,
    members,
    lastMeeting,
    savingsPaise,
    loansPaise: loansOutstandingPaise,
    cashDifferences: recent.filter(({ lines = [] }) => lines.some(({ kind }) => differences.has(kind)))
      .length,
    notCounted: recent.filter(({ cashCountedPaise }) => cashCountedPaise === undefined).length,
    isSilent:
      collective.closedOn === undefined && (lastMeeting ?? collective.formedOn) < addDays(today, -silentDays),
    missing: months.filter((month) => stateOf(collective, meetings, month, now) === 'missing').length,
  };
}
