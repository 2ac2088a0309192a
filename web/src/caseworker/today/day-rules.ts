import { addDays, daysBetween } from '../../../../functions/shared/calendar/calendar.ts';
import type { AgendaItem } from '../../workspace/row-kinds.ts';
import type { CaseFile } from '../row-kinds.ts';

/** Whom to see, and in which order: pure, on Indian dates (`YYYY-MM-DD`). */

/** Where a woman is, as near as the programme knows it. `mandal`: undefined if the phone has not read it. */
export type Place = { readonly district: string; readonly mandal?: string | undefined };

/** Something for which to see a woman. */
export type Matter = {
  readonly file: CaseFile;
  /** `unplanned`: nothing is due in an urgent case. */
  readonly kind: AgendaItem['kind'] | 'unplanned';
  readonly on: string | undefined;
  /** Of a visit that takes the place of one that was missed: the day of that one. */
  readonly missedOn?: string;
  /** How many days its date has passed; 0 if it has not. */
  readonly daysLate: number;
};

/** A woman to see. */
export type Visit = {
  readonly memberId: string;
  /** Undefined if the phone has not read who she is. */
  readonly place: Place | undefined;
  /** All that is due of her by the end of the week, that of an urgent case first, then by date. One at least. */
  readonly matters: readonly [Matter, ...Matter[]];
};

export type AtPlace = { readonly place: Place | undefined; readonly visits: readonly Visit[] };

/** Each woman is in one of the four. */
export type Day = {
  /**
   * With an urgent case, which she can reach: first what she has taken today; then what is new, and the crises, in which nothing is due yet, the
   * newest first; then by date. Not more than a screen or two, so that the rest of her day is seen.
   */
  readonly urgent: readonly Visit[];
  /** The others with an urgent case, in the same order: those of other districts, and what would be too many. */
  readonly otherUrgent: readonly Visit[];
  /** Of whom something is due today or overdue, by place. In each the latest first. */
  readonly places: readonly AtPlace[];
  /** In the six days after today, by date. */
  readonly week: readonly Visit[];
};

const noDate = '9999-12-31';
const isUrgent = ({ file }: Matter): boolean => file.priority === 'urgent';
const firstDateOf = ({ matters }: Visit): string =>
  matters.map(({ on = noDate }) => on).toSorted()[0] ?? noDate;
const byDate = (a: Visit, b: Visit): number => firstDateOf(a).localeCompare(firstDateOf(b));

/** A danger in which nobody has planned anything: one that is new, or a crisis of any age. */
const isOpenDanger = ({ matters: [{ kind, file }] }: Visit, today: string): boolean =>
  kind === 'unplanned' && (file.kind === 'crisis' || file.openedOn > addDays(today, -7));

/** The maximum number of urgent visits that stand open. A danger without a date stands there in any case. */
const maxUrgent = 8;

/**
 * The urgent visits that stand open: in her districts, or where the phone does not know; and anywhere, what is to be seen first and what is planned for today.
 * @param visits in order
 */
function reachable(
  visits: readonly Visit[],
  {
    districts,
    today,
    isFirst,
  }: Pick<DayInput, 'districts' | 'today'> & {
    /** Whether one stands open in any case. */
    readonly isFirst: (visit: Visit) => boolean;
  },
): Visit[] {
  const isNear = ({ place, matters }: Visit): boolean =>
    place === undefined || districts.includes(place.district) || matters.some(({ on }) => on === today);
  return visits
    .filter((visit) => isFirst(visit) || isNear(visit))
    .filter((visit, at) => at < maxUrgent || isFirst(visit));
}

/**
 * The visit that counts of those that are planned in a case and not done: the next one from today on, which she has set instead of one that was
 * missed; or the one missed first.
 */
export function visitThatCounts(
  days: readonly string[],
  today: string,
): { readonly on: string; readonly missedOn?: string } | undefined {
  const [first, ...others] = days.toSorted();
  if (first === undefined) return undefined;
  const next = first < today ? others.find((on) => on >= today) : undefined;
  return next === undefined ? { on: first } : { on: next, missedOn: first };
}

/** What is due in a case, the earliest first. Of the planned visits one counts. */
function dueIn(file: CaseFile, due: readonly AgendaItem[], today: string) {
  const ofCase = due.filter(({ caseId }) => caseId === file.id);
  const visits = ofCase.filter(({ kind }) => kind === 'follow_up').map(({ on }) => on);
  const visit = visitThatCounts(visits, today);
  return [
    ...ofCase.filter(({ kind }) => kind !== 'follow_up').map(({ on, kind }) => ({ on, kind })),
    ...(visit === undefined ? [] : [{ ...visit, kind: 'follow_up' as const }]),
  ].toSorted((a, b) => a.on.localeCompare(b.on));
}

/** What is due in a case by a day; of an urgent one the first thing, whenever it is due. */
function mattersOf(
  file: CaseFile,
  due: readonly AgendaItem[],
  { today, lastDay }: { readonly today: string; readonly lastDay: string },
): Matter[] {
  const ofCase = dueIn(file, due, today);
  const soon = ofCase.filter(({ on }) => on <= lastDay);
  const shown = file.priority === 'urgent' && soon.length === 0 ? ofCase.slice(0, 1) : soon;
  if (file.priority === 'urgent' && shown.length === 0) {
    return [{ file, kind: 'unplanned', on: undefined, daysLate: 0 }];
  }
  return shown.map((one) => ({
    file,
    ...one,
    daysLate: one.on < today ? daysBetween(one.on, today) : 0,
  }));
}

type DayInput = {
  readonly files: readonly CaseFile[];
  readonly due: readonly AgendaItem[];
  readonly placeOf: (memberId: string) => Place | undefined;
  readonly districts: readonly string[];
  readonly today: string;
  /** Whether she has taken a case today. */
  readonly taken?: (caseId: string) => boolean;
};

/**
 * The women to see by the end of the week: each once, with all that is due of her.
 * @param day.files her cases that are not closed
 * @param day.due what is due in them, with all visits that are planned and not done
 * @param day.districts hers
 */
export function dayOf({ files, due, placeOf, districts, today, taken = () => false }: DayInput): Day {
  const lastDay = addDays(today, 6);
  const visits = [...Map.groupBy(files, ({ memberId }) => memberId)].flatMap(
    ([memberId, ofWoman]): Visit[] => {
      const [first, ...others] = ofWoman
        .flatMap((file) => mattersOf(file, due, { today, lastDay }))
        .toSorted(
          (a, b) => Number(isUrgent(b)) - Number(isUrgent(a)) || (a.on ?? '').localeCompare(b.on ?? ''),
        );
      return first === undefined ? [] : [{ memberId, place: placeOf(memberId), matters: [first, ...others] }];
    },
  );
  const ofUrgent = visits.filter(({ matters: [first] }) => isUrgent(first));
  const isTaken = ({ matters }: Visit): boolean => matters.some(({ file }) => taken(file.id));
  const isFirst = (visit: Visit): boolean => isTaken(visit) || isOpenDanger(visit, today);
  const allUrgent = [
    ...ofUrgent
      .filter(isFirst)
      .toSorted(
        (a, b) =>
          Number(isTaken(b)) - Number(isTaken(a)) ||
          b.matters[0].file.openedOn.localeCompare(a.matters[0].file.openedOn),
      ),
    ...ofUrgent.filter((visit) => !isFirst(visit)).toSorted(byDate),
  ];
  const urgent = reachable(allUrgent, { districts, today, isFirst });
  const others = visits.filter(({ matters: [first] }) => !isUrgent(first)).toSorted(byDate);
  return {
    urgent,
    otherUrgent: allUrgent.filter((visit) => !urgent.includes(visit)),
    places: placesOf(
      others.filter((visit) => firstDateOf(visit) <= today),
      urgent,
    ),
    week: others.filter((visit) => firstDateOf(visit) > today),
  };
}

const keyOf = (place: Place | undefined): string => JSON.stringify([place?.district, place?.mandal]);

/**
 * Visits by place, so that she travels once: the places of a district together, the districts in the order of their first place. A place where an urgent case
 * leads her anyhow comes first, then by what is latest there.
 * @param visits by date
 */
function placesOf(visits: readonly Visit[], urgent: readonly Visit[]): AtPlace[] {
  const placesOfUrgent = new Set(urgent.map(({ place }) => keyOf(place)));
  // Groups are in the order of their first members: that of the dates.
  const places = [...Map.groupBy(visits, ({ place }) => keyOf(place)).values()]
    .map((atPlace): AtPlace => ({ place: atPlace[0]?.place, visits: atPlace }))
    .toSorted(
      (a, b) => Number(placesOfUrgent.has(keyOf(b.place))) - Number(placesOfUrgent.has(keyOf(a.place))),
    );
  return [...Map.groupBy(places, ({ place }) => place?.district).values()].flat();
}
