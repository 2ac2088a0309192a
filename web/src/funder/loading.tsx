import { Problem } from '../api/problem.ts';
import { Busy } from '../design/progress.tsx';
import { SignedOut } from '../session/session-tokens.ts';
import { t } from './text.ts';

type LoadingProps = {
  readonly error: Error | null;
  readonly onSignIn: () => void;
  readonly onAgain: () => void;
};

/** What the funder's page shows while something is loading, or what to do when loading failed. */
export function Loading({ error, onSignIn, onAgain }: LoadingProps) {
  if (error === null) return <Busy text={t('loading')} />;
  const isOver = error instanceof SignedOut || (error instanceof Problem && error.status === 401);
  return (
    <p class="error" role="alert">
      {t(isOver ? 'signedOut' : 'failed')}{' '}
      <button type="button" class="link" onClick={isOver ? onSignIn : onAgain}>
        {t(isOver ? 'signIn' : 'again')}
      </button>
    </p>
  );
}
