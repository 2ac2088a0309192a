import * as z from 'zod';
import { readQuestionsSince } from '../../areas/questions/questions-since.ts';
import { countingAnswer, wholeDaysBetween } from '../../areas/questions/rules.ts';
import type { StoredQuestion } from '../../areas/questions/schema.ts';
import { monthOf, startOfDayInIndia } from '../../shared/calendar/calendar.ts';
import { findKept } from '../../shared/one-woman/records.ts';
import { withCollectives } from '../../shared/places/collectives.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { reachesCollective, reachesMember } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Table } from '../../shared/table/client.ts';
import { explanationKey } from '../../shared/table/keys.ts';
import { listExplanations } from '../closing/list-explanations.ts';
import { type Explanation, explanation as explanationSchema } from '../closing/schema.ts';
import { isExplainedBy } from '../closing/unsettled-differences.ts';
import type { Documents } from '../indicators/documents.ts';
import type { FoundQuality } from './findings.ts';
import { listFindings, matchQuestions, settlesFinding } from './listed-findings.ts';
import type { BareFinding, Finding } from './schema.ts';

const memberPlace = z.object({ id: z.string(), collectiveId: z.string(), district: z.string() });

/** The other woman of two who may be the same: an area coordinator reaches both, or neither is told. */
const twinOf = ({ kind, record, otherId }: BareFinding): string | undefined =>
  kind === 'likelyDuplicates' && record === 'member' ? otherId : undefined;

/** The questions that the caller reads: none about a woman whom she doesn't reach, as in the list of questions. */
const reachedQuestions = async (
  table: Pick<Table, 'getMany'>,
  questions: readonly StoredQuestion[],
  caller: Caller,
  reach: Reach,
): Promise<readonly StoredQuestion[]> => {
  if (reach !== 'area') return questions;
  const women = await findKept(
    table,
    questions.flatMap(({ about }) => about.memberId ?? []),
  );
  return questions.filter(({ about: { memberId } }) => {
    const woman = memberId === undefined ? undefined : women.get(memberId);
    return woman === undefined || reachesMember(caller, reach, memberPlace.parse(woman));
  });
};

/** The findings of an erased woman that nobody can put right: her case is closed by nobody, and she can't be asked. */
const needsHer: ReadonlySet<BareFinding['kind']> = new Set(['stoppedUrgentCases', 'undoneStops']);

/** The findings that lie within the caller's reach, those about a woman with her collective; a woman who was erased has none. */
const placeFindings = async (
  table: Pick<Table, 'getMany'>,
  findings: readonly BareFinding[],
  caller: Caller,
  reach: Reach,
): Promise<BareFinding[]> => {
  const [members, asker] = await Promise.all([
    findKept(
      table,
      findings.flatMap((finding) => [finding.memberId ?? [], twinOf(finding) ?? []].flat()),
    ),
    reach === 'area'
      ? withCollectives(
          table,
          caller,
          findings.flatMap(({ collectiveId }) => collectiveId ?? []),
        )
      : caller,
  ]);
  const isReached = (memberId: string): boolean => {
    const member = members.get(memberId);
    return member !== undefined && reachesMember(caller, reach, memberPlace.parse(member));
  };
  return findings.flatMap((finding): BareFinding[] => {
    const { memberId, collectiveId } = finding;
    if (collectiveId !== undefined) return reachesCollective(asker, reach, collectiveId) ? [finding] : [];
    const twin = twinOf(finding);
    if (reach === 'area' && twin !== undefined && !isReached(twin)) return [];
    if (memberId === undefined) return reach === 'all' ? [finding] : [];
    const member = members.get(memberId);
    if (member === undefined) {
      return reach === 'all' && !needsHer.has(finding.kind) ? [finding] : [];
    }
    const place = memberPlace.parse(member);
    return reachesMember(caller, reach, place) ? [{ ...finding, collectiveId: place.collectiveId }] : [];
  });
};

/** A question as a finding has it: who was asked and answered what, but no text, which this function cannot open. */
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

/** What was said of findings, by list and id: under their month, or of an undone stop under the month in which it was recorded. */
const readExplanations = async (
  table: Pick<Table, 'getMany' | 'query'>,
  { undoneStops }: Pick<FoundQuality, 'undoneStops'>,
  month: string,
): Promise<ReadonlyMap<string, Explanation>> => {
  const later = undoneStops.filter(({ on }) => monthOf(on) !== month);
  const [ofMonth, ofLater] = await Promise.all([
    listExplanations(table, month),
    table.getMany(later.map(({ id, on }) => explanationKey(monthOf(on), 'undoneStops', id))),
  ]);
  const all = [...ofMonth, ...ofLater.map((item) => explanationSchema.parse(item))];
  return new Map(all.map((one) => [`${one.list} ${one.recordId}`, one]));
};

/**
 * The findings of a month within the caller's reach, each with the newest question to it and with why it may stay: as the coordinator explained it, or by
 * the leader's answer if that settles it.
 */
export const composeFindings = async (
  table: Pick<Table, 'getMany' | 'query'>,
  { found, documents }: { readonly found: FoundQuality; readonly documents: Pick<Documents, 'members'> },
  { month, now }: { readonly month: string; readonly now: string },
  { caller, reach }: { readonly caller: Caller; readonly reach: Reach },
): Promise<Finding[]> => {
  const [findings, questions, explained] = await Promise.all([
    placeFindings(table, listFindings(found, documents, month), caller, reach),
    readQuestionsSince(table, startOfDayInIndia(`${month}-01`).toISOString()),
    readExplanations(table, found, month),
  ]);
  const asked = matchQuestions(findings, await reachedQuestions(table, questions, caller, reach));
  return findings.map((finding): Finding => {
    const question = asked.get(finding);
    const said = explained.get(`${finding.kind} ${finding.id}`);
    const given = said !== undefined && isExplainedBy(finding, said) ? said : undefined;
    const answer = question && countingAnswer(question);
    const settling =
      question !== undefined && answer !== undefined && settlesFinding(question.about.kind, answer.answer)
        ? { why: 'did_not_meet' as const, at: answer.answeredAt, by: answer.answeredBy }
        : undefined;
    const explanation = given === undefined ? settling : { why: given.why, at: given.at, by: given.by };
    return {
      ...finding,
      ...(question === undefined ? {} : { question: withoutTexts(question, now) }),
      ...(explanation === undefined ? {} : { explanation }),
    };
  });
};
