/** Terms in force in every month of the tests: no month is published without. */
export const programmeTerms = {
  id: '0199d000-0000-7000-8000-00000000f001',
  from: '2020-01',
  name: 'Leadership Next',
  implementer: 'HELP',
  forum: 'VIMUKTHI',
  funder: 'Kamonohashi',
  state: 'Andhra Pradesh',
} as const;
