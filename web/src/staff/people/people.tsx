import { useState } from 'preact/hooks';
import * as z from 'zod/mini';
import type { Api } from '../../api/client.ts';
import { roles } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { Problem } from '../../api/problem.ts';
import type { ItemOf } from '../../api/routes.ts';
import { Choice, Field, TextField, Tick } from '../../design/field.tsx';
import { textOf } from '../../design/form-data.ts';
import { languageNames, languages } from '../../i18n/language.ts';
import { openAddress } from '../../session/address.ts';
import { districtsFor } from '../frame/district-choice.tsx';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { Opened } from '../frame/opened.tsx';
import { useRead } from '../frame/reading.tsx';
import { ChangeForm, NewForm } from '../frame/record-form.tsx';
import { RecordList } from '../frame/record-list.tsx';
import { t } from '../text.ts';
import { Invitation } from './invitation.tsx';
import { Phones } from './phones.tsx';

type Person = ItemOf<'GET /api/users'>;

export function People({ api, open }: { readonly api: Api; readonly open: string | undefined }) {
  const people = useRead(['people'], () => readList(api, 'GET /api/users', {}));
  return (
    <RecordList
      of={people}
      at={['people']}
      open={open}
      caption="people"
      name="name"
      nameOf={({ name }) => name}
      isPersonal
      columns={[
        { key: 'role', title: t('role'), value: (one) => t(`role.${one.role}`), exported: true },
        { key: 'signInName', title: t('signInName'), cell: (one) => <code>{one.id}</code> },
        {
          key: 'state',
          title: t('state'),
          value: (one) => t(one.disabled ? 'disabled' : 'active'),
          exported: true,
        },
      ]}
      below={
        <Fold label="person.new">
          <NewForm
            api={api}
            label="person.new"
            path="/api/users"
            bodyOf={accessOf}
            onDone={async (id) => {
              await people.refetch();
              openAddress('people', id);
            }}
          >
            <p class="soft field wide">{t('person.two')}</p>
            <AccessFields />
          </NewForm>
        </Fold>
      }
      one={(chosen) => <One api={api} person={chosen} onChanged={() => people.refetch()} />}
    />
  );
}

const accessOf = (data: FormData) => ({
  name: textOf(data, 'name'),
  role: textOf(data, 'role'),
  locale: textOf(data, 'locale'),
  districts: data.getAll('districts'),
  collectives: (textOf(data, 'collectives') ?? '').split(/[\s,]+/).filter((id) => id !== ''),
});

function AccessFields({ person: one }: { person?: Person }) {
  return (
    <>
      <TextField name="name" label={t('name')} value={one?.name} />
      <Choice
        name="role"
        label={t('role')}
        value={one?.role ?? 'leader'}
        options={roles.map((role) => [role, t(`role.${role}`)])}
      />
      <Choice
        name="locale"
        label={t('language')}
        value={one?.locale ?? 'te'}
        options={languages.map((each) => [each, languageNames[each]])}
      />
      <Field name="collectives" label={t('person.collectives')} isOptional isWide>
        {(control) => (
          <textarea {...control} autoComplete="off" rows={2} defaultValue={one?.collectives.join('\n')} />
        )}
      </Field>
      <fieldset class="field wide">
        <legend>{t('person.districts')}</legend>
        <div class="fields">
          {districtsFor(one?.districts ?? []).map((district) => (
            <Tick
              key={district}
              name="districts"
              value={district}
              label={district}
              isTicked={one?.districts.some((each) => each === district) ?? false}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
}

const passwordAnswer = z.object({ password: z.optional(z.string()), approvalId: z.optional(z.string()) });

type OneProps = {
  readonly api: Api;
  readonly person: Person;
  readonly onChanged: () => Promise<unknown>;
};

function One({ api, person: one, onChanged }: OneProps) {
  const [password, setPassword] = useState<string>();
  const [isWaiting, setWaiting] = useState(false);
  const path = `/api/users/${one.id}`;
  const askForPassword = async () => {
    const ask = (body: object) =>
      api.call(passwordAnswer, { method: 'POST', path: `${path}/one-time-password`, body });
    try {
      const { password: made, approvalId } = await ask({});
      setPassword(made ?? (await ask({ approvalId })).password);
      setWaiting(false);
    } catch (error) {
      const waits = error instanceof Problem && error.document.code === 'waiting';
      setWaiting(waits);
      if (!waits) throw error;
    }
  };
  return (
    <Opened back="people" backTo={['people']} title={one.name}>
      <dl class="facts">
        <dt>{t('signInName')}</dt>
        <dd>
          <code>{one.id}</code>
          <Fold label="invitation">
            <Invitation name={one.id} />
          </Fold>
        </dd>
        <dt>{t('state')}</dt>
        <dd>{t(one.disabled ? 'disabled' : 'active')}</dd>
      </dl>
      {one.role === 'leader' && (
        <Fold label="phones">
          <Phones api={api} id={one.id} />
        </Fold>
      )}
      {password === undefined ? (
        <Form label="password" submit="password.new" done={null} onSend={askForPassword}>
          <p class="soft field wide">{t('password.explain')}</p>
          {isWaiting && (
            <p class="notice field wide" role="status">
              {t('code.waiting')}
            </p>
          )}
        </Form>
      ) : (
        <div class="notice" role="status">
          <p>{t('password.once')}</p>
          <p class="password">{password}</p>
          <button type="button" class="second small" onClick={() => setPassword(undefined)}>
            {t('password.done')}
          </button>
        </div>
      )}
      <h3>{t('change')}</h3>
      <ChangeForm
        api={api}
        path={path}
        version={one.version}
        bodyOf={(data) => ({ ...accessOf(data), disabled: textOf(data, 'disabled') === 'true' })}
        onDone={onChanged}
      >
        <Choice
          name="disabled"
          label={t('state')}
          value={String(one.disabled)}
          options={[
            ['false', t('active')],
            ['true', t('disabled')],
          ]}
        />
        <AccessFields person={one} />
      </ChangeForm>
    </Opened>
  );
}
