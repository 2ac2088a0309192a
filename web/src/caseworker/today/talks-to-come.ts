import type { Api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { dueItems } from '../../phone/due-rules.ts';
import { areTalksOld, readTalks } from '../../phone/talk/read-talks.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import { agendas } from '../../workspace/row-kinds.ts';
import { cases, type Woman, women } from '../row-kinds.ts';

/** What the women of her day said in earlier talks: the phone reads it by itself, a few women at a time, until it has all of it. */

type Rows = Pick<EncryptedRows, 'get' | 'all' | 'putAll'>;

/** How many women's talks are read in one round. They are few, since the phone sends nothing meanwhile. */
const maxAtOnce = 3;

/** The women whose talks the server refused since this page was opened: it is not asked again. */
const refused = new Set<string>();

/** How many women she is to see or to talk with today (`count`), and the women among them whose talks the phone has not read yet (`toCome`). */
export function talksOfDay(rows: Pick<Rows, 'get' | 'all'>): {
  readonly count: number;
  readonly toCome: readonly Woman[];
} {
  const today = todayInIndia();
  const { talks = [], items = [] } = rows.get(agendas, 'all') ?? {};
  const isToday = ({ on }: { readonly on: string }): boolean => on <= today;
  const open = rows.all(cases).filter(({ status }) => status !== 'closed');
  const dueCases = new Set(
    dueItems(open, items)
      .filter(isToday)
      .map(({ caseId }) => caseId),
  );
  // The home screen lists them for today. It lists an urgent case even if nothing is due in it.
  const toSee = open.filter(({ id, priority }) => priority === 'urgent' || dueCases.has(id));
  const day = [...new Set([...toSee, ...talks.filter(isToday)].map(({ memberId }) => memberId))]
    .flatMap((id) => rows.get(women, id) ?? [])
    // The talks of a woman who has asked to stop are not read.
    .filter(({ consents }) => !consents.some(({ purpose, given }) => purpose === 'services' && !given));
  return { count: day.length, toCome: day.filter((her) => areTalksOld(rows, her)) };
}

const nextTalks = (rows: Pick<Rows, 'get' | 'all'>): Woman[] =>
  talksOfDay(rows)
    .toCome.filter(({ id }) => !refused.has(id))
    .slice(0, maxAtOnce);

/** Whether there are more talks to read, and the page is in sight. */
export const mayReadOn = (rows: Pick<Rows, 'get' | 'all'>): boolean =>
  !document.hidden && nextTalks(rows).length > 0;

/** Reads the talks of the next few women. @throws without a network */
export async function readOn(api: Pick<Api, 'request'>, rows: Rows): Promise<void> {
  for (const her of nextTalks(rows)) {
    await readTalks(api, rows, her).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      refused.add(her.id);
    });
  }
}
