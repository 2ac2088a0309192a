import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { t } from '../text.ts';
import type { PendingApproval } from './pending-approval.ts';
import { decidersText } from './pending-approval.ts';

/**
 * The notice's text of an approval that was asked for and is pending: `Asked: Coordinator instead of Caseworker. It
 * waits for …`.
 */
export function pendingApprovalText(approval: PendingApproval): string {
  const { kind, role, formerRole, change, subjectName: name = '' } = approval;
  const values = { name, who: decidersText(approval), role: role === undefined ? '' : t(`role.${role}`) };
  if (kind === 'sign_in') return t('approval.askedFor.sign_in', values);
  if (kind === 'erasure') return t('approval.askedFor.erasure', values);
  // Of the kind `person`: a data handover is about nobody, and has no notice.
  if (formerRole !== undefined) return t('approval.askedFor', { ...values, former: t(`role.${formerRole}`) });
  return t(`approval.askedFor.${change === 'role' || change === undefined ? 'added' : change}`, values);
}

/** The districts that a coordinator would reach, in a sentence; nothing of another approval, or of the whole state. */
const areaText = ({ districts = [] }: PendingApproval): string =>
  districts.length === 0
    ? ''
    : t('approval.area', { districts: districts.map((one) => nameDistrict(one)).join(', ') });

type PendingApprovalNoticesProps = {
  readonly approvals: readonly PendingApproval[];
  /** Whether the notices don't stand on the page of the person whom they are about, and so name her. */
  readonly tellsWhose?: boolean;
};

/** The notices of pending approvals about people: what was asked, since when, and for whom it waits. */
export function PendingApprovalNotices({ approvals, tellsWhose = false }: PendingApprovalNoticesProps) {
  const language = useLanguage();
  return (
    <>
      {approvals.map((approval) => (
        <p key={approval.approvalId} class="notice">
          {/* The text about a new person has her name. */}
          {tellsWhose && approval.change !== 'added' && approval.subjectName !== undefined && (
            <>
              <a href={hrefOf('people', approval.subject)}>{approval.subjectName}</a>
              {' · '}
            </>
          )}
          {pendingApprovalText(approval)} {areaText(approval)}{' '}
          {t('approval.askedOn', { on: formatDate(dateInIndia(new Date(approval.askedAt)), language) })}{' '}
          <a href={hrefOf('approvals')}>{t('approvals')}</a>
        </p>
      ))}
    </>
  );
}
