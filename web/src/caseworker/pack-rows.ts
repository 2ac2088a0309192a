import type { OnCaseworkersPhone } from '../../../functions/areas/members/definition.ts';
import type { AnswerOf } from '../api/routes.ts';
import { caseEvent } from '../timeline/case-event.ts';
import { pickPackFields } from '../workspace/row-kinds.ts';
import { type CaseFile, packFieldsOfWoman, type Woman } from './row-kinds.ts';

/** The records of the pack as a caseworker's phone stores them. refresh.ts reads the pack. */

export type Pack = Extract<AnswerOf<'GET /api/me/pack'>, { unassigned: unknown }>;

type WholeCase = Extract<Pack['cases'][number], { events: unknown }>;

type WholeWoman = Extract<Pack['members'][number], { district: unknown }>;

export const toCaseFile = (one: WholeCase): CaseFile => ({
  id: one.id,
  code: one.code,
  memberId: one.memberId,
  kind: one.kind,
  priority: one.priority,
  status: one.status,
  openedOn: one.openedOn,
  version: one.version,
  ...(one.incident === undefined ? {} : { incident: one.incident }),
  ...(one.nextDue === undefined ? {} : { nextDue: one.nextDue }),
  ...(one.eventsLeftOut === undefined ? {} : { eventsLeftOut: one.eventsLeftOut }),
});

/** An event as the phone stores it: of others who recorded events, it does not store who. Undefined for an event of a type that this version does not know. */
export function toEvent(event: WholeCase['events'][number], me: string | undefined) {
  const parsed = caseEvent.safeParse(event);
  if (!parsed.success) return undefined;
  return { ...parsed.data, createdBy: event.createdBy === me ? event.createdBy : 'other' };
}

export const toWoman = (one: WholeWoman): Woman =>
  ({
    // Her name is null once she was erased.
    ...pickPackFields(packFieldsOfWoman, { ...one, name: one.name ?? '—' }),
    children: (one.children ?? [])
      .filter(({ takenBack }) => takenBack === undefined)
      .map(({ id, birthYear, gender, schooling }) => ({
        id,
        birthYear,
        gender,
        schooling: schooling.findLast(({ takenBack }) => takenBack === undefined),
      })),
    consents: latestConsents(one.consents),
  }) satisfies Readonly<Record<OnCaseworkersPhone, unknown>>;

/** The consent in force for each purpose: the one recorded last, as the server has it, whatever day it names. @param consents in the order in which they were recorded */
const latestConsents = (consents: WholeWoman['consents']): Woman['consents'] =>
  [...Map.groupBy(consents, ({ purpose }) => purpose).values()].flatMap((ofPurpose) => {
    const latest = ofPurpose.at(-1);
    if (latest === undefined) return [];
    const { purpose, given, on } = latest;
    return [{ purpose, given, on, isWithdrawn: !given && ofPurpose.some((one) => one.given) }];
  });

/** The agenda as the phone stores it: what is due in cases, and talks. */
export const toAgenda = (items: Pack['agenda']['items']) => ({
  items: items.flatMap((item) =>
    item.kind === 'talk' ? [] : [{ caseId: item.caseId, code: item.code, on: item.on, kind: item.kind }],
  ),
  talks: items.flatMap((item) => (item.kind === 'talk' ? [{ memberId: item.memberId, on: item.on }] : [])),
});
