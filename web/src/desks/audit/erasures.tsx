import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { DateText, InstantText } from '../../design/date.tsx';
import { Choice, TextField } from '../../design/fields/field.tsx';
import { textOf } from '../../design/fields/form-data.ts';
import { Table } from '../../design/table/table.tsx';
import { showToast } from '../../design/toast.tsx';
import { areKnown, type Codes, useCodes } from '../frame/codes.ts';
import { Fold } from '../frame/fold.tsx';
import { Form, WrongFields } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type Actor, actorText, useActors } from './actors.ts';
import { type Erasure, kindOf, stateOf } from './erasure-state.ts';
import { findMember } from './find-member.ts';

type ErasureFormProps = {
  readonly api: Api;
  readonly actors: ReadonlyMap<string, Actor>;
  readonly onAsked: () => Promise<unknown>;
};

/** The form that requests an erasure: of a member by her code, of a leader or staff member by name. */
function ErasureForm({ api, actors, onAsked }: ErasureFormProps) {
  const [kind, setKind] = useState<string>();
  const requestErasure = async (data: FormData, id: string): Promise<void> => {
    // The form requires both texts, so neither default is ever sent.
    const body = { id, reason: textOf(data, 'reason') ?? '' };
    const subject = textOf(data, 'subject') ?? '';
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
    const subject = textOf(data, 'subject') ?? '';
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

type SubjectProps = {
  readonly of: Erasure;
  readonly actors: ReadonlyMap<string, Actor>;
  readonly codes: Codes | undefined;
};

/**
 * The subject of an erasure: a member by her code, a leader or staff member by name. Once the code or name is erased, a general word
 * takes its place.
 */
function Subject({ of: { memberId, personId = '' }, actors, codes }: SubjectProps) {
  // An erasure without a `memberId` is of a person, and has a `personId`.
  if (memberId === undefined) return actorText(personId, actors);
  return areKnown(codes) ? (codes.get(memberId)?.code ?? t('erasure.nameless')) : '…';
}

/** The auditor's page of erasures: requests them and shows their state. */
export function Erasures({ api }: { api: Api }) {
  const actors = useActors(api);
  const erasures = useRead(['erasures'], () => readList(api, 'GET /api/erasures', {}));
  const codes = useCodes(
    api,
    (erasures.data?.items ?? []).flatMap(({ memberId }) => memberId ?? []),
  );
  return (
    <>
      <Fold label="erasure.new">
        <p class="warning">{t('erasure.explain')}</p>
        <ErasureForm api={api} actors={actors} onAsked={() => erasures.refetch()} />
      </Fold>
      <p class="soft">{t('logged')}</p>
      <Reading of={erasures}>
        {({ items }) => (
          <Table
            caption={t('erasures')}
            empty={t('nothing')}
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'who',
                title: t('erasure.who'),
                cell: (erasure) => <Subject of={erasure} actors={actors} codes={codes} />,
              },
              { key: 'of', title: t('erasure.of'), value: (erasure) => t(`erasure.of.${kindOf(erasure)}`) },
              {
                key: 'when',
                title: t('when'),
                value: (erasure) => erasure.requestedAt,
                cell: (erasure) => <InstantText at={erasure.requestedAt} />,
              },
              { key: 'reason', title: t('reason'), cell: (erasure) => erasure.reason ?? '–' },
              { key: 'state', title: t('state'), value: (erasure) => t(stateOf(erasure)) },
              {
                key: 'erasedOn',
                title: t('erasedOn'),
                value: (erasure) => erasure.erasedOn,
                cell: (erasure) =>
                  erasure.erasedOn === undefined ? '–' : <DateText on={erasure.erasedOn} />,
              },
            ]}
          />
        )}
      </Reading>
    </>
  );
}
