import * as z from 'zod/mini';
import { roadAreas } from '../../../functions/shared/kinds/road-words.ts';

/** What a woman said in a talk, on phone and desks. */

export type RoadArea = (typeof roadAreas)[number];

export const answerNumbers = [1, 2, 3, 4] as const;
/** From the worst (1) to the best. */
export type AnswerNumber = (typeof answerNumbers)[number];
const answer = z.literal(answerNumbers);

export const answers = z.partialRecord(z.enum(roadAreas), answer);
export type Answers = z.infer<typeof answers>;

const goal = z.object({
  area: z.enum(roadAreas),
  /** Null once she was erased. */
  text: z.nullish(z.string()),
  /** The day by when she wants it, `YYYY-MM-DD`. */
  by: z.optional(z.string()),
});
export type Goal = z.infer<typeof goal>;

export const talk = z.object({
  id: z.string(),
  on: z.string(),
  /** What she would rather not say is left out. */
  answers: z.optional(answers),
  goal: z.optional(goal),
  goalDone: z.optional(z.literal(true)),
});
export type Talk = z.infer<typeof talk>;

/** A talk as the server lists it. */
type ListedTalk = { readonly id: string; readonly takenBack?: unknown };

/** The talks that were not taken back, in their order. */
export const talksThatCount = (listed: readonly ListedTalk[]): Talk[] =>
  listed.flatMap((one) => (one.takenBack === undefined ? (talk.safeParse(one).data ?? []) : []));

/** Whether something was said that can be recorded: an answer, a goal, or that one is reached. */
export const saysSomething = ({
  answers: said = {},
  goal: named,
  goalDone,
}: Omit<Talk, 'id' | 'on'>): boolean =>
  Object.keys(said).length > 0 || named !== undefined || goalDone === true;

/** The goal that stands after these talks, with the day on which she named it. @param talks those that count, by `on`, then by recording */
export function standingGoal(talks: readonly Talk[]): (Goal & { readonly on: string }) | undefined {
  let standing: (Goal & { readonly on: string }) | undefined;
  for (const { on, goal: named, goalDone } of talks) {
    if (goalDone === true) standing = undefined;
    if (named !== undefined) standing = { ...named, on };
  }
  return standing;
}

/** What she answered last in an area, and when; undefined if she never did. @param talks as for `standingGoal` */
export function newestAnswer(
  talks: readonly Talk[],
  area: RoadArea,
): { readonly on: string; readonly said: AnswerNumber } | undefined {
  const newest = talks.findLast(({ answers: said }) => said?.[area] !== undefined);
  const said = newest?.answers?.[area];
  return newest === undefined || said === undefined ? undefined : { on: newest.on, said };
}
