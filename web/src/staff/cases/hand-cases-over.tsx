import { useState } from 'preact/hooks';
import type { CaseRecord } from '../../api/case-record.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { Choice, LongField } from '../../design/field.tsx';
import { textOf } from '../../design/form-data.ts';
import { showToast } from '../../design/toast.tsx';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

type HandCasesOverProps = {
  readonly api: Api;
  /** The cases of the programme. */
  readonly cases: readonly CaseRecord[];
  /** Whether they are all of them: else the numbers are too low, and say so. */
  readonly isWhole: boolean;
  readonly onDone: () => Promise<unknown>;
};

/** Open cases by who holds them. */
const heldOf = (cases: readonly CaseRecord[]): ReadonlyMap<string, number> => {
  const held = new Map<string, number>();
  for (const { assignedTo, status } of cases) {
    if (assignedTo !== undefined && status !== 'closed') {
      held.set(assignedTo, (held.get(assignedTo) ?? 0) + 1);
    }
  }
  return held;
};

/**
 * The form that hands all open cases of one person over to another; it warns of cases assigned to somebody who no
 * longer has access.
 */
export function HandCasesOver({ api, cases, isWhole, onDone }: HandCasesOverProps) {
  const people = useRead(['assignees'], () => readList(api, 'GET /api/assignees', {}));
  const [note, setNote] = useState('');
  const held = heldOf(cases);
  const sayCount = (count: number): string => (isWhole ? String(count) : t('handOver.atLeast', { count }));
  return (
    <Reading of={people}>
      {({ items }) => {
        const caseworkers = items.filter(({ role }) => role === 'caseworker');
        const gone = [...held].filter(([id]) => !items.some((person) => person.id === id));
        const holders = [
          ...gone.map(
            ([id, count]) =>
              [id, t('handOver.holder', { name: t('assignee.gone'), count: sayCount(count) })] as const,
          ),
          ...caseworkers
            .filter(({ id }) => held.has(id))
            .map(
              ({ id, name }) =>
                [id, t('handOver.holder', { name, count: sayCount(held.get(id) ?? 0) })] as const,
            ),
        ];
        const count = gone.reduce((sum, [, cases]) => sum + cases, 0);
        return (
          <>
            {count > 0 && (
              <p class="warning" role="status">
                {t('handOver.gone', { count })}
              </p>
            )}
            {holders.length > 0 && (
              <Fold label="handOver">
                <Form
                  label="handOver"
                  submit="handOver.do"
                  done={null}
                  confirm={(data) => ({
                    title: t('handOver.ask'),
                    explain: t('handOver.explain', {
                      count: sayCount(held.get(textOf(data, 'from') ?? '') ?? 0),
                    }),
                    confirm: t('handOver.do'),
                  })}
                  onSend={async (data, id) => {
                    const note = textOf(data, 'note');
                    const body = {
                      id,
                      to: textOf(data, 'to') ?? '',
                      ...(note === undefined ? {} : { note }),
                    };
                    const path = { id: textOf(data, 'from') ?? '' };
                    let handedOver = 0;
                    for (let left = 1; left > 0; ) {
                      const answer = await api.request('POST /api/users/{id}/case-handover', { path, body });
                      handedOver += answer.handedOver;
                      left = answer.left;
                    }
                    showToast(() => t('handOver.done', { count: handedOver }));
                    setNote('');
                    await onDone();
                  }}
                >
                  <Choice name="from" label={t('handOver.from')} options={holders} />
                  <Choice
                    name="to"
                    label={t('handOver.to')}
                    options={caseworkers.map(({ id, name }) => [id, name] as const)}
                  />
                  <LongField name="note" label={t('handOver.note')} text={note} onText={setNote} isOptional />
                </Form>
              </Fold>
            )}
          </>
        );
      }}
    </Reading>
  );
}
