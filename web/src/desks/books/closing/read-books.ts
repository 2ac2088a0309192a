import type { Api } from '../../../api/client.ts';
import type { Collective } from '../../frame/lists/record-types.ts';
import type { OpenLoan, RemainingBooks } from './closing-rules.ts';

export type Books = {
  readonly ledger: RemainingBooks;
  readonly loans: readonly OpenLoan[];
  readonly group: Collective;
};

export async function readBooks(api: Api, id: string): Promise<Books> {
  const path = { id };
  const [ledger, group] = await Promise.all([
    api.request('GET /api/collectives/{id}/ledger', { path }),
    api.request('GET /api/collectives/{id}', { path }),
  ]);
  // The ledger has only the sum of each member's loans, so the loans themselves are read member by member.
  const owingMembers = ledger.members.filter(({ loansOutstandingPaise }) => loansOutstandingPaise > 0);
  const loans = await Promise.all(
    owingMembers.map(async ({ memberId }) => {
      const savings = await api.request('GET /api/members/{id}/savings', { path: { id: memberId } });
      return savings.loans.flatMap(({ loanId, outstandingPaise }) =>
        outstandingPaise === 0 ? [] : [{ memberId, loanId, outstandingPaise }],
      );
    }),
  );
  return { ledger, loans: loans.flat(), group };
}
