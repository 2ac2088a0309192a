import { addDays } from '../../shared/calendar/calendar.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { MemberDocument } from './member-document.ts';
import { monthNumber } from './month-numbers.ts';
import { type Changes, during, span, sumOf } from './monthly-changes.ts';
import { activeOf } from './stocks.ts';

/** The offices that a member holds or held, in her collective or in other bodies. */

export type OfficeDocument = {
  readonly id: string;
  body: JournalLineOf<'office_recorded'>['body'] | null;
  /** At the end of month `from` she holds it, at the end of month `until` no more. Null if no line gives it. */
  from: number | null;
  until: number | null;
};

const officeOf = ({ offices }: MemberDocument, id: string): OfficeDocument => {
  const found = offices.find((office) => office.id === id);
  if (found !== undefined) {
    return found;
  }
  const office: OfficeDocument = { id, body: null, from: null, until: null };
  offices.push(office);
  return office;
};

/** The first month at whose end she no longer holds an office. @param lastDay her last day in it */
const endMonthOf = (lastDay: string): number => monthNumber(addDays(lastDay, 1));

export const addOffice = (member: MemberDocument, line: JournalLineOf<'office_recorded'>): void => {
  const office = officeOf(member, line.id);
  office.body = line.body;
  office.from = monthNumber(line.from);
  // A line that ends the office may have come first; then its day stays.
  office.until ??= line.to === undefined ? null : endMonthOf(line.to);
};

export const endOffice = (member: MemberDocument, line: JournalLineOf<'office_ended'>): void => {
  officeOf(member, line.officeId).until = endMonthOf(line.on);
};

/** The stock of a member's offices in bodies other than her collective, while she is a member. */
export const officesBeyondCollectiveOf = (member: MemberDocument): Changes =>
  member.offices.length === 0
    ? []
    : during(
        activeOf(member),
        sumOf(
          member.offices
            .filter(({ id, body }) => body !== 'collective' && !member.reversedIds.includes(id))
            .map(({ from, until }) => span(from, until)),
        ),
      );
