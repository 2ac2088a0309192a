import { type MessageKey, t } from '../text.ts';
import type { PendingApproval } from './pending-approval.ts';

/** What an approved request would do, and whether that can be undone. */

/** The roles with access beyond their own groups or districts. */
export const wideRoles = ['administrator', 'coordinator', 'auditor'] as const;

const isWide = (role: string | undefined): boolean => wideRoles.some((wideRole) => wideRole === role);

/** The title of a request: for access, which of its changes is meant. */
export function titleKeyOf({ kind, change, formerRole }: PendingApproval): MessageKey {
  if (kind !== 'person') return `approval.${kind}`;
  return `approval.person.${formerRole === undefined ? (change ?? 'added') : 'role'}`;
}

/** The sentence that says what an approval does. @param who the name or code of the person or member that it is about */
export function effectOf(approval: PendingApproval, who: string): string {
  const { kind, codes = [], keptCode = '' } = approval;
  switch (kind) {
    case 'person':
      return effectOnAccess(approval, who);
    case 'sign_in':
      return t('approval.does.sign_in', { who, role: roleText(approval) });
    case 'data_handover':
      return t('approval.does.data_handover');
    case 'join':
    case 'parting':
      return t(`approval.does.${kind}`, { codes: codes.join(' + '), kept: keptCode });
    case 'erasure':
      return t(approval.of === 'member' ? 'approval.does.erasure.member' : 'approval.does.erasure.person', {
        who,
      });
  }
}

/** The same for a request that gives a person access, or changes it. */
function effectOnAccess(approval: PendingApproval, who: string): string {
  const { role, formerRole, change } = approval;
  const values = { who, role: roleText(approval) };
  // Only a change of role has the former role.
  if (formerRole !== undefined) {
    const former = t(`role.${formerRole}`);
    return t(isWide(role) ? 'approval.does.role' : 'approval.does.taken', { ...values, former });
  }
  const isNew = change === undefined || change === 'role';
  return t(`approval.does.${isNew ? 'added' : change}`, values);
}

const roleText = ({ role }: PendingApproval): string => (role === undefined ? '' : t(`role.${role}`));

/** The message key of whether an approved request can be undone. */
export const undoKeyOf = ({ kind, change, role }: PendingApproval): MessageKey => {
  if (kind === 'erasure' || kind === 'data_handover') return 'approval.will.never';
  // Such a person is signed out everywhere, unless she is new and has no password yet.
  const endsSignIn = kind === 'person' && change !== 'added' && isWide(role);
  return endsSignIn ? 'approval.will.person.trusted' : `approval.will.${kind}`;
};
