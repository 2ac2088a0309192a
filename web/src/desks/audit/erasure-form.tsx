import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Choice, TextField } from '../../design/fields/field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { showToast } from '../../design/toast.tsx';
import { Form } from '../frame/forms/form.tsx';
import { WrongFields } from '../frame/forms/use-sending.ts';
import { t } from '../text.ts';
import { type Actor, actorText } from './actors.ts';
import { findMember } from './find-member.ts';

type ErasureFormProps = {
  readonly api: Api;
  readonly actors: ReadonlyMap<string, Actor>;
  readonly onAsked: () => Promise<unknown>;
};

/** The form that requests an erasure: of a member by her code, of a leader or staff member by name. */
export function ErasureForm({ api, actors, onAsked }: ErasureFormProps) {
  // Whose erasure it is: a `member`'s or a `person`'s; undefined until it is chosen.
  const [kind, setKind] = useState<string>();
  const requestErasure = async (data: FormData, id: string): Promise<void> => {
    const body = { id, reason: requiredTextOf(data, 'reason') };
    const subject = requiredTextOf(data, 'subject');
    if (kind === 'person') {
      await api.request('POST /api/users/{id}/erasure', { path: { id: subject }, body });
    } else {
      const memberId = await findMember(api, subject.trim());
      if (memberId === undefined) throw new WrongFields({ subject: t('erasure.unknown') });
      await api.request('POST /api/members/{id}/erasure', { path: { id: memberId }, body });
    }
    showToast(() => t('erasure.asked'));
    await onAsked();
  };
  const subjectTextIn = (data: FormData): string => {
    const subject = requiredTextOf(data, 'subject');
    return kind === 'person' ? actorText(subject, actors) : subject.trim().toUpperCase();
  };
  return (
    <Form
      label="erasure.new"
      submit="erasure.new"
      done={null}
      confirm={(data) => ({
        title: t('erasure.ask', { who: subjectTextIn(data) }),
        explain: <p>{t('erasure.explain')}</p>,
        buttonLabel: t('erasure.new'),
      })}
      onSend={requestErasure}
    >
      <Choice
        name="of"
        label={t('erasure.of')}
        value={kind}
        options={[
          ['member', t('erasure.of.member')],
          ['person', t('erasure.of.person')],
        ]}
        onChoose={setKind}
      />
      {kind === 'member' && (
        <TextField name="subject" label={t('erasure.code')} hint={t('erasure.code.hint')} />
      )}
      {kind === 'person' && (
        <Choice
          name="subject"
          label={t('erasure.who')}
          // An erased person has no name.
          options={[...actors.values()]
            .filter(({ name }) => name !== '')
            .toSorted((a, b) => a.name.localeCompare(b.name))
            .map(({ id }) => [id, actorText(id, actors)] as const)}
        />
      )}
      <TextField name="reason" label={t('reason')} />
    </Form>
  );
}
