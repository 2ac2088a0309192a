import { answerBytesOf } from '../../shared/http/answer-size.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { RecordedCase } from './schema.ts';

/** What a member's cases, without their events, her requests, and the talks with her may each take of the answer. */
export const maxListBytes = 750_000;

/**
 * The newest of some records that fit, in their order, and the number of those left out.
 * @param records in the order in which they were made
 */
export const fitNewest = <T>(
  records: readonly T[],
  maxBytes = maxListBytes,
): { readonly kept: T[]; readonly leftOut: number } => {
  let bytesLeft = maxBytes;
  const first = records.findLastIndex((one) => {
    bytesLeft -= answerBytesOf(one) + 1;
    return bytesLeft < 0;
  });
  return { kept: records.slice(first + 1), leftOut: first + 1 };
};

/**
 * The cases of a member's record with as many of their events as fit into the answer: the oldest of all are left out
 * first.
 * @param maxBytes what the cases may take, by `answerBytesOf`
 */
export const fitEvents = (cases: readonly RecordedCase[], maxBytes: number): RecordedCase[] => {
  if (answerBytesOf(cases) <= maxBytes) {
    return [...cases];
  }
  const withoutEvents = cases.map((one) => ({ ...one, events: [], eventsLeftOut: one.events.length }));
  let bytesLeft = maxBytes - answerBytesOf(withoutEvents);
  const keptIds = new Set<string>();
  const newestFirst = cases.flatMap(({ events }) => events).toSorted((a, b) => compareTexts(b.on, a.on));
  for (const event of newestFirst) {
    // With the comma between two events.
    bytesLeft -= answerBytesOf(event) + 1;
    if (bytesLeft < 0) break;
    keptIds.add(event.id);
  }
  return cases.map((one) => {
    const events = one.events.filter(({ id }) => keptIds.has(id));
    const eventsLeftOut = one.events.length - events.length;
    return { ...one, events, ...(eventsLeftOut === 0 ? {} : { eventsLeftOut }) };
  });
};
