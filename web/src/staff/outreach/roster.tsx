import { useState } from 'preact/hooks';
import { rosterRoles } from '../../../../functions/domain/outreach-words.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { Problem } from '../../api/problem.ts';
import { TextField } from '../../design/field.tsx';
import { requiredTextOf } from '../../design/form-data.ts';
import { Person } from '../../design/person.tsx';
import { showToast } from '../../design/toast.tsx';
import { DeskTable } from '../frame/desk-table.tsx';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import type { ListedMember, OutreachRecord } from '../frame/record-types.ts';
import { t } from '../text.ts';
import { addTo, isFull, type Participant, removeFrom, withRole } from './roster-rules.ts';

type RosterProps = {
  readonly api: Api;
  readonly of: OutreachRecord;
  readonly onSaved: () => Promise<unknown>;
};

/** Only a search gives names. After an erasure the name is null. */
type FoundMember = ListedMember & { readonly name?: string | null | undefined };

/**
 * The roster of an outreach activity at the desk: the members among its participants. She changes it and then saves it as
 * a whole.
 */
export function Roster({ api, of, onSaved }: RosterProps) {
  const members = useRead(['members'], () => readList(api, 'GET /api/members', {}));
  return (
    <section aria-labelledby="roster">
      <h3 id="roster">{t('roster')}</h3>
      <p class="soft">{t('roster.explain')}</p>
      <Reading of={members}>
        {({ items }) => (
          // A new version resets the editor, so that she never overwrites a change that she hasn't seen.
          <RosterEditor key={of.version} {...{ api, of, onSaved }} members={items} />
        )}
      </Reading>
    </section>
  );
}

function RosterEditor({
  api,
  of,
  members,
  onSaved,
}: RosterProps & { readonly members: readonly ListedMember[] }) {
  // Outreach without a roster has no members yet.
  const savedParticipants = of.roster?.participants ?? [];
  const [participants, setParticipants] = useState<readonly Participant[]>(savedParticipants);
  const [found, setFound] = useState<readonly FoundMember[]>();
  const codes = new Map(members.map(({ id, code }) => [id, code]));
  const codeOf = (id: string) => codes.get(id) ?? t('erased');
  const isUnchanged = JSON.stringify(participants) === JSON.stringify(savedParticipants);
  const isEditable = of.reversed === undefined;
  return (
    <>
      <DeskTable
        list="roster"
        idsOf={({ memberId }) => [memberId]}
        caption={t('roster')}
        empty={t('roster.none')}
        rows={participants}
        keyOf={({ memberId }) => memberId}
        columns={[
          { key: 'code', title: t('code'), value: ({ memberId }) => codeOf(memberId), exported: true },
          {
            key: 'role',
            title: t('rosterRole'),
            value: ({ role }) => t(`rosterRole.${role}`),
            exported: true,
            ...(isEditable
              ? {
                  cell: ({ memberId, role }: Participant) => (
                    <select
                      aria-label={`${t('rosterRole')}: ${codeOf(memberId)}`}
                      value={role}
                      onChange={({ currentTarget }) =>
                        setParticipants(withRole(participants, memberId, currentTarget.value))
                      }
                    >
                      {rosterRoles.map((option) => (
                        <option key={option} value={option} selected={option === role}>
                          {t(`rosterRole.${option}`)}
                        </option>
                      ))}
                    </select>
                  ),
                }
              : {}),
          },
          ...(isEditable
            ? [
                {
                  key: 'remove',
                  title: t('change'),
                  cell: ({ memberId }: Participant) => (
                    <button
                      type="button"
                      class="link"
                      aria-label={`${t('roster.remove')}: ${codeOf(memberId)}`}
                      onClick={() => setParticipants(removeFrom(participants, memberId))}
                    >
                      {t('roster.remove')}
                    </button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {participants.length > of.participants && (
        <p class="warning">{t('roster.more', { count: of.participants })}</p>
      )}
      {isEditable && (
        <>
          {isFull(participants) && <p class="warning">{t('roster.full')}</p>}
          <Form
            label="roster.find"
            submit="search"
            isSecondary
            done={null}
            onSend={async (data) => {
              const { items } = await api.request('POST /api/members/search', {
                body: { q: requiredTextOf(data, 'q') },
              });
              setFound(items);
            }}
          >
            <TextField name="q" type="search" label={t('search.hint')} />
          </Form>
          {found !== undefined && (
            <>
              <p role="status">{t('found', { count: found.length })}</p>
              <ul class="points">
                {found.map(({ id, code, name }) => (
                  <li key={id}>
                    <span class="code">{code}</span> <Person name={name} fallback="•••" />{' '}
                    <button
                      type="button"
                      class="second small"
                      aria-label={`${t('roster.add')}: ${code}`}
                      disabled={isFull(participants) || participants.some(({ memberId }) => memberId === id)}
                      onClick={() => setParticipants(addTo(participants, id))}
                    >
                      {t('roster.add')}
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )}
          {!isUnchanged && (
            <p class="warning" role="status">
              {t('roster.unsaved')}
            </p>
          )}
          <Form
            label="roster.save"
            submit="roster.save"
            isReady={!isUnchanged}
            // The saved roster's new version resets this form too, so a toast shows the message.
            done={null}
            onSend={async () => {
              try {
                await api.request('PUT /api/outreach/{id}/roster', {
                  path: { id: of.id },
                  ifMatch: of.version,
                  body: { participants: [...participants] },
                });
              } catch (error) {
                // Somebody else has changed it: shows the roster as it is now.
                if (error instanceof Problem && error.status === 412) await onSaved();
                throw error;
              }
              await onSaved();
              showToast(() => t('saved'));
            }}
          >
            {null}
          </Form>
        </>
      )}
    </>
  );
}
