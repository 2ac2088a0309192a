import type { ItemOf } from '../../api/routes.ts';
import type { LineRecord } from './line-records.ts';

/** The order of what the auditor's logs show. Pure. */

/** Lines by the time at which they were made, the latest first. */
export const newestFirst = <Line>(lines: readonly Line[], instantOf: (line: Line) => string): Line[] =>
  lines.toSorted((a, b) => instantOf(b).localeCompare(instantOf(a)));

/** The records of a line; the one that was searched for comes first. */
export const searchedFirst = (
  records: readonly LineRecord[],
  searchedId: string | undefined,
): readonly LineRecord[] => {
  const searched = records.find(({ id }) => id === searchedId);
  return searched === undefined ? records : [searched, ...records.filter((record) => record !== searched)];
};

/** What a count of looks reads of a line of the access log. */
type Looking = Pick<
  ItemOf<'GET /api/access-log'>,
  'actor' | 'at' | 'route' | 'hours' | 'subject' | 'subjects' | 'fields' | 'lists'
>;

const isOfNames = ({ fields }: { readonly fields: readonly string[] }): boolean =>
  fields.includes('name') || fields.includes('newName');

/** Whose names a line says were shown, by their ids. A record that was opened is one person's, whatever else of hers stood in it. */
const namesIn = ({ subject, subjects, fields, lists }: Looking): readonly string[] => {
  if (lists !== undefined) return lists.filter(isOfNames).flatMap((list) => list.subjects);
  if (!isOfNames({ fields })) return [];
  return subject === undefined ? subjects : [subject];
};

/** How much somebody looked at: at how many different people's names, and how many times. */
export type LooksOfActor = { readonly actor: string; readonly names: number; readonly times: number };

/** Who looked at how much, whoever read the most names first. What one answer showed may be several lines: it is one time, or one for each hour that a line stands for. */
export const looksByActor = (lines: readonly Looking[]): LooksOfActor[] =>
  [...Map.groupBy(lines, ({ actor }) => actor)]
    .map(([actor, ofActor]) => {
      const hoursOfLook = new Map(ofActor.map(({ route, at, hours = 1 }) => [`${route} ${at}`, hours]));
      return {
        actor,
        names: new Set(ofActor.flatMap(namesIn)).size,
        times: [...hoursOfLook.values()].reduce((sum, hours) => sum + hours, 0),
      };
    })
    .toSorted((a, b) => b.names - a.names || b.times - a.times);

/** Equal lines as one row: the newest of them, how many they are, and from when to when. */
export type FoldedLine<Line> = {
  readonly line: Line;
  readonly count: number;
  readonly from: string;
  readonly to: string;
};

/**
 * Folds lines that say the same into one row, if their maker made no other line between them.
 * @param lines newest first
 * @param sameness what equal lines have in common; undefined for a line that is never folded
 * @param spanOf from when to when a line is
 */
export function foldEqual<Line extends { readonly actor: string }>(
  lines: readonly Line[],
  sameness: (line: Line) => string | undefined,
  spanOf: (line: Line) => { readonly from: string; readonly to: string },
): FoldedLine<Line>[] {
  const rows: FoldedLine<Line>[] = [];
  /** By actor: the place of the newest row so far, which a further line may join. */
  const lastRows = new Map<string, number>();
  for (const line of lines) {
    const { from, to } = spanOf(line);
    const place = lastRows.get(line.actor);
    const last = place === undefined ? undefined : rows[place];
    const same = sameness(line);
    if (place !== undefined && last !== undefined && same !== undefined && same === sameness(last.line)) {
      rows[place] = {
        ...last,
        count: last.count + 1,
        from: from.localeCompare(last.from) < 0 ? from : last.from,
        to: to.localeCompare(last.to) > 0 ? to : last.to,
      };
    } else {
      lastRows.set(line.actor, rows.length);
      rows.push({ line, count: 1, from, to });
    }
  }
  return rows;
}
