import { useQuery } from '@tanstack/preact-query';
import { stateCorrection } from '../../../../functions/months/rendering/correction.ts';
import { Busy } from '../../design/progress.tsx';
import { Table } from '../../design/table/table.tsx';
import type { Language } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format-published.ts';
import { type Indicator, readHistory, readLater } from '../../months/published.ts';
import { OriginalText } from '../original-text.tsx';
import { upToText } from '../periods/period-text.ts';
import type { ShownVersion } from '../shown-version.ts';
import { t } from '../text.ts';
import { type NumberRevision, revisionsOf } from './number-revisions.ts';

/** Why a correction changed its numbers, counted by cause; empty where nothing was counted. */
const causesOf = (
  { month, changes = [], because }: NumberRevision['publication'],
  language: Language,
): string =>
  because === undefined
    ? ''
    : stateCorrection(formatMonth(month, language), changes, because, language).because;

/** For `fromMonth`, to read all months: the empty text sorts before every month (`2026-10`). */
const beforeAllMonths = '';

type RevisionsProps = { readonly shown: ShownVersion; readonly indicator: Indicator };

/** The revisions of an indicator's numbers on its page for the funder: by corrections, and because facts arrived late. */
export function Revisions({ shown, indicator }: RevisionsProps) {
  const language = useLanguage();
  const { snapshot, isAsPublished, versions, read } = shown;
  const { code, unit } = indicator;
  const { month, version } = snapshot;
  const publications = useQuery({
    queryKey: ['publications', month, version, isAsPublished],
    queryFn: async () => [
      ...(await readHistory(
        versions,
        { publishedBefore: { month, version }, fromMonth: beforeAllMonths },
        read,
      )),
      snapshot,
      // An address with a version shows what was known then, without later publications.
      ...(isAsPublished ? [] : await readLater(versions, { month, version }, read)),
    ],
  });
  return (
    <section aria-labelledby="revisions">
      <h2 id="revisions">{t('revisions')}</h2>
      <p class="soft">{t('revisions.why')}</p>
      {publications.data === undefined ? (
        publications.isError ? (
          <p class="warning">{t('history.failed')}</p>
        ) : (
          <Busy text={t('loading')} />
        )
      ) : (
        <Table
          caption={t('revisions')}
          rows={revisionsOf(code, publications.data).toReversed()}
          keyOf={(row) => `${row.month} ${row.publication.month} ${row.publication.version}`}
          empty={t('revisions.never')}
          columns={[
            {
              key: 'month',
              title: t('month'),
              value: (row) => row.month,
              cell: (row) => formatMonth(row.month, language),
            },
            {
              key: 'was',
              title: t('revisions.was'),
              isNumber: true,
              cell: (row) => formatValue(row.was, unit, language),
            },
            {
              key: 'now',
              title: t('revisions.now'),
              isNumber: true,
              cell: (row) => formatValue(row.now, unit, language),
            },
            {
              key: 'by',
              title: t('revisions.by'),
              value: (row) => row.publication.cutoff,
              cell: ({ publication }) => (
                <>
                  {t('revisions.said', {
                    month: formatMonth(publication.month, language),
                    version: publication.version,
                    upTo: upToText(publication.cutoff, language),
                  })}
                  {publication.reason !== null && (
                    <>
                      <br />
                      <small>
                        {t('corrected')} <OriginalText text={publication.reason} />{' '}
                        {causesOf(publication, language)}
                      </small>
                    </>
                  )}
                </>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}
