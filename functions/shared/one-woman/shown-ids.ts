import type { Item } from '../table/client.ts';
import { idsOf } from './records.ts';

/**
 * What the access log says of a woman whose records were joined: an answer with her kept record shows what all of them hold. Each is named, so that who
 * looked is found under each of them once they are parted.
 */

/** The opening of a woman. */
export const openingOf = (kept: Item): { readonly subject: string; readonly concerns: readonly string[] } => {
  const [subject = '', ...concerns] = idsOf(kept);
  return { subject, concerns };
};

type Listed = {
  readonly id: string;
  readonly collectiveId: string;
  readonly joined?: readonly { readonly id: string; readonly collectiveId: string }[] | undefined;
};

/** Members on a list: each record is found by its own group. */
export const rowsOfMembers = (
  members: readonly Listed[],
): { readonly of: string; readonly ids: readonly string[] }[] =>
  members.flatMap((member) =>
    [member, ...(member.joined ?? [])].map(({ id, collectiveId }) => ({ of: collectiveId, ids: [id] })),
  );
