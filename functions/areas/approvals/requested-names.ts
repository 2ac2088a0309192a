import type { Approval } from '../../shared/two-person/approval-schema.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { grantContent } from '../people/access-approval.ts';
import { decryptNames } from '../people/stored-person.ts';

/** Reads the names that requests would give to people. */

/** The name that a request would give its person, as it is stored; undefined if the request changes no name. */
const requestedNameOf = ({ matter, subject: id, content }: Approval) => {
  const request = matter === 'person' ? grantContent.safeParse(content).data : undefined;
  if (request === undefined) return undefined;
  const { name, nameTokens = [] } = request.of === 'new' ? request.person : request.change;
  return name === undefined ? undefined : { id, name, nameTokens };
};

/** A name that a request would give its person, with its tokens. */
type RequestedName = { readonly name: string; readonly nameTokens: readonly string[] };

/** The names that requests would give, decrypted, by the approval's id. A request that changes no name is left out. */
export const readRequestedNames = async (
  vault: Pick<Vault, 'decryptMany'>,
  approvals: readonly Approval[],
): Promise<ReadonlyMap<string, RequestedName>> => {
  const requested = approvals.flatMap((approval) => {
    const encrypted = requestedNameOf(approval);
    return encrypted === undefined ? [] : [{ approvalId: approval.id, encrypted }];
  });
  const names = await decryptNames(
    vault,
    requested.map(({ encrypted }) => encrypted),
  );
  return new Map(
    requested.map(({ approvalId, encrypted: { nameTokens } }, index) => [
      approvalId,
      { name: names[index] ?? '', nameTokens },
    ]),
  );
};
