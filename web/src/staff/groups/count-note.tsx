import { useState } from 'preact/hooks';
import * as z from 'zod/mini';
import type { Api } from '../../api/client.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { type MessageKey, t } from '../text.ts';

const noted = z.object({ note: z.optional(z.string()) });

/** A leader's note on a meeting without a count. It is read, and the reading logged, on demand. */
export function CountNote({
  api,
  path,
  label,
}: {
  readonly api: Api;
  /** Of the meeting. */
  readonly path: string;
  readonly label: MessageKey;
}) {
  const [isAsked, setAsked] = useState(false);
  return isAsked ? (
    <Note api={api} path={path} />
  ) : (
    <button type="button" class="link" onClick={() => setAsked(true)}>
      {t(label)}
    </button>
  );
}

function Note({ api, path }: { readonly api: Api; readonly path: string }) {
  const meeting = useRead(['note', path], () => api.call(noted, { path }));
  return <Reading of={meeting}>{({ note }) => note ?? t('countNote.none')}</Reading>;
}
