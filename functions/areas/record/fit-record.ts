import { answerBytesOf } from '../../shared/http/answer-size.ts';
import { inRounds } from '../../shared/http/in-rounds.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { RecordedCase } from './schema.ts';

/** What a member's cases, without their events, her requests, and the talks with her may each take of the answer. */
export const maxListBytes = 750_000;

type Recorded = {
  /** When the server recorded it: ids are made by clients, and could name any time. */
  readonly createdAt: string;
  readonly createdBy: string;
};

/**
 * The records that fit, in their order, and the number of those left out. Ten of each person have a place before her further ones; among these open ones
 * before others, then the newest. So nobody's many records displace what another recorded.
 */
export const fitInTurns = <One extends Recorded>(
  records: readonly One[],
  isOpen: (one: One) => boolean,
  maxBytes = maxListBytes,
): { readonly kept: One[]; readonly leftOut: number } => {
  const byUrgency = records.toSorted(
    (a, b) => Number(isOpen(b)) - Number(isOpen(a)) || compareTexts(b.createdAt, a.createdAt),
  );
  let bytesLeft = maxBytes;
  const fitting = new Set<One>();
  for (const { one } of inRounds(byUrgency, ({ createdBy }) => createdBy)) {
    const bytes = answerBytesOf(one) + 1;
    // What does not fit is passed over, not what comes after it.
    if (bytes > bytesLeft) continue;
    bytesLeft -= bytes;
    fitting.add(one);
  }
  const kept = records.filter((one) => fitting.has(one));
  return { kept, leftOut: records.length - kept.length };
};

/**
 * The cases of a member's record with as many of their events as fit into the answer: the oldest of all are left out
 * first.
 * @param cases with their newest events; `eventsLeftOut` counts the older ones, if there are some
 * @param maxBytes what the cases may take, by `answerBytesOf`
 */
export const fitEvents = (cases: readonly RecordedCase[], maxBytes: number): RecordedCase[] => {
  if (answerBytesOf(cases) <= maxBytes) {
    return [...cases];
  }
  const countOf = ({ events, eventsLeftOut = 0 }: RecordedCase): number => events.length + eventsLeftOut;
  const withoutEvents = cases.map((one) => ({ ...one, events: [], eventsLeftOut: countOf(one) }));
  let bytesLeft = maxBytes - answerBytesOf(withoutEvents);
  const keptIds = new Set<string>();
  const newestFirst = cases
    .flatMap(({ events }) => events.toReversed())
    .toSorted((a, b) => compareTexts(b.on, a.on) || compareTexts(b.createdAt, a.createdAt));
  for (const event of newestFirst) {
    // With the comma between two events.
    bytesLeft -= answerBytesOf(event) + 1;
    if (bytesLeft < 0) break;
    keptIds.add(event.id);
  }
  return cases.map((one) => {
    const events = one.events.filter(({ id }) => keptIds.has(id));
    const eventsLeftOut = countOf(one) - events.length;
    return { ...one, events, ...(eventsLeftOut === 0 ? {} : { eventsLeftOut }) };
  });
};
