import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t as shell } from '../shell/text.ts';
import { LeaveBar } from './frame.tsx';
import { pinPattern, type Unlocking } from './keyring.ts';
import { t } from './text.ts';

function Bare({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // A reader of the screen hears that what was there is closed.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <LeaveBar />
      <main class="narrow">
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {children}
      </main>
    </>
  );
}

function PinField({
  label,
  value,
  onValue,
}: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}) {
  return (
    <label class="field">
      {label}
      <input
        type="password"
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        class="pin"
        value={value}
        onInput={({ currentTarget }) => onValue(currentTarget.value.replaceAll(/\D/g, ''))}
      />
    </label>
  );
}

export function Locked({
  isSpent: wasSpent,
  onPin,
  onForgotten,
  onSignIn,
}: {
  readonly isSpent: boolean;
  readonly onPin: (pin: string) => Promise<Unlocking>;
  readonly onForgotten: () => Promise<void>;
  readonly onSignIn: () => Promise<void>;
}) {
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [triesLeft, setTriesLeft] = useState<number>();
  const [isSpent, setSpent] = useState(wasSpent);
  const [trouble, setTrouble] = useState<string>();
  const leaveFor = (way: () => Promise<void>) => way().catch(() => setTrouble(shell('signIn.noNetwork')));
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!pinPattern.test(pin) || busy) return;
    setBusy(true);
    setTrouble(undefined);
    const unlocking = await onPin(pin).catch(() => undefined);
    if (unlocking?.outcome === 'open') return;
    setBusy(false);
    setPin('');
    if (unlocking === undefined) setTrouble(t('full'));
    else if (unlocking.outcome === 'wrong') setTriesLeft(unlocking.triesLeft);
    else setSpent(true);
  };
  return (
    <Bare title={t('lock.title')}>
      {trouble !== undefined && (
        <p class="warning" role="alert">
          {trouble}
        </p>
      )}
      {isSpent ? (
        <>
          <p class="warning" role="alert">
            {t('lock.spent')}
          </p>
          <button type="button" class="primary" onClick={() => leaveFor(onSignIn)}>
            {shell('signIn.button')}
          </button>
        </>
      ) : (
        <form onSubmit={submit}>
          {triesLeft !== undefined && (
            <p class="error" role="alert">
              {t('lock.wrong', { count: triesLeft })}
            </p>
          )}
          <PinField label={t('lock.pin')} value={pin} onValue={setPin} />
          <button type="submit" class="primary" disabled={busy || !pinPattern.test(pin)}>
            {busy ? shell('wait') : t('lock.open')}
          </button>
          <button type="button" class="second" onClick={() => leaveFor(onForgotten)}>
            {t('lock.forgotten')}
          </button>
        </form>
      )}
    </Bare>
  );
}

const isWeak = (pin: string): boolean =>
  /^(\d)\1+$/.test(pin) || '01234567890'.includes(pin) || '09876543210'.includes(pin);

export function ChoosePin({
  isAgain,
  onPin,
}: {
  readonly isAgain: boolean;
  readonly onPin: (pin: string) => Promise<void>;
}) {
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [trouble, setTrouble] = useState<'pin.weak' | 'pin.differs' | 'pin.failed'>();
  const [busy, setBusy] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (isWeak(pin)) return setTrouble('pin.weak');
    if (pin !== again) return setTrouble('pin.differs');
    setBusy(true);
    onPin(pin).catch(() => {
      setBusy(false);
      setTrouble('pin.failed');
    });
  };
  return (
    <Bare title={t('pin.title')}>
      <p>{isAgain ? t('pin.again') : t('pin.explain')}</p>
      <form onSubmit={submit}>
        {trouble && (
          <p class="error" role="alert">
            {t(trouble)}
          </p>
        )}
        <PinField label={t('pin.first')} value={pin} onValue={setPin} />
        <PinField label={t('pin.second')} value={again} onValue={setAgain} />
        <button
          type="submit"
          class="primary"
          disabled={busy || !pinPattern.test(pin) || !pinPattern.test(again)}
        >
          {busy ? shell('wait') : t('pin.keep')}
        </button>
      </form>
    </Bare>
  );
}

/** The phone keeps the work of another person. */
export function SomebodyElse({
  waiting,
  onTake,
}: {
  readonly waiting: number;
  readonly onTake: () => Promise<void>;
}) {
  return (
    <Bare title={t('else.title')}>
      {waiting > 0 ? (
        <p class="warning">{t('else.waiting', { count: waiting })}</p>
      ) : (
        <>
          <p>{t('else.nothing')}</p>
          <button type="button" class="primary" onClick={() => void onTake()}>
            {t('else.take')}
          </button>
        </>
      )}
      <button type="button" class="second" onClick={() => location.replace('/')}>
        {shell('back')}
      </button>
    </Bare>
  );
}
