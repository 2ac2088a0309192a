import { formatInstant } from '../../shared/calendar/calendar.ts';
import { ownerOf } from '../../shared/definition/of-member.ts';
import { AppError, InternalError } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { approvalKey } from '../../shared/table/keys/people.ts';
import { pairKey } from '../../shared/table/keys/same-women.ts';
import type { Approval } from '../../shared/two-person/approval-schema.ts';
import { putApproval } from '../../shared/two-person/put-approval.ts';
import { findApproval } from '../../shared/two-person/stored-approval.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { VaultError } from '../../shared/vault/vault-error.ts';
import type { PairContent } from './approval-effect.ts';
import { claimOf, putPair, type Stamp } from './decide-pairs.ts';
import { planJoin } from './join.ts';
import { joinable } from './joinable.ts';
import { planParting } from './parting.ts';
import type { PairRecords } from './raise-pairs.ts';
import { memberErased, notJoined, notOfPair, notOpen, partingAsked } from './rules.ts';
import type { PartingInput, StoredPair } from './schema.ts';

/** Asks a second person to agree to a join or a parting. Until she does, nothing changes but the pair's state. */

/** What a join or a parting would do to consents. */
type ConsentEffect = Pick<Approval['facts'], 'withdrawnCodes' | 'joinStops' | 'resumedConsents'>;

type Asked = { readonly outcome: 'accepted' | 'repeated'; readonly approval: Approval };
type Deps = PairRecords & { readonly vault: Pick<Vault, 'fingerprint' | 'encrypt'> };

/** The facts about both records for the person who decides: their codes, the older record's first, and the kept record's code. Undefined if one was erased. */
const readFacts = async (
  { table }: PairRecords,
  { memberIds }: StoredPair,
  keptId: string,
): Promise<Approval['facts'] | undefined> => {
  const items = (await table.getMany(memberIds.map(memberKey))).map((item) => joinable.parse(item));
  const [older, newer] = memberIds.map((id) => items.find((item) => item.id === id));
  return older === undefined || newer === undefined
    ? undefined
    : {
        codes: [older.code, newer.code],
        keptCode: older.id === keptId ? older.code : newer.code,
      };
};

/**
 * Stores the request for approval, and the pair as asked.
 * @param seen the pair as it was read
 * @param asked the pair after the request
 */
const ask = async (
  deps: Deps,
  seen: StoredPair,
  asked: StoredPair,
  {
    id,
    matter,
    keptId,
    content,
    refusal,
    consentEffect = {},
  }: {
    readonly id: string;
    readonly matter: 'join' | 'parting';
    readonly keptId: string;
    /** What the request says. A repetition is recognised by it. */
    readonly content: object;
    readonly refusal: AppError | undefined;
    readonly consentEffect?: ConsentEffect;
  },
  { caller, now }: Stamp,
): Promise<Asked> => {
  const facts = await readFacts(deps, seen, keptId);
  const pairContent: PairContent = { memberIds: seen.memberIds, keptId, raisedAt: seen.raisedAt };
  const approval: Approval = {
    id,
    matter,
    subject: seen.id,
    askedBy: caller.personId,
    askedAt: formatInstant(now),
    state: 'waiting',
    facts: { ...facts, ...consentEffect },
    content: pairContent,
  };
  const outcome = await record(deps.table, {
    claim: await claimOf(deps, id, { pairId: seen.id, ...content }, approvalKey(id)),
    errorUnlessRepeated: facts === undefined ? memberErased() : refusal,
    writes: [
      { ...putPair(seen, asked), errorIfFailed: matter === 'join' ? notOpen : partingAsked },
      ...putApproval(approval),
    ],
    line: {
      type: 'approval_asked',
      id,
      recordedAt: now.toISOString(),
      actor: caller.personId,
      approvalId: id,
      kind: matter,
      subject: seen.id,
    },
  });
  if (outcome === 'written') return { outcome: 'accepted', approval };
  const earlier = await findApproval(deps.table, id);
  if (earlier === undefined) throw new InternalError('What was asked for is not there.');
  return { outcome: 'repeated', approval: earlier };
};

const refusalOrEffect = (plan: AppError | { readonly withdrawals: ConsentEffect }) =>
  plan instanceof AppError ? { refusal: plan } : { refusal: undefined, consentEffect: plan.withdrawals };

/**
 * Asks to join the two records of a pair.
 * @param keptId the record that is to be kept
 * @throws AppError `not_open`, `not_of_pair`, `id_reused`, or what `planJoin` refuses
 */
export const askJoin = async (
  deps: Deps,
  seen: StoredPair,
  { id, keptId }: { readonly id: string; readonly keptId: string },
  stamp: Stamp,
): Promise<Asked> => {
  const planOf = async () => {
    if (!seen.memberIds.includes(keptId)) return notOfPair();
    if (seen.state !== 'open') return notOpen();
    return planJoin(deps.table, seen.memberIds, keptId, stamp.now);
  };
  const plan = await planOf();
  const asked: StoredPair = { ...seen, state: 'asked', keptId, approvalId: id };
  return ask(
    deps,
    seen,
    asked,
    { id, matter: 'join', keptId, content: { decision: 'same', keptId }, ...refusalOrEffect(plan) },
    stamp,
  );
};

/**
 * Asks to part the two records of a joined pair.
 * @throws AppError `not_joined`, `parting_asked`, `id_reused`, or what `planParting` refuses
 */
export const askParting = async (
  deps: Deps,
  seen: StoredPair,
  { id, reason }: PartingInput,
  stamp: Stamp,
): Promise<Asked> => {
  // Only a pair that is not joined may lack `keptId`. `planOf` refuses such a pair, so nothing that is made with the default is stored.
  const { keptId = seen.memberIds[0] } = seen;
  const planOf = async () => {
    if (seen.state !== 'joined') return notJoined();
    if (seen.approvalId !== undefined) return partingAsked();
    return planParting(deps.table, seen.memberIds, keptId);
  };
  const sealed = await sealReason(deps, seen, keptId, reason);
  const asked = { ...seen, approvalId: id, ...(sealed instanceof AppError ? {} : { reason: sealed }) };
  return ask(
    deps,
    seen,
    asked,
    {
      id,
      matter: 'parting',
      keptId,
      content: { parting: true, reason },
      ...refusalOrEffect(sealed instanceof AppError ? sealed : await planOf()),
    },
    stamp,
  );
};

/** The encrypted reason, or the refusal if the woman's key was destroyed. */
const sealReason = async ({ vault }: Deps, { memberIds }: StoredPair, keptId: string, reason: string) => {
  try {
    return await vault.encrypt(ownerOf(keptId), contextOf(pairKey(...memberIds), 'reason'), reason);
  } catch (error) {
    if (error instanceof VaultError && error.fault === 'key_destroyed') return memberErased();
    throw error;
  }
};
