import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { GoalWords } from '../talks/goal-words.tsx';
import { standingGoal, talksThatCount } from '../talks/talk.ts';
import { TalkWords } from '../talks/talk-words.tsx';
import { LeftOut } from './left-out.tsx';
import type { MemberRecord } from './member-record.ts';
import { TakenBack } from './taken-back.tsx';
import { t } from './text.ts';
import { Unfolding } from './unfolding.tsx';

/** Her goal, and what she said in each talk: folded, so that nobody reads it over her shoulder. */
export function Talks({
  record: { talks = [], talksLeftOut },
  isPrinted,
}: {
  readonly record: MemberRecord;
  readonly isPrinted: boolean;
}) {
  const language = useLanguage();
  if (talks.length === 0) return null;
  const goal = standingGoal(talksThatCount(talks));
  return (
    <>
      <h3>{t('record.talks')}</h3>
      {goal !== undefined && (
        <Unfolding label={t('record.goal')} isOpen={isPrinted}>
          <GoalWords goal={goal} />
        </Unfolding>
      )}
      {talks.map((one) => {
        // Undefined if the talk was taken back: then the record shows only its day.
        const [talkThatCounts] = talksThatCount([one]);
        const date = formatDate(one.on, language);
        return (
          <div key={one.id}>
            <TakenBack reversal={one.takenBack}>{t('record.talk', { date })}</TakenBack>
            {talkThatCounts !== undefined && (
              <Unfolding label={t('record.talk.said', { date })} isOpen={isPrinted}>
                <TalkWords talk={talkThatCounts} />
              </Unfolding>
            )}
          </div>
        );
      })}
      <LeftOut count={talksLeftOut} />
    </>
  );
}
