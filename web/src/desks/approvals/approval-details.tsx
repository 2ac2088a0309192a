import type { ComponentChildren } from 'preact';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate, formatInstant, formatRupees } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Fingerprint } from '../handover/fingerprint.tsx';
import { t } from '../text.ts';
import { effectOf, undoKeyOf, wideRoles } from './approval-effect.ts';
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

/** Warnings about consents that a join or a parting would change, for a woman who has withdrawn them; nothing otherwise. */
function ConsentWarnings({
  of: { kind, withdrawnCodes, joinStops, resumedConsents = [] },
}: {
  readonly of: PendingApproval;
}) {
  const codes = withdrawnCodes?.join(' + ');
  return (
    <>
      {/* For a join of records of which one has withdrawn its consent to the services. */}
      {codes !== undefined && (
        <p class="warning">{t(joinStops ? 'approval.join.stops' : 'approval.join.goesOn', { codes })}</p>
      )}
      {/* The purposes to which the answer is no today, and would be yes again. */}
      {resumedConsents.map((purpose) => (
        <p key={purpose} class="warning">
          {/* A join never names the services here: `withdrawnCodes` tells of them. */}
          {t(
            kind === 'join' && purpose !== 'services'
              ? `approval.join.resumes.${purpose}`
              : `approval.parting.resumes.${purpose}`,
          )}
        </p>
      ))}
    </>
  );
}

/**
 * A warning. For an erasure: which joined records are erased with it (`erasedCodes`). For a join or a parting: that the erasure of
 * one of the records waits for an approval too (`erasuresAsked`). Nothing otherwise.
 */
function ErasureWarning({ of: { erasedCodes, erasuresAsked } }: { readonly of: PendingApproval }) {
  if (erasedCodes !== undefined) {
    return <p class="warning">{t('approval.erasure.records', { codes: erasedCodes.join(' + ') })}</p>;
  }
  if (erasuresAsked !== undefined) {
    return <p class="warning">{t('approval.pair.erasure', { codes: erasuresAsked.join(' + ') })}</p>;
  }
  return null;
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

/** A warning that others have a name like hers; nothing if nobody has. */
function SameName({ of: { sameName } }: { readonly of: Facts }) {
  if (sameName.length === 0) return null;
  const who = sameName
    .map(({ role, disabled }) => `${t(`role.${role}`)} (${t(disabled ? 'disabled' : 'person.active')})`)
    .join(', ');
  return <p class="warning">{t('approval.sameName', { who })}</p>;
}

/** A woman's savings in her group, and her debt to it, in paise. */
export type Money = { readonly savingsPaise: number; readonly loansOutstandingPaise: number };

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
  const { kind, role, change, facts, recipientFingerprint, erasesOn } = approval;
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

/** A warning that a member's savings and loans stay in the group's books; nothing if she has none. */
function MoneyLeftBehind({ money: { savingsPaise, loansOutstandingPaise } }: { money: Money }) {
  if (savingsPaise === 0 && loansOutstandingPaise === 0) return null;
  return (
    <p class="warning">
      {savingsPaise > 0 && <>{t('approval.money.savings', { amount: formatRupees(savingsPaise) })} </>}
      {loansOutstandingPaise > 0 && (
        <>{t('approval.money.loans', { amount: formatRupees(loansOutstandingPaise) })} </>
      )}
      {t('approval.money.stays')}
    </p>
  );
}
