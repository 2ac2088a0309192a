import { AppError } from '../platform/errors.ts';
import { leaveAccount, openAccount, reopenAccount } from '../savings/account.ts';
import type { Write } from '../table/client.ts';
import { collectiveKey, nameTokenKey } from '../table/keys.ts';
import type { StoredMember } from './schema.ts';

export const collectiveExists = (collectiveId: string): Write => ({
  check: collectiveKey(collectiveId),
  condition: 'attribute_exists(pk)',
  refusal: () =>
    new AppError('refused', 'unknown_collective', 'There is no such collective.', {
      errors: [{ path: 'collectiveId', message: 'There is no such collective.' }],
    }),
});

/** The writes that let a member be found by her tokens as she now is, and by no others. */
export const tokenWrites = (before: StoredMember | undefined, after: StoredMember): Write[] => {
  const isSame =
    before !== undefined && before.collectiveId === after.collectiveId && before.district === after.district;
  const kept = new Set(before?.searchTokens);
  const wanted = new Set(after.searchTokens);
  const removed = [...kept].filter((token) => !wanted.has(token));
  const put = [...wanted].filter((token) => !(isSame && kept.has(token)));
  return [
    ...removed.map((token): Write => ({ remove: nameTokenKey(token, after.id) })),
    ...put.map(
      (token): Write => ({
        put: {
          ...nameTokenKey(token, after.id),
          memberId: after.id,
          collectiveId: after.collectiveId,
          district: after.district,
        },
      }),
    ),
  ];
};

/** The writes that take a member's account with her to another collective, which she may have left before. */
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
