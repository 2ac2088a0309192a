import type { Column } from '../../../design/table/table-columns.tsx';
import { hrefOf } from '../../../session/desk-address.ts';
import { t } from '../../text.ts';

/**
 * The column of a member in the tables of a group's books: her code as a link to her page, and her name if names are shown.
 * Exported files never have the name.
 * @param codes the codes of the group's present members, by id; others get a general word
 * @param names the names by member id; empty while they are hidden
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

/** The column of a member's savings in the tables of a group's books. */
export const savingsColumn = (): Column<{ readonly savingsPaise: number }> => ({
  key: 'savings',
  title: t('savings'),
  value: ({ savingsPaise }) => savingsPaise,
  isMoney: true,
  exported: true,
});
