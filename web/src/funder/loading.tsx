import { Problem } from '../api/problem.ts';
import { Busy } from '../design/progress.tsx';
import { SignedOut } from '../session/session-tokens.ts';
import { t } from './text.ts';

type LoadingProps = {
  readonly error: Error | null;
  readonly onSignIn: () => void;
  readonly onAgain: () => void;
};

/** The funder's page while something is loading; if loading failed, a button to sign in or to try again. */
export function Loading({ error, onSignIn, onAgain }: LoadingProps) {
  if (error === null) return <Busy text={t('loading')} />;
  const isSignedOut = error instanceof SignedOut || (error instanceof Problem && error.status === 401);
  return (
    <p class="error" role="alert">
      {t(isSignedOut ? 'signedOut' : 'failed')}{' '}
      <button type="button" class="link" onClick={isSignedOut ? onSignIn : onAgain}>
        {t(isSignedOut ? 'signIn' : 'again')}
      </button>
    </p>
  );
}
