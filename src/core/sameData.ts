/** A data set as a configuration names it, and the format it is read in. */
interface Named {
  data: string;
  format: string;
}

/** Whether two names mean one data set: one that is read in another format is another. */
export function isSameData(a: Named, b: Named): boolean {
  return a.data === b.data && a.format === b.format;
}
