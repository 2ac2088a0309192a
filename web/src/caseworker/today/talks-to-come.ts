import type { Api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { areTalksOld, readTalks } from '../../phone/talk/read-talks.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import { agendas, type Woman, women } from '../../workspace/row-kinds.ts';

/** The talks of her day: what was said before, which the phone goes on reading by itself until it has it. */

type Rows = Pick<EncryptedRows, 'get' | 'all' | 'putAll'>;

/** How many women's talks are read at once: nothing else reaches the server in that time. */
const maxAtOnce = 3;

/** Whom the server refused since this page was opened: it is not asked again and again. */
const refused = new Set<string>();

/** How many women are due for a talk today, and of whom of them the phone lacks what was said before. */
export function talksOfDay(rows: Pick<Rows, 'get'>): {
  readonly count: number;
  readonly toCome: readonly Woman[];
} {
  const today = todayInIndia();
  const due = (rows.get(agendas, 'all')?.talks ?? [])
    .filter(({ on }) => on <= today)
    .flatMap(({ memberId }) => rows.get(women, memberId) ?? []);
  return { count: due.length, toCome: due.filter((her) => areTalksOld(rows, her)) };
}

const nextTalks = (rows: Pick<Rows, 'get'>): Woman[] =>
  talksOfDay(rows)
    .toCome.filter(({ id }) => !refused.has(id))
    .slice(0, maxAtOnce);

/** Whether there are more to read, and somebody looks at the phone. */
export const mayReadOn = (rows: Pick<Rows, 'get'>): boolean => !document.hidden && nextTalks(rows).length > 0;

/** Reads the next few. @throws without a network */
export async function readOn(api: Pick<Api, 'request'>, rows: Rows): Promise<void> {
  for (const her of nextTalks(rows)) {
    await readTalks(api, rows, her).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      refused.add(her.id);
    });
  }
}
