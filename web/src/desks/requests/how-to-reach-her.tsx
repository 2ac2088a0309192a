import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { loadConfig } from '../../session/config.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { actorText, useActors } from '../audit/actors.ts';
import { formatSearch } from '../audit/search-rules.ts';
import { t } from '../text.ts';
import type { MemberRequest } from './request-state.ts';

type HowToReachHerProps = { readonly api: Api; readonly me: Me; readonly request: MemberRequest };

/**
 * Who can bring the auditor together with a woman whose request is open: the auditor sees neither her name nor her number. Of a complaint nobody may
 * learn but the one who recorded it.
 */
export function HowToReachHer({ api, me, request }: HowToReachHerProps) {
  const { kind, memberCode = '', createdBy } = request;
  const actors = useActors(api);
  const phone = useCoordinatorPhone();
  const isComplaint = kind === 'grievance';
  return (
    <section aria-labelledby="reach">
      <h3 id="reach">{t('reach')}</h3>
      <p>{t(isComplaint ? 'reach.complaint' : 'reach.request', { code: memberCode })}</p>
      <dl class="facts">
        <dt>{t('reach.recorder')}</dt>
        <dd>{createdBy === me.id ? t('myself') : actorText(createdBy, actors)}</dd>
        {phone !== undefined && (
          <>
            <dt>{t('role.coordinator')}</dt>
            <dd>
              <a href={`tel:${phone.replaceAll(/[ -]/g, '')}`}>{phone}</a>
            </dd>
          </>
        )}
      </dl>
      <p>
        <a href={hrefOf('journal', ...formatSearch({ subject: memberCode }))}>{t('reach.journal')}</a>
      </p>
    </section>
  );
}

/** The coordinator's number, as leaders call it; undefined until it is read, and if the programme names none. */
function useCoordinatorPhone(): string | undefined {
  const [phone, setPhone] = useState<string>();
  useEffect(
    () =>
      void loadConfig().then(
        ({ coordinatorPhone }) => setPhone(coordinatorPhone),
        () => {},
      ),
    [],
  );
  return phone;
}
