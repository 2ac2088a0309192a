import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { Problem } from '../../api/problem.ts';
import { TextField } from '../../design/fields/field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { Person } from '../../design/person.tsx';
import { showToast } from '../../design/toast.tsx';
import { Form } from '../frame/forms/form.tsx';
import type { ListedMember, OutreachRecord } from '../frame/lists/record-types.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { addToRoster, isRosterFull, type Participant } from './roster-rules.ts';
import { RosterTable } from './roster-table.tsx';

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
