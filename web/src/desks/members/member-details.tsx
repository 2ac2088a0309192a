import { type ComponentChildren, Fragment } from 'preact';
import type { Api } from '../../api/client.ts';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/desk-address.ts';
import type { Member } from '../frame/lists/record-types.ts';
import { useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { consentsId } from './consents.tsx';
import { factsOf } from './desk-fields.ts';

/** Tells the reader of the page that the member has withdrawn her consent to the services, and what that means. */
export function Stopped({ on }: { readonly on: string }) {
  return (
    <>
      <p class="warning" role="note">
        {t('stopped', { date: formatDate(on, useLanguage()) })}
      </p>
      <p class="soft">
        {t('stop.apart')}{' '}
        <button
          type="button"
          class="second small"
          onClick={() => document.getElementById(consentsId)?.focus()}
        >
          {t('stop.seeConsents')}
        </button>
      </p>
    </>
  );
}

/** A link to the group that she is in now. A move to another group changes it. */
export function HerGroup({ api, id }: { readonly api: Api; readonly id: string }) {
  const group = useRead(['group', id], () => api.request('GET /api/collectives/{id}', { path: { id } }));
  return (
    <>
      <dt>{t('collective')}</dt>
      <dd>
        <a href={hrefOf('groups', id)}>{group.data?.name ?? '…'}</a>
      </dd>
    </>
  );
}

/** The facts of the member's record, as a list. @param children rows to put above them */
export function MemberDetails({
  of: member,
  children,
}: {
  readonly of: Member;
  readonly children: ComponentChildren;
}) {
  const language = useLanguage();
  return (
    <dl class="facts">
      {children}
      {member.joined !== undefined && (
        <>
          <dt>{t('member.otherCodes')}</dt>
          <dd>{member.joined.map(({ code }) => code).join(', ')}</dd>
        </>
      )}
      {factsOf(member, language).map(([label, value]) => (
        <Fragment key={label}>
          <dt>{t(label)}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
      {member.exitedOn !== undefined && (
        <>
          <dt>{t('exited')}</dt>
          <dd>
            {formatDate(member.exitedOn, language)}
            {member.exitReason ? ` · ${member.exitReason}` : ''}
          </dd>
        </>
      )}
    </dl>
  );
}
