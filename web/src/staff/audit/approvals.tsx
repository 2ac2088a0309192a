import type { Api } from '../../api/client.ts';
import { Approvals } from '../approvals/approvals.tsx';
import { sayActor, useActors } from './actors.ts';

/** What waits for a second person, with the names of those who asked and of whom it is about. */
export function AuditorsApprovals({ api }: { readonly api: Api }) {
  const actors = useActors(api);
  return <Approvals api={api} nameOf={(id) => (actors.has(id) ? sayActor(id, actors) : undefined)} />;
}
