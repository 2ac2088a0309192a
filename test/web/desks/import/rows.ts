/** Rows of a workbook without a mistake, as a clerk writes them. */

export const group = {
  name: 'Vennela',
  district: 'Guntur',
  mandal: 'Tenali',
  formedOn: '1-1-2020',
  meetingFrequency: 'monthly',
  usualDeposit: 100,
};
export const woman = {
  number: 1,
  name: 'Mallika Ningi',
  birthYear: 1988,
  gender: 'woman',
  collective: 'Vennela',
  joinedOn: '5-2-2021',
};
