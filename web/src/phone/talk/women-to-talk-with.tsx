import { useHere } from '../context.ts';
import { t } from '../text.ts';
import { womenToTalkWith } from './her-talks.ts';

/** More are a tap away: forty names would push the rest of her day off the page. */
const maxNamed = 3;

/**
 * On the first page: with how many women to talk, and who they are if they are few, by name or by code alone; nothing of what they said. Nothing where there are
 * none.
 */
export function WomenToTalkWith({ isByCode = false }: { readonly isByCode?: boolean }) {
  const { workspace, go } = useHere();
  const women = womenToTalkWith(workspace);
  if (women.length === 0) return null;
  return (
    <button type="button" class="choice slim" onClick={() => go({ name: 'talks' })}>
      {t('today.talks', { count: women.length })}
      {women.length <= maxNamed && (
        <span class="part">
          {women.map(({ name, code }) => (isByCode ? (code ?? t('members.noCode')) : name)).join(', ')}
        </span>
      )}
    </button>
  );
}
