import type { TypedOnPhone } from '../../../../functions/areas/members/definition.ts';

/** 6 to 20 digits, spaces and hyphens, with a digit at both ends; before them a plus sign or nothing. Such as `+91 98480-12345`. */
const phonePattern = /^\+?[0-9][0-9 -]{4,18}[0-9]$/;

/** Whether a text has at most so many characters as a line may have: in code points, as the server counts them. */
const isLine = (text: string): boolean => [...text].length <= 120;

type TypedText = {
  readonly mode: 'text' | 'tel';
  /** Whether a text, trimmed, is acceptable. One that may be left empty is sent only if it is not. */
  readonly isRight: (text: string) => boolean;
};

/**
 * The texts of a new member that a leader types, in the order in which she is asked. Drafts, questions, what is recorded and what is corrected follow from
 * this table. The texts `enrol.<field>` and `enrol.<field>Wrong` ask for one.
 */
const typedTexts = {
  name: { mode: 'text', isRight: (text) => text !== '' && isLine(text) },
  phone: { mode: 'tel', isRight: (text) => text === '' || phonePattern.test(text) },
} satisfies Readonly<Record<TypedOnPhone, TypedText>>;

export type TypedField = keyof typeof typedTexts;
export const isTyped = (field: string): field is TypedField => Object.hasOwn(typedTexts, field);
export const typedFields = Object.keys(typedTexts).filter(isTyped);
export const typedText = (field: TypedField): TypedText => typedTexts[field];

/** A value for each text. */
export const forEachText = <Value>(make: (field: TypedField) => Value): Record<TypedField, Value> =>
  Object.fromEntries(typedFields.map((field) => [field, make(field)])) as Record<TypedField, Value>;
