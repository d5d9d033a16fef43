/** Whether a prefix ends with the beginning of a string argument in source code. Linear in its length. */
export function isCall(prefix: string): boolean {
  const open = prefix.search(/\(\[?[bf]?["'`]$/);
  if (open === -1) return false;
  const before = prefix.slice(Math.max(0, open - 82), open);
  return /[$=]|->|::|\w\./.test(before.slice(Math.max(before.lastIndexOf('('), before.lastIndexOf(')')) + 1));
}
