import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { Approvals } from '../approvals/approvals.tsx';
import { actorText, useActors } from './actors.ts';

/**
 * The auditor's page of approvals that wait for a second person. It shows the names of requesters and of the persons concerned,
 * because the auditor may read all actors.
 */
export function AuditorsApprovals({ api, me }: { readonly api: Api; readonly me: Me }) {
  const actors = useActors(api);
  return (
    <Approvals
      api={api}
      me={me}
      // The name of an erased person is empty.
      nameOf={(id) => actors.get(id)?.name || undefined}
      actorOf={(id) => (actors.has(id) ? actorText(id, actors) : undefined)}
    />
  );
}
