import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { useHere } from '../context.ts';
import { dueGoals } from '../talk/her-talks.ts';
import { t } from '../text.ts';

/** In the leader's lists of what is due: women's goals by their days, each by the woman's code, never what it is. A tap opens her page. */
export function DueGoals({ today, until }: { readonly today: string; readonly until?: string }) {
  const { workspace, go } = useHere();
  return (
    <>
      {dueGoals(workspace)
        .filter(({ by }) => until === undefined || by <= until)
        .map(({ member, by }) => (
          <button
            type="button"
            class="choice"
            key={member.id}
            onClick={() => go({ name: 'member', id: member.id })}
          >
            {formatDate(by, language())} · <span class="code">{member.code ?? t('members.noCode')}</span>
            <span class="part">
              {by < today ? `${t('due.overdue')} · ` : ''}
              {t('due.goal')}
            </span>
          </button>
        ))}
    </>
  );
}
