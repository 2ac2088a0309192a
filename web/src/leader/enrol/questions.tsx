import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { greatestAge } from '../../consent/giver.ts';
import { YearQuestion } from '../../consent/year-question.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { t } from './text.ts';
import type { TypedField } from './typed-texts.ts';
import type { EnrolmentInProgress } from './use-enrolment.ts';

/** The questions of the enrolment, each a component. Their order is decided in `use-enrolment.ts`. */

export type QuestionProps = { readonly enrolment: EnrolmentInProgress };

/** A question to type in. */
export function TypedQuestion({
  enrolment: { draft, isRight, change, next },
  field,
  mode,
  onAnswer,
  children,
}: QuestionProps & {
  readonly field: TypedField | 'birthYear';
  readonly mode: 'text' | 'tel' | 'numeric';
  /** Called when she presses Next, also with a wrong answer. Without it, a right answer leads to the next question. */
  readonly onAnswer?: () => void;
  readonly children?: ComponentChildren;
}) {
  /** Whether she pressed Next with a wrong answer. */
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setWrong(!isRight[field]);
        if (onAnswer !== undefined) onAnswer();
        else if (isRight[field]) next();
      }}
    >
      <label class="field">
        {t(`enrol.${field}`)}
        <input
          inputMode={mode}
          autoComplete="off"
          aria-invalid={isWrong}
          value={draft[field]}
          onInput={({ currentTarget }) => change({ [field]: currentTarget.value })}
        />
      </label>
      {isWrong && (
        <p class="error" role="alert">
          {t(`enrol.${field}Wrong`)}
        </p>
      )}
      {children}
      <button type="submit" class="primary">
        {t('enrol.next')}
      </button>
    </form>
  );
}

/** Asks for the year of birth, or the age. If she would be a small child by the year, it asks whether the year is right. */
export function BirthYearQuestion({
  enrolment,
  isAsked,
  onAsked,
}: QuestionProps & {
  /** Whether she pressed Next with a doubtful year: then the question below the fields is shown. */
  readonly isAsked: boolean;
  /** Called at each press of Next. */
  readonly onAsked: (isAsked: boolean) => void;
}) {
  const { year, isDoubtful, isRight, next } = enrolment;
  return (
    <TypedQuestion
      enrolment={enrolment}
      field="birthYear"
      mode="numeric"
      onAnswer={() => {
        onAsked(isDoubtful);
        if (isRight.birthYear && !isDoubtful) next();
      }}
    >
      <label class="field">
        {t('enrol.about')}
        <input
          inputMode="numeric"
          autoComplete="off"
          onInput={({ currentTarget: { value } }) => {
            if (!/^\d{1,2}$/.test(value)) return;
            const thisYear = Number(todayInIndia().slice(0, 4));
            enrolment.change({ birthYear: String(thisYear - Number(value)) });
          }}
        />
      </label>
      {isAsked && isDoubtful && (
        <YearQuestion birthYear={year} age={greatestAge(year, todayInIndia())} onRight={() => next()} />
      )}
    </TypedQuestion>
  );
}

/** A question whose answer is one of a few values. */
export function ChoiceQuestion<Value extends string>({
  enrolment: { draft, next },
  field,
  values,
  labelOf,
}: QuestionProps & {
  readonly field: 'gender' | 'category';
  readonly values: readonly Value[];
  readonly labelOf: (value: Value) => string;
}) {
  return (
    <>
      <p>{t(`enrol.${field}`)}</p>
      {values.map((value) => (
        <button
          type="button"
          class="choice"
          key={value}
          aria-pressed={draft[field] === value}
          onClick={() => next({ [field]: value })}
        >
          {labelOf(value)}
        </button>
      ))}
    </>
  );
}
