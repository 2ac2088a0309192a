import * as z from 'zod/mini';
import { guardians } from '../../consent/giver.ts';
import type { Operation } from '../../outbox/operation.ts';
import { forEachText } from '../enrol/typed-texts.ts';
import { type Enrolment, sheetContent } from '../row-kinds.ts';
import { type SheetLine, toLine } from '../sheet/row/entries-and-lines.ts';

/**
 * Turns an operation (something that the leader has recorded) back into a draft that she can correct, after the server refused it. The draft keeps the
 * ids, since the server recorded nothing under them.
 */

const memberBody = z.object({
  id: z.string(),
  collectiveId: z.string(),
  ...forEachText(() => z._default(z.string(), '')),
  birthYear: z.number(),
  gender: z.string(),
  category: z.string(),
  consents: z.array(
    z.object({
      id: z.string(),
      purpose: z.string(),
      given: z.boolean(),
      givenBy: z.optional(z.string()),
    }),
  ),
});

/** A refused enrolment as the draft of a new member, to be corrected; undefined for other operations. */
export function enrolmentOf({ what, body }: Pick<Operation, 'what' | 'body'>): Enrolment | undefined {
  const { data: refused } = memberBody.safeParse(body);
  if (what !== 'member' || refused === undefined) return undefined;
  const consentFor = (purpose: string) => refused.consents.find((consent) => consent.purpose === purpose);
  const [services, reporting] = [consentFor('services'), consentFor('reporting')];
  // Every enrolment that a phone records has both consents.
  if (services === undefined || reporting === undefined) return undefined;
  const { consents: _, birthYear, ...answers } = refused;
  // The same person gives both consents. There is no guardian if the new member gives them herself.
  const guardian = guardians.find((one) => one === services.givenBy);
  return {
    ...answers,
    birthYear: String(birthYear),
    ...(guardian === undefined ? {} : { guardian }),
    services: services.given,
    reporting: reporting.given,
    servicesId: services.id,
    reportingId: reporting.id,
    // The form opens at its first page.
    page: 0,
  };
}

const listOfMembers = z.array(z.object({ memberId: z.string() }));

/**
 * For correcting a refused operation: the ids of the people that the refusal's errors are about. The path
 * `attendance.3.memberId` is about the fourth member on the sheet.
 */
export function peopleInError({ details = [], body }: Pick<Operation, 'details' | 'body'>): string[] {
  const people = details.flatMap((path) => {
    const [list = '', index = ''] = path.split('.');
    // Empty for a path that is not about a list of members.
    const { data: members = [] } = listOfMembers.safeParse(body[list]);
    return members[Number(index)]?.memberId ?? [];
  });
  return [...new Set(people)];
}

/**
 * For correcting a refused sheet: the ids of the women who were not in the group on the sheet's date, according to the
 * server. Empty once the leader has changed the date.
 */
export const nonMembersOf = (operation: Operation | undefined, heldOn: string): string[] =>
  operation?.reason === 'not_a_member' && operation.body.heldOn === heldOn ? peopleInError(operation) : [];

/**
 * For correcting a refused sheet: the lines of the group, such as a bank charge, that the refusal's errors are about. The
 * path `lines.0.amountPaise` is about the first line.
 */
export function linesInError({ details = [], body }: Pick<Operation, 'details' | 'body'>): SheetLine[] {
  // Empty for an operation that is not a sheet.
  const lines = sheetContent.lines.safeParse(body.lines).data ?? [];
  const indexes = new Set(
    details.flatMap((path) => {
      const [list, index] = path.split('.');
      // A path about the whole list has no index: that gives NaN, which no line has.
      return list === 'lines' ? [Number(index)] : [];
    }),
  );
  return lines.filter((_, index) => indexes.has(index)).map(toLine);
}
