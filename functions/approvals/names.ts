import { grantContent } from '../people/access-approval.ts';
import { decryptNames, parsePerson } from '../people/stored-person.ts';
import type { Table } from '../table/client.ts';
import { personKey } from '../table/keys.ts';
import type { Approval } from '../two-person/approval-schema.ts';
import type { Vault } from '../vault/vault.ts';

/** The encrypted name in a request to add a person, who has no record yet; none for other requests. */
const namesInContent = ({ matter, subject, content }: Approval) => {
  const requestedGrant = matter === 'person' ? grantContent.safeParse(content).data : undefined;
  return requestedGrant?.of === 'new' ? [{ id: subject, name: requestedGrant.person.name }] : [];
};

/** Reads the names of the people whom approvals are about, and of those who asked for them, by person id. It never reads a member's name. */
export const readNames = async (
  table: Pick<Table, 'getMany'>,
  vault: Pick<Vault, 'decryptMany'>,
  approvals: readonly Approval[],
): Promise<ReadonlyMap<string, string>> => {
  const ids = approvals.flatMap(({ matter, subject, askedBy }) => {
    const isAboutPerson = matter !== 'member_erasure' && matter !== 'data_handover';
    return isAboutPerson ? [subject, askedBy] : [askedBy];
  });
  const items = await table.getMany([...new Set(ids)].map((id) => personKey(id)));
  const encryptedNames = [...approvals.flatMap(namesInContent), ...items.map(parsePerson)];
  const names = await decryptNames(vault, encryptedNames);
  return new Map(encryptedNames.map(({ id }, index) => [id, names[index] ?? '']));
};
