import { useHere } from '../context.ts';
import { t } from '../text.ts';
import { womenToTalkWith } from './her-talks.ts';

/** The others are a tap away: forty names would push the rest of her day off the page. */
const maxNamed = 3;

/**
 * On the first page: with how many women to talk, and who they are, by name or by code alone; nothing of what they said. Nothing where there are
 * none.
 */
export function WomenToTalkWith({ isByCode = false }: { readonly isByCode?: boolean }) {
  const { workspace, go } = useHere();
  const women = womenToTalkWith(workspace);
  if (women.length === 0) return null;
  const shown = women.slice(0, maxNamed);
  return (
    <button type="button" class="choice" onClick={() => go({ name: 'talks' })}>
      {t('today.talks', { count: women.length })}
      <span class="part">
        {shown.map(({ name, code }) => (isByCode ? (code ?? t('members.noCode')) : name)).join(', ')}
        {women.length > shown.length && ` +${women.length - shown.length}`}
      </span>
    </button>
  );
}
