import { accounts } from '../../functions/areas/books/accounts-schema.ts';
import { ledger, memberSavings } from '../../functions/areas/books/report-schema.ts';
import type { ApiRoute } from '../../functions/gateway/api/contracts.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { coordinator, openScene, type Scene } from '../members/scene.ts';
import { problem, type TestReply } from '../support/request.ts';

/** Groups with women, savings and loans, between which women and money move. */

export const borrowingOf = (more: object = {}) => ({
  id: newId(),
  source: 'bank_linkage',
  sanctionedOn: '2026-09-01',
  principalPaise: 10_000,
  ...more,
});

/** What a coordinator asks of groups' books and of moves between them. */
export const bookRequestsOver = ({ send }: Pick<Scene, 'send'>) => {
  const post =
    (route: ApiRoute) =>
    (path: Readonly<Record<string, string>>, body: object): Promise<TestReply> =>
      send({ route, path, body, caller: coordinator });
  const get =
    (route: ApiRoute) => (path: Readonly<Record<string, string>>, query?: Readonly<Record<string, string>>) =>
      send({ route, path, caller: coordinator, ...(query === undefined ? {} : { query }) });
  return {
    move: (from: string, body: object) =>
      post('POST /api/collectives/{id}/moves')(
        { id: from },
        { id: newId(), on: '2026-10-10', members: [], cashPaise: 0, bankPaise: 0, ...body },
      ),
    takeBack: (collectiveId: string, moveId: string, body: object = {}) =>
      post('POST /api/collectives/{id}/moves/{moveId}/reversal')(
        { id: collectiveId, moveId },
        { id: newId(), reason: 'It was her sister', ...body },
      ),
    moves: (id: string, query?: Readonly<Record<string, string>>) =>
      get('GET /api/collectives/{id}/moves')({ id }, query),
    ledger: async (id: string) => ledger.parse((await get('GET /api/collectives/{id}/ledger')({ id })).body),
    accounts: async (id: string, from = '2026-10-01', to = '2026-10-15') =>
      accounts.parse((await get('GET /api/collectives/{id}/accounts')({ id }, { from, to })).body),
    savings: async (id: string) =>
      memberSavings.parse((await get('GET /api/members/{id}/savings')({ id })).body),
    voucher: (id: string, lines: readonly object[], more: object = {}) =>
      post('POST /api/collectives/{id}/vouchers')({ id }, { id: newId(), on: '2026-10-02', lines, ...more }),
    reverseVoucher: (id: string, voucherId: string) =>
      post('POST /api/collectives/{id}/vouchers/{voucherId}/reversal')(
        { id, voucherId },
        { id: newId(), reason: 'A slip' },
      ),
    reverseMeeting: (id: string, meetingId: string) =>
      post('POST /api/collectives/{id}/meetings/{meetingId}/reversal')(
        { id, meetingId },
        { id: newId(), reason: 'A slip' },
      ),
    borrow: (id: string, body: object) => post('POST /api/collectives/{id}/borrowings')({ id }, body),
    borrowings: (id: string) => get('GET /api/collectives/{id}/borrowings')({ id }),
    open: (id: string, body: object = {}) =>
      post('POST /api/collectives/{id}/opening')(
        { id },
        {
          id: newId(),
          asOf: '2026-04-01',
          cashPaise: 0,
          bankPaise: 0,
          grantsPaise: 0,
          surplusPaise: 0,
          members: [],
          borrowings: [],
          ...body,
        },
      ),
    exit: (id: string) =>
      post('POST /api/members/{id}/exit')({ id }, { exitedOn: '2026-10-12', reason: 'She left' }),
    close: (id: string, closedOn: string | null, version: number) =>
      send({
        route: 'PATCH /api/collectives/{id}',
        path: { id },
        body: { closedOn },
        ifMatch: version,
        caller: coordinator,
      }),
  };
};

/** Code, further fields and paths of a refusal. */
export const refusalOf = ({ status, body }: TestReply) => {
  const { code, errors, ...rest } = problem.loose().parse(body);
  const { type: _, title: __, status: ___, detail: ____, ...extra } = rest as Record<string, unknown>;
  return { status, code, paths: errors?.map(({ path }) => path), ...extra };
};

export const openMoves = async () => {
  const scene = await openScene();
  const requests = bookRequestsOver(scene);
  /** A new woman in a group, with savings and, if any, a loan of this principal. */
  const saver = async (collectiveId: string, savingsPaise: number, loanPaise = 0) => {
    const { id } = await scene.enrolled({ collectiveId, children: [] });
    const loanId = newId();
    const entries = [
      ...(savingsPaise > 0 ? [{ memberId: id, kind: 'deposit', amountPaise: savingsPaise }] : []),
      ...(loanPaise > 0
        ? [
            {
              memberId: id,
              kind: 'loan',
              amountPaise: loanPaise,
              loanId,
              instalments: 5,
              firstDueOn: '2026-11-01',
            },
          ]
        : []),
    ];
    const meetingId = newId();
    const reply = await scene.send({
      route: 'POST /api/collectives/{id}/meetings',
      path: { id: collectiveId },
      caller: coordinator,
      body: {
        id: meetingId,
        heldOn: '2026-10-01',
        attendance: [{ memberId: id, status: 'present' }],
        entries,
      },
    });
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    return { id, loanId, meetingId };
  };
  return {
    ...scene,
    ...requests,
    saver,
    groups: async () => [await scene.formCollective(), await scene.formCollective()] as const,
  };
};
export type Moves = Awaited<ReturnType<typeof openMoves>>;
