import type { Api } from '../../api/client.ts';
import { formatDate } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { Codes } from '../frame/codes.ts';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { answerWords } from '../questions/question-words.ts';
import { t } from '../text.ts';
import { DifferenceDetails } from './cash-differences.tsx';
import { ExplanationChoice } from './explanation-choice.tsx';
import { FindingQuestion } from './finding-question.tsx';
import {
  type Explanation,
  type FindingList,
  keyOfFinding,
  linkOf,
  loggedIdsOf,
  type MonthFinding,
  ownerOf,
  type Quality,
} from './findings-rules.ts';

type FindingsProps = {
  readonly api: Api;
  readonly month: string;
  readonly list: FindingList;
  readonly quality: Quality;
  /** The explanations, by `<list> <record id>`. */
  readonly explanationByFinding: ReadonlyMap<string, Explanation>;
  /** The findings with their age and question, by `keyOfFinding`. */
  readonly detailByFinding: ReadonlyMap<string, MonthFinding>;
  /** The number of explained findings in this list. */
  readonly explainedCount: number;
  /** Whether explained findings are left out. */
  readonly onlyOpen: boolean;
  /** The codes and names of the records by id; undefined until they are read. */
  readonly codes: Codes | undefined;
  /** Called after the server has recorded an explanation: reads the explanations again. */
  readonly onExplained: () => Promise<unknown>;
};

/**
 * The findings of one list in the coordinator's checklist before a month's close. Each has a link to its record, to put it
 * right there, and a choice of reasons to explain it.
 */
export function Findings(props: FindingsProps) {
  const { api, month, list, quality, explanationByFinding, detailByFinding, explainedCount } = props;
  const { onlyOpen, codes, onExplained } = props;
  const language = useLanguage();
  const rows = quality[list]
    .map((finding) => ({
      ...finding,
      explanation: explanationByFinding.get(`${list} ${finding.id}`),
      detail: detailByFinding.get(keyOfFinding(list, finding)),
    }))
    .filter(({ explanation }) => !onlyOpen || explanation === undefined);
  type Row = (typeof rows)[number];
  const nameOf = (finding: Row): string => {
    const { code, name } = codes?.get(linkOf(list, finding).namedRecordId) ?? {};
    return code ?? name ?? t(`finding.${list}`);
  };
  return (
    <>
      {quality.counts[list] > quality[list].length && (
        <p class="warning">
          {t('findings.first', { shown: quality[list].length, count: quality.counts[list] })}
        </p>
      )}
      {explainedCount > 0 && <p class="soft">{t('findings.known', { count: explainedCount })}</p>}
      <DeskTable
        list={list}
        loggedIdsOf={(finding) => loggedIdsOf(list, finding)}
        caption={t(`quality.${list}`)}
        empty={t('findings.none')}
        rows={rows}
        // A record may be in a list several times: for several reasons or purposes of consent.
        keyOf={(finding) => keyOfFinding(list, finding)}
        columns={[
          {
            key: 'record',
            title: t('record'),
            value: nameOf,
            cell: (finding) => <a href={linkOf(list, finding).href}>{nameOf(finding)}</a>,
            exported: true,
          },
          {
            key: 'what',
            title: t('why'),
            value: (finding) => describe(list, finding, language),
            cell: (finding) => (
              <>
                {describe(list, finding, language)}
                {'openPaise' in finding && <DifferenceDetails api={api} difference={finding} />}
              </>
            ),
            exported: true,
          },
          {
            key: 'since',
            title: t('findings.since'),
            value: ({ detail }) => detail && daysSince(detail.since),
            cell: ({ detail }) =>
              detail && (
                <>
                  {t('findings.days', { count: daysSince(detail.since) })}
                  <span class="part">{t(`findings.owner.${ownerOf(detail)}`)}</span>
                </>
              ),
            exported: true,
          },
          {
            key: 'question',
            title: t('findings.question'),
            value: ({ detail }) => detail?.question && answerWords(detail.question),
            cell: ({ detail }) =>
              detail && <FindingQuestion api={api} finding={detail} onChanged={onExplained} />,
            exported: true,
          },
          {
            key: 'explained',
            title: t('findings.explained'),
            value: ({ explanation }) => explanation && t(`explained.${explanation.why}`),
            cell: ({ id, explanation }) => (
              <ExplanationChoice
                api={api}
                month={month}
                list={list}
                recordId={id}
                why={explanation?.why}
                onExplained={onExplained}
              />
            ),
            exported: true,
          },
        ]}
      />
    </>
  );
}

/** Whole days from a day to today. */
const daysSince = (day: string): number =>
  Math.max(0, Math.round((Date.parse(todayInIndia()) - Date.parse(day)) / 86_400_000));

/** Why a record is listed, in a few words, with its date. Which fields a finding has depends on its list. */
function describe(list: FindingList, finding: Quality[FindingList][number], language: Language): string {
  const dateFields = ['due', 'heldOn', 'on'] as const;
  const parts = [
    'why' in finding ? t(`why.${finding.why}`) : undefined,
    'purpose' in finding ? t(`purpose.${finding.purpose}`) : undefined,
    'state' in finding ? t(`consent.${finding.state}`) : undefined,
    // Beside a reason, the kind of the record needs no word.
    'record' in finding && !('why' in finding) ? t(`record.${finding.record}`) : undefined,
    // Only some lists' findings have such a field, so it is looked up by its name.
    ...dateFields.map((field) => {
      const date = Object.entries(finding).find(([name]) => name === field)?.[1];
      return typeof date === 'string' ? formatDate(date, language) : undefined;
    }),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? t(`finding.${list}`) : parts.join(' · ');
}
