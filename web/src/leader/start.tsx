import { render } from 'preact';
import type { Me } from '../api/me.ts';
import type { Database } from '../device/database.ts';
import type { Session } from '../session/session.ts';

export async function startLeader(
  root: HTMLElement,
  { signedIn }: { database: Database; signedIn?: { session: Session; me: Me } },
): Promise<void> {
  render(<main>{signedIn?.me.role}</main>, root);
}
