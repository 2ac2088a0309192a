import { roadAreas } from '../../../functions/shared/kinds/road-words.ts';
import { Drawing } from '../drawings/drawing.tsx';
import { GoalWords } from './goal-words.tsx';
import type { Talk } from './talk.ts';
import { t } from './text.ts';
import './talks.css';

/** What a woman said in one talk: an answer for each area of which she spoke, a goal that is reached, and her next one. */
export function TalkWords({
  talk: { answers = {}, goal, goalDone },
}: {
  readonly talk: Pick<Talk, 'answers' | 'goal' | 'goalDone'>;
}) {
  const said = roadAreas.flatMap((area) => {
    const number = answers[area];
    return number === undefined ? [] : [{ area, number }];
  });
  return (
    <>
      <ul class="answers-said">
        {said.map(({ area, number }) => (
          <li class="in-picture" key={area}>
            <Drawing name={`${area}-${number}`} />
            <span>
              <strong>{t(`area.${area}`)}</strong>
              <span class="part">{t(`answer.${area}.${number}`)}</span>
            </span>
          </li>
        ))}
      </ul>
      {goalDone === true && <p>✓ {t('talk.goalDone')}</p>}
      {goal !== undefined && (
        <>
          <p>{t('talk.goal')}</p>
          <GoalWords goal={goal} />
        </>
      )}
    </>
  );
}
