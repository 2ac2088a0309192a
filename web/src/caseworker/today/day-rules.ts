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

/** Each woman is in one of the three. */
export type Day = {
  /** With an urgent case: first those of this week in which nothing is due yet, the newest first; then by date. */
  readonly urgent: readonly Visit[];
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

/** A danger that is new: nobody has planned anything in it yet. */
const isNew = ({ matters: [{ kind, file }] }: Visit, today: string): boolean =>
  kind === 'unplanned' && file.openedOn > addDays(today, -7);

/** What is due in a case by a day; of an urgent one the first thing, whenever it is due. */
function mattersOf(
  file: CaseFile,
  due: readonly AgendaItem[],
  { today, lastDay }: { readonly today: string; readonly lastDay: string },
): Matter[] {
  const ofCase = due.filter(({ caseId }) => caseId === file.id);
  const soon = ofCase.filter(({ on }) => on <= lastDay);
  const shown = file.priority === 'urgent' && soon.length === 0 ? ofCase.slice(0, 1) : soon;
  if (file.priority === 'urgent' && shown.length === 0) {
    return [{ file, kind: 'unplanned', on: undefined, daysLate: 0 }];
  }
  return shown.map(({ kind, on }) => ({
    file,
    kind,
    on,
    daysLate: on < today ? daysBetween(on, today) : 0,
  }));
}

/**
 * The women to see by the end of the week: each once, with all that is due of her.
 * @param day.files her cases that are not closed
 * @param day.due what is due in them, the earliest first
 */
export function dayOf({
  files,
  due,
  placeOf,
  today,
}: {
  readonly files: readonly CaseFile[];
  readonly due: readonly AgendaItem[];
  readonly placeOf: (memberId: string) => Place | undefined;
  readonly today: string;
}): Day {
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
  const urgent = visits.filter(({ matters: [first] }) => isUrgent(first));
  const others = visits.filter(({ matters: [first] }) => !isUrgent(first)).toSorted(byDate);
  return {
    urgent: [
      ...urgent
        .filter((visit) => isNew(visit, today))
        .toSorted((a, b) => b.matters[0].file.openedOn.localeCompare(a.matters[0].file.openedOn)),
      ...urgent.filter((visit) => !isNew(visit, today)).toSorted(byDate),
    ],
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
