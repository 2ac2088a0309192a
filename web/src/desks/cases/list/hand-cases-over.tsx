import { useState } from 'preact/hooks';
import type { CaseRecord } from '../../../api/case-record.ts';
import type { Api } from '../../../api/client.ts';
import type { ItemOf } from '../../../api/routes.ts';
import { Choice, LongField } from '../../../design/fields/field.tsx';
import { requiredTextOf, textOf } from '../../../design/fields/form-data.ts';
import { showToast } from '../../../design/toast.tsx';
import { Fold } from '../../frame/fold.tsx';
import { Form } from '../../frame/forms/form.tsx';
import { t } from '../../text.ts';
import { assigneeText } from '../assignee-choice.tsx';

/** Somebody who may hold a case. */
export type Assignee = ItemOf<'GET /api/assignees'>;

type HandCasesOverProps = {
  readonly api: Api;
  /** All who may hold a case. */
  readonly people: readonly Assignee[];
  /** The cases of the programme. */
  readonly cases: readonly CaseRecord[];
  /** Whether `cases` has all of them; otherwise the numbers are too low, and the texts say "at least". */
  readonly isWhole: boolean;
  readonly onDone: () => Promise<unknown>;
};

/** The number of open cases by the assignee's id. */
const countByAssignee = (cases: readonly CaseRecord[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { assignedTo, status } of cases) {
    if (assignedTo !== undefined && status !== 'closed') {
      counts.set(assignedTo, (counts.get(assignedTo) ?? 0) + 1);
    }
  }
  return counts;
};

type HandoverAnswer = { readonly handedOver: number; readonly skipped: number; readonly left: number };

/**
 * Hands over all cases of a person, by as many requests as that takes. All have the same id, which is the id of the whole handover.
 * @param handOverSome sends a request, which hands over a limited number of cases
 * @returns `stayCount`: how many cases could not be handed over
 */
async function handOverAll(
  handOverSome: () => Promise<HandoverAnswer>,
): Promise<{ readonly handedOverCount: number; readonly stayCount: number }> {
  let handedOverCount = 0;
  while (true) {
    const { handedOver, skipped, left } = await handOverSome();
    handedOverCount += handedOver;
    // A request tries again what the one before it skipped. So if one hands over no case, the next would not either.
    if (handedOver === 0 || left === 0) return { handedOverCount, stayCount: skipped + left };
  }
}

/**
 * The form that hands over all open cases of one person to another. It warns if cases are assigned to people who no longer
 * have access.
 */
export function HandCasesOver({ api, people, cases, isWhole, onDone }: HandCasesOverProps) {
  const [note, setNote] = useState('');
  const counts = countByAssignee(cases);
  const countText = (count: number): string => (isWhole ? String(count) : t('handOver.atLeast', { count }));
  const caseworkers = people.filter(({ role }) => role === 'caseworker');
  // An assignee who is not among them no longer has access.
  const countsOfFormerPeople = [...counts].filter(([id]) => !people.some((person) => person.id === id));
  const fromOptions = [
    ...countsOfFormerPeople.map(
      ([id, count]) =>
        [id, t('handOver.holder', { name: t('assignee.gone'), count: countText(count) })] as const,
    ),
    ...caseworkers
      .filter(({ id }) => counts.has(id))
      .map(
        (person) =>
          [
            person.id,
            t('handOver.holder', {
              name: assigneeText(person),
              count: countText(counts.get(person.id) ?? 0),
            }),
          ] as const,
      ),
  ];
  const caseCountOfFormerPeople = countsOfFormerPeople.reduce((sum, [, count]) => sum + count, 0);
  return (
    <>
      {caseCountOfFormerPeople > 0 && (
        <p class="warning" role="status">
          {t('handOver.gone', { count: caseCountOfFormerPeople })}
        </p>
      )}
      {fromOptions.length > 0 && (
        <Fold label="handOver">
          <Form
            label="handOver"
            submit="handOver.do"
            done={null}
            confirm={(data) => ({
              title: t('handOver.ask'),
              explain: t('handOver.explain', {
                count: countText(counts.get(requiredTextOf(data, 'from')) ?? 0),
              }),
              buttonLabel: t('handOver.do'),
            })}
            onSend={async (data, id) => {
              const sentNote = textOf(data, 'note');
              const body = {
                id,
                to: requiredTextOf(data, 'to'),
                ...(sentNote === undefined ? {} : { note: sentNote }),
              };
              const path = { id: requiredTextOf(data, 'from') };
              const { handedOverCount, stayCount } = await handOverAll(() =>
                api.request('POST /api/users/{id}/case-handover', { path, body }),
              );
              showToast(() =>
                [
                  t('handOver.done', { count: handedOverCount }),
                  ...(stayCount === 0 ? [] : [t('handOver.stay', { count: stayCount })]),
                ].join(' '),
              );
              setNote('');
              await onDone();
            }}
          >
            <Choice name="from" label={t('handOver.from')} options={fromOptions} />
            <Choice
              name="to"
              label={t('handOver.to')}
              options={caseworkers.map((person) => [person.id, assigneeText(person)] as const)}
            />
            <LongField name="note" label={t('handOver.note')} text={note} onText={setNote} isOptional />
          </Form>
        </Fold>
      )}
    </>
  );
}
