import { useRef } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../api/client.ts';
import { readAll } from '../api/pages.ts';
import { noticeVersion } from '../shell/notice.ts';
import { Choice, textOf } from './fields.tsx';
import { Form } from './form.tsx';
import { MemberFields, memberFieldsOf } from './member-fields.tsx';
import { Notice } from './notice.tsx';
import { Reading, useRead } from './reading.tsx';
import { collective, consentMethods, nothing } from './records.ts';
import { t } from './text.ts';

type EnrolProps = { readonly api: Api; readonly onEnrolled: (id: string) => void };

/** A new member, with what she agreed to once the notice was read to her. */
export function Enrol({ api, onEnrolled }: EnrolProps) {
  const collectives = useRead(['collectives'], () => readAll(api, collective, '/api/collectives'));
  // With the member's own id the same as long as nothing was recorded.
  const consentIds = useRef({ services: v7(), reporting: v7() });
  return (
    <Reading of={collectives}>
      {({ items }) => (
        <Form
          label="member.new"
          onSend={async (data, id) => {
            const fields = memberFieldsOf(data);
            const consent = (purpose: 'services' | 'reporting') => ({
              id: consentIds.current[purpose],
              purpose,
              given: textOf(data, purpose) === 'given',
              on: fields.joinedOn,
              method: textOf(data, 'method'),
              noticeVersion,
            });
            await api.call(nothing, {
              method: 'POST',
              path: '/api/members',
              body: { id, ...fields, consents: [consent('services'), consent('reporting')], children: [] },
            });
            consentIds.current = { services: v7(), reporting: v7() };
            onEnrolled(id);
          }}
        >
          <MemberFields collectives={items} />
          <Notice />
          {(['services', 'reporting'] as const).map((purpose) => (
            <Choice
              key={purpose}
              name={purpose}
              label={`purpose.${purpose}`}
              // Nothing is agreed to by leaving a field alone.
              value="refused"
              options={[
                ['refused', t('consent.refused')],
                ['given', t('given')],
              ]}
            />
          ))}
          <Choice
            name="method"
            label="method"
            options={consentMethods.map((each) => [each, t(`method.${each}`)])}
          />
        </Form>
      )}
    </Reading>
  );
}
