import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import type { DueGoal } from '../../phone/talk/her-talks.ts';
import { useHere } from '../context.ts';
import { t } from '../text.ts';

/** In the leader's lists of what is due: women's goals by their days, each by the woman's code, never what it is. A tap opens her page. */
export function DueGoals({ goals, today }: { readonly goals: readonly DueGoal[]; readonly today: string }) {
  const { go } = useHere();
  return (
    <>
      {goals.map(({ member, by }) => (
        <button
          type="button"
          class="choice slim"
          key={member.id}
          onClick={() => go({ name: 'member', id: member.id })}
        >
          <span>
            {formatDate(by, language())} · <span class="code">{member.code ?? t('members.noCode')}</span>
          </span>
          <span class="part">
            {by < today ? `${t('due.overdue')} · ` : ''}
            {t('due.goal')}
          </span>
        </button>
      ))}
    </>
  );
}
