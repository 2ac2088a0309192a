import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { Approvals } from '../approvals/approvals.tsx';
import { actorText, useActors } from './actors.ts';

/**
 * The auditor's page of approvals that wait for a second person, with the names of those who asked and of whom they
 * are about.
 */
export function AuditorsApprovals({ api, me }: { readonly api: Api; readonly me: Me }) {
  const actors = useActors(api);
  return (
    <Approvals
      api={api}
      me={me}
      nameOf={(id) => actors.get(id)?.name || undefined}
      actorOf={(id) => (actors.has(id) ? actorText(id, actors) : undefined)}
    />
  );
}
