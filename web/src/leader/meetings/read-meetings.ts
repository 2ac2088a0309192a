import type { Api } from '../../api/client.ts';
import type { AnswerOf, ItemOf } from '../../api/routes.ts';
import type { Meeting } from '../row-kinds.ts';

/** Reads meetings from the server's list of a collective's meetings, which has the latest first. */

/**
 * How many of a collective's latest meetings the phone stores. The server sends as many in a pack, which is all that a
 * phone needs without a network.
 */
export const maxStoredMeetings = 12;

type RecordedMeeting = ItemOf<'GET /api/collectives/{id}/meetings'>;

/** A meeting as the phone stores it, from what the server sent. */
export const toMeeting = (
  collectiveId: string,
  {
    id,
    heldOn,
    createdBy,
    attendance,
    entries,
    lines,
    cashCountedPaise,
    cashCountedThenPaise,
    corrects,
    bankBalancePaise,
    reversed,
  }: RecordedMeeting,
): Meeting => ({
  id,
  collectiveId,
  heldOn,
  createdBy,
  attendance,
  entries,
  ...(lines === undefined ? {} : { lines }),
  ...(cashCountedPaise === undefined ? {} : { cashCountedPaise }),
  ...(cashCountedThenPaise === undefined ? {} : { cashCountedThenPaise }),
  ...(corrects === undefined ? {} : { corrects }),
  ...(bankBalancePaise === undefined ? {} : { bankBalancePaise }),
  isReversed: reversed !== undefined,
});

/** Reads from the server all meetings of a collective on one day, reversed ones too; the day may be long ago. */
export async function readMeetingsOn(
  api: Pick<Api, 'request'>,
  collectiveId: string,
  heldOn: string,
): Promise<RecordedMeeting[]> {
  const meetingsOfDay: RecordedMeeting[] = [];
  let cursor: string | undefined;
  do {
    const page: AnswerOf<'GET /api/collectives/{id}/meetings'> = await api.request(
      'GET /api/collectives/{id}/meetings',
      { path: { id: collectiveId }, query: { limit: String(maxStoredMeetings), cursor } },
    );
    meetingsOfDay.push(...page.items.filter((meeting) => meeting.heldOn === heldOn));
    const earliest = page.items.at(-1);
    // Further pages hold only earlier meetings.
    const isDayPassed = earliest === undefined || earliest.heldOn < heldOn;
    cursor = isDayPassed ? undefined : page.cursor;
  } while (cursor !== undefined);
  return meetingsOfDay;
}
