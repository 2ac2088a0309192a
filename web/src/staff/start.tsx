import { render } from 'preact';
import type { Api } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import type { Session } from '../session/session.ts';

/** Draws the desk of whoever is signed in: coordinator, caseworker, administrator or auditor. */
export async function startStaff(
  root: HTMLElement,
  { me }: { session: Session; api: Api; me: Me },
): Promise<void> {
  render(<main>{me.role}</main>, root);
}
