import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { HandOver } from './hand-over.tsx';
import { isUnheld } from './waiting.ts';

type HeldProps = {
  readonly api: Api;
  readonly onShowUnheld: () => void;
  readonly onHandedOver: () => Promise<unknown>;
};

/** Who holds the cases: how many nobody does, and handing over all of one person. It is about every case, whatever the list shows. */
export function Held({ api, onShowUnheld, onHandedOver }: HeldProps) {
  // The key of the list without a filter: the two are one reading.
  const cases = useRead(['cases', {}], () => readList(api, 'GET /api/cases', { query: {} }));
  if (cases.data === undefined) return null;
  const { items, isWhole } = cases.data;
  return (
    <>
      <Unheld count={items.filter(isUnheld).length} onShow={onShowUnheld} />
      <HandOver
        api={api}
        cases={items}
        isWhole={isWhole}
        onDone={() => Promise.all([cases.refetch(), onHandedOver()])}
      />
    </>
  );
}

/** Says how many open cases nobody holds, whatever their priority. */
function Unheld({ count, onShow }: { readonly count: number; readonly onShow: () => void }) {
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
