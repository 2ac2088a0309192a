import type { PageKey } from '../../shared/fields/cursor.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { openSealedCursor, sealedCursorField } from '../../shared/http/sealed-cursor.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import { type Approval, kindOf } from '../../shared/two-person/approval-schema.ts';
import { listOpen } from '../../shared/two-person/list-open-approvals.ts';
import type { Matter } from '../../shared/two-person/two-person-rules.ts';
import { erasesOnOf } from '../erasure/rules.ts';
import type { Decider, DecisionDeps } from './consequences.ts';
import { approvalsContract } from './contract.ts';
import { listDisabled } from './disabled-people.ts';
import { readErasuresAsked } from './erasures-asked.ts';
import { readPeopleOf } from './person-facts.ts';
import { filterReached } from './reached-approvals.ts';
import { decide } from './repository.ts';
import type { Decision, WaitingApproval } from './schema.ts';
import { readWhoMayDecide, visibleTo } from './who-may-decide.ts';

/** The kind of subject that each matter has. */
const subjectKinds = {
  person: 'person',
  sign_in: 'person',
  member_erasure: 'member',
  person_erasure: 'person',
  data_handover: 'handover',
  join: 'pair',
  parting: 'pair',
} as const satisfies Record<Matter, WaitingApproval['of']>;

/** The fields of a request for approval that every answer has: ids and fixed words. Each of its stored facts becomes a field of its own. */
const toCommonFields = ({ id, matter, subject, askedBy, askedAt, facts }: Approval) => ({
  approvalId: id,
  kind: kindOf(matter),
  subject,
  of: subjectKinds[matter],
  askedBy,
  askedAt,
  ...facts,
});

type Deps = DecisionDeps & { readonly accessLog: AccessLog };

type Handler<Key extends keyof typeof approvalsContract> = Handlers<typeof approvalsContract>[Key];

const endRequest = async (deps: Deps, id: string, decision: Decision, decider: Decider) => {
  const approval = await decide(deps, id, decision, decider);
  const { decidedBy, decidedAt } = approval;
  return { status: 200, body: { ...toCommonFields(approval), decision, decidedBy, decidedAt } } as const;
};

/** A page of the waiting requests as answers have them, and the people whom they name as somebody else who may decide. */
const readWaiting = async (deps: Deps, request: Decider, limit: number, cursor: PageKey | undefined) => {
  const { items: open, next } = await listOpen(deps.table, limit, cursor);
  const visible = visibleTo(await filterReached(deps.table, open, request), request.caller);
  const approvals = visible.map(({ approval }) => approval);
  const [{ names, facts: factsByApproval }, whoMayDecide, erasuresAsked] = await Promise.all([
    readPeopleOf(deps.table, deps.vault, approvals),
    readWhoMayDecide(deps, visible, request),
    // Only whoever decides must know: the asker may have lost reach of the women since.
    readErasuresAsked(
      deps.table,
      visible.flatMap(({ approval, decides }) => (decides ? [approval] : [])),
    ),
  ]);
  const items = approvals.map((approval, index): WaitingApproval => {
    const subjectName = names.get(approval.subject);
    const askedByName = names.get(approval.askedBy);
    const factsOfPerson = factsByApproval.get(approval.id);
    const codesAsked = erasuresAsked.get(approval.id);
    return {
      ...toCommonFields(approval),
      ...(whoMayDecide[index] ?? { mayDecide: false }),
      ...(subjectName === undefined ? {} : { subjectName }),
      ...(askedByName === undefined ? {} : { askedByName }),
      ...(factsOfPerson === undefined ? {} : { facts: factsOfPerson }),
      ...(codesAsked === undefined ? {} : { erasuresAsked: [...codesAsked] }),
      ...(kindOf(approval.matter) === 'erasure'
        ? { erasesOn: erasesOnOf(request.now, deps.retentionDays) }
        : {}),
    };
  });
  return { items, others: whoMayDecide.flatMap(({ othersMayDecide = [] }) => othersMayDecide), next };
};

const listRoute =
  (deps: Deps): Handler<'GET /api/approvals'> =>
  async (request) => {
    const { query } = request;
    const after = await openSealedCursor(deps.vault, request, query.cursor);
    const [{ items, others, next }, disabled] = await Promise.all([
      readPage(query.limit, (limit) => readWaiting(deps, request, limit, after)),
      listDisabled(deps.table, deps.vault, request.now),
    ]);
    const rows = [
      ...items.map(({ subject }) => ({ of: subject, ids: [subject] })),
      ...[...disabled, ...others].map(({ id }) => ({ ids: [id] })),
    ];
    await deps.accessLog(request, { lists: [{ rows, fields: ['kind', 'name'] }] });
    return {
      status: 200,
      body: { items, disabled, ...(await sealedCursorField(deps.vault, request, next)) },
    };
  };

const decideRoute =
  (deps: Deps): Handler<'POST /api/approvals/{id}'> =>
  async ({ path, body: { decision }, caller, reach, now }) =>
    endRequest(deps, path.id, decision, { caller, reach, now });

const withdrawRoute =
  (deps: Deps): Handler<'POST /api/approvals/{id}/withdrawal'> =>
  async ({ path, caller, reach, now }) =>
    endRequest(deps, path.id, 'withdrawn', { caller, reach, now });

export const createApprovalsRoutes = (deps: Deps) =>
  createRoutes(approvalsContract, { approvals: 'route' })({
    'GET /api/approvals': listRoute(deps),
    'POST /api/approvals/{id}': decideRoute(deps),
    'POST /api/approvals/{id}/withdrawal': withdrawRoute(deps),
  });
