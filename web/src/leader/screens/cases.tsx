import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { caseKinds } from '../../api/case-record.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useHere, useStatus } from '../context.ts';
import { Frame } from '../frame.tsx';
import { type CaseFile, cases, members } from '../kinds.ts';
import { t } from '../text.ts';
import { CaseEntries, CaseFacts } from './case-entries.tsx';

/** Cases by their codes: whoever looks over her shoulder reads no name. */
export function Cases() {
  const { desk, go } = useHere();
  useStatus();
  const files = desk.rows
    .all(cases)
    .toSorted(
      (a, b) =>
        Number(a.status === 'closed') - Number(b.status === 'closed') || b.openedOn.localeCompare(a.openedOn),
    );
  return (
    <Frame title={t('cases.title')} back={{ name: 'home' }}>
      {files.length === 0 && <p>{t('cases.none')}</p>}
      {files.map((file) => (
        <button type="button" class="choice" key={file.id} onClick={() => go({ name: 'case', id: file.id })}>
          {file.code ?? t('members.noCode')} · {t(`kind.${file.kind}`)}
          <span class="part">
            {file.priority === 'urgent' && `${t('priority.urgent')} · `}
            {t(`status.${file.status}`)}
          </span>
        </button>
      ))}
      <p>{t('cases.how')}</p>
      <button type="button" class="second" onClick={() => go({ name: 'glass' })}>
        {t('cases.glass')}
      </button>
    </Frame>
  );
}

export function OpenCase({ memberId }: { readonly memberId: string }) {
  const { desk, go } = useHere();
  const [kind, setKind] = useState<CaseFile['kind']>();
  const member = desk.rows.get(members, memberId);
  const open = async (priority: CaseFile['priority']) => {
    if (kind === undefined) return;
    const id = v7();
    const openedOn = todayInIndia();
    await desk.record({
      id,
      what: 'case',
      path: '/api/cases',
      body: { id, memberId, kind, priority, openedOn },
      entities: [id, memberId],
    });
    await desk.rows.put(cases, id, { id, memberId, kind, priority, openedOn, status: 'open' });
    go({ name: 'saved' });
  };
  return (
    <Frame
      title={t('cases.openTitle', { name: member?.name ?? '' })}
      back={{ name: 'member', id: memberId }}
      key={kind ?? 'kind'}
    >
      {kind === undefined ? (
        <>
          <p>{t('cases.which')}</p>
          {caseKinds.map((value) => (
            <button type="button" class="choice" key={value} onClick={() => setKind(value)}>
              {t(`kind.${value}`)}
            </button>
          ))}
        </>
      ) : (
        <>
          <p>{t(`kind.${kind}`)}</p>
          <p>{t('cases.howUrgent')}</p>
          <button type="button" class="choice" onClick={() => void open('urgent')}>
            {t('priority.urgent')}
          </button>
          <button type="button" class="choice" onClick={() => void open('normal')}>
            {t('priority.normal')}
          </button>
        </>
      )}
    </Frame>
  );
}

export function CaseScreen({ id }: { readonly id: string }) {
  const { desk, go } = useHere();
  const [isNamed, setNamed] = useState(false);
  useStatus();
  const file = desk.rows.get(cases, id);
  if (file === undefined) return null;
  const add = async (event: Readonly<Record<string, unknown>>) => {
    const eventId = v7();
    await desk.record({
      id: eventId,
      what: 'case_event',
      path: `/api/cases/${id}/events`,
      body: { id: eventId, on: todayInIndia(), ...event },
      entities: [id],
    });
    if (typeof event.due === 'string' && event.done !== true) {
      await desk.rows.put(cases, id, { ...file, nextDue: event.due });
    }
    if (event.done === true) {
      const { nextDue: _done, ...rest } = file;
      await desk.rows.put(cases, id, rest);
    }
    go({ name: 'saved' });
  };
  return (
    <Frame title={file.code ?? t('members.noCode')} back={{ name: 'cases' }}>
      <CaseFacts file={file} />
      {isNamed ? (
        <p class="notice">{desk.rows.get(members, file.memberId)?.name ?? t('members.noCode')}</p>
      ) : (
        <button type="button" class="quiet" onClick={() => setNamed(true)}>
          {t('cases.whose')}
        </button>
      )}
      <CaseEntries nextDue={file.nextDue} onAdd={add} />
    </Frame>
  );
}
