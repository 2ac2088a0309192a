import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import { useRead } from '../../frame/reading.tsx';
import { cashAfter, type Recorded } from './expected-cash.ts';

/**
 * Reads a group's ledger, sheets and vouchers, to say what its box should have held after a sheet that was not counted.
 * @returns the cash after a sheet by the books, in paise; undefined until all is read, and if the group has more sheets than are read
 */
export function useCashAfter(api: Api, groupId: string): (sheet: Recorded) => number | undefined {
  const path = { id: groupId };
  const ledger = useRead(['ledger', groupId], () =>
    api.request('GET /api/collectives/{id}/ledger', { path }),
  );
  const meetings = useRead(['meetings', groupId], () =>
    readList(api, 'GET /api/collectives/{id}/meetings', { path }),
  );
  const vouchers = useRead(['vouchers', groupId], () =>
    readList(api, 'GET /api/collectives/{id}/vouchers', { path }),
  );
  return (sheet) => {
    if (ledger.data === undefined || meetings.data?.isWhole !== true || vouchers.data?.isWhole !== true) {
      return undefined;
    }
    return cashAfter(sheet, ledger.data.cashPaise, [...meetings.data.items, ...vouchers.data.items]);
  };
}
