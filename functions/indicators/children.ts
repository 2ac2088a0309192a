import { dateInIndia } from '../domain/calendar.ts';
import { compareLines, type JournalLineOf } from '../journal/line.ts';
import { addChange, type Changes, during, span, sumOf } from './changes.ts';
import { contextAt, type LinePosition, type MemberDocument } from './member.ts';
import { dayNumber, lastDayOf, monthNumber, monthOfDay } from './months.ts';
import { activeOf } from './stocks.ts';

/** A member's children: what was seen of their schooling, and what follows from it month by month. */

type ChildLine = JournalLineOf<'child_recorded'>;

type Observation = LinePosition & {
  /** The observation's own id, by which it is taken back; `id` is the line's. */
  readonly schoolingId: string;
  /** As a `dayNumber`. */
  readonly on: number;
  readonly status: ChildLine['schooling']['status'];
};

/** Of two requests at once the later may stand first in the journal: an observation before its child, a change before what it changes. */
export type ChildDocument = {
  readonly id: string;
  /** Null until a line said so. */
  birthYear: number | null;
  gender: ChildLine['child']['gender'] | null;
  /** The month in which the child was recorded; null until its line was seen. */
  recorded: number | null;
  /** By `on`, then by recording. */
  readonly schooling: Observation[];
};

const monthOfRecording = ({ recordedAt }: LinePosition): number =>
  monthNumber(dateInIndia(new Date(recordedAt)));

const childOf = ({ children }: MemberDocument, id: string): ChildDocument => {
  const found = children.find((child) => child.id === id);
  if (found !== undefined) {
    return found;
  }
  const child: ChildDocument = { id, birthYear: null, gender: null, recorded: null, schooling: [] };
  children.push(child);
  return child;
};

/** The line that adds a child. A change that stands before it was made to what it says. */
export const addChild = (
  member: MemberDocument,
  { id, birthYear, gender }: ChildLine['child'],
  line: LinePosition,
): void => {
  const child = childOf(member, id);
  child.birthYear ??= birthYear;
  child.gender ??= gender;
  child.recorded = monthOfRecording(line);
};

export const changeChild = (member: MemberDocument, { id, birthYear, gender }: ChildLine['child']): void => {
  const child = childOf(member, id);
  child.birthYear = birthYear;
  child.gender = gender;
};

/** @param isFirst whether it came with the child: then it is before all others of its day, whichever line stands first */
export const addObservation = (
  member: MemberDocument,
  childId: string,
  { id: schoolingId, on, status }: ChildLine['schooling'],
  { recordedAt, id }: LinePosition,
  isFirst = false,
): void => {
  const observation = { schoolingId, on: dayNumber(on), status, recordedAt, id };
  const isAfter = (one: Observation): boolean =>
    one.on < observation.on || (!isFirst && one.on === observation.on && compareLines(one, observation) <= 0);
  const { schooling } = childOf(member, childId);
  schooling.splice(schooling.findLastIndex(isAfter) + 1, 0, observation);
};

/** Her children and their observations, without those that were taken back. */
const childrenOf = ({ children, reversed }: MemberDocument): readonly ChildDocument[] =>
  reversed.length === 0
    ? children
    : children
        .filter(({ id }) => !reversed.includes(id))
        .map((child) => ({
          ...child,
          schooling: child.schooling.filter(({ schoolingId }) => !reversed.includes(schoolingId)),
        }));

const isInSchool = ({ status }: Observation): boolean => status === 'enrolled' || status === 'irregular';

/** 1 in the months at whose end the newest observation is one of those wanted, and not older than `until` allows. */
const whileNewest = (
  { schooling }: ChildDocument,
  isWanted: (observation: Observation) => boolean,
  untilOf: (observation: Observation) => number = () => Number.POSITIVE_INFINITY,
): Changes =>
  sumOf(
    schooling.map((observation, index) => {
      const next = schooling[index + 1];
      const until = Math.min(
        next === undefined ? Number.POSITIVE_INFINITY : monthOfDay(next.on),
        untilOf(observation),
      );
      return isWanted(observation)
        ? span(monthOfDay(observation.on), until === Number.POSITIVE_INFINITY ? null : until)
        : [];
    }),
  );

/** 1 in the years in which a child becomes from `youngest` to `oldest` years old. */
const whileAged = ({ birthYear }: ChildDocument, youngest: number, oldest: number): Changes =>
  birthYear === null ? [] : span((birthYear + youngest) * 12, (birthYear + oldest + 1) * 12);

/** 1 from the month in which the child was recorded, or of the first observation if that is earlier. */
const sinceKnown = ({ recorded, schooling: [first] }: ChildDocument): Changes =>
  span(
    first === undefined ? recorded : Math.min(recorded ?? Number.POSITIVE_INFINITY, monthOfDay(first.on)),
    null,
  );

const ofSchoolAge = (child: ChildDocument): Changes => during(sinceKnown(child), whileAged(child, 6, 17));

/** Months for which an observation is recent: those whose last day comes less than seven months after it. */
const recentMonths = 7;

/** The first month at whose end an observation is too old: the seventh after it, or the eighth if the seventh is too short. */
const recentUntil = ({ on }: Observation): number => {
  const seventh = monthOfDay(on) + recentMonths;
  return on % 32 > lastDayOf(seventh) ? seventh + 1 : seventh;
};

const confirmed = (child: ChildDocument): Changes =>
  during(
    ofSchoolAge(child),
    whileNewest(child, ({ status }) => status === 'enrolled', recentUntil),
  );

const childrenWhile =
  (changesOf: (child: ChildDocument) => Changes) =>
  (member: MemberDocument): Changes =>
    member.children.length === 0 ? [] : during(activeOf(member), sumOf(childrenOf(member).map(changesOf)));

export const childrenInSchoolOf = childrenWhile((child) => whileNewest(child, isInSchool));
export const childrenOfSchoolAgeOf = childrenWhile(ofSchoolAge);
export const childrenConfirmedOf = childrenWhile(confirmed);
export const olderGirlsInSchoolOf = childrenWhile((child) =>
  child.gender === 'female' ? during(whileAged(child, 15, 17), whileNewest(child, isInSchool)) : [],
);

/** How often each child came back to school, by month: `enrolled` directly after `not_enrolled`, if it counted when it was recorded. */
export const returnsOf = (member: MemberDocument): Changes[] =>
  childrenOf(member).map(({ schooling }) => {
    const returns: Changes = [];
    schooling.forEach((observation, index) => {
      if (
        observation.status === 'enrolled' &&
        schooling[index - 1]?.status === 'not_enrolled' &&
        contextAt(member, observation).isCounted
      ) {
        addChange(returns, monthOfDay(observation.on), 1);
      }
    });
    return returns;
  });
