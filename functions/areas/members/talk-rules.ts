import { validateDay } from '../../shared/calendar/before-five.ts';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import type { StoredMember, StoredTalk } from './schema.ts';

/** The rules of talks with a member. Whether a talk has an answer or a goal is known without opening it. */

type Talk = Pick<StoredTalk, 'id' | 'on' | 'createdAt' | 'answers' | 'goal' | 'goalDone' | 'takenBack'>;

/** By day, then by recording. */
export const sortTalks = <T extends Pick<Talk, 'id' | 'on' | 'createdAt'>>(talks: readonly T[]): T[] => {
  const place = ({ on, createdAt, id }: T): string => `${on} ${new Date(createdAt).toISOString()} ${id}`;
  return talks.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
};

const counts = ({ takenBack }: Pick<Talk, 'takenBack'>): boolean => takenBack === undefined;

/**
 * The talk that named the goal which stands at the end of a day: the newest goal, unless a later talk says that it is done.
 * @param on `YYYY-MM-DD`; by default after all talks
 */
export const standingGoalOf = <T extends Talk>(talks: readonly T[], on?: string): T | undefined =>
  sortTalks(talks)
    .filter((talk) => counts(talk) && (on === undefined || talk.on <= on))
    .reduce<T | undefined>(
      // A talk may say that a goal is done, and name the next one.
      (standing, talk) => (talk.goal !== undefined ? talk : talk.goalDone ? undefined : standing),
      undefined,
    );

/** The day of the newest talk with an answer. */
export const newestAnswerOn = (talks: readonly Talk[]): string | undefined =>
  sortTalks(talks).findLast((talk) => counts(talk) && talk.answers !== undefined)?.on;

/** Refuses a talk of a day before she was five, before she joined or after she left. */
export const validateTalkDay = (
  { birthYear, joinedOn, exitedOn }: Pick<StoredMember, 'birthYear' | 'joinedOn' | 'exitedOn'>,
  on: string,
): AppError | undefined =>
  validateDay(birthYear, on, 'on') ??
  (on < joinedOn || (exitedOn !== undefined && on > exitedOn)
    ? refused('not_active', 'She was not a member on this day.', 'on')
    : undefined);

/** Refuses that a goal is done where none stands. @param talks all talks of hers */
export const validateGoalDone = (
  talks: readonly Talk[],
  { on, goalDone }: Pick<Talk, 'on' | 'goalDone'>,
): AppError | undefined =>
  goalDone && standingGoalOf(talks, on) === undefined
    ? refused('no_goal', 'No goal of hers stood on this day.', 'goalDone')
    : undefined;
