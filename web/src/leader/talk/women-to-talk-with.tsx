import { useHere } from '../context.ts';
import { t } from '../text.ts';
import { womenToTalkWith } from './her-talks.ts';

/** How many women the first page names. */
const maxNames = 6;

/** On the first page: with how many women to talk, and who they are; nothing of what they said. Nothing where there are none. */
export function WomenToTalkWith() {
  const { workspace, go } = useHere();
  const women = womenToTalkWith(workspace);
  if (women.length === 0) return null;
  return (
    <button type="button" class="choice" onClick={() => go({ name: 'talks' })}>
      {t('today.talks', { count: women.length })}
      <span class="part">
        {women
          .slice(0, maxNames)
          .map(({ name }) => name)
          .join(', ')}
        {women.length > maxNames && ' …'}
      </span>
    </button>
  );
}
