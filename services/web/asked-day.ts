import { CivilDate } from '#schemas/values.ts';

/** The day that an address asks for. A link from elsewhere may say anything; it then means the days shown by default. */
export const askedDay = (text: string | undefined): string | undefined => CivilDate.safeParse(text).data;
