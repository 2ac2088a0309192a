import * as z from 'zod/mini';
import { caseKinds, priorities, statuses } from '../api/case-record.ts';
import type { Api } from '../api/client.ts';
import { pageOf, readAll } from '../api/pages.ts';
import { caseEvent } from '../timeline/case-event.ts';
import type { EncryptedRows, Kind } from './encrypted-rows.ts';
import {
  cases,
  collectives,
  emergencyAccesses,
  freshnesses,
  meetings,
  members,
  profiles,
  timelines,
} from './kinds.ts';
import { meetingAnswer, meetingsKnown, toMeeting } from './meetings.ts';
import { isUnsent, operations, peopleOf } from './outbox/operation.ts';

/** What the phone reads from the server for use without a network. */

const collectiveAnswer = z.object({
  id: z.string(),
  name: z.string(),
  district: z.string(),
  mandal: z.string(),
  usualDepositPaise: z.number(),
  ratePerMonthBasisPoints: z.optional(z.number()),
});
const ledgerAnswer = z.object({
  cashPaise: z.number(),
  members: z.array(
    z.object({ memberId: z.string(), savingsPaise: z.number(), loansOutstandingPaise: z.number() }),
  ),
});
const listedMember = z.object({
  id: z.string(),
  code: z.string(),
  collectiveId: z.string(),
  version: z.number(),
  joinedOn: z.string(),
  exitedOn: z.optional(z.string()),
});
const namedMember = z.object({ name: z.nullable(z.string()) });
const savingsAnswer = z.object({
  loans: z.array(z.object({ loanId: z.string(), outstandingPaise: z.number() })),
});
const caseAnswer = z.object({
  id: z.string(),
  code: z.string(),
  memberId: z.string(),
  kind: z.enum(caseKinds),
  priority: z.enum(priorities),
  status: z.enum(statuses),
  openedOn: z.string(),
  nextDue: z.optional(z.string()),
  assignedTo: z.optional(z.string()),
  assignedAt: z.optional(z.string()),
  version: z.int(),
});

/**
 * Reads her collectives, their members and money, and her cases. A member's name is read only if the phone does
 * not know it at her version; each such reading is in the access log.
 */
export async function refresh(api: Pick<Api, 'call'>, rows: Rows, now: () => number): Promise<void> {
  // Whatever has been sent by now is included in what follows.
  const sent = rows.all(operations).filter(({ state }) => state === 'sent');
  // Records made from here on are missing from the answers, but are still hers.
  const before = idsOf(rows, members, meetings, cases);
  const read = new Set<string>();
  const hers = (await readAll(api, collectiveAnswer, '/api/collectives', Infinity)).items;
  await Promise.all(
    hers.map(async (collective) => {
      const [ledger, listed, held] = await Promise.all([
        api.call(ledgerAnswer, { path: `/api/collectives/${collective.id}/ledger` }),
        readAll(api, listedMember, `/api/members?collectiveId=${collective.id}`, Infinity),
        api.call(pageOf(meetingAnswer), {
          path: `/api/collectives/${collective.id}/meetings?limit=${meetingsKnown}`,
        }),
      ]);
      for (const member of listed.items) {
        read.add(member.id);
        const known = rows.get(members, member.id);
        const account = ledger.members.find(({ memberId }) => memberId === member.id);
        const name =
          known?.version === member.version && known.code !== undefined
            ? known.name
            : ((await api.call(namedMember, { path: `/api/members/${member.id}` })).name ?? '—');
        const loans =
          (account?.loansOutstandingPaise ?? 0) === 0
            ? []
            : (await api.call(savingsAnswer, { path: `/api/members/${member.id}/savings` })).loans;
        await rows.put(members, member.id, {
          ...member,
          name,
          savingsPaise: account?.savingsPaise ?? 0,
          loans: loans
            .filter(({ outstandingPaise }) => outstandingPaise > 0)
            .map(({ loanId, outstandingPaise }) => ({ loanId, outstandingPaise })),
        });
      }
      for (const meeting of held.items) {
        read.add(meeting.id);
        await rows.put(meetings, meeting.id, toMeeting(collective.id, meeting));
      }
      await rows.put(collectives, collective.id, { ...collective, cashPaise: ledger.cashPaise });
    }),
  );
  for (const id of await refreshCases(api, rows, now)) read.add(id);
  await forget(rows, collectives, new Set(hers.map(({ id }) => id)));
  const waiting = rows.all(operations).filter(isUnsent).flatMap(peopleOf);
  const newer = [...idsOf(rows, members, meetings, cases)].filter((id) => !before.has(id));
  const kept = new Set([...read, ...waiting, ...newer]);
  await forget(rows, members, kept);
  await forget(rows, meetings, kept);
  await forget(rows, cases, kept);
  await forget(rows, timelines, kept);
  for (const { id, until } of rows.all(emergencyAccesses)) {
    if (Date.parse(until) <= now()) await rows.remove(emergencyAccesses, id);
  }
  for (const { id, state } of sent) if (state === 'sent') await rows.remove(operations, id);
  await rows.put(freshnesses, 'all', { at: now() });
}

/** Reads only her cases. @returns their ids */
export async function refreshCases(
  api: Pick<Api, 'call'>,
  rows: Pick<Rows, 'get' | 'put'>,
  now: () => number,
): Promise<string[]> {
  const { items } = await readAll(api, caseAnswer, '/api/cases', Infinity);
  const me = rows.get(profiles, 'me')?.id;
  for (const { assignedTo, assignedAt: takenAt, version, ...file } of items) {
    await rows.put(cases, file.id, { ...file, isTaken: assignedTo !== undefined, takenAt });
    // Every event increments the case's version. Each reading of a timeline is in the access log.
    if (rows.get(timelines, file.id)?.version === version) continue;
    const { items: events } = await readAll(api, caseEvent, `/api/cases/${file.id}/events`, Infinity);
    // Her phone does not learn who else recorded events.
    const told = events.map(({ createdBy, ...event }) => ({
      ...event,
      createdBy: createdBy === me ? createdBy : 'other',
    }));
    await rows.put(timelines, file.id, { id: file.id, version, events: told });
  }
  await rows.put(freshnesses, 'cases', { at: now() });
  return items.map(({ id }) => id);
}

const freshForMs = 10 * 60_000;
/** How long it may take until she sees that somebody has taken her urgent case. */
export const urgentForMs = 60_000;

/** Whether data is fresh. A time in the future does not count: the phone's clock was wrong and was corrected. */
export const isFresh = (heard: number, now: number, forMs = freshForMs): boolean =>
  Math.abs(now - heard) < forMs;

type Rows = Pick<EncryptedRows, 'get' | 'all' | 'put' | 'remove'>;
type WithId = { readonly id: string };

const idsOf = (rows: Rows, ...kinds: readonly Kind<WithId>[]): Set<string> =>
  new Set(kinds.flatMap((kind) => rows.all(kind).map(({ id }) => id)));

/** Deletes what is no longer hers. */
async function forget(rows: Rows, kind: Kind<WithId>, kept: ReadonlySet<string>): Promise<void> {
  for (const { id } of rows.all(kind)) if (!kept.has(id)) await rows.remove(kind, id);
}
