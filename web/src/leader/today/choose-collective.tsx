import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { collectivesOf } from '../own-collectives.ts';
import type { CollectiveScreen } from '../screen.ts';
import { t } from '../sheet/text.ts';
import { NoGroup } from './no-group.tsx';

/** The screen on which a leader chooses one of her groups, before a screen that is about one of them. */
export function ChooseCollective({
  to,
}: {
  /** The screen that her choice opens. */
  readonly to: CollectiveScreen;
}) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const groups = collectivesOf(workspace.rows);
  return (
    <Frame title={t('collectives.title')} back={{ name: 'home' }}>
      {groups.length === 0 && <NoGroup />}
      {groups.map(({ id, name }) => (
        <button type="button" class="choice" key={id} onClick={() => go({ name: to, collectiveId: id })}>
          {name}
        </button>
      ))}
    </Frame>
  );
}
