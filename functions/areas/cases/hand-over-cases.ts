import { notFound } from '../../shared/errors/errors.ts';
import { findRepetition, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { MemberScope } from '../../shared/reach/reach.ts';
import { hasStopped, isConsentWithdrawn } from '../../shared/services/withdrawn.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table } from '../../shared/table/client.ts';
import { personKey } from '../../shared/table/keys/people.ts';
import { checkAssignee } from './assignee.ts';
import { maxChangesHandedOver } from './case-limits.ts';
import { type Handover, handOverOne, isHeldSince, notACaseworker } from './hand-over-one-case.ts';
import { findMemberScopes } from './member-scopes.ts';
import { readCases } from './read-cases.ts';
import type { CaseHandover } from './schema.ts';

/** Hands all cases of a caseworker over to another. change-case.ts assigns a single case. */

/** The maximum number of cases that one request hands over; that takes a few seconds. The caller sends the same request again for the rest. */
const maxCasesPerRequest = 400;

/** The scope of an erased member: no group and no district. So only those who reach all members hand over her case. */
const nowhere: MemberScope = { collectiveId: '', district: '' };

/**
 * Checks that the taker is a caseworker, and the giver is one or still holds cases.
 * @throws AppError `not_found` if there is no such giver, `not_a_caseworker`
 */
const validatePeople = async (table: Table, from: string, to: string, hasCases: boolean): Promise<void> => {
  // The transaction below would name the same item twice, which DynamoDB rejects.
  if (from === to) {
    throw notACaseworker('to');
  }
  const failures = await table.transact([
    {
      check: personKey(from),
      condition: '#role = :caseworker',
      names: { '#role': 'role' },
      values: { ':caseworker': 'caseworker' },
      returnStored: true,
    },
    checkAssignee(to, { roles: ['caseworker'] }, () => notACaseworker('to')),
  ]);
  if (failures === null) {
    return;
  }
  const [giver, taker] = failures;
  if (giver?.failed && giver.stored === undefined) {
    throw notFound();
  }
  if (taker?.failed) {
    throw notACaseworker('to');
  }
  // A giver whose role was changed may still hold cases.
  if (giver?.failed && !hasCases) {
    throw notACaseworker('id');
  }
};

/** What becomes of a case whose member stopped it in the meantime: it is skipped. Other errors are thrown. */
const skippedIfStopped = (error: unknown): 'skipped' => {
  if (isConsentWithdrawn(error)) return 'skipped';
  throw error;
};

/**
 * Hands the open cases of a caseworker over to another, at most `maxCasesPerRequest` of them, each in a transaction of its own. The first
 * transaction claims the request's id; the claim keeps the instant of the hand-over. If the request stops half-way, the same request sent
 * again continues with the cases that the giver held at that instant and still holds. Cases that she got later stay hers.
 * @throws AppError `not_found`, `not_a_caseworker`, `too_many`, `id_reused`
 */
export const handOverCases = async (
  records: Records,
  request: Omit<Handover, 'firstAt'>,
): Promise<CaseHandover> => {
  const { table, vault } = records;
  const { from, content, at } = request;
  const { id, to } = content;
  const claim = { id, fingerprint: await fingerprintOf(vault, { caseHandover: content, from }) };
  const repetition = await findRepetition(table, claim);
  const handover = { ...request, firstAt: repetition?.at ?? at };
  const heldCases = await readCases(table, { of: 'assignee', personId: from }, async (batch) => {
    const held = batch.filter((caseInBatch) => isHeldSince(caseInBatch, from, handover.firstAt));
    const members = await findMemberScopes(
      table,
      held.map(({ memberId }) => memberId),
    );
    return held.filter(({ id: caseId, memberId }) => {
      const member = members.get(memberId);
      if (member === undefined) return request.isWithin(nowhere);
      // A case that has stopped is handed to nobody.
      return request.isWithin(member) && !hasStopped(member, caseId);
    });
  });
  // A repetition was checked when it first arrived. By now the giver may have no case left and another role.
  if (repetition === undefined) {
    await validatePeople(table, from, to, heldCases.length > 0);
  }
  let isClaimed = repetition !== undefined;
  let handedOver = 0;
  // Cases that were changed too often are not even tried: 400 of them would use up `maxCasesPerRequest`, in every request.
  const movable = heldCases.filter(({ version }) => version < maxChangesHandedOver);
  const notMovable = heldCases.length - movable.length;
  const tried = movable.slice(0, maxCasesPerRequest);
  for (const heldCase of tried) {
    const outcome = await handOverOne(records, heldCase, isClaimed ? undefined : claim, handover).catch(
      skippedIfStopped,
    );
    if (outcome === 'handed_over') {
      isClaimed = true;
      handedOver += 1;
    }
  }
  return {
    id,
    to,
    handedOver,
    skipped: notMovable + (tried.length - handedOver),
    left: movable.length - tried.length,
  };
};
