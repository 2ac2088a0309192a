import { stateCorrection } from '../../../../functions/months/rendering/correction.ts';
import type { Column } from '../../design/table/table-columns.tsx';
import type { Language } from '../../i18n/language.ts';
import { fileValue, formatMonth, formatValue } from '../../months/format-published.ts';
import { OriginalText } from '../original-text.tsx';
import { t } from '../text.ts';
import { correctionOf, type NumberChange } from './number-changes.ts';

/** Identifies a change in a table: no publication has two changes of one number. */
export const keyOfChange = ({ month, code, publication }: NumberChange): string =>
  `${month} ${code} ${publication.month} ${publication.version}`;

/** The columns of the funder's tables of changed numbers: the same on an indicator's page and on the page of all changes. */
export const changeColumns = (
  unitOf: (code: string) => string,
  language: Language,
): Record<'month' | 'was' | 'now' | 'by' | 'why', Column<NumberChange>> => ({
  month: {
    key: 'month',
    title: t('month'),
    value: ({ month }) => month,
    cell: ({ month }) => formatMonth(month, language),
    exported: ({ month }) => month,
  },
  was: {
    key: 'was',
    title: t('revisions.was'),
    isNumber: true,
    cell: ({ code, was }) => formatValue(was, unitOf(code), language),
    exported: ({ was }) => fileValue(was),
  },
  now: {
    key: 'now',
    title: t('revisions.now'),
    isNumber: true,
    cell: ({ code, now }) => formatValue(now, unitOf(code), language),
    exported: ({ now }) => fileValue(now),
  },
  by: {
    key: 'by',
    title: t('revisions.by'),
    value: ({ publication }) => publication.cutoff,
    cell: ({ publication }) => publicationName(publication, language),
    exported: ({ publication }) => `${publication.month}/v${publication.version}`,
  },
  why: {
    key: 'why',
    title: t('revisions.reason'),
    isSentence: true,
    value: (change) => correctionOf(change)?.reason ?? '',
    cell: (change) => <Why change={change} language={language} />,
  },
});

/** A publication among others: its month, and which version of it if it is a correction. */
export const publicationName = (
  { month, version }: NumberChange['publication'],
  language: Language,
): string =>
  version === 1
    ? formatMonth(month, language)
    : t('revisions.correction', { month: formatMonth(month, language), version });

/**
 * Why a number changed: the reason that was given for the correction, and what was counted since. Published files tell it of whole versions alone, so other
 * changes have no cause of their own, and a dash.
 */
function Why({ change, language }: { readonly change: NumberChange; readonly language: Language }) {
  const correction = correctionOf(change);
  if (correction?.because === undefined) return '–';
  const { month, reason, changes = [], because } = correction;
  const said = stateCorrection(formatMonth(month, language), changes, because, language);
  return (
    <>
      {reason !== null && <OriginalText text={reason} />} <small>{said.because}</small>
    </>
  );
}
