import { addMonthsToDate } from '../../../../functions/shared/calendar/calendar.ts';
import { roadAreas } from '../../../../functions/shared/kinds/road-words.ts';
import { LongField } from '../../design/fields/field.tsx';
import { Drawing } from '../../drawings/drawing.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { GoalWords } from '../../talks/goal-words.tsx';
import { standingGoal } from '../../talks/talk.ts';
import type { TalkDraft } from '../../workspace/row-kinds.ts';
import { useHere } from '../context.ts';
import { talksOf } from './her-talks.ts';
import { t } from './text.ts';
import type { TalkInProgress } from './use-talk.ts';

/** In how many months she may want to reach her goal; undefined if she names no day. */
const periods = [
  ['talk.goal.month1', 1],
  ['talk.goal.month3', 3],
  ['talk.goal.month6', 6],
  ['talk.goal.noDay', undefined],
] as const;

/** The woman's goal: first what has become of her earlier goal, if one stands; then her new goal, with its area, her words, and by when. */
export function GoalQuestion({ talk }: { readonly talk: TalkInProgress }) {
  const { workspace } = useHere();
  const { memberId, goal, goalDone, isNewGoal } = talk.draft;
  // Her earlier goal, until she has said what becomes of it.
  const undecidedGoal =
    goalDone === true || isNewGoal === true ? undefined : standingGoal(talksOf(workspace, memberId));
  return (
    <>
      <h2>{t('talk.goal.title')}</h2>
      {undecidedGoal !== undefined ? (
        <>
          <p>{t('talk.goal.stands')}</p>
          <GoalWords goal={undecidedGoal} />
          <div class="talk-choices">
            <button
              type="button"
              class="second"
              onClick={() => talk.change({ goalDone: true, isNewGoal: true })}
            >
              ✓ {t('talk.goal.reached')}
            </button>
            <button
              type="button"
              class="second"
              onClick={() => talk.next({ goal: undefined, goalDone: undefined })}
            >
              {t('talk.goal.keep')}
            </button>
            <button type="button" class="second" onClick={() => talk.change({ isNewGoal: true })}>
              {t('talk.goal.other')}
            </button>
          </div>
        </>
      ) : (
        <>
          {goalDone === true && <p class="notice">{t('talk.goal.well')}</p>}
          {goal === undefined ? <AreaChoice talk={talk} /> : <GoalDetails talk={talk} goal={goal} />}
        </>
      )}
    </>
  );
}

function AreaChoice({ talk }: { readonly talk: TalkInProgress }) {
  return (
    <>
      <p>{t('talk.goal.which')}</p>
      <div class="talk-answers">
        {roadAreas.map((area) => (
          <button
            type="button"
            key={area}
            onClick={() => talk.change({ isNewGoal: true, goal: { area, text: '' } })}
          >
            {/* The best answer shows what she may come to. */}
            <Drawing name={`${area}-4`} />
            {t(`area.${area}`)}
          </button>
        ))}
      </div>
      <button type="button" class="second" onClick={() => talk.next({ goal: undefined })}>
        {t('talk.goal.none')}
      </button>
    </>
  );
}

function GoalDetails({
  talk,
  goal,
}: {
  readonly talk: TalkInProgress;
  readonly goal: NonNullable<TalkDraft['goal']>;
}) {
  const today = todayInIndia();
  return (
    <>
      <p>
        <strong>{t(`area.${goal.area}`)}</strong>
      </p>
      <LongField
        name="note"
        label={t('talk.goal.words')}
        rows={2}
        maxLength={120}
        text={goal.text}
        onText={(text) => talk.change({ goal: { ...goal, text } })}
      />
      <p>{t('talk.goal.when')}</p>
      <div class="talk-choices two-columns">
        {periods.map(([label, months]) => {
          const by = months === undefined ? undefined : addMonthsToDate(today, months);
          return (
            <button
              type="button"
              class="second"
              key={label}
              aria-pressed={goal.by === by}
              onClick={() =>
                talk.change({
                  goal: { area: goal.area, text: goal.text, ...(by === undefined ? {} : { by }) },
                })
              }
            >
              {t(label)}
            </button>
          );
        })}
      </div>
      <button type="button" class="primary" onClick={() => talk.next()}>
        {t('talk.goal.next')}
      </button>
      <button type="button" class="quiet" onClick={() => talk.change({ goal: undefined })}>
        {t('talk.goal.which')}
      </button>
    </>
  );
}
