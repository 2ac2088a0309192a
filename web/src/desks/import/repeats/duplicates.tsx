import { useLanguage } from '../../../i18n/use-language.ts';
import type { CheckedImport } from '../check/check-sheets.ts';
import { shownValue } from '../check/shown-value.ts';
import { nameOf } from '../read/column-names.ts';
import { sheetForms } from '../read/sheet-forms.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import { t } from '../text.ts';
import {
  type DuplicateAnswers,
  type DuplicatePair,
  duplicatePairs,
  undecidedDuplicates,
} from './duplicates-rules.ts';
import { SideBySide } from './side-by-side.tsx';

type DuplicatesProps = {
  readonly check: CheckedImport;
  readonly answers: DuplicateAnswers;
  readonly onAnswer: (answers: DuplicateAnswers) => void;
};

/** The import's list of possible duplicates: two rows of women side by side, and the question whether they are one woman. */
export function Duplicates({ check, answers, onAnswer }: DuplicatesProps) {
  const pairs = duplicatePairs(check);
  if (pairs.length === 0) return null;
  return (
    <section aria-labelledby="import-pairs">
      <h2 id="import-pairs">{t('import.pairs', { count: pairs.length })}</h2>
      <p>{t('import.pairs.explain')}</p>
      <AnswerRest undecided={undecidedDuplicates(check, answers)} answers={answers} onAnswer={onAnswer} />
      {pairs.map((pair) => (
        <PairTable
          key={`${pair.row.sheetName} ${pair.row.rowNumber}`}
          pair={pair}
          answer={answers.get(pair.row)}
          onAnswer={(answer) => onAnswer(new Map(answers).set(pair.row, answer))}
        />
      ))}
    </section>
  );
}

/** If at least this many women have no answer, the list offers one answer for all of them. */
const minForOneAnswer = 3;

/** One answer for all women who have none yet. The coordinator first answers for the women who need another answer. */
function AnswerRest({
  undecided,
  answers,
  onAnswer,
}: Pick<DuplicatesProps, 'answers' | 'onAnswer'> & { readonly undecided: readonly DuplicatePair[] }) {
  if (undecided.length < minForOneAnswer) return null;
  const answerRest = (answer: 'same' | 'other'): void =>
    onAnswer(new Map([...answers, ...undecided.map(({ row }) => [row, answer] as const)]));
  return (
    <p>
      {t('import.pairs.rest', { count: undecided.length })}{' '}
      <button type="button" class="second small" onClick={() => answerRest('same')}>
        {t('import.pairs.restSame')}
      </button>{' '}
      <button type="button" class="second small" onClick={() => answerRest('other')}>
        {t('import.pairs.restOther')}
      </button>
    </p>
  );
}

type PairProps = {
  readonly pair: DuplicatePair;
  readonly answer: 'same' | 'other' | undefined;
  readonly onAnswer: (answer: 'same' | 'other') => void;
};

/** The columns that are compared. */
const comparedColumns = ['name', 'birthYear', 'collective', 'district', 'phone', 'joinedOn'] as const;
type ComparedValues = { readonly [Key in (typeof comparedColumns)[number]]?: string | number | undefined };

/** The values of the earlier row of this workbook, or else of the member who was found in the system. */
function otherValuesOf({ earlierRow, foundMember, groupName }: DuplicatePair): ComparedValues {
  if (earlierRow !== undefined) return earlierRow.values;
  if (foundMember === undefined) return {};
  return {
    name: foundMember.name ?? undefined,
    birthYear: foundMember.birthYear,
    collective: groupName,
    district: foundMember.district,
    joinedOn: foundMember.joinedOn,
    phone: foundMember.phone ?? undefined,
  };
}

/** Both women of a pair side by side, with the question whether they are one. */
function PairTable({ pair, answer, onAnswer }: PairProps) {
  const { row, earlierRow, foundMember } = pair;
  const language = useLanguage();
  const placeText = ({ sheetName, rowNumber }: ReadRow): string =>
    t('import.place', { sheet: sheetName, row: rowNumber });
  const other = otherValuesOf(pair);
  const cellText = (key: (typeof comparedColumns)[number], values: ComparedValues): string =>
    shownValue(sheetForms.members.columns[key], values[key], language);
  return (
    <SideBySide
      label={row.values.name ?? placeText(row)}
      heads={[
        placeText(row),
        earlierRow === undefined
          ? t('import.inSystem', { code: foundMember?.code ?? '' })
          : placeText(earlierRow),
      ]}
      rows={comparedColumns
        .filter((key) => row.values[key] !== undefined || other[key] !== undefined)
        .map((key) => ({
          key,
          title: nameOf(sheetForms.members.columns[key]),
          values: [cellText(key, row.values), cellText(key, other)],
        }))}
      answers={[
        ['same', t('import.same')],
        ['other', t('import.another')],
      ]}
      answer={answer}
      onAnswer={onAnswer}
    />
  );
}
