import { useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import type { AnswerOf } from '../../../api/routes.ts';
import { DateField } from '../../../design/fields/date-field.tsx';
import { Choice, TextField } from '../../../design/fields/field.tsx';
import { requiredTextOf, textOf } from '../../../design/fields/form-data.ts';
import { RupeesField } from '../../../design/fields/rupees-field.tsx';
import { showToast } from '../../../design/toast.tsx';
import { formatDate } from '../../../i18n/format.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { Form } from '../../frame/forms/form.tsx';
import { groupOptions } from '../../frame/forms/group-options.ts';
import type { Collective } from '../../frame/lists/record-types.ts';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import type { MemberWithCode } from '../group-members.ts';
import { OwnMoney, WomenWhoGo } from './dividing-fields.tsx';
import { MovePlan } from './move-plan.tsx';
import { MovePlanState } from './move-plan-state.tsx';
import { everything, type MoveChoice, moveBody } from './move-rules.ts';
import { useMovePlan } from './use-move-plan.ts';

type Ledger = AnswerOf<'GET /api/collectives/{id}/ledger'>;

/** A woman goes alone, a group divides, or it joins another with all that it has. */
export type MoveKind = 'woman' | 'divide' | 'join';

type MoveFormProps = {
  readonly api: Api;
  readonly groupId: string;
  readonly kind: MoveKind;
  /** The woman, if one goes alone; otherwise all women of the group. */
  readonly members: readonly MemberWithCode[];
  readonly onDone: () => unknown;
};

/** The desk's form of a move to another group. It reads what both groups have, and shows what goes before the move is sent. */
export function MoveForm(props: MoveFormProps) {
  const { api, groupId } = props;
  const reading = useRead(['move from', groupId], async () => {
    const path = { id: groupId };
    const [ledger, groups] = await Promise.all([
      api.request('GET /api/collectives/{id}/ledger', { path }),
      readList(api, 'GET /api/collectives', {}),
    ]);
    return { ledger, groups: groups.items };
  });
  return (
    <Reading of={reading}>
      {({ ledger, groups }) => (
        <MoveFields
          {...props}
          ledger={ledger}
          ownName={groups.find(({ id }) => id === groupId)?.name ?? ''}
          groups={groups.filter(({ id, closedOn }) => id !== groupId && closedOn === undefined)}
          onDone={async () => {
            await reading.refetch();
            await props.onDone();
          }}
        />
      )}
    </Reading>
  );
}

type MoveFieldsProps = MoveFormProps & {
  readonly ledger: Ledger;
  /** The name of this group. */
  readonly ownName: string;
  /** The other groups, to which a move can go. */
  readonly groups: readonly Collective[];
};

/** What is chosen at first: everything, if the group joins another; the woman, if one goes alone; nothing, if the group divides. */
const firstChoice = (kind: MoveKind, ledger: Ledger, members: readonly MemberWithCode[]): MoveChoice => {
  const memberIds = members.map(({ id }) => id);
  if (kind === 'join') return everything(ledger, memberIds);
  const women = kind === 'woman' ? memberIds : [];
  return { memberIds: women, grantsPaise: 0, surplusPaise: 0, borrowingIds: [], bankPaise: 0 };
};

function MoveFields({ api, groupId, kind, members, ledger, ownName, groups, onDone }: MoveFieldsProps) {
  const language = useLanguage();
  const [choice, setChoice] = useState(() => firstChoice(kind, ledger, members));
  const change = (part: Partial<MoveChoice>) => setChoice((before) => ({ ...before, ...part }));
  const [toId, setToId] = useState('');
  const toName = groups.find(({ id }) => id === toId)?.name ?? '';
  const { moved, here, there, problem } = useMovePlan(api, ledger, choice, { id: toId, name: toName });
  const doesAnythingGo = choice.memberIds.length > 0 || Object.values(moved).some((paise) => paise !== 0);
  const plan = <MovePlan moved={moved} here={here} there={there} />;
  return (
    <Form
      label={`move.${kind}`}
      submit={`move.${kind}`}
      done={null}
      isReady={toId !== '' && doesAnythingGo && problem === undefined}
      confirm={(data) => ({
        title: t(`move.${kind}.ask`, { group: toName }),
        explain: (
          <>
            {plan}
            <p>{t('move.will', { date: formatDate(requiredTextOf(data, 'on'), language) })}</p>
          </>
        ),
        buttonLabel: t('move.yes'),
      })}
      onSend={async (data, id) => {
        await api.request('POST /api/collectives/{id}/moves', {
          path: { id: groupId },
          body: moveBody(choice, moved, {
            id,
            on: requiredTextOf(data, 'on'),
            to: toId,
            reason: textOf(data, 'reason'),
          }),
        });
        // After sending, the section closes (`Fold`). This form and all that was chosen in it go with it.
        await onDone();
        showToast(() => t('move.done', { group: toName }));
      }}
    >
      <Choice name="to" label={t('move.to')} value={toId} onChoose={setToId} options={groupOptions(groups)} />
      <DateField name="on" label={t('on')} value={todayInIndia()} max={todayInIndia()} />
      {kind === 'divide' && (
        <>
          <WomenWhoGo
            api={api}
            members={members}
            ledger={ledger}
            chosen={choice.memberIds}
            onChange={change}
          />
          <OwnMoney ledger={ledger} choice={choice} onChange={change} />
        </>
      )}
      {/* A group that joins another takes all its money in the bank along. */}
      {kind !== 'join' && (
        <RupeesField
          name="bank"
          label={t('move.bank')}
          hint={t('move.bank.hint')}
          isOptional
          onPaise={(paise = 0) => change({ bankPaise: paise })}
        />
      )}
      <TextField name="reason" label={t('reason')} isOptional />
      {plan}
      {toId !== '' && <MovePlanState cashPaise={moved.cash} from={ownName} to={toName} problem={problem} />}
    </Form>
  );
}
