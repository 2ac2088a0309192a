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
  const [year, setYear] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [gender, setGender] = useState<Child['gender']>();
  const [isYearGiven, setYearGiven] = useState(false);
  // Pressing twice records one child.
  const { current: id } = useRef(v7());
  const member = womanOf(workspace.rows, memberId);
  if (member === undefined || member.withdrawnOn !== undefined) return <Gone />;
  const record = async (inSchool: boolean) => {
    if (gender === undefined) return;
    await workspace.record({
      id,
      what: 'child',
      ...requestOf('POST /api/members/{id}/children', {
        path: { id: memberId },
        body: { id, birthYear: Number(year), gender, inSchool },
      }),
      entities: [id, memberId],
    });
    go({ name: 'herChildren', memberId });
  };
  const choices = <Value extends string>(
    legend: string,
    options: readonly (readonly [Value, string])[],
    onChoose: (value: Value) => void,
  ) => (
    <fieldset class="answers">
      <legend>{legend}</legend>
      {options.map(([value, label]) => (
        <button type="button" class="second" key={value} onClick={() => onChoose(value)}>
          {label}
        </button>
      ))}
    </fieldset>
  );
  return (
    <Frame
      title={t('children.addTitle', { name: member.name })}
      back={{ name: 'herChildren', memberId }}
      // Each question is a screen of its own, which a screen reader announces.
      key={gender ?? String(isYearGiven)}
    >
      {!isYearGiven ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const isRight = isBirthYear(year, todayInIndia());
            setWrong(!isRight);
            setYearGiven(isRight);
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
              value={year}
              onInput={({ currentTarget }) => setYear(currentTarget.value)}
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
      ) : gender === undefined ? (
        choices(
          t('children.who'),
          genders.map((each) => [each, t(`who.${each}`)] as const),
          setGender,
        )
      ) : (
        choices(
          t('children.inSchool'),
          [
            ['yes', t('children.inSchoolYes')],
            ['no', t('children.inSchoolNo')],
          ] as const,
          (value) => void record(value === 'yes').catch(() => {}),
        )
      )}
    </Frame>
  );
}
