import { Drawing } from '../drawings/drawing.tsx';
import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import type { Goal } from './talk.ts';
import { t } from './text.ts';
import './talks.css';

/** A woman's goal: its picture, what she wants to come to, her words, and by when. */
export function GoalWords({ goal }: { readonly goal: Goal }) {
  const language = useLanguage();
  return (
    <p class="in-picture">
      {/* The best answer of the area is what she may come to. */}
      <Drawing name={`${goal.area}-4`} />
      <span>
        <strong>{t(`goal.${goal.area}`)}</strong>
        {goal.text && <span class="part">{goal.text}</span>}
        {goal.by !== undefined && (
          <span class="part">{t('talk.goal.by', { date: formatDate(goal.by, language) })}</span>
        )}
      </span>
    </p>
  );
}
