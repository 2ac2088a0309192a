import { useLanguage } from '../../../i18n/use-language.ts';
import { shownValue } from '../check/shown-value.ts';
import { nameOf } from '../read/column-names.ts';
import { formOf } from '../read/sheet-forms.ts';
import { type ReadRow, valueIn } from '../read/workbook-rows.ts';
import { t } from '../text.ts';
import type { Repeat } from './repeats-rules.ts';
import { SideBySide } from './side-by-side.tsx';

type RepeatsProps = {
  readonly repeats: readonly Repeat[];
  /** The rows that the coordinator marked as something else. */
  readonly notRepeats: ReadonlySet<ReadRow>;
  readonly onAnswer: (row: ReadRow, isNoRepeat: boolean) => void;
};

/**
 * The import's list of repeats: rows that may be recorded already, beside the record. They are skipped unless the coordinator
 * marks them as something else.
 */
export function Repeats({ repeats, notRepeats, onAnswer }: RepeatsProps) {
  if (repeats.length === 0) return null;
  return (
    <section aria-labelledby="import-repeats">
      <h2 id="import-repeats">{t('import.repeats', { count: repeats.length })}</h2>
      <p>{t('import.repeats.explain')}</p>
      {repeats.map((repeat) => (
        <RepeatTable
          key={`${repeat.row.sheetName} ${repeat.row.rowNumber}`}
          repeat={repeat}
          isNoRepeat={notRepeats.has(repeat.row)}
          onAnswer={(isNoRepeat) => onAnswer(repeat.row, isNoRepeat)}
        />
      ))}
    </section>
  );
}

type RepeatProps = {
  readonly repeat: Repeat;
  readonly isNoRepeat: boolean;
  readonly onAnswer: (isNoRepeat: boolean) => void;
};

function RepeatTable({ repeat: { row, repeatedValues, earlierRow }, isNoRepeat, onAnswer }: RepeatProps) {
  const language = useLanguage();
  const placeText = (one: ReadRow): string => t('import.place', { sheet: one.sheetName, row: one.rowNumber });
  // Both sides are of the same woman, so the woman's number tells nothing.
  const columns = Object.entries(formOf(row.sheet).columns).filter(
    ([key]) => key !== 'member' && (valueIn(row, key) !== undefined || repeatedValues[key] !== undefined),
  );
  return (
    <SideBySide
      label={placeText(row)}
      heads={[placeText(row), earlierRow === undefined ? t('import.recorded') : placeText(earlierRow)]}
      rows={columns.map(([key, column]) => ({
        key,
        title: nameOf(column),
        values: [
          shownValue(column, valueIn(row, key), language),
          shownValue(column, repeatedValues[key], language),
        ],
      }))}
      answers={[
        ['skip', t('import.repeats.skip')],
        ['other', t('import.repeats.other')],
      ]}
      answer={isNoRepeat ? 'other' : 'skip'}
      onAnswer={(answer) => onAnswer(answer === 'other')}
    />
  );
}
