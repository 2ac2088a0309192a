import { Alert } from '../design/alert.tsx';
import { t } from './text.ts';

type YearQuestionProps = {
  readonly birthYear: number;
  /** The most that she may be, in whole years. */
  readonly age: number;
  readonly onRight: () => void;
};

/** Asks whether a year of birth is right by which she is a small child: more often a digit is wrong. */
export function YearQuestion({ birthYear, age, onRight }: YearQuestionProps) {
  return (
    <Alert>
      <p>{t('giver.yearAsk', { year: String(birthYear), age })}</p>
      <button type="button" class="second" onClick={onRight}>
        {t('giver.yearRight')}
      </button>
    </Alert>
  );
}
