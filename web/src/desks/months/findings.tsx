import { useIsFetching } from '@tanstack/preact-query';
import { useEffect, useState } from 'preact/hooks';
import { daysBetween } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import type { Column } from '../../design/table/table-columns.tsx';
import { formatDate } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { Codes } from '../frame/codes.ts';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { queries } from '../frame/queries.ts';
import { groupKey } from '../questions/leaders.tsx';
import { answerWords } from '../questions/question-words.ts';
import { t } from '../text.ts';
import { DifferenceDetails } from './difference-details.tsx';
import { ExplanationChoice, explanationText } from './explanation-choice.tsx';
import { FindingOwner } from './finding-owner.tsx';
import { FindingQuestion } from './finding-question.tsx';
import {
  countFindings,
  type FindingList,
  keyOfFinding,
  linkOf,
  loggedIdsOf,
  type MonthFinding,
  type MonthFindings,
  monthOfExplanation,
  ownerOf,
} from './findings-rules.ts';

/** The leaders of this many groups of a list are read at once; then those of as many more, until all are read. */
const groupsAtOnce = 10;

type FindingsProps = {
  readonly api: Api;
  readonly month: string;
  readonly list: FindingList;
  readonly findings: MonthFindings;
  /** Whether explained findings are left out. */
  readonly onlyOpen: boolean;
  /** Whether she may say why a finding stays. */
  readonly mayExplain: boolean;
  /** The codes and names of the records by id; undefined until they are read. */
  readonly codes: Codes | undefined;
  /** Called after the server has recorded an explanation or a question: reads the findings again. */
  readonly onChanged: () => Promise<unknown>;
};

/**
 * The findings of one list in the coordinator's checklist before a month's close. Each has a link to its record, to put it
 * right there, the question to its group, and a choice of reasons to explain it.
 */
export function Findings(props: FindingsProps) {
  const { list, findings, onlyOpen } = props;
  const [readCount, setReadCount] = useState(groupsAtOnce);
  const language = useLanguage();
  const { count, explainedCount } = countFindings(list, findings);
  const ofList = findings.items.filter(({ kind }) => kind === list);
  const rows = ofList.filter(({ explanation }) => !onlyOpen || explanation === undefined);
  const groupIds = groupIdsOf(rows);
  const reading = useIsFetching({ queryKey: groupKey });
  useEffect(() => {
    // The rows that this drawing has shown have begun to read by now, which `reading` doesn't count yet.
    const isIdle = queries.isFetching({ queryKey: groupKey }) === 0;
    if (isIdle && readCount < groupIds.length) setReadCount(readCount + groupsAtOnce);
  }, [reading, readCount, groupIds.length]);
  const readAtOnce = new Set(groupIds.slice(0, readCount));
  return (
    <>
      {count > ofList.length && <p class="warning">{t('findings.first', { shown: ofList.length, count })}</p>}
      {explainedCount > 0 && <p class="soft">{t('findings.known', { count: explainedCount })}</p>}
      <DeskTable
        list={list}
        loggedIdsOf={loggedIdsOf}
        caption={t(`quality.${list}`)}
        empty={t('findings.none')}
        rows={rows}
        // A record may be in a list several times: for several reasons or purposes of consent.
        keyOf={keyOfFinding}
        columns={findingColumns(props, ({ collectiveId }) => !readAtOnce.has(collectiveId), language)}
      />
    </>
  );
}

/** @param isReadLater whether the leaders of a finding's group are not read yet */
function findingColumns(
  { api, month, list, mayExplain, codes, onChanged }: FindingsProps,
  isReadLater: (finding: MonthFinding) => boolean,
  language: Language,
): Column<MonthFinding>[] {
  const nameOf = (finding: MonthFinding): string => {
    const { code, name } = codes?.get(linkOf(finding).namedRecordId) ?? {};
    return code ?? name ?? t(`finding.${list}`);
  };
  const explanationOf = ({ explanation, openPaise }: MonthFinding): string | undefined =>
    explanation && t(explanationText(explanation.why, openPaise));
  return [
    {
      key: 'record',
      title: t('record'),
      value: nameOf,
      cell: (finding) => <a href={linkOf(finding).href}>{nameOf(finding)}</a>,
      exported: true,
    },
    {
      key: 'what',
      title: t('why'),
      value: (finding) => describe(finding, language),
      cell: (finding) => (
        <>
          {describe(finding, language)}
          {isDifference(finding) && <DifferenceDetails api={api} difference={finding} />}
        </>
      ),
      exported: true,
    },
    {
      key: 'since',
      title: t('findings.since'),
      value: ({ since }) => daysSince(since),
      cell: (finding) => (
        <>
          {daysWords(daysSince(finding.since))}
          <FindingOwner api={api} finding={finding} isReadLater={isReadLater(finding)} />
        </>
      ),
      exported: true,
    },
    {
      key: 'question',
      title: t('findings.question'),
      value: ({ question }) => question && answerWords(question),
      cell: (finding) => (
        <FindingQuestion
          api={api}
          finding={finding}
          isReadLater={isReadLater(finding)}
          onChanged={onChanged}
        />
      ),
      exported: true,
    },
    {
      key: 'explained',
      title: t('findings.explained'),
      value: explanationOf,
      cell: (finding) =>
        mayExplain ? (
          <ExplanationChoice
            api={api}
            month={monthOfExplanation(finding, month)}
            list={list}
            recordId={finding.id}
            why={finding.explanation?.why}
            openPaise={finding.openPaise}
            onExplained={onChanged}
          />
        ) : (
          explanationOf(finding)
        ),
      exported: true,
    },
  ];
}

/** The groups whose leaders have to put a finding right. */
const groupIdsOf = (rows: readonly MonthFinding[]): (string | undefined)[] => [
  ...new Set(rows.filter((row) => ownerOf(row) === 'leader').map(({ collectiveId }) => collectiveId)),
];

/** Whole days from a day to today. */
const daysSince = (day: string): number => Math.max(0, daysBetween(day, todayInIndia()));

const daysWords = (count: number): string =>
  count === 0 ? t('findings.today') : t('findings.days', { count });

type Difference = Parameters<typeof DifferenceDetails>[0]['difference'];

/** Whether a finding is a cash difference, with its amounts. */
const isDifference = (finding: MonthFinding): finding is MonthFinding & Difference =>
  finding.kind === 'cashDifferences' && finding.openPaise !== undefined;

/** Why a record is listed, in a few words, with its date. Which fields a finding has depends on its list. */
function describe(
  { kind, why, purpose, state, record, due, heldOn, on }: MonthFinding,
  language: Language,
): string {
  const parts = [
    why && t(`why.${why}`),
    purpose && t(`purpose.${purpose}`),
    state && t(`consent.${state}`),
    // The reason already says which kind of record it is.
    why === undefined && record !== undefined ? t(`record.${record}`) : undefined,
    ...[due, heldOn, on].map((date) => date && formatDate(date, language)),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? t(`finding.${kind}`) : parts.join(' · ');
}
