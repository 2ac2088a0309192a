import { useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import { Problem } from '../../../api/problem.ts';
import { DateField } from '../../../design/fields/date-field.tsx';
import { requiredTextOf } from '../../../design/fields/form-data.ts';
import { formatDate, formatRupees } from '../../../i18n/format.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ChangeForm } from '../../frame/forms/change-form.tsx';
import { t } from '../../text.ts';
import type { Books } from './read-books.ts';

/** The texts for what the group still has, if the server refused to close it: the number of its women, or the balances that are not 0. */
const obstaclesIn = (failure: unknown): readonly string[] => {
  if (!(failure instanceof Problem)) return [];
  const { document } = failure;
  const balances = [
    ['cash', document.cashPaise],
    ['groups.bank', document.bankPaise],
    ['savings', document.savingsPaise],
    ['loans', document.loansOutstandingPaise],
    ['borrowings', document.borrowingsOutstandingPaise],
  ] as const;
  return [
    ...(typeof document.count === 'number' ? [t('closing.members.left', { count: document.count })] : []),
    ...balances.flatMap(([label, paise]) =>
      typeof paise === 'number' && paise !== 0 ? [`${t(label)}: ${formatRupees(paise)}`] : [],
    ),
  ];
};

type CloseGroupProps = {
  readonly api: Api;
  readonly books: Books;
  /** Whether nothing is in the books and nobody in the group. */
  readonly isEmpty: boolean;
  readonly onDone: () => unknown;
};

export function CloseGroup({ api, books: { group }, isEmpty, onDone }: CloseGroupProps) {
  const language = useLanguage();
  const [obstacles, setObstacles] = useState<readonly string[]>([]);
  if (group.closedOn !== undefined) {
    return <p class="notice">{t('closing.closed', { day: formatDate(group.closedOn, language) })}</p>;
  }
  return (
    <>
      {/* The form can be sent even so: the server decides by the books as they are then, and says what remains. */}
      {!isEmpty && <p class="soft">{t('closing.wait')}</p>}
      <ChangeForm
        label="closing.close"
        submit="closing.close"
        version={group.version}
        onSend={async (data, ifMatch) => {
          setObstacles([]);
          try {
            return await api.request('PATCH /api/collectives/{id}', {
              path: { id: group.id },
              ifMatch,
              body: { closedOn: requiredTextOf(data, 'closedOn') },
            });
          } catch (failure) {
            setObstacles(obstaclesIn(failure));
            throw failure;
          }
        }}
        confirm={() => ({
          title: t('closing.ask', { name: group.name }),
          explain: <p>{t('closing.will')}</p>,
          buttonLabel: t('closing.yes'),
        })}
        onChanged={onDone}
      >
        <DateField name="closedOn" label={t('closedOn')} value={todayInIndia()} max={todayInIndia()} />
      </ChangeForm>
      {obstacles.length > 0 && (
        <ul class="plain" aria-label={t('closing.missing')}>
          {obstacles.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </>
  );
}
