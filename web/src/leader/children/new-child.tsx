import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { genders } from '../../../../functions/shared/kinds/member-words.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { requestOf } from '../../outbox/operation.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { womanOf } from '../joined.ts';
import type { Child } from '../row-kinds.ts';
import { isBirthYear } from './children-rules.ts';
import { t } from './text.ts';

/** The screen that records a child: year of birth, sex, and school. The third answer records the child. */
export function NewChild({ memberId }: { readonly memberId: string }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const [birthYear, setBirthYear] = useState<number>();
  const [gender, setGender] = useState<Child['gender']>();
  // Pressing twice records one child.
  const { current: id } = useRef(v7());
  const member = womanOf(workspace.rows, memberId);
  if (member === undefined || member.withdrawnOn !== undefined) return <Gone />;
  const record = async (inSchool: boolean) => {
    if (birthYear === undefined || gender === undefined) return;
    await workspace.record({
      id,
      what: 'child',
      ...requestOf('POST /api/members/{id}/children', {
        path: { id: memberId },
        body: { id, birthYear, gender, inSchool },
      }),
      entities: [id, memberId],
    });
    go({ name: 'herChildren', memberId });
  };
  const drawQuestion = () => {
    if (birthYear === undefined) return <YearQuestion onYear={setBirthYear} />;
    if (gender === undefined) {
      return (
        <Choices
          legend={t('children.who')}
          options={genders.map((each) => [each, t(`who.${each}`)] as const)}
          onChoose={setGender}
        />
      );
    }
    return (
      <Choices
        legend={t('children.inSchool')}
        options={[
          ['yes', t('children.inSchoolYes')],
          ['no', t('children.inSchoolNo')],
        ]}
        onChoose={(answer: 'yes' | 'no') => void record(answer === 'yes').catch(() => {})}
      />
    );
  };
  return (
    <Frame
      title={t('children.addTitle', { name: member.name })}
      back={{ name: 'herChildren', memberId }}
      // Each question is a screen of its own, which a screen reader announces.
      key={gender ?? birthYear ?? 'year'}
    >
      {drawQuestion()}
    </Frame>
  );
}

/** @param onYear called with a possible year of birth */
function YearQuestion({ onYear }: { readonly onYear: (year: number) => void }) {
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isBirthYear(typed, todayInIndia())) onYear(Number(typed));
        else setWrong(true);
      }}
    >
      <p class="soft">{t('children.noName')}</p>
      <label class="field">
        {t('children.birthYear')}
        <input
          inputMode="numeric"
          autoComplete="off"
          maxLength={4}
          aria-invalid={isWrong}
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      {isWrong && (
        <p class="error" role="alert">
          {t('children.yearWrong')}
        </p>
      )}
      <button type="submit" class="primary">
        {t('children.next')}
      </button>
    </form>
  );
}

/** A question whose answer is one of a few values. */
function Choices<Value extends string>({
  legend,
  options,
  onChoose,
}: {
  readonly legend: string;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <fieldset class="answers">
      <legend>{legend}</legend>
      {options.map(([value, label]) => (
        <button type="button" class="second" key={value} onClick={() => onChoose(value)}>
          {label}
        </button>
      ))}
    </fieldset>
  );
}
