import type { Column } from '../../design/table.tsx';
import { hrefOf } from '../../session/desk-address.ts';
import { t } from '../text.ts';

/** Columns that the tables of a group's books share. */

/**
 * In the tables of a group's books, the column of a member: her code, with the way to her page, and beside it her
 * name where it is shown; no file has the name.
 * @param codes of the group's present members, by id
 */
export const memberColumn = (
  codes: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string> = new Map(),
): Column<{ readonly memberId: string }> => {
  const codeOf = (memberId: string): string => codes.get(memberId) ?? t('groups.elsewhere');
  return {
    key: 'member',
    title: t('member'),
    value: ({ memberId }) => codeOf(memberId),
    cell: ({ memberId }) => (
      <>
        <a href={hrefOf('members', memberId)}>{codeOf(memberId)}</a>
        {names.has(memberId) && (
          <>
            {' '}
            <bdi>{names.get(memberId)}</bdi>
          </>
        )}
      </>
    ),
    exported: true,
  };
};

export const savingsColumn = (): Column<{ readonly savingsPaise: number }> => ({
  key: 'savings',
  title: t('savings'),
  value: ({ savingsPaise }) => savingsPaise,
  isMoney: true,
  exported: true,
});
