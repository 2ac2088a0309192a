import { useState } from 'preact/hooks';
import { roadAreas } from '../../../../functions/shared/kinds/road-words.ts';
import type { Api } from '../../api/client.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, TextField } from '../../design/fields/field.tsx';
import { choiceOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { Tick } from '../../design/fields/tick.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { GoalWords } from '../../talks/goal-words.tsx';
import { answers as answersSchema, type Goal } from '../../talks/talk.ts';
import { Form } from '../frame/forms/form.tsx';
import { undoEntry } from '../members/take-entry-back.tsx';
import { t } from '../text.ts';
import { AnswerChoice } from './answer-choice.tsx';
import './talks.css';

type TalkFormProps = {
  readonly api: Api;
  readonly memberId: string;
  /** Her goal that stands; undefined if none does, or if the reader may not see it. */
  readonly standing: Goal | undefined;
  /** Whether the signed-in person may take a talk back. */
  readonly mayTakeBack: boolean;
  readonly onRecorded: () => Promise<unknown>;
};

/** The form of a talk at the desk: the same questions as on the phone, on one page. */
export function TalkForm({ api, memberId, standing, mayTakeBack, onRecorded }: TalkFormProps) {
  const [isInDanger, setInDanger] = useState(false);
  return (
    <Form
      label="talk.new"
      undo={mayTakeBack ? undoEntry(api, memberId, onRecorded) : undefined}
      onSend={async (data, id) => {
        await api.request('POST /api/members/{id}/talks', {
          path: { id: memberId },
          body: { id, on: requiredTextOf(data, 'on'), ...contentOf(data) },
        });
        setInDanger(false);
        await onRecorded();
      }}
    >
      <p class="wide soft">{t('talk.alone')}</p>
      <DateField name="on" label={t('talk.on')} value={todayInIndia()} max={todayInIndia()} />
      {roadAreas.map((area) => (
        <AnswerChoice
          key={area}
          area={area}
          onChoose={(value) => area === 'safety' && setInDanger(value === '1')}
        />
      ))}
      {isInDanger && (
        <p class="wide warning" role="alert">
          {t('talk.help')}
        </p>
      )}
      {standing !== undefined && (
        <div class="wide">
          <p>{t('talk.goal')}</p>
          <GoalWords goal={standing} />
          <Tick name="goalDone" label={t('talk.goalDone.tick')} />
        </div>
      )}
      <Choice
        name="area"
        label={t('talk.goal.area')}
        options={[['', t('talk.goal.none')], ...roadAreas.map((area) => [area, t(`area.${area}`)] as const)]}
      />
      <TextField name="goal.text" label={t('talk.goal.text')} isOptional />
      <DateField name="goal.by" label={t('talk.goal.until')} min={todayInIndia()} isOptional />
    </Form>
  );
}

/** Reads what she said from the sent form; what she would rather not say is left out. */
function contentOf(data: FormData) {
  const said = answersSchema.parse(
    Object.fromEntries(
      roadAreas.flatMap((area) => {
        const chosen = textOf(data, `answers.${area}`);
        return chosen === undefined ? [] : [[area, Number(chosen)]];
      }),
    ),
  );
  const [area, text, by] = [
    choiceOf(data, 'area', roadAreas),
    textOf(data, 'goal.text'),
    textOf(data, 'goal.by'),
  ];
  return {
    ...(Object.keys(said).length === 0 ? {} : { answers: said }),
    ...(area === undefined ? {} : { goal: { area, ...(text && { text }), ...(by && { by }) } }),
    ...(data.has('goalDone') ? { goalDone: true as const } : {}),
  };
}
