import { createContext } from 'preact';
import { showFailedToast, showToast } from '../../../design/toast.tsx';
import { t } from '../../text.ts';

/** Closes the section that a form stands in, once the form is saved; undefined if it stands in none. */
export const CloseSection = createContext<(() => void) | undefined>(undefined);

/** The code of the person or case that a page shows, or the group's name: the banner says by it about what something was saved. Never a person's name. */
export const AboutRecord = createContext<string | undefined>(undefined);

/** Why a form takes back at once what it saved. The record keeps it, in the words of who pressed. */
export type Undo = (reason: string) => Promise<unknown>;

/**
 * Says in the banner what was saved, about whom, and offers to take it back where that can be.
 * @param what called again whenever the language changes
 */
export function sayDone(what: () => string, about: string | undefined, undo?: Undo): void {
  const withCode = (text: string) => (about === undefined ? text : `${text} · ${about}`);
  const takeBack = async (takenBack: Undo): Promise<void> => {
    try {
      await takenBack(t('saved.undo.reason'));
      showToast(() => withCode(t('saved.undone')));
    } catch {
      showFailedToast(() => withCode(t('saved.undo.failed')));
    }
  };
  showToast(
    () => withCode(what()),
    undo === undefined ? undefined : { label: () => t('saved.undo'), onPress: () => void takeBack(undo) },
  );
}
