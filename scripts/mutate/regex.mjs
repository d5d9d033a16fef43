// Slips in a regular expression: an anchor, a mark of "any case" or a member of a class left out, a count moved by one.

/** The end of what begins at a backslash: `\d`, `\u{2066}`, `\p{L}`, `\x1b`. */
function escapeEnd(text, at) {
  const rest = /^\\(?:[pPu]\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|k<[^>]*>|.)/i.exec(text.slice(at));
  return at + (rest ? rest[0].length : 1);
}

/** The members of a class `[…]` that begins at `from`, each with a range as one, and where the class ends. */
function membersOf(text, from) {
  const members = [];
  let at = from + (text[from + 1] === '^' ? 2 : 1);
  const item = () => (text[at] === '\\' ? escapeEnd(text, at) : at + (text.codePointAt(at) > 0xffff ? 2 : 1));
  while (at < text.length && text[at] !== ']') {
    const start = at;
    at = item();
    if (text[at] === '-' && text[at + 1] !== ']') {
      at++;
      at = item();
    }
    members.push({ start, end: at });
  }
  return { members, end: at + 1 };
}

/** Higher counts bound the cost of an expression; one more or less of them decides nothing. */
const MOST = 12;

/** The counts of `{2,5}`, each one up and one down where that still is a count. */
function countsOf(braces, start) {
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(braces);
  const slips = (Number(least) > MOST ? [] : [Number(least) + 1, Number(least) - 1])
    .filter((count) => count >= 0 && (most === '' || count <= Number(most)))
    .map((count) => ({ start: start + 1, end: start + 1 + least.length, text: String(count) }));
  if (comma !== '' && most !== '' && Number(most) <= MOST) {
    const from = start + 1 + least.length + 1;
    for (const count of [Number(most) + 1, Number(most) - 1])
      if (count >= Number(least)) slips.push({ start: from, end: from + most.length, text: String(count) });
  }
  return slips;
}

/**
 * The slips in a literal.
 * @param {string} literal with its slashes and flags
 * @returns {{ start: number, end: number, text: string }[]} half-open, in UTF-16 units from the first slash
 */
export function slipsInRegex(literal) {
  const close = literal.lastIndexOf('/');
  const slips = [];
  for (let at = 1; at < close; ) {
    const sign = literal[at];
    if (sign === '\\') {
      const end = escapeEnd(literal, at);
      if (/^\\[bB]$/.test(literal.slice(at, end))) slips.push({ start: at, end, text: '' });
      at = end;
    } else if (sign === '[') {
      const { members, end } = membersOf(literal, at);
      // The sets of the `v` flag nest; their members are left alone.
      if (members.length > 1 && !literal.slice(close).includes('v')) for (const member of members) slips.push({ ...member, text: '' });
      at = end;
    } else if (sign === '{' && /^\{\d+,?\d*\}/.test(literal.slice(at))) {
      const braces = literal.slice(at, literal.indexOf('}', at) + 1);
      slips.push(...countsOf(braces, at));
      at += braces.length;
    } else {
      if (sign === '^' || sign === '$') slips.push({ start: at, end: at + 1, text: '' });
      at++;
    }
  }
  const flag = literal.indexOf('i', close + 1);
  if (flag !== -1) slips.push({ start: flag, end: flag + 1, text: '' });
  return slips.filter(({ start, end, text }) => compiles(literal.slice(0, start) + text + literal.slice(end)));
}

/** Whether a literal is a regular expression; a file that does not load shows nothing. */
function compiles(literal) {
  const close = literal.lastIndexOf('/');
  try {
    new RegExp(literal.slice(1, close), literal.slice(close + 1));
    return close > 1;
  } catch {
    return false;
  }
}
