import type { Api } from '../api/client.ts';
import type { AnswerOf, ItemOf } from '../api/routes.ts';
import type { Meeting } from './row-kinds.ts';

/** The server's list of a collective's meetings, latest first. */

/** How many of a collective's meetings the phone stores, as in a pack, and reads at a time. */
export const meetingsKnown = 12;

type Answer = ItemOf<'GET /api/collectives/{id}/meetings'>;

export const toMeeting = (
  collectiveId: string,
  { id, heldOn, createdBy, attendance, entries, lines, cashCountedPaise, bankBalancePaise, reversed }: Answer,
): Meeting => ({
  id,
  collectiveId,
  heldOn,
  createdBy,
  attendance,
  entries,
  ...(lines === undefined ? {} : { lines }),
  ...(cashCountedPaise === undefined ? {} : { cashCountedPaise }),
  ...(bankBalancePaise === undefined ? {} : { bankBalancePaise }),
  isReversed: reversed !== undefined,
});

/** Reads from the server the meetings of a day at any time in the past, including reversed ones. */
export async function readMeetingsOn(
  api: Pick<Api, 'request'>,
  collectiveId: string,
  heldOn: string,
): Promise<Answer[]> {
  const found: Answer[] = [];
  let cursor: string | undefined;
  do {
    const page: AnswerOf<'GET /api/collectives/{id}/meetings'> = await api.request(
      'GET /api/collectives/{id}/meetings',
      { path: { id: collectiveId }, query: { limit: String(meetingsKnown), cursor } },
    );
    found.push(...page.items.filter((one) => one.heldOn === heldOn));
    const last = page.items.at(-1);
    cursor = last === undefined || last.heldOn < heldOn ? undefined : page.cursor;
  } while (cursor !== undefined);
  return found;
}
