import { Badge } from '../../design/badge.tsx';
import { DateText } from '../../design/date.tsx';
import type { Column } from '../../design/table/table-columns.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { t } from '../text.ts';
import type { OverviewRow } from './overview-rules.ts';

/** The columns of the overview of all groups. */

/** Which group it is, and how it is doing. */
export const groupColumns = (): Column<OverviewRow>[] => [
  {
    key: 'collective',
    title: t('collective'),
    value: ({ collective }) => collective.name,
    cell: ({ id, collective }) => <a href={hrefOf('groups', id)}>{collective.name}</a>,
    exported: true,
  },
  {
    key: 'district',
    title: t('district'),
    value: ({ collective }) => nameDistrict(collective.district),
    exported: ({ collective }) => collective.district,
  },
  {
    key: 'members',
    title: t('groups.members'),
    value: ({ collective }) => collective.memberCount,
    isNumber: true,
    isSummed: true,
    exported: true,
  },
  {
    key: 'lastMeeting',
    title: t('groups.lastMeeting'),
    value: ({ collective }) => collective.lastMeetingOn,
    cell: ({ collective: { lastMeetingOn }, isSilent }) => (
      <>
        {lastMeetingOn === undefined ? '–' : <DateText on={lastMeetingOn} />}
        {isSilent && (
          <>
            {' '}
            <Badge tone="care">{t('groups.silent')}</Badge>
          </>
        )}
      </>
    ),
    exported: true,
  },
];

export const moneyColumns = (): Column<OverviewRow>[] => [
  {
    key: 'savings',
    title: t('savings'),
    value: ({ collective }) => collective.savingsPaise,
    isMoney: true,
    isSummed: true,
    exported: true,
  },
  {
    key: 'loans',
    title: t('loans'),
    value: ({ collective }) => collective.loansOutstandingPaise,
    isMoney: true,
    isSummed: true,
    exported: true,
  },
];

/** The numbers of what the coordinator should look into: talks that are due, and faults of the sheets. */
export const lookIntoColumns = (): Column<OverviewRow>[] => [
  {
    key: 'talksDue',
    title: t('talks.due.number'),
    value: ({ collective }) => collective.talksDue,
    isNumber: true,
    isSummed: true,
    exported: true,
  },
  {
    key: 'differences',
    title: t('groups.differences'),
    value: (row) => row.cashDifferences,
    cell: ({ cashDifferences }) => <Count of={cashDifferences} />,
    isNumber: true,
    isSummed: true,
    exported: true,
  },
  {
    key: 'notCounted',
    title: t('groups.notCounted'),
    value: (row) => row.uncountedSheets,
    cell: ({ uncountedSheets }) => <Count of={uncountedSheets} />,
    isNumber: true,
    isSummed: true,
    exported: true,
  },
  {
    key: 'missing',
    title: t('groups.missing'),
    value: (row) => row.monthsWithoutSheet,
    cell: ({ monthsWithoutSheet }) => <Count of={monthsWithoutSheet} />,
    isNumber: true,
    isSummed: true,
    exported: true,
  },
];

/** Whether a group is closed. The table has this column only if at least one is. */
export const stateColumn = (): Column<OverviewRow> => ({
  key: 'state',
  title: t('state'),
  value: ({ collective }) => t(collective.closedOn === undefined ? 'active' : 'closed'),
  exported: true,
});

/** A number in the table, marked for the coordinator to look into unless it is 0. */
const Count = ({ of }: { readonly of: number }) => (of === 0 ? <>0</> : <Badge tone="care">{of}</Badge>);
