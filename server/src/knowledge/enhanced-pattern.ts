/**
 * Whether an enhanced status code fits a pattern: `5.7.1` is the code itself, `[45].7.32` either class, `5.7.606-649` a range of the
 * detail, `5.4.6,14` several. Linear in the length of both; an ill-formed code or pattern fits nothing.
 */
export function fitsEnhanced(pattern: string, code: string): boolean {
  if (pattern === code) return true;
  const [wantedClass, wantedSubject, wantedDetail] = pattern.split('.');
  const [digit, subject, detail] = code.split('.');
  if (detail === undefined || wantedDetail === undefined || wantedSubject !== subject) return false;
  if (digit === '' || !wantedClass.includes(digit)) return false;
  const number = Number(detail);
  return wantedDetail.split(',').some((part) => {
    const [first, last = first] = part.split('-');
    return number >= Number(first) && number <= Number(last);
  });
}
