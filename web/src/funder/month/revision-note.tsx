import { useLanguage } from '../../i18n/use-language.ts';
import type { PublishedValue } from '../published-values.ts';
import { revisionText } from './revision-text.ts';

type RevisionNoteProps = { readonly published: PublishedValue | undefined; readonly unit: string };

/** The note of a revised value, beside the number on the funder's page, with the mark that revised bars of a chart have. */
export function RevisionNote({ published, unit }: RevisionNoteProps) {
  const text = revisionText(published, unit, useLanguage());
  return text === '' ? null : <small class="revised"> {text}</small>;
}
