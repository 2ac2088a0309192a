import { formatDate, formatRupees } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { collectiveOf, membersOf, withUnsent } from '../balances.ts';
import { useHere, useRedrawOnChange } from '../context.ts';
import { Frame, Gone } from '../frame.tsx';
import { cases, members } from '../kinds.ts';
import { t } from '../text.ts';

/** The members of a group, on the leader's phone. */
export function Members({ collectiveId }: { readonly collectiveId: string }) {
  const { desk, go } = useHere();
  useRedrawOnChange();
  const collective = collectiveOf(desk.rows, collectiveId);
  const listed = membersOf(desk.rows, collectiveId);
  return (
    <Frame title={t('members.title', { name: collective?.name ?? '' })} back={{ name: 'home' }}>
      <button type="button" class="primary" onClick={() => go({ name: 'enrol', collectiveId })}>
        + {t('members.new')}
      </button>
      {listed.length === 0 && <p>{t('sheet.nobody')}</p>}
      {listed.map(({ id, name, code, savingsPaise }) => (
        <button type="button" class="choice" key={id} onClick={() => go({ name: 'member', id })}>
          {name}
          <span class="part">
            {code ?? t('members.noCode')} · {t('sheet.savings', { amount: formatRupees(savingsPaise) })}
          </span>
        </button>
      ))}
    </Frame>
  );
}

/** One member on the leader's phone: what she has, and the ways to all that is about her. */
export function MemberScreen({ id }: { readonly id: string }) {
  const { desk, go } = useHere();
  useRedrawOnChange();
  const stored = desk.rows.get(members, id);
  if (stored === undefined) return <Gone />;
  const member = withUnsent(desk.rows, stored);
  const hers = desk.rows.all(cases).filter(({ memberId }) => memberId === id);
  const owed = member.loans.reduce((sum, { outstandingPaise }) => sum + outstandingPaise, 0);
  return (
    <Frame title={member.name} back={{ name: 'members', collectiveId: member.collectiveId }}>
      <ul class="plain">
        <li>{member.code ?? t('members.noCode')}</li>
        <li>{t('members.joined', { date: formatDate(member.joinedOn, language()) })}</li>
        <li>{t('sheet.savings', { amount: formatRupees(member.savingsPaise) })}</li>
        <li>{t('sheet.owes', { amount: formatRupees(owed) })}</li>
      </ul>
      <button type="button" class="primary" onClick={() => go({ name: 'passbook', id })}>
        {t('members.passbook')}
      </button>
      <button type="button" class="second" onClick={() => go({ name: 'record', id })}>
        {t('members.record')}
      </button>
      <button type="button" class="second" onClick={() => go({ name: 'entitlements', memberId: id })}>
        {t('entitlements')}
      </button>
      <button type="button" class="second" onClick={() => go({ name: 'herChildren', memberId: id })}>
        {t('children.hers')}
      </button>
      {hers.length > 0 && <h2>{t('cases.title')}</h2>}
      {hers.map((file) => (
        <button type="button" class="choice" key={file.id} onClick={() => go({ name: 'case', id: file.id })}>
          {file.code ?? t('members.noCode')} · {t(`kind.${file.kind}`)}
          <span class="part">{t(`status.${file.status}`)}</span>
        </button>
      ))}
      <button type="button" class="second" onClick={() => go({ name: 'openCase', memberId: id })}>
        {t('cases.openFor')}
      </button>
    </Frame>
  );
}
