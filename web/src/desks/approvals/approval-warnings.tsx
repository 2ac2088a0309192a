import { formatRupees } from '../../i18n/format.ts';
import { t } from '../text.ts';
import type { PendingApproval } from './pending-approval.ts';

type Facts = NonNullable<PendingApproval['facts']>;

/** The warnings in the details of an approval. */

/** Warnings about consents that a join or a parting would change, for a woman who has withdrawn them; nothing otherwise. */
export function ConsentWarnings({
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
export function ErasureWarning({ of: { erasedCodes, erasuresAsked } }: { readonly of: PendingApproval }) {
  if (erasedCodes !== undefined) {
    return <p class="warning">{t('approval.erasure.records', { codes: erasedCodes.join(' + ') })}</p>;
  }
  if (erasuresAsked !== undefined) {
    return <p class="warning">{t('approval.pair.erasure', { codes: erasuresAsked.join(' + ') })}</p>;
  }
  return null;
}

/** A warning that others have a name like hers; nothing if nobody has. */
export function SameName({ of: { sameName } }: { readonly of: Facts }) {
  if (sameName.length === 0) return null;
  const who = sameName
    .map(({ role, disabled }) => `${t(`role.${role}`)} (${t(disabled ? 'disabled' : 'person.active')})`)
    .join(', ');
  return <p class="warning">{t('approval.sameName', { who })}</p>;
}

/** A woman's savings in her group, and her debt to it, in paise. */
export type Money = { readonly savingsPaise: number; readonly loansOutstandingPaise: number };

/** A warning that a member's savings and loans stay in the group's books; nothing if she has none. */
export function MoneyLeftBehind({ money: { savingsPaise, loansOutstandingPaise } }: { money: Money }) {
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
