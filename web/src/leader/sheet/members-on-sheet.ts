import { sheetLimits } from '../../../../functions/shared/kinds/book-limits.ts';
import { compareByName } from '../../phone/compare-by-name.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import { womanOf } from '../joined.ts';
import { membersOf, withUnsent } from '../meetings/balances.ts';
import type { SheetMember } from './take-off-rules.ts';

/**
 * The members on a leader's sheet, sorted by name. Members who are on its draft come before others if there are too many,
 * even those who have left since or are no longer on this phone.
 * @param draftedIds the ids of the members on the draft
 */
export function membersOnSheet(
  rows: Pick<EncryptedRows, 'get' | 'all'>,
  collectiveId: string,
  draftedIds: readonly string[],
): SheetMember[] {
  const inGroup = membersOf(rows, collectiveId);
  // Women on the draft who have left the group, have moved to another one, or are no longer on the phone.
  const notInGroup = draftedIds
    .filter((id) => inGroup.every((member) => member.id !== id))
    .map((id): SheetMember => {
      const member = womanOf(rows, id);
      // Only the id is known of a member who is not on the phone: the other fields are empty.
      return member === undefined
        ? {
            id,
            name: '—',
            collectiveId,
            version: 0,
            joinedOn: '',
            savingsPaise: 0,
            loans: [],
            isElsewhere: true,
          }
        : { ...withUnsent(rows, member), isElsewhere: member.collectiveId !== collectiveId };
    });
  const onDraft = inGroup.filter(({ id }) => draftedIds.includes(id));
  const others = inGroup.filter(({ id }) => !draftedIds.includes(id));
  return [...notInGroup, ...onDraft, ...others].slice(0, sheetLimits.members).sort(compareByName);
}
