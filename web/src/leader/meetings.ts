import * as z from 'zod/mini';
import type { Api } from '../api/client.ts';
import { pageOf } from '../api/pages.ts';
import { type Meeting, sheetContent } from './kinds.ts';

/** The server's list of a collective's meetings, latest first. */

/** How many of a collective's meetings the phone stores and reads at a time. */
export const meetingsKnown = 20;

export const meetingAnswer = z.object({
  id: z.string(),
  heldOn: z.string(),
  createdBy: z.string(),
  reversed: z.optional(z.unknown()),
  ...sheetContent,
});
type Answer = z.infer<typeof meetingAnswer>;

export const toMeeting = (collectiveId: string, { reversed, ...meeting }: Answer): Meeting => ({
  ...meeting,
  collectiveId,
  isReversed: reversed !== undefined,
});

/** The meetings of a day at any time in the past, including reversed ones. @param path of the list */
export async function readMeetingsOn(
  api: Pick<Api, 'call'>,
  path: string,
  heldOn: string,
): Promise<Answer[]> {
  const found: Answer[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({
      limit: String(meetingsKnown),
      ...(cursor === undefined ? {} : { cursor }),
    });
    const page = await api.call(pageOf(meetingAnswer), { path: `${path}?${query}` });
    found.push(...page.items.filter((one) => one.heldOn === heldOn));
    const last = page.items.at(-1);
    cursor = last === undefined || last.heldOn < heldOn ? undefined : page.cursor;
  } while (cursor !== undefined);
  return found;
}
