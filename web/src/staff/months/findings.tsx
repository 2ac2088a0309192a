import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../../api/client.ts';
import { showToast } from '../../design/toast.tsx';
import { formatDate } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { DeskTable } from '../frame/desk-table.tsx';
import { Failure } from '../frame/failure.tsx';
import { t } from '../text.ts';
import { type Explanation, type List, placeOf, type Quality } from './findings-rules.ts';

/** In which word a finding may be explained. */
const whys = ['checked', 'known', 'later'] as const satisfies readonly Explanation['why'][];

type FindingsProps = {
  readonly api: Api;
  readonly month: string;
  readonly list: List;
  readonly quality: Quality;
  readonly explained: ReadonlyMap<string, Explanation>;
  /** How many of them are explained. */
  readonly explainedCount: number;
  readonly onlyOpen: boolean;
  /** Codes, and names of collectives, by id. */
  readonly names: ReadonlyMap<string, string> | undefined;
  readonly onExplained: () => Promise<unknown>;
};

/**
 * In the coordinator's checklist, the findings of one list before a month's close: each opens its record, where it is
 * settled, or is explained here.
 */
export function Findings(props: FindingsProps) {
  const { api, month, list, quality, explained, explainedCount, onlyOpen, names, onExplained } = props;
  const language = useLanguage();
  const rows = quality[list]
    .map((one) => ({ ...one, explanation: explained.get(`${list} ${one.id}`) }))
    .filter(({ explanation }) => !onlyOpen || explanation === undefined);
  type Row = (typeof rows)[number];
  const nameOf = (one: Row): string => names?.get(placeOf(list, one).namedBy) ?? t(`finding.${list}`);
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
        idsOf={({ id }) => [id]}
        caption={t(`quality.${list}`)}
        empty={t('findings.none')}
        rows={rows}
        keyOf={(one) => `${one.id} ${'why' in one ? one.why : ''} ${'purpose' in one ? one.purpose : ''}`}
        columns={[
          {
            key: 'record',
            title: t('record'),
            value: nameOf,
            cell: (one) => <a href={placeOf(list, one).href}>{nameOf(one)}</a>,
            exported: true,
          },
          {
            key: 'what',
            title: t('why'),
            value: (one) => describe(list, one, language),
            exported: true,
          },
          {
            key: 'explained',
            title: t('findings.explained'),
            value: ({ explanation }) => explanation && t(`explained.${explanation.why}`),
            cell: ({ id, explanation }) => (
              <Explain
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

/** What is odd about a record, in a few words. */
function describe(list: List, one: Quality[List][number], language: Language): string {
  const days = ['due', 'heldOn', 'on'] as const;
  const parts = [
    'why' in one ? t(`why.${one.why}`) : undefined,
    'purpose' in one ? t(`purpose.${one.purpose}`) : undefined,
    'state' in one ? t(`consent.${one.state}`) : undefined,
    'record' in one && !('why' in one) ? t(`record.${one.record}`) : undefined,
    ...days.map((day) => {
      const date = Object.entries(one).find(([name]) => name === day)?.[1];
      return typeof date === 'string' ? formatDate(date, language) : undefined;
    }),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? t(`finding.${list}`) : parts.join(' · ');
}

type ExplainProps = {
  readonly api: Api;
  readonly month: string;
  readonly list: List;
  readonly recordId: string;
  readonly why: Explanation['why'] | undefined;
  readonly onExplained: () => Promise<unknown>;
};

/** Why a finding may stay, chosen from fixed words. */
function Explain({ api, month, list, recordId, why, onExplained }: ExplainProps) {
  const [failure, setFailure] = useState<unknown>();
  const explain = async (chosen: Explanation['why']): Promise<void> => {
    setFailure(undefined);
    try {
      await api.request('POST /api/snapshots/{month}/explanations', {
        path: { month },
        body: { id: v7(), list, recordId, why: chosen },
      });
      await onExplained();
      showToast(() => t('saved'));
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      <select
        aria-label={t('findings.explained')}
        onChange={({ currentTarget }) => {
          const chosen = whys.find((each) => each === currentTarget.value);
          if (chosen !== undefined) void explain(chosen);
        }}
      >
        {why === undefined && <option value="">{t('findings.choose')}</option>}
        {whys.map((each) => (
          <option key={each} value={each} selected={each === why}>
            {t(`explained.${each}`)}
          </option>
        ))}
      </select>
      {failure !== undefined && <Failure failure={failure} />}
    </>
  );
}
