const MARKER = /(?:[A-Za-z][A-Za-z ]{0,20}[:>]|[<>~=*-]{1,5}|\[[A-Z<>-]{1,3}\])[ \t]{0,8}$/y;

/** The marker at the end of a prefix, or null. The pattern is tried only where a marker that ends there can begin. */
export function markerIn(prefix: string): RegExpExecArray | null {
  for (let at = Math.max(0, prefix.length - 30); at < prefix.length; at++) {
    MARKER.lastIndex = at;
    const found = MARKER.exec(prefix);
    if (found) return found;
  }
  return null;
}
