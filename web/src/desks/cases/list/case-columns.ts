import type { CaseRecord } from '../../../api/case-record.ts';
import type { Column } from '../../../design/table/table-columns.tsx';
import { t } from '../../text.ts';

/** The columns for kind, priority and status, which every table of cases at the desks has. */
export const caseColumns = (): readonly Column<CaseRecord>[] => [
  { key: 'kind', title: t('kind'), value: ({ kind }) => t(`case.${kind}`), exported: true },
  {
    key: 'priority',
    title: t('priority'),
    value: ({ priority }) => t(`priority.${priority}`),
    exported: true,
  },
  { key: 'status', title: t('status'), value: ({ status }) => t(`status.${status}`), exported: true },
];
