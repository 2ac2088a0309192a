import { refused } from '../domain/errors.ts';
import type { Write } from '../table/client.ts';
import { collectiveKey } from '../table/keys.ts';

/** The check that a member's collective exists. */
export const checkCollectiveExists = (collectiveId: string): Write => ({
  check: collectiveKey(collectiveId),
  condition: 'attribute_exists(pk)',
  errorIfFailed: () => refused('unknown_collective', 'There is no such collective.', 'collectiveId'),
});
