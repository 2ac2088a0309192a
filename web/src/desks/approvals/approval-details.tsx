import type { ComponentChildren } from 'preact';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate, formatInstant } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Fingerprint } from '../handover/fingerprint.tsx';
import { t } from '../text.ts';
import { effectOf, undoKeyOf, wideRoles } from './approval-effect.ts';
import {
  ConsentWarnings,
  ErasureWarning,
  type Money,
  MoneyLeftBehind,
  SameName,
} from './approval-warnings.tsx';
import type { PendingApproval } from './pending-approval.ts';

type Facts = NonNullable<PendingApproval['facts']>;

/**
 * The facts by which the reader can tell whether a request for access is right: since when a person has this name, and who may know
 * her password.
 */
function PersonDetails({ of: { newName, added, nameChanged, passwordMade } }: { readonly of: Facts }) {
  const language = useLanguage();
  const textOf = (event: Facts['added']): string =>
    event === undefined
      ? t('approval.never')
      : t('approval.event', {
          at: formatInstant(event.at, language),
          by: event.byName ?? t(event.by === 'system' ? 'actor.system' : 'approval.asker.unknown'),
        });
  return (
    <>
      {newName !== undefined && (
        <>
          <dt>{t('approval.newName')}</dt>
          <dd>{newName}</dd>
        </>
      )}
      {added !== undefined && (
        <>
          <dt>{t('approval.added')}</dt>
          <dd>{textOf(added)}</dd>
          <dt>{t('approval.nameChanged')}</dt>
          <dd>{textOf(nameChanged)}</dd>
          <dt>{t('approval.passwordMade')}</dt>
          <dd>{textOf(passwordMade)}</dd>
        </>
      )}
    </>
  );
}

type AreaProps = {
  /** The districts that a coordinator would reach; an empty list means the whole state. */
  readonly of: readonly string[];
  /** The districts that she has reached so far, if they change. */
  readonly former: readonly string[] | undefined;
};

function Area({ of, former }: AreaProps) {
  const named = (districts: readonly string[]) => districts.map((one) => nameDistrict(one)).join(', ');
  const formerText = (districts: readonly string[]): string =>
    districts.length === 0
      ? t('approval.area.formerState')
      : t('approval.area.former', { districts: named(districts) });
  return (
    <p>
      {of.length === 0 ? t('approval.area.state') : t('approval.area', { districts: named(of) })}{' '}
      {former !== undefined && formerText(former)}
    </p>
  );
}

type ApprovalDetailsProps = {
  readonly of: PendingApproval;
  /** The name or code of the person or member that the request is about. */
  readonly who: string;
  /** The name of the person who made the request; undefined if the reader may not know it. */
  readonly asker: string | undefined;
  /** The reason of an erasure; null if it cannot be decrypted any more; undefined for other requests. */
  readonly reason: string | null | undefined;
  /** The savings and loans of a member to be erased; they stay in the group's books. */
  readonly money?: Money | undefined;
  /** The two records, for a join or a parting. */
  readonly sides?: ComponentChildren;
};

/**
 * The details of a request for approval: what it does, who made it, when and why. They are shown beside the buttons, and
 * again in the question before the decision.
 */
export function ApprovalDetails({ of: approval, who, asker, reason, money, sides }: ApprovalDetailsProps) {
  const language = useLanguage();
  const { kind, role, change, facts, recipient, recipientFingerprint, erasesOn } = approval;
  // The role, if its access has a sentence; undefined otherwise.
  const newWideRole = wideRoles.find((wideRole) => wideRole === role);
  // Only a request that gives a person access has `change`; a password handed out (`sign_in`) leaves her access as it is.
  const givesAccess = kind === 'person' && change !== undefined;
  // For an area coordinator, `Area` names the districts instead of the sentence on all that a state coordinator reaches.
  const isOfArea = approval.districts !== undefined && approval.districts.length > 0;
  return (
    <>
      <p>
        <strong>{effectOf(approval, who)}</strong>{' '}
        {givesAccess && newWideRole !== undefined && !isOfArea && t(`approval.reach.${newWideRole}`)}
      </p>
      {sides}
      <ConsentWarnings of={approval} />
      <ErasureWarning of={approval} />
      {approval.districts !== undefined && <Area of={approval.districts} former={approval.formerDistricts} />}
      {facts !== undefined && <SameName of={facts} />}
      {erasesOn !== undefined && <p>{t('approval.erasesOn', { on: formatDate(erasesOn, language) })}</p>}
      {money !== undefined && <MoneyLeftBehind money={money} />}
      {recipientFingerprint !== undefined && (
        <>
          {recipient !== undefined && (
            <p>
              {t('handovers.recipient')}: <strong>{recipient}</strong>
            </p>
          )}
          {/* Only a data handover has it: the fingerprint of the key with which the recipient can decrypt it. */}
          <p>
            {t('handovers.fingerprint')}: <Fingerprint of={recipientFingerprint} />
          </p>
          <p>{t('approval.compare')}</p>
        </>
      )}
      <dl class="facts">
        {facts !== undefined && <PersonDetails of={facts} />}
        <dt>{t('approval.asker')}</dt>
        <dd>{asker ?? t('approval.asker.unknown')}</dd>
        <dt>{t('approval.askedAt')}</dt>
        <dd>{formatInstant(approval.askedAt, language)}</dd>
        {reason !== undefined && (
          <>
            <dt>{t('reason')}</dt>
            <dd>{reason ?? '–'}</dd>
          </>
        )}
      </dl>
      <p>{t(undoKeyOf(approval))}</p>
    </>
  );
}
