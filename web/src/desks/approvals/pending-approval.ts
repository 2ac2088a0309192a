import type { AnswerOf, ItemOf } from '../../api/routes.ts';
import { t } from '../text.ts';

/** A request that needs a second person, and waits for one to decide it. */
export type PendingApproval = ItemOf<'GET /api/approvals'>;

/** An administrator, coordinator or auditor whom one person disabled within a week. */
export type DisabledPerson = AnswerOf<'GET /api/approvals'>['disabled'][number];

/** The text for who may decide a pending approval, by role: `another administrator, or the auditor`. */
export const decidersText = ({ kind, of }: Pick<PendingApproval, 'kind' | 'of'>): string =>
  t(kind === 'erasure' && of === 'member' ? 'approval.by.erasure.member' : `approval.by.${kind}`);

/** The text for who may decide a pending approval now, by name and role, if the reader may not yet. */
export const othersText = ({ othersMayDecide = [] }: Pick<PendingApproval, 'othersMayDecide'>): string =>
  othersMayDecide.length === 0
    ? t('approval.nobodyMayDecide')
    : t('approval.othersMayDecide', {
        who: othersMayDecide.map(({ name, role }) => `${name ?? ''} (${t(`role.${role}`)})`).join(', '),
      });
