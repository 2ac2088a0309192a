import * as z from 'zod';
import { lazily } from '../fields/lazily.ts';
import { accessLines } from './lines/access-lines.ts';
import { bookLines } from './lines/book-lines.ts';
import { caseEventLines, caseLines, toldCaseEventLines } from './lines/case-lines.ts';
import { collectiveLines } from './lines/collective-lines.ts';
import { demandLines } from './lines/demand-lines.ts';
import { healthLines } from './lines/health-lines.ts';
import { memberLines } from './lines/member-lines.ts';
import { outreachLines } from './lines/outreach-lines.ts';
import { programmeLines } from './lines/programme-lines.ts';
import { questionLines } from './lines/question-lines.ts';
import { talkLine } from './lines/talk-and-request-lines.ts';
import { voiceLines } from './lines/voice-lines.ts';

/** The types of all journal lines, from the folder lines/. append.ts writes a line, read-journal.ts and month-files.ts read them. */

const linesToldWhole = lazily(
  () =>
    [
      ...collectiveLines(),
      ...memberLines(),
      ...bookLines(),
      ...caseLines(),
      ...outreachLines(),
      ...demandLines(),
      ...questionLines(),
      ...programmeLines(),
      ...voiceLines(),
      ...healthLines(),
      ...accessLines(),
    ] as const,
);

/**
 * A journal line: what one accepted write did, in ids, dates, numbers and fixed words. It never holds a name, a
 * text about a person or a member's birth year, so it can be kept when a person is erased. The only texts are published ones:
 * reasons of corrections, the programme's terms, sources of baselines, narratives and stories.
 *
 * `recordedAt` is the time at which the request arrived (RFC 3339 in UTC with milliseconds). Lines are ordered
 * by `recordedAt`, then by `id`. `id` is the device's id of what was recorded; a change without one (a PATCH, a
 * PUT) gets a UUIDv7 from the server.
 *
 * The schema is large, and a call that writes nothing does without it.
 */
export const journalLine = lazily(() =>
  z.discriminatedUnion('type', [...linesToldWhole(), ...caseEventLines(), talkLine()]),
);

/** A journal line as the auditor reads it: of a talk, that there was one. What a woman answered and wants, and what she says of the help, is left out. */
export const toldJournalLine = lazily(() =>
  z.discriminatedUnion('type', [
    ...linesToldWhole(),
    ...toldCaseEventLines(),
    talkLine().omit({ answers: true, goal: true, goalDone: true }),
  ]),
);

export type JournalLine = z.infer<ReturnType<typeof journalLine>>;
/** A journal line as it may be answered: an export to count again has a talk's whole. */
export const answeredJournalLine = lazily(() =>
  z.discriminatedUnion('type', [
    ...linesToldWhole(),
    ...caseEventLines(),
    talkLine().partial({ answers: true }),
  ]),
);

export type AnsweredJournalLine = z.infer<ReturnType<typeof answeredJournalLine>>;
export type JournalLineType = JournalLine['type'];
export type JournalLineOf<T extends JournalLineType> = Extract<JournalLine, { type: T }>;
