import * as z from 'zod/mini';
import { guardians } from '../../consent/giver.ts';
import { type Enrolment, sheetContent } from '../row-kinds.ts';
import { type SheetLine, toLine } from '../sheet/entries-and-lines.ts';
import type { Operation } from './operation.ts';

/**
 * Turns a refused operation back into a draft that she can correct. Nothing was recorded under its ids, so they
 * stay.
 */

const memberBody = z.object({
  id: z.string(),
  collectiveId: z.string(),
  name: z.string(),
  phone: z.optional(z.string()),
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
  const { data } = memberBody.safeParse(body);
  const of = (purpose: string) => data?.consents.find((consent) => consent.purpose === purpose);
  const [services, reporting] = [of('services'), of('reporting')];
  if (what !== 'member' || data === undefined || services === undefined || reporting === undefined) return;
  const { id, collectiveId, name, phone = '', birthYear, gender, category } = data;
  const guardian = guardians.find((each) => each === services.givenBy);
  return {
    id,
    collectiveId,
    name,
    phone,
    birthYear: String(birthYear),
    gender,
    category,
    ...(guardian === undefined ? {} : { guardian }),
    services: services.given,
    reporting: reporting.given,
    servicesId: services.id,
    reportingId: reporting.id,
    page: 0,
  };
}

const dates = ['on', 'openedOn', 'joinedOn'];

/**
 * A refused operation's body with today in place of any date after today: the phone's clock was ahead.
 * @param today `YYYY-MM-DD`
 */
export function moveFutureDatesToToday(body: Operation['body'], today: string): Operation['body'] {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      if (dates.includes(key) && typeof value === 'string' && value > today) return [key, today];
      const list = z.array(z.record(z.string(), z.unknown())).safeParse(value);
      return [key, list.success ? list.data.map((each) => moveFutureDatesToToday(each, today)) : value];
    }),
  );
}

const named = z.array(z.object({ memberId: z.string() }));

/**
 * For correcting a refused operation: the ids of the people that the refusal's errors are about:
 * `attendance.3.memberId` is the fourth member on the sheet.
 */
export function peopleInError({ details = [], body }: Pick<Operation, 'details' | 'body'>): string[] {
  const people = details.flatMap((path) => {
    const [list = '', index = ''] = path.split('.');
    const { data = [] } = named.safeParse(body[list]);
    return data[Number(index)]?.memberId ?? [];
  });
  return [...new Set(people)];
}

/**
 * For correcting a refused sheet: the women because of whom the server refused it, by its date: they were not in the
 * group then.
 */
export const nonMembersOf = (operation: Operation | undefined, heldOn: string): string[] =>
  operation?.reason === 'not_a_member' && operation.body.heldOn === heldOn ? peopleInError(operation) : [];

/**
 * For correcting a refused sheet: the group's lines that the refusal's errors are about: `lines.0.amountPaise` is the
 * first.
 */
export function linesInError({ details = [], body }: Pick<Operation, 'details' | 'body'>): SheetLine[] {
  const lines = sheetContent.lines.safeParse(body.lines).data ?? [];
  const named = new Set(
    details.flatMap((path) => {
      const [list, index] = path.split('.');
      return list === 'lines' ? [Number(index)] : [];
    }),
  );
  return lines.flatMap((line, index) => (named.has(index) ? [toLine(line)] : []));
}
