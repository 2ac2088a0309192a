import type { Api } from '../../api/client.ts';
import { Choice, TextField } from '../../design/fields/field.tsx';
import { requiredChoiceOf, requiredTextOf } from '../../design/fields/form-data.ts';
import { showToast } from '../../design/toast.tsx';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import { t } from '../text.ts';
import { Withdrawn } from './pair-cards.tsx';
import type { Pair } from './pair-sides.tsx';

type PairFormProps = {
  readonly api: Api;
  readonly pair: Pair;
  readonly onAsked: () => Promise<unknown>;
};

/**
 * The form that asks a second person to join the two records. The coordinator first chooses which record is kept. Before the form is
 * sent, it says what will change.
 */
export function AskJoin({ api, pair, onAsked }: PairFormProps) {
  // The codes stand in the order of the ids.
  const codeOf = (id: string): string => pair.codes[pair.memberIds.indexOf(id)] ?? '';
  const keptOf = (data: FormData): string => requiredChoiceOf(data, 'keptId', pair.memberIds);
  return (
    <Fold label="sameWomen.same">
      <Form
        label="sameWomen.same"
        submit="sameWomen.same"
        isSecondary
        done={null}
        confirm={(data) => ({
          title: t('sameWomen.same.ask'),
          explain: (
            <>
              <p>{t('sameWomen.same.explain', { kept: codeOf(keptOf(data)) })}</p>
              <Withdrawn of={pair} />
            </>
          ),
          buttonLabel: t('sameWomen.same.yes'),
        })}
        onSend={async (data, id) => {
          await api.request('POST /api/same-women/{id}/decision', {
            path: { id: pair.id },
            body: { id, decision: 'same', keptId: keptOf(data) },
          });
          showToast(() => t('sameWomen.waits'));
          await onAsked();
        }}
      >
        <Choice
          name="keptId"
          label={t('sameWomen.kept')}
          options={pair.memberIds.map((id) => [id, codeOf(id)])}
        />
      </Form>
    </Fold>
  );
}

/** The form that asks a second person to part two joined records, with the reason. */
export function AskParting({ api, pair, onAsked }: PairFormProps) {
  return (
    <Fold label="sameWomen.part">
      <Form
        label="sameWomen.part"
        submit="sameWomen.part"
        isSecondary
        done={null}
        confirm={() => ({
          title: t('sameWomen.part.ask'),
          explain: <p>{t('sameWomen.part.explain')}</p>,
          buttonLabel: t('sameWomen.same.yes'),
        })}
        onSend={async (data, id) => {
          await api.request('POST /api/same-women/{id}/parting', {
            path: { id: pair.id },
            body: { id, reason: requiredTextOf(data, 'reason') },
          });
          showToast(() => t('sameWomen.waits'));
          await onAsked();
        }}
      >
        <TextField name="reason" label={t('reason')} />
      </Form>
    </Fold>
  );
}
