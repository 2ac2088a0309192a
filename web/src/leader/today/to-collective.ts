import { useHere } from '../context.ts';
import { collectives } from '../row-kinds.ts';
import type { CollectiveScreen } from '../screen.ts';

/** Opens a screen about one of the leader's groups: at once if she has only one group, else after she has chosen one. */
export function useToCollective(): (to: CollectiveScreen) => void {
  const { workspace, go } = useHere();
  return (to) => {
    const [group, ...otherGroups] = workspace.rows.all(collectives);
    if (group !== undefined && otherGroups.length === 0) go({ name: to, collectiveId: group.id });
    else go({ name: 'collectives', to });
  };
}
