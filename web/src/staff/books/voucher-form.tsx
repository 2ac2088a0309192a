import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Posting } from '../../../../functions/domain/book-entries.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { type DraftVoucher, voucherBody } from './draft.ts';
import { AskBeforeLeaving } from './leaving.tsx';
import { LineRows } from './line-rows.tsx';
import { After, CountFields, DayField } from './rest-fields.tsx';

type VoucherFormProps = {
  readonly api: Api;
  readonly groupId: string;
  /** What the form begins with. */
  readonly begun: DraftVoucher;
  /** What will be taken back by it. */
  readonly replaced?: readonly Posting[];
  /** What is sent before it, such as the reversal of a wrong one. */
  readonly first?: (data: FormData) => Promise<unknown>;
  /** Further fields, above the others. */
  readonly above?: ComponentChildren;
  readonly onDone: (id: string) => unknown;
};

/** Enters a voucher: money of the group's that moved without a meeting. */
export function VoucherForm({ api, groupId, begun, replaced = [], first, above, onDone }: VoucherFormProps) {
  const path = { id: groupId };
  const unchanged = useRef(begun).current;
  const [draft, setDraft] = useState(unchanged);
  const change = (part: Partial<DraftVoucher>) => setDraft((before) => ({ ...before, ...part }));
  const ledger = useRead(['ledger', groupId], () =>
    api.request('GET /api/collectives/{id}/ledger', { path }),
  );
  const borrowings = useRead(['borrowings', groupId], () =>
    readList(api, 'GET /api/collectives/{id}/borrowings', { path }),
  );
  return (
    <Reading of={borrowings}>
      {({ items }) => (
        <Form
          label="voucher.new"
          done={null}
          isReady={draft.lines.length > 0}
          onSend={async (data, id) => {
            await first?.(data);
            await api.request('POST /api/collectives/{id}/vouchers', {
              path,
              body: { id, ...voucherBody(draft) },
            });
            await onDone(id);
          }}
        >
          <AskBeforeLeaving isTyped={draft !== unchanged} />
          {above}
          <DayField draft={draft} onChange={change} name="on" />
          <LineRows lines={draft.lines} borrowings={items} onChange={(lines) => change({ lines })} />
          <Reading of={ledger}>
            {(held) => <After ledger={held} replaced={replaced} lines={draft.lines} />}
          </Reading>
          <CountFields draft={draft} onChange={change} />
        </Form>
      )}
    </Reading>
  );
}
