import type { Api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { dueItems } from '../../phone/due-rules.ts';
import { areTalksOld, readTalks } from '../../phone/talk/read-talks.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import { agendas } from '../../workspace/row-kinds.ts';
import { cases, type Woman, women } from '../row-kinds.ts';

/** The talks of her day: what was said before, which the phone goes on reading by itself until it has it. */

type Rows = Pick<EncryptedRows, 'get' | 'all' | 'putAll'>;

/** How many women's talks are read at once: nothing else reaches the server in that time. */
const maxAtOnce = 3;

/** Whom the server refused since this page was opened: it is not asked again and again. */
const refused = new Set<string>();

/** How many women she is to see or to talk with today, and of whom of them the phone lacks what was said before. */
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
  // Those who stand on Today for this day: in an urgent case, whenever she is to be seen.
  const toSee = open.filter(({ id, priority }) => priority === 'urgent' || dueCases.has(id));
  const day = [...new Set([...toSee, ...talks.filter(isToday)].map(({ memberId }) => memberId))]
    .flatMap((id) => rows.get(women, id) ?? [])
    // Of one who has asked to stop, no talks are read.
    .filter(({ consents }) => !consents.some(({ purpose, given }) => purpose === 'services' && !given));
  return { count: day.length, toCome: day.filter((her) => areTalksOld(rows, her)) };
}

const nextTalks = (rows: Pick<Rows, 'get' | 'all'>): Woman[] =>
  talksOfDay(rows)
    .toCome.filter(({ id }) => !refused.has(id))
    .slice(0, maxAtOnce);

/** Whether there are more to read, and somebody looks at the phone. */
export const mayReadOn = (rows: Pick<Rows, 'get' | 'all'>): boolean =>
  !document.hidden && nextTalks(rows).length > 0;

/** Reads the next few. @throws without a network */
export async function readOn(api: Pick<Api, 'request'>, rows: Rows): Promise<void> {
  for (const her of nextTalks(rows)) {
    await readTalks(api, rows, her).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      refused.add(her.id);
    });
  }
}
