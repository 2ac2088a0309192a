import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';

/** A member's code, such as `M-7F3K9Q`. */
const memberCode = /^[Mm]-[0-9A-Za-z]{4,12}$/;

/**
 * Finds for the auditor the id of the member with a code. The auditor may not list members, so the id is taken from the journal's
 * lines about her. Each member has one: that of her enrolment.
 * @param code in either case
 * @returns undefined if nobody has the code, or it is none
 */
export async function findMember(api: Pick<Api, 'send'>, code: string): Promise<string | undefined> {
  if (!memberCode.test(code)) return undefined;
  const { items } = await readList(api, 'GET /api/journal', { query: { subject: code } });
  for (const line of items) {
    if ('memberId' in line) return line.memberId;
  }
  return undefined;
}
