import { formatDate, formatInstant, formatRupees } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Fingerprint } from '../handover/fingerprint.tsx';
import { type MessageKey, t } from '../text.ts';
import type { PendingApproval } from './pending-approval.ts';

/** The roles that reach more than their own groups or districts. */
const wideRoles = ['administrator', 'coordinator', 'auditor'] as const;

/** What happens if it is approved, in a sentence. @param subjectText the name or code of the person or member it is about */
function effectOf(one: PendingApproval, subjectText: string): string {
  const { kind, of, role, formerRole, change } = one;
  const values = { who: subjectText, role: role === undefined ? '' : t(`role.${role}`) };
  if (kind === 'person') {
    if (formerRole !== undefined)
      return t('approval.does.role', { ...values, former: t(`role.${formerRole}`) });
    return t(change === 'enabled' ? 'approval.does.enabled' : 'approval.does.added', values);
  }
  if (kind === 'sign_in') return t('approval.does.sign_in', values);
  if (kind === 'data_handover') return t('approval.does.data_handover');
  return t(of === 'member' ? 'approval.does.erasure.member' : 'approval.does.erasure.person', values);
}

/** Whether it can be undone once it is approved. */
const endOf = (kind: PendingApproval['kind']): MessageKey =>
  kind === 'erasure' || kind === 'data_handover' ? 'approval.will.never' : `approval.will.${kind}`;

/** What a woman has saved in her group and owes it, in paise. */
export type Money = { readonly savingsPaise: number; readonly loansOutstandingPaise: number };

type ApprovalDetailsProps = {
  readonly of: PendingApproval;
  /** Whom it is about: a name, or a member's code. */
  readonly who: string;
  /** Who asked, by name, as far as the reader may know it. */
  readonly asker: string | undefined;
  /** Why an erasure was asked for; null if that can't be read any more. */
  readonly reason: string | null | undefined;
  /** Of a member who would be erased: whoever decides sees what stays behind. */
  readonly money?: Money | undefined;
};

/**
 * The matter of an approval, which a second person decides: what it does, who asked, when and why; the same beside
 * the buttons and in the last question.
 */
export function ApprovalDetails({ of: one, who, asker, reason, money }: ApprovalDetailsProps) {
  const language = useLanguage();
  const { kind, role, change, recipientFingerprint, erasesOn } = one;
  const reach = kind === 'person' ? wideRoles.find((each) => each === role) : undefined;
  return (
    <>
      <p>
        <strong>{effectOf(one, who)}</strong>{' '}
        {reach !== undefined && change !== undefined && t(`approval.reach.${reach}`)}
      </p>
      {erasesOn !== undefined && <p>{t('approval.erasesOn', { on: formatDate(erasesOn, language) })}</p>}
      {money !== undefined && <LeftBehind money={money} />}
      {recipientFingerprint !== undefined && (
        <>
          <p>
            {t('handovers.fingerprint')}: <Fingerprint of={recipientFingerprint} />
          </p>
          <p>{t('approval.compare')}</p>
        </>
      )}
      <dl class="facts">
        <dt>{t('approval.asker')}</dt>
        <dd>{asker ?? t('approval.asker.unknown')}</dd>
        <dt>{t('approval.askedAt')}</dt>
        <dd>{formatInstant(one.askedAt, language)}</dd>
        {reason !== undefined && (
          <>
            <dt>{t('reason')}</dt>
            <dd>{reason ?? '–'}</dd>
          </>
        )}
      </dl>
      <p>{t(endOf(kind))}</p>
    </>
  );
}

/** Her savings and her debt, and what becomes of them; nothing where there are none. */
function LeftBehind({ money: { savingsPaise, loansOutstandingPaise } }: { money: Money }) {
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
