import { formatInstant } from '../../shared/calendar/calendar.ts';
import { cursorField, decodeCursor, type PageKey } from '../../shared/fields/cursor.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import { readPage } from '../../shared/http/read-page.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { type Approval, kindOf } from '../../shared/two-person/approval-schema.ts';
import { listOpen } from '../../shared/two-person/list-open-approvals.ts';
import { findSameHand } from '../../shared/two-person/same-hand.ts';
import { type Matter, validateDecider } from '../../shared/two-person/two-person-rules.ts';
import { erasesOnOf } from '../erasure/rules.ts';
import { approvalsContract } from './contract.ts';
import { listDisabled } from './disabled-people.ts';
import { readErasuresAsked } from './erasures-asked.ts';
import { decidersOf, readTrustedPeople } from './other-deciders.ts';
import { readPeopleOf } from './person-facts.ts';
import { filterReached } from './reached-approvals.ts';
import { type Decider, type DecisionDeps, decide } from './repository.ts';
import type { Decision, WaitingApproval } from './schema.ts';

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

/**
 * The waiting requests that the caller made or may decide on. An open request need not be waiting: an approved one for a new password stays open
 * until the password is handed out.
 */
const visibleTo = (open: readonly Approval[], caller: Caller) =>
  open.flatMap((approval) => {
    const refusal = validateDecider(approval, caller);
    const isHers = approval.askedBy === caller.personId;
    return approval.state === 'waiting' && (isHers || refusal === undefined)
      ? [{ approval, decides: refusal === undefined }]
      : [];
  });

/** For each request: whether the caller may decide on it; if not yet, from when on she may, and who else may now. */
const readWhoMayDecide = async (
  deps: Deps,
  visible: ReturnType<typeof visibleTo>,
  decider: Decider,
): Promise<Pick<WaitingApproval, 'mayDecide' | 'mayDecideFrom' | 'othersMayDecide'>[]> => {
  /** Until when the caller and the asker count as one hand, so that she may not decide; undefined if they don't. */
  const untils = await Promise.all(
    visible.map(({ approval, decides }) =>
      decides ? findSameHand(deps.table, approval.askedBy, decider.caller.personId, decider.now) : undefined,
    ),
  );
  // Others who may decide are named only where the caller may not.
  const hasSameHand = untils.some((until) => until !== undefined);
  const people = hasSameHand ? await readTrustedPeople(deps.table, deps.vault) : [];
  return visible.map(({ approval, decides }, index) => {
    const until = untils[index];
    return until === undefined
      ? { mayDecide: decides }
      : {
          mayDecide: false,
          mayDecideFrom: formatInstant(until),
          othersMayDecide: decidersOf(approval, people, decider.now),
        };
  });
};

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
    const [{ items, others, next }, disabled] = await Promise.all([
      readPage(query.limit, (limit) => readWaiting(deps, request, limit, decodeCursor(query.cursor))),
      listDisabled(deps.table, deps.vault, request.now),
    ]);
    const rows = [
      ...items.map(({ subject }) => ({ of: subject, ids: [subject] })),
      ...[...disabled, ...others].map(({ id }) => ({ ids: [id] })),
    ];
    await deps.accessLog(request, { lists: [{ rows, fields: ['kind', 'name'] }] });
    return { status: 200, body: { items, disabled, ...cursorField(next) } };
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
