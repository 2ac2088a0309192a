import { useLayoutEffect, useState } from 'preact/hooks';
import type { MessageKey } from '../../text.ts';

/** What the button that sends says it does. */
export type SubmitLabel = MessageKey | ((data: FormData) => MessageKey);

/**
 * The label of a form's button, and the function that decides it anew once something was filled in.
 * @param fieldsKey changes when the fields are drawn anew
 */
export function useSubmitLabel(
  submit: SubmitLabel,
  form: { readonly current: HTMLFormElement | null },
  fieldsKey: string,
) {
  // Used only if `submit` is a function. The first decision follows before the form is seen.
  const [decidedLabel, setDecidedLabel] = useState<MessageKey>('save');
  const decide = () => {
    if (typeof submit === 'function' && form.current !== null)
      setDecidedLabel(submit(new FormData(form.current)));
  };
  useLayoutEffect(decide, [fieldsKey]);
  return {
    label: typeof submit === 'function' ? decidedLabel : submit,
    // Later, since what was chosen may draw further fields, which `submit` reads too.
    decideSoon: () => setTimeout(decide),
  };
}
