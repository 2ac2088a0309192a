import type { Api } from '../../../api/client.ts';
import type { Me } from '../../../api/me.ts';
import { readList } from '../../../api/pages.ts';
import { t } from '../../text.ts';

/**
 * Whose case a coordinator is about to say something in: the name of the one who holds it, if that is somebody else.
 * @returns undefined if nobody else holds it, and for others than coordinators, who press in their own cases alone
 */
export async function findOtherHolder(api: Api, me: Me, caseId: string): Promise<string | undefined> {
  if (me.role !== 'coordinator') return undefined;
  const { assignedTo } = await api.request('GET /api/cases/{id}', { path: { id: caseId } });
  if (assignedTo === undefined || assignedTo === me.id) return undefined;
  const { items } = await readList(api, 'GET /api/assignees', {});
  return items.find(({ id }) => id === assignedTo)?.name ?? t('assignee.gone');
}
