import { compareByName, membersOf, withUnsent } from '../balances.ts';
import type { EncryptedRows } from '../encrypted-rows.ts';
import { members } from '../row-kinds.ts';
import type { SheetMember } from './take-off-rules.ts';

/** Maximum number of members on a leader's sheet, as the API has it. */
export const maxOnSheet = 40;

/**
 * The members on a leader's sheet: first anyone who stands on its draft, also if she has left since or is no longer on this
 * phone, then the others, up to what a sheet takes; all by name.
 */
export function membersOnSheet(
  rows: Pick<EncryptedRows, 'get' | 'all'>,
  collectiveId: string,
  drafted: readonly string[],
): SheetMember[] {
  const listed = membersOf(rows, collectiveId);
  const others = drafted
    .filter((id) => listed.every((member) => member.id !== id))
    .map((id): SheetMember => {
      const member = rows.get(members, id);
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
  const onDraft = listed.filter(({ id }) => drafted.includes(id));
  const further = listed.filter(({ id }) => !drafted.includes(id));
  return [...others, ...onDraft, ...further].slice(0, maxOnSheet).sort(compareByName);
}
