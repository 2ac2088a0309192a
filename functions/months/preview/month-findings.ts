import { readQuestionsSince } from '../../areas/questions/questions-since.ts';
import { countingAnswer, wholeDaysBetween } from '../../areas/questions/rules.ts';
import type { StoredQuestion } from '../../areas/questions/schema.ts';
import { monthOf, startOfDayInIndia } from '../../shared/calendar/calendar.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Table } from '../../shared/table/client.ts';
import { explanationKey } from '../../shared/table/keys/programme.ts';
import { listExplanations } from '../closing/list-explanations.ts';
import { type Explanation, explanation as explanationSchema } from '../closing/schema.ts';
import { isExplainedBy } from '../closing/unsettled-differences.ts';
import type { Documents } from '../indicators/documents.ts';
import type { FoundQuality } from './findings.ts';
import { listFindings, matchQuestions, settlesFinding } from './listed-findings.ts';
import { placeFindings, reachedQuestions } from './reached-findings.ts';
import type { BareFinding, Finding } from './schema.ts';

/** Makes of the findings (findings.ts) the list that a caller sees: within her reach, with the newest question about each and its explanation. */

/** A question as a finding has it: who was asked and what was answered, without the texts, which this function can't decrypt. */
const withoutTexts = (question: StoredQuestion, now: string): NonNullable<Finding['question']> => ({
  id: question.id,
  collectiveId: question.collectiveId,
  on: question.on,
  about: question.about,
  askedAt: question.createdAt,
  ageDays: wholeDaysBetween(question.createdAt, now),
  answers: question.answers.map(({ id, on, answer, answeredAt, answeredBy }) => ({
    id,
    on,
    answer,
    answeredAt,
    answeredBy,
  })),
  answeredAt: countingAnswer(question)?.answeredAt,
  closed: question.closed,
});

/**
 * The explanations of findings, by list and id. They are stored under the month of the findings. But the explanation of an undone stop is always stored
 * under the month in which the stop was undone.
 */
const readExplanations = async (
  table: Pick<Table, 'getMany' | 'query'>,
  { undoneStops }: Pick<FoundQuality, 'undoneStops'>,
  month: string,
): Promise<ReadonlyMap<string, Explanation>> => {
  const undoneInOtherMonths = undoneStops.filter(({ on }) => monthOf(on) !== month);
  const [ofThisMonth, ofOtherMonths] = await Promise.all([
    listExplanations(table, month),
    table.getMany(undoneInOtherMonths.map(({ id, on }) => explanationKey(monthOf(on), 'undoneStops', id))),
  ]);
  const all = [...ofThisMonth, ...ofOtherMonths.map((item) => explanationSchema.parse(item))];
  return new Map(all.map((explanation) => [`${explanation.list} ${explanation.recordId}`, explanation]));
};

/** The reason why a finding may stay that follows from a leader's answer; undefined if she was not asked, or if her answer doesn't settle the finding. */
const explanationByLeader = (question: StoredQuestion | undefined): Finding['explanation'] => {
  const answer = question && countingAnswer(question);
  if (question === undefined || answer === undefined) return undefined;
  // The only answer that settles a finding is that the group did not meet.
  return settlesFinding(question.about.kind, answer.answer)
    ? { why: 'did_not_meet', at: answer.answeredAt, by: answer.answeredBy }
    : undefined;
};

/**
 * The findings of a month within the caller's reach, each with the newest question about it, and with the reason why it may stay: the coordinator's
 * explanation or, without one, the leader's answer if it settles the finding.
 */
export const composeFindings = async (
  table: Pick<Table, 'getMany' | 'query'>,
  { found, documents }: { readonly found: FoundQuality; readonly documents: Pick<Documents, 'members'> },
  { month, now }: { readonly month: string; readonly now: string },
  { caller, reach }: { readonly caller: Caller; readonly reach: Reach },
): Promise<Finding[]> => {
  const [placed, questions, explanations] = await Promise.all([
    placeFindings(table, listFindings(found, documents, month), caller, reach),
    readQuestionsSince(table, startOfDayInIndia(`${month}-01`).toISOString()),
    readExplanations(table, found, month),
  ]);
  const explanationOf = (finding: BareFinding): Explanation | undefined => {
    const stored = explanations.get(`${finding.kind} ${finding.id}`);
    return stored !== undefined && isExplainedBy(finding, stored) ? stored : undefined;
  };
  // A stop that was undone before the month is listed until it is explained.
  const findings = placed.filter(
    (finding) =>
      finding.kind !== 'undoneStops' ||
      finding.since >= `${month}-01` ||
      explanationOf(finding) === undefined,
  );
  const asked = matchQuestions(findings, await reachedQuestions(table, questions, caller, reach));
  return findings.map((finding): Finding => {
    const question = asked.get(finding);
    const explained = explanationOf(finding);
    const explanation =
      explained === undefined
        ? explanationByLeader(question)
        : { why: explained.why, at: explained.at, by: explained.by };
    return {
      ...finding,
      ...(question === undefined ? {} : { question: withoutTexts(question, now) }),
      ...(explanation === undefined ? {} : { explanation }),
    };
  });
};
