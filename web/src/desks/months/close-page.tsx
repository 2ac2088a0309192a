import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { addMonths, monthOf } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import { Choice } from '../../design/fields/field.tsx';
import { oneOf } from '../../design/fields/one-of.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import { hrefOf, openAddress } from '../../session/desk-address.ts';
import { useCodes } from '../frame/codes.ts';
import { Fold } from '../frame/fold.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { ChecklistItem, EmptyLists, FindingsSummary, isEmpty, readFindings } from './checklist.tsx';
import { Corrections } from './corrections.tsx';
import { Findings } from './findings.tsx';
import { type FindingList, findingLists, namedRecordIds } from './findings-rules.ts';
import { MonthPreview } from './month-preview.tsx';
import { lastDayBeforeClose, nextToClose } from './next-close.ts';

type ClosePageProps = {
  readonly api: Api;
  /** `YYYY-MM`, from the address; by default the month that closes next. */
  readonly month: string | undefined;
  /** Whether she is the state coordinator, who also previews and corrects months, and explains findings. */
  readonly isState: boolean;
};

/**
 * The coordinator's page before a month's close: a checklist of the findings in her area. The state coordinator's page also has a preview of the
 * month's numbers, and the corrections.
 */
export function ClosePage({ api, month: addressMonth, isState }: ClosePageProps) {
  const language = useLanguage();
  const today = todayInIndia();
  // The last twelve months, the current one included.
  const months = Array.from({ length: 12 }, (_, index) => addMonths(monthOf(today), -index));
  const next = nextToClose(today);
  const month = oneOf(months, addressMonth) ?? next;
  const isClosed = month < next;
  const [onlyOpen, setOnlyOpen] = useState(false);
  const findings = useRead(['findings', month], () => readFindings(api, month));
  const codes = useCodes(api, namedRecordIds(findings.data));
  return (
    <>
      <div class="fields">
        <Choice
          name="month"
          label={t('month')}
          value={month}
          options={months.map((option) => [option, formatMonth(option, language)])}
          onChoose={(chosen) => openAddress('close', chosen)}
        />
        <Choice
          name="show"
          label={t('findings.show')}
          value={onlyOpen ? 'open' : ''}
          options={[
            ['', t('every')],
            ['open', t('findings.onlyOpen')],
          ]}
          onChoose={(value) => setOnlyOpen(value === 'open')}
        />
      </div>
      <p class={isClosed ? 'notice' : 'warning'}>
        {t(isClosed ? 'close.closed' : 'close.closesBy', {
          month: formatMonth(month, language),
          date: formatDate(lastDayBeforeClose(month), language),
        })}
      </p>
      {isState && <WaitsForTerms api={api} month={month} />}
      <h2>{t(isClosed ? 'quality.closed' : 'quality')}</h2>
      <Reading of={findings}>
        {(found) => (
          <>
            <FindingsSummary api={api} of={found} mayExplain={isState} />
            <ol class="checklist">
              {findingLists
                .filter((list) => !isEmpty(list, found))
                .map((list) => (
                  // In another month the list is a new element, folded again.
                  <ChecklistItem key={`${month} ${list}`} list={list} found={found} isState={isState}>
                    {found.counts[list] > 0 && (
                      <FoldedUnlessCash list={list}>
                        <Findings
                          api={api}
                          month={month}
                          list={list}
                          findings={found}
                          onlyOpen={onlyOpen}
                          mayExplain={isState}
                          codes={codes}
                          onChanged={() => findings.refetch()}
                        />
                      </FoldedUnlessCash>
                    )}
                  </ChecklistItem>
                ))}
            </ol>
            <EmptyLists found={found} isState={isState} />
          </>
        )}
      </Reading>
      {isState && (
        <>
          <Fold label="preview" key={month}>
            <MonthPreview api={api} month={month} />
          </Fold>
          <Corrections api={api} />
        </>
      )}
    </>
  );
}

type FoldedUnlessCashProps = { readonly list: FindingList; readonly children: ComponentChildren };

/** A list's findings in a fold. Those of cash differences are shown at once. */
function FoldedUnlessCash({ list, children }: FoldedUnlessCashProps) {
  if (list === 'cashDifferences') return <>{children}</>;
  return <Fold label="findings.list">{children}</Fold>;
}

/** Says that a month waits, or will wait, for the programme's names, and leads to where they are recorded. */
function WaitsForTerms({ api, month }: { readonly api: Api; readonly month: string }) {
  const read = useRead(['terms', month], async () => {
    const [{ items }, { terms }] = await Promise.all([
      api.request('GET /api/snapshots', {}),
      api.request('GET /api/programme', {}),
    ]);
    if (items.some((item) => item.month === month && 'waiting' in item)) return 'close.waiting';
    // A read must answer something else than undefined, so null stands for a month that need not wait.
    return terms.some(({ from }) => from <= month) ? null : 'close.willWait';
  });
  if (read.data === undefined || read.data === null) return null;
  return (
    <p class="warning" role="status">
      {t(read.data)} <a href={hrefOf('programme')}>{t('close.terms')}</a>
    </p>
  );
}
