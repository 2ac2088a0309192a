import { render } from 'preact';
import { createApi } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import type { Database } from '../device/database.ts';
import { chooseLanguage, language, loadCatalogue, workLanguage } from '../i18n/language.ts';
import type { Session } from '../session/session-tokens.ts';
import { Desk, type Screen } from './frame/desk.tsx';
import { OwnDistricts } from './frame/forms/own-districts.ts';
import { recount } from './frame/waiting-count.tsx';
import { administratorCatalogue, type MessageKey, staffCatalogue, t } from './text.ts';
import './frame/staff.css';

/** Loads the texts and shows the desk for the signed-in person's role. The code of other roles' desks is not loaded. @param onRoad sets this device up for a caseworker's work without a network */
export async function startStaff(
  root: HTMLElement,
  {
    database,
    session,
    me,
    onRoad,
  }: { database: Database; session: Session; me: Me; onRoad: () => Promise<void> },
): Promise<void> {
  // Each change that she makes may settle something that waits.
  const api = createApi(session, recount);
  await chooseLanguage(workLanguage(language()));
  await loadCatalogue(staffCatalogue);
  const draw = (role: MessageKey, screens: readonly Screen[]) =>
    render(
      <OwnDistricts.Provider value={me.role === 'coordinator' ? me.scope.districts : []}>
        <Desk role={role} database={database} session={session} api={api} screens={screens} />
      </OwnDistricts.Provider>,
      root,
    );
  switch (me.role) {
    case 'coordinator': {
      const { coordinatorScreens } = await import('./coordinator.tsx');
      return draw('role.coordinator', coordinatorScreens(api, me, database));
    }
    case 'caseworker': {
      const { caseworkerScreens } = await import('./caseworker.tsx');
      return draw('role.caseworker', caseworkerScreens(api, me, onRoad));
    }
    case 'administrator': {
      const [{ administratorScreens }] = await Promise.all([
        import('./administrator.tsx'),
        loadCatalogue(administratorCatalogue),
      ]);
      return draw('role.administrator', administratorScreens(api, me));
    }
    case 'auditor': {
      const { auditorScreens } = await import('./auditor.tsx');
      return draw('role.auditor', auditorScreens(api, me));
    }
    // Other roles have no desk.
    default:
      render(<main class="narrow">{t('refused')}</main>, root);
  }
}
