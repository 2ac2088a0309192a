import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import { Reading, type ReadResult, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { type Assignee, HandCasesOver } from './hand-cases-over.tsx';
import { isUnassigned } from './unassigned-rules.ts';

type AboveCaseListProps = {
  readonly api: Api;
  readonly people: ReadResult<readonly Assignee[]>;
  readonly onShowUnassigned: () => void;
  readonly onHandedOver: () => Promise<unknown>;
};

/**
 * Above the coordinator's list of cases: how many cases are unassigned, and the form that hands over all cases of a person.
 * Both are about all cases, whatever filter the list has. If the people who may hold a case can't be read, this says so.
 */
export function AboveCaseList({ api, people, onShowUnassigned, onHandedOver }: AboveCaseListProps) {
  // The same key as the list without a filter, whose fields are undefined and don't count: both share one request.
  const cases = useRead(['cases', {}], () => readList(api, 'GET /api/cases', { query: {} }));
  return (
    <>
      {cases.data !== undefined && (
        <UnassignedCount count={cases.data.items.filter(isUnassigned).length} onShow={onShowUnassigned} />
      )}
      {(cases.data !== undefined || people.isError) && (
        <Reading of={people}>
          {(assignees) =>
            cases.data !== undefined && (
              <HandCasesOver
                api={api}
                people={assignees}
                cases={cases.data.items}
                isWhole={cases.data.isWhole}
                onDone={() => Promise.all([cases.refetch(), onHandedOver()])}
              />
            )
          }
        </Reading>
      )}
    </>
  );
}

/** How many open cases are unassigned, whatever their priority. */
function UnassignedCount({ count, onShow }: { readonly count: number; readonly onShow: () => void }) {
  if (count === 0) return null;
  return (
    <p class="warning" role="status">
      {t('cases.unheld', { count })}{' '}
      <button type="button" class="second small" onClick={onShow}>
        {t('cases.unheld.show')}
      </button>
    </p>
  );
}
