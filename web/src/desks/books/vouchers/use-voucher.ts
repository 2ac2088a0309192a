import type { Api } from '../../../api/client.ts';
import type { AnswerOf } from '../../../api/routes.ts';
import { useRead } from '../../frame/reading.tsx';

export type RecordedVoucher = AnswerOf<'GET /api/collectives/{id}/vouchers/{voucherId}'>;

export const useVoucher = (api: Api, groupId: string, id: string) =>
  useRead(['voucher', id], () =>
    api.request('GET /api/collectives/{id}/vouchers/{voucherId}', { path: { id: groupId, voucherId: id } }),
  );
