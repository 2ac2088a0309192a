import type { UseQueryResult } from '@tanstack/preact-query';
import type { CaseRecord } from '../api/case-record.ts';
import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { FollowUp } from './follow-up.tsx';
import { Reading } from './reading.tsx';
import { OpeningTable } from './record-list.tsx';
import { t } from './text.ts';

type MemberCasesProps = {
  readonly of: UseQueryResult<{ readonly items: readonly CaseRecord[]; readonly isWhole: boolean }>;
  readonly onOpen: (id: string) => void;
};

/** A member's cases, those that go on before those that are over, the latest first. */
export function MemberCases({ of: cases, onOpen }: MemberCasesProps) {
  const language = useLanguage();
  return (
    <Reading of={cases}>
      {({ items, isWhole }) => (
        <>
          {!isWhole && <p class="warning">{t('more')}</p>}
          <OpeningTable
            caption="cases.hers"
            columns={['code', 'kind', 'priority', 'status', 'openedOn', 'followUp']}
            nameOf={({ code }) => code}
            cellsOf={(one) => [
              t(`case.${one.kind}`),
              t(`priority.${one.priority}`),
              t(`status.${one.status}`),
              formatDate(one.openedOn, language),
              <FollowUp key="due" of={one} />,
            ]}
            items={items.toSorted(
              (a, b) =>
                Number(a.status === 'closed') - Number(b.status === 'closed') ||
                b.openedOn.localeCompare(a.openedOn),
            )}
            onOpen={onOpen}
          />
        </>
      )}
    </Reading>
  );
}
