import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';

const codeForm = /^[Mm]-[0-9A-Za-z]{4,12}$/;

/**
 * For the auditor: finds the id of the member with a code, by the journal's lines about her: the auditor reads no
 * list of members.
 * @returns undefined if nobody has the code
 */
export async function findMember(api: Pick<Api, 'send'>, code: string): Promise<string | undefined> {
  if (!codeForm.test(code)) return undefined;
  const { items } = await readList(api, 'GET /api/journal', { query: { subject: code } });
  for (const line of items) {
    if ('memberId' in line) return line.memberId;
  }
  return undefined;
}
