import { useStatus } from '../../phone/context.ts';
import { freshnesses } from '../../workspace/row-kinds.ts';
import { useHere } from '../context.ts';
import { t } from '../text.ts';

/** The message that no group is on this phone: nothing was read yet, or no group is assigned to the leader. */
export function NoGroup() {
  const { workspace } = useHere();
  const { sending } = useStatus();
  const hasRead = workspace.rows.get(freshnesses, 'all') !== undefined;
  const reason = hasRead ? 'home.noGroup' : 'home.unknown';
  return (
    <>
      <p class="warning" role="status">
        {t(sending === 'sending' ? 'home.fetching' : reason)}
      </p>
      <button type="button" class="second" onClick={workspace.lookAgain}>
        {t('home.lookAgain')}
      </button>
    </>
  );
}
