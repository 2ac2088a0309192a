import { createRequire } from 'node:module';
import * as z from 'zod';
import { createChance } from './chance.ts';

/**
 * Somebody who reads published files alone, keeps every month and version, knows the rules by heart, and solves for each cell
 * with a real solver (HiGHS). Nothing of the product is used here, so that a mistake in its reasoning is not repeated.
 */

// Its types are those of its CommonJS form.
const loadHighs: typeof import('highs').default = createRequire(import.meta.url)('highs');
const highs = await loadHighs();

const cells = z.union([
  z.array(z.object({ key: z.string(), value: z.union([z.number(), z.literal('*')]) })),
  z.literal('withheld'),
]);
const breakdown = z.object({ asOf: z.string(), cells }).nullable();
const file = z.object({
  month: z.string(),
  version: z.number(),
  cutoff: z.string(),
  indicators: z.array(
    z.object({
      code: z.string(),
      way: z.string(),
      month: z.unknown(),
      toDate: z.unknown(),
      breakdowns: z.object({ district: breakdown, ageBand: breakdown }),
    }),
  ),
  revisions: z.array(z.object({ month: z.string(), code: z.string(), now: z.unknown() })),
});
type File = z.infer<typeof file>;

/** How the published value of a cell is undone. */
export type Reading = (value: number | '*') => readonly [least: number, most: number];

export const roundedReading: Reading = (value) => (value === '*' ? [0, 14] : [value - 5, value + 4]);
/** Of files in which 15 and more stand as they are. */
export const exactReading: Reading = (value) => (value === '*' ? [0, 14] : [value, value]);

type Bounds = readonly [least: number, most: number];

/** Counts at one time: of a month, with what was known at a publication (its place in order of cutoffs). */
export type Point = {
  readonly month: string;
  readonly known: number;
  readonly cutoff: string;
  readonly total: number;
  /** What was shown of it, by key; `withheld` where something would have been. */
  readonly bounds: ReadonlyMap<string, Bounds> | 'withheld' | null;
};

/** From when there are new districts, as everybody can read in the state's gazette. */
const since: Readonly<Record<string, string>> = {
  Markapuram: '2025-12-30T18:30:00Z',
  Polavaram: '2025-12-30T18:30:00Z',
};

/** Whether nobody can be in a cell: it did not exist when what is counted was recorded. */
export const isEmpty = ({ cutoff }: Pick<Point, 'cutoff'>, key: string): boolean =>
  cutoff <= (since[key] ?? '');

const boundsOf = (point: Point, key: string): Bounds =>
  isEmpty(point, key)
    ? [0, 0]
    : point.bounds instanceof Map
      ? (point.bounds.get(key) ?? [0, point.total])
      : [0, point.total];

/** All that holds for one breakdown of one indicator: cells at each point, and where none may be more than at another. */
export type System = {
  readonly code: string;
  readonly breakdown: 'district' | 'ageBand';
  readonly keys: readonly string[];
  readonly points: readonly Point[];
  readonly order: readonly (readonly [less: number, more: number])[];
  /** By the index in `order`: how many people may have fallen out of all cells together, as records of theirs were joined. */
  readonly falls: readonly number[];
};

export type Found = {
  readonly code: string;
  readonly breakdown: 'district' | 'ageBand';
  readonly month: string;
  readonly key: string;
  readonly isShown: boolean;
  /**
   * How many numbers the totals alone leave: a new cell holds no more people than have come since. Where these are too few, the
   * breakdown must not be shown, and no gate can do more.
   */
  readonly byTotals: number;
  readonly low: number;
  readonly high: number;
};

const numberOf = (value: unknown): number => z.number().parse(value);

const readPoints = (
  files: readonly File[],
  code: string,
  name: 'district' | 'ageBand',
  reading: Reading,
): { points: Point[]; keys: string[] } => {
  const cutoffs = [...new Set(files.map(({ cutoff }) => cutoff))].sort();
  const points: Point[] = [];
  const keys: string[] = [];
  /** What was last said of each month's own value. */
  const months = new Map<string, number>();
  const before = new Set<string>();
  for (const { month, version, cutoff, indicators, revisions } of files) {
    const entry = indicators.find((indicator) => indicator.code === code);
    if (entry === undefined) {
      continue;
    }
    const known = cutoffs.indexOf(cutoff);
    const shown = entry.breakdowns[name];
    const isNew = version === 1 && shown?.asOf === month;
    if (isNew && shown.cells !== 'withheld') {
      keys.push(...shown.cells.map(({ key }) => key).filter((key) => !keys.includes(key)));
    }
    const bounds = !isNew
      ? null
      : shown.cells === 'withheld'
        ? 'withheld'
        : new Map(shown.cells.map(({ key, value }) => [key, reading(value)]));
    points.push({ month, known, cutoff, total: numberOf(entry.toDate), bounds });
    // What a later snapshot revises of earlier months gives their totals as they were known then.
    months.set(month, numberOf(entry.month));
    const revised = revisions.filter((revision) => revision.code === code);
    for (const revision of revised) {
      months.set(revision.month, numberOf(revision.now));
    }
    before.add(month);
    const earliest = revised.map((revision) => revision.month).sort()[0];
    if (entry.way === 'distinct' && earliest !== undefined) {
      for (const earlier of [...before].filter((other) => other >= earliest && other < month)) {
        const total = [...months].reduce((sum, [other, value]) => sum + (other <= earlier ? value : 0), 0);
        points.push({ month: earlier, known, cutoff, total, bounds: null });
      }
    }
  }
  return { points, keys };
};

/** Where a point is not later than another in month and knowledge; only next neighbours. */
const orderOf = (points: readonly Point[]): [number, number][] => {
  const isBefore = (a: Point, b: Point): boolean =>
    a !== b &&
    a.month <= b.month &&
    a.known <= b.known &&
    (a.month < b.month || a.known < b.known || points.indexOf(a) < points.indexOf(b));
  const order: [number, number][] = [];
  points.forEach((a, less) => {
    points.forEach((b, more) => {
      if (isBefore(a, b) && !points.some((c) => isBefore(a, c) && isBefore(c, b))) {
        order.push([less, more]);
      }
    });
  });
  return order;
};

/** How many records were joined or parted between two points: none where both were known at once. */
const fallsBetween = (less: Point | undefined, more: Point | undefined, joins: readonly string[]): number =>
  joins.filter((at) => at >= (less?.cutoff ?? '') && at < (more?.cutoff ?? '')).length;

/** @param joins the instants at which records were joined or parted, which somebody may know */
export const readSystems = (
  texts: readonly string[],
  reading: Reading,
  whole: boolean,
  joins: readonly string[] = [],
): System[] => {
  const files = texts.map((text) => file.parse(JSON.parse(text)));
  // A ratio has no cells, and what has none is attacked elsewhere (road-attack.ts).
  const counts = files.flatMap(({ indicators }) =>
    indicators.filter(({ breakdowns: { district, ageBand } }) => district !== null || ageBand !== null),
  );
  const codes = [...new Set(counts.map(({ code }) => code))];
  return codes.flatMap((code) =>
    (['district', 'ageBand'] as const).flatMap((name): System[] => {
      const way = files
        .flatMap(({ indicators }) => indicators)
        .find((indicator) => indicator.code === code)?.way;
      const { points, keys } = readPoints(files, code, name, reading);
      if (keys.length === 0) {
        return [];
      }
      const base = { code, breakdown: name, keys };
      if (way === 'distinct') {
        const beforeNew = lastEmpty(points, keys);
        const kept = whole ? points : points.filter((point) => point.bounds !== null || point === beforeNew);
        const order = orderOf(kept);
        const falls = order.map(([less, more]) => fallsBetween(kept[less], kept[more], joins));
        return [{ ...base, points: kept, order, falls }];
      }
      // In a stock everything moves. But leaders are members, in the same cells, at the same time.
      return points
        .filter(({ bounds }) => bounds !== null)
        .map((point) => {
          const members =
            code === 'leaders_active'
              ? readPoints(files, 'members_active', name, reading).points.find(
                  ({ month, bounds }) => month === point.month && bounds instanceof Map,
                )
              : undefined;
          return members === undefined
            ? { ...base, points: [point], order: [], falls: [] }
            : { ...base, points: [point, members], order: [[0, 1]], falls: [0] };
        });
    }),
  );
};

type Seen = { low: number; high: number };

/** Cells of which nothing different is known: one stands for each, and the others together beside it. */
type Likes = { readonly cells: readonly number[]; readonly bounds: readonly Bounds[] };

const groupCells = ({ points, keys }: System): Likes[] => {
  const groups = new Map<string, { cells: number[]; bounds: Bounds[] }>();
  keys.forEach((key, cell) => {
    const bounds = points.map((point) => boundsOf(point, key));
    const group = groups.get(JSON.stringify(bounds));
    if (group === undefined) {
      groups.set(JSON.stringify(bounds), { cells: [cell], bounds });
    } else {
      group.cells.push(cell);
    }
  });
  return [...groups.values()];
};

const one = (point: number, group: number): string => `x${point}_${group}`;
const others = (point: number, group: number): string => `y${point}_${group}`;

const fallen = (at: number, column: string): string => `f${at}_${column}`;

const writeRows = ({ points, order, falls }: System, groups: readonly Likes[]): string => {
  const columns = (point: number): string[] =>
    groups.flatMap(({ cells: alike }, group) =>
      alike.length === 1 ? [one(point, group)] : [one(point, group), others(point, group)],
    );
  const rows = points.map(({ total }, point) => ` ${columns(point).join(' + ')} = ${total}`);
  order.forEach(([less, more], index) => {
    const above = columns(more);
    const most = falls[index] ?? 0;
    const leave = (column: string): string => (most === 0 ? '' : ` - ${fallen(index, column)}`);
    rows.push(...columns(less).map((column, at) => ` ${column} - ${above[at]}${leave(column)} <= 0`));
    if (most > 0)
      rows.push(
        ` ${columns(less)
          .map((column) => fallen(index, column))
          .join(' + ')} <= ${most}`,
      );
  });
  const bounds = points.flatMap((_, point) =>
    groups.flatMap(({ cells: alike, bounds: known }, group) => {
      const [least, most] = known[point] ?? [0, 0];
      const rest = alike.length - 1;
      return [
        ` ${least} <= ${one(point, group)} <= ${most}`,
        ...(rest === 0 ? [] : [` ${rest * least} <= ${others(point, group)} <= ${rest * most}`]),
      ];
    }),
  );
  return `Subject To\n${rows.join('\n')}\nBounds\n${bounds.join('\n')}\nEnd\n`;
};

/** The most people that there were before there was any new cell. */
const lastEmpty = (points: readonly Point[], keys: readonly string[]): Point | undefined =>
  points
    .filter((point) => keys.some((key) => isEmpty(point, key)))
    .reduce<Point | undefined>((most, one) => (one.total < (most?.total ?? 0) ? most : one), undefined);

const columnsOf = z.record(z.string(), z.object({ Primal: z.number() }));

/**
 * What each cell of each breakdown that was due may hold: its least and most; where these are as many numbers as `enough`, they
 * may lie further apart. Nothing where no counts agree with all that was published.
 */
export const solveSystem = (system: System, enough: number): Found[] => {
  const { points, keys, code, breakdown: name } = system;
  const groups = groupCells(system);
  const rows = writeRows(system, groups);
  const seen = points.map(() =>
    groups.map((): Seen => ({ low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY })),
  );
  const chance = createChance(keys.length);
  const solve = (goal: 'Minimize' | 'Maximize', objective: string): boolean => {
    const solution = highs.solve(`${goal}\n obj: ${objective}\n${rows}`);
    if (solution.Status !== 'Optimal') {
      return false;
    }
    const columns = columnsOf.parse(solution.Columns);
    seen.forEach((row, point) => {
      row.forEach((range, group) => {
        const value = columns[one(point, group)]?.Primal ?? 0;
        // Ends of ranges are whole numbers; a solution between may not be.
        range.low = Math.min(range.low, Math.ceil(value - 1e-6));
        range.high = Math.max(range.high, Math.floor(value + 1e-6));
      });
    });
    return true;
  };
  // Solutions far apart settle most cells; the others are solved for one by one.
  for (let round = 0; round < 3; round += 1) {
    const objective = points
      .flatMap((_, point) => groups.map((_, group) => `${chance.between(1, 9)} ${one(point, group)}`))
      .filter(() => chance.isLikely(0.4))
      .join(' + ');
    for (const goal of ['Minimize', 'Maximize'] as const) {
      if (!solve(goal, objective || one(0, 0))) {
        return [];
      }
    }
  }
  seen.forEach((row, point) => {
    row.forEach((range, group) => {
      for (const goal of ['Minimize', 'Maximize'] as const) {
        const isHidden = (groups[group]?.bounds[point]?.[1] ?? 0) > 0;
        if (isHidden && points[point]?.bounds !== null && range.high - range.low + 1 < enough) {
          solve(goal, one(point, group));
        }
      }
    });
  });
  const groupOf = keys.map((_, cell) => groups.findIndex(({ cells: alike }) => alike.includes(cell)));
  const before = system.order.length === 0 ? undefined : lastEmpty(points, keys);
  return points.flatMap((at, point) => {
    const { month, bounds } = at;
    return bounds === null
      ? []
      : keys.flatMap((key, cell): Found[] => {
          const { low, high } = seen[point]?.[groupOf[cell] ?? 0] ?? { low: 0, high: 0 };
          return isEmpty(at, key)
            ? []
            : [
                {
                  code,
                  breakdown: name,
                  month,
                  key,
                  isShown: bounds !== 'withheld',
                  byTotals: key in since && before !== undefined ? at.total - before.total + 1 : at.total + 1,
                  low,
                  high,
                },
              ];
        });
  });
};

/** The numbers that a cell must at least be left with. */
export const fewest = 5;

export type Attack = {
  /** Cells whose ranges were solved for. */
  readonly cells: number;
  /** Those that are left with too few numbers. */
  readonly pinned: readonly Found[];
  /** Breakdowns whose published numbers contradict what was assumed. */
  readonly puzzles: number;
};

/**
 * Attacks a programme.
 * @param texts `snapshot.json` of all months and versions, in the order in which they were published
 * @param options.joins when records were joined or parted: somebody may know each
 */
export const attack = (
  texts: readonly string[],
  {
    reading = roundedReading,
    whole = false,
    joins = [],
  }: { readonly reading?: Reading; readonly whole?: boolean; readonly joins?: readonly string[] } = {},
): Attack => {
  const solved = readSystems(texts, reading, whole, joins).map((system) => solveSystem(system, fewest));
  const found = solved.flat();
  return {
    cells: found.length,
    pinned: found.filter(
      ({ low, high, isShown, byTotals }) => high - low + 1 < (isShown ? fewest : Math.min(fewest, byTotals)),
    ),
    puzzles: solved.filter((ranges) => ranges.length === 0).length,
  };
};
