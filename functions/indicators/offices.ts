import { addDays } from '../domain/calendar.ts';
import type { JournalLineOf } from '../journal/line.ts';
import { type Changes, during, span, sumOf } from './changes.ts';
import type { MemberDocument } from './member.ts';
import { monthNumber } from './months.ts';
import { activeOf } from './stocks.ts';

/** The offices that a member holds or held. */

export type OfficeDocument = {
  readonly id: string;
  body: JournalLineOf<'office_recorded'>['body'] | null;
  /** From the end of which month on she holds it, until before the end of which other; null: no line said so. */
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

/** The month at whose end she no longer holds an office, by the last day on which she does. */
const monthAfter = (to: string): number => monthNumber(addDays(to, 1));

export const addOffice = (member: MemberDocument, line: JournalLineOf<'office_recorded'>): void => {
  const office = officeOf(member, line.id);
  office.body = line.body;
  office.from = monthNumber(line.from);
  office.until ??= line.to === undefined ? null : monthAfter(line.to);
};

export const endOffice = (member: MemberDocument, line: JournalLineOf<'office_ended'>): void => {
  officeOf(member, line.officeId).until = monthAfter(line.on);
};

/** Offices in a body other than her collective. */
export const officesBeyondCollectiveOf = (member: MemberDocument): Changes =>
  member.offices.length === 0
    ? []
    : during(
        activeOf(member),
        sumOf(
          member.offices
            .filter(({ id, body }) => body !== 'collective' && !member.reversed.includes(id))
            .map(({ from, until }) => span(from, until)),
        ),
      );
