import type { ComponentChildren } from 'preact';
import { Form } from '../frame/forms/form.tsx';
import { t } from '../text.ts';

/** The forms that approve or decline a request; both ask first. */
export function Decide({
  title,
  details,
  onDecide,
}: {
  readonly title: string;
  readonly details: ComponentChildren;
  readonly onDecide: (decision: 'approved' | 'declined') => Promise<void>;
}) {
  return (
    <>
      <Form
        label="approval.approve"
        submit="approval.approve"
        done={null}
        confirm={() => ({
          title: t('approval.ask', { what: title }),
          explain: details,
          buttonLabel: t('approval.yes'),
        })}
        onSend={() => onDecide('approved')}
      >
        {null}
      </Form>
      <Form
        label="approval.decline"
        submit="approval.decline"
        isSecondary
        done={null}
        confirm={() => ({
          title: t('approval.decline.ask', { what: title }),
          explain: (
            <>
              <p>{t('approval.decline.explain')}</p>
              {details}
            </>
          ),
          buttonLabel: t('approval.decline.yes'),
        })}
        onSend={() => onDecide('declined')}
      >
        {null}
      </Form>
    </>
  );
}

/** The form with which the asker withdraws the request. */
export function Withdraw({
  title,
  onWithdraw,
}: {
  readonly title: string;
  readonly onWithdraw: () => Promise<void>;
}) {
  return (
    <Form
      label="approval.withdraw"
      submit="approval.withdraw"
      isSecondary
      done={null}
      confirm={() => ({
        title: t('approval.withdraw.ask', { what: title }),
        explain: <p>{t('approval.withdraw.explain')}</p>,
        buttonLabel: t('approval.withdraw.yes'),
      })}
      onSend={onWithdraw}
    >
      {null}
    </Form>
  );
}
