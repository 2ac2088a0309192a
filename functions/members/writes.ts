import { leaveAccount, openAccount, reopenAccount } from '../accounts/account.ts';
import { refused } from '../domain/errors.ts';
import type { Write } from '../table/client.ts';
import { collectiveKey, fullNameKey, type Key, nameTokenKey } from '../table/keys.ts';
import type { StoredMember } from './schema.ts';

export const collectiveExists = (collectiveId: string): Write => ({
  check: collectiveKey(collectiveId),
  condition: 'attribute_exists(pk)',
  refusal: () => refused('unknown_collective', 'There is no such collective.', 'collectiveId'),
});

/** The table keys of a member's tokens: search tokens and full-name tokens. */
const tokenKeysOf = (member: StoredMember): Map<string, Key> =>
  new Map(
    [
      ...member.searchTokens.map((token) => nameTokenKey(token, member.id)),
      ...member.fullNameTokens.map((token) => fullNameKey(token, member.id)),
    ].map((key) => [key.pk, key]),
  );

/** The writes that replace a member's old tokens with her new ones. */
export const tokenWrites = (before: StoredMember | undefined, after: StoredMember): Write[] => {
  const isSame =
    before !== undefined && before.collectiveId === after.collectiveId && before.district === after.district;
  const kept = before === undefined ? new Map<string, Key>() : tokenKeysOf(before);
  const wanted = tokenKeysOf(after);
  const removed = [...kept].filter(([partition]) => !wanted.has(partition));
  const put = [...wanted].filter(([partition]) => !(isSame && kept.has(partition)));
  return [
    ...removed.map(([, key]): Write => ({ remove: key })),
    ...put.map(
      ([, key]): Write => ({
        put: { ...key, memberId: after.id, collectiveId: after.collectiveId, district: after.district },
      }),
    ),
  ];
};

/** The writes that open her account in another collective, where she may have been before, and close the old one. */
export const moveWrites = (before: StoredMember, after: StoredMember, today: string): Write[] =>
  before.collectiveId === after.collectiveId
    ? []
    : [
        leaveAccount(before.collectiveId, before.id, today),
        collectiveExists(after.collectiveId),
        before.formerCollectives.includes(after.collectiveId)
          ? reopenAccount(after.collectiveId, after.id)
          : openAccount(after.collectiveId, after.id),
      ];
