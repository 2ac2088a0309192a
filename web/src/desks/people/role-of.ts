import type { ItemOf } from '../../api/routes.ts';
import type { MessageKey } from '../text.ts';

/** The word for a person's role. A coordinator with districts of her own is another than that of the whole state. */
export const roleOf = ({
  role,
  districts,
}: Pick<ItemOf<'GET /api/users'>, 'role' | 'districts'>): MessageKey =>
  role === 'coordinator' && districts.length > 0 ? 'role.areaCoordinator' : `role.${role}`;
