import { granted } from '../people/granting.ts';
import { decryptNames, parsePerson } from '../people/stored-person.ts';
import type { Table } from '../table/client.ts';
import { personKey } from '../table/keys.ts';
import type { Approval } from '../two-person/approval-schema.ts';
import type { Vault } from '../vault/vault.ts';

/** The encrypted name in a request to add a person, who has no record yet. */
const nameInContent = ({ matter, subject, content }: Approval) => {
  const wanted = matter === 'person' ? granted.safeParse(content).data : undefined;
  return wanted?.of === 'new' ? [{ id: subject, name: wanted.person.name }] : [];
};

/** The names of the people whom approvals are about, and of those who asked, by id; no member's name. */
export const readNames = async (
  table: Pick<Table, 'getMany'>,
  vault: Pick<Vault, 'decryptMany'>,
  approvals: readonly Approval[],
): Promise<ReadonlyMap<string, string>> => {
  const ids = approvals.flatMap(({ matter, subject, askedBy }) =>
    matter === 'member_erasure' || matter === 'data_handover' ? [askedBy] : [subject, askedBy],
  );
  const items = await table.getMany([...new Set(ids)].map((id) => personKey(id)));
  const named = [...approvals.flatMap(nameInContent), ...items.map(parsePerson)];
  const names = await decryptNames(vault, named);
  return new Map(named.map(({ id }, index) => [id, names[index] ?? '']));
};
