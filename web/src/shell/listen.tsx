import { useEffect, useRef, useState } from 'preact/hooks';
import { language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { hasKeptVoice, voiceKept } from '../voice/keep-voice.ts';
import { findOwnVoice } from '../voice/own-voice.ts';
import type { VoiceState } from '../voice/say.ts';
import { unspoken } from '../voice/screen-lines.ts';
import { t } from './text.ts';

/** The code that speaks is loaded when somebody listens. */
const loadVoice = () => import('../voice/say.ts');

/** Whether this phone can speak the page's language: by recordings that it keeps, or by a voice of its own. */
function useCanSpeak(): boolean {
  const currentLanguage = useLanguage();
  const [canSpeak, setCanSpeak] = useState(false);
  useEffect(() => {
    let isHere = true;
    const look = async () => {
      const hasRecordings = await hasKeptVoice();
      if (isHere) setCanSpeak(hasRecordings || findOwnVoice(language()) !== undefined);
    };
    void look();
    const onVoices = () => void look();
    addEventListener(voiceKept, onVoices);
    if ('speechSynthesis' in globalThis) speechSynthesis.addEventListener('voiceschanged', onVoices);
    return () => {
      isHere = false;
      removeEventListener(voiceKept, onVoices);
      if ('speechSynthesis' in globalThis) speechSynthesis.removeEventListener('voiceschanged', onVoices);
    };
  }, [currentLanguage]);
  return canSpeak;
}

type ListenProps = {
  /** What is said, line by line, as it stands on the screen. Asked for when somebody listens. */
  readonly lines: () => readonly string[];
  /** Whether others must not hear it: then headphones are proposed first. */
  readonly isPrivate?: boolean;
};

/**
 * The button that speaks a text; while it speaks, buttons to pause and to end. A press after the end repeats the text. A phone that can't speak the
 * language has no button. When the button leaves the screen, the voice falls silent.
 */
export function Listen({ lines, isPrivate = false }: ListenProps) {
  const canSpeak = useCanSpeak();
  const currentLanguage = useLanguage();
  const [state, setState] = useState<VoiceState>('silent');
  const [asksFirst, setAsksFirst] = useState(false);
  // A reference beside `state`, for the effect below, which would see an old state.
  const isSpeaking = useRef(false);
  useEffect(
    () => () => {
      if (isSpeaking.current) void loadVoice().then(({ stop }) => stop());
    },
    [currentLanguage],
  );
  if (!canSpeak) return null;
  const speak = async () => {
    setAsksFirst(false);
    const { onVoice, sayScreen } = await loadVoice();
    const said = sayScreen(lines());
    setState('speaking');
    isSpeaking.current = true;
    const unfollow = onVoice(setState);
    await said.finally(unfollow);
    isSpeaking.current = false;
    setState('silent');
  };
  if (asksFirst) {
    return (
      <div class="notice" {...unspoken}>
        <p>{t('listen.headphones')}</p>
        <button type="button" class="second" onClick={() => void speak()}>
          {t('listen.now')}
        </button>
      </div>
    );
  }
  if (state === 'silent') {
    return (
      <button
        type="button"
        class="quiet"
        {...unspoken}
        onClick={() => (isPrivate ? setAsksFirst(true) : void speak())}
      >
        <span aria-hidden="true">🔊</span> {t('listen')}
      </button>
    );
  }
  const isPaused = state === 'paused';
  const turn = () => void loadVoice().then(({ goOn, pause }) => (isPaused ? goOn() : pause()));
  return (
    <div {...unspoken}>
      <button type="button" class="quiet" onClick={turn}>
        <span aria-hidden="true">{isPaused ? '▶' : '❚❚'}</span> {t(isPaused ? 'listen.goOn' : 'listen.pause')}
      </button>
      <button type="button" class="quiet" onClick={() => void loadVoice().then(({ stop }) => stop())}>
        <span aria-hidden="true">■</span> {t('listen.stop')}
      </button>
    </div>
  );
}
