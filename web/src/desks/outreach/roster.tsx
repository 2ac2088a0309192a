import { useState } from 'preact/hooks';
import { rosterRoles } from '../../../../functions/shared/kinds/outreach-words.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { Problem } from '../../api/problem.ts';
import { TextField } from '../../design/fields/field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { Person } from '../../design/person.tsx';
import { showToast } from '../../design/toast.tsx';
import { Form } from '../frame/forms/form.tsx';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import type { ListedMember, OutreachRecord } from '../frame/lists/record-types.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { addToRoster, changeRole, isRosterFull, type Participant, removeFromRoster } from './roster-rules.ts';

type RosterProps = {
  readonly api: Api;
  readonly outreach: OutreachRecord;
  readonly onSaved: () => Promise<unknown>;
};

/** A member with her name, which only a search gives. After an erasure the name is null. */
type FoundMember = ListedMember & { readonly name?: string | null | undefined };

/**
 * The roster of an outreach activity at the desk: the members among its participants. Changes stay on the page until the
 * roster is saved, as a whole.
 */
export function Roster({ api, outreach, onSaved }: RosterProps) {
  const members = useRead(['members'], () => readList(api, 'GET /api/members', {}));
  return (
    <section aria-labelledby="roster">
      <h3 id="roster">{t('roster')}</h3>
      <p class="soft">{t('roster.explain')}</p>
      <Reading of={members}>
        {({ items }) => (
          // A new version resets the editor, so that nobody overwrites an unseen change.
          <RosterEditor
            key={outreach.version}
            api={api}
            outreach={outreach}
            onSaved={onSaved}
            members={items}
          />
        )}
      </Reading>
    </section>
  );
}

function RosterEditor({
  api,
  outreach,
  members,
  onSaved,
}: RosterProps & { readonly members: readonly ListedMember[] }) {
  // Outreach without a roster has no members yet.
  const savedRoster = outreach.roster?.participants ?? [];
  const [roster, setRoster] = useState<readonly Participant[]>(savedRoster);
  const codes = new Map(members.map(({ id, code }) => [id, code]));
  const isChanged = JSON.stringify(roster) !== JSON.stringify(savedRoster);
  const isEditable = outreach.reversed === undefined;
  return (
    <>
      <RosterTable
        roster={roster}
        codeOf={(id) => codes.get(id) ?? t('erased')}
        onChange={isEditable ? setRoster : undefined}
      />
      {/* `outreach.participants` is the number of all participants, members or not. */}
      {roster.length > outreach.participants && (
        <p class="warning">{t('roster.more', { count: outreach.participants })}</p>
      )}
      {isEditable && (
        <>
          {isRosterFull(roster) && <p class="warning">{t('roster.full')}</p>}
          <FindMembers api={api} roster={roster} onAdd={(id) => setRoster(addToRoster(roster, id))} />
          {isChanged && (
            <p class="warning" role="status">
              {t('roster.unsaved')}
            </p>
          )}
          <SaveRoster api={api} outreach={outreach} roster={roster} isReady={isChanged} onSaved={onSaved} />
        </>
      )}
    </>
  );
}

type RosterTableProps = {
  readonly roster: readonly Participant[];
  readonly codeOf: (memberId: string) => string;
  /** Undefined if the roster can't be changed. */
  readonly onChange: ((roster: readonly Participant[]) => void) | undefined;
};

/** The members on the roster. If it can be changed, each member has a choice of her role, and a button that removes her. */
function RosterTable({ roster, codeOf, onChange }: RosterTableProps) {
  return (
    <DeskTable
      list="roster"
      loggedIdsOf={({ memberId }) => [memberId]}
      caption={t('roster')}
      empty={t('roster.none')}
      rows={roster}
      keyOf={({ memberId }) => memberId}
      columns={[
        { key: 'code', title: t('code'), value: ({ memberId }) => codeOf(memberId), exported: true },
        {
          key: 'role',
          title: t('rosterRole'),
          value: ({ role }) => t(`rosterRole.${role}`),
          exported: true,
          ...(onChange === undefined
            ? {}
            : {
                cell: ({ memberId, role }: Participant) => (
                  <RoleChoice
                    code={codeOf(memberId)}
                    role={role}
                    onChoose={(chosen) => onChange(changeRole(roster, memberId, chosen))}
                  />
                ),
              }),
        },
        ...(onChange === undefined
          ? []
          : [
              {
                key: 'remove',
                title: t('change'),
                cell: ({ memberId }: Participant) => (
                  <button
                    type="button"
                    class="link"
                    aria-label={`${t('roster.remove')}: ${codeOf(memberId)}`}
                    onClick={() => onChange(removeFromRoster(roster, memberId))}
                  >
                    {t('roster.remove')}
                  </button>
                ),
              },
            ]),
      ]}
    />
  );
}

const RoleChoice = ({
  code,
  role,
  onChoose,
}: {
  readonly code: string;
  readonly role: Participant['role'];
  readonly onChoose: (role: string) => void;
}) => (
  <select
    aria-label={`${t('rosterRole')}: ${code}`}
    value={role}
    onChange={({ currentTarget }) => onChoose(currentTarget.value)}
  >
    {rosterRoles.map((option) => (
      <option key={option} value={option} selected={option === role}>
        {t(`rosterRole.${option}`)}
      </option>
    ))}
  </select>
);

/** The search for members, and a button for each one found that adds her to the roster. */
function FindMembers({
  api,
  roster,
  onAdd,
}: {
  readonly api: Api;
  readonly roster: readonly Participant[];
  readonly onAdd: (memberId: string) => void;
}) {
  /** The results of the last search; undefined before the first. */
  const [foundMembers, setFoundMembers] = useState<readonly FoundMember[]>();
  return (
    <>
      <Form
        label="roster.find"
        submit="search"
        isSecondary
        done={null}
        onSend={async (data) => {
          const { items } = await api.request('POST /api/members/search', {
            body: { q: requiredTextOf(data, 'q') },
          });
          setFoundMembers(items);
        }}
      >
        <TextField name="q" type="search" label={t('search.hint')} />
      </Form>
      {foundMembers !== undefined && (
        <>
          <p role="status">{t('found', { count: foundMembers.length })}</p>
          <ul class="points">
            {foundMembers.map(({ id, code, name }) => (
              <li key={id}>
                <span class="code">{code}</span> <Person name={name} fallback="•••" />{' '}
                <button
                  type="button"
                  class="second small"
                  aria-label={`${t('roster.add')}: ${code}`}
                  disabled={isRosterFull(roster) || roster.some(({ memberId }) => memberId === id)}
                  onClick={() => onAdd(id)}
                >
                  {t('roster.add')}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** The button that saves the whole roster. */
function SaveRoster({
  api,
  outreach,
  roster,
  isReady,
  onSaved,
}: RosterProps & { readonly roster: readonly Participant[]; readonly isReady: boolean }) {
  return (
    <Form
      label="roster.save"
      submit="roster.save"
      isReady={isReady}
      // The saved roster's new version resets this form too, so a toast shows the message.
      done={null}
      onSend={async () => {
        try {
          await api.request('PUT /api/outreach/{id}/roster', {
            path: { id: outreach.id },
            ifMatch: outreach.version,
            body: { participants: [...roster] },
          });
        } catch (error) {
          // 412: somebody else has changed the outreach. Shows the roster as it is now.
          if (error instanceof Problem && error.status === 412) await onSaved();
          throw error;
        }
        await onSaved();
        showToast(() => t('saved'));
      }}
    >
      {null}
    </Form>
  );
}
