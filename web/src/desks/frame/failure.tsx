import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { Problem } from '../../api/problem.ts';
import { closeToast } from '../../design/toast.tsx';
import { SignedOut } from '../../session/session-tokens.ts';
import { type MessageKey, t } from '../text.ts';
import { fieldErrorOf } from './forms/field-errors.ts';
import { labelOfField, rowOfField } from './forms/field-labels.ts';
import { explainAmounts, explainRefusal } from './forms/refusals.ts';

type FieldErrorProps = {
  /** The code of the whole refusal. */
  readonly code: string;
  /** The API's English error message for the field. */
  readonly message: string;
};

/** Whether the text for a field's error would only repeat the text for the refusal's code: no text fits its message. */
const repeatsRefusal = (code: string, message: string): boolean =>
  fieldErrorOf(message).key === 'field.wrong' && explainRefusal(code) !== undefined;

/**
 * In a request's failure, the API's error for one field: the text for its message, otherwise the text for the refusal's
 * code, otherwise the English message itself.
 */
export function FieldError({ code, message }: FieldErrorProps) {
  const { key, values } = fieldErrorOf(message);
  if (key !== 'field.wrong') return t(key, values);
  const refusal = explainRefusal(code);
  if (refusal !== undefined) return t(refusal);
  return (
    <>
      {t(key)} <span lang="en">{message}</span>
    </>
  );
}

/** For refusals whose code has no text of its own. */
const textByStatus: Readonly<Record<number, MessageKey>> = {
  404: 'refused.missing',
  412: 'refused.stale',
  409: 'refused.conflict',
  500: 'refused.fault',
  503: 'refused.fault',
};

const isSignedOut = (failure: unknown): boolean =>
  failure instanceof SignedOut || (failure instanceof Problem && failure.status === 401);

/** Shows on a desk's page why a request failed: no network, signed out, or what the API refused and at which fields. */
export function Failure({ failure }: { failure: unknown }) {
  // People would believe a toast "Saved" that still stands when something fails, so each failure closes it.
  useEffect(closeToast, [failure]);
  if (isSignedOut(failure)) {
    return (
      <div class="error" role="alert">
        <p>{t('signedOut')}</p>
        <button type="button" class="second small" onClick={() => location.reload()}>
          {t('signIn')}
        </button>
      </div>
    );
  }
  if (!(failure instanceof Problem)) {
    return (
      <p class="error" role="alert">
        {t('failed')}
      </p>
    );
  }
  const { code, detail, errors } = failure.document;
  const amounts = explainAmounts(failure.document);
  const refusal =
    explainRefusal(code) ??
    textByStatus[failure.status] ??
    (errors === undefined ? 'refused' : 'refused.fields');
  return (
    <div class="error" role="alert">
      <p>{t(refusal)}</p>
      {amounts !== undefined && <p>{amounts}</p>}
      {/* Where no text fits, the API's own explanation helps more than nothing. */}
      {refusal === 'refused' && detail !== undefined && <p lang="en">{detail}</p>}
      <ul>
        {errors?.map(({ path, message }) => {
          const label = labelOfField(path);
          const row = rowOfField(path);
          return (
            <li key={path}>
              {row !== undefined && label !== undefined && <>{t('refused.row', { number: row })}, </>}
              {label === undefined ? <code>{path}</code> : <strong>{t(label)}</strong>}
              {!repeatsRefusal(code, message) && (
                <>
                  : <FieldError code={code} message={message} />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** For each reading on the page that found the sign-in ended: the function that tells it whether it is the first. Only the first says so. */
const readingsSignedOut: ((isFirst: boolean) => void)[] = [];

/** Shows `children` only if it is the first of its kind on the page. If the first one goes, the next one takes its place. */
function FirstOfSignedOut({ children }: { readonly children: ComponentChildren }): ComponentChildren {
  const [isFirst, setFirst] = useState(false);
  useLayoutEffect(() => {
    readingsSignedOut.push(setFirst);
    readingsSignedOut[0]?.(true);
    return () => {
      readingsSignedOut.splice(readingsSignedOut.indexOf(setFirst), 1);
      readingsSignedOut[0]?.(true);
    };
  }, []);
  return isFirst ? children : null;
}

/**
 * Shows on a desk's page why something could not be read, with what stands before and after it. If the sign-in has ended, only the first
 * reading on the page says so. A form that is sent then says it too, with `Failure`.
 */
export function ReadingFailure({
  failure,
  before,
  after,
}: {
  readonly failure: unknown;
  readonly before?: ComponentChildren;
  readonly after?: ComponentChildren;
}) {
  const isOver = isSignedOut(failure);
  const said = (
    <>
      {before}
      <Failure failure={failure} />
      {/* Asking again is of no use before she has signed in. */}
      {!isOver && after}
    </>
  );
  return isOver ? <FirstOfSignedOut>{said}</FirstOfSignedOut> : said;
}
