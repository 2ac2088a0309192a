import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import { useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { HandCasesOver } from './hand-cases-over.tsx';
import { isUnassigned } from './unassigned-rules.ts';

type AboveCaseListProps = {
  readonly api: Api;
  readonly onShowUnassigned: () => void;
  readonly onHandedOver: () => Promise<unknown>;
};

/**
 * Above the coordinator's list of cases: how many cases are unassigned, and the form that hands over all cases of a person.
 * Both are about all cases, whatever filter the list has.
 */
export function AboveCaseList({ api, onShowUnassigned, onHandedOver }: AboveCaseListProps) {
  // The same key as the list without a filter, whose fields are undefined and don't count: both share one request.
  const cases = useRead(['cases', {}], () => readList(api, 'GET /api/cases', { query: {} }));
  if (cases.data === undefined) return null;
  // `isWhole`: the list has all cases.
  const { items, isWhole } = cases.data;
  return (
    <>
      <UnassignedCount count={items.filter(isUnassigned).length} onShow={onShowUnassigned} />
      <HandCasesOver
        api={api}
        cases={items}
        isWhole={isWhole}
        onDone={() => Promise.all([cases.refetch(), onHandedOver()])}
      />
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
