import { isDeepStrictEqual } from 'node:util';
import { isListLine, looksOf, parseListLine } from '../../shared/journal/list-line.ts';
import { dayAttribute, parseLook } from '../../shared/journal/look.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import type { Finding } from './verify-day-digest.ts';

const placeOf = ({ pk, sk }: Item): string => `${String(pk)} ${String(sk)}`;

/**
 * Compares lines of the access log with the looks by which they are found: all that a look says follows from its lines, but the instant at
 * which it first was on a day. A look that no line calls for is not told: it names a reading that may not have been shown.
 * @param day the UTC day of the lines
 */
export const verifyLooks = async (
  table: Pick<Table, 'getMany'>,
  day: string,
  items: readonly Item[],
): Promise<Finding[]> => {
  const named = items
    .filter(isListLine)
    .flatMap(looksNamedBy)
    .map(({ line, look }) => ({ ...look, line: line.sortKey }));
  const keys = new Map(named.map(({ key }) => [placeOf(key), key]));
  const stored = new Map((await table.getMany([...keys.values()])).map((look) => [placeOf(look), look]));
  return named.flatMap(({ key, content, line }): Finding[] => {
    const look = stored.get(placeOf(key));
    const finding = (what: string): Finding[] => [{ day, what, log: 'access', place: line }];
    if (look === undefined) return finding('the look that finds this line is missing');
    const { role, what, shown } = look;
    const isSame = isDeepStrictEqual(
      { role, what, shown: shown instanceof Uint8Array ? Buffer.from(shown) : shown },
      { ...content, shown: Buffer.from(content.shown) },
    );
    return isSame && look[dayAttribute(day)] !== undefined && isOnDay(look, day)
      ? []
      : finding('the look that finds this line was changed');
  });
};

/** The looks of a line; none of a line that is not as we write it, which its digest tells. */
const looksNamedBy = (item: Item) => {
  try {
    const line = parseListLine(item);
    return looksOf(line).map((look) => ({ line, look }));
  } catch {
    return [];
  }
};

/** Whether a look says an instant of the day. */
const isOnDay = (look: Item, day: string): boolean => {
  try {
    return parseLook(look).days.get(day)?.startsWith(day) === true;
  } catch {
    return false;
  }
};
