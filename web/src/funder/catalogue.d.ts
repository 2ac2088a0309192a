declare module 'virtual:catalogue' {
  type Words = { readonly en: string; readonly te: string; readonly ja: string };

  /** In the order of the catalogue. */
  export const indicators: readonly {
    readonly code: string;
    readonly theme: string;
    readonly unit: string;
    readonly title: Words;
    readonly definition: Words;
  }[];
  /** By an indicator's `theme`. */
  export const themes: Readonly<Record<string, Words>>;
}
