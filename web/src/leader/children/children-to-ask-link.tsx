import { useHere } from '../context.ts';
import { t } from '../text.ts';
import { listToAsk } from './stored-children.ts';

/** The leader's link "3 children to ask about", of one group or of all; nothing where there are none. */
export function ChildrenToAsk({ collectiveId }: { readonly collectiveId?: string }) {
  const { workspace, go } = useHere();
  const count = listToAsk(workspace, collectiveId).length;
  if (count === 0) return null;
  return (
    <button
      type="button"
      class="choice slim"
      onClick={() => go({ name: 'children', ...(collectiveId === undefined ? {} : { collectiveId }) })}
    >
      {t('today.children', { count })}
    </button>
  );
}
