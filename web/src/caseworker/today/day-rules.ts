import { addDays, daysBetween } from '../../../../functions/shared/calendar/calendar.ts';
import type { AgendaItem } from '../../workspace/row-kinds.ts';
import type { CaseFile } from '../row-kinds.ts';

/** Whom to see, and in which order: pure, on Indian dates (`YYYY-MM-DD`). */

/** Where a woman is, as near as the programme knows it. `mandal`: undefined if the phone has not read it. */
export type Place = { readonly district: string; readonly mandal?: string | undefined };

/** A reason to see a woman: something that is due in a case of hers, or an urgent case in which nothing is due. */
export type Matter = {
  readonly file: CaseFile;
  /** `unplanned`: nothing is due in an urgent case. */
  readonly kind: AgendaItem['kind'] | 'unplanned';
  /** The day on which it is due; undefined for `unplanned`. */
  readonly on: string | undefined;
  /** If it is a visit planned in place of a missed one: the day of the missed visit. */
  readonly missedOn?: string;
  /** How many days ago `on` was; 0 if it is not past. */
  readonly daysLate: number;
  /** Of `unplanned`: since when nothing is planned, which is when the case was opened, or when she was seen last. */
  readonly undatedSince?: string;
};

/** A woman to see. */
export type Visit = {
  readonly memberId: string;
  /** Undefined if the phone has not read who she is. */
  readonly place: Place | undefined;
  /** All that is due in her cases by the end of the week, at least one: urgent cases first, in each part those without a date, then by date. */
  readonly matters: readonly [Matter, ...Matter[]];
};

export type AtPlace = { readonly place: Place | undefined; readonly visits: readonly Visit[] };

/** Five lists of visits; each woman is in one of them. */
export type Day = {
  /**
   * The women with an urgent case whom the caseworker sees first, in this order: those with a case that she has taken today; those in a crisis in
   * which nothing is planned; others in whose urgent case nothing is planned (of both, whoever has been without a date for longest first); the
   * others, by date. The list is no longer than a screen or two, so that the rest of her day is seen.
   */
  readonly urgent: readonly Visit[];
  /** The other women with an urgent case, in the same order: those out of reach, and those for whom `urgent` has no room. */
  readonly otherUrgent: readonly Visit[];
  /** The women without an urgent case of whom something is due today or overdue, by place. At each place the longest overdue comes first. */
  readonly places: readonly AtPlace[];
  /** The women without an urgent case of whom something is due in the six days after today, by date. */
  readonly week: readonly Visit[];
  /** The women with an urgent case whom she met today, and of whom nothing more is due today. */
  readonly met: readonly Visit[];
};

/** Stands for the date of a matter without one where such a matter counts as the latest. */
const noDate = '9999-12-31';
const isUrgent = ({ file }: Matter): boolean => file.priority === 'urgent';
const firstDateOf = ({ matters }: Visit): string =>
  matters.map(({ on = noDate }) => on).toSorted()[0] ?? noDate;
const byDate = (a: Visit, b: Visit): number => firstDateOf(a).localeCompare(firstDateOf(b));
/** Urgent matters first. In each part, matters without a date come first, then the others by date. */
const byUrgencyAndDate = (a: Matter, b: Matter): number =>
  Number(isUrgent(b)) - Number(isUrgent(a)) || (a.on ?? '').localeCompare(b.on ?? '');

/** Lower ranks are seen first: a crisis without a date, another urgent case without one, what has a date. */
const rankOf = ({ matters: [{ kind, file }] }: Visit): number => {
  if (kind !== 'unplanned') return 2;
  return file.kind === 'crisis' ? 0 : 1;
};
/** Whoever has been without a date for longest comes first; of those with one, whoever has been due for longest. */
const byNeed = (a: Visit, b: Visit): number =>
  rankOf(a) - rankOf(b) ||
  (a.matters[0].undatedSince ?? '').localeCompare(b.matters[0].undatedSince ?? '') ||
  byDate(a, b);

/** Whether a visit's first matter is an urgent case in which nothing is planned, and which is a crisis or was opened in the last seven days. */
const isOpenDanger = ({ matters: [{ kind, file }] }: Visit, today: string): boolean =>
  kind === 'unplanned' && (file.kind === 'crisis' || file.openedOn > addDays(today, -7));

/** The maximum number of visits in the list `urgent`, unless more of them must be there (`isFirst`). */
const maxUrgent = 8;

/**
 * The visits for the list `urgent`: every visit that must be there (`isFirst`), and as many visits within reach as there is room for. A visit is
 * within reach if its place is in the caseworker's districts or unknown, or if something in it is due today.
 * @param visits the visits of women with an urgent case, in order
 */
function chooseUrgent(
  visits: readonly Visit[],
  {
    districts,
    today,
    isFirst,
  }: Pick<DayInput, 'districts' | 'today'> & {
    /** Whether a visit must be in the list. */
    readonly isFirst: (visit: Visit) => boolean;
  },
): Visit[] {
  const isWithinReach = ({ place, matters }: Visit): boolean =>
    place === undefined || districts.includes(place.district) || matters.some(({ on }) => on === today);
  return visits
    .filter((visit) => isFirst(visit) || isWithinReach(visit))
    .filter((visit, index) => index < maxUrgent || isFirst(visit));
}

/**
 * Chooses which one of a case's planned visits is listed. If the first visit was missed, and another is planned from today on, the other is listed
 * with the missed day. Otherwise the first visit is listed.
 * @param days the days of the planned visits that were not made
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

/** What is due in a case, the earliest first, with only one of its planned visits (`visitThatCounts`). */
function dueIn(file: CaseFile, due: readonly AgendaItem[], today: string) {
  const ofCase = due.filter(({ caseId }) => caseId === file.id);
  const visits = ofCase.filter(({ kind }) => kind === 'follow_up').map(({ on }) => on);
  const visit = visitThatCounts(visits, today);
  return [
    ...ofCase.filter(({ kind }) => kind !== 'follow_up').map(({ on, kind }) => ({ on, kind })),
    ...(visit === undefined ? [] : [{ ...visit, kind: 'follow_up' as const }]),
  ].toSorted((a, b) => a.on.localeCompare(b.on));
}

/** What is due in a case by `lastDay`. An urgent case always has a matter: if nothing is due by then, what is due next, or `unplanned`. */
function mattersOf(
  file: CaseFile,
  due: readonly AgendaItem[],
  {
    today,
    lastDay,
    lastSeenOn,
  }: Required<Pick<DayInput, 'today' | 'lastSeenOn'>> & { readonly lastDay: string },
): Matter[] {
  const ofCase = dueIn(file, due, today);
  const soon = ofCase.filter(({ on }) => on <= lastDay);
  const needsMatter = file.priority === 'urgent' && soon.length === 0;
  const shown = needsMatter ? ofCase.slice(0, 1) : soon;
  if (needsMatter && shown.length === 0) {
    const [undatedSince = file.openedOn] = [file.openedOn, lastSeenOn(file.id) ?? ''].toSorted().toReversed();
    return [{ file, kind: 'unplanned', on: undefined, daysLate: 0, undatedSince }];
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
  /** Whether the caseworker has taken a case today. Default: no case. */
  readonly taken?: (caseId: string) => boolean;
  /** Whether a visit of today is recorded in a case. Default: in no case. */
  readonly seen?: (caseId: string) => boolean;
  /** The day of the last recorded visit in a case; undefined if there is none. */
  readonly lastSeenOn?: (caseId: string) => string | undefined;
};

/**
 * The women whom a caseworker is to see by the end of the week, each once, with all that is due in her cases.
 * @param day.files the caseworker's cases that are not closed
 * @param day.due what is due in them, with all planned visits that were not made
 * @param day.districts the caseworker's districts
 */
export function dayOf({
  files,
  due,
  placeOf,
  districts,
  today,
  taken = () => false,
  seen = () => false,
  lastSeenOn = () => undefined,
}: DayInput): Day {
  const lastDay = addDays(today, 6);
  const visits = [...Map.groupBy(files, ({ memberId }) => memberId)].flatMap(
    ([memberId, ofWoman]): Visit[] => {
      const [first, ...others] = ofWoman
        .flatMap((file) => mattersOf(file, due, { today, lastDay, lastSeenOn }))
        .toSorted(byUrgencyAndDate);
      return first === undefined ? [] : [{ memberId, place: placeOf(memberId), matters: [first, ...others] }];
    },
  );
  // She was met if every case in the visit has a visit of today, and nothing in it is due today any more. A matter without a date is not due.
  const isMet = ({ matters }: Visit): boolean =>
    isUrgent(matters[0]) && matters.every(({ file, on = noDate }) => on > today && seen(file.id));
  const urgentVisits = visits.filter((visit) => isUrgent(visit.matters[0]) && !isMet(visit));
  const isTaken = ({ matters }: Visit): boolean => matters.some(({ file }) => taken(file.id));
  const isFirst = (visit: Visit): boolean => isTaken(visit) || isOpenDanger(visit, today);
  const takenFirst = (a: Visit, b: Visit): number => Number(isTaken(b)) - Number(isTaken(a));
  const allUrgent = urgentVisits.toSorted((a, b) => takenFirst(a, b) || byNeed(a, b));
  const urgent = chooseUrgent(allUrgent, { districts, today, isFirst });
  const otherVisits = visits.filter(({ matters: [first] }) => !isUrgent(first)).toSorted(byDate);
  return {
    urgent,
    otherUrgent: allUrgent.filter((visit) => !urgent.includes(visit)),
    places: placesOf(
      otherVisits.filter((visit) => firstDateOf(visit) <= today),
      urgent,
    ),
    week: otherVisits.filter((visit) => firstDateOf(visit) > today),
    met: visits.filter(isMet).toSorted(byDate),
  };
}

const keyOf = (place: Place | undefined): string => JSON.stringify([place?.district, place?.mandal]);

/**
 * Groups visits by place, so that the caseworker travels to each place once. Places to which an urgent case leads her anyhow come first, then
 * the others by their earliest date. The places of a district stand together, and the districts in the order of their first place.
 * @param visits by date
 */
function placesOf(visits: readonly Visit[], urgent: readonly Visit[]): AtPlace[] {
  const placesOfUrgent = new Set(urgent.map(({ place }) => keyOf(place)));
  // `Map.groupBy` keeps the order of the visits, so the places are sorted by their earliest date.
  const places = [...Map.groupBy(visits, ({ place }) => keyOf(place)).values()]
    .map((atPlace): AtPlace => ({ place: atPlace[0]?.place, visits: atPlace }))
    .toSorted(
      (a, b) => Number(placesOfUrgent.has(keyOf(b.place))) - Number(placesOfUrgent.has(keyOf(a.place))),
    );
  return [...Map.groupBy(places, ({ place }) => place?.district).values()].flat();
}
