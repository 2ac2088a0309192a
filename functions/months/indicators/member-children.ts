import type { JournalLineOf } from '../../shared/journal/line.ts';
import { compareLines } from '../../shared/journal/line-order.ts';
import type { LinePosition, MemberDocument } from './member-document.ts';
import { dayNumber, monthOfRecording } from './month-numbers.ts';

/** A member's children and the observations of their schooling, and how lines change them. children-stocks.ts says what is counted of them. */

type ChildLine = JournalLineOf<'child_recorded'>;

export type Observation = LinePosition & {
  /** The observation's own id, which a reversal names; `id` is the line's. */
  readonly schoolingId: string;
  /** As a `dayNumber`. */
  readonly on: number;
  readonly status: ChildLine['schooling']['status'];
};

/**
 * What counting needs of one child. When two requests come at once, an observation or a change of the child may stand in the journal before the
 * line that records the child.
 */
export type ChildDocument = {
  readonly id: string;
  /** Null until a line gives it. */
  birthYear: number | null;
  gender: ChildLine['child']['gender'] | null;
  /** The month in which the child was recorded; null until its line was seen. */
  recordedMonth: number | null;
  /** In order of `on`, then of recording. */
  readonly schooling: Observation[];
};

const childOf = ({ children }: MemberDocument, id: string): ChildDocument => {
  const found = children.find((child) => child.id === id);
  if (found !== undefined) {
    return found;
  }
  const child: ChildDocument = { id, birthYear: null, gender: null, recordedMonth: null, schooling: [] };
  children.push(child);
  return child;
};

/** Adds a child to a member's document. If a change of the child came first in the journal, the changed values stay. */
export const addChild = (
  member: MemberDocument,
  { id, birthYear, gender }: ChildLine['child'],
  line: LinePosition,
): void => {
  const child = childOf(member, id);
  child.birthYear ??= birthYear;
  child.gender ??= gender;
  child.recordedMonth = monthOfRecording(line);
};

export const changeChild = (member: MemberDocument, { id, birthYear, gender }: ChildLine['child']): void => {
  const child = childOf(member, id);
  child.birthYear = birthYear;
  child.gender = gender;
};

/**
 * Adds an observation of a child's schooling to a member's document, in the order of days.
 * @param options.isFirst whether it was recorded with the child: then it comes before the day's other observations,
 * whatever the order of lines
 */
export const addObservation = (
  member: MemberDocument,
  childId: string,
  { id: schoolingId, on, status }: ChildLine['schooling'],
  { recordedAt, id }: LinePosition,
  { isFirst = false }: { readonly isFirst?: boolean } = {},
): void => {
  const observation: Observation = { schoolingId, on: dayNumber(on), status, recordedAt, id };
  const isBefore = (other: Observation): boolean => {
    if (other.on !== observation.on) return other.on < observation.on;
    return !isFirst && compareLines(other, observation) <= 0;
  };
  const { schooling } = childOf(member, childId);
  schooling.splice(schooling.findLastIndex(isBefore) + 1, 0, observation);
};
